"""A record that is none, is newer, locked, cut short, damaged, full, or gone: a sentence, status 1."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_up_reader import Onrecord, objects, write
from sqlalchemy import event

from onrecord import pipeline
from onrecord.record.store import Record, failures
from onrecord.types import Reading

pytestmark = pytest.mark.usefixtures("cheap")

ASKING = [("statements",), ("actors",), ("stories",), ("groups",), ("rebuild",), ("export", "page.html")]


@pytest.fixture
def record(tmp_path: Path, onrecord: Onrecord) -> Path:
    write(tmp_path / "news.jsonl", 4)
    assert onrecord("add", "news.jsonl").exit_code == 0
    return tmp_path / "record.db"


def _other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE visits (day)")
    other.close()


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()


def _damaged(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))


BROKEN = {
    "no record": (lambda path: path.write_text("just words\n" * 99), "found some other kind of file"),
    "another program's": (_other_program, "found a database of another program"),
    "newer": (_newer, "written by a later onrecord (schema 99)"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "the record is cut short"),
    "damaged": (_damaged, "the record is damaged"),
    "empty": (lambda path: path.write_bytes(b""), "found an empty file, expected a record"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_record_that_cannot_be_used_is_named_and_left_alone(
    record: Path, onrecord: Onrecord, how: str
) -> None:
    spoil, sentence = BROKEN[how]
    spoil(record)
    before = record.read_bytes()
    asking = ASKING if how == "empty" else [*ASKING, ("add", "news.jsonl")]
    for arguments in asking:
        run = onrecord(*arguments)
        assert run.exit_code == 1, arguments
        assert len(run.stderr.splitlines()) == 1
        assert run.stderr.startswith("onrecord: ")
        assert "record.db: " in run.stderr
        assert sentence in run.stderr
        assert run.stdout == ""
    assert record.read_bytes() == before
    assert not Path("page.html").exists()


def test_a_locked_record_is_waited_for_then_named(
    record: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "PATIENCE", 0.1)
    other = sqlite3.connect(record, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    write(Path("more.jsonl"), 5)
    run = onrecord("add", "more.jsonl")
    assert run.exit_code == 1
    assert "record.db: another process is writing" in run.stderr
    assert len(objects(onrecord("articles", "--format", "jsonl"))) == 4  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    assert "1 article added" in onrecord("add", "more.jsonl").stderr


def _after(count: int, happens: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something happen when `add` has reported so many articles."""
    real = pipeline.add

    def add(articles: Any, record: Record, jobs: int | None) -> Iterator[Any]:
        done = 0
        for outcome in real(articles, record, jobs):
            yield outcome
            done += isinstance(outcome, Reading)
            if done == count:
                happens(record)

    monkeypatch.setattr(pipeline, "add", add)


