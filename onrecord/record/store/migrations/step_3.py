"""Schema 3: quotations are found by their words, whoever is said to have spoken them.

Those of older records are filed when their articles are next settled (`onrecord rebuild`).
"""

from __future__ import annotations

from sqlalchemy import Connection

COMMANDS = (
    """CREATE TABLE quotation (value INTEGER NOT NULL, statement_id TEXT NOT NULL,
       PRIMARY KEY (value, statement_id), FOREIGN KEY(statement_id) REFERENCES statement (id))""",
    "CREATE INDEX ix_quotation_statement_id ON quotation (statement_id)",
)


def step(connection: Connection) -> None:
    """Bring a record of schema 2 to schema 3."""
    for command in COMMANDS:
        connection.exec_driver_sql(command)
