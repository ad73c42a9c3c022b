"""Actors in the tables: finding them by name key or role, and saying which entity is which actor.

`voice` repeats for each statement who speaks and who is spoken for, as actors, and `named` the
names in it; both are made anew whenever the decisions on an article's entities change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from onrecord.record.store import schema
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import day_columns, on_day, said_in, voices
from onrecord.record.store.schema import among, many
from onrecord.record.store.serial import listed, unlisted
from onrecord.types import Actor, Entity, Identification, Reading, Role

Folded = tuple[str, str | None]

ACTOR, ALIAS, ROLE, KEY, ENTITY = (
    schema.actor.c, schema.alias.c, schema.role.c, schema.name_key.c, schema.entity.c,
)  # fmt: skip
STATEMENT, VOICE, NAMED, SPOKEN = (
    schema.statement.c, schema.voice.c, schema.named.c, schema.spoken.c,
)  # fmt: skip

# Built once: to build a query costs more than to run it.
_ACTORS = Prepared(select(ACTOR.id, ACTOR.name, ACTOR.kind).where(among(ACTOR.id)).order_by(ACTOR.id))
_ALIASES = Prepared(
    select(ALIAS.actor_id, ALIAS.name).where(among(ALIAS.actor_id)).order_by(ALIAS.actor_id, ALIAS.position)
)
_ROLES = Prepared(
    select(ROLE.actor_id, ROLE.title, ROLE.body, ROLE.first, ROLE.last)
    .where(among(ROLE.actor_id))
    .order_by(ROLE.actor_id, ROLE.position)
)
_SPOKEN = Prepared(
    select(SPOKEN.actor_id, func.count().label("statements"))
    .where(among(SPOKEN.actor_id))
    .group_by(SPOKEN.actor_id)
)
_FILED = Prepared(select(KEY.key, KEY.actor_id).where(among(KEY.key)))
_KEYS = Prepared(select(KEY.key, KEY.actor_id).where(among(KEY.actor_id)))
_IN_ROLE = Prepared(
    select(ROLE.actor_id).where(
        ROLE.title_folded == bindparam("title"), ROLE.body_folded == bindparam("body")
    )
)
_IN_BARE_ROLE = Prepared(
    select(ROLE.actor_id).where(ROLE.title_folded == bindparam("title"), ROLE.body_folded.is_(None))
)
_KNOWN = Prepared(select(ACTOR.id).where(among(ACTOR.id)))
_CHANGE = Prepared(update(schema.actor).where(ACTOR.id == bindparam("its_id")))
_FORMS_GONE = (
    Prepared(delete(schema.alias).where(among(ALIAS.actor_id))),
    Prepared(delete(schema.role).where(among(ROLE.actor_id))),
)
_PUT_ACTORS, _PUT_ALIASES, _PUT_ROLES, _PUT_KEYS, _PUT_ENTITIES, _PUT_VOICES, _PUT_NAMES = map(
    Prepared,
    map(
        insert,
        (schema.actor, schema.alias, schema.role, schema.name_key, schema.entity, schema.voice, schema.named),
    ),
)
_TAKEN_FOR = Prepared(
    select(ENTITY.actor_id, ENTITY.name, ENTITY.aliases, ENTITY.roles).where(
        ENTITY.article_id == bindparam("article"), ENTITY.actor_id.is_not(None)
    )
)
_ENTITIES_GONE = Prepared(delete(schema.entity).where(ENTITY.article_id == bindparam("article")))
_PUBLISHED = Prepared(select(schema.article.c.published).where(schema.article.c.id == bindparam("article")))
_STATEMENTS = Prepared(
    select(STATEMENT.id, STATEMENT.said, STATEMENT.speakers, STATEMENT.names, STATEMENT.narrated).where(
        STATEMENT.article_id == bindparam("article")
    )
)
_FOUND_BY = (
    Prepared(delete(schema.voice).where(among(VOICE.statement_id))),
    Prepared(delete(schema.named).where(among(NAMED.statement_id))),
)


@dataclass(frozen=True, slots=True)
class Lost:
    """What an article's entity attested of an actor before its decision was deleted."""

    actor_id: str
    names: frozenset[str]
    roles: frozenset[Folded]


