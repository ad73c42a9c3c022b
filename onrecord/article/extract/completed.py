"""What the network leaves out of an attribution and the sentence makes plain.

    "Nine of ten, according to the poll, had …"      what follows the cue is the rest of the clause
    "His client, the lawyer told them, had …"        and what stands before it the subject
    "…, read a statement from the palace."           a source within or behind its cue

Only what the network took for nothing, or for the wrong part, is given away; the rest stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.extract.claims import Claims
from onrecord.article.extract.decode import Found
from onrecord.article.extract.scene import CERTAIN, Scene
from onrecord.article.extract.several import apart, is_noun_for_somebody
from onrecord.article.extract.unclosed import closed
from onrecord.article.extract.verbs import INVERTED, SAYING, is_clause, opens_clause, opens_with_auxiliary

_TO_COMMA = re.compile(r"[ \t]+[^,.;:\n“”\"«»]{3,},[ \t]")
_CUT_OFF = re.compile(r"(?:[ \t]+[^,.;:\n“”\"«»]{1,40})?,[ \t]+")
_APPOSED = re.compile(r"(?P<lead>[^,\n]+),[ \t]+(?=(?:the|his|her|its|their|an?)[ \t])", re.IGNORECASE)
_HIDING = re.compile(
    r"\banonym(?:ity|ous)\b|\b(?:not|n[’']t)\b.{0,12}\b(?:named?|identified|quoted)\b", re.IGNORECASE
)
_NAME_BEHIND = re.compile(r",[ \t]+[A-Z][\w’'.-]*(?:[ \t]+[\w’'.-]+){0,3},?")
_DASHED = re.compile(r"[—–-]\s*(?P<said>.*?)[ ,]*", re.DOTALL)
_OPENS = re.compile(r"[\"“«„‘]")
_CLOSE = frozenset('”"’»“')
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|this)\b", re.IGNORECASE)
_LAST_NOUN = re.compile(r"(?P<said>.+),[\"”»’]?[ \t]+(?P<who>[^,.;:\n]{2,60})", re.DOTALL)
_ADJUNCT = re.compile(r"(?:[ \t]+[^,.;:\n“”\"«»]{1,40})?,[ \t]+(?=\S)")
_PASSIVE = re.compile(
    r"\b(?:is|was|are|were|been|being)[ \t](?:\w+[ \t])?(?:reported|said|announced|claimed|alleged)$"
)
_SAID_WITHIN = re.compile(rf"\b{SAYING}\b[^.]{{0,3}}$")
_LONGEST = 12
"""Most words of a subject before the cue that interrupts its clause."""
_AFTER_CUE = re.compile(
    rf"(?P<cue>{SAYING})[ \t]+(?P<who>(?:the|an?|one|his|her|its|their)[ \t][^.;:\n“”\"«»]{{2,80}}?)(?=[.;]?[ \t]*(?:\n|$)|,)"
)


def completed(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found` with the missing speakers and rests; sorted by where they begin."""
    told = [_reported(scene, _before_cue(scene, closed(scene, one))) for one in found]
    told = _without_twins(told)
    told = [_turned_round(scene, _inverted(scene, _after_cue(scene, one))) for one in told]
    claims = Claims(told)
    told = [_up_to_comma(scene, one, claims) for one in told]
    claims = Claims(told)
    told = [_lead(scene, _rest(scene, _first_half(scene, one, claims), claims), claims) for one in told]
    told = [one for one in told if not _hides(scene, one)]
    return sorted(apart(scene, told), key=lambda one: one.start)


def _reported(scene: Scene, one: Found) -> Found:
    """ "It was reported that Bel, in an interview with KPS, said …": all of it was reported, who said so and where."""
    if one.source or not one.cue or len(one.contents) != 2 or not _PASSIVE.search(scene.words(one.cue)):
        return one
    first, last = one.contents
    gap = scene.text[first.end : last.start]
    if first.start < one.cue.end or "\n" in gap or not _SAID_WITHIN.search(gap):
        return one
    return replace(one, contents=(scene.moved(first, first.start, last.end),))


def _without_twins(found: Sequence[Found]) -> list[Found]:
    """Without what was nobody's and is somebody's now."""
    claims = Claims(one for one in found if one.source or one.cue)

    def taken(one: Found) -> bool:
        start, end = one.contents[0].start, one.contents[-1].end
        others = claims.by(start, end).values()
        return any(p.start <= start and end <= p.end for other in others for p in other.contents)

    return [one for one in found if one.source or one.cue or not taken(one)]


