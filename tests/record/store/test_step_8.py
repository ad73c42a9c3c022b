"""Schema 8 is made of schema 7 without losing a row, and every look-up in time reads only what is near."""

import re
import sqlite3
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.invented import articles
from onrecord import pipeline
from onrecord.record.store import Record, candidates, digests
from onrecord.record.store.migrations import step_8
from onrecord.record.store.prepared import Prepared

OF_SCHEMA_7 = {
    "digest_days": "digest (first_day, last_day)",
    "digest_without_actors": "digest (actors, first_day, last_day)",
    "digest_actor_days": "digest_actor (actor_id, first_day, last_day, article_id)",
    "named_near": "named (name, near)",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a few invented articles."""
    where = tmp_path_factory.mktemp("record") / "record.db"
    with Record.open(str(where)) as record:
        pipeline.settle_all(islice(articles(seed=5), 3), record)
    return where


def made(path: Path) -> dict[str, list[str]]:
    """Every table and index with the words of its definition, in any order."""
    raw = sqlite3.connect(path)
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    raw.close()
    return {name: sorted(re.findall(r"[\w']+", sql)) for name, sql in rows}


def kept(path: Path) -> dict[str, list[str]]:
    raw = sqlite3.connect(path)
    found = {name: sorted(map(repr, raw.execute(f"SELECT * FROM {name}"))) for name in step_8.BY_KEY}
    raw.close()
    return found


def test_step_8_makes_what_a_new_record_has(path: Path) -> None:
    before, rows = made(path), kept(path)
    assert rows["named"] and rows["digest_actor"] and rows["shingle"]
    with Record.open(str(path)) as record, record._engine.connect() as connection:
        for name in step_8.BY_KEY:
            found = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
            (table,) = connection.exec_driver_sql(found, (name, "table")).scalars()
            indexes = connection.exec_driver_sql(found, (name, "index")).scalars().all()
            connection.exec_driver_sql(f"CREATE TEMP TABLE was AS SELECT * FROM {name}")
            connection.exec_driver_sql(f"DROP TABLE {name}")
            connection.exec_driver_sql(table.rpartition("WITHOUT ROWID")[0])
            connection.exec_driver_sql(f"INSERT INTO {name} SELECT * FROM was")
            connection.exec_driver_sql("DROP TABLE was")
            for index in indexes:
                connection.exec_driver_sql(index)
        for name, columns in OF_SCHEMA_7.items():
            connection.exec_driver_sql(f"DROP INDEX {name}")
            connection.exec_driver_sql(f"CREATE INDEX {name} ON {columns}")
        step_8.step(connection)
        connection.commit()
    assert made(path) == before
    assert kept(path) == rows


DAYS = {"first": 1, "centre": 2, "last": 3, "earliest": 1, "latest": 3, "most": 9, "ids": "[]", "actor": "p1"}
LOOK_UPS = {
    "narrated and alike": candidates._NAMING[False, True],
    "alike, narrated": candidates._NAMING[True, True],
    "an actor's, of a day": candidates._OF_A_DAY,
    "an actor's, undated": candidates._UNDATED_BUT_PUBLISHED,
    "articles by actors": digests._SHARING_ACTORS[True],
    "articles that name nobody": digests._NEAR[True, True],
    "articles of these days": digests._NEAR[True, False],
}


@pytest.mark.parametrize("query", LOOK_UPS.values(), ids=LOOK_UPS)
def test_a_look_up_in_time_reads_a_stretch_of_an_index(path: Path, query: Prepared) -> None:
    sql, fixed = query._sql(tuple(DAYS))
    raw = sqlite3.connect(path)
    plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", {**fixed, **DAYS})]
    raw.close()
    read = [step for step in plan if re.match(r"(SCAN|SEARCH) (?!anon|json)", step)]
    assert read
    assert all(re.search(r"\((.* AND )?(near|day|last_day)[<=>]", step) for step in read), plan
