"""Who spoke and when: what two reports must agree in before their words are looked at.

`speaking` is what the speakers add to the log-odds that two reports are of one statement;
`days` tells pairs of one day, of another day, and those where no text says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from onrecord.record.match import words as w
from onrecord.record.match.remembered import by_place
from onrecord.record.match.sets import Matrix, Whole, each_once, shared, spread
from onrecord.types import Report, Said

Mask = npt.NDArray[np.bool_]

# Log-odds, set by hand: the corpora that the content's weights come from name no speakers.
SAME_SPEAKER, SPEAKS_FOR, SAME_BODY, UNKNOWN, DESCRIBED, NARRATED, NARRATED_ONCE, OTHER_SPEAKER = (
    0.0, -0.3, -2.0, -1.0, -2.0, -0.5, -2.2, -7.0,
)  # fmt: skip
"""DESCRIBED: at most one is known to the record, and the other is called something else; UNKNOWN: one
of the articles does not say who."""
NAME_WITHHELD = -4.0
"""One is named, the other is "a senior official": who does not want to be named is seldom who is."""
CALLED_ALIKE, ALIKE_BUT_OTHER = -0.3, -1.5
"""Unknown to the record but called alike; known to it as two, though called alike."""
SAME_DAY, WEEKDAY_AGREES, A_DAY_APART, NO_DAY = 0.6, 0.4, -0.15, -1.5
NEXT_MORNING = -1.0
"""The later of two days is only that of publication: papers print in the morning what was said the day before."""
RELAYED_DAYS = 3
"""What one outlet has from another ("was quoted by the agency as saying") may be so many days older."""
FREE_DAYS, MOST_APART, WEEKS_APART = 3, -3.0, 7
"""Unknown days: reports published so close cost nothing; each day more costs A_DAY_APART. Where
neither report has any day, not even one of publication, years may lie between: NO_DAY."""

_EARLIEST, _LATEST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Speaking:
    """Per pair: log-odds to add, and why."""

    odds: Matrix
    same: Mask
    one_for_other: Mask
    alike: Mask
    known: Mask


def speaking(left: Sequence[Report], right: Sequence[Report]) -> Speaking:
    """Compare the speakers of every pair."""
    (rows, row), (columns, column) = each_once(map(_who, left)), each_once(map(_who, right))
    found = _of_speakers(rows, columns)
    return Speaking(**{name: spread(getattr(found, name), row, column) for name in Speaking.__slots__})


class _Who(NamedTuple):
    """What of a report `speaking` looks at: few people make many statements."""

    actors: tuple[str, ...]
    speaks_for: tuple[str, ...]
    speaker: str
    narrated: bool


@by_place
def _who(report: Report) -> _Who:
    return _Who(report.actors, report.speaks_for, report.speaker, report.statement.manner == "narrated")


def _of_speakers(left: Sequence[_Who], right: Sequence[_Who]) -> Speaking:
    """`speaking` for distinct speakers."""
    same = _meet(left, right, "actors", "actors")
    speaks = _meet(left, right, "actors", "speaks_for") | _meet(left, right, "speaks_for", "actors")
    body = _meet(left, right, "speaks_for", "speaks_for")
    named = _each(left, right, lambda one: bool(one.actors))
    narrated = _each(left, right, lambda one: one.narrated)
    told = _each(left, right, lambda one: bool(one.speaker))
    withheld = _each(left, right, _withheld)
    both_named, either_narrated = named[0] & named[1], narrated[0] | narrated[1]
    odds = np.where(told[0] & told[1], DESCRIBED, UNKNOWN)
    odds[both_named] = OTHER_SPEAKER
    odds[(named[0] & withheld[1]) | (withheld[0] & named[1])] = NAME_WITHHELD
    alike = _called_alike(left, right)
    odds[alike] = np.where(both_named, ALIKE_BUT_OTHER, CALLED_ALIKE)[alike]
    odds[body & ~alike] = SAME_BODY
    odds[speaks] = SPEAKS_FOR
    odds[same] = SAME_SPEAKER
    odds[either_narrated] = NARRATED_ONCE
    odds[narrated[0] & narrated[1]] = NARRATED
    known = both_named | (alike & ~either_narrated)
    return Speaking(odds, same, speaks & ~same, alike & ~same & ~speaks & ~either_narrated, known)


def _each(left: Sequence[_Who], right: Sequence[_Who], has: Callable[[_Who], bool]) -> tuple[Mask, Mask]:
    """Which of the left have it, down, and which of the right, across."""
    one, other = (np.array([has(who) for who in side], dtype=bool) for side in (left, right))
    return one[:, None], other[None, :]


def _meet(left: Sequence[_Who], right: Sequence[_Who], one: str, other: str) -> Mask:
    return (
        shared(
            [frozenset(getattr(who, one)) for who in left], [frozenset(getattr(who, other)) for who in right]
        )
        > 0
    )


def _called_alike(left: Sequence[_Who], right: Sequence[_Who]) -> Mask:
    """Speakers whom the articles name or describe alike: "Chinese media", "Kilian"/"Killian"."""
    (rows, row), (columns, column) = (each_once(who.speaker for who in side) for side in (left, right))
    table = np.array([[called_alike(one, other) for other in columns] for one in rows], dtype=bool)
    found: Mask = spread(table.reshape(len(rows), len(columns)), row, column)
    return found


@lru_cache(maxsize=65_536)
def called_alike(one: str, other: str) -> bool:
    """Whether two speakers can go by these words: one in other spelling, or in fewer words.

    >>> called_alike("Kilian Vardo", "Killian Vardeau"), called_alike("Port Ansel", "the Port Ansel team")
    (True, True)
    >>> called_alike("Ana Quist", "Teo Quist"), called_alike("", "officials")
    (False, False)
    """
    told = [
        [w.stem(word) for word in w.words(name)[:12] if w.weight(w.stem(word)) > 0] for name in (one, other)
    ]
    if not told[0] or not told[1]:
        return False
    fewer, more = sorted(told, key=len)
    if set(fewer) <= set(more):
        return True
    if len(fewer) != len(more):
        return False
    return all(
        a[0] == b[0] and fuzz.ratio(w.skeleton(a), w.skeleton(b)) >= _SPELLED_ALIKE
        for a, b in zip(*told, strict=True)
    )


_SPELLED_ALIKE = 75


_WITHHELD = re.compile(
    r"(?i:an?|one|another|two|three|four|five|several|some|unnamed|anonymous)\s(?:[\w’'-]+\s){0,5}"
    r"(?i:officials?|sources?|diplomats?|aides?|advis[eo]rs?|insiders?|persons?|people)\b"
)


def _withheld(who: _Who) -> bool:
    """Whether the speaker is somebody in the know whom the article does not name."""
    return not who.actors and _WITHHELD.match(who.speaker) is not None


@dataclass(frozen=True, slots=True)
class Days:
    """Per pair: log-odds to add; known to be one day, weekdays that agree, another day, more than
    WEEKS_APART days between; whether both articles themselves say when (a day of publication says
    it of nothing that is quoted); whether one of the two has no day at all, or neither has.
    """

    odds: Matrix
    same: Mask
    weekday: Mask
    other: Mask
    far: Mask
    firm: Mask
    one_dateless: Mask
    dateless: Mask


def days(left: Sequence[Report], right: Sequence[Report]) -> Days:
    """Compare the days of saying of every pair; unknown is compatible with any.

    A report cannot be of what was said after it was published (see `latest_day`).
    """
    (rows, row), (columns, column) = each_once(map(_when, left)), each_once(map(_when, right))
    found = _between(*(np.array(side, dtype=np.int64).reshape(-1, 7) for side in (rows, columns)))
    return Days(**{name: spread(getattr(found, name), row, column) for name in Days.__slots__})


def _between(left: Whole, right: Whole) -> Days:
    """The same for what `_when` tells of each side."""
    one, two = left[:, None, :], right[None, :, :]
    known = (one[..., 0] > 0) & (two[..., 0] > 0)
    apart = (one[..., 1] > two[..., 2]) | (two[..., 1] > one[..., 2])
    weekdays = (one[..., 3] >= 0) & (two[..., 3] >= 0)
    printed = one[..., 5] > 0, two[..., 5] > 0
    later = (one[..., 3] - two[..., 3]) % 7  # 1: the left's weekday is the one after
    eve = ((later == 1) & printed[0]) | ((later == 6) & printed[1])
    clash = weekdays & (later != 0) & ~eve & ~known
    morning = known & (
        ((one[..., 1] - two[..., 2] == 1) & printed[0]) | ((two[..., 1] - one[..., 2] == 1) & printed[1])
    )
    other = (apart & ~morning) | clash
    same = (
        known
        & ~other
        & (one[..., 1] == one[..., 2])
        & (one[..., 1] == two[..., 1])
        & (two[..., 1] == two[..., 2])
    )
    agrees = weekdays & ~other & ~same & ~eve
    gap = np.where((one[..., 4] > 0) & (two[..., 4] > 0), np.abs(one[..., 4] - two[..., 4]), 0)
    loose = np.maximum(MOST_APART, A_DAY_APART * np.maximum(0, gap - FREE_DAYS))
    dateless = [(side[..., 0] == 0) & (side[..., 4] == 0) for side in (one, two)]
    neither: Mask = dateless[0] & dateless[1]
    loose = np.where(neither, NO_DAY, loose)
    odds = np.where(
        same,
        SAME_DAY,
        np.where(morning, NEXT_MORNING, np.where(known, 0.0, loose)) + np.where(agrees, WEEKDAY_AGREES, 0.0),
    )
    far = known & ((one[..., 1] > two[..., 2] + WEEKS_APART) | (two[..., 1] > one[..., 2] + WEEKS_APART))
    firm = (one[..., 6] > 0) & (two[..., 6] > 0)
    return Days(odds, same, agrees, other, far, firm, dateless[0] ^ dateless[1], neither)


@by_place
def _when(report: Report) -> tuple[int, ...]:
    """What of a report `days` looks at: its `_bounds`; whether its day is only that of publication, or told."""
    said = report.said
    printed = said.basis == "published" and said.end is None
    return *_bounds(report), printed, said.basis in ("stated", "weekday")


def _bounds(report: Report) -> tuple[int, int, int, int, int]:
    """Whether a day is known, first and last day possible, weekday or -1, day published or 0."""
    said = report.said
    published = report.published.toordinal() if report.published else 0
    if said.date is None:
        latest = latest_day(report)
        return 0, _EARLIEST, latest.toordinal() if latest else _LATEST, _weekday(said), published
    first, last = span_of(said)
    return 1, first - (RELAYED_DAYS if _relayed(report) else 0), last, _weekday(said), published


def _relayed(report: Report) -> bool:
    """Whether all that is known of its day is when an outlet printed what it took over from another."""
    return report.said.basis == "published" and any(one.relation in _TAKEN_OVER for one in report.via)


_TAKEN_OVER = frozenset(("reported_by", "cites"))


def latest_day(report: Report) -> date | None:
    """The last day on which a report's words can have been said; None where its article has no day.

    The day of publication, with a day's grace for time zones; none for what somebody "has said".
    """
    if report.published is None or report.published == date.max:
        return report.published
    first, *more = report.cue.casefold().split() or [""]
    return report.published + timedelta(days=not (more and first in _TOLD_BEFORE))


_TOLD_BEFORE = frozenset(("has", "had", "have"))


def span_of(said: Said) -> tuple[int, int]:
    """First and last day, as ordinals, that a known `Said` allows.

    >>> [date.fromordinal(n).isoformat() for n in span_of(Said(date(2031, 2, 1), precision="month"))]
    ['2031-02-01', '2031-02-28']
    """
    first = said.date or date.min
    if said.end is not None:
        return first.toordinal(), max(first, said.end).toordinal()
    if said.precision == "month":
        after = (first.year + first.month // 12, first.month % 12 + 1)
        return first.replace(day=1).toordinal(), _eve(*after)
    if said.precision == "year":
        return first.replace(month=1, day=1).toordinal(), _eve(first.year + 1, 1)
    return first.toordinal(), first.toordinal()


def _eve(year: int, month: int) -> int:
    return date(year, month, 1).toordinal() - 1 if year <= date.max.year else _LATEST


def _weekday(said: Said) -> int:
    if said.relative is not None and said.relative.weekday is not None:
        return said.relative.weekday
    if said.partial is not None and said.partial.weekday is not None:
        return said.partial.weekday
    if said.date is not None and said.end is None and said.precision in ("day", None):
        return said.date.weekday()
    return -1
