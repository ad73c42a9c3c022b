"""Statements inside statements: what somebody is said to have said.

    with_inner(read, scene, state, made)    `made`, and behind it what their contents report

    "The Times notes that, *according to an aide, talks go on*."     "*He is afraid*, an aide said."
    "He says it is late, and *the bank says it is not*."             beside it, and not inside

The network marks every word once, so it cannot see a statement within another; contents that hold
a word of saying are read again on their own, and so are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord.article.extract import borders, cues, decode, turns
from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.scene import Scene
from onrecord.article.extract.sentences import sentences
from onrecord.article.extract.statements import Draft, drafts
from onrecord.article.extract.verbs import is_clause, opens_with_auxiliary

Read = Callable[[str], Sequence[Found]]

SHORTEST = 30
"""Characters of a content that may report another statement."""
SURE = 0.6
"""Least confidence of a statement found inside another."""
LEAST_WORDS = 3
"""Least words of its content: "the mayor" was warned, but says nothing."""
THAT = re.compile(r"that,?\s+", re.IGNORECASE)
MARKS = "\"“”«»„‘’' "
_AND = re.compile(
    r"(?:[,;]\s+(?:(?:and|but|while|whereas|though|although|yet)\s+)?|\s(?:and|but|while|whereas)\s+)$"
)
_SUBORDINATE = re.compile(
    r"\W*(?:when|if|after|before|because|as|while|since|once|although|though|until|unless|where)\b",
    re.IGNORECASE,
)
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_REMARK = re.compile(
    r"\b(?:worth (?:mention|not|recall|remember|add|stress|repeat)ing|noteworthy|notable|(?:should|must|can) be (?:noted|recalled|added|mentioned|remembered))\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[\"“«„‘']|(?:I|We|My|Our|You|No|Yes)\b")
_TO_THE_SPEAKER = re.compile(r"\s*(?:him|her|them|me|us)\b")


def with_inner(read: Read, scene: Scene, state: bytearray, made: Sequence[Draft]) -> list[Draft]:
    """`made`, and behind it what is reported in them, at every depth; `read` is the network's reading."""
    told = list(made)
    places = {one.cue: n for n, one in enumerate(told) if one.cue}  # a word of saying says one thing
    for index, outer in enumerate(told):  # the list grows while it is walked
        for inner in _reported(read, scene, state, outer):
            at = places.setdefault(inner.cue, len(told))
            if at == len(told):
                told.append(replace(inner, parent=index))
                if cut := _beside(scene, outer, inner):
                    told[index] = replace(told[index], content=cut)
                    told[at] = replace(inner, parent=outer.parent)
            elif told[at].parent == index and told[at].confidence < inner.confidence:
                told[at] = replace(inner, parent=index)
    return _without_frames(scene, told)


def _without_frames(scene: Scene, told: Sequence[Draft]) -> list[Draft]:
    """ "It is worth mentioning that Tal said …", "SONAPUR: Tal said …": only what Tal said is a statement."""
    labels = [one for one in told if _is_label(scene.text, one)]
    left = [
        n
        for n, one in enumerate(told)
        if (one.source or not any(_is_remark(scene.text, *piece) for piece in one.cue))
        and not (labels == [one] and _is_dateline(scene, one))
    ]
    place: dict[int | None, int] = {n: at for at, n in enumerate(left)}
    return [
        replace(told[n], parent=place.get(told[n].parent), continues=place.get(told[n].continues))
        for n in left
    ]


def _is_label(text: str, one: Draft) -> bool:
    """Whether it has a speaker in capitals before a colon."""
    return bool(one.source and one.cue) and (
        text[slice(*one.cue[0])] == ":" and text[slice(*one.source[0])].isupper()
    )


def _is_dateline(scene: Scene, one: Draft) -> bool:
    """Whether its label opens the text and is no turn, with nothing spoken behind it: where it was written."""
    return (
        one.manner == "indirect"
        and turns.is_dateline(scene, one.source[0])
        and not _SPOKEN.match(scene.text, one.content[0][0])
    )


