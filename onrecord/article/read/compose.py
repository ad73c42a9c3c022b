"""One article from what its file says, what the user states, and what its layout tells.

In this order: the file's own metadata, then the user's statement, then the text itself; what none
of them says stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from onrecord.article.read.encoding import storable
from onrecord.article.read.identity import article_id
from onrecord.article.read.layout import lay_out
from onrecord.article.read.limits import LIMITS, check_size
from onrecord.errors import EmptyArticle
from onrecord.types import Article, Capture, FurnitureKind


@dataclass(frozen=True, slots=True)
class Stated:
    """What the user states for files that do not say it themselves.

    >>> Stated(outlet="The Harbour Post").published is None
    True
    """

    outlet: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file's own metadata says; None where it says nothing."""

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    language: str | None = None
    published: date | None = None
    published_at: datetime | None = None


def compose(
    text: str,
    facts: Facts,
    stated: Stated,
    capture: Capture,
    where: str,
    *,
    seen: str | None = None,
    marked: Mapping[int, FurnitureKind] | None = None,
) -> Article:
    """The article whose text is `text`.

    `seen` is the text as the layout should see it where markup is in the way: as long as `text`,
    with markup blanked. Raises `EmptyArticle` and `TooLarge`.
    """
    check_size(where, len(text), LIMITS.text_chars, "characters of text")
    for name in ("id", "url", "outlet", "headline", "language"):
        check_size(where, len(getattr(facts, name) or ""), LIMITS.field_chars, f"characters of {name}")
    text = storable(text)
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise EmptyArticle(where, "no text", "an article")
    outlet = _clean(facts.outlet) or _clean(stated.outlet)
    headline, url = _clean(facts.headline), _clean(facts.url)
    layout = lay_out(storable(seen) if seen is not None else text, headline, marked, outlet)
    published, at, span = facts.published or stated.published, facts.published_at, None
    if published is None:
        published, span = layout.published, layout.published_span
    return Article(
        id=article_id(_clean(facts.id), url, outlet, text),
        text=text,
        url=url,
        outlet=layout.outlet,
        headline=headline,
        language=_clean(facts.language) or _clean(stated.language),
        published=published,
        published_at=at,
        published_span=span,
        dateline=layout.dateline,
        credits=layout.credits,
        furniture=layout.furniture,
        capture=capture,
    )


def _clean(value: str | None) -> str | None:
    """A metadata value on one line; None where nothing is left of it."""
    return " ".join(storable(value).split()) or None if value else None
