"""Whom an outlet has it from: `Volna reported, citing the Kremlin, that …` is what the Kremlin says.

The outlet stays in the chain (channels.py: reported_by); who speaks is looked for in the words after
"citing". Where they name nobody who can speak ("citing the drought") or another outlet, the outlet
itself remains the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.article.resolve.cue_clause import CueClause
from onrecord.article.resolve.outlet_sources import as_source, near
from onrecord.article.resolve.outlet_words import OutletMention
from onrecord.article.resolve.small_words import CUTS, OWNERS, UNNAMED
from onrecord.article.resolve.tables import body_nouns, countries, fold, person_nouns, titles
from onrecord.article.resolve.time_phrases import phrases
from onrecord.types import Article, Mention, Span, Statement

_CITING = re.compile(
    r"(?<!without )(?<!not )\b(?:citing|quoting|which\s(?:cite[sd]|quote[sd])|(?:with\s)?reference\sto|referring\sto)\s",
    re.I,
)
_PHRASE = re.compile(r"[^,.;:()\"“”«»\n]{2,90}?(?=[,.;:()\"“”«»\n]|\s(?:that|as|said|says|who|which)\b|\Z)")
_AS_SAYING = re.compile(r"(?!that\b)(?P<who>[^,.;:()\n]{2,60}?)\sas\s(?:saying|telling)\b")
_REPORTS = re.compile(r"(?:has\s|had\s)?(?:reported|quoted|cited|quotes|cites|reports)")
_QUOTES = re.compile(r"(?:has\s|had\s)?(?:quotes|quoted|cites|cited)")
_WHO = re.compile(r"\s(?P<who>[^,.;:()\"“”«»\n]{2,60}?)(?=[.,;\n])")
_CARRIED = re.compile(
    r"(?P<what>(?:(?:[Tt]he|[Aa]n?|[Ii]ts?|[Hh]is|[Hh]er)\s)?(?:[a-z-]{2,20}\s){0,2}"
    r"(?:statements?|remarks|comments?|commentary|report|article|letter|video|message|readout|speech|editorial|post|declarations?))"
    r"(?P<apart>,)?\s(?:published|carried|released|issued|posted|broadcast|aired|cited|quoted|collected|gathered|distributed)\s"
    r"(?:by|on|in)\s[^,]{2,80}(?:,\s?(?P<who>.{3,120})?)?",
    re.S,
)
_PLAIN = re.compile(r"[^\s\"“”«»](?:[^\"“”«»]*[^\s\"“”«»])?")
_CLOSE = 3  # characters between a cue and the content that follows it
_LONGEST = 120


def from_whom(
    article: Article,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    clauses: Sequence[CueClause],
    named: Sequence[Sequence[OutletMention]],
) -> list[Statement]:
    """The statements, with those whom an outlet cites as the source in its place."""
    names = sorted(
        (m.span.start, m.span.end)
        for m in mentions
        if m.form == "name" and m.kind in ("person", "organization") and m.span.part == "text"
    )
    found = []
    for statement, clause in zip(statements, clauses, strict=True):
        here = near(named[clause.sentence], statement) if clause.sentence >= 0 else ()
        told = [o for o in here if as_source(article, statement, o) in ("reported_by", "cites")]
        who = _quoted(article.text, statement)
        if who is None and told:
            who = _cited(article.text, statement, clause, here, names)
        who = who or _without_its_way(article.text, statement)
        found.append(replace(statement, source=_unquoted(article.text, who)) if who else statement)
    return found


def _unquoted(text: str, who: Span) -> tuple[Span, ...]:
    """The words without quotation marks around some of them: an "informed source"."""
    return tuple(
        Span(who.start + m.start(), who.start + m.end()) for m in _PLAIN.finditer(text[slice(*who.bounds)])
    )


def _quoted(text: str, statement: Statement) -> Span | None:
    """Who is quoted where the quoting is the cue.

    "Volna reported | her as saying that …" opens what was taken for the content; in `"…," Volna quotes
    | the minister` it follows.
    """
    cue = statement.cue[-1] if statement.cue else None
    if cue is None or cue.part != "text":
        return None
    content = next((s for s in statement.content if 0 < s.start - cue.end < _CLOSE), None)
    reports = _REPORTS.fullmatch(text, cue.start, cue.end)
    match = _AS_SAYING.match(text, content.start, content.end) if content and reports else None
    if match is None and _QUOTES.fullmatch(text, cue.start, cue.end):
        match = _WHO.match(text, cue.end, cue.end + _LONGEST)
        if any(s.start >= cue.end for s in statement.content):
            return None
    return Span(*match.span("who")) if match else None


def _without_its_way(text: str, statement: Statement) -> Span | None:
    """Who speaks in "the statement, carried by KPS," (the statement), "remarks aired on KPS, Vell" (Vell)."""
    if len(statement.source) != 1 or statement.source[0].part != "text":
        return None
    start, end = statement.source[0].bounds
    match = _CARRIED.fullmatch(text, start, end)
    if match is None:
        return None
    if match["who"]:
        return Span(*match.span("who")) if "," in match["who"] or match["who"][0].isupper() else None
    return Span(*match.span("what")) if match["apart"] else None


def _cited(
    text: str,
    statement: Statement,
    clause: CueClause,
    here: Sequence[OutletMention],
    names: Sequence[tuple[int, int]],
) -> Span | None:
    zones = [(z.start, z.end) for z in clause.zones if z.side != "cue"]
    for start, end in (*(s.bounds for s in statement.source), *zones):
        match = _CITING.search(text, start, end)
        phrase = _PHRASE.match(text, match.end(), match.end() + _LONGEST) if match else None
        if phrase is None:
            continue
        first, last = phrase.span()
        when = next(phrases(text, first, last), None)
        last = first + len(text[first : when.start if when else last].rstrip())
        if any(o.start < last and first < o.end for o in here):
            continue
        at = bisect_left(names, (first, 0))
        if (at < len(names) and names[at][1] <= last) or _speaks(text[first:last]):
            return Span(first, last)
    return None


def _speaks(words: str) -> bool:
    """Whether a phrase's head is one who can speak: "two officials", "a source in the ministry".

    >>> _speaks("unnamed government sources"), _speaks("the drought"), _speaks("a leaked report")
    (True, False, False)
    """
    core = []
    for word in words.split():
        if fold(word) in CUTS | {"familiar", "close", "briefed"}:
            break
        core.append(fold(word))
    head = core[-1] if core else ""
    seats, known = _seats(), _who_speak()
    return head in known or head.removesuffix("s") in known or fold(words).removeprefix("the ") in seats


@cache
def _who_speak() -> frozenset[str]:
    bodies = (noun for noun, kind in body_nouns().items() if kind != "media")
    return frozenset((*person_nouns(), *titles(), *UNNAMED, *OWNERS, *bodies))


@cache
def _seats() -> frozenset[str]:
    return frozenset(fold(seat) for country in countries() for seat in country.seats)
