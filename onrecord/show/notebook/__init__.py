"""Statements in Python: three lines in a script, a picture in a notebook.

    for one in onrecord.extract(text):
        print(one.speaker, one.cue, one.content)

`extract` gives `Statements`, a sequence of `Found`: each is a view on one statement of a Reading,
with its words as strings and everything else one attribute away. In a notebook both draw
themselves, source, cue and content marked in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import overload

from onrecord.article import read
from onrecord.article.extract import Extractor
from onrecord.pipeline import read_article
from onrecord.show.export import as_json
from onrecord.show.notebook.picture import picture
from onrecord.types import Article, Attribution, Reading, Said, Spans, Statement


@dataclass(frozen=True, slots=True)
class Found:
    """One statement, with the words that it was read from.

    `source`, `cue`, `content` and `question` are the article's own characters (pieces of a
    discontinuous one joined by " … "); `statement` and `attribution` hold spans, scores, evidence.
    """

    reading: Reading
    index: int

    @property
    def statement(self) -> Statement:
        """Spans, manner, confidence."""
        return self.reading.statements[self.index]

    @property
    def attribution(self) -> Attribution:
        """Speakers, day, channels, addressee, each with evidence."""
        return self.reading.attributions[self.index]

    @property
    def source(self) -> str:
        """The words for who said it, or "" where the text has none."""
        return self._words(self.statement.source)

    @property
    def cue(self) -> str:
        """The words of saying, or ""."""
        return self._words(self.statement.cue)

    @property
    def content(self) -> str:
        """What was said."""
        return self._words(self.statement.content)

    @property
    def question(self) -> str:
        """What was asked, where the text tells, else ""."""
        return self._words(self.statement.question)

    @property
    def speaker(self) -> str | None:
        """Name of the (first) speaker, or None: `speaker_reason` then says why."""
        return self.attribution.speaker.name if self.attribution.speaker else None

    @property
    def speaker_reason(self) -> str | None:
        """Why the speaker is unknown, or None where it is known."""
        return self.attribution.speaker_reason

    @property
    def said(self) -> Said:
        """The day said, with its basis or the reason why it is unknown."""
        return self.attribution.said

    @property
    def manner(self) -> str:
        """direct, indirect, mixed, or narrated."""
        return self.statement.manner

    @property
    def confidence(self) -> float:
        """The probability that source and content are right."""
        return self.statement.confidence

    def as_dict(self) -> dict[str, object]:
        """The statement as `onrecord extract --format jsonl` prints it."""
        return as_json.statement(self.reading, self.index)

    def __repr__(self) -> str:
        return f"<{self.speaker or 'unknown speaker'} | {self.cue or '-'} | {self.content}>"

    def _repr_html_(self) -> str:
        return picture(self.reading, (self.statement,))

    def _words(self, spans: Spans) -> str:
        return " … ".join(self.reading.article.slice(span) for span in spans)


@dataclass(frozen=True, slots=True)
class Statements(Sequence[Found]):
    """The statements of one article, in the order of its text."""

    reading: Reading
    indexes: tuple[int, ...]

    @overload
    def __getitem__(self, index: int) -> Found: ...
    @overload
    def __getitem__(self, index: slice) -> Statements: ...
    def __getitem__(self, index: int | slice) -> Found | Statements:
        if isinstance(index, slice):
            return Statements(self.reading, self.indexes[index])
        return Found(self.reading, self.indexes[index])

    def __len__(self) -> int:
        return len(self.indexes)

    def __iter__(self) -> Iterator[Found]:
        return (Found(self.reading, index) for index in self.indexes)

    def __repr__(self) -> str:
        return "\n".join(map(repr, self)) or "<no statements>"

    def _repr_html_(self) -> str:
        return picture(self.reading, tuple(one.statement for one in self))


def extract(
    text: str | Article,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: date | datetime | str | None = None,
    language: str | None = None,
    url: str | None = None,
    narrated: bool = False,
    min_confidence: float = 0.0,
) -> Statements:
    """The statements of one article; offline, and the same alone as among a thousand.

    `text` is plain text, or an `onrecord.types.Article`, which brings its own title, outlet and
    date. `narrated` adds the outlet's own voice; `min_confidence` leaves out what is less sure.
    Raises `onrecord.errors.ArticleError` where the text cannot be an article (empty, too large).

    >>> [one] = extract('"The bridge will open in May," mayor Ona Brill told reporters on Monday.')
    >>> one.speaker, one.cue, one.attribution.addressee.text
    ('Ona Brill', 'told', 'reporters')
    """
    article = (
        text
        if isinstance(text, Article)
        else read.article_from_text(
            text, title=title, outlet=outlet, published=published, language=language, url=url
        )
    )
    reading = read_article(article, _extractor(), vectors=False)
    return Statements(
        reading,
        tuple(
            n
            for n, one in enumerate(reading.statements)
            if one.confidence >= min_confidence and (narrated or one.manner != "narrated")
        ),
    )


@cache
def _extractor() -> Extractor:
    """One loaded model for the process."""
    return Extractor()
