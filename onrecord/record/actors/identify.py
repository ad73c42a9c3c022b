"""Which known actor an article's entity is: `identify(reading, lookup)`, and what an actor learns.

A full name decides, in any spelling; an acronym for a body; a bare surname only if one actor alone
bears it and nothing speaks against it; a role phrase ("the Harbour Line spokesman") if one actor
alone was seen in that role. Else the entity is a new actor: two files for one person can be
joined later, one file for two people misleads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from datetime import date

from onrecord.record.actors import compatible
from onrecord.record.actors.names import SAME, acronym_of, keys, pet_form, similarity, told
from onrecord.record.actors.spelling import fold, sound
from onrecord.types import Actor, ActorLookup, Entity, Identification, Kind, Reading, Role

SCORES = {"same_name": 0.97, "spelling": 0.95, "surname": 0.75, "acronym": 0.88, "role": 0.8, "country": 0.98}
_NEW = 0.8
_NEAR = 0.04
_TERM_YEARS = 4

Found = tuple[Actor | None, str, float, str]


def identify(reading: Reading, lookup: ActorLookup) -> tuple[Identification, ...]:
    """One Identification for each entity of the reading, in order; no actor is given to two."""
    found = [_one(reading, entity, lookup) for entity in reading.entities]
    taken: dict[str, int] = {}
    for i in sorted(range(len(found)), key=lambda i: (-found[i][2], i)):
        actor = found[i][0]
        if actor is None:
            continue
        if actor.id in taken and not _again(reading, i, taken[actor.id], found[i]):
            other = reading.entities[taken[actor.id]].name
            found[i] = None, "new", _NEW, f"the article tells it apart from {other}, who is {actor.name}"
        else:
            taken.setdefault(actor.id, i)
    return tuple(
        Identification(reading.article.id, i, actor.id if actor else None, method, round(score, 3), why)
        for i, (actor, method, score, why) in enumerate(found)
    )


def _again(reading: Reading, i: int, first: int, found: Found) -> bool:
    """Whether an actor whom the article names is meant once more, where only the record can tell.

    By a surname in another spelling than the article's own for them ("Hosali" beside "Besim Hodzali"), or by
    an office that the article gives to nobody.
    """
    entity, named = reading.entities[i], reading.entities[first]
    actor, method, _, _ = found
    if actor is None or entity.kind != "person" or named.kind != "person":
        return False
    if method == "role":
        bodies = {fold(role.body) for role in entity.roles if role.body}
        return not any(role.body and fold(role.body) in bodies for role in named.roles)
    word = told(entity.name, "person")[-1]
    own = {told(name, "person")[-1] for name in _names(named)}
    return method == "surname" and word not in own and word in {told(n, "person")[-1] for n in _forms(actor)}


def _forms(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases)


def new_id(reading: Reading, entity: int, taken: Container[str]) -> str:
    """The id of a new actor: its name's and kind's, whichever article names it first.

    So a record that is built anew, in another order or by a better reader, calls the same people by the
    same ids. Where `taken` holds that id, a namesake has it, and the article makes another.

    >>> from onrecord.types import Article
    >>> one = Reading(Article("a", ""), entities=(Entity("Ana Vell", "person"),))
    >>> other = Reading(Article("b", ""), entities=(Entity("Ana VELL", "person"),))
    >>> new_id(one, 0, ()) == new_id(other, 0, ()) != new_id(other, 0, {new_id(one, 0, ())})
    True
    """
    who = reading.entities[entity]
    names = f"{who.kind}\0{fold(who.name)}"
    own = made_id(names)
    return made_id(f"{names}\0{reading.article.id}\0{entity}") if own in taken else own


def made_id(words: str) -> str:
    """An actor's id, made of what tells it from others."""
    return "p" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def filed(entity: Entity) -> set[str]:
    """The name keys under which an actor would be filed who could be this entity."""
    return {key for name in _names(entity) for key in keys(name, entity.kind)}


def _names(entity: Entity) -> list[str]:
    return [entity.name] if entity.kind == "place" else [entity.name, *entity.aliases]


def _one(reading: Reading, entity: Entity, lookup: ActorLookup) -> Found:
    if compatible.role_only(entity):
        return _by_role(reading, entity, lookup)
    names = _names(entity)
    known = sorted(lookup.actors_named(sorted(filed(entity))), key=lambda actor: actor.id)
    known = [actor for actor in known if _kinds_meet(entity, actor)]
    if entity.kind == "place":
        return _place(entity, known)
    if entity.kind == "organization" and compatible.common_office(entity.name):
        return (
            None,
            "new",
            _NEW,
            f"'{entity.name}' is an office of many states, and the article does not say whose",
        )
    if entity.kind == "person" and all(compatible.lone(name) for name in names):
        return _bare(entity, known)
    return _named(entity, names, known)


def _kinds_meet(entity: Entity, actor: Actor) -> bool:
    """People are people; what is no person can have been tagged as any other kind."""
    if "person" in (entity.kind, actor.kind):
        return entity.kind == actor.kind
    return entity.kind == actor.kind or fold(entity.name) == fold(actor.name)


