"""`python -m benchmarks.growth`: does a record stay fast and small as it grows?

    python -m benchmarks.growth --statements 30000 [--every 5000] [--minutes 10] [--record FILE] [--out benchmarks/growth]

Adds articles to one record until it holds so many statements, and writes time per article, peak
memory and size of the file against the count, as growth.json and growth.svg. The articles come
from `benchmarks.invented`: Readings of events that never were, so that nothing is measured but
what comes after extraction. A point of the curve every so many statements. Processes that share a
core slow each other's processor time too: with each point goes how long the same small piece of
work took meanwhile, and the least it ever took. With --minutes it stops at that time, however far
it came; a --record that was kept is gone on with.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import platform
import pstats
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from benchmarks.invented import articles
from evaluation.kept import commit, today
from onrecord.pipeline import BATCH, settle_all
from onrecord.record.store import Record

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Point:
    """The record at one size; `ms` per article is of the articles since the point before."""

    articles: int
    statements: int
    ms: float
    cpu_ms: float
    peak_mb: float
    file_mb: float
    load: float = 0.0  # processes that wanted a core, the mean of the last five minutes
    pace_ms: float = 0.0  # of processor, for a piece of work that is always the same; mean, and least
    best_pace_ms: float = 0.0


def pace() -> float:
    """Milliseconds of processor for a fixed piece of work."""
    begun = time.process_time()
    "".join(sorted(str(n * 7919 % 4001) for n in range(4_000)))
    return 1000 * (time.process_time() - begun)


def size_of(record: Path) -> int:
    """Bytes of the record's file, of its log, and of whatever else lies beside it under its name."""
    return sum(path.stat().st_size for path in record.parent.glob(record.name + "*") if path.is_file())


def grow(
    where: Path, statements: int, step: int, seconds: float, points: list[Point]
) -> Iterator[list[Point]]:
    """Add articles until the record holds `statements`, or the time is up; all points, after each step.

    `points` are those of earlier runs on the same record.
    """
    told, count = 0, 0
    end = time.monotonic() + seconds
    with Record.open(str(where)) as record:
        begun, burnt, since, there = 0.0, 0.0, 0, len(record.articles())
        paces = list[float]()
        made = articles()
        for reading in islice(made, there):  # added by an earlier run
            count, told = count + 1, told + len(reading.statements)
        while together := list(islice(made, BATCH)):  # as `add` does
            start, cpu = time.perf_counter(), time.process_time()
            settle_all(together, record)  # the making of readings is not timed
            begun += time.perf_counter() - start
            burnt += time.process_time() - cpu
            paces.append(pace())
            count, since = count + len(together), since + len(together)
            told += sum(len(reading.statements) for reading in together)
            if told - (points[-1].statements if points else 0) >= step:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                size = size_of(where) / 1e6
                points.append(
                    Point(
                        articles=count,
                        statements=told,
                        ms=round(1000 * begun / since, 2),
                        cpu_ms=round(1000 * burnt / since, 2),
                        peak_mb=round(peak),
                        file_mb=round(size, 1),
                        load=round(os.getloadavg()[1], 1),
                        pace_ms=round(sum(paces) / len(paces), 2),
                        best_pace_ms=round(min(paces), 2),
                    )
                )
                print(
                    f"{told:>9,} statements {count:>8,} articles {points[-1].ms:7.1f} ms an article "
                    f"({points[-1].cpu_ms:.1f} ms of processor), {peak:6.0f} MB, file {size:7.0f} MB, "
                    f"pace {points[-1].pace_ms} of {points[-1].best_pace_ms}",
                    flush=True,
                )
                begun, burnt, since, paces = 0.0, 0.0, 0, []
                yield points
            if told >= statements or time.monotonic() > end:
                return


# ----------------------------------------------------------------------------- the plot

WIDTH, HEIGHT, LEFT, TOP = 640, 150, 70, 24
CURVES = (("cpu_ms", "processor time, ms an article"), ("peak_mb", "memory, MB"), ("file_mb", "file, MB"))


def plot(points: list[Point]) -> str:
    """The curves as one SVG, each on its own scale from zero."""
    most = max(point.statements for point in points)
    parts = []
    for row, (name, title) in enumerate(CURVES):
        values = [getattr(point, name) for point in points]
        top, base = TOP + row * (HEIGHT + 50), TOP + row * (HEIGHT + 50) + HEIGHT
        scale = max(values) * 1.1 or 1.0
        line = " ".join(
            f"{LEFT + WIDTH * point.statements / most:.1f},{base - HEIGHT * value / scale:.1f}"
            for point, value in zip(points, values, strict=True)
        )
        parts.append(
            f'<text x="{LEFT}" y="{top - 8}">{title}</text>'
            f'<path d="M{LEFT} {top}V{base}H{LEFT + WIDTH}" fill="none" stroke="#888"/>'
            f'<polyline points="{line}" fill="none" stroke="#1b5e9b" stroke-width="2"/>'
            f'<text x="{LEFT - 6}" y="{base - HEIGHT / 1.1 + 4:.0f}" text-anchor="end">{max(values):,.0f}</text>'
            f'<text x="{LEFT - 6}" y="{base}" text-anchor="end">0</text>'
            f'<text x="{LEFT + WIDTH}" y="{base + 16}" text-anchor="end">{most:,} statements</text>'
        )
    height = TOP + len(CURVES) * (HEIGHT + 50)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 20} {height}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        + "".join(parts)
        + "</svg>\n"
    )


def main() -> None:
    """Grow a record, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statements", type=int, default=30_000)
    parser.add_argument("--every", type=int, default=5_000, help="statements from one point to the next")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="stop after so long")
    parser.add_argument("--record", type=Path, help="keep the record in this file, or go on with it")
    parser.add_argument("--out", type=Path, default=HERE / "growth", help="where, without suffix, to write")
    parser.add_argument("--profile", type=int, default=0, metavar="LINES", help="print what took the time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        where = options.record or Path(name) / "record.db"
        file = options.out.with_suffix(".json")
        before = json.loads(file.read_text("utf-8"))["points"] if where.exists() and file.exists() else []
        before = [Point(**one) for one in before]
        profile, begun = cProfile.Profile(), os.getloadavg()
        if options.profile:
            profile.enable()
        for points in grow(where, options.statements, options.every, 60 * options.minutes, before):
            if not options.profile:
                written(points, begun, options)  # what was measured stays, however it ends
        if options.profile:
            profile.disable()
            pstats.Stats(profile).sort_stats("cumulative").print_stats(options.profile)
            pstats.Stats(profile).sort_stats("tottime").print_stats(options.profile)


def written(points: list[Point], begun: tuple[float, float, float], options: argparse.Namespace) -> None:
    """Write the curve as JSON and as SVG; `begun` are the load averages before."""
    result = {
        "date": today(),
        "commit": commit(),
        "command": f"python -m benchmarks.growth --statements {options.statements} --every {options.every}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "load_average": {"before": round(begun[2], 1), "after": round(os.getloadavg()[2], 1)},
        "points": [asdict(point) for point in points],
    }
    options.out.with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    options.out.with_suffix(".svg").write_text(plot(points), encoding="utf-8")


if __name__ == "__main__":
    main()
