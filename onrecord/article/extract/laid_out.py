"""Speakers that a line shows by its form, without a word of saying, or with a title's.

    a title             "Tal: the port stays shut", "Port is safe, engineers insist" (`titles`)
    a transcript        "TAL: We shall see.", "Q: When?", "A. In May." (`turns`)
    a signed quotation  "“We need boots.” —Director Paul Okocha", "From Director Okocha: “…”", or a line under it or over it
    an interview        a line that asks, lines that answer (`interview`)

The network, trained on running text, may miss who speaks there. What it found for itself stays,
but it says all that the line says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.article.extract import titles, turns
from onrecord.article.extract.claims import Claims
from onrecord.article.extract.cues import OWN
from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.intervals import Bounds, touch
from onrecord.article.extract.scene import Line, Scene
from onrecord.article.extract.verbs import is_clause

_SIGNED = re.compile(
    r"[ \t]*(?:\r?\n[ \t]*)?[—–―-]{1,2}[ \t]*(?P<speaker>[^\W\d_][^\n\"“”«»]{1,119}?)[ \t.]*$", re.MULTILINE
)
_UNDERSIGNED = re.compile(
    r"[ \t]*\r?\n[ \t]*(?P<speaker>[^\W\d_a-z][^\n\"“”«»:.!?;,]{1,59},[^\n\"“”«»:.!?;]{2,79})$", re.MULTILINE
)
_FROM = re.compile(r"(?:\b[Aa]nd |\b)[Ff]rom (?P<speaker>[^:\n\"“”«»]{2,80}?):\s*$")
_OVER = re.compile(
    r"(?:\A|\n[ \t]*\r?\n)[ \t]*(?P<speaker>[^\W\d_a-z][^\n:.!?;]{2,99}?)"
    r"(?:,[ \t]+(?i:on|in|at|via|through|by)\b[^\n]{2,60})?[ \t]*\r?\n[ \t]*$"
)
_ROUND_UP = 2
"""Quotations under a line of their own with a name, from which such lines are labels."""
_STOPS = frozenset(".!?…")
_CERTAIN = 0.9
_ABOVE = 200
"""Characters before a quotation in which the line over it begins."""


def with_speakers(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found`, where each line of such a form has its speaker and all that the line says."""
    several = titles.of_several(scene)
    claims = Claims(
        one
        for one in found
        if not any(start <= one.start < end for start, end in several)
        and not (
            one.contents
            and titles.is_label(scene.words(one.source), scene.words(one.cue), scene.words(one.contents[0]))
        )
    )
    for line in (*titles.spoken(scene), *_signed(scene)):
        (_reworded if line.cue else _spoken)(scene, claims, line)
    for line in turns.turns(scene):
        _turn(scene, claims, line)
    for line in tuple(_announced(scene, claims)):
        _turn(scene, claims, line)
    return sorted((_without_colon(scene, one) for one in claims), key=lambda one: one.start)


def _without_colon(scene: Scene, one: Found) -> Found:
    """In a title a colon stands for the word of saying, and is none."""
    if not one.source or scene.words(one.cue) != ":":
        return one
    titled = any(start <= one.source.start < end for start, end in scene.headlines)
    return replace(one, cue=None) if titled else one


def _reworded(scene: Scene, claims: Claims, line: Line) -> None:
    """With a title that has its word of saying, unless it was read so."""
    parts = (line.speaker, *line.content, *([line.cue] if line.cue else ()))
    whole = min(start for start, _ in parts), max(end for _, end in parts)
    here = {
        n: one
        for n, one in claims.by(*whole).items()
        if all(touch(whole, (p.start, p.end)) for p in one.parts)
    }
    content = line.content[0][0], line.content[-1][1]
    if any(
        line.cue and one.cue and touch(line.cue, (one.cue.start, one.cue.end))
        and _is_by(one, line.speaker) and _mostly(one, content)
        for one in here.values()
    ):  # fmt: skip
        return
    cue = scene.part("cue", *line.cue, _CERTAIN) if line.cue else None
    for n in here:
        claims.drop(n)
    source = scene.part("source", *line.speaker, _CERTAIN)
    claims.add(Found(source, cue, _said(scene, line), _CERTAIN, _CERTAIN))


def _spoken(scene: Scene, claims: Claims, line: Line) -> None:
    """With what somebody says on a line, and without those who speak elsewhere."""
    speaker, content = line.speaker, (line.content[0][0], line.content[-1][1])
    place = min(speaker[0], content[0]), max(speaker[1], content[1])
    result = {n: _behind_label(scene, _without(one, content), line) for n, one in claims.by(*place).items()}
    inside = [n for n, one in result.items() if any(touch(content, (p.start, p.end)) for p in one.contents)]
    same = [n for n in inside if _mostly(result[n], content) or _is_by(result[n], speaker)]
    said, named = _said(scene, line), scene.part("source", *speaker, _CERTAIN)
    own = [n for n in same if _speaks_here(scene.text, result[n], speaker, content)]
    if own:
        first = result[own[0]]
        if _is_by(first, speaker) and (inside == own or _cue_between(first, speaker, content)):
            result[own[0]] = _saying(first, said, content)
    elif cued := [n for n in same if result[n].cue and not result[n].source]:
        one = replace(result[cued[0]], source=named, heard=_CERTAIN)
        result[cued[0]] = _saying(one, said, content) if inside == same else one
    elif any(
        touch(speaker, (p.start, p.end)) and any(c.start < content[1] for c in one.contents)
        for one in result.values()
        for p in (one.source, one.cue)
        if p
    ):
        return  # the network has another reading of this line
    else:
        claims.add(Found(named, None, said, _CERTAIN))
        for n in inside:
            if n in same or not (result[n].source or result[n].cue):
                claims.drop(n)
                del result[n]
    for n, one in result.items():
        claims.put(n, one)


