"""Schema 9: what a search tells of its hits lies in one narrow table, in the order of adding."""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.record.store.kept import HIT_FILLED, HIT_TRIGGERS

TABLE = """CREATE TABLE hit (number INTEGER NOT NULL, id TEXT NOT NULL, first_day INTEGER, last_day INTEGER,
       manner TEXT NOT NULL, cue TEXT NOT NULL, via TEXT, outlet TEXT, published INTEGER, story TEXT, grouped TEXT,
       outlets INTEGER NOT NULL, speakers TEXT, PRIMARY KEY (number))"""


def step(connection: Connection) -> None:
    """Bring a record of schema 8 to schema 9."""
    for command in (TABLE, *HIT_TRIGGERS, HIT_FILLED):
        connection.exec_driver_sql(command)
