"""One report's words laid beside another's: what was kept, reworded, added, left out.

Needleman and Wunsch (1970) over words, in whole numbers so that the result is the same everywhere:
the same word scores most, then the same stem, then a spelling variant; function words score little,
runs of neighbours a bonus. Pairs are then grouped into stretches that a reader can take in: a lone
"of" or comma between two changes belongs to the change.

Cost is O(n·m) up to `CELLS`; longer texts are first cut at words that occur once in both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from rapidfuzz import fuzz, process

from onrecord.record.compare.segments import group
from onrecord.record.compare.words import Token, tokens
from onrecord.types import Segment

CELLS = 1_000_000
"""The largest table of words against words; 1000 against 1000."""

EXACT, SAME_STEM, SPELLING, FUNCTION_WORD, SIGN, NEIGHBOURS = 20, 16, 12, 6, 2, 3
SPELLING_RATIO = 82
_LONGEST_WORD = 40

Pair: TypeAlias = tuple[int, int]


def align(base: str, own: str) -> tuple[Segment, ...]:
    """`own` against `base`, as segments that cover both texts completely and in order.

    Offsets are relative to each text; whitespace between segments belongs to none. "kept" means
    the same words: case and punctuation may differ.

    >>> base, own = "Of course, no one will come.", "Of course, nobody will come today."
    >>> [(s.op, base[slice(*s.base.bounds)], own[slice(*s.own.bounds)]) for s in align(base, own)]
    [('kept', 'Of course,', 'Of course,'), ('reworded', 'no one', 'nobody'), ('kept', 'will come', 'will come'), ('added', '', 'today'), ('kept', '.', '.')]
    """
    left, right = tokens(base), tokens(own)
    return group(left, right, pairs(left, right))


def pairs(base: Sequence[Token], own: Sequence[Token]) -> tuple[Pair, ...]:
    """The words of `base` and `own` that answer to each other, as ascending pairs of indices."""
    found: list[Pair] = []
    for (b0, b1), (o0, o1) in _blocks(base, own):
        found += [(b0 + i, o0 + j) for i, j in _needleman_wunsch(base[b0:b1], own[o0:o1])]
    return tuple(found)


def _blocks(base: Sequence[Token], own: Sequence[Token]) -> Iterator[tuple[Pair, Pair]]:
    """The two texts, cut at shared unique words where one table would be too large.

    A piece that still is too large stays unpaired, and is shown as reworded as a whole.
    """
    if len(base) * len(own) <= CELLS:
        yield (0, len(base)), (0, len(own))
        return
    anchors = [(-1, -1), *_unique_words(base, own), (len(base), len(own))]
    for (b, o), (next_b, next_o) in pairwise(anchors):
        if b >= 0:
            yield (b, b + 1), (o, o + 1)
        if (next_b - b - 1) * (next_o - o - 1) <= CELLS:
            yield (b + 1, next_b), (o + 1, next_o)


def _unique_words(base: Sequence[Token], own: Sequence[Token]) -> list[Pair]:
    """Words that occur once in both, as the longest run of pairs that ascends in both (patience)."""
    once_base, once_own = (Counter(t.fold for t in side) for side in (base, own))
    place = {t.fold: j for j, t in enumerate(own) if once_own[t.fold] == 1}
    shared = [(i, place[t.fold]) for i, t in enumerate(base) if once_base[t.fold] == 1 and t.fold in place]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(shared):
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [k]
        before.append(last[at - 1] if at else -1)
    chosen: list[Pair] = []
    k = last[-1] if last else -1
    while k >= 0:
        chosen.append(shared[k])
        k = before[k]
    return chosen[::-1]


def _needleman_wunsch(base: Sequence[Token], own: Sequence[Token]) -> list[Pair]:
    if not base or not own:
        return []
    score = _similarity(base, own)
    rows, columns = score.shape
    best = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    ending = np.zeros_like(best)  # the best that ends with this very pair; 0 where they don't pair
    for i in range(rows):
        run = np.maximum(best[i, :-1], np.where(ending[i, :-1] > 0, ending[i, :-1] + NEIGHBOURS, 0))
        ending[i + 1, 1:] = np.where(score[i] > 0, score[i] + run, 0)
        best[i + 1] = np.maximum.accumulate(np.maximum(best[i], ending[i + 1]))
    found: list[Pair] = []
    i, j, in_run = rows, columns, False
    while i and j:
        if in_run or (ending[i, j] and best[i, j] == ending[i, j]):
            rest = ending[i, j] - score[i - 1, j - 1]
            i, j = i - 1, j - 1
            found.append((i, j))
            in_run = bool(ending[i, j]) and rest == ending[i, j] + NEIGHBOURS
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def _similarity(
    base: Sequence[Token], own: Sequence[Token]
) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """How well each word answers to each; 0 where they are not one word."""
    words: dict[str, Token] = {t.fold: t for side in (base, own) for t in side}
    number = {fold: k for k, fold in enumerate(words)}
    left, right = sorted({number[t.fold] for t in base}), sorted({number[t.fold] for t in own})
    names = list(words)
    # what is longer than any word has no spelling worth comparing
    spelled = [[names[k] if len(names[k]) <= _LONGEST_WORD else "" for k in side] for side in (left, right)]
    ratio = process.cdist(*spelled, scorer=fuzz.ratio, workers=1)
    table = np.zeros(ratio.shape, dtype=np.int32)
    for row, column in np.argwhere(ratio >= SPELLING_RATIO):
        one, other = words[names[left[row]]], words[names[right[column]]]
        sizes = sorted((len(one.fold), len(other.fold)))
        words_both = one.fold.isalpha() and other.fold.isalpha() and 3 < sizes[0] <= sizes[1] <= _LONGEST_WORD
        if words_both and not _opposed(one.fold, other.fold):
            table[row, column] = SPELLING
    by_stem: dict[str, list[int]] = {}
    for column, k in enumerate(right):
        by_stem.setdefault(words[names[k]].stem, []).append(column)
    for row, k in enumerate(left):
        token = words[names[k]]
        for column in by_stem.get(token.stem, ()):
            same = names[right[column]] == token.fold
            table[row, column] = _exact(token) if same else SAME_STEM if token.is_content else FUNCTION_WORD
    rows = [bisect_left(left, number[t.fold]) for t in base]
    columns = [bisect_left(right, number[t.fold]) for t in own]
    return table[np.ix_(rows, columns)]


def _opposed(one: str, other: str) -> bool:
    """ "acceptable" and "unacceptable" are spelled alike and mean the opposite."""
    short, long = sorted((one, other), key=len)
    return long.endswith(short) and long.removesuffix(short) in ("un", "in", "im", "ir", "il", "dis", "non")


def _exact(token: Token) -> int:
    return EXACT if token.is_content else FUNCTION_WORD if token.is_word else SIGN
