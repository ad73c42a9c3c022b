"""All that is SQLite's own: opening a file safely, its settings, word search.

A file is looked at before SQLite may touch it, so that nobody's other database is changed. A
record is marked by `PRAGMA application_id`, and its schema numbered by `PRAGMA user_version`.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, literal_column, select, text
from sqlalchemy.sql import ColumnElement

from onrecord.errors import NewerRecord, NotARecord, NotFound, RecordError, Usage
from onrecord.record.store import failures, migrations
from onrecord.record.store.kept import HIT_TRIGGERS, TRIGGERS
from onrecord.record.store.schema import metadata, statement

OURS = int.from_bytes(b"onrc", "big")  # application_id
MAGIC = b"SQLite format 3\0"

# FULL, not the usual NORMAL: in WAL mode NORMAL survives a killed process, but a power cut may
# take back commits that `add` has already reported as done. It costs one fsync an article.
SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",
)

# The words index keeps no text of its own. `content` and `question` of a row never change: a row
# is only inserted or deleted.
WORDS = (
    """CREATE VIRTUAL TABLE words USING fts5(content, question, content='statement',
       content_rowid='number', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER words_in AFTER INSERT ON statement BEGIN
       INSERT INTO words(rowid, content, question) VALUES (new.number, new.content, new.question);
       END""",
    """CREATE TRIGGER words_out AFTER DELETE ON statement BEGIN
       INSERT INTO words(words, rowid, content, question)
       VALUES ('delete', old.number, old.content, old.question);
       END""",
    # Of whole articles, likewise without their text: search.py keeps it in step.
    """CREATE VIRTUAL TABLE article_words USING fts5(title, body, content='',
       tokenize='unicode61 remove_diacritics 2')""",
)


def opened(path: Path, create: bool) -> Engine:
    """An engine on the record in `path`, made or brought up to date as needed."""
    where = str(path)
    fresh = looked_at(path, create)
    if fresh and not os.access(path.parent, os.W_OK):
        raise RecordError(f"{where}: the folder may not be written, expected one where a record can be made")
    engine = _engine(path, way_in(path, create))
    try:
        with failures.plainly(where):
            _made_current(engine, where, create)
    except BaseException:
        engine.dispose()
        raise
    if fresh:
        _folder_synced(path.parent)
    return engine


def writable(engine: Engine) -> bool:
    """Whether the record was opened so that it can be written."""
    return str(engine.dialect.name) == "sqlite" and not engine.get_execution_options().get("read_only", False)


# --------------------------------------------------------------------------- before SQLite


def looked_at(path: Path, create: bool) -> bool:
    """Whether the record has still to be made; raises for what is not a record."""
    where = str(path)
    try:
        if not path.exists():
            if create and path.parent.is_dir():
                return True
            if create:
                raise NotFound(f"{where}: the folder {path.parent} does not exist")
            raise NotFound(f"{where}: there is no record; `onrecord add` makes one")
        if not path.is_file():
            raise NotARecord(f"{where}: found a {_sort(path)}, expected the file of a record")
        with path.open("rb") as file:
            head = file.read(100)
        size, log = path.stat().st_size, _log_size(path)
    except OSError as error:
        raise RecordError(f"{where}: cannot be opened ({error.strerror or error})") from None
    except ValueError as error:  # a NUL in the path
        raise Usage(f"{where!r}: {error}") from None
    if not head:
        if create:
            return True
        raise NotARecord(f"{where}: found an empty file, expected a record")
    if not head.startswith(MAGIC):
        raise NotARecord(f"{where}: found some other kind of file, expected a record")
    if len(head) < 100:
        raise NotARecord(f"{where}: the record is cut short after {len(head)} bytes")
    # With a write-ahead log the first page may be newer than the file: then SQLite must tell.
    if not log:
        page = int.from_bytes(head[16:18], "big")
        pages = int.from_bytes(head[28:32], "big")
        whole = pages * (65536 if page == 1 else page)
        mark = int.from_bytes(head[68:72], "big")
        if mark != OURS and (mark or pages > 1):
            raise NotARecord(f"{where}: found a database of another program, expected a record")
        if mark == OURS and size < whole:
            raise NotARecord(f"{where}: the record is cut short: {size} bytes of {whole}")
    return False


def _sort(path: Path) -> str:
    return "folder" if path.is_dir() else "device or pipe"


def _log_size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.with_name(path.name + "-wal").stat().st_size
    return 0


def way_in(path: Path, create: bool) -> str:
    """SQLite's URI parameters for what we may do with the file."""
    if not path.exists():
        return "mode=rwc"
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rwc" if create else "mode=rw"
    # Without a log nobody is writing, and SQLite need not make files beside the record to read it.
    return "mode=ro" if _log_size(path) else "mode=ro&immutable=1"


def _folder_synced(folder: Path) -> None:
    """Make the new file's name survive a power cut."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# --------------------------------------------------------------------------- the engine


def _engine(path: Path, way: str) -> Engine:
    address = f"file:{quote(os.fsencode(path))}?{way}"
    read_only = way.startswith("mode=ro")

    def connect() -> sqlite3.Connection:
        # isolation_level None: we say BEGIN ourselves, so that DDL is transactional too
        return sqlite3.connect(
            address,
            uri=True,
            timeout=failures.PATIENCE,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,  # adding an article runs more than the usual 128
        )

    engine = create_engine("sqlite://", creator=connect, execution_options={"read_only": read_only})

    @event.listens_for(engine, "connect")
    def settle_in(connection: sqlite3.Connection, _: object) -> None:
        for setting in SETTINGS:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        at_once = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if at_once else "BEGIN")

    return engine


def _made_current(engine: Engine, where: str, create: bool) -> None:
    with engine.connect() as connection, connection.begin():
        found = _schema_number(connection, where, create)
    if found == migrations.current():
        return
    if not writable(engine):
        raise RecordError(
            f"{where}: an older record that may not be written, expected to bring it up to date"
        )
    with closing(engine.raw_connection()) as raw:  # outside any transaction
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        found = _schema_number(connection, where, create)  # another process may have been faster
        if found == 0:
            metadata.create_all(connection)
            for command in (*WORDS, *TRIGGERS, *HIT_TRIGGERS):
                connection.exec_driver_sql(command)
        else:
            migrations.migrate(connection, found)
        connection.exec_driver_sql(f"PRAGMA application_id = {OURS}")
        connection.exec_driver_sql(f"PRAGMA user_version = {migrations.current()}")


def _schema_number(connection: Connection, where: str, create: bool) -> int:
    """The schema's number, 0 for a file that is still empty."""
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    number = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if not mark and not tables and not number:
        if not create:
            raise NotARecord(f"{where}: found an empty database, expected a record")
        return 0
    if mark != OURS or number < migrations.FIRST:
        raise NotARecord(f"{where}: found a database of another program, expected a record")
    if number > migrations.current():
        raise NewerRecord(
            f"{where}: written by a later onrecord (schema {number}), expected at most {migrations.current()}"
        )
    return number


def changed_by_others(connection: Connection) -> int:
    """A number that stays while only this connection writes to the record."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


# --------------------------------------------------------------------------- word search


def about(words: str) -> ColumnElement[bool]:
    """A condition on `statement`: content or question holds all of these words.

    Words are compared without case and accents. Words joined by hyphens or the like, or put
    between double quotes, must follow each other. Nothing is an operator.
    """
    asked = asked_words(words)
    if not asked:
        return statement.c.number == -1
    hit = text("words MATCH :asked").bindparams(asked=asked)
    return statement.c.number.in_(select(literal_column("rowid")).select_from(text("words")).where(hit))


def asked_words(words: str) -> str:
    """`words` in FTS5's language, with nothing in them an operator; "" where there is no word.

    >>> asked_words('open AND "the port" *')
    '"open" "AND" "the port"'
    """
    pieces = re.findall(r'"([^"]*)"|([^\s"]+)', words.replace("\0", " "))
    return " ".join(f'"{piece}"' for pair in pieces for piece in pair if any(map(str.isalnum, piece)))
