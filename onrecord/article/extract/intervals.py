"""Stretches of a text that can be asked what touches a place, without looking at all of them.

An article of five thousand quotations would otherwise compare each with every other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

Bounds = tuple[int, int]


def touch(one: Bounds, other: Bounds) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


class Intervals:
    """Half-open stretches, in the order of where they begin; they may overlap and nest.

    >>> Intervals([(8, 12), (0, 5), (1, 2)]).touching(2, 9)
    [(0, 5), (8, 12)]
    """

    def __init__(self, bounds: Iterable[Bounds] = ()) -> None:
        self.bounds = sorted(bounds)
        self._starts = [start for start, _ in self.bounds]
        self._reach = list(accumulate((end for _, end in self.bounds), max))
        """The farthest end up to and with each."""

    def touching(self, start: int, end: int) -> list[Bounds]:
        """Those that share a character with `start`…`end`, in order."""
        n = bisect_left(self._starts, end)
        found = []
        while n and self._reach[n - 1] > start:
            n -= 1
            if self.bounds[n][1] > start:
                found.append(self.bounds[n])
        return found[::-1]

    def within(self, start: int, end: int) -> list[Bounds]:
        """Those that lie whole in `start`…`end`."""
        return [(a, b) for a, b in self.touching(start, end) if start <= a and b <= end]

    def beginning(self, start: int, end: int) -> list[Bounds]:
        """Those that begin in `start`…`end`."""
        return self.bounds[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def around(self, offset: int) -> Bounds | None:
        """The first that holds the character at `offset`."""
        found = self.touching(offset, offset + 1)
        return found[0] if found else None
