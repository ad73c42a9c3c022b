"""The newest statements that a search asks for, whatever the record holds: sorted lists are merged.

A statement's number is its place in the order of adding. Each filter is a list of numbers that an
index has in that order, so SQLite walks all lists at once, from the newest number down, and stops
when enough are found in every one (MERGE in its query plan: nothing is sorted, nothing kept). Where
one list is short, or few statements are as old as the days asked for, each of these is asked instead
what its row in `hit` tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from onrecord.record.store.sqlite import asked_words

FEW = 4_000  # statements that can rather be asked one by one
OLD = 30_000  # statements of old days that can rather be asked: they lie beside each other
MANY = 100_000  # statements of an outlet from which on they are not sorted any more
NOTHING = '""'  # in FTS5's language, what no statement holds
MANNER = "coalesce(json_extract(body, '$.manner'), 'indirect')"
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
# The same for what a statement tells of itself, and the question to its row in `hit`.
OWN: Mapping[str, tuple[str, str]] = {
    "days": (
        "SELECT number AS n FROM statement INDEXED BY statement_newest"
        " WHERE first_day <= :until AND last_day >= :since",
        "first_day <= :until AND last_day >= :since",
    ),
    "outlet": (
        "SELECT own.number AS n FROM article CROSS JOIN statement own ON own.article_id = article.id"
        " WHERE outlet_folded = :outlet",
        "outlet = :outlet",
    ),
    "manner": (
        f"SELECT number AS n FROM statement WHERE {MANNER} = :manner",
        "manner = :manner",
    ),
}
EVERY = "SELECT number AS n FROM statement"
NARRATED = f"SELECT number AS n FROM statement WHERE {MANNER} = 'narrated'"
TOLD = "manner <> 'narrated'"
UNTIL = "SELECT number AS n FROM statement INDEXED BY ix_statement_first_day WHERE first_day <= :until"


def numbers(connection: Connection, asked: Asked, most: int) -> tuple[str, dict[str, Any]]:
    """A query of the numbers of the newest statements that fit, at most so many, with its parameters."""
    given, wanted = _parameters(asked) | {"most": most}, _set(asked)

    def first(listed: str) -> Sequence[int]:
        """The first numbers of a list."""
        return connection.execute(text(f"{listed} LIMIT {FEW}"), given).scalars().all()

    def within(listed: str, most: int) -> int | None:
        """The highest number of a list; None where it has so many."""
        query = text(f"SELECT count(*), coalesce(max(n), 0) FROM ({listed} LIMIT {most})")
        count, highest = connection.execute(query, given).one()
        return highest if count < most else None

    lists = [listed for name, listed in LISTS.items() if name in wanted]
    own = {name: it for name, it in OWN.items() if name in wanted}
    told = not (asked.narrated or asked.manner)
    short = _shortest(lists, {listed: first(listed) for listed in lists}, given)
    if short is None and asked.until is not None and (newest := within(UNTIL, OLD)) is not None:
        short, given["newest"] = UNTIL, newest
        lists = [f"SELECT n FROM ({listed}) WHERE n <= :newest" for listed in lists]
    if short is not None:
        query = " INTERSECT ".join([_asking(short, [ask for _, ask in own.values()] + [TOLD] * told), *lists])
        return f"{query} ORDER BY 1 DESC LIMIT :most", given
    asks = []
    for name, (listed, ask) in own.items():
        if name == "outlet" and within(listed, MANY) is None:
            asks.append(ask)
        else:
            lists.append(listed)
    lists = lists or [EVERY]
    if asks:
        lists[0] = _asking(lists[0], asks)
    query = " INTERSECT ".join(lists) + f" EXCEPT {NARRATED}" * told
    return f"{query} ORDER BY 1 DESC LIMIT :most", given


def _shortest(lists: list[str], begun: Mapping[str, Sequence[int]], given: dict[str, Any]) -> str | None:
    """Take the shortest out of the lists, as it is written where its numbers are given; None if all are long."""
    short = min(lists, key=lambda one: len(begun[one]), default=None)
    if short is None or len(begun[short]) == FEW:
        return None
    lists.remove(short)
    given["few"] = json.dumps(list(begun[short]))
    return "SELECT value AS n FROM json_each(:few)"


def _asking(listed: str, asks: Sequence[str]) -> str:
    """Those of a list that answer to what their rows in `hit` are asked."""
    those = f" WHERE {' AND '.join(asks)}" if asks else ""
    return f"SELECT n FROM ({listed}) CROSS JOIN hit ON number = n{those}"


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
