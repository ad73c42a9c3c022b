"""Where a content cannot begin or end.

    "One of them, who spoke on condition of     why they hid is not what they said
     anonymity because …, said prices rose"
    "denied this Tuesday that …"                the day is no part of it; nor is "… say when." before “We”
    "told the committee that …"                 nor is whoever was told
    "The radio, citing Tal, said prices rose"   whom it cites is not what it said
    "…“We agree.” (paragraph) Prices rose"      a quotation that is closed does not run on unquoted
    "accused it of vote|-buying"                half a word is none

Each step takes one attribution and gives it back, mended or as it was.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.article.extract.decode import Found
from onrecord.article.extract.scene import Scene

_RELATIVE = re.compile(r",?[ \t]*(?:who|which|speaking|asking|asked|requesting|insisting|on condition)\b")
_DAY_FIRST = re.compile(
    r"(?:(?:this|on|last|late|early|earlier)\b[^,.;:\n“\"]{1,24}|yesterday|today)[ \t]+(?=that\b)"
    r"|at the time,?[ \t]+(?=\w)|(?:citing|quoting)\b[^,.;:\n“\"]{2,80}?[ \t]+(?=that\b)",
    re.IGNORECASE,
)
_HEARER_FIRST = re.compile(
    r"(?:(?:the|a|an|his|her|their|its|my|our|state|local)[ \t]+)?[\w’'-]+(?:[ \t]+[\w’'-]+)?[ \t]+(?=that\b)"
)
_TELLING = re.compile(r"\b(?:told|tells|tell|assured|informed|reminded|assures)$", re.IGNORECASE)
_CITING = re.compile(r"(?:citing|quoting)$", re.IGNORECASE)
_OTHER_HALF = re.compile(r"-\w+(?:-\w+)*")
_CLOSED = re.compile(r"[\"“«„][^\"“”«»„\n]*[\"”»][.,;]?(?=[ \t]*\n\s*[^\s\"“«„])")
_OTHER_SENTENCE = re.compile(r"[^\n\"“”«»„.!?]{1,20}[.!?][ \t]+(?=[\"“«„])")


def without_reason_to_hide(scene: Scene, one: Found) -> Found:
    """Between somebody and the cue stands who they are, or why they are not named."""
    if not one.source or not one.cue or len(one.contents) < 2:
        return one
    if not _RELATIVE.match(scene.text, one.source.end):
        return one
    kept = tuple(p for p in one.contents if not (one.source.end <= p.start and p.end <= one.cue.start))
    return replace(one, contents=kept) if kept else one


def without_lead(scene: Scene, one: Found) -> Found:
    """Neither the day, nor whoever was told, nor the end of another sentence."""
    contents = []
    for part in one.contents:
        where = scene.text, part.start, part.end
        ahead = one.cue and part.end <= one.cue.start
        telling = one.cue and one.cue.end <= part.start and _TELLING.search(scene.words(one.cue))
        lead = (
            _DAY_FIRST.match(*where)
            or (_OTHER_SENTENCE.match(*where) if ahead else None)
            or (_HEARER_FIRST.match(*where) if telling else None)
        )
        contents.append(scene.moved(part, lead.end(), part.end) if lead else part)
    return replace(one, contents=tuple(contents))


def without_whom_it_cites(scene: Scene, one: Found) -> Found:
    """ "citing Tal, said prices rose": Tal is no part of what was said."""
    if not one.cue or len(one.contents) < 2 or not _CITING.search(scene.words(one.cue)):
        return one
    cited, *said = one.contents
    inside = 0 <= cited.start - one.cue.end <= 1 and scene.text[cited.end : cited.end + 1] == ","
    return replace(one, contents=tuple(said)) if inside else one


def closed(scene: Scene, one: Found) -> Found:
    """A quotation that is closed does not run on into the next paragraph, unquoted."""
    contents = []
    for part in one.contents:
        whole = _CLOSED.match(scene.text, part.start, part.end)
        contents.append(scene.moved(part, part.start, whole.end()) if whole else part)
    return replace(one, contents=tuple(contents))


def whole_words(scene: Scene, one: Found) -> Found:
    """A content does not end within a word of several."""
    contents = []
    for part in one.contents:
        half = scene.text[part.end - 1 : part.end].isalnum() and _OTHER_HALF.match(scene.text, part.end)
        contents.append(scene.moved(part, part.start, half.end()) if half else part)
    return replace(one, contents=tuple(contents))
