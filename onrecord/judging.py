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
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from onrecord.errors import NotFound, Usage
from onrecord.pipeline import overrule
from onrecord.record import actors as names
from onrecord.record.store import Anchor, Quote
from onrecord.types import Actor, Article, Span, Spans

if TYPE_CHECKING:
    from onrecord.record.store import Judgement, JudgementKind, Record, Row, Writer

Place = str | Span
"""Words of the article, or the span where they stand."""

BESIDE = "beside"
"""The argument of a judgement that was made together with another: that one's number."""
ANCHORS = 5  # mentions by which an actor is found again, the first that is there
SHOWN = 60  # characters of a statement in a sentence about it
_ALONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, in words, with the ids of what it concerns now.

    `shown_as` are the names of `actors`. `lost` says what of it is not found in the record any more ("" where all is): it is kept, and
    holds again when the words are back.
    """

    judgement: Judgement
    words: str
    statements: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    lost: str = ""
    shown_as: tuple[str, ...] = ()


# ----------------------------------------------------------------------------- actors


def same(record: Record, a: str, b: str, who: str, *, force: bool = False) -> Judged:
    """Two actors are one; or two statements (or groups) are of one statement.

    `force`: even a person and a body; and statements that are in one group already, to keep them there.
    """
    if (rows := _both_statements(record, a, b)) is not None:
        return _together(record, "same", rows, who, force)
    one, other = record.actor(a), record.actor(b)
    if one.id == other.id:
        raise Usage(f"{a!r} and {b!r} are one actor already, {one.name} ({one.id})")
    if ("person" in (one.kind, other.kind)) and one.kind != other.kind and not force:
        raise Usage(
            f"{one.name} is {_kind(one)} and {other.name} {_kind(other)}; "
            "to make them one all the same, repeat it with --force"
        )
    sides = _actor(record, a, one), _actor(record, b, other)
    with record.writing() as writer:
        _no_different(writer, one, other)
        words = f"{_called(a, one)} and {_called(b, other)} are one actor"
        return _made(writer, "same", {}, who, sides, words)


def different(record: Record, a: str, b: str, who: str) -> Judged:
    """Two actors are not one, in articles to come neither; or two statements are not of one."""
    if (rows := _both_statements(record, a, b)) is not None:
        return _apart(record, rows, who)
    one, other = record.actor(a), record.actor(b)
    sides = _actor(record, a, one), _actor(record, b, other)
    with record.writing() as writer:
        if one.id == other.id:
            _no_same(writer, one, sides)
            if names.similarity(sides[0][0].name, sides[1][0].name, one.kind) == 1.0:
                raise Usage(
                    f"{a!r} and {b!r} are one actor by one name, {one.name}; "
                    "say statement by statement who made it, with reassign"
                )
        words = f"{_called(a, one)} and {_called(b, other)} are not one actor"
        return _made(writer, "different", {}, who, sides, words)


def rename(record: Record, actor: str, name: str, who: str) -> Judged:
    """The name by which an actor is shown; its other names stay aliases."""
    name = " ".join(name.split())
    if not name:
        raise Usage("found no name, expected what the actor is to be called")
    found = record.actor(actor)
    sides, words = [_actor(record, found.id, found)], f"{found.name} is called {name}"
    with record.writing() as writer:
        return _made(writer, "rename", {"name": name}, who, sides, words)


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
    anchor, what = _statement(row), _statement_words(row)
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
        sides = [[anchor], _actor(record, to.id, to)]
        arguments = {"name": to.name, "kind": to.kind, **beside}
        words = f"{to.name} said {what}"
    with record.writing() as writer:
        return _made(writer, "reassign", arguments, who, sides, words)


# ----------------------------------------------------------------------------- groups


def split(record: Record, statements: Sequence[str], who: str) -> Judged:
    """Take statements out of their groups, together into a group of their own."""
    rows = [record.statement(one) for one in statements]
    if not rows:
        raise Usage("found no statement, expected at least one to take out")
    words = f"{_listed(rows)} {'is' if len(rows) == 1 else 'are'} apart from the rest of the group"
    with record.writing() as writer:
        return _made(writer, "split", {}, who, [[_statement(row)] for row in rows], words)


def join(record: Record, things: Sequence[str], who: str) -> Judged:
    """Put the groups that these statements or groups stand for into one."""
    rows = [_of_group(record, one) for one in things]
    if len({row.statement.id for row in rows}) < 2:
        raise Usage(f"found {len(rows)} to join, expected at least two different ones")
    return _together(record, "join", rows, who)


def _together(
    record: Record, kind: JudgementKind, rows: Sequence[Row], who: str, again: bool = False
) -> Judged:
    if len({row.group for row in rows}) == 1 and not again:
        raise Usage(f"{_listed(rows)} are in one group already, {rows[0].group}")
    with record.writing() as writer:
        inside = [
            {one for group in writer.groups_of([row.statement.id]) for one in group.statements}
            for row in rows
        ]
        every = set().union(*inside)
        for judgement in writer.judgements_about(every, ("different",)):
            told = {side.found for side in judgement.sides}
            if told <= every and not any(told <= part for part in inside):
                raise _in_the_way(judgement)
        return _made(
            writer, kind, {}, who, [[_statement(row)] for row in rows], f"{_listed(rows)} are one statement"
        )


def _apart(record: Record, rows: Sequence[Row], who: str) -> Judged:
    if rows[0].statement.id == rows[1].statement.id:
        raise Usage("found one statement twice, expected two")
    ends = {row.statement.id for row in rows}
    with record.writing() as writer:
        every = {one for group in writer.groups_of(ends) for one in group.statements}
        reached = {rows[0].statement.id}
        rulings = writer.judgements_about(every, ("same", "join"))
        for _ in rulings:
            for judgement in rulings:
                told = {side.found for side in judgement.sides if side.found}
                if told & reached:
                    reached |= told
                    if ends <= reached:
                        raise _in_the_way(judgement)
        return _made(
            writer,
            "different",
            {},
            who,
            [[_statement(row)] for row in rows],
            f"{_listed(rows)} are not one statement",
        )


# ----------------------------------------------------------------------------- statements


def hide(record: Record, statement: str, who: str) -> Judged:
    """Leave a statement out of everything."""
    row = record.statement(statement)
    with record.writing() as writer:
        return _made(writer, "hide", {}, who, [[_statement(row)]], f"{_statement_words(row)} is hidden")


def check(record: Record, thing: str, who: str) -> Judged:
    """Mark a statement, or every statement of a group, as checked by a person."""
    rows = _rows(record, thing)
    words = f"{_listed(rows)} {'is' if len(rows) == 1 else 'are'} checked"
    with record.writing() as writer:
        return _made(writer, "check", {}, who, [[_statement(row)] for row in rows], words)


def note(record: Record, thing: str, text: str, who: str) -> Judged:
    """A remark on a statement, a group, an actor or an article."""
    text = text.strip()
    if not text:
        raise Usage("found no text, expected a remark")
    sides: Sequence[Sequence[Anchor]]
    if _is_id(record, thing):
        rows = _rows(record, thing)[:1]
        sides, what = [[_statement(row)] for row in rows], _listed(rows)
    elif (article := _article(record, thing)) is not None:
        sides, what = [[Anchor("article", article.id, article.version, article.id)]], f"article {article.id}"
    else:
        found = record.actor(thing)
        sides, what = [_actor(record, thing, found)], found.name
    with record.writing() as writer:
        return _made(writer, "note", {"text": text}, who, sides, f"on {what}: {text}")


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
    spans = [_spans(found, places) for places in (content, source, cue)]
    if not spans[0]:
        raise Usage("found no content, expected the words that were said")
    anchor = Anchor("statement", found.id, found.version, "", "", *(_quotes(found, one) for one in spans))
    words = f"{_cut(' … '.join(found.slice(span) for span in spans[0]))} is a statement"
    with record.writing() as writer:
        made = _made(writer, "mark", {}, who, [[anchor]], words)
    if to is not None:
        row = record.statement(made.statements[0])
        _said_by(record, row, to, who, "person", {BESIDE: str(made.judgement.id)})
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
    new = {part: _spans(row.article, places) for part, places in given.items() if places is not None}
    if not new:
        raise Usage("found nothing to correct, expected the words of the content, the source or the cue")
    if new.get("content") == ():
        raise Usage("found an empty content; a statement that is none can be hidden")
    quotes = {part: _quotes(row.article, spans) for part, spans in new.items()}
    parts = (quotes.get(part, ()) for part in ("content", "source", "cue"))
    after = Anchor("statement", row.article.id, row.article.version, row.statement.id, "", *parts)
    told = ", ".join(
        f"{part} {_cut(' … '.join(row.article.slice(s) for s in spans))}" for part, spans in new.items()
    )
    arguments = {"parts": ",".join(new)}
    with record.writing() as writer:
        words = f"of {_statement_words(row)}: {told}"
        return _made(writer, "correct", arguments, who, [[_statement(row)], [after]], words)


# ----------------------------------------------------------------------------- undo, history


def undo(record: Record, number: int | None = None) -> Judged:
    """Take one judgement back (the last one standing, unless told which), with what was made beside it."""
    with record.writing() as writer:
        judgement = writer.undo(number)
        overrule(writer, judgement)
        main = int(judgement.arguments.get(BESIDE, judgement.id))
        for one in writer.judgements():
            if main in (one.id, int(one.arguments.get(BESIDE, 0))):
                overrule(writer, writer.undo(one.id))
        return _told(writer, writer.judgement(main))


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


def _made(
    writer: Writer,
    kind: JudgementKind,
    arguments: Mapping[str, str],
    who: str,
    sides: Sequence[Sequence[Anchor]],
    words: str,
) -> Judged:
    who = " ".join(who.split())
    if not who:
        raise Usage("found no name of whoever judges, expected one")
    judgement = writer.judge(kind, {**arguments, "words": words}, who, sides=sides)
    overrule(writer, judgement)
    return _told(writer, writer.judgement(judgement.id))


def _told(writer: Writer, judgement: Judgement) -> Judged:
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
    lost = "; ".join(f"not in the record now: {_anchor_words(one)}" for one in missing)
    standing = judgement.undone is None
    return Judged(
        judgement, judgement.arguments.get("words", judgement.kind), statements, lost=lost if standing else ""
    )


# ----------------------------------------------------------------------------- what is in the way


def _in_the_way(judgement: Judgement) -> Usage:
    return Usage(
        f"judgement {judgement.id} by {judgement.who} says: {judgement.arguments.get('words', judgement.kind)}; "
        f"take it back first with `onrecord undo {judgement.id}`"
    )


def _no_different(writer: Writer, one: Actor, other: Actor) -> None:
    """Usage where a judgement keeps two actors apart."""
    about = writer.shown.behind(one.id) | writer.shown.behind(other.id)
    for judgement in writer.judgements_about(about, ("different",)):
        now = {writer.shown.node(side.found, side.name) for side in judgement.sides if side.found}
        if now == {one.id, other.id}:
            raise _in_the_way(judgement)


def _no_same(writer: Writer, actor: Actor, sides: Sequence[Sequence[Anchor]]) -> None:
    """Usage where a judgement, not the machine, made the two one actor."""
    behind = [writer.shown.meant_by(side[0]) for side in sides]
    if behind[0] == behind[1]:
        return
    reached = {behind[0]}
    rulings = writer.judgements_about(writer.shown.behind(actor.id), ("same",))
    for _ in rulings:
        for judgement in rulings:
            told = {side.found for side in judgement.sides}
            if told & reached:
                reached |= told
                if behind[1] in reached:
                    raise _in_the_way(judgement)


# ----------------------------------------------------------------------------- what was typed


def _is_id(record: Record, key: str) -> bool:
    """Whether it is a statement or a group that was typed, and no actor's name."""
    if not re.fullmatch(r"g?[0-9a-f]{4,}", key):
        return False
    try:
        record.group(key)
    except NotFound:
        return False
    return True


