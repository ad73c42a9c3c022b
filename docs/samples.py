"""Objects of every kind that onrecord prints as JSON, made from the types.

    samples()        name -> Kind: title, the commands that print it, the same object three ways

`full` has every field filled, `bare` every optional field left out, `none` also every list empty.
The objects go through the very functions that the commands print with, so keys and their order
are those of the program, and a `Choice` tells which values a type allows. `reference.py` renders
them.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, Literal

from onrecord import types as onrecord_types
from onrecord.record.store import rows
from onrecord.show.export import as_json, as_story, as_versions, comparisons
from onrecord.show.export.told import Told
from onrecord.show.terminal import lines, versions
from onrecord.types import Actor, Match, Reading, Report, Statement, StatementGroup, Story, Version

WORD = "word"  # every string, article texts and contents included, so that all spans hit


class Choice(str):
    """A value of a Literal type; `choices` are all that it allows."""

    choices: tuple[str, ...]


Fill = Literal["full", "bare", "none"]


@dataclasses.dataclass(frozen=True)
class Kind:
    """One kind of object: `variants` are it full, bare and with nothing in its lists."""

    title: str
    commands: tuple[str, ...]
    variants: tuple[Any, Any, Any]


def sample(kind: Any, fill: Fill) -> Any:
    """A value of a type, filled in that way."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _filled(kind, fill)
    if origin in (typing.Union, types.UnionType):
        if type(None) in arguments and fill != "full":
            return None
        literals = [a for a in arguments if typing.get_origin(a) is typing.Literal]
        if len(literals) > 1:
            return _choice(tuple(value for a in literals for value in typing.get_args(a)))
        return sample(next(a for a in arguments if a is not type(None)), fill)
    if origin is typing.Literal:
        return _choice(arguments)
    if origin in (tuple, list, frozenset, set):
        if arguments and arguments[-1] is not Ellipsis and origin is tuple:
            return tuple(sample(a, fill) for a in arguments)
        return origin([] if fill == "none" else [sample(arguments[0], fill)])
    if origin is dict:
        return {}
    made: dict[Any, Any] = {
        str: WORD, int: 0, float: 0.5, bool: True, date: date(2021, 8, 26),
        datetime: datetime(2021, 8, 26, 12, 0), object: None,
    }  # fmt: skip
    return made[kind]


def _choice(values: tuple[str, ...]) -> Choice:
    chosen = Choice(values[-1])
    chosen.choices = values
    return chosen


def _filled(kind: type, fill: Fill) -> Any:
    if kind is onrecord_types.Span:
        return onrecord_types.Span(0, len(WORD), "title" if fill == "full" else "text")
    hints = typing.get_type_hints(kind)
    # an index into a list of one is 0, and an entity is always there: who is unknown has no speaker
    return kind(**{
        field.name: 0 if field.name in ("entity", "position") else sample(hints[field.name], fill)
        for field in dataclasses.fields(kind)
    })  # fmt: skip


def samples() -> dict[str, Kind]:
    """All kinds, in the order of the page."""
    return {
        name: Kind(title, tuple(commands.split(", ")), (make("full"), make("bare"), make("none")))
        for name, title, commands, make in _kinds()
    }


def _kinds() -> Iterator[tuple[str, str, str, Callable[[Fill], Any]]]:
    yield "statement", "A statement", "extract, statements", _statement
    yield "turn", "A statement of a timeline", "timeline", _turn
    yield "group", "A group", "groups", _group
    yield "version", "A version", "compare", _version
    yield "chain", "A chain of sources", "sources", _chain
    yield "story", "A story in the list", "stories", lambda fill: as_json.story(sample(Story, fill))
    yield "told", "A story in full", "story", _told
    yield "tone", "A cue that an outlet chooses", "tone", _tone
    yield "actor", "An actor", "actors", lambda fill: as_json.actor(sample(Actor, fill))
    yield "decision", "Why it is this actor", "actors --why", _decision
    yield "article", "An article", "articles", _article


