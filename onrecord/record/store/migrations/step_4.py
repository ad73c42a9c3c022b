"""Schema 4: what people's judgements are about, and what becomes of readings and actors by them."""

from __future__ import annotations

from sqlalchemy import Connection

COMMANDS = (
    "ALTER TABLE version ADD COLUMN amended BLOB",
    'ALTER TABLE actor ADD COLUMN "into" TEXT',
    "ALTER TABLE entity ADD COLUMN shown TEXT",
    "ALTER TABLE entity ADD COLUMN judgement INTEGER",
    "CREATE INDEX entity_shown ON entity (shown)",
    "CREATE TABLE shown_actor (id TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (id))",
    """CREATE TABLE anchor (judgement_id INTEGER NOT NULL, side INTEGER NOT NULL, position INTEGER NOT NULL,
       kind TEXT NOT NULL, article_id TEXT NOT NULL, anchor TEXT NOT NULL, found TEXT,
       PRIMARY KEY (judgement_id, side, position), FOREIGN KEY(judgement_id) REFERENCES judgement (id))""",
    "CREATE INDEX anchor_article ON anchor (article_id)",
    "CREATE INDEX anchor_found ON anchor (found)",
)


def step(connection: Connection) -> None:
    """Bring a record of schema 3 to schema 4."""
    for command in COMMANDS:
        connection.exec_driver_sql(command)
