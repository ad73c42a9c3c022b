"""Several who speak in one sentence, and one who speaks twice, where the network ties all to one cue.

    apart(scene, found)    `found`, each with what is its own

    "“Go,” said Tal. “Stay,” begged his mother."        each quotation has its own speaker
    "“A disgrace,” fumed the baker."                    behind a quotation any verb tells who speaks
    "Some say he fled, others that he was taken"        a second source shares the word of saying
    "Experts put it at 400, the insurer at half that"   the same, for what is put at something
    "Though Tal maintains it is safe, the bank …"       the clause before another's has its own
    "Tal said it was late, but did not say why"         what one did not say is another statement
    "Tal said a, noting that b"                         and so is what one noted besides
    "Stressing that it was late, Tal said no"           whose participle it is stands behind it

Only where the form of the sentence shows it; all else stays with whom the network gave it to.
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
_SAYING_THAT = re.compile(
    r",[ \t]+(?:(?:also|further|while)[ \t]+)?(?P<cue>(?:add|not|stress|explain|warn|indicat|affirm|consider|emphasi[sz]|underlin|clarify|claim|argu"
    r"|insist|recall|remark|observ|declar|announc|reveal|predict|assert|stat|point)ing(?:[ \t]out)?)[ \t]+(?P<said>that\b[^\n]*\S)$",
    re.IGNORECASE,
)
_GOES_ON = frozenset(",!?—–-…")
_VERB = (
    rf"(?:{SAYING}|[a-z]{{3,}}(?:ed|s)|(?:shot|hit|fired|came)[ \t]back|went[ \t]on|chimed[ \t]in|cut[ \t]in)"
)
# "fumed pensioner Merle Augustin, 78", "his mother sighed"
_TURNED = re.compile(rf"[ \t]+(?P<cue>{_VERB})[ \t]+(?P<who>[^,.;:\"“”‘\n]{{2,80}}?)(?=[,.;]|[ \t]*(?:\n|$))")
_STRAIGHT = re.compile(
    rf"[ \t]+(?P<who>[^,.;:\"“”‘\n]{{2,60}}?)[ \t]+(?P<cue>{_VERB})"
    r"(?=[,.;:]|[ \t]*(?:\n|$)|[ \t](?:with|in|at|to|on|as|after|when)\b)"
)
# "said a, but did not say b": who said the one did not say the other
_ALSO = re.compile(r",?[ \t]+(?:but|and|yet|though)[ \t]+(?:(?:also|still|otherwise|later|[a-z]+ly)[ \t]+)?$")
_JOINT = 40
"""Characters before a cue in which what joins it to the one before begins."""
_PARTICIPLE = re.compile(r"\w+ing(?:[ \t]out)?", re.IGNORECASE)


def apart(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found`, where each speaker has what is said by none but that one; in no order."""
    claims = Claims(found)
    told = [each for one in found for each in _own_speakers(scene, one, claims)]
    claims = Claims(told)
    told = [each for one in told for each in _sharing_the_word(scene, _put_at(scene, one, claims))]
    claims = Claims(told)
    told = [each for one in told for each in _opening(scene, one, claims)]
    told = [each for one in told for each in _says_more(scene, one, claims)]
    told = _with_its_subject(scene, _unheard(scene, told))
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
    if not own or (one.source and len(own) == len(one.contents) == 1):
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
            part = one.contents[n]
            said = scene.moved(part, part.start, min(part.end, match.start()))
            yield Found(source, cue, (said,), CERTAIN, CERTAIN)


def _behind(scene: Scene, one: Found, part: Part, claims: Claims) -> re.Match[str] | None:
    """Who says a piece, by what stands behind it, claimed by no other; the name may have been taken for its end."""
    if scene.words(part)[-1:] in _CLOSE:
        match = INVERTED.match(scene.text, part.end + scene.text.startswith(" ", part.end))
    else:
        quoted = scene.quotations.around(part.start)
        end = quoted[1] if quoted and quoted[0] == part.start else 0
        match = _STRAIGHT.match(scene.text, end) if part.start < end < part.end else None
        if match and not (match.end("who") == part.end and is_noun_for_somebody(scene, match.span("who"))):
            return None
    return match if match and all(other is one for other in claims.by(*match.span()).values()) else None


def _put_at(scene: Scene, one: Found, claims: Claims) -> Found:
    """With what another puts it at, where the network left that to nobody: "…, the insurer at half that"."""
    last = one.contents[-1]
    line = scene.sentence(last.start) if one.cue and _PUT.search(scene.words(one.cue)) else None
    match = _AT.match(scene.text, last.end, line[1]) if line else None
    if not line or not match or claims.by(match.start(), line[1]):
        return one
    end = line[0] + len(scene.text[slice(*line)].rstrip(" ."))
    return replace(one, contents=(*one.contents, scene.part("content", match.end(), end)))


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


