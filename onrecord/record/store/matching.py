"""Reports, matches and statement groups in the tables; and which reports could be of one statement.

Candidates are found through two indexes: `voice` (an actor and a day) for statements whose speaker
is known, `named` (a name in the content and a day) for the others. Every query has a limit, so that
adding an article costs the same whatever the record holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update

from onrecord.record.store import schema
from onrecord.record.store.articles import empty_groups_gone
from onrecord.record.store.identity import new_id, settled_ids
from onrecord.record.store.reports import days, report
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import from_json, to_json
from onrecord.types import Match, Origins, Report, Said, StatementGroup

NEAR = 4  # days by which two reports' days may differ and still be of one statement
EACH = 200  # candidates from one look-up by actor
BY_NAME = 60  # candidates from one look-up by names
LEFT, RIGHT = schema.match.c.left, schema.match.c.right

# --------------------------------------------------------------------------- reports


def reports(connection: Connection, ids: Iterable[str]) -> tuple[Report, ...]:
    """These statements as reports, by id; ones that the record has not are left out."""
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
            report(dict(one), voices.get(one["id"], ()), one["elsewhere"], one["numbers"])
            for one in rows.mappings()
        )
    return tuple(found)


def of_article(connection: Connection, article_id: str) -> tuple[Report, ...]:
    """The reports of an article's newest version, in order."""
    ids = select(schema.statement.c.id).where(schema.statement.c.article_id == article_id)
    found = reports(connection, connection.execute(ids).scalars())
    return tuple(sorted(found, key=lambda one: one.order))


# --------------------------------------------------------------------------- candidates


def candidates(connection: Connection, asked: Sequence[Report], limit: int) -> tuple[Report, ...]:
    """Reports of other articles that could be of the same statement as one of these, by id."""
    own = {one.article_id for one in asked}
    distance: dict[str, int] = {}

    def note(rows: Iterable[tuple[str, int]]) -> None:
        for statement_id, far in rows:
            distance[statement_id] = min(far, distance.get(statement_id, far))

    for actor, first, last, published in sorted(_voices(asked), key=repr):
        note(_by_actor(connection, actor, first, last, published))
    for one in asked:
        note(_by_names(connection, one))
    for some in batches(own):  # after the look-ups: a join in each would cost more
        table = schema.statement.c
        for statement_id in connection.execute(select(table.id).where(table.article_id.in_(some))).scalars():
            distance.pop(statement_id, None)
    nearest = sorted(distance, key=lambda statement_id: (distance[statement_id], statement_id))
    return reports(connection, nearest[:limit])


def _voices(asked: Iterable[Report]) -> set[tuple[str, int | None, int | None, int | None]]:
    """The distinct (actor, first day, last day, day published) to look for."""
    found = set[tuple[str, int | None, int | None, int | None]]()
    for one in asked:
        first, last = days(one.said)
        published = one.published.toordinal() if one.published and first is None else None
        found.update((actor, first, last, published) for actor in (*one.actors, *one.speaks_for))
    return found


