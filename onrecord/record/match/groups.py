"""A group's own facts, from its reports: speaker, day, outlets, origins.

Where reports give different days, the most certain of them stands, of equals the earliest, and
the reason names them all. A month or a range counts where no report knows the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from onrecord.record.match.circumstances import span_of
from onrecord.record.match.origins import origins
from onrecord.types import Channel, Copy, Report, Said, StatementGroup

_BASES = ("stated", "published", "weekday", "caption", "other_report")
"""From the most to the least certain."""


def group(
    ids: Iterable[str],
    reports: Mapping[str, Report],
    existing_id: str = "",
    copies: Iterable[Copy] = (),
    via: Mapping[str, Sequence[Channel]] | None = None,
) -> StatementGroup:
    """The group of the reports that `ids` name; `reports` by statement id.

    Without an existing id it has none ("") until the record gives it one. `copies` and `via` as in
    `origins`.
    """
    members = [reports[sid] for sid in sorted(set(ids))]
    return StatementGroup(
        id=existing_id,
        statements=tuple(r.statement.id for r in members),
        articles=tuple(sorted({r.article_id for r in members})),
        speaker=_speaker(members),
        said=said_by(members),
        outlets=len({(r.outlet or r.article_id).casefold() for r in members}),
        origins=origins(members, copies, via),
    )


def _speaker(members: Sequence[Report]) -> str | None:
    """The actor most reports name; a spokesman rather than the body he speaks for."""
    named = {actor for r in members for actor in r.actors}
    bodies = {body for r in members if r.actors for body in r.speaks_for} & named
    counts = Counter(r.actors[0] for r in members if r.actors)
    ranked = sorted(counts, key=lambda actor: (actor in bodies, -counts[actor], actor))
    return ranked[0] if ranked else None


def said_by(members: Sequence[Report]) -> Said:
    """The day that the most certain report gives, with its evidence."""
    known = sorted(
        (r for r in members if r.said.date is not None),
        key=lambda r: (
            r.said.precision not in ("day", None),
            _BASES.index(r.said.basis) if r.said.basis in _BASES else len(_BASES),
            r.said.date or date.max,
            r.statement.id,
        ),
    )
    if not known:
        reasons = Counter(r.said.reason for r in members if r.said.reason)
        bounds = [bound for bound in (r.said.not_before for r in members) if bound is not None]
        reason = min(reasons, key=lambda text: (-reasons[text], text)) if reasons else "no report says when"
        return Said(reason=reason, not_before=max(bounds, default=None))
    best = known[0].said
    first, last = span_of(best)
    for report in known[1:]:
        start, end = span_of(report.said)
        if start > last or end < first:
            days = sorted({r.said.date.isoformat() for r in known if r.said.date})
            return replace(best, reason=f"the reports give different days: {', '.join(days)}")
    return replace(best, reason=None)
