"""Which articles in the record could report the same statements as a new one.

Statements are looked up through three indexes: `voice` (an actor and a day) where the speaker is
known, `named` (a name in the content and a day) where not, `quotation` (words in quotation marks)
whoever speaks and whenever. What is found is weighed by article, by how near the vectors of its
statements are to the new article's, and whole articles are handed on: matching asks of two
articles what else they have in common. Every look-up has a limit, so that adding an article costs
the same whatever the record holds.

So `voice` and `named` are the cells of a vector index, searched exactly and one by one: unlike a
graph of neighbours they give the same answer in whatever order articles were added, and live in
the transaction that adds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, func, insert, or_, select, union_all

from onrecord.record.store import schema
from onrecord.record.store.matching import vectors
from onrecord.record.store.reports import days
from onrecord.record.store.schema import batches
from onrecord.types import Report

NEAR = 4  # days by which two reports' days may differ and still be of one statement
EACH = 200  # statements from one look-up by actor
BY_NAME = 60  # statements from one look-up by names
BY_WORDS = 40  # statements from one look-up by quoted words
ARTICLES = 24  # articles handed on
SAMPLE = 4  # of the hashes of quoted words, those that this divides are filed, and the least


def candidates(
    connection: Connection, asked: Sequence[Report], quoted: Mapping[str, Iterable[int]]
) -> list[str]:
    """At most ARTICLES other articles, by id; `quoted` has hashes by statement id."""
    found = dict[str, int]()  # statement id -> days away, the nearest that a look-up gives

    def note(rows: Iterable[tuple[str, int]]) -> None:
        for statement_id, far in rows:
            found[statement_id] = min(far, found.get(statement_id, far))

    for actor, first, last, published in sorted(_voices(asked), key=repr):
        note(_by_actor(connection, actor, first, last, published))
    for one in asked:
        note(_by_names(connection, one))
    verbatim = _by_words(connection, quoted)
    found.update(dict.fromkeys(verbatim, 0))
    own = {one.article_id for one in asked}
    by_article: dict[str, list[str]] = defaultdict(list)
    for article_id, statement_id in _articles(connection, found):
        if article_id not in own:
            by_article[article_id].append(statement_id)
    chosen = sorted(by_article)
    if len(chosen) > ARTICLES:
        weights = _weights(connection, asked, by_article, found, verbatim)
        chosen = sorted(chosen, key=lambda article_id: (-weights[article_id], article_id))[:ARTICLES]
    return sorted(chosen)


def _articles(connection: Connection, ids: Iterable[str]) -> Iterable[tuple[str, str]]:
    table = schema.statement.c
    for some in batches(ids):
        query = select(table.article_id, table.id).where(table.id.in_(some)).order_by(table.id)
        for row in connection.execute(query):
            yield row.article_id, row.id


def _weights(
    connection: Connection,
    asked: Sequence[Report],
    by_article: Mapping[str, Sequence[str]],
    far: Mapping[str, int],
    verbatim: set[str],
) -> dict[str, float]:
    """Per article: for each statement asked the cosine of its nearest neighbour, summed by the cube;
    one more for quoted words in common; less for each day between.
    """
    own = [one.vector for one in asked if one.vector]
    rows = vectors(connection, far)
    width = max(map(len, own), default=0)
    table = np.array([vector for vector in own if len(vector) == width]).reshape(-1, width)
    weights: dict[str, float] = {}
    for article_id, ids in by_article.items():
        near = [rows[one] for one in ids if one in rows and len(rows[one]) == width]
        alike = (
            float((np.clip(table @ np.stack(near).T, 0, 1).max(axis=1) ** 3).sum())
            if near and len(table)
            else 0.0
        )
        same_words = sum(one in verbatim for one in ids)
        days_away = min(far[one] for one in ids)
        weights[article_id] = round(alike + same_words + 1 / (1 + days_away), 6)
    return weights


# ----------------------------------------------------------------------------- quoted words


def put_quoted(connection: Connection, quoted: Mapping[str, Iterable[int]]) -> None:
    """File statements under the words that they quote, in place of what they were filed under."""
    table = schema.quotation
    for some in batches(quoted):
        connection.execute(table.delete().where(table.c.statement_id.in_(some)))
    rows = [
        {"value": value, "statement_id": statement_id}
        for statement_id, values in sorted(quoted.items())
        for value in _sampled(values)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _by_words(connection: Connection, quoted: Mapping[str, Iterable[int]]) -> set[str]:
    """Statements that quote the same words; set phrases, which very many have, find few of them."""
    table, found = schema.quotation.c, set[str]()
    for statement_id in sorted(quoted):
        values = _sampled(quoted[statement_id])[: schema.BATCH]
        if values:
            query = select(table.statement_id).where(
                table.value.in_(values), table.statement_id != statement_id
            )
            query = query.group_by(table.statement_id).order_by(func.count().desc(), table.statement_id)
            found.update(connection.execute(query.limit(BY_WORDS)).scalars())
    return found


def _sampled(values: Iterable[int]) -> list[int]:
    ordered = sorted(values)
    return [value for n, value in enumerate(ordered) if n == 0 or value % SAMPLE == 0]


# ----------------------------------------------------------------------------- actors and names
def _voices(asked: Iterable[Report]) -> set[tuple[str, int | None, int | None, int | None]]:
    """The distinct (actor, first day, last day, day published) to look for."""
    found = set[tuple[str, int | None, int | None, int | None]]()
    for one in asked:
        first, last = days(one.said)
        published = one.published.toordinal() if one.published and first is None else None
        found.update((actor, first, last, published) for actor in (*one.actors, *one.speaks_for))
    return found


_VOICE = schema.voice.c
_HIS = select(_VOICE.statement_id, _VOICE.near).where(_VOICE.actor_id == bindparam("actor"))
_UNDATED = _HIS.where(_VOICE.day.is_(None))


def _around(base: Any) -> list[Any]:
    """The nearest after a day, before it, and those without any."""
    return [
        base.where(_VOICE.near >= bindparam("centre")).order_by(_VOICE.near, _VOICE.statement_id),
        base.where(_VOICE.near < bindparam("centre")).order_by(_VOICE.near.desc(), _VOICE.statement_id),
        base.where(_VOICE.near.is_(None)).order_by(_VOICE.statement_id),
    ]


def _together(queries: Iterable[Any]) -> Any:
    """Several look-ups in one, each with its own limit."""
    return union_all(*(select(query.limit(EACH // 2).subquery()) for query in queries))


# Built once: to build a query costs as much as to run it.
_OF_A_DAY = _together(
    [
        # a known day meets known days nearby, and every unknown day
        _HIS.where(_VOICE.day.between(bindparam("first"), bindparam("centre"))).order_by(_VOICE.day.desc()),
        _HIS.where(_VOICE.day > bindparam("centre"), _VOICE.day <= bindparam("last")).order_by(_VOICE.day),
        *_around(_UNDATED),
    ]
)
_UNDATED_BUT_PUBLISHED = _together(_around(_HIS))
_WITHOUT_DAY = _HIS.order_by(_VOICE.near.desc(), _VOICE.statement_id).limit(EACH)


def _by_actor(
    connection: Connection, actor: str, first: int | None, last: int | None, published: int | None
) -> Iterable[tuple[str, int]]:
    """(statement id, days away) of statements by or for an actor, the nearest first."""
    if first is not None and last is not None:
        asked = {"actor": actor, "first": first - NEAR, "centre": first, "last": last + NEAR}
        return _far(connection, _OF_A_DAY, first, asked)
    if published is not None:
        return _far(connection, _UNDATED_BUT_PUBLISHED, published, {"actor": actor, "centre": published})
    return _far(connection, _WITHOUT_DAY, None, {"actor": actor})


def _by_names(connection: Connection, one: Report) -> Iterable[tuple[str, int]]:
    """(statement id, days away) of statements that name the same and are narrated, on one side."""
    named = schema.named.c
    narrated = one.statement.manner == "narrated"
    names = sorted({name.casefold() for name in one.names}) or ([""] if narrated else [])
    if not names:
        return ()
    first, last = days(one.said)
    centre = first if first is not None else one.published.toordinal() if one.published else None
    query = select(named.statement_id, func.min(named.near)).where(named.name.in_(names[: schema.BATCH]))
    if centre is not None:
        end = last if last is not None else centre
        query = query.where(or_(named.near.between(centre - NEAR, end + NEAR), named.near.is_(None)))
    if one.actors:
        query = query.where(named.narrated)
    query = query.group_by(named.statement_id).order_by(func.count().desc(), named.statement_id)
    return _far(connection, query.limit(BY_NAME), centre)


def _far(
    connection: Connection, query: Any, centre: int | None, asked: Mapping[str, Any] | None = None
) -> Iterable[tuple[str, int]]:
    """The rows of a look-up with their distance in days; unknown counts as just outside `NEAR`."""
    for statement_id, near in connection.execute(query, asked or {}).all():
        yield statement_id, abs(near - centre) if near is not None and centre is not None else NEAR + 1
