"""Who speaks where the source only passes it on: `"We sail," she said, according to the agency KPS`.

An outlet or a body that is named as the source of a quotation is not the one quoted when the same
sentence says who is: a person, or a pronoun, next to a verb of saying, outside the quotation. The
outlet then stays in the chain (channels.py), and the person is the speaker.
"""

from __future__ import annotations

import re

from onrecord.article.resolve.head import Head
from onrecord.article.resolve.pronouns import by_pronoun
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.types import Statement

_SCORE = 0.9
_VERB = (
    r"(?:said|says|told|tells|added|adds|stressed|warned|stated|noted|tweeted|wrote|declared|explained|"
    r"insisted|announced|replied|emphasi[sz]ed|continued|asked|vowed|pledged|admitted|argued)"
)
_AFTER = re.compile(rf",?\s(?:also\s|later\s|then\s)?{_VERB}\b")
_BEFORE = re.compile(rf"\b{_VERB}\s(?:[a-z’'-]+\s){{0,3}}\Z")
_PRONOUN = re.compile(rf"\b(he|she)\s(?:also\s|later\s|then\s)?{_VERB}\b", re.I)
_RELAYS = re.compile(r"\b(?:according|report\w*|quot\w*|cit\w*|via|carried|published)\b", re.I)


def relayed(scene: Scene, statement: Statement) -> Answer | None:
    """The one quoted in the words of somebody else's report; None where the source speaks itself."""
    page = scene.cast.page
    if statement.manner == "indirect" or not statement.cue or statement.parent is not None:
        return None
    if not _RELAYS.search(" ".join(page.article.slice(span) for span in statement.cue)):
        return None
    low, high = page.sentence_bounds(page.inside(statement.cue[0])[0])
    own = [page.inside(span) for span in statement.source]

    def free(start: int, end: int) -> bool:
        taken = (*own, *scene.sources_at(start, end, statement.id))
        return page.quote(start) is None and not any(a < end and start < b for a, b in taken)

    for start, end, draft in scene.cast.within(low, high):
        said = _AFTER.match(page.text, end) or _BEFORE.search(page.text[max(low, start - 60) : start])
        if said and scene.cast.drafts[draft].kind == "person" and free(start, end):
            return (scene.speaker(draft, "name", _SCORE, (scene.span(start, end),)),), None
    for found in _PRONOUN.finditer(page.text, low, high):
        if free(found.start(), found.end(1)):
            head = Head("pronoun", found.start(1), found.end(1), noun=found[1].casefold())
            return by_pronoun(scene, statement, head)
    return None
