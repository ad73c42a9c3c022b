"""Which articles in the record could report the same statements as a new one.

Statements are looked up through three indexes: `voice` (an actor and a day) where the speaker is
known, `named` (a name in the content and a day) where not, `quotation` (words in quotation marks)
whoever speaks and whenever. What is found is weighed by article, by how near the vectors of its
statements are to the new article's, and whole articles are handed on: matching asks of two
articles what else they have in common. Every look-up has a limit, so that adding an article costs
the same whatever the record holds.

So `voice` and `named` are the cells of a vector index, searched exactly and one by one: unlike a
graph of neighbours they give the same answer in whatever order articles were added, and live in
the transaction that adds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, bindparam, delete, func, insert, select, union_all

from onrecord.record.store import schema
from onrecord.record.store.matching import QUANTUM, Vectored, whole_numbers
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import days
from onrecord.record.store.schema import among, many
from onrecord.types import Report

NEAR = 4  # days by which two reports' days may differ and still be of one statement
EACH = 200  # statements from one look-up by actor
BY_NAME = 60  # statements from one look-up by names
BY_WORDS = 40  # statements from one look-up by quoted words
ARTICLES = 24  # articles handed on
MOST_ASKED = 500  # names, or hashes of quoted words, that one look-up asks for
SAMPLE = 4  # of the hashes of quoted words, those that this divides are filed, and the least


Reports = Sequence[Report]
Voice = tuple[str, int | None, int | None, int | None]  # an actor, first and last day said, day published
Far = dict[str, int]  # statement id -> days away, the nearest that a look-up gives


def candidates(
    connection: Connection,
    asked: Sequence[Reports],
    quoted: Mapping[str, Iterable[int]],
    vectors: Callable[[Collection[str]], Mapping[str, Vectored]],
) -> list[list[str]]:
    """For each article's reports at most ARTICLES others, by id: of those asked about, only such as come before it.

    `quoted` has hashes by statement id; `vectors` gives the articles and vectors of statements.
    """
    look_up = _Looks(connection)
    far = [_found(reports, look_up) for reports in asked]
    verbatim = [_by_words(connection, reports, quoted) for reports in asked]
    for found, same_words in zip(far, verbatim, strict=True):
        found.update(dict.fromkeys(same_words, 0))
    vectored = vectors({one for found in far for one in found})
    later = {one.article_id for reports in asked for one in reports}
    chosen = []
    for reports, found, same_words in zip(asked, far, verbatim, strict=True):
        by_article: dict[str, list[str]] = defaultdict(list)
        for statement_id in found:
            if statement_id in vectored and (article_id := vectored[statement_id][0]) not in later:
                by_article[article_id].append(statement_id)
        ids = sorted(by_article)
        if len(ids) > ARTICLES:
            weights = _weights(reports, by_article, vectored, found, same_words)
            ids = sorted(ids, key=lambda article_id: (-weights[article_id], article_id))[:ARTICLES]
        chosen.append(sorted(ids))
        later -= {one.article_id for one in reports}
    return chosen


class _Looks:
    """Look-ups by actor and by names: articles of one day ask for the same ones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._made: dict[Any, Sequence[tuple[str, int]]] = {}

    def by_actor(self, voice: Voice) -> Sequence[tuple[str, int]]:
        """(statement id, days away) of statements by or for an actor, the nearest first."""
        if voice not in self._made:
            self._made[voice] = _by_actor(self._connection, *voice)
        return self._made[voice]

    def by_names(self, one: Report) -> Sequence[tuple[str, int]]:
        """(statement id, days away) of statements that name the same and are narrated, on one side."""
        asked = one.names, days(one.said), bool(one.actors), one.statement.manner, one.published
        if asked not in self._made:
            self._made[asked] = _by_names(self._connection, one)
        return self._made[asked]


def _found(asked: Reports, look_up: _Looks) -> Far:
    """All statements that the look-ups by actors and by names give."""
    found = Far()
    rows = [look_up.by_actor(voice) for voice in sorted(_voices(asked), key=repr)]
    rows += [look_up.by_names(one) for one in _distinct(asked)]
    for statement_id, far in chain.from_iterable(rows):
        if found.get(statement_id, far) >= far:
            found[statement_id] = far
    return found


