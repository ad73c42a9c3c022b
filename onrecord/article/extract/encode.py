"""From text to what the network reads: word pieces, their features, windows.

The tokeniser is uncased and knows nothing of layout, so each piece carries three small features
beside its id: the case of the word that it belongs to, its quotation state, and how it is laid
out (new paragraph, after a space, inside a word). Training and run time both come through here,
so that they cannot drift apart.

    encode(text, tokenizer)    Encoded: pieces with code-point offsets
    windows(encoded, size)     overlapping stretches that fit the network
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.article.extract import quotation

CLS, SEP, PAD = 101, 102, 0
WINDOW = 256
"""Pieces in a window, [CLS] and [SEP] among them."""

# case of the whole word
NO_CASE, LOWER, TITLE, UPPER, MIXED, SINGLE_UPPER, DIGITS = range(7)
# layout of the piece
INSIDE_WORD, TOUCHING, SPACED, PARAGRAPH, LONE_LINE = range(5)
FEATURES = (7, 5, 5)
"""Number of values of each feature: case, quotation state, layout."""

_SENTENCE_END = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as word pieces; all arrays have one row per piece.

    `ids` (n,) int32; `features` (n, 3) int32: case, quotation state, layout; `starts` and `ends`
    (n,) int32 code-point offsets; `words` (n,) int32 running number of the word that the piece
    belongs to; `cuts` (n,) int8: how well a window may begin here (2 new paragraph, 1 new
    sentence, 0 neither).
    """

    text: str
    ids: npt.NDArray[np.int32]
    features: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    words: npt.NDArray[np.int32]
    cuts: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ids)

    def pieces(self, start: int, end: int) -> range:
        """The pieces that begin in `text[start:end]`; one at least."""
        low, high = (int(np.searchsorted(self.starts, at)) for at in (start, end))
        return range(low, max(low + 1, high))


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokeniser of the base model, its own truncation and padding switched off."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(text: str, tokenizer: Tokenizer) -> Encoded:
    """Word pieces of `text` with features; lone surrogates and control characters do no harm."""
    # the tokeniser takes UTF-8 only: a lone surrogate becomes U+FFFD, one code point for one
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _surrogates(text) else text
    if len(clean) != len(text):
        clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    encoding = tokenizer.encode(clean, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    words = np.array(encoding.word_ids, dtype=np.int32).reshape(-1)
    starts, ends = offsets[:, 0], offsets[:, 1]
    count = len(starts)
    features = np.zeros((count, 3), dtype=np.int32)
    cuts = np.zeros(count, dtype=np.int8)
    state = np.frombuffer(bytes(quotation.states(text)), dtype=np.uint8)
    if count:
        features[:, 1] = state[starts]
    first = np.flatnonzero(np.diff(words, prepend=-1))  # of each word
    last = np.append(first[1:], count) - 1
    lines = list(quotation.paragraphs(text))
    place, previous, ended = 0, -1, False
    cases, layout, opened = [], [], []
    for start, end in zip(starts[first].tolist(), ends[last].tolist(), strict=True) if count else ():
        token = text[start:end]
        cut, laid = 0, TOUCHING
        if place < len(lines) and lines[place][0] <= start:
            while place < len(lines) and lines[place][0] <= start:
                place += 1
            close = lines[place - 1][1]
            cut, laid = 2, PARAGRAPH if _SENTENCE_END.intersection(text[close - 3 : close]) else LONE_LINE
        elif start > previous:
            cut, laid = int(ended), SPACED
        cases.append(_case(token))
        layout.append(laid)
        opened.append(cut)
        ended = token in _SENTENCE_END or (ended and not token[:1].isalnum())
        previous = end
    if count:
        features[:, 0] = np.repeat(cases, last - first + 1)
        features[first, 2], cuts[first] = layout, opened
    ids = np.array(encoding.ids, dtype=np.int32)
    return Encoded(text, ids, features, starts.copy(), ends.copy(), words, cuts)


def windows(
    encoded: Encoded, *, size: int = WINDOW - 2, overlap: int = 64, first: int | None = None
) -> Iterator[tuple[int, int]]:
    """Stretches of at most `size` pieces that cover the text, each overlapping the one before.

    A window ends, and the next begins, at a new paragraph where one is near, else at a new
    sentence, so that few statements are cut. `first` shortens the first window (training shifts
    the cuts from epoch to epoch with it).
    """
    total, start = len(encoded), 0
    limit = first or size
    while start < total:
        if start + limit >= total:
            yield start, total
            return
        end = _best_cut(encoded, start + max(1, limit * 3 // 4), start + limit)
        yield start, end
        start = (
            end
            if overlap == 0
            else _best_cut(encoded, max(start + 1, end - overlap * 5 // 4), end - overlap // 2)
        )
        limit = size


def model_input(
    encoded: Encoded, start: int, end: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Ids (t,) and features (t, 3) of one window, [CLS] and [SEP] added."""
    ids = np.empty(end - start + 2, dtype=np.int64)
    ids[0], ids[-1], ids[1:-1] = CLS, SEP, encoded.ids[start:end]
    features = np.zeros((end - start + 2, len(FEATURES)), dtype=np.int64)
    features[1:-1] = encoded.features[start:end]
    return ids, features


def _best_cut(encoded: Encoded, low: int, high: int) -> int:
    """The last best place to cut in `low`…`high`, both included."""
    stretch = encoded.cuts[low : high + 1]
    if not len(stretch):
        return high
    best = int(stretch.max())
    if best == 0:
        return high
    return low + int(np.flatnonzero(stretch == best)[-1])


@lru_cache(maxsize=20_000)
def _case(word: str) -> int:
    if not (word.isalpha() or any(map(str.isalpha, word))):
        return DIGITS if any(map(str.isdigit, word)) else NO_CASE
    if word.islower():
        return LOWER
    if word.isupper():
        return SINGLE_UPPER if len(word) == 1 else UPPER
    if word[0].isupper() and word[1:].islower():
        return TITLE
    return MIXED if any(c.isupper() for c in word) else NO_CASE


def _surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
