"""Who speaks in a title, by the forms that titles alone have.

    spoken(scene)    each title with a speaker: a Line

    "Tal: the port stays shut"               "The port stays shut: minister"
    "The port stays shut – inquiry"          "“It stays shut”: Army to fishermen"
    "Port is safe, harbour master insists"   "Port is safe, insists harbour master"
    "Exiled general claims port is mined"

Whoever is named must be mostly a name or a noun for somebody, or a noun that speaks in titles, so that "Video:",
"Opinion:" and "– in pictures" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.scene import Line, Scene
from onrecord.article.extract.verbs import SAYING

_UNMISTAKABLE = """
    says insists warns denies admits vows claims argues believes alleges concedes asserts cautions predicts
    urges urged said insisted warned denied admitted vowed claimed argued believed alleged conceded predicted
"""
_OF_SEVERAL = "say insist warn deny admit vow argue believe allege urge"
_SPEAKING = """
    report study survey poll inquiry probe investigation audit watchdog sources source officials media papers documents
    court chief head leader boss minister envoy spokesman spokeswoman mayor governor general coach captain data analysis figures review experts witnesses survivors residents police army union unions ministry paper
"""
_MARKS = "“”\"‘’'«»„"
_COLON = re.compile(r"\s*(?P<who>[^:\n\"“”«»]{2,60}?)\s*:\s+(?P<said>\S.*?)\s*$", re.DOTALL)
_AFTER = re.compile(r"\s*(?P<said>\S[^:\n]{8,}?)\s*:\s+(?P<who>[^:\n\"“”«»?]{2,60}?)\s*$")
# behind a dash stand outlets as well ("- Harbour News 7"): only one name, or words in lower case
_DASHED = re.compile(r"\s*(?P<said>\S[^\n]{8,}?)\s+[–—-]\s+(?P<who>[^\W\d_]+|[a-z’' -]{3,40})\s*$")
_TAIL = re.compile(
    rf"\s*(?P<said>\S[^\n]{{5,}}?)(?:,[{_MARKS}]?|[{_MARKS}])\s+(?P<who>[^,:;\n{_MARKS}]{{2,60}}?)\s+"
    rf"(?P<cue>{SAYING})(?:(?<=tells|.told|.tell)(?:\s+[a-z’']+){{1,3}}|\s+(?:in|on|after|at|over)(?:\s+[\w’']+){{1,3}})?\s*$"
)
_TURNED = re.compile(
    rf"\s*(?P<said>\S[^\n]{{5,}}?)(?:,[{_MARKS}]?|[{_MARKS}])\s+(?P<cue>{SAYING})\s+(?P<who>[^,:;\n{_MARKS}]{{2,60}}?)\s*$"
)
_CLAUSE = re.compile(
    rf"\s*(?P<who>(?:[\w’'.-]+\s+){{1,5}}?)(?P<cue>{'|'.join(_UNMISTAKABLE.split())}|(?<=s\s|e\s)(?:{'|'.join(_OF_SEVERAL.split())}))\s+(?P<said>\S+\s+\S+\s+\S[^\n]*?)\s*$"
)
_SAYS = re.compile(
    rf"\s*(?P<who>(?:[\w’'-]+ ){{0,2}}[\w’'-]+) (?P<cue>{'|'.join(_UNMISTAKABLE.split())}) (?P<said>[^,;:\n]+?)(?:[,;]|\s*\Z|(?=\n))"
)
_KINDS = """
    op-ed opinion explainer analysis video watch photo photos news exclusive update breaking live editorial column
    letter letters review metro memo profile obituary podcast factbox timeline quiz interview background
    name age job born transcript programme program presenter
