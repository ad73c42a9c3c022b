"""Queries compiled once: what is given is bound by name, rows go by the columns' names."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import bindparam, delete, func, insert, select, union, update

from onrecord.errors import RecordError
from onrecord.record.store import Record, schema
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.schema import among, many

ACTOR = schema.actor.c
PUT, GONE = Prepared(insert(schema.actor)), Prepared(delete(schema.actor).where(among(ACTOR.id)))
RENAME = Prepared(update(schema.actor).where(ACTOR.id == bindparam("its_id")))
ALL = Prepared(select(ACTOR.id, ACTOR.name).where(ACTOR.kind == "person").order_by(ACTOR.id))
PEOPLE = [{"id": one, "name": one.upper(), "kind": "person"} for one in ("a", "b", "c")]


def test_rows_are_put_changed_and_read_by_name(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.db")) as record, record.writing() as writer:
        connection = writer._connection
        PUT.run(connection, PEOPLE)
        PUT.run(connection, {"id": "d", "name": "D", "kind": "place"})
        PUT.run(connection, [])
        RENAME.run(connection, [{"its_id": "b", "name": "Bea"}])
        GONE.run(connection, {"ids": many(["a", "nobody"])})
        assert [(row.id, row.name) for row in ALL.rows(connection, {})] == [("b", "Bea"), ("c", "C")]
        assert ALL.column(connection, {}) == ["b", "c"]
        assert ALL.value(connection, {}) == "b"
        GONE.run(connection, {"ids": many("bc")})
        assert ALL.value(connection, {}) is None


def test_values_written_into_a_query_and_unions_keep_their_names(tmp_path: Path) -> None:
    counted = select(ACTOR.kind, func.count().label("size")).group_by(ACTOR.kind)
    both = Prepared(
        union(counted.where(ACTOR.kind == "person"), counted.where(ACTOR.kind == bindparam("kind")))
    )
    with Record.open(str(tmp_path / "record.db")) as record, record.writing() as writer:
        PUT.run(writer._connection, PEOPLE)
        (row,) = both.rows(writer._connection, {"kind": "place"})
        assert (row.kind, row.size) == ("person", 3)


def test_an_error_of_the_driver_names_the_record_and_takes_all_back(tmp_path: Path) -> None:
    where = str(tmp_path / "record.db")
    with Record.open(where) as record:
        with pytest.raises(RecordError, match="UNIQUE") as told, record.writing() as writer:
            PUT.run(writer._connection, [*PEOPLE, PEOPLE[0]])
        assert where in str(told.value) and isinstance(told.value.__cause__, sqlite3.IntegrityError)
        assert record.actors() == ()
