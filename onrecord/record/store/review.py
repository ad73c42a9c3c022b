"""The least certain decisions of the machine, as questions to a person; and what is near at hand to answer.

    match      are these two reports of one statement?      links of few odds, groups apart but alike
    statement  is this a statement, and are these its words?
    speaker    did this actor say it?
    actor      is the one of this name in this article that actor?

What a standing judgement has answered is not asked again. Nothing here reads a whole table: each
kind comes by an index on its score, the least certain first, until enough are found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from heapq import merge, nsmallest
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Connection, Select, func, or_, select

from onrecord.record.store import lookup, schema, shown
from onrecord.record.store.rows import Anchor
from onrecord.record.store.serial import from_json
from onrecord.types import Actor, StatementGroup

QuestionKind = Literal["match", "statement", "speaker", "actor"]
KINDS: tuple[QuestionKind, ...] = ("match", "statement", "speaker", "actor")
LINKS = ("same", "overlaps")  # of which a person is asked whether they are one statement
METHODS = ("spelling", "surname", "acronym", "role")  # by which two names become one actor, less surely

EVEN = 0.5  # of a match: might as well be otherwise
MATCH, STATEMENT, SPEAKER, ACTOR = 0.9, 0.6, 0.75, 0.93  # from here on the machine is not asked about
NEAR = 3  # days between two statements of one speaker that may be one

HIT = schema.hit  # for it lies closer together than the statements themselves
Key = tuple[QuestionKind, str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One uncertain decision.

    `one` and `other` are two statements (match); a statement and "" (statement, speaker); an actor and
    the name by which an article means it (actor: then `article` is that article, `method` and `why` how it was decided).
    `held`: whether the record has it so now. `score` is the decision's own, 0 to 1.
    """

    kind: QuestionKind
    one: str
    other: str
    score: float
    held: bool = True
    article: str = ""
    method: str = ""
    why: str = ""

    @property
    def key(self) -> Key:
        """What the question is known by, between one page and the next."""
        return self.kind, self.one, self.other

    @property
    def certainty(self) -> float:
        """0: might as well be otherwise."""
        return abs(2 * self.score - 1) if self.kind == "match" else self.score


