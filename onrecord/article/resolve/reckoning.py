"""From the words of time to the calendar: which day "on Monday" is, once the article's day is known.

How `Said.relative` is read (`day` is the article's own day, or the story's for "the day before"):

    weekday 0                 the nearest Monday that had come by `day`; `day` itself if a Monday
    weekday 0, direction -1   "last Monday"; unknown where it may be this week's or last week's
    weekday 0, direction +1   "next Monday", likewise; with days 0 a coming Monday, `day` included
    days -1                   the day before `day`
    weekday 0, days -1        the day before that Monday
    direction -1, no weekday  with precision range the week before, month, year likewise (0: this one)
    precision range, days -3  from three days before `day` to `day`;  weekday 5, days +1: a weekend

`Said.partial` is a date as far as stated. What it leaves out comes from `day`: a day of saying is
the latest such date that had come; a day spoken of may lie ahead.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from onrecord.types import PartialDate, RelativeDay, Said

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# a date without a year within these days of the article is the near one, whichever side it lies on
_NEAR = timedelta(days=120)
_RECENT_YEARS = 10


def nearest_weekday(weekday: int, day: date) -> date:
    """The latest such weekday that had come by `day` (0 is Monday).

    >>> nearest_weekday(0, date(2021, 8, 26)).isoformat()
    '2021-08-23'
    """
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def lies_ahead(relative: RelativeDay | None) -> bool:
    """Whether the words themselves point ahead: "tomorrow", "next Monday"."""
    if relative is None:
        return False
    return relative.direction > 0 or (relative.weekday is None and (relative.days or 0) > 0)


def stated(partial: PartialDate, closing: PartialDate | None = None) -> tuple[date, date | None] | None:
    """First and last day of a date that states its year; None where it names no real day.

    >>> stated(PartialDate(2024, 2))
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if partial.year is None:
        return None
    try:
        first = date(partial.year, partial.month or 1, partial.day or 1)
        if partial.day is not None:
            last = first.replace(day=closing.day) if closing and closing.day else None
        elif partial.month is not None:
            last = first + relativedelta(day=31)
        else:
            last = first.replace(month=12, day=31)
    except (ValueError, OverflowError):
        return None
    if partial.weekday is not None and partial.day is not None and first.weekday() != partial.weekday:
        return None  # "Monday, 24 August 2021" contradicts itself
    return first, last


def year_by_weekday(partial: PartialDate, today: date) -> date | None:
    """The one day in the ten years up to `today` on which this day and month fell on this weekday.

    >>> year_by_weekday(PartialDate(month=8, day=23, weekday=0), date(2026, 11, 21)).isoformat()
    '2021-08-23'
    """
    if partial.weekday is None or partial.day is None or partial.month is None:
        return None
    fits = []
    for year in range(max(today.year - _RECENT_YEARS, 1), today.year + 1):
        found = stated(replace(partial, year=year))
        if found and found[0] <= today:
            fits.append(found[0])
    return fits[0] if len(fits) == 1 else None


def fix(said: Said, day: date, *, coming: bool | None = False, closing: PartialDate | None = None) -> Said:
    """`said` with the calendar day that its words name, counted from `day`.

    `coming` tells whether it lies ahead: False never (a day of saying), True the text says so, None
    the text does not tell. Where the words allow two days, or
    none, the date stays None and `reason` says why. Basis and evidence are left as they are.
    """
    try:
        if said.partial is not None:
            found = _fix_partial(said, said.partial, day, coming, closing)
        elif said.relative is not None:
            found = _fix_relative(said, said.relative, day)
        else:
            return said
    except (OverflowError, ValueError):
        return replace(said, reason="the day named lies outside the calendar")
    if isinstance(found, str):
        return replace(said, reason=found)
    first, last = found
    if coming is False and last is not None and last > day >= first:
        last = day  # "earlier this week" said on a Thursday ends there
    if coming is False and first > day:
        return replace(said, reason=f"the words name {first}, which lies after the article's day, {day}")
    return replace(said, date=first, end=last, reason=None)


def _fix_relative(said: Said, relative: RelativeDay, day: date) -> tuple[date, date | None] | str:
    if relative.weekday is not None:
        return _fix_weekday(said, relative, relative.weekday, day)
    if relative.days is not None:
        there = day + timedelta(days=relative.days)
        return (there, None) if said.precision != "range" else (min(there, day), max(there, day))
    if said.precision == "month":
        first = day.replace(day=1) + relativedelta(months=relative.direction)
        return first, first + relativedelta(day=31)
    if said.precision == "year":
        first = date(day.year + relative.direction, 1, 1)
        return first, first.replace(month=12, day=31)
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=relative.direction)
    return monday, monday + timedelta(days=6)


