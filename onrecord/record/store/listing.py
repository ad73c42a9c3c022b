"""The record's lists of statements and articles: filters as one query, rows made one by one.

Ids are fetched first and in order; the readings that the rows point at are unpacked as the caller
goes on, a few at a time, so that a list of a million statements needs no more memory than one page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, select, true

from onrecord.errors import NotFound
from onrecord.record.store import judgements, lookup, matching, schema, shown
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import effective, on_day, without
from onrecord.record.store.rows import ArticleRow, Judgement, Row
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import floats_in, from_json, unpack, unpack_part
from onrecord.record.store.sqlite import about
from onrecord.types import Article, Reading, Said, Vector

NEWEST = and_(
    schema.version.c.article_id == schema.article.c.id, schema.version.c.number == schema.article.c.version
)
# Of lists: by day said, unknown last, then as the articles came.
ORDER = (
    case((schema.statement.c.first_day.is_(None), 1), else_=0),
    schema.statement.c.first_day,
    schema.article.c.number,
    schema.statement.c.position,
)
PAGE = 200  # statements whose rows are made with one set of queries


@dataclass(frozen=True, slots=True)
class Filters:
    """What `Record.statements` was asked for."""

    speaker: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    story: str | None = None
    group: str | None = None
    article: str | None = None
    min_confidence: float | None = None
    narrated: bool = False


def statement_ids(connection: Connection, asked: Filters) -> list[str]:
    """Ids of the statements asked for, by day said (unknown last), article and order."""
    statement, article = schema.statement.c, schema.article.c
    query = select(statement.id).join(schema.article, article.id == statement.article_id)
    if not asked.narrated:
        query = query.where(statement.narrated.is_(False))
    spoken = None if asked.speaker is None else _by_speaker(connection, asked.speaker)
    if asked.about is not None:
        query = query.where(about(asked.about))
    if asked.outlet is not None:
        query = query.where(article.outlet_folded == _outlet(connection, asked.outlet))
    if asked.since is not None:
        query = query.where(statement.last_day >= asked.since.toordinal())
    if asked.until is not None:
        query = query.where(statement.first_day <= asked.until.toordinal())
    if asked.story is not None:
        place = schema.in_story.c
        inside = select(place.article_id).where(place.story_id == story_id(connection, asked.story))
        query = query.where(article.id.in_(inside))
    if asked.group is not None:
        member = schema.member.c
        inside = select(member.statement_id).where(member.group_id == group_id(connection, asked.group))
        query = query.where(statement.id.in_(inside))
    if asked.article is not None:
        query = query.where(article.id == article_id(connection, asked.article))
    if asked.min_confidence is not None:
        query = query.where(statement.confidence >= asked.min_confidence)
    query = query.order_by(*ORDER)
    found = connection.execute(query).scalars()
    return list(found if spoken is None else filter(spoken.__contains__, found))


def _by_speaker(connection: Connection, key: str) -> set[str]:
    """Ids by actor; where none answers, by the words for a source that is nobody known."""
    statement, voice = schema.statement.c, schema.voice.c
    if lookup.answering(connection, key):
        who = lookup.actor(connection, key).id
        spoken = select(voice.statement_id).where(voice.actor_id == who, voice.part == "speaker")
        return set(connection.execute(spoken).scalars())
    asked = lookup.plain(key)
    rows = connection.execute(select(statement.id, statement.speakers).where(statement.speakers != "[]"))
    ids = {
        row.id
        for row in rows
        if asked and any(asked in lookup.plain(name) for name, *_ in json.loads(row.speakers))
    }
    if not ids:
        lookup.actor(connection, key)  # raises NotFound with likely spellings
    return ids


def _outlet(connection: Connection, name: str) -> str:
    """The outlet as stored, case-folded; NotFound with likely spellings."""
    table = schema.article.c
    rows = connection.execute(select(table.outlet).where(table.outlet.is_not(None)).distinct()).scalars()
    names: dict[str, str] = {one.casefold(): one for one in rows if one is not None}
    if name.casefold() in names:
        return name.casefold()
    asked = lookup.plain(name)
    alike = [folded for folded, one in names.items() if lookup.plain(one) == asked]
    if len(alike) == 1:
        return alike[0]
    misses = lookup.near_misses(asked, ((lookup.plain(one), one) for one in names.values()))
    raise NotFound(f"no article of an outlet named {name!r}{misses}")


# --------------------------------------------------------------------------- ids from what was typed


def statement_id(connection: Connection, key: str) -> str:
    """The statement of that id or prefix."""
    found = lookup.by_prefix(connection, schema.statement.c.id, key, "statements")
    return _one(connection, found, "statement", key)


def article_id(connection: Connection, key: str) -> str:
    """The article of that id or prefix."""
    found = lookup.by_prefix(connection, schema.article.c.id, key, "articles")
    return _one(connection, found, "article", key)


def group_id(connection: Connection, key: str) -> str:
    """The group of that id or prefix, or the one that the statement of that id or prefix is in."""
    member = schema.member.c
    found = lookup.by_prefix(connection, schema.statement_group.c.id, key, "groups")
    inside = None if found else lookup.by_prefix(connection, member.statement_id, key, "statements")
    if inside is not None:
        found = connection.execute(select(member.group_id).where(member.statement_id == inside)).scalar()
    return _one(connection, found, "group or statement", key)


def story_id(connection: Connection, key: str) -> str:
    """The story of that id or prefix, or the one that the article of that id or prefix is in."""
    place = schema.in_story.c
    found = lookup.by_prefix(connection, schema.story.c.id, key, "stories")
    inside = None if found else lookup.by_prefix(connection, place.article_id, key, "articles")
    if inside is not None:
        found = connection.execute(select(place.story_id).where(place.article_id == inside)).scalar()
    return _one(connection, found, "story or article", key)


def _one(connection: Connection, found: str | None, what: str, key: str) -> str:
    if found is not None:
        return found
    for judgement in judgements.judgements(connection, False) if key and "statement" in what else ():
        gone = next((side.found for side in judgement.sides if (side.found or "").startswith(key)), None)
        if judgement.kind == "hide" and gone:
            raise NotFound(
                f"the statement {gone} is hidden; `onrecord undo {judgement.id}` takes that judgement back"
            )
    raise NotFound(f"no {what} has the id {key!r}" + (", nor one that begins so" if key else ""))


# --------------------------------------------------------------------------- rows


def pages(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The ids, some at a time."""
    left = iter(ids)
    while page := tuple(islice(left, PAGE)):
        yield page


