"""A story in a few sentences of its own articles, each with its source: nothing is generated.

Chosen are the sentences that hold what most outlets report, and the articles' openings, as long as
they say something new (maximal marginal relevance; Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log2

from onrecord.record.compare.chronology import article_day
from onrecord.record.compare.within import finder, touch
from onrecord.record.compare.words import Token, tokens, word_set
from onrecord.types import BriefLine, Reading, Report, StatementGroup

_SHORTEST, _LONGEST = 6, 70
_NEW = 0.5
"""A sentence that shares more than this part of its content words with one already chosen adds too little."""

_HEARD = 0.8
"""What a further sentence of the same article weighs against one of another."""

_TELLING = 2.0
"""What a sentence weighs at least that opens its article, or tells who says something."""

_COMPETING = 500
"""So many of the heaviest sentences compete."""

_ENDING = frozenset((".", "!", "?", "…", '"', "'", ")"))

_LEANING = word_set("he she they it this that these those his her their but and however also such")
"""A sentence that begins so leans on the one before it."""


def brief(
    readings: Sequence[Reading],
    groups: Iterable[StatementGroup] = (),
    reports: Mapping[str, Report] | None = None,
    sentences: int = 4,
    contested: Container[str] = (),
) -> tuple[BriefLine, ...]:
    """At most `sentences` sentences of the articles, in order of the articles' days, on each the weightiest first.

    One at least is of the latest day, if any of it can stand alone.

    A sentence weighs by how many outlets report the statements in it, more when it opens its
    article or quotes directly, and less the more it repeats what is already chosen, where it leaves
    out what a fuller report of the statement has, or stands against others of it (`contested`).
    """
    known, groups = reports or {}, tuple(groups)
    outlets = {s: max(g.outlets, len(g.articles)) for g in groups for s in g.statements}
    group_of = {s: g.id for g in groups for s in g.statements}
    worth = {s: share for g in groups for s, share in _shares(g, known)}
    worth = {s: 0.3 * worth.get(s, 1.0) if s in contested else worth.get(s, 1.0) for s in outlets}
    remaining = [c for reading in readings for c in _weighed(reading, outlets, worth, group_of, known)]
    remaining.sort(key=lambda c: (-c.weight, c.line.article_id, c.line.span))
    del remaining[_COMPETING:]
    day = {reading.article.id: article_day(reading, known) or date.max for reading in readings}
    latest = max((d for d in day.values() if d != date.max), default=date.max)
    chosen: list[_Candidate] = []
    while remaining and len(chosen) < sentences:
        news = [c for c in remaining if day[c.line.article_id] == latest and c.weight >= _TELLING]
        heard = any(day[c.line.article_id] == latest for c in chosen)
        last = len(chosen) == sentences - 1  # one sentence is kept for what came last
        best = _best(news if last and news and not heard else remaining, chosen)
        remaining.remove(best)
        if best.repeats(chosen) <= _NEW:
            chosen.append(best)
    chosen.sort(key=lambda c: (day[c.line.article_id], -c.weight, c.line.article_id, c.line.span))
    return tuple(c.line for c in chosen)


@dataclass(frozen=True, slots=True)
class _Candidate:
    weight: float
    line: BriefLine
    groups: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """The stems of its content words."""
        return _content(self.line.text)

    def repeats(self, chosen: Iterable[_Candidate]) -> float:
        """The largest share of content words that it has in common with one already chosen.

        All, where both tell one statement: another translation has none of its words.
        """
        return max(
            (
                1.0
                if self.groups & c.groups
                else len(self.words & c.words) / max(1, min(len(self.words), len(c.words)))
                for c in chosen
            ),
            default=0.0,
        )

    def worth(self, chosen: Iterable[_Candidate]) -> float:
        """Its weight, less what it repeats, and less for an article that has had its say."""
        heard = sum(c.line.article_id == self.line.article_id for c in chosen)
        return self.weight * (1 - self.repeats(chosen)) * _HEARD**heard


def _best(candidates: Sequence[_Candidate], chosen: Sequence[_Candidate]) -> _Candidate:
    """The first of those most worth, of candidates the weightiest first."""
    best, most = candidates[0], -1.0
    for candidate in candidates:
        if candidate.weight <= most:  # none is worth more than it weighs
            break
        if (worth := candidate.worth(chosen)) > most:
            best, most = candidate, worth
    return best


@lru_cache(maxsize=1024)
def _content(text: str) -> frozenset[str]:
    return frozenset(t.stem for t in tokens(text) if t.is_content)


_FIRST_PERSON = word_set("i we us our ours my me mine")
_QUOTED = re.compile(r'"[^"]*(?:"|$)|“[^”]*(?:”|$)')


def _leans(words: Sequence[Token]) -> bool:
    """Whether a sentence, or the answer it opens with, takes up the one before: "No, this is …"."""
    spoken = [t.fold for t in words if t.is_word][:3]
    return spoken[0] in _LEANING or (spoken[0] in ("no", "yes") and any(w in _LEANING for w in spoken))


def _is_pronoun(source: str) -> bool:
    return source.casefold() in ("he", "she", "they", "it", "him", "her")


def _shares(group: StatementGroup, reports: Mapping[str, Report]) -> Iterable[tuple[str, float]]:
    """What part of the fullest report of its kind each report of a group is: a trimmed quotation is less."""
    lengths = {
        s: sum(t.is_content for t in tokens(reports[s].content)) for s in group.statements if s in reports
    }
    direct = {s for s in lengths if reports[s].statement.manner == "direct"}
    longest = max((lengths[s] for s in direct), default=0)
    return ((s, lengths[s] / longest if s in direct and longest else 1.0) for s in lengths)


def _weighed(
    reading: Reading,
    outlets: Mapping[str, int],
    worth: Mapping[str, float],
    group_of: Mapping[str, str],
    reports: Mapping[str, Report],
) -> Iterable[_Candidate]:
    """Each sentence of an article that can stand alone, with its weight and its content words."""
    article, telling = reading.article, finder(reading.statements)
    for number, sentence in enumerate(reading.sentences):
        text = " ".join(article.slice(sentence).split())
        words = tokens(text)
        if not _SHORTEST <= sum(t.is_word for t in words) <= _LONGEST:
            continue
        inside = [s for s in telling(sentence) if any(touch(sentence, span) for span in s.content)]
        told = max((outlets.get(s.id, 1) for s in inside), default=0)
        ends = words[-1].fold in _ENDING  # a line of place and author does not, nor does a heading
        weight = 1.0 + 2.0 * log2(max(1, told)) + (3.0 if number == 0 and ends else 0.0)
        # who says it stands in the same sentence: it can be read alone
        named = any(touch(sentence, span) for s in inside for span in s.source)
        weight += 1.0 * named
        weight += 0.5 * any(s.manner in ("direct", "mixed") and s.id in reports for s in inside)
        weight *= min((worth.get(s.id, 1.0) for s in inside), default=1.0)
        if text.count('"') % 2 or text.count("“") != text.count("”"):
            weight *= 0.5
        weight *= 1.0 if ends else 0.4
        first_person = any(t.fold in _FIRST_PERSON for t in tokens(_QUOTED.sub(" ", text)))
        if first_person or (not named and any(s.manner == "direct" for s in inside)):
            weight *= 0.4  # spoken by somebody whom another sentence names
        if _leans(words) or any(_is_pronoun(article.slice(span)) for s in inside for span in s.source):
            weight *= 0.4
        told_here = frozenset(group_of[s.id] for s in inside if s.id in group_of)
        yield _Candidate(weight, BriefLine(article.id, article.outlet, sentence, text), told_here)
