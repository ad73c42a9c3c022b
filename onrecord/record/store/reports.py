"""A Reading as rows of the statement tables, and such rows back as the Reports that matching sees.

Words of discontinuous spans are joined with " … ". The context of a statement is the content of
the same speaker's statement just before it in the article.
"""

from __future__ import annotations

import calendar
import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from onrecord.record.store.serial import floats_in, from_json, listed, to_json, unlisted
from onrecord.types import Article, Attribution, Channel, Part, Reading, Report, Said, Spans, Statement

JOINT = " … "
REMEMBERED = 20_000  # decoded statements kept at hand

Voice = tuple[str, int, str]
"""A part (speaker, speaks_for), the speaker's place among those of the statement, and an actor's id."""


def words(article: Article, spans: Spans) -> str:
    """The words at `spans`, in their order.

    >>> from onrecord.types import Span
    >>> words(Article("a", "We shall, he said, go."), (Span(0, 8), Span(19, 21)))
    'We shall … go'
    """
    return JOINT.join(article.slice(span) for span in spans)


def days(said: Said) -> tuple[int | None, int | None]:
    """First and last day said, as ordinals; None where unknown.

    >>> days(Said(date(2021, 2, 1), precision="month"))[1] == date(2021, 2, 28).toordinal()
    True
    """
    if said.date is None:
        return None, None
    last = said.end or said.date
    if said.end is None and said.precision == "month":
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    if said.end is None and said.precision == "year":
        last = last.replace(month=12, day=31)
    return said.date.toordinal(), last.toordinal()


def day_columns(said: Said, published: int | None) -> dict[str, int | None]:
    """The columns of `statement` that tell when it was said."""
    first, last = days(said)
    day = first if first == last else None
    near = next((one for one in (day, published, first) if one is not None), None)
    return {"first_day": first, "last_day": last, "day": day, "near": near}


def statement_rows(reading: Reading) -> list[dict[str, Any]]:
    """One row for each statement of a reading, for the table `statement`."""
    article, rows = reading.article, []
    by_name = {name: number for number, name in reversed(list(_names(reading)))}
    published = article.published.toordinal() if article.published else None
    inside = names_inside(reading)
    before: dict[Any, str] = {}
    for position, (statement, told) in enumerate(zip(reading.statements, reading.attributions, strict=True)):
        content = words(article, statement.content)
        who = _who(told)
        rows.append(
            {
                "id": statement.id,
                "article_id": article.id,
                "position": position,
                "narrated": statement.manner == "narrated",
                "confidence": statement.confidence,
                **day_columns(told.said, published),
                "content": content,
                "question": words(article, statement.question),
                "cue": words(article, statement.cue),
                "context": before.get(who, "") if who else "",
                "names": json.dumps(inside(statement.content)),
                "speakers": json.dumps(
                    [[one.name, one.entity, by_name.get(_folded(one.speaks_for))] for one in told.speakers]
                ),
                "body": to_json(statement),
                "said": to_json(told.said),
                "via": listed(told.via),
                "speaker_score": speaker_score(told),
            }
        )
        if who:
            before[who] = content
    return rows


def speaker_score(told: Attribution) -> float | None:
    """How sure the least sure of its speakers is; None where nobody is known to have said it."""
    return min((one.score for one in told.speakers), default=None)


def without(whole: Reading, hidden: Collection[str]) -> Reading:
    """A reading without some of its statements."""
    if not hidden:
        return whole
    kept = [n for n, one in enumerate(whole.statements) if one.id not in hidden]
    return replace(
        whole,
        statements=tuple(whole.statements[n] for n in kept),
        attributions=tuple(whole.attributions[n] for n in kept),
        vectors=tuple(one for one in whole.vectors if one.statement_id not in hidden),
    )


def names_inside(reading: Reading) -> Callable[[Spans], list[str]]:
    """What gives the names mentioned inside a content, each once, in the order of the mentions."""
    places: dict[Part, list[tuple[int, int, int]]] = {}
    for number, mention in enumerate(reading.mentions):
        if mention.form == "name":
            found = places.setdefault(mention.span.part, [])
            found.append((mention.span.start, mention.span.end, number))
    for found in places.values():
        found.sort()

    def inside(content: Spans) -> list[str]:
        numbers = set[int]()
        for span in content:
            found = places.get(span.part, [])
            for start, end, number in found[bisect_left(found, (span.start, 0, 0)) :]:
                if start > span.end:
                    break
                if end <= span.end:
                    numbers.add(number)
        return list(dict.fromkeys(reading.article.slice(reading.mentions[n].span) for n in sorted(numbers)))

    return inside


