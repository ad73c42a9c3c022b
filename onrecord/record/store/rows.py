"""What the record hands out that no other room makes: rows of its lists.

Everything else that is read from the record is a type of onrecord.types. All of these are frozen.
A `Row` is one statement with what many articles say about it; it points at its whole `Reading`, so
that a caller can print every span with its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from onrecord.types import Article, Attribution, Identification, Match, Reading, Said, Statement

JudgementKind = Literal["same", "different", "rename", "reassign", "split", "join", "hide", "check"]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of the record, in its reading, with group, links and the day as now known.

    `position` indexes `reading.statements`. `said` is the reading's own day, or the one that other
    reports supply. `actors` and `speaks_for` have an actor id (or None) for each speaker, in the
    order of `attribution.speakers`. `links` leave out "same", which is what `group` says.
    """

    reading: Reading
    position: int
    path: str | None
    group: str | None
    said: Said
    actors: tuple[str | None, ...] = ()
    speaks_for: tuple[str | None, ...] = ()
    links: tuple[Match, ...] = ()

    @property
    def article(self) -> Article:
        """The article that the statement stands in."""
        return self.reading.article

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.reading.statements[self.position]

    @property
    def attribution(self) -> Attribution:
        """Who, when and through whom, as far as the article tells on its own."""
        return self.reading.attributions[self.position]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of the record: its newest version. `statements` leave out narrated ones."""

    id: str
    version: int
    versions: int
    path: str | None
    url: str | None
    outlet: str | None
    title: str | None
    language: str | None
    published: date | None
    story: str | None
    statements: int
    narrated: int


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of an article with the decision who it is: `actors --why` prints these."""

    identification: Identification
    name: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, beside what the machine did. `undone` is when it was taken back."""

    id: int
    kind: JudgementKind
    arguments: dict[str, str]
    who: str
    at: datetime
    undone: datetime | None = None
