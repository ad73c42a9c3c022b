"""Commands for what a person decides: same, different, rename, reassign, split, join, hide, check, note,
mark, correct, undo, judgements.

Each takes effect at once and can be undone; no later article, rebuild or model loses it.
"""

# ruff: noqa: PLC0415 - a command imports the rooms that it needs when it runs

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import Usage
from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import Form, RecordPath, Who, between, login, opened
from onrecord.show.terminal.output import Format, messages, show

if TYPE_CHECKING:
    from onrecord.judging import Judged, Place
    from onrecord.record.store import Record

First = Annotated[str, typer.Argument(metavar="A", help="An actor's name or id; a statement or group.")]
Second = Annotated[str, typer.Argument(metavar="B", help="Another of the same sort.")]
OneActor = Annotated[str, typer.Argument(metavar="ACTOR", help="A name or an actor's id.")]
OneStatement = Annotated[str, typer.Argument(metavar="STATEMENT", help="A statement's id, or its beginning.")]
Content = Annotated[
    list[str] | None, typer.Option(metavar="WORDS|START:END", help="What was said; may be repeated.")
]
Source = Annotated[
    list[str] | None, typer.Option(metavar="WORDS|START:END", help="The words for who said it.")
]
Cue = Annotated[list[str] | None, typer.Option(metavar="WORDS|START:END", help="The word of saying.")]


@app.command()
def same(
    a: First,
    b: Second,
    force: Annotated[bool, typer.Option("--force", help="Even a person and a body.")] = False,
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Judge that two actors are one, or that two statements or groups are one statement.

    The actor is shown by the name of the first, or by the second's where that alone is a full name.
    """
    from onrecord import judging

    judge(record, form, lambda kept: judging.same(kept, a, b, login(who), force=force))


@app.command()
def different(
    a: First, b: Second, record: RecordPath = "record.db", who: Who = None, form: Form = None
) -> None:
    """Judge that two actors (or names of one) are not one, or that two statements are not one.

    They stay apart in articles to come.
    """
    from onrecord import judging

    judge(record, form, lambda kept: judging.different(kept, a, b, login(who)))


@app.command()
def rename(
    actor: OneActor,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Say by which name an actor is shown; its other names stay."""
    from onrecord import judging

    judge(record, form, lambda kept: judging.rename(kept, actor, name, login(who)))


@app.command()
def reassign(
    statement: OneStatement,
    actor: Annotated[str | None, typer.Argument(metavar="ACTOR", help="An actor, or a new name.")] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="It cannot be told who said it.")] = False,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Of a new name: person, organization, place, other.")
    ] = "person",
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Say who made a statement: an actor of the record, somebody new, or nobody who could be told."""
    from onrecord import judging

    if (actor is None) != unknown:
        found = "neither" if actor is None else "both"
        raise Usage(f"found {found}, expected either who said it or --unknown")
    if kind not in ("person", "organization", "place", "other"):
        raise Usage(f"--kind: found {kind!r}, expected person, organization, place or other")
    judge(record, form, lambda kept: judging.reassign(kept, statement, actor, login(who), kind=kind))


@app.command()
def split(
    statements: Annotated[
        list[str], typer.Argument(metavar="STATEMENT", help="One or several, by their ids.")
    ],
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Take statements out of their group, together into a group of their own."""
    from onrecord import judging

    judge(record, form, lambda kept: judging.split(kept, statements, login(who)))


