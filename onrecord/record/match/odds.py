"""The scorer: from features to log-odds, with weights that training/matching.py fitted.

`content_odds` looks at one pair alone; `second_odds` at all pairs of two whole articles, and asks
whether either report fits another one better, and whether their neighbours match too.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from onrecord.record.match.features import FEATURES
from onrecord.record.match.sets import Matrix

MOST_BY_VECTOR = 2.0


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Model name -> feature -> weight, written by training/matching.py."""
    table: dict[str, dict[str, float]] = {}
    with (Path(__file__).parent / "weights.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            table.setdefault(row["model"], {})[row["feature"]] = float(row["weight"])
    return table


def logistic(odds: Matrix) -> Matrix:
    """Log-odds to probability."""
    return 1 / (1 + np.exp(-odds))


def content_odds(parts: Mapping[str, Matrix]) -> Matrix:
    """Log-odds by content alone.

    That vectors agree speaks for a pair, as far as MOST_BY_VECTOR; that they don't says nothing:
    one content may be cut, or stand among other words (a vector read in context holds these too).
    """
    with_vectors, by_words = weights()["vectors"], weights()["words"]
    one, other = np.zeros_like(parts["bias"]), np.zeros_like(parts["bias"])
    for name in FEATURES:  # one after the other: the same sum for (a, b) and (b, a)
        one += with_vectors.get(name, 0.0) * parts[name]
        other += by_words.get(name, 0.0) * parts[name]
    return np.where(parts["vector"] != 0, other + np.clip(one - other, 0.0, MOST_BY_VECTOR), other)


def content_odds_at_most(parts: Mapping[str, Matrix]) -> Matrix:
    """What the log-odds by content are at most, where `parts` has only some of the features, or their most."""
    with_vectors, by_words = weights()["vectors"], weights()["words"]
    more = {name: with_vectors.get(name, 0.0) - by_words.get(name, 0.0) for name in FEATURES}
    gain = np.clip(_at_most(more, parts), 0.0, MOST_BY_VECTOR)
    found: Matrix = _at_most(by_words, parts) + gain * (parts["vector"] != 0)
    return found


def _at_most(table: Mapping[str, float], parts: Mapping[str, Matrix]) -> Matrix:
    """The sum of features that are between 0 and 1, each by its weight, with 1 for those that are not in `parts`."""
    known = {name: table.get(name, 0.0) for name in parts}
    unknown = [weight for name, weight in table.items() if name not in parts and name != "bias"]
    found = np.full(parts["words"].shape, table["bias"] + sum(max(0.0, weight) for weight in unknown))
    for name, weight in known.items():
        if weight > 0 or name == "vector":
            found += weight * parts[name]
    return found


def second_features(first: Matrix) -> dict[str, Matrix]:
    """For two whole articles, reports in order: how far each pair is ahead, and its neighbours.

    `first` holds the log-odds of the first look, (reports of one, reports of the other).
    """
    chance = logistic(first)
    return {
        "bias": np.ones_like(first),
        "odds": np.clip(first, -8, 8),
        "margin": chance - np.maximum(_best_other(chance), _best_other(chance.T).T),
        "neighbours": neighbours(chance),
    }


def second_odds(first: Matrix) -> Matrix:
    """Log-odds after the second look."""
    table, parts = weights()["second"], second_features(first)
    odds = np.zeros_like(first)
    for name, part in parts.items():
        odds += table.get(name, 0.0) * part
    return odds


def _best_other(chance: Matrix) -> Matrix:
    """The best value of the same row in another column."""
    if chance.shape[1] < 2:
        return np.zeros_like(chance)
    top = np.partition(chance, -2, axis=1)
    best, second = top[:, -1:], top[:, -2:-1]
    return np.where(chance == best, second, best)


def neighbours(chance: Matrix) -> Matrix:
    """The best value within two steps before in both articles, or after in both; of the same shape."""
    rows, columns = chance.shape
    padded = np.zeros((rows + 4, columns + 4))
    padded[2:-2, 2:-2] = chance
    steps = [(sign * a, sign * b) for sign in (-1, 1) for a in (1, 2) for b in (1, 2)]
    shifted = [padded[2 + a : 2 + a + rows, 2 + b : 2 + b + columns] for a, b in steps]
    best: Matrix = np.max(shifted, axis=0)
    return best
