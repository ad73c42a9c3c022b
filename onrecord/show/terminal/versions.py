"""The versions of one statement, laid side by side: for reading, and as the objects of JSON lines.

compared(record, group, against)    each version against one of them
compared_in_turn(record, group)     against each of them in turn
chains(shown)                       the chain that each came through
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import NotFound
from onrecord.record.compare import versions
from onrecord.record.store import Record
from onrecord.show.export import as_versions
from onrecord.show.export.comparisons import Comparison, among_others, comparison
from onrecord.show.export.desk import Desk
from onrecord.show.export.from_record import page
from onrecord.show.terminal.output import Line
from onrecord.types import Report, StatementGroup


@dataclass(frozen=True, slots=True)
class Compared:
    """One group laid out: `comparison` for reading, `lines` for programs, `ids` of the versions."""

    comparison: Comparison
    lines: list[Line]
    ids: list[str]


def compared(record: Record, group: StatementGroup, against: str | None = None) -> Compared:
    """Every version of a group against the fullest, or against the one with an id or of an outlet."""
    desk = Desk.of(page(record, "", group.articles))
    return _laid(desk, group, _chosen(desk, group, against) if against else desk.base(group))


def compared_in_turn(record: Record, group: StatementGroup) -> Iterator[Compared]:
    """Every version of a group against each of them in turn, the fullest first."""
    desk = Desk.of(page(record, "", group.articles))
    first = desk.base(group)
    for version in versions(first, [desk.reports[one] for one in group.statements]):
        yield _laid(desk, group, version.report)


def _chosen(desk: Desk, group: StatementGroup, against: str) -> Report:
    """The report whose id begins so, or whose outlet is called so; NotFound names the choices."""
    reports = [desk.reports[one] for one in group.statements]
    asked = against.casefold()
    found = [r for r in reports if r.statement.id.startswith(against)] or [
        r for r in reports if desk.outlets[r.article_id].casefold() == asked
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{desk.outlets[r.article_id]} ({r.statement.id[:9]})" for r in reports)
    raise NotFound(
        f"--base: {'several versions answer' if found else 'no version answers'} to {against!r}; there are {names}"
    )


def _laid(desk: Desk, group: StatementGroup, base: Report) -> Compared:
    laid = versions(base, [desk.reports[one] for one in group.statements])
    texts = {id: reading.article for id, reading in desk.readings.items()}
    among = among_others(group.id, laid)
    return Compared(
        comparison(desk, group, laid=laid, among=among),
        [as_versions.version(version, base, texts, among) for version in laid],
        [version.report.statement.id for version in laid],
    )


def chains(shown: Compared) -> list[Line]:
    """The chains, outlet first, speaker last."""
    return [
        {
            "statement": statement_id,
            "links": [
                {
                    "name": step.name,
                    "relation": step.relation or ("said" if number else "outlet"),
                    "evidence": step.words,
                }
                for number, step in enumerate(version.chain)
            ],
            "origins": shown.comparison.origins,
            "why": list(shown.comparison.why),
        }
        for statement_id, version in zip(shown.ids, shown.comparison.versions, strict=True)
    ]
