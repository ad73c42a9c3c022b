"""Which actors of a record the entries of a user's list are: `agreed(entries, actors, country)`.

An entry and an actor agree by a name in any spelling, by kind, and by country where both tell one;
and neither may agree with another as well. Whatever fits and is not settled is left open with the
reason. What a machine's own reading may guess from (a bare surname, initials, an office that many
states have) is too little here: an identifier says who somebody is to the world outside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.record.actors.compatible import common_office, lone
from onrecord.record.actors.names import SAME, acronym_of, keys, similarity
from onrecord.record.actors.register import Entry
from onrecord.record.actors.spelling import fold
from onrecord.types import Actor, Kind

_KINDS: Mapping[bool | None, Sequence[Kind]] = {
    True: ("person",),
    False: ("organization",),
    None: ("person", "organization"),
}

_NEAR = 0.05

Country = Callable[[str], str | None]
"""The country that a phrase names ("Russian Federation", "the Kremlin"), or None."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry that some actor answers to. `actor` is None where it is left open; `why` says why.

    `actors` are the ids of all whom it could be.
    """

    entry: Entry
    actor: Actor | None
    why: str
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fit:
    """An entry's name is this actor's; `against` is what speaks against their being one."""

    value: float
    entry: Entry
    actor: Actor
    why: str
    against: str = ""


def agreed(entries: Iterable[Entry], actors: Sequence[Actor], country: Country) -> tuple[Finding, ...]:
    """A finding for each entry whose name any actor bears, in the entries' order."""
    filed: dict[str, list[int]] = defaultdict(list)
    for number, actor in enumerate(actors):
        for key in _keys((actor.name, *actor.aliases), [actor.kind]):
            filed[key].append(number)
    found: list[Finding | _Fit] = []
    claims: dict[str, list[_Fit]] = defaultdict(list)
    for entry in entries:
        near = _near(_keys((entry.name, *entry.aliases), _KINDS[entry.person]), filed)
        fits = [fit for n in near if (fit := _fit(entry, actors[n], country))]
        if not fits:
            continue
        best = _best([fit for fit in fits if not fit.against])
        ids = tuple(fit.actor.id for fit in (best or fits))
        if len(best) == 1:
            claims[best[0].actor.id].append(best[0])
            found.append(best[0])
        elif best:
            both = " or ".join(f"{fit.actor.name} ({fit.actor.id})" for fit in best[:3])
            found.append(Finding(entry, None, f"'{entry.name}' could be {both}", ids))
        else:
            found.append(Finding(entry, None, fits[0].against, ids))
    return tuple(one if isinstance(one, Finding) else _settled(one, claims[one.actor.id]) for one in found)


def _near(keys: Collection[str], filed: Mapping[str, Sequence[int]]) -> list[int]:
    """Those that share a whole name (or its initials) with an entry, or two words: of one first name there are hundreds."""
    shared: Counter[int] = Counter()
    for key in keys:
        whole = key[0] in "=#" or len(keys) < 3
        shared.update(dict.fromkeys(filed.get(key, ()), 2 if whole else 1))
    return sorted(number for number, words in shared.items() if words > 1)


def _settled(fit: _Fit, claims: Sequence[_Fit]) -> Finding:
    """The entry's actor, unless another entry is that actor just as well."""
    best, ids = _best(claims), (fit.actor.id,)
    if best == [fit]:
        return Finding(fit.entry, fit.actor, fit.why, ids)
    rivals = [one.entry for one in best if one is not fit]
    listed = " and ".join(f"line {one.line}, '{one.name}'" for one in rivals[:3])
    return Finding(fit.entry, None, f"{fit.actor.name} could also be {listed}", ids)


def _best(fits: Sequence[_Fit]) -> list[_Fit]:
    """The nearest in spelling, and all that are nearly as near: transliterations are not told apart."""
    top = max((fit.value for fit in fits), default=0.0)
    return [fit for fit in fits if fit.value >= top - _NEAR]


def _keys(names: Sequence[str], kinds: Iterable[Kind]) -> set[str]:
    return {key for kind in kinds for name in names for key in keys(name, kind)}


def _fit(entry: Entry, actor: Actor, country: Country) -> _Fit | None:
    """How an entry and an actor agree; None where their names do not."""
    value, mine, theirs = max(_alike(entry, actor), default=(0.0, "", ""))
    if value < SAME:
        return None
    why = f"the same name as '{theirs}'" if value == 1.0 else f"'{mine}' is a spelling of '{theirs}'"
    return _Fit(value, entry, actor, why, _against(entry, actor, value, mine, theirs, country))


def _alike(entry: Entry, actor: Actor) -> Iterator[tuple[float, str, str]]:
    person = actor.kind == "person"
    known = [one for one in (actor.name, *actor.aliases) if not (person and lone(one))] or [actor.name]
    for mine in (entry.name, *entry.aliases):
        for theirs in known:
            if fold(mine) == fold(theirs):
                yield 1.0, mine, theirs
            elif actor.kind != "place" and not (person and (lone(mine) or lone(theirs))):
                yield min(similarity(mine, theirs, actor.kind), 0.99), mine, theirs


def _against(entry: Entry, actor: Actor, value: float, mine: str, theirs: str, country: Country) -> str:
    person = actor.kind == "person"
    if entry.person is not None and entry.person != person:
        return (
            f"'{entry.name}' is {_a(entry.person)} in the list, and {actor.name} {_a(person)} in the record"
        )
    if person and lone(theirs):
        return f"'{theirs}' is one word of a name, which many may bear"
    if not person and common_office(theirs):
        return f"'{theirs}' is an office of many states, and the record does not say whose"
    if value < 1.0 and (acronym_of(mine, theirs) or acronym_of(theirs, mine)):
        return f"'{min(mine, theirs, key=len)}' may be short for other names as well"
    listed = {country(one) or fold(one) for one in entry.countries}
    seen = {home for role in actor.roles if role.body and (home := country(role.body))}
    if listed and seen and not listed & seen:
        return f"the list puts it in {', '.join(entry.countries)}, the roles in the record in {', '.join(sorted(seen))}"
    return ""


def _a(person: bool) -> str:
    return "a person" if person else "no person"
