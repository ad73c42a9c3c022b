"""Sources that are bodies without a proper name: "the ministry", "the Vell campaign", "the government".

A body noun right after a name is that body ("the Harbour movement"), a country's government is
the country, "the ministry" is the one in focus; "a rights group" stays nameless.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.resolve import bodies
from onrecord.article.resolve.cast import Draft
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.named import newcomer
from onrecord.article.resolve.nameless import nameless
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.tables import body_nouns, fold
from onrecord.article.resolve.weighing import settled, weigh
from onrecord.types import Kind, Statement

SCORES = {"government": 0.9, "named": 0.85, "by_noun": 0.86, "meant": 0.84}
_SELF = frozenset(("group", "party", "delegation", "media", "company", "club", "union"))
_GOVERNMENT = frozenset(
    ("government", "nation", "country", "kingdom", "republic", "side", "delegation", "authorities")
)
_GENERIC = frozenset(("news", "militant", "insurgent", "political", "armed", "parent", "national"))
# log-odds for the only body in sight that the noun can mean
_ALONE = 1.2
_TELL_NOTHING = frozenset(("group", "company", "agency", "delegation"))
_LOOSE = frozenset(("group", "party", "delegation"))
_MEDIA = (
    frozenset(("newspaper", "paper", "daily", "magazine")),
    frozenset(("broadcaster", "channel", "station", "television", "tv", "radio")),
)
_OFFICES = (
    frozenset(("ministry", "department")),
    frozenset(("army", "military", "forces", "troops")),
    frozenset(("parliament", "congress", "senate", "house", "assembly", "duma", "council")),
    frozenset(("government", "cabinet", "administration")),
)
"""Names of one office of a state, of which a noun of one row is none of another."""
_STATE, _OFFICIAL = frozenset(("state",)), frozenset(("state", "agency", "court"))
# sentences back to which "the ministry" may refer
_NEAR = 8
_ARTICLE = re.compile(r"^(?:the\s+|an?\s+|(?:mrs?|ms|dr)\b\.?\s+)+", re.I)


def by_body(scene: Scene, statement: Statement, head: Head) -> Answer:
    """The body that a phrase with a body noun means: "the Vell campaign", "the ministry"."""
    page, cast = scene.cast.page, scene.cast
    text = " ".join(page.text[head.start : head.end].split())
    group = body_nouns().get(head.noun) or body_nouns().get(head.noun.rstrip("s"), "")
    evidence = (scene.span(head.start, head.end),)
    head = _with_newcomer(scene, head)
    named = cast.drafts[head.drafts[0]] if head.drafts else None
    country = cast.places.country(text)
    several = head.plural and head.noun.endswith("s") and head.noun not in body_nouns()
    if named and named.kind == "organization" and not several and _is_itself(scene, head, group):
        return (scene.speaker(head.drafts[0], "collective", SCORES["named"], evidence),), None
    if head.noun in _GOVERNMENT and (country or (named and named.kind == "place")):
        i = head.drafts[0] if named and named.kind == "place" else cast.country(country or "")
        return (scene.speaker(i, "collective", SCORES["government"], evidence),), None
    indefinite = head.determiner in ("a", "an", "another", "one") or (
        head.plural and head.determiner != "the"
    )
    if not indefinite and _proper(scene, head, group):
        article = _ARTICLE.match(page.text[head.start : head.end])
        start = head.start + (article.end() if article else 0)
        i = bodies.named_body(cast, start, head.end)
        return (scene.speaker(i, "name", SCORES["named"], evidence),), None
    if head.determiner in ("the", "this", "that") and not head.plural and group != "place":
        found = _body_in_focus(scene, statement, head, group)
        if found:
            return found
    return (nameless(scene, statement, head, "organization"),), None


def _with_newcomer(scene: Scene, head: Head) -> Head:
    """The head with the name inside it, where that name's kind was in doubt until it spoke."""
    inside = [
        at
        for at, o in sorted(scene.cast.spare.items())
        if head.start <= at[0] < at[1] < head.end and o.kind == "other"
    ]
    if head.drafts or not inside:
        return head
    speaker = newcomer(scene, Head("spare", *inside[0]))
    return head if speaker.entity is None else replace(head, drafts=(speaker.entity,))


def _is_itself(scene: Scene, head: Head, group: str) -> bool:
    """Whether the noun only says what the name is: "Harbour movement", "Courier news agency"."""
    words = scene.cast.page.between(head.start, head.end)
    noun = next(k for k, w in enumerate(words) if fold(w.text) == head.noun)
    before = [w for w in words[:noun] if w.text.islower() and fold(w.text) not in ("the", "a", "an")]
    plain = all(w.text in _GENERIC for w in before)
    return plain and (group in _SELF or any(w.text == "news" for w in before))


