"""Schema 8: what is near in time is found from the last day on, so that a look-up costs the same however old a record is.

And what an article is looked up by lies in one tree, not in a table and an index.
"""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.record.store.migrations.by_key import rebuilt

BY_KEY = ("named", "quotation", "digest_actor", "shingle")
INDEXES = {
    "digest_days": "digest (last_day, first_day)",
    "digest_without_actors": "digest (actors, last_day, first_day)",
    "digest_actor_days": "digest_actor (actor_id, last_day, first_day, article_id)",
    "named_near": "named (name, near, narrated)",
}


def step(connection: Connection) -> None:
    """Bring a record of schema 7 to schema 8."""
    for name in INDEXES:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    rebuilt(connection, BY_KEY)
    for name, columns in INDEXES.items():
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {columns}")
