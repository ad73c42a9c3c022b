"""Full-text search over statements and whole articles, with what the hits can be narrowed by.

`hits` answers with narrow rows, newest added first and at most REACH of them: facets are counted and
pages cut from these, so that a word found everywhere costs no more than a rare one. The articles'
index keeps no text of its own (FTS5 "contentless"): to take an article out, it must be told the
very words that it was given, which the record still has.
"""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError

from onrecord.errors import NotFound, Usage
from onrecord.record.store import schema
from onrecord.record.store.sqlite import about, asked_words
from onrecord.types import Manner, Reading

REACH = 2_000  # hits that facets are counted over
PATIENCE = 3.0  # seconds after which a search is given up
NOTHING = '""'  # in FTS5's language, what no statement holds
MANNERS: tuple[Manner, ...] = ("direct", "mixed", "indirect", "narrated")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: `words` that content or question must hold, narrowed by the rest.

    `speaker` and `story` are ids, `outlet` a name; `since` and `until` are days said; `manner` one of
    MANNERS; `clash` leaves only statements whose versions cannot all be exact; `after` only those
    added to the record after that number. Without `narrated` the outlets' own voice is left out.
    """

    words: str = ""
    speaker: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    manner: str | None = None
    story: str | None = None
    clash: bool = False
    narrated: bool = False
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement found: its ids and what it can be narrowed by. `day` is an ordinal or None."""

    number: int
    id: str
    article: str
    group: str | None
    day: int | None
    outlet: str | None
    manner: str
    story: str | None
    clashes: int
    speakers: tuple[str, ...]


def hits(connection: Connection, asked: Asked, most: int = REACH) -> tuple[Hit, ...]:
    """Statements found, newest added first; `most` + 1 of them where there are more than `most`.

    Usage for a search that takes longer than PATIENCE seconds.
    """
    statement, article = schema.statement.c, schema.article.c
    voice, place, member, group = (
        table.c for table in (schema.voice, schema.in_story, schema.member, schema.statement_group)
    )
    speakers = (
        select(func.group_concat(voice.actor_id, " "))
        .where(voice.statement_id == statement.id, voice.part == "speaker")
        .scalar_subquery()
    )
    query = (
        select(
            statement.number,
            statement.id,
            statement.article_id,
            member.group_id,
            statement.first_day,
            article.outlet,
            _manner().label("manner"),
            place.story_id,
            group.clashes,
            speakers.label("speakers"),
        )
        .join(schema.article, article.id == statement.article_id)
        .outerjoin(schema.in_story, place.article_id == statement.article_id)
        .outerjoin(schema.member, member.statement_id == statement.id)
        .outerjoin(schema.statement_group, group.id == member.group_id)
        .where(*_conditions(asked, most))
        .order_by(statement.number.desc())
        .limit(most + 1)
    )
    with patience(connection):
        rows = connection.execute(query).all()
    return tuple(
        Hit(
            row.number,
            row.id,
            row.article_id,
            row.group_id,
            row.first_day,
            row.outlet,
            row.manner,
            row.story_id,
            row.clashes or 0,
            tuple(dict.fromkeys((row.speakers or "").split())),
        )
        for row in rows
    )


def count(connection: Connection, asked: Asked, most: int = 99) -> int:
    """How many statements are found, counting no further than `most` + 1."""
    statement, article = schema.statement.c, schema.article.c
    some = (
        select(statement.number)
        .join(schema.article, article.id == statement.article_id)
        .outerjoin(schema.in_story, schema.in_story.c.article_id == statement.article_id)
        .where(*_conditions(asked, most))
        .limit(most + 1)
    )
    with patience(connection):
        return int(connection.execute(select(func.count()).select_from(some.subquery())).scalar_one())


