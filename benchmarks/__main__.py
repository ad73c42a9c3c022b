"""`python -m benchmarks`: how fast onrecord reads, and what it costs.

Each figure comes from whole processes started afresh: start-up, words a second of `extract` on one
process and on two, articles a second of `add`, peak memory. The input is the sample articles,
repeated with fresh ids until there are enough words. Prints a table and writes
`benchmarks/results.json` with the commit and the date.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
RUNS = 3
WORDS = 12_000


def corpus(folder: Path) -> tuple[Path, int, int]:
    """A .jsonl file of sample articles repeated up to WORDS words; its articles and words."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.rglob("*.txt"))]
    path, words, count = folder / "articles.jsonl", 0, 0
    with path.open("w", encoding="utf-8") as out:
        while words < WORDS:
            text = texts[count % len(texts)]
            out.write(json.dumps({"id": f"a{count}", "text": text}, ensure_ascii=False) + "\n")
            words += len(text.split())
            count += 1
    return path, count, words


def timed(*arguments: str) -> tuple[float, float]:
    """Seconds (median of RUNS) and peak memory in MB of one onrecord process with these arguments."""
    seconds, peak = [], 0.0
    for _ in range(RUNS):
        begun = time.perf_counter()
        child = subprocess.Popen([sys.executable, "-m", "onrecord", *arguments], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status:
            raise SystemExit(f"onrecord {' '.join(arguments)} failed")
        seconds.append(time.perf_counter() - begun)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(seconds), peak


def main() -> None:
    """Measure, print, write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, articles, words = corpus(folder)
        one = folder / "one.txt"
        one.write_text(json.loads(path.read_text(encoding="utf-8").splitlines()[0])["text"], encoding="utf-8")
        help_s, _ = timed("--help")
        start_s, start_mb = timed("extract", str(one), "--format", "jsonl")
        single_s, single_mb = timed("extract", str(path), "--jobs", "1", "--format", "jsonl")
        double_s, _ = timed("extract", str(path), "--jobs", "2", "--format", "jsonl")
        add_s = []
        for run in range(RUNS):
            seconds, add_mb = _once("add", str(path), "--jobs", "1", "--record", str(folder / f"{run}.db"))
            add_s.append(seconds)
        figures = {
            "articles": articles,
            "words": words,
            "help_seconds": round(help_s, 2),
            "one_article_seconds": round(start_s, 2),
            "one_article_peak_mb": round(start_mb),
            "extract_words_per_second_1_process": round(words / single_s),
            "extract_words_per_second_2_processes": round(words / double_s),
            "extract_peak_mb": round(single_mb),
            "add_articles_per_second_1_process": round(articles / statistics.median(add_s), 1),
            "add_peak_mb": round(add_mb),
        }
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=HERE, check=False
    )
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit.stdout.strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "runs": f"median of {RUNS}",
        **figures,
    }
    for key, value in result.items():
        print(f"{key:40} {value}")
    (HERE / "results.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _once(*arguments: str) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "onrecord", *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return time.perf_counter() - begun, max(before, after) / 1024


if __name__ == "__main__":
    main()
