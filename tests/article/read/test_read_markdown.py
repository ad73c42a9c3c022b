"""Markdown: the text stays the file, its markup is marked."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.read.compose import Stated
from onrecord.article.read.markdown import read_markdown
from onrecord.errors import ArticleError, BrokenArticle
from onrecord.types import Article

FIRST = "The high court in Port Havel on Monday barred the trade minister from office for five years."
SECOND = "The minister, who denies any wrongdoing, will appeal against the ruling, her lawyer Jonas Ilm said."


def read(text: str) -> Article:
    article = read_markdown(text.encode(), "a.md", "a.md", Stated())
    assert article.text == text
    return article


def marked(article: Article) -> list[tuple[str, str]]:
    return [(f.kind, article.slice(f.span)) for f in article.furniture]


def test_headings_by_their_marks() -> None:
    article = read(f"# Court bars minister\n\n{FIRST}\n\n## “We will appeal”\n\n{SECOND}\n")
    assert marked(article) == [("headline", "# Court bars minister"), ("heading", "## “We will appeal”")]


def test_underlined_headings_and_rules() -> None:
    article = read(f"Court bars minister\n===\n\n{FIRST}\n\nWhat next\n---\n\n{SECOND}\n\n* * *\n")
    assert [k for k, _ in marked(article)] == [
        "headline",
        "navigation",
        "heading",
        "navigation",
        "navigation",
    ]


def test_a_title_without_mark_is_found_as_in_plain_text() -> None:
    assert marked(read(f"**Court bars minister**\n\n{FIRST}\n"))[0][0] == "headline"


def test_lines_of_links_and_pictures() -> None:
    article = read(
        f"# Court bars minister\n\n![The court](court.jpg)\n\n{FIRST}\n\n[Home](/) | [World](/world)\n\n"
        f"**Also read:** [Builder paid](/b)\n\n[Read more: Five things](/five)\n\n{SECOND}\n"
    )
    assert [k for k, _ in marked(article)] == ["headline", "caption", "navigation", "related", "related"]


def test_links_and_emphasis_inside_copy_stay_copy() -> None:
    article = read(
        f"# Court bars minister\n\n**KABUL (Reuters)** — The [court](/c) *barred* her, [Adeyo](/a) said.\n\n{SECOND}\n"
    )
    assert [k for k, _ in marked(article)] == ["headline", "dateline"]
    assert article.dateline is not None
    assert article.slice(article.dateline.span).endswith("— ")
    assert article.dateline.agency == "Reuters"


def test_front_matter_is_metadata() -> None:
    front = '---\ntitle: "Court bars minister"\ndate: 2024-05-03\noutlet: The Harbour Post\nlang: en\ntags: [a, b]\n---\n'
    article = read(f"{front}\n{FIRST}\n\n{SECOND}\n")
    assert (article.headline, article.published) == ("Court bars minister", date(2024, 5, 3))
    assert (article.outlet, article.language) == ("The Harbour Post", "en")
    assert [k for k, _ in marked(article)] == ["navigation"]
    assert marked(article)[0][1].strip() == front.strip()


def test_a_bad_date_in_the_front_matter_is_named() -> None:
    with pytest.raises(BrokenArticle, match="someday"):
        read(f"---\ndate: someday\n---\n{FIRST}")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert marked(read(f"---\n{FIRST}\n---\n{SECOND}"))[0][1] == "---"


PIECES = [
    "# ",
    "## T",
    "---\n",
    "===\n",
    "[a](b)",
    "![",
    "](",
    "**",
    "_",
    "> ",
    "\n",
    "\r\n",
    "\n\n",
    "a: b",
    "Copy, he said. ",
    " ",
    "- ",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_markup_keeps_text_and_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        article = read_markdown(text.encode(), "a.md", None, Stated())
    except ArticleError:
        return
    assert article.text == text
    end = 0
    for furniture in article.furniture:
        assert end <= furniture.span.start < furniture.span.end <= len(text)
        end = furniture.span.end


@pytest.mark.parametrize(
    "unit", ["[", "![a](", "**", "# ", "---\n", "a: b\n", "_a", "> ", "[a](b)", "- [", "a\n-"]
)
def test_repeated_markup_is_read_in_reasonable_time(unit: str) -> None:
    text = "---\n" + unit * 20_000
    assert read_markdown(text.encode(), "a.md", None, Stated()).text == text
