"""Digests, copies and stories in the tables: what placing an article among others needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    tuple_,
    union,
    update,
)

from onrecord.record.store import schema
from onrecord.record.store.identity import new_id, settled_ids
from onrecord.record.store.reports import on_day
from onrecord.record.store.schema import among, many
from onrecord.record.store.serial import pack, unpack
from onrecord.types import ArticleDigest, Copy, Story

NEAR = 7  # days on either side of an article within which another can be on the same events
SAMPLE = 8  # one word run in so many is indexed; articles with few have all of them indexed
FEW = 64


MOST_ASKED = 500  # actors, or word runs, that one look-up asks for

DIGEST, THEIRS, RUNS, COPIED, STORY, PLACE = (
    schema.digest.c, schema.digest_actor.c, schema.shingle.c, schema.copied.c, schema.story.c, schema.in_story.c,
)  # fmt: skip


def _in_time(table: Any) -> ColumnElement[bool]:
    """A condition that an article's days are near those asked for; unknown days are near everything."""
    near = and_(table.first_day <= bindparam("latest"), table.last_day >= bindparam("earliest"))
    return or_(table.first_day.is_(None), near)


# Built once: to build a query costs more than to run it.
_ARTICLE: BindParameter[str] = bindparam("article")
_DIGEST_GONE = tuple(
    delete(table).where(table.c.article_id == _ARTICLE)
    for table in (schema.digest_actor, schema.shingle, schema.digest)
)
_PUT_DIGEST, _PUT_ACTORS, _PUT_RUNS = (
    insert(schema.digest),
    insert(schema.digest_actor),
    insert(schema.shingle),
)
_SHARING_RUNS = (
    select(RUNS.article_id)
    .where(among(RUNS.value))
    .group_by(RUNS.article_id)
    .order_by(func.count().desc(), RUNS.article_id)
    .limit(bindparam("most"))
)


def _sharing_actors(timely: ColumnElement[bool]) -> Any:
    query = select(THEIRS.article_id).where(among(THEIRS.actor_id), timely).group_by(THEIRS.article_id)
    return query.order_by(func.count().desc(), THEIRS.article_id).limit(bindparam("most"))


def _near(*conditions: ColumnElement[bool]) -> Any:
    query = select(DIGEST.article_id).where(*conditions)
    return query.order_by(DIGEST.first_day.desc(), DIGEST.article_id).limit(bindparam("most"))


# By whether the days asked for are known; and an article that names nobody can only be told by its words.
_SHARING_ACTORS = {True: _sharing_actors(_in_time(THEIRS)), False: _sharing_actors(true())}
_NEAR = {
    (known, nobody): _near(_in_time(DIGEST) if known else true(), DIGEST.actors == 0 if nobody else true())
    for known in (False, True)
    for nobody in (False, True)
}
_DIGESTS = (
    select(DIGEST.article_id, PLACE.story_id, DIGEST.digest)
    .select_from(schema.digest.outerjoin(schema.in_story, PLACE.article_id == DIGEST.article_id))
    .where(among(DIGEST.article_id))
    .order_by(DIGEST.article_id)
)
_IN_STORY = select(PLACE.article_id).where(PLACE.story_id == bindparam("story"))
_COPIES_GONE = (
    delete(schema.copied).where(COPIED.article_id == _ARTICLE),
    delete(schema.copied).where(COPIED.original_id == _ARTICLE),
)
_PUT_COPIES = insert(schema.copied)
_COPIES = union(
    select(schema.copied).where(among(COPIED.article_id)),
    select(schema.copied).where(among(COPIED.original_id)),
)


def put_digest(connection: Connection, digest: ArticleDigest) -> None:
    """Store or replace an article's digest with what it is looked up by."""
    for gone in _DIGEST_GONE:
        connection.execute(gone, {"article": digest.article_id})
    first, last = _ordinals(digest.first_day or digest.published, digest.last_day or digest.published)
    row = {"article_id": digest.article_id, "first_day": first, "last_day": last}
    connection.execute(_PUT_DIGEST, {**row, "actors": len(digest.actors), "digest": pack(digest)})
    if actors := [{"actor_id": one, **row} for one in sorted(digest.actors)]:
        connection.execute(_PUT_ACTORS, actors)
    runs = [{"value": value, "article_id": digest.article_id} for value in _sampled(digest.shingles)]
    if runs:
        connection.execute(_PUT_RUNS, runs)


