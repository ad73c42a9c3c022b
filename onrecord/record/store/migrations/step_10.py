"""Schema 10: a statement's row of `hit` is written when its transaction ends, and no longer by a trigger."""

from __future__ import annotations

from sqlalchemy import Connection


def step(connection: Connection) -> None:
    """Bring a record of schema 9 to schema 10."""
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS hit_in")  # a record that was older still never had it
