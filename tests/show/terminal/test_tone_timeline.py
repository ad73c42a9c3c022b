"""tone, timeline by issue, compare against any version, filters, on the sample articles in one process."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord.show.terminal import application

ROOT = Path(__file__).parents[3]
STRAIT = ROOT / "examples" / "strait"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(application(), [str(a) for a in arguments])


def lines(*arguments: object) -> list[dict[str, Any]]:
    result = run(*arguments, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tone") / "record.db"
    assert run("add", STRAIT, "--record", path).exit_code == 0
    return path


def test_tone_counts_each_outlets_cues(record: Path) -> None:
    told = lines("tone", "--record", record)
    assert told
    by_outlet: dict[tuple[str, str], int] = {}
    for line in told:
        assert 1 <= line["times"] <= line["of"]
        key = (line["outlet"], line["speaker"])
        by_outlet[key] = by_outlet.get(key, 0) + line["times"]
    assert all(by_outlet[line["outlet"], line["speaker"]] == line["of"] for line in told)
    (outlet, *_) = sorted({line["outlet"] for line in told})
    rows = list(csv.DictReader(io.StringIO(run("tone", "--record", record, "--format", "csv").stdout)))
    assert len(rows) == len(told)
    assert outlet in {row["outlet"] for row in rows}


def test_a_timeline_holds_each_statement_once_under_an_issue(record: Path) -> None:
    told = lines("timeline", "Mirea Tolan", "--record", record)
    ids = [line["id"] for line in told]
    assert sorted(ids) == sorted(
        one["id"] for one in lines("statements", "--speaker", "Mirea Tolan", "--record", record)
    )
    assert all(line["issue"] for line in told)
    assert all(line["version_of"] in ids for line in told if line["version_of"])
    some = lines("timeline", "Mirea Tolan", "--about", "pilots", "--record", record)
    assert 0 < len(some) < len(told)


def test_any_version_can_be_the_base(record: Path) -> None:
    group = next(g for g in lines("groups", "--several", "--record", record))
    each = lines("compare", group["id"], "--base", "each", "--record", record)
    assert {line["against"] for line in each} == set(group["statements"])
    assert len(each) == len(group["statements"]) ** 2
    one = lines("compare", group["id"], "--base", group["statements"][-1], "--record", record)
    assert {line["against"] for line in one} == {group["statements"][-1]}
    assert {"quotes", "question_left_out"} <= set(one[0])
    wrong = run("compare", group["id"], "--base", "Nobody Post", "--record", record)
    assert wrong.exit_code == 1
    assert "Nobody Post" in wrong.stderr


def test_a_story_shows_where_its_reports_clash(record: Path) -> None:
    (story,) = lines("story", lines("stories", "--record", record)[0]["id"], "--record", record)
    (clash,) = [c for c in story["clashes"] if c["kind"] == "number"]
    assert {words.split()[-1] for words in (side["words"] for side in clash["sides"])} == {"42", "62"}
    shown = run("story", story["id"], "--record", record, "--format", "table").stdout
    assert "Where the reports clash" in shown


@pytest.mark.parametrize("what", ["statements", "actors", "articles", "stories", "groups", "tone"])
def test_filters_that_let_nothing_through_are_named(record: Path, what: str) -> None:
    result = run(
        what, "--about", "zeppelin", "--since", "2020-01-01", "--record", record, "--format", "jsonl"
    )
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "--about 'zeppelin' --since 2020-01-01" in result.stderr


def test_a_story_for_scripts_names_statements_and_articles(record: Path) -> None:
    story = lines("stories", "--record", record)[0]
    (told,) = lines("story", story["id"], "--record", record)
    assert {key: told[key] for key in story} == story
    ids = {line["id"] for line in lines("statements", "--record", record, "--narrated")}
    said = [line for line in told["chronology"] if line["kind"] == "said"]
    assert said
    assert {line["statement"] for line in said} <= ids
    assert {other for line in said for other in line["others"]} <= ids
    assert {line["article"] for line in told["chronology"]} <= set(story["articles"])
    assert all(line["date"] or line["reason"] for line in told["chronology"])
    cells = [cell for row in told["coverage"] for cell in row["cells"]]
    assert {cell["statement"] for cell in cells} <= ids
    rows = list(
        csv.DictReader(io.StringIO(run("story", story["id"], "--record", record, "--format", "csv").stdout))
    )
    assert [row["text"] for row in rows] == [line["text"] for line in told["chronology"]]
