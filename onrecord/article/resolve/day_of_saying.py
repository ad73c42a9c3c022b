"""Which day one statement was said on: its own words, the report's day, or unknown with the reason.

A phrase of time counts only in the statement's cue clause. What was said earlier ("had warned"),
is told within another statement, or is only supposed, is not of the report's day; where the lead
tells of a day shortly before, an undated statement may be of either: a range.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from onrecord.article.resolve.article_day import ArticleDay, day_of, inside
from onrecord.article.resolve.cue_clause import CueClause, near_cue
from onrecord.article.resolve.dated_phrases import DatedPhrase, dated_phrases, day_named
from onrecord.article.resolve.reckoning import fix, lies_ahead
from onrecord.article.resolve.time_phrases import phrases
from onrecord.types import Article, Basis, Said, Span, Spans, Statement

# said before the report, on a day that is not told: "had earlier warned", "has long said"
_EARLIER = re.compile(
    r"\b(?:earlier|previously|formerly|once(?! again| more)|long|repeatedly|often|already)\b", re.I
)
_TIME_CLAUSE = re.compile(
    r"\b(?:when|after|since|before|until|while)\s{1,3}(?:the\s{1,3}|an?\s{1,3})?\Z", re.I
)
_PERFECT = re.compile(r"\b(?:had|has|have|having)\b|[’']d\b", re.I)
# "warned of": no clause follows, and a day at its end is the verb's
_ABOUT = re.compile(r"\w+(?:\s\w+)?\s(?:of|about|against|over)\s", re.I)
_CLAUSAL = re.compile(
    r"\b(?:that|which|who|if|is|are|was|were|be|been|will|would|has|have|had|can|could|may|might|must|should|did|does|do|\w+ed)\b",
    re.I,
)
_BEFORE_THAT = re.compile(r"\bhad\b[^,;:.]*\Z")  # "had said on Sunday" is no day of this report's
# whom another report quotes spoke on its day, not on this one's
_QUOTED_BY = re.compile(r"\b(?:was|were|been|being)\s(?:quoted|cited)\s(?:\w+\s)?by\b", re.I)
_RECORDED = re.compile(r"(?:an?|the|one|another)?\s?(?:\w+\s){0,2}?(voices?|recordings?|tapes?|audio)", re.I)
_WHEN = re.compile(r",?\s{1,3}when\s{1,3}\Z", re.I)
WITHIN = "told within another statement; the day it was said is not given"
_LEAD = 3  # sentences in which a report tells its day
_PARAGRAPH = 8  # sentences
_ORDER = {"cue": 0, "after": 1, "between": 2, "lead": 3, "tail": 4}


@dataclass(frozen=True, slots=True)
class Telling:
    """What is known of an article before its statements are dated."""

    article: Article
    own: ArticleDay
    clauses: Sequence[CueClause]
    dated: Sequence[list[DatedPhrase]]
    sentences: Sequence[Span]
    lead: Sequence[int]


def prepare(
    article: Article, clauses: Sequence[CueClause], sentences: Sequence[Span], today: date | None
) -> Telling:
    """The article's day, and every expression of time in its sentences with its day."""
    own = day_of(article, today)
    dated = list(dated_phrases(article, sentences, own))
    return Telling(article, own, clauses, dated, sentences, _lead(article, sentences))


