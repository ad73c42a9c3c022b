"""Who "we" is where nobody is quoted: the body whose own statement, release or open letter the text is.

    Statement from the Union of Porters (UP)        who is said to state it
    MEDIA STATEMENT … The Union of Porters is       or else whom its first sentence begins with
    Union of Porters | PRESS RELEASE                or else who stands on the line, or beside it

Only where one of the first lines says that it is a release. Where a place names two bodies, "we" stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.article.resolve.authors import draft_named
from onrecord.article.resolve.scene import Scene
from onrecord.article.resolve.tables import body_nouns, fold
from onrecord.types import Span, Speaker

_SCORE = 0.8
_LINES, _LONGEST = 8, 14  # of the head, and words in one of its lines
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_RELEASE = re.compile(
    r"\b(?:statement|release|notice|advisory|communiqu[eé]|clarification|declaration|open letter|newsroom|press information)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\s*(?:(?:joint |media |press )?(?:statement|declaration|communiqu[eé]|open letter)\s(?:by|from|of)|from|by)\s",
    re.IGNORECASE,
)
_BODY = re.compile(
    rf"{_SIGNED.pattern}(?:the\s)?(?P<name>(?-i:[A-Z])[\w’'&-]*(?:\s(?:(?-i:[A-Z])[\w’'&-]*|of|for|and|the)){{1,7}}?)\s*(?:[,(:–—-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = 4  # places of a name that may stand in the head
_OPENING = 12  # characters before the name that opens the first sentence: a dash, "The"


def issuer(scene: Scene, evidence: Span) -> Speaker | None:
    """The body that speaks as "we" in its own release; None where the head of the text tells of none, or of several."""
    text = scene.cast.page.text
    lines = [line.span() for _, line in zip(range(_LINES + 1), _LINE.finditer(text), strict=False)]
    size = next((n for n, span in enumerate(lines) if len(text[slice(*span)].split()) > _LONGEST), _LINES)
    head, first = lines[:size], lines[size : size + 1]
    marked = {n for n, span in enumerate(head) if _RELEASE.search(text, *span)}
    if not marked:
        return None
    signed = [span for span in head if _SIGNED.match(text, *span)]
    opening = [(start, start + _OPENING) for start, _ in first]
    beside = [span for n, span in enumerate(head) if marked & {n - 1, n, n + 1}]
    for places in (signed, opening, beside):
        named = _named(scene, places) or (_unseen(scene, signed) if places is signed else {})
        if named:
            [(found, place), *others] = named.items()
            spans = (evidence, place)
            return None if others else scene.speaker(found, "first_person", _SCORE, spans)
    return None


def _named(scene: Scene, places: Iterable[tuple[int, int]]) -> dict[int, Span]:
    """The bodies whose names begin in these places, each with where it does."""
    found: dict[int, Span] = {}
    for i, draft in enumerate(scene.cast.drafts):
        for o in draft.occurrences[:_FIRST] if draft.kind == "organization" else ():
            if any(start <= o.start < end for start, end in places):
                found.setdefault(i, scene.span(o.start, o.end))
    return found


def _unseen(scene: Scene, signed: Iterable[tuple[int, int]]) -> dict[int, Span]:
    """A body that a line signs for and no tagger saw: "STATEMENT FROM THE PORTERS' UNION, LOCAL 40"."""
    cast = scene.cast
    for start, end in signed:
        match = _BODY.match(cast.page.text, start, end)
        if match and {fold(word) for word in match["name"].split()} & body_nouns().keys():
            name = match["name"].title() if match["name"].isupper() else match["name"]
            return {draft_named(cast, name, "organization"): scene.span(*match.span("name"))}
    return {}
