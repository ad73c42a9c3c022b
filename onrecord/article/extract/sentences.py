"""Sentences of running copy.

A sentence ends at . ! ? or … (with the closing marks that follow), where white space and
something that can begin a sentence come next, and at the end of each paragraph. Abbreviations,
initials and dotted capitals (U.S.) do not end one unless what follows says so; marks inside a
quotation end one too, so that a long quotation is several sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.article.extract.quotation import paragraphs

_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s+(\S))")
_LAST_WORD = re.compile(r"(\S+)$")
_OPENING = frozenset("\"“‘'«„([-–—•@#")
_ABBREVIATIONS = """
    mr mrs ms dr prof gen lt col maj capt cmdr sgt adm gov sen rep rev hon pres st mt ft jr sr
    vs etc no nos vol art sec fig pp jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thur thurs fri e.g i.e cf al approx dept est inc ltd corp co bros
    messrs mme mlle ph.d m.p govs sens reps gens profs drs supt insp det cllr atty asst
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# "No. 5"; but "The ministry says no. It adds …"
_BEFORE_NUMBERS = frozenset(("no", "nos", "art", "sec", "fig", "vol", "pp"))
# abbreviations that do close sentences: followed by a capital they still may
_CLOSING = frozenset({"etc", "inc", "ltd", "corp", "co", "bros", "jr", "sr", "ph.d", "a.m", "p.m"})
# words that begin a sentence far more often than they follow a dotted capital within one
_BEGINNER_WORDS = """
    the a an he she it they we i you this that these those but and in on at as if when while after
    before however although there his her its their our my what who how why for by with from
"""
_BEGINNERS = frozenset(_BEGINNER_WORDS.split())


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence, white space trimmed, in order.

    >>> text = "Mr. Tal left. He saw J. P. Ort of the U.S. Army."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Tal left.', 'He saw J. P. Ort of the U.S. Army.']
    """
    found = []
    for start, end in paragraphs(text):
        begin = start
        for match in _STOP.finditer(text, start, end):
            if match.start() >= begin and _ends(text, match, begin):
                found.append((begin, match.end()))
                begin = match.start(1)
        if begin < end:
            found.append((begin, end))
    return found


def _ends(text: str, match: re.Match[str], begin: int) -> bool:
    following = match[1]
    if not (following.isupper() or following.isdigit() or following in _OPENING or following.istitle()):
        return following.isalpha() and not following.islower()
    marks = match[0]
    if marks[0] != "." or marks.startswith(".."):
        return True
    word = _LAST_WORD.search(text, max(begin, match.start() - 30), match.start())
    token = word[1].lstrip("\"“‘'«„([").lower() if word else ""
    if token in _BEFORE_NUMBERS:
        return not following.isdigit()
    if token in ABBREVIATIONS and token not in _CLOSING:
        return False
    dotted = (len(token) == 1 and token.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", token) is not None
    if dotted or token in _CLOSING:
        upcoming = re.match(r"\W*(\w+)", text[match.start(1) : match.start(1) + 30])
        return bool(upcoming and upcoming[1].lower() in _BEGINNERS and upcoming[1][:1].isupper())
    return True


def sentence_at(lines: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The sentence that holds `offset`; None between sentences.

    >>> sentence_at([(0, 5), (6, 12)], 7), sentence_at([(0, 5), (6, 12)], 5)
    ((6, 12), None)
    """
    place = bisect_right(lines, offset, key=lambda line: line[0]) - 1
    return lines[place] if place >= 0 and offset < lines[place][1] else None