def _place(entity: Entity, known: Iterable[Actor]) -> Found:
    for actor in known:
        if fold(actor.name) == fold(entity.name):
            return actor, "country", SCORES["country"], f"the same name as {actor.name}"
    return None, "new", _NEW, "the record had nobody of that name"


def _named(entity: Entity, names: Sequence[str], known: Sequence[Actor]) -> Found:
    ranked = []
    for actor in known:
        value, mine, theirs = _closest(entity, names, actor)
        if value >= SAME and not compatible.clash(entity, actor) and not _two(entity, actor, mine, theirs):
            ranked.append((value, mine, theirs, actor))
    ranked.sort(key=lambda entry: (-entry[0], entry[3].id))
    if not ranked:
        return _familiar(entity, known) or _grown(entity, known)
    value, mine, theirs, actor = ranked[0]
    rivals = [r for r in ranked[1:] if value - r[0] < _NEAR and value < 1.0]
    if rivals:
        both = " or ".join(r[3].name for r in (ranked[0], rivals[0]))
        return None, "new", 0.5, f"'{entity.name}' could be {both}"
    if fold(mine) == fold(theirs):
        return actor, "same_name", SCORES["same_name"], f"the same name as {actor.name}"
    if acronym_of(mine, theirs) or acronym_of(theirs, mine):
        return (
            actor,
            "acronym",
            SCORES["acronym"],
            f"'{mine}' and '{theirs}': one is made of the other's initials",
        )
    return actor, "spelling", SCORES["spelling"] * value, f"'{mine}' is a spelling of '{theirs}'"


def _closest(entity: Entity, names: Sequence[str], actor: Actor) -> tuple[float, str, str]:
    best = (0.0, "", "")
    for mine in names:
        for theirs in (actor.name, *actor.aliases):
            if entity.kind == "person" and (compatible.lone(mine) or compatible.lone(theirs)):
                continue
            best = max(best, (similarity(mine, theirs, entity.kind), mine, theirs))
    return best


def _two(entity: Entity, actor: Actor, mine: str, theirs: str) -> bool:
    """Whether names a letter apart are of two people: they sound otherwise, and so do the roles.

    A transliteration sounds the same; "Owen Farn, a baker" and "Owen Varn, the judge" are told apart.
    """
    if entity.kind != "person" or not entity.roles or not actor.roles:
        return False
    one, other = told(mine, "person"), told(theirs, "person")
    if len(one) != len(other) or {sound(word) for word in one} == {sound(word) for word in other}:
        return False
    initials = any(len(word) == 1 for word in (*one, *other))
    return not (
        initials or compatible.titles_shared(entity, actor) or compatible.bodies_shared(entity, actor)
    )


def _familiar(entity: Entity, known: Sequence[Actor]) -> Found | None:
    """The one actor of this surname and this body whose given name the entity's is short for, or the reverse."""
    fits = [
        (mine, theirs, actor)
        for actor in known
        if entity.kind == "person" and compatible.bodies_shared(entity, actor)
        for mine in _names(entity)
        for theirs in _forms(actor)
        if pet_form(mine, theirs) or pet_form(theirs, mine)
    ]
    if len({actor.id for _, _, actor in fits}) != 1 or compatible.clash(entity, fits[0][2]):
        return None
    mine, theirs, actor = fits[0]
    return actor, "spelling", SCORES["role"], f"'{mine}' can be short for '{theirs}', of the same body"


def _grown(entity: Entity, known: Sequence[Actor]) -> Found:
    """A full name for an actor so far known by a bare surname, where a shared role ties them."""
    fits = [
        actor
        for actor in known
        if entity.kind == "person"
        and all(compatible.lone(name) for name in (actor.name, *actor.aliases))
        and told(actor.name, "person")[-1] == told(entity.name, "person")[-1]
        and not _phrase(actor)
    ]
    sharing = [actor for actor in fits if compatible.titles_shared(entity, actor)]
    if len(sharing) == 1:
        return sharing[0], "surname", SCORES["surname"], f"'{sharing[0].name}' held the same role"
    others = bearing(entity.name, [actor for actor in known if actor not in fits]) if len(fits) == 1 else fits
    apart = [
        actor
        for actor in fits
        if compatible.clash(entity, actor) or compatible.countries_differ(entity, actor)
    ]
    if len(fits) == 1 and not others and not apart:
        only = f"{entity.name} is the only full name of '{fits[0].name}'"
        return fits[0], "surname", SCORES["surname"], only
    return None, "new", _NEW, "the record had nobody of that name"


