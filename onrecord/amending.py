"""One article's reading as people's judgements leave it: statements marked, corrected, reassigned, hidden.

    amended(reading, judgements, anchors)     -> Amended

A judgement points at its words by anchors: the quoted words are looked for in the article as it now
is, and the statement that stands on them is the one that is meant. So it outlives a new version of
the article and a new model. What cannot be found is left alone, and found is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.article.resolve import resolve
from onrecord.types import (
    Article,
    Attribution,
    Entity,
    Kind,
    Manner,
    Reading,
    Span,
    Spans,
    Speaker,
    Statement,
)

if TYPE_CHECKING:
    from onrecord.record.store import Anchor, Judgement, Quote

ALIKE = 0.5  # share of characters that a statement must have in common with the words meant
QUOTE_MARKS = "\"“”„«»‘’'"
UNKNOWN = "a person judged that it cannot be told who said it"


@dataclass(slots=True)
class Amended:
    """A reading as amended, with what the anchors in it are.

    `reading` still holds the `hidden` statements. `extras` are entities that only a judgement knows
    of: (number, entity, judgement).
    """

    reading: Reading
    hidden: frozenset[str] = frozenset()
    found: dict[Anchor, str | None] = field(default_factory=dict)
    extras: list[tuple[int, Entity, int]] = field(default_factory=list)


def amended(reading: Reading, judgements: Sequence[Judgement], anchors: Iterable[Anchor] = ()) -> Amended:
    """Apply the judgements that stand, in order of making, to the machine's reading of an article."""
    article = reading.article
    statements = list(reading.statements)
    by_hand = set[str]()
    applied: dict[Anchor, str | None] = {}
    for one in judgements:
        if one.kind == "mark":
            anchor = one.sides[0].anchors[0]
            made = _marked(article, anchor)
            if made is not None:
                applied[anchor] = made.id
                if made.id not in {statement.id for statement in statements}:
                    statements.append(made)
                    by_hand.add(made.id)
        elif one.kind == "correct":
            before, after = one.sides[0].anchors[0], one.sides[1].anchors[0]
            target = meant(article, statements, before)
            new = target and _corrected(article, target, after, one.arguments["parts"].split(","))
            if target and new:
                statements[statements.index(target)] = new
                by_hand.add(new.id)
                applied[before] = applied[after] = new.id
    if by_hand:
        order = {statement.id: n for n, statement in enumerate(reading.statements)}
        statements = _in_order(reading, statements, order)
        reading = _resolved(reading, statements, by_hand)
    result = Amended(reading)
    for anchor in anchors:
        if anchor.kind == "statement":
            found = applied.get(anchor) or _id(meant(article, reading.statements, anchor))
            result.found[anchor] = found
    for anchor in _aims(judgements):
        if anchor not in applied:
            result.found[anchor] = None
    _reassigned(result, judgements)
    hidden = {
        result.found.get(side.anchors[0]) for one in judgements if one.kind == "hide" for side in one.sides
    }
    result.hidden = frozenset(one for one in hidden if one)
    return result


def _aims(judgements: Sequence[Judgement]) -> list[Anchor]:
    """The anchors that only their own judgement can fill: where somebody marked or corrected."""
    return [one.sides[-1].anchors[0] for one in judgements if one.kind in ("mark", "correct")]


def _in_order(reading: Reading, statements: list[Statement], order: dict[str, int]) -> list[Statement]:
    """The machine's statements in its own order; added ones before the first that stands after them."""
    kept = sorted((one for one in statements if one.id in order), key=lambda one: order[one.id])
    for one in (one for one in statements if one.id not in order):
        at = next((n for n, other in enumerate(kept) if _start(other) > _start(one)), len(kept))
        kept.insert(at, one)
    return kept


def _start(statement: Statement) -> tuple[bool, int]:
    first = min((*statement.source, *statement.cue, *statement.content), key=_place, default=Span(0, 0))
    return _place(first)


def _place(span: Span) -> tuple[bool, int]:
    return span.part == "text", span.start


def _id(statement: Statement | None) -> str | None:
    return statement.id if statement else None


# ----------------------------------------------------------------------------- words to spans


def located(article: Article, quote: Quote) -> Span | None:
    """Where quoted words stand now: of several places the one nearest to where they stood."""
    text = (article.headline or "") if quote.part == "title" else article.text
    words = quote.words
    if not words.strip():
        return None
    if text.startswith(words, quote.start):
        return Span(quote.start, quote.start + len(words), quote.part)
    places = [found.span() for found in re.finditer(re.escape(words), text)]
    if not places:
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        places = [found.span() for found in re.finditer(pattern, text)]
    if not places:
        return None
    start, end = min(places, key=lambda place: (abs(place[0] - quote.start), place))
    return Span(start, end, quote.part)


