"""Actors in the tables: finding them by name key or role, and saying which entity is which actor.

`voice` repeats for each statement who speaks and who is spoken for, as actors; it follows from the
statements' speakers and the entities' decisions, and is made anew whenever these change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.record.store import schema
from onrecord.record.store.reports import day
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import listed, unlisted
from onrecord.types import Actor, Entity, Identification, Reading, Role


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
                Role(row.title, row.body, day(row.first), day(row.last))
            )
        if counted:
            voice = schema.voice.c
            spoken = connection.execute(
                select(voice.actor_id, func.count(voice.statement_id.distinct()).label("statements"))
                .where(voice.actor_id.in_(some), voice.part == "speaker")
                .group_by(voice.actor_id)
            )
            counts = {row.actor_id: row.statements for row in spoken}
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


def named(connection: Connection, keys: Iterable[str]) -> tuple[Actor, ...]:
    """Actors any of whose name keys is among `keys`."""
    table, ids = schema.name_key, set[str]()
    for some in batches(keys):
        ids.update(connection.execute(select(table.c.actor_id).where(table.c.key.in_(some))).scalars())
    return load(connection, ids)


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
) -> set[str]:
    """Store the decisions on an article's entities; returns the actors that it named before."""
    for one in actors:
        _put_actor(connection, one)
    for actor_id, own in keys.items():
        _put_keys(connection, actor_id, own)
    article_id = reading.article.id
    table = schema.entity
    of_article = table.c.article_id == article_id
    before = set(connection.execute(select(table.c.actor_id).where(of_article)).scalars()) - {None}
    connection.execute(delete(table).where(of_article))
    decisions = {decision.entity: decision for decision in identifications}
    rows = [
        _entity_row(article_id, position, entity, decisions.get(position))
        for position, entity in enumerate(reading.entities)
    ]
    if rows:
        connection.execute(insert(table), rows)
    _give_voice(connection, article_id, {row["position"]: row["actor_id"] for row in rows})
    return before


def forsaken_gone(connection: Connection, loosened: Iterable[str]) -> None:
    """Of actors that lost a mention, delete those without any and the forms no article has now."""
    table = schema.entity.c
    for actor in load(connection, loosened):
        rows = connection.execute(
            select(table.name, table.aliases, table.roles).where(table.actor_id == actor.id)
        ).all()
        if not rows:
            for part in (schema.alias, schema.role, schema.name_key):
                connection.execute(delete(part).where(part.c.actor_id == actor.id))
            connection.execute(delete(schema.actor).where(schema.actor.c.id == actor.id))
            continue
        names = {name.casefold() for row in rows for name in (row.name, *json.loads(row.aliases))}
        roles = {_folded(one) for row in rows for one in unlisted(Role, row.roles)}
        _put_forms(
            connection,
            actor.id,
            [alias for alias in actor.aliases if alias.casefold() in names],
            [one for one in actor.roles if _folded(one) in roles],
        )


# --------------------------------------------------------------------------- rows


def _put_actor(connection: Connection, one: Actor) -> None:
    table = schema.actor
    known = connection.execute(select(table.c.id).where(table.c.id == one.id)).scalar()
    if known is None:
        connection.execute(insert(table).values(id=one.id, name=one.name, kind=one.kind))
    else:
        connection.execute(update(table).where(table.c.id == one.id).values(name=one.name, kind=one.kind))
    _put_forms(connection, one.id, one.aliases, one.roles)


def _put_forms(connection: Connection, actor_id: str, aliases: Iterable[str], roles: Iterable[Role]) -> None:
    for table in (schema.alias, schema.role):
        connection.execute(delete(table).where(table.c.actor_id == actor_id))
    rows: list[dict[str, Any]] = [
        {"actor_id": actor_id, "position": position, "name": name} for position, name in enumerate(aliases)
    ]
    if rows:
        connection.execute(insert(schema.alias), rows)
    rows = [
        {
            "actor_id": actor_id,
            "position": position,
            "title": one.title,
            "body": one.body,
            "first": one.first.toordinal() if one.first else None,
            "last": one.last.toordinal() if one.last else None,
            "title_folded": one.title.casefold(),
            "body_folded": one.body.casefold() if one.body is not None else None,
        }
        for position, one in enumerate(roles)
    ]
    if rows:
        connection.execute(insert(schema.role), rows)


def _put_keys(connection: Connection, actor_id: str, keys: Iterable[str]) -> None:
    table = schema.name_key
    known = set(connection.execute(select(table.c.key).where(table.c.actor_id == actor_id)).scalars())
    rows = [{"key": key, "actor_id": actor_id} for key in sorted(set(keys) - known)]
    if rows:
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


def _give_voice(connection: Connection, article_id: str, actors: Mapping[int, str | None]) -> None:
    statement, voice = schema.statement.c, schema.voice
    rows = connection.execute(
        select(statement.id, statement.speakers, statement.first_day, schema.article.c.published)
        .join(schema.article, schema.article.c.id == statement.article_id)
        .where(statement.article_id == article_id)
    ).all()
    for some in batches(row.id for row in rows):
        connection.execute(delete(voice).where(voice.c.statement_id.in_(some)))
    voices = []
    for row in rows:
        for position, (_, *entities) in enumerate(json.loads(row.speakers)):
            for part, entity in zip(("speaker", "speaks_for"), entities, strict=True):
                if (actor_id := actors.get(entity)) is not None:
                    voices.append(
                        {
                            "statement_id": row.id,
                            "part": part,
                            "position": position,
                            "actor_id": actor_id,
                            "day": row.first_day,
                            "near": row.first_day if row.first_day is not None else row.published,
                        }
                    )
    if voices:
        connection.execute(insert(voice), voices)


def _folded(role: Role) -> tuple[str, str | None]:
    return role.title.casefold(), role.body.casefold() if role.body is not None else None
