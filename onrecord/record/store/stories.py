"""Digests, copies and stories in the tables: what placing an article among others needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Subquery,
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
    union_all,
    update,
)

from onrecord.record.store import schema
from onrecord.record.store.identity import new_id, settled_ids
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import on_day
from onrecord.record.store.schema import among, many
from onrecord.record.store.serial import pack, unpack
from onrecord.record.store.wholes import Wholes
from onrecord.types import ArticleDigest, Copy, Story

NEAR = 7  # days on either side of an article within which another can be on the same events
SAMPLE = 8  # one word run in so many is indexed; articles with few have all of them indexed
FEW = 64


MOST_ASKED = 500  # actors, or word runs, that one look-up asks for

DIGEST, THEIRS, RUNS, COPIED, STORY, PLACE = (
    schema.digest.c, schema.digest_actor.c, schema.shingle.c, schema.copied.c, schema.story.c, schema.in_story.c,
)  # fmt: skip


def _in_time(query: Select[Any], table: Any) -> Subquery:
    """A query of articles, narrowed to those whose days are near those asked for, or unknown.

    In two parts, each of which finds its rows in the index on `last_day`: "or" would read them all.
    """
    near = and_(table.last_day >= bindparam("earliest"), table.first_day <= bindparam("latest"))
    return union_all(query.where(table.last_day.is_(None)), query.where(near)).subquery()


# Built once: to build a query costs more than to run it.
_ARTICLE: BindParameter[str] = bindparam("article")
_DIGEST_GONE = tuple(
    Prepared(delete(table).where(table.c.article_id == _ARTICLE))
    for table in (schema.digest_actor, schema.shingle, schema.digest)
)
_PUT_DIGEST, _PUT_ACTORS, _PUT_RUNS = (
    Prepared(insert(schema.digest)),
    Prepared(insert(schema.digest_actor)),
    Prepared(insert(schema.shingle)),
)
_SHARING_RUNS = Prepared(
    select(RUNS.article_id)
    .where(among(RUNS.value))
    .group_by(RUNS.article_id)
    .order_by(func.count().desc(), RUNS.article_id)
    .limit(bindparam("most"))
)


def _sharing_actors(known: bool) -> Prepared:
    query = select(THEIRS.article_id).where(among(THEIRS.actor_id))
    its = (_in_time(query, THEIRS) if known else query.subquery()).c.article_id
    return Prepared(select(its).group_by(its).order_by(func.count().desc(), its).limit(bindparam("most")))


def _near(known: bool, nobody: bool) -> Prepared:
    query = select(DIGEST.article_id, DIGEST.first_day).where(DIGEST.actors == 0 if nobody else true())
    its = (_in_time(query, DIGEST) if known else query.subquery()).c
    newest = select(its.article_id).order_by(its.first_day.desc(), its.article_id)
    return Prepared(newest.limit(bindparam("most")))


# By whether the days asked for are known; and an article that names nobody can only be told by its words.
_SHARING_ACTORS = {known: _sharing_actors(known) for known in (False, True)}
_NEAR = {(known, nobody): _near(known, nobody) for known in (False, True) for nobody in (False, True)}
_DIGESTS = Prepared(
    select(DIGEST.article_id, PLACE.story_id, DIGEST.digest)
    .select_from(schema.digest.outerjoin(schema.in_story, PLACE.article_id == DIGEST.article_id))
    .where(among(DIGEST.article_id))
    .order_by(DIGEST.article_id)
)
_IN_STORY = Prepared(select(PLACE.article_id).where(PLACE.story_id == bindparam("story")))
_COPIES_GONE = (
    Prepared(delete(schema.copied).where(COPIED.article_id == _ARTICLE)),
    Prepared(delete(schema.copied).where(COPIED.original_id == _ARTICLE)),
)
_PUT_COPIES = Prepared(insert(schema.copied))
_COPIES = Prepared(
    union(
        select(schema.copied).where(among(COPIED.article_id)),
        select(schema.copied).where(among(COPIED.original_id)),
    )
)


def put_digest(connection: Connection, digest: ArticleDigest) -> None:
    """Store or replace an article's digest with what it is looked up by."""
    for gone in _DIGEST_GONE:
        gone.run(connection, {"article": digest.article_id})
    first, last = _ordinals(digest.first_day or digest.published, digest.last_day or digest.published)
    row = {"article_id": digest.article_id, "first_day": first, "last_day": last}
    _PUT_DIGEST.run(connection, {**row, "actors": len(digest.actors), "digest": pack(digest)})
    _PUT_ACTORS.run(connection, [{"actor_id": one, **row} for one in sorted(digest.actors)])
    runs = [{"value": value, "article_id": digest.article_id} for value in _sampled(digest.shingles)]
    _PUT_RUNS.run(connection, runs)


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
        ids.update(dict.fromkeys(_SHARING_RUNS.column(connection, asked)))
    begin, end = _ordinals(first or last, last or first)
    known = begin is not None and end is not None
    days = {"earliest": begin - NEAR, "latest": end + NEAR} if begin is not None and end is not None else {}
    wanted = sorted(set(actors))[:MOST_ASKED]
    if wanted:
        asked = {"ids": many(wanted), "most": limit, **days}
        ids.update(dict.fromkeys(_SHARING_ACTORS[known].column(connection, asked)))
    near = _NEAR[known, bool(wanted)].column(connection, {"most": limit, **days})
    ids.update(dict.fromkeys(near))
    return list(ids)[:limit]


