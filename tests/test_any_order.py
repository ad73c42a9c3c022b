"""The same articles, added in any order, give the same groups; `rebuild` gives the same record."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.invented import articles
from onrecord import pipeline
from onrecord.record.store import Record
from onrecord.types import Reading

ARTICLES = 7
Parts = tuple[tuple[str, ...], ...]


@pytest.fixture(scope="module")
def told() -> list[Reading]:
    """Readings of two invented days: several outlets on each event, some without a day."""
    stream = articles(seed=3)
    return [next(stream) for _ in range(ARTICLES)]


def settled(readings: Sequence[Reading], again: bool = False) -> tuple[Parts, Parts]:
    """Groups and stories of a record that these were added to, without their ids."""
    with TemporaryDirectory() as folder, Record.open(str(Path(folder) / "record.db")) as record:
        for reading in readings:
            pipeline.settle(reading, record)
        if again:
            list(pipeline.rebuild(record))
        groups = tuple(sorted(tuple(sorted(group.statements)) for group in record.groups()))
        stories = tuple(sorted(tuple(sorted(story.articles)) for story in record.stories()))
    return groups, stories


@settings(max_examples=5, deadline=None)
@given(order=st.permutations(range(ARTICLES)))
def test_the_same_articles_in_any_order_give_the_same_groups(order: list[int], told: list[Reading]) -> None:
    expected, _ = settled(told)
    assert any(len(group) > 2 for group in expected)
    assert settled([told[n] for n in order])[0] == expected


def whole(path: Path) -> dict[str, list[str]]:
    """Every table's rows, but for those of the word indexes."""
    with closing(sqlite3.connect(path)) as raw:
        made = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%words%'")
        return {
            name: sorted(map(repr, raw.execute(f'SELECT * FROM "{name}"'))) for (name,) in made.fetchall()
        }


def test_articles_taken_in_together_leave_the_very_record_that_one_by_one_leave(
    told: list[Reading], tmp_path: Path
) -> None:
    # one comes again with other words: it waits for those before it, and those after it for it
    changed = replace(told[1], article=replace(told[1].article, text=told[1].article.text + "\n", version=2))
    readings = [*told[:4], changed, *told[4:]]
    alone, together = tmp_path / "alone.db", tmp_path / "together.db"
    with Record.open(str(alone)) as record:
        for reading in readings:
            pipeline.settle(reading, record)
    with Record.open(str(together)) as record:
        pipeline.settle_all(readings, record)
    assert whole(together) == whole(alone)


def test_rebuild_gives_the_same_whatever_the_order_of_adding(told: list[Reading]) -> None:
    assert settled(told[::-1], again=True) == settled(told, again=True)


def test_actors_have_the_same_ids_in_any_order_and_when_built_anew(
    told: list[Reading], tmp_path: Path
) -> None:
    found = []
    for order in (told, told[::-1]):
        with Record.open(str(tmp_path / f"{len(found)}.db")) as record:
            for reading in order:
                pipeline.settle(reading, record)
            before = {one.id: one.name for one in record.actors()}
            list(pipeline.rebuild(record))
            assert {one.id: one.name for one in record.actors()} == before
            found.append(before)
    assert len(found[0]) > 3
    assert found[0] == found[1]