def _both_statements(record: Record, a: str, b: str) -> Sequence[Row] | None:
    """The statements that both stand for; None where both are actors; Usage where they are of two sorts."""
    kinds = [_is_id(record, one) for one in (a, b)]
    if not any(kinds):
        return None
    if not all(kinds):
        odd = b if kinds[0] else a
        if re.fullmatch(r"g?[0-9a-f]{8,}", odd):
            record.group(odd)  # an id of nothing, or of what was joined since: NotFound says so
        raise Usage(f"found {odd!r}, which is no statement or group, expected two of one sort")
    return [_of_group(record, one) for one in (a, b)]


def _of_group(record: Record, key: str) -> Row:
    """A statement; of a group the one that came first."""
    return _rows(record, key)[0]


def _rows(record: Record, key: str) -> Sequence[Row]:
    if key.startswith("g"):
        group = record.group(key)
        rows = record.rows(group.statements)
        place = {row.id: n for n, row in enumerate(record.articles())} if len(rows) > 1 else {}
        return sorted(rows, key=lambda row: (place.get(row.article.id, 0), row.position))
    return [record.statement(key)]


def _article(record: Record, key: str) -> Article | None:
    try:
        return record.reading(key).article if len(key) >= 4 else None
    except NotFound:
        return None


def _kind(actor: Actor) -> str:
    return {"person": "a person", "organization": "a body", "place": "a country or place"}.get(
        actor.kind, "neither"
    )


