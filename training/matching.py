"""The weights by which reports are matched: logistic regression on translations of one article.

    python -m training.matching ../shared/corpora [--frequencies]

Writes onrecord/record/match/weights.csv (and, with --frequencies, frequencies.csv: how telling
each stem is, from how many of some 2,500 English articles hold it). Three models:

    words     first look, contents without vectors
    vectors   first look, with the encoder's vectors: the odds by words and the cosine weighed
              against each other on documents that the encoder was not trained on, or its cosines
              would be trusted too far; there are few of these, so the rest stays as it is
    second    second look, on the odds of the first: margin and neighbours

Pairs within one document are all there is: the hard negatives that one speaker's statements on
one day are. numpy only; under a minute on one core; deterministic.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.matching import Document, Embed, documents, encoder, reports
from onrecord.record.match import odds
from onrecord.record.match.features import FEATURES, features
from onrecord.record.match.words import RAREST, stem, words

ROOM = Path(odds.__file__).parent
Rows = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

POSITIVE = (
    "vector",
    "words",
    "contained",
    "part",
    "runs",
    "quoted",
    "spelling",
    "numbers",
    "names",
    "balance",
)
NEGATIVE = ("number_clash", "name_clash", "negation")
SECOND = ("bias", "odds", "margin", "neighbours")
NEGATIVES_KEPT = 0.15


# ----------------------------------------------------------------------------- frequencies


def frequencies(corpora: Path, size: int = 6000) -> dict[str, int]:
    """Stem -> weight: 6 times the natural logarithm of articles over articles that hold it."""
    counts: Counter[str] = Counter()
    total = 0
    for text in background(corpora):
        counts.update({stem(word) for word in words(text)})
        total += 1
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]
    # A stem in more than two articles of five tells nothing.
    return {
        key: 0 if count > 0.4 * total else min(RAREST, round(6 * math.log(total / count)))
        for key, count in common
        if re.fullmatch(r"[a-z']+", key)
    }


def background(corpora: Path) -> Iterator[str]:
    """Articles to count words in: politics, local news, and everything in GUM; no test half."""
    for path in sorted((corpora / "polnear" / "train" / "text").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((corpora / "gum").glob("*.conllu")):
        yield " ".join(re.findall(r"^\d+\t(\S+)", path.read_text(encoding="utf-8"), re.M))
    lines = (corpora / "stories" / "gva.jsonl").read_text(encoding="utf-8").splitlines()
    yield from (json.loads(line)["text"] for line in lines[::4])


# ----------------------------------------------------------------------------- examples


def first_look(
    chosen: Iterable[Document], rng: np.random.Generator, embed: Embed | None
) -> tuple[Rows, Rows, Rows]:
    """Features, labels, weights of pairs across versions; negatives thinned and weighted up."""
    rows, labels = [], []
    for document in chosen:
        made, gold = reports(document, join=0.15, embed=embed, seed=1)
        parts = features(made, made)
        same, unclear = truth([gold[r.statement.id] for r in made])
        articles = np.array([r.article_id for r in made])
        kept = (articles[:, None] < articles[None, :]) & ~unclear
        kept &= same | (rng.random(same.shape) < NEGATIVES_KEPT)
        rows.append(np.stack([parts[name][kept] for name in FEATURES], axis=1))
        labels.append(same[kept].astype(np.float64))
    x, y = np.concatenate(rows), np.concatenate(labels)
    return x, y, np.where(y > 0, 1.0, 1 / NEGATIVES_KEPT)


def truth(gold: Sequence[tuple[int, ...]]) -> tuple[Mask, Mask]:
    """Which pairs are the same, one holding the other; which share a part only, and teach nothing."""
    same, unclear = np.zeros((2, len(gold), len(gold)), dtype=bool)
    for i, one in enumerate(gold):
        for j, other in enumerate(gold):
            common = len(set(one) & set(other))
            same[i, j] = common == min(len(one), len(other))
            unclear[i, j] = 0 < common < min(len(one), len(other))
    return same, unclear


def second_look(chosen: Iterable[Document], embed: Embed | None) -> tuple[Rows, Rows, Rows]:
    """The same for pairs of versions as wholes, with the weights of the first look as written."""
    rows, labels = [], []
    for document in chosen:
        # Fewer sentences kept than for the first look: outlets share less than translations do.
        made, gold = reports(document, keep=0.5, join=0.15, embed=embed, seed=2)
        first = odds.content_odds(features(made, made))
        same, unclear = truth([gold[r.statement.id] for r in made])
        articles = np.array([r.article_id for r in made])
        for one, other in combinations(sorted(set(articles.tolist())), 2):
            block = np.ix_(articles == one, articles == other)
            parts = odds.second_features(first[block])
            clear = ~unclear[block]
            rows.append(np.stack([parts[name][clear] for name in SECOND], axis=1))
            labels.append(same[block][clear].astype(np.float64))
    x, y = np.concatenate(rows), np.concatenate(labels)
    return x, y, np.ones_like(y)


# ----------------------------------------------------------------------------- fitting


def fit(x: Rows, y: Rows, weights: Rows, names: Sequence[str], ridge: float = 3.0) -> dict[str, float]:
    """Logistic regression by Newton's method; signs that make no sense are held at zero."""
    beta = np.zeros(x.shape[1])
    active = np.ones(x.shape[1], dtype=bool)
    for _ in range(len(names)):
        beta = np.where(active, beta, 0.0)
        for _ in range(30):
            chance = 1 / (1 + np.exp(-(x @ beta)))
            gradient = x.T @ (weights * (y - chance)) - ridge * beta
            hessian = (x * (weights * chance * (1 - chance))[:, None]).T @ x + ridge * np.eye(len(beta))
            step = np.zeros_like(beta)
            step[active] = np.linalg.solve(hessian[np.ix_(active, active)], gradient[active])
            beta += step
            if np.abs(step).max() < 1e-6:
                break
        wrong = [
            n for n, name in enumerate(names)
            if active[n] and ((name in POSITIVE and beta[n] < 0) or (name in NEGATIVE and beta[n] > 0))
        ]  # fmt: skip
        if not wrong:
            break
        active[wrong] = False
    return {name: round(float(value), 4) for name, value in zip(names, beta, strict=True)}


