"""What two contents have in common, for every pair of two lists of reports at once.

`features(left, right)` gives one matrix (len(left), len(right)) per name in FEATURES, each value
between -1 and 1. Counts are whole numbers and each matrix is combined value by value, so that a
pair's features are the same bits whichever side it stands on and whatever stands beside it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from onrecord.record.match import words as w
from onrecord.record.match.remembered import by_place
from onrecord.record.match.sets import Hashed, Laid, Matrix, hashed, laid, over, shared, shared_each
from onrecord.types import VECTOR_WIDTH, Report

FEATURES = (
    "bias",
    "vector",  # cosine of the encoder's vectors, by sentences
    "words",  # cosine of telling words
    "contained",  # telling words of the poorer that the richer has
    "part",  # cosine of telling words of the two sentences that are most alike
    "runs",  # neighbouring words of the shorter that the longer has
    "quoted",  # the same for the words inside quotation marks
    "spelling",  # cosine of character runs: other spellings, other endings
    "numbers",  # a number shared
    "number_clash",  # both have numbers, none shared, and of other things: 30 ships, not 50, may be one report
    "names",  # share of the poorer's names that the richer has
    "name_clash",  # both have names, none shared
    "negation",  # one denies, the other does not
    "balance",  # telling words of the poorer over those of the richer
    "brief",  # how short the shorter is: little to go by
)
_QUANTUM = 1 << 14
_PART = re.compile(r"(?<=[.!?;])[\"”’»)]*\s+|\s…\s")
_QUOTED = re.compile(r"[\"“”„«»‘]([^\"“”„«»‘’]{3,})(?:[\"“”«»’]|$)")


def telling(reports: Sequence[Report]) -> npt.NDArray[np.float64]:
    """Summed weight of each content's telling words."""
    return counted(reports).weight(0)


def counted(reports: Sequence[Report]) -> Laid:
    """What is counted of each content: its telling stems, runs, numbers, names, what the numbers count."""
    return laid(list(map(_counted, reports)))


@by_place
def _counted(report: Report) -> Hashed:
    stems, content = w.stems(report.content), report.content
    sets = stems, w.runs(content), w.numbers(content), w.name_keys(content, report.names)
    return hashed((*sets, stems & w.counted(content)), (w.weight, None, None, None, None))


def features(left: Sequence[Report], right: Sequence[Report]) -> dict[str, Matrix]:
    """One matrix (len(left), len(right)) for each of FEATURES."""
    sides = counted(left), counted(right)
    both, alike, number_shared, name_shared, things = shared_each(*sides)
    rich = sides[0].weight(0)[:, None], sides[1].weight(0)[None, :]
    least, most = np.minimum(*rich), np.maximum(*rich)
    lengths = [side.lengths.T.astype(np.float64) for side in sides]
    _, run_fewest, number_fewest, name_fewest, _ = np.minimum(lengths[0][:, :, None], lengths[1][:, None, :])
    denials = [np.array([_denies(r) for r in side], dtype=bool).reshape(-1, 2) for side in (left, right)]
    agree = (denials[0][:, None, :] & denials[1][None, :, :]).any(axis=2)
    return {
        "bias": np.ones_like(both),
        "vector": meaning([r.vector for r in left], [r.vector for r in right]),
        "words": over(both, np.sqrt(least * most)),
        "contained": over(both, least),
        "part": _best_parts(left, right),
        "runs": over(alike, run_fewest),
        "quoted": _quoted(left, right),
        "spelling": spelling(left, right),
        "numbers": (number_shared > 0).astype(np.float64),
        "number_clash": ((number_shared + things == 0) & (number_fewest > 0)).astype(np.float64),
        "names": over(name_shared, name_fewest),
        "name_clash": ((name_shared == 0) & (name_fewest > 0)).astype(np.float64),
        "negation": (~agree).astype(np.float64),
        "balance": over(least, most),
        "brief": 1 / (1 + least / w.RAREST),
    }


@by_place
def _denies(report: Report) -> tuple[bool, bool]:
    """Whether any of its sentences says yes, and whether any says no: in the words, or by who "denied that …"; a
    denial denied is none. What is rejected stands outside quotation marks: "dismissed it as “a lie without legs”".
    """
    rejects = w.rejects(report.cue)
    denies = rejects != (report.statement.polarity == "negated")
    content = _QUOTED.sub(" ", report.content) if rejects else report.content
    said = {w.negated(part) != denies for part in _PART.split(content)}
    return False in said, True in said


