"""A story in a few sentences of its own articles, each with its source: nothing is generated.

Chosen are the sentences that hold what most outlets report, and the articles' openings, as long as
they say something new (maximal marginal relevance; Carbonell and Goldstein 1998).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from onrecord.record.compare.chronology import article_day
from onrecord.record.compare.words import tokens
from onrecord.types import Reading, Report, Span, StatementGroup

_SHORTEST, _LONGEST = 6, 70
_NEW = 0.5
"""A sentence that shares more than this part of its content words with one already chosen adds too little."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a brief: where it stands, its characters, and the outlet that printed it."""

    article_id: str
    outlet: str | None
    span: Span
    text: str


def brief(
    readings: Sequence[Reading],
    groups: Iterable[StatementGroup] = (),
    reports: Mapping[str, Report] | None = None,
    sentences: int = 4,
) -> tuple[Line, ...]:
    """At most `sentences` sentences of the articles, in order of the articles' days and place in them.

    A sentence weighs by how many outlets report the statements in it, more when it opens its
    article or quotes directly, and less the more it repeats what is already chosen.
    """
    outlets = {s: g.outlets if g.outlets > 1 else len(g.articles) for g in groups for s in g.statements}
    candidates = [c for reading in readings for c in _weighed(reading, outlets, reports or {})]
    chosen: list[tuple[float, Line, frozenset[str]]] = []
    remaining = sorted(candidates, key=lambda c: (-c[0], c[1].article_id, c[1].span))
    while remaining and len(chosen) < sentences:
        best = max(remaining, key=lambda c: c[0] * (1 - _repeats(c[2], chosen)))
        remaining.remove(best)
        if _repeats(best[2], chosen) <= _NEW:
            chosen.append(best)
    order = {r.article.id: (article_day(r) is None, article_day(r), n) for n, r in enumerate(readings)}
    lines = [line for _, line, _ in chosen]
    return tuple(sorted(lines, key=lambda line: (*_sortable(order[line.article_id]), line.span)))


def _sortable(place: tuple[bool, object, int]) -> tuple[bool, str, int]:
    undated, day, number = place
    return undated, str(day), number


def _weighed(
    reading: Reading, outlets: Mapping[str, int], reports: Mapping[str, Report]
) -> Iterable[tuple[float, Line, frozenset[str]]]:
    """Each sentence of an article with its weight and its content words."""
    article = reading.article
    for number, sentence in enumerate(reading.sentences):
        text = " ".join(article.slice(sentence).split())
        words = frozenset(t.stem for t in tokens(text) if t.is_content)
        if not _SHORTEST <= len(text.split()) <= _LONGEST:
            continue
        inside = [s for s in reading.statements if any(_touch(sentence, span) for span in s.content)]
        told = max((outlets.get(s.id, 1) for s in inside), default=0)
        spoken = any(s.manner != "narrated" for s in inside)
        weight = 1.0 + 2.0 * log2(1 + max(0, told - 1)) + 0.5 * spoken + (1.5 if number == 0 else 0.0)
        weight += 0.5 * any(s.manner in ("direct", "mixed") and s.id in reports for s in inside)
        yield weight, Line(article.id, article.outlet, sentence, text), words


def _touch(one: Span, other: Span) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end


def _repeats(words: frozenset[str], chosen: Iterable[tuple[float, Line, frozenset[str]]]) -> float:
    return max(
        (len(words & other) / max(1, min(len(words), len(other))) for _, _, other in chosen), default=0.0
    )
