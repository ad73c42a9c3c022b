"""Schema 7: what a search looks up of each statement it found lies in one tree, not in a table and an index.

And the days said in the order of adding, so that a search meets the newest of a time first.
"""

from __future__ import annotations

from sqlalchemy import Connection

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
    made = connection.exec_driver_sql(
        "SELECT type, name, tbl_name AS its, sql FROM sqlite_master WHERE sql IS NOT NULL"
    ).all()
    triggers = [one for one in made if one.type == "trigger"]
    for one in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {one.name}")
    for name in BY_KEY:
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
