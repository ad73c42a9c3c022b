"""All of a report that another can stand against, and which reports can: asked before words are aligned,
which costs most.

    numbers with their units · days · names · what is denied · what will, may, must be · what is done

Two reports that could clash at all have claims of one kind that differ; most reports of a
statement have none. The answer leaves out no pair that an alignment would find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations, combinations_with_replacement, product
from operator import ne
from typing import Any, TypeVar, get_args

from onrecord.record.compare import modality, names, numbers, tense
from onrecord.record.compare.align import alike
from onrecord.record.compare.beside import covering
from onrecord.record.compare.days import Day, days, differ
from onrecord.record.compare.polarity import denied, in_doubt, opposites
from onrecord.record.compare.quantities import Quantity, quantities
from onrecord.record.compare.tone import expecting, tone
from onrecord.record.compare.words import Token, tokens
from onrecord.types import ClashKind, Report, Span

EVERY_KIND: tuple[ClashKind, ...] = get_args(ClashKind)

_MOST = 100
"""More numbers or days than this make a table, not a statement; the rest is not compared."""

Claim = TypeVar("Claim", bound=Hashable)


@dataclass(frozen=True)
class Stated:
    """What of a content can clash, which is the same whatever it is laid beside; found when it is asked for."""

    content: str

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Its words and signs."""
        return tokens(self.content)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days that it names."""
        return days(self.content)[:_MOST]

    @cached_property
    def anytime(self) -> tuple[Day, ...]:
        """The days free of their places."""
        return tuple(replace(day, span=Span(0, 0)) for day in self.days)

    @cached_property
    def amounts(self) -> tuple[Quantity, ...]:
        """The amounts that are no part of a day."""
        dated = [covering(self.words, *day.span.bounds) for day in self.days]
        return quantities(self.words, dated)[:_MOST]

    @cached_property
    def counted(self) -> tuple[numbers.Counted, ...]:
        """The amounts free of their places, with what they count."""
        return numbers.counted(self.words, self.amounts)

    @cached_property
    def denied(self) -> tuple[Token, ...]:
        """The words under a negation."""
        return tuple(self.words[i] for i in denied(self.words))

    @cached_property
    def opposites(self) -> frozenset[str]:
        """The stems of what says the opposite of its words."""
        return opposites(self.stems)

    @cached_property
    def governed(self) -> modality.Governed:
        """The verbs under a modal."""
        return modality.governed(self.words)

    @cached_property
    def states(self) -> tense.States:
        """What is done or ahead."""
        return tense.states(self.words)


stated = lru_cache(maxsize=32_768)(Stated)


@dataclass(frozen=True, slots=True)
class Claims:
    """All of a report that can clash: what its content states, its names, and what its cue does with both.

    `denies`: the cue does, or the attribution as a whole. `expects`: "expects prices to fall" is
    "prices will fall".
    """

    content: str
    cue: str
    names: tuple[str, ...]
    denies: bool
    expects: bool

    @property
    def stated(self) -> Stated:
        """What the content states."""
        return stated(self.content)

    @property
    def verbs(self) -> modality.Governed:
        """The verbs under a modal, and where the cue is "expects" those to come."""
        it = self.stated
        return modality.governed(it.words, expected=True) if self.expects else it.governed


def claims(report: Report) -> Claims:
    """The claims of a report."""
    denies = report.statement.polarity == "negated" or _denying(report.cue)
    return Claims(report.content, report.cue, report.names, denies, not denies and expecting(report.cue))


@lru_cache(maxsize=4_096)
def _denying(cue: str) -> bool:
    return tone(cue) == "denying"


def may_clash(one: Claims, other: Claims, kinds: Collection[ClashKind] = EVERY_KIND) -> frozenset[ClashKind]:
    """Those of these kinds of clash that are possible between two reports at all.

    >>> may_clash(Claims("Nine ships left.", "", (), False, False), Claims("Two ships left.", "", (), False, False))
    frozenset({'number'})
    """
    if one.content == other.content and one.denies == other.denies:
        return frozenset()
    found = {kind for kind in kinds if _CLAIMED[kind][1](*map(_CLAIMED[kind][0], (one, other)))}
    if "negation" in kinds and may_deny(one.stated, other.stated):
        found.add("negation")
    return frozenset(found)


def _days_differ(here: Sequence[Day], there: Sequence[Day]) -> bool:
    return any(differ(one, other) for one in here for other in there)


_CLAIMED: dict[ClashKind, tuple[Callable[[Claims], Any], Callable[[Any, Any], bool]]] = {
    "number": (lambda one: one.stated.counted, numbers.may_clash),
    "date": (lambda one: one.stated.anytime, _days_differ),
    "name": (lambda one: one.names, names.may_clash),
    "negation": (lambda one: one.denies, ne),
    "modality": (lambda one: one.verbs, modality.may_clash),
    "tense": (lambda one: one.stated.states, tense.may_clash),
}
"""What of a report can clash, by kind, and whether two such do. What is denied in the content is apart (`may_deny`)."""


def may_deny(one: Stated, other: Stated) -> bool:
    """Whether either denies what the other plainly says, or has a word of which the other has the opposite."""
    return not one.opposites.isdisjoint(other.stems) or _denies_of(one, other) or _denies_of(other, one)


def _denies_of(one: Stated, other: Stated) -> bool:
    """Whether one denies a word that may answer to one of the other's, which stands there without any doubt."""
    return any(
        alike(word, same) and not in_doubt(other.words, j)
        for word in one.denied
        for j, same in enumerate(other.words)
    )


def rivals(told: Sequence[Claims]) -> list[tuple[int, int]]:
    """The places of each two reports that could clash, in order; every one that `may_clash` finds.

    Claims of a kind are compared once, however many reports make them.
    """
    what = [one.stated for one in told]
    found: set[tuple[int, int]] = set()
    for claim, may in _CLAIMED.values():
        found.update(_by_claim([claim(one) for one in told], may))
    holding: dict[str, list[int]] = defaultdict(list)
    for n, it in enumerate(what):
        for stem in it.stems:
            holding[stem].append(n)
    for n, it in enumerate(what):
        against = {k for stem in it.opposites for k in holding.get(stem, ())}
        if it.denied:
            against.update(k for k, other in enumerate(what) if k not in against and may_deny(it, other))
        found.update((min(n, k), max(n, k)) for k in against if k != n)
    return sorted(found)


def _by_claim(told: Sequence[Claim], may: Callable[[Claim, Claim], bool]) -> Iterator[tuple[int, int]]:
    """The places of each two claims that may clash, either way round."""
    having: dict[Claim, list[int]] = defaultdict(list)
    for n, claim in enumerate(told):
        having[claim].append(n)
    for (one, here), (other, there) in combinations_with_replacement(having.items(), 2):
        if not (may(one, other) or may(other, one)):
            continue
        places = combinations(here, 2) if here is there else product(here, there)
        yield from ((min(n, k), max(n, k)) for n, k in places)
