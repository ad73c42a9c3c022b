"""What people decide about the record: one function a judgement, for the terminal and the web pages.

    same(record, a, b, who, force=False)    one actor; of statements or groups: one statement
    different(record, a, b, who)            never one actor; of statements or groups: not one statement
    rename(record, actor, name, who)        what an actor is called
    reassign(record, statement, to, who)    who said it: an actor, a new name, or None for unknown
    split(record, statements, who)          take statements out of their group, into one of their own
    join(record, things, who)               put groups and statements into one group
    hide(record, statement, who)            no statement at all: left out of every list
    check(record, thing, who)               looked at and found right: a statement, or a group's
    note(record, thing, text, who)          a remark on a statement, group, actor, article
    mark(record, article, who, …)           a statement that the machine did not find
    correct(record, statement, who, …)      a statement's source, cue or content, spanned anew
    undo(record, number=None)               take a judgement back: the last one standing, unless told
    history(record)                         every judgement: who, when, what, and whether it holds

What a person types for an actor, statement, group or article is what every command takes: an id,
the beginning of one, or a name. Each function is one transaction, takes effect at once, and
returns a `Judged`: the judgement as stored, a sentence that says what it is, and the ids of
the statements, groups and actors that it concerns. NotFound where nothing (or too much) answers
to what was typed; Usage where another judgement stands in the way, which the message names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from onrecord import anchoring, standing
from onrecord.anchoring import Place
from onrecord.errors import NotFound, Usage
from onrecord.record import actors as names
from onrecord.record.store import Anchor
from onrecord.standing import Draft, Judged, history, undo
from onrecord.types import Actor

if TYPE_CHECKING:
    from onrecord.record.store import Judgement, JudgementKind, Record, Row, Writer

_ALONE: Mapping[str, str] = MappingProxyType({})


# ----------------------------------------------------------------------------- actors


def same(record: Record, a: str, b: str, who: str, *, force: bool = False) -> Judged:
    """Two actors are one; or two statements (or groups) are of one statement.

    `force`: even a person and a body; and statements that are in one group already, to keep them there.
    """
    if (rows := anchoring.both_statements(record, a, b)) is not None:
        return _together(record, "same", rows, who, force)
    one, other = record.actor(a), record.actor(b)
    if one.id == other.id:
        raise Usage(f"{a!r} and {b!r} are one actor already, {one.name} ({one.id})")
    if ("person" in (one.kind, other.kind)) and one.kind != other.kind and not force:
        raise Usage(
            f"{one.name} is {anchoring.sort_of(one)} and {other.name} {anchoring.sort_of(other)}; "
            "to make them one all the same, repeat it with --force"
        )
    sides = anchoring.actor(record, a, one), anchoring.actor(record, b, other)
    with record.writing() as writer:
        _no_different(writer, one, other)
        names = [anchoring.called(a, one), anchoring.called(b, other)]
        if one.kind != other.kind:  # of one name, as often as not
            names = [f"{n} ({anchoring.sort_of(it)})" for n, it in zip(names, (one, other), strict=True)]
        words = f"{' and '.join(names)} are one actor"
        return standing.made(writer, Draft("same", {}, who, sides, words))


def different(record: Record, a: str, b: str, who: str) -> Judged:
    """Two actors are not one, in articles to come neither; or two statements are not of one."""
    if (rows := anchoring.both_statements(record, a, b)) is not None:
        return _apart(record, rows, who)
    one, other = record.actor(a), record.actor(b)
    sides = anchoring.actor(record, a, one), anchoring.actor(record, b, other)
    with record.writing() as writer:
        if one.id == other.id:
            _no_same(writer, one, sides)
            if names.similarity(sides[0][0].name, sides[1][0].name, one.kind) == 1.0:
                raise Usage(
                    f"{a!r} and {b!r} are one actor by one name, {one.name}; "
                    "say statement by statement who made it, with reassign"
                )
        words = f"{anchoring.called(a, one)} and {anchoring.called(b, other)} are not one actor"
        return standing.made(writer, Draft("different", {}, who, sides, words))


def rename(record: Record, actor: str, name: str, who: str) -> Judged:
    """The name by which an actor is shown; its other names stay aliases."""
    name = " ".join(name.split())
    if not name:
        raise Usage("found no name, expected what the actor is to be called")
    found = record.actor(actor)
    sides, words = [anchoring.actor(record, found.id, found)], f"{found.name} is called {name}"
    with record.writing() as writer:
        return standing.made(writer, Draft("rename", {"name": name}, who, sides, words))


def reassign(record: Record, statement: str, to: str | None, who: str, *, kind: str = "person") -> Judged:
    """Who said it: an actor, somebody new of that name (and `kind`), or None for unknown."""
    return _said_by(
        record, record.statement(statement), None if to is None else _known(record, to), who, kind
    )


def _known(record: Record, name: str) -> Actor | str:
    """The actor that answers to a name, or the name of somebody new; NotFound where several answer."""
    try:
        return record.actor(name)
    except NotFound:
        if record.answering(name):
            raise
    if not (tidy := " ".join(name.split())):
        raise Usage("found no name, expected who said it")
    return tidy


def _said_by(
    record: Record, row: Row, to: Actor | str | None, who: str, kind: str, beside: Mapping[str, str] = _ALONE
) -> Judged:
    anchor, what = anchoring.statement(row), anchoring.words(row)
    if to is None:
        sides, arguments = [[anchor]], dict(beside)
        words = f"who said {what} is unknown"
    elif isinstance(to, str):
        seed = f"{anchor.article_id}\0{anchor.content}\0{to}"
        made = "p" + hashlib.sha256(seed.encode("utf-8", "backslashreplace")).hexdigest()[:12]
        # the one who is made is a side of its own: other judgements on the article must find it
        sides = [[anchor], [Anchor("made", anchor.article_id, anchor.version, made, to)]]
        arguments = {"name": to, "kind": kind, "made": made, **beside}
        words = f"{to}, new in the record, said {what}"
    else:
        sides = [[anchor], anchoring.actor(record, to.id, to)]
        arguments = {"name": to.name, "kind": to.kind, **beside}
        words = f"{to.name} said {what}"
    with record.writing() as writer:
        return standing.made(writer, Draft("reassign", arguments, who, sides, words))


# ----------------------------------------------------------------------------- groups


def split(record: Record, statements: Sequence[str], who: str) -> Judged:
    """Take statements out of their groups, together into a group of their own."""
    rows = [record.statement(one) for one in statements]
    if not rows:
        raise Usage("found no statement, expected at least one to take out")
    (group, *others) = record.groups_of(row.statement.id for row in rows)
    if not others and {row.statement.id for row in rows} == set(group.statements):
        raise Usage(
            f"{anchoring.listed(rows)}: nothing else is in the group {group.id}, expected a part of it"
        )
    words = f"{anchoring.listed(rows)} {'is' if len(rows) == 1 else 'are'} apart from the rest of the group"
    with record.writing() as writer:
        return standing.made(writer, Draft("split", {}, who, anchoring.sides(rows), words))


def join(record: Record, things: Sequence[str], who: str) -> Judged:
    """Put the groups that these statements or groups stand for into one."""
    rows = [anchoring.of_group(record, one) for one in things]
    if len({row.statement.id for row in rows}) < 2:
        raise Usage(f"found {len(rows)} to join, expected at least two different ones")
    return _together(record, "join", rows, who)


def _together(
    record: Record, kind: JudgementKind, rows: Sequence[Row], who: str, again: bool = False
) -> Judged:
    if len({row.group for row in rows}) == 1 and not again:
        raise Usage(f"{anchoring.listed(rows)} are in one group already, {rows[0].group}")
    with record.writing() as writer:
        inside = [
            {one for group in writer.groups_of([row.statement.id]) for one in group.statements}
            for row in rows
        ]
        every = set().union(*inside)
        for judgement in writer.judgements_about(every, ("different",)):
            told = {side.found for side in judgement.sides}
            if told <= every and not any(told <= part for part in inside):
                raise standing.in_the_way(judgement)
        return standing.made(
            writer, Draft(kind, {}, who, anchoring.sides(rows), f"{anchoring.listed(rows)} are one statement")
        )


def _apart(record: Record, rows: Sequence[Row], who: str) -> Judged:
    if rows[0].statement.id == rows[1].statement.id:
        raise Usage("found one statement twice, expected two")
    one, other = (row.statement.id for row in rows)
    with record.writing() as writer:
        every = {each for group in writer.groups_of([one, other]) for each in group.statements}
        _not_tied(one, other, writer.judgements_about(every, ("same", "join")))
        return standing.made(
            writer,
            Draft(
                "different", {}, who, anchoring.sides(rows), f"{anchoring.listed(rows)} are not one statement"
            ),
        )


# ----------------------------------------------------------------------------- statements


def hide(record: Record, statement: str, who: str) -> Judged:
    """Leave a statement out of everything."""
    row = record.statement(statement)
    with record.writing() as writer:
        return standing.made(
            writer, Draft("hide", {}, who, anchoring.sides([row]), f"{anchoring.words(row)} is hidden")
        )


def check(record: Record, thing: str, who: str) -> Judged:
    """Mark a statement, or every statement of a group, as checked by a person."""
    rows = anchoring.rows(record, thing)
    words = f"{anchoring.listed(rows)} {'is' if len(rows) == 1 else 'are'} checked"
    with record.writing() as writer:
        return standing.made(writer, Draft("check", {}, who, anchoring.sides(rows), words))


def note(record: Record, thing: str, text: str, who: str) -> Judged:
    """A remark on a statement, a group, an actor or an article."""
    text = text.strip()
    if not text:
        raise Usage("found no text, expected a remark")
    sides: Sequence[Sequence[Anchor]]
    if anchoring.is_id(record, thing):
        rows = anchoring.rows(record, thing)[:1]
        sides, what = anchoring.sides(rows), anchoring.listed(rows)
    elif (article := anchoring.article(record, thing)) is not None:
        sides, what = [[Anchor("article", article.id, article.version, article.id)]], f"article {article.id}"
    else:
        found = record.actor(thing)
        sides, what = [anchoring.actor(record, thing, found)], found.name
    with record.writing() as writer:
        return standing.made(writer, Draft("note", {"text": text}, who, sides, f"on {what}: {text}"))


def mark(
    record: Record,
    article: str,
    who: str,
    *,
    content: Sequence[Place],
    source: Sequence[Place] = (),
    cue: Sequence[Place] = (),
    speaker: str | None = None,
) -> Judged:
    """Add a statement that the machine did not find, by its words or spans in the article.

    Who said it is read from the article; `speaker` says it where that fails, as a judgement of its
    own, which is taken back together with this one.
    """
    found = record.reading(article).article
    to = None if speaker is None else _known(record, speaker)
    spans = [anchoring.spans(found, places) for places in (content, source, cue)]
    if not spans[0]:
        raise Usage("found no content, expected the words that were said")
    anchor = Anchor(
        "statement", found.id, found.version, "", "", *(anchoring.quotes(found, one) for one in spans)
    )
    words = f"{anchoring.cut(' … '.join(found.slice(span) for span in spans[0]))} is a statement"
    with record.writing() as writer:
        made = standing.made(writer, Draft("mark", {}, who, [[anchor]], words))
    if to is not None:
        row = record.statement(made.statements[0])
        _said_by(record, row, to, who, "person", {standing.BESIDE: str(made.judgement.id)})
    return made


def correct(
    record: Record,
    statement: str,
    who: str,
    *,
    content: Sequence[Place] | None = None,
    source: Sequence[Place] | None = None,
    cue: Sequence[Place] | None = None,
) -> Judged:
    """Span a statement's content, source or cue anew; None leaves one as it is, () empties it."""
    row = record.statement(statement)
    given = {"content": content, "source": source, "cue": cue}
    new = {part: anchoring.spans(row.article, places) for part, places in given.items() if places is not None}
    if not new:
        raise Usage("found nothing to correct, expected the words of the content, the source or the cue")
    if new.get("content") == ():
        raise Usage("found an empty content; a statement that is none can be hidden")
    quotes = {part: anchoring.quotes(row.article, spans) for part, spans in new.items()}
    parts = (quotes.get(part, ()) for part in ("content", "source", "cue"))
    after = Anchor("statement", row.article.id, row.article.version, row.statement.id, "", *parts)
    told = ", ".join(
        f"{part} {anchoring.cut(' … '.join(row.article.slice(s) for s in spans))}" if spans else f"no {part}"
        for part, spans in new.items()
    )
    arguments = {"parts": ",".join(new)}
    with record.writing() as writer:
        words = f"of {anchoring.words(row)}: {told}"
        return standing.made(
            writer, Draft("correct", arguments, who, [[anchoring.statement(row)], [after]], words)
        )


