"""What punctuation and layout say against the network: where a part cannot begin, end or lie.

    "Sonapur: Minister Tal rejected it"         before the colon stands a place; Tal rejects
    "One of them, who spoke on condition of     why they hid is not what they said
     anonymity because …, said prices rose"
    "According to the report, seen by KTP, …"   how the report came about belongs to the report
    "18:42" on a line of its own                the next entry of a live blog: nobody speaks across it;
                                                nor from the text into its title
    "denied this Tuesday that …"                the day is no part of it; nor is "… say when." before “We”
    "affirmed the official", "what she"         a source is more than its article, and less than a clause
    "I do not. In 2017 engineers warned that"   who believes in one sentence does not warn in another
    "The radio, citing Tal, said prices rose"   whom it cites is not what it said
    "Tal refused, saying a, while Orb said b"   who comes later is not who was saying
    "…“We agree.” (paragraph) Prices rose"      a quotation that is closed does not run on unquoted

Each holds for any text; what the network found stays unless one of them says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.encode import Encoded

Bounds = tuple[int, int]

_TIME_LINE = re.compile(r"\n[ \t]*\d{1,2}[:.h]\d{2}(?:[ \t]*[ap]\.?m\.?)?(?:[ \t]*[A-Z]{2,4})?[ \t]*(?=\n)")
_COLON = re.compile(r"[ \t]*:[ \t]+")
_RELATIVE = re.compile(r",?[ \t]*(?:who|which|speaking|asking|asked|requesting|insisting|on condition)\b")
_PARTICIPLES = """
    seen obtained reviewed published released quoted cited dated carried posted issued signed leaked circulated
    presented compiled commissioned drafted written made prepared submitted adopted broadcast
"""
_HOW_IT_CAME = re.compile(rf",?[ \t]*(?:{'|'.join(_PARTICIPLES.split())})\b[^,.;:\n]{{2,80}}(?=,[ \t])")
_AFTER_COMMA = re.compile(r",[ \t]*")
_DAY_FIRST = re.compile(
    r"(?:(?:this|on|last|late|early|earlier)\b[^,.;:\n“\"]{1,24}|yesterday|today)[ \t]+(?=that\b)"
    r"|at the time,?[ \t]+(?=\w)|(?:citing|quoting)\b[^,.;:\n“\"]{2,80}?[ \t]+(?=that\b)",
    re.IGNORECASE,
)
_HEARER_FIRST = re.compile(
    r"(?:(?:the|a|an|his|her|their|its|my|our|state|local)[ \t]+)?[\w’'-]+(?:[ \t]+[\w’'-]+)?[ \t]+(?=that\b)"
)
_TELLING = re.compile(r"\b(?:told|tells|tell|assured|informed|reminded|assures)$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:also |further |however )?\w{2,}ing\b", re.IGNORECASE)
_CITING = re.compile(r"(?:citing|quoting)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*\s+[\"“‘«(]?[^\W\d_a-z]")
_CLOSED = re.compile(r"[\"“«„][^\"“”«»„\n]*[\"”»][.,;]?(?=[ \t]*\n\s*[^\s\"“«„])")
_SHORT = 40
"""Characters within which a full stop may be that of an abbreviation."""
_OTHER_SENTENCE = re.compile(r"[^\n\"“”«»„.!?]{1,20}[.!?][ \t]+(?=[\"“«„])")
_WHAT = re.compile(r"what[ \t]+(?=\w+$)", re.IGNORECASE)
_NUMBERED = re.compile(r"[QA]?\d{1,3}[.):]?[ \t]+(?=[A-Z])")
_NEXT_WORD = re.compile(r"[ \t]+[^\W\d_]+")
_ARTICLES = frozenset({"the", "a", "an"})
_CLOSE = 24
"""Most characters between a colon and the title or name of whoever speaks after it."""


def mended(
    encoded: Encoded, found: Sequence[Found], mentioned: Sequence[Bounds], headlines: Sequence[Bounds] = ()
) -> list[Found]:
    """`found`, each where its text allows.

    `mentioned` are the places of names and nouns for somebody, in order, `headlines` those of titles.
    """
    text = encoded.text
    lines = [match.start() for match in _TIME_LINE.finditer(text)]
    result = []
    for one in found:
        told = _behind_colon(encoded, one, mentioned)
        told = _with_its_origin(encoded, _without_reason_to_hide(text, told))
        told = _without_whom_it_cites(text, _without_lead(encoded, told))
        told = _not_who_comes_later(text, _closed(encoded, told))
        told = _in_its_sentence(text, _whole_source(encoded, told, mentioned))
        told = _on_its_side(told, headlines)
        result.append(_within_entry(told, lines) if lines else told)
    return result


def _behind_colon(encoded: Encoded, one: Found, mentioned: Sequence[Bounds]) -> Found:
    if not one.source or not one.cue:
        return one
    colon = _COLON.match(encoded.text, one.source.end)
    if not colon or colon.end() >= one.cue.start or "\n" in encoded.text[one.source.end : one.cue.start]:
        return one
    end = colon.end()
    for start, stop in mentioned:
        if colon.end() <= start and stop <= one.cue.start and start - end <= _CLOSE:
            end = max(end, stop)
    if end == colon.end():
        return one
    return replace(one, source=_moved(encoded, one.source, colon.end(), end))


def _without_reason_to_hide(text: str, one: Found) -> Found:
    if not one.source or not one.cue or len(one.contents) < 2:
        return one
    if not _RELATIVE.match(text, one.source.end):
        return one
    kept = tuple(p for p in one.contents if not (one.source.end <= p.start and p.end <= one.cue.start))
    return replace(one, contents=kept) if kept else one


def _with_its_origin(encoded: Encoded, one: Found) -> Found:
    """ "According to the report, seen by KTP, losses rose": the report is the one that KTP saw."""
    if not one.source or not one.cue or one.cue.end > one.source.start:
        return one
    came = _HOW_IT_CAME.match(encoded.text, one.source.end)
    if not came or not encoded.text[slice(*came.span())].startswith(","):
        return one
    after = _AFTER_COMMA.match(encoded.text, came.end())
    begins = after.end() if after else came.end()
    contents = tuple(
        _moved(encoded, p, begins, p.end) if one.source.end <= p.start < begins < p.end else p
        for p in one.contents
    )
    source = _moved(encoded, one.source, one.source.start, came.end())
    return replace(one, source=source, contents=contents) if contents != one.contents else one


def _without_lead(encoded: Encoded, one: Found) -> Found:
    contents = []
    cue = encoded.text[one.cue.start : one.cue.end] if one.cue else ""
    for part in one.contents:
        where = encoded.text, part.start, part.end
        ahead = one.cue and part.end <= one.cue.start
        telling = one.cue and one.cue.end <= part.start and _TELLING.search(cue)
        lead = (
            _DAY_FIRST.match(*where)
            or (_OTHER_SENTENCE.match(*where) if ahead else None)
            or (_HEARER_FIRST.match(*where) if telling else None)
        )
        contents.append(_moved(encoded, part, lead.end(), part.end) if lead else part)
    return replace(one, contents=tuple(contents))


def _closed(encoded: Encoded, one: Found) -> Found:
    contents = []
    for part in one.contents:
        whole = _CLOSED.match(encoded.text, part.start, part.end)
        contents.append(_moved(encoded, part, part.start, whole.end()) if whole else part)
    return replace(one, contents=tuple(contents))


def _without_whom_it_cites(text: str, one: Found) -> Found:
    if not one.cue or len(one.contents) < 2 or not _CITING.search(text[one.cue.start : one.cue.end]):
        return one
    cited, *said = one.contents
    inside = 0 <= cited.start - one.cue.end <= 1 and text[cited.end : cited.end + 1] == ","
    return replace(one, contents=tuple(said)) if inside else one


def _not_who_comes_later(text: str, one: Found) -> Found:
    """ ", saying that …, while Orb": a participle's subject has been named before it."""
    if not one.source or not one.cue or one.source.start < one.cue.end:
        return one
    apart = text[max(0, one.cue.start - 3) : one.cue.start].rstrip(" ")[-1:] == "," and any(
        one.cue.end <= part.start < one.source.start for part in one.contents
    )
    return replace(one, source=None) if apart and _PARTICIPLE.match(text, one.cue.start) else one