def _conditions(asked: Asked, most: int) -> Iterator[ColumnElement[bool]]:
    statement, voice = schema.statement.c, schema.voice.c
    if asked.words.strip():
        narrowed = (asked.speaker, asked.outlet, asked.story, asked.clash or None)
        # where only the words narrow, the newest that hold them are enough: a common word is in half the record
        yield about(asked.words) if any(narrowed) else statement.number.in_(_newest_about(asked, most))
    yield from _of_statement(asked, statement)
    if asked.speaker is not None:
        spoken = select(voice.statement_id).where(voice.actor_id == asked.speaker, voice.part == "speaker")
        if asked == Asked(speaker=asked.speaker, narrated=asked.narrated):  # likewise: the newest are enough
            told = schema.statement.alias("told")
            newest = select(told.c.number).where(told.c.id.in_(spoken), *_of_statement(asked, told.c))
            yield statement.number.in_(newest.order_by(told.c.number.desc()).limit(most + 1))
        else:
            yield statement.id.in_(spoken)
    if asked.outlet is not None:
        yield schema.article.c.outlet_folded == asked.outlet.casefold()
    if asked.story is not None:
        yield schema.in_story.c.story_id == asked.story
    if asked.clash:
        held, group = schema.member.alias(), schema.statement_group.alias()
        clashing = select(held.c.statement_id).join(group, group.c.id == held.c.group_id)
        yield statement.id.in_(clashing.where(group.c.clashes > 0))


def _of_statement(asked: Asked, columns: Any) -> Iterator[ColumnElement[bool]]:
    """The conditions that a statement's own row answers."""
    if asked.since is not None:
        yield columns.last_day >= asked.since.toordinal()
    if asked.until is not None:
        yield columns.first_day <= asked.until.toordinal()
    if asked.manner is not None:
        yield _manner(columns) == asked.manner
    elif not asked.narrated:
        yield columns.narrated.is_(False)
    if asked.after is not None:
        yield columns.number > asked.after


def _newest_about(asked: Asked, most: int) -> Select[Any]:
    """The numbers of the newest statements that hold the words, no more than are wanted."""
    told = schema.statement.alias("told")
    asked_for = asked_words(asked.words) or NOTHING
    return (
        select(told.c.number)
        # the plus keeps SQLite from walking the statements and asking for the words of each
        .select_from(table("words").join(told, text("told.number = +words.rowid")))
        .where(text("words MATCH :asked").bindparams(asked=asked_for), *_of_statement(asked, told.c))
        .order_by(text("words.rowid DESC"))
        .limit(most + 1)
    )


def _manner(columns: Any = schema.statement.c) -> ColumnElement[str]:
    """A statement's manner; its JSON leaves out what is the type's default."""
    return func.coalesce(func.json_extract(columns.body, "$.manner"), "indirect")


# --------------------------------------------------------------------------- whole articles


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article found, with a few of its words: (before, the word asked for, after)."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    path: str | None
    published: int | None
    excerpt: tuple[str, str, str]


def articles(connection: Connection, words: str, most: int) -> tuple[ArticleHit, ...]:
    """Articles whose title or text holds all of these words, newest added first; at most `most`."""
    asked = asked_words(words)
    if not asked:
        return ()
    article, version = schema.article.c, schema.version.c
    found = text("article_words MATCH :asked").bindparams(asked=asked)
    inside: Select[Any] = (
        select(literal_column("rowid", Integer)).select_from(text("article_words")).where(found)
    )
    query = (
        select(
            article.id,
            article.title,
            article.outlet,
            article.url,
            version.path,
            article.published,
            version.reading,
        )
        .join(schema.version, (version.article_id == article.id) & (version.number == article.version))
        .where(article.number.in_(inside.order_by(text("rowid DESC")).limit(most)))
        .order_by(article.number.desc())
    )
    with patience(connection):
        rows = connection.execute(query).all()
    return tuple(
        ArticleHit(
            row.id,
            row.title,
            row.outlet,
            row.url,
            row.path,
            row.published,
            excerpt(_text(row.reading), words),
        )
        for row in rows
    )


def excerpt(body: str, words: str, room: int = 110) -> tuple[str, str, str]:
    """The first place in `body` where one of `words` stands, with up to `room` characters around it.

    >>> excerpt("The port will stay open, she said.", "stay", 12)
    ('… port will ', 'stay', ' open, she …')
    """
    folded = body.lower()
    asked = [word for word in words.lower().replace('"', " ").split() if any(map(str.isalnum, word))]
    places = [
        (at, len(word)) for word in asked if len(folded) == len(body) and (at := folded.find(word)) >= 0
    ]
    start, length = min(places, default=(0, 0))
    before, own, after = (
        body[max(0, start - room) : start],
        body[start : start + length],
        body[start + length :],
    )
    if start > room:
        before = "… " + before.partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + " …"
    return _flat(before), own, _flat(after)


