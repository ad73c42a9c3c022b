"""Reports and digests at hand: what is read again and again while one article after another is added.

The articles of a day tell of the same events, so the reports that an article is compared with are
mostly those that the one before it was. They are kept by article, with the days that their own
articles give; what changes an article calls `forget`. `Record.writing` empties the shelf when
another process has written, or a transaction was taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from onrecord.record.store import digests, matching, schema
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import effective
from onrecord.record.store.schema import among, many
from onrecord.types import ArticleDigest, Report, Story

STATEMENT, ELSEWHERE = schema.statement.c, schema.said_elsewhere.c
_ARTICLES = Prepared(select(STATEMENT.article_id).where(among(STATEMENT.id)))
_SUPPLIED = Prepared(select(ELSEWHERE.statement_id, ELSEWHERE.said).where(among(ELSEWHERE.statement_id)))

MOST, MOST_DIGESTS, MOST_VECTORS = 20_000, 4_000, 40_000
"""Reports (5 KB each), digests (15 KB each) and vectors (1 KB each) kept."""

Placed = tuple[str | None, ArticleDigest]  # the story that an article is in, and its digest


class Told:
    """The reports of recently read articles, as they are in the record. One for each Record."""

    def __init__(self) -> None:
        self._articles: dict[str, tuple[Report, ...]] = {}
        self._reports: dict[str, Report] = {}
        self._digests: dict[str, Placed] = {}
        self._vectors: dict[str, matching.Vectored] = {}
        self._vectored: dict[str, list[str]] = {}  # by article, the statements in `_vectors`

    def clear(self) -> None:
        """Keep nothing."""
        self._articles.clear()
        self._reports.clear()
        self._digests.clear()
        self._vectors.clear()
        self._vectored.clear()

    def forget(self, article_id: str) -> None:
        """Read an article anew when it is next asked for."""
        for one in self._articles.pop(article_id, ()):
            self._reports.pop(one.statement.id, None)
        self._digests.pop(article_id, None)
        self._forget_vectors(article_id)

    def _forget_vectors(self, article_id: str) -> None:
        for one in self._vectored.pop(article_id, ()):
            del self._vectors[one]

    def trim(self) -> None:
        """Let go of what was read longest ago."""
        while len(self._reports) > MOST:
            article_id = next(iter(self._articles))
            for one in self._articles.pop(article_id):
                self._reports.pop(one.statement.id, None)
        while len(self._digests) > MOST_DIGESTS:
            del self._digests[next(iter(self._digests))]
        while len(self._vectors) > MOST_VECTORS:
            self._forget_vectors(next(iter(self._vectored)))

    def keep(self, reports: Sequence[Report]) -> None:
        """These are all reports of an article that was just put."""
        article_id = reports[0].article_id
        self._articles[article_id] = tuple(reports)
        self._vectored[article_id] = [one.statement.id for one in reports]
        for one in reports:
            self._reports[one.statement.id] = one
            vector = matching.whole_numbers(one.vector) if one.vector else None
            self._vectors[one.statement.id] = article_id, vector

    # ------------------------------------------------------------------ digests

    def digests(self, connection: Connection, ids: Collection[str]) -> tuple[Placed, ...]:
        """(story id, digest) of those of these articles that have a digest, by article id."""
        missing = [one for one in ids if one not in self._digests]
        if missing:
            self._digests.update(
                (one, (story, digest)) for one, story, digest in digests.load(connection, missing)
            )
        return tuple(self._digests[one] for one in sorted(set(ids)) if one in self._digests)

    def keep_digest(self, digest: ArticleDigest, story_id: str | None) -> None:
        """An article's digest is now this one, and it is in this story."""
        self._digests[digest.article_id] = story_id, digest

    def keep_story(self, story: Story) -> None:
        """These are all articles that a story now holds."""
        inside = set(story.articles)
        # one that has an article alone had no other before: a new one, or one whose article changed
        known = inside & self._digests.keys() if len(inside) == 1 else tuple(self._digests)
        for one in known:
            its, digest = self._digests[one]
            if one in inside or its == story.id:
                self._digests[one] = (story.id if one in inside else None), digest

    def forget_digests(self, *article_ids: str) -> None:
        """Read these articles' digests and stories anew when they are next asked for."""
        for one in article_ids:
            self._digests.pop(one, None)

    # ------------------------------------------------------------------ vectors

    def vectors(self, connection: Connection, ids: Collection[str]) -> Mapping[str, matching.Vectored]:
        """The article and the vector of these statements, by id."""
        missing = [one for one in ids if one not in self._vectors]
        if missing:
            for one, told in matching.vectors(connection, missing).items():
                self._vectors[one] = told
                self._vectored.setdefault(told[0], []).append(one)
        return {one: self._vectors[one] for one in ids if one in self._vectors}

    # ------------------------------------------------------------------ reports

    def of_articles(
        self, connection: Connection, article_ids: Iterable[str], own_days: bool = True
    ) -> tuple[Report, ...]:
        """All reports of these articles' newest versions, by article and in order."""
        wanted = sorted(set(article_ids))
        missing = [one for one in wanted if one not in self._articles]
        if missing:
            read: dict[str, list[Report]] = {one: [] for one in missing}
            for report in matching.of_articles(connection, missing, own_days=True):
                read[report.article_id].append(report)
                self._reports[report.statement.id] = report
            self._articles.update((one, tuple(reports)) for one, reports in read.items())
        for one in wanted:
            self._articles[one] = self._articles.pop(one)  # asked for last, kept longest
        found = tuple(report for one in wanted for report in self._articles[one])
        return found if own_days else _dated(connection, found)

    def of_statements(self, connection: Connection, ids: Iterable[str]) -> tuple[Report, ...]:
        """These statements as reports, by id, with the days that other reports supply."""
        wanted = sorted(set(ids))
        if unread := [one for one in wanted if one not in self._reports]:
            rows = _ARTICLES.column(connection, {"ids": many(unread)})
            self.of_articles(connection, rows)
        return _dated(connection, tuple(self._reports[one] for one in wanted if one in self._reports))


def _dated(connection: Connection, found: tuple[Report, ...]) -> tuple[Report, ...]:
    """The reports, with the days that other reports supply to those that have none."""
    undated = [one.statement.id for one in found if one.said.date is None]
    rows = _SUPPLIED.rows(connection, {"ids": many(undated)})
    elsewhere = {row.statement_id: row.said for row in rows}
    if not elsewhere:
        return found
    return tuple(
        replace(one, said=effective(one.said, elsewhere[one.statement.id]))
        if one.statement.id in elsewhere
        else one
        for one in found
    )
