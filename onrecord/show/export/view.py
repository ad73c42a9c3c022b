"""What the page says, laid out for the template: stories, comparisons, sayings, articles, in order.

Everything here is text, numbers and anchors; nothing knows HTML. Anchors are built from running
numbers, never from ids or names, so that no article can smuggle markup into one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.show.export import wording
from onrecord.show.export.as_json import title
from onrecord.show.export.desk import Desk
from onrecord.show.export.marks import Paragraph, paragraphs
from onrecord.show.export.page import Page
from onrecord.show.export.stories import StoryView, story_view
from onrecord.types import Reading, Statement, Story


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article's full text at the foot of the page."""

    number: int
    outlet: str
    title_pieces: tuple[Paragraph, ...]
    day: str
    link: str | None
    path: str | None
    credits: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page; `summary` says in one line what is in it."""

    title: str
    summary: str
    stories: tuple[StoryView, ...]
    articles: tuple[ArticleView, ...]
    statements: int


def sheet(page: Page) -> Sheet:
    """Lay out a page."""
    desk = Desk.of(page)
    stories = tuple(story_view(desk, story, n) for n, story in enumerate(_stories(page), start=1))
    articles = tuple(_article(desk, reading) for reading in page.readings)
    return Sheet(page.title, _summary(desk, stories), stories, articles, len(desk.numbers))


def _stories(page: Page) -> tuple[Story, ...]:
    """The stories with the articles that are here; what is in none makes one of its own."""
    here = [r.article.id for r in page.readings]
    kept = [replace(s, articles=tuple(a for a in s.articles if a in here)) for s in page.stories]
    told = {a for s in kept for a in s.articles}
    rest = tuple(a for a in here if a not in told)
    out = [s for s in kept if s.articles]
    if rest:
        first_title = title(next(r.article for r in page.readings if r.article.id == rest[0]))
        name = "Other articles" if out else first_title or page.title
        out.append(Story("rest", name, rest))
    return tuple(out)


def _article(desk: Desk, reading: Reading) -> ArticleView:
    article = reading.article
    inside = next((f for f in article.furniture if f.kind == "headline"), None)
    text = paragraphs(reading, desk.numbers)
    return ArticleView(
        desk.article_numbers[article.id],
        desk.outlets[article.id],
        # a title line inside the text is shown there, once
        paragraphs(reading, desk.numbers, "title") if article.headline and not inside else (),
        wording.plain(article.published) if article.published else "",
        wording.link(article.url),
        article.capture.path,
        tuple(f"{wording.CREDITS[c.relation]} {c.name}" for c in article.credits),
        text,
    )


def _summary(desk: Desk, stories: Sequence[StoryView]) -> str:
    """ "5 articles from 5 outlets, 23–26 August 2031: 41 statements by 9 speakers; 4 told more than once." """
    page = desk.page
    days = [d for r in page.readings if (d := desk.day_of[r.article.id])]
    outlets = len({desk.outlets[r.article.id] for r in page.readings})
    when = wording.span_of_days(min(days, default=None), max(days, default=None))
    said = sum(s.manner != "narrated" for r in page.readings for s in r.statements)
    speakers = len({desk.speaker_key(s) for s in _spoken(desk)} - {None})
    told = sum(len(s.compared) for s in stories)
    parts = [
        f"{wording.count(len(page.readings), 'article')} from {wording.count(outlets, 'outlet')}",
        f", {when}" if when else "",
        f": {wording.count(said, 'statement')} by {wording.count(speakers, 'speaker')}",
        f", {told} of them in more than one article" if told else "",
    ]
    return "".join(parts) + "."


def _spoken(desk: Desk) -> Iterable[Statement]:
    return (s for r in desk.page.readings for s in r.statements if s.manner != "narrated")