def digests_near(
    connection: Connection,
    first: date | None,
    last: date | None,
    actors: Iterable[str],
    *,
    shingles: Iterable[int],
    limit: int,
) -> list[str]:
    """Ids of articles near in time that share an actor, or that share word runs."""
    ids, sampled = dict[str, None](), _sampled(frozenset(shingles))
    for start in range(0, len(sampled), MOST_ASKED):
        asked = {"ids": many(sampled[start : start + MOST_ASKED]), "most": limit}
        ids.update(dict.fromkeys(connection.execute(_SHARING_RUNS, asked).scalars()))
    begin, end = _ordinals(first or last, last or first)
    known = begin is not None and end is not None
    days = {"earliest": begin - NEAR, "latest": end + NEAR} if begin is not None and end is not None else {}
    wanted = sorted(set(actors))[:MOST_ASKED]
    if wanted:
        asked = {"ids": many(wanted), "most": limit, **days}
        ids.update(dict.fromkeys(connection.execute(_SHARING_ACTORS[known], asked).scalars()))
    near = connection.execute(_NEAR[known, bool(wanted)], {"most": limit, **days})
    ids.update(dict.fromkeys(near.scalars()))
    return list(ids)[:limit]


def in_story(connection: Connection, story_id: str) -> Sequence[str]:
    """The articles of a story."""
    return connection.execute(_IN_STORY, {"story": story_id}).scalars().all()


def load(connection: Connection, ids: Iterable[str]) -> list[tuple[str, str | None, ArticleDigest]]:
    """(article, story id, digest) of those of these articles that have a digest, by id."""
    rows = connection.execute(_DIGESTS, {"ids": many(ids)})
    return [(row.article_id, row.story_id, unpack(ArticleDigest, row.digest)) for row in rows]


def put_copies(connection: Connection, article_id: str, copies: Iterable[Copy]) -> None:
    """Replace every copy relation that has this article on either side."""
    for gone in _COPIES_GONE:
        connection.execute(gone, {"article": article_id})
    kept = {(one.article_id, one.original_id): one for one in copies}
    rows = [
        {"article_id": one.article_id, "original_id": one.original_id, "share": one.share}
        for one in kept.values()
    ]
    if rows:
        connection.execute(_PUT_COPIES, rows)


def copies(connection: Connection, article_id: str | None) -> tuple[Copy, ...]:
    """Copies with this article on either side, or all."""
    table = schema.copied
    query = select(table).order_by(table.c.original_id, table.c.article_id)
    if article_id is not None:
        query = query.where(or_(table.c.article_id == article_id, table.c.original_id == article_id))
    return tuple(Copy(row.article_id, row.original_id, row.share) for row in connection.execute(query))


def copies_among(connection: Connection, article_ids: Iterable[str]) -> tuple[Copy, ...]:
    """Copies with one of these articles on either side."""
    rows = connection.execute(_COPIES, {"ids": many(article_ids)})
    found = (Copy(row.article_id, row.original_id, row.share) for row in rows)
    return tuple(sorted(found, key=lambda copy: (copy.original_id, copy.article_id)))


_LATEST = func.coalesce(schema.article.c.published, date.max.toordinal())
_STORY = select(STORY.title, STORY.first, STORY.last).where(STORY.id == bindparam("story"))
_STORY_OF = select(PLACE.story_id).where(PLACE.article_id == _ARTICLE)
_END = select(func.max(PLACE.position)).where(PLACE.story_id == bindparam("story"))
_AFTER = (
    select(func.min(PLACE.position))
    .join(schema.article, schema.article.c.id == PLACE.article_id)
    .where(
        PLACE.story_id == bindparam("story"),
        tuple_(_LATEST, PLACE.article_id) > tuple_(bindparam("day"), _ARTICLE),
    )
)
_MOVE_UP = (
    update(schema.in_story)
    .where(PLACE.story_id == bindparam("story"), PLACE.position >= bindparam("place"))
    .values(position=PLACE.position + 1)
)
_ENTER = insert(schema.in_story)
_FIRST_OF = (
    select(PLACE.article_id)
    .where(PLACE.story_id == bindparam("story"))
    .order_by(PLACE.position)
    .limit(bindparam("most"))
)
_TOLD = update(schema.story).where(STORY.id == bindparam("story"))


