"""Paths, folders and standard input, with all that can be wrong with them."""

import gzip
import io
import json
import os
import socket
from datetime import date
from pathlib import Path

import pytest

from onrecord.article.read import Stated, article_from_text, articles
from onrecord.article.read.limits import Limits
from onrecord.errors import ArticleError, BrokenArticle, EmptyArticle
from onrecord.types import Article, Rejected

NOTHING = Stated()
COPY = "The court ruled on Monday.\n\nThe minister will appeal.\n"


def read(
    *paths: Path | str, stdin: bytes | None = None, stated: Stated = NOTHING
) -> list[Article | Rejected]:
    return list(articles(paths, stated, io.BytesIO(stdin) if stdin is not None else None))


def one(*paths: Path | str, stdin: bytes | None = None) -> Article:
    (found,) = read(*paths, stdin=stdin)
    assert isinstance(found, Article), found
    return found


def refused(*paths: Path | str, stdin: bytes | None = None) -> str:
    (found,) = read(*paths, stdin=stdin)
    assert isinstance(found, Rejected), found
    return f"{found.where}: {found.reason}"


def test_a_text_file_is_its_own_text(tmp_path: Path) -> None:
    path = tmp_path / "a.TXT"
    path.write_bytes(COPY.replace("\n", "\r\n").encode("cp1252"))
    article = one(path)
    assert article.text == COPY.replace("\n", "\r\n")
    assert (article.capture.path, article.capture.line, article.capture.media_type) == (
        str(path),
        None,
        "text/plain",
    )
    assert (article.outlet, article.headline, article.published, article.language) == (None, None, None, None)


def test_what_the_user_states_fills_what_the_file_leaves_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Court rules\n\n26 August 2021\n\n{COPY}")
    (article,) = read(path, stated=Stated("The Harbour Post", date(2021, 8, 27), "en"))
    assert isinstance(article, Article)
    assert (article.outlet, article.published, article.language) == (
        "The Harbour Post",
        date(2021, 8, 27),
        "en",
    )
    assert article.published_span is None
    assert article.id != one(path).id


def test_a_folder_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "a.md", "b/c.txt", ".hidden.txt", ".git/x.txt", "photo.jpg", "README"):
        (tmp_path / name).write_text(COPY)
    passed: list[Rejected] = []
    found = list(articles([tmp_path], passed_over=passed.append))
    assert [Path(a.capture.path or "").name for a in found if isinstance(a, Article)] == [
        "a.md",
        "c.txt",
        "z.txt",
    ]
    assert len(found) == 3
    assert [Path(p.where).name for p in passed] == ["README", "photo.jpg"]


def test_documents_in_a_folder_are_named_because_they_may_hold_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(COPY)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    found = read(tmp_path)
    assert [type(a) for a in found] == [Article, Rejected]
    assert "the suffix .pdf" in found[1].reason  # type: ignore[union-attr]


def test_folders_without_articles(tmp_path: Path) -> None:
    assert "a folder without articles" in refused(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(b"x")
    assert "a folder without articles" in refused(tmp_path)


def test_loops_of_links_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(COPY)
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "in")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = read(tmp_path)
    assert [type(a).__name__ for a in found] == [
        "Article",
        "Rejected",
    ]  # the link to itself cannot be followed


def test_a_dangling_link_and_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert "no such file" in refused(tmp_path)
    assert "no such file" in refused(tmp_path / "missing.txt")
    assert "found" in refused("null\0byte.txt")
    assert "too long" in refused("x" * 5000 + ".txt")


def test_pipes_and_sockets_do_not_hold_us_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe, socket or device" in refused(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert [type(a) for a in read(tmp_path)] == [Rejected, Rejected]
    with socket.socket(socket.AF_UNIX) as server:
        place = tmp_path / "s.txt"
        server.bind(os.path.relpath(place))
        assert "a pipe, socket or device" in refused(place)
    assert "a pipe, socket or device" in refused("/dev/zero")


