"""The tables of a record, for any database that SQLAlchemy Core speaks.

    article ── version (every reading ever stored, whole)
       └── statement (newest version only) ── voice, named    what matching looks up by
           └── spoken, clashing, hit                          what searching looks up by
       └── entity ──> actor ── alias, role, name_key
    match, member ──> statement_group, said_elsewhere         what many articles say together
    digest ── digest_actor, shingle; story; copy
    judgement ── anchor, saved_search                         what people decided, and look for

A version keeps its whole Reading as one blob (serial.py) without its vectors, which have a table of
their own because matching reads them one by one. All other columns repeat of a reading only what
is searched by. Days are proleptic ordinals (`date.toordinal`), so that "near" is a difference.
Everything under "what many articles say together" can be made again from the versions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    func,
    select,
    text,
)

metadata = MetaData()

# --------------------------------------------------------------------------- articles

article = Table(
    "article",
    metadata,
    Column("number", Integer, primary_key=True),  # order of adding
    Column("id", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("url", Text),
    Column("outlet", Text),
    Column("outlet_folded", Text, index=True),
    Column("title", Text),
    Column("language", Text),
    Column("published", Integer),
    Index("article_newest", "outlet_folded", "published"),
)

version = Table(
    "version",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text_hash", Text, nullable=False),
    Column("path", Text),
    Column("reading", LargeBinary, nullable=False),
    Column("amended", LargeBinary),  # the reading as people's judgements leave it, hidden statements in it
)

vector = Table(
    "vector",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("statement_id", Text, nullable=False, index=True),
    Column("numbers", LargeBinary, nullable=False),
    ForeignKeyConstraint(["article_id", "version"], ["version.article_id", "version.number"]),
)

# --------------------------------------------------------------------------- statements

statement = Table(
    "statement",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("narrated", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("first_day", Integer, index=True),  # of the day said, by whoever knows it
    Column("last_day", Integer),
    Column("day", Integer),  # the day said where it is known to the day
    Column("near", Integer),  # that, else the day published, else the first it can have been
    Column("content", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("names", Text, nullable=False),  # JSON list
    Column("speakers", Text, nullable=False),  # JSON list of [name, entity, entity spoken for]
    Column("body", Text, nullable=False),  # JSON of the Statement
    Column("said", Text, nullable=False),  # JSON of the reading's own Said
    Column("via", Text, nullable=False),  # JSON list of Channel
    Column("speaker_score", Float),  # of the least sure speaker
    Index("statement_place", "article_id", "position", unique=True),
    Index("statement_unsure", "confidence"),
    Index("speaker_unsure", "speaker_score"),
    Index("statement_newest", "number", "first_day", "last_day", sqlite_where=text("first_day IS NOT NULL")),
    Index("statement_manner", text("coalesce(json_extract(body, '$.manner'), 'indirect')")),
)

# Who speaks or is spoken for, as an actor, with the statement's `day` and `near`.
voice = Table(
    "voice",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    Column("part", Text, primary_key=True),  # speaker | speaks_for
    Column("position", Integer, primary_key=True),
    Column("actor_id", ForeignKey("actor.id"), nullable=False),
    Column("day", Integer),
    Column("near", Integer),
    Index("voice_day", "actor_id", "day", "near"),
    Index("voice_near", "actor_id", "near"),
    sqlite_with_rowid=False,
)

# Who said what, what clashes, what a search tells of it, by the statement's number: see kept.py.
spoken = Table(
    "spoken",
    metadata,
    Column("actor_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

clashing = Table("clashing", metadata, Column("number", Integer, primary_key=True))

hit = Table(
    "hit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("manner", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("via", Text),  # JSON list of Channel; NULL without any
    Column("outlet", Text),  # case-folded
    Column("published", Integer),
    Column("story", Text),
    Column("grouped", Text),  # the statement's group
    Column("outlets", Integer, nullable=False),  # of the group
    Column("speakers", Text),  # ids of actors, parted by blanks
)

# Names inside the content, case-folded; narrated statements without any have the name "".
named = Table(
    "named",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("near", Integer),
    Column("narrated", Boolean, nullable=False),  # or by a speaker who is nobody known
    Index("named_near", "name", "near", "narrated"),
    sqlite_with_rowid=False,
)

# Hashes of runs of words that a statement gives in quotation marks, a sample.
quotation = Table(
    "quotation",
    metadata,
    Column("value", Integer, primary_key=True, autoincrement=False),
    Column("statement_id", ForeignKey("statement.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

said_elsewhere = Table(
    "said_elsewhere",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    Column("said", Text, nullable=False),
)

# --------------------------------------------------------------------------- actors

actor = Table(
    "actor",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("into", Text),  # the actor that people judged it to be
)

# How an actor is shown of whom people judged something: several in one, a part of one, another name.
shown_actor = Table(
    "shown_actor",
    metadata,
    Column("id", Text, primary_key=True),
    Column("actor", Text, nullable=False),  # JSON of Actor
)

alias = Table(
    "alias",
    metadata,
    Column("actor_id", ForeignKey("actor.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
)

role = Table(
    "role",
    metadata,
    Column("actor_id", ForeignKey("actor.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text),
    Column("first", Integer),
    Column("last", Integer),
    Column("title_folded", Text, nullable=False),
    Column("body_folded", Text),
    Index("role_title", "title_folded", "body_folded"),
)

name_key = Table(
    "name_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("actor_id", ForeignKey("actor.id"), primary_key=True, index=True),
)

# An article's entity and the machine's decision who it is (newest version only). `shown` is who it
# is where a person's judgement says otherwise.
entity = Table(
    "entity",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("aliases", Text, nullable=False),  # JSON list
    Column("roles", Text, nullable=False),  # JSON list of Role
    Column("actor_id", ForeignKey("actor.id"), index=True),
    Column("method", Text),
    Column("score", Float),
    Column("why", Text),
    Column("shown", Text),
    Column("judgement", Integer),
    Index("entity_shown", "shown"),
    Index("entity_unsure", "method", "score"),
)

# --------------------------------------------------------------------------- matches and groups

match = Table(
    "match",
    metadata,
    Column("left", ForeignKey("statement.id"), primary_key=True),
    Column("right", ForeignKey("statement.id"), primary_key=True, index=True),
    Column("relation", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),  # JSON list
    Index("match_score", "relation", "score"),
)

statement_group = Table(
    "statement_group",
    metadata,
    Column("id", Text, primary_key=True),
    Column("speaker", Text),
    Column("said", Text, nullable=False),
    Column("first_day", Integer),
    Column("outlets", Integer, nullable=False),
    Column("origins", Text, nullable=False),
    Column("clashes", Integer, nullable=False, server_default="0"),  # between its reports
    Index("group_reported", "outlets", "first_day"),
    Index("group_clashing", "clashes", "first_day"),
)

member = Table(
    "member",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    Column("group_id", ForeignKey("statement_group.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# --------------------------------------------------------------------------- stories and copies

story = Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("first", Integer),
    Column("last", Integer),
    Index("story_newest", "last", "id"),
)

in_story = Table(
    "in_story",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("story_id", ForeignKey("story.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

digest = Table(
    "digest",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("actors", Integer, nullable=False),  # how many
    Column("digest", LargeBinary, nullable=False),
    Index("digest_days", "last_day", "first_day"),
    Index("digest_without_actors", "actors", "last_day", "first_day"),
)

digest_actor = Table(
    "digest_actor",
    metadata,
    Column("actor_id", Text, primary_key=True),
    Column("article_id", ForeignKey("digest.article_id"), primary_key=True, index=True),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Index("digest_actor_days", "actor_id", "last_day", "first_day", "article_id"),
    sqlite_with_rowid=False,
)

shingle = Table(
    "shingle",
    metadata,
    Column("value", Integer, primary_key=True, autoincrement=False),
    Column("article_id", ForeignKey("digest.article_id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

copied = Table(
    "copied",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("original_id", ForeignKey("article.id"), primary_key=True, index=True),
    Column("share", Float, nullable=False),
)

# --------------------------------------------------------------------------- people's judgements

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("arguments", Text, nullable=False),  # JSON object of strings
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone", Text),
)

# The words that a judgement is about, and what they are in the record now (judged.py). A side of
# an actor has several anchors: the first that is found counts.
anchor = Table(
    "anchor",
    metadata,
    Column("judgement_id", ForeignKey("judgement.id"), primary_key=True),
    Column("side", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # statement | actor | article | made
    Column("article_id", Text, nullable=False),
    Column("anchor", Text, nullable=False),  # JSON of Anchor
    Column("found", Text),  # a statement, an actor as the machine sees it, an article
    Index("anchor_article", "article_id"),
    Index("anchor_found", "found"),
)

# A search that somebody comes back to: the part of its address after "?", and what was seen of it.
saved_search = Table(
    "saved_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("asked", Text, nullable=False, unique=True),
    Column("made", Text, nullable=False),
    Column("seen", Integer, nullable=False),  # the highest statement.number shown
)

BATCH = 500  # values in one IN (…): SQLite may be built with a limit of 999 parameters


def batches(values: Iterable[str]) -> Iterator[list[str]]:
    """The distinct values, sorted, in lists short enough for one IN (…).

    >>> list(batches(["b", "a", "b"]))
    [['a', 'b']]
    """
    distinct = sorted(set(values))
    for start in range(0, len(distinct), BATCH):
        yield distinct[start : start + BATCH]


def among(column: ColumnElement[Any], name: str = "ids") -> ColumnElement[bool]:
    """A condition that a column's value is among those given as `many` when the query is run.

    A query with it is built once, however many values it will be asked for: to build one costs ten
    times what it costs to run it.
    """
    each = func.json_each(bindparam(name)).table_valued("value")
    return column.in_(select(each.c.value))


def many(values: Iterable[Any]) -> str:
    """The distinct values, in order, as `among` takes them.

    >>> many(["b", "a", "b"])
    '["a", "b"]'
    """
    return json.dumps(sorted(set(values)))
