"""Schema 5: how sure the reading is of who said it, and indexes by which the least certain come first."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from onrecord.record.store import schema
from onrecord.record.store.reports import speaker_score
from onrecord.record.store.serial import unpack
from onrecord.types import Reading

COMMANDS = (
    "ALTER TABLE statement ADD COLUMN speaker_score FLOAT",
    "CREATE INDEX statement_unsure ON statement (confidence)",
    "CREATE INDEX speaker_unsure ON statement (speaker_score)",
    "CREATE INDEX match_score ON match (relation, score)",
    "CREATE INDEX entity_unsure ON entity (method, score)",
)


def step(connection: Connection) -> None:
    """Bring a record of schema 4 to schema 5."""
    for command in COMMANDS:
        connection.exec_driver_sql(command)
    article, version, statement = schema.article.c, schema.version.c, schema.statement.c
    newest = (version.article_id == article.id) & (version.number == article.version)
    query = select(version.reading, version.amended).join(schema.article, newest)
    put = (
        update(schema.statement)
        .where(statement.id == bindparam("its"))
        .values(speaker_score=bindparam("sure"))
    )
    for row in connection.execute(query):
        reading = unpack(Reading, row.amended if row.amended is not None else row.reading)
        scores = [{"its": one.statement_id, "sure": speaker_score(one)} for one in reading.attributions]
        if scores:
            connection.execute(put, scores)
