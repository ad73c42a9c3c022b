"""The commands as a user types them, on the sample articles."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
STORY = ROOT / "examples" / "strait"

Run = subprocess.CompletedProcess[str]


def onrecord(*arguments: object, given: str | None = None, columns: int | None = None) -> Run:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"} | ({"COLUMNS": str(columns)} if columns else {})
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        input=given,
        stdin=None if given is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def objects(run: Run) -> list[dict[str, Any]]:
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("commands") / "record.db"
    run = onrecord("add", STORY, "--record", path)
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
    assert "6 articles added" in run.stderr
    yield path


def test_adding_again_changes_nothing(record: Path) -> None:
    before = [
        objects(onrecord(what, "--record", record)) for what in ("statements", "groups", "stories", "actors")
    ]
    run = onrecord("add", STORY, "--record", record)
    assert "0 articles added" in run.stderr
    assert "6 already there" in run.stderr
    after = [
        objects(onrecord(what, "--record", record)) for what in ("statements", "groups", "stories", "actors")
    ]
    assert before == after


def test_every_statement_points_at_the_characters_it_was_read_from(record: Path) -> None:
    lines = objects(onrecord("statements", "--record", record, "--narrated"))
    assert len(lines) > 30
    for line in lines:
        text = Path(line["path"]).read_bytes().decode("utf-8") if line["path"].endswith(".txt") else None
        for span in line["source"] + line["cue"] + line["content"] + line["question"]:
            if text is not None and span.get("in") != "title":
                assert text[span["start"] : span["end"]] == span["text"]


def test_statements_have_the_keys_that_scripts_rely_on(record: Path) -> None:
    keys = [
        "id", "article", "path", "version", "title", "outlet", "published", "source", "cue", "content",
        "question", "manner", "act", "polarity", "parent", "speakers", "said", "via", "addressee",
        "occasion", "place", "confidence", "group", "links", "speaker", "speaker_reason",
    ]  # fmt: skip
    for line in objects(onrecord("statements", "--record", record)):
        assert set(keys) <= set(line)
        assert line["speaker"] == (line["speakers"][0] if line["speakers"] else None)
        assert line["speaker"] or line["speaker_reason"]
        assert line["said"]["date"] or line["said"]["reason"]
        assert 0 <= line["confidence"] <= 1


def test_groups_are_a_partition(record: Path) -> None:
    statements = [line["id"] for line in objects(onrecord("statements", "--record", record, "--narrated"))]
    grouped = [
        s
        for line in objects(onrecord("groups", "--record", record, "--narrated"))
        for s in line["statements"]
    ]
    assert sorted(grouped) == sorted(statements)


def test_extract_reads_standard_input_and_keeps_nothing(tmp_path: Path) -> None:
    text = "Mayor Ona Brill said the bridge would open in May.\n"
    (line,) = objects(
        onrecord("extract", "-", "--outlet", "Sarn Courier", "--published", "2031-03-04", given=text)
    )
    assert line["outlet"] == "Sarn Courier"
    assert line["speaker"]["name"] == "Ona Brill"
    assert line["said"]["date"] == "2031-03-04"
    assert "group" not in line
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text("Mayor Ona Brill said the bridge would open in May.\n")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 20)
    run = onrecord("extract", tmp_path)
    assert run.returncode == 1
    assert len(run.stdout.splitlines()) == 1
    assert "empty.txt" in run.stderr
    assert "noise.txt" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("statements", "--record", "absent.db"), 1, "absent.db"),
        (("statements", "--since", "yesterday"), 2, "--since"),
        (("extract", "nowhere.txt"), 1, "nowhere.txt"),
        (("nonsense",), 2, "nonsense"),
        (("compare",), 2, "GROUP"),
    ],
)
def test_errors_are_one_sentence_and_a_status(arguments: tuple[str, ...], status: int, words: str) -> None:
    run = onrecord(*arguments)
    assert run.returncode == status
    assert words in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


def test_an_unknown_group_or_actor_is_said_to_be_unknown(record: Path) -> None:
    for arguments in (
        ("compare", "gffffff"),
        ("timeline", "Nobody Atall"),
        ("story", "tffff"),
        ("sources", "sfff"),
    ):
        run = onrecord(*arguments, "--record", record)
        assert run.returncode == 1
        assert arguments[1] in run.stderr
        assert "Traceback" not in run.stderr


def test_options_may_stand_before_the_command(record: Path) -> None:
    assert (
        onrecord("--record", record, "--format", "csv", "stories").stdout
        == onrecord("stories", "--record", record, "--format", "csv").stdout
    )


def test_csv_is_csv(record: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(onrecord("statements", "--record", record, "--format", "csv").stdout))
    )
    assert len(rows) == len(objects(onrecord("statements", "--record", record)))
    assert all(row["id"] and row["content"] for row in rows)


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_tables_fit_the_terminal(record: Path, columns: int) -> None:
    group = objects(onrecord("groups", "--record", record))[0]
    story = objects(onrecord("stories", "--record", record))[0]
    actor = objects(onrecord("actors", "--record", record))[0]
    for arguments in (
        ("statements",), ("groups",), ("actors",), ("articles",), ("stories",),
        ("compare", group["id"]), ("sources", group["id"]), ("story", story["id"]), ("timeline", actor["name"]),
    ):  # fmt: skip
        run = onrecord(*arguments, "--record", record, "--format", "table", columns=columns)
        assert run.returncode == 0, run.stderr
        assert run.stdout.strip()
        assert max(map(len, run.stdout.splitlines())) <= columns


def test_filters_narrow_the_lists(record: Path) -> None:
    everything = objects(onrecord("statements", "--record", record))
    speaker = next(
        line["speaker"]["name"] for line in everything if line["speaker"] and line["speaker"]["actor"]
    )
    some = objects(onrecord("statements", "--record", record, "--speaker", speaker))
    assert 0 < len(some) < len(everything)
    assert all(speaker in [one["name"] for one in line["speakers"]] for line in some)
    assert objects(onrecord("groups", "--record", record, "--speaker", speaker))
    assert objects(onrecord("statements", "--record", record, "--since", "2031-01-01")) == []


def test_export_writes_one_page_and_data(record: Path, tmp_path: Path) -> None:
    for name in ("record.html", "record.json", "record.jsonl", "record.csv"):
        run = onrecord("export", tmp_path / name, "--record", record)
        assert run.returncode == 0, run.stderr
        assert (tmp_path / name).stat().st_size > 1000
    page = (tmp_path / "record.html").read_text(encoding="utf-8")
    assert "http-equiv" in page
    assert 'src="http' not in page
    assert onrecord("export", tmp_path / "record.xyz", "--record", record).returncode == 2


def test_rebuilding_gives_the_same_record(record: Path) -> None:
    def partition() -> list[list[str]]:
        return sorted(sorted(line["statements"]) for line in objects(onrecord("groups", "--record", record)))

    before = partition()
    run = onrecord("rebuild", "--record", record)
    assert run.returncode == 0
    assert "6 articles settled anew: 1 story, " in run.stderr
    assert partition() == before


def test_a_timeline_without_a_statement_says_what_was_asked(record: Path) -> None:
    run = onrecord("timeline", "Vostrey", "--about", "zebra", "--record", record)
    assert (run.returncode, run.stdout) == (0, "")
    assert "no statement fits --speaker 'Vostrey' --about 'zebra'" in run.stderr
