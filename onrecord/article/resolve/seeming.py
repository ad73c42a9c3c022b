"""Words that only seem somebody's: "a voice attributed to the mayor", "a man sounding like Vell".

Whoever is named there is not said to have spoken: the source stays nameless, in its own words.
"""

from __future__ import annotations

import re

from onrecord.article.resolve.scene import Answer, Scene
from onrecord.types import Speaker, Statement

_SCORE = 0.85
_BEFORE = 60  # characters before a source
_LIKE = (
    r"(?:attributed to|(?:sound|look)(?:s|ed|ing) like|resembling|similar to|impersonat(?:es|ed|ing)|posing as|"
    r"(?:claim|purport|pretend)(?:s|ed|ing) to be|(?:believed|thought|alleged|rumou?red|presumed) to be(?: that of)?)"
)
_WITHIN = re.compile(rf"\s{_LIKE}\s", re.IGNORECASE)
_LEADS = re.compile(rf"\b{_LIKE}\s(?:the\s|an?\s)?\Z", re.IGNORECASE)


def seeming(scene: Scene, statement: Statement) -> Answer | None:
    """The answer where a source only seems to be whom it names, else None."""
    page = scene.cast.page
    words = " ".join(" ".join(page.article.slice(span) for span in statement.source).split())
    start = page.inside(statement.source[0])[0]
    if _LEADS.search(page.text, max(0, start - _BEFORE), start):
        return (), f"what is only attributed to '{words[:60]}' may be anybody's"
    if _WITHIN.search(words):
        return (Speaker(words, "person", "anonymous", _SCORE, statement.source),), None
    return None
