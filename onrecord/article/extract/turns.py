"""Lines that begin with whoever speaks them: transcripts, briefings, hearings, interviews with labels.

    turns(scene)    each turn: the label, and what is said until the next one

    THE PRESIDENT: We shall see.        SPEAKER 2: Borrow it.        Dr. Ada Obi (Lagos): They broke.
    Q  Thank you. When?                 A. In May.                   Mr. BROWN. I yield.

A label is an office of the conversation (host, witness, Q), a title and a name, or a name that was
found. Such a line makes others with labels in capitals turns as well; a list ("Venue: Town hall")
has no such line. Stage directions ("(Laughter.)", "[crosstalk]") are not said. In a transcript,
the paragraphs between two turns belong to the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.scene import Line, Scene

_HONORIFICS = """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness sen senator rep representative gov governor
    gen general col colonel maj major capt captain lt lieutenant sgt adm admiral amb ambassador judge justice
    president minister chancellor premier secretary speaker mayor councillor commissioner director bishop father sister rabbi
    imam sheikh king queen prince princess pm mp chief deputy vice acting prime foreign sheriff inspector superintendent
"""
_OFFICES = """
    q a question answer interviewer interviewee moderator host cohost co-host presenter anchor anchorman newsreader
    narrator announcer reporter journalist correspondent press speaker caller questioner participant panelist panellist
    audience voice witness court judge clerk counsel prosecutor prosecution defence defense defendant accused
    operator chair chairman chairwoman chairperson president secretary-general spokesperson spokesman spokeswoman
    interpreter translator male female man woman
