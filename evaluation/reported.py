"""Are statements that two translations of an article attribute found to be one? From text to groups.

    python -m evaluation.reported ../shared/corpora [--part report_vectors] [--documents 20]

Each translation is an article of an outlet of its own, read and settled into a record as `onrecord
add` does. Two statements are the same if they render the same single source segment; those that
reach over segments, or share theirs with another statement, are left aside. Direct and indirect
ones count, and those whose speaker is unknown; the outlet's own voice does not. The parts of
`_vectors` hold articles that the encoder was not trained on.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from evaluation.kept import keep
from evaluation.matching import DAY, Document, Score, documents
from onrecord.pipeline import readings, settle
from onrecord.record.store import Record
from onrecord.types import Article, Reading


def translated(document: Document) -> list[Article]:
    """One article a version, one line a segment."""
    return [
        Article(f"{document.name}/{n}", "\n".join(version), outlet=f"Outlet {n}", published=DAY)
        for n, version in enumerate(document.versions)
    ]


def alone(reading: Reading) -> dict[str, int]:
    """Statement id -> its segment, for those in one segment that no other statement touches."""
    starts, position = [], 0
    for line in reading.article.text.split("\n"):
        starts.append((position, position + len(line)))
        position += len(line) + 1
    inside: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for statement in reading.statements:
        if statement.manner != "narrated":
            touched = {
                n
                for n, (start, end) in enumerate(starts)
                for span in statement.content
                if min(end, span.end) > max(start, span.start)
            }
            for n in touched:
                inside[n].append((statement.id, len(touched)))
    return {told[0][0]: n for n, told in inside.items() if len(told) == 1 and told[0][1] == 1}


def score(read: list[Reading]) -> Score:
    """Pairs of one document, as a record groups them."""
    gold = {key: (n, one.article.id) for one in read for key, n in alone(one).items()}
    with tempfile.TemporaryDirectory() as name, Record.open(str(Path(name) / "record.db")) as record:
        for one in read:
            settle(one, record)
        groups = [sorted(key for key in group.statements if key in gold) for group in record.groups()]
    found = {pair for ids in groups for pair in combinations(ids, 2)}
    wanted = {
        (a, b)
        for a, b in combinations(sorted(gold), 2)
        if gold[a][0] == gold[b][0] and gold[a][1] != gold[b][1]
    }
    return Score(len(found), len(found & wanted), len(wanted))


def main() -> None:
    """Print precision and recall of pairs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument(
        "--part", choices=("report", "report_vectors", "fit_vectors"), default="report_vectors"
    )
    parser.add_argument("--documents", type=int, default=20, help="at most so many")
    options = parser.parse_args()
    whole = Score(0, 0, 0)
    chosen = list(documents(options.corpora, options.part))[: options.documents]
    for document in chosen:
        read = [one for one in readings(translated(document), jobs=1) if isinstance(one, Reading)]
        whole += score(read)
    print(f"{options.part}, from text to groups: {whole}")
    result = {
        "corpus": "WMT21 translations as outlets, from text to groups", "part": options.part,
        "documents": len(chosen), "figures": whole.figures(),
    }  # fmt: skip
    if options.part != "fit_vectors":
        keep("reported", result)


if __name__ == "__main__":
    main()
