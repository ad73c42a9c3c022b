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

from onrecord.article.extract.decode import Found
from onrecord.article.extract.scene import CERTAIN, Scene, busy

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


def completed(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found` with the missing speakers, rests and wordings; sorted by where they begin."""
    told = [_open_quotation(scene, one) for one in found]
    told = [_rest(scene, one, told) for one in told]
    return sorted((*told, *_worded(scene, told)), key=lambda one: one.start)


def _open_quotation(scene: Scene, one: Found) -> Found:
    """The speaker out of a quotation that is never closed."""
    if one.source or not one.cue or not one.contents:
        return one
    last = one.contents[-1]
    if not 0 <= one.cue.start - last.end <= 1:
        return one
    opened = _OPEN.match(scene.text, last.start, last.end)
    line = scene.text.find("\n", last.end)
    if not opened or _CLOSING.search(scene.text, last.end, line if line >= 0 else len(scene.text)):
        return one
    who, said = opened.span("who"), (last.start, opened.end("comma"))
    return replace(
        one,
        source=scene.part("source", *who),
        contents=(*one.contents[:-1], scene.moved(last, *said)),
        heard=CERTAIN,
    )


def _rest(scene: Scene, one: Found, found: Sequence[Found]) -> Found:
    """The verb of a clause that its cue interrupts."""
    if not one.source or not one.cue or len(one.contents) != 1:
        return one
    (part,) = one.contents
    end = max(one.source.end, one.cue.end)
    line = scene.sentence(part.start)
    begins = _REST.match(scene.text, end)
    if not line or not begins or part.end > min(one.source.start, one.cue.start) or line[1] <= begins.end():
        return one
    rest = begins.end(), _without_stop(scene.text, begins.end(), line[1])
    if busy(found, rest):
        return one
    return replace(one, contents=(part, scene.moved(part, *rest)))


def _worded(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """What stands in somebody's words, by name."""
    made = []
    for match in _WORDED.finditer(scene.text):
        line = scene.sentence(match.start())
        if not line or busy(found, line):
            continue
        before = scene.text[line[0] : match.start()]
        lead = before.rstrip(" ,")
        follows = match.end() + (2 if scene.text.startswith(", ", match.end()) else 0)
        pieces = [
            (line[0], line[0] + len(lead)),
            (follows, _without_stop(scene.text, follows, line[1])),
        ]
        pieces = [(a, b) for a, b in pieces if b > a]
        if sum(len(scene.text[a:b].split()) for a, b in pieces) < _LEAST:
            continue
        source, cue = match.span("who"), match.span("cue")
        made.append(
            Found(
                scene.part("source", *source),
                scene.part("cue", *cue),
                tuple(scene.part("content", *piece) for piece in pieces),
                CERTAIN,
                CERTAIN,
            )
        )
    return made


def _without_stop(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip().rstrip("."))
