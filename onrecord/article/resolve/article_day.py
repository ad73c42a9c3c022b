"""The article's own day: the anchor from which "on Monday" and "yesterday" count.

Taken, in this order, from the day of publication, the dateline ("Moscow. August 23."), and, where
that leaves out the year, from the weekday the report is told on ("on Monday"): only one recent
year may fit. A caption's date is only a lower bound. What contradicts itself stays unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from onrecord.article.resolve.reckoning import fix, stated, year_by_weekday
from onrecord.article.resolve.time_phrases import phrases
from onrecord.types import Article, Basis, PartialDate, Said, Span, Spans

# a dateline is written on the day of publication or a few days before; further off, one of them is wrong
_DATELINE_AGE = timedelta(days=7)
_HEAD = 1000  # characters
_SHORTLY_BEFORE = 2  # days back from which a report tells what had gone before
_ARCHIVE_AGE = timedelta(days=31)
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]{1,4000}[\"”“»]")


@dataclass(frozen=True, slots=True)
class ArticleDay:
    """The article's day with its evidence; `day` None with a reason. `partial` is what was stated.

    `basis` is "weekday" where the weekday told the year. `not_before` is the latest caption's date.
    """

    day: date | None = None
    evidence: Spans = ()
    reason: str | None = None
    not_before: date | None = None
    basis: Basis = "published"
    partial: PartialDate | None = None


def quoted_stretches(text: str) -> list[tuple[int, int]]:
    """Where the text stands between quotation marks, within a line, in order.

    >>> quoted_stretches('He said: "Today."')
    [(9, 17)]
    """
    return [found.span() for found in _QUOTED.finditer(text)]


def inside(stretches: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether `at` lies in one of these sorted, disjoint stretches."""
    index = bisect_right(stretches, (at, 1 << 62)) - 1
    return index >= 0 and stretches[index][0] <= at < stretches[index][1]


def day_of(article: Article, today: date | None = None) -> ArticleDay:
    """The article's own day, as far as the article tells it.

    `today` (by default the clock's day) limits which years are recent, and tells whether a dateline lies
    ahead and so is wrong; a stated day of publication stands, whatever the clock says.
    """
    lower, now = _caption_bound(article), today or date.today()
    found = _from_dates(article, now)
    tomorrow = now + timedelta(days=1)  # which it may be elsewhere already
    if article.published is None and found.day is not None and found.day > tomorrow:
        return ArticleDay(reason=f"the article's day, {found.day}, lies ahead", not_before=lower)
    if found.day is None:
        bound = f"; not before {lower} (caption)" if lower else ""
        return replace(found, reason=f"{found.reason}{bound}", not_before=lower)
    if lower and found.day < lower:
        return ArticleDay(
            reason=f"the dates contradict each other: {found.day} for the article, a caption of {lower}",
            partial=found.partial,
        )
    return replace(found, not_before=lower)


def _from_dates(article: Article, today: date) -> ArticleDay:
    dateline = article.dateline
    partial = dateline.date if dateline else None
    evidence: Spans = (dateline.span,) if dateline and partial else ()
    if article.published is not None:
        own: Spans = (article.published_span,) if article.published_span else ()
        published = ArticleDay(_there(article) or article.published, own, partial=partial)
        if partial is None or partial.day is None or partial.month is None:
            return published
        line = fix(Said(partial=partial, precision="day"), article.published).date
        if line is None or not -timedelta(days=1) <= article.published - line <= _ARCHIVE_AGE:
            written = _words(partial)
            return ArticleDay(
                reason=f"the dates contradict each other: published {article.published}, dateline {written}",
                partial=partial,
            )
        if timedelta() < article.published - line <= _DATELINE_AGE:
            return ArticleDay(line, evidence, partial=partial)
        return published
    if partial is None:
        return ArticleDay(reason="no day for the article")
    full = stated(partial)
    if full and partial.day is not None:
        return ArticleDay(full[0], evidence, partial=partial)
    if partial.day is None or partial.month is None:
        return ArticleDay(reason="no day for the article: its dateline names none", partial=partial)
    if partial.year is not None:
        return ArticleDay(reason=f"no day for the article: there is no {_words(partial)}", partial=partial)
    if partial.weekday is None:
        told = _weekday_told(article)
        if told is not None:
            partial = replace(partial, weekday=told[0])
            evidence = (*evidence, told[1])
    fitting = year_by_weekday(partial, today)
    if fitting is not None:
        return ArticleDay(fitting, evidence, basis="weekday", partial=partial)
    return ArticleDay(reason=f"no year for the article's day, {_words(partial)}", partial=partial)


def _there(article: Article) -> date | None:
    """The day it was at the dateline's place when the article appeared: 23:30 in London, the next in Tokyo."""
    at, line = article.published_at, article.dateline
    if at is None or at.tzinfo is None or line is None or not line.place:
        return None
    zone = _zones().get(line.place.casefold().replace(" ", "_"))
    return at.astimezone(ZoneInfo(zone)).date() if zone else None


@cache
def _zones() -> dict[str, str]:
    """City, folded -> its time zone, as far as this system knows them."""
    return {name.rsplit("/", 1)[-1].casefold(): name for name in sorted(available_timezones()) if "/" in name}


def _words(partial: PartialDate) -> str:
    year = f"{partial.year:04d}" if partial.year is not None else "????"
    return f"{year}-{partial.month or 0:02d}-{partial.day or 0:02d}"


def _weekday_told(article: Article) -> tuple[int, Span] | None:
    """The weekday on which the report is told, at its head and outside quotations; None where others may be.

    What goes before a report is told after it: "on Sunday … had claimed on Saturday". A report that says
    "today" is told on that day: its weekdays are of what went before.
    """
    quoted = quoted_stretches(article.text)
    apart = sorted(item.span.bounds for item in article.furniture if item.span.part == "text")
    first: tuple[int, Span] | None = None
    for phrase in phrases(article.text):
        relative = phrase.relative
        if relative is not None and relative.days == 0 and not inside(quoted, phrase.start):
            return None
        if relative is None or relative.weekday is None or phrase.precision != "day" or relative.direction:
            continue
        if inside(quoted, phrase.start) or inside(apart, phrase.start) or phrase.use != "on":
            continue
        if first is None and phrase.start > _HEAD:
            return None
        if first is None:
            first = relative.weekday, Span(phrase.start, phrase.end)
        elif (first[0] - relative.weekday) % 7 > _SHORTLY_BEFORE:
            return None
    return first


def _caption_bound(article: Article) -> date | None:
    """The latest date of a caption that states its year: nothing was written before it."""
    bounds = [
        full[0]
        for item in article.furniture
        if item.kind == "caption" and item.date and (full := stated(item.date))
    ]
    return max(bounds, default=None)