"""
HONORIFICS = frozenset(_HONORIFICS.split())
OFFICES = frozenset(_OFFICES.split())
_OPENS = r"^[ \t\r]*(?:[(\[][^)\]\n]{1,40}[)\]][ \t]*)?"
_BRACKET = r"(?:[ \t]*[(\[][^)\]\n]{1,40}[)\]])?"
_TURN = re.compile(
    _OPENS + r"(?P<label>[^\W\d_][^:\n\"“”«»()\[\]]{0,59}?)(?P<bracket>" + _BRACKET + r")[ \t]*:[ \t]+(?=\S)",
    re.MULTILINE,
)
_STOPPED = re.compile(
    _OPENS + r"(?P<label>[QA]|(?:Mr|Mrs|Ms|Sen|Rep|Dr)\.[ \t][A-Z][A-Z'’-]{2,}(?:[ \t]of[ \t][A-Z]\w+)?"
    r"|The[ \t][A-Z]{4,}(?:[ \t][A-Z]{4,})?|THE[ \t][A-Z]{4,})\.[ \t]+(?=\S)",
    re.MULTILINE,
)
_BARE = re.compile(r"^[ \t\r]*(?P<label>Q)[ \t]+(?=[^\W\d_a-z]|[\"“‘'(\[])", re.MULTILINE)
_INITIALS = re.compile(
    r"^[ \t\r]*(?P<label>[A-Z][A-Z'’-]{0,20})[ \t]+(?=[^\W\d_a-z][^A-Z]|[\"“‘'(\[])", re.MULTILINE
)
_AFFILIATED = re.compile(r"[ \t]+[–—-][ \t]+")
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_DIRECTION = re.compile(
    r"[ \t]*[(\[](?:laughter|laughs|applause|cheers|cheering|crosstalk|cross-talk|inaudible|unintelligible|"
    r"indiscernible|music|pause|silence|interruption|off[ -]mic|gavel|break|recess|video (?:begins|ends|clip)|"
    r"begin video clip|end video clip|as interpreted|as translated|through (?:an )?interpreter|speaks? in \w+)\.?[)\]][ \t]*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[ \t]*(?:END\b|###|\* ?\* ?\*|-30-|[(\[][^)\]\n]*[)\]][ \t]*$)")
_LONGEST = 6
"""Most words of a label."""
_IN_TURN = 4
"""Lines that open with the initials of one of two or three people, from which initials are labels."""
_TRANSCRIPT = 3
"""Turns, in capitals or of offices, from which what stands between them is spoken too."""


def turns(scene: Scene) -> Iterator[Line]:
    """The turns of a text in order. A name alone may also head a list, so one such line needs a second."""
    text = scene.text
    found = sorted((*_TURN.finditer(text), *_STOPPED.finditer(text)), key=lambda m: m.start("label"))
    labels = [m for m in found if len(m["label"].split()) <= _LONGEST]
    sure = [m for m in labels if _is_sure(m, scene)]
    if len(sure) > 1 or (sure and any(_asks(m) for m in labels)):
        # a conversation sets off both sides alike, and one of them may be an outlet or a newcomer
        told = [m for m in labels if m in sure or m["label"].istitle() or m["label"].isupper()]
    elif sure and sure[0]["label"].isupper() and not is_dateline(scene, sure[0].span("label")):
        told = [m for m in labels if m["label"].isupper()]
    else:
        # a title may look like a turn ("Prime Minister Quits: What Next"), and is none
        told = [m for m in sure if _is_office(m["label"]) or _is_titled(m["label"])]
        told = [m for m in told if not any(a <= m.start("label") < b for a, b in scene.headlines)]
    often = Counter(m["label"].casefold() for m in told)
    told = [m for m in told if often[m["label"].casefold()] > 1 or not _is_title(m, scene)]
    if told:
        told = sorted((*told, *_BARE.finditer(text)), key=lambda m: m.start("label"))
    else:
        told = _by_initials(text)
    spoken = sum(m["label"].isupper() or _is_office(m["label"]) for m in told) >= _TRANSCRIPT
    for n, match in enumerate(told):
        follows = told[n + 1].start() if n + 1 < len(told) else None
        pieces = _spoken(text, match.end(), follows if spoken else None)
        if pieces:
            yield Line(_speaker(match), pieces)


def _by_initials(text: str) -> list[re.Match[str]]:
    """ "RK How long?", "ORBELI An hour.": two or three initials or names in capitals that take turns, line by line."""
    lines = list(_INITIALS.finditer(text))
    often = Counter(m["label"] for m in lines)
    speak = {label for label, times in often.items() if times > 1 and label != "A"}
    told = [m for m in lines if m["label"] in speak]
    between = text[told[0].start() : told[-1].start()] if told else ""
    paragraphs = len([line for line in between.splitlines() if line.strip()]) + 1
    turn = len(told) >= _IN_TURN and len(speak) in (2, 3) and 2 * len(told) > paragraphs
    return told if turn else []


def _asks(match: re.Match[str]) -> bool:
    """Whether the line is a question: then whoever is named behind it answers."""
    end = match.string.find("\n", match.end())
    return match.string[match.end() : end if end >= 0 else None].rstrip().endswith("?")


def _is_sure(match: re.Match[str], scene: Scene) -> bool:
    label = match["label"]
    return _is_office(label) or _is_titled(label) or scene.is_somebody(_speaker(match))


def is_dateline(scene: Scene, label: Bounds) -> bool:
    """ "SONAPUR: Minister Tal …": one name in capitals that opens the text tells where it was written."""
    words = scene.text[slice(*label)]
    return scene.opens(label[0]) and not (_is_office(words) or _is_titled(words))


def _is_title(match: re.Match[str], scene: Scene) -> bool:
    """Whether a line opens the text and nobody speaks in it: "The Long Table: who owns a recipe?"."""
    label, span = match["label"], _speaker(match)
    somebody = _is_office(label) or _is_titled(label) or span in scene.persons.bounds
    return scene.opens(span[0]) and not somebody


def _is_office(label: str) -> bool:
    """ "Q", "THE WITNESS", "SPEAKER 2", "Female reporter"."""
    words = [word.strip(".#").lower() for word in label.split()]
    words = [word for word in words if word != "the" and not word.isdigit()]
    return 0 < len(words) <= 2 and all(word in OFFICES for word in words)


def _is_titled(label: str) -> bool:
    """ "Mr Ferreira", "PRIME MINISTER OKELLO": titles, then a name."""
    first, *rest = label.split()
    return first.strip(".").lower() in HONORIFICS and bool(rest) and rest[-1][:1].isupper()


def _speaker(match: re.Match[str]) -> Bounds:
    """The label without where it sits: "Ivo Lane – Harbour Capital" is Ivo Lane."""
    start, end = match.span("label")
    apart = _AFFILIATED.search(match["label"])
    return (start, start + apart.start()) if apart else (start, end)


def _spoken(text: str, start: int, follows: int | None) -> tuple[Bounds, ...]:
    """What is said on the line, and on those before the next turn, without stage directions."""
    pieces: list[Bounds] = []
    for line in _LINE.finditer(text, start, len(text) if follows is None else follows):
        if (line.start() > start and _ENDS.match(line[0])) or (follows is None and line.start() > start):
            break
        begin = line.start()
        for aside in (*_DIRECTION.finditer(text, *line.span()), None):
            end = aside.start() if aside else line.end()
            piece = text[begin:end]
            if piece.strip():
                pieces.append((begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())))
            begin = aside.end() if aside else end
        if follows is None:
            break
    return tuple(pieces)
