"""Fixed phrases that name who is reported, without a word of saying that the network knows.

    framed(scene, found)    `found` and what such phrases report

    "In the words of its founder, the party is a house."      "From the words of a witness, …"
    "The club, in the view of the union, is finished."        "In his opinion, …", "By her account, …"
    "As stated in the decree, the tax applies from May."      "As it became known from a source, …"
    "Aid groups put the toll at 400."                         "It was gathered that the vote was put off."

Only in sentences where nobody was found to speak, or that such a phrase leads: "In his opinion, nobody
asked": who speaks further on speaks within.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.article.extract.claims import Claims
from onrecord.article.extract.decode import Found
from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.scene import CERTAIN, Scene

_NOUNS = (
    "words|view|views|opinion|estimation|judge?ment|assessment|reckoning|telling|account|version|testimony"
)
_WHO = r"[^,.;:\"“”\n]{2,80}"
_PHRASES = (
    rf"(?P<cue>(?:in|from|by|according to) the (?:{_NOUNS}) of)[ \t]+(?P<who>{_WHO})",
    rf"(?P<cue>as (?:stated|noted|set out|written|specified|described|recorded|mentioned|laid down) (?:in|by|on))[ \t]+(?P<who>{_WHO})",
    rf"(?P<cue>as (?:it )?(?:became|becomes|has become|is) known from)[ \t]+(?P<who>{_WHO})",
    rf"(?:in|from|by|according to)[ \t]+(?P<who>his|her|their|my|our|[\w’'-]+(?: [\w’'-]+){{0,4}}[’']s?)(?: own)?[ \t]+(?P<cue>{_NOUNS})(?=,)",
)
_BEGINNINGS = (
    r"(?!(?:on|in|at|by|after|before|during|since|but|and|as|while)\b)(?P<who>[^,.;:\"“”\n]{2,60}?|[^,.;:\"“”\n]{2,40},[^,.;:\"“”\n]{2,60},)"
    r"[ \t]+(?P<cue>(?:ha(?:s|ve|d)[ \t]+)?puts?)[ \t]+"
    r"(?=(?:the|its|their|his|her|this|last)\b[^,.;:\n]{2,60}?[ \t]at[ \t](?:[a-z]+[ \t]){0,3}?[$€£]?(?:\d|half|one|two|three|four|five|six|seven|eight|nine|ten|twice))",
    r"(?:[\w ]{2,20},[ \t]+)?it[ \t]+(?P<cue>(?:was|is|has[ \t]been)[ \t](?:also[ \t]|further[ \t])?(?:gathered|learnt|learned|understood|rumou?red|alleged|claimed))[ \t]+(?=that\b)",
)
"""How a whole sentence begins."""
_STARTS = tuple(re.compile(phrase, re.IGNORECASE) for phrase in _BEGINNINGS)
_FRAMES = tuple(re.compile(r"\b" + phrase, re.IGNORECASE) for phrase in _PHRASES)
_FRAME_WORD = re.compile(rf"(?:(?:his|her|their|its)[ \t]+)?(?:{_NOUNS})|", re.IGNORECASE)
_LEADING = re.compile(
    r"in (?:his|her|their|its)(?: own)? (?:words|views?|opinion|estimation|judge?ment|reckoning),",
    re.IGNORECASE,
)
_LEAST = 3
"""Words that somebody is quoted with, at least."""


def framed(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found` and what stands in such a frame, sorted by where it begins; guesses without a source give way."""
    claims = Claims(found)
    for line, told in list(_framed(scene, claims)):
        for n in claims.by(*line):
            claims.drop(n)
        claims.add(told)
    return sorted(claims, key=lambda one: one.start)


def _is_spoken(scene: Scene, one: Found) -> bool:
    return bool(one.source) and not _FRAME_WORD.fullmatch(scene.words(one.cue))


def _framed(scene: Scene, claims: Claims) -> Iterator[tuple[Bounds, Found]]:
    """Each sentence with such a frame, and who says what in it."""
    for start, end in scene.sentences:
        match = next((m for frame in _FRAMES if (m := frame.search(scene.text, start, end))), None)
        match = match or next((m for form in _STARTS if (m := form.match(scene.text, start, end))), None)
        spoken = not _LEADING.match(scene.text, start, end) and any(
            _is_spoken(scene, one) for one in claims.by(start, end).values()
        )
        if not match or spoken:
            continue
        lead = scene.text[start : match.start()].rstrip(" ,")
        follows = match.end() + (2 if scene.text.startswith(", ", match.end()) else 0)
        if lead.lower() in ("but", "and", "so", "yet"):
            lead = ""
        who = match.span("who") if "who" in match.re.groupindex else None
        pieces = [
            (start, start + len(lead)),
            (follows, follows + len(scene.text[follows:end].rstrip().rstrip("."))),
        ]
        pieces = [(a, b) for a, b in pieces if b > a]
        if sum(len(scene.text[a:b].split()) for a, b in pieces) >= _LEAST:
            yield (
                (start, end),
                Found(
                    scene.part("source", *who) if who else None,
                    scene.part("cue", *match.span("cue")),
                    tuple(scene.part("content", *piece) for piece in pieces),
                    CERTAIN,
                    CERTAIN,
                ),
            )