def load(connection: Connection, ids: Iterable[str], counted: bool = False) -> tuple[Actor, ...]:
    """Actors by id, in order of id; `counted` fills in `statements` (narrated ones have no speaker)."""
    asked = {"ids": many(ids)}
    aliases: dict[str, list[str]] = {}
    roles: dict[str, list[Role]] = {}
    counts: dict[str, int] = {}
    for row in _ALIASES.rows(connection, asked):
        aliases.setdefault(row.actor_id, []).append(row.name)
    for who, title, body, first, last in _ROLES.rows(connection, asked):
        roles.setdefault(who, []).append(Role(title, body, on_day(first), on_day(last)))
    if counted:
        counts = {row.actor_id: row.statements for row in _SPOKEN.rows(connection, asked)}
    return tuple(
        Actor(
            id=row.id,
            name=row.name,
            kind=row.kind,
            aliases=tuple(aliases.get(row.id, ())),
            roles=tuple(roles.get(row.id, ())),
            statements=counts.get(row.id, 0),
        )
        for row in _ACTORS.rows(connection, asked)
    )


def filed(connection: Connection, keys: Iterable[str]) -> dict[str, set[str]]:
    """The actors that are filed under each of these name keys."""
    found: dict[str, set[str]] = {key: set() for key in keys}
    for row in _FILED.rows(connection, {"ids": many(found)}):
        found[row.key].add(row.actor_id)
    return found


def in_role(connection: Connection, title: str, body: str | None) -> tuple[Actor, ...]:
    """Actors seen in this role, compared case-folded."""
    asked = {"title": title.casefold()}
    if body is None:
        return load(connection, _IN_BARE_ROLE.column(connection, asked))
    return load(connection, _IN_ROLE.column(connection, asked | {"body": body.casefold()}))


def identify(
    connection: Connection,
    reading: Reading,
    identifications: Iterable[Identification],
    actors: Iterable[Actor],
    keys: Mapping[str, Iterable[str]],
    statements: Iterable[Mapping[str, Any]] | None = None,
) -> list[Lost]:
    """Store the decisions on an article's entities; returns the mentions that these replace.

    `statements` are the rows of a reading that has just been put: else they are read.
    """
    _put_actors(connection, {one.id: one for one in actors})
    _put_keys(connection, keys)
    # what was put just now has no decisions yet: those of an older version went with its statements
    lost = forget(connection, reading.article.id) if statements is None else []
    decisions = {decision.entity: decision for decision in identifications}
    rows = [
        _entity_row(reading.article.id, position, entity, decisions.get(position))
        for position, entity in enumerate(reading.entities)
    ]
    _PUT_ENTITIES.run(connection, rows)
    actors_of = {row["position"]: row["actor_id"] for row in rows}
    if statements is None:
        make_findable(connection, reading.article.id, actors_of)
    else:
        _found_by(connection, statements, actors_of)
    return lost


def forget(connection: Connection, article_id: str) -> list[Lost]:
    """Delete the decisions on an article's entities; returns what each actor was mentioned as."""
    asked = {"article": article_id}
    lost = [Lost(row.actor_id, *_forms(row)) for row in _TAKEN_FOR.rows(connection, asked)]
    _ENTITIES_GONE.run(connection, asked)
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
    if not gone:
        return
    table = schema.entity.c
    for actor in load(connection, gone):
        query = select(table.name, table.aliases, table.roles).where(table.actor_id == actor.id)
        rows = connection.execute(query)
        if (first := rows.fetchone()) is None:
            _put_forms(connection, {actor.id: ((), ())})
            connection.execute(delete(schema.name_key).where(schema.name_key.c.actor_id == actor.id))
            connection.execute(delete(schema.actor).where(schema.actor.c.id == actor.id))
            continue
        names, roles = gone[actor.id]
        for row in chain([first], rows):
            kept_names, kept_roles = _forms(row)
            names -= kept_names
            roles -= kept_roles
            if not names and not roles:  # soon, of somebody whom thousands of articles name
                break
        rows.close()
        aliases = [alias for alias in actor.aliases if alias.casefold() not in names]
        seen = [role for role in actor.roles if _folded(role) not in roles]
        if names or roles:
            _put_forms(connection, {actor.id: (aliases, seen)})


