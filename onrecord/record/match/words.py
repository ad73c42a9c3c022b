"""Words of a content as matching counts them: stems, names, numbers, negation, spelling.

    words("Two mines will not reopen.")   ('two', 'mines', 'will', 'not', 'reopen')
    stem("mediation")                     the key that "mediator" has too
    weight(stem("mediation"))             how telling the word is, from a table of English news

Weights are whole numbers, so that sums over them are exact and the order in which reports arrive
cannot show in a score.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)*")
_LONGEST = 64  # a longer "word" is a broken file; only its head is looked at
CONTENTS = 16_384
"""Contents of which what was found is kept at hand: those of some days, 20 KB each in all."""

RAREST = 48
"""The weight of a word that the frequency table does not hold."""

_NEGATIONS = """
    no not never none nobody nothing neither nor without cannot unable refuse refuses refused
    refusing deny denies denied denying fail fails failed lack lacks lacked
"""
_TO_NINETEEN = """
    zero one two three four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
_TENS = "_ ten twenty thirty forty fifty sixty seventy eighty ninety"
_ENDINGS = """
    ization isation ational ations ation ators ator ating ated ates ate izing ising ized ised ize ise
    ments ment ances ance ences ence ness ities ity ions ion ings ing edly ed ers er ors or ives ive
    als al ables able ible fully ful ously ous ily ly ary ery ies ied ic ical es e s y
"""
_REJECTIONS = """
    deny denies denied denying reject rejects rejected rejecting refute refutes refuted refuting dismiss
    dismisses dismissed dismissing dispute disputes disputed disputing rebut rebuts rebutted rebutting
    refuse refuses refused refusing decline declines declined declining
"""
NEGATIONS = frozenset(_NEGATIONS.split())
REJECTIONS = frozenset(_REJECTIONS.split())
_UNITS = {word: n for n, word in enumerate(_TO_NINETEEN.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split())
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIXES = sorted(_ENDINGS.split(), key=lambda suffix: (-len(suffix), suffix))


@lru_cache(maxsize=CONTENTS)
def words(text: str) -> tuple[str, ...]:
    """The words of `text`, case-folded, without possessive endings, in order.

    >>> words("The bank’s board won't say: 9,000 jobs?")
    ('the', 'bank', 'board', "won't", 'say', '9,000', 'jobs')
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return tuple(word.removesuffix("'s")[:_LONGEST] for word in _WORD.findall(folded))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A key that inflected and derived forms of a word mostly share; not a word itself.

    >>> stem("mediation") == stem("mediator"), stem("intends") == stem("intention")
    (True, True)
    """
    if len(word) < 4 or not word.isalpha():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: -len(suffix)]
            break
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    if len(word) > 4 and word[-1] in "tds" and word[-2] == "n":
        word = word[:-1]
    return word


@cache
def _frequencies() -> dict[str, int]:
    with (Path(__file__).parent / "frequencies.csv").open(encoding="utf-8", newline="") as table:
        _, *rows = csv.reader(table)  # by places: who adds one article waits for this
    return {stem: int(weight) for stem, weight in rows}


@lru_cache(maxsize=65_536)
def weight(key: str) -> int:
    """How telling a stem is, 0 (in every article) to RAREST (in next to none).

    >>> weight("the") < weight(stem("government")) < weight(stem("quorvish")) == RAREST
    True
    """
    return _frequencies().get(key, RAREST)


@lru_cache(maxsize=CONTENTS)
def stems(text: str) -> frozenset[str]:
    """The stems of `text` that carry weight.

    >>> sorted(stems("The ministers and the minister"))
    ['minist']
    """
    return frozenset(key for key in map(stem, words(text)) if weight(key) > 0)


@lru_cache(maxsize=CONTENTS)
def runs(text: str) -> frozenset[tuple[str, str]]:
    """Pairs of neighbouring words of `text`, function words included.

    >>> sorted(runs("no new mine"))
    [('new', 'mine'), ('no', 'new')]
    """
    tokens = [stem(word) for word in words(text)]
    return frozenset(pairwise(tokens))


@lru_cache(maxsize=CONTENTS)
def numbers(text: str) -> frozenset[str]:
    """The numbers that `text` states, in digits or in words, as digits.

    >>> sorted(numbers("Nine thousand men, 12.5 percent, 1,200 tonnes and two ships"))
    ['12.5', '1200', '2', '9000']
    """
    return frozenset(number for number, _ in _counts(text))


@lru_cache(maxsize=CONTENTS)
def counted(text: str) -> frozenset[str]:
    """Stems of what the numbers of `text` count: the word after each.

    >>> sorted(counted("Nine thousand men, 12.5 percent and two ships"))
    ['men', 'percen', 'ship']
    """
    return frozenset(stem(thing) for _, thing in _counts(text) if thing)