def report(
    row: Any,
    said_by: Iterable[Voice],
    elsewhere: str | None,
    numbers: bytes | None,
) -> Report:
    """The Report of one row of `statement` joined with `article`.

    `said_by` are its voices; `elsewhere` is the JSON of the day that other reports
    supply; `numbers` the stored vector.
    """
    said_by = sorted(said_by)
    own = said_in(row.said)
    speaker, names = _speaker(row.speakers), _strings(row.names)
    return Report(
        statement=_statement(row.body),
        article_id=row.article_id,
        version=row.version,
        outlet=row.outlet,
        published=on_day(row.published),
        order=row.position,
        content=row.content,
        cue=row.cue,
        question=row.question,
        context=row.context,
        actors=_in_part("speaker", said_by),
        speaks_for=_in_part("speaks_for", said_by),
        said=effective(own, elsewhere),
        names=names,
        vector=_numbers(numbers) if numbers else (),
        via=_via(row.via),
        speaker=speaker,
    )


def reports_of(
    reading: Reading, rows: Iterable[Mapping[str, Any]], actors: Mapping[int, str | None]
) -> tuple[Report, ...]:
    """The Reports of a reading's `statement_rows`, in order: what `report` gives when it is read again.

    `actors` says who the article's entities are.
    """
    article = reading.article
    numbers = {one.statement_id: one.values for one in reading.vectors}
    return tuple(
        Report(
            statement=statement,
            article_id=article.id,
            version=article.version,
            outlet=article.outlet,
            published=article.published,
            order=row["position"],
            content=row["content"],
            cue=row["cue"],
            question=row["question"],
            context=row["context"],
            actors=_in_part("speaker", said_by),
            speaks_for=_in_part("speaks_for", said_by),
            said=told.said,
            names=_strings(row["names"]),
            vector=numbers.get(statement.id, ()),
            via=told.via,
            speaker=_speaker(row["speakers"]),
        )
        for statement, told, row in zip(reading.statements, reading.attributions, rows, strict=True)
        for said_by in [voices(row["speakers"], actors)]
    )


def voices(speakers: str, actors: Mapping[int, str | None]) -> list[Voice]:
    """(part, position, actor id) for each who speaks, or is spoken for; `speakers` as in `statement`."""
    return [
        (part, position, who)
        for position, (_, *entities) in enumerate(json.loads(speakers))
        for part, entity in zip(("speaker", "speaks_for"), entities, strict=True)
        if (who := actors.get(entity)) is not None
    ]


def _in_part(part: str, said_by: Iterable[Voice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for its, _, who in said_by if its == part))


def effective(own: Said, elsewhere: str | None) -> Said:
    """The reading's own day, else the one that other reports supply."""
    return own if own.date is not None or elsewhere is None else said_in(elsewhere)


# What is matched now was matched a moment ago: decoding is remembered by the text decoded, which
# no later change of the record can make wrong.


@lru_cache(maxsize=REMEMBERED)
def _statement(text: str) -> Statement:
    return from_json(Statement, text)


@lru_cache(maxsize=REMEMBERED)
def said_in(text: str) -> Said:
    """The day that a column `said` holds."""
    return from_json(Said, text)


@lru_cache(maxsize=REMEMBERED)
def _via(text: str) -> tuple[Channel, ...]:
    return unlisted(Channel, text)


@lru_cache(maxsize=REMEMBERED)
def _strings(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(maxsize=REMEMBERED)
def _speaker(text: str) -> str:
    named = json.loads(text)
    return str(named[0][0]) if named else ""


@lru_cache(maxsize=REMEMBERED)
def _numbers(packed: bytes) -> tuple[float, ...]:
    return floats_in(packed)


def on_day(ordinal: int | None) -> date | None:
    """The day of a stored ordinal."""
    return None if ordinal is None else date.fromordinal(ordinal)


def _who(told: Attribution) -> tuple[Any, ...] | None:
    """What tells one speaker from another inside an article; None when unknown."""
    if told.speaker is None:
        return None
    return (told.speaker.entity,) if told.speaker.entity is not None else (_folded(told.speaker.name),)


def _names(reading: Reading) -> Iterable[tuple[int, str | None]]:
    """(entity, folded name) by rank: full names first, then aliases; the first of a name wins."""
    for number, entity in enumerate(reading.entities):
        yield number, _folded(entity.name)
    for number, entity in enumerate(reading.entities):
        for alias in entity.aliases:
            yield number, _folded(alias)


def _folded(name: str | None) -> str | None:
    return None if name is None else name.casefold()
