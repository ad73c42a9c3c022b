"""Stories, articles and statements as a page lists them: one short line each, by their ids.

No reading is unpacked for them; what is asked for is looked up with one set of queries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from onrecord.record.store import digests, listing, schema, shown
from onrecord.record.store.reports import on_day
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import from_json, unlisted
from onrecord.types import Actor, Channel, Said


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list: how many articles and outlets tell it."""

    id: str
    title: str
    first: date | None
    last: date | None
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list: its `title`, or how it begins where it has none. `statements` leave out narrated ones."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    path: str | None
    published: date | None
    story: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in a list; `speakers` are (name, actor id or None); the group's size beside it."""

    id: str
    article: str
    title: str | None
    outlet: str | None
    url: str | None
    path: str | None
    published: date | None
    said: Said
    manner: str
    cue: str
    content: str
    question: str
    speakers: tuple[tuple[str, str | None], ...]
    via: tuple[Channel, ...]
    group: str | None
    outlets: int
    clashes: int
    story: str | None


def stories(connection: Connection, ids: Iterable[str]) -> tuple[StoryLine, ...]:
    """These stories, in this order."""
    table, place, article = schema.story.c, schema.in_story.c, schema.article.c
    ids = tuple(dict.fromkeys(ids))
    found: dict[str, StoryLine] = {}
    for some in batches(ids):
        query = (
            select(
                schema.story,
                func.count(article.id).label("articles"),
                func.count(article.outlet_folded.distinct()).label("outlets"),
            )
            .join(schema.in_story, place.story_id == table.id)
            .join(schema.article, article.id == place.article_id)
            .where(table.id.in_(some))
            .group_by(table.id)
        )
        for row in connection.execute(query):
            found[row.id] = StoryLine(
                row.id, row.title, on_day(row.first), on_day(row.last), row.articles, row.outlets
            )
    return tuple(found[one] for one in ids if one in found)


def articles(connection: Connection, ids: Iterable[str]) -> tuple[ArticleLine, ...]:
    """These articles, in this order."""
    article, statement, place = schema.article.c, schema.statement.c, schema.in_story.c
    version = schema.version.c
    ids = tuple(dict.fromkeys(ids))
    told = (
        select(func.count())
        .where(statement.article_id == article.id, statement.narrated.is_(False))
        .scalar_subquery()
    )
    found: dict[str, ArticleLine] = {}
    for some in batches(ids):
        query = (
            select(schema.article, version.path, place.story_id, told.label("statements"))
            .join(schema.version, listing.NEWEST)
            .outerjoin(schema.in_story, place.article_id == article.id)
            .where(article.id.in_(some))
        )
        for row in connection.execute(query):
            found[row.id] = ArticleLine(
                row.id,
                row.title,
                row.outlet,
                row.url,
                row.path,
                on_day(row.published),
                row.story_id,
                row.statements,
            )
    untitled = [one.id for one in found.values() if not one.title]
    for id, _, digest in digests.load(connection, untitled) if untitled else ():
        found[id] = replace(found[id], title=digest.title or None)
    return tuple(found[one] for one in ids if one in found)


def statements(connection: Connection, ids: Iterable[str]) -> tuple[StatementLine, ...]:
    """These statements, in this order."""
    ids = tuple(dict.fromkeys(ids))
    statement, article, place = schema.statement.c, schema.article.c, schema.in_story.c
    member, group, voice = schema.member.c, schema.statement_group.c, schema.voice.c
    found: dict[str, Any] = {}
    voices: dict[str, dict[int, str]] = {}
    for some in batches(ids):
        columns = schema.statement, article.title, article.outlet, article.url, article.published
        query = (
            listing.placed(*columns, place.story_id, group.outlets, group.clashes)
            .outerjoin(schema.in_story, place.article_id == article.id)
            .outerjoin(schema.statement_group, group.id == member.group_id)
            .where(statement.id.in_(some))
        )
        found.update({row.id: row for row in connection.execute(query)})
        spoken = select(schema.voice).where(voice.statement_id.in_(some), voice.part == "speaker")
        for row in connection.execute(spoken):
            voices.setdefault(row.statement_id, {})[row.position] = row.actor_id
    spoken_by = {who for own in voices.values() for who in own.values()}
    known = {one.id: one for one in shown.load(connection, spoken_by)}
    return tuple(_line(found[one], voices.get(one, {}), known) for one in ids if one in found)


def _line(row: Any, voices: dict[int, str], known: dict[str, Actor]) -> StatementLine:
    named: list[tuple[str, str | None]] = []
    for position, (name, *_) in enumerate(json.loads(row.speakers)):
        who = known.get(voices.get(position, ""))
        named.append((who.name, who.id) if who else (name, None))
    own = from_json(Said, row.said)
    return StatementLine(
        id=row.id,
        article=row.article_id,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        path=row.path,
        published=on_day(row.published),
        said=own if own.date is not None or row.elsewhere is None else from_json(Said, row.elsewhere),
        manner=json.loads(row.body).get("manner", "indirect"),
        cue=row.cue,
        content=" ".join(row.content.split()),
        question=" ".join(row.question.split()),
        speakers=tuple(dict.fromkeys(named)),
        via=unlisted(Channel, row.via),
        group=row.group_id,
        outlets=row.outlets or 1,
        clashes=row.clashes or 0,
        story=row.story_id,
    )
