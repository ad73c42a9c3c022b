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
        parent = ids.get(statement.parent) if statement.parent else None
        others = [statements[other] for other in near if other != index]
        zones = _zones(statement, others, part, start, end)
        clauses.append(CueClause(part, start, end, zones, sentence, parent if parent != index else None))
    return tuple(clauses)


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


def _hull(spans: Sequence[Span]) -> tuple[int, int]:
    return min(span.start for span in spans), max(span.end for span in spans)


def _zones(
    statement: Statement, others: Sequence[Statement], part: Part, start: int, end: int
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
    closed: list[tuple[int, int]] = [span.bounds for span in statement.content if span.part == part]
    for other in others:
        for span in other.content:
            if span.part != part:
                continue
            if span.start <= first and span.end >= last:  # told by another: stay inside its content
                start, end = max(start, span.start), min(end, span.end)
            elif not any(span.start <= one.start and one.end <= span.end for one in own):
                closed.append(span.bounds)
    fences = sorted(
        _hull(marks)
        for other in others
        if (marks := [s for s in (*other.source, *other.cue) if s.part == part and s not in own])
    )
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
    r"statement|interview|conference|briefing|speech|address|session|post|tweet|message|letter|call|hearing|article|"
    r"rally|debate|meeting|summit|broadcast|programme|program|show)\b",
    re.I,
)
_ADVERBS = re.compile(
    r"(?:[\W_]|\b(?:and|but|also|meanwhile|separately|earlier|later|still|then|so|yet|however|late|early|in|another|"
    r"a|the|development|again|has|had|have|itself|himself|herself|themselves|as|recently)\b){0,12}\Z",
    re.I,
)
_AT = re.compile(r"\W*(?:but|and)?\W*(?:at|in|during|on)(?:\s+the)?\s+\Z", re.I)
_CLOSED = "\"”»’',–—"


def near_cue(text: str, zone: Zone, start: int, quoted: bool = False) -> bool:
    """Whether what starts at `start` in this zone still belongs to the saying.

    After the content it must be set apart by a comma or a closing quotation mark, unless the whole
    content is `quoted`.
    """
    gap = text[zone.start : start]
    if zone.side == "cue":
        return True
    if zone.side == "tail":
        if not quoted and not any(mark in _CLOSED for mark in text[max(0, zone.start - 2) : start]):
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
