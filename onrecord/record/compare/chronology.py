"""The days of a story in order: what was said when, what the articles tell of other days, what is to come.

Nothing is written here: every line is a sentence or a content as an article has it. Days that
could not be fixed come last, each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from onrecord.types import Occurrence, Reading, Report, StatementGroup

_SAME_SENTENCE = 85
_NO_DAY = "no day is stated"


def chronology(
    readings: Sequence[Reading],
    reports: Mapping[str, Report] | None = None,
    groups: Iterable[StatementGroup] = (),
) -> tuple[Occurrence, ...]:
    """What happened on which day, in order, merged where several articles tell the same.

    `reports` (by statement id) give the days as settled in the record; without them each article's
    own days count. A group of reports makes one line, by its first report. A line is `coming` where
    it lies after the latest day of any article.
    """
    known = reports or {}
    today = max((day for r in readings if (day := article_day(r))), default=None)
    stands_for = {s: group.statements[0] for group in groups for s in group.statements}
    said = _said(readings, known, stands_for)
    lines = [*said, *_mentioned(readings)]
    dated = sorted((o for o in lines if o.said.date), key=_by_day)
    undated = [o for o in lines if not o.said.date]
    return tuple(replace(o, coming=_is_coming(o, today)) for o in [*dated, *undated])


def article_day(reading: Reading) -> date | None:
    """The day of the article: published, else the last day on which anything in it was said."""
    said = [a.said.end or a.said.date for a in reading.attributions if a.said.precision in ("day", "range")]
    return reading.article.published or max((day for day in said if day), default=None)


def _said(
    readings: Iterable[Reading], reports: Mapping[str, Report], stands_for: Mapping[str, str]
) -> Iterable[Occurrence]:
    seen: dict[str, Occurrence] = {}
    for reading in readings:
        for statement, attribution in zip(reading.statements, reading.attributions, strict=False):
            if statement.manner == "narrated" or statement.parent:
                continue
            report = reports.get(statement.id)
            said = report.said if report else attribution.said
            content = " ".join(" ".join(reading.article.slice(s) for s in statement.content).split())
            key = stands_for.get(statement.id, statement.id)
            line = Occurrence(
                said if said.date else replace(said, reason=said.reason or _NO_DAY),
                "said",
                reading.article.id,
                content,
                (*statement.source, *statement.cue, *statement.content),
                statement.id,
            )
            # one line for all reports of it; a report that knows the day stands for those that don't
            if key not in seen or (said.date and not seen[key].said.date):
                seen[key] = line
    return seen.values()


def _mentioned(readings: Iterable[Reading]) -> Iterable[Occurrence]:
    lines: list[Occurrence] = []
    for reading in readings:
        for day in reading.days:
            text = " ".join(reading.article.slice(day.sentence).split())
            said = day.said if day.said.date else replace(day.said, reason=day.said.reason or _NO_DAY)
            line = Occurrence(said, "mentioned", reading.article.id, text, (day.span, day.sentence))
            if not any(_same(line, other) for other in lines):
                lines.append(line)
    return lines


def _same(one: Occurrence, other: Occurrence) -> bool:
    """The same day told in all but the same words (a wire text in two outlets)."""
    same_day = (one.said.date, one.said.end) == (other.said.date, other.said.end)
    return same_day and fuzz.token_sort_ratio(one.text, other.text) >= _SAME_SENTENCE


def _by_day(line: Occurrence) -> tuple[date, date, bool, str, int]:
    day = line.said.date or date.max
    start = line.evidence[0].start if line.evidence else 0
    return day, line.said.end or day, line.kind == "said", line.article_id, start


def _is_coming(line: Occurrence, today: date | None) -> bool:
    return bool(today and line.said.date and line.said.date > today)


def latest_day(readings: Iterable[Reading]) -> date | None:
    """The latest day of any article, from which coming days are told; None where none is known."""
    return max((day for r in readings if (day := article_day(r))), default=None)