def _before_cue(scene: Scene, one: Found) -> Found:
    """ "The road is shut, the rescue service | said": who says it was taken for the end of what is said."""
    if one.source or not one.cue or one.contents[-1].end + 1 != one.cue.start:
        return one
    first, last = one.contents[0], one.contents[-1]
    line = scene.sentence(one.cue.start)
    begins = first.start
    if line and line[0] < begins - 2 and scene.text[begins - 2 : begins] == ", " and first is last:
        begins = line[0]  # and what is said for nobody's
    match = _LAST_NOUN.fullmatch(scene.text, begins, last.end)
    if (
        not match
        or not line
        or first.start < line[0]
        or not is_clause(match["said"])
        or is_clause(match["who"])
    ):
        return one
    if not _DETERMINED.match(match["who"]) and not is_noun_for_somebody(scene, match.span("who")):
        return one
    if _OPENS.match(match["said"]) and match["said"][-1] not in _CLOSE:
        return one  # whoever is named within a quotation does not say it
    source = scene.part("source", *match.span("who"))
    return replace(one, source=source, contents=(scene.moved(last, *match.span("said")),), heard=CERTAIN)


def _up_to_comma(scene: Scene, one: Found, claims: Claims) -> Found:
    """ "Rain | closed the airport, a guard said": what opens the sentence runs to the comma before who says it."""
    if not one.source or not one.cue or len(one.contents) != 1:
        return one
    [part] = one.contents
    line = scene.sentence(part.start)
    first = min(one.source.start, one.cue.start)
    if (
        not line
        or part.start != line[0]
        or not part.end < first < line[1]
        or not _TO_COMMA.fullmatch(scene.text, part.end, first)
    ):
        return one
    missing = part.end, first - 2
    if claims.by(*missing):
        return one
    return replace(one, contents=(scene.moved(part, part.start, missing[1]),))


def _rest(scene: Scene, one: Found, claims: Claims) -> Found:
    """The verb of a clause that its cue interrupts: "Nine of ten, according to the poll, had left “for good”"."""
    if not one.source or not one.cue or len(one.contents) > 2:
        return one
    part, *quoted = one.contents
    end = max(one.source.end, one.cue.end)
    line = scene.sentence(part.start)
    begins = _ADJUNCT.match(scene.text, end)
    if not line or not begins or part.end > min(one.source.start, one.cue.start) or line[1] <= begins.end():
        return one
    subject, follows = scene.words(part), scene.text[begins.end() : line[1]]
    cut = opens_clause(follows) and not is_clause(subject) and len(subject.split()) <= _LONGEST
    if not cut and not opens_with_auxiliary(follows):
        return one
    rest = begins.end(), _without_stop(scene.text, begins.end(), line[1])
    if quoted:
        if not rest[0] < quoted[0].start < line[1]:
            return one
        rest = rest[0], quoted[0].end
    if any(other is not one for other in claims.by(*rest).values()):
        return one
    return replace(one, contents=(part, scene.moved(part, *rest)))


def _first_half(scene: Scene, one: Found, claims: Claims) -> Found:
    """ "— We will plough, — she assured, — snow or no snow": what is quoted on both sides of who says it."""
    if not one.source or not one.cue or len(one.contents) != 1:
        return one
    (part,) = one.contents
    first, last = min(one.source.start, one.cue.start), max(one.source.end, one.cue.end)
    if not last <= part.start <= last + 4 or not scene.quotations.touching(part.start, part.end):
        return one
    for start, end in scene.quotations.touching(first - 4, first):
        if end > first or scene.text[end:first].strip(" —–-,") or claims.by(start, end):
            continue
        bare = _DASHED.fullmatch(scene.text, start, end)
        said = bare.span("said") if bare else (start, end)
        return replace(one, contents=(scene.part("content", *said), part))
    return one