def _weights(
    asked: Reports,
    by_article: Mapping[str, Sequence[str]],
    vectors: Mapping[str, Vectored],
    far: Far,
    verbatim: Collection[str],
) -> dict[str, float]:
    """Per article: for each sentence asked the cosine of its nearest neighbour, summed by the cube;
    one more for quoted words in common; less for each day between.
    """
    own = [whole_numbers(one.vector) for one in asked if one.vector]
    width = max((rows.shape[1] for rows in own), default=0)
    near = {
        article_id: [
            row
            for one in ids
            if (rows := vectors[one][1]) is not None and rows.shape[1] == width
            for row in rows
        ]
        for article_id, ids in by_article.items()
    }
    alike = _alike(np.concatenate([rows for rows in own if rows.shape[1] == width]), near) if width else {}
    weights: dict[str, float] = {}
    for article_id, ids in by_article.items():
        same_words = sum(one in verbatim for one in ids) if verbatim else 0
        days_away = min(far[one] for one in ids)
        weights[article_id] = round(alike.get(article_id, 0.0) + same_words + 1 / (1 + days_away), 6)
    return weights


def _alike(
    own: npt.NDArray[np.float64], near: Mapping[str, Sequence[npt.NDArray[np.float64]]]
) -> dict[str, float]:
    """Per article that has vectors: the cosines of the nearest neighbours of `own`, summed by the cube."""
    with_any = {article_id: len(rows) for article_id, rows in near.items() if rows}
    if not with_any:
        return {}
    others = np.concatenate([row for article_id in with_any for row in near[article_id]])
    starts = np.cumsum([0, *with_any.values()])[:-1]
    cosines = own @ others.reshape(-1, own.shape[1]).T / QUANTUM**2
    nearest = np.maximum.reduceat(np.clip(cosines, 0, 1), starts, axis=1)
    return dict(zip(with_any, (nearest**3).sum(axis=0).tolist(), strict=True))


def _distinct(asked: Sequence[Report]) -> Iterable[Report]:
    """One report for each look-up by names."""
    return {
        (one.names, days(one.said), bool(one.actors), one.statement.manner): one for one in asked
    }.values()


# ----------------------------------------------------------------------------- quoted words

_NAMED, _QUOTATION = schema.named.c, schema.quotation.c


_UNFILED, _FILE = (
    Prepared(delete(schema.quotation).where(among(_QUOTATION.statement_id))),
    Prepared(insert(schema.quotation)),
)
_QUOTING = Prepared(
    select(_QUOTATION.statement_id)
    .where(among(_QUOTATION.value), _QUOTATION.statement_id != bindparam("own"))
    .group_by(_QUOTATION.statement_id)
    .order_by(func.count().desc(), _QUOTATION.statement_id)
    .limit(BY_WORDS)
)


def put_quoted(connection: Connection, quoted: Mapping[str, Iterable[int]]) -> None:
    """File statements under the words that they quote, in place of what they were filed under."""
    _UNFILED.run(connection, {"ids": many(quoted)})
    rows = [
        {"value": value, "statement_id": statement_id}
        for statement_id, values in sorted(quoted.items())
        for value in _sampled(values)
    ]
    _FILE.run(connection, rows)


def _by_words(connection: Connection, asked: Reports, quoted: Mapping[str, Iterable[int]]) -> set[str]:
    """Statements that quote the same words; set phrases, which very many have, find few of them."""
    found = set[str]()
    for statement_id in sorted(one.statement.id for one in asked):
        if values := _sampled(quoted.get(statement_id, ()))[:MOST_ASKED]:
            found.update(_QUOTING.column(connection, {"ids": many(values), "own": statement_id}))
    return found


def _sampled(values: Iterable[int]) -> list[int]:
    ordered = sorted(values)
    return [value for n, value in enumerate(ordered) if n == 0 or value % SAMPLE == 0]


# ----------------------------------------------------------------------------- actors and names
def _voices(asked: Iterable[Report]) -> set[Voice]:
    """The distinct voices to look for."""
    found = set[Voice]()
    for one in asked:
        first, last = days(one.said)
        published = one.published.toordinal() if one.published and first is None else None
        found.update((actor, first, last, published) for actor in (*one.actors, *one.speaks_for))
    return found


