"""What two contents have in common, for every pair of two lists of reports at once.

`features(left, right)` gives one matrix (len(left), len(right)) per name in FEATURES, each value
between -1 and 1. Counts are whole numbers and each matrix is combined value by value, so that a
pair's features are the same bits whichever side it stands on and whatever stands beside it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Hashable, Sequence, Set
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from onrecord.record.match import words as w
from onrecord.types import Report

Matrix = npt.NDArray[np.float64]
Key = TypeVar("Key", bound=Hashable)

FEATURES = (
    "bias",
    "vector",  # cosine of the encoder's content vectors
    "words",  # cosine of telling words
    "contained",  # telling words of the poorer that the richer has
    "part",  # cosine of telling words of the two sentences that are most alike
    "runs",  # neighbouring words of the shorter that the longer has
    "quoted",  # the same for the words inside quotation marks
    "spelling",  # cosine of character runs: other spellings, other endings
    "numbers",  # a number shared
    "number_clash",  # both have numbers, none shared
    "names",  # share of the poorer's names that the richer has
    "name_clash",  # both have names, none shared
    "negation",  # one denies, the other does not
    "balance",  # telling words of the poorer over those of the richer
    "brief",  # how short the shorter is: little to go by
)
_QUANTUM = 1 << 14
_QUOTED = re.compile(r"[\"“”„«»‘]([^\"“”„«»‘’]{3,})(?:[\"“”«»’]|$)")


def shared(
    left: Sequence[Set[Key]], right: Sequence[Set[Key]], weigh: Callable[[Key], int] = lambda _: 1
) -> Matrix:
    """Summed weight of what each pair of sets shares, (len(left), len(right)).

    >>> shared([{"a", "b"}, {"c"}], [{"b", "c"}]).tolist()
    [[1.0], [1.0]]
    """
    column = {key: n for n, key in enumerate(set().union(*left))}
    weights = np.array([weigh(key) for key in column], dtype=np.float64)
    return (_indicators(left, column) * weights) @ _indicators(right, column).T


def _indicators(sets: Sequence[Set[Key]], column: dict[Key, int]) -> Matrix:
    table, known = np.zeros((len(sets), len(column))), column.keys()
    for row, keys in enumerate(sets):
        if there := known & keys:
            table[row, [column[key] for key in there]] = 1.0
    return table


def over(part: Matrix, whole: Matrix) -> Matrix:
    """`part / whole`, 0 where the whole is."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def telling(reports: Sequence[Report]) -> npt.NDArray[np.float64]:
    """Summed weight of each content's telling words."""
    return np.array([_weight_of(r.content) for r in reports], dtype=np.float64)


@lru_cache(maxsize=65_536)
def _weight_of(content: str) -> int:
    return _sum(w.stems(content))


def features(left: Sequence[Report], right: Sequence[Report]) -> dict[str, Matrix]:
    """One matrix (len(left), len(right)) for each of FEATURES."""
    both, least, most = _weights(left, right)
    numbers = [w.numbers(r.content) for r in left], [w.numbers(r.content) for r in right]
    names = [w.name_keys(r.content, r.names) for r in left], [w.name_keys(r.content, r.names) for r in right]
    runs = [w.runs(r.content) for r in left], [w.runs(r.content) for r in right]
    denials = np.array([w.negated(r.content) for r in left]), np.array([w.negated(r.content) for r in right])
    number_shared, number_fewest = _common(*numbers)
    name_shared, name_fewest = _common(*names)
    return {
        "bias": np.ones_like(both),
        "vector": cosines([r.vector for r in left], [r.vector for r in right]),
        "words": over(both, np.sqrt(least * most)),
        "contained": over(both, least),
        "part": _best_parts(left, right),
        "runs": over(*_common(*runs)),
        "quoted": _quoted(left, right, runs),
        "spelling": _spelling(left, right),
        "numbers": (number_shared > 0).astype(np.float64),
        "number_clash": ((number_shared == 0) & (number_fewest > 0)).astype(np.float64),
        "names": over(name_shared, name_fewest),
        "name_clash": ((name_shared == 0) & (name_fewest > 0)).astype(np.float64),
        "negation": (denials[0][:, None] != denials[1][None, :]).astype(np.float64),
        "balance": over(least, most),
        "brief": 1 / (1 + least / w.RAREST),
    }


def _weights(left: Sequence[Report], right: Sequence[Report]) -> tuple[Matrix, Matrix, Matrix]:
    """Summed weight of the telling words of both, of the poorer, and of the richer."""
    both = shared([w.stems(r.content) for r in left], [w.stems(r.content) for r in right], w.weight)
    one, other = telling(left)[:, None], telling(right)[None, :]
    return both, np.minimum(one, other), np.maximum(one, other)


