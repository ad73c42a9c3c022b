"""A story's page: in brief, its articles, who says what, day by day, which outlet carries what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.record.store import ArticleLine, Browse
from onrecord.show.export import as_story
from onrecord.show.export.desk import Desk
from onrecord.show.export.from_record import part
from onrecord.show.export.stories import story_view
from onrecord.show.export.told import told as worked_out
from onrecord.show.web.places import Places
from onrecord.show.web.view import View, address
from onrecord.show.web.whom import opposed, spoken_of
from onrecord.types import Copy, Story

LAID_OUT = 8  # articles whose full texts are compared on one page; the others are listed
LISTED = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One article of the list, and the near-copies of it that are folded into its line."""

    article: ArticleLine
    copies: tuple[ArticleLine, ...]


def story(browse: Browse, key: str) -> View:
    """The page of the story of that id, or prefix, or of an article in it. NotFound."""
    found = browse.story(key)

    def data() -> object:
        desk = Desk.of(part(browse, found.title, browse.in_order(found.articles)))
        near = browse.clashes(found.articles)  # found when they were added: no other is searched again
        return as_story.story(desk, worked_out(desk, found, near)) | {"page": address("story", found.id)}

    return View("story.html", found.title or "A story", lambda: _shown(browse, found), data)


def _shown(browse: Browse, found: Story) -> Mapping[str, object]:
    listed = browse.articles(found.articles[:LISTED])
    told = folded(listed, browse.copies(one.id for one in listed))
    laid = sorted(told, key=lambda one: -one.article.statements)[:LAID_OUT]
    ids = browse.in_order(one.article.id for one in laid)
    desk = Desk.of(part(browse, found.title, ids))
    clashes = browse.clashes(ids)
    view = story_view(desk, replace(found, articles=ids), 1, closely=clashes)
    # over all reports of a statement, those in articles that are not laid out included
    counted = {desk.numbers[desk.base(group).statement.id]: clashes.get(group.id, 0) for group in desk.groups}
    return {
        "story": view,
        "found": found,
        "told": told,
        "laid": len(ids),
        "unlisted": len(found.articles) - len(listed),
        "places": Places.of(desk),
        "spoken_of": spoken_of(desk),
        "opposed": opposed(desk),
        "said_by": {number: desk.speaker(desk.statements[one]) for one, number in desk.numbers.items()},
        "actors": {actor.name: actor.id for actor in desk.page.actors.values()},
        "outlets": len({one.outlet for one in listed if one.outlet}),
        "clashing": counted,
        "clashes": sum(counted.values()),
    }


def folded(articles: Sequence[ArticleLine], copies: Sequence[Copy]) -> list[Told]:
    """The articles by day, near-copies folded under the one that they carry the text of."""
    here = {one.id: one for one in articles}
    original = {one.article_id: one.original_id for one in copies if one.original_id != one.article_id}

    def root(article: str) -> str:
        seen = {article}
        while (above := original.get(article)) in here and above not in seen:
            seen.add(article := above or "")
        return article

    under: dict[str, list[ArticleLine]] = {}
    for one in articles:
        if (first := root(one.id)) != one.id:
            under.setdefault(first, []).append(one)
    folded_away = {one.id for own in under.values() for one in own}
    kept = [one for one in articles if one.id not in folded_away]
    kept.sort(key=lambda one: (one.published is None, str(one.published), one.outlet or "", one.id))
    return [Told(one, tuple(under.get(one.id, ()))) for one in kept]
