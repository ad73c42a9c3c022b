"""Sources that name nobody: described in the article's own words, with whose they are.

"A senior official" stays that; "her lawyer" becomes "Ana Vell's lawyer" where it is sure whom "her" means,
and "its spokesman" speaks for what "its" means.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.article.resolve.entities import speaks_for
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.pronouns import by_pronoun
from onrecord.article.resolve.scene import Nameless, Scene
from onrecord.article.resolve.small_words import DOCUMENTS
from onrecord.article.resolve.tables import person_nouns
from onrecord.article.resolve.weighing import last_word
from onrecord.types import Kind, Speaker, Statement

_POSSESSIVE = frozenset(("his", "her", "their", "its"))
_PART = re.compile(
    r"(?:one|two|three|four|both|some|several|many|most|all|none|neither|a\s(?:few|third|second))\sof\s(?:them|those|whom)",
    re.IGNORECASE,
)
_NEAR = 8  # sentences back to which "the bishops" may refer
_STATES, _HIS = frozenset(("country", "nation", "government")), 0.85
_OWNED = 0.7  # below this, "his lawyer" is not said to be anybody's


def nameless(scene: Scene, statement: Statement, head: Head, kind: Kind | None = None) -> Speaker:
    """Somebody described, not named: "a senior official", "Ana Vell's lawyer" for "her lawyer"."""
    if again := _as_before(scene, head):
        return again
    text = " ".join(scene.cast.page.text[head.start : head.end].split())
    noun = head.noun[:-1] if head.plural and head.noun.endswith("s") else head.noun
    if kind is None:
        kind = (
            "person"
            if head.role or noun in person_nouns() or head.noun in person_nouns()
            else _tagged(scene, head)
        )
    whom = speaks_for(scene.cast, head.role) if head.role else None
    if whom and scene.cast.places.look(whom):
        scene.cast.country(whom)
    owners = _owners(scene, statement, head)
    if len(owners) == 1 and head.noun in _STATES and scene.cast.places.look(owners[0].speaks_for or ""):
        i = scene.cast.country(owners[0].speaks_for or "")  # "his country", said of a minister
        return scene.speaker(i, "collective", _HIS * owners[0].score, (scene.span(head.start, head.end),))
    if owners:
        names = " and ".join(owner.name for owner in owners)
        text = names + ("'" if names.endswith("s") else "'s") + text[len(head.determiner) :]
        whom = whom or (
            _owned_for(owners[0]) if head.role and head.role.speaks and not head.role.past else None
        )
    name = re.sub(r"^(?:even\s+)?(?:the\s+)?", "", text, flags=re.I)
    # "the coach": one certain person, of whom the article does not say who
    certain = head.determiner == "the" and not head.plural and kind == "person"
    sure = min([0.6 if certain else 0.85, *(owner.score for owner in owners)])
    evidence = (scene.span(head.start, head.end), *(span for o in owners for span in o.evidence[1:]))
    speaker = Speaker(name, kind, "anonymous", sure, evidence, None, whom)
    gender = person_nouns().get(noun, "") or (head.role.gender if head.role else "")
    return scene.introduce(Nameless(speaker, noun, gender, head.plural), head.start, head.end)


def _as_before(scene: Scene, head: Head) -> Speaker | None:
    """ "The bishops" after "the Catholic bishops": those who spoke shortly before, if one crowd did."""
    page = scene.cast.page
    if not head.plural or head.determiner not in ("the", "these", "those"):
        return None
    if len(page.between(head.start, head.end)) != 2:  # "the bishops" and no more
        return None
    met = [
        (place, known)
        for place, known in scene.nameless_in_sight(head.start)
        if known.plural and known.noun == head.noun.removesuffix("s") and not known.together
    ]
    if len({known.speaker.name for _, known in met}) != 1 or page.apart(met[-1][0].start, head.start) > _NEAR:
        return None
    place, known = met[-1]
    spans = (scene.span(head.start, head.end), scene.span(place.start, place.end))
    return replace(known.speaker, evidence=spans)


def part_of(scene: Scene, statement: Statement) -> Speaker | None:
    """ "One of them": of whom, where several nameless people have just spoken; else in its own words."""
    if len(statement.source) != 1 or not _PART.fullmatch(scene.cast.page.article.slice(statement.source[0])):
        return None
    words, evidence = scene.cast.page.article.slice(statement.source[0]), [statement.source[0]]
    spoke = [who for _, _, who in scene.spoken if who]
    several = [known.speaker for known in scene.nameless if known.plural]
    if spoke and len(spoke[-1]) == 1 and spoke[-1][0] in several:
        whole = spoke[-1][0]
        words = f"{words.split()[0]} of {whole.name[:1].lower()}{whole.name[1:]}"
        evidence += whole.evidence[:1]
    return Speaker(words, "person", "anonymous", 0.6, tuple(evidence))


def _tagged(scene: Scene, head: Head) -> Kind:
    """The kind that the mention head gives the noun; documents are "other"."""
    if head.noun in DOCUMENTS or head.noun.rstrip("s") in DOCUMENTS:
        return "other"
    start, end = last_word(scene, head)
    for mention in scene.mentions:
        if mention.form == "nominal" and scene.cast.page.inside(mention.span) == (start, end):
            return mention.kind
    return "person" if head.plural else "other"


def _owners(scene: Scene, statement: Statement, head: Head) -> tuple[Speaker, ...]:
    """Whose lawyer "her lawyer" is: named, or nobody where that is not sure."""
    if head.determiner not in _POSSESSIVE:
        return ()
    end = head.start + len(head.determiner)
    owners, _ = by_pronoun(scene, statement, Head("pronoun", head.start, end, noun=head.determiner))
    sure = all(owner.entity is not None and owner.score >= _OWNED for owner in owners)
    return owners if sure else ()


def _owned_for(owner: Speaker) -> str | None:
    """For whom the spokesman of `owner` speaks."""
    return owner.speaks_for or (owner.name if owner.kind != "person" else None)
