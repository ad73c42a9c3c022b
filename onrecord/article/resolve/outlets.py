"""Outlets and wires in the running copy: those of outlets.csv, and those that the words give away.

"the Velmar Courier newspaper" needs no table: the word "newspaper" tells. "The newspaper" alone
is the outlet named last. The table (outlet_table.py) only adds the usual name ("Al-Sharq
al-Awsat" is Asharq al-Awsat) and facts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.article.resolve.outlet_table import KIND, canonical, index, known
from onrecord.types import Article, Mention, Span, Spans

Bounds = tuple[int, int]

_LONGEST = 6  # words in an outlet's name
_ANAPHORA = 4  # sentences back to which "the newspaper" may refer


@dataclass(frozen=True, slots=True)
class OutletMention:
    """An outlet named at `start` to `end`, kind words included; `name` as tables call it.

    `evidence` has a second span where the words ("the newspaper") refer back; `generic` are "local
    media" and the like.
    """

    start: int
    end: int
    name: str
    evidence: Spans
    generic: bool = False


# bounded words, apart from each other: no text makes these patterns search twice
_NAME = r"(?:[A-Z][\w’'&.]{0,40}|(?:al|el|de|la|le|des|du|der|and|of|the|&)(?=[\s-]))"
_NAMED = rf"(?<![\w’'-])[A-Z][\w’'&]{{0,40}}(?:[\s-]{_NAME}){{0,5}}"
_BY_KIND = re.compile(rf"(?P<name>{_NAMED})\s(?P<kind>{KIND})\b")
_KIND_FIRST = re.compile(rf"\b(?P<kind>{KIND}),?\s(?P<name>{_NAMED})")
# "KPS, a news agency,": of the kind words those that tell nothing but an outlet
_APPOSED = re.compile(
    rf"(?P<name>{_NAMED}),\s(?:an?|the)\s(?:[\w-]{{1,20}}\s){{0,3}}?"
    r"(?:news\s(?:agency|service|site|website|portal|outlet)|newswire|newspaper|tabloid|broadcaster|broadsheet|magazine)"
    r"(?=[,.;:]|\s(?:said|says|reported|reports|based|close|run|owned|in|of)\b)"
)
_LAST_WORD = (
    r"(?:Times|Post|Herald|Tribune|Gazette|Courier|Chronicle|Journal|"
    r"Observer|Telegraph|Guardian|Mail|Mirror|Inquirer|Examiner|Sentinel|Dispatch|Standard|Review|News|Radio|TV|Television|"
    r"Broadcasting|Press|Daily|Weekly|Express|Star|Bulletin|Register|Argus|Echo|Advertiser|Independent|Wire|Newswire|Newsline|Ledger)"
)
_BY_LAST_WORD = re.compile(
    rf"(?<![\w’'-])(?P<name>(?:[A-Z][\w’'&]{{0,40}}[\s-]){{1,4}}{_LAST_WORD})(?![\w-])"
)
_BY_FIRST_WORD = re.compile(
    r"(?<![\w’'-])(?P<name>(?:Radio|TV|Television|Channel)\s(?:[A-Z][\w’'&]{1,40}|\d{1,2}))(?![\w-])"
)
_THE_LAST_WORD = re.compile(
    r"\b[Tt]he\s(?P<name>Times|Post|Herald|Tribune|Gazette|Courier|Chronicle|Journal|Observer|Telegraph|Guardian|Mail|Mirror|"
    r"Inquirer|Examiner|Sentinel|Dispatch|Express|Bulletin|Register|Argus|Echo|Advertiser|Independent)(?![\w-])(?!\s[A-Z])"
)
_INTERVIEW = re.compile(
    r"\binterview(?:ed)?\s(?:with|to|for|by|in|on)\s(?:the\s|an?\s)?(?:[\w’'-]{1,30}\s){0,2}\Z", re.I
)
_GENERIC = re.compile(
    r"\b(?:(?:(?i:local|state|state-run|state-owned|foreign|international|national|regional|domestic|independent|opposition)|"
    r"[A-Z][a-z]+(?:ian|ese|ish|an|i|ch))\s(?:news\s)?(?:media|television|TV|radio|press|newspapers|news\sagenc(?:y|ies)|"
    r"broadcaster|news\soutlets)|[Mm]edia\s(?:reports|outlets)|news\sreports)\b"
)
# capitalised words before a kind word that are no outlet's name: "British newspaper", "The agency"
_NO_NAME = re.compile(
    r"(?:(?:[Tt]he|A|An|This|That|One|Another|Its|His|Her|Local|State|Told|Some|Several|German|French|Greek|Dutch|Czech|Swiss|Welsh|"
    r"American|Western|Arab|Arabic|[A-Z][a-z]{2,20}(?:ian|ish|ese|an))(?:\s|\Z)){1,3}"
)
_THE_OUTLET = re.compile(
    r"\b[Tt]h(?:e|at|is)\s(?:news\s)?(?P<kind>newspaper|paper|agency|broadcaster|channel|magazine|daily|outlet|website|station)\b(?!,?\s[A-Z])"
)
_PRINT = re.compile(r"\b(?:newspaper|paper|daily|magazine|tabloid|broadsheet)\b")
_AIR = re.compile(r"\b(?:broadcaster|channel|station|television|radio|TV)\b")
_MEDIA = ((_PRINT, _AIR), (_AIR, _PRINT))
# "Vesper quoted the minister as saying": a body that does so is an outlet
_QUOTES_SOMEBODY = re.compile(r"\s(?:quoted|quotes)\s[^.\n]{2,80}?\sas\s(?:saying|telling)\b")
_PIECE = re.compile(r"[^\s\-\"“”«»(),;:!?]+")
_POSSESSIVE = re.compile(r"(?:[’']s?)?[.’']*\Z")
_KIND_TAIL = re.compile(rf"\s(?:{KIND})\b")


def outlet_mentions(
    article: Article, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> list[list[OutletMention]]:
    """The outlets that each sentence names, in order and disjoint.

    A name that stands once with its kind ("the newspaper Vesper"), in a credit or in the dateline
    is known in the whole article.
    """
    text = article.text
    found = [_disjoint([*_known(text, line), *_unknown(text, line)]) for line in sentences]
    learned = _learned(article, found)
    people = {
        text[m.span.start : m.span.end].rsplit(None, 1)[-1]
        for m in mentions
        if m.kind == "person"
        and m.form == "name"
        and m.span.part == "text"
        and " " in text[slice(*m.span.bounds)].strip()
    }
    # Michael Bloomberg is no news agency
    found = [[m for m in line if m.name not in people or m.generic] for line in found]
    quoting = [
        m.span.bounds
        for m in mentions
        if (m.form, m.kind, m.span.part) == ("name", "organization", "text")
        and _QUOTES_SOMEBODY.match(text, m.span.end)
    ]
    interviewers = sorted([*_interviewers(text, mentions), *quoting])
    starts = [start for start, _ in interviewers]
    told: list[tuple[int, OutletMention]] = []
    for number, line in enumerate(sentences):
        more = [OutletMention(*m.span(), canonical(m.group()), (Span(*m.span()),)) for m in learned(line)]
        asked = interviewers[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        more.extend(OutletMention(a, b, canonical(text[a:b]), (Span(a, b),)) for a, b in asked)
        here = _disjoint([*found[number], *more])
        for match in islice(_THE_OUTLET.finditer(text, line.start, line.end), 20):
            before = [m for m in here if m.end <= match.start()]
            before = before or [m for at, m in told if number - at <= _ANAPHORA]
            before = [m for m in before if not _other_kind(text[max(0, m.start - 20) : m.end], match["kind"])]
            if before:
                evidence = (Span(*match.span()), *before[-1].evidence[:1])
                here = _disjoint([*here, OutletMention(*match.span(), before[-1].name, evidence)])
        told = [*told, *((number, m) for m in here if len(m.evidence) == 1 and not m.generic)][-8:]
        found[number] = here
    return found


def _other_kind(words: str, kind: str) -> bool:
    """Whether an outlet is introduced as a broadcaster and then meant by "the newspaper", or the reverse."""
    return any(
        mine.fullmatch(kind) and other.search(words) and not mine.search(words) for mine, other in _MEDIA
    )


def _learned(
    article: Article, found: Sequence[Sequence[OutletMention]]
) -> Callable[[Span], Iterable[re.Match[str]]]:
    """A search for the names that the article itself shows to be outlets."""
    names = {credit.name for credit in article.credits if credit.relation != "photo"}
    names |= {m.name for line in found for m in line if not m.generic and known(m.name) is None}
    names |= {article.dateline.agency or ""} if article.dateline else set()
    choice = "|".join(
        re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n))[:50] if len(name) > 2
    )
    pattern = re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])") if choice else None
    return lambda line: pattern.finditer(article.text, line.start, line.end) if pattern else ()


def _interviewers(text: str, mentions: Sequence[Mention]) -> list[Bounds]:
    """Organisations that somebody gave an interview to."""
    named = (
        m.span for m in mentions if m.kind == "organization" and m.form == "name" and m.span.part == "text"
    )
    return sorted(s.bounds for s in named if _INTERVIEW.search(text[max(0, s.start - 80) : s.start]))


def _disjoint(found: Iterable[OutletMention]) -> list[OutletMention]:
    """In order, without overlap: the first and longest; "local media" only where nothing else is."""
    kept: list[OutletMention] = []
    for mention in sorted(found, key=lambda m: (m.generic, m.start, -m.end)):
        at = bisect_left(kept, mention.start, key=lambda m: m.start)
        if (at == 0 or kept[at - 1].end <= mention.start) and (
            at == len(kept) or mention.end <= kept[at].start
        ):
            kept.insert(at, mention)
    return kept


def _known(text: str, sentence: Span) -> Iterator[OutletMention]:
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
            tail = _KIND_TAIL.match(text, end, min(end + 30, sentence.end))
            stop = tail.end() if tail else end
            yield OutletMention(start, stop, outlet.name, (Span(start, stop),))
            break


def _folded(word: str) -> str:
    word = word.casefold()
    return re.sub(r"[’']s?\Z", "", word).strip(".’'") if not word.isalnum() else word


# a sentence without one of these words names no outlet that its words give away
_HINTS = (
    *("news", "agency", "daily", "weekly", "tabloid", "broadsheet", "magazine", "broadcaster", "television", "TV"),
    *("radio", "channel", "site", "portal", "podcast", "journal", "media", "Media", "press", "Channel", "Radio"),
    *(word for word in _LAST_WORD[3:-1].split("|")),
)  # fmt: skip
_TELLING = (_BY_KIND, _KIND_FIRST, _APPOSED, _BY_LAST_WORD, _BY_FIRST_WORD, _THE_LAST_WORD, _GENERIC)


def _unknown(text: str, sentence: Span) -> Iterator[OutletMention]:
    line = text[sentence.start : sentence.end]
    if not any(hint in line for hint in _HINTS):
        return
    for pattern in _TELLING:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if pattern is _GENERIC:
                yield OutletMention(*match.span(), match.group(), (Span(*match.span()),), True)
                continue
            name = match.group("name")
            while (plain := _NO_NAME.match(name)) and plain.end():
                name = name[plain.end() :]
            name = re.sub(r"\A[\w’']{1,40}[’']s\s(?=[A-Z])", "", name)  # "Velm's Courier newspaper"
            end = match.end("name")
            start = end - len(name)
            if len(name) < 2 or not name[0].isupper():
                continue
            outer = (
                (min(start, match.start("kind")), max(end, match.end("kind")))
                if "kind" in match.groupdict()
                else (start, end)
            )
            yield OutletMention(*outer, canonical(name), (Span(*outer),))