def _flat(words: str) -> str:
    return words.translate({ord(blank): " " for blank in "\n\r\t"})


def index(connection: Connection, reading: Reading, title: str | None) -> None:
    """Make an article's newest version findable; `unindex` first where an older one was."""
    number = select(schema.article.c.number).where(schema.article.c.id == reading.article.id)
    _into(connection, connection.execute(number).scalar_one(), title, reading.article.text)


def unindex(connection: Connection, article_id: str) -> None:
    """Take an article out of the index, before its row or its reading is changed."""
    for row in connection.execute(_stored().where(schema.article.c.id == article_id)).all():
        connection.execute(
            text(
                "INSERT INTO article_words(article_words, rowid, title, body)"
                " VALUES ('delete', :number, :title, :body)"
            ),
            {"number": row.number, "title": row.title or "", "body": _text(row.reading)},
        )


def index_all(connection: Connection) -> None:
    """Make every article of the record findable, where none was."""
    numbers: Sequence[int] = connection.execute(select(schema.article.c.number)).scalars().all()
    for number in numbers:
        for row in connection.execute(_stored().where(schema.article.c.number == number)).all():
            _into(connection, row.number, row.title, _text(row.reading))


def _stored() -> Any:
    article, version = schema.article.c, schema.version.c
    return select(article.number, article.title, version.reading).join(
        schema.version, (version.article_id == article.id) & (version.number == article.version)
    )


def _into(connection: Connection, number: int, title: str | None, body: str) -> None:
    connection.execute(
        text("INSERT INTO article_words(rowid, title, body) VALUES (:number, :title, :body)"),
        {"number": number, "title": title or "", "body": body},
    )


def _text(blob: bytes) -> str:
    """An article's text out of a stored reading, without making the reading's objects."""
    found: str = json.loads(zlib.decompress(blob))["article"]["text"]
    return found


# --------------------------------------------------------------------------- searches that are kept


def keep(connection: Connection, name: str, asked: str, at: datetime | None = None) -> int:
    """Keep a search; one kept already takes the new name."""
    table = schema.saved_search
    known = connection.execute(select(table.c.id).where(table.c.asked == asked)).scalar()
    if known is not None:
        connection.execute(update(table).where(table.c.id == known).values(name=name))
        return int(known)
    made = (at or datetime.now(UTC).replace(microsecond=0)).isoformat()
    newest = connection.execute(select(func.max(schema.statement.c.number))).scalar() or 0
    done = connection.execute(insert(table).values(name=name, asked=asked, made=made, seen=newest))
    return int((done.inserted_primary_key or (0,))[0])


def seen(connection: Connection, search_id: int) -> None:
    """All that the search finds now has been seen. NotFound."""
    newest = connection.execute(select(func.max(schema.statement.c.number))).scalar() or 0
    table = schema.saved_search
    done = connection.execute(update(table).where(table.c.id == search_id).values(seen=newest))
    if not done.rowcount:
        raise NotFound(f"no search is kept under the number {search_id}")


def forget(connection: Connection, search_id: int) -> None:
    """Keep the search no longer. NotFound."""
    table = schema.saved_search
    if not connection.execute(delete(table).where(table.c.id == search_id)).rowcount:
        raise NotFound(f"no search is kept under the number {search_id}")


# --------------------------------------------------------------------------- patience


@contextmanager
def patience(connection: Connection, seconds: float = PATIENCE) -> Iterator[None]:
    """Give up what SQLite does inside the block after so many seconds: Usage."""
    driver: Any = connection.connection.driver_connection
    end = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    try:
        yield
    except DBAPIError as error:
        if time.monotonic() > end and "interrupted" in str(error):
            raise Usage(
                f"the search took longer than {seconds:g} seconds: found too much for these words, "
                "expected a rarer word or one more filter"
            ) from None
        raise
    finally:
        driver.set_progress_handler(None, 0)
