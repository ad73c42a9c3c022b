"""Every expression of time in the running copy, with the calendar day that it names.

The story's day moves along with the text: "the day before" counts from the last day that was
told, "yesterday" from the article's own day, and inside a quotation from the day of saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.article.resolve.article_day import ArticleDay, inside, quoted_stretches
from onrecord.article.resolve.reckoning import fix
from onrecord.article.resolve.time_phrases import TimePhrase, phrases
from onrecord.types import Article, Basis, RelativeDay, Said, Span

_STORY_REACH = 8  # sentences back to which "the day before" may refer
_AHEAD = re.compile(
    r"\b(?:will|won't|would|shall|going to|scheduled|due|planned|plans?|expected|set to|upcoming|slated|"
    r"(?:is|are) to|tomorrow|deadline|next|could|can|might|(?-i:may)|must|should|ahead of|in time for|"
    r"(?:hop|want|wish|intend|aim|mean|need|prepar|vow|promis|pledg|threaten|agree|offer|seek|ask|urg|invit)"
    r"(?:e|es|s|ed|ing)?(?:\s\w+){0,3}?\sto|(?:ready|hopeful|tickets|preparing|fit)\sfor)\b|[’']ll\b",
    re.I,
)
_ASIDE = re.compile(r",\s(?:which|who|whose|whom|where)\s[^,;.]*\Z")
_CLAUSE = re.compile(r"\b(?:who|which|that|after|since|following|when|while|because)\b|[;:,]", re.I)


@dataclass(frozen=True, slots=True)
class DatedPhrase:
    """A phrase with the day it names; `ahead`: the sentence speaks of what is to come."""

    phrase: TimePhrase
    said: Said
    ahead: bool
    quoted: bool


def dated_phrases(
    article: Article, sentences: Sequence[Span], own: ArticleDay
) -> Iterator[list[DatedPhrase]]:
    """The phrases of each sentence with their days, in text order: the story's day moves along."""
    quoted = quoted_stretches(article.text)
    apart = sorted(item.span.bounds for item in article.furniture if item.span.part == "text")
    if article.dateline:
        apart = sorted([*apart, article.dateline.span.bounds])
    story: tuple[int, Said, bool] | None = None
    for index, sentence in enumerate(sentences):
        found = []
        for phrase in phrases(article.text, sentence.start, sentence.end):
            if inside(apart, phrase.start):
                continue  # a date line is no day that the text speaks of
            ahead = phrase.use in ("by", "until") or _speaks_ahead(article.text, sentence, phrase)
            recent = story[1] if story and index - story[0] <= _STORY_REACH else None
            said = day_named(phrase, own, recent, ahead)
            in_quotes = inside(quoted, phrase.start)
            found.append(DatedPhrase(phrase, said, ahead, in_quotes))
            past = said.date is None or own.day is None or said.date <= own.day
            told = phrase.use == "on" and phrase.precision == "day" and phrase.names_a_day
            if told and past and not ahead and not in_quotes:
                aside = bool(
                    _ASIDE.search(article.text, max(sentence.start, phrase.start - 80), phrase.start)
                )
                if not (aside and story and story[0] == index and not story[2]):
                    story = index, said, aside  # "on Monday that talks, which began in May, …" is Monday's
        yield found


def _speaks_ahead(text: str, sentence: Span, phrase: TimePhrase) -> bool:
    """Whether the clause around the phrase tells of what is to come: "will meet on Friday"."""
    before = text[max(sentence.start, phrase.start - 120) : phrase.start]
    if not before.strip(" \t\n\"“'"):  # "On Friday, the council will vote"
        return bool(
            _AHEAD.search(
                _CLAUSE.split(text[phrase.end : min(sentence.end, phrase.end + 80)].lstrip(" ,"))[0]
            )
        )
    return bool(_AHEAD.search(_CLAUSE.split(before)[-1]))


