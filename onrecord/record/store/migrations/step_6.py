"""Schema 6: tables and indexes by which the newest statements that a search asks for come first."""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.record.store.kept import FILLED, TRIGGERS

COMMANDS = (
    """CREATE TABLE spoken (actor_id TEXT NOT NULL, number INTEGER NOT NULL,
       PRIMARY KEY (actor_id, number)) WITHOUT ROWID""",
    "CREATE TABLE clashing (number INTEGER NOT NULL, PRIMARY KEY (number))",
    "CREATE INDEX statement_days ON statement (first_day, last_day, narrated)",
    "CREATE INDEX statement_manner ON statement (coalesce(json_extract(body, '$.manner'), 'indirect'))",
)


def step(connection: Connection) -> None:
    """Bring a record of schema 5 to schema 6."""
    for command in (*COMMANDS, *TRIGGERS, *FILLED):
        connection.exec_driver_sql(command)
