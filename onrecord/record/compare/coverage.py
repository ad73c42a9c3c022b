"""Which article carries which statement, who had it first, and who alone has it.

    Daily     Herald    Radio
1   direct    mixed     ·
2   ·         indirect  ·          only Herald
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from onrecord.types import Article, Coverage, CoverageCell, CoverageRow, Manner, Report, StatementGroup


def coverage(
    groups: Iterable[StatementGroup], reports: Mapping[str, Report], articles: Sequence[Article]
) -> Coverage:
    """The matrix of `groups` (rows, in their order) against `articles` (columns, in their order).

    `reports` is keyed by statement id. A second rendering in the same article does not count
    twice: the cell shows the one that quotes most.
    """
    columns = {article.id: n for n, article in enumerate(articles)}
    rows: list[CoverageRow] = []
    for group in groups:
        cells: list[CoverageCell | None] = [None] * len(columns)
        told = [reports[s] for s in group.statements if s in reports and reports[s].article_id in columns]
        for report in sorted(told, key=lambda r: (_RANK[r.statement.manner], r.order), reverse=True):
            cells[columns[report.article_id]] = CoverageCell(report.statement.id, report.statement.manner)
        rows.append(CoverageRow(group.id, tuple(cells), _first(told, articles), _alone(told)))
    return Coverage(tuple(columns), tuple(rows))


_RANK: dict[Manner, int] = {"direct": 0, "mixed": 1, "indirect": 2, "narrated": 3}


def _first(told: Sequence[Report], articles: Sequence[Article]) -> tuple[str, ...]:
    """The articles of the earliest day; nobody is first unless every day is known and they differ."""
    days: dict[str, date | None] = {r.article_id: r.published for r in told}
    known = [day for day in days.values() if day]
    if len(days) < 2 or len(known) < len(days) or len(set(known)) == 1:
        return ()
    return tuple(a.id for a in articles if days.get(a.id) == min(known))


def _alone(told: Sequence[Report]) -> str | None:
    outlets = {r.outlet or r.article_id for r in told}
    return outlets.pop() if len(outlets) == 1 else None
