"""One statement in every version that an outlet gave it, ready to be set side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.record.compare import chain, contradictions, in_order, same_words, tone, versions
from onrecord.show.export import wording
from onrecord.show.export.desk import Desk
from onrecord.types import Contradiction, Report, Segment, SegmentOp, Span, StatementGroup, Version


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a version: its words, the base's words that it stands for, and the blank before it."""

    op: SegmentOp
    text: str
    was: str
    before: str


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain of sources: a name, how it is related, the article's words for it."""

    name: str
    relation: str
    words: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One outlet's version; `number` is its statement's, `is_base` marks the one compared against."""

    number: int
    article: int
    outlet: str
    day: str
    basis: str
    source: str
    cue: str
    tone: str
    manner: str
    direct: bool
    stretches: tuple[Stretch, ...]
    clashes: tuple[tuple[str, str, str], ...]
    question: str
    chain: tuple[Step, ...]
    is_base: bool
    quotes: tuple[str, ...] = ()
    question_left_out: bool = False

    @property
    def words(self) -> str:
        """Its own words in one piece."""
        return "".join(it.before + it.text for it in self.stretches if it.op != "omitted")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What versions other than the base clash on: the words for each value, and the outlets that have them."""

    kind: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement's versions, the chains behind them, and how many origins they may have.

    `among` is where versions clash with one another, whatever the base says; `clashes` counts both.
    `elsewhere` is how many more reports of it the record has than are laid out here.
    """

    number: int
    speaker: str
    day: str
    versions: tuple[VersionView, ...]
    origins: str
    why: tuple[str, ...]
    clashes: int
    among: tuple[Disagreement, ...] = ()
    elsewhere: int = 0


def comparison(
    desk: Desk,
    group: StatementGroup,
    closely: bool = True,
    laid: Sequence[Version] | None = None,
    among: Sequence[Contradiction] | None = None,
) -> Comparison:
    """Lay every report of a group against the fullest one, unless `laid` has them laid already.

    `among` is what the others clash on, where it is known. Not `closely`: the reports in their order,
    each in its own words, without looking for differences.
    """
    reports = [desk.reports[s] for s in group.statements if s in desk.reports]
    base = laid[0].report if laid else desk.base(group)
    if laid is None:
        laid = versions(base, reports) if closely else tuple(map(_alone, in_order(base, reports)))
    views = tuple(_version(desk, v, base) for v in laid)
    if among is None:
        among = among_others(group.id, laid) if closely else ()
    said = group.said if group.said.date else base.said
    return Comparison(
        desk.numbers[base.statement.id],
        spoken_by(desk, group, base),
        wording.day(said),
        views,
        _origins(group),
        _reasons(desk, group),
        sum(len(v.clashes) for v in views) + len(among),
        tuple(_disagreement(desk, it) for it in among),
        len(group.statements) - len(views),
    )


def among_others(group_id: str, laid: Sequence[Version]) -> tuple[Contradiction, ...]:
    """What the versions clash on among themselves; `laid` begins with the base, which is left out.

    Not what their clashes with the base tell already: one side says what the base says.
    """
    found = contradictions(group_id, [version.report for version in laid[1:]])
    return tuple(one for one in found if not _told_already(one, laid[1:]))


def _told_already(it: Contradiction, laid: Sequence[Version]) -> bool:
    """Whether all sides but one clash with the base in these very words, and that one has the base's."""
    of_kind = {v.report.statement.id: [c for c in v.clashes if c.kind == it.kind] for v in laid}
    told = [
        [next((c for c in of_kind[s] if c.own == words), None) for s in having] for words, having in it.sides
    ]
    against = {c.base for side in told for c in side if c is not None}
    silent = [words for (words, _), side in zip(it.sides, told, strict=True) if not all(side)]
    return bool(against) and len(silent) == 1 and all(same_words(silent[0], words) for words in against)


def _disagreement(desk: Desk, it: Contradiction) -> Disagreement:
    return Disagreement(it.kind, tuple((words, _outlets(desk, having)) for words, having in it.sides))