def _bare(entity: Entity, known: Sequence[Actor]) -> Found:
    """A bare surname: the one actor who bears it, unless roles or countries speak against it."""
    # "director of the Karhola" is nobody whose surname is Karhola
    bearers = [actor for actor in bearing(entity.name, known) if not _phrase(actor)]
    if not bearers:
        return None, "new", _NEW, "the record had nobody of that name"
    if len(bearers) > 1:
        sharing = [actor for actor in bearers if compatible.titles_shared(entity, actor)]
        if len(sharing) != 1:
            names = " or ".join(actor.name for actor in bearers[:3])
            return None, "new", 0.5, f"'{entity.name}' could be {names}"
        bearers = sharing
    actor = bearers[0]
    if compatible.clash(entity, actor) or compatible.countries_differ(entity, actor):
        return None, "new", 0.6, f"'{entity.name}' has another role than {actor.name}"
    return actor, "surname", SCORES["surname"], f"{actor.name} is the only actor called '{entity.name}'"


def bearing(surname: str, known: Iterable[Actor]) -> list[Actor]:
    """Those of the known people who may be meant by a bare surname.

    >>> [one.id for one in bearing("Vell", [Actor("1", "Ana Vell", "person"), Actor("2", "Ana Dorn", "person")])]
    ['1']
    """
    word = told(surname, "person")[-1]
    return [
        actor
        for actor in known
        if any(word in (told(n, "person")[-1], told(n, "person")[0]) for n in (actor.name, *actor.aliases))
    ]


def _by_role(reading: Reading, entity: Entity, lookup: ActorLookup) -> Found:
    """The one actor seen in the role that the article names, near the article's day."""
    day = reading.article.published
    held: dict[str, tuple[Actor, Role]] = {}
    for role in entity.roles:
        for body in dict.fromkeys((role.body, entity.speaks_for)):
            if body is None:
                continue
            for actor in lookup.actors_in_role(role.title, body):
                if not _phrase(actor) and _in_office(actor, role.title, day):
                    held.setdefault(actor.id, (actor, role))
    if len(held) == 1:
        actor, role = next(iter(held.values()))
        return (
            actor,
            "role",
            SCORES["role"],
            f"{actor.name} is the only actor seen as '{role.title}' of {role.body}",
        )
    if held:
        names = " or ".join(sorted(actor.name for actor, _ in held.values())[:3])
        return None, "new", 0.5, f"'{entity.name}' could be {names}"
    same = [
        actor
        for actor in lookup.actors_named(sorted(keys(entity.name, "person")))
        if fold(actor.name) == fold(entity.name)
    ]
    if same:
        return same[0], "same_name", SCORES["role"], "the same role phrase, its holder unnamed so far"
    return None, "new", _NEW, f"nobody is known as '{entity.name}'"


def _phrase(actor: Actor) -> bool:
    return compatible.role_only(Entity(actor.name, actor.kind, roles=actor.roles))


def _in_office(actor: Actor, title: str, day: date | None) -> bool:
    """Whether the actor was seen in the role within a term's length of `day`, where days are known."""
    spans = [(r.first, r.last) for r in actor.roles if r.title.casefold() == title.casefold()]
    if day is None or any(first is None or last is None for first, last in spans):
        return True
    reach = _TERM_YEARS * 366
    return any(
        first and last and (first - day).days <= reach and (day - last).days <= reach for first, last in spans
    )


def merge_actor(actor: Actor, entity: Entity, seen: date | None) -> Actor:
    """The actor with what an article adds: names, and roles with the first and last day seen.

    The most complete name becomes its name; among equally complete ones the first stays.

    >>> known = Actor("1", "Vell", "person")
    >>> merge_actor(known, Entity("Ana Vell", "person", ("Vell",)), None).name
    'Ana Vell'
    """
    phrase = compatible.role_only(entity)
    names = dict.fromkeys((actor.name, *actor.aliases, *(() if phrase else (entity.name, *entity.aliases))))
    name = actor.name
    if entity.kind != "place" and not phrase and (_phrase(actor) or _fuller(entity.name, actor.name, actor)):
        name = entity.name
    kept = [n for n in names if n != name]
    roles = {_role_key(role): role for role in actor.roles}
    for role in entity.roles:
        before = roles.get(_role_key(role), replace(role, first=None, last=None))
        roles[_role_key(role)] = replace(
            before, first=_edge(min, before.first, seen), last=_edge(max, before.last, seen)
        )
    return replace(actor, name=name, aliases=tuple(kept), roles=tuple(roles.values()))


def _fuller(new: str, old: str, actor: Actor) -> bool:
    if new.isupper() and len(new) > 5 and not old.isupper():
        return False
    return _fullness(new, actor.kind) > _fullness(old, actor.kind)


def _fullness(name: str, kind: Kind) -> tuple[int, int]:
    """How many words of a name are written out, and how many there are: an initial tells less."""
    found = told(name, kind)
    return sum(len(word) > 1 for word in found), len(found)


def _role_key(role: Role) -> tuple[str, str]:
    return role.title.casefold(), (role.body or "").casefold()


def _edge(choose: Callable[[list[date]], date], known: date | None, seen: date | None) -> date | None:
    days = [day for day in (known, seen) if day is not None]
    return choose(days) if days else None