def placed(*columns: Any) -> Select[Any]:
    """Statements with these columns of them and of their articles, and `path`, `group_id` and `elsewhere`.

    `elsewhere` is the JSON of the day that other reports supply.
    """
    statement, article, version = schema.statement.c, schema.article.c, schema.version.c
    member, fed = schema.member.c, schema.said_elsewhere.c
    return (
        select(*columns, version.path, member.group_id, fed.said.label("elsewhere"))
        .select_from(schema.statement)
        .join(schema.article, article.id == statement.article_id)
        .join(schema.version, NEWEST)
        .outerjoin(schema.member, member.statement_id == statement.id)
        .outerjoin(schema.said_elsewhere, fed.statement_id == statement.id)
    )


def rows(
    connection: Connection, ids: Iterable[str], reading: Callable[[Connection, str, int], Reading]
) -> list[Row]:
    """Rows of these statements in the order given; ones that are gone are left out."""
    ids = tuple(ids)
    statement, article = schema.statement.c, schema.article.c
    found: dict[str, Any] = {}
    voices: dict[tuple[str, str], dict[int, str]] = {}
    for some in batches(ids):
        columns = statement.id, statement.article_id, statement.position, statement.said, article.version
        query = placed(*columns).where(statement.id.in_(some))
        found.update({row.id: row for row in connection.execute(query)})
        for row in connection.execute(select(schema.voice).where(schema.voice.c.statement_id.in_(some))):
            voices.setdefault((row.statement_id, row.part), {})[row.position] = row.actor_id
    judged: dict[str, list[Judgement]] = {}
    for judgement in judgements.about(connection, found):
        for its in {side.found for side in judgement.sides if side.found in found}:
            judged.setdefault(str(its), []).append(judgement)
    linked: dict[str, list[Any]] = {}
    for one in matching.apart(connection, matching.links(connection, found)):
        for end in {one.left, one.right}:
            linked.setdefault(end, []).append(one)
    made = []
    for one in (found[key] for key in ids if key in found):
        whole = reading(connection, one.article_id, one.version)
        count = range(len(whole.attributions[one.position].speakers))
        speakers, spoken_for = (voices.get((one.id, part), {}) for part in ("speaker", "speaks_for"))
        made.append(
            Row(
                reading=whole,
                position=one.position,
                path=one.path,
                group=one.group_id,
                said=effective(from_json(Said, one.said), one.elsewhere),
                actors=tuple(speakers.get(number) for number in count),
                speaks_for=tuple(spoken_for.get(number) for number in count),
                links=tuple(linked.get(one.id, ())),
                judgements=tuple(judged.get(one.id, ())),
            )
        )
    return made


def hidden_rows(connection: Connection) -> list[Row]:
    """The statements that people hid, in order of hiding."""
    made: list[Row] = []
    for judgement in judgements.judgements(connection, False):
        side = judgement.sides[0] if judgement.kind == "hide" else None
        if side is None or side.found is None:
            continue
        article = side.anchors[0].article_id
        whole = reading(connection, article, None, "open")
        who = shown.known_as(connection, article)
        for position, statement in enumerate(whole.statements):
            if statement.id == side.found:
                told = whole.attributions[position]
                actors = tuple(None if one.entity is None else who.get(one.entity) for one in told.speakers)
                path = whole.article.capture.path
                none = (None,) * len(actors)
                made.append(
                    Row(whole, position, path, None, told.said, actors, none, (), (judgement,), hidden=True)
                )
    return made


