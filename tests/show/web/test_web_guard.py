"""Who may ask, what is refused, and what happens when the record goes wrong underneath."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from onrecord.record.store import Record
from onrecord.show.web.app import application


def browser(path: str) -> TestClient:
    return TestClient(application(path), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/", "/search?since=x", "/nosuch", "/static/desk.css", "/index.json"])
def test_every_answer_forbids_all_but_our_files(pages: TestClient, path: str) -> None:
    headers = pages.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "localhost.evil:80", ""])
def test_a_foreign_host_is_refused(pages: TestClient, host: str) -> None:
    assert pages.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_this_machine_is_let_in(pages: TestClient, host: str) -> None:
    assert pages.get("/", headers={"host": host}).status_code == 200


WRONG = {
    "/search?since=tomorrow": "2031-05-06",
    "/search?since=2031-05-06&until=2031-05-01": "earlier day first",
    "/search?manner=loud": "expected one of direct",
    "/search?clash=yes": "expected 1 or nothing",
    "/search?page=0": "a number from 1",
    "/search?page=\u0663": "a number from 1",
    "/search?q=" + "x" * 301: "301",
    "/stories?page=-1": "a number from 1",
    "/statement/g0?page=x": "a number from 1",
    "/outlet/The%20Sarn%20Herald?page=x": "a number from 1",
    "/searches/abc.atom": "found &#39;abc&#39;, expected a number",
}


@pytest.mark.parametrize("path", WRONG)
def test_wrong_parameters_get_a_sentence(pages: TestClient, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 400
    assert WRONG[path] in answer.text
    assert "Traceback" not in answer.text


def asked(pages: TestClient, *received: dict[str, Any], **more: Any) -> tuple[int, bytes]:
    """Status and body of what is answered to these messages, past the client, which would send others."""
    said: list[dict[str, Any]] = []
    coming = iter(received)

    async def receive() -> dict[str, Any]:
        return next(coming)

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": "",
        "path": "/search", "raw_path": b"/search", "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8000")], "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    with start_blocking_portal() as portal:  # a loop of its own: a browser's may run in this thread
        portal.call(pages.app, {**scope, **more}, receive, send)
    return said[0]["status"], b"".join(one.get("body", b"") for one in said)


def test_a_search_of_a_megabyte_gets_a_sentence(pages: TestClient) -> None:
    whole = {"type": "http.request", "body": b"", "more_body": False}
    status, page = asked(pages, whole, query_string=b"q=" + b"a" * 1_000_000)
    assert status == 414
    assert b"search for a few words" in page


def test_a_form_that_breaks_off_does_nothing_and_is_no_error_of_ours(pages: TestClient) -> None:
    half = {"type": "http.request", "body": b"token=ab", "more_body": True}
    form = (b"content-type", b"application/x-www-form-urlencoded")
    headers = [(b"host", b"127.0.0.1:8000"), form, (b"content-length", b"1000")]
    gone = {"type": "http.disconnect"}
    status, page = asked(pages, half, gone, method="POST", path="/undo", raw_path=b"/undo", headers=headers)
    assert status == 400
    assert b"broke off before its end; nothing was done" in page


UNKNOWN = {
    "/actor/Ona%20Bril": "did you mean Ona Brill",
    "/outlet/The%20Sarn%20Heraldo": "did you mean The Sarn Herald",
    "/story/nosuch": "has the id &#39;nosuch",
    "/statement/nosuch": "has the id &#39;nosuch",
    "/article/nosuch": "has the id &#39;nosuch",
    "/statement/g0?base=s1-2-a1": "no version",
    "/statement/g0?page=2": "has 1 page",
    "/nosuch": "There is no page",
    "/searches/7.atom": "no search is kept",
}


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_not_there_is_a_404_that_helps(pages: TestClient, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 404
    assert UNKNOWN[path].casefold() in answer.text.casefold()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_address_that_takes_forms_says_so(pages: TestClient, method: str) -> None:
    """As after a form that was not taken, when the address is asked again from the address bar."""
    answer = pages.request(method, "/judge/rename")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert f"found {method}, expected POST" in answer.text
    assert ("only where a form leads" in answer.text) == (method == "GET")


@pytest.mark.parametrize("words", ['"', "*", "NEAR(", "a AND", "\0", "-x", "x:y", "(((", "^", "’", "\ud7ff"])
def test_no_words_are_an_operator(pages: TestClient, words: str) -> None:
    assert pages.get("/search", params={"q": words}).status_code == 200


# ----------------------------------------------------------------------------- forms


def _token(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def test_a_search_is_kept_with_its_news_and_its_feed(where: str) -> None:
    with browser(where) as pages:
        token = _token(pages.get("/search?q=crates").text)
        kept = pages.post("/searches", data={"query": "q=crates", "name": "<b>Crates</b>", "token": token})
        assert kept.status_code == 200
        assert "&lt;b&gt;Crates&lt;/b&gt;" in pages.get("/").text
        feed = pages.get("/searches/1.atom")
        assert feed.headers["content-type"].startswith("application/atom+xml")
        entries = ElementTree.fromstring(feed.content).findall("{http://www.w3.org/2005/Atom}entry")
        assert len(entries) == 2
        assert 'class="badge"' not in pages.get("/").text
        raw = sqlite3.connect(where)
        raw.execute("UPDATE saved_search SET seen = 0")
        raw.commit()
        raw.close()
        assert 'class="badge"' in pages.get("/").text
        pages.post("/searches/1/seen", data={"token": token})
        assert 'class="badge"' not in pages.get("/").text
        pages.post("/searches/1/forget", data={"token": token})
        assert "Crates" not in pages.get("/").text


@pytest.mark.parametrize(
    ("headers", "change"),
    [
        ({}, lambda token: ""),
        ({}, lambda token: "0" * 64),
        ({}, lambda token: token[:-1] + "é"),
        ({"origin": "http://evil.example"}, lambda token: token),
        ({"sec-fetch-site": "cross-site"}, lambda token: token),
    ],
)
def test_a_form_from_elsewhere_changes_nothing(
    where: str, headers: dict[str, str], change: Callable[[str], str]
) -> None:
    with browser(where) as pages:
        token = change(_token(pages.get("/search?q=crates").text))
        answer = pages.post("/searches", data={"query": "q=crates", "token": token}, headers=headers)
        assert answer.status_code == 403
        pages.cookies.clear()
    with Record.open(where, create=False) as record, record.browse() as browse:
        assert browse.saved() == ()


# ------------------------------------------------------------------- the record underneath


def test_a_deleted_record_is_a_page_and_a_new_one_is_taken_up(where: str) -> None:
    with browser(where) as pages:
        assert pages.get("/").status_code == 200
        whole = Path(where).read_bytes()
        for part in Path(where).parent.iterdir():
            part.unlink()
        gone = pages.get("/")
        assert gone.status_code == 503, "all of the record is missing, not what was asked for"
        assert "there is no record" in gone.text
        assert '<a href="/">Try again</a>' in gone.text
        Path(where).write_bytes(b"something else entirely, and long enough to be read as a head" * 4)
        damaged = pages.get("/")
        assert damaged.status_code == 503
        assert "Traceback" not in damaged.text
        Path(where).write_bytes(whole)
        assert pages.get("/").status_code == 200


def test_what_is_written_into_the_file_of_the_record_is_noticed(where: str) -> None:
    with browser(where) as pages:
        assert pages.get("/").status_code == 200
        with Path(where).open("r+b") as file:
            file.write(b"a letter, saved under the wrong name")
        damaged = pages.get("/")
        assert damaged.status_code == 503
        assert "some other kind of file" in damaged.text


def test_a_page_beyond_the_last_is_the_last(where: str) -> None:
    with browser(where) as pages:
        assert (
            pages.get("/stories?page=900").text.count("<li>") == pages.get("/stories").text.count("<li>") > 0
        )
        assert pages.get("/history?page=900").status_code == 200


def test_a_locked_record_can_be_read_and_says_so_when_written(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.store.failures.PATIENCE", 0.1)
    with browser(where) as pages:
        token = _token(pages.get("/search?q=crates").text)
        other = sqlite3.connect(where, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert pages.get("/").status_code == 200
        busy = pages.post("/searches", data={"query": "q=crates", "token": token})
        assert busy.status_code == 503
        assert "another process is writing" in busy.text
        other.execute("ROLLBACK")
        other.close()


def test_an_error_of_ours_is_a_sentence(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("onrecord.record.store.browse.Browse.totals", failing)
    with browser(where) as pages:
        answer = pages.get("/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "please report it (RuntimeError)" in answer.text