def _called(typed: str, actor: Actor) -> str:
    """The name that was typed where the actor goes by it, else its own."""
    forms = {one.casefold(): one for one in (*actor.aliases, actor.name)}
    return forms.get(typed.casefold(), actor.name)


# ----------------------------------------------------------------------------- anchors


def _actor(record: Record, typed: str, actor: Actor) -> list[Anchor]:
    """The mentions by which an actor is found again; those by the name typed, if there are any."""
    mentions = record.mentioned_as(actor.id)
    wanted = [
        Anchor("actor", article, version, name=form)
        for article, version, name, aliases in mentions
        for form in (name, *aliases)
        if form.casefold() == typed.casefold()
    ]
    first = [Anchor("actor", article, version, name=name) for article, version, name, _ in mentions]
    made = [
        Anchor(
            "made",
            one.sides[0].anchors[0].article_id,
            one.sides[0].anchors[0].version,
            one.arguments["made"],
            actor.name,
        )
        for one in record.judgements()
        if one.arguments.get("made") in record.behind(actor.id)
    ]
    return (wanted or first or made)[:ANCHORS]


def _statement(row: Row) -> Anchor:
    one = row.statement
    parts = (_quotes(row.article, spans) for spans in (one.content, one.source, one.cue))
    return Anchor("statement", row.article.id, row.article.version, one.id, "", *parts)


