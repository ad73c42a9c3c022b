"""JSON lines: one article a line, read as they come, plain or gzipped.

Keys: `id`, `url`, `title`, `text`, `published` or `date`, `outlet`, `language`; schema.org's
`headline`, `articleBody`, `datePublished`, `publisher` and `inLanguage` mean the same. A line that
is wrong costs that line only, and names its number and key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.article.read.byte_lines import lines
from onrecord.article.read.compose import Facts, Stated, compose
from onrecord.article.read.days import stated_moment
from onrecord.article.read.encoding import decode
from onrecord.article.read.limits import LIMITS
from onrecord.errors import ArticleError, BrokenArticle, EmptyArticle, NotText, TooLarge
from onrecord.types import Article, Capture, Rejected

# What each fact may be called, in the order in which the names are tried.
_KEYS = {
    "id": ("id",),
    "url": ("url", "link"),
    "headline": ("title", "headline"),
    "text": ("text", "articleBody", "body"),
    "published": ("published", "date", "datePublished"),
    "outlet": ("outlet", "publisher"),
    "language": ("language", "inLanguage"),
}
_NAMED = ("outlet", "language")  # may be {"name": …} too
_STRUCTURE = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]')


def read_jsonl(
    pieces: Iterator[bytes], where: str, path: str | None, stated: Stated
) -> Iterator[Article | Rejected]:
    """The articles in a stream of JSON lines, each as soon as its line has come.

    >>> [a.text for a in read_jsonl(iter([b'{"text": "The court ruled."}']), "a.jsonl", None, Stated())]
    ['The court ruled.']
    """
    filled = False
    try:
        for number, line in lines(pieces, where):
            try:
                if isinstance(line, TooLarge):
                    filled = True
                    raise line
                if not line.strip():
                    continue
                if not filled:
                    filled = True
                    _is_lines(line, where)
                at = f"{where}:{number}"
                yield _article(line, at, Capture(path, number, "application/x-ndjson"), stated)
            except _NotLines:
                raise
            except ArticleError as error:
                yield Rejected(error.where, f"found {error.found}, expected {error.expected}")
        if not filled:
            raise EmptyArticle(where, "an empty file", "one JSON object a line")
    except ArticleError as error:  # the stream itself is damaged, or none of ours
        yield Rejected(error.where, f"found {error.found}, expected {error.expected}")


def name_of(value: object) -> str | None:
    """A name given as a string, as `{"name": …}`, or as a list that begins with one.

    >>> name_of([{"@type": "Organization", "name": "The Harbour Post"}])
    'The Harbour Post'
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


class _NotLines(BrokenArticle):
    """The whole file is something else: said once, not for each of its lines."""


def _is_lines(first: bytes, where: str) -> None:
    """Raise where the first line that is not blank shows that this is no file of JSON lines."""
    opens = first.strip()
    if opens == b"{":
        raise _NotLines(where, "a JSON object over many lines", "one whole JSON object a line")
    if opens == b"[" or (opens.startswith(b"[{") and opens.endswith((b"{", b","))):
        raise _NotLines(
            where, "a JSON list over many lines", "one JSON object a line, without brackets around"
        )
    if not opens.startswith((b"{", b"[")):
        try:
            decode(first, where)
        except NotText as error:
            raise _NotLines(where, error.found, "one JSON object a line") from None


def _article(line: bytes, where: str, capture: Capture, stated: Stated) -> Article:
    data = _parsed(line, where)
    if not isinstance(data, dict):
        raise BrokenArticle(where, f"a JSON {_json_type(data)}", "a JSON object with the key 'text'")
    if isinstance(data.get("id"), int) and not isinstance(data["id"], bool):
        data["id"] = str(data["id"])
    values = {fact: _value(data, fact, where) for fact in _KEYS}
    key, text = values.pop("text") or (None, None)
    if key is None or text is None:
        raise BrokenArticle(
            where, "an object without 'text'", "the article's text under 'text' or 'articleBody'"
        )
    dated = values.pop("published")
    moment = stated_moment(dated[1]) if dated else None
    if dated and moment is None:
        raise BrokenArticle(
            where, f"{dated[1][:40]!r} under {dated[0]!r}", "an ISO date such as '2021-08-26'"
        )
    day, at = moment or (None, None)
    facts = Facts(
        **{fact: found[1] if found else None for fact, found in values.items()},
        published=day,
        published_at=at,
    )
    return compose(text, facts, stated, capture, where)


def _parsed(line: bytes, where: str) -> Any:
    if line.count(b"[") + line.count(b"{") > LIMITS.json_depth:
        depth = 0
        for token in _STRUCTURE.finditer(line):
            depth += (token[0] in b"[{") - (token[0] in b"]}")
            if depth > LIMITS.json_depth:
                raise BrokenArticle(where, "JSON nested too deep", f"at most {LIMITS.json_depth} levels")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = decode(line, where)[0]
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenArticle(
            where, f"broken JSON at column {error.colno}", "one whole JSON object a line"
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, for one
        raise BrokenArticle(where, "JSON that cannot be read", "one whole JSON object a line") from error


def _value(data: dict[str, Any], fact: str, where: str) -> tuple[str, str] | None:
    """The key that carries `fact`, and its string; None where all are absent, null or blank."""
    for key in _KEYS[fact]:
        value = data.get(key)
        if fact in _NAMED and not isinstance(value, str):
            value = name_of(value) or value
        if value is None or value in ("", [], {}):
            continue
        if not isinstance(value, str):
            raise BrokenArticle(where, f"a {_json_type(value)} under {key!r}", "a string")
        if value.strip():
            return key, value
    return None


def _json_type(value: object) -> str:
    names = {
        bool: "boolean",
        int: "number",
        float: "number",
        str: "string",
        list: "list",
        dict: "JSON object",
    }
    return names.get(type(value), "null")
