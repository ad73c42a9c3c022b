"""People's judgements on actors, laid over the machine's: who is one, who is not, what they are called.

The machine's actors are never changed. Judged the same, several are shown as one; judged different,
the two names that one actor bears are shown as two, and every mention goes with the name that it is
more like. All is computed from the judgements that stand, so that taking one back leaves what the
others say, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.record.actors.compatible import clash, lone
from onrecord.record.actors.identify import _edge, _fuller, _role_key, bearing, made_id, merge_actor
from onrecord.record.actors.names import keys, similarity
from onrecord.record.actors.spelling import fold
from onrecord.types import Actor, Entity, Kind

NAMESAKES = 12  # people of one surname: more are not looked at

Meant = tuple[str, str]
"""An actor as the machine sees it, and the name by which somebody meant it."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A judgement on actors: "same" and "different" of `left` and `right`, "rename" and "identify" of `left`.

    `name` is the new name, or the address that identifies.
    """

    number: int
    kind: str
    left: Meant
    right: Meant | None = None
    name: str = ""


def parts(rulings: Iterable[Ruling]) -> dict[str, tuple[str, ...]]:
    """Machine's actors that are several, with the name of each; the first keeps the actor's id.

    >>> parts([Ruling(1, "different", ("p1", "Ivo Vell"), ("p1", "Ivan Vell"))])
    {'p1': ('Ivo Vell', 'Ivan Vell')}
    """
    found: dict[str, dict[str, str]] = {}
    for one in rulings:
        if one.kind != "different" or one.right is None or one.left[0] != one.right[0]:
            continue
        if fold(one.left[1]) != fold(one.right[1]):
            names = found.setdefault(one.left[0], {})
            for _, name in (one.left, one.right):
                names.setdefault(fold(name), name)
    return {actor: tuple(names.values()) for actor, names in found.items()}


def part(actor: str, name: str, kind: Kind, split: Mapping[str, Sequence[str]]) -> str:
    """The id of that part of a machine's actor to which a mention under this name belongs.

    What is as much like one as like the other stays with the first.
    """
    found = split.get(actor, ())
    if not found:
        return actor
    alike = [similarity(name, one, kind) for one in found]
    best = max(range(len(found)), key=lambda n: (alike[n], -n))
    return part_id(actor, found[best]) if best else actor


def part_id(actor: str, name: str) -> str:
    """The id of the part of an actor that goes by `name`."""
    return made_id(f"{actor}\0{fold(name)}")


def classes(
    order: Sequence[str], same: Iterable[tuple[str, str]], different: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """For each actor of `order` the one that it is shown as: the first of those judged the same.

    Where judgements contradict each other, "different" stands.

    >>> classes(["a", "b", "c"], [("c", "b"), ("b", "a")], [("a", "c")])
    {'a': 'a', 'b': 'b', 'c': 'b'}
    """
    shown = {one: one for one in order}
    place = {one: n for n, one in enumerate(order)}
    apart = [pair for pair in different if pair[0] in shown and pair[1] in shown]
    for left, right in same:
        if left not in shown or right not in shown:
            continue
        one, other = sorted((shown[left], shown[right]), key=place.__getitem__)
        clash = any({shown[a], shown[b]} == {one, other} for a, b in apart)
        if one == other or clash:
            continue
        shown = {actor: one if now == other else now for actor, now in shown.items()}
    return shown


def surname_keys(people: Iterable[Actor]) -> set[str]:
    """The name keys under which those are filed who share a name with one of these people."""
    return {key for one in people if one.kind == "person" for key in keys(one.name, one.kind)}


def surnames(people: Iterable[Actor], near: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    """Whoever is known by a bare surname, with those who bear it, where any of `people` is among them.

    `near` are all who share a name with these people. A surname that very many bear is nobody's.

    >>> people = [Actor(name, name, "person") for name in ("Ana Vell", "Ivo Vell", "Vell", "Dorn")]
    >>> surnames(people[:1], people)
    {'Vell': ('Ana Vell', 'Ivo Vell')}
    """
    near = [one for one in near if one.kind == "person"]
    named = [one for one in near if not _bare(one)]
    asked = {one.id for one in people}
    found = {}
    for one in near:
        bearers = tuple(each.id for each in bearing(one.name, named)) if _bare(one) else ()
        if asked.intersection((one.id, *bearers)) and len(bearers) > 1:
            found[one.id] = bearers if len(bearers) <= NAMESAKES else ()
    return found


def _bare(actor: Actor) -> bool:
    return actor.kind == "person" and all(lone(name) for name in (actor.name, *actor.aliases))


def meant(
    surnames: Mapping[str, Sequence[str]], actors: Mapping[str, Actor], shown: Mapping[str, str]
) -> list[tuple[str, str]]:
    """(bearer, bare surname) where all who bear it, several to the machine, are judged to be one.

    >>> ana, vell = Actor("1", "Ana Vell", "person"), Actor("3", "Vell", "person")
    >>> meant({"3": ("1", "2")}, {"1": ana, "2": ana, "3": vell}, {"1": "1", "2": "1", "3": "3"})
    [('1', '3')]
    """
    found = []
    for one, bearers in surnames.items():
        there = [each for each in bearers if each in shown]  # the others lost their last mention
        if one in shown and len(there) > 1 and len({shown[each] for each in there}) == 1:
            entity = Entity(actors[one].name, "person", roles=actors[one].roles)
            if not any(clash(entity, actors[each]) for each in there):
                found.append((there[0], one))
    return found


def leaders(shown: Mapping[str, str], same: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each actor that several are shown as, the one whose name it bears: that named first.

    >>> leaders({"a": "a", "b": "a"}, [("b", "a")])
    {'a': 'b'}
    """
    lead = {one: one for one in shown}
    for left, right in same:
        if left in shown and right in shown and shown[left] == shown[right]:
            one, other = lead[left], lead[right]
            lead = {actor: one if now == other else now for actor, now in lead.items()}
    return {now: lead[one] for one, now in shown.items()}


