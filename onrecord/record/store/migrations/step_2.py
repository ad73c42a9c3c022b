"""Schema 2: word search over whole articles, clashes counted, searches that are kept.

Clashes of older records are counted when their groups are next made (`onrecord rebuild`).
"""

from __future__ import annotations

from sqlalchemy import Connection

COMMANDS = (
    "ALTER TABLE statement_group ADD COLUMN clashes INTEGER DEFAULT '0' NOT NULL",
    "CREATE INDEX group_reported ON statement_group (outlets, first_day)",
    "CREATE INDEX group_clashing ON statement_group (clashes, first_day)",
    'CREATE INDEX story_newest ON story ("last", id)',
    "CREATE INDEX article_newest ON article (outlet_folded, published)",
    """CREATE TABLE saved_search (id INTEGER NOT NULL, name TEXT NOT NULL, asked TEXT NOT NULL,
       made TEXT NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (asked))""",
    """CREATE VIRTUAL TABLE article_words USING fts5(title, body, content='',
       tokenize='unicode61 remove_diacritics 2')""",
)


def step(connection: Connection) -> None:
    """Bring a record of schema 1 to schema 2."""
    from onrecord.record.store.search import index_all  # noqa: PLC0415 - it imports the schema, which imports us

    for command in COMMANDS:
        connection.exec_driver_sql(command)
    index_all(connection)