def in_story(connection: Connection, story_id: str) -> Sequence[str]:
    """The articles of a story."""
    return _IN_STORY.column(connection, {"story": story_id})


def load(connection: Connection, ids: Iterable[str]) -> list[tuple[str, str | None, ArticleDigest]]:
    """(article, story id, digest) of those of these articles that have a digest, by id."""
    rows = _DIGESTS.rows(connection, {"ids": many(ids)})
    return [(row.article_id, row.story_id, unpack(ArticleDigest, row.digest)) for row in rows]


def put_copies(connection: Connection, article_id: str, copies: Iterable[Copy]) -> None:
    """Replace every copy relation that has this article on either side."""
    for gone in _COPIES_GONE:
        gone.run(connection, {"article": article_id})
    kept = {(one.article_id, one.original_id): one for one in copies}
    rows = [
        {"article_id": one.article_id, "original_id": one.original_id, "share": one.share}
        for one in kept.values()
    ]
    _PUT_COPIES.run(connection, rows)


def copies(connection: Connection, article_id: str | None) -> tuple[Copy, ...]:
    """Copies with this article on either side, or all."""
    table = schema.copied
    query = select(table).order_by(table.c.original_id, table.c.article_id)
    if article_id is not None:
        query = query.where(or_(table.c.article_id == article_id, table.c.original_id == article_id))
    return tuple(Copy(row.article_id, row.original_id, row.share) for row in connection.execute(query))


def copies_among(connection: Connection, article_ids: Iterable[str]) -> tuple[Copy, ...]:
    """Copies with one of these articles on either side."""
    rows = _COPIES.rows(connection, {"ids": many(article_ids)})
    found = (Copy(row.article_id, row.original_id, row.share) for row in rows)
    return tuple(sorted(found, key=lambda copy: (copy.original_id, copy.article_id)))


_LATEST = func.coalesce(schema.article.c.published, date.max.toordinal())
_STORY = Prepared(select(STORY.title, STORY.first, STORY.last).where(STORY.id == bindparam("story")))
_STORY_OF = Prepared(select(PLACE.story_id).where(PLACE.article_id == _ARTICLE))
_END = Prepared(select(func.max(PLACE.position)).where(PLACE.story_id == bindparam("story")))
_AFTER = Prepared(
    select(func.min(PLACE.position))
    .join(schema.article, schema.article.c.id == PLACE.article_id)
    .where(
        PLACE.story_id == bindparam("story"),
        tuple_(_LATEST, PLACE.article_id) > tuple_(bindparam("day"), _ARTICLE),
    )
)
_MOVE_UP = Prepared(
    update(schema.in_story)
    .where(PLACE.story_id == bindparam("story"), PLACE.position >= bindparam("place"))
    .values(position=PLACE.position + 1)
)
_OPEN = Prepared(insert(schema.story))
_EMPTIED = Prepared(delete(schema.in_story).where(PLACE.story_id == bindparam("story")))
_TAKEN_OUT = Prepared(delete(schema.in_story).where(among(PLACE.article_id)))
_LEAVE = Prepared(delete(schema.in_story).where(PLACE.article_id == _ARTICLE))
_PLACES = Prepared(select(PLACE.article_id, PLACE.story_id).where(among(PLACE.article_id)))
_CLOSE = Prepared(
    delete(schema.story).where(
        among(STORY.id), ~select(PLACE.story_id).where(PLACE.story_id == STORY.id).exists()
    )
)
_STORIES = Wholes(
    schema.story,
    STORY.first,
    select(PLACE.story_id, PLACE.article_id).order_by(PLACE.story_id, PLACE.position),
)
_ENTER = Prepared(insert(schema.in_story))
_FIRST_OF = Prepared(
    select(PLACE.article_id)
    .where(PLACE.story_id == bindparam("story"))
    .order_by(PLACE.position)
    .limit(bindparam("most"))
)
_TOLD = Prepared(update(schema.story).where(STORY.id == bindparam("story")))


