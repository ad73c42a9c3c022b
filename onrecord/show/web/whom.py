"""Whom a statement speaks of, and which statements of a story are opposed: who says what against whom.

Somebody is spoken of where one of its mentions (a name, a role, a pronoun) stands inside the content.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.show.export.desk import Desk
from onrecord.types import Actor


def spoken_of(desk: Desk) -> dict[int, tuple[Actor, ...]]:
    """By the number of a statement, the actors that its content names but for those who say it."""
    found: dict[int, tuple[Actor, ...]] = {}
    for reading in desk.page.readings:
        article = reading.article.id
        who = [
            desk.page.actors.get(desk.page.identified.get((article, n), ""))
            for n in range(len(reading.entities))
        ]
        named = [
            (reading.mentions[mention].span, actor)
            for actor, entity in zip(who, reading.entities, strict=True)
            for mention in entity.mentions
            if actor is not None
        ]
        for statement, told in zip(reading.statements, reading.attributions, strict=True):
            own = {who[one.entity] for one in told.speakers if one.entity is not None}
            inside = {
                actor.id: actor
                for span, actor in named
                if actor not in own
                for part in statement.content
                if part.part == span.part and part.start <= span.start and span.end <= part.end
            }
            if inside:
                found[desk.numbers[statement.id]] = tuple(inside.values())
    return found


def opposed(desk: Desk) -> Mapping[int, tuple[int, ...]]:
    """By the number of a statement, the numbers of those that say the opposite."""
    found: dict[int, set[int]] = {}
    number = {
        one: desk.numbers[desk.base(group).statement.id] for group in desk.groups for one in group.statements
    }
    for link in desk.page.links:
        left, right = number.get(link.left), number.get(link.right)
        # versions of one statement that contradict each other are its clashes
        if link.relation == "contradicts" and left and right and left != right:
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return {number: tuple(sorted(others)) for number, others in found.items()}
