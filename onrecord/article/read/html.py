"""HTML: the article's text by trafilatura, one paragraph a line; metadata from the page itself.

`Article.text` is the extracted text, since a page's source is nothing to quote from; the headline
is kept apart from it.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from onrecord.article.read.compose import Facts, Stated, compose
from onrecord.article.read.encoding import decode
from onrecord.article.read.page_facts import body_of, page_facts
from onrecord.errors import BrokenArticle, EmptyArticle, NotText
from onrecord.types import Article, Capture

# These libraries report a page's faults through logging; ours are reported as errors, once.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_BYTE_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# The web's rule: pages that say Latin-1 or ASCII mean Windows-1252.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}


def read_html(data: bytes, where: str, path: str | None, stated: Stated) -> Article:
    """The article in a web page's bytes.

    >>> page = b"<html><head><title>x</title></head><body><article><h1>Court rules</h1><p>The court of" \\
    ...     b" Port Havel ruled on Monday.</p><p>The minister will appeal.</p></article></body></html>"
    >>> read_html(page, "a.html", "a.html", Stated()).headline
    'Court rules'
    """
    page, encoding = _decoded(data, where)
    if not page.strip():
        raise EmptyArticle(where, "an empty page", "an article")
    try:
        facts, text = _extracted(page)
    except (etree.LxmlError, ValueError, RecursionError, AssertionError, TypeError, AttributeError) as error:
        # Whatever a hostile page does to the parsers must cost no other article.
        raise BrokenArticle(
            where, f"HTML that cannot be parsed ({type(error).__name__})", "a web page"
        ) from error
    if not text:
        raise EmptyArticle(where, "a page without an article's text", "an article")
    return compose(text, facts, stated, Capture(path, None, "text/html", encoding), where)


def _extracted(page: str) -> tuple[Facts, str]:
    tree = lxml_html.document_fromstring(page)
    facts = page_facts(tree)
    body = body_of(tree)
    found = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=False
    )
    text = (found.text if found is not None and not isinstance(found, dict) else None) or ""
    # Some pages build their text with scripts, and carry it only in their JSON-LD (where trafilatura finds it
    # too, but runs its paragraphs together).
    if body and (len(text) * 3 < len(body) or text.split() == body.split()):
        text = body
    if facts.headline is None:
        title = tree.xpath("string(//title)")
        facts = replace(facts, headline=str(title).strip()[:500] or None)
    return facts, text.strip()


def _decoded(data: bytes, where: str) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith(_BYTE_MARKS) and b"\0" not in data[:1000]:
        name = declared[1].decode("ascii", "replace").lower()
        try:
            text = data.decode(_MEANT.get(name, name))
            return _DECLARATION.sub("", text), _MEANT.get(name, name)
        except (LookupError, UnicodeError):
            pass  # a wrong label: the bytes decide
    try:
        text, encoding = decode(data, where)
    except NotText:
        raise NotText(where, "binary data", "a web page") from None
    return _DECLARATION.sub("", text), encoding
