"""JSON lines: what each key means, and what a bad line costs (itself, and nothing else)."""

import gzip
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.read import Stated, byte_lines, jsonl
from onrecord.article.read.byte_lines import chunks, gunzipped, lines
from onrecord.article.read.jsonl import read_jsonl
from onrecord.article.read.limits import Limits
from onrecord.types import Article, Rejected

NOTHING = Stated()
GOOD = {"id": "7", "title": "Court bars minister", "text": "The court ruled on Monday."}


def read(*objects: object, stated: Stated = NOTHING) -> list[Article | Rejected]:
    data = b"\n".join(o if isinstance(o, bytes) else json.dumps(o).encode() for o in objects)
    return list(read_jsonl(iter([data]), "wire.jsonl", "wire.jsonl", stated))


def only(value: object, stated: Stated = NOTHING) -> Article:
    (article,) = read(value, stated=stated)
    assert isinstance(article, Article), article
    return article


def test_the_keys_of_the_contract() -> None:
    article = only(
        {
            "id": "7",
            "url": "https://harbourpost.example/a?utm_source=x",
            "title": "Court bars  minister",
            "text": "The court ruled.\nShe will appeal.",
            "published": "2024-05-03T10:32:00Z",
            "outlet": "The Harbour Post",
            "language": "en",
        }
    )
    assert (article.id, article.url) == ("7", "https://harbourpost.example/a?utm_source=x")
    assert (article.headline, article.text) == ("Court bars minister", "The court ruled.\nShe will appeal.")
    assert (article.published, article.published_at) == (
        date(2024, 5, 3),
        datetime(2024, 5, 3, 10, 32, tzinfo=UTC),
    )
    assert (article.outlet, article.language) == ("The Harbour Post", "en")
    assert (article.capture.path, article.capture.line) == ("wire.jsonl", 1)
    assert article.furniture == ()


def test_schema_org_means_the_same() -> None:
    article = only(
        {
            "@type": "NewsArticle",
            "url": "https://harbourpost.example/a#top",
            "headline": "Court bars minister",
            "articleBody": "The court ruled.",
            "datePublished": "2024-05-03",
            "publisher": {"@type": "Organization", "name": "The Harbour Post"},
            "inLanguage": "en",
            "author": [{"name": "Lena Quill"}],
        }
    )
    assert article.id == "https://harbourpost.example/a"
    assert (article.headline, article.text) == ("Court bars minister", "The court ruled.")
    assert (article.published, article.published_at) == (date(2024, 5, 3), None)
    assert (article.outlet, article.language) == ("The Harbour Post", "en")


def test_absent_null_and_blank_are_the_same_and_the_user_fills_them() -> None:
    stated = Stated("The Harbour Post", date(2024, 5, 3), "en")
    for empty in ({}, {"outlet": None, "date": "", "language": " "}):
        article = only({**GOOD, **empty}, stated)
        assert (article.outlet, article.published, article.language) == (
            "The Harbour Post",
            date(2024, 5, 3),
            "en",
        )
    article = only({**GOOD, "outlet": "Sarmany Today", "date": "2024-05-01"}, stated)
    assert (article.outlet, article.published) == ("Sarmany Today", date(2024, 5, 1))
    assert only({**GOOD, "id": 12}).id == "12"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "cut off', "broken JSON at column"),
        (b"{'text': 'single quotes'}", "broken JSON at column 2"),
        (b'{"text": "a"} {"text": "b"}', "broken JSON at column 15"),
        (b"[1, 2]", "a JSON list"),
        (b'"text"', "a JSON string"),
        (b"null", "a JSON null"),
        (b"{}", "without 'text'"),
        (b'{"title": "only"}', "without 'text'"),
        (b'{"text": ""}', "without 'text'"),
        (b'{"text": 7}', "a number under 'text'"),
        (b'{"text": ["a"]}', "a list under 'text'"),
        (b'{"text": "a", "title": {"x": 1}}', "a JSON object under 'title'"),
        (b'{"text": "a", "outlet": 3}', "a number under 'outlet'"),
        (b'{"text": "a", "published": 1630000000}', "a number under 'published'"),
        (b'{"text": "a", "published": true}', "a boolean under 'published'"),
        (b'{"text": "a", "date": "03/04/2024"}', "'03/04/2024' under 'date'"),
        (b'{"text": "a", "id": false}', "a boolean under 'id'"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "JSON that cannot be read"),
        (b'{"text": "a", "n": ' + b"[" * 100_000, "nested too deep"),
        (b'{"text": "\\u200b \\n"}', "no text"),
        (b"\xff\xfe\x00\x01 {", "found"),
    ],
)
def test_a_bad_line_names_itself_and_the_others_go_on(line: bytes, reason: str) -> None:
    before, bad, after = read(GOOD, line, {**GOOD, "id": "8"})
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert after.capture.line == 3
    assert isinstance(bad, Rejected)
    assert bad.where == "wire.jsonl:2"
    assert reason in bad.reason


def test_brackets_inside_strings_are_no_depth() -> None:
    assert only({**GOOD, "text": "[" * 500 + "{" * 500}).text.startswith("[[[")


