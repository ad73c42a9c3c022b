"""`onrecord doctor`: a line for each check, what to do, and status 1 only where something needed fails."""

from __future__ import annotations

import json
import sqlite3
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord.article import extract
from onrecord.record.store import Record
from onrecord.show import terminal
from onrecord.show.terminal import checks


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(terminal.application(), ["doctor", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def findings(done: Result) -> dict[str, dict[str, Any]]:
    return {line["check"]: line for line in map(json.loads, done.stdout.splitlines())}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is looked at once below; the other tests need not load it."""
    monkeypatch.setattr(checks, "_model", lambda: checks.Finding("model", "ok", "not looked at"))


def test_a_whole_installation_is_ok(tmp_path: Path) -> None:
    Record.open(str(tmp_path / "record.db")).close()
    done = run("--format", "jsonl")
    found = findings(done)
    assert done.exit_code == 0, done.stdout
    assert list(found)[:8] == [
        "python", "onrecord", "onnxruntime", "libraries", "sqlite", "model", "record", "folder",
    ]  # fmt: skip
    assert {found[one]["status"] for one in list(found)[:8]} == {"ok"}
    assert "FTS5" in found["sqlite"]["found"]
    assert "reads a sentence rightly" in found["model"]["found"]
    assert "record.db: 0 articles, 0 statements" in found["record"]["found"]
    assert all(set(line) == {"check", "status", "found", "remedy", "needed"} for line in found.values())


def test_a_model_that_is_damaged_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    monkeypatch.setattr(extract, "__file__", str(tmp_path / "__init__.py"))
    done = run("--format", "jsonl")
    model = findings(done)["model"]
    assert (done.exit_code, model["status"]) == (1, "broken")
    assert "found no usable statement model" in model["found"]
    assert model["remedy"] == "pip install --force-reinstall onrecord"
    (tmp_path / "model.onnx").unlink()
    assert (
        "found no file, expected the statement model" in findings(run("--format", "jsonl"))["model"]["found"]
    )


def test_a_model_that_is_not_the_installed_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"other bytes")

    class Listed:
        name = "model.onnx"
        hash = metadata.FileHash("sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")

        def locate(self) -> Path:
            return path

    monkeypatch.setattr(metadata, "files", lambda _: [Listed()])
    assert checks._changed(path) == "it is not the file that was installed"
    path.write_bytes(b"")  # whose digest that is
    assert checks._changed(path) is None


@pytest.mark.usefixtures("quick")
def test_a_missing_library_and_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name in ("rapidfuzz", "torch"):
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    done = run("--format", "jsonl")
    found = findings(done)
    assert done.exit_code == 1
    assert found["libraries"]["status"] == "missing"
    assert found["libraries"]["remedy"] == "pip install rapidfuzz"
    assert found["extra train"] == {
        "check": "extra train",
        "status": "missing",
        "found": "for training the statement model anew",
        "remedy": "pip install 'onrecord[train]'",
        "needed": False,
    }


@pytest.mark.usefixtures("quick")
def test_no_record_is_no_fault() -> None:
    done = run("--format", "jsonl")
    assert done.exit_code == 0
    assert findings(done)["record"]["status"] == "missing"
    assert "record.db: none here yet" in findings(done)["record"]["found"]
    assert not Path("record.db").exists()


@pytest.mark.usefixtures("quick")
def test_a_broken_record_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_text("words")
    done = run("--format", "jsonl")
    assert (done.exit_code, findings(done)["record"]["status"]) == (1, "broken")
    assert path.read_text() == "words"
    path.unlink()

    Record.open(str(path)).close()
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO article (id, version) VALUES ('a', 1)")
        raw.execute(
            "INSERT INTO version (article_id, number, text_hash, reading) VALUES ('a', 1, 'x', x'789c')"
        )
    raw.close()
    done = run("--format", "jsonl")
    assert done.exit_code == 1
    assert "the reading of article a, version 1, is damaged" in findings(done)["record"]["found"]


@pytest.mark.usefixtures("quick")
def test_an_older_record_is_looked_at_but_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Record.open(str(path)).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 1")
    raw.close()
    record = findings(run("--format", "jsonl"))["record"]
    assert record["status"] == "ok"
    assert record["remedy"].startswith("the next command brings it to schema")
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    raw.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    assert findings(run("--format", "jsonl"))["record"]["remedy"] == "pip install --upgrade onrecord"


@pytest.mark.usefixtures("quick")
def test_a_folder_that_is_full_or_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(run("--format", "jsonl", "--record", "no/where.db"))["folder"]["status"] == "missing"
    with monkeypatch.context() as patched:
        patched.setattr(checks.os, "access", lambda *_: False)
        folder = findings(run("--format", "jsonl"))["folder"]
        assert (folder["status"], "may not be written" in folder["found"]) == ("broken", True)
    monkeypatch.setattr(checks, "ROOM", 10**18)
    assert findings(run("--format", "jsonl"))["folder"]["remedy"].startswith("make room")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("columns", [40, 100])
def test_for_eyes_each_check_is_a_line_that_fits(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("--format", "table").stdout.splitlines()
    assert lines[0].startswith("ok")
    assert lines[-1] == "All that onrecord needs works."
    assert max(map(len, lines)) <= columns
