"""An actor's statements by issue and day, with what other outlets made of each and where one turns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.record.compare import base_of, positions
from onrecord.record.compare.again import united
from onrecord.show.export import of_rows
from onrecord.show.export.as_json import Json
from onrecord.types import Actor, Report, StatementGroup

if TYPE_CHECKING:
    from onrecord.record.store import Row


def timeline(
    actor: Actor,
    rows: Sequence[Row],
    reports: Iterable[Report],
    names: Mapping[str, str],
    shown: Collection[str] | None = None,
) -> list[Json]:
    """The statements of an actor (`rows`, in the order of lists, and their reports) as contract objects.

    Each has its `issue`; `version_of` where it is another report of a statement; `turns` where it
    clashes with an earlier one. With `shown` only those, though all are weighed.
    """
    by_id = {row.statement.id: row for row in rows}
    told_by = {report.statement.id: report for report in reports}
    one = _one(rows)
    groups: dict[str, list[Report]] = {}
    for id in by_id:
        groups.setdefault(one(id), []).append(told_by[id])
    bases = {group: base_of(told) for group, told in groups.items()}
    own = [actor.name, *actor.aliases, *(part for r in actor.roles for part in (r.title, r.body) if part)]
    versions_of = {base.statement.id: groups[group] for group, base in bases.items()}
    lines: list[Json] = []
    for position in positions(list(bases.values()), own):
        turns = {later: (earlier, found) for earlier, later, found in position.turns}
        for base in position.statements:
            # the base first; then what other outlets made of it
            told = sorted(versions_of[base], key=lambda r: (r.statement.id != base, r.statement.id))
            for report in told:
                id = report.statement.id
                if shown is not None and id not in shown:
                    continue
                earlier, found = turns.get(base, ("", ())) if id == base else ("", ())
                turn = {
                    "from": earlier,
                    "day": said.isoformat() if (said := told_by[earlier].said.date) else None,
                    "text": " ".join(told_by[earlier].content.split()),
                    "clashes": [{"kind": c.kind, "base": c.base, "own": c.own} for c in found],
                } if earlier else None  # fmt: skip
                lines.append(
                    of_rows.statement(by_id[id], names)
                    | {
                        "issue": position.issue,
                        "version_of": None if id == base else base,
                        "turns": [turn] if turn else [],
                    }
                )
    return lines


def _one(rows: Sequence[Row]) -> Callable[[str], str]:
    """What the reports of one statement share, and what an article says again of the same day."""
    grouped: dict[str, list[str]] = {}
    for row in rows:
        grouped.setdefault(row.group or row.statement.id, []).append(row.statement.id)
    return united(
        [StatementGroup(id, tuple(told), ()) for id, told in grouped.items()],
        (link for row in rows for link in row.links),
        {row.statement.id: row.article.id for row in rows},
        {row.statement.id: row.said for row in rows},
    )
