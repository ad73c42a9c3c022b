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
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from evaluation.kept import keep
from evaluation.scores import b_cubed
from onrecord.record.match import digest, joined
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
        alone = {story for story, held in Counter(stories.values()).items() if held == 1}
        joins = joined(new, [(stories[other], digests[other]) for other in near], {}, alone)
        stories[key] = joins[0] if joins else f"story of {key}"
        stories.update((other, joins[0]) for other in near if stories[other] in joins)
        for term, _ in new.terms[:40]:
            by_term[term].append(key)
    return stories


def _nearest(new: ArticleDigest, by_term: Mapping[str, Sequence[str]]) -> Iterator[str]:
    shared: dict[str, float] = defaultdict(float)
    for term, weight in new.terms[:40]:
        for other in by_term.get(term, ()):
            shared[other] += weight
    yield from sorted(shared, key=lambda other: (-shared[other], other))[:NEARBY]


def main() -> None:
    """Print B³ on both corpora."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", choices=("fit", "report"), default="report")
    parser.add_argument("--articles", type=int, default=800, help="at most so many of each corpus")
    options = parser.parse_args()
    figures = measure(options.corpora, options.part, options.articles)
    for name, it in figures.items():
        print(
            f"{name}: {it['articles']} articles, {it['stories']} stories, "
            f"B³ precision {it['precision']:.3f}  recall {it['recall']:.3f}  F1 {it['f1']:.3f}"
        )
    result = {
        "corpus": "GVA and PAC articles", "part": options.part, "figures": figures,
    }  # fmt: skip
    if options.part == "report":
        keep("stories", result)


def measure(
    corpora: Path, part: Literal["fit", "report"], most: int, names: Sequence[str] = CORPORA
) -> dict[str, dict[str, float]]:
    """B³ for each corpus, with the number of articles and of stories that they were put into."""
    figures: dict[str, dict[str, float]] = {}
    for name in names:
        digests = articles(corpora, name, part, most)
        found = placed(digests)
        precision, recall, f1 = b_cubed({key: key.split(" ")[0] for key in digests}, found)
        figures[name] = {
            "articles": len(digests), "stories": len(set(found.values())),
            "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
        }  # fmt: skip
    return figures


if __name__ == "__main__":
    main()
