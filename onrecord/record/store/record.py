"""The record on disk: open it, read from it, write to it one transaction at a time.

`Record.open` checks that the file is ours before it touches it. Reading needs no transaction of
the caller's; writing goes through `Record.writing()`. Every failure is an error of
onrecord.errors that names the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from types import TracebackType

from onrecord.record.store.rows import ArticleRow, Judgement, Known, Row
from onrecord.record.store.writer import Writer
from onrecord.types import Actor, Copy, Match, Reading, Said, StatementGroup, Story


class Record:
    """What many articles say together, on disk. Open it with `Record.open`, close it after use."""

    where: str

    @classmethod
    def open(cls, where: str, create: bool = True) -> Record:
        """Open the record in a file, made if missing and `create`.

        Raises NotFound (missing, and `create` is false), NotARecord, NewerRecord, RecordLocked,
        RecordFull, RecordError; Usage for a `where` of a kind that is not supported.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        raise NotImplementedError

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def writing(self) -> AbstractContextManager[Writer]:
        """One transaction, committed when the block ends well; RecordLocked if another writes on."""
        raise NotImplementedError

    def version_for(self, article_id: str, text: str, headline: str | None = None) -> tuple[int, bool]:
        """The version number that this text has or would get, and whether the record has it."""
        raise NotImplementedError

    # ------------------------------------------------------------------ readings and statements

    def readings(self, versions: bool = False) -> Iterator[Reading]:
        """The newest reading of every article, by order of adding; with `versions` every one."""
        raise NotImplementedError

    def reading(self, article_id: str, version: int | None = None) -> Reading:
        """One article's reading, the newest unless told; an id prefix will do. NotFound."""
        raise NotImplementedError

    def path(self, article_id: str, version: int | None = None) -> str | None:
        """The path that the article came from, as it was given."""
        raise NotImplementedError

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
        raise NotImplementedError

    def statement(self, statement_id: str) -> Row:
        """One statement by id or prefix. NotFound."""
        raise NotImplementedError

    def rows(self, statement_ids: tuple[str, ...]) -> tuple[Row, ...]:
        """These statements (exact ids), in the order asked for; ones not in the record are left out."""
        raise NotImplementedError

    def said(self, statement_id: str) -> Said:
        """The day said: the reading's own, or the one that other reports supply. NotFound."""
        raise NotImplementedError

    def links(self, statement_id: str) -> tuple[Match, ...]:
        """Every match of the statement, "same" included, by the other side's id."""
        raise NotImplementedError

    # ------------------------------------------------------------------ lists

    def actors(self) -> tuple[Actor, ...]:
        """Every actor with its count of statements, the most quoted first."""
        raise NotImplementedError

    def actor(self, key: str) -> Actor:
        """The actor of that id, id prefix or name. NotFound names candidates or likely spellings."""
        raise NotImplementedError

    def known(self, actor_id: str) -> tuple[Known, ...]:
        """Every decision that an article's entity is this actor, with method, score and why."""
        raise NotImplementedError

    def groups(self) -> tuple[StatementGroup, ...]:
        """Every statement group, by day said (unknown last) and id."""
        raise NotImplementedError

    def group(self, key: str) -> StatementGroup:
        """The group of that id or prefix, or the group of the statement of that id. NotFound."""
        raise NotImplementedError

    def stories(self) -> tuple[Story, ...]:
        """Every story, by first day (unknown last) and id."""
        raise NotImplementedError

    def story(self, key: str) -> Story:
        """The story of that id or prefix, or the story of the article of that id. NotFound."""
        raise NotImplementedError

    def articles(self) -> tuple[ArticleRow, ...]:
        """Every article's newest version, in order of adding."""
        raise NotImplementedError

    def copies(self, article_id: str | None = None) -> tuple[Copy, ...]:
        """Copies that have this article on either side, or all."""
        raise NotImplementedError

    def judgements(self, undone: bool = False) -> tuple[Judgement, ...]:
        """People's judgements that stand, in order; with `undone` those taken back as well."""
        raise NotImplementedError
