"""One story of the page: its brief, its comparisons, who said what, its days, and who carried what."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.show.export import wording
from onrecord.show.export.as_json import title
from onrecord.show.export.comparisons import Comparison, Step, comparison, steps
from onrecord.show.export.desk import Desk
from onrecord.show.export.told import ids, told
from onrecord.types import Contradiction, Coverage, CoverageRow, Occurrence, StatementGroup, Story


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands: the outlet, and the numbers of its article and statement (0: none)."""

    outlet: str
    article: int
    statement: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A few words of an article with their source; `also` are other outlets that report the same."""

    text: str
    source: Source
    speaker: str = ""
    direct: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement of a speaker: its number, words, day, cue, and every place that carries it."""

    number: int
    text: str
    direct: bool
    cue: str
    day: str
    basis: str
    addressee: str
    question: str
    chain: tuple[Step, ...]
    sources: tuple[Source, ...]
    compared: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker with the roles it was given and what it said; without a name, `reason` says why."""

    name: str
    roles: str
    sayings: tuple[Saying, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the chronology; `when` is a day, or the reason why none is known."""

    when: str
    coming: bool
    lines: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A statement across the columns: a sign, its meaning and its statement for each, None where absent.

    `contested`: the reports of it clash, so that `text` is one side's; `direct`: it is a quotation.
    """

    number: int
    text: str
    speaker: str
    cells: tuple[tuple[str, str, int] | None, ...]
    first: tuple[bool, ...]
    alone: str
    contested: bool = False
    direct: bool = False


@dataclass(frozen=True, slots=True)
class OpenClash:
    """What the reports of one statement disagree on: each side's words with the outlets that have them."""

    number: int
    speaker: str
    text: str
    kind: str
    sides: tuple[tuple[str, tuple[Source, ...]], ...]


