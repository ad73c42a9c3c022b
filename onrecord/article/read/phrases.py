"""Stock phrases that mark a unit as furniture, and the signs that keep it in the running copy.

The phrases are data (data/furniture.csv): `line` is the whole line, `start` its beginning, `colon`
its beginning followed by a colon, dash or the end, `anywhere` inside a line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from onrecord.article.read.tables import entries, rows
from onrecord.article.read.units import Unit
from onrecord.types import FurnitureKind

# A phrase that merely begins a line must not eat a paragraph; one with a colon may be followed by a title.
_MOST_WORDS = {"line": 8, "start": 40, "colon": 45, "anywhere": 40}
_EDGES = " \t\u00a0*_#>|•·»›→▶-–—[]().:!…"
_QUOTED = re.compile(r"[\"“„«]([^\"”“»\n]{1,400})[\"”»]")
_SENTENCE_MARK = re.compile(r"[.,!?…]\s*$")
_WEB = re.compile(
    r"(?i)(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?)"
)
_CRUMB = r"[A-Z][\w&'’-]*(?: [\w&'’-]+){0,3}"
_BREADCRUMB = re.compile(rf"{_CRUMB}(?:\s{{0,8}}[>›»|/]\s{{0,8}}{_CRUMB}){{1,5}}")
# A caption that says who took the picture, or when, may also say that somebody said something.
_TAKEN = re.compile(
    r"(?i)(?:in )?(?:this|an?) .{0,60}?(?:photo|image|picture|frame|grab|video)\w*,? "
    r"(?:was |is )?(?:taken|provided|released|made|from|obtained|supplied|issued|posted|dated|shot|distributed)\b"
)
_COPYRIGHT = re.compile(r"(?i)(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|[12]\d{3}))")


@cache
def _table(match: str) -> tuple[re.Pattern[str], dict[str, FurnitureKind]]:
    kinds = {r["phrase"]: cast(FurnitureKind, r["kind"]) for r in rows("furniture") if r["match"] == match}
    longest = sorted(kinds, key=lambda p: (-len(p), p))
    body = "(?P<phrase>" + "|".join(map(re.escape, longest)) + ")"
    after = {
        "line": r"$",
        "start": r"(?!\w)",
        "colon": r"(?:\s{0,3}[:|»›>]|\s{1,3}[-–—]|[-–—]{1,2}\s|\s{0,3}$)",
        "anywhere": r"(?!\w)",
    }[match]
    return re.compile(body + after, re.IGNORECASE), kinds


def stock_phrase(unit: Unit) -> FurnitureKind | None:
    """The kind of furniture that a stock phrase in `unit` makes it, or None.

    >>> stock_phrase(Unit(0, 22, "Also read: A new court", False))
    'related'
    >>> stock_phrase(Unit(0, 35, "Subscribe to peace, said the envoy.", False)) is None
    True
    """
    count = unit.words
    if count > max(_MOST_WORDS.values()):
        return None
    text = unit.text.replace("’", "'")
    bare = text.strip(_EDGES)
    for match in ("line", "colon", "start", "anywhere"):
        if count > _MOST_WORDS[match]:
            continue
        pattern, kinds = _table(match)
        found = pattern.search(bare) if match == "anywhere" else pattern.match(bare)
        if match == "colon" and found is None:
            found = pattern.match(text.lstrip(_EDGES))
        if found is None:
            continue
        kind = kinds[found["phrase"].lower()]
        # "Click here", "Share this": weak on their own, so a sentence of somebody's stays copy.
        if match in ("start", "anywhere") and has_speech(unit) and not _TAKEN.match(bare):
            continue
        return kind
    if _COPYRIGHT.match(bare) and count <= 40:
        return "credit"
    return "navigation" if _WEB.fullmatch(bare) else None


def is_breadcrumb(unit: Unit) -> bool:
    """Whether `unit` is a path through the site: "News / Russia", "Home > World > Asia"."""
    return unit.words <= 14 and len(unit.text) <= 100 and _BREADCRUMB.fullmatch(unit.text) is not None


def has_speech(unit: Unit) -> bool:
    """Whether somebody speaks in `unit`: a verb of saying, or a quotation that is a sentence.

    >>> has_speech(Unit(0, 30, 'The forum "Sea and Islands"', False))
    False
    """
    text = unit.text[:1000]
    if any(word in entries("saying") for word in re.findall(r"[a-z]+", text.lower())):
        return True
    return any(_SENTENCE_MARK.search(q) or len(q.split()) >= 5 for q in _QUOTED.findall(text))
