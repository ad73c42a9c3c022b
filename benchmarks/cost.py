"""What one more article costs, by how many the record already holds.

    python -m benchmarks.cost [--most 3000]

The sample articles are read once, then settled again and again with controlled edits: each round
tells the four stories of another world, with the names of all people, bodies and places exchanged
for others of the same length (so that every span still hits), on other days.
Milliseconds for an article are the mean of the last round before each size; reading it costs the
same whatever the record holds, and is given apart.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from onrecord.article import read
from onrecord.article.extract import Extractor
from onrecord.pipeline import read_article, settle
from onrecord.record.store import Record
from onrecord.types import Article, Reading

EXAMPLES = Path(__file__).parent.parent / "examples"
STORIES = ("bank", "bridge", "karhola", "strait")
SIZES = (100, 300, 1_000, 3_000, 10_000)
VOWELS, CONSONANTS = "aeiouy", "bcdfghjklmnpqrstvwxz"
KEPT = frozenset(
    ("The", "And", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February",
     "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
)  # fmt: skip

T = TypeVar("T")


def sample() -> tuple[list[Reading], float]:
    """The sample articles as read, and the seconds that reading one takes."""
    articles = [a for a in read.articles([EXAMPLES / story for story in STORIES]) if isinstance(a, Article)]
    extractor = Extractor()
    begun = time.process_time()
    readings = [read_article(article, extractor) for article in articles]
    return readings, (time.process_time() - begun) / len(readings)


def rounds(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The sample as it is, then in one world after another."""
    words = {
        word
        for reading in readings
        for entity in reading.entities
        for name in (entity.name, *entity.aliases)
        for word in re.findall(r"[A-Z][a-z]{2,}", name)
    } - KEPT
    names = re.compile(r"\b(?:" + "|".join(sorted(words, key=lambda w: (-len(w), w))) + r")\b")
    yield list(readings)
    world = 0
    while True:
        world += 1
        yield [_told_anew(reading, names, world) for reading in readings]


def _told_anew(reading: Reading, names: re.Pattern[str], world: int) -> Reading:
    ids = {s.id: f"{s.id}-{world}" for s in reading.statements}
    ids[reading.article.id] = f"{reading.article.id}-{world}"
    shift = timedelta(days=world // 4)
    anew = _mapped(reading, ids, names, world, shift)
    return replace(anew, vectors=tuple(replace(v, statement_id=ids[v.statement_id]) for v in reading.vectors))


def _mapped(value: T, ids: Mapping[str, str], names: re.Pattern[str], world: int, shift: timedelta) -> T:
    """The value with every name, id and day in it exchanged."""
    found: Any = value
    if isinstance(value, str):
        found = ids.get(value) or names.sub(lambda match: match.group().translate(_cipher(world)), value)
    elif isinstance(value, datetime | date):
        found = value + shift
    elif isinstance(value, tuple):
        found = tuple(_mapped(one, ids, names, world, shift) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        given = {
            field.name: _mapped(getattr(value, field.name), ids, names, world, shift)
            for field in fields(value)
            if field.name != "vectors"
        }
        found = replace(value, **given)
    return found  # type: ignore[no-any-return]


@cache
def _cipher(world: int) -> dict[int, int]:
    """Vowels for vowels and consonants for consonants: two spellings of a name stay two spellings."""
    rng = random.Random(world)
    table: dict[int, int] = {}
    for letters in (VOWELS, CONSONANTS):
        others = rng.sample(letters, len(letters))
        table |= str.maketrans(letters + letters.upper(), "".join(others) + "".join(others).upper())
    return table


def measure(most: int) -> tuple[list[dict[str, float]], float]:
    """For each size up to `most`: milliseconds by the clock and on the processor; seconds to read."""
    readings, reading_seconds = sample()
    points: list[dict[str, float]] = []
    sizes = [size for size in SIZES if size <= most]
    held = 0
    with tempfile.TemporaryDirectory() as folder, Record.open(str(Path(folder) / "record.db")) as record:
        for told in rounds(readings):
            wall, cpu = time.perf_counter(), time.process_time()
            for reading in told:
                settle(reading, record)
            held += len(told)
            if sizes and held >= sizes[0]:
                points.append({
                    "articles": held,
                    "ms": round(1000 * (time.perf_counter() - wall) / len(told), 1),
                    "cpu_ms": round(1000 * (time.process_time() - cpu) / len(told), 1),
                })  # fmt: skip
                sizes.pop(0)
            if not sizes:
                break
    return points, reading_seconds


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description="What one more article costs.")
    parser.add_argument("--most", type=int, default=3_000, help="articles in the record at the end")
    points, reading = measure(parser.parse_args().most)
    print(f"reading one article: {1000 * reading:.0f} ms of processor time; settling it:")
    for point in points:
        print(json.dumps(point))


if __name__ == "__main__":
    main()
