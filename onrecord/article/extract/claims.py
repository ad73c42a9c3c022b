"""Who claims which words of a text, asked without looking at all that was found.

claims = Claims(found)
claims.by(4, 12)           what has a part there, by number
claims.put(3, other)       and what comes, changes and goes
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from onrecord.article.extract.decode import Found
from onrecord.article.extract.intervals import touch

_STRETCH = 256
"""Characters of the text that are looked up together."""


class Claims:
    """What was found, numbered in the order of coming."""

    def __init__(self, found: Iterable[Found] = ()) -> None:
        self._found = dict(enumerate(found))
        self._next = len(self._found)

    def __iter__(self) -> Iterator[Found]:
        return iter(self._found.values())

    @cached_property
    def _at(self) -> defaultdict[int, set[int]]:
        """The numbers of those with a part in each stretch of the text; most texts never ask."""
        result: defaultdict[int, set[int]] = defaultdict(set)
        for number, one in self._found.items():
            for place in _places(one):
                result[place].add(number)
        return result

    def by(self, start: int, end: int) -> dict[int, Found]:
        """Those with a part that shares a character with `start`…`end`, by their numbers, in order."""
        near = {n for place in _stretches(start, end) for n in self._at.get(place, ())}
        return {
            n: self._found[n]
            for n in sorted(near)
            if any(touch((start, end), (part.start, part.end)) for part in self._found[n].parts)
        }

    def add(self, one: Found) -> None:
        """One more, behind all others."""
        self._keep(self._next, one)
        self._next += 1

    def put(self, number: int, one: Found) -> None:
        """`one` in the place of what has this number."""
        self._forget(number)
        self._keep(number, one)

    def drop(self, number: int) -> None:
        """Nothing any more in the place of what has this number."""
        self._forget(number)
        del self._found[number]

    def _keep(self, number: int, one: Found) -> None:
        for place in _places(one):
            self._at[place].add(number)
        self._found[number] = one

    def _forget(self, number: int) -> None:
        for place in _places(self._found[number]):
            self._at[place].discard(number)


def _places(one: Found) -> Iterator[int]:
    for part in one.parts:
        yield from _stretches(part.start, part.end)


def _stretches(start: int, end: int) -> range:
    return range(start // _STRETCH, (end - 1) // _STRETCH + 1)
