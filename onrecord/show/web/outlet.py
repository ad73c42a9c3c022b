"""An outlet's page: what it reports, whom it quotes and cites, and how often it was first."""

from __future__ import annotations

from dataclasses import asdict

from onrecord.record.store import Browse
from onrecord.show.web.view import View, address

EACH = 20  # articles on a page
LATELY = 300  # the newest articles that are counted
MOST = 12


def outlet(browse: Browse, key: str, page: int) -> View:
    """The page of an outlet. NotFound, with likely spellings."""
    name = browse.outlet(key)
    articles, total = browse.of_outlet(name, EACH, EACH * (page - 1))
    lately, _ = browse.of_outlet(name, LATELY)
    telling = browse.telling(one.id for one in lately)
    firsts = browse.firsts(telling.groups)
    first = sum(name.casefold() in told for told in firsts.values())
    alone = sum(told == (name.casefold(),) for told in firsts.values())
    actors = browse.actors(who for who, _ in telling.speakers.most_common(MOST))
    speakers = [(actors[who], times) for who, times in telling.speakers.most_common(MOST) if who in actors]
    channels = sorted(telling.channels.items(), key=lambda it: (-it[1], it[0]))[:MOST]
    stories = browse.story_lines(one.story for one in lately if one.story)[:MOST]

    def data() -> object:
        return {
            "outlet": name,
            "articles": [asdict(one) | {"page": address("article", one.id)} for one in articles],
            "total": total,
            "counted": len(lately),
            "speakers": [{"actor": who.id, "name": who.name, "statements": times} for who, times in speakers],
            "channels": [{"name": channel, "statements": times} for channel, times in channels],
            "shared": len(telling.groups),
            "dated": len(firsts),
            "first": first,
            "first_alone": alone,
        }

    return View(
        "outlet.html",
        name,
        {
            "name": name,
            "articles": articles,
            "total": total,
            "page": page,
            "pages": max(1, -(-total // EACH)),
            "counted": len(lately),
            "speakers": speakers,
            "channels": channels,
            "stories": stories,
            "shared": len(telling.groups),
            "dated": len(firsts),
            "first": first,
            "alone": alone,
        },
        data,
    )
