"""When: the day each statement was said, and the days that the text speaks of.

A statement's day is read from its own cue clause ("told reporters on Monday"), else from the run
of its speaker's statements, else it is the day of the report. What was said earlier, is told by
another, or has nothing to count from stays unknown, with the reason. Phrases are found in
time_phrases.py, counted in reckoning.py; the day they count from comes from article_day.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.article.resolve.article_day import ArticleDay, day_of
from onrecord.article.resolve.cue_clause import CueClause, cue_clauses, goes_on, near_cue
from onrecord.article.resolve.dated_phrases import DatedPhrase, dated_phrases, day_in_quotation, day_named
from onrecord.article.resolve.reckoning import fix, lies_ahead
from onrecord.article.resolve.time_phrases import phrases
from onrecord.types import Article, Basis, DayMentioned, Said, Span, Spans, Statement

# said before the report, on a day that is not told: "had earlier warned", "has long said"
_EARLIER = re.compile(
    r"\b(?:earlier|previously|formerly|once(?! again| more)|long|repeatedly|often|already)\b", re.I
)
_TIME_CLAUSE = re.compile(
    r"\b(?:when|after|since|before|until|while)\s{1,3}(?:the\s{1,3}|an?\s{1,3})?\Z", re.I
)
_PERFECT = re.compile(r"\b(?:had|has|have|having)\b|[’']d\b", re.I)
_LONGEST_QUOTATION = 50  # sentences
_WHEN = re.compile(r",?\s{1,3}when\s{1,3}\Z", re.I)
_LEAD = 3  # sentences in which a report tells its day
_PARAGRAPH = 8  # sentences
_PRONOUN = re.compile(r"(?i:he|she)\Z")
_ORDER = {"cue": 0, "after": 1, "between": 2, "lead": 3, "tail": 4}


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is known of an article before its statements are dated."""

    article: Article
    own: ArticleDay
    clauses: Sequence[CueClause]
    dated: Sequence[list[DatedPhrase]]
    sentences: Sequence[Span]


def _telling(
    article: Article, statements: Sequence[Statement], sentences: Sequence[Span], today: date | None
) -> _Telling:
    own = day_of(article, today)
    clauses = cue_clauses(article, statements, sentences)
    return _Telling(article, own, clauses, list(dated_phrases(article, sentences, own)), sentences)


def article_day(
    article: Article, today: date | None = None
) -> tuple[date | None, Spans, str | None, date | None]:
    """The article's own day, its evidence, the reason where it is unknown, and a lower bound.

    >>> article_day(Article("a", "Velm says no.", published=date(2024, 3, 5)))
    (datetime.date(2024, 3, 5), (), None, None)
    """
    found = day_of(article, today)
    return found.day, found.evidence, found.reason, found.not_before


def anchored(said: Said, day: date, *, coming: bool | None = False) -> Said:
    """`said` fixed with the article's own day once another report supplies it (basis "other_report").

    Unchanged where it has a date already or its words name no day. For days that a
    text speaks of, `coming` None allows days after `day`, and True expects them.

    >>> from onrecord.types import RelativeDay
    >>> anchored(Said(relative=RelativeDay(weekday=0), precision="day"), date(2021, 8, 26)).date
    datetime.date(2021, 8, 23)
    """
    if said.date is not None or (said.relative is None and said.partial is None):
        return said
    fixed = fix(said, day, coming=coming)
    return replace(fixed, basis="other_report", not_before=None) if fixed.date is not None else fixed


def days_said(
    article: Article,
    statements: Sequence[Statement],
    sentences: Sequence[Span],
    speakers: Sequence[Hashable] | None = None,
    today: date | None = None,
) -> tuple[Said, ...]:
    """The day each statement was said, one for each statement, in order.

    `speakers` (one key a statement, None where unknown) tells which statements one speaker's run
    holds; without it the words of the sources must do.
    """
    keys = speakers if speakers is not None else _source_keys(article, statements)
    return _days_said(_telling(article, statements, sentences, today), statements, keys)[0]


def days_mentioned(
    article: Article, statements: Sequence[Statement], sentences: Sequence[Span], today: date | None = None
) -> tuple[DayMentioned, ...]:
    """The days that the running copy speaks of, past and coming, without the days of saying.

    Inside a direct quotation "today" is the day on which the quotation was said.
    """
    telling = _telling(article, statements, sentences, today)
    said, used = _days_said(telling, statements, _source_keys(article, statements))
    starts = [sentence.start for sentence in sentences]
    quotations: dict[int, list[tuple[int, int, Said]]] = {}
    for statement, day in zip(statements, said, strict=True):
        for content in statement.content if statement.manner in ("direct", "mixed") else ():
            first = max(bisect_right(starts, content.start) - 1, 0)
            for index in range(first, min(bisect_left(starts, content.end), first + _LONGEST_QUOTATION)):
                quotations.setdefault(index, []).append((content.start, content.end, day))
    mentioned = []
    for index, (sentence, found) in enumerate(zip(sentences, telling.dated, strict=True)):
        for item in found:
            at = item.phrase.start
            if item.phrase.names_a_day and (at, item.phrase.end) not in used:
                day = item.said
                if item.quoted and item.phrase.base != "itself":
                    told = [d for a, b, d in quotations.get(index, ())[:40] if a <= at < b]
                    day = day_in_quotation(item, told[-1] if told else None)
                mentioned.append(DayMentioned(Span(at, item.phrase.end), sentence, day))
    return tuple(mentioned)