def test_a_full_disk_keeps_what_is_done(
    tmp_path: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(record: Record) -> None:
        # SQLite says "full" in the same way for this limit as for a disk
        @event.listens_for(record._engine, "begin")
        def limit(connection: Any) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

    write(tmp_path / "news.jsonl", 60)
    with monkeypatch.context() as patched:
        _after(2, full, patched)
        run = onrecord("add", "news.jsonl")
    assert run.exit_code == 1
    assert "record.db: no room is left on the disk" in run.stderr
    kept = len(objects(onrecord("articles", "--format", "jsonl")))
    assert 2 <= kept < 60
    again = onrecord("add", "news.jsonl")
    assert again.exit_code == 0
    assert f"{60 - kept} articles added" in again.stderr
    assert onrecord("doctor").exit_code == 0


def test_a_record_deleted_while_in_use_is_noticed(
    tmp_path: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "news.jsonl", 6)
    _after(2, lambda record: Path("record.db").unlink(), monkeypatch)
    run = onrecord("add", "news.jsonl")
    assert run.exit_code == 1
    assert "the record was deleted or replaced while it was open" in run.stderr
    assert "added" not in run.stderr


def test_output_that_cannot_be_written(record: Path, onrecord: Onrecord) -> None:
    assert onrecord("export", "no/such/folder/page.html").exit_code in (1, 2)
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here: this test writes to a full disk")
    full = os.open("/dev/full", os.O_WRONLY)
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    run = subprocess.run(
        [sys.executable, "-m", "onrecord", "articles"],
        stdout=full,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(full)
    assert run.returncode == 1
    assert run.stderr == "onrecord: standard output: no space left on device\n"


# --------------------------------------------------------------------------- told otherwise later


def test_what_is_told_later_is_taken_up(tmp_path: Path, onrecord: Onrecord) -> None:
    """A text that the record has, with a day that was not stated before: read again, the same article."""
    Path("a.txt").write_text("Tessa Harlow said: the quay of Port Ansel stays open.\n")
    onrecord("add", "a.txt")
    (before,) = objects(onrecord("statements", "--format", "jsonl"))
    assert before["published"] is None
    run = onrecord("add", "a.txt", "--published", "2031-05-06", "--language", "en")
    assert run.exit_code == 0
    assert "restated  a.txt: published: none, now 2031-05-06; language: none, now en" in run.stderr
    assert "0 articles added with 0 statements, 1 restated; it now holds 1 article" in run.stderr
    (after,) = objects(onrecord("statements", "--format", "jsonl"))
    assert (after["id"], after["version"], after["published"]) == (before["id"], 1, "2031-05-06")

    onrecord("add", "a.txt", "--published", "2031-05-06", "--language", "en", "--record", "fresh.db")
    (fresh,) = objects(onrecord("statements", "--format", "jsonl", "--record", "fresh.db"))
    assert {**after, "group": ""} == {**fresh, "group": ""}
    assert onrecord("doctor").exit_code == 0

    for stated in ((), ("--published", "2031-05-06")):  # what is not told again stays
        assert "1 already there" in onrecord("add", "a.txt", *stated).stderr
    assert objects(onrecord("statements", "--format", "jsonl")) == [after]


def test_an_outlet_told_later_under_the_same_id(tmp_path: Path, onrecord: Onrecord) -> None:
    write(tmp_path / "news.jsonl", 2)
    onrecord("add", "news.jsonl")
    Path("news.jsonl").write_text(Path("news.jsonl").read_text().replace("The Quay", "The New Quay"))
    run = onrecord("add", "news.jsonl")
    assert "outlet: The Quay, now The New Quay" in run.stderr
    assert "1 restated, 1 already there" in run.stderr
    assert [row["outlet"] for row in objects(onrecord("articles", "--format", "jsonl"))] == [
        "The New Quay",
        "Velmora Post",
    ]


def test_an_outlet_that_makes_a_copy_is_said(tmp_path: Path, onrecord: Onrecord) -> None:
    """The id of a bare text comes from outlet and text: both articles stay, and that is said."""
    Path("a.txt").write_text("Tessa Harlow said: the quay of Port Ansel stays open.\n")
    onrecord("add", "a.txt")
    run = onrecord("add", "a.txt", "--outlet", "The Quay")
    assert "1 text of these the record had without an outlet" in run.stderr
    assert "it now holds 2 articles" in run.stderr


def test_another_text_from_the_same_file_stands_beside_the_first_and_says_so(onrecord: Onrecord) -> None:
    Path("a.txt").write_text("Tessa Harlow said: the quay of Port Ansel stays open.\n")
    assert "another text" not in onrecord("add", "a.txt").stderr
    Path("a.txt").write_text("Tessa Harlow said: the quay of Port Ansel is shut.\n")
    run = onrecord("add", "a.txt")
    assert "1 article added" in run.stderr
    assert "another text  a.txt: the record has one from this file already" in run.stderr
    assert "another text" not in onrecord("add", "a.txt").stderr


def test_a_changed_article_is_not_counted_as_a_new_one(tmp_path: Path, onrecord: Onrecord) -> None:
    write(tmp_path / "news.jsonl", 2)
    onrecord("add", "news.jsonl")
    first, second = Path("news.jsonl").read_text().splitlines()
    told = json.loads(first)
    told["text"] = told["text"] + " Nobody was hurt."
    Path("news.jsonl").write_text(json.dumps(told) + "\n" + second + "\n")
    run = onrecord("add", "news.jsonl")
    assert "0 articles added with 0 statements, 1 changed article with " in run.stderr
    assert "1 already there; it now holds 2 articles" in run.stderr
