"""Reports in the tables, and the matches between them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, select, union

from onrecord.record.store import schema
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import report
from onrecord.record.store.schema import among, many
from onrecord.record.store.serial import array_in
from onrecord.types import VECTOR_WIDTH, Match, Report

Vectored = tuple[str, npt.NDArray[np.float64] | None]  # a statement's article and its vectors

LEFT, RIGHT = schema.match.c.left, schema.match.c.right
STATEMENT, ARTICLE, VECTOR = schema.statement.c, schema.article.c, schema.vector.c
VOICE, ELSEWHERE = schema.voice.c, schema.said_elsewhere.c

# Built once: to build a query costs more than to run it.
_OF_ARTICLES = Prepared(select(STATEMENT.id).where(among(STATEMENT.article_id)))
_VOICES = Prepared(
    select(VOICE.statement_id, VOICE.part, VOICE.position, VOICE.actor_id).where(among(VOICE.statement_id))
)
_REPORTS = Prepared(
    select(
        schema.statement,
        ARTICLE.version,
        ARTICLE.outlet,
        ARTICLE.published,
        ELSEWHERE.said.label("elsewhere"),
        VECTOR.numbers,
    )
    .select_from(
        schema.statement.join(schema.article, ARTICLE.id == STATEMENT.article_id)
        .outerjoin(schema.said_elsewhere, ELSEWHERE.statement_id == STATEMENT.id)
        .outerjoin(
            schema.vector,
            and_(
                VECTOR.statement_id == STATEMENT.id,
                VECTOR.article_id == ARTICLE.id,
                VECTOR.version == ARTICLE.version,
            ),
        )
    )
    .where(among(STATEMENT.id))
    .order_by(STATEMENT.id)
)
_VECTORS = Prepared(
    select(STATEMENT.id, STATEMENT.article_id, VECTOR.numbers)
    .select_from(schema.statement.outerjoin(schema.vector, VECTOR.statement_id == STATEMENT.id))
    .where(among(STATEMENT.id))
)
_GONE = Prepared(
    delete(schema.match).where(
        bindparam("one") == LEFT, bindparam("other") == RIGHT, schema.match.c.relation == bindparam("how")
    )
)
_GONE_WITH = [Prepared(delete(schema.match).where(among(side))) for side in (LEFT, RIGHT)]
_PUT = Prepared(insert(schema.match))
_LINKS = Prepared(
    union(
        select(schema.match).where(among(LEFT)),
        select(schema.match).where(among(RIGHT)),
    )
)


def reports(connection: Connection, ids: Iterable[str], own_days: bool = False) -> tuple[Report, ...]:
    """These statements as reports, by id; ones that the record has not are left out.

    With `own_days` without the days that other reports supply.
    """
    asked = {"ids": many(ids)}
    voices: dict[str, list[tuple[str, int, str]]] = {}
    for row in _VOICES.rows(connection, asked):
        voices.setdefault(row.statement_id, []).append((row.part, row.position, row.actor_id))
    return tuple(
        report(row, voices.get(row.id, ()), None if own_days else row.elsewhere, row.numbers)
        for row in _REPORTS.rows(connection, asked)
    )


def vectors(connection: Connection, ids: Iterable[str]) -> dict[str, Vectored]:
    """The article and the vectors (in whole numbers) of these statements, by id."""
    rows = _VECTORS.rows(connection, {"ids": many(ids)})
    return {
        row.id: (row.article_id, None if row.numbers is None else whole_numbers(array_in(row.numbers)))
        for row in rows
    }


def whole_numbers(vector: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """(sentences, width) a statement's unit vectors in parts of QUANTUM.

    Sums of these are exact, whatever else is summed beside them.
    """
    found = np.rint(np.asarray(vector, dtype=np.float64) * QUANTUM)
    width = VECTOR_WIDTH if len(found) % VECTOR_WIDTH == 0 else len(found)
    return (found if np.isfinite(found.sum()) else np.nan_to_num(found)).reshape(-1, width)


QUANTUM = 1 << 14


def of_articles(
    connection: Connection, article_ids: Iterable[str], own_days: bool = False
) -> tuple[Report, ...]:
    """The reports of these articles' newest versions, by article and in order."""
    ids = _OF_ARTICLES.column(connection, {"ids": many(article_ids)})
    return tuple(sorted(reports(connection, ids, own_days), key=lambda one: (one.article_id, one.order)))


