"""What goes wrong in SQLite, as errors of onrecord that name the record, in one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from onrecord.errors import NotARecord, RecordError, RecordFull, RecordLocked, Usage

PATIENCE = 5.0  # seconds to wait for another writer


@contextmanager
def plainly(where: str) -> Iterator[None]:
    """Turn SQLite's errors inside the block into errors of onrecord that name the record."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise _in_words(where, cause) from error
    except UnicodeEncodeError as error:
        raise Usage(
            f"{where}: found a lone surrogate in {error.object!r:.80}, expected Unicode text"
        ) from None


def _in_words(where: str, cause: BaseException | None) -> RecordError:
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    whole = getattr(cause, "sqlite_errorcode", 0)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return RecordLocked(f"{where}: another process is writing; waited {PATIENCE:g} seconds for it")
    if code == sqlite3.SQLITE_FULL:
        return RecordFull(f"{where}: no room is left on the disk; nothing of this step was written")
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT} or whole == sqlite3.SQLITE_IOERR_SHORT_READ:
        return NotARecord(f"{where}: the record is damaged ({cause})")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}:
        return RecordError(f"{where}: the record may not be written or opened ({cause})")
    if code == sqlite3.SQLITE_IOERR:
        return RecordError(f"{where}: the disk failed ({cause})")
    return RecordError(f"{where}: {cause}")
