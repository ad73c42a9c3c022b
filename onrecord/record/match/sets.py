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
    (found,) = shared_each([(keys,) for keys in rows], [(keys,) for keys in columns], (weigh,))
    return spread(found, row, column)


def shared_each(
    left: Sequence[Sets], right: Sequence[Sets], weigh: tuple[Weigh, ...], first: int | None = None
) -> list[Matrix]:
    """`shared` for the first, second … set of each, as `weigh` has them; with `first` for so many only."""
    shape = len(left), len(right)
    wanted = range(len(weigh) if first is None else first)
    mine, theirs = _laid(left, weigh), _laid(right, weigh)
    order = np.argsort(mine.hashes, kind="stable")
    ordered = mine.hashes[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))
    if not len(begins):
        return [np.zeros(shape) for _ in wanted]
    distinct, count = ordered[begins], np.diff(begins, append=len(ordered))
    at = np.searchsorted(distinct, theirs.hashes)
    at[at == len(distinct)] = 0
    there = np.flatnonzero(distinct[at] == theirs.hashes)
    at = at[there]
    times = count[at]  # how many sets of the left have this member of the right
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    which = order[np.repeat(begins[at], times) + within]
    cell = mine.owner[which] * shape[1] + np.repeat(theirs.owner[there], times)
    place, weight = mine.place[which], mine.weight[which]
    found = list[Matrix]()
    for n in wanted:
        of = place == n
        total = np.bincount(cell[of], weight[of], shape[0] * shape[1])
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


class _Laid(NamedTuple):
    """The members of all sets, one after the other: hashes, weights, whose they are, and of which of its sets."""

    hashes: Whole
    weight: Matrix
    owner: Whole
    place: Whole


def _laid(sets: Sequence[Sets], weigh: tuple[Weigh, ...]) -> _Laid:
    told = [_hashed(own, weigh) for own in sets]
    lengths = np.array([sizes for _, _, sizes in told], dtype=np.int64).reshape(len(sets), len(weigh))
    return _Laid(
        np.concatenate([hashes for hashes, _, _ in told]) if told else np.zeros(0, dtype=np.int64),
        np.concatenate([weights for _, weights, _ in told]) if told else np.zeros(0),
        np.repeat(np.arange(len(sets)), lengths.sum(axis=1)),
        np.repeat(np.tile(np.arange(len(weigh)), len(sets)), lengths.ravel()),
    )


@lru_cache(maxsize=REMEMBERED)
def _hashed(sets: Sets, weigh: tuple[Weigh, ...]) -> tuple[Whole, Matrix, tuple[int, ...]]:
    """Hashes of the members of each set, which stand for them: among 2**61 two do not meet; what they
    weigh; and how many each set has.
    """
    hashes = [hash(key) ^ salt for salt, keys in zip(_SALTS, sets, strict=False) for key in keys]
    weights = [1 if own is None else own(key) for own, keys in zip(weigh, sets, strict=True) for key in keys]
    lengths = tuple(map(len, sets))
    return np.array(hashes, dtype=np.int64), np.array(weights, dtype=np.float64), lengths
