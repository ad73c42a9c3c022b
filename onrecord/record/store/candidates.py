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

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, bindparam, delete, func, insert, select, union_all

from onrecord.record.store import schema
from onrecord.record.store.matching import QUANTUM, Vectored
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
    own = {one.statement.id for reports in asked for one in reports}
    known = _Vectors(vectors(own.union(*far)))
    later = {one.article_id for reports in asked for one in reports}
    chosen = []
    for reports, found, same_words in zip(asked, far, verbatim, strict=True):
        chosen.append(_nearest(reports, found, same_words, later, known))
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


class _Vectors:
    """Statements that were found, by number: their articles, and the rows of a table that are their vectors."""

    def __init__(self, vectors: Mapping[str, Vectored]) -> None:
        self.place = {statement_id: n for n, statement_id in enumerate(vectors)}
        self.articles = sorted({article_id for article_id, _ in vectors.values()})
        numbered = {article_id: n for n, article_id in enumerate(self.articles)}
        self.article = np.array([numbered[article_id] for article_id, _ in vectors.values()], dtype=np.int64)
        rows = [told for _, told in vectors.values()]
        self.width = max((one.shape[1] for one in rows if one is not None), default=0)
        fits = [one if one is not None and one.shape[1] == self.width else None for one in rows]
        self.count = np.array([0 if one is None else len(one) for one in fits], dtype=np.int64)
        self.first = np.cumsum(self.count) - self.count
        self.table = np.concatenate([np.zeros((0, self.width)), *(one for one in fits if one is not None)])

    def rows(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """The vectors of these statements, one after the other."""
        count = self.count[numbers]
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        found: npt.NDArray[np.float64] = self.table[np.repeat(self.first[numbers], count) + within]
        return found


def _nearest(
    asked: Reports, far: Far, verbatim: Collection[str], not_these: Collection[str], known: _Vectors
) -> list[str]:
    """The articles of the statements that were found, the ARTICLES nearest of them, by id.

    An article weighs, for each sentence asked, the cosine of its nearest neighbour, by the cube; one
    more for each quotation of the same words; less for each day between.
    """
    told = [
        (known.place[one], days_away, one in verbatim) for one, days_away in far.items() if one in known.place
    ]
    numbers, away, quotes = np.array(told, dtype=np.int64).reshape(-1, 3).T
    left_out = np.array([article_id in not_these for article_id in known.articles], dtype=bool)
    order = np.argsort(known.article[numbers], kind="stable")
    order = order[~left_out[known.article[numbers[order]]]]
    numbers, away, quotes = numbers[order], away[order], quotes[order]
    articles, starts = np.unique(known.article[numbers], return_index=True)
    if len(articles) > ARTICLES:
        weights = np.add.reduceat(quotes, starts) + 1 / (1 + np.minimum.reduceat(away, starts))
        weights += _alike(asked, known, numbers, starts)
        articles = articles[np.lexsort((articles, -np.round(weights, 6)))[:ARTICLES]]
    return [known.articles[n] for n in np.sort(articles)]


def _alike(
    asked: Reports, known: _Vectors, numbers: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Per article: the cosines of the nearest neighbours of what is asked, summed by the cube; 0 without vectors."""
    own = known.rows(np.array([known.place[one.statement.id] for one in asked], dtype=np.int64))
    counts = np.add.reduceat(known.count[numbers], starts)
    found = np.zeros(len(starts))
    if not len(own) or not counts.any():
        return found
    cosines = own @ known.rows(numbers).T / QUANTUM**2
    begins = (np.cumsum(counts) - counts)[counts > 0]
    nearest = np.maximum.reduceat(np.clip(cosines, 0, 1), begins, axis=1)
    found[counts > 0] = (nearest**3).sum(axis=0)
    return found


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
    rows = query.tuples(connection, asked)
    if centre is None:
        return [(statement_id, NEAR + 1) for statement_id, _ in rows]
    return [(one, abs(near - centre) if near is not None else NEAR + 1) for one, near in rows]
