"""`python -m benchmarks.pages [ARTICLES]`: how long each page of a large record takes.

The record is made of `invented.articles`, put in bulk: articles that follow one another are made one
story, their statements by the same speaker one group, without matching (which `benchmarks.growth`
measures). Then each kind of page is asked for many times, in the process of the pages; prints
median and 95th percentile in milliseconds, of the clock and of the processor's work (which other
programs on the machine do not stretch). A record made once is kept where `--keep FILE` says.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient

from benchmarks.invented import articles
from onrecord.record.store import Record, Writer
from onrecord.show.web.app import application
from onrecord.types import Actor, Copy, Identification, Origins, Reading, StatementGroup, Story

ARTICLES, EACH, BATCH = 5_000, 30, 400
SIZES = (1, 1, 2, 2, 3, 4, 6, 9)


def addresses(where: str) -> Iterator[tuple[str, list[str]]]:
    """Each kind of page with addresses of it, drawn evenly; the heaviest of a kind among them."""
    rng, db = random.Random(11), sqlite3.connect(where)

    def drawn(query: str, heaviest: str) -> list[str]:
        every = [row[0] for row in db.execute(query)]
        return [row[0] for row in db.execute(heaviest)] + rng.sample(every, min(EACH, len(every)))

    spoken = "SELECT actor_id FROM voice WHERE part = 'speaker' GROUP BY 1"
    actors = drawn(spoken, f"{spoken} ORDER BY count(*) DESC LIMIT 3")
    words = [row[0].split() for row in db.execute("SELECT content FROM statement ORDER BY random() LIMIT 40")]
    yield "front", ["/"] * 10
    yield "stories", [f"/stories?page={n}" for n in (1, 2, 7)]
    story = "SELECT story_id FROM in_story GROUP BY 1"
    yield "story", [f"/story/{one}" for one in drawn(story, f"{story} ORDER BY count(*) DESC LIMIT 3")]
    group = "SELECT id FROM statement_group"
    yield "statement", [f"/statement/{one}" for one in drawn(group, f"{group} ORDER BY outlets DESC LIMIT 5")]
    yield "actor", [f"/actor/{one}" for one in actors]
    outlets = drawn(
        "SELECT DISTINCT outlet FROM article",
        "SELECT outlet FROM article GROUP BY 1 ORDER BY count(*) DESC LIMIT 3",
    )
    yield "outlet", [f"/outlet/{quote(one)}" for one in outlets[:12] if one]
    yield (
        "article",
        [f"/article/{one}" for one in drawn("SELECT id FROM article", "SELECT id FROM article LIMIT 1")],
    )
    yield "search, one word", [f"/search?q={quote(max(line, key=len))}" for line in words if line]
    yield "search, common word", ["/search?q=the", "/search?q=of", "/search"]
    yield (
        "search, two words",
        [f"/search?q={quote(' '.join(sorted(line, key=len)[-2:]))}" for line in words if line],
    )
    yield (
        "search, X about Y",
        [
            f"/search?speaker={who}&q={quote(max(line, key=len))}"
            for who, line in zip(actors, words, strict=False)
        ],
    )
    names = [row[0] for row in db.execute("SELECT name FROM actor ORDER BY random() LIMIT 12")]
    yield (
        "search, a question",
        [f"/search?q={quote(f'what did {name} say about the port')}" for name in names],
    )
    db.close()


def main() -> None:
    """Make the record, ask for its pages, print how long they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    parser.add_argument("--keep", metavar="FILE", help="use this record; it is made where it is missing")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        where = given.keep or str(Path(name) / "record.db")
        if not Path(where).exists():
            begun = time.perf_counter()
            fill(where, given.articles)
            print(f"made in {time.perf_counter() - begun:.0f} s, {Path(where).stat().st_size >> 20} MB")
        with TestClient(application(where), base_url="http://127.0.0.1") as pages:
            pages.get("/")  # templates are compiled once
            for kind, asked in addresses(where):
                taken, worked = [], []
                for path in asked:
                    begun, worked_before = time.perf_counter(), time.process_time()
                    answer = pages.get(path)
                    taken.append(1000 * (time.perf_counter() - begun))
                    worked.append(1000 * (time.process_time() - worked_before))
                    if answer.status_code != 200:
                        raise SystemExit(f"{path}: {answer.status_code}")
                print(f"{kind:22} {_figures(taken)}   processor {_figures(worked)}   ({len(taken)})")


def _figures(taken: list[float]) -> str:
    """Median and 95th percentile of milliseconds."""
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"median {statistics.median(ordered):7.1f} p95 {p95:7.1f}"


if __name__ == "__main__":
    main()
