"""Sources that describe a person by a common noun: "the woman", "analysts", "a study by the Harbour Institute".

A document is whose it is; "the woman" is somebody in sight or who has just spoken; others stay nameless.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.article.resolve.described import (
    POSSESSIVE,
    in_focus,
    named_after_comma,
    still_open,
    unheld,
    with_role,
)
from onrecord.article.resolve.epithets import ANYBODY, by_epithet
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.introductions import named_next
from onrecord.article.resolve.nameless import nameless
from onrecord.article.resolve.scene import Answer, Nameless, Scene
from onrecord.article.resolve.small_words import DOCUMENTS
from onrecord.article.resolve.spotting import only_opens
from onrecord.article.resolve.tables import fold, person_nouns
from onrecord.article.resolve.weighing import last_word
from onrecord.types import Speaker, Statement

_AUTHOR = 0.82
_CONVERSATIONS = frozenset(("interview", "conversation"))
_KIN, _LED = 0.8, 40  # characters before a name in which it is introduced


def by_noun(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom a common noun means, in sight or named right after."""
    answer = _by_noun(scene, statement, head)
    gender = person_nouns().get(head.noun, "")
    return (named_next(scene, head, gender) if still_open(answer) else None) or answer


def _by_noun(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom a common noun means: "the woman" somebody in sight, "analysts" nobody by name."""
    noun = head.noun
    gender = person_nouns().get(noun, "")
    named = named_after_comma(scene, head)
    if named is not None:
        return (scene.speaker(named, "name", 0.9, with_role(scene, named, head)),), None
    if noun in DOCUMENTS or noun.removesuffix("s") in DOCUMENTS:
        author = _author(scene, head)
        if author is not None:
            scene.introduce(Nameless(author, noun, "", head.plural), head.start, head.end)
            return (author,), None
    relative = _relative(scene, head) if head.determiner in POSSESSIVE and not head.plural else None
    if relative is not None:
        return relative, None
    definite = head.determiner in ("the", "this", "that") and not head.plural
    if definite and noun.endswith("-year-old"):
        near = {
            p.candidate.draft: 0.0
            for p in scene.in_sight(head.start, ("person",))
            if p.candidate.draft is not None
        }
        return in_focus(scene, statement, head, near, "") or ((nameless(scene, statement, head),), None)
    if definite:
        called = {
            i: 1.0
            for i, d in enumerate(scene.cast.drafts)
            if d.kind == "person"
            and any(r.office == noun or {noun, f"{noun}ic"} & (r.also | r.words) for r in d.roles)
        }
        which = {w.text for w in scene.cast.page.between(head.start, head.end)[1:] if w.capital}
        which -= {w for w in which if fold(w) == noun}
        if which:  # "the Dost Republican" is no Republican of elsewhere
            bodies = {
                i: {w for r in scene.cast.drafts[i].roles for w in (r.body or "").split()} for i in called
            }
            called = {i: fit for i, fit in called.items() if which & bodies[i]}
        found = in_focus(scene, statement, head, called, gender)
        if found and found[0]:
            return found
        again = _who_just_spoke(scene, head) or by_epithet(scene, statement, head)
        if again or found:
            return again or found or ((), None)
    return unheld(scene, statement, head)


def _relative(scene: Scene, head: Head) -> tuple[Speaker, ...] | None:
    """Who was introduced by these words: "her daughter" after "her daughter, Ana Vell,"."""
    lead = re.compile(
        rf"(?:\b(?:{head.determiner})|['’]s)\s(?:[\w-]+\s){{0,2}}{re.escape(head.noun)},?\s\Z", re.I
    )
    text = scene.cast.page.text
    met = {
        i: (o.start, o.end)
        for i, draft in enumerate(scene.cast.drafts)
        for o in draft.occurrences
        if draft.kind == "person"
        and o.start < head.start
        and lead.search(text, max(0, o.start - _LED), o.start)
    }
    if len(met) != 1:
        return None
    (i, place), *_ = met.items()
    return (scene.speaker(i, "role", _KIN, (scene.span(head.start, head.end), scene.span(*place))),)


def _who_just_spoke(scene: Scene, head: Head) -> Answer | None:
    """ "The woman" after "a neighbour said": who has just spoken without a name."""
    last = scene.last_speakers(head.start)
    if head.noun not in ANYBODY or len(last) != 1 or last[0].nameless is None:
        return None
    known, gender = scene.nameless[last[0].nameless], person_nouns().get(head.noun, "")
    other = known.plural or known.speaker.kind != "person" or (gender and known.gender not in ("", gender))
    if (
        other
        or known.noun in ANYBODY
        or scene.cast.page.apart(scene.until_last(head.start) - 1, head.start) > 1
    ):
        return None
    spans = (scene.span(head.start, head.end), *known.speaker.evidence[:1])
    return (replace(known.speaker, evidence=spans),), None


def _author(scene: Scene, head: Head) -> Speaker | None:
    """The one body or person that made a document: "a study by the Harbour Institute", "the Vell poll".

    Of an interview it is who was spoken with.
    """
    cast, page = scene.cast, scene.cast.page
    found = [(s, e, i) for s, e, i in cast.within(head.start, head.end) if cast.drafts[i].kind != "place"]
    authors = []
    for start, end, i in found:
        titled = [r.start for r in cast.drafts[i].roles if head.start < r.start < start <= r.end + 3]
        lead = page.words[page.word_at(min([start, *titled])) - 1]
        lead = page.words[page.word_at(lead.start) - 1] if fold(lead.text) == "the" else lead
        noun = last_word(scene, head)
        before = end <= noun[0] and cast.drafts[i].kind == "organization"
        before = before and not only_opens(page, page.words[page.word_at(start)].text)  # "Latest poll"
        direct = fold(lead.text) == "from" and page.text[noun[1] : lead.start].count(" ") < 3
        owner = page.text[end : end + 2] in ("'s", "’s") and not before  # "by Vell's lawyer"
        spoken = fold(lead.text) == "with" and head.noun in _CONVERSATIONS
        if (fold(lead.text) == "by" or direct or before or spoken) and not owner:
            authors.append((start, end, i))
    people = [author for author in authors if cast.drafts[author[2]].kind == "person"]
    authors = people or authors
    if len({i for _, _, i in authors}) != 1:
        return None
    start, end, i = authors[0]
    spans = (scene.span(head.start, head.end), scene.span(start, end))
    return scene.speaker(i, "collective", _AUTHOR, tuple(dict.fromkeys(spans)))
