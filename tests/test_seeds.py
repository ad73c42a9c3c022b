"""The record of the seed articles beside the checkout, as an editor would have it.

The articles themselves are not ours to copy: every check names people, outlets and a few words.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.article import read
from onrecord.record.store import Record
from onrecord.record.store.rows import Row
from onrecord.types import Rejected, StatementGroup


@pytest.fixture(scope="module")
def record(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    where = tmp_path_factory.mktemp("seeds") / "record.db"
    with Record.open(str(where)) as record:
        for outcome in pipeline.add(read.articles([shared / "seeds"]), record, jobs=1):
            assert not isinstance(outcome, Rejected), outcome
        yield record


def words(row: Row) -> str:
    return " … ".join(row.article.slice(span) for span in row.statement.content)


def holding(record: Record, *needles: str, source: str = "") -> list[Row]:
    """Attributed statements whose content holds all of `needles`, in the file starting with `source`."""
    return [
        row
        for row in record.statements()
        if all(needle in words(row) for needle in needles) and Path(row.path or "").name.startswith(source)
    ]


def group_of(record: Record, *needles: str, source: str) -> StatementGroup:
    rows = holding(record, *needles, source=source)
    assert len(rows) == 1, f"{needles} in {source}: {[words(row) for row in rows]}"
    return record.group(rows[0].statement.id)


def test_five_articles_one_by_one(record: Record) -> None:
    assert len(record.articles()) == 5


def test_nothing_is_said_twice_by_the_same_words(record: Record) -> None:
    cued = [
        (row.article.id, row.statement.cue, row.statement.content)
        for row in record.statements()
        if row.statement.cue
    ]
    assert len(cued) == len(set(cued))


@pytest.mark.parametrize(
    ("name", "at_least", "articles"),
    [
        ("Dmitry Peskov", 18, 4),
        ("Zamir Kabulov", 4, 1),
        ("Sergei Lavrov", 2, 1),
        ("Alexander Mikheev", 2, 1),
        ("Dmitry Zhirnov", 1, 1),
        ("Sergei Ryabkov", 1, 1),
        ("Taliban", 4, 2),
    ],
)
def test_one_name_for_each_speaker(record: Record, name: str, at_least: int, articles: int) -> None:
    actor = record.actor(name)
    rows = list(record.statements(speaker=actor.id))
    assert len(rows) >= at_least, [words(row) for row in rows]
    assert len({row.article.id for row in rows}) >= articles
    surname = name.rsplit(maxsplit=1)[-1]
    # a resistance to somebody is somebody else
    namesakes = [a.name for a in record.actors() if surname in a.name and "resistance" not in a.name]
    assert namesakes == [actor.name]


def test_one_masoud_however_spelled(record: Record) -> None:
    found = [actor for actor in record.actors() if "Maso" in actor.name]
    assert len(found) == 1, [actor.name for actor in found]
    assert len(list(record.statements(speaker=found[0].id))) >= 2


def test_the_answers_on_intervening(record: Record) -> None:
    group = group_of(record, "no one is going to", source="000")
    assert group == group_of(record, "there is no intention to", source="001")
    assert len(group.statements) == 2


def test_the_answers_on_mediating(record: Record) -> None:
    group = group_of(record, "not the question", source="000")
    assert group == group_of(record, "not on the agenda", source="001")
    assert len(group.statements) == 2


def test_the_answer_on_an_accomplished_fact(record: Record) -> None:
    (answer,) = holding(record, "accomplished process", source="004")
    group = record.group(answer.statement.id)
    rows = record.rows(group.statements)
    assert {Path(row.path or "").name[:3] for row in rows} == {"002", "004"}
    assert all("accompli" in words(row) for row in rows)


def test_no_statement_from_furniture(record: Record) -> None:
    for row in record.statements(narrated=True):
        for span in row.statement.content:
            line_start = row.article.text.rfind("\n", 0, span.start) + 1
            line = row.article.text[line_start : row.article.text.find("\n", span.start)]
            assert not line.startswith(
                ("Also read", "SHARE", "Photo:", "In this file photo", "Press TV", "www.")
            ), line


def test_days_where_the_texts_allow_and_none_where_they_do_not(record: Record) -> None:
    days = {row.said.date for row in record.statements() if row.said.date}
    assert days <= {date(2021, 8, day) for day in range(22, 27)}, sorted(days)
    assert {date(2021, 8, 23), date(2021, 8, 26)} <= days
    for row in record.statements():
        if Path(row.path or "").name.startswith("003"):
            assert row.said.date is None
            assert row.said.reason
    assert {row.said.date for row in holding(record, "no one is going to")} == {date(2021, 8, 23)}
    assert {row.said.date for row in holding(record, "accomplished process")} == {date(2021, 8, 26)}


def test_a_day_that_only_another_report_tells(record: Record) -> None:
    (answer,) = holding(record, "there is no intention to", source="001")
    assert (answer.said.date, answer.said.basis) == (date(2021, 8, 23), "other_report")


@pytest.mark.parametrize(
    ("name", "relation"),
    [
        ("TASS", "based_on"),
        ("Sputnik", "said_to"),
        ("RIA Novosti", "said_to"),
        ("Jazeera", "reported_by"),
        ("Awsat", "said_to"),
        ("BBC", "reported_by"),
    ],
)
def test_channels(record: Record, name: str, relation: str) -> None:
    found = {
        channel.relation
        for row in record.statements()
        for channel in row.attribution.via
        if name in channel.name
    }
    assert relation in found


def test_two_briefings_two_stories_or_one_but_every_article_in_one(record: Record) -> None:
    placed = [article for story in record.stories() for article in story.articles]
    assert sorted(placed) == sorted(row.id for row in record.articles())
