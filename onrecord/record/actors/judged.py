"""People's judgements on actors, laid over the machine's: who is one, who is not, what they are called.

The machine's actors are never changed. Judged the same, several are shown as one; judged different,
the two names that one actor bears are shown as two, and every mention goes with the name that it is
more like. All is computed from the judgements that stand, so that taking one back leaves what the
others say, and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.record.actors.identify import _edge, _fuller, _role_key, merge_actor
from onrecord.record.actors.names import similarity
from onrecord.record.actors.spelling import fold
from onrecord.types import Actor, Entity, Kind

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
    return "p" + hashlib.sha256(f"{actor}\0{fold(name)}".encode()).hexdigest()[:12]


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
    "named_alike",
    "part",
    "part_id",
    "parts",
    "renamed",
    "united",
]
