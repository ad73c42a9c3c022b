"""Where two reports say they have it from: one from the other, or both from a third.

    Herald   "… , the minister told Radio Varra"      Radio Varra  "… , the minister said"
    Daily    "… , according to the agency KPS"        KPS          (Port Vaani, June 17, KPS)

An outlet is known by its name, and an agency's text by the line that gives it as its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record.match.circumstances import Mask
from onrecord.record.match.features import Matrix, shared
from onrecord.record.match.origins import outlet_key
from onrecord.types import Report

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
    own, other = [_printed_by(r) for r in left], [_printed_by(r) for r in right]
    told, told_there = (
        [_through(r, _OF_THE_STATEMENT) for r in left],
        [_through(r, _OF_THE_STATEMENT) for r in right],
    )
    credited = [_through(r, _OF_THE_ARTICLE) for r in left], [_through(r, _OF_THE_ARTICLE) for r in right]
    speaker = [{outlet_key(r.speaker)} - {""} for r in left], [{outlet_key(r.speaker)} - {""} for r in right]
    speaks: Mask = (shared(speaker[0], other) > 0) | (shared(own, speaker[1]) > 0)
    one: Mask = (
        (shared(told, other) > 0) | (shared(own, told_there) > 0) | (shared(told, told_there) > 0) | speaks
    )
    credit: Mask = (shared(credited[0], other) > 0) | (shared(own, credited[1]) > 0)
    odds = ONE_SOURCE * one + ONE_CREDIT * (credit & ~one)
    return Channels(odds, one, speaks)


def _printed_by(report: Report) -> set[str]:
    return {outlet_key(report.outlet or "")} - {""} | _through(report, ("syndicates",))


def _through(report: Report, relations: Sequence[str]) -> set[str]:
    return {outlet_key(channel.name) for channel in report.via if channel.relation in relations} - {""}
