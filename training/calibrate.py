"""Fit the confidence of statements on the tuning articles.

    python -m training.calibrate --corpora ../shared/corpora

Logistic regression: is the whole attribution right (content and source at Dice 0.5 or more), from
the mean tag probabilities of its parts and its weakest link. Writes `calibration.json` beside the
model and prints how far stated confidence and share right lie apart.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

import onrecord.article.extract
from evaluation.polnear import articles, wanted
from evaluation.scores import Triple, characters, dice
from onrecord.article.extract import Extractor
from onrecord.article.extract.statements import FEATURES, evidence
from training.polnear import AnnotatedArticle


def rows(extractor: Extractor, article: AnnotatedArticle) -> list[tuple[list[float], bool]]:
    """The features of each attribution found, and whether it is right."""
    want = [
        (characters(t.content, article.text), characters(t.source, article.text)) for t in wanted(article)
    ]
    result = []
    for found in extractor.scores(article.text)[3]:
        if found.cue is None:
            continue
        source = ((found.source.start, found.source.end),) if found.source else ()
        triple = Triple(source, (), tuple((p.start, p.end) for p in found.contents))
        content, speaker = characters(triple.content, article.text), characters(triple.source, article.text)
        right = any(dice(content, c) >= 0.5 and dice(speaker, s) >= 0.5 for c, s in want)
        values = evidence(found)
        result.append(([values[name] for name in FEATURES], right))
    return result


def fit(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], ridge: float = 1.0
) -> npt.NDArray[np.float64]:
    """Logistic regression by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        share = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share - y) + ridge * weights
        curve = (x * (share * (1 - share))[:, None]).T @ x + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the confidence of statements on the tuning articles.")
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args()
    extractor = Extractor()
    data = [row for article in articles(options.corpora, "tuning") for row in rows(extractor, article)]
    x = np.array([values for values, _ in data])
    y = np.array([float(right) for _, right in data])
    weights = fit(x, y)
    share = 1 / (1 + np.exp(-x @ weights))
    print(f"{len(y)} attributions, {100 * y.mean():.1f} % right; Brier score {((share - y) ** 2).mean():.3f}")
    for low in np.arange(0, 1, 0.1):
        inside = (share >= low) & (share < low + 0.1)
        if inside.any():
            print(
                f"  {low:.1f}-{low + 0.1:.1f}: {inside.sum():5d}  stated {share[inside].mean():.2f}  right {y[inside].mean():.2f}"
            )
    path = Path(onrecord.article.extract.__file__).parent / "calibration.json"
    table = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