_PART = re.compile(r"(?<=[.!?;])[\"”’»)]*\s+|\s…\s")
_LEAST_PART = 2 * w.RAREST


@lru_cache(maxsize=65_536)
def _parts(content: str) -> tuple[frozenset[str], ...]:
    """The telling words of each sentence of a content; one that says next to nothing is left out."""
    found = [keys for part in _PART.split(content) if _sum(keys := w.stems(part)) >= _LEAST_PART]
    return tuple(found) or (w.stems(content),)


def _sum(keys: Set[str]) -> int:
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


def _common(left: Sequence[Set[Key]], right: Sequence[Set[Key]]) -> tuple[Matrix, Matrix]:
    """How many each pair shares, and how many the poorer of the two has."""
    sizes = (
        np.array([len(s) for s in left], dtype=np.float64),
        np.array([len(s) for s in right], dtype=np.float64),
    )
    return shared(left, right), np.minimum(sizes[0][:, None], sizes[1][None, :])


def cosines(left: Sequence[tuple[float, ...]], right: Sequence[tuple[float, ...]]) -> Matrix:
    """Cosines of unit vectors; 0 where one is missing.

    Values are rounded to whole numbers first: sums of these are exact, in any order.
    """
    width = max(map(len, (*left, *right)), default=0)
    if not width:
        return np.zeros((len(left), len(right)))
    return _stacked(left, width) @ _stacked(right, width).T / _QUANTUM**2


def _stacked(vectors: Sequence[tuple[float, ...]], width: int) -> Matrix:
    table = np.zeros((len(vectors), width))
    for row, vector in enumerate(vectors):
        if len(vector) == width:
            table[row] = vector
    return np.rint(np.nan_to_num(table) * _QUANTUM)


@lru_cache(maxsize=65_536)
def _quoted_runs(content: str, manner: str) -> frozenset[tuple[str, str]]:
    """Runs of the words that the outlet gives as the speaker's own."""
    if manner == "direct":
        return w.runs(content)
    return frozenset[tuple[str, str]]().union(*(w.runs(match[1]) for match in _QUOTED.finditer(content)))


VERBATIM_RUN = 6
"""Words in a row that two quotations share: below that, chance and set phrases."""


@lru_cache(maxsize=65_536)
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
    sides = [[quoted_shingles(r) for r in side] for side in (left, right)]
    common = np.zeros((len(left), len(right)))
    fewest = np.zeros_like(common)
    where: dict[int, list[int]] = {}
    for row, keys in enumerate(sides[0]):
        for key in keys:
            where.setdefault(key, []).append(row)
    for column, keys in enumerate(sides[1]):
        for key in where.keys() & keys:
            common[where[key], column] += 1
    rows, columns = np.nonzero(common)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        fewest[row, column] = min(len(sides[0][row]), len(sides[1][column]))
    return np.where(common > 0, common + VERBATIM_RUN - 1, 0.0), over(common, fewest)


def _quoted(
    left: Sequence[Report],
    right: Sequence[Report],
    runs: tuple[Sequence[Set[tuple[str, str]]], Sequence[Set[tuple[str, str]]]],
) -> Matrix:
    """The greater share of one side's quoted runs that the other has; runs of two words are too few."""
    own = [_quoted_runs(r.content, r.statement.manner) for r in left]
    other = [_quoted_runs(r.content, r.statement.manner) for r in right]
    sizes = (
        np.array([len(q) for q in own], dtype=np.float64),
        np.array([len(q) for q in other], dtype=np.float64),
    )
    there = over(shared(own, runs[1]), np.where(sizes[0] >= 3, sizes[0], 0.0)[:, None] + np.zeros(len(right)))
    back = over(
        shared(runs[0], other), np.where(sizes[1] >= 3, sizes[1], 0.0)[None, :] + np.zeros((len(left), 1))
    )
    return np.maximum(there, back)


def _spelling(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    one, other = ([_buckets(r.content) for r in side] for side in (left, right))
    common = np.array([[(a & b).bit_count() for b in other] for a in one], dtype=np.float64)
    sizes = [np.array([bits.bit_count() for bits in side], dtype=np.float64) for side in (one, other)]
    return over(common.reshape(len(one), len(other)), np.sqrt(sizes[0][:, None] * sizes[1][None, :]))


@lru_cache(maxsize=8_192)
def _buckets(content: str) -> int:
    """The spelling of a content as the bits of one number."""
    return sum(1 << bucket for bucket in w.spelling(content))
