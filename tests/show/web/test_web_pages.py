"""Every page, its data, its links, and words that would like to be run."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord.record.compare import versions
from onrecord.record.store import Record
from onrecord.show.web import search, statement, story
from onrecord.show.web.app import application
from onrecord.show.web.view import pieces, sought
from onrecord.types import (
    Actor,
    Article,
    Attribution,
    Entity,
    Identification,
    Match,
    Reading,
    Report,
    Segment,
    Span,
    Speaker,
    Statement,
    StatementGroup,
    Version,
)
from tests.show.web.conftest import BOO, browser, fill

ARTICLE = "/article/" + quote("https://c.example/x?y=1&z#é", safe="")
PAGES = (
    "/", "/stories", "/story/t1", "/statement/g0", "/statement/g1?base=s1-2-a1", "/actor/p-brill", "/actor/p-renn",
    "/outlet/The%20Sarn%20Herald", "/article/a1", "/article/a2?mark=s0-2-a2", ARTICLE, "/search", "/search?q=crates",
    "/search?q=what+did+Brill+say+about+troops", "/search?clash=1", "/search?q=nothingofthekind", "/help",
)  # fmt: skip
RENN = f"Ivo {BOO} Renn"
DATA = {
    "/": "stories",
    "/stories": "stories",
    "/story/t1": "brief",
    "/statement/g0": "versions",
    "/actor/p-brill": "timeline",
    "/outlet/The%20Sarn%20Herald": "first",
    "/article/a1": "text",
    "/search": "facets",
}


class Tags(HTMLParser):
    """What a browser would make of a page: its elements, and every address in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_and_runs_nothing_of_an_article(pages: TestClient, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 200, html.unescape(answer.text)[:2000]
    seen = Tags(answer.text)
    scripts = ["/static/htmx.min.js", "/static/desk.js", "/static/work.js"]
    assert [value for tag, name, value in seen.attributes if tag == "script" and name == "src"] == scripts
    assert "img" not in seen.tags
    assert not [one for one in seen.attributes if one[1].startswith("on") or one[1] == "style"]
    for tag, name, value in seen.attributes:
        if name in ("href", "src", "action"):
            assert re.match(r"/|#|https://tide\.example/a$", value), (tag, name, value)
    assert len(seen.ids) == len(set(seen.ids)), "an id twice"
    assert seen.tags.count("h1") == 1
    assert "lang" in {name for tag, name, _ in seen.attributes if tag == "html"}


@pytest.mark.parametrize("path", DATA)
def test_the_same_address_with_json_is_data(pages: TestClient, path: str) -> None:
    answer = pages.get(path.rstrip("/") + ("/" if path == "/" else "") + ".json")
    assert answer.headers["content-type"] == "application/json"
    assert DATA[path] in answer.json()


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_somewhere(pages: TestClient, path: str) -> None:
    seen = Tags(pages.get(path).text)
    links = {
        value.partition("#")[0] for tag, name, value in seen.attributes if name == "href" and value[:1] == "/"
    }
    for link in sorted(links)[:40]:
        assert pages.get(link).status_code == 200, link


def test_a_click_goes_from_the_words_to_their_versions_and_back(pages: TestClient) -> None:
    article = pages.get("/article/a1")
    assert 'href="/statement/s0-2-a1"' in article.text
    versions = pages.get("/statement/s0-2-a1").text
    back = re.search(r'href="(/article/a1\?mark=s0-2-a1#(c(\d+)-(\d+)))"', versions)
    assert back is not None
    start, end = int(back[3]), int(back[4])
    text = pages.get("/article/a1.json").json()["text"]
    assert text[start:end] == "no troops will be sent to the strait"
    marked = pages.get(html.unescape(back[1])).text
    assert f'id="{back[2]}"' in marked
    assert '<a class="content marked"' in marked


def test_versions_have_signs_and_any_can_be_the_base(pages: TestClient) -> None:
    for base in ("s1-2-a1", "s1-2-a2"):
        page = pages.get(f"/statement/g1?base={base}")
        told = pages.get(f"/statement/g1.json?base={base}").json()
        assert told["base"] == base
        assert {one["op"] for one in told["versions"][1]["segments"]} - {"kept"}
        assert "<del>" in page.text or "<ins>" in page.text or 'class="reworded"' in page.text
        assert "base</b>" in page.text
    assert "between 1 and 3 independent origins" in page.text
    assert "<svg" in page.text


def test_many_versions_are_turned_over_a_page_at_a_time(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement, "MOST", 2)
    first = pages.get("/statement/g1")
    assert "Page 1 of 2" in first.text
    following = re.search(r'href="(/statement/g1\?page=2&amp;base=([^"]+))"', first.text)
    assert following
    second = pages.get(html.unescape(following[1])).text
    rows = [re.findall(r'<tr[^>]* id="([^"]+)"', page) for page in (first.text, second)]
    assert rows[1][0] == following[2], "against the same base"
    assert rows[1] == re.findall(r'<tr[^>]* id="([^"]+)"', pages.get("/statement/g1?page=2").text)
    assert {*rows[0], *rows[1]} == {"s1-2-a1", "s1-2-a2", "s1-27-ht"}
    told = pages.get("/statement/g1.json").json()
    assert len(told["versions"]) == 3, "data has them all"


def test_what_a_version_leaves_out_besides_words_is_told(tmp_path: Path) -> None:
    where = str(tmp_path / "record.db")
    fill(where)
    full, short = "The pilots will strike on Monday unless they are paid", "the pilots will strike on Monday"
    text = f'Will they strike? Tal said: "{full}." Orr said {short}.'
    question, base, other = (
        Span(text.index(one), text.index(one) + len(one)) for one in ("Will they strike?", full, short)
    )
    statements = (
        Statement("b", "q", (), (), (base,), (question,), manner="direct"),
        Statement("c", "q", (), (), (other,)),
    )
    with Record.open(where) as record, record.writing() as writer:
        told = tuple(Attribution(one.id) for one in statements)
        writer.put(Reading(Article("q", text), statements, told), None)
        writer.regroup([StatementGroup("gq", ("b", "c"), ("q",))])
    with browser(where) as pages:
        page = pages.get("/statement/gq").text
    told_of_it = re.findall(r'<p class="meta">([^<]*left out[^<]*)</p>', page)
    assert "the question asked is left out" in told_of_it
    assert any("unless they are paid" in one for one in told_of_it), told_of_it


def test_what_the_others_clash_on_is_told_beside_what_clashes_with_the_base(pages: TestClient) -> None:
    about_the_others = pages.get("/statement/g1?base=s1-27-ht").text
    (told,) = re.findall(r'<p class="clash">(.*?)</p>', about_the_others)
    assert "<q>nine thousand</q> The Sarn Herald; <q>several hundred</q>" in told
    assert "Between the others" in about_the_others
    assert "Between the others" not in pages.get("/statement/g1?base=s1-2-a1").text
    row = re.search(r'<tr><th scope="row"><a href="/statement/s1-2-a1">.*?</th>', pages.get("/story/t1").text)
    assert row
    assert "the reports of it clash" in row[0], "the matrix tells one side's words"


def test_of_many_versions_those_in_the_same_words_are_one_row_of_the_columns() -> None:
    whole = Span(0, 20)

    def version(id: str, content: str) -> Version:
        report = Report(Statement(id, id, (), (), (whole,)), id, 1, None, None, 0, content)
        return versions(base, [report])[-1] if id != "b" else Version(base, (Segment("kept", whole, whole),))

    base = Report(Statement("b", "b", (), (), (whole,)), "b", 1, None, None, 0, '"Two ships have left')
    laid = [
        version("b", '"Two ships have left'),
        version("c", "Ten ships have left"),
        version("d", '"Two ships  have left'),
        version("e", "Ten ships have left"),
        version("f", "that two ships have left"),
    ]
    edges = statement._edges(base, laid)
    rows = statement._wordings(laid, base, edges, ["B", "C", "D", "E", "F"])
    assert [row.outlets for row in rows] == [("B", "D"), ("C", "E"), ("F",)]
    assert [cell.op for cell in rows[1].cells] == ["reworded", "kept"]
    assert base.content[slice(*edges[:2])] == '"Two ', "a mark is no column of its own"
    assert not any(cell.added for row in rows for cell in row.cells), "nor is it added where it is kept"
    assert [cell.opening for row in rows for cell in row.cells if cell.opening] == ["that"]


def test_the_same_words_related_in_many_reports_are_listed_once(tmp_path: Path) -> None:
    where = str(tmp_path / "record.db")
    fill(where)
    with Record.open(where) as record, record.writing() as writer:
        links = [Match(f"s0-2-a{n}", f"s1-2-a{m}", "contradicts", 0.9) for n in (1, 2) for m in (1, 2)]
        writer.link(links)
    with browser(where) as pages:
        related = pages.get("/statement/g0").text.partition("Related statements")[2]
    assert related.count("Says the opposite") == 1


def test_a_story_counts_the_versions_in_articles_that_are_not_laid_out(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "more version" not in pages.get("/story/t1").text
    monkeypatch.setattr(story, "LAID_OUT", 2)
    page = pages.get("/story/t1").text
    assert page.count("and 1 more version<") == 2
    assert "≠ 1 clash" in page


def test_a_search_folds_reports_of_one_statement(pages: TestClient) -> None:
    told = pages.get("/search.json?q=troops").json()
    assert (told["total"], len(told["statements"])) == (3, 1)
    assert told["facets"]["outlet"], "outlets to narrow by"


@pytest.mark.parametrize(
    ("counted", "heading", "total", "more"),
    [(10, "3 reports", 3, False), (3, "3 reports", 3, False), (2, "More than 2 reports", 2, True)],
)
def test_what_is_counted_only_in_part_says_so(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch, counted: int, heading: str, total: int, more: bool
) -> None:
    monkeypatch.setattr(search, "REACH", 1)
    monkeypatch.setattr(search, "COUNTED", counted)
    page = pages.get("/search?speaker=p-renn").text
    assert f">{heading}</h2>" in page
    assert "Shown here and counted beside are the 1 added last; one more word" in page
    told = pages.get("/search.json?speaker=p-renn").json()
    assert (told["total"], told["more"], told["reached"]) == (total, more, 1)
    assert sum(one["statements"] for one in told["facets"].get("outlet", [])) <= 1


def test_what_is_counted_whole_says_of_how_many_statements(pages: TestClient) -> None:
    page = pages.get("/search?speaker=p-renn").text
    assert ">3 reports of 1 statement</h2>" in page
    assert "added last" not in page


def test_facets_stand_in_the_address(pages: TestClient) -> None:
    told = pages.get("/search.json?q=troops&outlet=The+Sarn+Herald").json()
    assert told["total"] == 1
    assert pages.get("/search.json?speaker=p-renn&clash=1").json()["total"] == 3
    assert pages.get("/search.json?clash=1&speaker=p-brill").json()["total"] == 0
    assert pages.get("/search.json?since=2031-05-05").json()["total"] == 0


@pytest.mark.parametrize(
    "asked", ["what did Ona Brill say about troops?", "Brill on troops", "brill about the troops"]
)
def test_a_question_is_one_field(pages: TestClient, asked: str) -> None:
    told = pages.get("/search.json", params={"q": asked}).json()
    assert told["understood"] == {"speaker": "p-brill", "name": "Ona Brill", "words": "troops"}
    assert told["total"] == 3
    assert pages.get("/search.json", params={"q": asked, "plain": 1}).json()["understood"] is None


def test_a_question_can_be_narrowed_turned_over_and_kept(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "what did Ona Brill say about troops"
    page = pages.get("/search", params={"q": question}).text
    facets = page.partition('aria-label="Narrow the search"')[2]
    narrowed = [html.unescape(one) for one in re.findall(r'href="(/search\?[^"]*)"', facets)]
    (kept,) = re.findall(r'name="query" value="([^"]*)"', page)
    assert any("outlet=" in one for one in narrowed)
    assert not any("speaker=" in one for one in narrowed), "the question tells who"
    for one in (*narrowed, "/search?" + html.unescape(kept)):
        told = pages.get(one.replace("?", ".json?")).json()
        assert told["understood"]["speaker"] == "p-brill", one
        assert told["total"] > 0, one
    assert 'class="chips"' not in page
    plain = re.search(r'href="(/search\?[^"]*plain=1[^"]*)"', page)
    assert plain
    assert "speaker=" not in plain[1]


def test_of_those_who_bear_a_name_the_most_quoted_is_meant(where: str) -> None:
    with Record.open(where) as record, record.writing() as writer:
        text = "Brill said nothing.\n"
        spans = Span(0, 5), Span(6, 10), Span(11, 18)
        said = Statement("b1", "b", spans[:1], spans[1:2], spans[2:])
        her = Speaker("Brill", "person", "name", 0.9, spans[:1], 0)
        one = Reading(
            Article("b", text), (said,), (Attribution("b1", (her,)),), entities=(Entity("Brill", "person"),)
        )
        writer.put(one)
        brill = Actor("p-other", "Brill", "person")
        writer.identify(
            one, [Identification("b", 0, "p-other", "new", 0.9, "new")], [brill], {"p-other": {"brill"}}
        )
        writer.regroup([StatementGroup("gb", ("b1",), ("b",), "p-other")])
    with browser(where) as pages:
        asked = {"q": "what did Brill say about troops"}
        assert pages.get("/search.json", params=asked).json()["understood"]["speaker"] == "p-brill"
        page = pages.get("/search", params=asked).text
        assert re.search(r'speaker=p-other">Brill</a> <span class="meta">\(1 report\)', page), "or the other"
        page = pages.get("/search?q=Brill").text
        assert re.search(
            r'Of that name: <a href="/actor/p-brill"><b>Ona Brill</b></a> <span class="meta">spokeswoman, 3 reports',
            page,
        )
        assert "Of that name" not in pages.get("/search?q=troops").text
        assert "/actor/p-renn" in pages.get("/search?q=renn").text.partition("Of that name")[2], (
            "a surname too"
        )
        assert (
            'href="/outlet/The%20Sarn%20Herald"><b>The Sarn Herald</b>'
            in pages.get("/search?q=the+sarn+herald").text
        )


def test_each_value_of_a_facet_has_its_name_and_those_left_unfold(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FACET", 1)
    page = pages.get("/search").text
    speakers = page.partition("<h2>Speaker</h2>")[2].partition("<h2>")[0]
    assert "<summary>1 more</summary>" in speakers
    assert "Ona Brill" in speakers and "Renn" in speakers, "of two counted alike each is called by its name"
    assert {one["value"] for one in pages.get("/search.json").json()["facets"]["speaker"]} == {
        "Ona Brill",
        RENN,
    }


@pytest.mark.parametrize(
    ("asked", "tidy"),
    [
        ("/search?q=troops&since=&until=", "/search?q=troops"),
        ("/search?q=&since=", "/search"),
        (f"{ARTICLE}?mark=", ARTICLE),
    ],
)
def test_empty_fields_of_a_form_leave_the_address(pages: TestClient, asked: str, tidy: str) -> None:
    answer = pages.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, tidy)
    assert pages.get(tidy, follow_redirects=False).status_code == 200


def test_articles_are_found_by_words_outside_statements(pages: TestClient) -> None:
    told = pages.get("/search.json?q=title").json()
    assert told["total"] == 0
    assert len(told["articles"]) == 3


def test_the_words_of_a_search_are_marked_in_what_was_found(pages: TestClient) -> None:
    found = pages.get("/search", params={"q": 'CRATES "are waiting"'}).text
    assert "<mark>crates</mark> <mark>are waiting</mark>" in found
    assert "<mark>" not in pages.get("/search?speaker=p-renn").text
    assert "<script>alert" not in pages.get("/search?q=script").text


@pytest.mark.parametrize(
    ("words", "text", "marked"),
    [
        ("port", "the port, airport and ports", ["port"]),
        ('"the port"', "The  port", ["The  port"]),
        ("ceasefire-line", "a ceasefire line", ["ceasefire line"]),
        ("c++ (x", "c x", ["c", "x"]),
        ("??", "a", []),
        ("snake", "snake_case", ["snake"]),
    ],
)
def test_what_is_marked_is_what_the_index_finds(words: str, text: str, marked: list[str]) -> None:
    told = list(pieces(text, sought(words)))
    assert [piece for piece, hit in told if hit] == marked
    assert "".join(piece for piece, _ in told) == text


@pytest.mark.parametrize("path", ["/", "/stories", "/search"])
def test_an_empty_record_says_what_to_do(tmp_path: Path, path: str) -> None:
    with Record.open(str(tmp_path / "record.db")):
        pass
    with TestClient(application(str(tmp_path / "record.db")), base_url="http://127.0.0.1") as client:
        page = client.get(path).text
    assert '<a href="/add">Add articles</a>' in page
    assert "<h2 id=" not in page.partition("<main")[2] or path == "/search"


def test_a_search_in_vain_says_how_to_go_on(pages: TestClient) -> None:
    assert "No statement holds this word. Try another word." in pages.get("/search?q=zebra").text
    assert "with these filters. Try" in pages.get("/search?q=zebra+crates&manner=direct").text
