"""Outlets and wires in the running copy: those of outlets.csv, and those that the words give away.

"the Velmar Courier newspaper" needs no table: the word "newspaper" tells. "The newspaper" alone
is the outlet named last. The table only adds the usual name ("Al-Sharq al-Awsat" is Asharq
al-Awsat) and facts; `load` reads further tables of the same columns.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

from onrecord.types import Article, Mention, Span, Spans

Bounds = tuple[int, int]

_LONGEST = 6  # words in an outlet's name
_ANAPHORA = 4  # sentences back to which "the newspaper" may refer


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of outlets.csv. `state_owned` is yes, no or unknown: owned or run by a government.

    Broadcasters under public charter (BBC, CBC, ARD) count as no.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    domain: str = ""
    country: str = ""
    state_owned: str = "unknown"


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


# the words that tell an outlet, and what kind they tell
_KIND = (
    r"news\s(?:agency|service|wire|channel|site|website|outlet|portal|magazine|programme|program|network)|newswire|"
    r"newspaper|daily|weekly|tabloid|broadsheet|magazine|broadcaster|television(?:\s(?:channel|station|network))?|"
    r"TV(?:\s(?:channel|station|network))?|radio(?:\s(?:station|channel|network))?|channel|website|web\ssite|portal|agency|podcast|journal"
)
# bounded words, apart from each other: no text makes these patterns search twice
_NAME = r"(?:[A-Z][\w’'&.]{0,40}|(?:al|el|de|la|le|des|du|der|and|of|the|&)(?=[\s-]))"
_NAMED = rf"(?<![\w’'-])[A-Z][\w’'&]{{0,40}}(?:[\s-]{_NAME}){{0,5}}"
_BY_KIND = re.compile(rf"(?P<name>{_NAMED})\s(?P<kind>{_KIND})\b")
_KIND_FIRST = re.compile(rf"\b(?P<kind>{_KIND}),?\s(?P<name>{_NAMED})")
_LAST_WORD = (
    r"(?:Times|Post|Herald|Tribune|Gazette|Courier|Chronicle|Journal|"
    r"Observer|Telegraph|Guardian|Mail|Mirror|Inquirer|Examiner|Sentinel|Dispatch|Standard|Review|News|Radio|TV|Television|"
    r"Broadcasting|Press|Daily|Weekly|Express|Star|Bulletin|Register|Argus|Echo|Advertiser|Independent)"
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
_WORD = re.compile(r"[\w&’'.]+")


@cache
def outlets(extra: Path | None = None) -> tuple[Outlet, ...]:
    """The rows of outlets.csv, and of a user's own table of the same columns."""
    rows = list(_rows(files(__package__).joinpath("outlets.csv").read_text(encoding="utf-8")))
    if extra is not None:
        rows.extend(_rows(extra.read_text(encoding="utf-8")))
    return tuple(rows)


def _rows(table: str) -> Iterator[Outlet]:
    for row in csv.DictReader(table.splitlines()):
        aliases = tuple(alias for alias in (row["aliases"] or "").split("|") if alias)
        yield Outlet(row["name"], aliases, row["kind"], row["domain"], row["country"], row["state_owned"])


def _words(name: str) -> tuple[str, ...]:
    found = tuple(
        re.sub(r"[’']s?\Z", "", word.casefold()).strip(".’'") for word in re.split(r"[\s-]+", name) if word
    )
    return found[1:] if len(found) > 1 and found[0] == "the" else found


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word -> (words, name in the table, form), the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for outlet in outlets():
        for form in (outlet.name, *outlet.aliases):
            words = _words(form)
            index.setdefault(words[0], []).append((words, outlet.name, form.removeprefix("The ")))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def canonical(name: str) -> str:
    """The table's name for an outlet, or the name as it is, without article and kind word.

    >>> canonical("Al-Sharq al-Awsat"), canonical("the Velmar Courier newspaper")
    ('Asharq al-Awsat', 'Velmar Courier')
    """
    plain = " ".join(name.split())
    for form in (
        plain,
        re.sub(rf"\s(?:{_KIND})\Z", "", plain),
        re.sub(rf"\A(?:[Tt]he\s)?(?:{_KIND})\s", "", plain),
    ):
        words = _words(form)
        for known, outlet, _ in _index().get(words[0] if words else "", ()):
            if known == words:
                return outlet
    return re.sub(rf"\s(?:{_KIND})\Z", "", re.sub(r"\A[Tt]he\s(?=\S)", "", plain)) or plain


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
    interviewers = _interviewers(text, mentions)
    starts = [start for start, _ in interviewers]
    told: list[tuple[int, OutletMention]] = []
    for index, line in enumerate(sentences):
        more = [OutletMention(*m.span(), canonical(m.group()), (Span(*m.span()),)) for m in learned(line)]
        asked = interviewers[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        more.extend(OutletMention(a, b, canonical(text[a:b]), (Span(a, b),)) for a, b in asked)
        here = _disjoint([*found[index], *more])
        for match in islice(_THE_OUTLET.finditer(text, line.start, line.end), 20):
            before = [m for m in here if m.end <= match.start()]
            before = before or [m for at, m in told if index - at <= _ANAPHORA]
            if before:
                evidence = (Span(*match.span()), *before[-1].evidence[:1])
                here = _disjoint([*here, OutletMention(*match.span(), before[-1].name, evidence)])
        told = [*told, *((index, m) for m in here if len(m.evidence) == 1 and not m.generic)][-8:]
        found[index] = here
    return found


def _learned(
    article: Article, found: Sequence[Sequence[OutletMention]]
) -> Callable[[Span], Iterable[re.Match[str]]]:
    """A search for the names that the article itself shows to be outlets."""
    names = {credit.name for credit in article.credits if credit.relation != "photo"}
    names |= {m.name for line in found for m in line if not m.generic and m.name not in _known_names()}
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


@cache
def _known_names() -> frozenset[str]:
    return frozenset(outlet.name for outlet in outlets())


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
    words = [
        (m.start(), m.end())
        for m in re.finditer(r"[^\s\-\"“”«»(),;:!?]+", text[sentence.start : sentence.end])
    ]
    words = [(a + sentence.start, b + sentence.start) for a, b in words]
    folded = [re.sub(r"[’']s?\Z", "", text[a:b].casefold()).strip(".’'") for a, b in words]
    for at, (start, _) in enumerate(words):
        for known, name, form in _index().get(folded[at], ()):
            size = len(known)
            if tuple(folded[at : at + size]) != known:
                continue
            end = words[at + size - 1][1]
            written = text[start:end]
            end -= len(written) - len(re.sub(r"(?:[’']s?)?[.’']*\Z", "", written)) if size else 0
            written = text[start:end]
            one_word = size == 1 and written not in (form, name)
            if one_word or not any(c.isupper() for c in written):
                continue
            tail = re.compile(rf"\s(?:{_KIND})\b").match(text, end, min(end + 30, sentence.end))
            stop = tail.end() if tail else end
            yield OutletMention(start, stop, name, (Span(start, stop),))
            break


def _unknown(text: str, sentence: Span) -> Iterator[OutletMention]:
    for pattern in (_BY_KIND, _KIND_FIRST, _BY_LAST_WORD, _BY_FIRST_WORD, _THE_LAST_WORD, _GENERIC):
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
