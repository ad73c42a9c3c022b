"""What is worked out of one story, by ids: its brief, its days, who carries what, where reports disagree.

`stories.py` lays it out for readers and `as_story.py` for programs.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import partial

from onrecord.article.resolve.days import anchored
from onrecord.record.compare import brief, chronology, contradictions, coverage
from onrecord.show.export.desk import Desk
from onrecord.types import BriefLine, Contradiction, Coverage, Occurrence, Reading, StatementGroup, Story


@dataclass(frozen=True, slots=True)
class Told:
    """One story; readings by day, groups by day and place, the matrix's rows in the groups' order.

    `closely` are the groups of several articles that were searched for clashes; `asserted` those
    that some outlets tell as their own knowledge and others attribute.
    """

    story: Story
    readings: tuple[Reading, ...]
    groups: tuple[StatementGroup, ...]
    brief: tuple[BriefLine, ...]
    lines: tuple[Occurrence, ...]
    matrix: Coverage
    closely: frozenset[str]
    clashes: tuple[tuple[StatementGroup, Contradiction], ...]
    asserted: tuple[StatementGroup, ...]


def told(desk: Desk, story: Story, closely: Container[str] | None = None) -> Told:
    """Work out one story of a page; where `closely` is given, only these groups are searched for clashes."""
    day = desk.day_of
    readings = sorted(
        (desk.readings[a] for a in story.articles),
        key=lambda r: (
            day[r.article.id] is None,
            str(day[r.article.id]),
            desk.article_numbers[r.article.id],
        ),
    )
    here = {r.article.id for r in readings}
    groups = sorted((g for g in desk.groups if here & set(g.articles)), key=lambda g: _place(desk, g))
    several = [g for g in groups if len(g.articles) > 1]
    near = [g for g in several if closely is None or g.id in closely]
    clashes = [
        (g, found) for g in near for found in contradictions(g.id, [desk.reports[s] for s in ids(desk, g)])
    ]
    return Told(
        story,
        tuple(readings),
        tuple(groups),
        brief(readings, groups, desk.reports, contested=_contested(desk, clashes)),
        chronology(readings, desk.reports, groups, partial(anchored, coming=None), desk.page.links),
        coverage(groups, desk.reports, [r.article for r in readings]),
        frozenset(g.id for g in near),
        tuple(clashes),
        tuple(g for g in several if _asserted(desk, g)),
    )


def _contested(desk: Desk, clashes: Iterable[tuple[StatementGroup, Contradiction]]) -> frozenset[str]:
    """The statements that clash with another report, and that no more than half of the reports agree with."""
    return frozenset(
        s
        for group, found in clashes
        for _, having in found.sides
        if 2 * len(having) <= len(ids(desk, group))
        for s in having
    )


def _asserted(desk: Desk, group: StatementGroup) -> bool:
    """Whether some outlet tells it as its own knowledge and another attributes it to somebody."""
    told = [desk.statements[s] for s in ids(desk, group)]
    narrated = [s for s in told if s.manner == "narrated"]
    return bool(narrated) and any(desk.speaker(s) for s in told if s.manner != "narrated")


def ids(desk: Desk, group: StatementGroup) -> list[str]:
    """The statements of a group that are on the page."""
    return [s for s in group.statements if s in desk.statements]


def _place(desk: Desk, group: StatementGroup) -> tuple[bool, str, int]:
    base = desk.base(group)
    day = base.said.date or base.published
    return day is None, str(day), desk.numbers[base.statement.id]