@app.command()
def join(
    things: Annotated[
        list[str], typer.Argument(metavar="GROUP|STATEMENT", help="Two or more, by their ids.")
    ],
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Put groups, or the groups of statements, into one."""
    from onrecord import judging

    judge(record, form, lambda kept: judging.join(kept, things, login(who)))


@app.command()
def hide(
    statement: OneStatement, record: RecordPath = "record.db", who: Who = None, form: Form = None
) -> None:
    """Leave a statement out of every list; `statements --hidden` shows those left out."""
    from onrecord import judging

    judge(record, form, lambda kept: judging.hide(kept, statement, login(who)))


@app.command()
def check(
    thing: Annotated[str, typer.Argument(metavar="STATEMENT|GROUP", help="An id of either.")],
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Mark a statement, or all of a group, as checked by a person."""
    from onrecord import judging

    judge(record, form, lambda kept: judging.check(kept, thing, login(who)))


@app.command()
def note(
    thing: Annotated[str, typer.Argument(metavar="THING", help="A statement, group, article or actor.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The remark.")],
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Keep a remark on a statement, a group, an article or an actor."""
    from onrecord import judging

    judge(record, form, lambda kept: judging.note(kept, thing, text, login(who)))


@app.command()
def mark(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's id, or its beginning.")],
    content: Content = None,
    source: Source = None,
    cue: Cue = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who said it, where the article does not tell.")
    ] = None,
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Add a statement that was not found: its words as they stand in the article, or their offsets."""
    from onrecord import judging

    said, by, word = (_places(given) for given in (content, source, cue))
    judge(
        record,
        form,
        lambda kept: judging.mark(
            kept, article, login(who), content=said, source=by, cue=word, speaker=speaker
        ),
    )


@app.command()
def correct(
    statement: OneStatement,
    content: Content = None,
    source: Source = None,
    cue: Cue = None,
    record: RecordPath = "record.db",
    who: Who = None,
    form: Form = None,
) -> None:
    """Correct the words of a statement; what is not given stays as it is, "" empties source or cue."""
    from onrecord import judging

    said, by, word = (None if given is None else _places(given) for given in (content, source, cue))
    judge(
        record,
        form,
        lambda kept: judging.correct(kept, statement, login(who), content=said, source=by, cue=word),
    )


@app.command()
def undo(
    number: Annotated[
        int | None,
        typer.Argument(
            parser=between("undo", 1, 999_999),
            metavar="N",
            help="Which, as `judgements` numbers them; else the last.",
        ),
    ] = None,
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Take a judgement back; the record is then as if it had never been made."""
    from onrecord import judging

    judge(record, form, lambda kept: judging.undo(kept, number))


@app.command()
def judgements(record: RecordPath = "record.db", form: Form = None) -> None:
    """List what people decided: who, when, what, and whether it was taken back."""
    from onrecord import judging
    from onrecord.show.terminal import decided

    with opened(record, create=False) as kept:
        show([decided.judgement(one) for one in judging.history(kept)], form, decided.judgements)


# ----------------------------------------------------------------------------- shared


def judge(where: str, form: Format | None, decide: Callable[[Record], Judged]) -> None:
    """Make or undo a judgement and say what it is; as JSON on standard output where asked for."""
    with opened(where, create=False) as kept:
        made = decide(kept)
    if form in (Format.jsonl, Format.csv):
        from onrecord.show.terminal import decided

        show([decided.judgement(made)], form, decided.judgements)
        return
    taken = "taken back: " if made.judgement.undone else ""
    messages.print(f"judgement {made.judgement.id}: {taken}{made.words}", markup=False)
    for told in _besides(made):
        messages.print(told, markup=False)


def _besides(made: Judged) -> Iterator[str]:
    """What whoever judges wants to know at once: under which name, where, what is missing."""
    if made.judgement.kind == "same" and made.actors and not made.judgement.undone:
        names = " and ".join(f"{name} ({id})" for name, id in zip(made.shown_as, made.actors, strict=True))
        yield f"shown as {names}; `onrecord rename` gives another name"
    if made.judgement.kind in ("mark", "correct") and made.statements:
        yield f"statement {made.statements[0]}"
    if made.lost:
        yield made.lost


def _places(given: Sequence[str] | None) -> list[Place]:
    """Offsets as START:END, or words of the article."""
    from onrecord.types import Span

    found: list[Place] = []
    for one in given or ():
        offsets = re.fullmatch(r"\s*(\d{1,9}):(\d{1,9})\s*", one)
        if offsets:
            found.append(Span(int(offsets[1]), int(offsets[2])))
        elif one.strip():
            found.append(one)
    return found