def _lead(scene: Scene, one: Found, claims: Claims) -> Found:
    """The subject of such a clause: "This, she believes, is …", "His client, the lawyer told them, had …"."""
    if not one.source or not one.cue or len(one.contents) != 1:
        return one
    (part,) = one.contents
    line = scene.sentence(part.start)
    first, last = min(one.source.start, one.cue.start), max(one.source.end, one.cue.end)
    if not line or part.start < last or not _CUT_OFF.fullmatch(scene.text, last, part.start):
        return one
    if not opens_clause(scene.words(part)):
        return one
    if (
        first == line[0]
        and one.source.start == first
        and (comma := _APPOSED.match(scene.text, first, one.source.end))
    ):
        source = scene.moved(one.source, comma.end(), one.source.end)
        lead = first, first + len(comma["lead"])
    elif scene.text[line[0] : first].endswith(", "):
        source, lead = one.source, (line[0], first - 2)
    else:
        return one
    words = scene.text[slice(*lead)]
    if (
        not words
        or is_clause(words)
        or len(words.split()) > _LONGEST
        or any(other is not one for other in claims.by(*lead).values())
    ):
        return one
    return replace(one, source=source, contents=(scene.moved(part, *lead), part))


def _inverted(scene: Scene, one: Found) -> Found:
    """ "“The king rests,” read a statement from the palace": a source that follows its cue, or lies in it."""
    if not one.cue or one.contents[-1].end > one.cue.start:
        return one
    line = scene.sentence(one.cue.start)
    if not line:
        return one
    if one.source:  # "Ona said; “So was I,” added her sister"
        match = INVERTED.match(scene.text, one.cue.start, line[1])
        far = one.source.end < one.contents[0].start and one.contents[-1].end + 1 == one.cue.start
        if (
            not match
            or not far
            or not scene.people.within(*match.span("who"))
            or match.end("cue") != one.cue.end
        ):
            return one
    else:
        match = _AFTER_CUE.match(scene.text, one.cue.start, line[1])
        quoted = scene.words(one.contents[-1])[-1:] in _CLOSE
        if not match or match.end("cue") > one.cue.end or (match.end("cue") == one.cue.end and not quoted):
            return one
    source = scene.part("source", match.start("who"), match.end("who"))
    return replace(one, cue=scene.moved(one.cue, *match.span("cue")), source=source, heard=CERTAIN)


def _turned_round(scene: Scene, one: Found) -> Found:
    """ "The mine was never safe, concludes the inquiry": who concludes was taken for what."""
    if not one.source or not one.cue or one.source.end > one.cue.start:
        return one
    part = one.contents[-1]
    line = scene.sentence(one.cue.start)
    if not line or one.source.start != line[0] or scene.text[one.cue.start - 2 : one.cue.start] != ", ":
        return one
    match = INVERTED.match(scene.text, one.cue.start, line[1])
    clause = scene.text[one.source.start : one.cue.start - 2]
    if not match or match.start("who") != part.start or "," in clause or not is_clause(clause):
        return one
    name = _NAME_BEHIND.match(scene.text, match.end("who"), part.end)
    who = part.start, name.end() if name else match.end("who")
    if who[1] != part.end or any(p.end > one.cue.start for p in one.contents[:-1]):
        return one
    said = scene.moved(part, line[0], one.cue.start - 2)
    return replace(one, source=scene.part("source", *who), contents=(said,))


def _after_cue(scene: Scene, one: Found) -> Found:
    """ "The road is closed, announced the police of Karsk": a source taken for what was said."""
    if one.source or not one.cue or len(one.contents) < 2:
        return one
    *said, last = one.contents
    match = INVERTED.match(scene.text, one.cue.start)
    if match and match.start("who") == last.start and scene.text[match.end("who") : last.end][:2] == ", ":
        rest = match.end("who") + 2, last.end  # "The state, says Tal of the union, will pay"
        if opens_with_auxiliary(scene.text[slice(*rest)]):
            source, said = scene.part("source", *match.span("who")), [*said, scene.moved(last, *rest)]
            return replace(one, source=source, contents=tuple(said), heard=CERTAIN)
    if not match or match.span("who") != (last.start, last.end) or said[-1].end > one.cue.start:
        return one
    if not scene.people.within(last.start, last.end) and not _DETERMINED.match(scene.words(last)):
        return one
    source = scene.part("source", last.start, last.end)
    return replace(one, source=source, contents=tuple(said), heard=CERTAIN)


def _hides(scene: Scene, one: Found) -> bool:
    """ "a retiree, who craved anonymity": why somebody is not named is no statement."""
    wish = scene.words(one.source).lower() in ("who", "which")
    return wish and any(_HIDING.search(scene.text, part.start, part.end) for part in one.contents)


def _without_stop(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip().rstrip("."))
