"""Who is who: a Reading's people and bodies become actors of the record.

    identified(reading, writer)     the actors that it names; those it changed are written

The room record.actors decides; what it asks for is looked up in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.record import actors
from onrecord.types import Actor, ActorLookup, Identification, Reading

if TYPE_CHECKING:
    from onrecord.record.store import Writer


class _Seen:
    """An ActorLookup that remembers whom it handed out."""

    def __init__(self, lookup: ActorLookup) -> None:
        self.lookup, self.actors = lookup, dict[str, Actor]()

    def actors_named(self, keys: Iterable[str]) -> Sequence[Actor]:
        return self._remember(self.lookup.actors_named(keys))

    def actors_in_role(self, title: str, body: str | None) -> Sequence[Actor]:
        return self._remember(self.lookup.actors_in_role(title, body))

    def _remember(self, found: Sequence[Actor]) -> Sequence[Actor]:
        self.actors.update((actor.id, actor) for actor in found)
        return found


def identified(reading: Reading, writer: Writer) -> set[str]:
    """The actors that a Reading names, found or made; what they are now is in the record."""
    seen = _Seen(writer)
    seen.actors_named({key for entity in reading.entities for key in actors.filed(entity)})  # all at once
    decisions: list[Identification] = []
    changed: dict[str, Actor] = {}
    for decision in actors.identify(reading, seen):
        entity = reading.entities[decision.entity]
        who = decision.actor_id or actors.new_id(reading, decision.entity, seen.actors.keys() | changed)
        base = changed.get(who) or seen.actors.get(who) or Actor(who, entity.name, entity.kind)
        changed[who] = actors.merge_actor(base, entity, reading.article.published)
        decisions.append(replace(decision, actor_id=who))
    changed = {who: one for who, one in changed.items() if one != seen.actors.get(who)}
    keys = {
        one.id: {key for name in (one.name, *one.aliases) for key in actors.keys(name, one.kind)}
        for one in changed.values()
    }
    writer.identify(reading, decisions, tuple(changed.values()), keys)
    return {one.actor_id for one in decisions if one.actor_id is not None}
