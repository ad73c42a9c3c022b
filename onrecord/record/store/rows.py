"""What the record hands out that no other room makes: rows of its lists.

Everything else that is read from the record is a type of onrecord.types. All of these are frozen.
A `Row` is one statement with what many articles say about it; it points at its whole `Reading`, so
that a caller can print every span with its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from onrecord.types import Article, Attribution, Identification, Match, Part, Reading, Said, Spans, Statement

JudgementKind = Literal[
    "same",
    "different",
    "rename",
    "identify",
    "reassign",
    "split",
    "join",
    "hide",
    "check",
    "note",
    "mark",
    "correct",
]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article and where they stood when a person pointed at them."""

    words: str
    start: int
    part: Part = "text"


Quotes = tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a judgement is about, told so that a new version or a new model does not lose it.

    A statement by its quoted words, an actor by its `name` in an article; "made" is an actor that
    only a judgement made (`id`). `id` is the statement's at the time: the words decide where it is
    not found.
    """

    kind: Literal["statement", "actor", "article", "made"]
    article_id: str = ""
    version: int = 1
    id: str = ""
    name: str = ""
    content: Quotes = ()
    source: Quotes = ()
    cue: Quotes = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that a judgement is about: its anchors and what the first of them is now."""

    anchors: tuple[Anchor, ...]
    found: str | None
    name: str = ""  # of the anchor that was found


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of the record, in its reading, with group, links and the day as now known.

    `position` indexes `reading.statements`. `said` is the reading's own day, or the one that other
    reports supply. `actors` and `speaks_for` have an actor id (or None) for each speaker, in the
    order of `attribution.speakers`. `links` leave out "same", which is what `group` says. `judgements`
    are those of people about this very statement (checked, notes, …); `hidden` ones are listed only
    when asked for.
    """

    reading: Reading
    position: int
    path: str | None
    group: str | None
    said: Said
    actors: tuple[str | None, ...] = ()
    speaks_for: tuple[str | None, ...] = ()
    links: tuple[Match, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    hidden: bool = False

    @property
    def checked(self) -> bool:
        """Whether a person looked at it and found it right."""
        return any(one.kind == "check" for one in self.judgements)

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
    """An entity of an article with the decision who it is: `actors --why` prints these.

    `evidence` is where the article first calls it by each of its names.
    """

    identification: Identification
    name: str
    article: Article | None = None
    evidence: Spans = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, beside what the machine did. `undone` is when it was taken back.

    `sides` are the things that it is about, and what they are in the record now.
    """

    id: int
    kind: JudgementKind
    arguments: dict[str, str]
    who: str
    at: datetime
    undone: datetime | None = None
    sides: tuple[Side, ...] = ()
