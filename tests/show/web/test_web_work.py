"""Judging from the pages: each act, what is said when it cannot be done, undo, history, review."""

from __future__ import annotations

import html
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.article.read import article_from_text
from onrecord.record.store import Record
from onrecord.show.web.app import application

BOO = "<script>alert(1)</script>"
ARTICLES = {
    "The Ansel Post": """Ferry fares to rise

PORT ANSEL, 3 May 2031 - Fares on the Port Ansel ferry will rise by a tenth from June, Una Skarr, the harbour minister, said on Monday.

"We carry the cost no longer," Skarr told reporters. Bo Lind, a union leader, said that the boats were old and slow.
""",
    "Harbour Radio": """Dearer ferries

PORT ANSEL, 4 May 2031 - The harbour minister Una Skarr said fares on the Port Ansel ferry will rise by a tenth from June.

Bo Lind said that the boats were old and slow 🚢. The crews heard nothing of it.
""",
}


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("work") / "record.db"
    with Record.open(str(path)) as record:
        articles = [
            article_from_text(text, outlet=name, published=f"2031-05-0{n}")
            for n, (name, text) in enumerate(ARTICLES.items(), 3)
        ]
        assert len(list(pipeline.add(articles, record, jobs=1))) == 2
    return path


class Desk:
    """A browser at the pages, with the record beside it."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.client = TestClient(
            application(self.path, who="Ana <b>"),
            base_url="http://127.0.0.1:8000",
            raise_server_exceptions=False,
        )
        self.token = ""

    def record(self) -> Record:
        return Record.open(self.path, create=False)

    def judge(self, act: str, on: str, key: str, **fields: str | list[str]) -> httpx.Response:
        data = {"token": self.token, "on": on, "key": key, **fields}
        return self.client.post(f"/judge/{act}", data=data)

    def kinds(self) -> list[str]:
        with self.record() as record:
            return [one.kind for one in record.judgements()]


def token(page: httpx.Response) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', page.text)
    assert found
    return found[1]


@pytest.fixture
def desk(worked: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copy(worked, tmp_path / "record.db")
    desk = Desk(tmp_path / "record.db")
    with desk.record() as record:
        who = record.answering("Una Skarr")[0].id
    desk.token = token(desk.client.get(f"/actor/{who}"))
    yield desk
    desk.client.close()


def actor(desk: Desk, name: str) -> str:
    with desk.record() as record:
        return record.actor(name).id


def said(desk: Desk, words: str) -> str:
    with desk.record() as record:
        return next(
            row.statement.id
            for row in record.statements()
            if words in row.article.slice(row.statement.content[0])
        )


def article(desk: Desk) -> str:
    with desk.record() as record:
        return record.articles()[1].id


def undone(desk: Desk, page: httpx.Response) -> httpx.Response:
    """Press the Undo of the line that says what was done."""
    number = re.search(
        r'class="flash".*?name="number" value="(\d+)".*?name="back" value="([^"]*)"', page.text, re.S
    )
    assert number, page.text
    return desk.client.post(
        "/undo", data={"token": desk.token, "number": number[1], "back": html.unescape(number[2])}
    )


def test_two_actors_become_one_and_two_again(desk: Desk) -> None:
    skarr, lind = actor(desk, "Una Skarr"), actor(desk, "Bo Lind")
    page = desk.judge("same", "actor", skarr, other="Bo Lind")
    assert page.status_code == 200
    assert "Done:" in page.text
    assert "are one actor" in page.text
    assert actor(desk, skarr) == actor(desk, lind)
    assert "Bo Lind" in page.text
    totals = {one: desk.client.get(f"/search.json?speaker={one}").json()["total"] for one in (skarr, lind)}
    assert totals[skarr] == totals[lind] > 1, "what was kept or linked under either name finds both"
    back = undone(desk, page)
    assert "Taken back:" in back.text
    assert actor(desk, skarr) != actor(desk, lind)


def test_a_contradiction_is_said_on_the_form_with_what_was_typed_and_a_way_out(desk: Desk) -> None:
    skarr = actor(desk, "Una Skarr")
    assert desk.judge("different", "actor", skarr, other="Bo Lind").status_code == 200
    page = desk.judge("same", "actor", skarr, other="Bo Lind")
    assert page.status_code == 400
    assert "Judgement 1 by Ana &lt;b&gt; says" in page.text
    assert "onrecord undo" not in page.text
    assert "Take judgement 1 back" in page.text
    assert 'value="Bo Lind"' in page.text
    assert desk.kinds() == ["different"]


@pytest.mark.parametrize("typed", ["Nobody Atall", BOO, "\u202e\u0000x", "'; DROP TABLE actor; --"])
def test_a_name_that_nobody_bears_is_kept_in_the_field(desk: Desk, typed: str) -> None:
    page = desk.judge("same", "actor", actor(desk, "Una Skarr"), other=typed)
    assert page.status_code == 404
    assert "Not done." in page.text
    assert BOO not in page.text
    assert f'value="{html.escape(typed.strip(), quote=False)}"' in page.text.replace("&#39;", "'").replace(
        "&#34;", '"'
    )
    assert desk.kinds() == []


def test_an_actor_is_renamed_whatever_the_name(desk: Desk) -> None:
    page = desk.judge("rename", "actor", actor(desk, "Una Skarr"), name=f"Una {BOO}")
    assert page.status_code == 200
    assert BOO not in page.text
    assert html.escape(f"Una {BOO}") in page.text.replace("&#34;", "&quot;")


def test_who_said_it_is_put_right(desk: Desk) -> None:
    which = said(desk, "boats were old")
    page = desk.judge("reassign", "statement", which, statement=which, to="Mila Voss", kind="person")
    assert "Mila Voss, new in the record, said" in page.text
    page = desk.judge("reassign", "statement", which, statement=which, unknown="1")
    assert "is unknown" in page.text
    both = desk.judge("reassign", "statement", which, statement=which, to="Bo Lind", unknown="1")
    assert both.status_code == 400
    assert 'value="Bo Lind"' in both.text
    assert (
        desk.judge("reassign", "statement", which, statement=which, to="X", kind="robot").status_code == 400
    )


def test_groups_are_joined_and_split(desk: Desk) -> None:
    with desk.record() as record:
        rows = [row for row in record.statements() if len(record.group(row.statement.id).statements) == 1]
        one = rows[0]
        members = [
            one.statement.id,
            next(row for row in rows if row.article.id != one.article.id).statement.id,
        ]
    page = desk.judge("join", "statement", members[0], picked=[members[1]])
    assert page.status_code == 200
    assert "Done:" in page.text
    with desk.record() as record:
        assert set(record.group(members[0]).statements) == set(members)
    everything = desk.judge("split", "statement", members[0], statements=members)
    assert everything.status_code == 400
    assert "at least one that stays" in everything.text
    assert everything.text.count('name="statements"') == everything.text.count(" checked> <b>") == 2
    page = desk.judge("split", "statement", members[0], statements=[members[1]])
    assert "Done:" in page.text
    with desk.record() as record:
        assert record.group(members[0]).statements == (members[0],)
    assert desk.judge("join", "statement", members[0]).status_code == 400
    assert desk.judge("split", "statement", members[0]).status_code == 400


def test_a_statement_is_hidden_checked_and_noted(desk: Desk) -> None:
    which = said(desk, "boats were old")
    page = desk.judge("check", "statement", which)
    assert "✓ checked" in page.text
    page = desk.judge("note", "statement", which, text=f"ask her {BOO}")
    assert BOO not in page.text
    assert "ask her" in page.text
    page = desk.judge("hide", "statement", which, statement=which)
    assert page.status_code == 200
    assert "is hidden" in page.text
    with desk.record() as record:
        assert which not in {row.statement.id for row in record.statements()}
    assert undone(desk, page).status_code == 200
    assert said(desk, "boats were old")


def test_a_statement_is_marked_by_words_and_corrected_by_characters(desk: Desk) -> None:
    page = article(desk)
    answer = desk.judge(
        "spans", "article", page, content="The crews heard nothing of it", source="The crews", cue="heard"
    )
    assert answer.status_code == 200
    assert "is a statement" in answer.text
    which = said(desk, "heard nothing of it")
    with desk.record() as record:
        text = record.reading(page).article.text
    start = text.index("heard nothing")
    answer = desk.judge(
        "spans", "article", page, statement=which, content=f"{start}:{start + 13}", source="-"
    )
    assert answer.status_code == 200
    assert said(desk, "heard nothing")
    for bad in (f"0:{len(text) + 1}", "9:3", "no such words", "the", ""):
        wrong = desk.judge("spans", "article", page, content=bad)
        assert wrong.status_code in (400, 404), bad
        assert "Not done." in wrong.text


def test_paragraphs_say_where_they_begin_in_characters(desk: Desk) -> None:
    page = desk.client.get(f"/article/{article(desk)}").text
    with desk.record() as record:
        text = record.reading(article(desk)).article.text
    found = re.findall(r'<p data-at="(\d+)"[^>]*>(.*?)</p>', page, re.S)
    assert len(found) >= 3
    for at, inside in found:
        words = html.unescape(re.sub(r"<[^>]*>", "", inside))
        assert text[int(at) :].startswith(words)


def test_history_tells_all_and_undoes_each(desk: Desk) -> None:
    assert "Nobody has judged anything" in desk.client.get("/history").text
    desk.judge("rename", "actor", actor(desk, "Una Skarr"), name="U. Skarr")
    desk.judge("check", "statement", said(desk, "boats were old"))
    page = desk.client.get("/history")
    assert page.text.index("is checked") < page.text.index("is called U. Skarr")
    assert "Ana &lt;b&gt;" in page.text
    again = desk.client.post("/undo", data={"token": desk.token, "number": "1", "back": "/history"})
    assert "Taken back:" in again.text
    told = desk.client.get("/history.json").json()
    assert [(one["id"], bool(one["undone"])) for one in told] == [(2, False), (1, True)]
    for number in ("1", "77", "x", "-1", "9" * 30):
        assert desk.client.post("/undo", data={"token": desk.token, "number": number}).status_code in (
            400,
            404,
        )


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_undo_leads_to_no_other_site(desk: Desk, back: str) -> None:
    desk.judge("rename", "actor", actor(desk, "Una Skarr"), name="U. Skarr")
    answer = desk.client.post(
        "/undo", data={"token": desk.token, "number": "1", "back": back}, follow_redirects=False
    )
    assert answer.headers["location"].startswith("/history?undone=1")


def test_a_form_without_its_token_does_nothing(desk: Desk) -> None:
    key = actor(desk, "Una Skarr")
    for path in ("/judge/rename", "/undo", "/review"):
        for token in ("", "0" * 64):
            fields = {"token": token, "on": "actor", "key": key, "name": "X", "number": "1", "answer": "s"}
            assert desk.client.post(path, data=fields).status_code == 403
    foreign = desk.client.post(
        "/judge/rename",
        data={"token": desk.token, "on": "actor", "key": key, "name": "X"},
        headers={"origin": "http://evil.example"},
    )
    assert foreign.status_code == 403
    assert desk.kinds() == []


def test_stale_and_senseless_forms_get_a_sentence(desk: Desk) -> None:
    which = said(desk, "boats were old")
    cases = [
        desk.judge("rename", "actor", "pdeadbeef0000", name="X"),
        desk.judge("hide", "statement", which, statement="00000000deadbeef"),
        desk.judge("explode", "actor", "x"),
        desk.judge("rename", "elsewhere", "x"),
        desk.judge("note", "statement", which, text="x" * 10_001),
        desk.judge("note", "statement", which, text="   "),
        desk.client.post(
            "/judge/note",
            content=b"a=1&" * 400,
            headers={"content-type": "application/x-www-form-urlencoded"},
        ),
        desk.client.post(
            "/judge/note",
            content=b"x" * 300_000,
            headers={"content-type": "application/x-www-form-urlencoded"},
        ),
        desk.client.post("/judge/note", json={"token": desk.token}),
    ]
    assert [one.status_code for one in cases] == [404, 404, 404, 404, 400, 400, 400, 400, 400]
    assert not any("Traceback" in one.text for one in cases)
    assert desk.kinds() == []


def test_a_locked_record_keeps_what_was_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.store.sqlite.WAIT", 0.05, raising=False)
    key = actor(desk, "Una Skarr")
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = desk.judge("rename", "actor", key, name="A long name typed")
    other.execute("ROLLBACK")
    other.close()
    assert page.status_code == 503
    assert 'value="A long name typed"' in page.text
    assert desk.judge("rename", "actor", key, name="A long name typed").status_code == 200


# --------------------------------------------------------------------------------- review


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MATCH", "STATEMENT", "SPEAKER", "ACTOR"):
        monkeypatch.setattr(f"onrecord.record.store.review.{name}", 1.01)


def asked(page: httpx.Response) -> dict[str, str]:
    form = page.text.partition('class="answer"')[2].partition("</form>")[0]
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    }


@pytest.mark.usefixtures("unsure")
def test_the_review_asks_each_question_once(desk: Desk) -> None:
    left = desk.client.get("/review.json").json()["left"]
    assert left > 3
    seen = []
    for n, answer in enumerate(["y", "n", "s"]):
        shown = desk.client.get("/review")
        question = asked(shown)
        assert ("these words: put them right" in shown.text) == (question["kind"] == "statement")
        seen.append((question["kind"], question["one"], question["other"]))
        page = desk.client.post("/review", data={**question, "answer": answer})
        assert page.status_code == 200
        assert ("Done:" in page.text) == (n < 2)
    assert len(set(seen)) == 3
    told = desk.client.get("/review.json").json()
    assert (told["answered"], told["skipped"]) == (2, 1)
    assert len(desk.kinds()) == 2
    stale = {
        "token": question["token"],
        "kind": seen[0][0],
        "one": seen[0][1],
        "other": seen[0][2],
        "answer": "y",
    }
    page = desk.client.post("/review", data=stale)
    assert page.status_code == 404
    assert "no longer open" in page.text
    assert desk.client.post("/review", data={**question, "answer": "maybe"}).status_code == 400


def test_a_statement_of_other_words_is_put_right_in_its_article(desk: Desk) -> None:
    for _ in range(desk.client.get("/review.json").json()["left"]):
        shown = desk.client.get("/review")
        question = asked(shown)
        if question["kind"] == "statement":
            (way,) = re.findall(r'href="(/article/[^"]+)#spans"', shown.text)
            assert f'value="{question["one"]}" selected' in desk.client.get(html.unescape(way)).text
            return
        desk.client.post("/review", data={**question, "answer": "s"})
    raise AssertionError("the sample record is unsure of no statement")


def test_a_sure_record_has_nothing_to_review(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MATCH", "STATEMENT", "SPEAKER", "ACTOR"):
        monkeypatch.setattr(f"onrecord.record.store.review.{name}", -1.0)
    assert "Nothing to review" in desk.client.get("/review").text


def test_names_are_suggested(desk: Desk) -> None:
    assert "Una Skarr" in desk.client.get("/names?q=skar").json()
    assert desk.client.get("/names").json() == []
