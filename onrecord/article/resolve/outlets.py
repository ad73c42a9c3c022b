"""Outlets and wires in the running copy: those of outlets.csv, and those that the words give away.

"the Velmar Courier newspaper" needs no table: the word "newspaper" tells. "The newspaper" alone
is the outlet named last. The table only adds the usual name ("Al-Sharq al-Awsat" is Asharq
al-Awsat) and facts; `load` reads further tables of the same columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

from onrecord.types import Mention, Span, Spans

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

    `evidence` has a second span where the words ("the newspaper") refer back.
    """

    start: int
    end: int
    name: str
    evidence: Spans


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
_BY_LAST_WORD = re.compile(
    r"(?<![\w’'-])(?P<name>(?:[A-Z][\w’'&]{0,40}[\s-]){1,4}(?:Times|Post|Herald|Tribune|Gazette|Courier|Chronicle|Journal|"
    r"Observer|Telegraph|Guardian|Mail|Mirror|Inquirer|Examiner|Sentinel|Dispatch|Standard|Review|News|Radio|TV|Television|"
    r"Broadcasting|Press|Daily|Weekly|Express|Star|Bulletin|Register|Argus|Echo|Advertiser|Independent))(?![\w-])"
)
_GENERIC = re.compile(
    r"\b(?:(?:local|state|state-run|state-owned|foreign|international|national|regional|domestic|independent|opposition|"
    r"[A-Z][a-z]+(?:ian|ese|ish|an|i|ch))\s(?:news\s)?(?:media|television|TV|radio|press|newspapers|news\sagenc(?:y|ies)|"
    r"broadcaster|news\soutlets)|media\s(?:reports|outlets)|news\sreports)\b"
)
_THE_OUTLET = re.compile(
    r"\b[Tt]h(?:e|at|is)\s(?:news\s)?(?P<kind>newspaper|paper|agency|broadcaster|channel|magazine|daily|outlet|website|station)\b"
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
    text: str, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> list[list[OutletMention]]:
    """The outlets that each sentence names, in order and disjoint."""
    organizations = sorted(m.span.bounds for m in mentions if m.form == "name" and m.span.part == "text")
    told: list[tuple[int, OutletMention]] = []
    found = []
    for index, sentence in enumerate(sentences):
        here = _disjoint([*_known(text, sentence), *_unknown(text, sentence, organizations)])
        for match in islice(_THE_OUTLET.finditer(text, sentence.start, sentence.end), 20):
            before = [m for m in here if m.end <= match.start()] or [
                m for at, m in told if index - at <= _ANAPHORA
            ]
            if before:
                evidence = (Span(*match.span()), Span(before[-1].start, before[-1].end))
                here = _disjoint([*here, OutletMention(*match.span(), before[-1].name, evidence)])
        told = [*told, *((index, m) for m in here if len(m.evidence) == 1)][-8:]
        found.append(here)
    return found


def _disjoint(found: Iterable[OutletMention]) -> list[OutletMention]:
    kept: list[OutletMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
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


def _unknown(text: str, sentence: Span, names: Sequence[tuple[int, int]]) -> Iterator[OutletMention]:
    for pattern in (_BY_KIND, _KIND_FIRST, _BY_LAST_WORD, _GENERIC):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if pattern is _GENERIC:
                yield OutletMention(*match.span(), match.group(), (Span(*match.span()),))
                continue
            start, end = match.span("name")
            name = re.sub(
                r"\A(?:The|A|An|In|On|At|As|But|And|By|Russia’s|Russia's)\s", "", match.group("name")
            )
            start = end - len(name)
            name = re.sub(r"\A[\w’']+[’']s\s(?=[A-Z])", "", name)  # "Velm's Courier newspaper"
            start = end - len(name)
            if len(name) < 2 or not name[0].isupper():
                continue
            outer = (
                (min(start, match.start("kind")), max(end, match.end("kind")))
                if "kind" in match.groupdict()
                else (start, end)
            )
            yield OutletMention(*outer, canonical(name), (Span(*outer),))
