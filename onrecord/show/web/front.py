"""The front page: what is new, what most outlets report, where versions clash."""

from __future__ import annotations

from dataclasses import asdict

from onrecord.record.store import Browse, StatementLine
from onrecord.show.web.view import View, address
from onrecord.types import Said

STORIES, STATEMENTS, CLASHES = 12, 8, 6


def front(browse: Browse) -> View:
    """The newest stories, the statements reported most, the newest clashes."""
    articles, statements, stories = browse.totals()
    newest = browse.stories(STORIES)
    clashing = browse.clashing(CLASHES)
    shown = {one.id for one in clashing}
    reported = [one for one in browse.reported(STATEMENTS + CLASHES) if one.id not in shown][:STATEMENTS]

    def data() -> object:
        return {
            "articles": articles,
            "statements": statements,
            "stories": [asdict(one) | {"page": address("story", one.id)} for one in newest],
            "reported": [line_json(one) for one in reported],
            "clashes": [line_json(one) for one in clashing],
        }

    return View(
        "front.html",
        "On record",
        {
            "articles": articles,
            "statements": statements,
            "total_stories": stories,
            "stories": newest,
            "reported": reported,
            "clashing": clashing,
        },
        data,
    )


def all_stories(browse: Browse, page: int) -> View:
    """Every story, newest first, a page at a time."""
    each = 40
    total = browse.totals()[2]
    shown = browse.stories(each, each * (page - 1))
    return View(
        "stories.html",
        "Stories",
        {"stories": shown, "total": total, "page": page, "pages": -(-total // each)},
        lambda: {"stories": [asdict(one) for one in shown], "total": total, "page": page},
    )


def line_json(it: StatementLine) -> dict[str, object]:
    """A statement of a list, with the contract's keys as far as a list knows them."""
    return {
        "id": it.id,
        "article": it.article,
        "title": it.title,
        "outlet": it.outlet,
        "published": it.published.isoformat() if it.published else None,
        "manner": it.manner,
        "speakers": [{"name": name, "actor": actor} for name, actor in it.speakers],
        "said": _said(it.said),
        "cue": it.cue or None,
        "text": it.content,
        "group": it.group,
        "outlets": it.outlets,
        "clashes": it.clashes,
        "story": it.story,
        "page": address("statement", it.id),
    }


def _said(said: Said) -> dict[str, object]:
    return {
        "date": said.date.isoformat() if said.date else None,
        "end": said.end.isoformat() if said.end else None,
        "precision": said.precision,
        "basis": said.basis,
        "reason": None if said.date else said.reason,
    }
