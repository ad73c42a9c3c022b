"""Identifiers from a list that a user supplies: which actor of the record is which item of Wikidata.

    identify(record, path, who)                 all of the list that can be told for sure
    identify_one(record, actor, address, who)   one actor, by a person's own word
    unidentify(record, path)                    take back what the list's identifiers gave

Each identifier is a judgement of its own, with the line of the list and why it was taken for this
actor; so it outlives `rebuild` and new articles, and `undo` takes one back. Matching is in
record/actors/agree.py, reading the list in register.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord import anchoring, standing
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.places import Gazetteer
from onrecord.errors import Usage
from onrecord.pipeline import overrule
from onrecord.record.actors import agree, register
from onrecord.record.actors.agree import Finding
from onrecord.record.actors.register import short
from onrecord.standing import Draft, Judged
from onrecord.types import Actor, Article

if TYPE_CHECKING:
    from onrecord.record.store import Judgement, Record


@dataclass(frozen=True, slots=True)
class Identified:
    """What came of a list: `given` are new, `had` the record had before, `open` could not be told.

    `absent` is the number of entries whose names no actor bears.
    """

    given: tuple[tuple[Finding, Judged], ...]
    had: tuple[Finding, ...]
    open: tuple[Finding, ...]
    absent: int


def identify(record: Record, path: Path, who: str) -> Identified:
    """Give the record's actors the identifiers of a list, where name, kind and country agree.

    Usage where the file is no such list.
    """
    entries = register.load(path)
    findings = agree.agreed(entries, record.actors(), _country())
    standing_now = _standing(record)
    had, left, sure = [], [], []
    for one in findings:
        other = one.actor and _other(one.actor, one.entry.identifier, standing_now)
        if one.actor is None:
            left.append(one)
        elif one.entry.identifier in one.actor.same_as:
            had.append(one)
        elif other:
            left.append(replace(one, actor=None, why=str(standing.in_the_way(other))))
        else:
            sure.append((one, one.actor, anchoring.actor(record, one.actor.id, one.actor)))
    with record.writing() as writer:
        drafts = [
            Draft(
                "identify",
                {
                    "address": one.entry.identifier,
                    "why": one.why,
                    "list": path.name,
                    "line": str(one.entry.line),
                },
                who,
                [anchors],
                f"{actor.name} is {short(one.entry.identifier)} ({path.name}, line {one.entry.line}: {one.why})",
            )
            for one, actor, anchors in sure
        ]
        told = standing.made_together(writer, drafts)
    given = tuple((one, judged) for (one, _, _), judged in zip(sure, told, strict=True))
    return Identified(given, tuple(had), tuple(left), len(entries) - len(findings))


def identify_one(record: Record, actor: str, identifier: str, who: str) -> Judged:
    """Say who an actor is elsewhere, by a Wikidata id or a web address."""
    found, address = record.actor(actor), register.address(identifier)
    if address is None:
        raise Usage(f"found {identifier!r}, expected a Wikidata id such as Q42, or a web address")
    if address in found.same_as:
        raise Usage(f"{found.name} is {short(address)} already")
    if other := _other(found, address, _standing(record)):
        raise standing.in_the_way(other)
    sides, words = [anchoring.actor(record, found.id, found)], f"{found.name} is {short(address)}"
    with record.writing() as writer:
        return standing.made(
            writer, Draft("identify", {"address": address, "why": "told by hand"}, who, sides, words)
        )


def unidentify(record: Record, path: Path) -> tuple[Judged, ...]:
    """Take back every judgement that gave an actor an identifier of this list."""
    theirs = {entry.identifier for entry in register.load(path)}
    with record.writing() as writer:
        undone = [
            writer.undo(one.id)
            for one in writer.judgements()
            if one.kind == "identify" and one.arguments["address"] in theirs
        ]
        overrule(writer, *undone)
        return tuple(standing.told(writer, one) for one in undone)


def _standing(record: Record) -> Mapping[str, Sequence[Judgement]]:
    """The judgements that identify, by the address that they give."""
    found: dict[str, list[Judgement]] = {}
    for one in record.judgements():
        if one.kind == "identify":
            found.setdefault(one.arguments["address"], []).append(one)
    return found


def _other(actor: Actor, address: str, told: Mapping[str, Sequence[Judgement]]) -> Judgement | None:
    """The judgement by which the actor is somebody else at the same site."""
    site = urlsplit(address).hostname
    others = [one for one in actor.same_as if one != address and urlsplit(one).hostname == site]
    return next((judgement for one in others for judgement in told.get(one, ())), None)


@cache
def _country() -> agree.Country:
    return Gazetteer(Page(Article("", ""), (), ()), []).country
