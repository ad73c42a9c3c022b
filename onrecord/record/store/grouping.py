"""Statement groups in the tables: a partition of the statements, with ids that do not jump."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from onrecord.record.store import schema
from onrecord.record.store.articles import empty_groups_gone
from onrecord.record.store.identity import new_id, settled_ids
from onrecord.record.store.reports import days
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import from_json, to_json
from onrecord.types import Origins, Said, StatementGroup


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
    if old := [{"its_id": group.id, **_group_row(group)} for group in settled if group.id in there]:
        connection.execute(update(table).where(table.c.id == bindparam("its_id")), old)
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


def group_ids(connection: Connection, parts: Sequence[Sequence[str]]) -> list[str]:
    """The id of each group: made of the article and the words of the statement that came first.

    So an id outlives new members, other judgements, a rebuild, and a new version of that article.
    """
    statement, article = schema.statement.c, schema.article.c
    place: dict[str, tuple[int, int, str]] = {}
    for some in batches(one for part in parts for one in part):
        rows = connection.execute(
            select(statement.id, article.number, statement.position, article.id.label("article"))
            .join(schema.article, article.id == statement.article_id)
            .where(statement.id.in_(some))
        )
        place.update({row.id: (row.number, row.position, row.article) for row in rows})
    first = [min(part, key=place.__getitem__) for part in parts]
    named: dict[str, str] = {}
    for some in batches(place[one][2] for one in first):
        seen: dict[tuple[str, str], int] = {}
        rows = connection.execute(
            select(statement.id, statement.article_id, statement.content)
            .where(statement.article_id.in_(some))
            .order_by(statement.article_id, statement.position)
        )
        for row in rows:
            nth = seen[row.article_id, row.content] = seen.get((row.article_id, row.content), 0) + 1
            named[row.id] = f"{row.article_id}\0{row.content}\0{nth}"
    return [new_id("g", [named[one]], lambda made: False) for one in first]


def put_clashes(connection: Connection, counts: Mapping[str, int]) -> None:
    """Keep how many clashes there are between the reports of each of these groups."""
    table = schema.statement_group
    rows = [{"its_id": group_id, "clashes": count} for group_id, count in counts.items()]
    if rows:
        connection.execute(update(table).where(table.c.id == bindparam("its_id")), rows)


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


def groups_of(connection: Connection, statement_ids: Iterable[str]) -> tuple[StatementGroup, ...]:
    """The groups that hold any of these statements."""
    member, ids = schema.member.c, set[str]()
    for some in batches(statement_ids):
        query = select(member.group_id).distinct().where(member.statement_id.in_(some))
        ids.update(connection.execute(query).scalars())
    return groups(connection, ids)


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
