"""How long a command takes to start: whole processes, started afresh.

    python -m benchmarks.start [--runs 5]

Processor seconds (the least of the runs, for other work on the machine only adds to them) of help,
of a first article, and of commands on a small record; the first run of each, which may still write
bytecode, is not counted.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.processes import onrecord, run

ARTICLE = """HARLOW, 3 March 2031 — The mayor of Harlow, Ann Brenn, said on Monday that the port would open.

"We are ready," she told Radio Sarn. The harbour workers' union denied that an agreement was near.
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        article, record = Path(name) / "article.txt", Path(name) / "record.db"
        article.write_text(ARTICLE, encoding="utf-8")
        run(onrecord("add", article, "--record", record))
        for told, arguments in (
            ("onrecord --version", ["--version"]),
            ("onrecord --help", ["--help"]),
            ("onrecord extract FILE", ["extract", article]),
            ("onrecord extract FILE, as a table", ["extract", article, "--format", "table"]),
            ("onrecord add FILE, there already", ["add", article, "--record", record]),
            ("onrecord statements", ["statements", "--record", record]),
            ("onrecord groups", ["groups", "--record", record]),
        ):
            done = [run(onrecord(*arguments)) for _ in range(runs + 1)][1:]
            print(f"{told:36}{min(one.cpu for one in done):6.2f} s", flush=True)


if __name__ == "__main__":
    main()