def own_phrase(telling: Telling, statement: Statement, clause: CueClause) -> DatedPhrase | None:
    """The phrase in the cue clause that tells when it was said, nearest to the cue first."""
    article = telling.article
    text = article.text if clause.part == "text" else article.headline or ""
    if clause.sentence >= 0:
        candidates = telling.dated[clause.sentence]
    else:
        candidates = [
            DatedPhrase(p, day_named(p, telling.own, None, False), False, False)
            for p in phrases(text, clause.start, clause.end)
        ]
    start = min((span.start for span in (*statement.source, *statement.cue)), default=clause.start)
    if _WHEN.search(text[max(clause.start, start - 12) : start]):  # "on 2 September, when she argued"
        last = bisect_left(candidates, start, key=lambda item: item.phrase.start) - 1
        if last >= 0 and candidates[last].phrase.use == "on" and start - candidates[last].phrase.end <= 12:
            return candidates[last]
    best: tuple[int, int, DatedPhrase] | None = None
    for zone in clause.zones:
        first = bisect_left(candidates, zone.start, key=lambda item: item.phrase.start)
        last = bisect_left(candidates, zone.end, key=lambda item: item.phrase.start)
        for item in candidates[first:last]:
            phrase = item.phrase
            if phrase.use != "on" or phrase.end > zone.end:
                continue
            if not near_cue(text, zone, phrase.start, phrase.end, statement.manner != "indirect"):
                continue
            distance = phrase.start if zone.side != "lead" else -phrase.start
            if best is None or (_ORDER[zone.side], distance) < best[:2]:
                best = _ORDER[zone.side], distance, item
    return best[2] if best else _behind_source(statement, candidates) or _closing(text, statement, candidates)


def _behind_source(statement: Statement, candidates: Sequence[DatedPhrase]) -> DatedPhrase | None:
    """The phrase with which a source ends: "the minister, Ana Vell, today | confirmed"."""
    ends = {span.end for span in statement.source}
    return next((item for item in candidates if item.phrase.end in ends and item.phrase.use == "on"), None)


def _closing(text: str, statement: Statement, candidates: Sequence[DatedPhrase]) -> DatedPhrase | None:
    """The phrase that closes what is no clause of its own: "warned of higher prices | yesterday"."""
    if statement.manner != "indirect" or len(statement.content) != 1 or not statement.cue:
        return None
    content = statement.content[0]
    words = text[content.start : content.end]
    if not _ABOUT.match(
        f"{text[statement.cue[-1].start : statement.cue[-1].end]} {words}"
    ) or _CLAUSAL.search(words):
        return None
    for item in candidates:
        closes = content.start < item.phrase.start and not text[item.phrase.end : content.end].strip(' .,”"')
        if (
            closes
            and item.phrase.end <= content.end
            and item.phrase.use == "on"
            and item.phrase.base == "article"
        ):
            return item
    return None


def own_day(item: DatedPhrase, own: ArticleDay) -> Said:
    """The phrase's day as a day of saying: never after the article's own."""
    phrase = item.phrase
    if phrase.base == "article" and lies_ahead(phrase.relative):
        reason = f"'{phrase.words}' lies ahead: not the day it was said"
        return Said(evidence=item.said.evidence, reason=reason)
    said = day_named(phrase, own, None, False) if item.ahead and phrase.base == "article" else item.said
    if own.day is None or not phrase.names_a_day:
        return said
    if phrase.base == "article":
        bare = replace(said, date=None, end=None, basis=None, reason=None)
        fixed = fix(bare, own.day, closing=phrase.closing)
        basis: Basis = "weekday" if own.basis == "weekday" else "stated"
        return replace(fixed, basis=basis) if fixed.date else fixed
    if said.date is not None and said.date > own.day:
        reason = f"'{phrase.words}' lies after the article's day, {own.day}"
        return replace(said, date=None, end=None, basis=None, reason=reason)
    return replace(said, end=own.day) if said.end and said.end > own.day else said


