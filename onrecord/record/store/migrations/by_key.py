"""Tables made anew WITHOUT ROWID: what is looked up of a row lies in one tree, not in a table and an index."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection


def rebuilt(connection: Connection, tables: Iterable[str]) -> None:
    """Keep each of these tables, its rows and its indexes, in the order of its key."""
    made = connection.exec_driver_sql(
        "SELECT type, name, tbl_name AS its, sql FROM sqlite_master WHERE sql IS NOT NULL"
    ).all()
    triggers = [one for one in made if one.type == "trigger"]
    for one in triggers:  # rows only move: nothing is to be kept in step with them
        connection.exec_driver_sql(f"DROP TRIGGER {one.name}")
    for name in tables:
        (table,) = (one for one in made if one.type == "table" and one.name == name)
        indexes = [one for one in made if one.type == "index" and one.its == name]
        for one in indexes:
            connection.exec_driver_sql(f"DROP INDEX {one.name}")
        connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO {name}_before")
        connection.exec_driver_sql(f"{table.sql} WITHOUT ROWID")
        connection.exec_driver_sql(f"INSERT INTO {name} SELECT * FROM {name}_before")
        connection.exec_driver_sql(f"DROP TABLE {name}_before")
        for one in indexes:
            connection.exec_driver_sql(one.sql)
    for one in triggers:
        connection.exec_driver_sql(one.sql)
