"""The record on disk: open it, read from it, write to it one transaction at a time.

`Record.open` checks that the file is ours before it touches it. Reading needs no transaction of
the caller's; writing goes through `Record.writing()`. Every failure is an error of
onrecord.errors that names the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, select

from onrecord.errors import NotARecord, NotFound, RecordError, Usage
from onrecord.record.store import (
    articles,
    failures,
    grouping,
    judgements,
    listing,
    lookup,
    matching,
    schema,
    shown,
    sqlite,
    stories,
)
from onrecord.record.store.browse import Browse
from onrecord.record.store.reports import effective
from onrecord.record.store.rows import ArticleRow, Judgement, Known, Row
from onrecord.record.store.serial import DamagedError, from_json
from onrecord.record.store.told import Told
from onrecord.record.store.writer import Writer
from onrecord.types import (
    Actor,
    Article,
    Copy,
    Match,
    Reading,
    Report,
    Said,
    Span,
    StatementGroup,
    Story,
)

UNPACKED = 64  # readings kept unpacked while a list is read


class Record:
    """What many articles say together, on disk. Open it with `Record.open`, close it after use."""

    def __init__(self, where: str, engine: Engine, path: Path) -> None:
        self.where = where
        self._engine, self._path = engine, path
        self._file = _identity(path)
        self._told = Told()
        self._as_of: tuple[object, int] = None, 0

    @classmethod
    def open(cls, where: str, create: bool = True) -> Record:
        """Open the record in a file, made if missing and `create`.

        Raises NotFound (missing, and `create` is false), NotARecord, NewerRecord, RecordLocked,
        RecordFull, RecordError; Usage for a `where` of a kind that is not supported.
        """
        path = _path(where)
        return cls(where, sqlite.opened(path, create), path)

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        self._engine.dispose()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        """A connection that sees one moment of the record."""
        self._unmoved()
        try:
            with failures.plainly(self.where), self._engine.begin() as connection:
                yield connection
        except DamagedError as error:
            raise NotARecord(f"{self.where}: the record is damaged ({error})") from error

    def standing(self) -> bool:
        """Whether the file is still the one that was opened, neither deleted nor replaced."""
        return _identity(self._path) == self._file

    def _unmoved(self) -> None:
        # SQLite would go on in the deleted file, and what it reports done would be lost
        if not self.standing():
            raise RecordError(f"{self.where}: the record was deleted or replaced while it was open")

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction, committed when the block ends well; RecordLocked if another writes on."""
        if not sqlite.writable(self._engine):
            raise RecordError(f"{self.where}: the record may not be written")
        self._unmoved()
        try:
            with (
                failures.plainly(self.where),
                self._engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                writer = Writer(connection, self._at_hand(connection))
                yield writer
                writer.finish()
                self._unmoved()
        except BaseException as error:
            self._told.clear()  # what it holds of this transaction is not in the record
            if isinstance(error, DamagedError):
                raise NotARecord(f"{self.where}: the record is damaged ({error})") from error
            raise

    def _at_hand(self, connection: Connection) -> Told:
        """The reports read by earlier transactions, if nobody else has written since."""
        now = connection.connection.dbapi_connection, sqlite.changed_by_others(connection)
        if now != self._as_of:
            self._told.clear()
        self._as_of = now
        self._told.trim()
        return self._told

    @contextmanager
    def browse(self) -> Iterator[Browse]:
        """One moment of the record, for a page: short lists and searches."""
        with self._reads() as connection:
            yield Browse(connection)

    def version_for(self, article_id: str, text: str, headline: str | None = None) -> tuple[int, bool]:
        """The version number that this text has or would get, and whether the record has it."""
        with self._reads() as connection:
            return articles.version_for(connection, article_id, text, headline)

    def states_nothing_new(self, article: Article) -> bool:
        """Whether the record's article says already what this one states of outlet, address, day, language."""
        with self._reads() as connection:
            return articles.states_nothing_new(connection, article)

    # ------------------------------------------------------------------ readings and statements

    def readings(
        self, versions: bool = False, by_day: bool = False, machine: bool = False
    ) -> Iterator[Reading]:
        """The newest reading of every article, by order of adding; with `versions` every one.

        `by_day`: by day of publication (unknown last) and id, in whatever order they were added.

        As people's judgements leave them, or, with `machine`, without these.
        """
        version = schema.version.c
        query = select(version.article_id, version.number).join(
            schema.article, schema.article.c.id == version.article_id
        )
        if not versions:
            query = query.where(version.number == schema.article.c.version)
        with self._reads() as connection:
            article = schema.article.c
            order = (
                (article.published.is_(None), article.published, article.id) if by_day else (article.number,)
            )
            places = connection.execute(query.order_by(*order, version.number)).all()
        for article_id, number in places:
            with self._reads() as connection:
                whole = listing.reading(connection, article_id, number, "machine" if machine else "shown")
            yield whole

    def reading(self, article_id: str, version: int | None = None) -> Reading:
        """One article's reading, the newest unless told; an id prefix will do. NotFound."""
        with self._reads() as connection:
            return listing.reading(connection, listing.article_id(connection, article_id), version)

    def article(self, article_id: str) -> Article:
        """One article of exactly this id, its newest version. NotFound."""
        with self._reads() as connection:
            return listing.article(connection, article_id)

    def path(self, article_id: str, version: int | None = None) -> str | None:
        """The path that the article came from, as it was given."""
        table = schema.version.c
        query = select(table.path).where(table.article_id == article_id)
        query = (
            query.order_by(table.number.desc()) if version is None else query.where(table.number == version)
        )
        with self._reads() as connection:
            return connection.execute(query).scalar()

    def statements(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        story: str | None = None,
        group: str | None = None,
        article: str | None = None,
        min_confidence: float | None = None,
        narrated: bool = False,
    ) -> Iterator[Row]:
        """Statements of the newest versions, by day said (unknown last), article and order.

        `speaker` is an actor's name, id or id prefix, or the words for an anonymous source;
        `about` are words that content or question must hold; `since` and `until` are days said;
        `story`, `group`, `article` are ids or prefixes. `narrated` adds the outlets' own voice.
        """
        asked = listing.Filters(
            speaker, about, outlet, since, until, story, group, article, min_confidence, narrated
        )
        with self._reads() as connection:
            ids = listing.statement_ids(connection, asked)
        return self._rows(ids)

    def statement(self, statement_id: str) -> Row:
        """One statement by id or prefix. NotFound."""
        with self._reads() as connection:
            found = listing.statement_id(connection, statement_id)
        return next(self._rows([found]))

    def hidden(self) -> tuple[Row, ...]:
        """The statements that people hid: they are in no other list."""
        with self._reads() as connection:
            return tuple(listing.hidden_rows(connection))

    def rows(self, statement_ids: Iterable[str]) -> tuple[Row, ...]:
        """These statements (exact ids), in the order asked for; ones not in the record are left out."""
        return tuple(self._rows(statement_ids))

    def _rows(self, statement_ids: Iterable[str]) -> Iterator[Row]:
        unpacked: dict[tuple[str, int], Reading] = {}

        def reading(connection: Connection, article_id: str, version: int) -> Reading:
            key = article_id, version
            unpacked[key] = whole = unpacked.pop(key, None) or listing.reading(connection, *key)
            if len(unpacked) > UNPACKED:
                del unpacked[next(iter(unpacked))]
            return whole

        for page in listing.pages(statement_ids):
            with self._reads() as connection:
                rows = listing.rows(connection, page, reading)
            yield from rows

    def reports(self, statement_ids: Iterable[str]) -> tuple[Report, ...]:
        """These statements (exact ids) as matching sees them, in the order asked for."""
        ids = tuple(statement_ids)
        with self._reads() as connection:
            found = {one.statement.id: one for one in matching.reports(connection, ids)}
        return tuple(found[one] for one in ids if one in found)

    def said(self, statement_id: str) -> Said:
        """The day said: the reading's own, or the one that other reports supply. NotFound."""
        table, elsewhere = schema.statement.c, schema.said_elsewhere.c
        query = (
            select(table.said, elsewhere.said.label("elsewhere"))
            .outerjoin(schema.said_elsewhere, elsewhere.statement_id == table.id)
            .where(table.id == statement_id)
        )
        with self._reads() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NotFound(f"no statement has the id {statement_id!r}")
        return effective(from_json(Said, row.said), row.elsewhere)

    def links(self, statement_id: str) -> tuple[Match, ...]:
        """Every match of the statement, "same" included, by the other side's id."""
        with self._reads() as connection:
            return matching.links(connection, [statement_id])

    # ------------------------------------------------------------------ lists

    def actors(self) -> tuple[Actor, ...]:
        """Every actor with its count of statements, the most quoted first."""
        with self._reads() as connection:
            found = shown.load(connection, None, counted=True)
        return tuple(sorted(found, key=lambda one: (-one.statements, one.name, one.id)))

    def actor(self, key: str) -> Actor:
        """The actor of that id, id prefix or name. NotFound names candidates or likely spellings."""
        with self._reads() as connection:
            return lookup.actor(connection, key)

    def answering(self, key: str) -> tuple[Actor, ...]:
        """All actors that answer to a name, id or id prefix; the most quoted first."""
        with self._reads() as connection:
            return lookup.answering(connection, key)

    def mentioned_as(self, actor_id: str) -> tuple[tuple[str, int, str, tuple[str, ...]], ...]:
        """(article, version, name, aliases) of every mention group of an actor, as articles came."""
        with self._reads() as connection:
            return shown.mentioned_as(connection, actor_id)

    def behind(self, actor_id: str) -> set[str]:
        """The machine's actors of which mentions are shown as this one."""
        with self._reads() as connection:
            return shown.behind(connection, actor_id)

    def shown_as(self, actor_id: str, name: str = "") -> Actor | None:
        """Whom the machine's actor (where it goes by `name`) is shown as; None where it is gone."""
        with self._reads() as connection:
            found = shown.load(connection, [shown.node(connection, actor_id, name)])
        return found[0] if found else None

    def known(self, actor_id: str) -> tuple[Known, ...]:
        """Every decision that an article's entity is this actor, with method, score and why."""
        with self._reads() as connection:
            found = shown.known(connection, actor_id)
        return tuple(_placed(one, self.reading(one.identification.article_id)) for one in found)

    def groups(self) -> tuple[StatementGroup, ...]:
        """Every statement group, by day said (unknown last) and id."""
        with self._reads() as connection:
            return grouping.groups(connection)

    def groups_of(self, statement_ids: Iterable[str]) -> tuple[StatementGroup, ...]:
        """The groups that hold any of these statements (exact ids)."""
        with self._reads() as connection:
            return grouping.groups_of(connection, statement_ids)

    def group(self, key: str) -> StatementGroup:
        """The group of that id or prefix, or the group that a statement of that id is in. NotFound."""
        with self._reads() as connection:
            return grouping.groups(connection, [listing.group_id(connection, key)])[0]

    def stories(self) -> tuple[Story, ...]:
        """Every story, by first day (unknown last) and id."""
        with self._reads() as connection:
            return stories.stories(connection)

    def story(self, key: str) -> Story:
        """The story of that id or prefix, or the story that an article of that id is in. NotFound."""
        with self._reads() as connection:
            return stories.stories(connection, [listing.story_id(connection, key)])[0]

    def articles(self) -> tuple[ArticleRow, ...]:
        """Every article's newest version, in order of adding."""
        with self._reads() as connection:
            return listing.articles(connection)

    def copies(self, article_id: str | None = None) -> tuple[Copy, ...]:
        """Copies that have this article on either side, or all."""
        with self._reads() as connection:
            return stories.copies(connection, article_id)

    def judgements(self, undone: bool = False) -> tuple[Judgement, ...]:
        """People's judgements that stand, in order; with `undone` those taken back as well."""
        with self._reads() as connection:
            return judgements.judgements(connection, undone)


def _placed(known: Known, whole: Reading) -> Known:
    """A decision with the places where the article first calls the entity by each of its names."""
    entity = whole.entities[known.identification.entity]
    forms = {form.casefold() for form in (known.name, entity.name, *entity.aliases)}
    places: dict[str, Span] = {}
    for mention in whole.mentions:
        words = whole.article.slice(mention.span).casefold()
        if words in forms:
            places.setdefault(words, mention.span)
    return replace(known, article=whole.article, evidence=tuple(places.values()))


def _path(where: str) -> Path:
    """The file that `where` names: a path, or `sqlite:///path`."""
    scheme = re.match(r"([A-Za-z][\w+.-]*)://", where)
    if scheme and scheme[1].lower() == "sqlite" and where[len(scheme[0])] == "/":
        where, scheme = where[len(scheme[0]) + 1 :], None
    if scheme:
        raise Usage(
            f"{where.rsplit('@', maxsplit=1)[-1]}: found an address of {scheme[1]}, expected the path of a record's file"
        )
    if not where or "\0" in where:
        raise Usage(f"found {where!r} as the record's name, expected the path of a file")
    # SQLite names its log after the file itself, not after a link to it
    return Path(os.path.realpath(where))


def _identity(path: Path) -> tuple[int, int, bytes] | None:
    """Which file it is, and of which kind: another program may write into the same file."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            return status.st_dev, status.st_ino, file.read(len(sqlite.MAGIC))
    except OSError:
        return None
