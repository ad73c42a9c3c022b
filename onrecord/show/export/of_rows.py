"""The record's rows as the objects of the command-line contract: what lists print and pages answer as data.

statement, article, group     one object of a list
speakers                      whose names these objects need
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.show.export import as_json
from onrecord.show.export.as_json import Json
from onrecord.types import StatementGroup

if TYPE_CHECKING:
    from onrecord.record.store import ArticleRow, Row


def statement(row: Row, names: Mapping[str, str]) -> Json:
    """One statement of the record, with its group, its links and the day as now known.

    `names` gives an actor's name by its id.
    """
    speakers = row.attribution.speakers
    actors = {s.entity: a for s, a in zip(speakers, row.actors, strict=True) if s.entity is not None and a}
    return as_json.statement(
        row.reading,
        row.position,
        group=row.group,
        links=row.links,
        actors=actors,
        actor_names=names,
        said=row.said,
    )


def speakers(rows: Iterable[Row]) -> set[str]:
    """Ids of the actors whose names the objects of these rows give."""
    return {actor for row in rows for actor in row.actors if actor}


def article(row: ArticleRow) -> Json:
    """One article, with its story and how many statements it has."""
    return {
        "id": row.id,
        "version": row.version,
        "versions": row.versions,
        "path": row.path,
        "url": row.url,
        "outlet": row.outlet,
        "title": row.title,
        "language": row.language,
        "published": row.published.isoformat() if row.published else None,
        "story": row.story,
        "statements": row.statements,
        "narrated": row.narrated,
    }


def group(it: StatementGroup, rows: Sequence[Row], names: Mapping[str, str]) -> Json:
    """A group, of which `rows` are the reports: who said it as far as any tells, and the earliest version."""
    line = as_json.group(it, names)
    return line | {
        "speaker": line["speaker"] or _described(rows),
        "text": _content(rows[0]) if rows else "",
        "cue": " … ".join(rows[0].article.slice(span) for span in rows[0].statement.cue) if rows else "",
        "polarity": rows[0].statement.polarity if rows else None,
    }


def _described(rows: Iterable[Row]) -> str | None:
    return next((told.name for row in rows if (told := row.attribution.speaker)), None)


def _content(row: Row) -> str:
    return " … ".join(" ".join(row.article.slice(span).split()) for span in row.statement.content)
