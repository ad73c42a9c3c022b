"""Copies and stories in the tables: which article is in which story, at which place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    union,
    update,
)

from onrecord.record.store import schema
from onrecord.record.store.digests import ordinals
from onrecord.record.store.identity import new_id, settled_ids
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import on_day
from onrecord.record.store.schema import among, many
from onrecord.record.store.wholes import Wholes
from onrecord.types import ArticleDigest, Copy, Story

COPIED, STORY, PLACE = schema.copied.c, schema.story.c, schema.in_story.c

# Built once: to build a query costs more than to run it.
_ARTICLE: BindParameter[str] = bindparam("article")


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


def in_story(connection: Connection, story_id: str) -> Sequence[str]:
    """The articles of a story."""
    return _IN_STORY.column(connection, {"story": story_id})


def put_copies(connection: Connection, article_id: str, copies: Iterable[Copy], new: bool = False) -> None:
    """Replace every copy relation that has this article on either side; a `new` one has none."""
    for gone in _COPIES_GONE if not new else ():
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
_ALONE = Prepared(
    select(PLACE.story_id).where(among(PLACE.story_id)).group_by(PLACE.story_id).having(func.count() == 1)
)
_ENTER = Prepared(insert(schema.in_story))
_FIRST_OF = Prepared(
    select(PLACE.article_id)
    .where(PLACE.story_id == bindparam("story"))
    .order_by(PLACE.position)
    .limit(bindparam("most"))
)
_CALLED = Prepared(
    update(schema.story)
    .where(STORY.id == bindparam("its_id"), STORY.title != bindparam("named"))
    .values(title=bindparam("named"))
)
_TOLD = Prepared(update(schema.story).where(STORY.id == bindparam("story")))


def alone(connection: Connection, story_ids: Iterable[str]) -> set[str]:
    """Those of these stories that hold one article."""
    return set(_ALONE.column(connection, {"ids": many(story_ids)}))


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


def call(connection: Connection, story_id: str, title: str) -> None:
    """Give a story this title."""
    _CALLED.run(connection, {"its_id": story_id, "named": title})


def widen(connection: Connection, story_id: str, digest: ArticleDigest) -> None:
    """Let a story last from the first to the last of an article's days at least."""
    (row,) = _STORY.rows(connection, {"story": story_id})
    given = digest.first_day, digest.last_day, digest.published
    days = [day.toordinal() for day in given if day is not None]
    first = min((day for day in (row.first, *days) if day is not None), default=None)
    last = max((day for day in (row.last, *days) if day is not None), default=None)
    if (first, last) != (row.first, row.last):
        _TOLD.run(connection, {"story": story_id, "first": first, "last": last})


def put_story(connection: Connection, story: Story) -> Story:
    """Store a story, moving its articles into it; stories left empty are deleted."""
    inside = {"ids": many(story.articles)}
    left = {row.article_id: row.story_id for row in _PLACES.rows(connection, inside)}
    if not story.id:
        (kept,) = settled_ids([story.articles], left)
        story = replace(story, id=kept or new_id("t", story.articles, partial(_exists, connection)))
    first, last = ordinals(story.first, story.last)
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
