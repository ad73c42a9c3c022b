"""What people decided, kept beside what the machine did: added to, marked as undone, never changed.

A judgement points at what it is about by anchors (rows.Anchor). What an anchor is in the record now is
stored beside it and found again whenever its article is read anew: `found` is the id of a statement,
of an actor as the machine sees it, or of an article; None where the words are gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from onrecord.errors import NotFound, Usage
from onrecord.record.store import schema
from onrecord.record.store.rows import Anchor, Judgement, JudgementKind, Side
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import from_json, to_json

TABLE, ANCHOR = schema.judgement, schema.anchor


_ANY = select(ANCHOR.c.judgement_id).limit(1)


def any_at_all(connection: Connection) -> bool:
    """Whether anybody ever judged anything: of most records nobody has."""
    return connection.execute(_ANY).first() is not None


def judge(
    connection: Connection,
    kind: JudgementKind,
    arguments: Mapping[str, str],
    who: str,
    at: datetime | None,
    sides: Sequence[Sequence[Anchor]] = (),
) -> Judgement:
    """Store a judgement; its id is the next number. Its anchors are looked up by `put_found`."""
    number = (connection.execute(select(func.max(TABLE.c.id))).scalar() or 0) + 1
    at = at or datetime.now(UTC).replace(microsecond=0)
    values = json.dumps(dict(arguments), sort_keys=True)
    connection.execute(
        insert(TABLE).values(id=number, kind=kind, arguments=values, who=who, at=at.isoformat())
    )
    rows = [
        {
            "judgement_id": number,
            "side": side,
            "position": position,
            "kind": anchor.kind,
            "article_id": anchor.article_id,
            "anchor": to_json(anchor),
        }
        for side, anchors in enumerate(sides)
        for position, anchor in enumerate(anchors)
    ]
    if rows:
        connection.execute(insert(ANCHOR), rows)
    return Judgement(
        number, kind, dict(arguments), who, at, sides=tuple(Side(tuple(one), None) for one in sides)
    )


def undo(connection: Connection, judgement_id: int | None, at: datetime | None) -> Judgement:
    """Take back one judgement, the last one standing unless told which."""
    standing = TABLE.c.undone.is_(None)
    if judgement_id is None:
        judgement_id = connection.execute(select(func.max(TABLE.c.id)).where(standing)).scalar()
        if judgement_id is None:
            raise Usage("there is no judgement to undo")
    elif not connection.execute(select(TABLE.c.id).where(standing, TABLE.c.id == judgement_id)).scalar():
        raise NotFound(f"no judgement {judgement_id} stands; it is unknown or already undone")
    at = at or datetime.now(UTC).replace(microsecond=0)
    connection.execute(update(TABLE).where(TABLE.c.id == judgement_id).values(undone=at.isoformat()))
    return next(iter(judgements(connection, True, [judgement_id])))


def judgements(
    connection: Connection, undone: bool, numbers: Iterable[int] | None = None
) -> tuple[Judgement, ...]:
    """Judgements (all, or these) in order of making; with `undone` those taken back as well."""
    found: list[Row[Any]] = []
    query = select(TABLE) if undone else select(TABLE).where(TABLE.c.undone.is_(None))
    if numbers is None:
        found.extend(connection.execute(query))
        numbers = [row.id for row in found]
    else:
        numbers = sorted(set(numbers))
        for some in _few(numbers):
            found.extend(connection.execute(query.where(TABLE.c.id.in_(some))))
    sides: dict[int, dict[int, list[tuple[Anchor, str | None]]]] = {}
    for some in _few(numbers):
        rows = connection.execute(
            select(ANCHOR)
            .where(ANCHOR.c.judgement_id.in_(some))
            .order_by(ANCHOR.c.judgement_id, ANCHOR.c.side, ANCHOR.c.position)
        )
        for row in rows:
            told = sides.setdefault(row.judgement_id, {}).setdefault(row.side, [])
            told.append((from_json(Anchor, row.anchor), row.found))
    return tuple(
        Judgement(
            row.id,
            row.kind,
            json.loads(row.arguments),
            row.who,
            datetime.fromisoformat(row.at),
            datetime.fromisoformat(row.undone) if row.undone else None,
            tuple(_side(told) for _, told in sorted(sides.get(row.id, {}).items())),
        )
        for row in sorted(found, key=lambda one: one.id)
    )


def _side(told: Sequence[tuple[Anchor, str | None]]) -> Side:
    anchor, found = next((pair for pair in told if pair[1] is not None), (told[0][0], None))
    return Side(tuple(one for one, _ in told), found, anchor.name)


def of_article(connection: Connection, article_id: str) -> tuple[Judgement, ...]:
    """Judgements that stand and have an anchor in this article."""
    query = select(ANCHOR.c.judgement_id).distinct().where(ANCHOR.c.article_id == article_id)
    return judgements(connection, False, connection.execute(query).scalars())


def about(
    connection: Connection, found: Iterable[str], kinds: Sequence[JudgementKind] = ()
) -> tuple[Judgement, ...]:
    """Judgements that stand and are about these statements or actors; only of these `kinds`, if any."""
    numbers = set[int]()
    for some in batches(found):
        query = select(ANCHOR.c.judgement_id).distinct().where(ANCHOR.c.found.in_(some))
        numbers.update(connection.execute(query).scalars())
    return tuple(one for one in judgements(connection, False, numbers) if not kinds or one.kind in kinds)


def stands(connection: Connection, kind: JudgementKind) -> bool:
    """Whether any judgement of this kind stands."""
    query = select(TABLE.c.id).where(TABLE.c.kind == kind, TABLE.c.undone.is_(None)).limit(1)
    return connection.execute(query).scalar() is not None


def hidden(connection: Connection, article_id: str) -> frozenset[str]:
    """The statements of an article that stand hidden."""
    query = (
        select(ANCHOR.c.found)
        .join(TABLE, TABLE.c.id == ANCHOR.c.judgement_id)
        .where(ANCHOR.c.article_id == article_id, TABLE.c.kind == "hide", TABLE.c.undone.is_(None))
    )
    return frozenset(one for one in connection.execute(query).scalars() if one is not None)


def put_found(
    connection: Connection, article_id: str, kind: str, found: Mapping[Anchor, str | None]
) -> set[str]:
    """Say what this article's anchors of one kind are in the record now; returns what they were and are."""
    rows = connection.execute(
        select(ANCHOR).where(ANCHOR.c.article_id == article_id, ANCHOR.c.kind == kind)
    ).all()
    moved, changed = set[str](), []
    for row in rows:
        now = found.get(from_json(Anchor, row.anchor))
        if now != row.found:
            changed.append({"j": row.judgement_id, "s": row.side, "p": row.position, "is_now": now})
            moved |= {one for one in (now, row.found) if one is not None}
    if changed:
        here = (
            ANCHOR.c.judgement_id == bindparam("j"),
            ANCHOR.c.side == bindparam("s"),
            ANCHOR.c.position == bindparam("p"),
        )
        connection.execute(update(ANCHOR).where(*here).values(found=bindparam("is_now")), changed)
    return moved


def anchors(connection: Connection, article_id: str) -> tuple[Anchor, ...]:
    """Every anchor in this article, of judgements undone as well."""
    rows = connection.execute(select(ANCHOR.c.anchor).where(ANCHOR.c.article_id == article_id).distinct())
    return tuple(from_json(Anchor, row.anchor) for row in rows)


def _few(numbers: Iterable[int]) -> Iterable[list[int]]:
    every = sorted(set(numbers))
    return (every[start : start + schema.BATCH] for start in range(0, len(every), schema.BATCH))
