"""Outlets and wires in the running copy: those of outlets.csv, and those that the words give away.

What one sentence names, outlet_words.py says; what an article shows to be an outlet somewhere
(outlet_signs.py, a credit, the dateline) is one everywhere in it. "The newspaper" is the outlet
named last, "the Star" after "the Velm Star" is that one. The table (outlet_table.py) only adds the
usual name ("Al-Sharq al-Awsat" is Asharq al-Awsat) and facts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from onrecord.article.resolve.outlet_signs import shown
from onrecord.article.resolve.outlet_table import canonical, known
from onrecord.article.resolve.outlet_words import OutletMention, named_in
from onrecord.types import Article, Mention, Span

_ANAPHORA = 4  # sentences back to which "the newspaper" may refer
_LEARNED = 50  # names searched for in the whole article
_THE_OUTLET = re.compile(
    r"\b(?P<the>[Tt]h(?:e|at|is)|[Oo]ur)\s(?:news\s)?(?P<kind>newspaper|paper|agency|broadcaster|channel|magazine|daily|weekly|tabloid|outlet|publication|website|"
    r"portal|network|station|correspondent|reporter)\b(?!,?\s[A-Z])"
)
_OWN = frozenset(("this", "our"))
_PRINT = re.compile(
    r"\b(?:newspaper|paper|daily|magazine|tabloid|broadsheet|Times|Post|Herald|Tribune|Gazette|Courier|Chronicle|Guardian)\b"
)
_AIR = re.compile(r"\b(?:broadcaster|channel|station|television|radio|TV|Television|Radio|Channel|FM)\b")
_WIRE = re.compile(r"\b(?:agency|newswire|news service|wire|News Agency|Wire)\b")
_MEDIA = (_PRINT, _AIR, _WIRE)
_INITIALS = re.compile(r"\s\((?P<short>[A-Z][\w-]{1,9})\)")  # "the Khalidia News Agency (KHNA)"
_LATIN_THE = re.compile(r"(?i:the)\s\Z")


def outlet_mentions(
    article: Article, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> list[list[OutletMention]]:
    """The outlets that each sentence names, in order and disjoint.

    A name that stands once with its kind ("the newspaper Vesper"), in a credit or in the dateline
    is known in the whole article. Persons' names are none.
    """
    text = article.text
    people = {
        text[slice(*m.span.bounds)].strip()
        for m in mentions
        if m.kind == "person" and m.form == "name" and m.span.part == "text"
    }
    surnames = {name.rsplit(None, 1)[-1] for name in people if " " in name}
    inside = sorted(
        m.span.bounds
        for m in mentions
        if m.kind in ("person", "place") and m.form == "name" and m.span.part == "text"
    )

    def one(mention: OutletMention) -> bool:
        # Michael Bloomberg is no news agency, nor is Petra Lund of Petra
        return mention.generic or not (mention.name in surnames or _within(mention, inside))

    found = [_disjoint(filter(one, named_in(text, line))) for line in sentences]
    signs = shown(text, mentions)
    starts = [start for start, _ in signs]
    learned = _learned(article, found, [text[a:b] for a, b in signs])
    short = _short_forms(article, found)
    posted = {m.name for line in found for m in line if m.platform}
    kinds: dict[str, str] = {}  # the words beside a name that tell what it is
    told: list[tuple[int, OutletMention]] = []
    for number, line in enumerate(sentences):
        more = [
            OutletMention(*m.span(), canonical(m.group()), (Span(*m.span()),), platform=m.group() in posted)
            for m in learned(line)
        ]
        here = signs[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        more.extend(OutletMention(a, b, canonical(text[a:b]), (Span(a, b),)) for a, b in here)
        named = [_in_full(text, m, short) for m in _disjoint([*found[number], *filter(one, more)])]
        for mention in named:
            beside = text[max(0, mention.start - 20) : mention.end]
            kinds[mention.name] = f"{kinds.get(mention.name, '')[-200:]} {beside}"
        for match in islice(_THE_OUTLET.finditer(text, line.start, line.end), 20):
            meant = _meant(article, match, named, [m for at, m in told if number - at <= _ANAPHORA], kinds)
            if meant is not None:
                named = _disjoint([*named, meant])
        told = [
            *told,
            *((number, m) for m in named if len(m.evidence) == 1 and not (m.generic or m.platform)),
        ][-8:]
        found[number] = named
    return found


def _within(mention: OutletMention, inside: Sequence[tuple[int, int]]) -> bool:
    """Whether a mention is part of a longer name of somebody, or of a place."""
    at = bisect_left(inside, (mention.end, 0)) - 1
    if at < 0:
        return False
    start, end = inside[at]
    return start <= mention.start and mention.end <= end and end - start > mention.end - mention.start


def _meant(
    article: Article,
    match: re.Match[str],
    here: Sequence[OutletMention],
    told: Sequence[OutletMention],
    kinds: Mapping[str, str],
) -> OutletMention | None:
    """Whom "the newspaper" means: the one named last of that kind; "this newspaper" is the article's own."""
    span = Span(*match.span())
    if match["the"].casefold() in _OWN:
        if not article.outlet:
            return None
        return OutletMention(*match.span(), canonical(article.outlet), (span,))
    if match["kind"] in ("correspondent", "reporter"):
        return None
    before = [m for m in here if m.end <= match.start()] or told
    before = [m for m in before if not _other_kind(m.name, kinds.get(m.name, ""), match["kind"])]
    if not before:
        return None
    return OutletMention(*match.span(), before[-1].name, (span, *before[-1].evidence[:1]))


