"""Several who speak in one sentence, and one who speaks twice, where the network ties all to one cue.

apart(scene, found)    `found`, each with what is its own

"“Go,” said Tal. “Stay,” begged his mother."        each quotation has its own speaker
"Some say he fled, others that he was taken"        a second source shares the word of saying
"Experts put it at 400, the insurer at half that"   the same, for what is put at something
"Though Tal maintains it is safe, the bank …"       the clause before another's has its own
"Tal said it was late, but did not say why"         what one did not say is another statement
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.article.extract.claims import Claims
from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.intervals import Bounds, touch
from onrecord.article.extract.scene import CERTAIN, Scene
from onrecord.article.extract.verbs import INVERTED, SAYING, is_clause

_CLOSE = frozenset('”"’»')
_MARKS = re.compile(r"[\"“”«»„]")
_SOME = r"others|some|still others|the[ \t]+(?:others?|second|third|latter|rest|former)"
_NOUN = r"(?:[^\W\d_][\w’'-]*[ \t]+){0,5}[^\W\d_][\w’'-]*"
_JOINED = r"[,;][ \t]+(?:and[ \t]+|but[ \t]+|while[ \t]+)?"
_THAT = re.compile(rf"{_JOINED}(?P<who>{_SOME}|{_NOUN})[ \t]+(?=that\b)", re.IGNORECASE)
_AT = re.compile(rf"{_JOINED}(?P<who>{_SOME}|{_NOUN})[ \t]+(?=at[ \t]+\S)", re.IGNORECASE)
_SOME_WHO = re.compile(_SOME, re.IGNORECASE)
_PUT = re.compile(r"\b(?:put|puts|estimated?|estimates)$", re.IGNORECASE)
_THOUGH = re.compile(
    rf"(?:(?:al|even[ \t]+)?though|while|whereas)[ \t]+(?P<who>{_NOUN})[ \t]+(?P<cue>{SAYING})[ \t]+(?P<said>[^,\n]{{8,}}),[ \t]+",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r",?[ \t]+(?:but|and|though|yet)[ \t]+(?:(?P<who>he|she|they|it)[ \t]+)?(?:also[ \t]+|otherwise[ \t]+)?"
    r"(?P<cue>(?:(?:did|does|do|would|could|will|has|have)(?:[ \t]+not|n[’']t)|declined[ \t]+to|refused[ \t]+to|stopped[ \t]+short[ \t]+of)"
    r"[ \t]+(?:immediately[ \t]+|yet[ \t]+)?(?:say|saying|said|specify|elaborate[ \t]+on|rule[ \t]+out|ruled[ \t]+out|exclude|explain|give|provide|name|identify"
    r"|disclose|comment[ \t]+on|confirm|confirmed|deny|mention|predict|commit[ \t]+to)|gave[ \t]+no)[ \t]+(?P<said>\S[^.]*)$",
    re.IGNORECASE,
)


def apart(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found`, where each speaker has what is said by none but that one; in no order."""
    claims = Claims(found)
    told = [each for one in found for each in _own_speakers(scene, one, claims)]
    told = [each for one in told for each in _sharing_the_word(scene, one)]
    told = [each for one in told for each in _not_said(scene, one)]
    return [*told, *_conceded(scene, told)]


def is_noun_for_somebody(scene: Scene, who: Bounds) -> bool:
    """Whether a stretch is a noun phrase, no clause, that ends in a noun or name for a person or body."""
    ends = any(end == who[1] for _, end in scene.people.touching(who[1] - 1, who[1]))
    return ends and not is_clause(scene.text[slice(*who)])


def _own_speakers(scene: Scene, one: Found, claims: Claims) -> Iterator[Found]:
    """ "“Go,” said the father. “Stay,” begged the mother": what the mother begged is not the father's."""
    speaking = [_behind(scene, one, part, claims) for part in one.contents] if one.cue else []
    here = (one.source.start, one.source.end) if one.source else (0, 0)
    own = [n for n, match in enumerate(speaking) if match and not touch(match.span("who"), here)]
    if not own or len(own) == len(one.contents) == 1:
        yield one
        return
    left = [n for n in range(len(one.contents)) if n not in own]
    if left:
        match = speaking[left[0]]
        cue = scene.part("cue", *match.span("cue")) if match else one.cue
        yield replace(one, cue=cue, contents=tuple(one.contents[n] for n in left))
    for n in own:
        if match := speaking[n]:
            source, cue = scene.part("source", *match.span("who")), scene.part("cue", *match.span("cue"))
            yield Found(source, cue, (one.contents[n],), CERTAIN, CERTAIN)


def _behind(scene: Scene, one: Found, part: Part, claims: Claims) -> re.Match[str] | None:
    """Who speaks right behind a quotation that is closed, claimed by no other."""
    if scene.words(part)[-1:] not in _CLOSE:
        return None
    match = INVERTED.match(scene.text, part.end + scene.text.startswith(" ", part.end))
    return match if match and all(other is one for other in claims.by(*match.span()).values()) else None


def _sharing_the_word(scene: Scene, one: Found) -> Iterator[Found]:
    """ "Some say he fled, others that he was taken": a second source without a word of saying of its own."""
    match = None
    if one.source and one.cue:
        form = _AT if _PUT.search(scene.words(one.cue)) else _THAT
        match = form.search(scene.text, one.contents[0].start, one.contents[-1].end)
    if not match or not _is_another(scene, match.span("who")) or _quoted(scene, one):
        yield one
        return
    first = tuple(
        scene.moved(p, p.start, min(p.end, match.start())) for p in one.contents if p.start < match.start()
    )
    rest = tuple(
        scene.moved(p, max(p.start, match.end()), p.end) for p in one.contents if p.end > match.end()
    )
    if not first or not rest:
        yield one
        return
    yield replace(one, contents=first)
    yield Found(scene.part("source", *match.span("who")), None, rest, one.link, one.heard)


def _is_another(scene: Scene, who: Bounds) -> bool:
    return bool(_SOME_WHO.fullmatch(scene.text, *who)) or is_noun_for_somebody(scene, who)


def _quoted(scene: Scene, one: Found) -> bool:
    return bool(_MARKS.search(scene.text, one.contents[0].start, one.contents[-1].end))


def _not_said(scene: Scene, one: Found) -> Iterator[Found]:
    """ "Tal said it was late, but did not say why": the same speaker's, and no part of what was said."""
    last = one.contents[-1]
    match = None
    if one.source and one.cue and one.cue.end <= one.contents[0].start:
        match = _NOT_SAID.search(scene.text, last.start, last.end)
    if not match or scene.quotations.around(match.start("cue")):
        yield one
        return
    kept = scene.moved(last, last.start, match.start())
    yield replace(one, contents=(*one.contents[:-1], kept))
    source = scene.part("source", *match.span("who")) if match["who"] else one.source
    said = scene.part("content", *match.span("said"))
    yield Found(source, scene.part("cue", *match.span("cue")), (said,), one.link, one.heard)


def _conceded(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """ "Though Tal maintains it is safe, the bank …": a clause that opens the sentence of another speaker."""
    claims = Claims(found)
    for one in found:
        line = one.source and one.cue and scene.sentence(one.source.start)
        if not line or not one.source or line[0] == one.source.start:
            continue
        match = _THOUGH.fullmatch(scene.text, line[0], one.source.start)
        if match and is_noun_for_somebody(scene, match.span("who")) and not claims.by(*match.span()):
            source, cue = scene.part("source", *match.span("who")), scene.part("cue", *match.span("cue"))
            yield Found(source, cue, (scene.part("content", *match.span("said")),), CERTAIN, CERTAIN)
