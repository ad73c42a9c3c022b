"""An outlet's page: what it reports, whom it quotes and cites, and how often it was first."""

from __future__ import annotations

from onrecord.record.store import Browse
from onrecord.show.web import data
from onrecord.show.web.view import View, pages_of

EACH = 20  # articles on a page
LATELY = 300  # the newest articles that are counted
MOST = 12


def outlet(browse: Browse, key: str, page: int) -> View:
    """The page of an outlet. NotFound, with likely spellings."""
    name = browse.outlet(key)
    total, lately = browse.articles_of(name), browse.of_outlet(name, LATELY)
    pages = pages_of(total, EACH)
    page = min(page, pages)
    own = browse.of_outlet(name, EACH, EACH * (page - 1))
    telling = browse.telling(lately)
    dated, first, alone = browse.firsts(telling.groups, name)
    most = telling.speakers.most_common(MOST)
    actors = browse.actors(who for who, _ in most)
    speakers = [(actors[who], times) for who, times in most if who in actors]
    channels = sorted(telling.channels.items(), key=lambda it: (-it[1], it[0]))[:MOST]

    def told() -> object:
        return {
            "outlet": name,
            "articles": data.articles(browse, own),
            "total": total,
            "counted": len(lately),
            "speakers": [{"actor": who.id, "name": who.name, "statements": times} for who, times in speakers],
            "channels": [{"name": channel, "statements": times} for channel, times in channels],
            "shared": len(telling.groups),
            "dated": dated,
            "first": first,
            "first_alone": alone,
        }

    return View(
        "outlet.html",
        name,
        lambda: {
            "name": name,
            "articles": browse.articles(own),
            "total": total,
            "page": page,
            "pages": pages,
            "counted": len(lately),
            "speakers": speakers,
            "channels": channels,
            "stories": browse.story_lines(telling.stories[:MOST]),
            "shared": len(telling.groups),
            "dated": dated,
            "first": first,
            "alone": alone,
        },
        told,
    )
