"""Vectors measured on held-out translations: is the same sentence found in another translation?

    python -m evaluation.vectors --corpora ../shared/corpora

Articles that training never saw (drawn by hash), each in six translations. For every sentence of
one version, the nearest among all sentences of another version of all those articles: how often is
it the right one, and how far its similarity lies above the best wrong one from the same article.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.kept import commit, keep, today
from onrecord.article.extract import Extractor
from onrecord.types import VECTOR_WIDTH
from training.corpora import translations


def sentence_vectors(extractor: Extractor, sentences: Sequence[str]) -> npt.NDArray[np.float64]:
    """(n, 128) unit vectors of sentences, each read on its own, as contents are."""
    found = [np.array(extractor.vector(one)).reshape(-1, VECTOR_WIDTH).sum(axis=0) for one in sentences]
    return np.array([vector / np.linalg.norm(vector) for vector in found])


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Vectors measured on held-out translations.")
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args()
    extractor = Extractor()
    documents = translations(options.corpora, held_out=True)
    rights, rivals, found = [], [], []
    for a, b in ((0, 1), (2, 3), (4, 5)):
        left, right, owner = [], [], []
        for number, versions in enumerate(documents):
            whole = [n for n in range(len(versions[0])) if all(version[n].strip() for version in versions)]
            left.append(sentence_vectors(extractor, [versions[a][n] for n in whole]))
            right.append(sentence_vectors(extractor, [versions[b][n] for n in whole]))
            owner += [number] * len(whole)
        similarity = np.concatenate(left) @ np.concatenate(right).T
        same = np.equal.outer(owner, owner) & ~np.eye(len(owner), dtype=bool)
        found.append(similarity.argmax(axis=1) == np.arange(len(owner)))
        rights.append(np.diag(similarity))
        rivals.append(np.where(same, similarity, -1).max(axis=1))
    own, rival = np.concatenate(rights), np.concatenate(rivals)
    first = 100 * float(np.concatenate(found).mean())
    beats = 100 * float((own > rival).mean())
    print(f"held-out translations, {len(own)} sentence pairs, {today()}, commit {commit()}")
    print(
        f"nearest of all is the right one: {first:.1f} %; nearer than any other of its article: {beats:.1f} %"
    )
    print(
        f"similarity: right {np.median(own):.2f} (a tenth below {np.quantile(own, 0.1):.2f}), best wrong {np.median(rival):.2f}"
    )
    figures = {"first": round(first, 2), "first_in_article": round(beats, 2), "pairs": len(own)}
    keep("vectors", {"corpus": "WMT21 translations, held out", "figures": figures})


if __name__ == "__main__":
    main()
