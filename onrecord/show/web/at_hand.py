"""What lies at hand on a page for whoever judges it: suggestions, what was judged before, where the words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.record.store import Browse, Judgement, StatementLine
from onrecord.show.web.forms import Fields
from onrecord.types import Actor, Article, StatementGroup

ALIKE, JOINABLE, NAMES = 20, 6, 12


@dataclass(frozen=True, slots=True)
class Flash:
    """What was just done or taken back, and whether it can be undone."""

    number: int
    words: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form was not taken: which, the reason, the judgement in the way (or None), what was typed."""

    act: str
    sentence: str
    number: int | None
    typed: Fields

    def kept(self, act: str, name: str) -> str:
        """What was typed into a field of that form."""
        return next(iter(self.typed.get(name, ())), "") if act == self.act else ""

    def ticked(self, act: str, name: str) -> tuple[str, ...]:
        """What was ticked in that form."""
        return self.typed.get(name, ()) if act == self.act else ()


NO_TROUBLE = Trouble("", "", None, {})


@dataclass(frozen=True, slots=True)
class OnActor:
    """For an actor's page."""

    alike: tuple[Actor, ...]
    judged: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class OnStatement:
    """For a statement's page: what might be joined, what was judged, which of its versions are checked."""

    joinable: tuple[StatementLine, ...]
    judged: tuple[Judgement, ...]
    checked: frozenset[str]


def flash(browse: Browse, done: str | None, undone: str | None) -> Flash | None:
    """What a page's address says was done: `?done=3`, `?undone=3`."""
    number = done or undone or ""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    judgement = browse.judgement(int(number))
    if judgement is None or (judgement.undone is None) != (done is not None):
        return None
    return Flash(judgement.id, told(judgement), judgement.undone is not None)


def told(judgement: Judgement) -> str:
    """A judgement as a sentence."""
    words = judgement.arguments.get("words", judgement.kind)
    return words[:1].upper() + words[1:]


def on_actor(browse: Browse, who: Actor) -> OnActor:
    """What is at hand on an actor's page."""
    return OnActor(browse.alike(who.id, ALIKE), browse.judged(browse.behind(who.id)))


def on_statement(browse: Browse, group: StatementGroup) -> OnStatement:
    """What is at hand on a statement's page."""
    judged = browse.judged(group.statements)
    checked = {side.found for one in judged if one.kind == "check" for side in one.sides if side.found}
    return OnStatement(browse.joinable(group, JOINABLE), judged, frozenset(checked))


def starts(article: Article) -> Iterable[int]:
    """Where each paragraph of the page begins in the text, in characters."""
    at = 0
    for line in article.text.splitlines(keepends=True):
        if line.strip():
            yield at
        at += len(line)


def suggested(browse: Browse, words: str) -> Sequence[str]:
    """Names for a field into which somebody is typing."""
    return browse.named(words[:80], NAMES)