def link(connection: Connection, matches: Iterable[Match]) -> None:
    """Store matches; the same pair and relation again replaces what was stored."""
    rows = {(one.left, one.right, one.relation): one for one in map(_ordered, matches)}
    if not rows:
        return
    stored = [{"one": left, "other": right, "how": relation} for left, right, relation in rows]
    _GONE.run(connection, stored)
    values = [
        {
            "left": one.left,
            "right": one.right,
            "relation": one.relation,
            "score": one.score,
            "why": json.dumps(one.why),
        }
        for one in rows.values()
    ]
    _PUT.run(connection, values)


def _ordered(one: Match) -> Match:
    """Matches that read the same both ways, with the lower id on the left; "contains" as it is."""
    if one.relation == "contains" or one.left <= one.right:
        return one
    return replace(one, left=one.right, right=one.left)


def unlink(connection: Connection, ids: Iterable[str]) -> None:
    """Forget all matches that touch these statements."""
    asked = {"ids": many(ids)}
    for gone in _GONE_WITH:
        gone.run(connection, asked)


def unlinked(connection: Connection, article_id: str) -> set[str]:
    """Forget all matches of an article's statements; returns statements that were linked "same" with them."""
    ids = set(_OF_ARTICLES.column(connection, {"ids": many([article_id])}))
    same = {end for one in links(connection, ids) if one.relation == "same" for end in (one.left, one.right)}
    unlink(connection, ids)
    return same | ids


def links(connection: Connection, ids: Iterable[str]) -> tuple[Match, ...]:
    """Every match that touches these statements, by left and right."""
    rows = _LINKS.rows(connection, {"ids": many(ids)})
    return tuple(_match(row) for row in sorted(rows, key=lambda row: (row.left, row.right, row.relation)))


def apart(connection: Connection, matches: Iterable[Match]) -> tuple[Match, ...]:
    """The matches but for those that a group tells; "same" across two groups reads as "overlaps".

    A group holds one report of an article: the quotation that another article prints in two
    pieces is in one group with one of them, and overlaps with the other.
    """
    matches = tuple(matches)
    pairs = {(one.left, one.right): one.relation for one in matches if one.relation != "same"}
    same = [one for one in matches if one.relation == "same"]
    table = schema.member.c
    query = select(table.statement_id, table.group_id).where(among(table.statement_id))
    ends = (end for one in same for end in (one.left, one.right))
    group = {row.statement_id: row.group_id for row in connection.execute(query, {"ids": many(ends)})}
    told = []
    for one in matches:
        if one.relation != "same":
            told.append(one)
        elif group.get(one.left) != group.get(one.right) and pairs.get((one.left, one.right)) != "overlaps":
            told.append(replace(one, relation="overlaps"))
    return tuple(told)


def component(connection: Connection, ids: Iterable[str]) -> tuple[set[str], tuple[Match, ...]]:
    """All statements connected to these through "same" matches, and every match among them."""
    reached, frontier, found = set[str](), set(ids), dict[tuple[str, str, str], Match]()
    while frontier:
        reached |= frontier
        new = links(connection, frontier)
        found.update({(one.left, one.right, one.relation): one for one in new})
        frontier = {end for one in new if one.relation == "same" for end in (one.left, one.right)} - reached
    among = (found[key] for key in sorted(found))
    return reached, tuple(one for one in among if one.left in reached and one.right in reached)


def _match(row: Row[Any]) -> Match:
    return Match(row.left, row.right, row.relation, row.score, _why(row.why))


@lru_cache(maxsize=20_000)
def _why(told: str) -> tuple[str, ...]:
    return tuple(json.loads(told))
