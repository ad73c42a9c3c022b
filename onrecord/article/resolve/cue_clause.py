"""The cue clause: the words of a sentence that tell of the saying, outside what was said.

    On Wednesday, Orlan said to the Courier in Velm: "We are ready," he said, after talks.
    ^lead         ^^^^^^^^^^^ cue clause ^^^^^^^^^^                          ^tail

Days, channels, addressees, occasions and places of a statement are read from its zones only, so
that "they would meet on Friday" never becomes the day of saying. Zones run from the sentence's
start or a neighbouring clause to the next content, and stop at words that open another thought
("after", "who", "because").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.types import Article, Part, Span, Statement

Side = Literal["lead", "between", "cue", "after", "tail"]
_NEIGHBOURS = 40  # statements of one sentence looked at on either side: keeps hostile input linear
_APPOSITION = 40  # characters by which a name may stand before "as quoted by"
_REACH = 600  # characters on either side of the cue


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the cue clause. `lead` stands before source and cue, `between` between them,
    `after` follows them, `tail` follows the content; `cue` is the cue itself.
    """

    start: int
    end: int
    side: Side


@dataclass(frozen=True, slots=True)
class CueClause:
    """Where one statement's saying is told. `zones` are in text order and never overlap."""

    part: Part
    start: int
    end: int
    zones: tuple[Zone, ...] = ()
    sentence: int = -1
    parent: int | None = None

    def span(self, start: int, end: int) -> Span:
        """A span in the part of the article that this clause stands in."""
        return Span(start, end, self.part)