def _in_its_sentence(text: str, one: Found) -> Found:
    if not one.source or not one.cue:
        return one
    start, end = (
        sorted((one.source.end, one.cue.start))
        if one.source.start < one.cue.start
        else (
            one.cue.end,
            one.source.start,
        )
    )
    between = any(start <= part.start < end for part in one.contents)
    apart = end - start > _SHORT and not between and _SENTENCE_END.search(text, start, end)
    return replace(one, source=None) if apart else one


def _whole_source(encoded: Encoded, one: Found, mentioned: Sequence[Bounds]) -> Found:
    if not one.source:
        return one
    start, end = one.source.start, one.source.end
    words = encoded.text[start:end]
    if clause := _WHAT.match(words) or _NUMBERED.match(words):
        return replace(one, source=_moved(encoded, one.source, start + clause.end(), end))
    word = _NEXT_WORD.match(encoded.text, end)
    if words.lower() not in _ARTICLES or not word or (one.cue and end <= one.cue.start <= word.end()):
        return one  # "the had announced": whoever it was is missing
    nouns = [stop for first, stop in mentioned if start <= first <= end + 1 and stop > end]
    return replace(one, source=_moved(encoded, one.source, start, max(nouns, default=word.end())))


def _on_its_side(one: Found, headlines: Sequence[Bounds]) -> Found:
    anchor = (one.cue or one.source or one.contents[0]).start

    def title(place: int) -> Bounds | None:
        return next((h for h in headlines if h[0] <= place < h[1]), None)

    kept = tuple(part for part in one.contents if title(part.start) == title(anchor))
    return replace(one, contents=kept) if kept else one


def _within_entry(one: Found, lines: Sequence[int]) -> Found:
    anchor = (one.cue or one.source or one.contents[0]).start
    before = max((line for line in lines if line < anchor), default=-1)
    after = min((line for line in lines if line >= anchor), default=None)
    kept = tuple(p for p in one.contents if p.start > before and (after is None or p.end <= after))
    return replace(one, contents=kept) if kept else one


def _moved(encoded: Encoded, part: Part, start: int, end: int) -> Part:
    return replace(part, start=start, end=end, pieces=encoded.pieces(start, end))
