"""Where two reports say they have it from: one from the other, or both from a third.

    Herald   "… , the minister told Radio Varra"      Radio Varra  "… , the minister said"
    Daily    "… , according to the agency KPS"        KPS          (Port Vaani, June 17, KPS)

An outlet is known by its name, and an agency's text by the line that gives it as its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.record.match.circumstances import Mask
from onrecord.record.match.origins import outlet_key
from onrecord.record.match.remembered import by_place
from onrecord.record.match.sets import Matrix, each_once, shared, spread
from onrecord.types import Channel, Report

ONE_SOURCE, ONE_CREDIT = 1.0, 0.3
"""Log-odds: this statement is said to come from the other outlet, or both from one; the whole article
is credited to it."""

_OF_THE_STATEMENT = ("reported_by", "cites", "said_to")
_OF_THE_ARTICLE = ("based_on", "translates")


@dataclass(frozen=True, slots=True)
class Channels:
    """Per pair: log-odds to add; whether both name one source; whether one outlet is the other's speaker."""

    odds: Matrix
    one_source: Mask
    outlet_speaks: Mask


def channels(left: Sequence[Report], right: Sequence[Report]) -> Channels:
    """Compare what every pair tells of its way into the paper."""
    (rows, row), (columns, column) = each_once(map(_way, left)), each_once(map(_way, right))
    found = _of_ways(rows, columns)
    return Channels(**{name: spread(getattr(found, name), row, column) for name in Channels.__slots__})


Way = tuple[frozenset[str], ...]


def _of_ways(left: Sequence[Way], right: Sequence[Way]) -> Channels:
    """`channels` for distinct ways."""
    own, told, credited, speaker = zip(*left, strict=True)
    other, told_there, credited_there, speaker_there = zip(*right, strict=True)
    speaks: Mask = (shared(speaker, other) > 0) | (shared(own, speaker_there) > 0)
    one: Mask = (
        (shared(told, other) > 0) | (shared(own, told_there) > 0) | (shared(told, told_there) > 0) | speaks
    )
    credit: Mask = (shared(credited, other) > 0) | (shared(own, credited_there) > 0)
    odds = ONE_SOURCE * one + ONE_CREDIT * (credit & ~one)
    return Channels(odds, one, speaks)


@by_place
def _way(report: Report) -> Way:
    return _ways(report.outlet, report.via, report.speaker)


@lru_cache(maxsize=65_536)
def _ways(outlet: str | None, via: tuple[Channel, ...], speaker: str) -> Way:
    """Who prints it, whom the statement is said to come through, and the article; the speaker, as an outlet."""
    printed = {outlet_key(outlet or ""), *_through(via, ("syndicates",))}
    told, credited = _through(via, _OF_THE_STATEMENT), _through(via, _OF_THE_ARTICLE)
    return tuple(frozenset(keys - {""}) for keys in (printed, told, credited, {outlet_key(speaker)}))


def _through(via: tuple[Channel, ...], relations: Sequence[str]) -> set[str]:
    return {outlet_key(channel.name) for channel in via if channel.relation in relations}
