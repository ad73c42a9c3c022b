"""What each two of many sets have in common: summed up for all pairs at once, looking only at what meets.

    shared(left, right)            how many members each pair of sets shares
    shared_each(left, right, …)    the same for several sets of each, weighed
    each_once(values)              the distinct ones, and where each value is among them

Members go by their hashes; those of one side are sorted, those of the other looked up among them, as
a database joins two tables. Most pairs of contents share next to nothing: they take no work.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Hashable)

Weigh = Callable[[Any], int] | None
Sets = tuple[frozenset[Any], ...]

REMEMBERED = 32_768
"""Tuples of sets of which the hashes are kept at hand."""

_SALTS = (0, 0x5BD1E9955BD1E995, 0x2545F4914F6CDD1D, 0x369DEA0F31A53F85, 0x1B873593CC9E2D51)


def shared(left: Sequence[Set[Key]], right: Sequence[Set[Key]], weigh: Weigh = None) -> Matrix:
    """Summed weight of what each pair of sets shares, (len(left), len(right)); 1 for each without `weigh`.

    >>> shared([{"a", "b"}, {"c"}], [{"b", "c"}]).tolist()
    [[1.0], [1.0]]
    """
    if not any(left) or not any(right):
        return np.zeros((len(left), len(right)))
    # few people and outlets make many statements: each set is looked at once
    rows, row = each_once(map(frozenset, left))
    columns, column = each_once(map(frozenset, right))
    one, other = (laid([hashed((keys,), (weigh,)) for keys in side]) for side in (rows, columns))
    (found,) = shared_each(one, other)
    return spread(found, row, column)


class Hashed(NamedTuple):
    """The members of a few sets of one owner: hashes, which stand for them (among 2**61 two do not meet),
    weights, and how many each set has.
    """

    hashes: Whole
    weights: Matrix
    lengths: tuple[int, ...]


@lru_cache(maxsize=REMEMBERED)
def hashed(sets: Sets, weigh: tuple[Weigh, ...]) -> Hashed:
    """The members of a few sets, each set weighed in its way, 1 for each without any."""
    hashes = [hash(key) ^ salt for salt, keys in zip(_SALTS, sets, strict=False) for key in keys]
    weights = [1 if own is None else own(key) for own, keys in zip(weigh, sets, strict=True) for key in keys]
    lengths = tuple(map(len, sets))
    return Hashed(np.array(hashes, dtype=np.int64), np.array(weights, dtype=np.float64), lengths)


class Laid(NamedTuple):
    """The members of many owners' sets one after the other: whose they are, and of which of its sets; and
    how many each set has, (owners, sets).
    """

    hashes: Whole
    weights: Matrix
    owner: Whole
    place: Whole
    lengths: Whole

    def weight(self, place: int) -> Matrix:
        """What the members of each owner's set weigh."""
        of = self.place == place
        total = np.bincount(self.owner[of], self.weights[of], len(self.lengths))
        return total.astype(np.float64, copy=False)


def laid(told: Sequence[Hashed]) -> Laid:
    """The sets of many owners, of each as many."""
    if not told:
        nothing = np.zeros(0, dtype=np.int64)
        return Laid(nothing, np.zeros(0), nothing, nothing, np.zeros((0, 1), dtype=np.int64))
    lengths = np.array([one.lengths for one in told], dtype=np.int64)
    return Laid(
        np.concatenate([one.hashes for one in told]),
        np.concatenate([one.weights for one in told]),
        np.repeat(np.arange(len(told)), lengths.sum(axis=1)),
        np.repeat(np.tile(np.arange(lengths.shape[1]), len(told)), lengths.ravel()),
        lengths,
    )


def shared_each(left: Laid, right: Laid, first: int | None = None) -> list[Matrix]:
    """`shared` for the first, second … set of each, by the left's weights; with `first` for so many only."""
    shape = len(left.lengths), len(right.lengths)
    wanted = range(left.lengths.shape[1] if first is None else first)
    order = np.argsort(left.hashes, kind="stable")
    ordered = left.hashes[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))
    if not len(begins):
        return [np.zeros(shape) for _ in wanted]
    distinct, count = ordered[begins], np.diff(begins, append=len(ordered))
    at = np.searchsorted(distinct, right.hashes)
    at[at == len(distinct)] = 0
    there = np.flatnonzero(distinct[at] == right.hashes)
    at = at[there]
    times = count[at]  # how many sets of the left have this member of the right
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    which = order[np.repeat(begins[at], times) + within]
    cell = left.owner[which] * shape[1] + np.repeat(right.owner[there], times)
    place, weights = left.place[which], left.weights[which]
    found = list[Matrix]()
    for n in wanted:
        of = place == n
        total = np.bincount(cell[of], weights[of], shape[0] * shape[1])
        found.append(total.astype(np.float64, copy=False).reshape(shape))
    return found


def each_once(values: Iterable[Value]) -> tuple[list[Value], list[int]]:
    """The distinct values, as they come, and of each value the place among them.

    >>> each_once("abba")
    (['a', 'b'], [0, 1, 1, 0])
    """
    places: dict[Value, int] = {}
    found = [places.setdefault(value, len(places)) for value in values]
    return list(places), found


T = TypeVar("T", bound=np.generic)


def spread(table: npt.NDArray[T], rows: Sequence[int], columns: Sequence[int]) -> npt.NDArray[T]:
    """A table of distinct values again for every value, by `each_once`'s places."""
    return table[:, columns][rows]


def over(part: Matrix, whole: Matrix) -> Matrix:
    """`part / whole`, 0 where the whole is."""
    nothing = whole == 0
    found: Matrix = part / (whole + nothing)
    found[nothing] = 0.0
    return found