@lru_cache(maxsize=4_096)
def _counts(text: str) -> list[tuple[str, str]]:
    """Each number but one, with the word after it ("" where the text ends)."""
    found: list[tuple[float, str]] = []
    after_number = False
    for word in words(text):
        value: float | None = _UNITS.get(word)
        if value is None and word[0].isdigit():
            plain = re.sub(r",(?=\d{3})", "", word)
            value = float(plain) if re.fullmatch(r"\d{1,18}(?:\.\d{1,6})?", plain) else None
        if value is not None:
            found.append((value, ""))
        elif after_number:
            number, _ = found[-1]
            if word in _SCALES:
                found[-1] = number * _SCALES[word], ""
                continue
            found[-1] = number, word
        after_number = value is not None
    return [(f"{value:.6f}".rstrip("0").rstrip("."), thing) for value, thing in found if value != 1]


@lru_cache(maxsize=65_536)
def skeleton(name_word: str) -> str:
    """A name's word without what transliterations differ in: vowels, doubled letters, h.

    >>> skeleton("Masoud") == skeleton("Massud"), skeleton("Oduya")
    (True, 'od')
    """
    plain = unicodedata.normalize("NFKD", name_word.casefold())
    letters = [char for char in plain if char.isalnum()]
    kept = [c for n, c in enumerate(letters) if n == 0 or (c not in "aeiouyhw'" and c != letters[n - 1])]
    return "".join(kept)[:_LONGEST]


_CAPITAL = re.compile(r"(?<=[\w,])\s(\w[\w’'-]*)")


@lru_cache(maxsize=CONTENTS)
def name_keys(text: str, names: tuple[str, ...] = ()) -> frozenset[str]:
    """Skeletons of the words of `names`, and of capitalised words inside `text`'s sentences.

    >>> sorted(name_keys("Then Edda Quist left Port Varra."))
    ['ed', 'prt', 'qst', 'vr']
    """
    found = {word for name in names for word in words(name)}
    found |= {
        part
        for match in _CAPITAL.finditer(text)
        if match[1][0].isupper() and len(match[1]) > 1
        for part in words(match[1])
    }
    return frozenset(skeleton(word) for word in found if weight(stem(word)) > RAREST // 3)


@lru_cache(maxsize=CONTENTS)
def beside_names(text: str, names: tuple[str, ...] = ()) -> frozenset[str]:
    """The stems of `text` that carry weight and are no part of a name.

    >>> sorted(beside_names("Then Edda Quist closed the crossing at Port Varra."))
    ['clos', 'cros', 'then']
    """
    own = name_keys(text, names)
    return frozenset(
        key for word in words(text) if weight(key := stem(word)) > 0 and skeleton(word) not in own
    )


@lru_cache(maxsize=CONTENTS)
def negated(text: str) -> bool:
    """Whether `text` denies something.

    >>> negated("It won't reopen"), negated("It will reopen")
    (True, False)
    """
    return any(word in NEGATIONS or word.endswith("n't") for word in words(text))


@lru_cache(maxsize=CONTENTS)
def rejects(cue: str) -> bool:
    """Whether a cue denies what it introduces.

    >>> rejects("has denied"), rejects("has insisted")
    (True, False)
    """
    return not REJECTIONS.isdisjoint(words(cue))


SPELLING_WIDTH = 1024


def spelling(texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which buckets, of SPELLING_WIDTH, hold a run of four characters of each text: by its CRC-32.

    >>> import zlib
    >>> (buckets,) = spelling(["a b"])
    >>> buckets.nonzero()[0].tolist() == sorted({zlib.crc32(run) % 1024 for run in (b" a b", b"a b ")})
    True
    """
    lines = [f" {' '.join(words(text)[:200])} ".encode() for text in texts]
    whole = np.frombuffer(b"".join(lines), dtype=np.uint8)
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    runs = max(0, len(whole) - 3)
    codes = np.full(runs, 0xFFFFFFFF, dtype=np.uint32)
    for n in range(4):
        codes = _crc()[(codes ^ whole[n : n + runs]) & 0xFF] ^ (codes >> 8)
    inside = owner[:runs] == owner[3:]
    found = np.zeros((len(lines), SPELLING_WIDTH), dtype=np.bool_)
    found[owner[:runs][inside], ~codes[inside] % SPELLING_WIDTH] = True
    return found


@cache
def _crc() -> npt.NDArray[np.uint32]:
    """What one byte more makes of a CRC-32, so that all runs of a text are taken at once."""
    codes = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        codes = np.where(codes & 1, (codes >> 1) ^ np.uint32(0xEDB88320), codes >> 1).astype(np.uint32)
    return codes
