"""When: the day each statement was said, and the days that the text speaks of.

A statement's day is read from its own cue clause ("told reporters on Monday"), else from the run
of its speaker's statements, else it is the day of the report: day_of_saying.py. What was said
earlier, is told by another, or has nothing to count from stays unknown, with the reason. Phrases
are found in time_phrases.py, counted in reckoning.py; their anchor comes from article_day.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from onrecord.article.resolve.article_day import day_of
from onrecord.article.resolve.cue_clause import CueClause, cue_clauses, goes_on
from onrecord.article.resolve.dated_phrases import day_in_quotation
from onrecord.article.resolve.day_of_saying import (
    WITHIN,
    Telling,
    day_of_report,
    not_of_the_day,
    own_day,
    own_phrase,
    prepare,
    said_earlier,
)
from onrecord.article.resolve.reckoning import fix
from onrecord.types import Article, DayMentioned, Said, Span, Spans, Statement

_LONGEST_QUOTATION = 50  # sentences
_PRONOUN = re.compile(r"(?i:he|she)\Z")
_REPORTS = re.compile(r"\b(?:presenter|reporter|correspondent|newsreader|newscaster)\b", re.I)
_PRESENT = re.compile(
    r"\A(?:\w+\s){0,2}?(?:is|are|\w+[^s\W]s|want|hope|fear|believe|think|expect|doubt)\b", re.I
)


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


def dates(
    article: Article,
    statements: Sequence[Statement],
    sentences: Sequence[Span],
    speakers: Sequence[Hashable] | None = None,
    clauses: Sequence[CueClause] | None = None,
    today: date | None = None,
) -> tuple[tuple[Said, ...], tuple[DayMentioned, ...]]:
    """The day each statement was said, in order; and the days that the running copy speaks of.

    `speakers` (one key a statement, None where unknown) tells which statements one speaker's run
    holds; without it the words of the sources must do. A phrase that tells when something was said
    is no day spoken of; inside a direct quotation "today" is the day on which it was said.
    """
    keys = speakers if speakers is not None else _source_keys(article, statements)
    clauses = clauses if clauses is not None else cue_clauses(article, statements, sentences)
    telling = prepare(article, clauses, sentences, today)
    said, used = _said(telling, statements, keys)
    return said, tuple(_mentioned(telling, statements, said, used))


def days_said(
    article: Article,
    statements: Sequence[Statement],
    sentences: Sequence[Span],
    speakers: Sequence[Hashable] | None = None,
    today: date | None = None,
) -> tuple[Said, ...]:
    """The first half of `dates`: the day each statement was said."""
    return dates(article, statements, sentences, speakers, today=today)[0]


def days_mentioned(
    article: Article, statements: Sequence[Statement], sentences: Sequence[Span], today: date | None = None
) -> tuple[DayMentioned, ...]:
    """The second half of `dates`: the days, past and coming, that the running copy speaks of."""
    return dates(article, statements, sentences, today=today)[1]


def _mentioned(
    telling: Telling, statements: Sequence[Statement], said: Sequence[Said], used: set[tuple[int, int]]
) -> Iterator[DayMentioned]:
    starts = [sentence.start for sentence in telling.sentences]
    quotations: dict[int, list[tuple[int, int, Said]]] = {}
    for statement, day in zip(statements, said, strict=True):
        for content in statement.content if statement.manner in ("direct", "mixed") else ():
            first = max(bisect_right(starts, content.start) - 1, 0)
            for index in range(first, min(bisect_left(starts, content.end), first + _LONGEST_QUOTATION)):
                quotations.setdefault(index, []).append((content.start, content.end, day))
    for index, (sentence, found) in enumerate(zip(telling.sentences, telling.dated, strict=True)):
        for item in found:
            at = item.phrase.start
            if item.phrase.names_a_day and (at, item.phrase.end) not in used:
                day = item.said
                if item.quoted and item.phrase.base != "itself":
                    told = [d for a, b, d in quotations.get(index, ())[:40] if a <= at < b]
                    day = day_in_quotation(item, told[-1] if told else None)
                yield DayMentioned(Span(at, item.phrase.end), sentence, day)


def _said(
    telling: Telling, statements: Sequence[Statement], keys: Sequence[Hashable]
) -> tuple[tuple[Said, ...], set[tuple[int, int]]]:
    """The days, and the phrases (start, end) that told them."""
    found: list[Said] = []
    used: set[tuple[int, int]] = set()
    earlier = goes_on(telling.article, statements, telling.clauses)
    run: tuple[Hashable, Said] | None = None  # whose day runs on, and which
    reporting = _on_air(telling.article, statements, keys)
    for index, (statement, clause) in enumerate(zip(statements, telling.clauses, strict=True)):
        if clause.parent in reporting:
            clause = replace(clause, parent=None)  # noqa: PLW2901
        phrase = own_phrase(telling, statement, clause)
        before = earlier[index]
        if phrase is not None:
            said = own_day(phrase, telling.own)
            if phrase.phrase.names_a_day:
                used.add((phrase.phrase.start, phrase.phrase.end))
                if clause.parent is None:
                    run = keys[index], said
        elif before is not None:
            said = found[before]
        elif reason := not_of_the_day(telling.article, statement, clause):
            said = Said(reason=reason)
        elif run and keys[index] is not None and keys[index] == run[0] and run[1].precision == "day":
            said = run[1]
        else:
            said = day_of_report(telling, statement, clause)
        found.append(said)
    for index, (statement, clause) in enumerate(zip(statements, telling.clauses, strict=True)):
        if clause.parent is not None and found[index].reason == WITHIN and _held(telling, statement, clause):
            mine = keys[index] is not None and keys[index] == keys[clause.parent]
            if mine or _PRESENT.search(telling.article.slice(statement.cue[-1])):
                found[index] = found[clause.parent]
    return tuple(found), used


def _on_air(article: Article, statements: Sequence[Statement], keys: Sequence[Hashable]) -> frozenset[int]:
    """The turns in which a bulletin's own people tell the news: what others say there is of its day."""
    labels = [_REPORTS.search(" ".join(article.slice(span) for span in s.source)) for s in statements]
    own = {key for key, label in zip(keys, labels, strict=True) if label and key is not None}
    turns = (index for index, key in enumerate(keys) if labels[index] or key in own)
    return frozenset(
        i for i in turns if statements[i].manner == "direct" and not _spoken(article, statements[i])
    )


def _spoken(article: Article, statement: Statement) -> bool:
    """Whether a verb tells of the statement: a turn has none, only its label and a colon."""
    return any(article.slice(span).strip(" :") for span in statement.cue)


def _held(telling: Telling, statement: Statement, clause: CueClause) -> bool:
    """Whether somebody is said to hold a view as they speak: "Orlan said that she hoped …", "that Velm wants …"."""
    return statement.act == "attitude" and bool(statement.cue) and not said_earlier(telling.article, clause)


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