@dataclass(slots=True)
class _Answered:
    """What standing judgements have settled."""

    together: list[frozenset[str]] = field(default_factory=list)
    split: list[frozenset[str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    named: set[tuple[str, str]] = field(default_factory=set)

    def pair(self, one: str, other: str) -> bool:
        """Whether somebody has said that the two are one statement, or not."""
        both = {one, other}
        return any(both <= told for told in self.together) or any(
            len(both & told) == 1 for told in self.split
        )


def questions(connection: Connection, most: int, skipped: Collection[Key] = ()) -> tuple[Question, ...]:
    """At most so many open questions, the least certain first."""
    done = _answered(connection)
    kinds = (kind(connection, done) for kind in (_matches, _statements, _speakers, _actors))
    ordered = merge(*(sorted(islice(its, most + len(skipped)), key=_by) for its in kinds), key=_by)
    return tuple(islice((one for one in ordered if one.key not in skipped), most))


def _by(one: Question) -> tuple[float, Key]:
    return round(one.certainty, 3), one.key


def _answered(connection: Connection) -> _Answered:
    table, anchor = schema.judgement.c, schema.anchor.c
    query = (
        select(table.id, table.kind, anchor.side, anchor.found, anchor.anchor)
        .join(schema.anchor, anchor.judgement_id == table.id)
        .where(table.undone.is_(None), anchor.found.is_not(None))
        .order_by(table.id)
    )
    done, sides = _Answered(), dict[tuple[int, str], set[str]]()
    for row in connection.execute(query):
        its = from_json(Anchor, row.anchor)
        if its.kind in ("actor", "made"):
            done.named.add((row.found, lookup.plain(its.name)))
            continue
        sides.setdefault((row.id, row.kind), set()).add(row.found)
        if row.kind in ("check", "correct", "mark", "hide"):
            done.seen.add(row.found)
        if row.kind in ("check", "reassign"):
            done.given.add(row.found)
    for (_, kind), found in sides.items():
        if kind in ("same", "different", "join"):
            done.together.append(frozenset(found))
        elif kind == "split":
            done.split.append(frozenset(found))
    return done


# ------------------------------------------------------------------------- one kind each


def _matches(connection: Connection, done: _Answered) -> Iterator[Question]:
    """Outwards from even odds: up and down the scores of each relation, so that nothing is sorted whole."""
    score = schema.match.c.score
    sides = (score >= EVEN, score), (score < EVEN, score.desc())
    streams = (
        connection.execute(_links(relation, side, order)) for relation in LINKS for side, order in sides
    )
    for row in merge(*streams, key=lambda row: (abs(row.score - EVEN), row.left, row.right)):
        if not done.pair(row.left, row.right):
            yield Question("match", row.left, row.right, row.score, row.here == row.there)


def _links(relation: str, side: ColumnElement[bool], order: ColumnElement[float]) -> Select[Any]:
    match, left, right = schema.match.c, schema.statement.alias(), schema.statement.alias()
    here, there = HIT.alias(), HIT.alias()
    groups = here.c.grouped.label("here"), there.c.grouped.label("there")
    return (
        select(match.left, match.right, match.score, *groups)
        .join(left, left.c.id == match.left)
        .join(right, right.c.id == match.right)
        .join(here, here.c.number == left.c.number)
        .join(there, there.c.number == right.c.number)
        .where(match.relation == relation, side, match.score < MATCH)
        .where(here.c.manner != "narrated", there.c.manner != "narrated")
        .order_by(order, match.left, match.right)
    )


def _statements(connection: Connection, done: _Answered) -> Iterator[Question]:
    sure = schema.statement.c.confidence
    for id, score in connection.execute(_unsure(sure, STATEMENT)):
        if id not in done.seen:
            yield Question("statement", id, "", score)


def _speakers(connection: Connection, done: _Answered) -> Iterator[Question]:
    sure, known = schema.statement.c.speaker_score, HIT.c.speakers.is_not(None)
    for id, score in connection.execute(_unsure(sure, SPEAKER).where(known)):
        if id not in done.given:
            yield Question("speaker", id, "", score)


def _unsure(score: Column[Any], below: float) -> Select[Any]:
    """Statements by one of their scores, the least first."""
    query = select(HIT.c.id, score).join(HIT, HIT.c.number == schema.statement.c.number)
    return query.where(score < below, HIT.c.manner != "narrated").order_by(score, schema.statement.c.number)


def _actors(connection: Connection, done: _Answered) -> Iterator[Question]:
    streams = (connection.execute(_taken_for(method)) for method in METHODS)
    asked = set[tuple[str, str]]()
    for row in merge(*streams, key=lambda row: (row.score, row.actor_id, row.name, row.article_id)):
        by = row.actor_id, lookup.plain(row.name)
        if by in asked or by in done.named:
            continue
        asked.add(by)
        yield Question(
            "actor", row.actor_id, row.name, row.score, True, row.article_id, row.method, row.why or ""
        )


def _taken_for(method: str) -> Select[Any]:
    table, actor = schema.entity.c, schema.actor.c
    return (
        select(table.article_id, table.name, table.actor_id, table.score, table.method, table.why)
        .join(schema.actor, actor.id == table.actor_id)
        .where(
            table.method == method,
            table.score < ACTOR,
            or_(table.shown.is_(None), table.shown == table.actor_id),
            table.name != actor.name,
        )
        .order_by(table.score, table.actor_id, table.name, table.article_id)
    )


# ------------------------------------------------------------------------- near at hand


def alike(connection: Connection, actor_id: str, most: int) -> tuple[Actor, ...]:
    """Actors that share a name key with this one, those that share most first: likely the same."""
    own, other = schema.name_key, schema.name_key.alias()
    query = (
        select(other.c.actor_id, func.count().label("shared"))
        .join(own, own.c.key == other.c.key)
        .where(own.c.actor_id.in_(shown.behind(connection, actor_id)), other.c.actor_id != actor_id)
        .group_by(other.c.actor_id)
        .order_by(func.count().desc(), other.c.actor_id)
        .limit(2 * most)
    )
    order = [row.actor_id for row in connection.execute(query)]
    now = shown.into(connection, order)
    order = [one for one in dict.fromkeys(now.get(one, one) for one in order) if one != actor_id]
    found = {one.id: one for one in shown.load(connection, order, counted=True)}
    return tuple(found[one] for one in order if one in found)[:most]


def named(connection: Connection, words: str, most: int) -> tuple[str, ...]:
    """Names of actors in which these letters stand, those that begin so first; for a field's suggestions."""
    asked = lookup.plain(words)
    if not asked:
        return ()
    names = {name: plain for plain, name, _, _ in lookup.names_of_all(connection) if asked in plain}
    return tuple(
        nsmallest(most, names, key=lambda name: (not names[name].startswith(asked), len(name), name))
    )


def joinable(connection: Connection, group: StatementGroup, most: int) -> tuple[str, ...]:
    """Statements that may belong to a group: what is linked with it, then its speaker's of the same days."""
    match, own = schema.match.c, set(group.statements)
    some = list(group.statements)[: schema.BATCH]
    linked = connection.execute(
        select(match.left, match.right)
        .where(or_(match.left.in_(some), match.right.in_(some)))
        .order_by(match.score.desc())
        .limit(8 * most)
    )
    order = [end for row in linked for end in (row.left, row.right)]
    voice, day = schema.voice.c, group.said.date
    if group.speaker and day is not None:
        near = voice.near.between(day.toordinal() - NEAR, day.toordinal() + NEAR)
        spoken = (
            select(voice.statement_id)
            .where(voice.actor_id == group.speaker, voice.part == "speaker", near)
            .order_by(func.abs(voice.near - day.toordinal()), voice.statement_id)
            .limit(8 * most)
        )
        order.extend(connection.execute(spoken).scalars())
    return _one_each(connection, [one for one in dict.fromkeys(order) if one not in own], group.id, most)


def _one_each(connection: Connection, statements: list[str], but: str, most: int) -> tuple[str, ...]:
    """The first statement of each group, in this order; none of the group `but`, and no narrated ones."""
    member, statement = schema.member.c, schema.statement.c
    groups: dict[str, str] = {}
    for some in schema.batches(statements):
        query = (
            select(member.statement_id, member.group_id)
            .join(schema.statement, statement.id == member.statement_id)
            .where(member.statement_id.in_(some), statement.narrated.is_(False))
        )
        groups.update({row.statement_id: row.group_id for row in connection.execute(query)})
    found: dict[str, str] = {}
    for one in statements:
        if one in groups and groups[one] != but:
            found.setdefault(groups[one], one)
    return tuple(found.values())[:most]