def _quotes(article: Article, spans: Spans) -> tuple[Quote, ...]:
    return tuple(Quote(article.slice(span), span.start, span.part) for span in spans)


def _spans(article: Article, places: Iterable[Place]) -> Spans:
    """Spans of an article, from spans or from the words that stand there. Usage, NotFound."""
    found: list[Span] = []
    for place in places:
        if isinstance(place, Span):
            length = len(article.headline or "") if place.part == "title" else len(article.text)
            if not 0 <= place.start < place.end <= length:
                raise Usage(f"found {place.start}:{place.end}, expected characters within 0:{length}")
            found.append(place)
            continue
        pattern = r"\s+".join(re.escape(word) for word in place.split())
        hits = [hit.span() for hit in re.finditer(pattern, article.text)] if pattern else []
        titles = [hit.span() for hit in re.finditer(pattern, article.headline or "")] if pattern else []
        if len(hits) > 1:
            at = ", ".join(f"{start}:{end}" for start, end in hits[:5])
            raise NotFound(
                f"the article has {place!r} {len(hits)} times, at {at}; give the offsets or more words"
            )
        if not hits and not titles:
            raise NotFound(f"the article has no words {_cut(place)}")
        found.append(Span(*hits[0]) if hits else Span(*titles[0], "title"))
    return tuple(found)


def _statement_words(row: Row) -> str:
    return _cut(" … ".join(row.article.slice(span) for span in row.statement.content))


def _anchor_words(anchor: Anchor) -> str:
    return (
        _cut(" … ".join(quote.words for quote in anchor.content))
        if anchor.content
        else anchor.name or anchor.id
    )


def _listed(rows: Sequence[Row]) -> str:
    shown = " and ".join(_statement_words(row) for row in rows[:3])
    return f"{shown} and {len(rows) - 3} more" if len(rows) > 3 else shown


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text[:SHOWN].rstrip()}…”" if len(text) > SHOWN else f"“{text}”"


__all__ = [
    "Judged",
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