def _turn(scene: Scene, claims: Claims, line: Line) -> None:
    """With all that a turn says, word for word; what it reports of others is told within it."""
    content = line.content[0][0], line.content[-1][1]
    colon, reports = None, False
    for n, read in claims.by(line.speaker[0], content[1]).items():
        one = _behind_label(scene, read, line)
        teller = [part for part in (one.source, one.cue) if part]
        others = one.cue and (scene.words(one.source).lower() not in OWN if one.source else reports)
        if others and all(content[0] <= part.start < part.end <= content[1] for part in teller):
            claims.put(n, one)
            reports = True
        elif one.cue and any(part.end <= line.speaker[0] or content[1] <= part.start for part in teller):
            claims.put(n, _without(one, content))
        else:
            colon = one.cue if one.cue and scene.words(one.cue) == ":" else colon
            claims.drop(n)
    source = scene.part("source", *line.speaker, _CERTAIN)
    claims.add(Found(source, colon, _said(scene, line), _CERTAIN, _CERTAIN, spoken=True))


def _announced(scene: Scene, claims: Claims) -> Iterator[Line]:
    """ "Tal: The road stays shut. We shall see.": where a colon alone is the cue, all of its line is said."""
    for one in claims:
        if not one.source or one.spoken or scene.words(one.cue) != ":":
            continue
        start, said = one.source.start, one.contents[0].start
        end = scene.text.find("\n", said)
        end = said + len(scene.text[said : end if end >= 0 else None].rstrip())
        title = any(a <= start < b for a, b in scene.headlines)
        if (
            scene.text[one.source.end : said].strip() == ":"
            and scene.text[one.contents[-1].end : end].strip(".!?… ")
            and scene.text[end - 1] in _STOPS
            and not title
            and not scene.quotations.touching(said, said + 1)
        ):
            yield Line((start, one.source.end), ((said, end),))


def _said(scene: Scene, line: Line) -> tuple[Part, ...]:
    return tuple(scene.part("content", *piece, _CERTAIN) for piece in line.content)


def _signed(scene: Scene) -> Iterator[Line]:
    text = scene.text
    for quotation in scene.quoted:
        if text[quotation.start] in "—–-":
            continue  # "— We will plough, — said Tal": a dash ends the speech
        after = _SIGNED.match(text, quotation.end)
        start = text.rfind("\n", 0, quotation.start) + 1
        before = _FROM.match(text[start : quotation.start])
        if after:
            speaker = after.span("speaker")
        elif (under := _UNDERSIGNED.match(text, quotation.end)) and _is_signature(
            scene, quotation.start, under
        ):
            speaker = under.span("speaker")
        elif before:
            speaker = start + before.start("speaker"), start + before.end("speaker")
        else:
            continue
        comma = text.find(",", *speaker)  # "Paul Okocha, director of the park"
        if scene.somebody.within(speaker[0], comma if comma > 0 else speaker[1]):
            yield Line(speaker, ((quotation.start, quotation.end),))
    yield from _under_names(scene)


def _under_names(scene: Scene) -> Iterator[Line]:
    """Quotations that are a line each, in a round-up, each under a line that names who speaks."""
    text, lines = scene.text, []
    for quotation in scene.quoted:
        over = _OVER.search(text, max(0, quotation.start - _ABOVE), quotation.start)
        alone = not text[quotation.end :].partition("\n")[0].strip()
        if over and alone and not _UNDERSIGNED.match(text, quotation.end):
            start, end = over.span("speaker")
            words = text[start:end]
            if scene.somebody.within(start, end) and (words.isupper() or not is_clause(words)):
                lines.append(Line((start, end), ((quotation.start, quotation.end),)))
    if len(lines) >= _ROUND_UP:
        yield from lines


def _is_signature(scene: Scene, opening: int, under: re.Match[str]) -> bool:
    """Whether the line under a line that is all quoted is a person's name and what they are."""
    start, end = under.span("speaker")
    alone = not scene.text[scene.text.rfind("\n", 0, opening) + 1 : opening].strip()
    return alone and bool(scene.persons.beginning(start, start + 1)) and not is_clause(scene.text[start:end])


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


def _cue_between(one: Found, speaker: Bounds, content: Bounds) -> bool:
    """Whether nothing but a colon says that somebody speaks."""
    return one.cue is None or speaker[1] <= one.cue.start < one.cue.end <= content[0]


def _saying(one: Found, said: tuple[Part, ...], content: Bounds) -> Found:
    """Saying all of the line, but for a line that holds its own cue."""
    own = one.cue is not None and touch((one.cue.start, one.cue.end), content)
    return one if own else replace(one, contents=said)


def _behind_label(scene: Scene, one: Found, line: Line) -> Found:
    """Without the label, which is no part of what is said behind it."""
    label = line.speaker[0], line.content[0][0]
    if label[0] > label[1]:
        return one
    contents = tuple(
        scene.moved(p, label[1], p.end) if label[0] <= p.start < label[1] < p.end else p for p in one.contents
    )
    return replace(one, contents=contents) if contents != one.contents else one


def _without(one: Found, content: Bounds) -> Found:
    """Without what another says on this line, if it was said elsewhere."""
    if one.cue is None or touch(content, (one.cue.start, one.cue.end)):
        return one
    kept = tuple(p for p in one.contents if not touch(content, (p.start, p.end)))
    return replace(one, contents=kept) if kept else one
