"""To whom, on what occasion, where: an addressee, an occasion and a place, in the article's words.

    Orlan told reporters at a briefing in Velm on Monday
               addressee    occasion    place

Read from the cue clause only, never from what was said; occasions are the nouns of occasions.py,
the words around an addressee those of addressee_words.csv. "Told a briefing" is an occasion, "told
the Courier" an outlet (channels.py) and an addressee. A dateline's place is not the place of saying.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.article.resolve.cue_clause import CueClause, Zone, cue_clauses, goes_on, near_cue
from onrecord.article.resolve.occasions import occasions
from onrecord.article.resolve.outlet_words import OutletMention
from onrecord.article.resolve.time_phrases import phrases
from onrecord.types import Article, Circumstance, Mention, Span, Statement

Circumstances = tuple[Circumstance | None, Circumstance | None, Circumstance | None]
Bounds = tuple[int, int]

_OF = re.compile(
    r"\s{1,3}(?:(?i:of|with|between)\s{1,3}(?:(?:the|an?|his|her|its|their)\s)?|(?:on|for)\s(?=(?:the\s)?[A-Z])(?:the\s)?)"
)
_VISITING = re.compile(r"\b(?:visit|trip|tour)\s(?:to|of)\s(?:the\s)?\Z", re.I)
_SPEAKING = re.compile(r"[\s,]*(?:speaking|talking)\b[^,;.]*\Z", re.I)
_PEOPLE = re.compile(r"(?:ers|ists|members|delegates|people|men|women)\b")
_PREPOSITION = re.compile(r"\b(?:at|in|during|on|via|through|by)\s{1,3}", re.I)
_BY = frozenset(("phone", "telephone", "video", "email", "e-mail", "letter", "text message", "video link"))
_APART = re.compile(r"[,;:()\"“”.]\s|\b(?:that|who|which|to|and|of|said|told)\b", re.I)
_ON = re.compile(r"\b(?:on|via)\s(?:the\s)?(?:[\w-]{2,20}\s){0,2}\Z", re.I)
_OWN = re.compile(r"[’']s?\s(?:[\w’'-]{1,20}\s){0,3}")  # "the BBC's breakfast | programme"
_TITLE = re.compile(r"[’']s?(?:\s[A-Z][\w’'-]{0,20}){1,4}")  # "Radio Sarn's | This Morning"
_IN_A_PLACE = re.compile(r"\b(?:in|at|from)\s{1,3}(?:the\s{1,3})?\Z", re.I)
_OF_IT = re.compile(r"\bof\b[^,]*\Z")
_LONGEST = 14  # words of an addressee or of what an occasion is "of"


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()))


def _words(kind: str) -> list[str]:
    return [row["word"] for row in _table("addressee_words.csv") if row["kind"] == kind]


@cache
def _nobody() -> frozenset[str]:
    return frozenset(_words("nobody"))


@cache
def _to_whom() -> re.Pattern[str]:
    """ "Told", or "said to": the one spoken to follows."""
    told, said = "|".join(_words("object")), "|".join(_words("to"))
    before = "|".join(_words("before"))
    return re.compile(rf"\b(?:(?:{told})|(?:{said})\s{{1,3}}to|(?:{before})\s{{1,3}}before)\s{{1,3}}", re.I)


@cache
def _end() -> re.Pattern[str]:
    """Where the words for the addressee end."""
    words = "|".join(_words("end"))
    return re.compile(rf"\b(?:{words})\b|[,;:()\"“”«»\[\]\n—–]|(?<!\b[A-Z])\.(?:\s|\Z)|--", re.I)


def circumstances(
    article: Article,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    sentences: Sequence[Span],
    clauses: Sequence[CueClause] | None = None,
    named: Sequence[Sequence[OutletMention]] = (),
    voices: Sequence[str | None] = (),
) -> tuple[Circumstances, ...]:
    """Addressee, occasion and place of each statement, in order; None where its clause tells none."""
    clauses = clauses or cue_clauses(article, statements, sentences)
    places = sorted(
        m.span.bounds for m in mentions if m.kind == "place" and m.form == "name" and m.span.part == "text"
    )
    found: list[Circumstances] = []
    before = goes_on(article, statements, clauses, voices)
    for statement, clause, earlier in zip(statements, clauses, before, strict=True):
        here = named[clause.sentence] if 0 <= clause.sentence < len(named) else ()
        own = _own(article, statement, clause, places, [(o.start, o.end) for o in here])
        if earlier is not None and own == (None, None, None):
            own = found[earlier]
        found.append(own)
    return tuple(found)


def _own(
    article: Article,
    statement: Statement,
    clause: CueClause,
    places: Sequence[Bounds],
    outlets: Sequence[Bounds],
) -> Circumstances:
    text = article.text if clause.part == "text" else article.headline or ""
    quoted = statement.manner != "indirect"
    addressee: Bounds | None = None
    occasion: Bounds | None = None
    place: Bounds | None = None
    order = {"cue": 0, "after": 1, "between": 2, "lead": 3, "tail": 4}
    for zone in sorted(clause.zones, key=lambda zone: order[zone.side]):
        if addressee is None and occasion is None:
            addressee = _addressee(text, clause, zone)
            if addressee:  # what was told may be taken to begin amid a name
                cut = next((b for a, b in outlets if a < addressee[1] < b), addressee[1])
                addressee = addressee[0], cut
            if (
                addressee
                and any(
                    not _holder(outlets, *one.span())
                    for one in occasions("event", "programme").finditer(text, *addressee)
                )
                and not _PEOPLE.search(text[slice(*addressee)])
            ):
                addressee, occasion = None, addressee  # "told a briefing"
        occasion = occasion or _occasion_in(text, zone, outlets, quoted)
        if clause.part == "text":
            place = place or _place(text, zone, places, quoted, [at[1] for at in (addressee, occasion) if at])

    def words(at: Bounds | None) -> Circumstance | None:
        return Circumstance(" ".join(text[slice(*at)].split()), (clause.span(*at),)) if at else None

    return words(addressee), words(occasion), words(place)


def _noun_phrase(text: str, start: int, stop: int) -> Bounds | None:
    """The words from `start` to the next that cannot belong to the phrase; "of …" goes with it."""
    stop = min(stop, start + 160)
    cut = _end().search(text, start, stop)
    end = cut.start() if cut else stop
    when = next(phrases(text, start, end), None)
    if when is not None:
        end = when.start
    end = start + len(text[start:end].rstrip(" \t\n.,'’-"))
    words = text[start:end].split()
    if not words or len(words) > _LONGEST or words[-1].casefold() in _nobody():
        return None
    return start, end


def _addressee(text: str, clause: CueClause, zone: Zone) -> Bounds | None:
    """The one spoken to: right after "told" (which may be the cue), or after "said to"."""
    if zone.side == "tail":
        return None
    start = zone.start
    if zone.side == "after":  # the verb is the cue just before
        cues = [cue for cue in clause.zones if cue.side == "cue" and cue.end <= zone.start]
        start = cues[-1].start if cues and zone.start - cues[-1].end <= 1 else start
    for match in _to_whom().finditer(text, start, zone.end):
        if zone.side in ("lead", "between") and not near_cue(text, zone, match.start(), match.end()):
            continue
        found = _noun_phrase(text, match.end(), zone.end)
        if found is not None:
            first = text[slice(*found)].split(maxsplit=1)[0]
            lone = found[0] + len(first) == found[1]
            if first[0].isalnum() and not (
                first.casefold() in _nobody() and (lone or first.casefold() == "of")
            ):
                return found
    return None


def _holder(outlets: Sequence[Bounds], start: int, end: int) -> Bounds | None:
    """The outlet whose name or kind word a stretch is: "Radio" in "Radio Sarn"."""
    return next(((a, b) for a, b in outlets if a <= start and end <= b), None)


def _occasion_in(text: str, zone: Zone, outlets: Sequence[Bounds], quoted: bool) -> Bounds | None:
    """ "At a briefing", "in an interview with …", "on Telegram", "on Radio Sarn", near the cue."""
    nouns = [one.span() for one in occasions().finditer(text, zone.start, zone.end)]
    on_air = [
        (a, title.end() if (title := _TITLE.match(text, b, zone.end)) else b)
        for a, b in outlets
        if zone.start <= a and b <= zone.end and _ON.search(text, zone.start, a)
        if not any(b <= noun[0] and _OWN.fullmatch(text, b, noun[0]) for noun in nouns)
    ]
    for start, end in sorted({*(_holder(outlets, *noun) or noun for noun in nouns), *on_air}):
        lead = None
        for lead in _PREPOSITION.finditer(text, max(zone.start, start - 90), start):  # noqa: B007
            pass
        if lead is None or _APART.search(text, lead.end(), start):
            continue
        when = next(phrases(text, lead.start(), start), None)
        dated = when is not None and text[when.start : when.end] != "Today"  # the BBC's Today programme
        if dated and when is not None and text[when.end : when.end + 1] not in ("'", "’"):
            continue  # "on Tuesday before the court"; but "at Monday's briefing"
        if any(p.start <= start < p.end for p in phrases(text, lead.start(), end)):
            continue  # "in March"
        if lead.group().split()[0].casefold() == "by" and text[lead.end() : end] not in _BY:
            continue  # "by a court"
        if not near_cue(text, zone, lead.start(), end, quoted):
            continue
        of = _OF.match(text, end, zone.end)
        complement = _noun_phrase(text, of.end(), zone.end) if of else None
        return lead.end(), complement[1] if complement else end
    return None


def _place(
    text: str, zone: Zone, places: Sequence[Bounds], quoted: bool, ends: Sequence[int]
) -> Bounds | None:
    """ "In Velm": a place that the mentions know, right after in, at or from, near the cue.

    `ends` are where an addressee and an occasion end: what follows them goes with the saying.
    """
    first, last = bisect_left(places, (zone.start, 0)), bisect_right(places, (zone.end, 0))
    for start, end in places[first : min(last, first + 40)]:
        before = _IN_A_PLACE.search(text[max(zone.start, start - 12) : start]) or _VISITING.search(
            text[max(zone.start, start - 14) : start]
        )
        follows = before is not None and any(
            not text[at : start - len(before.group())].strip() for at in ends if at < start
        )
        gap = text[zone.start : start - len(before.group())] if before else ""
        speaking = bool(_SPEAKING.match(gap.lstrip("\"”»’' \t\n,.–—-")))
        if zone.side == "tail" and gap.strip("\"”»’' \t\n,.–—-") and not (speaking or follows):
            continue  # "…, leading to its exit from Velm"
        if _OF_IT.search(gap) and not follows:
            continue  # "his performance in Velm"
        if before and end <= zone.end and near_cue(text, zone, start - len(before.group()), end, quoted):
            return start, end
    return None
