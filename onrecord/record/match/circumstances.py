"""Who spoke and when: what two reports must agree in before their words are looked at.

`speaking` is what the speakers add to the log-odds that two reports are of one statement;
`days` tells pairs of one day, of another day, and those where no text says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from onrecord.record.match import words as w
from onrecord.record.match.features import Matrix, shared
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
    same = _meet(left, right, "actors", "actors")
    speaks = _meet(left, right, "actors", "speaks_for") | _meet(left, right, "speaks_for", "actors")
    body = _meet(left, right, "speaks_for", "speaks_for")
    named = np.array([bool(r.actors) for r in left]), np.array([bool(r.actors) for r in right])
    own_voice = np.array([_narrated(r) for r in left]), np.array([_narrated(r) for r in right])
    both_named = named[0][:, None] & named[1][None, :]
    either_narrated = own_voice[0][:, None] | own_voice[1][None, :]
    both_narrated = own_voice[0][:, None] & own_voice[1][None, :]
    told = np.array([bool(r.speaker) for r in left]), np.array([bool(r.speaker) for r in right])
    odds = np.where(told[0][:, None] & told[1][None, :], DESCRIBED, UNKNOWN)
    odds[both_named] = OTHER_SPEAKER
    withheld = np.array([_withheld(r) for r in left]), np.array([_withheld(r) for r in right])
    odds[(named[0][:, None] & withheld[1][None, :]) | (withheld[0][:, None] & named[1][None, :])] = (
        NAME_WITHHELD
    )
    alike = _called_alike(left, right)
    odds[alike] = np.where(both_named, ALIKE_BUT_OTHER, CALLED_ALIKE)[alike]
    odds[body & ~alike] = SAME_BODY
    odds[speaks] = SPEAKS_FOR
    odds[same] = SAME_SPEAKER
    odds[either_narrated] = NARRATED_ONCE
    odds[both_narrated] = NARRATED
    known = both_named | (alike & ~either_narrated)
    return Speaking(odds, same, speaks & ~same, alike & ~same & ~speaks & ~either_narrated, known)


def _called_alike(left: Sequence[Report], right: Sequence[Report]) -> Mask:
    """Speakers whom the articles name or describe alike: "Chinese media", "Kilian"/"Killian"."""
    sides = [[report.speaker for report in side] for side in (left, right)]
    names = [sorted(set(side)) for side in sides]
    table = np.array([[called_alike(one, other) for other in names[1]] for one in names[0]], dtype=bool)
    row, column = ({name: n for n, name in enumerate(side)} for side in names)
    found: Mask = table.reshape(len(names[0]), len(names[1]))[
        np.ix_([row[name] for name in sides[0]], [column[name] for name in sides[1]])
    ]
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


def _withheld(report: Report) -> bool:
    """Whether the speaker is somebody in the know whom the article does not name."""
    return not report.actors and _WITHHELD.match(report.speaker) is not None


def _narrated(report: Report) -> bool:
    return report.statement.manner == "narrated"


def _meet(left: Sequence[Report], right: Sequence[Report], one: str, other: str) -> Mask:
    told = [getattr(r, one) for r in left], [getattr(r, other) for r in right]
    # few actors make many statements: each list of them is looked at once
    rows, columns = ({actors: n for n, actors in enumerate(dict.fromkeys(side))} for side in told)
    meets = shared(list(map(frozenset, rows)), list(map(frozenset, columns))) > 0
    found: Mask = meets[np.ix_([rows[actors] for actors in told[0]], [columns[actors] for actors in told[1]])]
    return found


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

    A report cannot be of what was said after it was published (a day's grace for time zones).
    """
    one, two = np.array([_bounds(r) for r in left]), np.array([_bounds(r) for r in right])
    one, two = one.reshape(-1, 5)[:, None, :], two.reshape(-1, 5)[None, :, :]
    known = (one[..., 0] > 0) & (two[..., 0] > 0)
    apart = (one[..., 1] > two[..., 2]) | (two[..., 1] > one[..., 2])
    weekdays = (one[..., 3] >= 0) & (two[..., 3] >= 0)
    printed = [np.array([_only_printed(r) for r in side], dtype=bool) for side in (left, right)]
    later = (one[..., 3] - two[..., 3]) % 7  # 1: the left's weekday is the one after
    eve = ((later == 1) & printed[0][:, None]) | ((later == 6) & printed[1][None, :])
    clash = weekdays & (later != 0) & ~eve & ~known
    morning = known & (
        ((one[..., 1] - two[..., 2] == 1) & printed[0][:, None])
        | ((two[..., 1] - one[..., 2] == 1) & printed[1][None, :])
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
    told = [
        np.array([r.said.basis in ("stated", "weekday") for r in side], dtype=bool) for side in (left, right)
    ]
    far = known & ((one[..., 1] > two[..., 2] + WEEKS_APART) | (two[..., 1] > one[..., 2] + WEEKS_APART))
    firm = told[0][:, None] & told[1][None, :]
    return Days(odds, same, agrees, other, far, firm, dateless[0] ^ dateless[1], neither)


def _only_printed(report: Report) -> bool:
    return report.said.basis == "published" and report.said.end is None


def _bounds(report: Report) -> tuple[int, int, int, int, int]:
    """Whether a day is known, first and last day possible, weekday or -1, day published or 0."""
    said = report.said
    published = report.published.toordinal() if report.published else 0
    if said.date is None:
        return 0, _EARLIEST, published + 1 if published else _LATEST, _weekday(said), published
    return 1, *span_of(said), _weekday(said), published


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
