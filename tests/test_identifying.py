"""Identifiers from a list: given where all agrees, left open where not, undone, never lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord import identifying, judging
from onrecord.errors import Usage
from onrecord.pipeline import rebuild, settle
from onrecord.record.store import Record
from onrecord.show.terminal import application
from tests.test_judging import PILE, by_words, filled, state, told

Q = "https://www.wikidata.org/wiki/Q"
LIST = """identifier,name,aliases,kind,country
Q1,Tessa Harlow,T. M. Harlow|Harlow,person,
Q2,Harbor Line,The Harbour Line,organization,
Q3,Ivo Vell,,organization,
Q9,Nobody Here,,person,
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("full") / "record.db")


@pytest.fixture
def where(tmp_path: Path, full: Path) -> Path:
    return Path(shutil.copy(full, tmp_path / "record.db"))


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def same_as(record: Record) -> dict[str, tuple[str, ...]]:
    return {one.name: one.same_as for one in record.actors() if one.same_as}


def test_what_agrees_is_given_and_the_rest_left_open(where: Path, listed: Path) -> None:
    with Record.open(str(where)) as record:
        before = state(record)
        found = identifying.identify(record, listed, "ana")
        assert same_as(record) == {"Tessa Harlow": (Q + "1",), "Harbour Line": (Q + "2",)}
        assert [judged.words for _, judged in found.given] == [
            "Tessa Harlow is Q1 (list.csv, line 2: the same name as 'Tessa Harlow')",
            "Harbour Line is Q2 (list.csv, line 3: 'Harbor Line' is a spelling of 'Harbour Line')",
        ]
        assert [(one.entry.line, one.why) for one in found.open] == [
            (4, "'Ivo Vell' is no person in the list, and Ivo Vell a person in the record")
        ]
        assert (found.had, found.absent) == ((), 1)
        again = identifying.identify(record, listed, "ana")
        assert (again.given, [one.entry.name for one in again.had]) == ((), ["Tessa Harlow", "Harbor Line"])
        judging.undo(record, found.given[0][1].judgement.id)
        assert same_as(record) == {"Harbour Line": (Q + "2",)}
        assert len(identifying.unidentify(record, listed)) == 1
        assert state(record) == before


def test_it_outlives_rebuilding_new_versions_and_articles_to_come(where: Path, listed: Path) -> None:
    with Record.open(str(where)) as record:
        identifying.identify(record, listed, "ana")
        given = same_as(record)
        list(rebuild(record))
        assert same_as(record) == given
        settle(told("quay", PILE[0][1][:1], version=2), record)
        settle(told("pier", PILE[0][1]), record)
        assert same_as(record) == given
        judging.rename(record, "Harbour Line", "The Line", "ana")
        judging.same(record, "Tessa Harlow", "Teresa Harlowe", "ana")
        assert same_as(record) == {"Tessa Harlow": (Q + "1",), "The Line": (Q + "2",)}
        judging.different(record, "Ivo Vell", "Ivo Vel", "ana")
        identifying.identify_one(record, "Ivo Vel", "Q5", "ana")
        assert same_as(record)["Ivo Vel"] == (Q + "5",)
        assert "Ivo Vell" not in same_as(record)


def test_somebody_whom_only_a_judgement_made_can_be_identified(where: Path) -> None:
    with Record.open(str(where)) as record:
        judging.reassign(record, by_words(record, "quay", "ferries"), "Una Skarr", "ana")
        identifying.identify_one(record, "Una Skarr", "Q77", "ana")
        assert same_as(record) == {"Una Skarr": (Q + "77",)}


def test_one_site_has_one_address_for_an_actor(where: Path, listed: Path) -> None:
    with Record.open(str(where)) as record:
        identifying.identify_one(record, "Tessa Harlow", "q42", "bo")
        with pytest.raises(Usage, match="judgement 1 by bo says: Tessa Harlow is Q42; take it back first"):
            identifying.identify_one(record, "Tessa Harlow", "Q43", "ana")
        with pytest.raises(Usage, match="Tessa Harlow is Q42 already"):
            identifying.identify_one(record, "Tessa Harlow", "wd:Q42", "ana")
        with pytest.raises(Usage, match="found 'Tess', expected a Wikidata id such as Q42"):
            identifying.identify_one(record, "Tessa Harlow", "Tess", "ana")
        identifying.identify_one(record, "Tessa Harlow", "https://viaf.org/viaf/7", "ana")
        assert same_as(record) == {"Tessa Harlow": (Q + "42", "https://viaf.org/viaf/7")}
        found = identifying.identify(record, listed, "ana")
        assert "judgement 1 by bo says" in next(one.why for one in found.open if one.entry.line == 2)


def test_the_command(where: Path, listed: Path) -> None:
    app, run = application(), CliRunner()

    def onrecord(*arguments: str) -> str:
        done = run.invoke(app, [*arguments, "--record", str(where)])
        assert done.exit_code == 0, done.output
        return done.stdout

    told = [json.loads(line) for line in onrecord("identify", str(listed), "--who", "ana").splitlines()]
    assert [(one["state"], one["called"], one["same_as"], one["judgement"]) for one in told] == [
        ("given", "Tessa Harlow", Q + "1", 1),
        ("given", "Harbour Line", Q + "2", 2),
        ("open", None, Q + "3", None),
    ]
    assert "Left open\n  Ivo Vell  Q3  line 4" in onrecord("identify", str(listed), "--format", "table")
    actors = [json.loads(line) for line in onrecord("actors").splitlines()]
    assert {one["name"]: one["same_as"] for one in actors}["Tessa Harlow"] == [Q + "1"]
    assert "elsewhere" in onrecord("actors", "--format", "table")
    why = json.loads(onrecord("actors", "--why", "Tessa Harlow").splitlines()[0])
    assert (why["article"], why["why"].split(" (")[0]) == (None, "judgement 1 by ana: Tessa Harlow is Q1")
    assert json.loads(onrecord("identify", "Ivo Vell", "Q8", "--format", "jsonl"))["actors"]
    assert len(onrecord("identify", str(listed), "--undo").splitlines()) == 2


def test_a_file_that_is_no_list_is_named(where: Path, tmp_path: Path) -> None:
    path = tmp_path / "no.csv"
    path.write_text("name,qid\nAna Vell,seven\n", encoding="utf-8")
    done = CliRunner().invoke(application(), ["identify", str(path), "--record", str(where)])
    assert done.exit_code == 2
    assert f"{path}, line 2, column qid: found 'seven', expected a Wikidata id" in done.stderr