_VOICE = schema.voice.c
_HIS = select(_VOICE.statement_id, _VOICE.near).where(_VOICE.actor_id == bindparam("actor"))
_UNDATED = _HIS.where(_VOICE.day.is_(None))


def _around(base: Any) -> list[Any]:
    """The nearest after a day, before it, and those without any."""
    return [
        base.where(_VOICE.near >= bindparam("centre")).order_by(_VOICE.near, _VOICE.statement_id),
        base.where(_VOICE.near < bindparam("centre")).order_by(_VOICE.near.desc(), _VOICE.statement_id),
        base.where(_VOICE.near.is_(None)).order_by(_VOICE.statement_id),
    ]


def _together(queries: Iterable[Any]) -> Prepared:
    """Several look-ups in one, each with its own limit."""
    return Prepared(union_all(*(select(query.limit(EACH // 2).subquery()) for query in queries)))


# Built once: to build a query costs as much as to run it.
_OF_A_DAY = _together(
    [
        # a known day meets known days nearby, and every unknown day
        _HIS.where(_VOICE.day.between(bindparam("first"), bindparam("centre"))).order_by(_VOICE.day.desc()),
        _HIS.where(_VOICE.day > bindparam("centre"), _VOICE.day <= bindparam("last")).order_by(_VOICE.day),
        *_around(_UNDATED),
    ]
)
_UNDATED_BUT_PUBLISHED = _together(_around(_HIS))
_WITHOUT_DAY = Prepared(_HIS.order_by(_VOICE.near.desc(), _VOICE.statement_id).limit(EACH))


def _by_actor(
    connection: Connection, actor: str, first: int | None, last: int | None, published: int | None
) -> Sequence[tuple[str, int]]:
    """(statement id, days away) of statements by or for an actor, the nearest first."""
    if first is not None and last is not None:
        asked = {"actor": actor, "first": first - NEAR, "centre": first, "last": last + NEAR}
        return _far(connection, _OF_A_DAY, first, asked)
    if published is not None:
        return _far(connection, _UNDATED_BUT_PUBLISHED, published, {"actor": actor, "centre": published})
    return _far(connection, _WITHOUT_DAY, None, {"actor": actor})


def _by_names(connection: Connection, one: Report) -> Sequence[tuple[str, int]]:
    """(statement id, days away) of statements that name the same and are narrated, on one side."""
    narrated = one.statement.manner == "narrated"
    names = sorted({name.casefold() for name in one.names}) or ([""] if narrated else [])
    if not names:
        return ()
    first, last = days(one.said)
    centre = first if first is not None else one.published.toordinal() if one.published else None
    asked: dict[str, Any] = {"ids": many(names[:MOST_ASKED])}
    if centre is not None:
        asked |= {"first": centre - NEAR, "last": (last if last is not None else centre) + NEAR}
    return _far(connection, _NAMING[bool(one.actors), centre is not None], centre, asked)


def _naming(narrated: bool, near: bool) -> Any:
    """The look-up of statements that name the same: only of `narrated` ones, only of the days `near`."""
    query = select(_NAMED.statement_id, _NAMED.near).where(among(_NAMED.name))
    if narrated:
        query = query.where(_NAMED.narrated)
    # either of the two finds its rows in the index, whatever lies before and after; "or" reads them all
    around = _NAMED.near.between(bindparam("first"), bindparam("last"))
    found = union_all(query.where(around), query.where(_NAMED.near.is_(None))) if near else query
    each = found.subquery().c
    return (
        select(each.statement_id, func.min(each.near))
        .group_by(each.statement_id)
        .order_by(func.count().desc(), each.statement_id)
        .limit(BY_NAME)
    )


_NAMING = {
    (spoken, near): Prepared(_naming(spoken, near)) for spoken in (False, True) for near in (False, True)
}


def _far(
    connection: Connection, query: Prepared, centre: int | None, asked: Mapping[str, Any]
) -> Sequence[tuple[str, int]]:
    """The rows of a look-up with their distance in days; unknown counts as just outside `NEAR`."""
    rows = query.rows(connection, asked)
    if centre is None:
        return [(statement_id, NEAR + 1) for statement_id, _ in rows]
    return [(one, abs(near - centre) if near is not None else NEAR + 1) for one, near in rows]
