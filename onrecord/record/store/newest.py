"""The newest statements that a search asks for, whatever the record holds: sorted lists are merged.

A statement's number is its place in the order of adding. Each filter is a list of numbers that an
index has in that order, so SQLite walks all lists at once, from the newest number down, and stops
when enough are found in every one (MERGE in its query plan: nothing is sorted, nothing kept). What
a statement tells of itself can be asked of it instead, where another list is short.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from onrecord.record.store.sqlite import asked_words

FEW = 4_000  # statements that can rather be asked one by one
MANY = 100_000  # statements of an outlet from which on they are not sorted any more
NOTHING = '""'  # in FTS5's language, what no statement holds
MANNER = "coalesce(json_extract({}body, '$.manner'), 'indirect')"
"""A statement's manner; its JSON leaves out what is the type's default. The schema has an index on it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: `words` that content or question must hold, narrowed by the rest.

    `speaker` and `story` are ids, `outlet` a name; `since` and `until` are days said; `manner` is a
    statement's; `clash` leaves only statements whose versions cannot all be exact; `after` only those
    added to the record after that number. Without `narrated` the outlets' own voice is left out.
    """

    words: str = ""
    speaker: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    manner: str | None = None
    story: str | None = None
    clash: bool = False
    narrated: bool = False
    after: int | None = None


# By name: the numbers of all statements that have it.
LISTS: Mapping[str, str] = {
    "words": "SELECT rowid AS n FROM words WHERE words MATCH :words",
    "speaker": "SELECT number AS n FROM spoken WHERE actor_id = :speaker",
    "clash": "SELECT number AS n FROM clashing",
    "story": "SELECT own.number AS n FROM in_story CROSS JOIN statement own"
    " ON own.article_id = in_story.article_id WHERE story_id = :story",
    "after": "SELECT number AS n FROM statement WHERE number > :after",
}
# The same for what a statement tells of itself, and the question to one of them, `it`.
OWN: Mapping[str, tuple[str, str]] = {
    "days": (
        "SELECT number AS n FROM statement INDEXED BY statement_newest"
        " WHERE first_day <= :until AND last_day >= :since",
        "it.first_day <= :until AND it.last_day >= :since",
    ),
    "outlet": (
        "SELECT own.number AS n FROM article CROSS JOIN statement own ON own.article_id = article.id"
        " WHERE outlet_folded = :outlet",
        "(SELECT outlet_folded FROM article WHERE id = it.article_id) = :outlet",
    ),
    "manner": (
        f"SELECT number AS n FROM statement WHERE {MANNER.format('')} = :manner",
        f"{MANNER.format('it.')} = :manner",
    ),
}
EVERY = "SELECT number AS n FROM statement"
NARRATED = f"SELECT number AS n FROM statement WHERE {MANNER.format('')} = 'narrated'"


def numbers(connection: Connection, asked: Asked, most: int) -> tuple[str, dict[str, Any]]:
    """A query of the numbers of the newest statements that fit, at most so many, with its parameters."""
    given, wanted = _parameters(asked), _set(asked)

    def size(listed: str, most: int) -> int:
        """How many numbers a list has, counted no further than `most`."""
        query = text(f"SELECT count(*) FROM ({listed} LIMIT {most})")
        return int(connection.execute(query, given).scalar_one())

    merged = [listed for name, listed in LISTS.items() if name in wanted]
    own = {name: it for name, it in OWN.items() if name in wanted}
    few = False
    if merged and own:
        sizes = {listed: size(listed, FEW) for listed in merged}
        merged.sort(key=sizes.__getitem__)
        few = sizes[merged[0]] < FEW
    asks = [
        ask for name, (listed, ask) in own.items() if few or (name == "outlet" and size(listed, MANY) == MANY)
    ]
    merged += [listed for listed, ask in own.values() if ask not in asks]
    if asks:
        first = next(iter(merged), EVERY)
        merged[:1] = [
            f"SELECT n FROM ({first}) CROSS JOIN statement it ON it.number = n WHERE {' AND '.join(asks)}"
        ]
    query = " INTERSECT ".join(merged or [EVERY])
    if not (asked.narrated or asked.manner):
        query += f" EXCEPT {NARRATED}"
    return f"{query} ORDER BY 1 DESC LIMIT :most", given | {"most": most}


def _set(asked: Asked) -> set[str]:
    """The filters that are set, by name."""
    given = {
        "words": bool(asked.words.strip()),
        "speaker": asked.speaker is not None,
        "clash": asked.clash,
        "outlet": asked.outlet is not None,
        "story": asked.story is not None,
        "days": asked.since is not None or asked.until is not None,
        "manner": asked.manner is not None,
        "after": asked.after is not None,
    }
    return {name for name, it in given.items() if it}


def _parameters(asked: Asked) -> dict[str, Any]:
    return {
        "words": asked_words(asked.words) or NOTHING,
        "speaker": asked.speaker,
        "outlet": asked.outlet.casefold() if asked.outlet is not None else None,
        "story": asked.story,
        "since": (asked.since or date.min).toordinal(),
        "until": (asked.until or date.max).toordinal(),
        "manner": asked.manner,
        "after": asked.after,
    }
