"""Reports in the tables, and the matches between them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, or_, select

from onrecord.record.store import schema
from onrecord.record.store.reports import report
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import array_in
from onrecord.types import Match, Report

LEFT, RIGHT = schema.match.c.left, schema.match.c.right


def reports(connection: Connection, ids: Iterable[str], own_days: bool = False) -> tuple[Report, ...]:
    """These statements as reports, by id; ones that the record has not are left out.

    With `own_days` without the days that other reports supply.
    """
    found: list[Report] = []
    statement, article = schema.statement, schema.article
    for some in batches(ids):
        voices: dict[str, list[tuple[str, int, str]]] = {}
        voice = schema.voice.c
        for row in connection.execute(select(schema.voice).where(voice.statement_id.in_(some))):
            voices.setdefault(row.statement_id, []).append((row.part, row.position, row.actor_id))
        vector = schema.vector.c
        elsewhere = schema.said_elsewhere.c
        rows = connection.execute(
            select(
                statement,
                article.c.version,
                article.c.outlet,
                article.c.published,
                elsewhere.said.label("elsewhere"),
                vector.numbers,
            )
            .select_from(
                statement.join(article, article.c.id == statement.c.article_id)
                .outerjoin(schema.said_elsewhere, elsewhere.statement_id == statement.c.id)
                .outerjoin(
                    schema.vector,
                    and_(
                        vector.statement_id == statement.c.id,
                        vector.article_id == article.c.id,
                        vector.version == article.c.version,
                    ),
                )
            )
            .where(statement.c.id.in_(some))
            .order_by(statement.c.id)
        )
        found.extend(
            report(
                dict(one), voices.get(one["id"], ()), None if own_days else one["elsewhere"], one["numbers"]
            )
            for one in rows.mappings()
        )
    return tuple(found)


def vectors(connection: Connection, ids: Iterable[str]) -> dict[str, npt.NDArray[np.float64]]:
    """The vectors of these statements, by id, of those that have one."""
    table, found = schema.vector.c, dict[str, npt.NDArray[np.float64]]()
    for some in batches(ids):
        query = select(table.statement_id, table.numbers).where(table.statement_id.in_(some))
        for statement_id, packed in connection.execute(query):
            found[statement_id] = array_in(packed)
    return found


def of_article(connection: Connection, article_id: str, own_days: bool = False) -> tuple[Report, ...]:
    """The reports of an article's newest version, in order."""
    ids = select(schema.statement.c.id).where(schema.statement.c.article_id == article_id)
    found = reports(connection, connection.execute(ids).scalars(), own_days)
    return tuple(sorted(found, key=lambda one: one.order))


def of_articles(
    connection: Connection, article_ids: Iterable[str], own_days: bool = False
) -> tuple[Report, ...]:
    """The reports of these articles' newest versions, by article and in order."""
    table, ids = schema.statement.c, list[str]()
    for some in batches(article_ids):
        ids.extend(connection.execute(select(table.id).where(table.article_id.in_(some))).scalars())
    return tuple(sorted(reports(connection, ids, own_days), key=lambda one: (one.article_id, one.order)))


def link(connection: Connection, matches: Iterable[Match]) -> None:
    """Store matches; the same pair and relation again replaces what was stored."""
    rows = {(one.left, one.right, one.relation): one for one in map(_ordered, matches)}
    table = schema.match
    if rows:
        here = and_(
            bindparam("one") == LEFT, bindparam("other") == RIGHT, table.c.relation == bindparam("how")
        )
        stored = [{"one": left, "other": right, "how": relation} for left, right, relation in rows]
        connection.execute(delete(table).where(here), stored)
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
    if values:
        connection.execute(insert(table), values)


def _ordered(one: Match) -> Match:
    """Matches that read the same both ways, with the lower id on the left; "contains" as it is."""
    if one.relation == "contains" or one.left <= one.right:
        return one
    return replace(one, left=one.right, right=one.left)


def unlink(connection: Connection, ids: Iterable[str]) -> None:
    """Forget all matches that touch these statements."""
    for some in batches(ids):
        connection.execute(delete(schema.match).where(or_(LEFT.in_(some), RIGHT.in_(some))))


def unlinked(connection: Connection, article_id: str) -> set[str]:
    """Forget all matches of an article's statements; returns statements that were linked "same" with them."""
    own = select(schema.statement.c.id).where(schema.statement.c.article_id == article_id)
    ids = set(connection.execute(own).scalars())
    same = {end for one in links(connection, ids) if one.relation == "same" for end in (one.left, one.right)}
    unlink(connection, ids)
    return same | ids


def links(connection: Connection, ids: Iterable[str]) -> tuple[Match, ...]:
    """Every match that touches these statements, by left and right."""
    found: dict[tuple[str, str, str], Match] = {}
    for some in batches(ids):
        for side in (LEFT, RIGHT):
            for row in connection.execute(select(schema.match).where(side.in_(some))):
                found[row.left, row.right, row.relation] = _match(row)
    return tuple(found[key] for key in sorted(found))


def apart(connection: Connection, matches: Iterable[Match]) -> tuple[Match, ...]:
    """The matches but for those that a group tells; "same" across two groups reads as "overlaps".

    A group holds one report of an article: the quotation that another article prints in two
    pieces is in one group with one of them, and overlaps with the other.
    """
    matches = tuple(matches)
    pairs = {(one.left, one.right): one.relation for one in matches if one.relation != "same"}
    same = [one for one in matches if one.relation == "same"]
    table, group = schema.member.c, dict[str, str]()
    for some in batches(end for one in same for end in (one.left, one.right)):
        query = select(table.statement_id, table.group_id).where(table.statement_id.in_(some))
        group.update((row.statement_id, row.group_id) for row in connection.execute(query))
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
