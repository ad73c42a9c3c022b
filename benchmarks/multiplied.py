"""A record multiplied, to see what adding costs in one of a million statements without adding them.

    python -m benchmarks.growth --statements 15000 --record small.db
    python -m benchmarks.multiplied small.db large.db --copies 65

Every row that an article brings comes again under other ids, on earlier days, with other word runs; the
people stay, so who is quoted most is quoted as much more often. Only the words of whole articles
are left out of the index. The articles of `benchmarks.invented` that follow those of the small record
are as near to its days as they would be to a true one's.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

IDS = {
    "id",
    "article_id",
    "statement_id",
    "story_id",
    "group_id",
    "story",
    "grouped",
    "left",
    "right",
    "original_id",
}
DAYS = {"published", "first_day", "last_day", "day", "near", "first", "last"}
TABLES = (
    "article", "version", "vector", "statement", "voice", "spoken", "hit", "named", "quotation", "entity", "match",
    "statement_group", "member", "story", "in_story", "digest", "digest_actor", "shingle", "copied",
    "said_elsewhere", "clashing",
)  # fmt: skip


def multiply(small: Path, large: Path, copies: int) -> None:
    """Make `large` hold what `small` holds, so many times."""
    shutil.copy(small, large)
    with closing(sqlite3.connect(large, isolation_level=None)) as raw:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000", "foreign_keys=OFF"):
            raw.execute(f"PRAGMA {setting}")
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f'DROP TRIGGER "{name}"')
        shift = {"days": raw.execute("SELECT max(published) - min(published) + 3 FROM article").fetchone()[0]}
        for table in ("article", "statement"):
            shift[table] = raw.execute(f"SELECT max(number) FROM {table}").fetchone()[0]
        columns = {name: [row[1] for row in raw.execute(f'PRAGMA table_info("{name}")')] for name in TABLES}
        for table in TABLES:
            raw.execute(f'CREATE TEMP TABLE "the_{table}" AS SELECT * FROM "{table}"')
        for copy in range(1, copies):
            raw.execute("BEGIN")
            for table in TABLES:
                values = ", ".join(_other(table, column, copy, shift) for column in columns[table])
                raw.execute(f'INSERT INTO "{table}" SELECT {values} FROM "the_{table}"')
            raw.execute(
                "INSERT INTO words(rowid, content, question)"
                f" SELECT number + {copy * shift['statement']}, content, question FROM the_statement"
            )
            raw.execute("COMMIT")
        for _, command in triggers:
            raw.execute(command)
        raw.execute("PRAGMA journal_mode = WAL")  # as every record is


def _other(table: str, column: str, copy: int, shift: dict[str, int]) -> str:
    """The value of a column in another copy."""
    name = f'"{column}"'
    if column in IDS:
        return f"{name} || '-{copy}'"
    if column == "number" and table != "version":
        return f"{name} + {copy * shift['article' if table == 'article' else 'statement']}"
    if column == "value":
        return f"({name} + {copy * 1_000_003}) & 9223372036854775807"
    return f"{name} - {copy * shift['days']}" if column in DAYS else name


def main() -> None:
    """Multiply a record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--copies", type=int, default=65)
    options = parser.parse_args()
    multiply(options.small, options.large, options.copies)


if __name__ == "__main__":
    main()
