"""Answers to the record's own questions (record/store/review.py), each stored as a judgement.

    answer(record, question, yes, who)      what the answer says, as `judging` stores it

    match       yes: same            no: different
    statement   yes: check           no: hide
    speaker     yes: reassign to that same actor        no: reassign to the one named, or to nobody known
    actor       yes: same            no: different      of the actor and the name that an article uses

An answer that agrees with the machine is stored as well: it is not asked again, and no later model
decides it otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import anchoring, judging, standing
from onrecord.errors import NotFound, Usage
from onrecord.record.actors import names

if TYPE_CHECKING:
    from onrecord.judging import Judged
    from onrecord.record.store import Question, Record


def answer(record: Record, question: Question, yes: bool, who: str, instead: str = "") -> Judged:
    """Store the answer. `instead`: who it was, where a speaker is answered with no."""
    one, other = question.one, question.other
    if question.kind == "match":
        if yes:
            return judging.same(record, one, other, who, force=True)
        return judging.different(record, one, other, who)
    if question.kind == "statement":
        return judging.check(record, one, who) if yes else judging.hide(record, one, who)
    if question.kind == "speaker":
        speakers = [actor for actor in record.statement(one).actors if actor]
        if yes and len(speakers) != 1:
            return judging.check(record, one, who)
        return judging.reassign(record, one, speakers[0] if yes else " ".join(instead.split()) or None, who)
    return _by_name(record, one, other, yes, who)


def _by_name(record: Record, key: str, name: str, yes: bool, who: str) -> Judged:
    """Whether an actor is the one whom an article means by `name`."""
    actor = record.actor(key)
    by_name = anchoring.actor(record, name, actor)
    if not any(anchor.name.casefold() == name.casefold() for anchor in by_name):
        raise NotFound(f"{actor.name} is called {name!r} in no article now")
    others = [
        anchor
        for anchor in anchoring.actor(record, actor.name, actor)
        if names.similarity(anchor.name, name, actor.kind) < 1.0
    ]
    if not others:
        raise Usage(
            f"{name!r} is the only name of {actor.name}; say statement by statement who made it, with reassign"
        )
    said = f"{name} and {actor.name} are {'' if yes else 'not '}one actor"
    with record.writing() as writer:
        return standing.made(
            writer, standing.Draft("same" if yes else "different", {}, who, (by_name, others), said)
        )
