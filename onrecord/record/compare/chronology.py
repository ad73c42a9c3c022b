"""The days of a story in order: what was said when, what the articles tell of other days, what is to come.

Nothing is written here: every line is a sentence or a content as an article has it. Days that
could not be fixed come last, each with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from rapidfuzz import fuzz

from onrecord.record.compare.again import united
from onrecord.record.compare.days import days
from onrecord.record.compare.within import finder, touch
from onrecord.types import (
    Attribution,
    DayMentioned,
    Match,
    Occurrence,
    Reading,
    Report,
    Said,
    Statement,
    StatementGroup,
)

_SAME_SENTENCE = 85
_NO_DAY = "no day is stated"


Anchored: TypeAlias = Callable[[Said, date], Said]
"""A `Said` without a date, and the article's own day -> the same with its date, where it can be."""


def chronology(
    readings: Sequence[Reading],
    reports: Mapping[str, Report] | None = None,
    groups: Iterable[StatementGroup] = (),
    anchored: Anchored | None = None,
    links: Iterable[Match] = (),
) -> tuple[Occurrence, ...]:
    """What happened on which day, in order, merged where several articles tell the same.

    `reports` (by statement id) give the days as settled in the record; without them each article's
    own days count. A group of reports makes one line, and so does what an article says again of the
    same day (`links`): by its first report that knows the day and quotes, where one does.
    Where other reports have dated an undated article, `anchored` dates the days that it mentions.
    A line is `coming` where it lies after the latest day of any article.
    """
    known = reports or {}
    told = {s.id: known[s.id].said if s.id in known else a.said for r in readings for s, a in _told(r)}
    one = united(groups, links, {s.id: r.article.id for r in readings for s in r.statements}, told)
    said = _said(readings, told, one)
    lines = [*said, *_mentioned(readings, told, one, anchored)]
    settled = [line.said.date for line in said if line.said.date and line.said.precision == "day"]
    today = max([day for r in readings if (day := article_day(r, known))] or settled, default=None)
    dated = sorted((o for o in lines if o.said.date), key=_by_day)
    undated = [o for o in lines if not o.said.date]
    return tuple(replace(o, coming=_is_coming(o, today)) for o in [*dated, *undated])


def _told(reading: Reading) -> Iterable[tuple[Statement, Attribution]]:
    return zip(reading.statements, reading.attributions, strict=False)


def article_day(reading: Reading, reports: Mapping[str, Report] | None = None) -> date | None:
    """The day of the article: published, else the last day on which anything in it was said.

    `reports` (by statement id) know that of statements that only other articles date.
    """
    known = reports or {}
    told = (known[a.statement_id].said if a.statement_id in known else a.said for a in reading.attributions)
    said = [one.end or one.date for one in told if one.precision in ("day", "range")]
    return reading.article.published or max((day for day in said if day), default=None)


def _said(
    readings: Iterable[Reading], told: Mapping[str, Said], one: Callable[[str], str]
) -> list[Occurrence]:
    lines: dict[str, list[tuple[bool, bool, bool, Occurrence]]] = {}
    for reading in readings:
        for statement, _ in _told(reading):
            if statement.manner == "narrated" or statement.parent:
                continue
            said = _with_reason(told[statement.id])
            evidence = (*statement.source, *statement.cue, *statement.content)
            content = " ".join(" ".join(reading.article.slice(s) for s in statement.content).split())
            line = Occurrence(said, "said", reading.article.id, content, evidence, statement.id)
            quotes = statement.manner in ("direct", "mixed")
            in_title = statement.content[:1] != () and statement.content[0].part == "title"
            lines.setdefault(one(statement.id), []).append((said.date is None, not quotes, in_title, line))
    return [_first(same) for same in lines.values()]


def _first(same: Sequence[tuple[bool, bool, bool, Occurrence]]) -> Occurrence:
    """Of the reports of one statement the first that knows its day and quotes, where there is one; a title last."""
    best = min(same, key=lambda told: told[:3])[3]
    ids = [line.statement_id for *_, line in same if line is not best]
    return replace(best, others=tuple(id for id in ids if id))


