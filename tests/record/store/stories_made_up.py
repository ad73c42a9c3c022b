"""Readings made up for the tests: the island state of Velmora, its ministers and its papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.types import (
    Actor,
    Article,
    Attribution,
    Capture,
    Channel,
    Entity,
    Identification,
    Mention,
    Reading,
    Role,
    Said,
    Span,
    Speaker,
    Statement,
    Vector,
)

HARLOW = Entity("Tessa Harlow", "person", ("Harlow",), (Role("spokeswoman", "harbour ministry"),), "Velmora")
VELMORA = Entity("Velmora", "place")
ORRIN = Entity("Bao Orrin", "person", ("Orrin",), (Role("dock union leader"),))
ACTORS = {"Tessa Harlow": "a-harlow", "Velmora": "a-velmora", "Bao Orrin": "a-orrin"}

UNDATED = Said(reason="no day is given")
Line = tuple[str | None, str]  # who ("Harlow", None: the outlet's own voice), and what


def reading(
    article_id: str,
    lines: Sequence[Line],
    *,
    outlet: str | None = "The Quay",
    published: date | None = date(2031, 5, 6),
    said: Said = UNDATED,
    version: int = 1,
    names: Sequence[str] = ("Velmora", "Port Ansel"),
    via: tuple[Channel, ...] = (),
) -> Reading:
    """An article with one line for each statement: "Harlow said: the harbour stays open."."""
    text, statements, told, mentions, vectors = "", [], [], [], []
    entities = (HARLOW, VELMORA, ORRIN)
    for number, (who, what) in enumerate(lines):
        start = len(text)
        opening = f"{who} said: " if who else ""
        text += f"{opening}{what}\n"
        content = Span(start + len(opening), start + len(opening) + len(what))
        statement_id = f"{article_id}.{version}.{number}"
        statements.append(
            Statement(
                statement_id,
                article_id,
                source=(Span(start, start + len(who)),) if who else (),
                cue=(Span(start + len(who) + 1, start + len(who) + 5),) if who else (),
                content=(content,),
                manner="direct" if who else "narrated",
                confidence=0.9,
            )
        )
        for name in names:
            at = text.find(name, start)
            if at >= 0:
                mentions.append(Mention(Span(at, at + len(name)), "name", "place"))
        known = [i for i, one in enumerate(entities) if who and who in (one.name, *one.aliases)]
        speakers = ()
        if who:
            entity = known[0] if known else None
            speakers = (
                Speaker(
                    entities[entity].name if entity is not None else who,
                    "person",
                    "name" if known else "anonymous",
                    0.95,
                    entity=entity,
                    speaks_for=entities[entity].speaks_for if entity is not None else None,
                ),
            )
        reason = None if who else "the outlet's own voice"
        told.append(Attribution(statement_id, speakers, reason, said, via))
        vectors.append(Vector(statement_id, (0.5, -0.25, float(number))))
    return Reading(
        Article(
            article_id,
            text,
            version=version,
            outlet=outlet,
            headline=f"News of {article_id}",
            published=published,
            capture=Capture(path=f"{article_id}.txt"),
        ),
        tuple(statements),
        tuple(told),
        tuple(mentions),
        entities,
        vectors=tuple(vectors),
    )


def identified(whole: Reading) -> tuple[list[Identification], list[Actor], dict[str, list[str]]]:
    """What the actors' room would say of a reading of this file."""
    decisions, actors, keys = [], [], {}
    for number, entity in enumerate(whole.entities):
        actor_id = ACTORS[entity.name]
        decisions.append(
            Identification(whole.article.id, number, actor_id, "same_name", 0.99, "the same name")
        )
        actors.append(Actor(actor_id, entity.name, entity.kind, entity.aliases, entity.roles))
        keys[actor_id] = [entity.name.casefold(), entity.name.split()[-1].casefold()]
    return decisions, actors, keys
