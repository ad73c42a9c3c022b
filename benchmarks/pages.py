"""`python -m benchmarks.pages [ARTICLES]`: how long each page of a large record takes.

    python -m benchmarks.pages 100000 [--keep FILE] [--out benchmarks/pages.json]

The record is `benchmarks.bulk`'s. Each kind of page is asked for many times, at addresses drawn
evenly and at the heaviest of its kind, in the process of the pages, one after another; median and
95th percentile are in milliseconds: of the clock (`ms`), of the clock less the time for which the
process was ready and no core was free (`alone_ms`: what an idle machine would take, waiting for the
disk included), and of the processor's work. What is measured is written under the number of articles,
beside what other sizes took, with the machine's load. A record made once is kept where `--keep` says.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

from benchmarks.bulk import fill
from evaluation.kept import commit, today
from onrecord.show.web.app import application

ARTICLES, EACH = 5_000, 40
OUT = Path(__file__).parent / "pages.json"


def addresses(where: str) -> Iterator[tuple[str, list[str]]]:
    """Each kind of page with addresses of it, drawn evenly, and the heaviest of a kind apart."""
    rng, db = random.Random(11), sqlite3.connect(where)

    def column(query: str) -> list[str]:
        return [str(row[0]) for row in db.execute(query)]

    def drawn(kind: str, table: str, key: str) -> Iterator[tuple[str, list[str]]]:
        last = db.execute(f"SELECT max(number) FROM {table.split(maxsplit=1)[0]}").fetchone()[0]
        rows = ", ".join(str(rng.randint(1, last)) for _ in range(EACH))
        chosen = column(f"SELECT {key} FROM {table} WHERE number IN ({rows}) ORDER BY number")
        of = table.partition(" ON ")[0].split()[-1]  # the table that has the key
        heaviest = column(f"SELECT {key} FROM {of} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 5")
        yield kind, [f"/{kind}/{quote(one, safe='')}" for one in chosen]
        yield f"{kind}, the heaviest", [f"/{kind}/{quote(one, safe='')}" for one in heaviest]
        yield f"{kind}, the heaviest, as data", [f"/{kind}/{quote(one, safe='')}.json" for one in heaviest]

    newest = db.execute("SELECT max(number) FROM statement").fetchone()[0]
    numbers = ", ".join(str(rng.randint(1, newest)) for _ in range(EACH))
    lines = [
        [word.strip(".,") for word in content.split()]
        for content in column(f"SELECT content FROM statement WHERE number IN ({numbers}) ORDER BY number")
    ]
    actors = column("SELECT actor_id FROM spoken GROUP BY 1 ORDER BY count(*) DESC LIMIT 20")
    actors += rng.sample(column("SELECT id FROM actor ORDER BY 1"), 20)
    names = dict(db.execute("SELECT id, name FROM actor"))
    yield "front", ["/"] * 10
    yield "stories", [f"/stories?page={number}" for number in (1, 2, 7, 20)]
    yield from drawn("story", "article JOIN in_story ON article_id = id", "story_id")
    yield from drawn("statement", "statement JOIN member ON statement_id = id", "group_id")
    yield from drawn("actor", "statement JOIN voice ON statement_id = id", "actor_id")
    yield from drawn("outlet", "article", "outlet")
    yield from drawn("article", "statement", "article_id")
    yield "review, history, add", ["/review", "/history", "/add", "/names?q=da"] * 3
    searches = {
        "a word": [max(line, key=len) for line in lines],
        "two words": [" ".join(sorted(line, key=len)[-2:]) for line in lines],
        "a common word": ["the", "of", "is", "at", "on", "that", "will", "be"],
        "common words": ["the of", "at of is", "will be", '"of the"', '"will be"'],
        "a question": [f"what did {names[who]} say about {max(line, key=len)}" for who, line in zip(actors, lines, strict=False)],
    }  # fmt: skip
    for kind, typed in searches.items():
        yield f"search, {kind}", [f"/search?q={quote(one)}" for one in typed]
    yield "search, all that X said", [f"/search?speaker={who}" for who in actors]
    yield (
        "search, everything",
        ["/search", "/search?clash=1", "/search?manner=indirect", "/search?narrated=1"],
    )
    filters = (
        "clash=1", "since=2031-01-20", "until=2031-01-20", "since=2031-06-01&until=2031-12-31",
        f"speaker={actors[0]}", f"speaker={actors[30]}", "manner=direct", "page=9",
    )  # fmt: skip
    yield "search, with filters", [f"/search?{words}{one}" for one in filters for words in ("q=the&", "")]
    db.close()


def measured(pages: TestClient, asked: list[str]) -> dict[str, Any]:
    """The milliseconds that these addresses take, each asked for once, and the slowest of them."""
    taken: list[tuple[float, float, float, str]] = []
    for path in asked:
        begun, waited, worked = time.perf_counter(), _waited(), time.process_time()
        answer = pages.get(path)
        work, wait = time.process_time() - worked, _waited() - waited
        clock = time.perf_counter() - begun
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        # threads that wait at once count twice: what was worked at least has passed
        taken.append((1000 * clock, 1000 * max(clock - wait, work), 1000 * work, path))
    return {
        "pages": len(taken),
        "ms": _figures([clock for clock, _, _, _ in taken]),
        "alone_ms": _figures([alone for _, alone, _, _ in taken]),
        "processor_ms": _figures([work for _, _, work, _ in taken]),
        "slowest": max(taken, key=lambda one: one[1])[3],
    }


def _waited() -> float:
    """Seconds for which threads of this process were ready and no core was free (Linux; else 0)."""
    told = (file.read_text() for file in Path("/proc/self/task").glob("*/schedstat"))
    return sum(int(words.split()[1]) for words in told) / 1e9


def main() -> None:
    """Make the record, ask for its pages, print and keep how long they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    parser.add_argument("--keep", metavar="FILE", help="use this record; it is made where it is missing")
    parser.add_argument("--out", type=Path, default=OUT, help="where the figures go")
    given = parser.parse_args()
    result: dict[str, Any] = {
        "date": today(),
        "commit": commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_average": {"before": _load()},
    }
    with tempfile.TemporaryDirectory() as name:
        where = given.keep or str(Path(name) / "record.db")
        if not Path(where).exists():
            begun = time.process_time()
            fill(where, given.articles)
            result["made_in_processor_seconds"] = round(time.process_time() - begun)
        with TestClient(application(where), base_url="http://127.0.0.1") as pages:
            result |= {"mb": Path(where).stat().st_size >> 20, **_totals(pages)}
            result["kinds"] = {}
            for kind, asked in addresses(where):
                it = result["kinds"][kind] = measured(pages, asked)
                p95 = "  ".join(
                    f"{name} {it[name]['p95']:6.0f}" for name in ("ms", "alone_ms", "processor_ms")
                )
                print(f"{kind:40} p95 {p95}  {it['slowest'][:60]}", flush=True)
    result["load_average"]["after"] = _load()
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    kept = json.loads(given.out.read_text(encoding="utf-8")) if given.out.exists() else {}
    kept[str(given.articles)] = result
    ordered = dict(sorted(kept.items(), key=lambda it: int(it[0])))
    given.out.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _totals(pages: TestClient) -> dict[str, int]:
    """How much the record holds; the first answer, so that templates are compiled."""
    pages.get("/")
    told = pages.get("/.json").json()
    return {"articles": told["articles"], "statements": told["statements"]}


def _load() -> list[float]:
    return [round(average, 1) for average in os.getloadavg()]


def _figures(taken: list[float]) -> dict[str, float]:
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return {"median": round(statistics.median(ordered), 1), "p95": round(p95, 1)}


if __name__ == "__main__":
    main()