def learned(actor: Actor, entity: Entity, seen: date | None) -> Actor:
    """The actor with what one article's entity adds; see `merge_actor`."""
    return merge_actor(actor, entity, seen)


def united(actor: Actor, other: Actor) -> Actor:
    """One actor with the names and roles of both. It keeps its name, but a person's fuller one counts.

    >>> united(Actor("1", "Vell", "person"), Actor("2", "Ana Vell", "person")).aliases
    ('Vell',)
    """
    fuller = actor.kind == "person" and _fuller(other.name, actor.name, actor)
    name = other.name if fuller else actor.name
    names = dict.fromkeys((actor.name, *actor.aliases, other.name, *other.aliases))
    roles = {_role_key(role): role for role in actor.roles}
    for role in other.roles:
        before = roles.get(_role_key(role), role)
        roles[_role_key(role)] = replace(
            before, first=_edge(min, before.first, role.first), last=_edge(max, before.last, role.last)
        )
    return replace(
        actor, name=name, aliases=tuple(one for one in names if one != name), roles=tuple(roles.values())
    )


def renamed(actor: Actor, name: str) -> Actor:
    """The actor under another name; its own becomes an alias."""
    names = dict.fromkeys((actor.name, *actor.aliases))
    return replace(actor, name=name, aliases=tuple(one for one in names if one != name))


def identified(told: Iterable[tuple[str | None, str]]) -> dict[str, tuple[str, ...]]:
    """For each actor the addresses that people gave it, in order of giving.

    >>> identified([("a", "https://viaf.org/viaf/7"), (None, "https://viaf.org/viaf/8")])
    {'a': ('https://viaf.org/viaf/7',)}
    """
    found: dict[str, dict[str, None]] = {}
    for actor, address in told:
        if actor is not None:
            found.setdefault(actor, {})[address] = None
    return {actor: tuple(addresses) for actor, addresses in found.items()}


def named_alike(name: str, forms: Iterable[str]) -> bool:
    """Whether one of the forms is this very name, but for case and accents."""
    return fold(name) in {fold(form) for form in forms}


__all__ = [
    "Ruling",
    "classes",
    "identified",
    "leaders",
    "learned",
    "meant",
    "named_alike",
    "part",
    "part_id",
    "parts",
    "renamed",
    "surname_keys",
    "surnames",
    "united",
]
