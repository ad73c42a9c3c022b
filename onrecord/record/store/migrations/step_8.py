"""Schema 8: what is near in time is found from the last day on, so that a look-up costs the same however old a record is.

And what an article is looked up by lies in one tree, not in a table and an index.
"""

from __future__ import annotations

from sqlalchemy import Connection

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
    made = connection.exec_driver_sql(
        "SELECT type, name, tbl_name AS its, sql FROM sqlite_master WHERE sql IS NOT NULL"
    ).all()
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
    for name, columns in INDEXES.items():
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {columns}")
