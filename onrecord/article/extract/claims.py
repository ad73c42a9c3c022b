"""Who claims which words of a text, asked without looking at all that was found.

claims = Claims(found)
claims.by(4, 12)           what has a part there, by number
claims.put(3, other)       and what comes, changes and goes
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from onrecord.article.extract.decode import Found
from onrecord.article.extract.intervals import touch

_STRETCH = 256
"""Characters of the text that are looked up together."""


class Claims:
    """What was found, numbered in the order of coming."""

    def __init__(self, found: Iterable[Found] = ()) -> None:
        self._found: dict[int, Found] = {}
        self._at: defaultdict[int, set[int]] = defaultdict(set)
        self._next = 0
        for one in found:
            self.add(one)

    def __iter__(self) -> Iterator[Found]:
        return iter(self._found.values())

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
        self._next += 1
        self._keep(self._next, one)

    def put(self, number: int, one: Found) -> None:
        """`one` in the place of what has this number."""
        self._register(number, set.discard)
        self._keep(number, one)

    def drop(self, number: int) -> None:
        """Nothing any more in the place of what has this number."""
        self._register(number, set.discard)
        del self._found[number]

    def _keep(self, number: int, one: Found) -> None:
        self._found[number] = one
        self._register(number, set.add)

    def _register(self, number: int, how: Callable[[set[int], int], None]) -> None:
        for part in self._found[number].parts:
            for place in _stretches(part.start, part.end):
                how(self._at[place], number)


def _stretches(start: int, end: int) -> range:
    return range(start // _STRETCH, (end - 1) // _STRETCH + 1)
