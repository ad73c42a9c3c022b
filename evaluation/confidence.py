"""Whether a confidence of 0.9 means nine in ten: calibration on PolNeAR.

    python -m evaluation.confidence --corpora ../shared/corpora [--split dev]

A statement is right where content and source both reach Dice 0.5 with an annotated attribution, one
to one. Prints stated confidence beside the share right, the expected calibration error (Naeini,
Cooper, Hauskrecht, AAAI 2015; ten bins of equal width, in percentage points), and what
`--min-confidence 0.9` gives; writes `evaluation/results/confidence-SPLIT.json`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from evaluation.kept import keep
from evaluation.polnear import articles, wanted
from evaluation.scores import Triple, matched, whole_edges
from onrecord.article.extract import Extractor
from onrecord.types import Article, Spans
from training.polnear import AnnotatedArticle

BINS = 10
SURE = 0.9


def judged(extractor: Extractor, article: AnnotatedArticle) -> list[tuple[float, bool]]:
    """Confidence of each statement found, and whether it is right."""
    found = [
        one
        for one in extractor(Article(id=article.name, text=article.text), vectors=False).statements
        if one.manner != "narrated" and one.parent is None
    ]
    triples = [Triple(_plain(s.source), _plain(s.cue), _plain(s.content)) for s in found]
    right = matched(whole_edges(triples, wanted(article), article.text))
    return [(one.confidence, n in right) for n, one in enumerate(found)]


def calibration_error(stated: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error in percentage points.

    >>> calibration_error(np.array([0.8] * 5), np.array([1, 1, 1, 1, 0]))
    0.0
    """
    bins = np.minimum((stated * BINS).astype(int), BINS - 1)
    gaps = [
        np.mean(bins == n) * abs(stated[bins == n].mean() - right[bins == n].mean()) for n in np.unique(bins)
    ]
    return round(100 * float(sum(gaps)), 2)


def _plain(spans: Spans) -> tuple[tuple[int, int], ...]:
    return tuple(span.bounds for span in spans)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Stated confidence against the share right.")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "tuning"), default="dev")
    options = parser.parse_args()
    extractor = Extractor()
    data = articles(options.corpora, options.split)
    marked = sum(len(wanted(article)) for article in data)
    pairs = [pair for article in data for pair in judged(extractor, article)]
    stated = np.array([confidence for confidence, _ in pairs])
    right = np.array([float(ok) for _, ok in pairs])
    error = calibration_error(stated, right)
    sure = stated >= SURE
    precision = 100 * float(right[sure].mean()) if sure.any() else 0.0
    recall = 100 * float(right[sure].sum()) / marked
    for n in range(BINS):
        inside = np.minimum((stated * BINS).astype(int), BINS - 1) == n
        if inside.any():
            print(
                f"  {n / BINS:.1f}-{(n + 1) / BINS:.1f}: {inside.sum():5d}  stated {stated[inside].mean():.2f}"
                f"  right {right[inside].mean():.2f}"
            )
    print(f"expected calibration error {error} points over {len(pairs)} statements")
    print(f"at {SURE} and above: {sure.sum()} statements, precision {precision:.1f} %, recall {recall:.1f} %")
    result = {
        "corpus": "PolNeAR 1.0", "split": options.split, "statements": len(pairs),
        "calibration_error": error,
        "at_0.9": {"statements": int(sure.sum()), "precision": round(precision, 2), "recall": round(recall, 2)},
    }  # fmt: skip
    keep(f"confidence-{options.split}", result)


if __name__ == "__main__":
    main()