def leave(connection: Connection, article_id: str) -> None:
    """Take an article out of the story that it shares with others, so that it can be placed anew."""
    here = {"article": article_id}
    story_id = _STORY_OF.value(connection, here)
    if story_id is not None and len(first_of(connection, story_id, 2)) > 1:
        _LEAVE.run(connection, here)


def enter(connection: Connection, story_id: str, digest: ArticleDigest) -> int | None:
    """Put an article that is in no story yet at its place in one, by day of publication.

    Returns that place, counted from 0; None where the article is in a story already.
    """
    here = {"story": story_id, "article": digest.article_id}
    if _STORY_OF.value(connection, here) is not None:
        return None
    day = (digest.published or date.max).toordinal()
    place = _AFTER.value(connection, {**here, "day": day})
    if place is None:
        place = _END.value(connection, here) + 1
    else:
        _MOVE_UP.run(connection, {**here, "place": place})
    _ENTER.run(connection, {"story_id": story_id, "article_id": digest.article_id, "position": place})
    return int(place)


def first_of(connection: Connection, story_id: str, most: int) -> Sequence[str]:
    """The articles that come first in a story, in order."""
    return _FIRST_OF.column(connection, {"story": story_id, "most": most})


def widen(connection: Connection, story_id: str, digest: ArticleDigest, title: str | None) -> None:
    """Let a story last from the first to the last of an article's days at least; `title` is its new one."""
    (row,) = _STORY.rows(connection, {"story": story_id})
    given = digest.first_day, digest.last_day, digest.published
    days = [day.toordinal() for day in given if day is not None]
    first = min((day for day in (row.first, *days) if day is not None), default=None)
    last = max((day for day in (row.last, *days) if day is not None), default=None)
    values = {"title": row.title if title is None else title, "first": first, "last": last}
    if tuple(values.values()) != tuple(row):
        _TOLD.run(connection, {"story": story_id, **values})


def put_story(connection: Connection, story: Story) -> Story:
    """Store a story, moving its articles into it; stories left empty are deleted."""
    inside = {"ids": many(story.articles)}
    left = {row.article_id: row.story_id for row in _PLACES.rows(connection, inside)}
    if not story.id:
        (kept,) = settled_ids([story.articles], left)
        story = replace(story, id=kept or new_id("t", story.articles, partial(_exists, connection)))
    first, last = _ordinals(story.first, story.last)
    values = {"title": story.title, "first": first, "last": last}
    if not _exists(connection, story.id):
        _OPEN.run(connection, {"id": story.id, **values})
    else:
        _TOLD.run(connection, {"story": story.id, **values})
    _EMPTIED.run(connection, {"story": story.id})
    _TAKEN_OUT.run(connection, inside)
    places = [
        {"article_id": one, "story_id": story.id, "position": position}
        for position, one in enumerate(story.articles)
    ]
    _ENTER.run(connection, places)
    _CLOSE.run(connection, {"ids": many({*left.values(), story.id})})
    return story


def stories(connection: Connection, ids: Iterable[str] | None = None) -> tuple[Story, ...]:
    """Stories (all, or these), by first day (unknown last) and id."""
    return tuple(
        Story(row.id, row.title, tuple(one for (one,) in inside), on_day(row.first), on_day(row.last))
        for row, inside in _STORIES.of(connection, ids)
    )


def _exists(connection: Connection, story_id: str) -> bool:
    return _STORY.value(connection, {"story": story_id}) is not None


def _sampled(shingles: frozenset[int]) -> list[int]:
    """The word runs that are indexed: a share that any two articles choose alike."""
    # Mixed before sampling: the caller may itself have kept every n-th hash only.
    signed = {(value * 0x9E3779B97F4A7C15 >> 7) & (2**63 - 1) for value in shingles}
    return sorted(signed if len(signed) <= FEW else (value for value in signed if value % SAMPLE == 0))


def _ordinals(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    return first.toordinal() if first else None, last.toordinal() if last else None
