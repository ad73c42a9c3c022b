"""The whole pipeline on made-up stories, against answer keys made by hand.

    python -m evaluation.rack [--set examples|tune|test …]

Runs `onrecord extract` (each article alone) and `onrecord add` (all in one record) and scores what
they print, one to one: right, wrong, and unknown or missed, of statements, speakers, days,
channels, actors, groups, clashes, copies, stories; B³ for the partitions. Keys and scoring stand
in `tests/rack_*.py`. The stories of `examples` and of `stories_made/tune` were in sight while
onrecord was built; those of `stories_made/test` are for TESTING ONLY: what they give is what to
expect elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.kept import commit, keep, today
from evaluation.scores import b_cubed

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import rack_run  # type: ignore[import-not-found]  # lies among the tests, which keep floors with it

SETS = {
    "examples": ("rack", "examples", "in sight while onrecord was built"),
    "tune": ("rack-tune", "evaluation/stories_made/tune", "to tune on"),
    "test": ("rack-test", "evaluation/stories_made/test", "for TESTING ONLY: never tuned on"),
}
"""Set -> name of its results, where it lies, and what its figures may be used for."""


def measure(name: str) -> tuple[dict[str, Any], dict[str, tuple[float, float, float]]]:
    """Tallies by run ("alone", "together") and part, and B³ by partition."""
    racks = rack_run.racks_of(name)
    tallies: dict[str, Any] = {"alone": _tallies(rack_run.total(rack_run.alone(racks)))}
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
        several, parted = rack_run.together(racks, record)
        groups = rack_run.onrecord("groups", "--record", record)
        stories = rack_run.onrecord("stories", "--record", record)
    tallies["together"] = _tallies(rack_run.total(several)) | {"stories": parted}
    files = {article: f"{rack.key.story} {file}" for rack in racks for article, file in rack.files.items()}
    wanted = {
        f"{rack.key.story} {file}": rack.key.story_of(file) for rack in racks for file in rack.key.files
    }
    story_of = {files[article]: story["id"] for story in stories for article in story["articles"]}
    partitions = {
        "groups of statements": b_cubed(*_groups(racks, several, groups)),
        "stories": b_cubed({file: wanted[file] for file in story_of}, story_of),
    }
    return tallies, partitions


def _tallies(scores: Any) -> dict[str, Any]:
    return {part: getattr(scores, part) for part in scores.tallies()}


def _groups(
    racks: Sequence[Any], scores: Sequence[Any], groups: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, str], dict[str, str]]:
    """The keyed statements that were found: their group in the key, and in the record.

    Statements that the key leaves open ("maybe", optional) are left aside; a repetition inside an
    article stands with what it repeats, in the key as in the record.
    """
    group_of = {found: group["id"] for group in groups for found in group["statements"]}
    gold, own = {}, {}
    for rack, score in zip(racks, scores, strict=True):
        key = rack.key
        maybe = {i for _, open_ in key.groups for i in open_}
        head = {i: sure[0] for sure, _ in key.groups for i in sure}
        wanted = {w.id: w for w in key.statements}
        for found, name in sorted(score.pairs.items()):
            if wanted[name].optional or name in maybe or wanted[name].repeats:
                continue
            gold[f"{key.story} {name}"] = f"{key.story} {head.get(name, name)}"
            own[f"{key.story} {name}"] = group_of[found]
    return gold, own


def main() -> None:
    """Measure, print, write; all sets where none is named."""
    parser = argparse.ArgumentParser(description="The whole pipeline on made-up stories.")
    parser.add_argument("--set", dest="sets", action="append", choices=SETS)
    for name in parser.parse_args().sets or SETS:
        report(name)


def report(name: str) -> None:
    """Measure one set, print it, write it."""
    kept, where, use = SETS[name]
    tallies, partitions = measure(name)
    print(f"\nthe rack of made-up articles, {where} ({use}), {today()}, commit {commit()}")
    for run, parts in tallies.items():
        print(f"\n{run:<24}{'right':>7}{'wrong':>7}{'unknown':>9}{'precision':>11}{'recall':>8}")
        for part, it in parts.items():
            if it.right + it.wrong + it.unknown:
                print(
                    f"{part:<24}{it.right:>7}{it.wrong:>7}{it.unknown:>9}"
                    f"{100 * it.precision:>11.1f}{100 * it.recall:>8.1f}"
                )
    print(f"\n{'B³':<24}{'precision':>10}{'recall':>8}{'F1':>8}")
    for partition, (precision, recall, f1) in partitions.items():
        print(f"{partition:<24}{100 * precision:>10.1f}{100 * recall:>8.1f}{100 * f1:>8.1f}")
    figures = {
        run: {
            part: {"right": it.right, "wrong": it.wrong, "unknown": it.unknown}
            for part, it in parts.items()
            if it.right + it.wrong + it.unknown
        }
        for run, parts in tallies.items()
    }
    b3 = {name: dict(zip(("precision", "recall", "f1"), (round(v, 4) for v in values), strict=True))
          for name, values in partitions.items()}  # fmt: skip
    keep(kept, {"corpus": where, "use": use, "figures": figures, "b_cubed": b3})


if __name__ == "__main__":
    main()
