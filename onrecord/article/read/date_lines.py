"""Lines that hold only dates: "26 August 2021", "Published: Aug 26, 2021 10:32 GMT | Updated …".

What label stands before a date decides what it can tell: the day of issue, or only that of a later
version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.article.read.days import DateFound, find_dates
from onrecord.article.read.units import Unit
from onrecord.types import Dateline, PartialDate, Span

_DATE_WORDS = re.compile(
    r"(?i)\b(?:first|last|originally|broadcast|aired|transcript|bulletin|programme|edition|issue|of|the|"
    r"published|posted|updated|modified|created|issued|filed|released|date|dated|"
    r"time|on|at|by|am|pm|a\.m|p\.m|(?:gmt|utc)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|ist|bst|cet|cest|est|edt|cst|cdt|pst|pdt|msk|pkt|aest|hrs?|local|"
    r"(?:\d+\s?-?\s?)?min(?:ute)?s?(?: read)?|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\d{1,2}[:.]\d\d(?:[:.]\d\d)?|[+-]\d\d:?\d\d"
)
_RENEWED = re.compile(r"(?i)\b(?:updated|modified|upd)\b")
_FIRST_ISSUED = re.compile(r"(?i)\b(?:published|posted|broadcast|aired|issued|created|filed|released)\b")


def date_line(unit: Unit) -> list[DateFound]:
    """The dates of a unit that holds nothing but dates; empty where it holds anything else.

    >>> [f.date.day for f in date_line(Unit(0, 40, "Published: Aug 26, 2021 10:32 GMT", False))]
    [26]
    >>> date_line(Unit(0, 30, "On 26 August 2021 they met", False))
    []
    """
    if len(unit.text) > 140:
        return []
    dates = list(find_dates(unit.text))
    rest = unit.text
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    return [] if says_more(rest) else dates


def says_more(text: str) -> bool:
    """Whether a text holds more than the words, clocks and time zones that stand beside dates.

    >>> says_more("Published at 10:32 GMT"), says_more("Asia desk, updated")
    (False, True)
    """
    return re.search(r"\w", _DATE_WORDS.sub(" ", text)) is not None


def day_of_issue(lines: Iterable[tuple[Unit, list[DateFound], bool]]) -> Dateline | None:
    """The day of issue that date lines state: each with its dates, and whether it stands above the copy.

    A line that says "published" goes before one that says nothing, "updated" counts for nothing;
    two days of equal standing contradict each other, and the day stays unknown.
    """
    ranked: dict[int, list[tuple[PartialDate | None, Span]]] = {}
    for unit, found, above in lines:
        edge = 0
        for f in found:
            label = unit.text[edge : f.start]
            edge = f.end
            if _RENEWED.search(label) and not _FIRST_ISSUED.search(label):
                continue
            rank = 0 if _FIRST_ISSUED.search(label) else 1 if above else 2
            ranked.setdefault(rank, []).append((f.date, Span(unit.start + f.start, unit.start + f.end)))
    if not ranked:
        return None
    best = ranked[min(ranked)]
    contradiction = len({partial for partial, _ in best if partial}) > 1
    partial, span = next(((p, s) for p, s in best if p), best[0])
    return Dateline(span, date=None if contradiction else partial)