# --------------------------------------------------------------------------- rows


def _put_actors(connection: Connection, actors: Mapping[str, Actor]) -> None:
    if not actors:
        return
    known = set(_KNOWN.column(connection, {"ids": many(actors)}))
    _PUT_ACTORS.run(
        connection, [{"id": one.id, **_called(one)} for one in actors.values() if one.id not in known]
    )
    _CHANGE.run(
        connection, [{"its_id": one.id, **_called(one)} for one in actors.values() if one.id in known]
    )
    _put_forms(connection, {one.id: (one.aliases, one.roles) for one in actors.values()})


def _called(one: Actor) -> dict[str, Any]:
    return {"name": one.name, "kind": one.kind}


def _put_forms(connection: Connection, forms: Mapping[str, tuple[Sequence[str], Sequence[Role]]]) -> None:
    """Replace these actors' aliases and roles."""
    for gone in _FORMS_GONE:
        gone.run(connection, {"ids": many(forms)})
    names: list[dict[str, Any]] = [
        {"actor_id": actor_id, "position": position, "name": name}
        for actor_id, (aliases, _) in forms.items()
        for position, name in enumerate(aliases)
    ]
    _PUT_ALIASES.run(connection, names)
    seen = [
        _role_row(actor_id, position, one)
        for actor_id, (_, roles) in forms.items()
        for position, one in enumerate(roles)
    ]
    _PUT_ROLES.run(connection, seen)


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
    wanted = {(key, actor_id) for actor_id, own in keys.items() for key in own}
    if keys:
        wanted -= {(row.key, row.actor_id) for row in _KEYS.rows(connection, {"ids": many(keys)})}
    if wanted:
        rows = [{"key": key, "actor_id": actor_id} for key, actor_id in sorted(wanted)]
        _PUT_KEYS.run(connection, rows)


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
    asked = {"article": article_id}
    day = _PUBLISHED.value(connection, asked)
    # the article's own days, not those that other reports supply: see articles.put_days
    rows = [
        {**row._asdict(), **day_columns(said_in(row.said), day)}
        for row in _STATEMENTS.rows(connection, asked)
    ]
    for gone in _FOUND_BY:
        gone.run(connection, {"ids": many(row["id"] for row in rows)})
    _found_by(connection, rows, actors)


def _found_by(
    connection: Connection, statements: Iterable[Mapping[str, Any]], actors: Mapping[int, str | None]
) -> None:
    """File statements, which are filed under nothing, under who speaks in them and what they name."""
    spoken, named = list[dict[str, Any]](), list[dict[str, Any]]()
    for row in statements:
        said_by = voices(row["speakers"], actors)
        its: dict[str, Any] = {"statement_id": row["id"], "near": row["near"]}
        spoken += [
            {**its, "day": row["day"], "part": part, "position": position, "actor_id": who}
            for part, position, who in said_by
        ]
        named += [{**its, "name": name, "narrated": not said_by} for name in _names_of(row)]
    _PUT_VOICES.run(connection, spoken)
    _PUT_NAMES.run(connection, named)


def _names_of(row: Mapping[str, Any]) -> list[str]:
    """The names inside a statement, folded; "" for a narrated one without, which only a day finds."""
    names = {name.casefold() for name in json.loads(row["names"])}
    return sorted(names) or ([""] if row["narrated"] else [])


def _forms(row: Any) -> tuple[frozenset[str], frozenset[Folded]]:
    """The names and roles, folded, that a row of `entity` attests."""
    names = frozenset(name.casefold() for name in (row.name, *json.loads(row.aliases)))
    return names, frozenset(_folded(role) for role in unlisted(Role, row.roles))


def _folded(role: Role) -> Folded:
    return role.title.casefold(), role.body.casefold() if role.body is not None else None
