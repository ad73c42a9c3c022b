"""Adding files in the browser: what comes in, what is refused and why, what happens when it breaks off."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from onrecord.record.store import Record
from onrecord.show.web import upload
from onrecord.show.web.app import application

TEXT = b"""Ferry fares to rise

PORT ANSEL, 3 May 2031 - Fares will rise by a tenth from June, Una Skarr, the harbour minister, said on Monday.
"""


class Door:
    """A browser at /add of an empty record."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.app = application(self.path)
        self.client = TestClient(self.app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
        found = re.search(r'name="token" value="([0-9a-f]{64})"', self.client.get("/add").text)
        assert found
        self.token = found[1]

    def add(self, files: list[tuple[str, bytes]], **fields: str) -> httpx.Response:
        parts = [("files", one) for one in files]
        return self.client.post("/add", data={"token": self.token, **fields}, files=parts)

    def told(self) -> dict[str, Any]:
        """What is told when all is read."""
        for _ in range(600):
            told: dict[str, Any] = self.client.get("/add.json").json()
            if told["state"] != "adding":
                return told
            time.sleep(0.05)
        raise AssertionError("never done")

    def articles(self) -> list[tuple[str | None, str | None]]:
        with Record.open(self.path) as record:
            return [(one.path, one.outlet) for one in record.articles()]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    Record.open(str(tmp_path / "record.db")).close()
    door = Door(tmp_path / "record.db")
    yield door
    door.client.close()


def test_files_come_in_and_what_is_not_read_says_why(door: Door) -> None:
    files = [
        ("fares.txt", TEXT),
        ("fares.txt", TEXT),
        ("../../evil<b>.txt", b""),
        ("picture.pdf", b"%PDF"),
        ("news.jsonl", b'{"text": "Crews, Una Skarr said, are safe."}\n{broken\n'),
    ]
    page = door.add(files, outlet="The Ansel Post", published="2031-05-03", language="en")
    assert page.status_code == 200
    told = door.told()
    assert told["state"] == "done"
    assert (told["added"], told["already_there"]) == (2, 1)
    reasons = {one["file"].partition(":")[0]: one["reason"] for one in told["rejected"]}
    assert set(reasons) == {"picture.pdf", "evil<b>.txt", "news.jsonl"}
    assert "found the suffix .pdf" in reasons["picture.pdf"]
    assert door.articles() == [("fares.txt", "The Ansel Post"), ("news.jsonl", "The Ansel Post")]
    shown = door.client.get("/add").text
    assert "evil&lt;b&gt;.txt" in shown
    assert "Read, but not all of it." in shown
    assert "/tmp" not in shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"published": "tomorrow"}, "expected a day such as"),
        ({"language": "<b>"}, "expected a code such as en"),
        ({"outlet": "x" * 1000}, "cannot be read"),
    ],
)
def test_wrong_fields_are_said_on_the_form(door: Door, fields: dict[str, str], sentence: str) -> None:
    page = door.add([("a.txt", TEXT)], **fields)
    assert page.status_code == 400
    assert sentence in page.text
    assert door.told()["state"] == "none"
    assert door.articles() == []


def test_no_file_too_much_and_no_form(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Found no file" in door.client.post("/add", files={"token": (None, door.token)}).text
    assert door.client.post("/add", data={"token": door.token}).status_code == 400
    assert (
        door.client.post("/add", content=b"x", headers={"content-type": "multipart/form-data"}).status_code
        == 400
    )
    monkeypatch.setattr(upload, "LARGEST", 100)
    assert "in parts" in door.add([("a.txt", TEXT)]).text
    monkeypatch.undo()
    monkeypatch.setattr(upload, "FILES", 2)
    assert door.add([("a.txt", TEXT)] * 3).status_code == 400
    assert door.articles() == []


def test_a_half_written_upload_adds_nothing_and_says_so(door: Door) -> None:
    body = (
        f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{door.token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    ).encode() + TEXT
    kind = {"content-type": "multipart/form-data; boundary=x"}
    page = door.client.post("/add", content=body, headers=kind)
    assert page.status_code == 400
    assert "broke off before its end; nothing of it was added" in page.text
    assert door.articles() == []
    assert door.add([("a.txt", TEXT)]).status_code == 200
    assert door.told()["added"] == 1


def test_an_upload_without_its_token_adds_nothing(door: Door) -> None:
    door.token = "0" * 64
    assert door.add([("a.txt", TEXT)]).status_code == 403
    assert door.articles() == []
    assert not door.app.state.adder.busy()


def test_one_upload_at_a_time(door: Door) -> None:
    door.app.state.adder.claim()
    page = door.add([("a.txt", TEXT)])
    assert page.status_code == 400
    assert "being added already" in page.text
    door.app.state.adder.release()
    assert door.add([("a.txt", TEXT)]).status_code == 200
    door.told()


def test_a_locked_record_says_so_and_the_same_files_go_on(door: Door) -> None:
    other = sqlite3.connect(door.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    door.add([("a.txt", TEXT)])
    told = door.told()
    other.execute("ROLLBACK")
    other.close()
    assert told["state"] == "failed"
    assert "Broken off." in door.client.get("/add").text
    door.add([("a.txt", TEXT)])
    assert door.told()["added"] == 1


def test_while_files_are_read_the_page_comes_again_without_a_script(door: Door) -> None:
    door.app.state.adder.last = upload.Adding(3, file=2, name="<b>.txt")
    page = door.client.get("/add").text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "&lt;b&gt;.txt" in page
    assert 'type="file"' not in page
