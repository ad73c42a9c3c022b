"""Are reports of one statement found in other translations of an article, and nothing else?

    python -m evaluation.matching ../shared/corpora [--documents N]

Each translation stands for an outlet, each sentence for a report by one speaker; reports are the
same where they render the same source sentence. As outlets do, versions leave sentences out
(`keep`), and some cut those that they keep. Documents are split by a hash of their name: `fit` for
training/matching.py, `report` for the figures; and where vectors are used, of those that the
encoder was not trained on, `fit_vectors` and `report_vectors`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Literal

from evaluation.kept import keep
from onrecord.article.extract import Extractor
from onrecord.record.match import matches, partition
from onrecord.types import Report, Span, Statement

Part = Literal["fit", "report", "fit_vectors", "report_vectors"]
DAY = date(2021, 1, 1)  # all versions are published on one day
Embed = Callable[[Sequence[str]], Sequence[tuple[float, ...]]]
"""Sentences of one text in order -> a vector each."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article in several versions; `versions[v][i]` renders source sentence i."""

    name: str
    versions: tuple[tuple[str, ...], ...]


def documents(corpora: Path, part: Part) -> Iterator[Document]:
    """The translated articles of one part, in a fixed order."""
    for path in sorted((corpora / "translations").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if part in _parts(row["doc"]):
                yield Document(row["doc"], tuple(tuple(version) for version in row["versions"].values()))


def _parts(name: str) -> tuple[Part, ...]:
    first = hashlib.sha256(name.encode()).digest()[0]
    if first < 16:  # below 32: what training.corpora.translations holds out
        return ("fit_vectors",)
    if first < 32:
        return ("report", "report_vectors")
    return ("report",) if first < 144 else ("fit",)


def encoder() -> Embed:
    """The statement model's vectors of contents, each read alone: in a text, its neighbours show."""
    extractor = Extractor()

    return lambda contents: [extractor.vector(content) for content in contents]


def reports(
    document: Document,
    *,
    keep: float = 0.7,
    cut: float = 0.25,
    join: float = 0.0,
    seed: int = 0,
    embed: Embed | None = None,
) -> tuple[list[Report], dict[str, tuple[int, ...]]]:
    """The document's versions as outlets' reports, and for each report id its source sentences.

    Each sentence is kept with probability `keep`, then cut with `cut` or joined to the next with
    `join`.

    >>> made, gold = reports(Document("d", (("One mine shut.", "Two did not."),) * 2), keep=1, cut=0)
    >>> [report.article_id for report in made], list(gold.values())
    (['d/0', 'd/0', 'd/1', 'd/1'], [(0,), (1,), (0,), (1,)])
    """
    rng = random.Random(f"{seed}/{document.name}")
    made: list[Report] = []
    gold: dict[str, tuple[int, ...]] = {}
    for number, version in enumerate(document.versions):
        article = f"{document.name}/{number}"
        told: list[tuple[str, tuple[int, ...]]] = []
        taken = -1
        for position, sentence in enumerate(version):
            if position <= taken or rng.random() > keep:
                continue
            taken, content = position, sentence
            if rng.random() < cut:
                content = _cut(sentence, rng)
            elif rng.random() < join and position + 1 < len(version):
                taken, content = position + 1, f"{sentence} {version[position + 1]}"
            told.append((content, tuple(range(position, taken + 1))))
        contents = [content for content, _ in told]
        vectors = embed(contents) if embed else [()] * len(contents)
        for order, (content, positions) in enumerate(told):
            statement = Statement(
                f"{article}/{positions[0]}",
                article,
                (),
                (),
                (Span(0, len(content)),),
                manner=_manner(content),
            )
            context = told[order - 1][0] if order else ""
            made.append(
                Report(
                    statement, article, 1, article, DAY, order, content,
                    context=context, actors=("speaker",), vector=vectors[order],
                )
            )  # fmt: skip
            gold[statement.id] = positions
    return made, gold


def _cut(sentence: str, rng: random.Random) -> str:
    words = sentence.split(" ")
    if len(words) < 8:
        return sentence
    kept = rng.randint(len(words) // 2, len(words) - 2)
    start = rng.choice((0, len(words) - kept))
    return " ".join(words[start : start + kept])


def _manner(content: str) -> Literal["direct", "indirect"]:
    return "direct" if content.lstrip()[:1] in {'"', "“", "'", "‘"} else "indirect"


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs were found, were right, and should have been found."""

    found: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the found pairs that are right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the wanted pairs that were found."""
        return self.right / max(1, self.wanted)

    def __str__(self) -> str:
        told = f"precision {self.precision:.3f}  recall {self.recall:.3f}"
        return f"{told}  ({self.found} found, {self.wanted} wanted)"

    def figures(self) -> dict[str, float]:
        """For a results file."""
        return {
            "precision": round(self.precision, 4), "recall": round(self.recall, 4),
            "found": self.found, "wanted": self.wanted,
        }  # fmt: skip

    def __add__(self, other: Score) -> Score:
        return Score(self.found + other.found, self.right + other.right, self.wanted + other.wanted)


def score(made: Sequence[Report], gold: dict[str, tuple[int, ...]]) -> tuple[Score, Score]:
    """Pairs of one document: as linked, and as grouped."""
    article = {report.statement.id: report.article_id for report in made}
    wanted = {
        pair for pair in combinations(sorted(gold), 2) if gold[pair[0]] == gold[pair[1]] and article[pair[0]] != article[pair[1]]
    }  # fmt: skip
    links = matches(made, made)
    linked = {(min(m.left, m.right), max(m.left, m.right)) for m in links if m.relation == "same"}
    grouped = {pair for ids in partition(made, links) for pair in combinations(sorted(ids), 2)}
    return _pairs(linked, wanted), _pairs(grouped, wanted)


def _pairs(found: set[tuple[str, str]], wanted: set[tuple[str, str]]) -> Score:
    return Score(len(found), len(found & wanted), len(wanted))


def evaluate(chosen: Iterable[Document], embed: Embed | None = None) -> tuple[Score, Score]:
    """Pairs of all documents together: as linked, and as grouped."""
    linked = grouped = Score(0, 0, 0)
    for document in chosen:
        one_linked, one_grouped = score(*reports(document, embed=embed))
        linked, grouped = linked + one_linked, grouped + one_grouped
    return linked, grouped


def main() -> None:
    """Print precision and recall of pairs on the documents held out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--documents", type=int, default=64, help="at most so many")
    options = parser.parse_args()
    figures: dict[str, object] = {}
    for part, embed in (("report", None), ("report_vectors", None), ("report_vectors", encoder())):
        chosen = list(documents(options.corpora, part))[: options.documents]  # type: ignore[arg-type]
        linked, grouped = evaluate(chosen, embed)
        print(f"{part}: {len(chosen)} documents, {'with vectors' if embed else 'words alone'}")
        print(f"  linked   {linked}\n  grouped  {grouped}")
        figures[f"{part}, {'with vectors' if embed else 'words alone'}"] = {
            "documents": len(chosen), "linked": linked.figures(), "grouped": grouped.figures(),
        }  # fmt: skip
    keep("matching", {"corpus": "WMT21 translations as outlets", "figures": figures})


if __name__ == "__main__":
    main()