def cue_clauses(
    article: Article, statements: Sequence[Statement], sentences: Sequence[Span]
) -> tuple[CueClause, ...]:
    """The cue clause of each statement, in order; without cue and source it has no zones."""
    starts = [sentence.start for sentence in sentences]
    homes = [_home(article, statement, sentences, starts) for statement in statements]
    crowds: dict[tuple[Part, int], list[int]] = defaultdict(list)
    for index, (part, start, _, _) in enumerate(homes):
        crowds[part, start].append(index)
    ids = {statement.id: index for index, statement in enumerate(statements)}
    clauses = []
    for index, (statement, (part, start, end, sentence)) in enumerate(zip(statements, homes, strict=True)):
        crowd = crowds[part, start]
        place = crowd.index(index) if len(crowd) <= _NEIGHBOURS else bisect_right(crowd, index) - 1
        near = crowd[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        others = [other for other in near if other != index]
        parent = ids.get(statement.parent or "", _container(statement, statements, others))
        # "Reuters reported, citing Vesper": whom it cites belongs to what is reported
        beside = [statements[other] for other in others if not _cites(article, statements[other])]
        zones = _zones(statement, beside, part, start, end, *_lead_in(article, statement))
        clauses.append(CueClause(part, start, end, zones, sentence, parent if parent != index else None))
    return tuple(clauses)


def _cites(article: Article, statement: Statement) -> bool:
    """Whether a statement is only the naming of a source: "citing", "quoting"."""
    return [article.slice(span).casefold() for span in statement.cue] in (["citing"], ["quoting"])


def _home(
    article: Article, statement: Statement, sentences: Sequence[Span], starts: Sequence[int]
) -> tuple[Part, int, int, int]:
    """The sentence that holds the cue: part, start, end, and its index (-1: not in running copy)."""
    anchor = next(iter(statement.cue or statement.source or statement.content), Span(0, 0))
    if anchor.part == "title":
        return "title", 0, len(article.headline or ""), -1
    index = bisect_right(starts, anchor.start) - 1
    if index >= 0 and sentences[index].start <= anchor.start < sentences[index].end:
        return "text", sentences[index].start, sentences[index].end, index
    start = article.text.rfind("\n", max(0, anchor.start - _REACH), anchor.start) + 1
    end = article.text.find("\n", anchor.start, anchor.start + _REACH)
    return "text", max(start, 0), len(article.text[: anchor.start + _REACH]) if end < 0 else end, -1


def _container(statement: Statement, statements: Sequence[Statement], others: Sequence[int]) -> int | None:
    """The statement inside whose content this one is told, by the spans alone; the innermost."""
    own = (*statement.source, *statement.cue)
    if not own:
        return None
    first, last = _hull(own)
    around = [
        (span.end - span.start, other)
        for other in others
        for span in statements[other].content
        if span.part == own[0].part and span.start <= first and last <= span.end
    ]
    return min(around)[1] if around else None


# what the model may take into a quotation though it tells of the saying: `to the Courier: "We …"`
_LEAD_IN = re.compile(r"\s*(?:to|in|at|on|during|through|via)\b[^\"“«\n]{1,120}?[:,]\s*(?=[\"“«])", re.I)


_TELLING = re.compile(r"\b(?:told|tells?|telling|informed|assured|reminded|warned)\Z", re.I)
_TOLD = re.compile(r"(?!that\b)[^\"“«,;:.\n]{1,80}?\s(?=that\b)", re.I)


# "reported, citing Vesper, that …"; "according to the mayor, Ivo Dorn, as quoted by Vesper, …"
_CITED = re.compile(
    r"\b(?:(?:citing|quoting|cited|quoted|with reference to)\s[^\"“«;:.\n]{1,80}?,\s(?=that\b)|"
    r"as\s(?:quoted|cited|reported)\sby\s[^\"“«;:.,\n]{1,60},\s)",
    re.I,
)


def _lead_in(article: Article, statement: Statement) -> tuple[int, int]:
    """How many characters of a content span still belong to the cue clause, and which span: the first after the cue."""
    cue = statement.cue[-1].end if statement.cue else 0
    number = next((n for n, s in enumerate(statement.content) if cue and s.start >= cue), None)
    if number is None:
        return 0, 0
    first = statement.content[number]
    content = article.slice(first)[:160]
    found = _LEAD_IN.match(content)
    if first.part == "text":
        cited = _CITED.search(article.text, max(0, first.start - 20), first.start + len(content))
        if cited and cited.start() <= first.start + _APPOSITION and first.start < cited.end():
            return cited.end() - first.start, number
    if found is None and _TELLING.search(article.slice(statement.cue[-1])):
        found = _TOLD.match(content)
    return found.end() if found else 0, number


def _hull(spans: Sequence[Span]) -> tuple[int, int]:
    return min(span.start for span in spans), max(span.end for span in spans)


def _zones(
    statement: Statement,
    others: Sequence[Statement],
    part: Part,
    start: int,
    end: int,
    lead_in: int,
    led: int,
) -> tuple[Zone, ...]:
    own = [
        span
        for span in (*statement.source, *statement.cue)
        if span.part == part and start <= span.start < end
    ]
    if not own:
        return ()
    first, last = _hull(own)
    start, end = max(start, first - _REACH), min(end, last + _REACH)
    closed = [
        (span.start + lead_in * (n == led), span.end)
        for n, span in enumerate(statement.content)
        if span.part == part
    ]
    for other in others:
        for span in other.content:
            if span.part != part:
                continue
            if span.start <= first and span.end >= last:  # told by another: stay inside its content
                # "On Friday, Orlan left, Vesper reported": what opens the sentence is the inner one's too
                if any(s.end <= span.start for s in (*other.source, *other.cue) if s.part == part):
                    start = max(start, span.start)
                end = min(end, span.end)
            elif not any(span.start <= one.start and one.end <= span.end for one in own):
                closed.append(span.bounds)
    fences = sorted(
        _hull(marks)
        for other in others
        if (marks := [s for s in (*other.source, *other.cue) if s.part == part and s not in own])
        and not any(span.start <= marks[0].start and marks[-1].end <= span.end for span in statement.content)
    )
    for other in others:  # "She told the Post that …, and told the Star that …": each its own
        between = [
            s for s in other.cue if s.part == part and first <= s.start and s.end <= last and s not in own
        ]
        if between:
            closed.append(_hull([*between, *(s for s in other.content if s.part == part and s.end <= last)]))
    for a, b in fences:  # another statement's clause ends ours
        if b <= first:
            start = max(start, b)
        elif a >= last:
            end = min(end, a)
    closed.extend(span.bounds for span in statement.source)
    cues = [span for span in statement.cue if span.part == part]
    zones = []
    for a, b in _open(start, end, closed + [span.bounds for span in cues]):
        if b <= first:
            zones.append(Zone(a, b, "lead"))
        elif a >= last:
            after_content = any(last <= span.start and span.end <= a for span in statement.content)
            zones.append(Zone(a, b, "tail" if after_content else "after"))
        else:
            zones.append(Zone(a, b, "between"))
    zones.extend(
        Zone(span.start, span.end, "cue") for span in cues if start <= span.start and span.end <= end
    )
    return tuple(sorted(zones, key=lambda zone: zone.start))


def _open(start: int, end: int, closed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of `start` to `end` that no closed interval covers."""
    stretches, at = [], start
    for a, b in sorted(closed):
        if a > at and at < end:
            stretches.append((at, min(a, end)))
        at = max(at, b)
    if at < end:
        stretches.append((at, end))
    return stretches


# words that open another thought: what follows them is no longer about the saying
_BREAK = re.compile(
    r"(?i:\b(?:who|whom|whose|which|where|when|while|whereas|after|since|until|because|as|than|unless|although|though|"
    r"despite|amid|following|about|over|against|regarding|concerning|for|that|if|whether|aftermath|wake|"
    r"days|hours|weeks|ahead|before)\b)|[;:()\[\]]|[.!?]\s|--|—|\s[-–]\s"
)
# what may stand between the start of the sentence, or the source, and the day of the saying
_SPEAKING = re.compile(
    r"\b(?:speaking|talking|addressing|asked|writing|testifying|appearing|briefing|answering|remarks?|comments?|"
    r"statement|interview|conference|briefing|speech|address|session|post|tweet|message|letter|call|hearing|article|lecture|e-?mail|memo|paper|event|gathering|ceremony|forum|visit|talks|"
    r"rally|debate|meeting|summit|broadcast|programme|program|show)\b",
    re.I,
)
_ADVERBS = re.compile(
    r"(?:[\W_]|\b(?:and|but|also|meanwhile|separately|earlier|later|still|then|so|yet|however|late|early|in|another|"
    r"a|the|development|said|says|stated|told|again|has|had|have|itself|himself|herself|themselves|as|recently)\b){0,12}\Z",
    re.I,
)
_AT = re.compile(r"\W*(?:but|and)?\W*(?:at|in|during|on)(?:\s+the)?\s+\Z", re.I)
_GIVEN = re.compile(
    r"\s(?:published|broadcast|aired|released|posted|recorded|given|issued|seen|obtained|held)\b[^,;]*", re.I
)
_CLOSED = "\"”»’',–—"


def near_cue(text: str, zone: Zone, start: int, end: int, quoted: bool = False) -> bool:
    """Whether what stands from `start` to `end` in this zone still belongs to the saying.

    After the content it must close the sentence, or be set apart by a comma or a closing quotation
    mark, unless the whole content is `quoted`.
    """
    gap = text[zone.start : start]
    if zone.side == "cue":
        return True
    if zone.side == "tail":
        apart = any(mark in _CLOSED for mark in text[max(0, zone.start - 2) : start])
        closing = not gap.strip() and not _GIVEN.sub("", text[end : zone.end]).strip(" \t\n.!?")
        if not (quoted or apart or closing):
            return False
        gap = gap.lstrip("\"”»’' \t\n,.–—-")
    if len(gap) > 160 or _BREAK.search(gap.replace("for the first time", "")):
        return False
    if zone.side in ("lead", "between"):
        far = zone.side == "lead" and zone.end - start > 240
        if _AT.match(gap):  # "at Monday's briefing"
            gap = text[start : min(zone.end, start + 60)]
        return not far and bool(_ADVERBS.match(gap) or _SPEAKING.search(gap))
    return True


_GOING_ON = re.compile(r"\b(?:added|adds|adding|continued|continues|went on|concluded|goes on)\b", re.I)
_NEXT = 100  # characters between one statement and the next that goes on
_ELSEWHERE = re.compile(r"\b(?:at|in|on|during|to|told|tells|via|by|earlier|later|asked)\b", re.I)
_PRONOUN = re.compile(r"\s*(?:he|she|they)\s*\Z", re.I)


def _follows(statement: Statement, earlier: Statement) -> bool:
    spans = (*statement.source, *statement.cue, *statement.content)
    before = (*earlier.source, *earlier.cue, *earlier.content)
    return bool(spans and before) and _hull(spans)[0] - _hull(before)[1] <= _NEXT


def _at_once(text: str, earlier: Statement, statement: Statement, clause: CueClause) -> bool:
    """Whether a statement stands in the paragraph of the one before, and its clause tells of nothing new."""
    before, here = (*earlier.source, *earlier.cue, *earlier.content), statement.cue or statement.content
    if not before or not here:
        return False
    start, end = _hull(before), _hull(here)
    told = " ".join(text[zone.start : zone.end] for zone in clause.zones)
    return "\n" not in text[start[1] : end[0]] and not _ELSEWHERE.search(told)


def goes_on(
    article: Article,
    statements: Sequence[Statement],
    clauses: Sequence[CueClause],
    voices: Sequence[str | None] = (),
) -> tuple[int | None, ...]:
    """For each statement the earlier one whose speaker goes on in it, as far as the words tell.

    Told by `Statement.continues`, or by "he added" right after a statement; by who speaks, where
    `voices` tell it and the same voice is quoted next with nothing said of another occasion.
    """
    ids = {statement.id: index for index, statement in enumerate(statements)}
    found: list[int | None] = []
    last: int | None = None  # the last statement that names a source
    for index, (statement, clause) in enumerate(zip(statements, clauses, strict=True)):
        before = ids.get(statement.continues or "")
        if before is None or before >= index:
            before = None
            source = " ".join(article.slice(span) for span in statement.source)
            cue = " ".join(article.slice(span) for span in statement.cue)
            near = last is not None and clause.part == clauses[last].part
            near = near and last is not None and _follows(statement, statements[last])
            same = bool(voices) and last is not None and voices[index] is not None
            same = same and voices[index] == voices[last or 0] and statement.manner == "direct"
            if (near and _GOING_ON.search(cue) and _PRONOUN.match(source)) or (
                near and same and _at_once(article.text, statements[last or 0], statement, clause)
            ):
                before = last
        found.append(before)
        # "it was reported that Bel said …; she added": nobody but Bel has spoken
        outermost = clause.parent is None or not statements[clause.parent].source
        if statement.source and statement.manner != "narrated" and outermost:
            last = index
    return tuple(found)
