"""Every type that crosses a doorway between rooms.

All are frozen, slotted dataclasses: a later room makes a new object that points back, nothing is
mutated. Terms follow the field: source, cue and content (PARC 3, PolNeAR), NewsArticle
(schema.org), text positions (W3C Web Annotation), credit lines and datelines (IPTC).

In the order in which an article meets them:

    Article    what a file or page held                            (article/read)
    Statement, Mention, Vector, Extraction    found in its text    (article/extract)
    Entity, Attribution           who, when, where, through whom   (article/resolve)
    Reading    all of the above: what one article tells on its own
    Actor, Identification         who that is across articles      (record/actors)
    Report, Match, StatementGroup, Story                           (record/match)
    Version, SourceChain, Coverage, BriefLine, Occurrence          (record/compare)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

Day: TypeAlias = date  # a name of its own, because Said has a field `date`

# --------------------------------------------------------------------------- text positions

Part = Literal["text", "title"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (half-open, Unicode code points) of an article's text.

    `part` is "title" for a span in a headline that is not part of `Article.text` (JSON, HTML).

    >>> "Peskov said"[slice(*Span(0, 6).bounds)]
    'Peskov'
    """

    start: int
    end: int
    part: Part = "text"

    @property
    def bounds(self) -> tuple[int, int]:
        """`(start, end)`, for slicing."""
        return self.start, self.end


Spans = tuple[Span, ...]

# --------------------------------------------------------------------------- article/read


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as a text states it; what it leaves out is None. `weekday` is 0 for Monday."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that opens a report: "Moscow. August 23. INTERFAX - …", "KABUL (Reuters) —".

    Also a line that holds only a date ("26 August 2021"). Each part is None where not stated.
    """

    span: Span
    place: str | None = None
    date: PartialDate | None = None
    agency: str | None = None


FurnitureKind = Literal[
    "headline", "dateline", "date", "byline", "caption", "credit", "related", "share", "navigation", "heading"
]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the text that is not running copy.

    Headlines can make statements (`Peskov: …`); the other kinds make none. A caption's `date` is
    a lower bound for the day of the article.
    """

    span: Span
    kind: FurnitureKind
    date: PartialDate | None = None


_SHORTEST_TITLE, _LONGEST_TITLE = 20, 110  # characters of an opening sentence that stands for a headline
CreditRelation = Literal["based_on", "syndicates", "translates", "photo"]


@dataclass(frozen=True, slots=True)
class Credit:
    """Who the article, or its picture, was taken from: "Based on materials from TASS"."""

    name: str
    relation: CreditRelation
    span: Span


@dataclass(frozen=True, slots=True)
class Capture:
    """How the article reached us: the path as given, the line in a file of many, the encoding."""

    path: str | None = None
    line: int | None = None
    media_type: str = "text/plain"
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as read; cf. schema.org NewsArticle.

    `text` is for plain text the decoded file, untouched; every Span points into it. `headline` is
    the title that a JSON or HTML file states apart from its text (Spans with part "title" point
    into it); a title line inside the text is `Furniture` of kind "headline" instead.
    `published` is the day stated by metadata, by the user, or in full by the text (then
    `published_span` is where); `published_at` adds the time where known. `dateline` is what the
    text's own date line says, complete or not.
    """

    id: str
    text: str
    version: int = 1
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    language: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    published_span: Span | None = None
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    capture: Capture = Capture()

    def slice(self, span: Span) -> str:
        """The characters that `span` points at."""
        source = self.headline or "" if span.part == "title" else self.text
        return source[span.start : span.end]

    @property
    def title(self) -> str:
        """The headline, stated apart or in the text; of a text without one how its running copy opens.

        >>> Article("a", "Two mines reopen in Varra. More to come.").title
        'Two mines reopen in Varra.'
        """
        own = (self.slice(f.span).lstrip("# ") for f in self.furniture if f.kind == "headline")
        line = next((" ".join(one.split()) for one in (self.headline or "", *own) if one.strip()), "")
        if line:
            return line
        at = 0
        for span in sorted(f.span for f in self.furniture if f.span.part == "text" and f.kind != "heading"):
            if self.text[at : max(at, span.start)].strip():
                break
            at = max(at, span.end)
        line = " ".join(self.text[at : at + 1000].strip().split("\n", 1)[0].split())
        end = line.find(". ", _SHORTEST_TITLE) + 1
        line = line[:end] if end else line
        return line if len(line) <= _LONGEST_TITLE else line[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"

    def statement_id(self, spans: Iterable[Span]) -> str:
        """The id of the statement whose source, cue and content are `spans`, in that order.

        The same words in the same version of an article give the same id, whoever found them.

        >>> len(Article("a", "Peskov said").statement_id([Span(0, 6), Span(7, 11)]))
        16
        """
        where = ";".join(f"{span.part}:{span.start}-{span.end}" for span in spans)
        identity = f"{self.id}\0{self.version}\0{where}"
        return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be read, kept aside with the reason; the others go on."""

    where: str
    reason: str