def features_at_most(left: Sequence[Report], right: Sequence[Report]) -> dict[str, Matrix]:
    """What those of FEATURES are at most that tell most pairs apart; for next to no work."""
    sides = counted(left), counted(right)
    both, alike = shared_each(*sides, first=2)
    rich = [side.weight(0) for side in sides]
    least = np.minimum(rich[0][:, None], rich[1][None, :])
    parts = [np.array([_least_part(r.content) for r in side], dtype=np.float64) for side in (left, right)]
    runs = [side.lengths[:, 1] for side in sides]
    return {
        "vector": meaning([r.vector for r in left], [r.vector for r in right]),
        "words": _cosine(both, *rich),
        "contained": both / np.maximum(least, 1),
        "part": np.minimum(1.0, _cosine(both, *parts)),
        "runs": alike / np.maximum(1, np.minimum(runs[0][:, None], runs[1][None, :])),
        "spelling": spelling(left, right),
        "brief": 1 / (1 + least / w.RAREST),
    }


def _cosine(both: Matrix, one: Matrix, other: Matrix) -> Matrix:
    """`both` over the roots of what each side has, in whole numbers."""
    scale = [1 / np.sqrt(np.maximum(side, 1)) for side in (one, other)]
    cosine: Matrix = both * scale[0][:, None] * scale[1][None, :]
    return cosine


_LEAST_PART = 2 * w.RAREST


@lru_cache(maxsize=w.CONTENTS)
def _parts(content: str) -> tuple[frozenset[str], ...]:
    """The telling words of each sentence of a content; one that says next to nothing is left out."""
    found = [keys for part in _PART.split(content) if _sum(keys := w.stems(part)) >= _LEAST_PART]
    return tuple(found) or (w.stems(content),)


@lru_cache(maxsize=w.CONTENTS)
def _least_part(content: str) -> int:
    return min(map(_sum, _parts(content)))


@lru_cache(maxsize=w.CONTENTS)
def _sum(keys: frozenset[str]) -> int:
    return sum(map(w.weight, keys))


