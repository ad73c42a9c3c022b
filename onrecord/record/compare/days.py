"""Days that a content names ("16 September", "September 7 to 9, 2021", "on Tuesday", "in 2014"),
and two that stand for one another in two reports and differ.

Only what can be laid beside another day is read: relative days ("yesterday") mean another day in
another outlet's article, and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.record.compare.beside import ALIKE, Beside, covering
from onrecord.types import Clash, PartialDate, Span

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:"
    + "|".join(f"{m[:3]}(?:{m[3:]}|t)?" if m == "september" else f"{m[:3]}(?:{m[3:]})?" for m in _MONTHS)
    + r")\.?"
)
_DAY = r"(?<!\d)[0-3]?\d(?:st|nd|rd|th)?(?!\d)"
_IN_WORDS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third
    twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth
    thirty-first"""
_ORDINALS = tuple(_IN_WORDS.split())
_YEAR = r"(?<!\d)(?:1[89]|20)\d\d(?!\d)"
_TO = r"\s*(?:to|till|until|and|through|[-–—])\s*"

_OPENS = "|".join(sorted({name[:3] for name in (*_WEEKDAYS, *_MONTHS, *_ORDINALS)}))
"""How a date can begin, if not with a digit: every other word is passed over at once."""

_DATE = re.compile(
    rf"\b(?=\d|{_OPENS})(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\b(?:,?\s+)?(?:the\s+)?)?"
    rf"(?:(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b"
    rf"|(?P<d1>{_DAY}|(?:{'|'.join(_ORDINALS)})(?=\s+of\s))(?:{_TO}(?P<d2>{_DAY}))?\s+(?:of\s+)?(?P<m1>{_MONTH})(?!\w)(?:,?\s+(?P<y1>{_YEAR}))?"
    rf"|(?P<m2>{_MONTH})\s+(?P<d3>{_DAY})(?:(?:{_TO}|\s*(?:to|till|until|through|[-–—])\s*(?P=m2)\s+)(?P<d4>{_DAY})(?!\s*[a-z]))?(?:,?\s+(?P<y2>{_YEAR}))?"
    rf"|(?P<m3>{_MONTH})\s+(?P<y3>{_YEAR}))?",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(
    rf"\b(?:in|since|of|by|until|before|after|during|for)\s+(?:the\s+year\s+)?({_YEAR})\b", re.IGNORECASE
)
_BARE_MONTH = re.compile(
    rf"\b(?:in|since|of|by|until|before|after|during|for|last|next|this)\s+({'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)


_HINT = re.compile(rf"\d|\b(?:{'|'.join(name[:3] for name in (*_WEEKDAYS, *_MONTHS))})", re.IGNORECASE)
"""Without this no day is named: asked first, because most contents name none."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day or range of days as written; `last` is the day of the month on which a range ends."""

    span: Span
    date: PartialDate
    last: int | None = None


def days(text: str) -> tuple[Day, ...]:
    """The days named in `text`, in order; none for a date that cannot be.

    >>> [(d.date.month, d.date.day, d.last) for d in days("from 7 to 9 September, or September 16")]
    [(9, 7, 9), (9, 16, None)]
    >>> [(d.date.month, d.date.day, d.last) for d in days("the fifth of May, June 11 through June 15")]
    [(5, 5, None), (6, 11, 15)]
    """
    found: list[Day] = []
    if _HINT.search(text) is None:
        return ()
    for day in sorted([*_full(text), *_bare(text)], key=lambda d: (d.span.start, -d.span.end)):
        if not found or day.span.start >= found[-1].span.end:
            found.append(day)
    return tuple(found)


def _full(text: str) -> Iterator[Day]:
    for match in _DATE.finditer(text):
        if not match.group().strip():
            continue
        part = match.groupdict()
        weekday = _WEEKDAYS.index(part["weekday"].casefold()) if part["weekday"] else None
        span = Span(match.start(), match.start() + len(match.group().rstrip(" ,.")))
        year: int | None
        month: int | None
        day: int | None
        last: int | None
        if part["iso"]:
            year, month, day = (int(x) for x in part["iso"].split("-"))
            last = None
        else:
            year = next((int(part[k]) for k in ("y1", "y2", "y3") if part[k]), None)
            month = next((_month(part[k]) for k in ("m1", "m2", "m3") if part[k]), None)
            day = next((_number(part[k]) for k in ("d1", "d3") if part[k]), None)
            last = next((_number(part[k]) for k in ("d2", "d4") if part[k]), None)
        if not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
            continue
        if last is not None and not (day or 0) < last <= 31:
            last = None
        yield Day(span, PartialDate(year, month, day, weekday), last)


def _bare(text: str) -> Iterator[Day]:
    for match in _BARE_YEAR.finditer(text):
        yield Day(Span(*match.span(1)), PartialDate(year=int(match.group(1))))
    for match in _BARE_MONTH.finditer(text):
        if match.group(1)[0].isupper():  # May the month, not may the verb
            yield Day(Span(*match.span(1)), PartialDate(month=_month(match.group(1))))


def _month(word: str) -> int:
    return [name[:3] for name in _MONTHS].index(word[:3].casefold()) + 1


def _number(word: str) -> int:
    if word.casefold() in _ORDINALS:
        return _ORDINALS.index(word.casefold()) + 1
    return int(re.sub(r"\D", "", word))


def differ(one: Day, other: Day) -> bool:
    """Whether both cannot mean the same day.

    >>> a, b, c = days("16 September; 17 September; September 2021")
    >>> differ(a, b), differ(a, c)
    (True, False)
    """
    a, b = one.date, other.date
    if a.weekday is not None and b.weekday is not None and a.weekday != b.weekday:
        return True
    if (a.year and b.year and a.year != b.year) or (a.month and b.month and a.month != b.month):
        return True
    return bool(a.day and b.day and a.month and b.month) and _outside(one, other)


def _outside(one: Day, other: Day) -> bool:
    """Two days, or a day and a range, that do not touch; two ranges that are not the same."""
    a, b = (one.date.day or 0, one.last), (other.date.day or 0, other.last)
    if a[1] and b[1]:
        return a != b
    low, high = max(a[0], b[0]), min(a[1] or a[0], b[1] or b[0])
    return low > high


def dates(both: Beside, here: Sequence[Day], there: Sequence[Day]) -> Iterator[Clash]:
    """The days `here` of the base with those of the other report that stand against them."""
    for one in here:
        rivals = [d for d in there if _same_day_slot(both, one, d, lone=len(here) == len(there) == 1)]
        if (
            rivals
            and all(differ(one, d) for d in rivals)
            and not any(not differ(one, d) and _exact(d) for d in there)
        ):
            own = both.own_text[slice(*rivals[0].span.bounds)]
            yield Clash("date", both.base_text[slice(*one.span.bounds)], own)


def _same_day_slot(both: Beside, one: Day, other: Day, lone: bool) -> bool:
    here, there = covering(both.base, *one.span.bounds), covering(both.own, *other.span.bounds)
    return (
        both.same_slot(here, there)
        or _overlapping_words(both, here, there)
        or (lone and (both.shared() >= ALIKE or both.tied(here, there)))
    )


def _overlapping_words(both: Beside, here: range, there: range) -> bool:
    """Part of the date pairs ("**September** 16" / "**September** 17") in like surroundings."""
    return any(both.partner.get(i) in there for i in here) and both.agreement(here.start) >= ALIKE


def _exact(day: Day) -> bool:
    return day.date.day is not None or day.date.weekday is not None
