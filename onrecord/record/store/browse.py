"""What the pages of a record are made of: short lists, a page at a time, whatever the record holds.

A `Browse` sees one moment of the record. Nothing here reads a whole table: every query has a limit
or goes by ids, and no reading is unpacked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from onrecord.record.store import (
    grouping,
    judgements,
    listing,
    lookup,
    matching,
    review,
    schema,
    search,
    shown,
    stories,
)
from onrecord.record.store.newest import Asked
from onrecord.record.store.reports import on_day
from onrecord.record.store.rows import ArticleRow, Judgement, Row
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import from_json, unlisted
from onrecord.types import Actor, Channel, Copy, Match, Reading, Report, Said, StatementGroup, Story


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list: how many articles and outlets tell it."""

    id: str
    title: str
    first: date | None
    last: date | None
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list. `statements` leave out narrated ones."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    path: str | None
    published: date | None
    story: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in a list; `speakers` are (name, actor id or None); the group's size beside it."""

    id: str
    article: str
    title: str | None
    outlet: str | None
    url: str | None
    path: str | None
    published: date | None
    said: Said
    manner: str
    cue: str
    content: str
    question: str
    speakers: tuple[tuple[str, str | None], ...]
    via: tuple[Channel, ...]
    group: str | None
    outlets: int
    clashes: int
    story: str | None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody comes back to; `seen` is the number of the newest statement shown."""

    id: int
    name: str
    asked: str
    made: datetime
    seen: int


@dataclass(frozen=True, slots=True)
class Telling:
    """What some articles quote (actor id -> times) and cite (name -> times), the groups they share, their stories."""

    speakers: Counter[str]
    channels: Counter[str]
    groups: tuple[str, ...]
    stories: tuple[str, ...]


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
        table, place, article = schema.story.c, schema.in_story.c, schema.article.c
        ids = tuple(dict.fromkeys(ids))
        found: dict[str, StoryLine] = {}
        for some in batches(ids):
            query = (
                select(
                    schema.story,
                    func.count(article.id).label("articles"),
                    func.count(article.outlet_folded.distinct()).label("outlets"),
                )
                .join(schema.in_story, place.story_id == table.id)
                .join(schema.article, article.id == place.article_id)
                .where(table.id.in_(some))
                .group_by(table.id)
            )
            for row in self._connection.execute(query):
                found[row.id] = StoryLine(
                    row.id, row.title, on_day(row.first), on_day(row.last), row.articles, row.outlets
                )
        return tuple(found[one] for one in ids if one in found)

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

    def outlet(self, name: str) -> str:
        """The outlet as its articles write it. NotFound names likely spellings."""
        article = schema.article.c
        query = select(article.outlet).limit(1)
        as_typed = self._connection.execute(query.where(article.outlet_folded == name.casefold())).scalar()
        if as_typed is not None:
            return str(as_typed)
        folded = listing._outlet(self._connection, name)
        return str(self._connection.execute(query.where(article.outlet_folded == folded)).scalar_one())

    def actors(self, ids: Iterable[str], counted: bool = False) -> dict[str, Actor]:
        """Actors by id, as judgements show them; `counted` fills in how many statements each has."""
        return {one.id: one for one in shown.load(self._connection, ids, counted)}

    # ------------------------------------------------------------------ articles

    def articles(self, ids: Iterable[str]) -> tuple[ArticleLine, ...]:
        """These articles, in this order."""
        article, statement, place = schema.article.c, schema.statement.c, schema.in_story.c
        version = schema.version.c
        ids = tuple(dict.fromkeys(ids))
        told = (
            select(func.count())
            .where(statement.article_id == article.id, statement.narrated.is_(False))
            .scalar_subquery()
        )
        found: dict[str, ArticleLine] = {}
        for some in batches(ids):
            query = (
                select(schema.article, version.path, place.story_id, told.label("statements"))
                .join(schema.version, listing.NEWEST)
                .outerjoin(schema.in_story, place.article_id == article.id)
                .where(article.id.in_(some))
            )
            for row in self._connection.execute(query):
                found[row.id] = ArticleLine(
                    row.id,
                    row.title,
                    row.outlet,
                    row.url,
                    row.path,
                    on_day(row.published),
                    row.story_id,
                    row.statements,
                )
        return tuple(found[one] for one in ids if one in found)

    def article_rows(self, ids: Collection[str]) -> tuple[ArticleRow, ...]:
        """These articles as lists print them, in order of adding."""
        return listing.articles(self._connection, ids)

    def of_outlet(self, outlet: str, most: int, skip: int = 0) -> tuple[str, ...]:
        """Ids of an outlet's articles, the newest first."""
        article = schema.article.c
        ids = select(article.id).where(article.outlet_folded == outlet.casefold())
        ids = ids.order_by(article.published.desc(), article.number.desc()).limit(most).offset(skip)
        return tuple(self._connection.execute(ids).scalars())

    def articles_of(self, outlet: str) -> int:
        """How many articles an outlet has."""
        own = schema.article.c.outlet_folded == outlet.casefold()
        query = select(func.count()).select_from(schema.article).where(own)
        return int(self._connection.execute(query).scalar_one())

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

    def count(self, asked: Asked, most: int = 99) -> int:
        """See `search.count`."""
        return search.count(self._connection, asked, most)

    def mentioning(self, words: str, most: int) -> tuple[search.ArticleHit, ...]:
        """See `search.articles`."""
        return search.articles(self._connection, words, most)

    def firsts(self, groups: Sequence[str], outlet: str) -> tuple[int, int, int]:
        """Of these groups: how many have days of publication, how many the outlet told on the first, alone."""
        member, statement, article = schema.member.c, schema.statement.c, schema.article.c
        own = article.outlet_folded == outlet.casefold()
        told = func.min(article.published).filter(own)
        others = func.min(article.published).filter(~own)
        dated = first = alone = 0
        for some in batches(groups):
            query = (
                select(told, others)
                .select_from(schema.member)
                .join(schema.statement, statement.id == member.statement_id)
                .join(schema.article, article.id == statement.article_id)
                .where(member.group_id.in_(some), article.published.is_not(None))
                .where(article.outlet_folded.is_not(None))
                .group_by(member.group_id)
            )
            for day, elsewhere in self._connection.execute(query):
                dated += 1
                first += day is not None and (elsewhere is None or day <= elsewhere)
                alone += day is not None and (elsewhere is None or day < elsewhere)
        return dated, first, alone

    def rows(self, ids: Iterable[str]) -> tuple[Row, ...]:
        """These statements as lists print them, in this order; ones that are gone are left out."""
        unpacked: dict[str, Reading] = {}

        def reading(_: Connection, article_id: str, __: int) -> Reading:
            if article_id not in unpacked:
                unpacked[article_id] = self.reading(article_id)
            return unpacked[article_id]

        return tuple(listing.rows(self._connection, ids, reading))

    def said_by(self, actor_id: str, most: int) -> tuple[str, ...]:
        """Ids of the statements that an actor made, of at most so many added last, in the order of lists."""
        spoken, statement, article = schema.spoken.c, schema.statement.c, schema.article.c
        numbers = select(spoken.number).where(spoken.actor_id == actor_id)
        query = (
            select(statement.id)
            .join(schema.article, article.id == statement.article_id)
            .where(statement.number.in_(numbers.order_by(spoken.number.desc()).limit(most)))
            .order_by(*listing.ORDER)
        )
        return tuple(self._connection.execute(query).scalars())

    def statements(self, ids: Iterable[str]) -> tuple[StatementLine, ...]:
        """These statements, in this order."""
        ids = tuple(dict.fromkeys(ids))
        statement, article, place = schema.statement.c, schema.article.c, schema.in_story.c
        member, group, voice = schema.member.c, schema.statement_group.c, schema.voice.c
        found: dict[str, Any] = {}
        voices: dict[str, dict[int, str]] = {}
        for some in batches(ids):
            columns = schema.statement, article.title, article.outlet, article.url, article.published
            query = (
                listing.placed(*columns, place.story_id, group.outlets, group.clashes)
                .outerjoin(schema.in_story, place.article_id == article.id)
                .outerjoin(schema.statement_group, group.id == member.group_id)
                .where(statement.id.in_(some))
            )
            found.update({row.id: row for row in self._connection.execute(query)})
            spoken = select(schema.voice).where(voice.statement_id.in_(some), voice.part == "speaker")
            for row in self._connection.execute(spoken):
                voices.setdefault(row.statement_id, {})[row.position] = row.actor_id
        known = self.actors({who for own in voices.values() for who in own.values()})
        return tuple(_line(found[one], voices.get(one, {}), known) for one in ids if one in found)

    def cues(self, actor_id: str, most: int = search.REACH) -> Counter[tuple[str | None, str]]:
        """How often each outlet introduced the actor's words with which cue: (outlet, cue) -> times.

        Of at most so many statements, those added last.
        """
        spoken, statement, article = schema.spoken.c, schema.statement.c, schema.article.c
        newest = select(spoken.number).where(spoken.actor_id == actor_id)
        query = (
            select(article.outlet, statement.cue, func.count().label("times"))
            .join(schema.statement, statement.article_id == article.id)
            .where(statement.number.in_(newest.order_by(spoken.number.desc()).limit(most)))
            .where(statement.cue != "")
            .group_by(article.outlet, statement.cue)
        )
        return Counter({(row.outlet, row.cue): row.times for row in self._connection.execute(query)})

    def telling(self, articles: Sequence[str]) -> Telling:
        """Whom these articles quote and cite, which groups that several outlets report they carry, their stories."""
        statement, voice = schema.statement.c, schema.voice.c
        member, group = schema.member.c, schema.statement_group.c
        speakers, channels, groups = Counter[str](), Counter[str](), set[str]()
        told_in: dict[str, str] = {}
        for some in batches(articles):
            place = schema.in_story.c
            inside = select(place.article_id, place.story_id).where(place.article_id.in_(some))
            told_in.update((row.article_id, row.story_id) for row in self._connection.execute(inside))
            spoken = (
                select(voice.actor_id, func.count(statement.id.distinct()).label("times"))
                .join(schema.voice, voice.statement_id == statement.id)
                .where(statement.article_id.in_(some), voice.part == "speaker")
                .group_by(voice.actor_id)
            )
            speakers.update({row.actor_id: row.times for row in self._connection.execute(spoken)})
            through = (
                select(statement.via, func.count().label("times"))
                .where(statement.article_id.in_(some), statement.via != "[]")
                .group_by(statement.article_id, statement.via)
            )
            for row in self._connection.execute(through):
                for name in {one.name for one in unlisted(Channel, row.via)}:
                    channels[name] += row.times
            shared = (
                select(group.id)
                .join(schema.member, member.group_id == group.id)
                .join(schema.statement, statement.id == member.statement_id)
                .where(statement.article_id.in_(some), group.outlets > 1)
            )
            groups.update(self._connection.execute(shared).scalars())
        told = dict.fromkeys(told_in[one] for one in articles if one in told_in)
        return Telling(speakers, channels, tuple(sorted(groups)), tuple(told))

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


def _line(row: Any, voices: dict[int, str], known: dict[str, Actor]) -> StatementLine:
    named: list[tuple[str, str | None]] = []
    for position, (name, *_) in enumerate(json.loads(row.speakers)):
        who = known.get(voices.get(position, ""))
        named.append((who.name, who.id) if who else (name, None))
    own = from_json(Said, row.said)
    return StatementLine(
        id=row.id,
        article=row.article_id,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        path=row.path,
        published=on_day(row.published),
        said=own if own.date is not None or row.elsewhere is None else from_json(Said, row.elsewhere),
        manner=json.loads(row.body).get("manner", "indirect"),
        cue=row.cue,
        content=" ".join(row.content.split()),
        question=" ".join(row.question.split()),
        speakers=tuple(dict.fromkeys(named)),
        via=unlisted(Channel, row.via),
        group=row.group_id,
        outlets=row.outlets or 1,
        clashes=row.clashes or 0,
        story=row.story_id,
    )


def _saved(row: Any) -> SavedSearch:
    return SavedSearch(row.id, row.name, row.asked, datetime.fromisoformat(row.made), row.seen)