def leave(connection: Connection, article_id: str) -> None:
    """Take an article out of the story that it shares with others, so that it can be placed anew."""
    here = {"article": article_id}
    story_id = connection.execute(_STORY_OF, here).scalar()
    if story_id is not None and len(first_of(connection, story_id, 2)) > 1:
        connection.execute(delete(schema.in_story).where(PLACE.article_id == _ARTICLE), here)


def enter(connection: Connection, story_id: str, digest: ArticleDigest) -> int | None:
    """Put an article that is in no story yet at its place in one, by day of publication.

    Returns that place, counted from 0; None where the article is in a story already.
    """
    here = {"story": story_id, "article": digest.article_id}
    if connection.execute(_STORY_OF, here).first() is not None:
        return None
    day = (digest.published or date.max).toordinal()
    place = connection.execute(_AFTER, {**here, "day": day}).scalar()
    if place is None:
        place = connection.execute(_END, here).scalar_one() + 1
    else:
        connection.execute(_MOVE_UP, {**here, "place": place})
    connection.execute(_ENTER, {"story_id": story_id, "article_id": digest.article_id, "position": place})
    return int(place)


def first_of(connection: Connection, story_id: str, most: int) -> Sequence[str]:
    """The articles that come first in a story, in order."""
    return connection.execute(_FIRST_OF, {"story": story_id, "most": most}).scalars().all()


def widen(connection: Connection, story_id: str, digest: ArticleDigest, title: str | None) -> None:
    """Let a story last from the first to the last of an article's days at least; `title` is its new one."""
    row = connection.execute(_STORY, {"story": story_id}).one()
    given = digest.first_day, digest.last_day, digest.published
    days = [day.toordinal() for day in given if day is not None]
    first = min((day for day in (row.first, *days) if day is not None), default=None)
    last = max((day for day in (row.last, *days) if day is not None), default=None)
    values = {"title": row.title if title is None else title, "first": first, "last": last}
    if tuple(values.values()) != tuple(row):
        connection.execute(_TOLD, {"story": story_id, **values})


def put_story(connection: Connection, story: Story) -> Story:
    """Store a story, moving its articles into it; stories left empty are deleted."""
    table, place, inside = schema.story, schema.in_story, {"ids": many(story.articles)}
    rows = connection.execute(select(PLACE.article_id, PLACE.story_id).where(among(PLACE.article_id)), inside)
    left = {row.article_id: row.story_id for row in rows}
    if not story.id:
        (kept,) = settled_ids([story.articles], left)
        story = replace(story, id=kept or new_id("t", story.articles, partial(_exists, connection)))
    first, last = _ordinals(story.first, story.last)
    values = {"title": story.title, "first": first, "last": last}
    if not _exists(connection, story.id):
        connection.execute(insert(table).values(id=story.id, **values))
    else:
        connection.execute(update(table).where(STORY.id == story.id).values(**values))
    connection.execute(delete(place).where(PLACE.story_id == story.id))
    connection.execute(delete(place).where(among(PLACE.article_id)), inside)
    places = [
        {"article_id": one, "story_id": story.id, "position": position}
        for position, one in enumerate(story.articles)
    ]
    if places:
        connection.execute(_ENTER, places)
    empty = delete(table).where(
        among(STORY.id), ~select(PLACE.story_id).where(PLACE.story_id == STORY.id).exists()
    )
    connection.execute(empty, {"ids": many({*left.values(), story.id})})
    return story


def stories(connection: Connection, ids: Iterable[str] | None = None) -> tuple[Story, ...]:
    """Stories (all, or these), by first day (unknown last) and id."""
    if ids is None:
        found = list(connection.execute(select(schema.story)))
    else:
        asked = select(schema.story).where(among(STORY.id))
        found = list(connection.execute(asked, {"ids": many(ids)}))
    articles: dict[str, list[str]] = {row.id: [] for row in found}
    inside = (
        select(PLACE.story_id, PLACE.article_id)
        .where(among(PLACE.story_id))
        .order_by(PLACE.story_id, PLACE.position)
    )
    for story_id, article_id in connection.execute(inside, {"ids": many(articles)}):
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