def day_named(phrase: TimePhrase, own: ArticleDay, story: Said | None, ahead: bool) -> Said:
    """What one phrase names, counted from the article's day or the story's."""
    relative = phrase.relative
    if (
        ahead
        and relative
        and relative.weekday is not None
        and not relative.direction
        and relative.days is None
    ):
        relative = RelativeDay(relative.weekday, 0, 1)
    basis: Basis = "weekday" if own.basis == "weekday" and phrase.base != "itself" else "stated"
    said = Said(
        precision=phrase.precision, basis=basis, evidence=(Span(phrase.start, phrase.end),), relative=relative,
        partial=phrase.partial,
    )  # fmt: skip
    if not phrase.names_a_day:
        return replace(said, basis=None, reason=f"'{phrase.words}' names no day")
    day = own.day
    if phrase.base == "story" and relative and relative.days is None:
        if story is None or story.date is None:
            return replace(
                said,
                basis=None,
                relative=None,
                reason=f"'{phrase.words}', but no day it counts from is given",
            )
        said, day = replace(said, evidence=(*said.evidence, *story.evidence)), story.date
    elif phrase.base == "story" and relative and relative.days is not None:
        if story is None and own.day is None and relative.days > 0:
            return replace(
                said, basis=None, relative=None, reason=f"'{phrase.words}', but no day it follows is given"
            )
        if story is not None:
            said = replace(said, evidence=(*said.evidence, *story.evidence))
            day = story.date
            if day is None:
                return _unanchored(replace(said, relative=_moved(story.relative, relative.days)), phrase, own)
        elif relative.days > 0:
            return replace(
                said, basis=None, relative=None, reason=f"'{phrase.words}', but no day it follows is given"
            )
    if phrase.base == "itself":
        fixed = fix(said, date.max, coming=True, closing=phrase.closing)
    elif day is None:
        return _unanchored(said, phrase, own)
    else:
        # a date after the article's day is kept: the day of saying is checked apart, in _own_day
        fixed = fix(said, day, coming=_coming(phrase, ahead), closing=phrase.closing)
    return fixed if fixed.date is not None else replace(fixed, basis=None)


def _coming(phrase: TimePhrase, ahead: bool) -> bool | None:
    """Whether the day spoken of lies ahead; None where the text does not tell."""
    if phrase.use == "since" or phrase.part == "earlier":
        return False
    return None if phrase.partial is not None and not ahead else True


def _moved(relative: RelativeDay | None, days: int) -> RelativeDay | None:
    return (
        None
        if relative is None or relative.direction
        else replace(relative, days=(relative.days or 0) + days)
    )


def _unanchored(said: Said, phrase: TimePhrase, own: ArticleDay) -> Said:
    dateless = own.partial is None and (own.reason or "").startswith("no day")
    why = "the article has no date" if dateless else own.reason
    bound = None
    if own.not_before is not None:  # "on Thursday" in an article of that day or later is no earlier than this
        bound = fix(said, own.not_before).date
        if own.partial is None:
            why = f"{why}; not before {own.not_before} (caption)"
    return replace(said, basis=None, not_before=bound, reason=f"'{phrase.words}', but {why}")


def day_in_quotation(item: DatedPhrase, told: Said | None) -> Said:
    """A phrase in a speaker's mouth counts from the day of saying."""
    bare = replace(item.said, date=None, end=None, basis=None, not_before=None)
    if told is None or told.date is None or told.precision != "day":
        relative = None  # counted from the day of saying: the article's day alone must not fix it
        own = item.said.relative
        if told is not None and told.relative and own and own.weekday is None and not own.direction:
            relative = _moved(told.relative, own.days or 0)
        reason = f"'{item.phrase.words}' in a quotation whose own day is unknown"
        return replace(bare, relative=relative, reason=reason)
    fixed = fix(bare, told.date, coming=True, closing=item.phrase.closing)
    return (
        replace(fixed, basis=told.basis, evidence=(*bare.evidence, *told.evidence)) if fixed.date else fixed
    )
