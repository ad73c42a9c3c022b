"""A Page filled from a record: all of it, or what some articles need."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.article.resolve.days import anchored
from onrecord.record.compare import opens_on_another_day
from onrecord.record.match import article_day
from onrecord.show.export.page import Page
from onrecord.types import Reading, Report

if TYPE_CHECKING:
    from onrecord.record.store import Browse, Record


def page(record: Record, title: str, articles: Collection[str] | None = None) -> Page:
    """The record, or its part about the articles with these ids, ready to show; in order of adding."""
    with record.browse() as browse:
        ids = browse.article_ids() if articles is None else browse.in_order(articles)
        return part(browse, title, ids, counted=True)


def part(
    browse: Browse,
    title: str,
    articles: Sequence[str],
    counted: bool = False,
    only: Collection[str] | None = None,
) -> Page:
    """What these articles tell, in this order, as one moment of the record knows it.

    `counted` fills in how many statements each actor has; with `only` nothing but these statements is told.
    """
    found = browse.readings(articles)
    readings = [found[article] for article in articles]
    if only is not None:
        readings = [_only(reading, only) for reading in readings]
    statements = {statement.id for reading in readings for statement in reading.statements}
    reports = browse.reports(statements)
    identified = browse.identified(articles)
    groups = browse.groups(articles) if only is None else browse.groups_of(statements)
    named = {*identified.values(), *(group.speaker for group in groups if group.speaker)}
    actors = browse.actors(named, counted).values()
    return Page(
        title=title,
        readings=tuple(_dated(reading, reports) for reading in readings),
        reports=reports,
        groups=groups,
        stories=browse.told(articles),
        actors={one.id: one for one in sorted(actors, key=lambda it: (-it.statements, it.name, it.id))},
        identified=identified,
        links=tuple(
            one for one in browse.links(statements) if one.left in statements and one.right in statements
        ),
    )


def _only(reading: Reading, statements: Collection[str]) -> Reading:
    told = [
        pair
        for pair in zip(reading.statements, reading.attributions, strict=True)
        if pair[0].id in statements
    ]
    return replace(reading, statements=tuple(s for s, _ in told), attributions=tuple(a for _, a in told))


def _dated(reading: Reading, reports: Mapping[str, Report]) -> Reading:
    """The reading with the days it speaks of fixed, where other reports told the article's own day."""
    told: Sequence[Report] = [reports[s.id] for s in reading.statements if s.id in reports]
    day = article_day(told)
    if day is None or opens_on_another_day(reading, day):
        return reading
    days = (replace(one, said=anchored(one.said, day, coming=None)) for one in reading.days)
    return replace(reading, days=tuple(days))
