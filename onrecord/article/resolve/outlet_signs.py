"""Names that an article shows to be outlets by what they do, though no word of theirs tells it.

    Volna reported, citing the ministry      he was quoted as saying by Volna
    As Volna reported,                       "No," he said, Volna reported.
    a source told Volna                      in an interview with Volna (an organisation)

A body can report its own losses, and anybody can be told: only what outlets alone do counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from onrecord.article.resolve.outlet_table import KIND
from onrecord.article.resolve.outlet_words import NAMED, demonym, trimmed
from onrecord.article.resolve.tables import body_nouns, fold, known_country
from onrecord.types import Mention

Bounds = tuple[int, int]

_MOST = 200  # signs that are looked at in one article
_SURE = 0.9
_REPORTS = (
    r"(?:(?:has|had|also|later|earlier|first|previously|is)\s){0,2}(?:reported|reports|reporting|writes)"
)
_CITING = r"(?:citing|quoting|which\s(?:cites|cited|quotes|quoted)|with\sreference\sto|referring\sto)"
_WHEN = r"(?:\s(?:on|late\son|early\son)\s[A-Z][a-z]{2,8}day)?"
_SAID = r"(?:said|says|told|wrote|stated|announced|added|stressed|noted)"
_TELLER = r"(?:sources?|officials?|diplomats?|people|person|insiders?|executives?|resident|residents|witness|witnesses|aides?)"
# what outlets alone do
_OUTLETS_DO = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<name>{NAMED})\s{_REPORTS}{_WHEN},?\s{_CITING}\b",
        rf"\b[Aa]ccording\sto\s(?:the\s)?(?P<name>{NAMED}),\s{_CITING}\b",
        rf"\b[Aa]s\s(?:the\s)?(?P<name>{NAMED})\s{_REPORTS}\b",
        rf"\b{_SAID}\b[^.\n]{{0,120}},[”\"]?\s(?P<name>{NAMED})\s{_REPORTS}{_WHEN}[.,]",
        rf"\b(?:[Aa]s|first|earlier)\s(?:reported|quoted|cited)\sby\s(?:the\s)?(?P<name>{NAMED})",
        rf"\b(?:quoted\s(?:as\ssaying\s)?|as\ssaying\s|[Tt]his\swas\sreported\s)by\s(?:the\s)?(?P<name>{NAMED})",
        rf"\binterview\s(?:published|aired|broadcast)\s(?:by|in|on)\s(?:the\s)?(?P<name>{NAMED})",
    )
)
# what a person can do as well: only where the name is known for a body's
_BODIES_DO = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<name>{NAMED})\s(?:quoted|quotes|cited|cites|reported)\s[^.\n]{{2,80}}?\sas\s(?:saying|telling)\b",
        rf"\b(?:with\sreference\sto|comment\sto|questions\sfrom|contacted\sby|reached\sby)\s(?:the\s)?(?P<name>{NAMED})",
        rf"\b{_TELLER}(?:\s[\w’'-]{{1,20}},?){{0,7}}?\s(?:told|tell)\s(?:the\s)?(?P<name>{NAMED})",
        rf"\b(?:told|tells)\s(?:the\s)?(?P<name>{NAMED})(?:,?\s(?:on\scondition|in\san?\s(?:\w+\s)?interview|by\s(?:tele)?phone))",
        rf"\binterview(?:ed)?\s(?:with|to|for|by|in|on)\s(?:the\s|an?\s)?(?:[a-z][\w’'-]{{0,30}}\s){{0,2}}(?P<name>{NAMED})",
    )
)
# a sign stands only where one of these words does
_HINT = re.compile(
    r"report|quot|cit|interview|reference|comment|questions|contacted|reached|\btold|\btells?\b|writes"
)
_KIND_TAIL = re.compile(rf"\s(?:{KIND})\b")
_SOMEBODY = frozenset(
    [
        "i",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "the",
        "this",
        "that",
        "these",
        "those",
        "who",
        "what",
        "source",
        "sources",
        "police",
    ]
)


def shown(text: str, mentions: Sequence[Mention]) -> list[Bounds]:
    """Where the signs stand, as the bounds of the names; in order."""
    names = [m for m in mentions if m.form == "name" and m.span.part == "text"]
    people = {word for m in names if m.kind == "person" and m.score >= _SURE for word in _of(text, m).split()}
    bodies = {_of(text, m) for m in names if m.kind == "organization"}
    alone = {trimmed(text, *m.span("name")) for m in _signs(text, _OUTLETS_DO)}
    found = {(a, b) for a, b in alone if _outlet(text, a, b, people)}
    shared = {trimmed(text, *m.span("name")) for m in _signs(text, _BODIES_DO)}
    found |= {(a, b) for a, b in shared if text[a:b] in bodies and _outlet(text, a, b, people)}
    return sorted(found)


def _of(text: str, mention: Mention) -> str:
    return text[slice(*mention.span.bounds)]


def _signs(text: str, signs: Sequence[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """The signs of a text, line by line."""
    count = 0
    for line in re.finditer(r"[^\n]+", text):
        if not _HINT.search(text, *line.span()):
            continue
        for pattern in signs:
            for match in islice(pattern.finditer(text, *line.span()), _MOST - count):
                count += 1
                yield match


def _outlet(text: str, start: int, end: int, people: set[str]) -> bool:
    """Whether a name may be an outlet's: no person, no country, no "Ministry", no pronoun, no "Vesper-like"."""
    words = text[start:end].split()
    if end - start < 2 or text[end : end + 1] == "-" or people.intersection(words):
        return False
    if _KIND_TAIL.match(text, end):  # "the Velm weekly Vesper"
        return False
    last = fold(words[-1])
    return not (
        fold(words[0]) in _SOMEBODY
        or body_nouns().get(last, body_nouns().get(last.rstrip("s"), "media")) != "media"
        or demonym(text, words[-1])
        or known_country(text[start:end])
    )
