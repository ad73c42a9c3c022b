"""Who speaks within a quotation that is opened and never closed.

    closed(scene, one)    one attribution, with its speaker out of what is said

    "“The money never came, the head said."             the network takes the head for a part of it
    "“I was afraid, she told me once. I hid it well."   and so what says who speaks, with all of it

Only where no mark closes it before the line ends.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.article.extract.decode import Found
from onrecord.article.extract.scene import CERTAIN, Scene
from onrecord.article.extract.several import is_noun_for_somebody
from onrecord.article.extract.verbs import SAYING

_OPEN = re.compile(r"[\"“«„][^\"“”«»„\n]{3,}?(?P<comma>[,!?])[ \t]+(?P<who>[^,.;:\"“”\n]{2,60}?)[ \t]*$")
_SAID_WITHIN = re.compile(
    r"[\"“«„][^\"“”«»„\n]{3,}?(?P<comma>[,!?])[ \t]+(?P<who>[^,.;:\"“”\n]{2,40}?)[ \t]+"
    rf"(?P<cue>{SAYING})\b[^.,;:\"“”\n]{{0,40}}[.,][ \t]*"
)
_GOES_ON = re.compile(r"[^.,;:\"“”\n]{0,40}[.,][ \t]+(?=\S)")
_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_PRONOUN = re.compile(r"he|she|they|it|I", re.IGNORECASE)
_CLOSING = re.compile(r"[\"”»“]")


def closed(scene: Scene, one: Found) -> Found:
    """The attribution as the sentence shows it; as it was where its quotation is closed, or shows nothing."""
    return _open_quotation(scene, _within_open_quotation(scene, one))


def _open_quotation(scene: Scene, one: Found) -> Found:
    """The speaker out of a quotation that is never closed."""
    if one.source or not one.cue or not one.contents:
        return one
    last = one.contents[-1]
    if not 0 <= one.cue.start - last.end <= 1:
        return one
    opened = _OPEN.match(scene.text, last.start, last.end)
    end = _line_end(scene.text, last.end)
    if not opened or _CLOSING.search(scene.text, last.end, end):
        return one
    who, said = opened.span("who"), (last.start, opened.end("comma"))
    contents = [*one.contents[:-1], scene.moved(last, *said)]
    goes_on = _GOES_ON.match(scene.text, one.cue.end, end)
    if goes_on and _OWN.search(scene.text, goes_on.end(), end):  # whatever else follows may be told again
        rest = goes_on.end(), goes_on.end() + len(scene.text[goes_on.end() : end].rstrip(" ."))
        contents.append(scene.moved(last, *rest))
    return replace(one, source=scene.part("source", *who), contents=tuple(contents), heard=CERTAIN)


def _within_open_quotation(scene: Scene, one: Found) -> Found:
    """ "“I was afraid, she said once. I hid it.": of a quotation never closed, what says who speaks is no part."""
    if one.source or one.cue or len(one.contents) != 1:
        return one
    [part] = one.contents
    match = _SAID_WITHIN.match(scene.text, part.start, part.end)
    if not match or _CLOSING.search(scene.text, match.end(), _line_end(scene.text, part.end)):
        return one
    if not _PRONOUN.fullmatch(match["who"]) and not is_noun_for_somebody(scene, match.span("who")):
        return one
    pieces = [(part.start, match.end("comma")), (match.end(), part.end)]
    said = tuple(scene.moved(part, *piece) for piece in pieces if scene.text[slice(*piece)].strip())
    source, cue = scene.part("source", *match.span("who")), scene.part("cue", *match.span("cue"))
    return Found(source, cue, said, CERTAIN, CERTAIN, spoken=True)


def _line_end(text: str, place: int) -> int:
    line = text.find("\n", place)
    return line if line >= 0 else len(text)
