"""Are articles put into the stories that people put them in? B³ on two corpora.

    python -m evaluation.stories ../shared/corpora [--part report] [--articles 800]

`gva.jsonl` holds local incidents, `pac.jsonl` politics by two outlets each. Stories are split in
halves by a hash of their id: `fit` for choosing the settings, `report` for the figures. Articles
are added in order of publication, each with the nearby articles that a record would hand in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from onrecord.record.match import digest, place
from onrecord.types import Article, ArticleDigest, Reading

CORPORA = ("gva", "pac")
NEARBY = 60
"""Articles handed in to place one: those that share most of its telling words."""


def articles(corpora: Path, name: str, part: Literal["fit", "report"], most: int) -> dict[str, ArticleDigest]:
    """Story and article id joined by a blank -> digest, for the first `most` articles of a half."""
    chosen: dict[str, ArticleDigest] = {}
    for line in (corpora / "stories" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        half = "fit" if hashlib.sha256(row["story"].encode()).digest()[0] % 2 else "report"
        if half == part and len(chosen) < most:
            published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
            article = Article(row["id"], row["text"], headline=row["title"], published=published)
            chosen[f"{row['story']} {row['id']}"] = digest(Reading(article))
    return chosen


def placed(digests: Mapping[str, ArticleDigest]) -> dict[str, str]:
    """Key of each article -> the story that it was put into, added in order of publication."""
    by_term: dict[str, list[str]] = defaultdict(list)
    stories: dict[str, str] = {}
    order = sorted(digests, key=lambda key: (digests[key].published or date.max, digests[key].article_id))
    for key in order:
        new = digests[key]
        near = list(_nearest(new, by_term))
        stories[key] = place(new, [(stories[other], digests[other]) for other in near]) or f"story of {key}"
        for term, _ in new.terms[:40]:
            by_term[term].append(key)
    return stories


def _nearest(new: ArticleDigest, by_term: Mapping[str, Sequence[str]]) -> Iterator[str]:
    shared: dict[str, float] = defaultdict(float)
    for term, weight in new.terms[:40]:
        for other in by_term.get(term, ()):
            shared[other] += weight
    yield from sorted(shared, key=lambda other: (-shared[other], other))[:NEARBY]


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 (Bagga and Baldwin 1998).

    >>> b_cubed({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "y", "c": "z"})[:2]
    (1.0, 0.6666666666666666)
    """
    in_gold, in_found, in_both = (defaultdict[object, int](int) for _ in range(3))
    for key in gold:
        in_gold[gold[key]] += 1
        in_found[found[key]] += 1
        in_both[gold[key], found[key]] += 1
    precision = sum(in_both[gold[k], found[k]] / in_found[found[k]] for k in gold) / len(gold)
    recall = sum(in_both[gold[k], found[k]] / in_gold[gold[k]] for k in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Print B³ on both corpora."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", choices=("fit", "report"), default="report")
    parser.add_argument("--articles", type=int, default=800, help="at most so many of each corpus")
    options = parser.parse_args()
    for name in CORPORA:
        digests = articles(options.corpora, name, options.part, options.articles)
        found = placed(digests)
        precision, recall, f1 = b_cubed({key: key.split(" ")[0] for key in digests}, found)
        print(f"{name}: {len(digests)} articles, {len(set(found.values()))} stories, ", end="")
        print(f"B³ precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
