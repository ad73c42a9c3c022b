"""How well two names are told to be one: `python -m evaluation.names --corpora ../shared/corpora`.

Reads names/cases.csv (OpenSanctions name pairs). The half whose hash is even is for tuning; the
figures to quote are of the other half.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.kept import keep
from onrecord.record.actors.names import SAME, similarity
from onrecord.types import Kind

_KINDS: dict[str, Kind] = {"Person": "person"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether they are one, and the half they fall in."""

    left: str
    right: str
    kind: Kind
    same: bool
    tuning: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of "the same" over `pairs` pairs."""

    precision: float
    recall: float
    f1: float
    pairs: int


def pairs(corpora: Path) -> Iterator[Pair]:
    """Every pair of the table."""
    with (corpora / "names" / "cases.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            names = f"{row['name1']}\t{row['name2']}"
            even = hashlib.sha256(names.encode()).digest()[0] % 2 == 0
            yield Pair(
                row["name1"],
                row["name2"],
                _KINDS.get(row["schema"], "organization"),
                row["is_match"] == "true",
                even,
            )


def score(cases: list[Pair], threshold: float = SAME) -> Score:
    """How `similarity` at `threshold` does on `cases`."""
    told = [(similarity(p.left, p.right, p.kind) >= threshold, p.same) for p in cases]
    right = sum(said and same for said, same in told)
    said = sum(said for said, _ in told)
    same = sum(same for _, same in told)
    precision, recall = right / said if said else 0.0, right / same if same else 0.0
    return Score(
        precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0, len(told)
    )


def main() -> None:
    """Print one line for each half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    cases = list(pairs(parser.parse_args().corpora))
    figures = {}
    for name, half in (("tuned on", True), ("held out", False)):
        found = score([p for p in cases if p.tuning is half])
        print(
            f"{name}  {found.pairs} pairs  P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}"
        )
        figures[name] = asdict(found)
    keep("names", {"corpus": "OpenSanctions name pairs", "figures": figures})


if __name__ == "__main__":
    main()