# ----------------------------------------------------------------------------- what is in the way


def _no_different(writer: Writer, one: Actor, other: Actor) -> None:
    """Usage where a judgement keeps two actors apart."""
    about = writer.shown.behind(one.id) | writer.shown.behind(other.id)
    for judgement in writer.judgements_about(about, ("different",)):
        now = {writer.shown.node(side.found, side.name) for side in judgement.sides if side.found}
        if now == {one.id, other.id}:
            raise standing.in_the_way(judgement)


def _no_same(writer: Writer, actor: Actor, sides: Sequence[Sequence[Anchor]]) -> None:
    """Usage where a judgement, not the machine, made the two one actor."""
    one, other = (writer.shown.meant_by(side[0]) for side in sides)
    if one != other:
        _not_tied(one, other, writer.judgements_about(writer.shown.behind(actor.id), ("same",)))


def _not_tied(one: str | None, other: str | None, rulings: Iterable[Judgement]) -> None:
    """Usage where these judgements lead from the one to the other, each to the next."""
    reached, waiting = {one}, list(rulings)
    while step := next((ruling for ruling in waiting if reached & _about(ruling)), None):
        waiting.remove(step)
        reached |= _about(step)
        if other in reached:
            raise standing.in_the_way(step)


def _about(judgement: Judgement) -> set[str | None]:
    return {side.found for side in judgement.sides if side.found}


__all__ = [
    "Judged",
    "Place",
    "check",
    "correct",
    "different",
    "hide",
    "history",
    "join",
    "mark",
    "note",
    "reassign",
    "rename",
    "same",
    "split",
    "undo",
]
