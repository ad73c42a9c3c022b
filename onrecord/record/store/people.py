"""Actors in the tables: finding them by name key or role, and saying which entity is which actor.

`voice` repeats for each statement who speaks and who is spoken for, as actors, and `named` the
names in it; both are made anew whenever the decisions on an article's entities change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from onrecord.record.store import schema
from onrecord.record.store.reports import day_columns, on_day
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import from_json, listed, unlisted
from onrecord.types import Actor, Entity, Identification, Reading, Role, Said

Folded = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Lost:
    """What an article's entity attested of an actor before its decision was deleted."""

    actor_id: str
    names: frozenset[str]
    roles: frozenset[Folded]


def load(connection: Connection, ids: Iterable[str], counted: bool = False) -> tuple[Actor, ...]:
    """Actors by id, in order of id; `counted` fills in `statements` (narrated ones have no speaker)."""
    found: list[Actor] = []
    for some in batches(ids):
        aliases: dict[str, list[str]] = {}
        roles: dict[str, list[Role]] = {}
        counts: dict[str, int] = {}
        table = schema.alias
        for row in connection.execute(
            select(table).where(table.c.actor_id.in_(some)).order_by(table.c.actor_id, table.c.position)
        ):
            aliases.setdefault(row.actor_id, []).append(row.name)
        table = schema.role
        for row in connection.execute(
            select(table).where(table.c.actor_id.in_(some)).order_by(table.c.actor_id, table.c.position)
        ):
            roles.setdefault(row.actor_id, []).append(
                Role(row.title, row.body, on_day(row.first), on_day(row.last))
            )
        if counted:
            spoken = schema.spoken.c
            query = select(spoken.actor_id, func.count().label("statements"))
            query = query.where(spoken.actor_id.in_(some)).group_by(spoken.actor_id)
            counts = {row.actor_id: row.statements for row in connection.execute(query)}
        table = schema.actor
        found.extend(
            Actor(
                id=row.id,
                name=row.name,
                kind=row.kind,
                aliases=tuple(aliases.get(row.id, ())),
                roles=tuple(roles.get(row.id, ())),
                statements=counts.get(row.id, 0),
            )
            for row in connection.execute(select(table).where(table.c.id.in_(some)).order_by(table.c.id))
        )
    return tuple(found)


def filed(connection: Connection, keys: Iterable[str]) -> dict[str, set[str]]:
    """The actors that are filed under each of these name keys."""
    found: dict[str, set[str]] = {key: set() for key in keys}
    table = schema.name_key.c
    for some in batches(found):
        for key, actor_id in connection.execute(select(table.key, table.actor_id).where(table.key.in_(some))):
            found[key].add(actor_id)
    return found


def in_role(connection: Connection, title: str, body: str | None) -> tuple[Actor, ...]:
    """Actors seen in this role, compared case-folded."""
    table = schema.role.c
    body_is = table.body_folded.is_(None) if body is None else table.body_folded == body.casefold()
    ids = connection.execute(
        select(table.actor_id).where(table.title_folded == title.casefold(), body_is)
    ).scalars()
    return load(connection, ids)


def identify(
    connection: Connection,
    reading: Reading,
    identifications: Iterable[Identification],
    actors: Iterable[Actor],
    keys: Mapping[str, Iterable[str]],
) -> list[Lost]:
    """Store the decisions on an article's entities; returns the mentions that these replace."""
    _put_actors(connection, {one.id: one for one in actors})
    _put_keys(connection, keys)
    lost = forget(connection, reading.article.id)
    decisions = {decision.entity: decision for decision in identifications}
    rows = [
        _entity_row(reading.article.id, position, entity, decisions.get(position))
        for position, entity in enumerate(reading.entities)
    ]
    if rows:
        connection.execute(insert(schema.entity), rows)
    make_findable(connection, reading.article.id, {row["position"]: row["actor_id"] for row in rows})
    return lost


def forget(connection: Connection, article_id: str) -> list[Lost]:
    """Delete the decisions on an article's entities; returns what each actor was mentioned as."""
    table = schema.entity
    of_article = table.c.article_id == article_id
    query = select(table.c.actor_id, table.c.name, table.c.aliases, table.c.roles)
    lost = [
        Lost(row.actor_id, *_forms(row))
        for row in connection.execute(query.where(of_article, table.c.actor_id.is_not(None)))
    ]
    connection.execute(delete(table).where(of_article))
    return lost


def forsaken_gone(connection: Connection, lost: Iterable[Lost]) -> None:
    """Delete actors that no article mentions any more, and names and roles that were lost with it.

    What an actor has been given otherwise (a fuller name, a role worded anew) is not touched.
    """
    gone: dict[str, tuple[set[str], set[Folded]]] = {}
    for one in lost:
        names, roles = gone.setdefault(one.actor_id, (set(), set()))
        names |= one.names
        roles |= one.roles
    table = schema.entity.c
    for actor in load(connection, gone):
        query = select(table.name, table.aliases, table.roles).where(table.actor_id == actor.id)
        rows = connection.execute(query).all()
        if not rows:
            _put_forms(connection, {actor.id: ((), ())})
            connection.execute(delete(schema.name_key).where(schema.name_key.c.actor_id == actor.id))
            connection.execute(delete(schema.actor).where(schema.actor.c.id == actor.id))
            continue
        names, roles = gone[actor.id]
        for row in rows:
            kept_names, kept_roles = _forms(row)
            names -= kept_names
            roles -= kept_roles
        aliases = [alias for alias in actor.aliases if alias.casefold() not in names]
        seen = [role for role in actor.roles if _folded(role) not in roles]
        if names or roles:
            _put_forms(connection, {actor.id: (aliases, seen)})


