"""Statements in the forms that news take all over the world, measured on short made-up items.

    python -m evaluation.stress [--half test|tune] [--missed]

`stress/items.txt` marks source, cue and content in some 360 items of 30 classes: wires, headlines,
transcripts, press releases, quotation marks of every kind, nested and negated statements;
`stress/articles.txt` marks 24 whole articles of twelve forms. Every second item of a class is for
testing only, and all 37 whole articles of `stress/unseen.txt`, written last. A statement is found where
a reported one covers its content with IoU 0.5 or more and touches its source (has none, where none is
marked); one to one. Written without a look at what the model does with them.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from evaluation.kept import keep
from onrecord.article.extract import Extractor
from onrecord.article.read import article_from_text
from onrecord.types import Spans, Statement

ITEMS = Path(__file__).parent / "stress" / "items.txt"
ARTICLES = Path(__file__).parent / "stress" / "articles.txt"
UNSEEN = Path(__file__).parent / "stress" / "unseen.txt"
LEAST_OVERLAP = 0.5
_OPENING = re.compile(r"\{(s|c|t)(\d*):")
Pieces = list[tuple[int, int]]


@dataclass(slots=True)
class Marked:
    """One marked statement: character ranges of its source, cue and content."""

    source: Pieces = field(default_factory=list)
    cue: Pieces = field(default_factory=list)
    content: Pieces = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a class, with its statements; `held_out` ones are never looked at while building."""

    kind: str
    text: str
    statements: tuple[Marked, ...]
    held_out: bool


def parse(line: str) -> tuple[str, tuple[Marked, ...]]:
    """The bare text of an item, and what it marks.

    >>> text, (one,) = parse("{s:Tal} {c:said} {t:no}.")
    >>> text, one.source, one.content
    ('Tal said no.', [(0, 3)], [(9, 11)])
    """
    found: dict[str, Marked] = {}
    open_parts: list[tuple[str, str, int]] = []
    text, place = "", 0
    while place < len(line):
        if match := _OPENING.match(line, place):
            open_parts.append((match[1], match[2], len(text)))
            place = match.end()
            continue
        if line[place] == "}" and open_parts:
            role, number, start = open_parts.pop()
            part = {"s": "source", "c": "cue", "t": "content"}[role]
            getattr(found.setdefault(number, Marked()), part).append((start, len(text)))
        else:
            text += "\n" if line[place] == "⏎" else line[place]
        place += 1
    if open_parts:
        raise ValueError(f"{line[:60]!r}: found a brace that is never closed")
    return text, tuple(found.values())


def items(path: Path = ITEMS) -> Iterator[Item]:
    """All items, in the file's order."""
    kind, count = "", 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kind, count = line[3:], 0
        elif line and not line.startswith("#"):
            yield Item(kind, *parse(line), held_out=path == UNSEEN or count % 2 == 1)
            count += 1


@dataclass(slots=True)
class Tally:
    """Marked, found, and reported statements of one class."""

    marked: int = 0
    found: int = 0
    reported: int = 0


def characters(pieces: Pieces) -> set[int]:
    """The offsets that the pieces cover."""
    return {n for start, end in pieces for n in range(start, end)}


def bounds(spans: Spans) -> Pieces:
    """Spans as pairs."""
    return [span.bounds for span in spans]


def agree(marked: Marked, reported: Statement, others: set[int]) -> bool:
    """Whether a reported statement is the marked one.

    Where no source is marked ("…, *adding* that …"), it may have none or one of the item's others; what
    is said without any sign of who says it (an answer in an interview) may have the one interviewed.
    """
    want, got = characters(marked.content), characters(bounds(reported.content))
    if len(want & got) < LEAST_OVERLAP * len(want | got):
        return False
    source = characters(bounds(reported.source))
    if marked.source:
        return bool(characters(marked.source) & source)
    return source <= others or not (marked.cue or reported.cue)


def measure(
    extractor: Extractor, wanted: Sequence[Item]
) -> tuple[dict[str, Tally], list[tuple[Item, Marked]]]:
    """Tallies by class, and what was missed."""
    tallies: dict[str, Tally] = {}
    missed: list[tuple[Item, Marked]] = []
    for item in wanted:
        tally = tallies.setdefault(item.kind, Tally())
        said = extractor(article_from_text(item.text), vectors=False).statements
        left = [one for one in said if one.manner != "narrated"]
        tally.reported += len(left)
        sources = {n for one in item.statements for n in characters(one.source)}
        for marked in item.statements:
            tally.marked += 1
            hit = next((one for one in left if agree(marked, one, sources)), None)
            if hit:
                tally.found += 1
                left.remove(hit)
            else:
                missed.append((item, marked))
    return tallies, missed


def main() -> None:
    """Print the share found by class; write the results of the test half."""
    parser = argparse.ArgumentParser(description="Statements in many forms, on short made-up items.")
    parser.add_argument("--half", choices=("test", "tune"), default="test")
    parser.add_argument(
        "--missed", action="store_true", help="show what was missed (of the tuning half only)"
    )
    options = parser.parse_args()
    extractor = Extractor()
    result: dict[str, object] = {"set": "stress items and articles, test half; unseen articles"}
    for path in (ITEMS, ARTICLES, UNSEEN):
        wanted = [item for item in items(path) if item.held_out == (options.half == "test")]
        tallies, missed = measure(extractor, wanted)
        whole = Tally(
            sum(t.marked for t in tallies.values()),
            sum(t.found for t in tallies.values()),
            sum(t.reported for t in tallies.values()),
        )
        if not wanted:
            continue
        print(f"{path.stem}\n")
        for kind, t in {**tallies, "all": whole}.items():
            share = f"{100 * t.found / t.marked:5.1f} %" if t.marked else "      -"
            print(f"{kind:40} {t.found:3} of {t.marked:3} found {share}  {t.reported - t.found:3} besides")
        print()
        if options.half == "tune" and options.missed:
            for item, one in missed:
                words = item.text if path == ITEMS else item.kind
                print(f"  {item.kind}: {words!r} {[item.text[a:b] for a, b in one.content]}")
        result[path.stem] = {
            "all": asdict(whole),
            "classes": {kind: asdict(t) for kind, t in tallies.items()},
        }
    if options.half == "test":
        keep("stress", result)


if __name__ == "__main__":
    main()
