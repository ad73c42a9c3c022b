"""Sources that are names: in full, a surname, a place for its government, a headline's name.

A surname that two people bear is given to the one who was just named in full or just spoke, and
stays unknown where both were.
"""

from __future__ import annotations

import re

from onrecord.article.resolve.cast import Draft, Occurrence
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.kinds import PLACE_NOUNS
from onrecord.article.resolve.names import bare, clean, junior, parts, shortens
from onrecord.article.resolve.reference import choose
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.spotting import untagged
from onrecord.article.resolve.tables import fold
from onrecord.types import Speaker, Statement

SCORES = {
    "name": 0.97,
    "surname": 0.94,
    "misspelt": 0.84,
    "collective": 0.9,
    "newcomer": 0.75,
    "unkind": 0.85,
}
_TOP = 3  # lines down to which a title or a place before a colon stands
_AGAIN = 0.8  # from here on, who has just spoken is believed before another of the name
_HEADLINE = re.compile(r"\s*([^:\n]{2,60}?)\s*:\s*$")


def by_name(scene: Scene, head: Head) -> Speaker:
    """The bearer of a name."""
    i = head.drafts[0]
    text = scene.cast.page.text[head.start : head.end]
    draft = scene.cast.drafts[i]
    evidence = [scene.span(head.start, head.end)]
    method, score = "name", SCORES["name"]
    if draft.kind == "place":
        method, score = "collective", SCORES["collective"]
    elif draft.kind == "person" and scene.short(i, text):
        method, score = "surname", SCORES["surname"]
        full = next((o for o in draft.occurrences if o.text == draft.name), None)
        if full:
            evidence.append(scene.span(full.start, full.end))
        if parts(clean(text))[-1:] and not any(parts(clean(text))[-1] in parts(draft.name) for _ in "1"):
            score = SCORES["misspelt"]
    return scene.speaker(i, method, score, tuple(evidence))


def doubtful(scene: Scene, head: Head) -> Answer:
    """A bare name that two people bear: the one who was just named in full or just spoke, or unknown."""
    places = [p for p in scene.in_sight(head.start, ("person",)) if p.candidate.draft in head.drafts]
    full = {(o.start, o.end) for i in head.drafts for o in scene.cast.drafts[i].occurrences}
    places = [p for p in places if (p.start, p.end) in full]
    outcome = choose(
        scene.cast, head.start, places, last=scene.last_speakers(head.start), spoke=scene.all_speakers()
    )
    near = {
        p.candidate
        for p in places
        if scene.cast.page.sentence(head.start) - scene.cast.page.sentence(p.start) < 3
    }
    again = outcome.winner in scene.last_speakers(head.start) and outcome.score >= _AGAIN
    again = again and scene.cast.page.apart(max(0, scene.until_last(head.start) - 1), head.start) <= 1
    kin = any(junior(name) for i in head.drafts for name in scene.cast.drafts[i].names)
    alone = len(near) == 1 or (again and not kin)  # father and son are told apart by their names alone
    if outcome.winner and outcome.winner.draft is not None and alone and outcome.evidence:
        spans = (scene.span(head.start, head.end), scene.span(*outcome.evidence))
        return (scene.speaker(outcome.winner.draft, "surname", outcome.score * 0.9, spans),), None
    names = " or ".join(scene.cast.drafts[i].name for i in head.drafts[:3])
    return (), f"'{scene.cast.page.text[head.start : head.end]}' could be {names}"


def slug(scene: Scene, statement: Statement, head: Head) -> bool:
    """Whether a title's first word tells where or what, not who: "Dost: Greens reject budget", "VELM: The court".

    Nobody else of the article bears the name, or the words after the colon have a speaker of their own.
    """
    page = scene.cast.page
    cue = "".join(page.article.slice(span) for span in statement.cue).strip(" :")
    if cue or not bare(page.text[head.start : head.end]) or page.paragraph(head.start) > _TOP:
        return False
    if page.text[head.end : head.end + 1] != ":" or page.text[: head.start].rstrip(" ")[-1:] not in (
        "",
        "\n",
    ):
        return False
    drafts = [scene.cast.drafts[i] for i in head.drafts]
    if any(d.kind == "organization" or not bare(d.name) for d in drafts):
        return False
    opens = min((start for start, _ in scene.contents(statement)), default=0)
    inner = scene.sources_at(opens, opens + 1, statement.id)
    return bool(inner) or all(d.kind == "person" and len(d.occurrences) == 1 for d in drafts)


