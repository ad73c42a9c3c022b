"""Statements that stand for one another where each is to be shown once.

Reports of one group, and what one article says again of the same day: its headline, its opening
and its body often hold one statement three times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from onrecord.types import Match, Said, StatementGroup

_SURE = 0.9
"""A repeat less sure than this keeps a line of its own."""


def united(
    groups: Iterable[StatementGroup],
    links: Iterable[Match],
    article_of: Mapping[str, str],
    said: Mapping[str, Said],
) -> Callable[[str], str]:
    """A statement's id -> the id that it shares with all that it stands together with.

    >>> links = [Match("a", "b", "repeats", 0.95), Match("b", "c", "repeats", 0.5)]
    >>> one = united([], links, {"a": "x", "b": "x", "c": "x"}, {})
    >>> one("a") == one("b"), one("c")
    (True, 'c')
    """
    above: dict[str, str] = {}

    def find(id: str) -> str:
        while id in above:
            above[id] = above.get(above[id], above[id])  # halves the way for whoever comes next
            id = above[id]
        return id

    def unite(one: str, other: str) -> None:
        low, high = sorted((find(one), find(other)))
        if low != high:
            above[high] = low

    for group in groups:
        for id in group.statements[1:]:
            unite(group.statements[0], id)
    for link in links:
        article = article_of.get(link.left)
        inside = article is not None and article_of.get(link.right) == article
        sure = link.relation == "repeats" and link.score >= _SURE
        if inside and sure and _day(said, link.left) == _day(said, link.right):
            unite(link.left, link.right)
    return find


def _day(said: Mapping[str, Said], id: str) -> object:
    return (said[id].date, said[id].end) if id in said else None
