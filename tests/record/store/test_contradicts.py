"""Two outlets report one statement, and one of them denies what the other says, or counts otherwise."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console, RenderableType
from stories_made_up import reading

from onrecord import pipeline
from onrecord.record.compare import base_of, clashes
from onrecord.record.store import Record
from onrecord.show.terminal import tables
from onrecord.types import Match

OPENING = "the ferries of Port Ansel will sail again after the storm season ends"
DENIED = "the harbour ministry was not warned about the cracks in the northern breakwater before the storm"
ADMITTED = "the harbour ministry was warned about the cracks in the northern breakwater before the storm"
HUNDREDS = "several hundred dock workers were evacuated from Port Ansel before the storm hit"
THOUSANDS = "9,000 dock workers were evacuated from Port Ansel before the storm hit"


def contradictions(folder: Path, one: Sequence[str], other: Sequence[str]) -> list[Match]:
    """The links "contradicts" of a record of two articles in which Harlow says these lines."""
    with Record.open(str(folder / "record.db")) as record:
        for name, lines in (("a", one), ("b", other)):
            told = reading(name, [("Harlow", line) for line in lines], outlet=f"The {name}")
            pipeline.settle(told, record)
        links = {link for row in record.statements() for link in row.links}
    return sorted(
        (link for link in links if link.relation == "contradicts"), key=lambda one: (one.left, one.right)
    )


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [(DENIED, ADMITTED, "negation"), (ADMITTED, DENIED, "negation"), (HUNDREDS, THOUSANDS, "number")],
)
def test_what_clashes_is_linked_with_its_words(tmp_path: Path, one: str, other: str, kind: str) -> None:
    (link,) = contradictions(tmp_path, [OPENING, one], [OPENING, other])
    assert (link.left, link.right) == ("a.1.1", "b.1.1")
    assert all(why.startswith(f"{kind}: ") for why in link.why)
    assert 0 < link.score <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [(DENIED, DENIED), (HUNDREDS, HUNDREDS), (THOUSANDS, THOUSANDS.replace("9,000", "nine thousand"))],
)
def test_what_agrees_is_not(tmp_path: Path, one: str, other: str) -> None:
    assert contradictions(tmp_path, [OPENING, one], [OPENING, other]) == []


def test_versions_that_clash_are_counted_whatever_the_fullest_says(tmp_path: Path) -> None:
    fullest = THOUSANDS.replace("9,000 dock workers were", "dock workers and all of their families were")
    with Record.open(str(tmp_path / "record.db")) as record:
        for name, line in (("a", fullest), ("b", HUNDREDS), ("c", THOUSANDS)):
            told = reading(name, [("Harlow", OPENING), ("Harlow", line)], outlet=f"The {name}")
            pipeline.settle(told, record)
        with record.writing() as writer:
            reports = [writer.reports(name)[1] for name in "abc"]
        with record.browse() as browse:
            counted = browse.clashes(["a"])
        (group,) = (one for one in record.groups() if "a.1.1" in one.statements)
    assert len(group.statements) == 3
    assert base_of(reports).content == fullest
    assert [clashes(reports[0], one) for one in reports[1:]] == [(), ()]
    assert counted == {group.id: 1}


def test_reports_at_hand_are_those_of_the_record(tmp_path: Path) -> None:
    """What another process writes meanwhile, and what is taken back, is not remembered otherwise."""
    where = str(tmp_path / "record.db")
    with Record.open(where) as record, Record.open(where) as other:
        pipeline.settle(reading("a", [("Harlow", DENIED)]), record)
        pipeline.settle(reading("a", [("Harlow", ADMITTED)], version=2), other)
        with record.writing() as writer:
            assert [one.content for one in writer.reports("a")] == [ADMITTED]
        with pytest.raises(ZeroDivisionError), record.writing() as writer:
            writer.put(reading("a", [("Harlow", HUNDREDS)], version=3))
            assert [one.content for one in writer.reports("a")] == [HUNDREDS]
            raise ZeroDivisionError
        with record.writing() as writer:
            assert [one.content for one in writer.reports("a")] == [ADMITTED]


def drawn(table: RenderableType) -> str:
    console = Console(width=100)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def test_a_list_of_stories_tells_how_often_a_text_was_printed() -> None:
    line = {"id": "t1", "title": "Storm", "first": None, "last": None, "articles": ["a", "b", "c"]}
    assert "×" not in drawn(tables.stories([line]))
    assert "×2" in drawn(tables.stories([line | {"copies": {"a": ["a", "b"]}}]))