def mute(scene: Scene, head: Head) -> bool:
    """Whether a place is none that has a voice: a bridge, a river, a province."""
    occurrence = scene.cast.spare[head.start, head.end]
    return occurrence.kind == "place" and parts(occurrence.text)[-1] in PLACE_NOUNS


def newcomer(scene: Scene, head: Head) -> Speaker:
    """A place or a name of unknown kind that speaks: it becomes one of the cast."""
    occurrence = scene.cast.spare[head.start, head.end]
    seen = scene.cast.places.look(occurrence.text)
    evidence = (scene.span(head.start, head.end),)
    if seen and seen[0] != "demonym":
        i = scene.cast.country(seen[1])
        scene.cast.drafts[i].add(occurrence)
        return scene.speaker(i, "collective", SCORES["collective"], evidence)
    key = fold(occurrence.text)
    for i, draft in enumerate(scene.cast.drafts):
        if any(fold(name) == key for name in draft.names):
            draft.add(occurrence)
            return scene.speaker(i, "name", SCORES["unkind"], evidence)
    bearers = [
        i
        for i, draft in enumerate(scene.cast.drafts)
        if draft.kind == "person" and not draft.role_only and parts(draft.name)[-1:] == parts(occurrence.text)
    ]
    if len(bearers) == 1 and occurrence.kind != "place":
        scene.cast.drafts[bearers[0]].add(occurrence)
        return scene.speaker(bearers[0], "surname", SCORES["misspelt"], evidence)
    longer = [
        i
        for i, draft in enumerate(scene.cast.drafts)
        if draft.kind == "organization" and any(shortens(occurrence.text, name) for name in draft.names)
    ]
    if len(longer) == 1 and occurrence.kind != "place":
        scene.cast.drafts[longer[0]].add(occurrence)
        return scene.speaker(longer[0], "name", SCORES["misspelt"], evidence)
    # what speaks and is neither a person nor a place is a body
    draft = Draft("organization" if occurrence.kind == "other" else occurrence.kind)
    draft.add(occurrence)
    scene.cast.drafts.append(draft)
    method = "collective" if occurrence.kind == "place" else "name"
    return scene.speaker(len(scene.cast.drafts) - 1, method, SCORES["newcomer"], evidence)


def by_headline(scene: Scene, statement: Statement) -> Speaker | None:
    """The name before a headline's colon: "Velmara: We will study it"."""
    page, cast = scene.cast.page, scene.cast
    start = min((page.inside(span)[0] for span in statement.content), default=None)
    if start is None or statement.cue:
        return None
    low = page.text.rfind("\n", 0, start) + 1
    found = _HEADLINE.match(page.text[low:start].rstrip("\"“'‘« "))
    if not found:
        return None
    begin = low + found.start(1)
    end = low + found.end(1)
    inside = cast.within(begin, end)
    ends = [i for _, e, i in inside if e == end]
    if len(ends) == 1:
        score = 0.9 if cast.drafts[ends[0]].kind == "person" else 0.88
        return scene.speaker(ends[0], "headline", score, (scene.span(begin, end),))
    fresh = untagged(page, begin, end)
    if fresh and not inside and (fresh.start, fresh.end) == (begin, end) and _known(scene, fresh):
        return newcomer(scene, Head("spare", begin, end))
    return None


def _known(scene: Scene, occurrence: Occurrence) -> bool:
    """Whether a headline's capitals name somebody of the article; only then are they believed."""
    key = fold(occurrence.text)
    known = scene.cast.places.look(occurrence.text) is not None or any(
        fold(name) == key for d in scene.cast.drafts for name in d.names
    )
    if known:
        scene.cast.spare[occurrence.start, occurrence.end] = occurrence
    return known
