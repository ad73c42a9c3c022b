"""What a web page says of itself: JSON-LD (schema.org), Open Graph and other meta tags.

Only what the page states is taken; no date is guessed from its text or its address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from onrecord.article.read.compose import Facts
from onrecord.article.read.days import stated_moment
from onrecord.article.read.jsonl import name_of
from onrecord.article.read.limits import LIMITS

_META = {
    "headline": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
    "published": (
        *("article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "pubdate"),
        *("publishdate", "publish-date", "publication_date", "dc.date.issued", "dc.date", "dcterms.created"),
        *("sailthru.date", "date"),
    ),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "url": ("og:url",),
    "language": ("og:locale", "content-language", "dc.language", "language"),
}
_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
)


def page_facts(tree: html.HtmlElement) -> Facts:
    """The facts that a parsed page states about its article.

    >>> page = '<html lang="en"><meta property="og:title" content="Court rules"></html>'
    >>> page_facts(html.fromstring(page)).headline
    'Court rules'
    """
    ld = _article_node(tree)
    meta = _meta_tags(tree)
    moments = (
        stated_moment(v)
        for v in (_text(ld.get("datePublished")), *_candidates(meta, "published"), _time_tag(tree))
        if v
    )
    moment: tuple[date | None, datetime | None] = next((m for m in moments if m), (None, None))
    outlet = name_of(ld.get("publisher")) or next(_candidates(meta, "outlet"), None)
    headline = (
        _text(ld.get("headline")) or next(_candidates(meta, "headline"), None) or _one(tree, "//h1//text()")
    )
    language = name_of(ld.get("inLanguage")) or tree.get("lang") or next(_candidates(meta, "language"), None)
    return Facts(
        url=_address(tree, ld, meta),
        outlet=_within(outlet),
        headline=_within(_without_site(headline, outlet)),
        language=_within(language.replace("_", "-") if language else None),
        published=moment[0],
        published_at=moment[1],
    )


def body_of(tree: html.HtmlElement) -> str | None:
    """The `articleBody` that the page's JSON-LD carries, for pages whose own text is hidden."""
    return _text(_article_node(tree).get("articleBody"))


def _article_node(tree: html.HtmlElement) -> dict[str, Any]:
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue  # the page's own mistake; its meta tags may still do
        for node in _nodes(data, 0):
            types = node.get("@type")
            if any(t in _ARTICLE_TYPES for t in (types if isinstance(types, list) else [types])):
                return node
    return {}


def _nodes(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth + 1)


def _meta_tags(tree: html.HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        if key and tag.get("content", "").strip():
            tags.setdefault(key.strip().lower(), tag.get("content", "").strip())
    return tags


def _candidates(meta: dict[str, str], fact: str) -> Iterator[str]:
    return (meta[key] for key in _META[fact] if key in meta)


def _time_tag(tree: html.HtmlElement) -> str | None:
    return _one(
        tree,
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content | //time[@pubdate]/@datetime",
    )


def _address(tree: html.HtmlElement, ld: dict[str, Any], meta: dict[str, str]) -> str | None:
    page = ld.get("mainEntityOfPage")
    page_id = page.get("@id") if isinstance(page, dict) else page
    for url in (
        _one(tree, "//link[@rel='canonical']/@href"),
        *_candidates(meta, "url"),
        _text(ld.get("url")),
        _text(page_id),
    ):
        if url and _is_page(url):
            return _within(url)
    return None


def _is_page(url: str) -> bool:
    """Whether `url` names one page: a site's bare front door would give all its articles one id."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and bool(parts.path.strip("/") or parts.query)
    )


def _without_site(headline: str | None, outlet: str | None) -> str | None:
    """ "Court rules | The Harbour Post" → "Court rules"."""
    for mark in (" | ", " - ", " – ", " — "):
        if headline and outlet and headline.endswith(mark + outlet):
            return headline.removesuffix(mark + outlet)
    return headline


def _one(tree: html.HtmlElement, path: str) -> str | None:
    found = tree.xpath(path)
    return _text(str(found[0])) if isinstance(found, list) and found else None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _within(value: str | None) -> str | None:
    """Metadata beyond its limit is left out rather than costing the article."""
    return value if value is not None and len(value) <= LIMITS.field_chars else None
