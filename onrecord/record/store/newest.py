"""The newest statements that a search asks for, whatever the record holds: the rarest filter leads.

Each filter has two forms: one that brings the numbers of its statements, the newest first where an
index has them so, and one that is asked of a single statement. The filter with fewest statements
leads, and the others are asked of what it brings, until enough are found. A statement's number is
its place in the order of adding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from onrecord.record.store.sqlite import asked_words

LATELY = 20_000  # statements added last among which enough of some days are looked for
MANY = 50_000  # statements from which on it does not matter any more how many a filter has
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


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as it leads (a query of numbers, called `n`) and as it is asked of a statement `it`.

    What is asked of `n` alone is asked before the statement is fetched.
    """

    leads: str
    asks: str


# By name; of two with many statements the first leads.
FILTERS: Mapping[str, Filter] = {
    "words": Filter(
        "SELECT rowid AS n FROM words WHERE words MATCH :words",
        "n IN (SELECT rowid FROM words WHERE words MATCH :words)",
    ),
    "speaker": Filter(
        "SELECT number AS n FROM spoken WHERE actor_id = :speaker",
        "EXISTS (SELECT 1 FROM spoken WHERE actor_id = :speaker AND number = n)",
    ),
    "clash": Filter(
        "SELECT number AS n FROM clashing",
        "EXISTS (SELECT 1 FROM clashing WHERE number = n)",
    ),
    "outlet": Filter(
        "SELECT own.number AS n FROM article CROSS JOIN statement own ON own.article_id = article.id"
        " WHERE outlet_folded = :outlet",
        "(SELECT outlet_folded FROM article WHERE id = it.article_id) = :outlet",
    ),
    "story": Filter(
        "SELECT own.number AS n FROM in_story CROSS JOIN statement own ON own.article_id = in_story.article_id"
        " WHERE story_id = :story",
        "EXISTS (SELECT 1 FROM in_story WHERE article_id = it.article_id AND story_id = :story)",
    ),
    "days": Filter(
        "SELECT number AS n FROM statement INDEXED BY statement_days"
        " WHERE narrated IN ({voices}) AND first_day <= :until AND last_day >= :since",
        "it.first_day <= :until AND it.last_day >= :since",
    ),
    "manner": Filter(
        f"SELECT number AS n FROM statement WHERE {MANNER.format('')} = :manner",
        f"{MANNER.format('it.')} = :manner",
    ),
    "after": Filter("SELECT number AS n FROM statement WHERE number > :after", "n > :after"),
}
EVERY = "SELECT number AS n FROM statement"


def numbers(connection: Connection, asked: Asked, most: int) -> tuple[str, dict[str, Any]]:
    """A query of the numbers of the newest statements that fit, at most so many, with its parameters."""
    given = _parameters(asked)
    voices = "0, 1" if asked.narrated or asked.manner else "0"
    leads = {name: FILTERS[name].leads.format(voices=voices) for name in FILTERS if name in _set(asked)}
    first = _rarest(connection, leads, given) if len(leads) > 1 else next(iter(leads), "")
    if first == "days" and _enough_lately(connection, given, most):
        first = ""
    conditions = [FILTERS[name].asks for name in leads if name != first]
    if voices == "0" and first != "days":
        conditions.append("it.narrated = 0")
    query = f"SELECT n FROM ({leads.get(first, EVERY)})"
    if conditions:
        query += f" CROSS JOIN statement it ON it.number = n WHERE {' AND '.join(conditions)}"
    return f"{query} ORDER BY n DESC LIMIT :most", given | {"most": most}


def _rarest(connection: Connection, leads: Mapping[str, str], given: Mapping[str, Any]) -> str:
    """The filter with fewest statements, counted no further than MANY."""
    sizes = {
        name: connection.execute(text(f"SELECT count(*) FROM ({lead} LIMIT {MANY})"), given).scalar_one()
        for name, lead in leads.items()
    }
    return min(sizes, key=sizes.__getitem__)


def _enough_lately(connection: Connection, given: Mapping[str, Any], most: int) -> bool:
    """Whether the statements added last hold as many of these days as are wanted: then the days need no sorting."""
    query = f"""SELECT count(*) FROM (SELECT 1 FROM statement it NOT INDEXED WHERE {FILTERS["days"].asks}
        AND it.number > (SELECT max(number) FROM statement) - {LATELY} ORDER BY it.number DESC LIMIT :enough)"""
    return bool(connection.execute(text(query), {**given, "enough": 2 * most}).scalar_one() == 2 * most)


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