def _statement(fill: Fill) -> Any:
    reading = sample(Reading, fill)
    if fill == "none":  # a reading without statements has nothing to print
        statement = sample(Statement, fill)
        told = onrecord_types.Attribution(statement.id)
        reading = dataclasses.replace(reading, statements=(statement,), attributions=(told,))
    links = [] if fill == "none" else [sample(Match, fill)]
    actors = {0: WORD} if fill == "full" else {}
    return as_json.statement(reading, 0, group=WORD, links=links, actors=actors, actor_names={WORD: WORD})


def _turn(fill: Fill) -> Any:
    """What lines.timeline puts after a statement's own keys, which stand under "A statement"."""
    clash = {"kind": _choice(typing.get_args(onrecord_types.ClashKind)), "base": WORD, "own": WORD}
    turn = {"from": WORD, "day": None if fill == "bare" else "2021-08-26", "text": WORD, "clashes": [clash]}
    other = WORD if fill == "full" else None
    return {"issue": WORD, "version_of": other, "turns": [] if fill == "none" else [turn]}


def _tone(fill: Fill) -> Any:
    """What lines.tones prints."""
    return {
        "outlet": WORD, "speaker": WORD, "cue": WORD, "tone": WORD, "times": 1, "of": 1,
        "same_statements": [{"cue": WORD, "times": 1}], "other_outlets": {"times": 1, "of": 1},
    }  # fmt: skip


def _group(fill: Fill) -> Any:
    line = as_json.group(sample(StatementGroup, fill), {WORD: WORD})
    # of_rows puts the words of the earliest version last
    return {**line, "text": WORD, "cue": WORD, "polarity": "asserted"}


def _version(fill: Fill) -> Any:
    report = dataclasses.replace(sample(Report, fill), **({} if fill == "full" else {"cue": ""}))
    version = dataclasses.replace(sample(Version, fill), report=report)
    return as_versions.version(version, report, {WORD: sample(onrecord_types.Article, fill)})


def _chain(fill: Fill) -> Any:
    laid = sample(comparisons.Comparison, "full")
    return versions.chains(versions.Compared(laid, [], [WORD]))[0]


def _told(fill: Fill) -> Any:
    """A story whose ids all lead to one article and one statement."""
    article = dataclasses.replace(sample(onrecord_types.Article, fill), text=WORD, headline=WORD)
    report = dataclasses.replace(sample(Report, fill), content=WORD)
    desk = SimpleNamespace(
        readings={WORD: SimpleNamespace(article=article)},
        statements={WORD: dataclasses.replace(sample(Statement, fill), id=WORD)},
        reports={WORD: report},
        speaker=lambda _: WORD if fill == "full" else None,
        group_speaker=lambda _: WORD if fill == "full" else None,
        base=lambda _: report,
    )
    it = sample(Told, fill)
    if fill == "none":
        return as_story.story(desk, it)  # type: ignore[arg-type]
    group = dataclasses.replace(it.groups[0], id=WORD)
    columns = dataclasses.replace(it.matrix, columns=(WORD,))
    it = dataclasses.replace(it, groups=(group,), matrix=columns)
    line: Any = as_story.story(desk, it)  # type: ignore[arg-type]
    line["asserted"][0]["attributing"] = [WORD]  # the one statement can't be of both sorts
    return line


def _decision(fill: Fill) -> Any:
    record = SimpleNamespace(
        actor=lambda _: sample(Actor, fill),
        known=lambda _: [sample(rows.Known, fill)],
        behind=lambda _: set(),
        judgements=tuple,
    )
    return next(iter(lines.decisions(record, WORD)))  # type: ignore[arg-type]


def _article(fill: Fill) -> Any:
    record = SimpleNamespace(articles=lambda: [sample(rows.ArticleRow, fill)])
    return next(iter(lines.articles(record, lines.Wanted())))  # type: ignore[arg-type]
