"""What the pages answer as data: the objects of the command-line contract, each with its page's address.

A statement, an article, a story here has the keys and values that `onrecord statements`, `articles`,
`stories` print, so that a script may ask either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.record.match import originals
from onrecord.record.store import Browse, Row
from onrecord.show.export import as_json, of_rows
from onrecord.show.export.as_json import Json
from onrecord.show.web.view import address


def names(browse: Browse, rows: Iterable[Row]) -> dict[str, str]:
    """The names of all who speak in these rows, by id."""
    return {id: who.name for id, who in browse.actors(of_rows.speakers(rows)).items()}


def statements(browse: Browse, ids: Iterable[str]) -> list[Json]:
    """Statements in this order."""
    return told(browse, browse.rows(ids))


def told(browse: Browse, rows: Sequence[Row]) -> list[Json]:
    """The statements of these rows."""
    known = names(browse, rows)
    return [of_rows.statement(row, known) | {"page": address("statement", row.statement.id)} for row in rows]


def stories(browse: Browse, ids: Sequence[str]) -> list[Json]:
    """Stories in this order."""
    found = browse.whole_stories(ids)
    copied = originals(browse.copies_around(article for it in found for article in it.articles))
    told = []
    for it in found:
        carried = {one: list(copied[one]) for one in it.articles if one in copied}
        line = as_json.story(it) | ({"copies": carried} if carried else {})
        told.append(line | {"page": address("story", it.id)})
    return told


def articles(browse: Browse, ids: Sequence[str]) -> list[Json]:
    """Articles in this order."""
    found = {row.id: of_rows.article(row) for row in browse.article_rows(ids)}
    return [found[one] | {"page": address("article", one)} for one in ids if one in found]