def test_an_error_of_the_system_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(COPY)

    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", deny)
    assert (
        refused(path)
        == f"{path}: found nothing to read (permission denied), expected a file or folder that can be read"
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "an empty file"),
        ("a.txt", b" \n\t\r\n ", "no text"),
        ("a.txt", b"%PDF-1.4", "a PDF document"),
        ("a.txt", bytes(range(256)) * 10, "binary data"),
        ("a.md", b"", "an empty file"),
        ("a.html", b"", "an empty file"),
        ("a.html", b" \n", "an empty page"),
        ("a.jsonl", b"", "an empty file"),
        ("a.jsonl", b" \n\n", "an empty file"),
        ("a.html", b"<html></html>", "found"),
        ("a.html", bytes(range(256)) * 10, "found"),
        ("a.pdf", b"%PDF-1.4", "the suffix .pdf"),
        ("a.jsonl.gz", b"no gzip", "damaged gzip data"),
        ("a.docx", b"PK", "the suffix .docx"),
        ("noSuffix", b"\0\1\2\3" * 9, "binary data"),
    ],
)
def test_bad_files_say_what_they_are(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert reason in refused(tmp_path / name)


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.article.read.LIMITS", Limits(file_bytes=50))
    (tmp_path / "a.txt").write_text(COPY * 3)
    assert "over 50 bytes" in refused(tmp_path / "a.txt")
    assert "over 50 bytes" in refused("-", stdin=COPY.encode() * 3)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0\1\2")
    (tmp_path / "b.txt").write_text(COPY)
    assert [type(a) for a in read(tmp_path / "a.txt", tmp_path / "none.txt", tmp_path / "b.txt")] == [
        Rejected,
        Rejected,
        Article,
    ]


def test_names_that_are_no_text_can_still_be_shown(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(COPY)
    article = one(path)
    assert article.capture.path is not None
    assert article.capture.path.endswith("caf\\xe9.txt")


def test_json_lines_by_suffix(tmp_path: Path) -> None:
    body = b"".join(json.dumps({"id": str(i), "text": COPY}).encode() + b"\n" for i in range(3))
    (tmp_path / "a.jsonl").write_bytes(body)
    (tmp_path / "b.JSONL.GZ").write_bytes(gzip.compress(body))
    assert [a.id for a in read(tmp_path) if isinstance(a, Article)] == ["0", "1", "2", "0", "1", "2"]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (COPY.encode(), "text/plain"),
        (b'"Quoted," she said.', "text/plain"),
        (b"{curly} text", "text/plain"),
        (json.dumps({"text": COPY}).encode(), "application/x-ndjson"),
        (b"\xef\xbb\xbf  \n" + json.dumps({"text": COPY}).encode(), "application/x-ndjson"),
        (gzip.compress(json.dumps({"text": COPY}).encode()), "application/x-ndjson"),
        (
            b"<!DOCTYPE html><html><body><article><p>"
            + b"The court of Port Havel ruled on Monday. " * 9
            + b"</p></article></body></html>",
            "text/html",
        ),
    ],
)
def test_standard_input_tells_its_format(data: bytes, media_type: str) -> None:
    article = one("-", stdin=data)
    assert (article.capture.media_type, article.capture.path) == (media_type, None)


def test_standard_input_can_be_empty_or_bad() -> None:
    assert "standard input: found nothing" in refused("-", stdin=b"")
    assert "standard input:1: found broken JSON" in refused("-", stdin=b'{"text": ')
    assert "standard input: found a PDF document" in refused("-", stdin=b"%PDF-1.7 " + b"x" * 100)


def test_articles_from_python() -> None:
    article = article_from_text(
        COPY, title="Court rules", outlet="The Harbour Post", published=date(2024, 5, 3), id="7"
    )
    assert (article.id, article.headline, article.outlet, article.published) == (
        "7",
        "Court rules",
        "The Harbour Post",
        date(2024, 5, 3),
    )
    assert article_from_text(COPY, url="https://harbourpost.example/a").id == "https://harbourpost.example/a"
    with pytest.raises(EmptyArticle):
        article_from_text(" ")
    with pytest.raises(BrokenArticle, match="03/04/2024"):
        article_from_text(COPY, published="03/04/2024")
    with pytest.raises(ArticleError):
        article_from_text("a" * 6_000_000)


def test_the_seeds(shared: Path) -> None:
    found = [a for a in articles([shared / "seeds"]) if isinstance(a, Article)]
    assert len(found) == 5
    kinds = [[f.kind for f in a.furniture] for a in found]
    assert kinds == [
        ["dateline"],
        ["related"] * 3,
        ["headline", "date", "heading", "credit", "caption", "credit"],
        ["headline"],
        ["navigation", "headline", "caption", "heading", "navigation", "navigation", "share", "navigation"],
    ]
    assert [a.published for a in found] == [None, None, date(2021, 8, 26), None, None]
    assert [(c.relation, c.name) for a in found for c in a.credits if c.relation != "photo"] == [
        ("based_on", "TASS")
    ]
    assert found[0].dateline is not None
    assert (found[0].dateline.place, found[0].dateline.agency) == ("Moscow", "INTERFAX")
