"""The rows by which a search answers follow everything that can change them, and schema 9 fills them alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.invented import articles
from onrecord import judging, pipeline
from onrecord.record.store import Record
from onrecord.record.store.kept import HIT_TRIGGERS, filled
from onrecord.record.store.migrations import step_9, step_10
from onrecord.types import Article


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of some invented articles."""
    where = tmp_path_factory.mktemp("record") / "record.db"
    with Record.open(str(where)) as record:
        pipeline.settle_all(islice(articles(seed=5), 12), record)
    return where


@pytest.fixture
def record(path: Path, tmp_path: Path) -> Record:
    copy = tmp_path / "record.db"
    copy.write_bytes(path.read_bytes())
    return Record.open(str(copy))


def in_step(record: Record) -> int:
    """How many rows there are; fails unless they are what is written where there are none."""
    rows = "SELECT * FROM hit ORDER BY number"
    with record._engine.connect() as connection:
        kept = connection.exec_driver_sql(rows).all()
        connection.exec_driver_sql("DELETE FROM hit")
        filled(connection)
        anew = connection.exec_driver_sql(rows).all()
        statements = connection.exec_driver_sql("SELECT count(*) FROM statement").scalar_one()
        connection.rollback()
    assert kept == anew
    assert len(kept) == statements
    return len(kept)


def test_rows_are_there_when_a_transaction_ends(tmp_path: Path) -> None:
    some = list(islice(articles(seed=5), 12))
    with Record.open(str(tmp_path / "record.db")) as record:
        assert in_step(record) == 0
        for one in some[:4]:
            pipeline.settle(one, record)
            in_step(record)
        pipeline.settle_all(some[2:], record)  # two of them once more
        whole = in_step(record)
        with record.writing() as writer:
            writer.put(
                replace(some[-1], statements=(), attributions=(), vectors=())
            )  # the last numbers are free again
        assert in_step(record) == whole - len(some[-1].statements)
        pipeline.settle_all([some[-1], some[0]], record)
        assert in_step(record) == whole
        assert len(list(pipeline.rebuild(record))) == len(some)
        assert in_step(record) == whole


def test_rows_follow_what_is_added_and_judged(record: Record) -> None:
    before = in_step(record)
    assert before > 50
    group = max(record.groups(), key=lambda one: len(one.statements))
    assert len(group.statements) > 1
    actors = [one for one in record.actors() if one.statements][:2]
    made = [
        judging.split(record, group.statements[:1], "Ana"),
        judging.same(record, actors[0].id, actors[1].id, "Ana", force=True),
        judging.reassign(record, group.statements[1], None, "Ana"),
        judging.hide(record, group.statements[0], "Ana"),
    ]
    assert in_step(record) == before - 1
    for one in reversed(made):
        judging.undo(record, one.judgement.id)
        in_step(record)
    assert in_step(record) == before


def test_rows_follow_an_article_that_changes(record: Record) -> None:
    (reading, *_) = record.readings()
    article = reading.article
    before = in_step(record)
    moved = replace(article, outlet="The Elsewhere", published=date(2031, 12, 1))
    assert isinstance(moved, Article)
    pipeline.settle_all(
        [replace(reading, article=replace(moved, version=2, text=article.text + " "))], record
    )
    assert in_step(record) == before
    with record._engine.connect() as connection:
        count = "SELECT count(*) FROM hit WHERE outlet = 'the elsewhere'"
        assert connection.exec_driver_sql(count).scalar_one()
    with record.writing() as writer:
        writer.clear_derived()
    assert in_step(record) == before


def test_step_9_makes_what_a_new_record_has(record: Record) -> None:
    tables = "SELECT name, count(*) OVER () FROM sqlite_master ORDER BY name"
    columns = "SELECT name, type, \"notnull\", pk FROM pragma_table_info('hit')"
    with record._engine.connect() as connection, connection.begin():
        before = [connection.exec_driver_sql(query).all() for query in (tables, columns)]
        rows = connection.exec_driver_sql("SELECT * FROM hit ORDER BY number").all()
        for trigger in HIT_TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[2]}")
        connection.exec_driver_sql("DROP TABLE hit")
        step_9.step(connection)
        assert [connection.exec_driver_sql(query).all() for query in (tables, columns)] == before
        assert connection.exec_driver_sql("SELECT * FROM hit ORDER BY number").all() == rows


def test_step_10_takes_the_trigger_away_that_wrote_the_rows_one_by_one(record: Record) -> None:
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    with record._engine.connect() as connection, connection.begin():
        before = connection.exec_driver_sql(triggers).all()
        for _ in range(2):
            step_10.step(connection)
            assert connection.exec_driver_sql(triggers).all() == before
            connection.exec_driver_sql("CREATE TRIGGER hit_in AFTER INSERT ON statement BEGIN SELECT 1; END")
        step_10.step(connection)
        assert connection.exec_driver_sql(triggers).all() == before
