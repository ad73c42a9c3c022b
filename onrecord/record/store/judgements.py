"""What people decided, kept beside what the machine did: added to, marked as undone, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from onrecord.errors import NotFound, Usage
from onrecord.record.store import schema
from onrecord.record.store.rows import Judgement, JudgementKind

TABLE = schema.judgement


def judge(
    connection: Connection, kind: JudgementKind, arguments: Mapping[str, str], who: str, at: datetime | None
) -> Judgement:
    """Store a judgement; its id is the next number."""
    number = (connection.execute(select(func.max(TABLE.c.id))).scalar() or 0) + 1
    at = at or datetime.now(UTC).replace(microsecond=0)
    values = json.dumps(dict(arguments), sort_keys=True)
    connection.execute(
        insert(TABLE).values(id=number, kind=kind, arguments=values, who=who, at=at.isoformat())
    )
    return Judgement(number, kind, dict(arguments), who, at)


def undo(connection: Connection, judgement_id: int | None, at: datetime | None) -> Judgement:
    """Take back one judgement, the last one standing unless told which."""
    standing = [one for one in judgements(connection, undone=True) if one.undone is None]
    if judgement_id is None:
        if not standing:
            raise Usage("there is no judgement to undo")
        judgement_id = standing[-1].id
    elif judgement_id not in {one.id for one in standing}:
        raise NotFound(f"no judgement {judgement_id} stands; it is unknown or already undone")
    at = at or datetime.now(UTC).replace(microsecond=0)
    connection.execute(update(TABLE).where(TABLE.c.id == judgement_id).values(undone=at.isoformat()))
    return next(one for one in judgements(connection, undone=True) if one.id == judgement_id)


def judgements(connection: Connection, undone: bool) -> tuple[Judgement, ...]:
    """Judgements in order of making; with `undone` those taken back as well."""
    query = select(TABLE).order_by(TABLE.c.id)
    if not undone:
        query = query.where(TABLE.c.undone.is_(None))
    return tuple(_judgement(row) for row in connection.execute(query))


def _judgement(row: Row[Any]) -> Judgement:
    undone = datetime.fromisoformat(row.undone) if row.undone else None
    return Judgement(
        row.id, row.kind, json.loads(row.arguments), row.who, datetime.fromisoformat(row.at), undone
    )
