"""Articles in: files, folders and standard input → `Article`, one at a time.

    sources     paths → files            byte_lines   streams → lines, gzip
    plain, markdown, html, jsonl         one file per format
    encoding    bytes → text             identity     the article's id
    layout      headline, dateline, credits and other furniture, found in the text
    masthead    the outlet and its day, where a line above the copy names them
    compose     what the file says + what the user states + what the layout tells

One bad article comes out as `Rejected`, with the reason, and the others go on.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from onrecord.article.read.byte_lines import GZIP_MARK, chunks, gunzipped
from onrecord.article.read.compose import Facts, Stated, compose
from onrecord.article.read.days import stated_moment
from onrecord.article.read.jsonl import read_jsonl
from onrecord.article.read.limits import LIMITS
from onrecord.article.read.markdown import read_markdown
from onrecord.article.read.plain import read_plain
from onrecord.article.read.sources import (
    Source,
    open_regular,
    read_bytes,
    rejected,
    shown,
    sources,
    unreadable,
)
from onrecord.errors import ArticleError, BrokenArticle, EmptyArticle, TooLarge
from onrecord.types import Article, Capture, Rejected

__all__ = ["Stated", "article_from_text", "articles"]

_PAGE_OPENS = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<article", b"<!--")


def articles(
    paths: Iterable[str | Path],
    stated: Stated = Stated(),  # noqa: B008  (frozen)
    stdin: BinaryIO | None = None,
    passed_over: Callable[[Rejected], object] = lambda _: None,
) -> Iterator[Article | Rejected]:
    """The articles behind `paths`, in order, each as soon as it is read; "-" is standard input.

    A folder is read with all that lies in it; `passed_over` is told of its files that are no
    articles (pictures and the like). What cannot be read comes as `Rejected`. Never raises.

    >>> [type(a).__name__ for a in articles(["no such file.txt"])]
    ['Rejected']
    """
    for given in [paths] if isinstance(paths, str | Path) else paths:
        if str(given) == "-":
            yield from _guarded(_from_stdin(stdin or sys.stdin.buffer, stated), Path("-"))
            continue
        for source in sources(Path(given), passed_over):
            if isinstance(source, Rejected):
                yield source
            else:
                yield from _guarded(_from_file(source, stated), source.path)


def article_from_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: date | datetime | str | None = None,
    language: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Article:
    """The article whose text is `text`; raises `ArticleError` where that cannot be one.

    >>> article = article_from_text("Court rules\\n\\nThe court ruled on Monday.", published="2021-08-26")
    >>> article.published, article.furniture[0].kind
    (datetime.date(2021, 8, 26), 'headline')
    """
    where = id or url or "text"
    day: date | None
    at: datetime | None = None
    if isinstance(published, datetime):
        day, at = published.date(), published
    elif isinstance(published, str):
        moment = stated_moment(published)
        if moment is None:
            raise BrokenArticle(where, f"the date {published[:40]!r}", "a date such as 2021-08-26")
        day, at = moment
    else:
        day = published
    facts = Facts(id, url, outlet, title, language, day, at)
    return compose(text, facts, Stated(), Capture(), where)


def _read_html(data: bytes, where: str, path: str | None, stated: Stated) -> Article:
    # Loaded when the first page comes: the libraries behind it take longer to load than most folders to read.
    from onrecord.article.read.html import read_html  # noqa: PLC0415

    return read_html(data, where, path, stated)


_WHOLE = {"plain": read_plain, "markdown": read_markdown, "html": _read_html}


def _guarded(found: Iterator[Article | Rejected], path: Path) -> Iterator[Article | Rejected]:
    try:
        yield from found
    except ArticleError as error:
        yield rejected(error)
    except OSError as error:
        yield rejected(unreadable(path, error))


def _from_file(source: Source, stated: Stated) -> Iterator[Article | Rejected]:
    where = shown(source.path)
    if source.format in _WHOLE:
        yield _WHOLE[source.format](read_bytes(source.path, LIMITS.file_bytes), where, where, stated)
        return
    with os.fdopen(open_regular(source.path), "rb") as file:
        if source.format:
            yield from _json_lines(file, source.format == "jsonl.gz", where, where, stated)
        else:
            yield from _sniffed(file, where, where, stated)


def _from_stdin(stdin: BinaryIO, stated: Stated) -> Iterator[Article | Rejected]:
    yield from _sniffed(stdin, "standard input", None, stated)


def _sniffed(file: BinaryIO, where: str, path: str | None, stated: Stated) -> Iterator[Article | Rejected]:
    """Read what names no format: JSON lines (gzipped too), a page, or else text."""
    pieces = chunks(file)
    start = next(pieces, b"")
    if not start:
        raise EmptyArticle(where, "nothing", "an article")
    while len(start.strip()) < 16 and (more := next(pieces, b"")):
        start += more
    stream = _again(start, pieces)
    opens = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").lower()
    if start.startswith(GZIP_MARK):
        yield from read_jsonl(gunzipped(stream, where), where, path, stated)
    elif opens.startswith(b"{") and opens[1:].replace(b"\0", b"").lstrip(b" \t\r\n")[:1] in (b'"', b"}", b""):
        yield from read_jsonl(stream, where, path, stated)
    else:
        data = io.BytesIO()
        for piece in stream:
            data.write(piece)
            if data.tell() > LIMITS.file_bytes:
                raise TooLarge(where, f"over {LIMITS.file_bytes:,} bytes", "a single article")
        reader = _read_html if opens.startswith(_PAGE_OPENS) else read_plain
        yield reader(data.getvalue(), where, path, stated)


def _again(start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield start
    yield from rest


def _json_lines(
    file: BinaryIO, packed: bool, where: str, path: str | None, stated: Stated
) -> Iterator[Article | Rejected]:
    pieces = chunks(file)
    yield from read_jsonl(gunzipped(pieces, where) if packed else pieces, where, path, stated)
