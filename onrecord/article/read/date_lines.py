"""Lines that hold only dates: "26 August 2021", "Published: Aug 26, 2021 10:32 GMT | Updated …".

What label stands before a date decides what it can tell: the day of issue, or only that of a later
version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.article.read.days import DateFound, find_dates, full_date
from onrecord.article.read.units import Unit
from onrecord.types import Dateline, PartialDate, Span

_DATE_WORDS = re.compile(
    r"(?i)\b(?:first|last|originally|broadcast|aired|transcript|bulletin|programme|edition|issue|of|the|"
    r"published|posted|updated|modified|created|issued|filed|released|date|dated|"
    r"time|on|at|by|am|pm|a\.m|p\.m|(?:gmt|utc)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|ist|bst|cet|cest|est|edt|cst|cdt|pst|pdt|msk|pkt|aest|hrs?|local|"
    r"(?:\d+\s?-?\s?)?min(?:ute)?s?(?: read)?|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\d{1,2}[:.]\d\d(?:[:.]\d\d)?|[+-]\d\d:?\d\d"
)
# what may stand beside those words in small letters: "Evening bulletin in English, transcript"
_OF_AN_ISSUE = re.compile(
    r"(?<=\bin )[A-Z][a-z]+(?:ish|ic|ese|ian|an|ch)\b|"
    r"\b(?i:for immediate release|embargoed(?: until)?)\b|"
    r"\b(?:in(?= [A-Z])|"
    r"(?:[Ee]arly|[Ll]ate|[Mm]orning|[Mm]idday|[Aa]fternoon|[Ee]vening|[Nn]ight(?:ly)?|[Mm]ain)(?= [a-z])|news(?= bulletin))\b"
)
_LONGEST = 140  # characters
_BAR = re.compile(r"[^|·•]+")
_RENEWED = re.compile(r"(?i)\b(?:updated|modified|upd)\b")
_FIRST_ISSUED = re.compile(r"(?i)\b(?:published|posted|broadcast|aired|issued|created|filed|released)\b")


def date_line(unit: Unit) -> list[DateFound]:
    """The dates of a unit that holds nothing but dates; empty where it holds anything else.

    >>> [f.date.day for f in date_line(Unit(0, 40, "Published: Aug 26, 2021 10:32 GMT", False))]
    [26]
    >>> date_line(Unit(0, 30, "On 26 August 2021 they met", False))
    []
    """
    dates = list(find_dates(unit.text)) if len(unit.text) <= _LONGEST else []
    return [] if says_more(_OF_AN_ISSUE.sub(" ", _without(unit.text, dates))) else dates


def barred_dates(unit: Unit) -> list[DateFound]:
    """The full dates that a line sets apart by bars: "Harbour Club | Official news | 9 September 2025".

    >>> barred_dates(Unit(0, 37, "Harbour Club | News | 9 September 2025", False))[0].date.day
    9
    >>> barred_dates(Unit(0, 45, "Harbour Club | The vote of 9 September 2025", False))
    []
    """
    if len(unit.text) > _LONGEST:
        return []
    pieces = [(piece.start(), piece.group()) for piece in _BAR.finditer(unit.text)]
    return [
        DateFound(at + found.start, at + found.end, found.date)
        for at, piece in pieces[1:] and pieces
        if (dates := list(find_dates(piece))) and not says_more(_without(piece, dates))
        for found in dates
        if full_date(found.date)
    ]


def _without(text: str, dates: Iterable[DateFound]) -> str:
    for found in reversed(list(dates)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


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
