"""Who appears in an article: the working copy from which Entities are made.

A `Draft` gathers everything read about one person or body; an `Occurrence` is one place where it
is named or called by its role. `Cast` keeps them and answers what stands where.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from onrecord.article.resolve.names import parts, recased
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.role_phrases import RoleFound
from onrecord.article.resolve.tables import fold
from onrecord.types import Entity, Form, Kind, Role

REACH = 4000
"""How many characters a pronoun or a description looks back."""


_ACRONYM = 5  # letters; what is longer and in capitals is a name written so
_CUT_SHORT = 2  # letters of an initial: "Sh. Vell" is Sherzod Vell


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One mention on the page: `index` into the article's mentions, or None where we added it."""

    start: int
    end: int
    text: str = field(compare=False)
    form: Form = field(compare=False, default="name")
    kind: Kind = field(compare=False, default="other")
    index: int | None = field(compare=False, default=None)


def _in_capitals(name: str) -> bool:
    return name.isupper() and len(name) > _ACRONYM


@dataclass(slots=True)
class Draft:
    """One person or body while the article is being read."""

    kind: Kind
    names: Counter[str] = field(default_factory=Counter)
    occurrences: list[Occurrence] = field(default_factory=list)
    roles: list[RoleFound] = field(default_factory=list)
    gender: str = ""
    addressed: str = ""
    speaks_for: str | None = None
    fixed_name: str | None = None
    role_only: bool = False
    noun_classes: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Its fullest form, rather without initials; among equally full ones the most frequent, then the first."""
        if self.fixed_name:
            return self.fixed_name
        order = list(self.names)
        person = self.kind == "person"
        name = (
            order[0]
            if len(order) == 1
            else max(
                order,
                key=lambda n: (
                    person or not _in_capitals(n),
                    len(parts(n)),
                    not _in_capitals(n),
                    sum(len(part) > _CUT_SHORT for part in parts(n)),
                    self.names[n],
                    -order.index(n),
                ),
            )
        )
        return recased(name) if person and _in_capitals(name) else name

    def add(self, occurrence: Occurrence) -> None:
        """Record one more place where it is named."""
        self.occurrences.append(occurrence)
        if occurrence.form == "name":
            self.names[occurrence.text] += 1


@dataclass(slots=True)
class Cast:
    """Everybody in the article; `doubtful` are names that could be one of several drafts."""

    page: Page
    places: Gazetteer
    drafts: list[Draft] = field(default_factory=list)
    doubtful: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    spare: dict[tuple[int, int], Occurrence] = field(default_factory=dict)
    _order: list[tuple[int, int, int]] = field(default_factory=list)

    def settle(self) -> None:
        """Put all occurrences in text order; call again after drafts were added."""
        self._order = sorted(
            (o.start, o.end, i) for i, draft in enumerate(self.drafts) for o in draft.occurrences
        )

    def within(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """`(start, end, draft)` for what is named or called by its role inside a stretch, in order."""
        low = bisect_left(self._order, (start, 0, 0))
        found = []
        for entry in self._order[low:]:
            if entry[0] >= end:
                break
            if entry[1] <= end:
                found.append(entry)
        return found

    def known(self, occurrence: Occurrence) -> bool:
        """Whether a draft has this very occurrence already."""
        return any(occurrence in draft.occurrences for draft in self.drafts)

    def around(self, position: int) -> list[tuple[int, int, int]]:
        """What is named by a stretch that holds `position`."""
        return [e for e in self.within(max(0, position - 120), position + 120) if e[0] <= position < e[1]]

    def until(self, position: int, reach: int = REACH) -> list[tuple[int, int, int]]:
        """What was named in the `reach` characters before `position`."""
        return [e for e in self.within(max(0, position - reach), position) if e[1] <= position]

    def country(self, name: str) -> int:
        """The draft of a country, made if needed."""
        for i, draft in enumerate(self.drafts):
            if draft.kind == "place" and draft.fixed_name == name:
                return i
        self.drafts.append(Draft("place", fixed_name=name))
        return len(self.drafts) - 1

    def entities(self) -> tuple[Entity, ...]:
        """The Entities, in the order of the drafts."""
        return tuple(self._entity(draft) for draft in self.drafts)

    def _entity(self, draft: Draft) -> Entity:
        seen = sorted(set(draft.occurrences))
        roles: dict[tuple[str, str], Role] = {}
        for role in draft.roles:
            roles.setdefault((fold(role.title), fold(role.body or "")), Role(role.title, role.body))
        evidence = {
            self.page.outside(o.start, o.end)
            for o in seen
            if o.form == "name" and fold(o.text) == fold(draft.name)
        }
        evidence = set(sorted(evidence)[:2]) | {self.page.outside(r.start, r.end) for r in draft.roles[:4]}
        if not evidence and seen:
            evidence = {self.page.outside(seen[0].start, seen[0].end)}
        name = draft.name
        return Entity(
            name=name,
            kind=draft.kind,
            aliases=tuple(n for n in draft.names if n != name),
            roles=tuple(roles.values()),
            speaks_for=draft.speaks_for,
            mentions=tuple(sorted({o.index for o in seen if o.index is not None})),
            evidence=tuple(sorted(evidence)),
        )
