"""Web pages: the article's text, and what the page states of itself; nothing is guessed."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.read import articles
from onrecord.article.read.compose import Stated
from onrecord.article.read.html import read_html
from onrecord.errors import ArticleError
from onrecord.types import Article

FIRST = "The high court in Port Havel on Monday barred the trade minister from office for five years."
SECOND = "“I will appeal,” the minister, Lena Adeyo, told reporters outside the court, and left in a car."
LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Court bars minister",
    "datePublished": "2024-05-03T10:32:00Z",
    "dateModified": "2024-05-05T10:32:00Z",
    "publisher": {"@type": "Organization", "name": "The Harbour Post"},
    "mainEntityOfPage": {"@id": "https://harbourpost.example/world/court"},
}


def page(head: str = "", body: str = "", attributes: str = ' lang="en"') -> bytes:
    return (
        f"<!DOCTYPE html><html{attributes}><head>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Court bars minister from office</h1><p>{FIRST}</p><p>{SECOND}</p>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def read(data: bytes) -> Article:
    return read_html(data, "a.html", "a.html", Stated())


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_paragraphs_are_lines_and_nothing_else_is_text() -> None:
    article = read(page())
    assert FIRST in article.text.split("\n")
    assert SECOND in article.text.split("\n")
    assert "All rights" not in article.text
    assert article.headline == "Court bars minister from office"
    assert (article.language, article.capture.media_type) == ("en", "text/html")


def test_a_title_inside_the_text_is_not_read_twice() -> None:
    article = read(page())
    titles = [f.kind for f in article.furniture if article.slice(f.span) == article.headline]
    assert titles in ([], ["heading"])


@pytest.mark.parametrize(
    "value", [LD, [LD], {"@graph": [{"@type": "WebSite", "name": "x"}, LD]}, {**LD, "@type": ["NewsArticle"]}]
)
def test_schema_org_in_the_page(value: object) -> None:
    article = read(page(ld(value)))
    assert (article.headline, article.outlet) == ("Court bars minister", "The Harbour Post")
    assert (article.published, article.published_at) == (
        date(2024, 5, 3),
        datetime(2024, 5, 3, 10, 32, tzinfo=UTC),
    )
    assert article.id == article.url == "https://harbourpost.example/world/court"


def test_meta_tags_where_there_is_no_schema() -> None:
    head = (
        '<meta property="og:title" content="Court bars minister | The Harbour Post">'
        '<meta property="og:site_name" content="The Harbour Post">'
        '<meta property="article:published_time" content="2024-05-03T23:30:00+02:00">'
        '<link rel="canonical" href="https://harbourpost.example/world/court?utm_source=feed">'
    )
    article = read(
        page(head + ld({"@type": "Organization"}) + '<script type="application/ld+json">{broken</script>')
    )
    assert (article.headline, article.outlet) == ("Court bars minister", "The Harbour Post")
    assert article.published == date(2024, 5, 3)
    assert article.id == "https://harbourpost.example/world/court"


def test_no_date_and_no_outlet_are_guessed() -> None:
    article = read(
        page(body="<p>It was founded on 1 January 2001, said Reuters.</p><p>Updated 4 May 2024</p>")
    )
    assert (article.published, article.outlet, article.url) == (None, None, None)
    assert article.id.startswith("a")


def test_a_sites_front_door_is_no_articles_address() -> None:
    head = '<link rel="canonical" href="https://harbourpost.example/"><meta property="og:url" content="/world/court">'
    assert read(page(head)).url is None


def test_furniture_in_a_pages_text() -> None:
    article = read(
        page(
            body="<p>Also read: Builder paid for minister's house</p><p>The builder denies that he paid.</p>"
        )
    )
    assert ("related", "Also read: Builder paid for minister's house") in [
        (f.kind, article.slice(f.span)) for f in article.furniture
    ]


def test_text_that_only_the_schema_carries() -> None:
    body = f"{FIRST}\n\n{SECOND}\n\n{FIRST}\n\n{SECOND}"
    data = f"<html><head>{ld({**LD, 'articleBody': body})}</head><body><div id='app'></div></body></html>".encode()
    assert read(data).text == body


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", "windows-1252", "nonsense"])
def test_the_declared_encoding_counts_where_it_holds(label: str) -> None:
    text = page(f'<meta charset="{label}">').decode()
    real = {"utf-8": "utf-8", "nonsense": "utf-8"}.get(label, "cp1252")
    assert SECOND in read(text.encode(real)).text


def test_an_xml_declaration_is_no_obstacle() -> None:
    assert FIRST in read(b'<?xml version="1.0" encoding="utf-8"?>' + page()).text


def test_a_saved_page_by_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.HTM").write_bytes(page())
    (article,) = articles([tmp_path / "a.HTM"])
    assert isinstance(article, Article)
    assert article.capture.path == str(tmp_path / "a.HTM")


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 20_000,
        b"<a " * 5_000,
        b"<!--" * 1000,
        b"<html><body>\x00\x01\x02" * 50,
        b"<?xml?>",
        b"<p>&#xD800;&#0;</p>",
    ],
)
def test_hostile_markup_costs_only_itself(data: bytes) -> None:
    try:
        article = read(data)
    except ArticleError:
        return
    article.text.encode("utf-8")


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<article>",
                "<script type='ld+json'>",
                "[",
                "{",
                "<h1>",
                "text. ",
                "\n",
                "<",
                "&",
                "“",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_gives_an_article_or_an_error_of_ours(pieces: list[str]) -> None:
    try:
        article = read("".join(pieces).encode())
    except ArticleError:
        return
    assert article.text.strip()
