"""Actors as they are shown: the machine's decisions, with people's judgements laid over them.

`entity.actor_id` and the tables of names and roles are the machine's own, and what it looks up; no
judgement ever changes them, so that what it decides does not depend on when somebody judged.
`entity.shown`, `actor.into` and `shown_actor` hold what differs, and `voice` follows them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.record.store import judgements, people, schema
from onrecord.record.store.rows import Known
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import from_json
from onrecord.types import Actor, Identification

ENTITY, ACTOR, SHOWN = schema.entity, schema.actor, schema.shown_actor
NOW = func.coalesce(ENTITY.c.shown, ENTITY.c.actor_id)  # who an entity is, all in all


def mentioned_as(connection: Connection, actor_id: str) -> tuple[tuple[str, int, str, tuple[str, ...]], ...]:
    """(article id, version, name, aliases) of all entities that are shown as the actor, as articles came."""
    article = schema.article.c
    query = (
        select(ENTITY.c.article_id, article.version, ENTITY.c.name, ENTITY.c.aliases)
        .join(schema.article, article.id == ENTITY.c.article_id)
        .where(
            or_(ENTITY.c.shown == actor_id, and_(ENTITY.c.shown.is_(None), ENTITY.c.actor_id == actor_id)),
            ENTITY.c.actor_id.is_not(None),
        )
        .order_by(article.number, ENTITY.c.position)
    )
    return tuple((row[0], row[1], row[2], tuple(json.loads(row[3]))) for row in connection.execute(query))


def known_as(connection: Connection, article_id: str) -> dict[int, str]:
    """Who each entity of an article is, all in all, by its number."""
    query = select(ENTITY.c.position, NOW.label("now")).where(
        ENTITY.c.article_id == article_id, NOW.is_not(None)
    )
    return {row.position: row.now for row in connection.execute(query)}


def known(connection: Connection, actor_id: str) -> tuple[Known, ...]:
    """Every decision, the machine's or a person's, that an article's entity is this actor."""
    article = schema.article.c
    query = (
        select(ENTITY)
        .join(schema.article, article.id == ENTITY.c.article_id)
        .where(or_(ENTITY.c.shown == actor_id, and_(ENTITY.c.shown.is_(None), ENTITY.c.actor_id == actor_id)))
        .order_by(article.number, ENTITY.c.position)
    )
    rows = connection.execute(query).all()
    numbers = {row.judgement for row in rows if row.shown and row.judgement}
    told = {one.id: one for one in judgements.judgements(connection, True, numbers)}
    made = []
    for row in rows:
        decision = Identification(row.article_id, row.position, actor_id, row.method, row.score, row.why)
        if row.shown:
            judged = told.get(row.judgement)
            why = (
                f"judgement {judged.id} by {judged.who}: {judged.arguments.get('words', judged.kind)}"
                if judged
                else "judged"
            )
            decision = Identification(row.article_id, row.position, actor_id, "judgement", 1.0, why)
        made.append(Known(decision, row.name))
    return tuple(made)


def into(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of these actors that are shown as another, with it."""
    found: dict[str, str] = {}
    for some in batches(ids):
        query = select(ACTOR.c.id, ACTOR.c.into).where(ACTOR.c.id.in_(some), ACTOR.c.into.is_not(None))
        found.update({row.id: row.into for row in connection.execute(query)})
    return found


def load(connection: Connection, ids: Iterable[str] | None, counted: bool = False) -> tuple[Actor, ...]:
    """Actors (all, or these) as they are shown, each once, in order of id."""
    if ids is None:
        ids = connection.execute(select(ACTOR.c.id).where(ACTOR.c.into.is_(None))).scalars()
    wanted = set(ids)
    for one, other in into(connection, wanted).items():
        wanted.discard(one)
        wanted.add(other)
    found = {actor.id: actor for actor in people.load(connection, wanted, counted)}
    for some in batches(found):
        for row in connection.execute(select(SHOWN).where(SHOWN.c.id.in_(some))):
            actor = from_json(Actor, row.actor)
            found[row.id] = replace(actor, id=row.id, statements=found[row.id].statements)
    return tuple(found[one] for one in sorted(found))


def behind(connection: Connection, actor_id: str) -> set[str]:
    """The machine's actors, and those that judgements made, of which mentions are shown as this one."""
    rows = connection.execute(
        select(ENTITY.c.actor_id, ENTITY.c.judgement).where(ENTITY.c.shown == actor_id).distinct()
    ).all()
    numbers = {row.judgement for row in rows if row.actor_id is None}
    made = {
        one.arguments["made"]
        for one in judgements.judgements(connection, False, numbers)
        if "made" in one.arguments
    }
    return {actor_id, *made, *(row.actor_id for row in rows if row.actor_id is not None)}


def node(connection: Connection, actor_id: str, name: str) -> str:
    """Whom the machine's actor (or one that a judgement made) is shown as where it goes by `name`."""
    rows = connection.execute(
        select(ENTITY.c.name, ENTITY.c.aliases, NOW.label("now")).where(ENTITY.c.actor_id == actor_id)
    ).all()
    asked = name.casefold()
    for row in rows:
        if asked in {row.name.casefold(), *(one.casefold() for one in json.loads(row.aliases))}:
            return str(row.now)
    if rows:
        return str(rows[0].now)
    made = {
        one.id for one in judgements.judgements(connection, False) if one.arguments.get("made") == actor_id
    }
    query = select(ENTITY.c.shown).where(ENTITY.c.actor_id.is_(None), ENTITY.c.judgement.in_(made))
    return connection.execute(query).scalar() or actor_id
