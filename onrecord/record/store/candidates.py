"""Which reports in the record could be of the same statement as those of a new article.

They are found through two indexes: `voice` (an actor and a day) for statements whose speaker is
known, `named` (a name in the content and a day) for the others. Every query has a limit, so that
adding an article costs the same whatever the record holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from onrecord.record.store import schema
from onrecord.record.store.matching import reports
from onrecord.record.store.reports import days
from onrecord.record.store.schema import batches
from onrecord.types import Report

NEAR = 4  # days by which two reports' days may differ and still be of one statement
EACH = 200  # candidates from one look-up by actor
BY_NAME = 60  # candidates from one look-up by names


def candidates(connection: Connection, asked: Sequence[Report], limit: int) -> tuple[Report, ...]:
    """Reports of other articles that could be of the same statement as one of these, by id."""
    own = {one.article_id for one in asked}
    distance: dict[str, int] = {}

    def note(rows: Iterable[tuple[str, int]]) -> None:
        for statement_id, far in rows:
            distance[statement_id] = min(far, distance.get(statement_id, far))

    for actor, first, last, published in sorted(_voices(asked), key=repr):
        note(_by_actor(connection, actor, first, last, published))
    for one in asked:
        note(_by_names(connection, one))
    for some in batches(own):  # after the look-ups: a join in each would cost more
        table = schema.statement.c
        for statement_id in connection.execute(select(table.id).where(table.article_id.in_(some))).scalars():
            distance.pop(statement_id, None)
    nearest = sorted(distance, key=lambda statement_id: (distance[statement_id], statement_id))
    return reports(connection, nearest[:limit])


def _voices(asked: Iterable[Report]) -> set[tuple[str, int | None, int | None, int | None]]:
    """The distinct (actor, first day, last day, day published) to look for."""
    found = set[tuple[str, int | None, int | None, int | None]]()
    for one in asked:
        first, last = days(one.said)
        published = one.published.toordinal() if one.published and first is None else None
        found.update((actor, first, last, published) for actor in (*one.actors, *one.speaks_for))
    return found


def _by_actor(
    connection: Connection, actor: str, first: int | None, last: int | None, published: int | None
) -> Iterable[tuple[str, int]]:
    """(statement id, days away) of statements by or for an actor, the nearest first."""
    voice = schema.voice.c
    his = voice.actor_id == actor
    centre = first if first is not None else published
    pick = select(voice.statement_id, voice.near).where(his)
    if first is not None and last is not None:
        # a known day meets known days nearby, and every unknown day
        known = pick.where(voice.day.between(first - NEAR, last + NEAR))
        yield from _far(connection, known.order_by(voice.day).limit(EACH), centre)
        pick = pick.where(voice.day.is_(None))
    if centre is None:
        yield from _far(connection, pick.order_by(voice.near.desc()).limit(EACH), None)
        return
    after = pick.where(voice.near >= centre).order_by(voice.near)
    before = pick.where(voice.near < centre).order_by(voice.near.desc())
    for query in (after, before, pick.where(voice.near.is_(None))):
        yield from _far(connection, query.limit(EACH // 2), centre)


def _by_names(connection: Connection, one: Report) -> Iterable[tuple[str, int]]:
    """(statement id, days away) of statements that name the same and are narrated, on one side."""
    named = schema.named.c
    narrated = one.statement.manner == "narrated"
    names = sorted({name.casefold() for name in one.names}) or ([""] if narrated else [])
    if not names:
        return ()
    first, last = days(one.said)
    centre = first if first is not None else one.published.toordinal() if one.published else None
    query = select(named.statement_id, func.min(named.near)).where(named.name.in_(names[: schema.BATCH]))
    if centre is not None:
        end = last if last is not None else centre
        query = query.where(or_(named.near.between(centre - NEAR, end + NEAR), named.near.is_(None)))
    if one.actors:
        query = query.where(named.narrated)
    query = query.group_by(named.statement_id).order_by(func.count().desc(), named.statement_id)
    return _far(connection, query.limit(BY_NAME), centre)


def _far(connection: Connection, query: Any, centre: int | None) -> Iterable[tuple[str, int]]:
    """The rows of a look-up with their distance in days; unknown counts as just outside `NEAR`."""
    for statement_id, near in connection.execute(query).all():
        yield statement_id, abs(near - centre) if near is not None and centre is not None else NEAR + 1
