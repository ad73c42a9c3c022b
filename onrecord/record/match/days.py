"""Days that other reports supply: a statement dated by one article dates its other versions.

Two steps. Within a group, reports that name a day date those that don't, if nothing they do say
(a weekday, a day and month, a lower bound, the day of publication) speaks against it. Then,
where that fixes the day that an undated article opens with, the article's other "on Wednesday"s
can be read from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.record.match.circumstances import latest_day
from onrecord.types import Report, Said, StatementGroup

Anchored = Callable[[Said, date], Said]
"""A `Said` with a relative day, the article's own day -> the same with its date, where it can be."""

_GRACE = timedelta(days=1)  # an article may be published "before" what it reports: time zones
_WEEK = timedelta(days=6)


def days_from_others(
    groups: Iterable[StatementGroup], reports: Sequence[Report], anchored: Anchored
) -> tuple[tuple[str, Said], ...]:
    """New `Said`s of statements that their own article does not date: (statement id, Said), by id.

    Basis "other_report"; evidence stays the article's own words. A `Said` without a date tells
    why: other reports disagree, their day does not fit, or none gives a day any more. `reports`
    are all reports of every article that has one in `groups`; days once supplied to statements of
    `groups` are found anew, those of other statements stand.
    """
    by_id = {report.statement.id: report for report in reports}
    latest: dict[str, date] = {}
    for report in reports:
        if (day := _own_day(report)) is not None:
            latest[report.article_id] = max(day, latest.get(report.article_id, day))
    asked: dict[str, Said] = {}
    supplied: dict[str, Said] = {}
    for group in groups:
        members = [by_id[sid] for sid in group.statements if sid in by_id]
        days = sorted({day for r in members if (day := _own_day(r)) is not None})
        spans = {(r.said.date, r.said.end) for r in members if r.said.end and r.said.basis != "other_report"}
        for report in members:
            asked[report.statement.id] = report.said
            if _own(report.said).date is not None:
                continue
            if days:
                supplied[report.statement.id] = _supply(report, days, latest.get(report.article_id))
            elif len(spans) == 1 and (narrowed := _supply_within(report, *next(iter(spans)))):
                supplied[report.statement.id] = narrowed
    within = _within_articles(reports, supplied, asked.keys(), anchored)
    withdrawn = {
        sid: _own(said)
        for sid, said in asked.items()
        if said.basis == "other_report" and said.date is not None
    }
    return tuple(sorted({**withdrawn, **within, **supplied}.items()))


def _own(said: Said) -> Said:
    """What the article tells itself, without a day that other reports supplied."""
    if said.basis != "other_report":
        return said
    return replace(
        said, date=None, end=None, precision=None, basis=None, reason="no report of it gives a day"
    )


def _own_day(report: Report) -> date | None:
    """The single day that the report's own article gives."""
    said = report.said
    single = said.end is None and said.precision in ("day", None) and said.basis != "other_report"
    return said.date if single else None


def _supply(report: Report, days: Sequence[date], latest: date | None) -> Said:
    said = _own(report.said)
    if len(days) > 1:
        listed = " and ".join(day.isoformat() for day in days)
        return replace(said, reason=f"other reports of it give different days: {listed}")
    objection = _objection(report, days[0])
    if objection is None and latest is not None and days[0] > latest + _GRACE:
        objection = f"this article dates nothing after {latest.isoformat()}"
    if objection:
        return replace(said, reason=f"another report of it gives {days[0].isoformat()}, but {objection}")
    return replace(said, date=days[0], end=None, precision="day", basis="other_report", reason=None)


def _supply_within(report: Report, first: date | None, last: date | None) -> Said | None:
    """Those of a few days that one report gives against which this one's article says nothing."""
    if first is None or last is None or last - first > _WEEK:
        return None
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    left = [day for day in days if _objection(report, day) is None]
    if not left:
        return None
    told = replace(_own(report.said), date=left[0], basis="other_report", reason=None)
    return (
        replace(told, precision="day") if len(left) == 1 else replace(told, end=left[-1], precision="range")
    )


def _objection(report: Report, day: date) -> str | None:
    """What the report's own article says against that day."""
    said = report.said
    if said.relative is not None and said.relative.weekday not in (None, day.weekday()):
        return "this article names another weekday"
    if said.partial is not None:
        stated = (said.partial.year, day.year), (said.partial.month, day.month), (said.partial.day, day.day)
        if any(own is not None and own != other for own, other in stated):
            return "this article states another date"
        if said.partial.weekday not in (None, day.weekday()):
            return "this article names another weekday"
    if said.not_before is not None and day < said.not_before:
        return f"this article cannot be older than {said.not_before.isoformat()}"
    last = latest_day(report)
    if last is not None and day > last:
        return "this article was published before"
    return None


def _within_articles(
    reports: Sequence[Report], supplied: Mapping[str, Said], asked: Collection[str], anchored: Anchored
) -> dict[str, Said]:
    """Further days in articles whose own day other reports fix."""
    by_article: dict[tuple[str, int], list[Report]] = defaultdict(list)
    for report in reports:
        by_article[report.article_id, report.version].append(report)
    found: dict[str, Said] = {}
    for members in by_article.values():
        members.sort(key=lambda r: (r.order, r.statement.id))
        opened = _article_day(members, supplied, asked)
        if opened is None:
            continue
        for report in members:
            said = _own(report.said)
            if said.date is not None or said.relative is None or report.statement.id in supplied:
                continue
            fixed = anchored(said, opened)
            if fixed.date is None or fixed.date > opened + _GRACE:
                continue
            if said.not_before is None or fixed.date >= said.not_before:
                found[report.statement.id] = replace(fixed, basis="other_report", reason=None)
    return found


def article_day(reports: Sequence[Report]) -> date | None:
    """The own day of an article without one, where other reports fix it; `reports` are all of its."""
    members = sorted(reports, key=lambda r: (r.order, r.statement.id))
    return _article_day(members, {}, ())


def _article_day(
    members: Sequence[Report], supplied: Mapping[str, Said], asked: Collection[str]
) -> date | None:
    """The article's own day, if it has none yet and other reports fix it beyond doubt.

    News names its own day by weekday ("on Thursday"), and first: one fixed day must fall on the
    first weekday told, and whatever else was fixed must lie within the week up to it.
    """
    if any(r.published is not None or _own(r.said).date is not None for r in members):
        return None
    opening = next(
        (r.said.relative for r in members if r.said.relative and r.said.relative.weekday is not None), None
    )
    if opening is None:
        return None
    fixed: set[date] = set()
    for report in members:
        known = supplied.get(report.statement.id)
        if known is None and report.statement.id not in asked:
            known = report.said  # supplied before, by a group that is not in question now
        if known is not None and known.date is not None and known.end is None:
            fixed.add(known.date)
    on_it = [day for day in fixed if day.weekday() == opening.weekday]
    if len(on_it) != 1:
        return None
    (day,) = on_it
    return day if all(timedelta(0) <= day - other <= _WEEK for other in fixed) else None
