"""What the network leaves out and the sentence makes plain.

    "“The money never came, the head said."          a quotation left open ends before its speaker
    "Nine of ten, according to the poll, had …"      what follows the cue is the rest of the clause
    "In the words of its founder, the party is …"    nobody "says", yet the founder is quoted

Only what the network took for nothing is added; what it found stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.encode import Encoded
from onrecord.article.extract.sentences import sentence_at

Bounds = tuple[int, int]

_CERTAIN = 0.8
_OPEN = re.compile(r"[\"“«„][^\"“”«»„\n]{3,}?(?P<comma>[,!?])[ \t]+(?P<who>[^,.;:\"“”\n]{2,60}?)[ \t]*$")
_CLOSING = re.compile(r"[\"”»“]")
_REST = re.compile(
    r",[ \t]+(?=(?:had|has|have|was|were|is|are|will|would|must|could|can|may|might|should|did|does|do)\b)"
)
_WORDED = re.compile(
    r"\b(?P<cue>in the (?:words|view|opinion|judge?ment|estimation) of)[ \t]+(?P<who>[^,.;:\"“”\n]{2,80})",
    re.IGNORECASE,
)
_LEAST = 3
"""Words that somebody is quoted with, at least."""


def completed(encoded: Encoded, found: Sequence[Found], sentences: Sequence[Bounds]) -> list[Found]:
    """`found` with the missing speakers, rests and wordings; sorted by where they begin."""
    told = [_open_quotation(encoded, one) for one in found]
    told = [_rest(encoded, one, told, sentences) for one in told]
    return sorted((*told, *_worded(encoded, told, sentences)), key=lambda one: one.start)


def _open_quotation(encoded: Encoded, one: Found) -> Found:
    """The speaker out of a quotation that is never closed."""
    if one.source or not one.cue or not one.contents:
        return one
    last = one.contents[-1]
    if not 0 <= one.cue.start - last.end <= 1:
        return one
    opened = _OPEN.match(encoded.text, last.start, last.end)
    line = encoded.text.find("\n", last.end)
    if not opened or _CLOSING.search(encoded.text, last.end, line if line >= 0 else len(encoded.text)):
        return one
    who, said = opened.span("who"), (last.start, opened.end("comma"))
    return replace(
        one,
        source=Part("source", *who, encoded.pieces(*who), _CERTAIN),
        contents=(*one.contents[:-1], replace(last, end=said[1], pieces=encoded.pieces(*said))),
        heard=_CERTAIN,
    )


def _rest(encoded: Encoded, one: Found, found: Sequence[Found], sentences: Sequence[Bounds]) -> Found:
    """The verb of a clause that its cue interrupts."""
    if not one.source or not one.cue or len(one.contents) != 1:
        return one
    (part,) = one.contents
    end = max(one.source.end, one.cue.end)
    line = sentence_at(sentences, part.start)
    begins = _REST.match(encoded.text, end)
    if not line or not begins or part.end > min(one.source.start, one.cue.start) or line[1] <= begins.end():
        return one
    rest = begins.end(), _without_stop(encoded.text, begins.end(), line[1])
    if any(_touch(rest, (p.start, p.end)) for other in found for p in other.parts):
        return one
    return replace(one, contents=(part, Part("content", *rest, encoded.pieces(*rest), part.score, part.edge)))


def _worded(encoded: Encoded, found: Sequence[Found], sentences: Sequence[Bounds]) -> list[Found]:
    """What stands in somebody's words, by name."""
    made = []
    for match in _WORDED.finditer(encoded.text):
        line = sentence_at(sentences, match.start())
        if not line or any(_touch(line, (p.start, p.end)) for one in found for p in one.parts):
            continue
        before = encoded.text[line[0] : match.start()]
        lead = before.rstrip(" ,")
        follows = match.end() + (2 if encoded.text.startswith(", ", match.end()) else 0)
        pieces = [
            (line[0], line[0] + len(lead)),
            (follows, _without_stop(encoded.text, follows, line[1])),
        ]
        pieces = [(a, b) for a, b in pieces if b > a]
        if sum(len(encoded.text[a:b].split()) for a, b in pieces) < _LEAST:
            continue
        source, cue = match.span("who"), match.span("cue")
        made.append(
            Found(
                Part("source", *source, encoded.pieces(*source), _CERTAIN),
                Part("cue", *cue, encoded.pieces(*cue), _CERTAIN),
                tuple(Part("content", *piece, encoded.pieces(*piece), _CERTAIN) for piece in pieces),
                _CERTAIN,
                _CERTAIN,
            )
        )
    return made


def _without_stop(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip().rstrip("."))


def _touch(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[1] and other[0] < one[1]
