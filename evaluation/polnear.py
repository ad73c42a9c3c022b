"""Statement extraction measured on PolNeAR.

    python -m evaluation.polnear --corpora ../shared/corpora [--split dev]

Runs the extractor as users do (the article's bare text in, statements out; the outlet's own voice
left out) and compares with the first annotator. Prints our figures beside what others reach and
writes `evaluation/results/polnear-SPLIT.json`. Dev is test data: measured, never tuned on. The
split "tuning" is the part of train that training holds out: thresholds are set there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from evaluation.classes import Table
from evaluation.kept import commit, keep, today
from evaluation.scores import Counts, Triple, content_found, exact, exact_pieces, whole
from onrecord.article.extract import Extractor
from onrecord.types import Article, Spans
from training.polnear import AnnotatedArticle, read_polnear

ROLES = ("source", "cue", "content")
MEASURES = ("source", "cue", "content", "content pieces", "whole", "content found")

OTHERS = (
    ("people, one annotator against another (20 articles)", 79.0, 71.0, 68.8, 75.7, None),
    ("CofeNet, BERT-base 110 M (PolNeAR test, unlinked, by sentence)", 83.2, 75.3, 72.9, None, None),
    ("best without pretrained encoder (PolNeAR test, the same)", 73.3, 67.1, 63.6, None, None),
    ("BBC Citron 2021, retrained on 150 PolNeAR articles (dev)", None, None, None, None, 54.5),
    ("GenderGapTracker (dev)", None, None, None, None, 47.7),
    ("sayswho (dev)", None, None, None, None, 27.3),
    ("textacy direct_quotations (dev)", None, None, None, None, 20.2),
)
"""Name, then F1 of source, cue, content (exact), whole attribution, content found."""


def articles(corpora: Path, split: str) -> list[AnnotatedArticle]:
    """The articles of train, dev, or tuning."""
    if split == "tuning":
        return [article for article in read_polnear(corpora / "polnear", "train") if article.held_out]
    return list(read_polnear(corpora / "polnear", split))


def triples(extractor: Extractor, article: AnnotatedArticle) -> list[Triple]:
    """What the extractor finds in an article, as plain spans.

    Statements found inside the content of another are left out: PolNeAR marks every word once.
    """
    found = extractor(Article(id=article.name, text=article.text), vectors=False)
    return [
        Triple(_plain(s.source), _plain(s.cue), _plain(s.content))
        for s in found.statements
        if s.manner != "narrated" and s.parent is None
    ]


def wanted(article: AnnotatedArticle) -> list[Triple]:
    """What the annotator marked."""
    return [Triple(a.source, a.cue, a.content) for a in article.attributions]


def measure(pairs: Iterable[tuple[AnnotatedArticle, Sequence[Triple]]]) -> dict[str, Counts]:
    """All measures over articles and what was found in them."""
    counts = {name: Counts() for name in MEASURES}
    for article, found in pairs:
        want, text = wanted(article), article.text
        for role in ROLES:
            left, right = [getattr(t, role) for t in found], [getattr(t, role) for t in want]
            counts[role].add(*exact(left, right, text))
            if role == "content":
                counts["content pieces"].add(*exact_pieces(left, right, text))
        counts["whole"].add(*whole(found, want, text))
        counts["content found"].add(*content_found(found, want, text))
    return counts


def _plain(spans: Spans) -> tuple[tuple[int, int], ...]:
    return tuple(span.bounds for span in spans)


def _row(name: str, values: Iterable[float | None]) -> str:
    return f"{name:<66}" + "".join(f"{'' if v is None else format(v, '.1f'):>9}" for v in values)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Statement extraction measured on PolNeAR.")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "train", "tuning"), default="dev")
    options = parser.parse_args()
    extractor = Extractor()
    data = articles(options.corpora, options.split)
    begun = time.perf_counter()
    found = [(article, triples(extractor, article)) for article in data]
    seconds = time.perf_counter() - begun
    counts, table = measure(found), Table()
    for article, triples_found in found:
        table.add(triples_found, wanted(article), article.text)
    words = sum(len(article.text.split()) for article in data)
    print(f"PolNeAR {options.split}, {len(data)} articles, {today()}, commit {commit()}; F1 in percent\n")
    print(f"{'':<66}" + "".join(f"{h:>9}" for h in ("source", "cue", "content", "whole", "found")))
    keys = ("source", "cue", "content", "whole", "content found")
    print(_row("onrecord", (counts[key].f1 for key in keys)))
    print(_row("   precision", (counts[key].precision for key in keys)))
    print(_row("   recall", (counts[key].recall for key in keys)))
    for name, *values in OTHERS:
        print(_row(name, values))
    print(f"\ncontent, each piece of a discontinuous one on its own: {counts['content pieces'].f1:.1f}")
    print(f"{words} words in {seconds:.1f} s on one thread: {words / seconds:.0f} words a second")
    print("\n" + "\n".join(table.lines()))
    result = {
        "corpus": "PolNeAR 1.0", "split": options.split, "articles": len(data),
        "words_per_second": round(words / seconds),
        "figures": {
            name: {"f1": round(c.f1, 2), "precision": round(c.precision, 2), "recall": round(c.recall, 2)}
            for name, c in counts.items()
        },
        "classes": table.figures(),
    }  # fmt: skip
    keep(f"polnear-{options.split}", result)


if __name__ == "__main__":
    main()