def _other_kind(name: str, beside: str, kind: str) -> bool:
    """Whether an outlet is introduced as a broadcaster and then meant by "the newspaper", or the like."""
    row = known(name)
    words = f"{row.kind if row else ''} {name} {beside}"
    mine = [kinds for kinds in _MEDIA if kinds.fullmatch(kind)]
    others = [kinds for kinds in _MEDIA if kinds.search(words)]
    return bool(mine and others) and mine[0] not in others


def _short_forms(article: Article, found: Sequence[Sequence[OutletMention]]) -> dict[str, OutletMention]:
    """Short forms of the names of several words, "the Star", "KHNA", to where they stand in full."""
    short: dict[str, OutletMention] = {}
    if article.outlet and " " in article.outlet:
        own = OutletMention(0, 0, canonical(article.outlet), ())
        short[own.name.rsplit(None, 1)[-1]] = own
    for mention in (m for line in found for m in line if not m.generic and len(m.evidence) == 1):
        words = mention.name.removeprefix("The ").split()
        if len(words) > 1:
            short.setdefault(words[-1], mention)
            if words[0].isupper() and known(words[0]) is None:
                short.setdefault(words[0], mention)
        if initials := _INITIALS.match(article.text, mention.end):
            short.setdefault(initials["short"], mention)
    return short


def _in_full(text: str, mention: OutletMention, short: dict[str, OutletMention]) -> OutletMention:
    """The mention under its full name where it is a short form."""
    written = text[mention.start : mention.end]
    full = short.get(written)
    if full is None or mention.generic or full.start == mention.start:
        return mention
    if not (written.isupper() or _LATIN_THE.search(text, max(0, mention.start - 4), mention.start)):
        return mention
    return replace(mention, name=full.name, evidence=(*mention.evidence, *full.evidence))


def _learned(
    article: Article, found: Sequence[Sequence[OutletMention]], signs: Sequence[str]
) -> Callable[[Span], Iterable[re.Match[str]]]:
    """A search for the names that the article itself shows to be outlets."""
    names = {credit.name for credit in article.credits if credit.relation != "photo"}
    names |= {m.name for line in found for m in line if not m.generic and known(m.name) is None}
    names |= {article.dateline.agency or ""} if article.dateline else set()
    short = _short_forms(article, found)
    upper = {form for form in short if form.isupper()}
    choice = "|".join(
        re.escape(name)
        for name in sorted({*names, *signs, *upper}, key=lambda n: (-len(n), n))[:_LEARNED]
        if len(name) > 2
    )
    the = "|".join(re.escape(form) for form in sorted(short)[:_LEARNED])
    pattern = "|".join(
        part
        for part in (rf"(?:{choice})" if choice else "", rf"(?<=[Tt]he )(?:{the})" if the else "")
        if part
    )
    search = re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])") if pattern else None
    return lambda line: search.finditer(article.text, line.start, line.end) if search else ()


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