def _all_located(article: Article, quotes: Iterable[Quote]) -> Spans | None:
    spans = tuple(located(article, quote) for quote in quotes)
    return tuple(span for span in spans if span) if all(spans) else None


def meant(article: Article, statements: Iterable[Statement], anchor: Anchor) -> Statement | None:
    """The statement that stands on the anchor's words; None where none does."""
    statements = list(statements)
    for statement in statements:
        if statement.id == anchor.id:
            return statement
    content = tuple(span for span in (located(article, quote) for quote in anchor.content) if span)
    cue = tuple(span for span in (located(article, quote) for quote in anchor.cue) if span)
    ranked = [
        (_alike(statement.content, content), _alike(statement.cue, cue), -n)
        for n, statement in enumerate(statements)
    ]
    best = max(ranked, default=(0.0, 0.0, 0))
    return statements[-best[2]] if best[0] >= ALIKE else None


def _alike(left: Spans, right: Spans) -> float:
    """The characters that both cover, as a share of those that either covers."""
    one, other = ({(s.part, n) for s in spans for n in range(s.start, s.end)} for spans in (left, right))
    return len(one & other) / len(one | other) if one or other else 0.0


# ----------------------------------------------------------------------------- statements by hand


def _marked(article: Article, anchor: Anchor) -> Statement | None:
    spans = [_all_located(article, quotes) for quotes in (anchor.source, anchor.cue, anchor.content)]
    source, cue, content = spans
    if source is None or cue is None or not content:
        return None
    name = article.statement_id((*source, *cue, *content))
    manner: Manner = "direct" if all(_quoted(article, span) for span in content) else "indirect"
    return Statement(name, article.id, source, cue, content, manner=manner)


def _quoted(article: Article, span: Span) -> bool:
    text = (article.headline or "") if span.part == "title" else article.text
    around = text[max(0, span.start - 1) : span.start + 1]
    return any(mark in around for mark in QUOTE_MARKS)


def _corrected(article: Article, target: Statement, anchor: Anchor, parts: Sequence[str]) -> Statement | None:
    new = target
    for part, quotes in (("content", anchor.content), ("source", anchor.source), ("cue", anchor.cue)):
        if part in parts:
            spans = _all_located(article, quotes)
            if spans is None or (part == "content" and not spans):
                return None
            new = replace(new, **{part: spans})  # type: ignore[arg-type]
    return replace(new, confidence=1.0)


def _resolved(reading: Reading, statements: Sequence[Statement], by_hand: set[str]) -> Reading:
    """Who, when and through whom for statements made by hand; the others keep what they have."""
    told = {one.statement_id: one for one in reading.attributions}
    mentions = reading.mentions
    attributions, entities, _ = resolve(reading.article, statements, mentions, reading.sentences)
    number = {entity.name: n for n, entity in reversed(list(enumerate(reading.entities)))}
    for one in attributions:
        if one.statement_id in by_hand:
            speakers = tuple(_renumbered(speaker, entities, number) for speaker in one.speakers)
            told[one.statement_id] = replace(one, speakers=speakers)
    return replace(
        reading,
        statements=tuple(statements),
        attributions=tuple(told.get(one.id, Attribution(one.id)) for one in statements),
    )


def _renumbered(speaker: Speaker, entities: Sequence[Entity], number: dict[str, int]) -> Speaker:
    if speaker.entity is None:
        return speaker
    return replace(speaker, entity=number.get(entities[speaker.entity].name))


def _reassigned(result: Amended, judgements: Sequence[Judgement]) -> None:
    """Say who spoke where a person told; the last judgement on a statement counts."""
    reading = result.reading
    told = {one.statement_id: one for one in reading.attributions}
    count = len(reading.entities)
    added: list[Entity] = []
    for one in judgements:
        target = result.found.get(one.sides[0].anchors[0]) if one.kind == "reassign" else None
        if target is None:
            continue
        name, kind = one.arguments.get("name"), one.arguments.get("kind", "person")
        if name is None:
            told[target] = replace(told[target], speakers=(), speaker_reason=UNKNOWN)
            continue
        entity = Entity(name, _kind(kind))
        at = count + len(added)
        added.append(entity)
        result.extras.append((at, entity, one.id))
        speaker = Speaker(name, entity.kind, "judgement", 1.0, entity=at)
        told[target] = replace(told[target], speakers=(speaker,), speaker_reason=None)
    result.reading = replace(
        reading,
        attributions=tuple(told[one.id] for one in reading.statements),
        entities=(*reading.entities, *added),
    )


def _kind(kind: str) -> Kind:
    kinds: dict[str, Kind] = {"person": "person", "organization": "organization", "place": "place"}
    return kinds.get(kind, "other")


__all__ = ["ALIKE", "Amended", "amended", "located", "meant"]
