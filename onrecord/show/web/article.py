"""An article's page: its full text, every statement at its very characters, and a link to its versions."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.record.store import Browse
from onrecord.show.export import as_json, wording
from onrecord.show.export.desk import Desk
from onrecord.show.export.from_record import part
from onrecord.show.export.marks import paragraphs
from onrecord.show.web import at_hand, data
from onrecord.show.web.places import Places, fragment
from onrecord.show.web.view import View, short
from onrecord.types import Article, Statement

SHOWN = 240  # characters of what a part of a statement is now


def article(browse: Browse, key: str, given: Mapping[str, str]) -> View:
    """The page of the article of that id or prefix; `mark` is a statement to bring out. NotFound."""
    id = browse.article(key)
    page = part(browse, "", [id])
    (reading,) = page.readings
    desk, it = Desk.of(page), reading.article
    inside = any(one.kind == "headline" for one in it.furniture)
    (line,) = browse.articles([id])
    numbers = desk.numbers
    lines = {one.id: one for one in browse.statements(numbers)}
    innermost = {number: _length(desk, one) for one, number in numbers.items()}

    def told() -> object:
        (row,) = data.articles(browse, [id])
        return row | {"text": it.text, "statements": data.statements(browse, numbers)}

    return View(
        "article.html",
        as_json.title(it) or wording.label(it),
        lambda: {
            "article": it,
            "label": wording.label(it),
            "line": line,
            "path": browse.path(id),
            "marked": numbers.get(given.get("mark", ""), 0),
            "heading": () if inside or not it.headline else paragraphs(reading, numbers, "title"),
            "paragraphs": list(zip(at_hand.starts(it), paragraphs(reading, numbers), strict=True)),
            "marked_id": given.get("mark", ""),
            "hand_judged": browse.judged([id]),
            "credits": [f"{wording.CREDITS[one.relation]} {one.name}" for one in it.credits],
            "places": Places.of(desk),
            "numbers": numbers,
            "narrated": {numbers[one] for one, line in lines.items() if line.manner == "narrated"},
            "words": {number: _words(desk.statements[one], it) for one, number in numbers.items()},
            "anchors": {number: fragment(desk.statements[one]) for one, number in numbers.items()},
            "innermost": lambda among: min(among, key=innermost.__getitem__),
            "statements": [(numbers[one], lines[one]) for one in numbers if one in lines],
            "spoken": sum(one.manner != "narrated" for one in lines.values()),
            "story": next(iter(page.stories), None),
        },
        told,
    )


def _words(it: Statement, article: Article) -> Mapping[str, str]:
    """The words of each part of a statement as they stand now, for whoever corrects them."""
    return {
        role: short(" … ".join(" ".join(article.slice(span).split()) for span in getattr(it, role)), SHOWN)
        for role in ("source", "cue", "content")
    }


def _length(desk: Desk, statement: str) -> int:
    """How many characters a statement's content has: of two that overlap the shorter is meant."""
    return sum(span.end - span.start for span in desk.statements[statement].content) or 1_000_000
