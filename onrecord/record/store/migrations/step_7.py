"""Schema 7: what a search looks up of each statement it found lies in one tree, not in a table and an index.

And the days said in the order of adding, so that a search meets the newest of a time first.
"""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.record.store.migrations.by_key import rebuilt

BY_KEY = ("voice", "member", "in_story")
COMMANDS = (
    "DROP INDEX statement_days",
    """CREATE INDEX statement_newest ON statement (number, first_day, last_day)
       WHERE first_day IS NOT NULL""",
)


def step(connection: Connection) -> None:
    """Bring a record of schema 6 to schema 7."""
    for command in COMMANDS:
        connection.exec_driver_sql(command)
    rebuilt(connection, BY_KEY)