def _is_remark(text: str, start: int, end: int) -> bool:
    """Whether a cue is all or a part of "worth mentioning", "should be noted"."""
    return any(match.end() > start for match in _REMARK.finditer(text, max(0, start - 24), end))


def _reported(read: Read, scene: Scene, state: bytearray, outer: Draft) -> Iterator[Draft]:
    """What the content of a statement reports, as far as it is sure."""
    text = scene.text
    unread = list(outer.content)
    for begin, stop in unread:  # grows as well
        start, end = as_said(text, begin, stop, outer.manner)
        if end - start < SHORTEST or not cues.may_report(text[start:end]):
            continue
        found = [
            one
            for one in (decode.shifted(one, start) for one in read(as_sentence(text[start:end])))
            if one.source and one.cue and cues.may_report(_words(one.cue, text))
        ]
        own = [one for one in found if _words(one.source, text).lower() in cues.OWN]
        unread += [(part.start, part.end) for one in own for part in one.contents]
        found = [one for one in found if one not in own]
        lines = [(start + a, start + b) for a, b in sentences(text[start:end])]
        told = [one for one in borders.mended(scene, found) if one.source]
        for draft in drafts(text, told, scene.quoted, state, lines):
            few = sum(len(text[slice(*piece)].split()) for piece in draft.content) < LEAST_WORDS
            # “whom they think is best”: what they think has no subject of its own
            cut_off = outer.manner == "direct" and opens_with_auxiliary(text[slice(*draft.content[0])])
            # "expressed its hope that …": the hope is what was expressed
            own_noun = draft.source[0][0] == start and text[slice(*draft.source[0])].lower() in _POSSESSIVES
            if draft.confidence >= SURE and not few and not cut_off and not own_noun:
                yield replace(draft, continues=None)


def _beside(scene: Scene, outer: Draft, inner: Draft) -> tuple[Bounds, ...]:
    """The content of `outer` without `inner`, where that is coordinated with it; else nothing.

    "The club says he is injured, and the coach jokes that he is not": the club says nothing of jokes.
    """
    parts = (*inner.source, *inner.cue, *inner.content)
    first, last = min(a for a, _ in parts), max(b for _, b in parts)
    held = next((piece for piece in outer.content if piece[0] <= first and last <= piece[1]), None)
    if not held or not outer.cue or outer.cue[0][0] > held[0] or inner.source[0][0] != first:
        return ()
    text, (begin, stop) = scene.text, held
    joined = _AND.search(text, begin, first)
    if (
        not joined
        or text[last:stop].strip(' .,;”’"')
        or scene.quotations.touching(joined.start(), first)
        or text[slice(*inner.cue[0])]
        .lower()
        .startswith("had")  # "…, and the bank had said": told by the same
        or _TO_THE_SPEAKER.match(text, inner.cue[0][1])
        or _SUBORDINATE.match(text, begin)
        or not is_clause(text[begin : joined.start()])
    ):
        return ()
    return tuple((begin, joined.start()) if piece == held else piece for piece in outer.content)


def as_said(text: str, start: int, end: int, manner: str) -> Bounds:
    """Where a content looks like a sentence: without "that", without quotation marks."""
    opening = THAT.match(text, start, end)
    start = opening.end() if opening else start
    if manner == "direct":
        start += len(text[start:end]) - len(text[start:end].lstrip(MARKS))
        end = start + len(text[start:end].rstrip(MARKS + ","))
    return start, end


def as_sentence(clause: str) -> str:
    """A clause with a capital and a full stop, every character where it was.

    >>> as_sentence("talks go on,")
    'Talks go on.'
    """
    first = clause[:1].upper()
    return (first if len(first) == 1 else clause[:1]) + clause[1:].rstrip(" ,") + "."


def _words(part: Part | None, text: str) -> str:
    return text[part.start : part.end] if part else ""
