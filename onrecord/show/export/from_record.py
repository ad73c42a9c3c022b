"""A Page filled from a record: all of it, or what some articles need."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.article.resolve.days import anchored
from onrecord.record.match import article_day
from onrecord.show.export.page import Page
from onrecord.types import Reading, Report

if TYPE_CHECKING:
    from onrecord.record.store import Record


def page(record: Record, title: str, articles: Collection[str] | None = None) -> Page:
    """The record, or its part about the articles with these ids, ready to show; in order of adding."""
    wanted = None if articles is None else set(articles)
    order = [row.id for row in record.articles() if wanted is None or row.id in wanted]
    readings = [record.reading(article) for article in order]
    statements = {statement.id for reading in readings for statement in reading.statements}
    reports = {report.statement.id: report for report in record.reports(sorted(statements))}
    actors = {actor.id: actor for actor in record.actors()}
    links = {
        (match.left, match.right, match.relation): match
        for statement in sorted(statements)
        for match in record.links(statement)
        if match.left in statements and match.right in statements
    }
    return Page(
        title=title,
        readings=tuple(_dated(reading, reports) for reading in readings),
        reports=reports,
        groups=tuple(group for group in record.groups() if not set(order).isdisjoint(group.articles)),
        stories=tuple(story for story in record.stories() if not set(order).isdisjoint(story.articles)),
        actors=actors,
        identified={
            (known.identification.article_id, known.identification.entity): actor
            for actor in actors
            for known in record.known(actor)
        },
        links=tuple(links[key] for key in sorted(links)),
    )


def _dated(reading: Reading, reports: Mapping[str, Report]) -> Reading:
    """The reading with the days it speaks of fixed, where other reports told the article's own day."""
    told: Sequence[Report] = [reports[s.id] for s in reading.statements if s.id in reports]
    day = article_day(told)
    if day is None:
        return reading
    days = (replace(one, said=anchored(one.said, day, coming=None)) for one in reading.days)
    return replace(reading, days=tuple(days))
