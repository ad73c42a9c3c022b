"""An article in short: telling words, actors, days, and hashes of its word runs.

What placing it in a story and finding copies of it need, without its text.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator

from onrecord.record.match.words import RAREST, stem, weight, words
from onrecord.types import Article, ArticleDigest, Reading

TERMS = 140
"""Telling words kept of an article."""

NAME_TIMES = 1.5
"""Names tell one event from another of its kind: the same fire, in another town."""

HEAD_WORDS, HEAD_TIMES, TITLE_TIMES = 60, 2, 3
"""News says first what it is about: its first words and its title count so many times."""

RUN = 4
SAMPLED = 4
"""Of the runs of RUN words, those whose hash SAMPLED divides are kept, the same in every text."""

_TITLE_LENGTH = 110
_NAME = re.compile(r"(?<=[a-z,;’'] )[A-Z]\w+")
_NOT_COPY = {"dateline", "date", "byline", "caption", "credit", "related", "share", "navigation", "headline"}


def digest(reading: Reading) -> ArticleDigest:
    """Sum up one article, as far as it tells on its own."""
    article = reading.article
    title, copy = _cut(article.title), running_copy(article)
    days = sorted(a.said.date for a in reading.attributions if a.said.date is not None)
    return ArticleDigest(
        article_id=article.id,
        title=title,
        published=article.published,
        first_day=days[0] if days else article.published,
        last_day=days[-1] if days else article.published,
        actors=frozenset(_fold(e.name) for e in reading.entities if e.kind in ("person", "organization")),
        terms=_terms(title, copy),
        shingles=frozenset(_shingles(words(copy))),
    )


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _cut(line: str) -> str:
    if len(line) <= _TITLE_LENGTH:
        return line
    return line[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def running_copy(article: Article) -> str:
    """The text without its furniture: captions, credits, "also read" lines."""
    kept, position = [], 0
    skipped = [f.span for f in article.furniture if f.span.part == "text" and f.kind in _NOT_COPY]
    for span in sorted(skipped):
        kept.append(article.text[position : max(position, span.start)])
        position = max(position, span.end)
    return "\n".join([*kept, article.text[position:]])


def _terms(title: str, copy: str) -> tuple[tuple[str, float], ...]:
    """The most telling stems with weights of length 1, heaviest first."""
    tokens = words(copy)
    names = {stem(word) for match in _NAME.finditer(copy) for word in words(match[0])}
    counts = Counter(map(stem, tokens))
    for _ in range(HEAD_TIMES - 1):
        counts.update(map(stem, tokens[:HEAD_WORDS]))
    for _ in range(TITLE_TIMES):
        counts.update(map(stem, words(title)))
    weighed = {
        key: (1 + math.log(n)) * weight(key) / RAREST * (NAME_TIMES if key in names else 1.0)
        for key, n in counts.items()
        if weight(key) > 0
    }
    heaviest = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    length = math.sqrt(math.fsum(value * value for _, value in heaviest)) or 1.0
    return tuple((key, round(value / length, 4)) for key, value in heaviest)


def _shingles(tokens: tuple[str, ...]) -> Iterator[int]:
    for n in range(len(tokens) - RUN + 1):
        value = zlib.crc32(" ".join(tokens[n : n + RUN]).encode())
        if value % SAMPLED == 0:
            yield value // SAMPLED
