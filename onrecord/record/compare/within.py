"""Which statements of an article touch a stretch of it, without asking every one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from onrecord.types import Span, Statement

_SHELF = 512
"""Characters that share one look-up."""


def finder(statements: Iterable[Statement]) -> Callable[[Span], list[Statement]]:
    """A look-up of the statements of which any part touches a span, in their order.

    >>> said = Statement("s", "a", (Span(0, 3),), (), (Span(9, 20),))
    >>> find = finder([said])
    >>> [s.id for s in find(Span(10, 12))], find(Span(4, 8))
    (['s'], [])
    """
    shelves: dict[tuple[str, int], dict[int, Statement]] = defaultdict(dict)
    for order, statement in enumerate(statements):
        for span in (*statement.source, *statement.cue, *statement.content):
            for shelf in range(span.start // _SHELF, span.end // _SHELF + 1):
                shelves[span.part, shelf][order] = statement

    def find(place: Span) -> list[Statement]:
        near: dict[int, Statement] = {}
        for shelf in range(place.start // _SHELF, place.end // _SHELF + 1):
            near.update(shelves.get((place.part, shelf), {}))
        return [near[n] for n in sorted(near) if any(touch(place, part) for part in _parts(near[n]))]

    return find


def touch(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.part == other.part and one.start < other.end and other.start < one.end


def _parts(statement: Statement) -> tuple[Span, ...]:
    return (*statement.source, *statement.cue, *statement.content)
