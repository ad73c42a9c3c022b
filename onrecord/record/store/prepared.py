"""Queries that are compiled once and then run by SQLite's own driver.

    NUMBERS = Prepared(select(ARTICLE.id, ARTICLE.number).where(among(ARTICLE.id)))
    NUMBERS.rows(connection, {"ids": many(ids)})      all rows, with the columns' names
    NUMBERS.column(connection, …)                     the first column of all rows
    NUMBERS.value(connection, …)                      the first column of the first row, or None
    PUT = Prepared(insert(schema.article))
    PUT.run(connection, rows)                         once for each row

SQLAlchemy writes the query, so it is checked against the tables; but to hand one query over it works
ten times as long as SQLite does, and adding an article takes a hundred. Parameters are what SQLite
itself takes: numbers, text, bytes, None. Errors are the driver's; `failures.plainly` words them.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Delete, Insert, SelectBase, Update
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect(paramstyle="named")

Given = Mapping[str, Any]


class Prepared:
    """One query, for any connection. Made at import, where the query is."""

    def __init__(self, query: SelectBase | Insert | Update | Delete) -> None:
        self.query = query
        self._written: dict[tuple[str, ...], tuple[str, Given]] = {}
        self._row: Callable[[Sequence[Any]], Any] | None = None

    def rows(self, connection: Connection, given: Given) -> list[Any]:
        """All rows; each a tuple whose values go by the columns' names too."""
        if self._row is None:
            columns = cast(SelectBase, self.query).selected_columns.keys()
            made: Any = namedtuple  # its fields are the query's columns
            self._row = made("Row", columns)._make
        return list(map(self._row, self._cursor(connection, given)))

    def tuples(self, connection: Connection, given: Given) -> list[tuple[Any, ...]]:
        """All rows, without the columns' names: for hundreds at a time."""
        return self._cursor(connection, given).fetchall()

    def column(self, connection: Connection, given: Given) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self._cursor(connection, given)]

    def value(self, connection: Connection, given: Given) -> Any:
        """The first column of the first row; None where there is no row."""
        row = self._cursor(connection, given).fetchone()
        return None if row is None else row[0]

    def run(self, connection: Connection, given: Given | Sequence[Given]) -> None:
        """Change the record; of several rows all must give the same columns, and none is fine."""
        if isinstance(given, Mapping):
            self._cursor(connection, given)
        elif given:
            sql, fixed = self._sql(tuple(given[0]))
            _driver(connection).executemany(sql, [{**fixed, **row} for row in given] if fixed else given)

    def _cursor(self, connection: Connection, given: Given) -> sqlite3.Cursor:
        sql, fixed = self._sql(tuple(given))
        return _driver(connection).execute(sql, {**fixed, **given} if fixed else given)

    def _sql(self, names: tuple[str, ...]) -> tuple[str, Given]:
        """The query in SQL, and the values that are written into it; `names` are those given with it."""
        if names not in self._written:
            changes = isinstance(self.query, Insert | Update)
            written = self.query.compile(dialect=_DIALECT, column_keys=names if changes else None)
            fixed = {name: value for name, value in written.params.items() if name not in names}
            self._written[names] = str(written), fixed
        return self._written[names]


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)
