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

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.types import Span

if TYPE_CHECKING:
    from onrecord.record.store import Judgement, Record

Place = str | Span
"""Words of the article, or the span where they stand."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, in words, with the ids of what it concerns now.

    `lost` says what of it is not found in the record any more ("" where all is): it is kept, and
    holds again when the words are back.
    """

    judgement: Judgement
    words: str
    statements: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    lost: str = ""


def same(record: Record, a: str, b: str, who: str, *, force: bool = False) -> Judged:
    """Two actors are one; or two statements (or groups) are of one statement."""
    raise NotImplementedError


def different(record: Record, a: str, b: str, who: str) -> Judged:
    """Two actors are not one, in articles to come neither; or two statements are not of one."""
    raise NotImplementedError


def rename(record: Record, actor: str, name: str, who: str) -> Judged:
    """The name by which an actor is shown; its other names stay aliases."""
    raise NotImplementedError


def reassign(record: Record, statement: str, to: str | None, who: str, *, kind: str = "person") -> Judged:
    """Who said it: an actor, somebody new of that name (and `kind`), or None for unknown."""
    raise NotImplementedError


def split(record: Record, statements: Sequence[str], who: str) -> Judged:
    """Take statements out of their groups, together into a group of their own."""
    raise NotImplementedError


def join(record: Record, things: Sequence[str], who: str) -> Judged:
    """Put the groups that these statements or groups stand for into one."""
    raise NotImplementedError


def hide(record: Record, statement: str, who: str) -> Judged:
    """Leave a statement out of everything."""
    raise NotImplementedError


def check(record: Record, thing: str, who: str) -> Judged:
    """Mark a statement, or every statement of a group, as checked by a person."""
    raise NotImplementedError


def note(record: Record, thing: str, text: str, who: str) -> Judged:
    """A remark on a statement, a group, an actor or an article."""
    raise NotImplementedError


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
    """Add a statement that the machine did not find, by its words or spans in the article."""
    raise NotImplementedError


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
    raise NotImplementedError


def undo(record: Record, number: int | None = None) -> Judged:
    """Take one judgement back (the last one standing, unless told which)."""
    raise NotImplementedError


def history(record: Record, undone: bool = True) -> tuple[Judged, ...]:
    """Every judgement in order of making; those taken back have `judgement.undone`."""
    raise NotImplementedError
