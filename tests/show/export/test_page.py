"""The page: self-contained, escaped, every statement linked to its characters and back."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.show.export.as_html import html
from onrecord.show.export.comparisons import comparison
from onrecord.show.export.desk import Desk
from onrecord.show.export.marks import paragraphs
from onrecord.show.export.page import Page
from onrecord.types import Article, Attribution, Capture, Origins, Reading, Span, Statement, StatementGroup

VOID = {"meta", "img", "link", "br", "hr", "input"}


class Tags(HTMLParser):
    """Collects tags, attributes and text, and checks that tags close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def rendered(page: Page) -> str:
    return html(page)


@pytest.fixture(scope="module")
def tags(rendered: str) -> Tags:
    return Tags(rendered)


def test_nothing_is_fetched_and_nothing_runs(rendered: str, tags: Tags) -> None:
    assert {tag for tag, _ in tags.tags} & {
        "script",
        "img",
        "iframe",
        "link",
        "object",
        "embed",
        "form",
        "base",
    } == set()
    assert not any(name.startswith("on") or name == "src" for _, attrs in tags.tags for name in attrs)
    policy = next(
        attrs["content"] for tag, attrs in tags.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert "default-src 'none'" in policy
    style = rendered[rendered.index("<style>") : rendered.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_only_web_addresses_become_links(tags: Tags) -> None:
    addresses = [attrs.get("href") or "" for tag, attrs in tags.tags if tag == "a" and "href" in attrs]
    assert {a for a in addresses if not a.startswith("#")} == {"https://herald.example/strait"}


def test_markup_in_articles_stays_text(rendered: str, tags: Tags) -> None:
    assert '<script>alert("boo")' not in rendered
    assert '<script>alert("boo")</script> he hoped.' in "".join(tags.text)
    assert '"><img src=x> Mirror' in tags.text


def test_every_anchor_that_is_linked_exists_once(tags: Tags) -> None:
    ids = Counter(attrs["id"] for _, attrs in tags.tags if "id" in attrs)
    assert set(ids.values()) == {1}
    linked = {
        (attrs.get("href") or "")[1:] for tag, attrs in tags.tags if (attrs.get("href") or "").startswith("#")
    }
    assert linked <= set(ids)
    assert {f"s{n}" for n in range(1, 15)} <= linked  # every statement leads to its characters
    assert {f"g{n}" for n in range(1, 15)} <= linked  # and back


def test_it_tells_what_the_record_holds(tags: Tags) -> None:
    text = " ".join("".join(tags.text).split())
    for part in (
        "4 articles from 4 outlets, 4–6 May 2031: 13 statements by 3 speakers, 4 of them in more than one article.",
        "≠ number",
        "≠ modality",
        "between 1 and 2 independent origins (one briefing, two translations)",
        "1 independent origin (both go back to Radio Tarn)",
        "asked: whether Velmara could mediate",
        "Unknown, because “presidential aides” names nobody:",
        "16 May 2031 still to come",
        "The year is not stated",
        "spokeswoman, prime minister",
        "from another outlet's report",
    ):
        assert part in text, part


def test_versions_show_differences_by_sign_as_well_as_colour(rendered: str) -> None:
    assert '<del title="left out">at the quay</del>' in rendered
    assert 'title="instead of: several hundred"' in rendered
    assert 'del::before{content:"["' in rendered
    assert 'ins::before{content:"+"' in rendered


def test_the_texts_are_there_to_the_last_character(page: Page, tags: Tags) -> None:
    text = "".join(tags.text)
    for reading in page.readings:
        for piece in re.split(r"\s*\n\s*", reading.article.text):
            bare = re.sub(r"\W", "", piece)
            assert re.sub(r"\d", "", bare) in re.sub(r"[\W\d]", "", text)


def test_without_a_record_every_statement_stands_alone(page: Page) -> None:
    text = " ".join("".join(Tags(html(Page("Bare", page.readings))).text).split())
    assert "13 statements by 3 speakers." in text
    assert "versions side by side" not in text


def test_an_article_without_outlet_is_called_by_its_label_in_a_reason_and_no_number_is_taken_for_it() -> None:
    def reading(id: str, outlet: str | None) -> Reading:
        article = Article(id, "It rains.", outlet=outlet, capture=Capture(f"news/{id}.txt"))
        return Reading(article, (Statement(f"s{id}", id, (), (), (Span(0, 9),)),), (Attribution(f"s{id}"),))

    why = ("100 carries text of The Post (100% of its words)", "what 1, 100 report comes through 10")
    group = StatementGroup("g", ("s1", "s100", "s10"), ("1", "100", "10"), origins=Origins(1, 2, why))
    desk = Desk.of(
        Page("", (reading("1", None), reading("100", None), reading("10", "The Post")), groups=(group,))
    )
    told = comparison(desk, group).why
    assert told[0] == "100.txt carries text of The Post (100% of its words)"
    assert told[1] == "what 1.txt, 100.txt report comes through 10"


def test_an_empty_page_is_a_page() -> None:
    assert "0 articles from 0 outlets" in html(Page("Nothing yet", ()))


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), SPANS)
def test_pieces_hold_every_character_however_statements_overlap(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in places]
    statements = tuple(Statement(f"s{k}", "a", (), (), (span,)) for k, span in enumerate(spans))
    reading = Reading(Article("a", text), statements, tuple(Attribution(s.id) for s in statements))
    numbers = {s.id: k for k, s in enumerate(statements, start=1)}
    found = paragraphs(reading, numbers)
    shown = "".join(piece.text for paragraph in found for piece in paragraph.pieces)
    assert "".join(shown.split()) == "".join(text.split())
    for number, span in enumerate(spans, start=1):
        marked = "".join(p.text for paragraph in found for p in paragraph.pieces if number in p.statements)
        assert "".join(marked.split()) == "".join(text[span.start : span.end].split())
        if marked.strip():
            pieces = [p for paragraph in found for p in paragraph.pieces]
            assert sum(number in p.starts for p in pieces) == 1
            assert sum(number in p.ends for p in pieces) == 1
