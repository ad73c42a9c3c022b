"""Whether an article's entity and a known actor can be one, beyond their names: roles and bodies.

Two foreign ministers of two countries are two people, whatever their names; a former minister and
today's banker may be one. Offices that every state has ("Foreign Ministry") tell nothing without
a country.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.record.actors.names import told, use
from onrecord.record.actors.spelling import words
from onrecord.types import Actor, Entity, Role


def common_office(name: str) -> bool:
    """Whether a name is an office that many states have, without saying whose.

    >>> common_office("Foreign Ministry"), common_office("Velmaran Foreign Ministry")
    (True, False)
    """
    return all(use(word) in ("office", "small") for word in words(name))


def role_only(entity: Entity) -> bool:
    """Whether an entity is known by a role alone: its name is the role phrase itself."""
    name = entity.name.casefold()
    return entity.kind == "person" and any(_holds(name, role.title.casefold()) for role in entity.roles)


def _holds(name: str, title: str) -> bool:
    return f" {title} " in f" {name} "


def titles_shared(entity: Entity, actor: Actor) -> bool:
    """Whether both were called by one title, for bodies that can be one."""
    return any(
        a.title.casefold() == b.title.casefold() and _bodies_meet(a, b)
        for a in entity.roles
        for b in actor.roles
    )


def clash(entity: Entity, actor: Actor) -> bool:
    """Whether their roles speak against their being one: the same title, for other bodies alone.

    >>> ana = Entity("Ana Vell", "person", roles=(Role("foreign minister", "Velmara"),))
    >>> clash(ana, Actor("1", "Ana Vell", "person", roles=(Role("foreign minister", "Orsk"),)))
    True
    """
    same = [
        _bodies_meet(a, b)
        for a in entity.roles
        for b in actor.roles
        if a.title.casefold() == b.title.casefold() and _telling(a.body) and _telling(b.body)
    ]
    return bool(same) and not any(same)


def _telling(body: str | None) -> bool:
    """Whether a body is told at all, and is no office that many states have."""
    return bool(body) and not common_office(body or "")


def bodies_shared(entity: Entity, actor: Actor) -> bool:
    """Whether a body that both name in their roles is one: "Union secretary", "head of the Union"."""
    return any(
        a.body and b.body and not _common(a.body) and not _common(b.body) and _bodies_meet(a, b)
        for a in entity.roles
        for b in actor.roles
    )


def _bodies_meet(left: Role, right: Role) -> bool:
    if _common(left.body or "") or _common(right.body or ""):
        return True
    a, b = set(words(left.body or "")), set(words(right.body or ""))
    return not a or not b or a <= b or b <= a or bool(_long(a) & _long(b))


def _common(body: str) -> bool:
    """Whether a body is told by a common noun alone: director of "the company" can be of any."""
    return len(body.split()) == 1 and body.islower()


def _long(found: Iterable[str]) -> set[str]:
    return {word for word in found if len(word) > 3 and use(word) != "office"}


def countries_differ(entity: Entity, actor: Actor) -> bool:
    """Whether the body for which an entity speaks is none of those in the actor's roles."""
    theirs = {word for role in actor.roles if not _common(role.body or "") for word in words(role.body or "")}
    mine = set(words(entity.speaks_for or ""))
    return bool(mine and theirs) and not (_long(mine) & _long(theirs))


def lone(name: str) -> bool:
    """Whether a person's name is one telling word: a bare surname.

    >>> lone("de Vell"), lone("Ana Vell")
    (True, False)
    """
    return len(told(name, "person")) == 1