def _proper(scene: Scene, head: Head, group: str) -> bool:
    """Whether a phrase names one body: it holds a name, or is a state's office with its nation."""
    words = scene.cast.page.between(head.start, head.end)
    opens = words[0] if head.determiner == "" and words[0].text.capitalize() == words[0].text else None
    empty = ("the", "its", "this", "that", head.noun)
    capitals = [w for w in words if w.capital and fold(w.text) not in empty]
    nations = [w for w in capitals if scene.cast.places.look(w.text)]
    if group in ("state", "court") and nations:
        return True
    others = [w for w in capitals if w not in nations and (w is not opens or head.drafts)]
    return bool(others)


def _body_in_focus(scene: Scene, statement: Statement, head: Head, group: str) -> Answer | None:
    """Which body "the ministry" is: the one called so before, or the one in sight that can be."""
    cast = scene.cast
    words = scene.cast.page.between(head.start, head.end)
    mods = {fold(w.text) for w in words[1:]} - {head.noun, "of", "the"} - _GENERIC
    able = [
        i
        for i, d in enumerate(cast.drafts)
        if d.kind in ("organization", "place")
        and any(mods <= set(parts(n)) for n in (d.name, *d.names))
        and not (mods and _another(d, head.noun, _OFFICIAL, ()))
    ]
    called = [
        i
        for i in able
        if cast.drafts[i].kind == "organization"
        and any(_called_by(head.noun, parts(n)) for n in cast.drafts[i].names)
        and any(
            o.start < head.start and cast.page.apart(o.start, head.start) <= _NEAR
            for o in cast.drafts[i].occurrences
        )
    ]
    meant = bodies.meant_by(cast, head.noun, head.start) if not mods else None
    if len(called) == 1 and meant in (None, called[0]):
        return _by_noun(scene, head, called[0], SCORES["by_noun"])
    if meant is not None:
        return _by_noun(scene, head, meant, SCORES["meant"])
    kinds: tuple[Kind, ...] = ("place",) if group == "country" else ("organization",)
    places = [
        p
        for p in scene.in_sight(head.start, kinds)
        if p.candidate.draft in able
        and _may_be(cast.drafts[p.candidate.draft or 0], group)
        and not _other_medium(cast.drafts[p.candidate.draft or 0], head.noun)
        and not _another(cast.drafts[p.candidate.draft or 0], head.noun, _STATE, _OFFICES)
    ]
    described = [
        (p, n)
        for p, n in scene.nameless_in_sight(head.start)
        if n.noun == head.noun and not n.plural and mods <= set(parts(n.speaker.name))
    ]
    if described and cast.page.apart(described[-1][0].start, head.start) <= _NEAR:
        # "the road authority … the authority"
        place, known = described[-1]
        spans = (scene.span(head.start, head.end), scene.span(place.start, place.end))
        return (replace(known.speaker, evidence=spans),), None
    if not places:
        return None
    alone = {p.candidate for p in places}
    bonus = dict.fromkeys(alone, _ALONE) if len(alone) == 1 else None
    outcome = weigh(scene, statement, head, places, gender="", bonus=bonus)
    return settled(scene, head, outcome, "role")


def _called_by(noun: str, name: tuple[str, ...]) -> bool:
    """Whether a name's own noun is this one: "Harbour Bank", "Bank of Dost"."""
    return name[-1:] == (noun,) or (name[:1] == (noun,) and name[1:2] == ("of",))


def _by_noun(scene: Scene, head: Head, draft: int, score: float) -> Answer:
    first = scene.cast.drafts[draft].occurrences[0]
    spans = (scene.span(head.start, head.end), scene.span(first.start, first.end))
    return (scene.speaker(draft, "role", score, spans),), None


def _other_medium(draft: Draft, noun: str) -> bool:
    """Whether the article calls an outlet a broadcaster, and the noun is "newspaper"; or the other way round."""
    return any(noun in one and draft.noun_classes & other for one, other in (_MEDIA, _MEDIA[::-1]))


def _another(draft: Draft, noun: str, groups: frozenset[str], alike: Sequence[frozenset[str]]) -> bool:
    """Whether a name says itself what office it is, and the noun, of these groups too, is another.

    The Budget Committee is no budget office, a ministry no army; nouns of one row of `alike` are one office.
    """
    own = {part for part in parts(draft.name) if body_nouns().get(part) in groups}
    same = next((row for row in alike if noun in row), frozenset((noun,)))
    return body_nouns().get(noun) in groups and bool(own) and not own & same


def _may_be(draft: Draft, group: str) -> bool:
    """Whether a noun of this class can mean the body; a name that tells no class may be a few."""
    if not draft.noun_classes:
        return group in _TELL_NOTHING
    return group in draft.noun_classes or bool(group in _LOOSE and draft.noun_classes & _LOOSE)