View = Literal["shown", "open", "machine"]
"""A reading as judgements leave it; with hidden statements; as the machine made it."""


def reading(
    connection: Connection,
    article_id: str,
    version: int | None,
    view: View = "shown",
    vectors: bool = True,
) -> Reading:
    """A stored reading, with its vectors unless told; the newest version unless told. NotFound."""
    vector = schema.vector.c
    version, packed, amended = _stored(connection, article_id, version)
    judged = amended if view != "machine" else None
    whole = unpack(Reading, judged or packed)
    if judged and view == "shown":
        whole = without(whole, judgements.hidden(connection, article_id))
    if not vectors:
        return whole
    numbers = connection.execute(
        select(vector.statement_id, vector.numbers)
        .where(vector.article_id == article_id, vector.version == version)
        .order_by(vector.position)
    )
    return replace(whole, vectors=tuple(Vector(row.statement_id, floats_in(row.numbers)) for row in numbers))


def article(connection: Connection, article_id: str) -> Article:
    """The newest version of an article, as `reading` has it, without the work of its statements. NotFound."""
    _, packed, amended = _stored(connection, article_id, None)
    return unpack_part(Article, "article", amended or packed)


_STORED = Prepared(
    select(schema.version.c.number, schema.version.c.reading, schema.version.c.amended).where(
        schema.version.c.article_id == bindparam("article"),
        schema.version.c.number
        == func.coalesce(
            bindparam("number"),
            select(schema.article.c.version)
            .where(schema.article.c.id == bindparam("article"))
            .scalar_subquery(),
        ),
    )
)


def _stored(connection: Connection, article_id: str, version: int | None) -> tuple[int, bytes, bytes | None]:
    """A version's number, the newest unless told, and its readings as packed: the machine's, and as judged. NotFound."""
    rows = _STORED.tuples(connection, {"article": article_id, "number": version})
    if not rows:
        raise NotFound(f"the record has no version {version} of article {article_id!r}")
    number, packed, amended = rows[0]
    return number, packed, amended


def readings(connection: Connection, article_ids: Iterable[str]) -> dict[str, Reading]:
    """The newest readings of these articles as judgements leave them, without vectors; by id."""
    version, article = schema.version.c, schema.article
    found: dict[str, Reading] = {}
    for some in batches(article_ids):
        query = (
            select(version.article_id, version.reading, version.amended)
            .join(article, NEWEST)
            .where(article.c.id.in_(some))
        )
        for one, machine, amended in connection.execute(query):
            whole = unpack(Reading, machine if amended is None else amended)
            found[one] = without(whole, judgements.hidden(connection, one)) if amended is not None else whole
    return found


def read_from(connection: Connection, paths: Iterable[str]) -> dict[str, list[str]]:
    """The articles, in order of adding, whose newest text came from each of these files."""
    found: dict[str, list[str]] = {}
    for some in batches(paths):
        query = select(schema.version.c.path, schema.article.c.id).join(schema.article, NEWEST)
        here = query.where(schema.version.c.path.in_(some)).order_by(schema.article.c.number)
        for path, article_id in connection.execute(here):
            found.setdefault(path, []).append(article_id)
    return found


def articles(connection: Connection, ids: Collection[str] | None = None) -> tuple[ArticleRow, ...]:
    """The newest version of every article, or of these (a few hundred at most), in order of adding."""
    article, version, statement = schema.article, schema.version, schema.statement

    def here(column: Any) -> ColumnElement[bool]:
        return true() if ids is None else column.in_(sorted(ids))

    counts = {
        (row.article_id, row.narrated): row.statements
        for row in connection.execute(
            select(statement.c.article_id, statement.c.narrated, func.count().label("statements"))
            .where(here(statement.c.article_id))
            .group_by(statement.c.article_id, statement.c.narrated)
        )
    }
    versions = {
        row.article_id: row.versions
        for row in connection.execute(
            select(version.c.article_id, func.count().label("versions"))
            .where(here(version.c.article_id))
            .group_by(version.c.article_id)
        )
    }
    query = (
        select(article, version.c.path, schema.in_story.c.story_id)
        .join(version, NEWEST)
        .outerjoin(schema.in_story, schema.in_story.c.article_id == article.c.id)
        .where(here(article.c.id))
        .order_by(article.c.number)
    )
    return tuple(
        ArticleRow(
            id=row.id,
            version=row.version,
            versions=versions[row.id],
            path=row.path,
            url=row.url,
            outlet=row.outlet,
            title=row.title,
            language=row.language,
            published=on_day(row.published),
            story=row.story_id,
            statements=counts.get((row.id, False), 0),
            narrated=counts.get((row.id, True), 0),
        )
        for row in connection.execute(query)
    )
