"""A quick check that nothing has become worse: fixed parts of the corpora, pinned floors.

    python -m evaluation.floors --corpora ../shared/corpora

Every sixth PolNeAR dev article for extraction, the held-out name pairs, some held-out translations
for matching, some held-out articles for stories: under two minutes. Floors are in `floors.json`,
one point below what was measured when they were set (`--set`); exit status 1 if a measure falls
below its floor. The whole pipeline has its own, `tests/rack_floors.toml`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from evaluation import matching, names, stories
from evaluation.polnear import articles, measure, triples
from evaluation.scores import Triple
from onrecord.article.extract import Extractor
from training.polnear import AnnotatedArticle

FLOORS = Path(__file__).parent / "floors.json"
STEP, DOCUMENTS, ARTICLES, SLACK = 6, 8, 150, 1.0

Figures = dict[str, dict[str, float]]
"""Set -> measure -> percent."""


def found(corpora: Path) -> list[tuple[AnnotatedArticle, Sequence[Triple]]]:
    """Every sixth dev article with what the extractor finds in it."""
    extractor = Extractor()
    return [(article, triples(extractor, article)) for article in articles(corpora, "dev")[::STEP]]


def extraction(pairs: Sequence[tuple[AnnotatedArticle, Sequence[Triple]]]) -> Figures:
    """F1 of each measure of extraction."""
    return {"polnear_dev_sixth": {name: count.f1 for name, count in measure(pairs).items()}}


def record(corpora: Path) -> Figures:
    """Names, matching and stories: what needs no model."""
    same_name = names.score([pair for pair in names.pairs(corpora) if not pair.tuning])
    linked, grouped = matching.evaluate(islice(matching.documents(corpora, "report"), DOCUMENTS))
    placed = stories.measure(corpora, "report", ARTICLES)
    return {
        "names_held_out": {"precision": 100 * same_name.precision, "recall": 100 * same_name.recall},
        "matching_report": {
            "linked precision": 100 * linked.precision, "linked recall": 100 * linked.recall,
            "grouped precision": 100 * grouped.precision, "grouped recall": 100 * grouped.recall,
        },
        "stories_report": {f"{name} B³": 100 * it["f1"] for name, it in placed.items()},
    }  # fmt: skip


def below(figures: Figures, floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """A line for each measure that lies below its floor, or that has a floor and was not measured.

    >>> below({"a": {"F1": 70.0}}, {"a": {"F1": 70.5, "recall": 1.0}})
    ['a, F1: 70.00, floor 70.50', 'a, recall: not measured, floor 1.00']
    """
    lines = []
    for name, pinned in floors.items():
        for measured, floor in pinned.items():
            value = figures.get(name, {}).get(measured)
            if value is None or value < floor:
                told = "not measured" if value is None else f"{value:.2f}"
                lines.append(f"{name}, {measured}: {told}, floor {floor:.2f}")
    return lines


def pinned() -> dict[str, dict[str, float]]:
    """The floors: set -> measure -> percent."""
    loaded: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return loaded


def main() -> None:
    """Print each measure beside its floor."""
    parser = argparse.ArgumentParser(description="Check the figures against pinned floors.")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--set", action="store_true", help="pin floors one point below what is measured now")
    options = parser.parse_args()
    figures = extraction(found(options.corpora)) | record(options.corpora)
    floors = pinned() if FLOORS.exists() else {}
    for name, measures in figures.items():
        for measured, value in measures.items():
            floor = floors.get(name, {}).get(measured)
            print(
                f"{name:<20}{measured:<20}{value:6.2f}" + ("" if floor is None else f"   floor {floor:.2f}")
            )
    if options.set:
        lowered = {
            name: {measured: round(value - SLACK, 2) for measured, value in measures.items()}
            for name, measures in figures.items()
        }
        FLOORS.write_text(json.dumps(lowered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    lines = below(figures, floors)
    print("\n".join(lines) if lines else "all at or above their floors")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
