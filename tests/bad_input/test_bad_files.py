"""Files that hold no article: a sentence each on standard error, status 1, and the rest goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from made_up_reader import Onrecord, objects, write

pytestmark = pytest.mark.usefixtures("cheap")

GOOD = "Tessa Harlow said: the quay of Port Ansel stays open.\n"
NOISE = bytes(range(256)) * 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "z.txt").write_text(GOOD)
    return folder


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "found an empty file, expected an article"),
        ("a.txt", b" \n\t", "found no text, expected an article"),
        ("a.txt", NOISE, "found binary data, expected text"),
        ("a.md", NOISE, "found binary data, expected text"),
        ("a.html", NOISE, "found binary data, expected a web page"),
        ("a.html", b"", "found an empty file, expected an article"),
        ("a.jsonl", b"", "found an empty file, expected one JSON object a line"),
        ("a.jsonl", NOISE, "found binary data, expected one JSON object a line"),
        ("a.jsonl", b'[\n{"text": "x"}\n]\n', "found a JSON list over many lines"),
        ("a.jsonl", b'[{"text": "x"},\n{"text": "y"}]\n', "found a JSON list over many lines"),
        ("a.jsonl", b'{\n  "text": "x"\n}\n', "found a JSON object over many lines"),
        ("a.jsonl.gz", b"", "found an empty file"),
        ("a.jsonl.gz", NOISE, "found damaged gzip data"),
    ],
)
def test_a_bad_file_is_one_sentence(
    folder: Path, onrecord: Onrecord, name: str, data: bytes, sentence: str
) -> None:
    (folder / name).write_bytes(data)
    run = onrecord("add", folder)
    assert run.exit_code == 1
    assert f"not read  {folder / name}: {sentence}" in run.stderr
    assert run.stderr.count("not read") == 1
    assert "1 article added with 1 statement" in run.stderr
    assert run.stdout == ""


def test_a_bad_line_costs_that_line_only(folder: Path, onrecord: Onrecord) -> None:
    good = [json.dumps({"id": str(n), "text": GOOD}) for n in range(2)]
    bad = ['{"id": "x", "text": "cut', '{"text": 7}', '{"text": "x", "published": 20310506}', "[1]", "null"]
    (folder / "a.jsonl").write_text("\n".join([good[0], *bad, good[1]]))
    run = onrecord("add", folder)
    assert run.exit_code == 1
    assert [f"a.jsonl:{n + 2}: found" in run.stderr for n in range(len(bad))] == [True] * len(bad)
    assert "3 articles added" in run.stderr


def test_a_hundred_megabytes_on_one_line(tmp_path: Path, onrecord: Onrecord) -> None:
    piece = b"The mayor said: no. " * 50_000
    for name, opens, ends in (("a.jsonl", b'{"text": "', b'"}\n'), ("b.txt", b"", b"")):
        with (tmp_path / name).open("wb") as file:
            file.write(opens)
            for _ in range(100):
                file.write(piece)
            file.write(ends)
            if ends:
                file.write(json.dumps({"text": GOOD}).encode())
    run = onrecord("extract", "a.jsonl", "b.txt")
    assert run.exit_code == 1
    assert "a.jsonl:1: found an overlong line, expected at most 20,000,000 bytes" in run.stderr
    assert "b.txt: found over 20,000,000 bytes" in run.stderr
    assert [line["path"] for line in objects(run)] == ["a.jsonl"]


def test_a_folder_without_articles(tmp_path: Path, onrecord: Onrecord) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    run = onrecord("add", ".")
    assert run.exit_code == 1
    assert ".: found a folder without articles, expected files that end in .txt" in run.stderr


def test_pipes_and_loops_of_links_hold_nothing_up(folder: Path, onrecord: Onrecord) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    run = onrecord("extract", folder)
    assert run.exit_code == 1
    assert "pipe.txt: found a pipe, socket or device" in run.stderr
    assert "self.txt: found nothing to read (too many levels of symbolic links)" in run.stderr
    assert len(objects(run)) == 1


def test_a_file_that_may_not_be_read(
    folder: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = folder / "a.txt"
    secret.write_text(GOOD)
    secret.chmod(0)
    opened = os.open

    def deny(path: object, *given: object) -> int:  # root may read everything: as for other people
        if path == secret:
            raise PermissionError(13, "Permission denied")
        return opened(path, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", deny)
    run = onrecord("extract", folder)
    assert run.exit_code == 1
    assert f"{secret}: found nothing to read (permission denied)" in run.stderr
    assert len(objects(run)) == 1


def test_standard_input_that_is_empty_or_no_text(onrecord: Onrecord) -> None:
    assert "standard input: found nothing, expected an article" in onrecord("extract", "-", given=b"").stderr
    assert "standard input: found binary data" in onrecord("extract", "-", given=NOISE).stderr


def test_a_name_that_is_no_unicode(tmp_path: Path, onrecord: Onrecord) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(GOOD)
    assert onrecord("add", ".").exit_code == 0
    (line,) = objects(onrecord("statements", "--format", "jsonl"))
    assert line["path"].endswith("caf\\xe9.txt")


def test_rejections_are_told_before_the_end(tmp_path: Path, onrecord: Onrecord) -> None:
    """Who stops half-way has seen what could not be read so far."""
    write(tmp_path / "b.jsonl", 3)
    (tmp_path / "a.txt").touch()
    lines = onrecord("add", ".").stderr.splitlines()
    assert "a.txt" in lines[0]
    assert "3 articles added" in lines[1]
