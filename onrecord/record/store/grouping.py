"""Statement groups in the tables: a partition of the statements, with ids that do not jump."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from onrecord.record.store import schema
from onrecord.record.store.articles import empty_groups_gone, numbers
from onrecord.record.store.identity import new_id, settled_ids
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import days, said_in
from onrecord.record.store.schema import among, many
from onrecord.record.store.serial import from_json, to_json
from onrecord.record.store.wholes import Wholes
from onrecord.types import Origins, Report, StatementGroup

GROUP, MEMBER = schema.statement_group.c, schema.member.c

# Built once: to build a query costs more than to run it.
_PLACES = Prepared(
    select(MEMBER.statement_id, MEMBER.group_id, MEMBER.position).where(among(MEMBER.statement_id))
)
_SIZES = Prepared(
    select(MEMBER.group_id, func.count()).where(among(MEMBER.group_id)).group_by(MEMBER.group_id)
)
_LEFT = Prepared(delete(schema.member).where(among(MEMBER.statement_id)))
_THERE = Prepared(select(GROUP.id).where(among(GROUP.id)))
_CHANGE = Prepared(update(schema.statement_group).where(GROUP.id == bindparam("its_id")))
_ADD, _ENTER = Prepared(insert(schema.statement_group)), Prepared(insert(schema.member))
_CLASHES = Prepared(
    update(schema.statement_group)
    .where(GROUP.id == bindparam("its_id"), GROUP.clashes != bindparam("found"))
    .values(clashes=bindparam("found"))
)
_GROUPS = Wholes(
    schema.statement_group,
    GROUP.first_day,
    select(MEMBER.group_id, MEMBER.statement_id, schema.statement.c.article_id)
    .join(schema.statement, schema.statement.c.id == MEMBER.statement_id)
    .order_by(MEMBER.group_id, MEMBER.position),
)


def regroup(connection: Connection, groups: Iterable[StatementGroup]) -> tuple[StatementGroup, ...]:
    """Replace the groups of exactly the statements that `groups` hold; returns them with ids."""
    groups = tuple(groups)
    standing = _standing(connection, groups)
    moved = [group for group in groups if group.id not in standing]
    settled = iter(_moved(connection, moved, {group.id for group in groups if group.id}))
    _CHANGE.run(connection, [{"its_id": one.id, **_facts(one)} for one in groups if one.id in standing])
    return tuple(group if group.id in standing else next(settled) for group in groups)


def _standing(connection: Connection, groups: Iterable[StatementGroup]) -> set[str]:
    """The ids of those groups that are stored with the very same statements."""
    named = [group for group in groups if group.id]
    sizes = dict(_SIZES.rows(connection, {"ids": many(group.id for group in named)}))
    same = [group for group in named if sizes.get(group.id) == len(group.statements)]
    rows = _PLACES.rows(connection, {"ids": many(one for group in same for one in group.statements)})
    place = {row.statement_id: (row.group_id, row.position) for row in rows}
    return {
        group.id
        for group in same
        if all(place.get(one) == (group.id, n) for n, one in enumerate(group.statements))
    }


def _moved(connection: Connection, groups: Sequence[StatementGroup], named: set[str]) -> list[StatementGroup]:
    """Put statements into these groups, which they were not in; `named` are ids that are spoken for."""
    inside = {"ids": many(one for group in groups for one in group.statements)}
    left = {row.statement_id: row.group_id for row in _PLACES.rows(connection, inside)}
    _LEFT.run(connection, inside)
    empty_groups_gone(connection, left.values())
    # A stored group that still has statements outside `groups` keeps its id to itself.
    kept = _existing(connection, left.values())
    free = {item: old for item, old in left.items() if old not in kept | named}
    fresh = settled_ids([() if group.id else group.statements for group in groups], free)
    settled = _given_ids(connection, groups, fresh)
    there = _existing(connection, (one.id for one in settled))
    _CHANGE.run(connection, [{"its_id": one.id, **_facts(one)} for one in settled if one.id in there])
    _ADD.run(connection, [{"id": one.id, **_facts(one)} for one in settled if one.id not in there])
    places = [
        {"statement_id": one, "group_id": group.id, "position": position}
        for group in settled
        for position, one in enumerate(group.statements)
    ]
    _ENTER.run(connection, places)
    return settled


def group_ids(
    connection: Connection,
    parts: Sequence[Sequence[str]],
    reports: Mapping[str, Report],
    told: Callable[[Iterable[str]], Iterable[Report]],
) -> list[str]:
    """The id of each group: made of the article and the words of the statement that came first.

    So an id outlives new members, other judgements, a rebuild, and a new version of that article.
    `reports` has those of all parts by id; `told` gives all reports of articles, in order.
    """
    number = numbers(connection, {reports[one].article_id for part in parts for one in part})

    def place(one: str) -> tuple[int, int]:
        return number[reports[one].article_id], reports[one].order

    first = [reports[min(part, key=place)] for part in parts]
    named: dict[str, str] = {}
    seen: dict[tuple[str, str], int] = {}
    for one in told({one.article_id for one in first}):
        same = one.article_id, one.content
        nth = seen[same] = seen.get(same, 0) + 1
        named[one.statement.id] = f"{one.article_id}\0{one.content}\0{nth}"
    return [new_id("g", [named[one.statement.id]], lambda made: False) for one in first]


def put_clashes(connection: Connection, counts: Mapping[str, int]) -> None:
    """Keep how many clashes there are between the reports of each of these groups."""
    rows = [{"its_id": group_id, "found": count} for group_id, count in counts.items()]
    _CLASHES.run(connection, rows)


def _given_ids(
    connection: Connection, groups: Sequence[StatementGroup], kept: Sequence[str | None]
) -> list[StatementGroup]:
    """The groups with the ids they have, or kept, or new ones that no stored group has."""
    homeless = [one for one, old in zip(groups, kept, strict=True) if not (one.id or old)]
    first = {new_id("g", one.statements, lambda made: False) for one in homeless}
    in_use = {one.id for one in groups if one.id} | {old for old in kept if old}
    in_use |= _existing(connection, first)

    def taken(made: str) -> bool:
        return made in in_use or (made not in first and bool(_existing(connection, [made])))

    settled = []
    for group, old in zip(groups, kept, strict=True):
        made = group.id or old or new_id("g", group.statements, taken)
        in_use.add(made)
        settled.append(group if group.id == made else replace(group, id=made))
    return settled


def _facts(group: StatementGroup) -> dict[str, Any]:
    return {
        "speaker": group.speaker,
        "said": to_json(group.said),
        "first_day": days(group.said)[0],
        "outlets": group.outlets,
        "origins": to_json(group.origins),
    }


def _existing(connection: Connection, ids: Iterable[str]) -> set[str]:
    wanted = set(ids)
    return set(_THERE.column(connection, {"ids": many(wanted)})) if wanted else wanted


def groups_of(connection: Connection, statement_ids: Iterable[str]) -> tuple[StatementGroup, ...]:
    """The groups that hold any of these statements."""
    rows = _PLACES.rows(connection, {"ids": many(statement_ids)})
    return groups(connection, {row.group_id for row in rows})


def groups(connection: Connection, ids: Iterable[str] | None = None) -> tuple[StatementGroup, ...]:
    """Groups (all, or these), by day said (unknown last) and id."""
    return tuple(
        StatementGroup(
            id=row.id,
            statements=tuple(statement_id for statement_id, _ in inside),
            articles=tuple(dict.fromkeys(article_id for _, article_id in inside)),
            speaker=row.speaker,
            said=said_in(row.said),
            outlets=row.outlets,
            origins=_origins(row.origins),
        )
        for row, inside in _GROUPS.of(connection, ids)
    )


@lru_cache(maxsize=4096)
def _origins(text: str) -> Origins:
    return from_json(Origins, text)
