"""What a judgement is about: from what a person typed to the things meant, and the anchors that find them again.

    things meant    both_statements, of_group, rows, article, is_id
    anchors         actor(record, typed, actor), statement(row), quotes(article, spans)
    words           spans(article, places), listed(rows), words(row), words_of(anchor), cut(text)

An id, the beginning of one, or a name is what every command takes. An anchor is told by the words
of the article, so that a new version or a new model does not lose it. NotFound where nothing (or too
much) answers to what was typed; Usage where what was typed makes no sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.errors import NotFound, Usage
from onrecord.record.store import Anchor, Quote
from onrecord.types import Actor, Article, Span, Spans

if TYPE_CHECKING:
    from onrecord.record.store import Record, Row

Place = str | Span
"""Words of the article, or the span where they stand."""

ANCHORS = 5  # mentions by which an actor is found again, the first that is there
SHOWN = 60  # characters of a statement in a sentence about it


# ----------------------------------------------------------------------------- what was typed


def is_id(record: Record, key: str) -> bool:
    """Whether it is a statement or a group that was typed, and no actor's name."""
    if not re.fullmatch(r"g?[0-9a-f]{4,}", key):
        return False
    try:
        record.group(key)
    except NotFound:
        return False
    return True


def both_statements(record: Record, a: str, b: str) -> Sequence[Row] | None:
    """The statements that both stand for; None where both are actors; Usage where they are of two sorts."""
    kinds = [is_id(record, one) for one in (a, b)]
    if not any(kinds):
        return None
    if not all(kinds):
        odd = b if kinds[0] else a
        if re.fullmatch(r"g?[0-9a-f]{8,}", odd):
            record.group(odd)  # an id of nothing, or of what was joined since: NotFound says so
        raise Usage(f"found {odd!r}, which is no statement or group, expected two of one sort")
    return [of_group(record, one) for one in (a, b)]


def of_group(record: Record, key: str) -> Row:
    """A statement; of a group the one that came first."""
    return rows(record, key)[0]


def rows(record: Record, key: str) -> Sequence[Row]:
    """A statement, or all of a group, as their articles came."""
    if key.startswith("g"):
        group = record.group(key)
        rows = record.rows(group.statements)
        place = {row.id: n for n, row in enumerate(record.articles())} if len(rows) > 1 else {}
        return sorted(rows, key=lambda row: (place.get(row.article.id, 0), row.position))
    return [record.statement(key)]


def article(record: Record, key: str) -> Article | None:
    """The article of that id, or of an id that begins so; None where there is none."""
    try:
        return record.reading(key).article if len(key) >= 4 else None
    except NotFound:
        return None


def sort_of(actor: Actor) -> str:
    """What sort of actor it is, with its article."""
    return {"person": "a person", "organization": "a body", "place": "a country or place"}.get(
        actor.kind, "neither"
    )


def called(typed: str, actor: Actor) -> str:
    """The name that was typed where the actor goes by it, else its own."""
    forms = {one.casefold(): one for one in (*actor.aliases, actor.name)}
    return forms.get(typed.casefold(), actor.name)


# ----------------------------------------------------------------------------- anchors


def actor(record: Record, typed: str, actor: Actor) -> list[Anchor]:
    """The mentions by which an actor is found again; those by the name typed, if there are any."""
    mentions = record.mentioned_as(actor.id)
    if not mentions:
        return _made(record, actor)[:ANCHORS]
    wanted = [
        Anchor("actor", article, version, name=form)
        for article, version, name, aliases in mentions
        for form in (name, *aliases)
        if form.casefold() == typed.casefold()
    ]
    first = [Anchor("actor", article, version, name=name) for article, version, name, _ in mentions]
    return (wanted or first)[:ANCHORS]


def _made(record: Record, actor: Actor) -> list[Anchor]:
    """The judgements that made an actor whom no article names."""
    behind = record.behind(actor.id)
    made = [
        (one.sides[0].anchors[0], one.arguments["made"])
        for one in record.judgements()
        if one.arguments.get("made") in behind
    ]
    return [Anchor("made", one.article_id, one.version, who, actor.name) for one, who in made]


def statement(row: Row) -> Anchor:
    """A statement by its words."""
    one = row.statement
    parts = (quotes(row.article, spans) for spans in (one.content, one.source, one.cue))
    return Anchor("statement", row.article.id, row.article.version, one.id, "", *parts)


def sides(rows: Iterable[Row]) -> list[list[Anchor]]:
    """The sides of a judgement on these statements."""
    return [[statement(row)] for row in rows]


def quotes(article: Article, spans: Spans) -> tuple[Quote, ...]:
    """The words at these spans, and where they stand."""
    return tuple(Quote(article.slice(span), span.start, span.part) for span in spans)


def spans(article: Article, places: Iterable[Place]) -> Spans:
    """Spans of an article, from spans or from the words that stand there. Usage, NotFound."""
    found: list[Span] = []
    for place in places:
        if isinstance(place, Span):
            length = len(article.headline or "") if place.part == "title" else len(article.text)
            if not 0 <= place.start < place.end <= length:
                raise Usage(f"found {place.start}:{place.end}, expected characters within 0:{length}")
            found.append(place)
            continue
        pattern = r"\s+".join(re.escape(word) for word in place.split())
        hits = [hit.span() for hit in re.finditer(pattern, article.text)] if pattern else []
        titles = [hit.span() for hit in re.finditer(pattern, article.headline or "")] if pattern else []
        if len(hits) > 1:
            at = ", ".join(f"{start}:{end}" for start, end in hits[:5])
            raise NotFound(
                f"the article has {place!r} {len(hits)} times, at {at}; give the offsets or more words"
            )
        if not hits and not titles:
            raise NotFound(f"the article has no words {cut(place)}")
        found.append(Span(*hits[0]) if hits else Span(*titles[0], "title"))
    return tuple(found)


def words(row: Row) -> str:
    """The beginning of what was said."""
    return cut(" … ".join(row.article.slice(span) for span in row.statement.content))


def words_of(anchor: Anchor) -> str:
    """What an anchor was set by."""
    return (
        cut(" … ".join(quote.words for quote in anchor.content))
        if anchor.content
        else anchor.name or anchor.id
    )


def listed(rows: Sequence[Row]) -> str:
    """Statements in a sentence, the first three."""
    shown = " and ".join(words(row) for row in rows[:3])
    return f"{shown} and {len(rows) - 3} more" if len(rows) > 3 else shown


def cut(text: str) -> str:
    """The beginning of a text, in one pair of quotation marks.

    >>> cut("The gate  is shut."), cut('"Open it'), cut('ready for "many weeks"')
    ('“The gate is shut.”', '“Open it”', '“ready for ‘many weeks’”')
    """
    text = " ".join(text.split())
    bare = text.strip('"“” ')
    text = inside(text) if OPENING.search(bare) or CLOSING.search(bare) else bare
    return f"“{text[:SHOWN].rstrip()}…”" if len(text) > SHOWN else f"“{text}”"


OPENING, CLOSING = re.compile(r'[“„«]|(?<![\w.,!?…])"(?=\w)'), re.compile(r'[”»"]')


def inside(text: str) -> str:
    """A text as it stands inside quotation marks: marks of its own become single ones.

    >>> inside('She was "tired of corridors", he said; “so am I.”')
    'She was ‘tired of corridors’, he said; ‘so am I.’'
    """
    return CLOSING.sub("’", OPENING.sub("‘", text))