def _mentioned(
    readings: Iterable[Reading],
    told: Mapping[str, Said],
    one: Callable[[str], str],
    anchored: Anchored | None,
) -> list[Occurrence]:
    lines: list[Occurrence] = []
    seen: dict[tuple[object, ...], list[str]] = {}
    reported: dict[tuple[object, ...] | None, int] = {}
    for reading in readings:
        telling = finder(reading.statements)
        running = article_day(reading)
        for day in reading.days:
            said = _with_reason(_anchored(reading, day, told, anchored))
            if any(
                _is_day_of_saying(day, said, s, told[s.id]) for s in telling(day.sentence) if s.id in told
            ):
                continue  # the statement's own line tells it
            if running and said.precision == "year" and said.date and said.date.year == running.year:
                continue  # "this year" is every day of it
            text = " ".join(reading.article.slice(day.sentence).split())
            inside = [s.id for s in telling(day.sentence) if any(touch(day.span, c) for c in s.content)]
            place = (said.date, said.end, one(inside[0])) if said.date and inside else None
            if place in reported:  # another report of the statement that tells of this day
                line = lines[reported[place]]
                lines[reported[place]] = replace(line, others=(*line.others, inside[0]))
                continue
            # a wire text in two outlets tells the same day in all but the same words
            key = (said.date, said.end) if said.date else (text,)
            if any(fuzz.token_sort_ratio(text, other) >= _SAME_SENTENCE for other in seen.get(key, ())):
                continue
            seen.setdefault(key, []).append(text)
            if place:
                reported[place] = len(lines)
            lines.append(Occurrence(said, "mentioned", reading.article.id, text, (day.span, day.sentence)))
    return lines


def _anchored(
    reading: Reading, day: DayMentioned, told: Mapping[str, Said], anchored: Anchored | None
) -> Said:
    """The day mentioned, read from the day that other reports have given the article.

    A day and month needs to know only the year; "on Wednesday" needs the article's very day, which
    a statement tells that the article itself dates relative to its day ("on Thursday").
    """
    said, words = day.said, reading.article.slice(day.span)
    if said.date or not anchored:
        return _with_end(said, words)
    settled = [told[s.id] for s, _ in _told(reading) if told[s.id].basis == "other_report"]
    own = [s.date for s in settled if s.date and (s.relative or not said.relative)]
    if said.relative and own and opens_on_another_day(reading, max(own)):
        return said
    fixed = anchored(said, max(own)) if own else said
    too_early = fixed.date and said.not_before and fixed.date < said.not_before
    return said if too_early else _with_end(fixed, words)


def opens_on_another_day(reading: Reading, day: date) -> bool:
    """Whether an article names another weekday before anything that was said: "VARRA, Wednesday." is its own."""
    told = (s for s in reading.statements if s.manner != "narrated")
    first = min((part.start for s in told for part in (*s.source, *s.cue, *s.content)), default=0)
    named = (one.said.relative for one in reading.days if one.span.start < first)
    return any(it and not it.direction and it.weekday not in (None, day.weekday()) for it in named)


def _with_end(said: Said, words: str) -> Said:
    """A range's last day, as its words give it ("from 7 to 9 September")."""
    last = next((d.last for d in days(words) if d.last), None)
    if said.precision != "range" or not last or not said.date or said.end or last <= said.date.day:
        return said
    return replace(said, end=said.date + timedelta(days=last - said.date.day))


def _is_day_of_saying(day: DayMentioned, said: Said, statement: Statement, told: Said) -> bool:
    """Whether the day is the one on which a statement of its sentence was said."""
    if statement.manner == "narrated":
        return False
    if said.date or told.date:
        return (said.date, said.end) == (told.date, told.end)
    return not any(touch(day.span, part) for part in statement.content)


def _with_reason(said: Said) -> Said:
    return said if said.date else replace(said, reason=said.reason or _NO_DAY)


def _by_day(line: Occurrence) -> tuple[date, date, bool, str, int]:
    day = line.said.date or date.max
    start = line.evidence[0].start if line.evidence else 0
    return day, line.said.end or day, line.kind == "said", line.article_id, start


def _is_coming(line: Occurrence, today: date | None) -> bool:
    return bool(today and line.said.date and line.said.date > today)