def _best_parts(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    one, other = [_parts(r.content) for r in left], [_parts(r.content) for r in right]
    if not one or not other:
        return np.zeros((len(one), len(other)))
    flat = [[part for parts in side for part in parts] for side in (one, other)]
    sizes = [np.array([_sum(part) for part in side], dtype=np.float64) for side in flat]
    both = shared(flat[0], flat[1], w.weight)
    alike = over(both, np.sqrt(sizes[0][:, None] * sizes[1][None, :]))
    starts = [np.cumsum([0, *(len(parts) for parts in side)])[:-1] for side in (one, other)]
    best: Matrix = np.maximum.reduceat(np.maximum.reduceat(alike, starts[0], axis=0), starts[1], axis=1)
    return best


def meaning(left: Sequence[tuple[float, ...]], right: Sequence[tuple[float, ...]]) -> Matrix:
    """How alike in meaning: the mean cosine of the sentences of one and the nearest of the other's, so that
    one that says more may hold the other; 0 where a vector is missing.

    Vectors as in `onrecord.types.Vector`. Values are rounded to whole numbers first: sums of these
    are exact, in any order.
    """
    width = max((_width(vector) for vector in (*left, *right)), default=0)
    if not width:
        return np.zeros((len(left), len(right)))
    one, other = ([_sentences(vector, width) for vector in side] for side in (left, right))
    alike: Matrix = np.concatenate(one) @ np.concatenate(other).T
    if alike.shape == (len(left), len(right)):  # nowhere more than one sentence
        return alike / _QUANTUM**2
    starts = [np.cumsum([0, *map(len, side)])[:-1] for side in (one, other)]
    counts = [np.array([len(rows) for rows in side], dtype=np.float64) for side in (one, other)]
    # along the first axis, which is several times as fast
    across = np.ascontiguousarray(alike.T)
    nearest = np.ascontiguousarray(np.maximum.reduceat(across, starts[1], axis=0).T)
    held = np.add.reduceat(nearest, starts[0], axis=0) / counts[0][:, None]
    nearest = np.ascontiguousarray(np.maximum.reduceat(alike, starts[0], axis=0).T)
    holds = (np.add.reduceat(nearest, starts[1], axis=0) / counts[1][:, None]).T
    best: Matrix = np.maximum(held, holds) / _QUANTUM**2
    return best


def _width(vector: tuple[float, ...]) -> int:
    return VECTOR_WIDTH if len(vector) and len(vector) % VECTOR_WIDTH == 0 else len(vector)


def _sentences(vector: tuple[float, ...], width: int) -> Matrix:
    """(sentences, width) its vectors, in whole numbers; one of zeros where it has none of this width."""
    return _rounded(vector).reshape(-1, width) if _width(vector) == width else np.zeros((1, width))


@by_place
def _rounded(vector: tuple[float, ...]) -> npt.NDArray[np.float64]:
    found = np.rint(np.array(vector, dtype=np.float64) * _QUANTUM)
    return found if np.isfinite(found.sum()) else np.nan_to_num(found)


@lru_cache(maxsize=w.CONTENTS)
def _quoted_runs(content: str, manner: str) -> frozenset[tuple[str, str]]:
    """Runs of the words that the outlet gives as the speaker's own."""
    if manner == "direct":
        return w.runs(content)
    return frozenset[tuple[str, str]]().union(*(w.runs(match[1]) for match in _QUOTED.finditer(content)))


VERBATIM_RUN = 6
"""Words in a row that two quotations share: below that, chance and set phrases."""


@lru_cache(maxsize=w.CONTENTS)
def _quoted_shingles(content: str, manner: str) -> frozenset[int]:
    told = [content] if manner == "direct" else [match[1] for match in _QUOTED.finditer(content)]
    return frozenset(
        zlib.crc32(" ".join(tokens[n : n + VERBATIM_RUN]).encode())
        for quotation in told
        for tokens in [w.words(quotation)]
        for n in range(len(tokens) - VERBATIM_RUN + 1)
    )


def quoted_shingles(report: Report) -> frozenset[int]:
    """Hashes of every run of VERBATIM_RUN words that the outlet gives as the speaker's own."""
    return _quoted_shingles(report.content, report.statement.manner)


def verbatim(left: Sequence[Report], right: Sequence[Report]) -> tuple[Matrix, Matrix]:
    """Words in a row that both quote alike, and what share that is of the shorter quotation."""
    sides = [quoted_shingles(r) for r in left], [quoted_shingles(r) for r in right]
    common = shared(*sides)
    fewest = np.zeros_like(common)
    rows, columns = np.nonzero(common)
    common[rows, columns] += VERBATIM_RUN - 1  # so many runs, one after the other, are so many words
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        fewest[row, column] = min(len(sides[0][row]), len(sides[1][column])) + VERBATIM_RUN - 1
    return common, over(common, fewest)


def _quoted(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    """The greater share of one side's quoted runs that the other has; runs of two words are too few."""
    own, other = ([_quoted_runs(r.content, r.statement.manner) for r in side] for side in (left, right))
    sizes = [
        np.array([len(q) if len(q) >= 3 else 0 for q in side], dtype=np.float64) for side in (own, other)
    ]
    found = np.zeros((len(left), len(right)))
    if sizes[0].any():
        found = over(shared(own, [w.runs(r.content) for r in right]), sizes[0][:, None] + found)
    if sizes[1].any():
        back = over(shared([w.runs(r.content) for r in left], other), sizes[1][None, :] + 0 * found)
        found = np.maximum(found, back)
    return found


def spelling(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    """The cosine of the runs of characters of each pair."""
    (one, sizes), (other, others) = (_bits([r.content for r in side]) for side in (left, right))
    common = (one @ other.T).astype(np.float64)  # whole numbers below 2**24: exact
    return over(common, np.sqrt(sizes[:, None] * others[None, :]))


def _bits(contents: Sequence[str]) -> tuple[npt.NDArray[np.float32], Matrix]:
    """Which buckets of spelling each content has, and how many."""
    if len(_BUCKETS) >= w.CONTENTS:
        _BUCKETS.clear()
    new = [content for content in dict.fromkeys(contents) if content not in _BUCKETS]
    if new:
        found = w.spelling(new)
        counts = np.count_nonzero(found, axis=1).tolist()
        _BUCKETS.update(zip(new, zip(np.packbits(found, axis=1), counts, strict=True), strict=True))
    told = [_BUCKETS[content] for content in contents]
    bits = np.unpackbits(np.array([packed for packed, _ in told], dtype=np.uint8), axis=1)
    return bits.astype(np.float32), np.array([count for _, count in told], dtype=np.float64)


_BUCKETS: dict[str, tuple[npt.NDArray[np.uint8], int]] = {}
"""The spelling of contents, as bits, and how many are set: found for many at once."""
