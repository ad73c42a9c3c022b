"""Who speaks in an interview's turns: "Q:" is whoever asks, "A:" whom the article says it spoke to.

The one interviewed is the only person that the headline or the first lines name as such ("an
interview with Ana Vell", "Ana Vell told the Courier in an interview", "we spoke to Ana Vell"). Who
asks is the outlet, where it is known; else nobody is named, and the reason says so.
"""

from __future__ import annotations

import re

from onrecord.article.resolve.cast import Draft
from onrecord.article.resolve.outlet_table import canonical
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.tables import fold
from onrecord.types import Spans, Speaker, Statement

_ASKS = frozenset(("q", "question", "interviewer", "moderator", "host", "reporter", "journalist"))
_ANSWERS = frozenset(("a", "answer", "interviewee"))
_SCORE = 0.85
_OUTLET = 0.75
_LEAD = 1500  # characters before the first turn in which the one interviewed is named
_WITH = re.compile(
    r"\b(?:interview(?:s|ed)?(?:\swith)?|conversation\swith|(?:spoke|talked|speaks|talks)\s(?:to|with)|"
    r"(?:sat|sits)\sdown\swith|asked|questions?\s(?:to|for))\s(?:[^\s.?!“”\"]+\s){0,8}\Z",
    re.I,
)


def by_turn(scene: Scene, statement: Statement) -> Answer | None:
    """Who speaks where the source is an interview's label; None where it is something else."""
    page = scene.cast.page
    words = " ".join(page.article.slice(span) for span in statement.source)
    key = fold(words).strip(" .:")
    cue = "".join(page.article.slice(span) for span in statement.cue).strip(" :.")
    if cue or key not in _ASKS | _ANSWERS or not _heads_a_line(scene, statement):
        return None
    evidence = tuple(statement.source)
    if key in _ASKS:
        outlet = page.article.outlet
        if not outlet or key in ("reporter", "journalist", "question", "moderator"):
            return (), f"'{words}' is whoever asks, whom the article does not name"
        return (_speaking(scene, canonical(outlet), evidence),), None
    asked = _interviewed(scene, page.inside(statement.source[0])[0])
    if len(asked) == 1:
        draft, start, end = asked[0]
        return (scene.speaker(draft, "role", _SCORE, (*evidence, scene.span(start, end))),), None
    return (), f"'{words}' is whoever answers, whom the article does not name for certain"


def _heads_a_line(scene: Scene, statement: Statement) -> bool:
    page = scene.cast.page
    start, end = page.inside(statement.source[0])
    line = page.text.rfind("\n", 0, start) + 1
    return not page.text[line:start].strip() and page.text[end : end + 1] in (":", ".")


def _speaking(scene: Scene, outlet: str, evidence: Spans) -> Speaker:
    cast = scene.cast
    found = next((i for i, d in enumerate(cast.drafts) if outlet in (d.name, *d.names)), None)
    if found is None:
        cast.drafts.append(Draft("organization", fixed_name=outlet, noun_classes={"media"}))
        found = len(cast.drafts) - 1
    return scene.speaker(found, "role", _OUTLET, evidence)


def _interviewed(scene: Scene, until: int) -> list[tuple[int, int, int]]:
    """Each person of whom the lead says that they were interviewed: draft and where it is said."""
    page = scene.cast.page
    first: dict[int, tuple[int, int, int]] = {}
    for start, end, i in scene.cast.within(0, min(until, _LEAD)):
        before = page.text[max(0, start - 90) : start]
        if scene.cast.drafts[i].kind == "person" and _WITH.search(before):
            first.setdefault(i, (i, start, end))
    return list(first.values())
