"""Who is described first and named in the next sentence, as a news lead does it.

"The widow of a banker told the court … Ana Vell, 52, said": the description is the one who opens the
next sentence, or speaks the quotation that does, by a full name for the first time, where gender and office
agree and nobody comes between.
"""

from __future__ import annotations

import re

from onrecord.article.resolve.head import Head
from onrecord.article.resolve.names import bare
from onrecord.article.resolve.people import clash
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.small_words import UNNAMED
from onrecord.article.resolve.tables import demonyms, fold, person_nouns, titles

_SCORE = 0.72
_BLANKS = re.compile(r"\s*")
_GOES_ON = ",!?"  # what closes a quotation that its speaker is told after
_LEAD = 2  # sentences of an article in which "a teacher who …" is named next
# what follows a name that is only told, not told anew as somebody else: "Ana Vell, a neighbour, said"
_ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame)\b\.?\s")
_FOLLOWS = re.compile(r",\s(?:\d{1,3}|who)\b|\s(?!and\b|of\b)[a-z]")


def named_next(scene: Scene, head: Head, gender: str) -> Answer | None:
    """The one whom the sentence after a description names, or None."""
    page, cast = scene.cast.page, scene.cast
    personal = head.role is not None or head.noun in person_nouns() or head.noun in titles()
    office = head.role.office if head.role else head.noun
    lead = page.sentence(head.start) - page.sentence(max(page.shift, 0)) <= _LEAD
    owned = head.role is not None and head.determiner == "'s"  # "Velmara's energy minister"
    told = head.determiner == "the" or (lead and (owned or head.determiner in ("a", "an", "its", "their")))
    if not personal or not told or head.plural or office in UNNAMED or head.noun in demonyms():
        return None
    end = page.sentence_bounds(head.end)[1]
    quoted = page.quote(opening := _BLANKS.match(page.text, end).end())  # type: ignore[union-attr]
    if quoted and quoted[0] == opening and page.text[quoted[1] - 2] in _GOES_ON:
        end = quoted[1]  # “We sail,” | Ana Vell told a meeting
    else:
        while end < len(page.text) and page.quote(end + 1) is not None:
            end = page.sentence_bounds(end + 1)[1]  # what is said in between
    if end >= len(page.text) or page.furniture(end):
        return None
    for start, stop, i in cast.within(end, end + 60):
        draft = cast.drafts[i]
        new = draft.kind == "person" and start == min(o.start for o in draft.occurrences)
        opens = not _ADDRESS.sub("", page.text[end:start]).strip("“\"‘' \n")
        if not (new and opens) or bare(page.text[start:stop]) or not _FOLLOWS.match(page.text, stop):
            return None
        other = bool(gender and draft.gender and gender != draft.gender)
        own = [role.office for role in draft.roles]
        if other or (head.role and clash(draft.roles, [head.role])) or (own and office not in own):
            return None
        spans = (scene.span(head.start, head.end), scene.span(start, stop))
        words = fold(page.text[head.start : head.end])
        scene.called.setdefault(words, (i, spans[1:]))
        scene.forget(head.start)
        return (scene.speaker(i, "role", _SCORE, spans),), None
    return None