# --------------------------------------------------------------------------- the day of saying


def _days_said(
    telling: _Telling, statements: Sequence[Statement], keys: Sequence[Hashable]
) -> tuple[tuple[Said, ...], set[tuple[int, int]]]:
    """The days, and the phrases (start, end) that told them."""
    found: list[Said] = []
    used: set[tuple[int, int]] = set()
    own = telling.own
    earlier = goes_on(telling.article, statements, telling.clauses)
    run: tuple[Hashable, Said] | None = None
    for index, (statement, clause) in enumerate(zip(statements, telling.clauses, strict=True)):
        own_phrase = _own_phrase(telling, statement, clause)
        if own_phrase is not None:
            said = _own_day(own_phrase, own)
            if own_phrase.phrase.names_a_day:
                used.add((own_phrase.phrase.start, own_phrase.phrase.end))
                if clause.parent is None:
                    run = keys[index], said
        else:
            before = earlier[index]
            if before is not None:
                said = found[before]
            else:
                reason = _not_of_the_day(telling.article, statement, clause)
                if reason is not None:
                    said = Said(reason=reason)
                elif (
                    run is not None
                    and keys[index] is not None
                    and keys[index] == run[0]
                    and run[1].precision == "day"
                ):
                    said = run[1]
                else:
                    said = _day_of_report(telling, statement, clause)
        found.append(said)
    return tuple(found), used


def _own_phrase(telling: _Telling, statement: Statement, clause: CueClause) -> DatedPhrase | None:
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
    return best[2] if best else None


def _own_day(item: DatedPhrase, own: ArticleDay) -> Said:
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


def _not_of_the_day(article: Article, statement: Statement, clause: CueClause) -> str | None:
    """Why an undated statement is not of the report's day, None if it may be."""
    if statement.polarity == "hypothetical":
        return "not said, only supposed"
    if clause.parent is not None:
        return "told within another statement; the day it was said is not given"
    text = article.text if clause.part == "text" else article.headline or ""
    marks = [span for span in (*statement.source, *statement.cue) if span.part == clause.part]
    if marks and _TIME_CLAUSE.search(text[max(clause.start, marks[0].start - 20) : marks[0].start]):
        return "told in a clause of time, and no day given"
    opening = _EARLIER.match(text, clause.start)
    if opening:  # "Earlier it was reported that Orlan said"
        return f"'{opening.group()}': said before the report, no day given"
    for zone in clause.zones:
        words = text[zone.start : zone.end]
        if zone.side in ("cue", "between"):
            mark = _EARLIER.search(words) or _PERFECT.search(words)
        elif zone.side == "tail":
            mark = None
        else:
            mark = _EARLIER.search(words[:60] if zone.side == "after" else words[-60:])
        if mark:
            return f"'{mark.group()}': said before the report, no day given"
    return None


def _day_of_report(telling: _Telling, statement: Statement, clause: CueClause) -> Said:
    """An undated statement of a report: said on the report's day, as far as anyone can tell.

    Where the lead, or the paragraph before it, tells of a day shortly before, it may have been said
    on either: a range.
    """
    own = telling.own
    if own.day is None:
        return Said(reason=own.reason, not_before=own.not_before)
    said = Said(own.day, precision="day", basis=own.basis, evidence=own.evidence)
    if statement.manner == "narrated" or clause.part == "title":
        return said
    lead = _days_told(telling, range(min(_LEAD, len(telling.dated))))
    told = _days_before(telling, clause.sentence)[-1:] or lead
    since = [day for day, _ in told if day < own.day]
    if not since or any(day == own.day for day, _ in told):
        return said
    first = max(since)
    evidence = next(spans for day, spans in told if day == first)
    return replace(said, date=first, end=own.day, precision="range", evidence=(*evidence, *own.evidence))


def _days_told(telling: _Telling, lines: Iterable[int]) -> list[tuple[date, Spans]]:
    """The days up to a week before the article's that these sentences tell of, outside quotations."""
    return [
        (item.said.date, item.said.evidence[:1])
        for line in lines
        for item in telling.dated[line][:10]
        if item.said.date and telling.own.day and not item.quoted and not item.ahead
        if item.phrase.precision == "day" and item.phrase.use == "on"
        if timedelta() <= telling.own.day - item.said.date < timedelta(days=7)
    ]


def _days_before(telling: _Telling, line: int) -> list[tuple[date, Spans]]:
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


def _source_keys(article: Article, statements: Sequence[Statement]) -> list[Hashable]:
    """Who speaks, by the words of the sources alone: the last capitalised word; "he" goes on."""
    keys: list[Hashable] = []
    for statement in statements:
        words = " ".join(article.slice(span) for span in statement.source)
        names = re.findall(r"\b[A-Z][\w’'-]*", words[-200:])
        if _PRONOUN.match(words.strip()):
            keys.append(keys[-1] if keys else None)
        else:
            keys.append(names[-1].removesuffix("'s").removesuffix("’s") if names else None)
    return keys
