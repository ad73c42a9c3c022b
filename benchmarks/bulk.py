"""A large record made in bulk, for `benchmarks.pages`: the tables filled batch by batch, without `settle`.

    fill("record.db", 100_000)

Half of the articles are `benchmarks.invented`'s, the other half the same once more under other ids,
of the same days, by other people but for the first FAMOUS of them. Who is who, which statements are one, which articles one
story is known from how they were made, so nothing is matched (`benchmarks.growth` measures that).
What results is a valid record to read: every table that a page asks for holds what `settle` would
leave there. Left out are what only adding looks up: vectors, digests, word runs, name keys.

So that pages meet what is hard: one story in LONG_EVERY takes in the events of SPREAD more, one
group in thirty clashes, one story in eight has near-copies, and the people quoted most are in
every fiftieth article.
"""

from __future__ import annotations

import json
import random
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import insert, text

from benchmarks.invented import events
from onrecord.record.store import Record, schema
from onrecord.record.store.articles import text_hash
from onrecord.record.store.people import _entity_row, _role_row
from onrecord.record.store.reports import statement_rows
from onrecord.record.store.search import _text
from onrecord.record.store.serial import pack, to_json
from onrecord.types import Entity, Identification, Origins, Reading

BATCH = 200  # stories in one transaction
FAMOUS = 60  # people who speak in both halves
LONG_EVERY, SPREAD = 400, 12
SAME = 0.45  # share of words from which two statements of an event are one

TABLES = (
    schema.article, schema.version, schema.actor, schema.alias, schema.role, schema.entity, schema.statement,
    schema.voice, schema.named, schema.statement_group, schema.member, schema.match, schema.story,
    schema.in_story, schema.copied,
)  # fmt: skip

WORDS = text("INSERT INTO article_words(rowid, title, body) VALUES (:number, :title, :body)")

Rows = dict[str, list[dict[str, Any]]]


