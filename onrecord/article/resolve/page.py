"""An article as resolution walks over it: one string, its words, sentences and quotations.

A headline kept apart from the text (part "title") is set before it, so that one integer says
where anything stands; `Page.inside` and `Page.outside` translate to and from Spans. Quotations
are found here by their marks alone, paragraph by paragraph: a pronoun inside one refers as its
speaker means it, not as the narrator does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from onrecord.types import Article, Span, Spans, Statement

WORD = re.compile(
    r"(?:[A-Z]\.){2,}|\d{1,3}(?:,\d{3})+(?!\d)|[^\W_](?:[^\W_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670])*"
    r"(?:[-.'’](?!s\b)[^\W_](?:[^\W_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670])*)*|['’]s\b|[^\w\s]|_",
)
_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az)-[A-Z]")
QUOTED = (
    re.compile(r"“[^“”\n]*”"),
    re.compile(r"«[^«»\n]*»"),
    re.compile(r'"[^"\n]*"'),
    re.compile(r"(?<!')''(?!')[^\n]*?(?<!')''(?!')"),  # as some archives write them
)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])|\n+")
ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "gen",
        "lt",
        "col",
        "sgt",
        "capt",
        "maj",
        "st",
        "prof",
        "rev",
        "hon",
        "jr",
        "sr",
        "no",
        "vs",
        "inc",
        "co",
        "corp",
        "ltd",
    ]
)


class Word(NamedTuple):
    """One word or mark and where it stands on the page (a tuple: an article has thousands)."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it is written like a name: with a capital, or in a script that has none."""
        first = self.text[:1]
        if first.islower():
            return first in "ae" and _ARTICLE.match(self.text) is not None  # "Nabil al-Hadri"
        return first.isupper() or (first.isalpha() and first.lower() == first.upper() and first > "\u0590")

    @property
    def letters(self) -> bool:
        """Whether it is a word rather than a mark or a number."""
        return self.text[:1].isalpha()


class Page:
    """The headline and text of one article as one string, with what can be looked up by place."""

    def __init__(self, article: Article, statements: Iterable[Statement] = (), sentences: Spans = ()) -> None:
        headline = article.headline or ""
        self.article = article
        self.shift = len(headline) + 2 if headline else 0
        self.text = f"{headline}\n\n{article.text}" if headline else article.text
        self.words = [Word(m.start(), m.end(), m.group()) for m in WORD.finditer(self.text)]
        self._word_starts = [word.start for word in self.words]
        bounds = {self.inside(span)[0] for span in sentences}
        if not bounds:
            bounds = {m.end() for m in SENTENCE_END.finditer(self.text) if not self._abbreviated(m.start())}
        bounds |= {self.inside(piece.span)[0] for piece in article.furniture}
        bounds |= {self.inside(piece.span)[1] for piece in article.furniture}
        self._furniture = [
            self.inside(piece.span)
            for piece in article.furniture
            if piece.kind not in ("headline", "heading")
        ]
        self._headlines = [self.inside(p.span) for p in article.furniture if p.kind == "headline"]
        self._sentences = sorted(bounds | {0, self.shift})
        self._lines = [0, *(m.end() for m in re.finditer(r"\n+", self.text))]
        quotes = {m.span() for style in QUOTED for m in style.finditer(self.text)}
        for statement in statements:
            if statement.manner == "direct":
                quotes |= {self.inside(span) for span in statement.content}
        self.quotes = sorted(quotes)
        told = 0
        self._told: list[int] = []
        for start in self._sentences:
            told += self.quote(start + 1) is None or self.quote(start) is None
            self._told.append(told)

    def _abbreviated(self, end: int) -> bool:
        last = self.text[max(0, end - 8) : end].rstrip(".").rsplit(None, 1)[-1:]
        return bool(last) and (last[0].casefold() in ABBREVIATIONS or len(last[0]) == 1)

    def inside(self, span: Span) -> tuple[int, int]:
        """Where `span` stands on the page."""
        shift = 0 if span.part == "title" else self.shift
        return span.start + shift, span.end + shift

    def outside(self, start: int, end: int) -> Span:
        """The Span of a stretch of the page."""
        if end <= self.shift - 2:
            return Span(start, end, "title")
        return Span(max(0, start - self.shift), max(0, end - self.shift))

    def word_at(self, position: int) -> int:
        """The index of the first word that starts at or after `position`, or holds it."""
        i = bisect_right(self._word_starts, position) - 1
        if i >= 0 and self.words[i].end > position:
            return i
        return i + 1

    def between(self, start: int, end: int) -> list[Word]:
        """The words that start within a stretch."""
        low = self.word_at(start)
        high = bisect_right(self._word_starts, end - 1)
        return self.words[low:high]

    def sentence(self, position: int) -> int:
        """The number of the sentence at `position`, counted from the top."""
        return bisect_right(self._sentences, position) - 1

    @cached_property
    def places_of(self) -> dict[str, list[int]]:
        """Each word as written -> the indices of the words that are it, in order."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            found.setdefault(word.text, []).append(i)
        return found

    @cached_property
    def written_inside(self) -> frozenset[str]:
        """The words that are written with a capital elsewhere than at the head of a sentence."""
        return frozenset(
            w.text for w in self.words if w.capital and self.sentence_bounds(w.start)[0] < w.start - 1
        )

    @cached_property
    def written_small(self) -> frozenset[str]:
        """The words that are written without a capital somewhere."""
        return frozenset(text for text in self.places_of if text.islower())

    def apart(self, first: int, second: int) -> int:
        """How many sentences lie between two places; those inside quotations do not count."""
        i, j = self.sentence(first), self.sentence(second)
        return abs(self._told[j] - self._told[i]) or int(i != j)

    def sentence_bounds(self, position: int) -> tuple[int, int]:
        """Where the sentence at `position` starts and ends."""
        i = self.sentence(position)
        end = self._sentences[i + 1] if i + 1 < len(self._sentences) else len(self.text)
        return self._sentences[i], end

    def paragraph(self, position: int) -> int:
        """The number of the line (paragraph) at `position`."""
        return bisect_right(self._lines, position) - 1

    def headline(self, position: int) -> bool:
        """Whether a place is in the headline, kept apart or in the text."""
        return position < self.shift - 2 or any(low <= position < high for low, high in self._headlines)

    def furniture(self, position: int) -> bool:
        """Whether a place is in a caption, credit or the like: no running copy and no headline."""
        return any(low <= position < high for low, high in self._furniture)

    def quote(self, position: int) -> tuple[int, int] | None:
        """The quotation around `position`, or None in the narrator's voice."""
        i = bisect_right(self.quotes, (position, len(self.text) + 1))
        for start, end in reversed(self.quotes[max(0, i - 4) : i]):
            if start <= position < end:
                return start, end
        return None
