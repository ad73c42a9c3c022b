"""Digests, copies and stories in the tables: what placing an article among others needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, or_, select, true, update

from onrecord.record.store import schema
from onrecord.record.store.identity import new_id, settled_ids
from onrecord.record.store.reports import on_day
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import pack, unpack
from onrecord.types import ArticleDigest, Copy, Story

NEAR = 7  # days on either side of an article within which another can be on the same events
SAMPLE = 8  # one word run in so many is indexed; articles with few have all of them indexed
FEW = 64


def put_digest(connection: Connection, digest: ArticleDigest) -> None:
    """Store or replace an article's digest with what it is looked up by."""
    for table in (schema.digest_actor, schema.shingle, schema.digest):
        connection.execute(delete(table).where(table.c.article_id == digest.article_id))
    first, last = _ordinals(digest.first_day or digest.published, digest.last_day or digest.published)
    days = {"first_day": first, "last_day": last}
    connection.execute(
        insert(schema.digest).values(
            article_id=digest.article_id, actors=len(digest.actors), digest=pack(digest), **days
        )
    )
    actors = [{"actor_id": one, "article_id": digest.article_id, **days} for one in sorted(digest.actors)]
    if actors:
        connection.execute(insert(schema.digest_actor), actors)
    runs = [{"value": value, "article_id": digest.article_id} for value in _sampled(digest.shingles)]
    if runs:
        connection.execute(insert(schema.shingle), runs)


def digests(
    connection: Connection,
    first: date | None,
    last: date | None,
    actors: Iterable[str],
    *,
    shingles: Iterable[int],
    limit: int,
) -> tuple[tuple[str | None, ArticleDigest], ...]:
    """(story id, digest) of articles near in time that share an actor, or that share word runs."""
    ids = dict[str, None]()
    runs, sampled = schema.shingle.c, _sampled(frozenset(shingles))
    for start in range(0, len(sampled), schema.BATCH):
        some = sampled[start : start + schema.BATCH]
        query = select(runs.article_id).where(runs.value.in_(some)).group_by(runs.article_id)
        query = query.order_by(func.count().desc(), runs.article_id).limit(limit)
        ids.update(dict.fromkeys(connection.execute(query).scalars()))
    begin, end = _ordinals(first or last, last or first)
    theirs, wanted = schema.digest_actor.c, sorted(set(actors))[: schema.BATCH]
    if wanted:
        query = select(theirs.article_id).where(theirs.actor_id.in_(wanted), _in_time(theirs, begin, end))
        query = query.group_by(theirs.article_id).order_by(func.count().desc(), theirs.article_id)
        ids.update(dict.fromkeys(connection.execute(query.limit(limit)).scalars()))
    table = schema.digest.c
    query = select(table.article_id).where(_in_time(table, begin, end))
    if wanted:  # an article that names nobody can only be told by its words
        query = query.where(table.actors == 0)
    query = query.order_by(table.first_day.desc(), table.article_id)
    ids.update(dict.fromkeys(connection.execute(query.limit(limit)).scalars()))
    return _load(connection, list(ids)[:limit])


def _in_time(table: Any, begin: int | None, end: int | None) -> ColumnElement[bool]:
    """A condition that an article's days are near these; unknown days are near everything."""
    if begin is None or end is None:
        return true()
    near = and_(table.first_day <= end + NEAR, table.last_day >= begin - NEAR)
    return or_(table.first_day.is_(None), near)


def story_digests(connection: Connection, story_id: str) -> tuple[ArticleDigest, ...]:
    """The digests of all articles of a story, by article id."""
    place = schema.in_story
    ids = connection.execute(select(place.c.article_id).where(place.c.story_id == story_id)).scalars().all()
    return tuple(digest for _, digest in _load(connection, sorted(ids)))


def _load(connection: Connection, ids: Iterable[str]) -> tuple[tuple[str | None, ArticleDigest], ...]:
    found: list[tuple[str | None, ArticleDigest]] = []
    table, place = schema.digest, schema.in_story
    for some in batches(ids):
        rows = connection.execute(
            select(place.c.story_id, table.c.digest)
            .select_from(table.outerjoin(place, place.c.article_id == table.c.article_id))
            .where(table.c.article_id.in_(some))
            .order_by(table.c.article_id)
        )
        found.extend((row.story_id, _unpacked(row.digest)) for row in rows)
    return tuple(found)


@lru_cache(maxsize=4096)
def _unpacked(packed: bytes) -> ArticleDigest:
    return unpack(ArticleDigest, packed)