@dataclass(frozen=True, slots=True)
class Asserted:
    """What some outlets tell as their own knowledge and others attribute to somebody."""

    number: int
    text: str
    asserting: tuple[Source, ...]
    attributing: tuple[tuple[str, Source], ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story as the page shows it."""

    number: int
    title: str
    days: str
    articles: tuple[tuple[Source, str, str, str], ...]
    brief: tuple[Quote, ...]
    compared: tuple[Comparison, ...]
    speakers: tuple[Speaker, ...]
    unknown: tuple[Speaker, ...]
    narrated: tuple[Speaker, ...]
    chronology: tuple[DayView, ...]
    undated: tuple[DayView, ...]
    shared: tuple[MatrixRow, ...]
    single: tuple[MatrixRow, ...]
    columns: tuple[Source, ...]
    clashes: tuple[OpenClash, ...] = ()
    asserted: tuple[Asserted, ...] = ()


def story_view(desk: Desk, story: Story, number: int, closely: Container[str] | None = None) -> StoryView:
    """Lay out one story; where `closely` is given, only these groups are compared word by word."""
    it = told(desk, story, closely)
    days = [d for r in it.readings if (d := desk.day_of[r.article.id])]
    contested = {group.id for group, _ in it.clashes}
    rows = [
        _row(desk, group, row, it.matrix, group.id in contested)
        for group, row in zip(it.groups, it.matrix.rows, strict=True)
    ]
    spoken = [g for g in it.groups if desk.base(g).statement.manner != "narrated"]
    narrated = [g for g in it.groups if desk.base(g).statement.manner == "narrated"]
    heard = {g.id for g in spoken}
    return StoryView(
        number,
        story.title,
        wording.span_of_days(story.first or min(days, default=None), story.last or max(days, default=None)),
        tuple(_line_of(desk, r.article.id) for r in it.readings),
        tuple(Quote(wording.content(line.text), _source(desk, line.article_id)) for line in it.brief),
        tuple(comparison(desk, g, closely=g.id in it.closely) for g in it.groups if len(g.articles) > 1),
        tuple(_speakers(desk, (g for g in spoken if desk.group_speaker(g)))),
        tuple(_unknown(desk, (g for g in spoken if not desk.group_speaker(g)))),
        tuple(_own_voice(desk, narrated)),
        tuple(_dated(desk, it.lines)),
        tuple(_undated(desk, it.lines)),
        tuple(r for r in rows if sum(c is not None for c in r.cells) > 1),
        tuple(
            r
            for g, r in zip(it.groups, rows, strict=True)
            if sum(c is not None for c in r.cells) == 1 and g.id in heard
        ),
        tuple(_source(desk, a) for a in it.matrix.columns),
        tuple(_clash(desk, group, found) for group, found in it.clashes),
        tuple(_asserted(desk, group) for group in it.asserted),
    )


def _clash(desk: Desk, group: StatementGroup, found: Contradiction) -> OpenClash:
    base = desk.base(group)
    sides = tuple(
        (words, tuple(_source(desk, desk.statements[s].article_id, s) for s in having))
        for words, having in found.sides
    )
    number, text = desk.numbers[base.statement.id], wording.of_report(base)
    return OpenClash(number, desk.group_speaker(group) or "", text, found.kind, sides)


def _asserted(desk: Desk, group: StatementGroup) -> Asserted:
    """The group, told in the outlets' own voice here and attributed to a speaker there."""
    base = desk.base(group)
    having = [desk.statements[s] for s in ids(desk, group)]
    return Asserted(
        desk.numbers[base.statement.id],
        wording.content(base.content),
        tuple(_source(desk, s.article_id, s.id) for s in having if s.manner == "narrated"),
        tuple(
            (desk.speaker(s) or "unknown speaker", _source(desk, s.article_id, s.id))
            for s in having
            if s.manner != "narrated"
        ),
    )


def _source(desk: Desk, article_id: str, statement_id: str | None = None) -> Source:
    number = desk.numbers.get(statement_id, 0) if statement_id else 0
    return Source(desk.outlets[article_id], desk.article_numbers[article_id], number)


def _line_of(desk: Desk, article_id: str) -> tuple[Source, str, str, str]:
    """An article in the story's list: source, title, day, credits."""
    article = desk.readings[article_id].article
    opening = " ".join(article.text.split()[:14]) + " …"
    credit = "; ".join(
        f"{wording.CREDITS[c.relation].lower()} {c.name}" for c in article.credits if c.relation != "photo"
    )
    said = desk.day_of[article_id]
    day = (
        wording.plain(article.published)
        if article.published
        else f"reports of {wording.plain(said)}"
        if said
        else ""
    )
    return _source(desk, article_id), title(article) or opening, day, credit


# -------------------------------------------------------------------------------- who said what


_OWN_CHANNELS = ("said_to", "reported_by", "cites")
"""Channels of one statement; those of a whole article stand in the list of articles."""


def _saying(desk: Desk, group: StatementGroup) -> Saying:
    base = desk.base(group)
    told = desk.attributions.get(base.statement.id)
    said = group.said if group.said.date else base.said
    return Saying(
        desk.numbers[base.statement.id],
        " ".join(base.content.split()),
        base.statement.manner == "direct",
        base.cue.strip(" :,;—–-"),
        wording.day(said) or wording.unknown(said),
        wording.BASIS.get(said.basis or "", ""),
        told.addressee.text if told and told.addressee else "",
        " ".join(base.question.split()),
        steps(desk, base) if any(c.relation in _OWN_CHANNELS for c in base.via) else (),
        tuple(_source(desk, desk.statements[s].article_id, s) for s in ids(desk, group)),
        len(group.articles) > 1,
    )


def _speakers(desk: Desk, groups: Iterable[StatementGroup]) -> Iterable[Speaker]:
    """Each speaker with all statements; whoever is reported most comes first."""
    by_name: dict[str, list[StatementGroup]] = {}
    for group in groups:
        by_name.setdefault(desk.group_speaker(group) or "", []).append(group)
    for name, own in sorted(
        by_name.items(), key=lambda item: (-sum(len(g.statements) for g in item[1]), item[0])
    ):
        yield Speaker(name, _roles(desk, own), tuple(_saying(desk, g) for g in own))


def _roles(desk: Desk, groups: Sequence[StatementGroup]) -> str:
    """The roles of a speaker as the articles name them, without repeats."""
    roles: dict[str, str] = {}
    for group in groups:
        actor = desk.page.actors.get(group.speaker or "")
        found = list(actor.roles) if actor else []
        for statement_id in () if actor else ids(desk, group):
            told = desk.attributions.get(statement_id)
            entity = told.speaker.entity if told and told.speaker else None
            if entity is not None:
                found += desk.readings[desk.statements[statement_id].article_id].entities[entity].roles
        for role in found:
            text = (
                role.title
                if not role.body or role.body.casefold() in role.title.casefold()
                else f"{role.title}, {role.body}"
            )
            roles.setdefault(text.casefold(), text)
    return "; ".join(list(roles.values())[:4])


def _unknown(desk: Desk, groups: Iterable[StatementGroup]) -> Iterable[Speaker]:
    """Statements whose speaker is unknown, by the reason."""
    by_reason: dict[str, list[Saying]] = {}
    for group in groups:
        reason = desk.reason_unknown(desk.base(group).statement)
        by_reason.setdefault(reason, []).append(_saying(desk, group))
    return (Speaker("", "", tuple(sayings), reason) for reason, sayings in by_reason.items())


def _own_voice(desk: Desk, groups: Iterable[StatementGroup]) -> Iterable[Speaker]:
    by_outlet: dict[str, list[Saying]] = {}
    for group in groups:
        by_outlet.setdefault(desk.outlets[desk.base(group).article_id], []).append(_saying(desk, group))
    return (Speaker(outlet, "", tuple(sayings)) for outlet, sayings in by_outlet.items())


# ----------------------------------------------------------------------------- days and matrix


def _dated(desk: Desk, lines: Iterable[Occurrence]) -> Iterable[DayView]:
    dated = [line for line in lines if line.said.date]
    for (when, coming), same in groupby(dated, key=lambda line: (wording.day(line.said), line.coming)):
        yield DayView(when, coming, tuple(_quote(desk, line) for line in same))


def _undated(desk: Desk, lines: Iterable[Occurrence]) -> Iterable[DayView]:
    by_reason: dict[str, list[Quote]] = {}
    for line in lines:
        if not line.said.date:
            by_reason.setdefault(wording.unknown(line.said), []).append(_quote(desk, line))
    return (DayView(reason, False, tuple(quotes)) for reason, quotes in by_reason.items())


def _quote(desk: Desk, line: Occurrence) -> Quote:
    statement = desk.statements.get(line.statement_id or "")
    speaker = (desk.speaker(statement) or "unknown speaker") if statement else ""
    direct = bool(statement and statement.manner == "direct")
    elsewhere = (desk.statements[s].article_id for s in line.others)
    own = desk.outlets[line.article_id]
    also = dict.fromkeys(desk.outlets[a] for a in elsewhere if desk.outlets[a] != own)
    source = _source(desk, line.article_id, line.statement_id)
    text = wording.of_report(desk.reports[statement.id]) if statement else wording.content(line.text)
    return Quote(text, source, speaker, direct, tuple(also))


def _row(desk: Desk, group: StatementGroup, row: CoverageRow, matrix: Coverage, contested: bool) -> MatrixRow:
    base = desk.base(group)
    cells = tuple(
        (*wording.MANNERS[c.manner], desk.numbers[c.statement_id]) if c else None for c in row.cells
    )
    first = tuple(a in row.first for a in matrix.columns)
    alone = desk.outlets[desk.statements[ids(desk, group)[0]].article_id] if row.alone else ""
    return MatrixRow(
        desk.numbers[base.statement.id],
        wording.of_report(base),
        desk.group_speaker(group) or "",
        cells,
        first,
        alone,
        contested,
        base.statement.manner == "direct",
    )
