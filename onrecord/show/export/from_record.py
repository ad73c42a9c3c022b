"""A Page filled from a record: all of it, or what some articles need."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.record.store import Record
from onrecord.show.export.page import Page


def page(record: Record, title: str, articles: Collection[str] | None = None) -> Page:
    """The record, or its part about the articles with these ids, ready to show."""
    wanted = None if articles is None else set(articles)
    readings = tuple(
        record.readings() if wanted is None else (record.reading(article) for article in sorted(wanted))
    )
    here = {reading.article.id for reading in readings}
    statements = {statement.id for reading in readings for statement in reading.statements}
    actors = {actor.id: actor for actor in record.actors()}
    links = {
        (match.left, match.right, match.relation): match
        for reading in readings
        for statement in reading.statements
        for match in record.links(statement.id)
        if match.left in statements and match.right in statements
    }
    return Page(
        title=title,
        readings=readings,
        reports={report.statement.id: report for report in record.reports(sorted(statements))},
        groups=tuple(group for group in record.groups() if here.intersection(group.articles)),
        stories=tuple(story for story in record.stories() if here.intersection(story.articles)),
        actors=actors,
        identified={
            (known.identification.article_id, known.identification.entity): actor
            for actor in actors
            for known in record.known(actor)
        },
        links=tuple(links[key] for key in sorted(links)),
    )