def put_copies(connection: Connection, article_id: str, copies: Iterable[Copy]) -> None:
    """Replace every copy relation that has this article on either side."""
    table = schema.copied
    connection.execute(
        delete(table).where(or_(table.c.article_id == article_id, table.c.original_id == article_id))
    )
    kept = {(one.article_id, one.original_id): one for one in copies}
    rows = [
        {"article_id": one.article_id, "original_id": one.original_id, "share": one.share}
        for one in kept.values()
    ]
    if rows:
        connection.execute(insert(table), rows)


def copies(connection: Connection, article_id: str | None) -> tuple[Copy, ...]:
    """Copies with this article on either side, or all."""
    table = schema.copied
    query = select(table).order_by(table.c.original_id, table.c.article_id)
    if article_id is not None:
        query = query.where(or_(table.c.article_id == article_id, table.c.original_id == article_id))
    return tuple(Copy(row.article_id, row.original_id, row.share) for row in connection.execute(query))


def copies_among(connection: Connection, article_ids: Iterable[str]) -> tuple[Copy, ...]:
    """Copies with one of these articles on either side."""
    table, found = schema.copied, set[Copy]()
    for some in batches(article_ids):
        either = or_(table.c.article_id.in_(some), table.c.original_id.in_(some))
        found |= {
            Copy(row.article_id, row.original_id, row.share)
            for row in connection.execute(select(table).where(either))
        }
    return tuple(sorted(found, key=lambda copy: (copy.original_id, copy.article_id)))


def put_story(connection: Connection, story: Story) -> Story:
    """Store a story, moving its articles into it; stories left empty are deleted."""
    table, place = schema.story, schema.in_story
    left: dict[str, str] = {}
    for some in batches(story.articles):
        rows = connection.execute(
            select(place.c.article_id, place.c.story_id).where(place.c.article_id.in_(some))
        )
        left.update({row.article_id: row.story_id for row in rows})
    if not story.id:
        (kept,) = settled_ids([story.articles], left)
        story = replace(story, id=kept or new_id("t", story.articles, partial(_exists, connection)))
    first, last = _ordinals(story.first, story.last)
    values = {"title": story.title, "first": first, "last": last}
    if not _exists(connection, story.id):
        connection.execute(insert(table).values(id=story.id, **values))
    else:
        connection.execute(update(table).where(table.c.id == story.id).values(**values))
    connection.execute(delete(place).where(place.c.story_id == story.id))
    for some in batches(story.articles):
        connection.execute(delete(place).where(place.c.article_id.in_(some)))
    places = [
        {"article_id": one, "story_id": story.id, "position": position}
        for position, one in enumerate(story.articles)
    ]
    if places:
        connection.execute(insert(place), places)
    for some in batches({*left.values(), story.id}):
        filled = select(place.c.story_id).where(place.c.story_id.in_(some))
        connection.execute(delete(table).where(table.c.id.in_(some), table.c.id.not_in(filled)))
    return story


def stories(connection: Connection, ids: Iterable[str] | None = None) -> tuple[Story, ...]:
    """Stories (all, or these), by first day (unknown last) and id."""
    table, place = schema.story, schema.in_story
    found: list[Row[Any]] = []
    if ids is None:
        found.extend(connection.execute(select(table)))
    else:
        for some in batches(ids):
            found.extend(connection.execute(select(table).where(table.c.id.in_(some))))
    articles: dict[str, list[str]] = {row.id: [] for row in found}
    for some in batches(articles):
        rows = connection.execute(
            select(place.c.story_id, place.c.article_id)
            .where(place.c.story_id.in_(some))
            .order_by(place.c.story_id, place.c.position)
        )
        for story_id, article_id in rows:
            articles[story_id].append(article_id)
    found.sort(key=lambda row: (row.first is None, row.first or 0, row.id))
    return tuple(
        Story(row.id, row.title, tuple(articles[row.id]), on_day(row.first), on_day(row.last))
        for row in found
    )


def _exists(connection: Connection, story_id: str) -> bool:
    table = schema.story
    return connection.execute(select(table.c.id).where(table.c.id == story_id)).scalar() is not None


def _sampled(shingles: frozenset[int]) -> list[int]:
    """The word runs that are indexed: a share that any two articles choose alike."""
    # Mixed before sampling: the caller may itself have kept every n-th hash only.
    signed = {(value * 0x9E3779B97F4A7C15 >> 7) & (2**63 - 1) for value in shingles}
    return sorted(signed if len(signed) <= FEW else (value for value in signed if value % SAMPLE == 0))


def _ordinals(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    return first.toordinal() if first else None, last.toordinal() if last else None