def _fix_weekday(
    said: Said, relative: RelativeDay, weekday: int, day: date
) -> tuple[date, date | None] | str:
    name, past = WEEKDAYS[weekday], nearest_weekday(weekday, day)
    monday = day - timedelta(days=day.weekday())
    if said.precision == "range":  # a weekend
        if relative.direction:
            first = monday + timedelta(days=weekday, weeks=relative.direction)
            if relative.direction < 0 and day.weekday() >= weekday:
                return "'last weekend' on a weekend may be this one or the one before"
        else:
            first = past if not relative.direction else past + timedelta(weeks=relative.direction)
        return first, first + timedelta(days=relative.days or 1)
    if relative.direction > 0:
        ahead = day + timedelta(days=(weekday - day.weekday()) % 7)
        if relative.days == 0:
            return ahead, None
        if weekday > day.weekday():
            return f"'next {name}' may be {ahead} or {ahead + timedelta(weeks=1)}"
        return (ahead if ahead > day else ahead + timedelta(weeks=1)), None
    if relative.direction < 0:
        if weekday < day.weekday():
            return f"'last {name}' may be {past} or {past - timedelta(weeks=1)}"
        return (past if past < day else past - timedelta(weeks=1)), None
    return past + timedelta(days=relative.days or 0), None


def _fix_partial(
    said: Said, partial: PartialDate, day: date, coming: bool | None, closing: PartialDate | None
) -> tuple[date, date | None] | str:
    if partial.year is not None:
        return stated(partial, closing) or "there is no such day"
    if partial.month is None:
        return _fix_day_of_month(partial, day, coming)
    dates = [
        found
        for year in (day.year - 1, day.year, day.year + 1)
        if 1 <= year <= 9999 and (found := stated(replace(partial, year=year), closing))
    ]
    if not dates:
        return "there is no such day near the article's day"
    direction = said.relative.direction if said.relative else 0
    if direction:
        same_year = [found for found in dates if found[0].year == day.year]
        if direction < 0 and same_year and (same_year[0][1] or same_year[0][0]) < day:
            return f"'last' may mean {day.year} or {day.year - 1}"
        if direction > 0 and same_year and same_year[0][0] > day:
            return f"'next' may mean {day.year} or {day.year + 1}"
        found_year = day.year + direction
        exact = [found for found in dates if found[0].year == found_year]
        return exact[0] if exact else "there is no such day near the article's day"
    past = [found for found in dates if found[0] <= day]
    if coming is None:
        return _as_this_year(dates, day)
    if coming:
        near = min(dates, key=lambda found: abs(found[0] - day))
        ahead = [found for found in dates if found[0] >= day]
        return near if abs(near[0] - day) <= _NEAR or not ahead else ahead[0]
    return past[-1] if past else "there is no such day by the article's day"


def _as_this_year(dates: list[tuple[date, date | None]], day: date) -> tuple[date, date | None] | str:
    """A date without a year is this year's, as newspapers write; open around the turn of the year."""
    past = [found for found in dates if found[0] <= day]
    this = next((found for found in dates if found[0].year == day.year), None)
    ahead = next((found for found in dates if found[0] > day), None)
    if this and this[0] - day <= _NEAR:
        if ahead and ahead != this and ahead[0] - day <= _NEAR / 2:
            return f"it may be {this[0]} or {ahead[0]}"
        return this
    if past and day - past[-1][0] <= _NEAR:
        return past[-1]
    return f"it may be {past[-1][0]} or {ahead[0]}" if past and ahead else "the year is not told"


def _fix_day_of_month(partial: PartialDate, day: date, coming: bool | None) -> tuple[date, date | None] | str:
    """ "On the 23rd": this month's if it had come, else last month's; open where it may lie ahead."""
    this_month = stated(PartialDate(day.year, day.month, partial.day))
    if this_month and this_month[0] <= day:
        return this_month[0], None
    if coming:
        return "it may be this month's or last month's"
    before = day.replace(day=1) - timedelta(days=1)
    last_month = stated(PartialDate(before.year, before.month, partial.day))
    return (last_month[0], None) if last_month else "there is no such day in the month before"
