"""Looking through a record's file without changing it: is it whole, and what does it hold?

`Record.open` brings an older record up to date; this does not, so it is safe on any file.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from onrecord.errors import NewerRecord
from onrecord.record.store import failures, migrations, sqlite

SHOWN = 5  # complaints of one kind; a broken page makes thousands


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a record's file holds, and what is wrong with it: no complaint means that all is well."""

    schema: int
    articles: int
    statements: int
    complaints: tuple[str, ...] = ()


def soundness(path: Path) -> Soundness:
    """Look through every page, every reference and every reading of the record in `path`.

    Takes about a second for 100 MB. Raises NotFound, NotARecord, NewerRecord, RecordLocked,
    RecordError.
    """
    where = str(path)
    path = Path(os.path.realpath(path))
    sqlite.looked_at(path, create=False)
    address = f"file:{quote(os.fsencode(path))}?{sqlite.way_in(path, create=False)}"
    with (
        failures.plainly(where),
        closing(sqlite3.connect(address, uri=True, timeout=failures.PATIENCE)) as connection,
    ):
        connection.execute("PRAGMA query_only = ON")
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        if schema > migrations.current():
            raise NewerRecord(
                f"{where}: written by a later onrecord (schema {schema}), expected at most {migrations.current()}"
            )
        complaints = tuple(_complaints(connection))
        counts = (0, 0) if complaints else _counts(connection)
        return Soundness(schema, *counts, complaints)


def _counts(connection: sqlite3.Connection) -> tuple[int, int]:
    return tuple(
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("article", "statement")
    )


def _complaints(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite finds wrong with pages, indexes and references, then readings that do not unpack."""
    found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({SHOWN})")]
    if found != ["ok"]:
        yield from found
        return
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(SHOWN):
        yield f"row {row} of {table} points at nothing in {parent}"
    broken = 0
    for article, number, blob in connection.execute("SELECT article_id, number, reading FROM version"):
        if not _unpacks(blob):
            broken += 1
            if broken <= SHOWN:
                yield f"the reading of article {article}, version {number}, is damaged"


def _unpacks(blob: bytes) -> bool:
    """Whether a packed reading is whole: its checksum tells."""
    stream = zlib.decompressobj()
    try:
        while blob and not stream.eof:
            stream.decompress(blob, 1 << 20)
            blob = stream.unconsumed_tail
    except zlib.error:
        return False
    return stream.eof
