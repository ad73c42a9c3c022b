"""Outlets that a sentence names: rows of outlets.csv, and names that the words around them give away.

"the Velmar Courier newspaper", "TV channel Orsk-24", "Kelp, a news agency," need no table: the
word tells. So does the last word of "the Lakhan Times", the first of "Radio Tessel".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.article.resolve.occasions import occasions, platforms
from onrecord.article.resolve.outlet_table import KIND, canonical, index, known
from onrecord.article.resolve.small_words import CALENDAR, DAYS
from onrecord.article.resolve.tables import demonyms, fold, known_country
from onrecord.types import Span, Spans


@dataclass(frozen=True, slots=True)
class OutletMention:
    """An outlet named at `start` to `end`, kind words included; `name` as tables call it.

    `evidence` has a second span where the words ("the newspaper") refer back; `generic` are "local
    media" and the like, a `platform` is where people publish themselves.
    """

    start: int
    end: int
    name: str
    evidence: Spans
    generic: bool = False
    platform: bool = False


# bounded words, apart from each other: no text makes these patterns search twice
_LINK = r"(?:al|el|de|la|le|des|du|der|and|of|the|&|di|da|do|dos|del|della|dello|und|van)"
NAMED = (
    r"(?<![\w’'-])[A-Z][\w’'&]{0,40}"
    rf"(?:[\s-](?:{_LINK}[\s-]){{0,2}}(?:[A-Z][\w’'&.]{{0,40}}|(?<=-)\d{{1,4}})){{0,5}}"
)
_SORT = (
    r"(?:business|financial|economic|sports?|evening|morning|public|private|independent|opposition|national|local|regional|"
    r"satellite|online|conservative|liberal)"
)
_BY_KIND = re.compile(rf"(?P<name>{NAMED})\s(?P<kind>(?:{_SORT}\s)?(?:{KIND}))\b")
_KIND_FIRST = re.compile(rf"\b(?P<kind>{KIND})\s[\"“«]?(?P<name>{NAMED})")
_KIND_THEN = re.compile(rf"\b(?P<kind>{KIND}),\s(?P<name>{NAMED})(?=[,.;)])")
# "KPS, a news agency,": of the kind words those that tell nothing but an outlet
_APPOSED = re.compile(
    rf"(?P<name>{NAMED}),\s(?:an?|the)\s(?:[\w’'-]{{1,20}}\s){{0,3}}?"
    r"(?:news\s(?:agency|service|site|website|portal|outlet)|newswire|newspaper|daily|tabloid|broadcaster|broadsheet|magazine)"
    r"(?=[,.;:]|\s(?:said|says|reported|reports|based|close|run|owned|in|of)\b)"
)
_LAST = (
    r"Times|Post|Herald|Tribune|Gazette|Courier|Chronicle|Journal|Observer|Telegraph|Guardian|Mail|Mirror|Inquirer|Examiner|"
    r"Sentinel|Dispatch|Standard|Review|News|Radio|TV|FM|Television|Broadcasting|Press|Daily|Weekly|Express|Star|Bulletin|"
    r"Register|Argus|Echo|Advertiser|Independent|Wire|Newswire|Newsline|Ledger"
)
_BY_LAST_WORD = re.compile(
    rf"(?<![\w’'-])(?P<name>(?:[A-Z][\w’'&]{{0,40}}[\s-]){{1,4}}"
    rf"(?:(?:News|Press)\s(?:Agency|Service|Network|Channel)|{_LAST}))(?![\w-])"
)
_FIRST = r"(?:Radio|TV|Television|Channel|Kanal|Kanaal|Canal|Canale|Televisión)"
_NUMBERED = re.compile(rf"{_FIRST}\s\d{{1,2}}\b")
_BY_FIRST_WORD = re.compile(
    rf"(?<![\w’'-])(?P<name>{_FIRST}\s(?:[A-Z][\w’'&]{{1,40}}(?:-\d{{1,3}})?|\d{{1,2}}))(?![\w-])"
)
_THE_LAST_WORD = re.compile(
    r"\b[Tt]he\s(?P<name>Times|Post|Herald|Tribune|Gazette|Courier|Chronicle|Journal|Observer|Telegraph|Guardian|Mail|Mirror|"
    r"Inquirer|Examiner|Sentinel|Dispatch|Express|Bulletin|Register|Argus|Echo|Advertiser|Independent)(?![\w-])(?!\s[A-Z])"
)
_GENERIC = re.compile(
    r"\b(?:(?:(?i:local|state|state-run|state-owned|foreign|international|national|regional|domestic|independent|opposition|public)|"
    r"(?P<people>[A-Z][a-z]+))\s(?:news\s)?(?:media|television|TV|radio|press|newspapers|news\sagenc(?:y|ies)|"
    r"broadcaster|news\soutlets)|[Mm]edia\s(?:reports|outlets)|news\sreports)\b"
)
_GOES_ON = re.compile(r"\s(?=[A-Z])(?P<word>\w+)")
# "wrote on Golub", "on the messaging service Golub"
_PLATFORM = re.compile(
    r"\b(?:(?:post(?:ed|s|ing)?|wrote|writes|writing)\s(?:[\w-]{1,20}\s){0,3}?on|messaging\s(?:service|app)|messenger|social\snetwork|"
    r"microblogging\s(?:site|service))\s(?P<name>[A-Z]\w{1,20})(?![\w-]|\s[A-Z])"
)
_DEMONYM = re.compile(r"[A-Z][a-z]{2,20}(?:ian|ish|ese|ean)\Z")
_STANDS_ALONE = re.compile(
    r"\b[Tt]he (?P<word>[A-Z]\w{1,40})(?:[,.;]|[’']s|\s(?:said|says|reported|reports|has|wrote)\b)"
)
# capitalised words before a kind word that begin no outlet's name: "The agency", "As Local"
_NO_NAME = frozenset(
    ["the", "a", "an", "this", "that", "one", "another", "its", "his", "her", "our", "their", "my", "other", "both", "some", "several", "many", "most", "no", "local", "state", "told", "western", "arab", "arabic", "as", "in", "on", "at", "by", "for", "from", "to", "with", "but", "and", "when", "while", "after", "before", "if", "since", "says", "said", "via"]
)  # fmt: skip
_OWNER = re.compile(r"(?P<who>\w{1,40}?)(?:[’']s|s[’'])\s(?=[A-Z])")  # "Velm's Courier"
_TAKES_AFTER = re.compile(r"-(?:like|style|type|backed|owned|affiliated|linked|based|watcher)\b")
_WORD = re.compile(r"[\w’']+(?:\s|\Z)")
_PIECE = re.compile(r"[^\s\-\"“”«»(),;:!?]+")
_POSSESSIVE = re.compile(r"(?:[’']s?)?[.’']*\Z")
_KIND_TAIL = re.compile(rf"\s(?:{KIND})\b")
# "RIA Volna reported": not RIA, but another of that first name
_ANOTHER = re.compile(
    r"\s(?P<more>[A-Z][a-z]{2,20})(?=[,.;:]|\s(?:that|report|sa(?:id|ys)|quot|cit|wr|in|on)|\Z)"
)
# a sentence without one of these words names no outlet that its words give away
_HINTS = (
    *("news", "agency", "daily", "weekly", "tabloid", "broadsheet", "magazine", "broadcaster", "television", "TV"),
    *_FIRST[3:-1].split("|"),
    *("radio", "channel", "site", "portal", "podcast", "journal", "media", "Media", "press", "newsletter", "monthly", "wire"),
    *_LAST.split("|"),
)  # fmt: skip
_TELLING = (_BY_KIND, _KIND_FIRST, _KIND_THEN, _APPOSED, _BY_LAST_WORD, _BY_FIRST_WORD, _THE_LAST_WORD)


def named_in(text: str, sentence: Span) -> Iterator[OutletMention]:
    """The outlets that a sentence names, in no order; they may overlap."""
    yield from _of_the_table(text, sentence)
    for match in occasions("platform").finditer(text, sentence.start, sentence.end):
        name = next(known for known in platforms() if match.group().startswith(known))
        yield OutletMention(*match.span(), name, (Span(*match.span()),), platform=True)
    for match in _PLATFORM.finditer(text, sentence.start, sentence.end):
        if fold(match["name"]) not in DAYS | CALENDAR and not known_country(match["name"]):
            yield OutletMention(
                *match.span("name"), match["name"], (Span(*match.span("name")),), platform=True
            )
    line = text[sentence.start : sentence.end]
    if not any(hint in line for hint in _HINTS):
        return
    for match in _GENERIC.finditer(text, sentence.start, sentence.end):
        if match["people"] is None or demonym(text, match["people"]):
            yield OutletMention(*match.span(), match.group(), (Span(*match.span()),), True)
    for pattern in _TELLING:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if pattern is _BY_KIND and _whose_kind(text, match.end()):
                continue  # "the Velm weekly Vesper" is Vesper
            found = _given_away(text, match, peoples=pattern in (_BY_KIND, _KIND_FIRST))
            if found is not None:
                yield found


def _whose_kind(text: str, end: int) -> bool:
    """Whether the name of what a kind word tells follows it."""
    after = _GOES_ON.match(text, end)
    return after is not None and fold(after["word"]) not in DAYS | CALENDAR


def _given_away(text: str, match: re.Match[str], peoples: bool) -> OutletMention | None:
    start, end = trimmed(text, *match.span("name"), peoples)
    if numbered := _NUMBERED.match(text, start):
        end = max(end, numbered.end())
    if end - start < 2 or not text[start].isupper():
        return None
    kind = match.span("kind") if "kind" in match.groupdict() else (start, end)
    outer = min(start, kind[0]), max(end, kind[1])
    return OutletMention(*outer, canonical(text[start:end]), (Span(*outer),))


def trimmed(text: str, start: int, end: int, peoples: bool = False) -> tuple[int, int]:
    """The bounds of a name without words that are no part of it: "On Monday", "The", a possessive.

    `peoples`: nor what tells a country, as before a kind word ("Ketrian newspaper").
    """
    end = start + len(_POSSESSIVE.sub("", text[start:end]))
    before = text[max(0, start - 4) : start]
    while word := _WORD.match(text, start, end):
        plain = word.group().rstrip()
        dated = fold(before).strip() in ("on", "in") and fold(plain) in DAYS | CALENDAR
        if not (dated or fold(plain) in _NO_NAME or (peoples and demonym(text, plain))):
            break
        start, before = word.end(), word.group()
    owner = _OWNER.match(text, start, end)
    if owner and (
        fold(before).strip() != "the" or known_country(owner["who"]) or known(text[owner.end() : end])
    ):
        start = owner.end()  # but "the People's Courier"
    return start, end


def demonym(text: str, word: str) -> bool:
    """Whether a word tells a country, as in "Ketrian newspaper": not where "the Meridian" stands alone."""
    return fold(word) in demonyms() or bool(_DEMONYM.match(word) and word not in _alone(text))


@lru_cache(maxsize=4)
def _alone(text: str) -> frozenset[str]:
    """The words that stand as names of their own somewhere in a text."""
    return frozenset(match["word"] for match in _STANDS_ALONE.finditer(text))


def _of_the_table(text: str, sentence: Span) -> Iterator[OutletMention]:
    """The names of the table; a name of one word must be written as there."""
    entries = index()
    spans = [m.span() for m in _PIECE.finditer(text, sentence.start, sentence.end)]
    folded = [_folded(text[a:b]) for a, b in spans]
    for at, word in enumerate(folded):
        for words, outlet, form in entries.get(word, ()):
            size = len(words)
            if tuple(folded[at : at + size]) != words:
                continue
            start = spans[at][0]
            written = _POSSESSIVE.sub("", text[start : spans[at + size - 1][1]])
            one_word = size == 1 and written not in (form, outlet.name)
            if one_word or not any(c.isupper() for c in written):
                continue
            end = start + len(written)
            if _TAKES_AFTER.match(text, end):
                continue
            more = _ANOTHER.match(text, end, sentence.end) if size == 1 and written.isupper() else None
            if more and fold(more["more"]) not in DAYS | CALENDAR and known(text[start : more.end()]) is None:
                yield OutletMention(start, more.end(), text[start : more.end()], (Span(start, more.end()),))
                break
            tail = _KIND_TAIL.match(text, end, min(end + 30, sentence.end))
            stop = tail.end() if tail else end
            yield OutletMention(start, stop, outlet.name, (Span(start, stop),))
            break


def _folded(word: str) -> str:
    word = word.casefold()
    return re.sub(r"[’']s?\Z", "", word).strip(".’'") if not word.isalnum() else word
