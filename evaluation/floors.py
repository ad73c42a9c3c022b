"""A quick check that extraction has not become worse: a fixed part of PolNeAR dev, pinned floors.

    python -m evaluation.floors --corpora ../shared/corpora

Every sixth dev article, under a minute. Floors are in `floors.json`, one point below what was
measured when they were set; exit status 1 if a measure falls below its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evaluation.polnear import articles, measure, triples
from evaluation.scores import Counts
from onrecord.article.extract import Extractor

FLOORS = Path(__file__).parent / "floors.json"
STEP = 6


def check(corpora: Path) -> tuple[dict[str, Counts], list[str]]:
    """The measures, and a line for each that lies below its floor."""
    extractor = Extractor()
    some = articles(corpora, "dev")[::STEP]
    counts = measure((article, triples(extractor, article)) for article in some)
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    floors: dict[str, float] = pinned.get("polnear_dev_sixth", {})
    below = [
        f"{name}: F1 {counts[name].f1:.2f}, floor {floor:.2f}"
        for name, floor in floors.items()
        if counts[name].f1 < floor
    ]
    return counts, below


def main() -> None:
    """Print each measure beside its floor."""
    parser = argparse.ArgumentParser(description="Check extraction against pinned floors.")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--set", action="store_true", help="pin floors one point below what is measured now")
    options = parser.parse_args()
    counts, below = check(options.corpora)
    for name, count in counts.items():
        print(f"{name:<16} F1 {count.f1:.2f}")
    if options.set:
        floors = {name: round(count.f1 - 1.0, 2) for name, count in counts.items()}
        FLOORS.write_text(json.dumps({"polnear_dev_sixth": floors}, indent=1) + "\n", encoding="utf-8")
        return
    print("\n".join(below) if below else "all at or above their floors")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