def not_of_the_day(article: Article, statement: Statement, clause: CueClause) -> str | None:
    """Why an undated statement is not of the report's day, None if it may be."""
    if statement.polarity == "hypothetical":
        return "not said, only supposed"
    if clause.parent is not None:
        return WITHIN
    text = article.text if clause.part == "text" else article.headline or ""
    marks = [span for span in (*statement.source, *statement.cue) if span.part == clause.part]
    if marks and _TIME_CLAUSE.search(text[max(clause.start, marks[0].start - 20) : marks[0].start]):
        return "told in a clause of time, and no day given"
    cue = " ".join(article.slice(span) for span in statement.cue)
    source = " ".join(article.slice(span) for span in statement.source)
    if _QUOTED_BY.search(cue):
        return "quoted from another report, whose day is not given"
    if cue.casefold() == "according to" and source.casefold() == "which":
        return "told of what had been said; the day is not given"
    if voice := _RECORDED.fullmatch(source):
        return f"heard on a recording ('{voice[1]}'), and the day it was made is not given"
    opening = _EARLIER.match(text, clause.start)
    if opening:  # "Earlier it was rumoured that Orlan said"
        return f"said before the report ('{opening.group()}'), and the day is not given"
    if mark := said_earlier(article, clause):
        return f"said before the report ('{mark}'), and the day is not given"
    return None


def said_earlier(article: Article, clause: CueClause) -> str | None:
    """The word around the cue that tells of an earlier day: "had", "once"."""
    text = article.text if clause.part == "text" else article.headline or ""
    for zone in clause.zones:
        words = text[zone.start : zone.end]
        if zone.side in ("cue", "between"):
            mark = _EARLIER.search(words) or _PERFECT.search(words)
        elif zone.side == "tail":
            mark = None
        else:
            mark = _EARLIER.search(words[:60] if zone.side == "after" else words[-60:])
        if mark:
            return mark.group()
    return None


def day_of_report(telling: Telling, statement: Statement, clause: CueClause) -> Said:
    """An undated statement of a report: said on the report's day, as far as anyone can tell.

    Where the lead, or the paragraph before it, tells of a day shortly before, it may have been said
    on either: a range.
    """
    own = telling.own
    if own.day is None:
        return Said(reason=own.reason, not_before=own.not_before, partial=own.partial)
    said = Said(own.day, precision="day", basis=own.basis, evidence=own.evidence)
    if statement.manner == "narrated":
        return said
    lead = _days_told(telling, telling.lead)
    told = _days_before(telling, clause.sentence)[-1:] or lead
    since = [day for day, _ in told if day < own.day]
    if not since or any(day == own.day for day, _ in told):
        return said
    first = max(since)
    evidence = next(spans for day, spans in told if day == first)
    return replace(said, date=first, end=own.day, precision="range", evidence=(*evidence, *own.evidence))


def _lead(article: Article, sentences: Sequence[Span]) -> list[int]:
    """The first sentences of the running copy: titles and date lines tell nothing of a report's day."""
    apart = sorted(item.span.bounds for item in article.furniture if item.span.part == "text")
    copy = (
        line
        for line, one in enumerate(sentences)
        if " " in article.text[one.start : one.end]
        and not inside(apart, one.start)
        and not inside(apart, one.end - 1)
    )
    return list(islice(copy, _LEAD))


def _days_told(telling: Telling, lines: Iterable[int]) -> list[tuple[date, Spans]]:
    """The days up to a week before the article's that these sentences tell of, outside quotations."""
    return [
        (item.said.date, item.said.evidence[:1])
        for line in lines
        for item in telling.dated[line][:10]
        if item.said.date and telling.own.day and not item.quoted and not item.ahead
        if item.phrase.precision == "day" and item.phrase.use == "on"
        if not _BEFORE_THAT.search(telling.article.text, telling.sentences[line].start, item.phrase.start)
        if timedelta() <= telling.own.day - item.said.date < timedelta(days=7)
    ]


def _days_before(telling: Telling, line: int) -> list[tuple[date, Spans]]:
    """The days told by the sentences before this one in its paragraph."""
    if line < 0:
        return []
    first = line
    while first > 0 and line - first < _PARAGRAPH:
        gap = telling.article.text[telling.sentences[first - 1].end : telling.sentences[first].start]
        if "\n" in gap:
            break
        first -= 1
    return _days_told(telling, range(first, line + 1))
