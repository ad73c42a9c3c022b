"""Dates as English news writes them, read only where one reading is possible.

"26 August 2021", "Thursday, Aug. 26th", "2021-08-26T10:32Z", "26.08.2021", "August 2021". Dots
stand behind days, as in "3.6.2026"; a number date such as 03/04/2024 has two readings and stays
unparsed: found, but without a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from onrecord.types import PartialDate

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SHORT_WEEKDAYS = {"tues": 1, "thur": 3, "thurs": 3}
_MONTH_NUMBER = {m.lower()[:n]: i for i, m in enumerate(_MONTHS, 1) for n in (3, len(m))} | {"sept": 9}
_WEEKDAY_NUMBER = {w.lower()[:n]: i for i, w in enumerate(_WEEKDAYS) for n in (3, len(w))} | _SHORT_WEEKDAYS


def _forms(names: dict[str, int]) -> str:
    # Capitalised or in capitals only: "may" and "march" are words.
    forms = {form for name in names for form in (name.capitalize(), name.upper())}
    return "(?:" + "|".join(sorted(forms, key=lambda f: (-len(f), f))) + r")(?![A-Za-z])\.?"


_M, _W = _forms(_MONTH_NUMBER), _forms(_WEEKDAY_NUMBER)
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
_Y = r"(?:1[6-9]|20|21)\d\d(?!\d)"
_CLOCK = r"(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_ISO = rf"(?P<y>{_Y})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])(?!\d){_CLOCK}"
_NUMERIC = rf"(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_Y})"
_DAY_FIRST = (
    rf"(?:(?P<w>{_W}),?\s+)?(?P<d>{_D})(?:\.|\s+of)?[\s-]{{0,3}}(?P<m>{_M})(?:,?[\s-]{{1,3}}(?P<y>{_Y}))?"
)
_MONTH_FIRST = (
    rf"(?:(?P<w>{_W}),?\s+)?(?P<m>{_M})\s{{0,3}}(?P<d>{_D})(?:(?:,\s{{0,3}}|\s{{1,3}})(?P<y>{_Y}))?"
)
_MONTH_ONLY = rf"(?P<m>{_M}),?\s{{1,3}}(?P<y>{_Y})"
_PATTERNS = [re.compile(p) for p in (_ISO, _NUMERIC, _DAY_FIRST, _MONTH_FIRST, _MONTH_ONLY)]
_WEEKDAY = re.compile(_W)
_CANDIDATE = re.compile(rf"(?<![\w.:/-])(?=\d|{_W}|{_M})")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date at `start` to `end` of the text searched; `date` is None where it stays unparsed."""

    start: int
    end: int
    date: PartialDate | None


def date_at(text: str, start: int) -> DateFound | None:
    """The date that begins at `start`, if any.

    >>> date_at("26 August 2021", 0).date
    PartialDate(year=2021, month=8, day=26, weekday=None)
    >>> date_at("03/04/2024", 0).date is None
    True
    """
    for pattern in _PATTERNS:
        if found := pattern.match(text, start):
            parts = found.groupdict()
            partial = _numeric(parts) if "a" in parts else _worded(parts)
            return DateFound(start, found.end(), partial)
    return None


def weekday_at(text: str, start: int) -> DateFound | None:
    """The bare weekday that begins at `start`, if any.

    >>> weekday_at("Monday –", 0).date.weekday
    0
    """
    if found := _WEEKDAY.match(text, start):
        return DateFound(start, found.end(), PartialDate(weekday=_number(found[0], _WEEKDAY_NUMBER)))
    return None


def find_dates(text: str) -> Iterator[DateFound]:
    """All dates in `text`, in order, none overlapping.

    >>> [f.date.day for f in find_dates("taken on August 23, 2021, and 24 Aug")]
    [23, 24]
    """
    at = 0
    while candidate := _CANDIDATE.search(text, at):
        found = date_at(text, candidate.start())
        if found:
            yield found
        at = found.end if found else candidate.start() + 1


def full_date(partial: PartialDate | None) -> date | None:
    """The day that `partial` states in full; None where a part is missing or its weekday is another.

    >>> full_date(PartialDate(2021, 8, 26, weekday=3))
    datetime.date(2021, 8, 26)
    """
    if partial is None or partial.year is None or partial.month is None or partial.day is None:
        return None
    day = date(partial.year, partial.month, partial.day)
    return day if partial.weekday in (None, day.weekday()) else None


def stated_moment(text: str) -> tuple[date, datetime | None] | None:
    """The day, and the time where given, of a metadata value: ISO, or one full date in words.

    >>> stated_moment("2021-08-26T10:32:00Z")[0], stated_moment("26 August 2021")
    (datetime.date(2021, 8, 26), (datetime.date(2021, 8, 26), None))
    """
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        days = {full_date(found.date) for found in find_dates(text)} if len(text) <= 100 else set()
        day = days.pop() if len(days) == 1 else None
        return (day, None) if day else None
    if moment.year < 1600:  # year 1 is what databases write for "none"
        return None
    has_clock = ":" in text or "T" in text
    return moment.date(), moment if has_clock else None


def _number(word: str, table: dict[str, int]) -> int:
    return table[word.lower().rstrip(".")]


def _worded(parts: dict[str, str | None]) -> PartialDate | None:
    year, month, day, weekday = (parts.get(k) for k in "ymdw")
    assert month is not None  # every worded pattern has one
    return _possible(
        int(year) if year else None,
        int(month) if month.isdigit() else _number(month, _MONTH_NUMBER),
        int(re.sub(r"\D", "", day)) if day else None,
        _number(weekday, _WEEKDAY_NUMBER) if weekday else None,
    )


def _numeric(parts: dict[str, str | None]) -> PartialDate | None:
    a, b, year = (int(parts[k] or 0) for k in ("a", "b", "y"))
    if parts["sep"] == "." and (day_first := _possible(year, b, a)):
        return day_first
    readings = {r for r in (_possible(year, b, a), _possible(year, a, b)) if r}
    return readings.pop() if len(readings) == 1 else None


def _possible(
    year: int | None, month: int, day: int | None, weekday: int | None = None
) -> PartialDate | None:
    try:
        date(year or 2024, month, day or 1)  # 2024 has a 29 February
    except ValueError:
        return None
    return PartialDate(year, month, day, weekday)
