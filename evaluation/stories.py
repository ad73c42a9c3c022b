"""Are articles put into the stories that people put them in? B³ on two corpora.

    python -m evaluation.stories ../shared/corpora [--part report] [--articles 800]

`gva.jsonl` holds local incidents, `pac.jsonl` politics by two outlets each. Stories are split in
halves by a hash of their id: `fit` for choosing the settings, `report` for the figures. Articles
are added in order of publication, as `rebuild` does, each with the nearby articles that a record would
hand in; then in other orders, as they come.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from evaluation.kept import keep
from evaluation.scores import b_cubed
from onrecord.record.match import digest, joined
from onrecord.record.store.digests import NEAR
from onrecord.types import Article, ArticleDigest, Reading

CORPORA = ("gva", "pac")
ORDERS = 3
NEARBY = 60
"""Articles handed in to place one: of those within NEAR days, as in a record, the ones that share most of
its telling words. NEAR was chosen on the fit halves: 7, 14, 30, 60, 120 days and no bound give F1 .907, .910,
.911, .911, .907, .901 on gva and .949, then .953, on pac; twice the days are twice the look-ups."""


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


def by_day(digests: Mapping[str, ArticleDigest]) -> list[str]:
    """The keys in order of publication."""
    return sorted(digests, key=lambda key: (digests[key].published or date.max, digests[key].article_id))


def placed(digests: Mapping[str, ArticleDigest], order: Iterable[str]) -> dict[str, str]:
    """Key of each article -> the story that it was put into, added in this order."""
    by_term: dict[str, list[str]] = defaultdict(list)
    stories: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for key in order:
        new = digests[key]
        near = _nearest(new, by_term, digests)
        alone = {story for story, held in members.items() if len(held) == 1}
        joins = joined(new, [(stories[other], digests[other]) for other in near], {}, alone)
        story = joins[0] if joins else f"story of {key}"
        members[story] = [key, *(other for one in joins for other in members.pop(one))]
        stories.update(dict.fromkeys(members[story], story))
        for term, _ in new.terms[:40]:
            by_term[term].append(key)
    return stories


def _nearest(
    new: ArticleDigest, by_term: Mapping[str, Sequence[str]], digests: Mapping[str, ArticleDigest]
) -> list[str]:
    shared: dict[str, float] = defaultdict(float)
    for term, weight in new.terms[:40]:
        for other in by_term.get(term, ()):
            shared[other] += weight
    near = (other for other in shared if _gap(new, digests[other]) <= NEAR)
    return sorted(near, key=lambda other: (-shared[other], other))[:NEARBY]


def _gap(one: ArticleDigest, other: ArticleDigest) -> int:
    """Days between two articles; none where a day is unknown."""
    return abs((one.published - other.published).days) if one.published and other.published else 0


def main() -> None:
    """Print B³ on both corpora."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", choices=("fit", "report"), default="report")
    parser.add_argument("--articles", type=int, default=800, help="at most so many of each corpus")
    options = parser.parse_args()
    figures = measure(options.corpora, options.part, options.articles, orders=ORDERS)
    for name, it in figures.items():
        print(
            f"{name}: {it['articles']} articles, {it['stories']} stories, "
            f"B³ precision {it['precision']:.3f}  recall {it['recall']:.3f}  F1 {it['f1']:.3f}  in any order {it['f1 in any order'][0]:.3f}–{it['f1 in any order'][1]:.3f}"
        )
    result = {
        "corpus": "GVA and PAC articles", "part": options.part, "figures": figures,
    }  # fmt: skip
    if options.part == "report":
        keep("stories", result)


def measure(
    corpora: Path, part: Literal["fit", "report"], most: int, names: Sequence[str] = CORPORA, orders: int = 0
) -> dict[str, dict[str, Any]]:
    """B³ for each corpus, with the number of articles and of stories that they were put into.

    `f1 in any order` are the lowest and the highest over so many `orders` by chance.
    """
    figures: dict[str, dict[str, Any]] = {}
    for name in names:
        digests = articles(corpora, name, part, most)
        gold = {key: key.split(" ")[0] for key in digests}
        found = placed(digests, by_day(digests))
        precision, recall, f1 = b_cubed(gold, found)
        chance = [b_cubed(gold, placed(digests, _shuffled(digests, seed)))[2] for seed in range(orders)]
        figures[name] = {
            "articles": len(digests), "stories": len(set(found.values())),
            "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
        }  # fmt: skip
        if chance:
            figures[name]["f1 in any order"] = [round(min(chance), 4), round(max(chance), 4)]
    return figures


def _shuffled(digests: Mapping[str, ArticleDigest], seed: int) -> list[str]:
    order = sorted(digests)
    random.Random(seed).shuffle(order)
    return order


if __name__ == "__main__":
    main()
