"""Judgements as they stand: made and put into effect, taken back, told in words.

    made(writer, draft)         store one, let it take effect; made_together: several at once
    undo(record, number=None)   take one back
    history(record)             every one: who, when, what, whether it holds
    in_the_way(judgement)       what to do about one that another contradicts

Nothing is deleted: what was taken back is marked so. See judging.py for what can be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import anchoring
from onrecord.errors import Usage
from onrecord.pipeline import overrule

if TYPE_CHECKING:
    from onrecord.record.store import Anchor, Judgement, JudgementKind, Record, Writer

BESIDE = "beside"
"""The argument of a judgement that was made together with another: that one's number."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, in words, with the ids of what it concerns now.

    `shown_as` are the names of `actors`. `lost` says what of it is not found in the record any more
    ("" where all is): it is kept, and holds again when the words are back.
    """

    judgement: Judgement
    words: str
    statements: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    lost: str = ""
    shown_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A judgement to be made; `words` is the sentence that says what it is."""

    kind: JudgementKind
    arguments: Mapping[str, str]
    who: str
    sides: Sequence[Sequence[Anchor]]
    words: str


def made(writer: Writer, draft: Draft) -> Judged:
    """Store a judgement and let it take effect at once."""
    (judged,) = made_together(writer, [draft])
    return judged


def made_together(writer: Writer, drafts: Sequence[Draft]) -> tuple[Judged, ...]:
    """Store judgements, and let all of them take effect at once."""
    stored = [_stored(writer, draft) for draft in drafts]
    overrule(writer, *stored)
    return tuple(told(writer, judgement) for judgement in stored)


def _stored(writer: Writer, draft: Draft) -> Judgement:
    who = " ".join(draft.who.split())
    if not who:
        raise Usage("found no name of whoever judges, expected one")
    return writer.judge(draft.kind, {**draft.arguments, "words": draft.words}, who, sides=draft.sides)


def undo(record: Record, number: int | None = None) -> Judged:
    """Take one judgement back (the last one standing, unless told which), with what was made beside it."""
    with record.writing() as writer:
        judgement = writer.undo(number)
        overrule(writer, judgement)
        main = int(judgement.arguments.get(BESIDE, judgement.id))
        for one in writer.judgements():
            if main in (one.id, int(one.arguments.get(BESIDE, 0))):
                overrule(writer, writer.undo(one.id))
        return told(writer, writer.judgement(main))


def history(record: Record, undone: bool = True) -> tuple[Judged, ...]:
    """Every judgement in order of making; those taken back have `judgement.undone`."""
    told = [_in_words(one) for one in record.judgements(undone)]
    groups = record.groups_of({statement for one in told for statement in one.statements})
    of = {statement: group.id for group in groups for statement in group.statements}
    return tuple(
        replace(
            one,
            groups=tuple(dict.fromkeys(of[each] for each in one.statements if each in of)),
            actors=tuple(now),
            shown_as=tuple(now.values()),
        )
        for one in told
        for now in [_now(record, one.judgement)]
    )


def _now(record: Record, judgement: Judgement) -> dict[str, str]:
    """The actors that a judgement is about, as they are shown now: names by id."""
    sides = [side for side in judgement.sides if side.found and side.anchors[0].kind in ("actor", "made")]
    found = [record.shown_as(side.found, side.name) for side in sides if side.found]
    return {one.id: one.name for one in found if one is not None}


def told(writer: Writer, judgement: Judgement) -> Judged:
    """A judgement with what it concerns now, its effect taken."""
    judgement = writer.judgement(judgement.id)
    plain = _in_words(judgement)
    groups = tuple(group.id for group in writer.groups_of(plain.statements))
    meant = {
        side.found for side in judgement.sides if side.found and side.anchors[0].kind in ("actor", "made")
    }
    if "made" in judgement.arguments:
        meant.add(judgement.arguments["made"])
    now = writer.shown.called(writer.shown.as_now(meant))
    return replace(plain, groups=groups, actors=tuple(now), shown_as=tuple(now.values()))


def _in_words(judgement: Judgement) -> Judged:
    statements = tuple(
        dict.fromkeys(s.found for s in judgement.sides if s.found and s.anchors[0].kind == "statement")
    )
    missing = [side.anchors[0] for side in judgement.sides if side.found is None]
    missing = [one for one in missing if one.kind != "made"] or missing
    lost = "; ".join(f"not in the record now: {anchoring.words_of(one)}" for one in missing)
    standing = judgement.undone is None
    return Judged(
        judgement, judgement.arguments.get("words", judgement.kind), statements, lost=lost if standing else ""
    )


def in_the_way(judgement: Judgement) -> Usage:
    """What is said where a judgement that stands forbids another."""
    return Usage(
        f"judgement {judgement.id} by {judgement.who} says: {judgement.arguments.get('words', judgement.kind)}; "
        f"take it back first with `onrecord undo {judgement.id}`"
    )
