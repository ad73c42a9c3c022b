"""`python -m benchmarks`: how fast onrecord reads and adds, and what it costs, beside its peers.

    python -m benchmarks [--every N] [--runs N] [--most N] [--no-peers]

Each figure comes from whole processes started afresh, all tools in turn in every round, on the same
articles: PolNeAR dev where the corpora lie beside the checkout (so that accuracy stands beside
speed), else the samples, repeated. Processor seconds are given beside seconds, because a busy
machine stretches only the latter. Writes `benchmarks/results.json` with command, data, commit,
date, and the load that the machine had.

    processes.py  runs one         peers.py, peer.py  the others      cost.py  by size of the record
    growth.py, invented.py         a record of a million statements, apart
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import cost, peers
from benchmarks.peer import size
from benchmarks.processes import Run, median, onrecord, run
from evaluation.kept import commit, today
from evaluation.polnear import articles, wanted
from evaluation.scores import Counts, Triple, content_found

HERE = Path(__file__).parent
ROOT = HERE.parent
CORPORA = ROOT.parent / "shared" / "corpora"
SAMPLE_WORDS = 12_000
OURS = "onrecord"

Texts = dict[str, str]
"""Article id -> text."""


def texts(every: int) -> tuple[Texts, str]:
    """The articles to read, and what they are."""
    if CORPORA.is_dir():
        chosen = articles(CORPORA, "dev")[::every]
        return {one.name: one.text for one in chosen}, f"PolNeAR dev, {len(chosen)} articles"
    files = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").rglob("*.txt"))]
    found: Texts = {}
    while sum(len(text.split()) for text in found.values()) < SAMPLE_WORDS:
        found[f"a{len(found)}"] = files[len(found) % len(files)]
    return found, f"the sample articles repeated, {len(found)} articles"


def written(chosen: Texts, path: Path) -> Path:
    """The articles as a file, one a line."""
    lines = (json.dumps({"id": id, "text": text}, ensure_ascii=False) for id, text in chosen.items())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def reading(tool: str, path: Path, out: Path) -> Run:
    """One tool over the articles of a file."""
    if tool == OURS:
        return run(onrecord("extract", path, "--jobs", "1", "--format", "jsonl"), out)
    return run([peers.python(), HERE / "peer.py", peers.NEEDS[tool][0], path, out])


def said(tool: str, out: Path) -> dict[str, list[Triple]]:
    """What a tool wrote: article id -> contents."""
    found: dict[str, list[Triple]] = {}
    for line in out.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if tool != OURS:
            found[row["id"]] = [Triple((), (), ((start, end),)) for start, end in row["content"]]
        elif not row["parent"]:  # the corpus marks every word once
            spans = tuple((span["start"], span["end"]) for span in row["content"] if "in" not in span)
            found.setdefault(row["article"], []).append(Triple((), (), spans))
    return found


def accuracy(tool: str, out: Path, chosen: Texts) -> float | None:
    """F1 of contents found at IoU 0.5 or more, one to one; None without the corpus."""
    if not CORPORA.is_dir():
        return None
    counts, found = Counts(), said(tool, out)
    for article in articles(CORPORA, "dev"):
        if article.name in chosen:
            counts.add(*content_found(found.get(article.name, []), wanted(article), article.text))
    return round(counts.f1, 1)


def installed(tool: str) -> int:
    """Megabytes of a tool and of all that it needs, Python aside."""
    if tool == OURS:
        own = sum(path.stat().st_size for path in (ROOT / "onrecord").rglob("*") if path.is_file())
        return round((own + size(["onrecord"])) / 2**20)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "size"
        run([peers.python(), HERE / "peer.py", "size", *peers.NEEDS[tool][1:]], out)
        return round(int(out.read_text(encoding="utf-8")) / 2**20)


def compared(tools: list[str], chosen: Texts, runs: int, folder: Path) -> dict[str, dict[str, Any]]:
    """Every tool on the same articles, in turn in every round."""
    many = written(chosen, folder / "articles.jsonl")
    one = written(dict(list(chosen.items())[:1]), folder / "one.jsonl")
    words = sum(len(text.split()) for text in chosen.values())
    rounds: dict[str, list[tuple[Run, Run]]] = {tool: [] for tool in tools}
    for _ in range(runs):
        for tool in tools:
            single = reading(tool, one, folder / "single")
            rounds[tool].append((single, reading(tool, many, folder / tool)))
    figures = {}
    for tool, several in rounds.items():
        cold, whole = median([first for first, _ in several]), median([last for _, last in several])
        more = max(len(chosen) - 1, 1) * words / len(chosen)  # start-up and the first article taken off
        figures[tool] = {
            "words_per_second": round(words / whole.seconds),
            "articles_per_second": round(len(chosen) / whole.seconds, 2),
            "words_per_cpu_second": round(words / whole.cpu),
            "words_per_cpu_second_once_started": round(more / max(whole.cpu - cold.cpu, 0.01)),
            "one_article_cold_seconds": round(cold.seconds, 2),
            "one_article_cold_cpu_seconds": round(cold.cpu, 2),
            "peak_mb": round(whole.peak_mb),
            "installed_mb": installed(tool),
            "content_found_f1": accuracy(tool, folder / tool, chosen),
        }
    return figures


def adding(chosen: Texts, runs: int, folder: Path) -> dict[str, Any]:
    """`onrecord add`, and `onrecord --help`."""
    many = written(chosen, folder / "articles.jsonl")
    record = ("--record", folder / "0.db")
    added = []
    for number in range(runs):
        record = ("--record", folder / f"{number}.db")
        added.append(run(onrecord("add", many, "--jobs", "1", *record)))
    whole, told = median(added), median([run(onrecord("--help")) for _ in range(max(runs, 3))])
    listed = run(onrecord("statements", *record, "--format", "jsonl"), folder / "listed")
    return {
        "add_articles_per_second": round(len(chosen) / whole.seconds, 2),
        "add_articles_per_cpu_second": round(len(chosen) / whole.cpu, 2),
        "add_peak_mb": round(whole.peak_mb),
        "record_kb_per_article": round((folder / "0.db").stat().st_size / 1024 / len(chosen)),
        "list_statements_cpu_seconds": round(listed.cpu, 2),
        "help_seconds": round(told.seconds, 2),
        "help_cpu_seconds": round(told.cpu, 2),
    }


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Speed, memory and size, beside the peers.")
    parser.add_argument("--every", type=int, default=1, help="only every Nth article")
    parser.add_argument("--runs", type=int, default=3, help="rounds; the median counts")
    parser.add_argument("--most", type=int, default=3_000, help="articles in the record that grows")
    parser.add_argument("--no-peers", action="store_true", help="onrecord alone")
    options = parser.parse_args()
    begun = os.getloadavg()
    if not options.no_peers:
        peers.make()
    chosen, data = texts(options.every)
    tools = [OURS] if options.no_peers else [OURS, *peers.NEEDS]
    with tempfile.TemporaryDirectory() as name:
        figures = compared(tools, chosen, options.runs, Path(name))
        figures[OURS] |= adding(chosen, options.runs, Path(name))
    result: dict[str, Any] = {
        "date": today(),
        "commit": commit(),
        "command": "python -m benchmarks " + shlex.join(sys.argv[1:]),
        "data": f"{data}, {sum(len(text.split()) for text in chosen.values())} words",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "runs": f"median of {options.runs}",
        "load_average": {"before": _load(begun), "after": _load(os.getloadavg())},
        "peers": list(peers.PACKAGES),
        "tools": figures,
    }
    shown(result)
    _keep(result)
    points, reading_seconds = cost.measure(options.most)
    result["cost_by_size"] = {
        "read_one_article_cpu_ms": round(1000 * reading_seconds), "settle_one_article": points,
    }  # fmt: skip
    _keep(result)
    print(f"\none more article: reading it {1000 * reading_seconds:.0f} ms of processor time; settling it")
    for point in points:
        print(
            f"{point['articles']:>8} in the record: {point['ms']:8.1f} ms, {point['cpu_ms']:.1f} of processor time"
        )


def _load(averages: tuple[float, float, float]) -> list[float]:
    return [round(average, 1) for average in averages]


def _keep(result: dict[str, Any]) -> None:
    (HERE / "results.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def shown(result: dict[str, Any]) -> None:
    """Print the figures, a column for each tool."""
    for key in ("date", "commit", "data", "machine", "runs", "load_average"):
        print(f"{key:36}{result[key]}")
    tools = result["tools"]
    print("\n" + " " * 36 + "".join(f"{tool:>28}" for tool in tools))
    for key in tools[OURS]:
        values = [tools[tool].get(key) for tool in tools]
        print(f"{key:36}" + "".join(f"{'' if value is None else value:>28}" for value in values))


if __name__ == "__main__":
    main()
