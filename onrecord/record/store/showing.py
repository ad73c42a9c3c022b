"""Laying people's judgements over the machine's actors: who each entity is shown as, and under which name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from onrecord.record.store import people, schema, shown
from onrecord.record.store.reports import on_day
from onrecord.record.store.rows import Anchor
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import to_json, unlisted
from onrecord.record.store.shown import ACTOR, ENTITY, NOW, SHOWN
from onrecord.types import Actor, Entity, Role


@dataclass(frozen=True, slots=True)
class Attested:
    """One article's entity that the machine took for an actor."""

    article_id: str
    number: int  # order of adding its article
    position: int
    published: date | None
    entity: Entity
    shown: str | None


class Shown:
    """The part of a transaction that changes how actors are shown. Get one from `Writer.shown`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def attested(self, actor_id: str, limit: int | None = None) -> tuple[Attested, ...]:
        """The entities that the machine took for this actor, as articles came."""
        article = schema.article.c
        query = (
            select(ENTITY, article.number, article.published, ACTOR.c.kind)
            .join(schema.article, article.id == ENTITY.c.article_id)
            .join(ACTOR, ACTOR.c.id == actor_id)
            .where(ENTITY.c.actor_id == actor_id)
            .order_by(article.number, ENTITY.c.position)
            .limit(limit)
        )
        return tuple(
            Attested(
                row.article_id,
                row.number,
                row.position,
                on_day(row.published),
                Entity(row.name, row.kind, tuple(json.loads(row.aliases)), unlisted(Role, row.roles)),
                row.shown,
            )
            for row in self._connection.execute(query)
        )

    def put_shown(self, machine: str, now: str | None, by: int | None) -> set[str]:
        """Show all of a machine's actor as another (None: as itself); returns the articles that this changes."""
        here = ENTITY.c.actor_id == machine
        other = ENTITY.c.shown.is_not(None) if now is None else func.coalesce(ENTITY.c.shown, "") != now
        changed = set(self._connection.execute(select(ENTITY.c.article_id).where(here, other)).scalars())
        if changed:
            self._connection.execute(update(ENTITY).where(here, other).values(shown=now, judgement=by))
        self._connection.execute(
            update(ACTOR)
            .where(ACTOR.c.id == machine, func.coalesce(ACTOR.c.into, "") != (now or ""))
            .values(into=now)
        )
        return changed

    def put_parts(self, machine: str, parts: Mapping[tuple[str, int], str], by: int | None) -> set[str]:
        """Show the entities of one machine's actor as several; by (article, position). Returns what changes."""
        rows = self._connection.execute(
            select(ENTITY.c.article_id, ENTITY.c.position, ENTITY.c.shown).where(ENTITY.c.actor_id == machine)
        )
        changed = []
        for row in rows.all():
            now: str | None = parts.get((row.article_id, row.position), machine)
            now = None if now == machine else now
            if now != row.shown:
                changed.append({"a": row.article_id, "p": row.position, "now": now})
        if changed:
            here = ENTITY.c.article_id == bindparam("a"), ENTITY.c.position == bindparam("p")
            self._connection.execute(
                update(ENTITY).where(*here).values(shown=bindparam("now"), judgement=by), changed
            )
        self._connection.execute(update(ACTOR).where(ACTOR.c.id == machine).values(into=None))
        return {one["a"] for one in changed}

    def put_extras(self, article_id: str, extras: Iterable[tuple[int, Entity, int]]) -> None:
        """Replace the entities that only judgements know of: (position, entity, judgement)."""
        self._connection.execute(
            delete(ENTITY).where(
                ENTITY.c.article_id == article_id,
                ENTITY.c.actor_id.is_(None),
                ENTITY.c.judgement.is_not(None),
            )
        )
        rows = [
            {
                "article_id": article_id,
                "position": position,
                "name": entity.name,
                "aliases": "[]",
                "roles": "[]",
                "judgement": number,
            }
            for position, entity, number in extras
        ]
        if rows:
            self._connection.execute(insert(ENTITY), rows)

    def put_extra(self, number: int, now: str | None) -> set[str]:
        """Who the entity is that judgement `number` added; returns the articles that this changes."""
        here = and_(ENTITY.c.judgement == number, ENTITY.c.actor_id.is_(None))
        other = ENTITY.c.shown.is_not(None) if now is None else func.coalesce(ENTITY.c.shown, "") != now
        changed = set(self._connection.execute(select(ENTITY.c.article_id).where(here, other)).scalars())
        if changed:
            self._connection.execute(update(ENTITY).where(here, other).values(shown=now))
        return changed

    def findable(self, article_id: str) -> None:
        """Let lists and matching see an article's speakers as they are shown."""
        query = select(ENTITY.c.position, NOW.label("now")).where(ENTITY.c.article_id == article_id)
        actors = {row.position: row.now for row in self._connection.execute(query)}
        people.make_findable(self._connection, article_id, actors)

    def put_actor(self, actor_id: str, actor: Actor | None) -> None:
        """How an actor is shown; None: as the machine has it. It gets a row of its own where it has none."""
        self._connection.execute(delete(SHOWN).where(SHOWN.c.id == actor_id))
        if actor is None:
            return
        self._connection.execute(insert(SHOWN).values(id=actor_id, actor=to_json(actor)))
        if self._connection.execute(select(ACTOR.c.id).where(ACTOR.c.id == actor_id)).scalar() is None:
            self._connection.execute(insert(ACTOR).values(id=actor_id, name=actor.name, kind=actor.kind))

    def ensure(self, actor: Actor) -> None:
        """A row for an actor that only judgements make; without names that the machine would look up."""
        if self._connection.execute(select(ACTOR.c.id).where(ACTOR.c.id == actor.id)).scalar() is None:
            self._connection.execute(insert(ACTOR).values(id=actor.id, name=actor.name, kind=actor.kind))

    def unused_gone(self, ids: Iterable[str]) -> None:
        """Delete those of these actors that no entity is, by the machine or by judgement."""
        for some in batches(ids):
            used = set(
                self._connection.execute(
                    select(ENTITY.c.actor_id).where(ENTITY.c.actor_id.in_(some))
                ).scalars()
            )
            used |= set(
                self._connection.execute(select(ENTITY.c.shown).where(ENTITY.c.shown.in_(some))).scalars()
            )
            for one in sorted(set(some) - used):
                for table in (schema.alias, schema.role, schema.name_key):
                    self._connection.execute(delete(table).where(table.c.actor_id == one))
                self._connection.execute(delete(SHOWN).where(SHOWN.c.id == one))
                self._connection.execute(delete(ACTOR).where(ACTOR.c.id == one))

    def machine(self, article_id: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
        """(name, aliases, actor) of an article's entities, as the machine identified them."""
        rows = self._connection.execute(
            select(ENTITY.c.name, ENTITY.c.aliases, ENTITY.c.actor_id)
            .where(ENTITY.c.article_id == article_id, ENTITY.c.actor_id.is_not(None))
            .order_by(ENTITY.c.position)
        )
        return tuple((row.name, tuple(json.loads(row.aliases)), row.actor_id) for row in rows)

    def machine_actors(self, ids: Iterable[str]) -> tuple[Actor, ...]:
        """Actors as the machine has them."""
        return people.load(self._connection, ids)

    def now(self, ids: Iterable[str]) -> set[str]:
        """Whom the entities of these actors of the machine are shown as, where that is somebody else."""
        found = set[str]()
        for some in batches(ids):
            query = (
                select(ENTITY.c.shown)
                .distinct()
                .where(ENTITY.c.actor_id.in_(some), ENTITY.c.shown.is_not(None))
            )
            found.update(self._connection.execute(query).scalars())
        return found

    def behind(self, actor_id: str) -> set[str]:
        """The machine's actors of which mentions are shown as this one."""
        return shown.behind(self._connection, actor_id)

    def node(self, actor_id: str, name: str) -> str:
        """Whom the machine's actor is shown as where it goes by `name`."""
        return shown.node(self._connection, actor_id, name)

    def as_now(self, ids: Iterable[str]) -> set[str]:
        """Whom these actors of the machine are shown as."""
        return {shown.node(self._connection, one, "") for one in ids}

    def called(self, ids: Iterable[str]) -> dict[str, str]:
        """The names under which these actors are shown, by id."""
        return {one.id: one.name for one in shown.load(self._connection, ids)}

    def meant_by(self, anchor: Anchor) -> str | None:
        """The machine's actor that an article names so."""
        asked = anchor.name.casefold()
        for name, aliases, actor in self.machine(anchor.article_id):
            if asked in {name.casefold(), *(one.casefold() for one in aliases)}:
                return actor
        return None