def _by_actor(
    connection: Connection, actor: str, first: int | None, last: int | None, published: int | None
) -> Iterable[tuple[str, int]]:
    """(statement id, days away) of statements by or for an actor, the nearest first."""
    voice = schema.voice.c
    his = voice.actor_id == actor
    centre = first if first is not None else published
    pick = select(voice.statement_id, voice.near).where(his)
    if first is not None and last is not None:
        # a known day meets known days nearby, and every unknown day
        known = pick.where(voice.day.between(first - NEAR, last + NEAR))
        yield from _far(connection, known.order_by(voice.day).limit(EACH), centre)
        pick = pick.where(voice.day.is_(None))
    if centre is None:
        yield from _far(connection, pick.order_by(voice.near.desc()).limit(EACH), None)
        return
    after = pick.where(voice.near >= centre).order_by(voice.near)
    before = pick.where(voice.near < centre).order_by(voice.near.desc())
    for query in (after, before, pick.where(voice.near.is_(None))):
        yield from _far(connection, query.limit(EACH // 2), centre)


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


def _far(connection: Connection, query: Any, centre: int | None) -> Iterable[tuple[str, int]]:
    """The rows of a look-up with their distance in days; unknown counts as just outside `NEAR`."""
    for statement_id, near in connection.execute(query).all():
        yield statement_id, abs(near - centre) if near is not None and centre is not None else NEAR + 1


# --------------------------------------------------------------------------- matches


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


def links(connection: Connection, ids: Iterable[str]) -> tuple[Match, ...]:
    """Every match that touches these statements, by left and right."""
    found: dict[tuple[str, str, str], Match] = {}
    for some in batches(ids):
        for side in (LEFT, RIGHT):
            for row in connection.execute(select(schema.match).where(side.in_(some))):
                found[row.left, row.right, row.relation] = _match(row)
    return tuple(found[key] for key in sorted(found))


def component(connection: Connection, ids: Iterable[str]) -> tuple[tuple[Report, ...], tuple[Match, ...]]:
    """All reports connected to these through "same" matches, and every match among them."""
    reached, frontier = set[str](), set(ids)
    while frontier:
        reached |= frontier
        same = [one for one in links(connection, frontier) if one.relation == "same"]
        frontier = {end for one in same for end in (one.left, one.right)} - reached
    among = tuple(one for one in links(connection, reached) if one.left in reached and one.right in reached)
    return reports(connection, reached), among


def _match(row: Row[Any]) -> Match:
    return Match(row.left, row.right, row.relation, row.score, tuple(json.loads(row.why)))


# --------------------------------------------------------------------------- groups


def regroup(connection: Connection, groups: Iterable[StatementGroup]) -> tuple[StatementGroup, ...]:
    """Replace the groups of exactly the statements that `groups` hold; returns them with ids."""
    groups = tuple(groups)
    member, table = schema.member, schema.statement_group
    left: dict[str, str] = {}
    for some in batches(one for group in groups for one in group.statements):
        inside = member.c.statement_id.in_(some)
        rows = connection.execute(select(member.c.statement_id, member.c.group_id).where(inside))
        left.update({row.statement_id: row.group_id for row in rows})
        connection.execute(delete(member).where(inside))
    empty_groups_gone(connection, set(left.values()))
    # A stored group that still has statements outside `groups` keeps its id to itself.
    kept = {row for some in batches(left.values()) for row in _existing(connection, some)}
    named = {group.id for group in groups if group.id}
    free = {item: old for item, old in left.items() if old not in kept | named}
    fresh = settled_ids([() if group.id else group.statements for group in groups], free)
    settled = _given_ids(connection, groups, fresh)
    there = {one for some in batches(one.id for one in settled) for one in _existing(connection, some)}
    for group in settled:
        if group.id in there:
            connection.execute(update(table).where(table.c.id == group.id).values(**_group_row(group)))
    if new := [_group_row(group) for group in settled if group.id not in there]:
        connection.execute(insert(table), new)
    places = [
        {"statement_id": one, "group_id": group.id, "position": position}
        for group in settled
        for position, one in enumerate(group.statements)
    ]
    if places:
        connection.execute(insert(member), places)
    return tuple(settled)


def _given_ids(
    connection: Connection, groups: Sequence[StatementGroup], kept: Sequence[str | None]
) -> list[StatementGroup]:
    """The groups with the ids they have, or kept, or new ones that no stored group has."""
    homeless = [one for one, old in zip(groups, kept, strict=True) if not (one.id or old)]
    first = {new_id("g", one.statements, lambda made: False) for one in homeless}
    in_use = {one.id for one in groups if one.id} | {old for old in kept if old}
    in_use.update(one for some in batches(first) for one in _existing(connection, some))

    def taken(made: str) -> bool:
        return made in in_use or (made not in first and bool(_existing(connection, [made])))

    settled = []
    for group, old in zip(groups, kept, strict=True):
        made = group.id or old or new_id("g", group.statements, taken)
        in_use.add(made)
        settled.append(replace(group, id=made))
    return settled


def _group_row(group: StatementGroup) -> dict[str, Any]:
    return {
        "id": group.id,
        "speaker": group.speaker,
        "said": to_json(group.said),
        "first_day": days(group.said)[0],
        "outlets": group.outlets,
        "origins": to_json(group.origins),
    }


def _existing(connection: Connection, ids: list[str]) -> list[str]:
    table = schema.statement_group
    return list(connection.execute(select(table.c.id).where(table.c.id.in_(ids))).scalars())


def groups(connection: Connection, ids: Iterable[str] | None = None) -> tuple[StatementGroup, ...]:
    """Groups (all, or these), by day said (unknown last) and id."""
    table, member = schema.statement_group, schema.member
    found: list[Row[Any]] = []
    if ids is None:
        found.extend(connection.execute(select(table)))
    else:
        for some in batches(ids):
            found.extend(connection.execute(select(table).where(table.c.id.in_(some))))
    inside: dict[str, list[tuple[str, str]]] = {row.id: [] for row in found}
    for some in batches(inside):
        rows = connection.execute(
            select(member.c.group_id, member.c.statement_id, schema.statement.c.article_id)
            .join(schema.statement, schema.statement.c.id == member.c.statement_id)
            .where(member.c.group_id.in_(some))
            .order_by(member.c.group_id, member.c.position)
        )
        for group_id, statement_id, article_id in rows:
            inside[group_id].append((statement_id, article_id))
    found.sort(key=lambda row: (row.first_day is None, row.first_day or 0, row.id))
    return tuple(
        StatementGroup(
            id=row.id,
            statements=tuple(statement_id for statement_id, _ in inside[row.id]),
            articles=tuple(dict.fromkeys(article_id for _, article_id in inside[row.id])),
            speaker=row.speaker,
            said=from_json(Said, row.said),
            outlets=row.outlets,
            origins=from_json(Origins, row.origins),
        )
        for row in found
    )