def test_lone_surrogates_and_nul_keep_the_offsets() -> None:
    article = only(b'{"text": "a\\ud800b\\u0000c d"}')
    assert article.text == "a\ufffdb\ufffdc d"


def test_blank_lines_byte_marks_and_line_ends() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n  \r\n" + json.dumps(GOOD).encode()
    found = list(read_jsonl(iter([data]), "w", None, Stated()))
    assert [a.capture.line for a in found if isinstance(a, Article)] == [1, 4]


def test_utf16_streams() -> None:
    data = (json.dumps(GOOD, ensure_ascii=False) + "\r\n").encode("utf-16") * 1
    pieces = (data[i : i + 7] for i in range(0, len(data), 7))
    (article,) = read_jsonl(pieces, "w", None, Stated())
    assert isinstance(article, Article)


def test_articles_come_before_the_stream_ends() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield json.dumps(GOOD).encode() + b"\n"

    stream = read_jsonl(endless(), "w", None, Stated())
    assert [type(next(stream)) for _ in range(3)] == [Article] * 3


def test_an_overlong_line_is_skipped_in_small_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_lines, "LIMITS", Limits(line_bytes=100))
    pieces = iter([b"a" * 60, b"a" * 60, b"a" * 500, b"\nshort\n", b"b" * 200])
    found = list(lines(pieces, "w"))
    assert [n for n, _ in found] == [1, 2, 3]
    assert found[1] == (2, b"short")
    assert "overlong line" in str(found[0][1])
    assert "w:3" in str(found[2][1])


def test_too_much_text_is_one_rejected_line(monkeypatch: pytest.MonkeyPatch) -> None:
    compose = sys.modules["onrecord.article.read.compose"]  # the module: its function bears the same name
    monkeypatch.setattr(compose, "LIMITS", Limits(text_chars=50, field_chars=20))
    long_text, long_title, good = read({"text": "a b " * 20}, {"text": "a", "title": "t" * 21}, {"text": "a"})
    assert isinstance(long_text, Rejected)
    assert "80 characters of text" in long_text.reason
    assert isinstance(long_title, Rejected)
    assert "characters of headline" in long_title.reason
    assert isinstance(good, Article)


def test_the_depth_limit_is_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LIMITS", Limits(json_depth=3))
    deep, flat = read(b'{"text": "a", "x": [[[1]]]}', b'{"text": "a", "x": [[1], [2], [3], [4]]}')
    assert isinstance(deep, Rejected)
    assert isinstance(flat, Article)


def test_gzip_members_padding_and_pieces() -> None:
    data = gzip.compress(b"one\ntwo") + gzip.compress(b"\nthree\n") + b"\0" * 20
    for size in (1, 7, 1000):
        pieces = (data[i : i + size] for i in range(0, len(data), size))
        assert b"".join(gunzipped(pieces, "w")) == b"one\ntwo\nthree\n"


def test_a_gzip_that_ends_early_gives_what_was_sound_and_says_so() -> None:
    body = b"".join(json.dumps({**GOOD, "id": str(i)}).encode() + b"\n" for i in range(400))
    data = gzip.compress(body)[:-200]
    found = list(read_jsonl(gunzipped(iter([data]), "w.gz"), "w.gz", None, Stated()))
    assert len(found) > 100
    assert isinstance(found[-1], Rejected)
    assert "ends early" in found[-1].reason
    damaged = list(read_jsonl(gunzipped(iter([b"\x1f\x8b\x08 nonsense"]), "w.gz"), "w.gz", None, Stated()))
    assert [type(x) for x in damaged] == [Rejected]


def test_a_gzip_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_lines, "LIMITS", Limits(gzip_free_bytes=1_000_000, gzip_ratio=100))
    bomb = gzip.compress(b"0" * 5_000_000)
    (found,) = read_jsonl(gunzipped(iter([bomb]), "w.gz"), "w.gz", None, Stated())
    assert isinstance(found, Rejected)
    assert "unpacks to over" in found.reason


@settings(deadline=None)
@given(st.binary(max_size=500))
def test_any_bytes_give_articles_or_rejections(data: bytes) -> None:
    for stream in (
        iter([data]),
        gunzipped(iter([data]), "w"),
        gunzipped(iter([gzip.compress(data)[:-3]]), "w"),
    ):
        assert all(isinstance(a, Article | Rejected) for a in read_jsonl(stream, "w", None, Stated()))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "url", "title", "text", "published", "date", "outlet", "language", "publisher", "headline"]
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_any_json_object_gives_an_article_or_a_rejection(value: dict[str, object]) -> None:
    (found,) = read(value)
    assert isinstance(found, Article | Rejected)
    if isinstance(found, Article):
        assert isinstance(value.get("text"), str)


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(1, 50))
def test_lines_are_those_of_the_whole(data: bytes, size: int) -> None:
    pieces = chunks(io.BytesIO(data))
    cut = (p[i : i + size] for p in pieces for i in range(0, len(p), size))
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return
    expected = data.split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    assert [line for _, line in lines(cut, "w")] == expected
