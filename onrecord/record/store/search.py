"""Full-text search over statements and whole articles, with what the hits can be narrowed by.

`hits` answers with narrow rows, newest added first and at most REACH of them: facets are counted and
pages cut from these, so that a word found everywhere costs no more than a rare one (newest.py). They lie
in a table of their own (kept.py), a page of the file for dozens of them. The articles' index keeps no
text of its own (FTS5 "contentless"): to take an article out, it must be told the very words that it
was given, which the record still has.
"""

from __future__ import annotations

import json
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    bindparam,
    column,
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
from onrecord.record.store import newest, schema
from onrecord.record.store.newest import Asked
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.sqlite import asked_words
from onrecord.types import Manner, Reading

REACH = 1_000  # hits that are shown, and that facets are counted over
COUNTED = 2_000  # hits that are counted
PATIENCE = 3.0  # seconds of work after which a search is given up, however busy the machine
MANNERS: tuple[Manner, ...] = ("direct", "mixed", "indirect", "narrated")


class Hit(NamedTuple):
    """A statement found: its ids and what it can be narrowed by.

    `day` is an ordinal or None, `outlet` case-folded. A row just as SQLite hands it over: a search
    makes a thousand.
    """

    number: int
    id: str
    group: str | None
    day: int | None
    outlet: str | None
    manner: str
    cue: str
    story: str | None
    clashes: bool
    spoken: str | None

    @property
    def speakers(self) -> tuple[str, ...]:
        """Ids of the actors who said it, each once."""
        return tuple(dict.fromkeys(self.spoken.split())) if self.spoken else ()


def hits(connection: Connection, asked: Asked, most: int = REACH) -> tuple[Hit, ...]:
    """Statements found, newest added first; `most` + 1 of them where there are more than `most`.

    Usage for a search that takes longer than PATIENCE seconds.
    """
    return found(connection, asked, most + 1, most + 1)[0]


def found(connection: Connection, asked: Asked, most: int, counted: int) -> tuple[tuple[Hit, ...], int]:
    """The newest of what is found, at most so many, and how much there is, `counted` at most. Usage as `hits`."""
    with patience(connection):
        numbers, given = newest.numbers(connection, asked, counted)
        rows = connection.execute(text(HITS.format(numbers=numbers)), given | {"shown": most}).all()
    hits = sorted((Hit._make(row[:-1]) for row in rows), reverse=True)
    return tuple(hits), rows[0][-1] if rows else 0


def count(connection: Connection, asked: Asked, most: int = 99) -> int:
    """How many statements are found, counting no further than `most` + 1."""
    with patience(connection):
        numbers, given = newest.numbers(connection, asked, most + 1)
        return int(connection.execute(text(f"SELECT count(*) FROM ({numbers})"), given).scalar_one())


HITS = """
    WITH found AS ({numbers})
    SELECT hit.number, id, grouped, first_day, outlet, manner, cue, story,
           EXISTS (SELECT 1 FROM clashing WHERE clashing.number = hit.number), speakers,
           (SELECT count(*) FROM found)
    FROM (SELECT n FROM found ORDER BY n DESC LIMIT :shown) CROSS JOIN hit ON hit.number = n"""


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
    whole = "|".join(map(re.escape, sorted(set(re.findall(r"[^\W_]+", words)), key=len, reverse=True)))
    hit = re.search(rf"(?<![^\W_])(?:{whole})(?![^\W_])", body, re.IGNORECASE) if whole else None
    start, length = (hit.start(), hit.end() - hit.start()) if hit else (0, 0)
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


_NUMBER = Prepared(select(schema.article.c.number).where(schema.article.c.id == bindparam("article")))
_INDEX = Prepared(insert(table("article_words", column("rowid"), column("title"), column("body"))))


def index(connection: Connection, reading: Reading, title: str | None) -> None:
    """Make an article's newest version findable; `unindex` first where an older one was."""
    number = _NUMBER.value(connection, {"article": reading.article.id})
    _into(connection, number, title, reading.article.text)


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
    _INDEX.run(connection, {"rowid": number, "title": title or "", "body": body})


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
    """Give up what SQLite does inside the block after so many seconds of its own work: Usage."""
    driver: Any = connection.connection.driver_connection
    end = time.thread_time() + seconds
    driver.set_progress_handler(lambda: time.thread_time() > end, 100_000)
    try:
        yield
    except DBAPIError as error:
        if time.thread_time() > end and "interrupted" in str(error):
            raise Usage(
                f"the search took longer than {seconds:g} seconds: found too much for these words, "
                "expected a rarer word or one more filter"
            ) from None
        raise
    finally:
        driver.set_progress_handler(None, 0)
