"""The whole pipeline over one story of the rack, through the command line, scored against its key.

    .venv/bin/python tests/rack_run.py [--set examples|tune|test] [--alone] [--notes] [STORY …]

prints the scores of `onrecord extract` (each article alone) and of the record (all together).
`--set tune` and `--set test` are the two halves of `evaluation/stories_made`; of the second,
which nobody may tune on, no notes are printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rack_keys import Key, Texts, load_key
from rack_scoring import (
    Scores,
    Tally,
    score_actors,
    score_clashes,
    score_copies,
    score_groups,
    score_partition,
    score_statements,
)

from onrecord.article import read
from onrecord.types import Article

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SETS = {
    "examples": EXAMPLES,
    "tune": ROOT / "evaluation" / "stories_made" / "tune",
    "test": ROOT / "evaluation" / "stories_made" / "test",
}
"""Where the stories of a set lie, each a folder, with their keys in `keys`."""
UNSEEN = "test"
"""The set that is for testing only."""
Line = dict[str, Any]


def onrecord(*arguments: str | Path) -> list[Line]:
    """What a command prints as JSON lines; raises where it does not exit with 0."""
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"onrecord {' '.join(map(str, arguments))}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def as_read(folder: Path) -> tuple[Texts, dict[str, str], dict[str, Article]]:
    """The articles as the reader gives them: texts by file, files by article id, articles by file."""
    texts, files, articles = {}, {}, {}
    for article in read.articles([folder]):
        assert isinstance(article, Article), article
        name = Path(article.capture.path or "").name
        if name.endswith(".jsonl"):
            name += f":{article.capture.line}"
        texts[name] = (article.headline or "", article.text)
        files[article.id] = name
        articles[name] = article
    return texts, files, articles


@dataclass
class Rack:
    """One story: its folder and key, fitted to the texts as read, and the files by article id."""

    folder: Path
    key: Key
    texts: Texts
    files: dict[str, str]
    articles: dict[str, Article]

    @classmethod
    def of(cls, story: str, where: Path = EXAMPLES) -> Rack:
        texts, files, articles = as_read(where / story)
        key = load_key(where / "keys" / f"{story}.toml", texts)
        return cls(where / story, key, texts, files, articles)

    def score(self, found: Iterable[Line], alone: bool) -> Scores:
        """Score statements of this story's articles; those of other articles are left aside."""
        own = [line for line in found if line["article"] in self.files]
        file_of = {line["id"]: self.files[line["article"]] for line in own}
        return score_statements(self.key, own, file_of, self.texts, alone)


def racks_of(name: str, stories: Iterable[str] = ()) -> list[Rack]:
    """The stories of one of SETS, all or those named."""
    where = SETS[name]
    found = sorted(path.stem for path in (where / "keys").glob("*.toml"))
    return [Rack.of(story, where) for story in stories or found]


def alone(racks: Sequence[Rack]) -> list[Scores]:
    """`onrecord extract`: every article on its own."""
    found = onrecord("extract", "--narrated", *folders(racks))
    return [rack.score(found, alone=True) for rack in racks]


def together(racks: Sequence[Rack], record: Path) -> tuple[list[Scores], Tally]:
    """`onrecord add` and the lists: all stories in one record; its scores, and how it parts them."""
    onrecord("add", "--record", record, *folders(racks))
    found = onrecord("statements", "--narrated", "--record", record)
    groups = [group["statements"] for group in onrecord("groups", "--record", record)]
    told = onrecord("stories", "--record", record)
    copied = [carried for story in told for carried in story.get("copies", {}).values()]
    scores = [rack.score(found, alone=False) for rack in racks]
    for rack, own in zip(racks, scores, strict=True):
        score_actors(rack.key, found, own)
        score_groups(rack.key, groups, own)
        # Keyed statements only: what the outlets tell in their own voice has no clashes in the key.
        several = [[i for i in group if i in own.pairs] for group in groups]
        score_clashes(rack.key, clashes(record, [group for group in several if len(group) > 1]), own)
        score_copies(rack.key, [[rack.files[i] for i in one if i in rack.files] for one in copied], own)
    return scores, stories(racks, told)


def folders(racks: Sequence[Rack]) -> list[Path]:
    return [rack.folder for rack in racks]


def clashes(record: Path, groups: Iterable[list[str]]) -> Iterable[tuple[str, str, str, str, str]]:
    """Every clash that `compare` flags between a version and the fullest one of its group."""
    for group in groups:
        for version in onrecord("compare", group[0], "--record", record):
            for clash in version["clashes"]:
                yield clash["kind"], version["against"], clash["base"], version["statement"], clash["own"]


def stories(racks: Sequence[Rack], found: Iterable[Line]) -> Tally:
    """Which articles stand together in a story, against the keys."""
    names = {article: f"{rack.key.story}/{file}" for rack in racks for article, file in rack.files.items()}
    wanted = {
        f"{rack.key.story}/{file}": rack.key.story_of(file) for rack in racks for file in rack.key.files
    }
    story_of = {names[article]: story["id"] for story in found for article in story["articles"]}
    return score_partition(wanted, story_of)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Score the whole pipeline against the answer keys.")
    parser.add_argument("--set", choices=SETS, default="examples")
    parser.add_argument("--alone", action="store_true", help="only each article on its own")
    parser.add_argument("--notes", action="store_true", help="what went wrong, one line each")
    parser.add_argument("stories", nargs="*", metavar="STORY")
    options = parser.parse_args(arguments)
    notes = options.notes
    if options.set == UNSEEN:
        print("These stories are for TESTING ONLY: tune nothing on them; no notes are printed.")
        notes = False
    racks = racks_of(options.set, options.stories)
    single = alone(racks)
    for rack, scores in zip(racks, single, strict=True):
        show(f"{rack.key.story}, alone", scores, notes)
    show("all, alone", total(single), notes=False)
    if options.alone:
        return
    with tempfile.TemporaryDirectory() as folder:
        several, parted = together(racks, Path(folder) / "record.db")
    for rack, scores in zip(racks, several, strict=True):
        show(f"{rack.key.story}, together", scores, notes)
    show("all, together", total(several), notes=False)
    print(f"\nstories     {parted}")
    for note in parted.notes if notes else ():
        print(f"    {note}")


def total(scores: Iterable[Scores]) -> Scores:
    """The scores of several stories, counted together."""
    pooled = Scores()
    for one in scores:
        for part in pooled.tallies():
            setattr(pooled, part, getattr(pooled, part) + getattr(one, part))
    return pooled


def show(title: str, scores: Scores, notes: bool) -> None:
    print(f"\n{title}\n{scores}")
    for part in scores.tallies() if notes else ():
        for note in getattr(scores, part).notes:
            print(f"    {part:11} {note}")


if __name__ == "__main__":
    main(sys.argv[1:])
