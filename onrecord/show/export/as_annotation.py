"""Statements as W3C Web Annotations (JSON-LD), one annotation a statement.

Each part is a target: `styleClass` says which (source, cue, content, question), and two selectors
point at the same characters, by position and by the words around them. The speaker, the day and
what else was found are bodies. Sanderson, Ciccarese, Young: Web Annotation Data Model, 2017.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from onrecord.types import Article, Attribution, Reading, Span

Json: TypeAlias = dict[str, object]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of prefix and suffix."""


def annotation(reading: Reading, index: int) -> Json:
    """Statement number `index` of a reading as one annotation."""
    article, one = reading.article, reading.statements[index]
    told = reading.attributions[index] if index < len(reading.attributions) else Attribution(one.id)
    parts = (("source", one.source), ("cue", one.cue), ("content", one.content), ("question", one.question))
    return {
        "@context": CONTEXT,
        "id": f"urn:onrecord:statement:{one.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": list(_bodies(told, one.manner, one.confidence)),
        "target": [_target(article, role, span) for role, spans in parts for span in spans],
    }


def _bodies(told: Attribution, manner: str, confidence: float) -> Iterator[Json]:
    yield {"type": "TextualBody", "purpose": "classifying", "value": f"{manner} statement"}
    for speaker in told.speakers:
        yield {"type": "TextualBody", "purpose": "identifying", "value": speaker.name}
    if told.said.date:
        yield {"type": "TextualBody", "purpose": "tagging", "value": f"said {told.said.date.isoformat()}"}
    yield {"type": "TextualBody", "purpose": "assessing", "value": f"confidence {confidence:.2f}"}


def _target(article: Article, role: str, span: Span) -> Json:
    """One span; a title that stands apart from the text has no position in it, only words."""
    text = (article.headline or "") if span.part == "title" else article.text
    quote: Json = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    position: Json = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "source": article.url or f"urn:onrecord:article:{article.id}",
        "styleClass": role,
        "selector": [quote] if span.part == "title" else [position, quote],
    }
