"""Vectors measured on held-out translations: is the same sentence found in another translation?

    python -m evaluation.vectors --corpora ../shared/corpora

Articles that training never saw (drawn by hash), each in six translations. For every sentence of
one version, the nearest among all sentences of another version of all those articles, by what matching
takes for their likeness: how often is it the right one, and how far its similarity lies above the best
wrong one from the same article.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from evaluation.kept import commit, keep, today
from onrecord.article.extract import Extractor
from onrecord.record.match.features import meaning
from training.corpora import translations


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
            left += [extractor.vector(versions[a][n]) for n in whole]
            right += [extractor.vector(versions[b][n]) for n in whole]
            owner += [number] * len(whole)
        similarity = meaning(left, right)
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