def with_vectors(by_words: dict[str, float], x: Rows, y: Rows, weights: Rows) -> dict[str, float]:
    """The words' weights, scaled, and one for the cosine."""
    odds_by_words = x @ np.array([by_words[name] for name in FEATURES])
    three = np.stack([np.ones(len(x)), odds_by_words, x[:, FEATURES.index("vector")]], axis=1)
    fitted = fit(three, y, weights, ("bias", "words", "vector"), ridge=0.1)
    scaled = {name: round(fitted["words"] * value, 4) for name, value in by_words.items()}
    return scaled | {"bias": round(scaled["bias"] + fitted["bias"], 4), "vector": fitted["vector"]}


def write(table: dict[str, dict[str, float]]) -> None:
    with (ROOM / "weights.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("model", "feature", "weight"))
        writer.writerows((model, name, value) for model, row in table.items() for name, value in row.items())
    odds.weights.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--frequencies", action="store_true", help="count words anew, too")
    options = parser.parse_args()
    if options.frequencies:
        with (ROOM / "frequencies.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("stem", "weight"))
            writer.writerows(sorted(frequencies(options.corpora).items()))
    chosen = list(documents(options.corpora, "fit"))
    rng = np.random.default_rng(0)
    table = {"words": fit(*first_look(chosen, rng, None), FEATURES)}
    unseen = list(documents(options.corpora, "fit_vectors"))
    table["vectors"] = with_vectors(table["words"], *first_look(unseen, rng, encoder()))
    write(table)
    table["second"] = fit(*second_look(chosen, None), SECOND)
    write(table)
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
