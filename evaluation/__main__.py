"""All figures in one go: `python -m evaluation [--corpora FOLDER] [NAME …]`.

Each set is a module of its own with a command line; it prints a table with data, commit and date,
beside what others reach where that is known, and writes `evaluation/results/NAME.json`. With
NAMEs, only those sets.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

SETS: dict[str, tuple[str, ...]] = {
    "polnear": ("--corpora", "{corpora}"),  # statements: source, cue, content
    "mentions": ("--corpora", "{corpora}"),  # names and antecedents
    "vectors": ("--corpora", "{corpora}"),  # nearest in meaning
    "speakers": ("--corpora", "{corpora}"),  # who said it
    "references": (),  # whom he, the minister and the company mean
    "names": ("--corpora", "{corpora}"),  # two spellings, one name
    "name_sentences": (),  # names of many languages
    "matching": ("{corpora}",),  # two reports, one statement
    "stories": ("{corpora}",),  # two articles, one story
    "clashes": ("--claims", "{corpora}/claimdiff"),  # two versions that cannot both be exact
    "verbatim": ("{corpora}",),  # quotations in the same words, one statement
    "copies": ("{corpora}",),  # one text carries another
    "stress": (),  # the forms that news take all over the world
    "rack": (),  # all of it, on the made-up articles
    "floors": ("--corpora", "{corpora}"),  # what CI keeps
}
"""Module of this folder -> its arguments."""

HERE = Path(__file__).parent


def main() -> None:
    """Run the sets; stop at the first that fails."""
    parser = argparse.ArgumentParser(description="All figures on the corpora beside the checkout.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(SETS)}")
    parser.add_argument("--corpora", type=Path, default=HERE.parent.parent / "shared" / "corpora")
    options = parser.parse_args()
    if unknown := set(options.names) - set(SETS):
        parser.error(f"found {', '.join(sorted(unknown))}, expected some of {', '.join(SETS)}")
    if not options.corpora.is_dir():
        sys.exit(f"{options.corpora}: found no folder, expected the corpora; name them with --corpora")
    there = [name for name in SETS if (HERE / f"{name}.py").exists()]
    for name in options.names or there:
        arguments = [part.format(corpora=options.corpora) for part in SETS[name]]
        print(f"\n== {name}", flush=True)
        begun = time.perf_counter()
        if status := subprocess.run(
            [sys.executable, "-m", f"evaluation.{name}", *arguments], cwd=HERE.parent, check=False
        ).returncode:
            sys.exit(status)
        print(f"({time.perf_counter() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
