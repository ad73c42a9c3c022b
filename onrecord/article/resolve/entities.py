"""The persons and bodies of one article, from its name mentions: `cast(page, mentions)`.

In this order: names are cleaned and their kind checked against the words around them; countries,
people and organisations are clustered; role phrases find their holders; each person's
`speaks_for` is read from the roles. Names that the tagger missed are added where the article
names the same person or body elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article.resolve import bodies, holders, people
from onrecord.article.resolve.cast import Cast, Draft
from onrecord.article.resolve.homes import home
from onrecord.article.resolve.kinds import (
    adjective,
    may_be_place,
    nationality,
    only_in_capitals,
    settle_kinds,
)
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.role_phrases import RoleFound
from onrecord.article.resolve.spotting import missed, spot
from onrecord.article.resolve.tables import body_nouns, fold, role_words
from onrecord.types import Mention

# offices that parties and companies have too; a minister before whom a party stands is not theirs
_FOR_BODIES = frozenset(
    (
        "spokesperson",
        "representative",
        "leader",
        "official",
        "secretary",
        "envoy",
        "negotiator",
        "commander",
        "president",
    )
) | frozenset(("vice president",))


def cast(page: Page, mentions: Sequence[Mention]) -> Cast:
    """Everybody whom the article names or calls by a lasting role."""
    named = spot(page, mentions)
    places = Gazetteer(page, [o.text for o in named if " " not in o.text and may_be_place(page, o, named)])
    named = [o for o in named if not nationality(page, o, named)]
    named = [o for o in named if not adjective(places, o) and not only_in_capitals(page, o, named)]
    named = settle_kinds(page, places, named)
    named = sorted({*named, *missed(page, places, named)})
    result = Cast(page, places)
    rest = bodies.gather_countries(result, [o for o in named if o.kind != "person"])
    people.gather(result, [o for o in named if o.kind == "person"])
    bodies.gather(result, [o for o in rest if o.kind == "organization"])
    for occurrence in rest:
        if occurrence.kind in ("place", "other"):
            result.spare[occurrence.start, occurrence.end] = occurrence
    result.settle()
    taken = [(r.start, r.end) for draft in result.drafts for r in draft.roles]
    holders.link_phrases(result, taken)
    for draft in list(result.drafts):
        if draft.kind == "person":
            draft.speaks_for = next(
                (whom for role in draft.roles if (whom := speaks_for(result, role, draft))), None
            )
    for draft in result.drafts:
        if draft.kind == "person" and draft.speaks_for is None:
            draft.speaks_for = home(result, draft)
    for draft in list(result.drafts):
        if draft.speaks_for and result.places.look(draft.speaks_for):
            result.country(draft.speaks_for)
    result.settle()
    return result


def speaks_for(cast: Cast, role: RoleFound, draft: Draft | None = None) -> str | None:
    """The country or body for which the holder of `role` speaks, as far as the role tells."""
    if not role.speaks or role.past:
        return None
    body = role.body or ""
    seen = cast.places.look(body) if body else None
    opposed = any(role_words().get(word) == "dissent" for word in role.words)
    if seen and seen[0] != "capital":
        return None if opposed else seen[1]  # the opposition does not speak for its country
    organisation = _organisation(cast, role, draft)
    if organisation is not None and (
        role.speaks == "body" or role.office in _FOR_BODIES or _is_state(cast, organisation)
    ):
        state = cast.drafts[organisation].speaks_for
        own = "state" in cast.drafts[organisation].noun_classes
        if own and (state or (role.speaks == "state" and role.country)):
            return state or role.country
        return cast.drafts[organisation].name
    if role.speaks == "state" and role.country:
        return role.country
    noun = fold(body)
    if noun in body_nouns():
        meant = bodies.meant_by(cast, noun, role.start)
        return cast.drafts[meant].speaks_for or cast.drafts[meant].name if meant is not None else None
    if role.possessor:
        for other in cast.drafts:
            if (
                other is not draft
                and other.kind == "person"
                and any(set(parts(name)) <= set(parts(role.possessor)) for name in other.names)
            ):
                return next((whom for r in other.roles if (whom := speaks_for(cast, r, other))), None)
    return None


def _is_state(cast: Cast, draft: int) -> bool:
    return "state" in cast.drafts[draft].noun_classes


def _organisation(cast: Cast, role: RoleFound, draft: Draft | None) -> int | None:
    for i, other in enumerate(cast.drafts):
        if other is draft or other.kind != "organization":
            continue
        if any(role.start <= o.start and o.end <= role.end for o in other.occurrences):
            return i
    return None
