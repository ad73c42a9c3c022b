"""What the pages of a record are made of: short lists, a page at a time, whatever the record holds.

A `Browse` sees one moment of the record. Nothing here reads a whole table: every query has a limit
or goes by ids, and no reading is unpacked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from onrecord.record.store import (
    grouping,
    judgements,
    lines,
    listing,
    lookup,
    matching,
    outlets,
    review,
    schema,
    search,
    shown,
    stories,
)
from onrecord.record.store.lines import ArticleLine, StatementLine, StoryLine
from onrecord.record.store.newest import Asked
from onrecord.record.store.outlets import Telling
from onrecord.record.store.rows import ArticleRow, Judgement, Row
from onrecord.record.store.schema import batches
from onrecord.types import Actor, Copy, Match, Reading, Report, StatementGroup, Story


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody comes back to; `seen` is the number of the newest statement shown."""

    id: int
    name: str
    asked: str
    made: datetime
    seen: int


class Browse:
    """One moment of a record, for one page. Get it from `Record.browse()`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # ------------------------------------------------------------------ the record as a whole

    def totals(self) -> tuple[int, int, int]:
        """How many articles, statements (narrated ones included) and stories there are."""
        tables = (schema.article, schema.statement, schema.story)
        articles, statements, told = (
            self._connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        )
        return articles, statements, told

    def read_from(self, paths: Iterable[str]) -> dict[str, list[str]]:
        """The articles, in order of adding, whose newest text came from each of these files."""
        return listing.read_from(self._connection, paths)

    def newest(self) -> int:
        """The number of the statement added last; 0 where there is none."""
        return int(self._connection.execute(select(func.max(schema.statement.c.number))).scalar() or 0)

    def stories(self, most: int, skip: int = 0) -> tuple[StoryLine, ...]:
        """Stories, the newest first (undated last)."""
        table = schema.story.c
        ids = select(table.id).order_by(table.last.desc(), table.id).limit(most).offset(skip)
        return self.story_lines(self._connection.execute(ids).scalars())

    def story_lines(self, ids: Iterable[str]) -> tuple[StoryLine, ...]:
        """These stories, in this order."""
        return lines.stories(self._connection, ids)

    def whole_stories(self, ids: Sequence[str]) -> tuple[Story, ...]:
        """These stories with all their articles, in this order."""
        found = {one.id: one for one in stories.stories(self._connection, ids)}
        return tuple(found[one] for one in ids if one in found)

    def reported(self, most: int) -> tuple[StatementLine, ...]:
        """The first statement of each of the groups that most outlets report, newest first among equals."""
        table = schema.statement_group.c
        order = (table.outlets.desc(), table.first_day.desc(), table.id)
        return self._firsts(select(table.id).where(table.outlets > 1).order_by(*order).limit(most))

    def clashing(self, most: int) -> tuple[StatementLine, ...]:
        """The first statement of each of the newest groups whose versions cannot all be exact."""
        table = schema.statement_group.c
        order = (table.first_day.desc(), table.id)
        return self._firsts(select(table.id).where(table.clashes > 0).order_by(*order).limit(most))

    def _firsts(self, groups: Any) -> tuple[StatementLine, ...]:
        member = schema.member.c
        ids = self._connection.execute(groups).scalars().all()
        first = {
            row.group_id: row.statement_id
            for some in batches(ids)
            for row in self._connection.execute(
                select(schema.member).where(member.group_id.in_(some), member.position == 0)
            )
        }
        return self.statements(first[one] for one in ids if one in first)

    # ------------------------------------------------------------------ from what was typed

    def story(self, key: str) -> Story:
        """The story of that id or prefix, or the one that an article of that id is in. NotFound."""
        return stories.stories(self._connection, [listing.story_id(self._connection, key)])[0]

    def group(self, key: str) -> StatementGroup:
        """The group of that id or prefix, or the one that a statement is in. NotFound."""
        return grouping.groups(self._connection, [listing.group_id(self._connection, key)])[0]

    def article(self, key: str) -> str:
        """The id of the article of that id or prefix. NotFound."""
        return listing.article_id(self._connection, key)

    def actor(self, key: str) -> Actor:
        """The actor of that id, or name. NotFound names likely spellings."""
        exact = shown.load(self._connection, [key], counted=True)
        return exact[0] if exact else lookup.actor(self._connection, key)

    def answering(self, name: str) -> tuple[Actor, ...]:
        """Actors that answer to a name, the most quoted first; none where nobody does."""
        return lookup.answering(self._connection, name)

    def bearing(self, name: str) -> tuple[Actor, ...]:
        """See `lookup.bearing`."""
        return lookup.bearing(self._connection, name)

    def outlet(self, name: str) -> str:
        """See `outlets.name_of`."""
        return outlets.name_of(self._connection, name)

    def outlets(self, folded: Iterable[str]) -> dict[str, str]:
        """See `outlets.names`."""
        return outlets.names(self._connection, folded)

    def actors(self, ids: Iterable[str], counted: bool = False) -> dict[str, Actor]:
        """Actors by id, as judgements show them; `counted` fills in how many statements each has."""
        return {one.id: one for one in shown.load(self._connection, ids, counted)}

    # ------------------------------------------------------------------ articles

    def articles(self, ids: Iterable[str]) -> tuple[ArticleLine, ...]:
        """These articles, in this order."""
        return lines.articles(self._connection, ids)

    def article_rows(self, ids: Collection[str]) -> tuple[ArticleRow, ...]:
        """These articles as lists print them, in order of adding."""
        return listing.articles(self._connection, ids)

    def of_outlet(self, outlet: str, most: int, skip: int = 0) -> tuple[str, ...]:
        """See `outlets.articles`."""
        return outlets.articles(self._connection, outlet, most, skip)

    def articles_of(self, outlet: str) -> int:
        """See `outlets.count`."""
        return outlets.count(self._connection, outlet)

    def article_ids(self) -> tuple[str, ...]:
        """Every article, in order of adding."""
        article = schema.article.c
        return tuple(self._connection.execute(select(article.id).order_by(article.number)).scalars())

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of these articles that the record has, in order of adding."""
        article = schema.article.c
        found = [
            row
            for some in batches(ids)
            for row in self._connection.execute(
                select(article.number, article.id).where(article.id.in_(some))
            )
        ]
        return tuple(row.id for row in sorted(found, key=lambda row: row.number))

    def articles_with(self, statements: Iterable[str]) -> tuple[str, ...]:
        """The articles that these statements stand in, in order of adding."""
        table = schema.statement.c
        return self.in_order(
            one
            for some in batches(statements)
            for one in self._connection.execute(select(table.article_id).where(table.id.in_(some))).scalars()
        )

    def reading(self, article_id: str) -> Reading:
        """The newest reading of an article (exact id), without its vectors. NotFound."""
        return listing.reading(self._connection, article_id, None, vectors=False)

    def readings(self, ids: Iterable[str]) -> dict[str, Reading]:
        """See `listing.readings`."""
        return listing.readings(self._connection, ids)

    def path(self, article_id: str) -> str | None:
        """The path that an article came from, as it was given."""
        version = schema.version.c
        query = select(version.path).where(version.article_id == article_id).order_by(version.number.desc())
        return self._connection.execute(query.limit(1)).scalar()

    def versions(self, article_id: str) -> int:
        """How many versions of an article the record has."""
        version = schema.version.c
        query = select(func.count()).where(version.article_id == article_id)
        return int(self._connection.execute(query).scalar_one())

    def copies(self, ids: Iterable[str]) -> tuple[Copy, ...]:
        """Copies among these articles."""
        table, wanted = schema.copied, set(ids)
        return tuple(
            Copy(row.article_id, row.original_id, row.share)
            for some in batches(wanted)
            for row in self._connection.execute(select(table).where(table.c.article_id.in_(some)))
            if row.original_id in wanted
        )

    def copies_around(self, ids: Iterable[str]) -> tuple[Copy, ...]:
        """Copies that these articles are tied into, wherever the others stand."""
        found, asked, wanted = set[Copy](), set[str](), set(ids)
        while new := wanted - asked:
            asked |= new
            found.update(stories.copies_among(self._connection, new))
            wanted = {end for one in found for end in (one.article_id, one.original_id)}
        return tuple(found)

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """Statements by id as matching sees them."""
        return {one.statement.id: one for one in matching.reports(self._connection, ids)}

    def links(self, ids: Iterable[str]) -> tuple[Match, ...]:
        """Every match that touches these statements."""
        return matching.links(self._connection, ids)

    def told(self, articles: Iterable[str]) -> tuple[Story, ...]:
        """The stories that these articles are in."""
        place = schema.in_story.c
        ids = {
            row
            for some in batches(articles)
            for row in self._connection.execute(
                select(place.story_id).where(place.article_id.in_(some))
            ).scalars()
        }
        return stories.stories(self._connection, ids)

    def identified(self, articles: Iterable[str]) -> dict[tuple[str, int], str]:
        """Who each entity of these articles is: (article id, entity) -> actor id."""
        table = schema.entity.c
        return {
            (row.article_id, row.position): row.now
            for some in batches(articles)
            for row in self._connection.execute(
                select(table.article_id, table.position, shown.NOW.label("now")).where(
                    table.article_id.in_(some), shown.NOW.is_not(None)
                )
            )
        }

    def groups_of(self, statements: Iterable[str]) -> tuple[StatementGroup, ...]:
        """The groups that hold any of these statements."""
        return grouping.groups_of(self._connection, statements)

    def groups(self, articles: Iterable[str]) -> tuple[StatementGroup, ...]:
        """The groups that hold a statement of these articles."""
        member, statement = schema.member.c, schema.statement.c
        ids = {
            row
            for some in batches(articles)
            for row in self._connection.execute(
                select(member.group_id)
                .join(schema.statement, statement.id == member.statement_id)
                .where(statement.article_id.in_(some))
            ).scalars()
        }
        return grouping.groups(self._connection, sorted(ids))

    def clashes(self, articles: Iterable[str]) -> dict[str, int]:
        """The groups that hold a statement of these articles and whose reports clash, with how often."""
        group, member, statement = schema.statement_group.c, schema.member.c, schema.statement.c
        return {
            row.id: row.clashes
            for some in batches(articles)
            for row in self._connection.execute(
                select(group.id, group.clashes)
                .join(schema.member, member.group_id == group.id)
                .join(schema.statement, statement.id == member.statement_id)
                .where(statement.article_id.in_(some), group.clashes > 0)
            )
        }

    # ------------------------------------------------------------------ statements

    def hits(self, asked: Asked, most: int = search.REACH) -> tuple[search.Hit, ...]:
        """See `search.hits`."""
        return search.hits(self._connection, asked, most)

    def found(self, asked: Asked, most: int, counted: int) -> tuple[tuple[search.Hit, ...], int]:
        """See `search.found`."""
        return search.found(self._connection, asked, most, counted)

    def count(self, asked: Asked, most: int = 99) -> int:
        """See `search.count`."""
        return search.count(self._connection, asked, most)

    def mentioning(self, words: str, most: int) -> tuple[search.ArticleHit, ...]:
        """See `search.articles`."""
        return search.articles(self._connection, words, most)

    def firsts(self, groups: Sequence[str], outlet: str) -> tuple[int, int, int]:
        """See `outlets.firsts`."""
        return outlets.firsts(self._connection, groups, outlet)

    def rows(self, ids: Iterable[str]) -> tuple[Row, ...]:
        """These statements as lists print them, in this order; ones that are gone are left out."""
        ids = tuple(ids)
        unpacked = self.readings(self.articles_with(ids))
        return tuple(listing.rows(self._connection, ids, lambda _, article, __: unpacked[article]))

    def said_by(self, actor_id: str, most: int, skip: int = 0) -> tuple[str, ...]:
        """Ids of the statements that an actor made, of at most so many added last, in the order of lists.

        With `skip`, of those added before so many.
        """
        spoken, statement, article = schema.spoken.c, schema.statement.c, schema.article.c
        numbers = select(spoken.number).where(spoken.actor_id == actor_id)
        query = (
            select(statement.id)
            .join(schema.article, article.id == statement.article_id)
            .where(statement.number.in_(numbers.order_by(spoken.number.desc()).limit(most).offset(skip)))
            .order_by(*listing.ORDER)
        )
        return tuple(self._connection.execute(query).scalars())

    def statements(self, ids: Iterable[str]) -> tuple[StatementLine, ...]:
        """These statements, in this order."""
        return lines.statements(self._connection, ids)

    def telling(self, articles: Sequence[str]) -> Telling:
        """See `outlets.telling`."""
        return outlets.telling(self._connection, articles)

    # ------------------------------------------------------------------ people's work

    def judgement(self, number: int) -> Judgement | None:
        """One judgement, taken back or not."""
        return next(iter(judgements.judgements(self._connection, True, [number])), None)

    def judged(self, ids: Iterable[str]) -> tuple[Judgement, ...]:
        """The judgements that stand on these statements, articles, or actors (as the machine sees them)."""
        return judgements.about(self._connection, ids)

    def behind(self, actor_id: str) -> set[str]:
        """The machine's actors that are shown as this one."""
        return shown.behind(self._connection, actor_id)

    def questions(self, most: int, skipped: Collection[review.Key] = ()) -> tuple[review.Question, ...]:
        """See `review.questions`."""
        return review.questions(self._connection, most, skipped)

    def alike(self, actor_id: str, most: int) -> tuple[Actor, ...]:
        """See `review.alike`."""
        return review.alike(self._connection, actor_id, most)

    def names(self) -> int:
        """How many names actors have; look-ups by name are quick from then on."""
        return len(lookup.names_of_all(self._connection))

    def named(self, words: str, most: int) -> tuple[str, ...]:
        """See `review.named`."""
        return review.named(self._connection, words, most)

    def joinable(self, group: StatementGroup, most: int) -> tuple[StatementLine, ...]:
        """See `review.joinable`."""
        return self.statements(review.joinable(self._connection, group, most))

    # ------------------------------------------------------------------ saved searches

    def saved(self) -> tuple[SavedSearch, ...]:
        """The searches that are kept, by name."""
        table = schema.saved_search
        rows = self._connection.execute(select(table).order_by(table.c.name, table.c.id))
        return tuple(_saved(row) for row in rows)


def _saved(row: Any) -> SavedSearch:
    return SavedSearch(row.id, row.name, row.asked, datetime.fromisoformat(row.made), row.seen)
