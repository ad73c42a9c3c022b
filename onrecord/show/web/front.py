"""The front page: what is new, what most outlets report, where versions clash."""

from __future__ import annotations

from onrecord.record.store import Browse
from onrecord.show.web import data
from onrecord.show.web.view import View, pages_of

STORIES, STATEMENTS, CLASHES = 12, 8, 6


def front(browse: Browse) -> View:
    """The newest stories, the statements reported most, the newest clashes."""
    articles, statements, stories = browse.totals()
    newest = browse.stories(STORIES)
    clashing = browse.clashing(CLASHES)
    shown = {one.id for one in clashing}
    reported = [one for one in browse.reported(STATEMENTS + CLASHES) if one.id not in shown][:STATEMENTS]

    def told() -> object:
        return {
            "articles": articles,
            "statements": statements,
            "stories": data.stories(browse, [one.id for one in newest]),
            "reported": data.statements(browse, (one.id for one in reported)),
            "clashes": data.statements(browse, (one.id for one in clashing)),
        }

    return View(
        "front.html",
        "On record",
        lambda: {
            "articles": articles,
            "statements": statements,
            "total_stories": stories,
            "stories": newest,
            "reported": reported,
            "clashing": clashing,
        },
        told,
    )


def all_stories(browse: Browse, page: int) -> View:
    """Every story, newest first, a page at a time."""
    each = 40
    total = browse.totals()[2]
    pages = pages_of(total, each)
    page = min(page, pages)
    shown = browse.stories(each, each * (page - 1))
    return View(
        "stories.html",
        "Stories",
        lambda: {"stories": shown, "total": total, "page": page, "pages": pages},
        lambda: {
            "stories": data.stories(browse, [one.id for one in shown]),
            "total": total,
            "page": page,
        },
    )
