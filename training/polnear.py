"""PolNeAR 1.0, read from its brat stand-off files.

An article is a text and its attributions; an attribution is three tuples of
spans (source, cue, content), each in Unicode code points into the text. Both
training and evaluation read the corpus through this file.

Newell, Margolin, Ruths: An Attribution Relations Corpus for Political News,
LREC 2018.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SPAN = re.compile(r"(T\d+)\t[\w-]+ ([\d ;]+)(?:\t|$)")  # a marked text may run over the line's end
_RELATION = re.compile(r"E\d+\t(.+)")

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source), by which words (cue), said what (content); each may be discontinuous."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """One article as one annotator marked it.

    `names` are kind and form of each name, `sources` start, end and speaker of sources without a name,
    where they are listed.
    """

    name: str
    annotator: str
    text: str
    attributions: tuple[Attribution, ...]
    names: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[int, int, str], ...] = ()

    @property
    def held_out(self) -> bool:
        """True for the one article in twenty that thresholds are tuned on, never trained on."""
        return hashlib.sha256(self.name.encode()).digest()[0] < 13


def read_polnear(folder: Path, split: str, *, annotators: str = "first") -> Iterator[AnnotatedArticle]:
    """Yield the articles of `split` ("train" or "dev") in name order.

    `annotators="first"` gives each article once, as its first annotator marked it;
    `"all"` gives it once per annotator.
    """
    with (folder / "metadata.tsv").open(encoding="utf-8", newline="") as file:
        order = {
            row["filename"]: row["annotators"].split("|")
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    for path in sorted((folder / split / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        found = sorted((folder / split / "attributions").glob(f"{path.stem}_????.ann"))
        names = [annotation.stem.rpartition("_")[2] for annotation in found]
        ranked = [name for name in order.get(path.stem, []) if name in names] or names
        for name in ranked[:1] if annotators == "first" else ranked:
            annotation = folder / split / "attributions" / f"{path.stem}_{name}.ann"
            yield AnnotatedArticle(path.stem, name, text, tuple(_attributions(annotation)))


def _attributions(path: Path) -> Iterator[Attribution]:
    """The attributions of one `.ann` file; relations to a span that the file lacks are left out."""
    spans: dict[str, Spans] = {}
    relations: list[list[str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            if span := _SPAN.match(line):
                pairs = (pair.split(" ") for pair in span[2].split(";"))
                spans[span[1]] = tuple(sorted((int(start), int(end)) for start, end in pairs))
            elif relation := _RELATION.match(line):
                relations.append(relation[1].split())
    for items in relations:
        parts: dict[str, Spans] = {"Source": (), "Cue": (), "Content": ()}
        for item in items[1:]:
            role, _, key = item.partition(":")
            role = role.rstrip("0123456789")
            if role in parts and key in spans:
                parts[role] = tuple(sorted(parts[role] + spans[key]))
        if any(parts.values()):
            yield Attribution(parts["Source"], parts["Cue"], parts["Content"])
