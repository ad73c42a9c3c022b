"""Digests in the tables: articles in short, and which of them are near in time and share people or words."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Subquery,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    true,
    union_all,
)

from onrecord.record.store import schema
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import on_day
from onrecord.record.store.schema import among, many
from onrecord.record.store.serial import DamagedError, unpack
from onrecord.types import ArticleDigest

NEAR = 14  # days on either side of an article within which another can be on the same events
SAMPLE = 8  # one word run in so many is indexed; articles with few have all of them indexed
FEW = 64


MOST_ASKED = 500  # actors, or word runs, that one look-up asks for

DIGEST, THEIRS, RUNS, PLACE = schema.digest.c, schema.digest_actor.c, schema.shingle.c, schema.in_story.c


def _in_time(query: Select[Any], table: Any) -> Subquery:
    """A query of articles, narrowed to those whose days are near those asked for, or unknown.

    In two parts, each of which finds its rows in the index on `last_day`: "or" would read them all.
    """
    near = and_(table.last_day >= bindparam("earliest"), table.first_day <= bindparam("latest"))
    return union_all(query.where(table.last_day.is_(None)), query.where(near)).subquery()


# Built once: to build a query costs more than to run it.
_DIGEST_GONE = tuple(
    Prepared(delete(table).where(table.c.article_id == bindparam("article")))
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


def put_digest(connection: Connection, digest: ArticleDigest, new: bool = False) -> None:
    """Store or replace an article's digest with what it is looked up by; of a `new` one there is none."""
    for gone in _DIGEST_GONE if not new else ():
        gone.run(connection, {"article": digest.article_id})
    first, last = ordinals(digest.first_day or digest.published, digest.last_day or digest.published)
    row = {"article_id": digest.article_id, "first_day": first, "last_day": last}
    _PUT_DIGEST.run(connection, {**row, "actors": len(digest.actors), "digest": _packed(digest)})
    _PUT_ACTORS.run(connection, [{"actor_id": one, **row} for one in sorted(digest.actors)])
    runs = [{"value": value, "article_id": digest.article_id} for value in _sampled(digest.shingles)]
    _PUT_RUNS.run(connection, runs)


def near(
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
    begin, end = ordinals(first or last, last or first)
    known = begin is not None and end is not None
    days = {"earliest": begin - NEAR, "latest": end + NEAR} if begin is not None and end is not None else {}
    wanted = sorted(set(actors))[:MOST_ASKED]
    if wanted:
        asked = {"ids": many(wanted), "most": limit, **days}
        ids.update(dict.fromkeys(_SHARING_ACTORS[known].column(connection, asked)))
    of_these_days = _NEAR[known, bool(wanted)].column(connection, {"most": limit, **days})
    ids.update(dict.fromkeys(of_these_days))
    return list(ids)[:limit]


def load(connection: Connection, ids: Iterable[str]) -> list[tuple[str, str | None, ArticleDigest]]:
    """(article, story id, digest) of those of these articles that have a digest, by id."""
    rows = _DIGESTS.rows(connection, {"ids": many(ids)})
    return [(row.article_id, row.story_id, _unpacked(row.digest)) for row in rows]


def _packed(digest: ArticleDigest) -> bytes:
    """A digest as it is stored, by places and in columns: hundreds are read to place one article."""
    told = [
        digest.article_id,
        digest.title,
        *ordinals(digest.first_day, digest.last_day),
        *ordinals(digest.published, None)[:1],
        sorted(digest.actors),
        [word for word, _ in digest.terms],
        [weight for _, weight in digest.terms],
        sorted(digest.shingles),
    ]
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode("ascii"), 6)


def _unpacked(blob: bytes) -> ArticleDigest:
    """What `_packed` was given; or `pack`, by which older records have them."""
    try:
        told = json.loads(zlib.decompress(blob))
        if isinstance(told, dict):
            return unpack(ArticleDigest, blob)
        article_id, title, first, last, published, actors, words, weights, runs = told
        return ArticleDigest(
            article_id,
            title,
            on_day(published),
            on_day(first),
            on_day(last),
            frozenset(actors),
            tuple(zip(words, weights, strict=True)),
            frozenset(runs),
        )
    except (ValueError, TypeError, zlib.error) as error:
        raise DamagedError(f"broken digest: {error}") from None


def _sampled(shingles: frozenset[int]) -> list[int]:
    """The word runs that are indexed: a share that any two articles choose alike."""
    # Mixed before sampling: the caller may itself have kept every n-th hash only.
    signed = {(value * 0x9E3779B97F4A7C15 >> 7) & (2**63 - 1) for value in shingles}
    return sorted(signed if len(signed) <= FEW else (value for value in signed if value % SAMPLE == 0))


def ordinals(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """Days as the tables have them."""
    return first.toordinal() if first else None, last.toordinal() if last else None
