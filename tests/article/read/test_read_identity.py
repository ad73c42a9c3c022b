"""An article's id: given, or its canonical address, or a hash of outlet and text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.read.identity import article_id, canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://News.Example/World/A", "https://news.example/World/A"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=z", "https://news.example/a?id=7"),
        ("https://news.example", "https://news.example/"),
        ("http://[broken", "http://[broken"),
        ("tag:news.example,2024:7", "tag:news.example,2024:7"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_the_given_id_comes_first_then_the_address() -> None:
    assert article_id("7", "https://news.example/a", None, "text") == "7"
    assert article_id(None, "https://news.example/a#x", None, "text") == "https://news.example/a"


def test_the_hash_depends_on_outlet_and_text_only() -> None:
    one = article_id(None, None, "The Harbour Post", "The court ruled.")
    assert one == article_id(None, None, "The Harbour Post", "The court ruled.")
    assert one != article_id(None, None, "Sarmany Today", "The court ruled.")
    assert one != article_id(None, None, "The Harbour Post", "The court ruled!")
    assert one.startswith("a")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_canonical_is_stable(url: str) -> None:
    assert canonical_url(canonical_url(url)) == canonical_url(url)
