"""Where things stand: from the running numbers that the export room lays out to permalinks.

A statement's words have an anchor made of their offsets, `/article/a1#c120-188`: the very characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.show.export.desk import Desk
from onrecord.show.web.view import address
from onrecord.types import Statement


@dataclass(frozen=True, slots=True)
class Places:
    """Links for the numbers of one desk."""

    statements: Mapping[int, Statement]
    articles: Mapping[int, str]
    groups: Mapping[str, str]

    @staticmethod
    def of(desk: Desk) -> Places:
        """The places of a desk."""
        return Places(
            {number: desk.statements[one] for one, number in desk.numbers.items()},
            {number: one for one, number in desk.article_numbers.items()},
            {statement: group.id for group in desk.groups for statement in group.statements},
        )

    def versions(self, number: int) -> str:
        """The page with every version of a statement."""
        return address("statement", self.statements[number].id)

    def words(self, number: int) -> str:
        """The very characters of a statement in its article."""
        it = self.statements[number]
        return address("article", it.article_id, fragment(it), mark=it.id)

    def article(self, number: int) -> str:
        """An article's page."""
        return address("article", self.articles[number])


def fragment(it: Statement) -> str:
    """The anchor of a statement's words: `c` and their offsets, `t` for words of the title.

    >>> from onrecord.types import Span
    >>> fragment(Statement("s", "a", (), (), (Span(4, 9), Span(12, 20))))
    'c4-20'
    """
    spans = it.content or it.cue or it.source
    if not spans:
        return ""
    return f"{'t' if spans[0].part == 'title' else 'c'}{spans[0].start}-{spans[-1].end}"
