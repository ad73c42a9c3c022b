"""Speakers that a line shows by its form, without a word of saying.

    a title's colon     "Tal: the port stays shut", "The port stays shut: minister"
    a transcript        "TAL: We shall see.", "Q: When?", "A. In May."
    a signed quotation  "“We need boots.” —Director Paul Okocha", "From Director Okocha: “…”"
    an interview        a line that asks, lines that answer (`interview`)

The network, trained on running text, may miss who speaks there. Whoever is named by such a line
must be mostly a name or a noun for somebody, so that "Video:", "Opinion:" and "Breaking:" are none;
a question's Q and an answer's A are. What the network found for itself stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.scene import Bounds, Scene, touch

Layout = tuple[Bounds, Bounds]  # speaker, content

_COLON = re.compile(r"\s*(?P<speaker>[^:\n\"“”«»]{2,60}?)\s*:\s+(?P<content>\S.*?)\s*$", re.DOTALL)
_AFTER = re.compile(r"\s*(?P<content>\S[^:\n]{8,}?)\s*:\s+(?P<speaker>[^:\n\"“”«»?]{2,60}?)\s*$")
_TURN = re.compile(
    r"(?:^|(?<=\r))[ \t]*(?P<speaker>[QA](?=[.:])|[^\W\d_][^:\n\"“”«»]{0,39}?)(?:[.:](?<=Q\.|A\.)|:)[ \t]+(?P<content>\S[^\n]*?)[ \t]*$",
    re.MULTILINE,
)
_SIGNED = re.compile(
    r"[ \t]*(?:\r?\n[ \t]*)?[—–―-]{1,2}[ \t]*(?P<speaker>[^\W\d_][^\n\"“”«»]{1,119}?)[ \t.]*$", re.MULTILINE
)
_FROM = re.compile(r"(?:\b[Aa]nd |\b)[Ff]rom (?P<speaker>[^:\n\"“”«»]{2,80}?):\s*$")
_ROLE_WORDS = """
    q a question answer interviewer interviewee moderator host reporter journalist speaker caller witness
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_SHARE = 0.6
_CERTAIN = 0.9


def with_speakers(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found`, where each line of such a form has its speaker and all that the line says."""
    result = list(found)
    for speaker, content in (
        *_titles(scene),
        *_turns(scene),
        *_signed(scene),
    ):
        before, result = result, [_without(one, content) for one in result]
        inside = [
            n for n, one in enumerate(result) if any(touch(content, (p.start, p.end)) for p in one.contents)
        ]
        same = [n for n in inside if _mostly(result[n], content) or _is_by(result[n], speaker)]
        said = scene.part("content", *content, _CERTAIN)
        own = [n for n in same if _speaks_here(scene.text, result[n], speaker, content)]
        if own:
            if inside == own and _is_by(result[own[0]], speaker):
                result[own[0]] = _saying(result[own[0]], said)
            continue
        named = scene.part("source", *speaker, _CERTAIN)
        if cued := [n for n in same if result[n].cue and not result[n].source]:
            one = replace(result[cued[0]], source=named, heard=_CERTAIN)
            result[cued[0]] = _saying(one, said) if inside == same else one
            continue
        if any(
            touch(speaker, (p.start, p.end)) and any(c.start < content[1] for c in one.contents)
            for one in result
            for p in (one.source, one.cue)
            if p
        ):
            result = before  # the network has another reading of this line
            continue
        kept = [
            one
            for n, one in enumerate(result)
            if n not in inside or (n not in same and (one.source or one.cue))
        ]
        result = [*kept, Found(named, None, (said,), _CERTAIN)]
    return sorted(result, key=lambda one: one.start)


def _titles(scene: Scene) -> Iterator[Layout]:
    for start, end in scene.headlines:
        for form in (_COLON, _AFTER):
            match = form.match(scene.text, start, end)
            quoted = match and match["content"][0] in "“\"‘'«„" and match["content"][-1] in "”\"’'»“"
            if match and (
                _names_somebody(match.span("speaker"), scene)
                or (quoted and _begins_with_somebody(match.span("speaker"), scene.people, scene.text))
            ):
                yield match.span("speaker"), match.span("content")
                break


def _turns(scene: Scene) -> Iterator[Layout]:
    """Lines of a transcript. A name alone may also head a list, so one such line needs a second."""
    turns = list(_TURN.finditer(scene.text))
    sure = [m for m in turns if _is_role(m["speaker"]) or _names_somebody(m.span("speaker"), scene)]
    if len(sure) > 1:
        # an interview sets off both sides alike, and one of them may be an outlet or a newcomer
        sure = [m for m in turns if m in sure or (m["speaker"].istitle() or m["speaker"].isupper())]
    elif sure and sure[0]["speaker"].isupper():
        sure = [m for m in turns if m["speaker"].isupper()]
    for match in sure:
        if len(sure) > 1 or match["speaker"].isupper() or _is_role(match["speaker"]):
            yield match.span("speaker"), match.span("content")


def _signed(scene: Scene) -> Iterator[Layout]:
    text = scene.text
    for quotation in scene.quoted:
        after = _SIGNED.match(text, quotation.end)
        line = text.rfind("\n", 0, quotation.start) + 1
        before = _FROM.match(text[line : quotation.start])
        if after and _begins_with_somebody(after.span("speaker"), scene.somebody, text):
            yield after.span("speaker"), (quotation.start, quotation.end)
        elif before:
            start, end = before.span("speaker")
            if _begins_with_somebody((line + start, line + end), scene.somebody, text):
                yield (line + start, line + end), (quotation.start, quotation.end)


def _is_role(label: str) -> bool:
    return label.strip(". ").lower() in _ROLES


def _names_somebody(speaker: Bounds, scene: Scene) -> bool:
    start, end = speaker
    covered = sum(max(0, min(end, b) - max(start, a)) for a, b in scene.somebody)
    return covered >= _SHARE * len(scene.text[start:end].strip())


def _begins_with_somebody(speaker: Bounds, mentioned: Sequence[Bounds], text: str) -> bool:
    """Whether the words up to the first comma name somebody: "Paul Okocha, director of the park"."""
    start, end = speaker
    comma = text.find(",", start, end)
    stop = comma if comma > 0 else end
    return any(start <= a and b <= stop for a, b in mentioned)


def _mostly(one: Found, content: Bounds) -> bool:
    """Whether most of what was found says the same stretch as the line."""
    covered = sum(max(0, min(p.end, content[1]) - max(p.start, content[0])) for p in one.contents)
    return covered * 2 >= content[1] - content[0]


def _is_by(one: Found, speaker: Bounds) -> bool:
    return one.source is not None and touch(speaker, (one.source.start, one.source.end))


def _speaks_here(text: str, one: Found, speaker: Bounds, content: Bounds) -> bool:
    """Whether the source found stands on the line, and not somebody on another."""
    if not one.source:
        return False
    low, high = min(speaker[0], content[0]), max(speaker[1], content[1])
    start, end = one.source.start, one.source.end
    return "\n" not in text[end:low] and "\n" not in text[high:start]


def _saying(one: Found, said: Part) -> Found:
    """Saying all of the line, but for a line that holds its own cue."""
    cue = one.cue
    own = cue is not None and touch((cue.start, cue.end), (said.start, said.end))
    return one if own else replace(one, contents=(said,))


def _without(one: Found, content: Bounds) -> Found:
    """Without what another says on this line, if it was said elsewhere."""
    if one.cue is None or touch(content, (one.cue.start, one.cue.end)):
        return one
    kept = tuple(p for p in one.contents if not touch(content, (p.start, p.end)))
    return replace(one, contents=kept) if kept else one