"""
# "Podcast", "#OurRoads", "The Long Table, episode 88", "Rovers 2-1 Athletic", "Live chat replay"
_NO_LABEL = re.compile(
    rf"[\d#]|.*(?:\||\b(?:episode|part|issue|chapter|season)\s\d|\d\s?[–-]\s?\d|\b(?:replay|chat|transcript|quotes|podcast)\Z)"
    rf"|(?:{'|'.join(_KINDS.split())})\b",
    re.IGNORECASE,
)
_NOTHING_SAID = re.compile(
    r"(?:(?:an?|the|our)\s+(?:\w+\s+)?(?:history|guide|timeline|primer|profile|look|explainer|story)|(?:what|how|why|who|when|where)\b(?!.*\?$)"
    r"|(?:\d+|three|four|five|six|seven|ten)\s+(?:things|facts|questions|reasons|ways|minutes\s+with)"
    r"|(?:(?:an?|the|our)\s+)?(?:interview|conversation|press\s+conference|chat|questions\s+and\s+answers)\s+(?:with|of|on|in|by))\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:the|meet|inside|about|behind|why|how|what|who|when|where|for|with|to|in|on|at|as|from|is|are|was|were|will)\b",
    re.IGNORECASE,
)
_HEARER = re.compile(r"\s+(?:to|on|about|after|over)\s+", re.IGNORECASE)


def spoken(scene: Scene) -> Iterator[Line]:
    """Titles with a speaker, in order; one line each, but for those in which each clause has its own."""
    for start, end in scene.headlines:
        if turns := _by_turns(scene, start, end):
            yield from turns
            continue
        for form in (_COLON, _AFTER, _DASHED, _TAIL, _TURNED, _CLAUSE):
            match = form.match(scene.text, start, end)
            if match and (who := _speaker(scene, match)):
                cue = match.span("cue") if form in (_TAIL, _TURNED, _CLAUSE) else None
                yield Line(who, (match.span("said"),), cue)
                break


def of_several(scene: Scene) -> list[Bounds]:
    """The titles in which each clause has a speaker of its own."""
    return [(start, end) for start, end in scene.headlines if _by_turns(scene, start, end)]


def _by_turns(scene: Scene, start: int, end: int) -> list[Line]:
    """ "Mine collapse: ministry says 14, union says 31": who says what, where every clause tells; or nothing."""
    colon = scene.text.find(": ", start, end)
    begin = colon + 2 if colon >= 0 else start
    clauses = list(_SAYS.finditer(scene.text, begin, end))
    if len(clauses) < 2 or "".join(one[0] for one in clauses).strip() != scene.text[begin:end].strip():
        return []
    return [Line(one.span("who"), (one.span("said"),), one.span("cue")) for one in clauses]


def is_label(before: str, cue: str, after: str) -> bool:
    """Whether what stands before a colon tells what kind of text follows, or what it is about.

    >>> is_label("Explainer", ":", "what happens now"), is_label("Minister Quits", ":", "What Comes Next")
    (True, True)
    >>> is_label("Tal", ":", "the port stays shut")
    False
    """
    told = _NO_LABEL.match(before) or _NOTHING_SAID.match(after)
    return before.lower() in _KINDS.split() or (cue == ":" and bool(told))


def _speaker(scene: Scene, match: re.Match[str]) -> Bounds | None:
    """Who speaks: all of the label, or, of a title that quotes, what stands before hearer or topic."""
    start, end = match.start("who"), match.start("who") + len(match["who"].rstrip())
    if _NO_LABEL.match(scene.text[start:end]) or _NOTHING_SAID.match(match["said"]):
        return None
    if match.re is _DASHED and not match["who"].islower() and (start, end) not in scene.persons.bounds:
        return None
    holds = scene.people.within
    quoted = match["said"][0] in _MARKS and match["said"][-1] in _MARKS
    if quoted and (hearer := _HEARER.search(scene.text, start, end)) and holds(start, hearer.start()):
        return start, hearer.start()
    if _is_speaker(scene, (start, end)) or (quoted and match.re is not _CLAUSE and holds(start, end)):
        return start, end
    return None


def _is_speaker(scene: Scene, label: Bounds) -> bool:
    """Mostly a name or noun for somebody, a noun phrase that ends in one, or a noun that speaks in titles."""
    if scene.is_somebody(label):
        return True
    words = scene.text[slice(*label)].split()
    if not words or len(words) > 4 or _LEAD_IN.match(words[0]):
        return False
    ends = any(b == label[1] for _, b in scene.people.within(*label))
    return ends or words[-1].lower() in _SPEAKING.split()
