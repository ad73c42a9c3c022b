"""Word search over statements and articles, its filters, kept searches; and how older records get it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy import text as sql
from stories_made_up import identified, reading

from onrecord.errors import NotFound, Usage
from onrecord.record.store import Asked, Record, newest, search
from onrecord.record.store.kept import TRIGGERS
from onrecord.record.store.migrations import step_2, step_6, step_7
from onrecord.types import Said, StatementGroup, Story

KEPT = [trigger.split()[2] for trigger in TRIGGERS]
LINES = [("Harlow", "the harbour stays open"), ("Orrin", "the dockers will walk out"), (None, "Rain fell.")]


def add(record: Record, *readings: object) -> None:
    with record.writing() as writer:
        for one in readings:
            writer.put(one, "a.txt")  # type: ignore[arg-type]
            decisions, actors, keys = identified(one)  # type: ignore[arg-type]
            writer.identify(one, decisions, actors, keys)  # type: ignore[arg-type]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(str(tmp_path / "record.db")) as made:
        said = Said(date(2031, 5, 6), precision="day", basis="stated")
        add(made, reading("a1", LINES, said=said), reading("a2", LINES[:1], outlet="Daily Tide"))
        with made.writing() as writer:
            ids = ("a1.1.0", "a2.1.0")
            writer.regroup(
                [StatementGroup("g1", ids, ("a1", "a2")), StatementGroup("g2", ("a1.1.1",), ("a1",))]
            )
            writer.put_clashes({"g1": 2, "g2": 0})
            writer.put_story(Story("t1", "The harbour", ("a1",)))
        yield made


def found(record: Record, asked: Asked) -> set[str]:
    with record.browse() as browse:
        hits = browse.hits(asked)
        assert browse.count(asked) == len(hits)
    return {hit.id for hit in hits}


@pytest.mark.parametrize(("most", "counted", "total"), [(1, 9, 3), (2, 2, 2), (9, 1, 1), (9, 9, 3)])
def test_so_many_are_shown_and_so_many_counted(record: Record, most: int, counted: int, total: int) -> None:
    with record.browse() as browse:
        every = browse.hits(Asked("the"))
        assert len(every) == 3
        assert browse.found(Asked("the"), most, counted) == (every[: min(most, counted)], total)
        assert browse.found(Asked("nowhere"), most, counted) == ((), 0)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Asked("HARBOUR"), {"a1.1.0", "a2.1.0"}),
        (Asked("harbour dockers"), set()),
        (Asked(), {"a1.1.0", "a1.1.1", "a2.1.0"}),
        (Asked(narrated=True), {"a1.1.0", "a1.1.1", "a1.1.2", "a2.1.0"}),
        (Asked(manner="narrated"), {"a1.1.2"}),
        (Asked(speaker="a-orrin"), {"a1.1.1"}),
        (Asked(outlet="daily tide"), {"a2.1.0"}),
        (Asked(story="t1"), {"a1.1.0", "a1.1.1"}),
        (Asked(clash=True), {"a1.1.0", "a2.1.0"}),
        (Asked(clash=True, outlet="Daily Tide"), {"a2.1.0"}),
        (Asked(since=date(2031, 5, 6)), {"a1.1.0", "a1.1.1"}),
        (Asked(until=date(2031, 5, 5)), set()),
        (Asked(after=3), {"a2.1.0"}),
    ],
)
def test_a_search_is_narrowed(record: Record, asked: Asked, ids: set[str]) -> None:
    assert found(record, asked) == ids


def test_a_hit_knows_what_it_can_be_narrowed_by(record: Record) -> None:
    with record.browse() as browse:
        (hit,) = browse.hits(Asked("harbour", story="t1"))
    assert (hit.group, hit.outlet, hit.story, hit.clashes) == ("g1", "the quay", "t1", True)
    assert hit.speakers == ("a-harlow",)
    assert hit.day == date(2031, 5, 6).toordinal()


def test_no_more_hits_than_asked_for_and_one(record: Record) -> None:
    with record.browse() as browse:
        assert [hit.id for hit in browse.hits(Asked(), 1)] == ["a2.1.0", "a1.1.1"]


def test_only_the_newest_version_of_an_article_is_found(record: Record) -> None:
    add(record, reading("a2", [("Harlow", "the quays are shut")], version=2, outlet="Daily Tide"))
    with record.browse() as browse:
        assert [one.id for one in browse.mentioning("quays", 9)] == ["a2"]
        assert [one.id for one in browse.mentioning("harbour", 9)] == ["a1"]
    add(record, reading("a1", LINES[1:]))  # the same version, read anew with fewer statements
    with record.browse() as browse:
        assert [one.id for one in browse.mentioning("dockers", 9)] == ["a1"]
        assert browse._connection.exec_driver_sql(
            "INSERT INTO article_words(article_words) VALUES ('integrity-check')"
        )


def test_an_article_is_shown_by_the_words_around(record: Record) -> None:
    with record.browse() as browse:
        (one,) = browse.mentioning("dockers", 9)
    assert one.excerpt[1] == "dockers"
    assert one.excerpt[0].endswith("the ")


def test_an_excerpt_shows_the_word_itself() -> None:
    assert search.excerpt("They open the port.", "the", 12)[1] == "the"
    assert search.excerpt("They open it.", "the", 12) == ("", "", "They open …")


@given(st.text(max_size=200), st.text(max_size=30), st.integers(5, 60))
def test_an_excerpt_is_of_the_text(body: str, words: str, room: int) -> None:
    before, own, after = search.excerpt(body, words, room)
    assert own in body
    assert len(before) <= room + 2
    assert len(after) <= room + 2


def test_a_search_is_given_up_in_time(record: Record) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with record.browse() as browse:
        connection = browse._connection
        with pytest.raises(Usage, match="expected a rarer word"), search.patience(connection, 0.05):
            connection.exec_driver_sql(endless)


def test_searches_are_kept_seen_and_forgotten(record: Record) -> None:
    with record.writing() as writer:
        number = writer.keep_search("The harbour", "q=harbour")
        assert writer.keep_search("Harbour", "q=harbour") == number
    with record.browse() as browse:
        (kept,) = browse.saved()
    assert (kept.name, kept.asked, kept.seen) == ("Harbour", "q=harbour", 4)
    add(record, reading("a3", LINES))
    assert found(record, Asked("harbour", after=kept.seen)) == {"a3.1.0"}
    with record.writing() as writer:
        writer.search_seen(number)
    with record.browse() as browse:
        assert browse.saved()[0].seen == browse.newest() == 7
    with record.writing() as writer:
        writer.forget_search(number)
        with pytest.raises(NotFound, match="under the number"):
            writer.search_seen(number)


def tables(where: str) -> dict[str, list[str]]:
    """Every table and index with the words of its definition, in any order."""
    raw = sqlite3.connect(where)
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    raw.close()
    return {name: sorted(re.findall(r"[\w']+", sql)) for name, sql in rows}


def test_step_2_makes_what_a_new_record_has(record: Record, tmp_path: Path) -> None:
    where = str(tmp_path / "record.db")
    before = tables(where)
    with record._engine.connect() as connection, connection.begin():
        for name in KEPT:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for command in (
            "DROP INDEX group_reported", "DROP INDEX group_clashing", "DROP INDEX story_newest",
            "DROP INDEX article_newest", "DROP TABLE saved_search", "DROP TABLE article_words",
            "ALTER TABLE statement_group DROP COLUMN clashes",
        ):  # fmt: skip
            connection.exec_driver_sql(command)
        step_2.step(connection)
        for trigger in TRIGGERS:
            connection.exec_driver_sql(trigger)
    assert tables(where) == before
    with record.browse() as browse:
        assert [one.id for one in browse.mentioning("dockers", 9)] == ["a1"]


def kept(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """What triggers keep, as it stands; and as it has to stand."""
    queries = {
        "spoken": "SELECT actor_id, number FROM spoken",
        "of voice": "SELECT DISTINCT actor_id, number FROM voice JOIN statement ON id = statement_id"
        " WHERE part = 'speaker'",
        "clashing": "SELECT number FROM clashing",
        "of groups": "SELECT s.number FROM statement_group g JOIN member m ON m.group_id = g.id"
        " JOIN statement s ON s.id = m.statement_id WHERE g.clashes > 0",
    }
    with record._engine.connect() as connection:
        return {
            name: sorted(tuple(row) for row in connection.exec_driver_sql(query))
            for name, query in queries.items()
        }


def in_step(record: Record) -> bool:
    told = kept(record)
    return told["spoken"] == told["of voice"] and told["clashing"] == told["of groups"]


def test_what_triggers_keep_follows_every_change(record: Record) -> None:
    told = kept(record)
    assert in_step(record)
    assert len(told["spoken"]) == 3
    assert len(told["clashing"]) == 2
    with record.writing() as writer:
        writer.put_clashes({"g1": 0, "g2": 1})
    assert in_step(record)
    assert len(kept(record)["clashing"]) == 1
    add(record, reading("a1", LINES[1:]))  # read anew, with other statements
    assert in_step(record)
    with record.writing() as writer:
        writer.regroup([StatementGroup("g2", ("a1.1.0", "a2.1.0"), ("a1", "a2"))])
        writer.put_clashes({"g2": 3})
    assert in_step(record)
    assert len(kept(record)["clashing"]) == 2


def test_step_6_makes_what_triggers_keep(record: Record) -> None:
    told = kept(record)
    with record._engine.connect() as connection, connection.begin():
        for command in (
            *(f"DROP TRIGGER {name}" for name in KEPT), "DROP TABLE spoken", "DROP TABLE clashing",
            "DROP INDEX statement_manner",
        ):  # fmt: skip
            connection.exec_driver_sql(command)
        step_6.step(connection)
    assert kept(record) == told


def test_step_7_makes_what_a_new_record_has(record: Record, tmp_path: Path) -> None:
    where = str(tmp_path / "record.db")
    before, told = tables(where), kept(record)
    with record._engine.connect() as connection:
        rows = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in step_7.BY_KEY}
        connection.rollback()
        with connection.begin():
            connection.exec_driver_sql("DROP INDEX statement_newest")
            connection.exec_driver_sql(
                "CREATE INDEX statement_days ON statement (first_day, last_day, narrated)"
            )
            _with_rowids(connection)
            step_7.step(connection)
        after = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in step_7.BY_KEY}
    assert tables(where) == before
    assert kept(record) == told
    assert all(rows.values())
    assert {name: sorted(its) for name, its in after.items()} == {
        name: sorted(its) for name, its in rows.items()
    }


def _with_rowids(connection: Connection) -> None:
    """Make these tables as schema 6 had them."""
    made = connection.exec_driver_sql("SELECT type, name, tbl_name AS its, sql FROM sqlite_master").all()
    triggers = [one for one in made if one.type == "trigger"]
    for one in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {one.name}")
    for name in step_7.BY_KEY:
        (whole,) = (one.sql for one in made if one.type == "table" and one.name == name)
        indexes = [one.sql for one in made if one.type == "index" and one.its == name and one.sql]
        connection.exec_driver_sql(f"CREATE TEMP TABLE was AS SELECT * FROM {name}")
        connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql(whole.rpartition("WITHOUT ROWID")[0])
        connection.exec_driver_sql(f"INSERT INTO {name} SELECT * FROM was")
        for one in indexes:
            connection.exec_driver_sql(one)
        connection.exec_driver_sql("DROP TABLE was")
    for one in triggers:
        connection.exec_driver_sql(one.sql)


FILTERS: dict[str, object] = {
    "words": "the", "speaker": "a-harlow", "outlet": "daily tide", "since": date(2031, 5, 1),
    "until": date(2031, 5, 31), "manner": "direct", "story": "t1", "clash": True, "after": 2,
}  # fmt: skip


@pytest.mark.parametrize("narrated", [False, True])
@pytest.mark.parametrize(("few", "many"), [(0, 10), (10, 10), (10, 0), (0, 0), (2, 2)])
def test_whether_merged_or_asked_one_by_one_the_same_is_found(
    record: Record, monkeypatch: pytest.MonkeyPatch, narrated: bool, few: int, many: int
) -> None:
    alone = {
        name: found(record, Asked(narrated=narrated, **{name: value}))  # type: ignore[arg-type]
        for name, value in FILTERS.items()
    }
    assert all(alone.values())
    monkeypatch.setattr(newest, "FEW", few)
    monkeypatch.setattr(newest, "MANY", many)
    monkeypatch.setattr(newest, "OLD", few)
    for some in (*combinations(FILTERS, 1), *combinations(FILTERS, 2), *combinations(FILTERS, 3)):
        asked = Asked(narrated=narrated, **{name: FILTERS[name] for name in some})  # type: ignore[arg-type]
        assert found(record, asked) == set.intersection(*(alone[name] for name in some)), some


PLANS = [
    Asked("the"), Asked("the", speaker="a-harlow"), Asked("the", clash=True, manner="indirect"),
    Asked("the", since=date(2031, 5, 1)), Asked(until=date(2031, 5, 1)), Asked(), Asked(speaker="a-harlow"),
]  # fmt: skip


@pytest.mark.parametrize("asked", PLANS, ids=repr)
def test_the_newest_come_from_indexes_in_order_with_nothing_sorted(
    record: Record, monkeypatch: pytest.MonkeyPatch, asked: Asked
) -> None:
    monkeypatch.setattr(newest, "FEW", 0)
    monkeypatch.setattr(newest, "OLD", 0)
    with record._engine.connect() as connection:
        query, given = newest.numbers(connection, asked, 10)
        plan = " ".join(row.detail for row in connection.execute(sql(f"EXPLAIN QUERY PLAN {query}"), given))
    assert "TEMP B-TREE" not in plan, plan
    assert "LIST SUBQUERY" not in plan, plan