def fill(where: str, count: int) -> None:
    """A record of `count` made-up articles, or a few more."""
    made, told, half = _Made(), stories(), -(-count // 2)
    with Record.open(where) as record:
        while made.articles < half:
            rows: Rows = {name: [] for name in (*(table.name for table in TABLES), "words")}
            for story in islice(told, BATCH):
                made.story(story, rows)
                if made.articles >= half:
                    break
            with record.writing() as writer:
                connection = writer._connection  # past the store's own functions: that is the point
                connection.exec_driver_sql("PRAGMA cache_size = -400000")
                for table in TABLES:
                    if rows[table.name]:
                        connection.execute(insert(table), rows[table.name])
                connection.execute(WORDS, rows["words"])
            print(f"\r{made.articles:,} articles", end="", flush=True, file=sys.stderr)
        again(record)
        unsure(record)
    print(f"\r{2 * made.articles:,} articles", file=sys.stderr)


def stories() -> Iterator[list[Reading]]:
    """The articles of each story, without their vectors."""
    told = events(width=1)
    for number, event in enumerate(told, start=1):
        more = islice(told, SPREAD) if number % LONG_EVERY == 0 else ()
        yield [replace(reading, vectors=()) for part in (event, *more) for reading in part]


class _Made:
    """What has been made so far: numbers of articles, people by name."""

    def __init__(self) -> None:
        self.articles = 0
        self.actors: dict[str, str] = {}
        self.rng = random.Random(7)

    def story(self, told: Sequence[Reading], rows: Rows) -> None:
        """Add the rows of one story."""
        statements: list[tuple[dict[str, Any], str]] = []  # with their speakers
        for reading in told:
            statements += self.article(reading, rows)
        for number, own in enumerate(grouped(statements)):
            self.group(f"g{told[0].article.id}.{number}", own, rows)
        days = sorted(reading.article.published.toordinal() for reading in told if reading.article.published)
        first, title = told[0].article.id, told[0].article.headline
        rows["story"].append({"id": f"t{first}", "title": title, "first": days[0], "last": days[-1]})
        rows["in_story"] += [
            {"article_id": reading.article.id, "story_id": f"t{first}", "position": place}
            for place, reading in enumerate(told)
        ]
        if len(told) > 4:
            rows["copied"] += [
                {"article_id": reading.article.id, "original_id": first, "share": 0.9}
                for reading in told[1:3]
            ]

    def article(self, reading: Reading, rows: Rows) -> list[tuple[dict[str, Any], str]]:
        """Add the rows of one article; returns its statements' with who speaks."""
        self.articles += 1
        it = reading.article
        day = it.published.toordinal() if it.published else None
        outlet = it.outlet or ""
        rows["article"].append(
            {"number": self.articles, "id": it.id, "version": 1, "url": None, "outlet": outlet}
            | {"outlet_folded": outlet.casefold(), "title": it.headline, "language": None, "published": day}
        )
        blob, hashed = pack(reading), text_hash(it.text, it.headline)
        rows["version"].append(
            {"article_id": it.id, "number": 1, "text_hash": hashed, "path": f"{it.id}.txt", "reading": blob}
        )
        rows["words"].append({"number": self.articles, "title": it.headline, "body": it.text})
        who = [self.actor(one, rows) for one in reading.entities]
        rows["entity"] += [
            _entity_row(
                it.id, place, one, Identification(it.id, place, who[place], "same_name", 0.9, "the same name")
            )
            for place, one in enumerate(reading.entities)
        ]
        found = []
        for row, told in zip(statement_rows(reading), reading.attributions, strict=True):
            rows["statement"].append(row)
            when = {"statement_id": row["id"], "near": row["near"]}
            speaker = ""
            for place, one in enumerate(told.speakers):
                if one.entity is not None:
                    speaker = who[one.entity]
                    voice = {"part": "speaker", "position": place, "actor_id": speaker, "day": row["day"]}
                    rows["voice"].append(when | voice)
            names = [name.casefold() for name in json.loads(row["names"])] or [""] * row["narrated"]
            rows["named"] += [
                when | {"name": name, "narrated": row["narrated"]} for name in sorted(set(names))
            ]
            found.append((row, speaker))
        return found

    def actor(self, entity: Entity, rows: Rows) -> str:
        """The actor's id; its rows, when it is met first."""
        if entity.name not in self.actors:
            id = self.actors[entity.name] = f"p{len(self.actors)}"
            rows["actor"].append({"id": id, "name": entity.name, "kind": entity.kind})
            rows["alias"] += [
                {"actor_id": id, "position": place, "name": name} for place, name in enumerate(entity.aliases)
            ]
            rows["role"] += [_role_row(id, place, role) for place, role in enumerate(entity.roles)]
        return self.actors[entity.name]

    def group(self, id: str, own: Sequence[tuple[dict[str, Any], str]], rows: Rows) -> None:
        """Add the rows of one statement's versions."""
        (first, speaker), *others = own
        clashes = int(bool(others) and self.rng.random() < 1 / 30)
        rows["statement_group"].append(
            {"id": id, "speaker": speaker or None, "said": first["said"], "first_day": first["first_day"]}
            | {"outlets": len(own), "origins": to_json(Origins(1, len(own))), "clashes": clashes}
        )
        rows["member"] += [
            {"statement_id": row["id"], "group_id": id, "position": place}
            for place, (row, _) in enumerate(own)
        ]
        rows["match"] += [
            dict(zip(("left", "right"), sorted((first["id"], row["id"])), strict=True))
            | {"relation": "same", "score": 0.9, "why": "[]"}
            for row, _ in others
        ]


# ------------------------------------------------------------------------- the second half

# What an id becomes: a17 b17, a17.3 b17.3, ga17.3 gb17.3, ta17 tb17; p71 q71, but for the famous.
ARTICLE = "'b' || substr({0}, 2)"
OF_ARTICLE = "substr({0}, 1, 1) || 'b' || substr({0}, 3)"
PERSON = f"CASE WHEN CAST(substr({{0}}, 2) AS INTEGER) < {FAMOUS} THEN {{0}} ELSE 'q' || substr({{0}}, 2) END"
LATER = "{0} + (SELECT max(number) FROM {1})"
# By column, or by table and column where the column's name means several things.
CHANGED = {
    "article_id": ARTICLE, "statement_id": ARTICLE, "original_id": ARTICLE, "left": ARTICLE, "right": ARTICLE,
    "actor_id": PERSON, "speaker": PERSON, "group_id": OF_ARTICLE, "story_id": OF_ARTICLE,
    "article.id": ARTICLE, "statement.id": ARTICLE, "actor.id": PERSON, "actor.name": "{0} || ' II'",
    "statement_group.id": OF_ARTICLE, "story.id": OF_ARTICLE,
    "article.number": LATER, "statement.number": LATER,
    "statement.body": "replace({0}, '\"' || article_id, '\"b' || substr(article_id, 2))",
    "version.path": "'b' || substr({0}, 2)", "version.reading": "once_more({0})",
}  # fmt: skip


def again(record: Record) -> None:
    """Add every article of a record once more, as another's of the same day."""
    with record.writing() as writer:
        connection = writer._connection
        driver: Any = connection.connection.driver_connection
        driver.create_function("once_more", 1, _renamed, deterministic=True)
        driver.create_function("words_of", 1, _text)
        for table in TABLES:
            columns = [column.name for column in table.columns]
            given = [
                CHANGED.get(f"{table.name}.{name}", CHANGED.get(name, "{0}")).format(f'"{name}"', table.name)
                for name in columns
            ]
            named = ", ".join(f'"{name}"' for name in columns)
            famous = (
                f" WHERE CAST(substr({columns[0]}, 2) AS INTEGER) >= {FAMOUS}" if table in OF_PEOPLE else ""
            )
            connection.exec_driver_sql(
                f'INSERT INTO "{table.name}" ({named}) SELECT {", ".join(given)} FROM "{table.name}"{famous}'
            )
        connection.exec_driver_sql(
            "INSERT INTO article_words(rowid, title, body) SELECT article.number, title, words_of(reading)"
            " FROM article JOIN version ON article_id = id WHERE id LIKE 'b%' ORDER BY article.number"
        )


def unsure(record: Record) -> None:
    """Make some decisions uncertain, so that there is something to review."""
    with record.writing() as writer:
        for command in UNSURE:
            writer._connection.exec_driver_sql(command)


DICE = "(rowid * 7919 % 4000) / 10000.0"
UNSURE = (
    f"UPDATE match SET score = 0.5 + {DICE} WHERE rowid % 5 = 0",
    f"UPDATE statement SET confidence = 0.3 + {DICE} WHERE number % 50 = 0",
    f"UPDATE statement SET speaker_score = 0.4 + {DICE} WHERE number % 50 = 1 AND speakers <> '[]'",
    f"UPDATE entity SET method = 'surname', score = 0.5 + {DICE}, name = name || ' Jr' WHERE rowid % 50 = 0",
)
OF_PEOPLE = (schema.actor, schema.alias, schema.role)


def _renamed(blob: bytes) -> bytes:
    """A packed reading with the other half's ids."""
    told = re.sub(rb'"a(\d+)(\.\d+)?"', rb'"b\1\2"', zlib.decompress(blob))
    return zlib.compress(told, 1)


def grouped(
    statements: Sequence[tuple[dict[str, Any], str]],
) -> list[list[tuple[dict[str, Any], str]]]:
    """Statements of one speaker that share words enough, one of an article."""
    found: list[tuple[set[str], set[str], list[tuple[dict[str, Any], str]]]] = []
    for row, speaker in statements:
        words = set(row["content"].split())
        for known, articles, own in found:
            if own[0][1] == speaker and row["article_id"] not in articles:
                shared = len(words & known)
                if shared >= SAME * len(words | known):
                    articles.add(row["article_id"])
                    own.append((row, speaker))
                    break
        else:
            found.append((words, {row["article_id"]}, [(row, speaker)]))
    return [own for _, _, own in found]
