"""The record as JSON objects, key by key and in the order that the command-line contract states.

Offsets are Unicode code points into the article's text; a span in a title carries `"in": "title"`.
Values are plain dicts, lists, strings and numbers, ready for `json.dumps`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from onrecord.show.export.page import Page
from onrecord.types import (
    Actor,
    Article,
    Attribution,
    Circumstance,
    Match,
    Reading,
    Said,
    Span,
    Spans,
    Speaker,
    StatementGroup,
    Story,
    inwards,
)

Json: TypeAlias = dict[str, object]


def statement(
    reading: Reading,
    index: int,
    *,
    group: str | None = None,
    links: Sequence[Match] = (),
    actors: Mapping[int, str] | None = None,
    actor_names: Mapping[str, str] | None = None,
    said: Said | None = None,
    in_record: bool = False,
) -> Json:
    """Statement number `index` of a reading.

    `actors` gives the actor id of an entity index and `actor_names` an actor's name; `said` is the
    day as settled in a record, where it differs from the article's own. `in_record` (implied by
    `group`) adds the keys that only a record's output has, `group` and `links`.
    """
    article, it = reading.article, reading.statements[index]
    told = reading.attributions[index] if index < len(reading.attributions) else Attribution(it.id)
    speakers = [_speaker(article, s, actors or {}, actor_names or {}) for s in told.speakers]
    out: Json = {
        "id": it.id,
        "article": article.id,
        "path": article.capture.path,
        "version": article.version,
        "title": title(article),
        "outlet": article.outlet,
        "published": _iso(article.published),
        "source": spans(article, it.source),
        "cue": spans(article, it.cue),
        "content": spans(article, it.content),
        "question": spans(article, it.question),
        "manner": it.manner,
        "act": it.act,
        "polarity": it.polarity,
        "parent": it.parent,
        "speakers": speakers,
        "speaker": speakers[0] if speakers else None,
        "speaker_reason": None if speakers else told.speaker_reason or "nobody is named as the speaker",
        "said": said_json(said or told.said, article),
        "via": [
            {"name": c.name, "relation": c.relation, "evidence": spans(article, c.evidence)}
            for c in inwards(told.via)
        ],
        "addressee": _circumstance(article, told.addressee),
        "occasion": _circumstance(article, told.occasion),
        "place": _circumstance(article, told.place),
        "confidence": _rounded(it.confidence),
    }
    if in_record or group is not None:
        out["group"] = group
        out["links"] = [_link(it.id, match) for match in links if match.relation != "same"]
    return out


def group(it: StatementGroup, names: Mapping[str, str]) -> Json:
    """A group of reports; `names` gives the speaker's name by actor id.

    Evidence for its day stands with the statements, which say in which article it is.
    """
    return {
        "id": it.id,
        "speaker": names.get(it.speaker, it.speaker) if it.speaker else None,
        "actor": it.speaker,
        "said": said_json(it.said, None),
        "statements": list(it.statements),
        "articles": list(it.articles),
        "outlets": it.outlets,
        "origins": {"min": it.origins.min, "max": it.origins.max, "why": list(it.origins.why)},
    }


def story(it: Story) -> Json:
    """A story: its articles and the days it spans."""
    return {
        "id": it.id,
        "title": it.title,
        "articles": list(it.articles),
        "first": _iso(it.first),
        "last": _iso(it.last),
    }


def actor(it: Actor) -> Json:
    """An actor: names, roles with the days on which they were seen, number of statements."""
    return {
        "id": it.id,
        "name": it.name,
        "kind": it.kind,
        "aliases": list(it.aliases),
        "roles": [
            {"title": r.title, "body": r.body, "first": _iso(r.first), "last": _iso(r.last)} for r in it.roles
        ],
        "statements": it.statements,
        "same_as": list(it.same_as),
    }


def whole(page: Page) -> Json:
    """The whole record as one object."""
    names = {id: a.name for id, a in page.actors.items()}
    return {
        "title": page.title,
        "statements": list(statements(page)),
        "groups": [group(g, names) for g in page.groups],
        "stories": [story(s) for s in page.stories],
        "actors": [actor(a) for a in page.actors.values()],
    }


def statements(page: Page) -> Iterator[Json]:
    """Every statement of the record, in the order of articles and text."""
    names = {id: a.name for id, a in page.actors.items()}
    group_of = {s: g.id for g in page.groups for s in g.statements}
    links: dict[str, list[Match]] = {}
    for match in page.links:
        links.setdefault(match.left, []).append(match)
        links.setdefault(match.right, []).append(match)
    for reading in page.readings:
        actors = {
            n: page.identified[key]
            for n in range(len(reading.entities))
            if (key := (reading.article.id, n)) in page.identified
        }
        for index, it in enumerate(reading.statements):
            report = page.reports.get(it.id)
            yield statement(
                reading,
                index,
                group=group_of.get(it.id),
                links=links.get(it.id, ()),
                actors=actors,
                actor_names=names,
                said=report.said if report else None,
                in_record=True,
            )


def lines(objects: Iterable[Json]) -> Iterator[str]:
    """One object a line, UTF-8, no ASCII escapes."""
    for it in objects:
        yield json.dumps(it, ensure_ascii=False) + "\n"


def title(article: Article) -> str | None:
    """The article's headline: stated apart from the text, or the title line inside it."""
    if article.headline:
        return article.headline
    inside = next((f.span for f in article.furniture if f.kind == "headline"), None)
    return " ".join(article.slice(inside).split()).lstrip("# ") if inside else None


def spans(article: Article, places: Spans) -> list[Json]:
    """Spans with their characters."""
    return [span(article, place) for place in places]


def said_json(said: Said, article: Article | None) -> Json:
    """The day said; evidence only where `article` says whose text it points into."""
    return {
        "date": _iso(said.date),
        "end": _iso(said.end),
        "precision": said.precision,
        "basis": said.basis,
        "evidence": spans(article, said.evidence) if article else [],
        "reason": None if said.date else said.reason or "no day is stated",
    }


def span(article: Article, place: Span) -> Json:
    """A span with its characters."""
    out: Json = {"start": place.start, "end": place.end, "text": article.slice(place)}
    return out | {"in": "title"} if place.part == "title" else out


def _speaker(article: Article, it: Speaker, actors: Mapping[int, str], names: Mapping[str, str]) -> Json:
    actor_id = actors.get(it.entity) if it.entity is not None else None
    return {
        "name": names.get(actor_id, it.name) if actor_id else it.name,
        "kind": it.kind,
        "actor": actor_id,
        "speaks_for": it.speaks_for,
        "method": it.method,
        "score": _rounded(it.score),
        "evidence": spans(article, it.evidence),
    }


def _circumstance(article: Article, it: Circumstance | None) -> Json | None:
    return {"text": it.text, "evidence": spans(article, it.evidence)} if it else None


def _link(from_id: str, match: Match) -> Json:
    to = match.right if match.left == from_id else match.left
    return {"to": to, "relation": match.relation, "score": _rounded(match.score)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _rounded(score: float) -> float:
    return round(float(score), 4)