# --------------------------------------------------------------------------- rows


def _put_actors(connection: Connection, actors: Mapping[str, Actor]) -> None:
    table, known = schema.actor, set[str]()
    for some in batches(actors):
        known.update(connection.execute(select(table.c.id).where(table.c.id.in_(some))).scalars())
    new = [_actor_row(one) for one in actors.values() if one.id not in known]
    if new:
        connection.execute(insert(table), new)
    old = [{"its_id": one.id, **_actor_row(one)} for one in actors.values() if one.id in known]
    if old:
        connection.execute(update(table).where(table.c.id == bindparam("its_id")), old)
    _put_forms(connection, {one.id: (one.aliases, one.roles) for one in actors.values()})


def _actor_row(one: Actor) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "kind": one.kind}


def _put_forms(connection: Connection, forms: Mapping[str, tuple[Sequence[str], Sequence[Role]]]) -> None:
    """Replace these actors' aliases and roles."""
    for some in batches(forms):
        for table in (schema.alias, schema.role):
            connection.execute(delete(table).where(table.c.actor_id.in_(some)))
    names: list[dict[str, Any]] = [
        {"actor_id": actor_id, "position": position, "name": name}
        for actor_id, (aliases, _) in forms.items()
        for position, name in enumerate(aliases)
    ]
    if names:
        connection.execute(insert(schema.alias), names)
    seen = [
        _role_row(actor_id, position, one)
        for actor_id, (_, roles) in forms.items()
        for position, one in enumerate(roles)
    ]
    if seen:
        connection.execute(insert(schema.role), seen)


def _role_row(actor_id: str, position: int, one: Role) -> dict[str, Any]:
    title, body = _folded(one)
    return {
        "actor_id": actor_id,
        "position": position,
        "title": one.title,
        "body": one.body,
        "first": one.first.toordinal() if one.first else None,
        "last": one.last.toordinal() if one.last else None,
        "title_folded": title,
        "body_folded": body,
    }


def _put_keys(connection: Connection, keys: Mapping[str, Iterable[str]]) -> None:
    table = schema.name_key
    wanted = {(key, actor_id) for actor_id, own in keys.items() for key in own}
    for some in batches(keys):
        query = select(table.c.key, table.c.actor_id).where(table.c.actor_id.in_(some))
        wanted -= {(row.key, row.actor_id) for row in connection.execute(query)}
    if wanted:
        rows = [{"key": key, "actor_id": actor_id} for key, actor_id in sorted(wanted)]
        connection.execute(insert(table), rows)


def _entity_row(
    article_id: str, position: int, entity: Entity, decision: Identification | None
) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "position": position,
        "name": entity.name,
        "aliases": json.dumps(entity.aliases),
        "roles": listed(entity.roles),
        "actor_id": decision.actor_id if decision else None,
        "method": decision.method if decision else None,
        "score": decision.score if decision else None,
        "why": decision.why if decision else None,
    }


def make_findable(connection: Connection, article_id: str, actors: Mapping[int, str | None]) -> None:
    """Let matching find an article's statements, by the actors of its entities and by names.

    Only now, not when the reading is put: a reading whose entities are not known yet would be
    matched as if nobody spoke.
    """
    statement, voice, named = schema.statement, schema.voice, schema.named
    published = select(schema.article.c.published).where(schema.article.c.id == article_id)
    day = connection.execute(published).scalar()
    rows = connection.execute(select(statement).where(statement.c.article_id == article_id)).all()
    # the article's own days, not those that other reports supply: see articles.put_days
    own = {row.id: day_columns(from_json(Said, row.said), day) for row in rows}
    for some in batches(row.id for row in rows):
        for table in (voice, named):
            connection.execute(delete(table).where(table.c.statement_id.in_(some)))
    voices = [
        {
            "statement_id": row.id,
            "part": part,
            "position": position,
            "actor_id": actors[entity],
            "day": own[row.id]["day"],
            "near": own[row.id]["near"],
        }
        for row in rows
        for position, (_, *entities) in enumerate(json.loads(row.speakers))
        for part, entity in zip(("speaker", "speaks_for"), entities, strict=True)
        if actors.get(entity) is not None
    ]
    if voices:
        connection.execute(insert(voice), voices)
    spoken = {one["statement_id"] for one in voices}
    names = [
        {"statement_id": row.id, "name": name, "near": own[row.id]["near"], "narrated": row.id not in spoken}
        for row in rows
        for name in _names_of(row)
    ]
    if names:
        connection.execute(insert(named), names)


def _names_of(row: Any) -> list[str]:
    """The names inside a statement, folded; "" for a narrated one without, which only a day finds."""
    names = {name.casefold() for name in json.loads(row.names)}
    return sorted(names) or ([""] if row.narrated else [])


def _forms(row: Any) -> tuple[frozenset[str], frozenset[Folded]]:
    """The names and roles, folded, that a row of `entity` attests."""
    names = frozenset(name.casefold() for name in (row.name, *json.loads(row.aliases)))
    return names, frozenset(_folded(role) for role in unlisted(Role, row.roles))


def _folded(role: Role) -> Folded:
    return role.title.casefold(), role.body.casefold() if role.body is not None else None
