"""What holds other things, with what it holds: groups with their statements, stories with their articles.

STORIES = Wholes(schema.story, STORY.first, select(PLACE.story_id, PLACE.article_id).order_by(…))
for row, inside in STORIES.of(connection, ids): …
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, select

from onrecord.record.store.prepared import Prepared
from onrecord.record.store.schema import among, many


class Wholes:
    """A table of them; `first` is its day to order by, `inside` a query whose first column is their id."""

    def __init__(self, table: Table, first: Column[Any], inside: Select[Any]) -> None:
        ordered = select(table).order_by(first.is_(None), first, table.c.id)
        self._all, self._some = Prepared(ordered), Prepared(ordered.where(among(table.c.id)))
        self._inside = Prepared(inside.where(among(inside.selected_columns[0])))

    def of(
        self, connection: Connection, ids: Iterable[str] | None = None
    ) -> list[tuple[Any, list[tuple[Any, ...]]]]:
        """(row, rows of what is inside but for its id) of all, or these; by day (unknown last) and id."""
        if ids is None:
            found = self._all.rows(connection, {})
        else:
            found = self._some.rows(connection, {"ids": many(ids)})
        inside: dict[str, list[tuple[Any, ...]]] = {row.id: [] for row in found}
        for its, *parts in self._inside.rows(connection, {"ids": many(inside)}):
            inside[its].append(tuple(parts))
        return [(row, inside[row.id]) for row in found]
