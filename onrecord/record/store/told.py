"""Reports at hand: what matching reads again and again while one article after another is added.

The articles of a day tell of the same events, so the reports that an article is compared with are
mostly those that the one before it was. They are kept by article, with the days that their own
articles give; what changes an article calls `forget`. `Record.writing` empties the shelf when
another process has written, or a transaction was taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from onrecord.record.store import matching, schema
from onrecord.record.store.reports import effective
from onrecord.record.store.schema import batches
from onrecord.types import Report

MOST = 6_000  # reports kept; each has a vector


class Told:
    """The reports of recently read articles, as they are in the record. One for each Record."""

    def __init__(self) -> None:
        self._articles: dict[str, tuple[Report, ...]] = {}
        self._reports: dict[str, Report] = {}

    def clear(self) -> None:
        """Keep nothing."""
        self._articles.clear()
        self._reports.clear()

    def forget(self, article_id: str) -> None:
        """Read an article anew when it is next asked for."""
        for one in self._articles.pop(article_id, ()):
            self._reports.pop(one.statement.id, None)

    def trim(self) -> None:
        """Let go of what was read longest ago, down to MOST reports."""
        for article_id in list(self._articles):
            if len(self._reports) <= MOST:
                return
            self.forget(article_id)

    def of_articles(
        self, connection: Connection, article_ids: Iterable[str], own_days: bool = True
    ) -> tuple[Report, ...]:
        """All reports of these articles' newest versions, by article and in order."""
        wanted = sorted(set(article_ids))
        missing = [one for one in wanted if one not in self._articles]
        if missing:
            read: dict[str, list[Report]] = {one: [] for one in missing}
            for report in matching.of_articles(connection, missing, own_days=True):
                read[report.article_id].append(report)
                self._reports[report.statement.id] = report
            self._articles.update((one, tuple(reports)) for one, reports in read.items())
        for one in wanted:
            self._articles[one] = self._articles.pop(one)  # asked for last, kept longest
        found = tuple(report for one in wanted for report in self._articles[one])
        return found if own_days else _dated(connection, found)

    def of_statements(self, connection: Connection, ids: Iterable[str]) -> tuple[Report, ...]:
        """These statements as reports, by id, with the days that other reports supply."""
        wanted = sorted(set(ids))
        table, unread = schema.statement.c, set[str]()
        for some in batches(one for one in wanted if one not in self._reports):
            unread.update(connection.execute(select(table.article_id).where(table.id.in_(some))).scalars())
        if unread:
            self.of_articles(connection, unread)
        return _dated(connection, tuple(self._reports[one] for one in wanted if one in self._reports))


def _dated(connection: Connection, found: tuple[Report, ...]) -> tuple[Report, ...]:
    """The reports, with the days that other reports supply to those that have none."""
    table, elsewhere = schema.said_elsewhere.c, dict[str, str]()
    for some in batches(one.statement.id for one in found if one.said.date is None):
        rows = connection.execute(select(table.statement_id, table.said).where(table.statement_id.in_(some)))
        elsewhere.update((row.statement_id, row.said) for row in rows)
    return tuple(
        replace(one, said=effective(one.said, elsewhere[one.statement.id]))
        if one.statement.id in elsewhere
        else one
        for one in found
    )