# --------------------------------------------------------------------------- article/extract

Manner = Literal["direct", "indirect", "mixed", "narrated"]
Act = Literal["speech", "attitude"]
Polarity = Literal["asserted", "negated", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution relation: a source, a cue, a content (PARC 3, PolNeAR).

    `source`, `cue`, `content` can be discontinuous; `source` and `cue` may be empty. `question`
    is the question answered, where the text gives it. `manner` "narrated" is the outlet's own
    voice. `parent` is the id of the statement inside whose content this one lies. `continues` is
    the id of the earlier statement whose speaker goes on speaking here (a quotation that runs on
    without a new source). `confidence` (0 to 1) is calibrated: the share of statements with that
    value that are right.
    """

    id: str
    article_id: str
    source: Spans
    cue: Spans
    content: Spans
    question: Spans = ()
    manner: Manner = "indirect"
    act: Act = "speech"
    polarity: Polarity = "asserted"
    parent: str | None = None
    continues: str | None = None
    confidence: float = 1.0


Form = Literal["name", "nominal", "pronoun"]
Kind = Literal["person", "organization", "place", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of somebody or something.

    `form` name: `span` covers the name without title; nominal: the head noun ("spokesman");
    pronoun: the word. `demonym` marks a nationality or people used as name ("Afghans").
    `antecedents` are scored proposals (probability, index into `Reading.mentions`) for what a
    nominal or pronoun refers back to; what is missing to 1.0 is "nothing in sight".
    """

    span: Span
    form: Form
    kind: Kind
    score: float = 1.0
    demonym: bool = False
    antecedents: tuple[tuple[float, int], ...] = ()


VECTOR_WIDTH = 128


@dataclass(frozen=True, slots=True)
class Vector:
    """What one statement's content says: a unit vector of `VECTOR_WIDTH` numbers for each of its sentences.

    They stand one behind the other in `values`; other models' vectors may have another width.
    """

    statement_id: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article tells, before anybody asks who "he" is.

    `statements` in the order of the text, narrated ones among them; `vectors` one for each
    statement; `sentences` of the running copy.
    """

    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    sentences: Spans
    vectors: tuple[Vector, ...]


# --------------------------------------------------------------------------- article/resolve


@dataclass(frozen=True, slots=True)
class Role:
    """What an actor was called: "Kremlin spokesman" is title "spokesman", body "Kremlin".

    `first` and `last` are the days on which the role was seen (None where undated).
    """

    title: str
    body: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One person or body, as far as one article tells.

    `name` is its fullest form in the article; `aliases` are other forms; `roles` its titles and
    role phrases; `speaks_for` the name of the country or body it speaks for; `mentions` index
    into `Reading.mentions`; `evidence` are the spans that the name and the roles were read from.
    """

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    speaks_for: str | None = None
    mentions: tuple[int, ...] = ()
    evidence: Spans = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it. `entity` indexes `Reading.entities`; None for an anonymous source.

    An anonymous source is described in its own words (`name` = "a senior official", `method` =
    "anonymous"). `method`: name | surname | role | pronoun | collective | first_person |
    continued | headline | anonymous | judgement. `score` is the probability that it is right.
    """

    name: str
    kind: Kind
    method: str
    score: float
    evidence: Spans = ()
    entity: int | None = None
    speaks_for: str | None = None


Precision = Literal["day", "month", "year", "range"]
Basis = Literal["stated", "weekday", "published", "caption", "other_report"]


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """A day told relative to the article's own day: "on Monday" is weekday 0, "yesterday" days -1.

    `direction` tells "last Monday" (-1), "next Monday" (+1) from "on Monday" (0: the nearest
    that had already come).
    """

    weekday: int | None = None
    days: int | None = None
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """The day on which it was said. `date` is None where nothing anchors it: `reason` says why.

    `end` closes a range. `not_before` is a lower bound (a caption's date). `relative` and
    `partial` keep what the text did say, so that another report can still fix the day.
    """

    date: Day | None = None
    end: Day | None = None
    precision: Precision | None = None
    basis: Basis | None = None
    evidence: Spans = ()
    reason: str | None = None
    not_before: Day | None = None
    relative: RelativeDay | None = None
    partial: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class DayMentioned:
    """A day that the text speaks of (not the day of saying): "drills from 7 to 9 September".

    `span` is the date expression, `sentence` the sentence it stands in.
    """

    span: Span
    sentence: Span
    said: Said


ChannelRelation = Literal["said_to", "reported_by", "cites", "based_on", "syndicates", "translates"]


@dataclass(frozen=True, slots=True)
class Channel:
    """One link between the speaker and the outlet: `name` with its relation and evidence."""

    name: str
    relation: ChannelRelation
    evidence: Spans = ()


# how far from the speaker
_STEPS = {"said_to": 0, "cites": 1, "reported_by": 1, "based_on": 2, "translates": 3, "syndicates": 4}


def inwards(via: Sequence[Channel]) -> tuple[Channel, ...]:
    """Channels from the outlet inwards: whole-article credits first, who was spoken to last.

    Between them the one nearest to the speaker comes last: "RIA quoted TASS as saying" is RIA's
    report, which cites TASS.
    """
    outwards = sorted(via, key=lambda channel: _STEPS[channel.relation])
    return tuple(outwards[::-1])


@dataclass(frozen=True, slots=True)
class Circumstance:
    """An addressee ("journalists"), occasion ("a briefing") or place, in the article's words."""

    text: str
    evidence: Spans = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who, when, through whom, to whom, where: one for each statement of a Reading, in order.

    `speakers` has several where a statement is joint; it is empty where the speaker is unknown,
    and `speaker_reason` says why (also for narrated statements: "the outlet's own voice").
    """

    statement_id: str
    speakers: tuple[Speaker, ...] = ()
    speaker_reason: str | None = None
    said: Said = Said()
    via: tuple[Channel, ...] = ()
    addressee: Circumstance | None = None
    occasion: Circumstance | None = None
    place: Circumstance | None = None

    @property
    def speaker(self) -> Speaker | None:
        """The first speaker, or None where unknown."""
        return self.speakers[0] if self.speakers else None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article tells on its own; what travels between machines and what is stored.

    `attributions` has one entry per statement, in the same order. `sentences` are the running
    copy's sentences, for briefs.
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    days: tuple[DayMentioned, ...] = ()
    vectors: tuple[Vector, ...] = ()
    sentences: Spans = ()


@dataclass(frozen=True, slots=True)
class Restated:
    """A text that the record had, read again because its outlet, day or language is now told otherwise.

    `before` is the article as the record had it.
    """

    reading: Reading
    before: Article


# --------------------------------------------------------------------------- record/actors


@dataclass(frozen=True, slots=True)
class Actor:
    """One real person, country or body across articles.

    `same_as` are web addresses of the same actor elsewhere (schema.org's sameAs), such as Wikidata's.
    """

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    statements: int = 0
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identification:
    """The decision that an article's entity is an actor. `actor_id` None: a new actor.

    `method`: same_name | spelling | surname | acronym | role | country | new | judgement;
    `why` is one sentence for a reader.
    """

    article_id: str
    entity: int
    actor_id: str | None
    method: str
    score: float
    why: str


class ActorLookup(Protocol):
    """What record/actors asks of the record: who may answer to a name or a role."""

    def actors_named(self, keys: Iterable[str]) -> Sequence[Actor]:
        """Actors any of whose name keys (see record/actors/names.py) is among `keys`."""

    def actors_in_role(self, title: str, body: str | None) -> Sequence[Actor]:
        """Actors seen in this role (compared case-folded)."""


# --------------------------------------------------------------------------- record/match


@dataclass(frozen=True, slots=True)
class Report:
    """One outlet's report of a statement, as the record sees it: all that matching looks at.

    `actors` are ids of the speakers, `speaks_for` ids of those they speak for. `context` is the
    content of the same speaker's statement just before in the article. `order` is the place among
    the article's statements. `names` are the name mentions inside the content. `speaker` is the
    first speaker as the article names or describes it, "" where unknown. `vector` holds the numbers
    of a `Vector`.
    """

    statement: Statement
    article_id: str
    version: int
    outlet: str | None
    published: date | None
    order: int
    content: str
    cue: str = ""
    question: str = ""
    context: str = ""
    actors: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    said: Said = Said()
    names: tuple[str, ...] = ()
    vector: tuple[float, ...] = ()
    via: tuple[Channel, ...] = ()
    speaker: str = ""


MatchRelation = Literal["same", "contains", "overlaps", "repeats", "contradicts"]


@dataclass(frozen=True, slots=True)
class Match:
    """Two reports and how they relate. `why` names the features that decided, for a reader."""

    left: str
    right: str
    relation: MatchRelation
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins stand behind reports: at least, at most, and why."""

    min: int
    max: int
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """Reports of the same statement; a partition: each statement is in exactly one group.

    A group holds at most one statement of an article; a second rendering in the same article is
    linked with relation "repeats". `speaker` is an actor id.
    """

    id: str
    statements: tuple[str, ...]
    articles: tuple[str, ...]
    speaker: str | None = None
    said: Said = Said()
    outlets: int = 1
    origins: Origins = Origins(1, 1)


@dataclass(frozen=True, slots=True)
class ArticleDigest:
    """What placing an article in a story needs: actors, days, and a vector of the whole.

    `terms` are its telling words with their weights; `shingles` are hashes of word runs, by which
    copies are found.
    """

    article_id: str
    title: str
    published: date | None
    first_day: date | None
    last_day: date | None
    actors: frozenset[str]
    terms: tuple[tuple[str, float], ...]
    shingles: frozenset[int]


@dataclass(frozen=True, slots=True)
class Copy:
    """`article_id` carries text of `original_id`; `share` (0 to 1) of its words are the same."""

    article_id: str
    original_id: str
    share: float


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on the same events; every article is in exactly one story."""

    id: str
    title: str
    articles: tuple[str, ...]
    first: date | None = None
    last: date | None = None


# --------------------------------------------------------------------------- record/compare

SegmentOp = Literal["kept", "reworded", "added", "omitted"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a version against the base text. Offsets are relative to each content string.

    `base` is empty (start == end) for "added", `own` for "omitted".
    """

    op: SegmentOp
    base: Span
    own: Span


ClashKind = Literal["number", "date", "name", "negation", "modality", "tense"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two versions that cannot both be exact: the words in the base and in this version."""

    kind: ClashKind
    base: str
    own: str


@dataclass(frozen=True, slots=True)
class QuoteShift:
    """Quotation marks moved: `words` stand in them here and not in the base (put_in), or the other way
    (taken_out); or the quotation ends before `words`, which turn what the base goes on to quote (broken_off).
    """

    kind: Literal["put_in", "taken_out", "broken_off"]
    words: str


ProvisoKind = Literal["condition", "limit"]


@dataclass(frozen=True, slots=True)
class Proviso:
    """A condition ("unless they are paid") or a limit ("this year") that the base has and this report has
    not (`left_out`), or the other way round; `words` as the one that has it puts it.
    """

    kind: ProvisoKind
    left_out: bool
    words: str


@dataclass(frozen=True, slots=True)
class Version:
    """One report of a group, aligned with the base report.

    `question_left_out`: the base gives the question that was asked, this one does not.
    """

    report: Report
    segments: tuple[Segment, ...]
    clashes: tuple[Clash, ...] = ()
    quotes: tuple[QuoteShift, ...] = ()
    question_left_out: bool = False
    provisos: tuple[Proviso, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the versions of one statement cannot all be right about.

    `sides` are the words for each value with the ids of the statements that have it: ("42", (a,)),
    ("62", (b, c)).
    """

    group_id: str
    kind: ClashKind
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's statements on one issue, in order of the day said.

    `issue` are the key phrases that the statements share ("other" for those that share none);
    `statements` their ids; `turns` are pairs of an earlier and a later statement that clash.
    """

    issue: str
    statements: tuple[str, ...]
    turns: tuple[tuple[str, str, tuple[Clash, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One step from the outlet towards the speaker: who, how related, and where it is written."""

    name: str
    relation: ChannelRelation | Literal["said", "outlet", "copies"]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceChain:
    """The chain one report came through: outlet first, speaker last."""

    statement_id: str
    links: tuple[ChainLink, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One line of a chronology: a day, what the sentence says, and whether it lies ahead.

    `kind`: "said" (a statement was made) or "mentioned" (the text speaks of that day). `others` are
    the ids of the statements that this line stands for as well: other reports, and repeats.
    """

    said: Said
    kind: Literal["said", "mentioned"]
    article_id: str
    text: str
    evidence: Spans
    statement_id: str | None = None
    coming: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How one article reports the statement, and where."""

    statement_id: str
    manner: Manner


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One statement across all articles; `cells` in the order of the columns, None where left out.

    `first` are the articles of the earliest day that carry it (empty where it is in one article
    only, or where a day of publication is missing); `alone` is the outlet, or the article without
    one, that alone has it.
    """

    group_id: str
    cells: tuple[CoverageCell | None, ...]
    first: tuple[str, ...] = ()
    alone: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: article ids as columns, statements as rows."""

    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One sentence of a brief: where it stands, its characters, and the outlet that printed it."""

    article_id: str
    outlet: str | None
    span: Span
    text: str
