"""Markdown: the text stays the decoded file, so offsets hit it; its markup is no running copy.

Front matter (title, date, outlet, url, language) is metadata; `#` lines are headline and headings,
lines that hold only links or pictures are navigation. Markup inside a paragraph is left where it is.
"""

from __future__ import annotations

import re

from onrecord.article.read.compose import Facts, Stated, compose
from onrecord.article.read.days import stated_moment
from onrecord.article.read.encoding import decode
from onrecord.errors import BrokenArticle
from onrecord.types import Article, Capture, FurnitureKind

_FRONT = re.compile(r"\s{0,3}---[ \t]*\r?\n(?P<body>(?:[^\n]{0,5000}\n){0,200}?)---[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"^(?P<key>[A-Za-z_]{1,30})[ \t]*:[ \t]+(?P<value>\S[^\r\n]*)", re.MULTILINE)
_KEYS = {
    "title": "headline",
    "headline": "headline",
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "publisher": "outlet",
    "source": "outlet",
    "url": "url",
    "canonical_url": "url",
    "language": "language",
    "lang": "language",
    "id": "id",
}
_HEADING = re.compile(r"^(?P<mark>#{1,6})[ \t]+(?=\S)", re.MULTILINE)
_UNDERLINE = re.compile(r"^(?P<line>[^\s#>=-][^\r\n]{0,300})\r?\n(?P<rule>={3,}|-{3,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]{0,3}(?:[-*_=][ \t]*){3,80}$", re.MULTILINE)
_LINK = r"!?\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)"
_ONLY_LINKS = re.compile(rf"^[ \t]*(?:[-*+>|•·]|\d{{1,3}}\.)?[ \t]*(?:{_LINK}[ \t|•·,/]*)+$", re.MULTILINE)
_INLINE_LINK = re.compile(r"(!?\[)([^\[\]\n]{0,500})(\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\))")
_EMPHASIS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?!\w)")
_LEADING = re.compile(r"^[ \t]*(?:#{1,6}|>+)[ \t]+", re.MULTILINE)


def read_markdown(data: bytes, where: str, path: str | None, stated: Stated) -> Article:
    """The article in a Markdown file's bytes.

    >>> article = read_markdown(b"# Court rules\\n\\nThe court ruled.", "a.md", "a.md", Stated())
    >>> [(f.kind, article.slice(f.span)) for f in article.furniture]
    [('headline', '# Court rules')]
    """
    text, encoding = decode(data, where)
    facts, end = _front_matter(text, where)
    marked: dict[int, FurnitureKind] = {}
    seen = text
    if end:
        first = len(text) - len(text.lstrip())
        last = len(text[:end].rstrip())
        seen = text[:first] + "-" * (last - first) + text[last:]  # as one line, so that it is marked as one
        marked[first] = "navigation"
    for line in _ONLY_LINKS.finditer(text, end):
        picture = line[0].lstrip(" \t-*+").startswith("!")
        if not re.match(r"\[(?:also|read|see|related|share|follow)", line[0].strip(), re.IGNORECASE):
            marked[_visible(text, line.start())] = "caption" if picture else "navigation"
    for rule in _RULE.finditer(text, end):
        marked[_visible(text, rule.start())] = "navigation"
    titled = facts.headline is not None
    headings = [(m.start(), len(m["mark"])) for m in _HEADING.finditer(text, end)]
    headings += [(m.start(), 1 if m["rule"][0] == "=" else 2) for m in _UNDERLINE.finditer(text, end)]
    for at, level in sorted(headings):
        marked[at] = "headline" if not titled and level == 1 else "heading"
        titled = titled or level == 1
    return compose(
        text,
        facts,
        stated,
        Capture(path, None, "text/markdown", encoding),
        where,
        seen=_without_markup(seen, end, marked),
        marked=marked,
    )


def _front_matter(text: str, where: str) -> tuple[Facts, int]:
    """Metadata from a `---` block at the top, and where the block ends (0 without one)."""
    block = _FRONT.match(text)
    if block is None or not _FIELD.search(block["body"]):
        return Facts(), 0
    values: dict[str, str] = {}
    for field in _FIELD.finditer(block["body"]):
        name = _KEYS.get(field["key"].lower())
        value = field["value"].strip().strip("\"'").strip()
        if name and value:
            values.setdefault(name, value)
    published = values.pop("published", None)
    moment = stated_moment(published) if published else None
    if published and moment is None:
        raise BrokenArticle(
            where, f"the date {published[:40]!r} in its front matter", "a date such as 2021-08-26"
        )
    day, at = moment or (None, None)
    return Facts(**values, published=day, published_at=at), block.end()


def _without_markup(text: str, start: int, marked: dict[int, FurnitureKind]) -> str:
    """`text` at the same length, its markup as blanks; the first character of marked units stays."""

    def blank(found: re.Match[str]) -> str:
        return " " * len(found[0])

    head, body = text[:start], text[start:]
    body = _INLINE_LINK.sub(lambda m: " " * len(m[1]) + m[2] + " " * len(m[3]), body)
    body = _EMPHASIS.sub(blank, _LEADING.sub(blank, body))
    seen = list(head + body)
    for at in marked:
        seen[at] = text[at]  # so that the unit begins where it is marked
    return "".join(seen)


def _visible(text: str, start: int) -> int:
    rest = text[start : start + 200]
    return start + len(rest) - len(rest.lstrip())