def _outlets(desk: Desk, having: Iterable[str]) -> tuple[str, ...]:
    """The outlets of these statements, each once."""
    return tuple(dict.fromkeys(desk.outlets[desk.statements[s].article_id] for s in having))


def spoken_by(desk: Desk, group: StatementGroup, base: Report) -> str:
    """Who said it, or that nobody did, for a heading."""
    unknown = "In the outlets’ own voice" if base.statement.manner == "narrated" else "Unknown speaker"
    return desk.group_speaker(group) or unknown


def _alone(report: Report) -> Version:
    whole = Span(0, len(report.content))
    return Version(report, (Segment("kept", whole, whole),) if report.content else ())


def _reasons(desk: Desk, group: StatementGroup) -> tuple[str, ...]:
    """Why so many origins; an article that states no outlet stands there by its id, here by its label."""
    here = (desk.readings[one].article for one in group.articles if one in desk.readings)
    unnamed = sorted((one.id for one in here if not one.outlet), key=len, reverse=True)
    if not unnamed:
        return group.origins.why
    whole = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, unnamed))})(?=[\s,]|$)")
    return tuple(whole.sub(lambda id: desk.outlets[id[0]], why) for why in group.origins.why)


def _origins(group: StatementGroup) -> str:
    least, most = group.origins.min, group.origins.max
    if least == most:
        return wording.count(most, "independent origin")
    return f"between {least} and {most} independent origins"


def _version(desk: Desk, version: Version, base: Report) -> VersionView:
    report = version.report
    statement = report.statement
    article = desk.readings[report.article_id].article
    return VersionView(
        desk.numbers[statement.id],
        desk.article_numbers[report.article_id],
        desk.outlets[report.article_id],
        wording.day(report.said),
        wording.BASIS.get(report.said.basis or "", ""),
        " ".join(" ".join(article.slice(s) for s in statement.source).split()),
        report.cue.strip(" :,;—–-"),
        tone(report.cue) or "" if report.cue else "",
        wording.MANNERS[statement.manner][1],
        statement.manner == "direct",
        tuple(_stretches(version, base)),
        tuple((c.kind, c.base, c.own) for c in version.clashes),
        " ".join(report.question.split()),
        steps(desk, report),
        report is base,
        (
            *(wording.QUOTES[q.kind].format(q.words) for q in version.quotes),
            *(
                wording.PROVISOS[p.kind, p.left_out].format(" ".join(p.words.split()))
                for p in version.provisos
            ),
        ),
        version.question_left_out,
    )


def _stretches(version: Version, base: Report) -> Iterator[Stretch]:
    """The version's own characters in order, with what it left out between them."""
    own, at, after_omission = version.report.content, 0, False
    for segment in version.segments:
        was = base.content[slice(*segment.base.bounds)]
        if segment.op == "omitted":
            yield Stretch("omitted", "", was, "" if _opens(own[:at]) else " ")
            after_omission = True
            continue
        text, blank = own[slice(*segment.own.bounds)], own[at : segment.own.start]
        yield Stretch(segment.op, text, was, " " if after_omission and text[:1].isalnum() else blank)
        at, after_omission = segment.own.end, False


def _opens(text: str) -> bool:
    """Whether what follows `text` stands close to it: at the start, or after an opening mark."""
    return not text or (text[-1] in '([“‘«"' and (len(text) == 1 or text[-2].isspace()))


def steps(desk: Desk, report: Report) -> tuple[Step, ...]:
    """The chain of one report, from its outlet to the speaker."""
    reading = desk.readings[report.article_id]
    links = chain(report, reading.article, desk.attributions.get(report.statement.id)).links
    known, narrated = desk.speaker(report.statement), report.statement.manner == "narrated"
    out = [
        Step(
            link.name,
            wording.RELATIONS[link.relation],
            " … ".join(" ".join(w.split()) for w in link.evidence),
        )
        for link in links
        if link.relation not in ("outlet", "said")
    ]
    said = next((link for link in links if link.relation == "said"), None)
    words = " … ".join(" ".join(w.split()) for w in said.evidence) if said else ""
    return (
        Step(desk.outlets[report.article_id], "", ""),
        *out,
        *([] if narrated else [Step(known or "unknown speaker", "", words if words != known else "")]),
    )