def _opening(scene: Scene, one: Found, claims: Claims) -> Iterator[Found]:
    """ "Stressing that it was late, Tal said: “No.”": what was stressed and what was said are two."""
    first, *rest = one.contents
    line = scene.sentence(first.start) if one.source and one.cue and rest else None
    parts = scene.parts_from(line[0], line[0] + 1) if line else ()
    cue = next((part for part in parts if part.role == "cue" and part.end + 1 == first.start), None)
    if cue and _PARTICIPLE.fullmatch(scene.words(cue)) and not claims.by(cue.start, cue.end):
        yield replace(one, contents=tuple(rest))
        yield Found(one.source, cue, (first,), one.link, one.heard)
    else:
        yield one


def _says_more(scene: Scene, one: Found, claims: Claims) -> Iterator[Found]:
    """ "Tal said it was late, but did not say why", "…, noting that it rained": the same speaker's, said besides."""
    last = one.contents[-1]
    match = None
    if one.source and one.cue and one.cue.end <= one.contents[0].start:
        where = scene.text, last.start, last.end
        match = _NOT_SAID.search(*where) or _SAYING_THAT.search(*where)
        line = scene.sentence(last.start)
        if not match and line:
            match = _NOT_SAID.match(scene.text, last.end, max(last.end, line[1] - 1))
            match = match if match and not claims.by(*match.span()) else None
    if not match or scene.quotations.around(match.start("cue")):
        yield one
        return
    yield replace(
        one, contents=(*one.contents[:-1], scene.moved(last, last.start, min(last.end, match.start())))
    )
    who = match.re.groupindex.get("who") and match["who"]
    source = scene.part("source", *match.span("who")) if who else one.source
    said = scene.part("content", *match.span("said"))
    yield Found(source, scene.part("cue", *match.span("cue")), (said,), one.link, one.heard)


def _unheard(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """ "“A disgrace,” fumed the baker. “I am done.”": behind a quotation, any verb and somebody tell who speaks."""
    claims = Claims(found)
    for quotation in scene.quoted:
        start, end = quotation.start, quotation.end
        match = None
        if scene.text[end - 2 : end - 1] in _GOES_ON:
            match = _TURNED.match(scene.text, end) or _STRAIGHT.match(scene.text, end)
        if not match or not scene.people.within(*match.span("who")) or is_clause(match["who"]):
            continue
        if any(one.source or one.cue for one in claims.by(start, match.end()).values()):
            continue
        stop = scene.text.find("\n", end)
        said = [scene.part("content", start, end), *_given_away(scene, claims, (end, max(end, stop)))]
        for n in claims.by(start, end):
            claims.drop(n)
        source, cue = scene.part("source", *match.span("who")), scene.part("cue", *match.span("cue"))
        claims.add(Found(source, cue, tuple(said), CERTAIN, CERTAIN))
    return list(claims)


def _given_away(scene: Scene, claims: Claims, place: Bounds) -> list[Part]:
    """What is quoted there and tied to nobody, or to somebody in an earlier paragraph, taken from them."""
    given: list[Part] = []
    for n, one in claims.by(*place).items():
        here = [p for p in one.contents if place[0] < p.start and scene.quotations.around(p.start)]
        if not here or (one.cue and "\n" not in scene.text[one.cue.end : place[0]]):
            continue
        given += here
        left = tuple(p for p in one.contents if p not in here)
        if left:
            claims.put(n, replace(one, contents=left))
        else:
            claims.drop(n)
    return given


def _with_its_subject(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """ "Tal stressed a, noting b", "Tal said a, but did not say b", "Stressing that a, Tal said b": both are Tal's."""
    claims = Claims(found)
    for n, one in enumerate(found):
        line = scene.sentence(one.cue.start) if one.cue and not one.source else None
        if not line or not one.cue:
            continue
        begin, end = one.cue.start, one.contents[-1].end
        if (also := _ALSO.search(scene.text, max(line[0], begin - _JOINT), begin)) and also.start() > line[0]:
            for other in claims.by(also.start() - 1, also.start()).values():
                if other.cue and other.source and line[0] <= other.source.start < begin:
                    claims.put(n, replace(one, source=other.source, heard=CERTAIN))
            continue
        near = claims.by(begin - 2, begin) if begin > line[0] + 2 else {}
        if one.cue.start == line[0] and _PARTICIPLE.fullmatch(scene.words(one.cue)):
            near = claims.by(end, end + 4)
        for other in near.values():
            s = other.source
            if s and (s.end in (begin - 1, begin - 2) or scene.text[end : s.start] == ", "):
                claims.put(n, replace(one, source=s, heard=CERTAIN))
    return list(claims)


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
