"""Names from many languages in English news: 200 made-up sentences, span F1 by kind.

    python -m evaluation.name_sentences [--half test] [--set] [--misses]

"the chief of protocol of the President of the Republic of Kubria Davor Keln" is a role, a country and
a person, not an organization. `name_sentences.tsv` marks every name; "tune" is for setting, "test"
for reporting. A name is right when its characters and its kind are (person, organization, place,
people such as "Afghans"). Needs no corpora and takes seconds: exit status 1 below the floors in
`floors_names.json`, which `--set` pins two points below what is measured now.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.kept import commit, keep, today
from evaluation.scores import Counts
from onrecord.article.extract import Extractor
from onrecord.types import Article, Mention

DATA = Path(__file__).parent / "name_sentences.tsv"
FLOORS = Path(__file__).parent / "floors_names.json"
KINDS = {"p": "person", "o": "organization", "l": "place", "d": "people"}
_MARK = re.compile(r"\{([a-z/]+)\|([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is there: where it may start, its end, the kinds that are right; `optional` names
    may be left out."""

    starts: tuple[int, ...]
    end: int
    kinds: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the list: its half, the kind of its names, its text and the names in it."""

    half: str
    group: str
    text: str
    names: tuple[Name, ...]


def unmark(marked: str) -> tuple[str, tuple[Name, ...]]:
    """A marked sentence as plain text and names.

    >>> unmark("{p|Sheikh ~Hamad} left {l|Doha}.")[0]
    'Sheikh Hamad left Doha.'
    >>> unmark("{p|Sheikh ~Hamad} left {l|Doha}.")[1][0]
    Name(starts=(0, 7), end=12, kinds=('person',), optional=False)
    """
    text, names, done = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[done : mark.start()]
        start, title = len(text), mark[2].find("~")
        text += mark[2].replace("~", "")
        starts = (start,) if title < 0 else (start, start + title)
        kinds = tuple(KINDS[kind] for kind in mark[1].split("/") if kind in KINDS)
        names.append(Name(starts, len(text), kinds, optional=mark[1] == "x"))
        done = mark.end()
    return text + marked[done:], tuple(names)


def sentences(data: Path = DATA) -> Iterator[Sentence]:
    """All sentences of the list."""
    for line in data.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            half, group, marked = line.split("\t")
            yield Sentence(half, group, *unmark(marked))


Found = tuple[int, int, str]


def found_names(mentions: Iterable[Mention]) -> list[Found]:
    """The extractor's names as start, end, kind; a nationality as actor is "people"."""
    return [
        (m.span.start, m.span.end, "people" if m.demonym else m.kind)
        for m in mentions
        if m.form == "name" and m.span.part == "text"
    ]


def compare(found: Sequence[Found], wanted: Sequence[Name]) -> list[tuple[str, int, int, int]]:
    """Kind, right, found, wanted: one for each name found and each that was missed."""
    rows, met = [], set()
    for start, end, kind in found:
        here = next((n for n, name in enumerate(wanted) if end == name.end and start in name.starts), None)
        if here is not None and wanted[here].optional:
            continue
        right = here is not None and kind in wanted[here].kinds
        if here is not None and right:
            met.add(here)
        rows.append((kind, int(right), 1, int(right)))
    missed = (name for n, name in enumerate(wanted) if n not in met and not name.optional)
    return rows + [(name.kinds[0], 0, 0, 1) for name in missed]


def measure(extractor: Extractor, some: Iterable[Sentence]) -> dict[str, Counts]:
    """Counts by kind of name, by language group, and for all; spans also whatever their kind."""
    counts = {kind: Counts() for kind in (*KINDS.values(), "all", "all, any kind")}
    for n, sentence in enumerate(some):
        article = Article(id=str(n), text=sentence.text)
        found = found_names(extractor(article, vectors=False).mentions)
        for kind, *row in compare(found, sentence.names):
            if kind in counts:  # "other" is no kind that is marked
                counts[kind].add(*row)
            counts["all"].add(*row)
            counts.setdefault(sentence.group, Counts()).add(*row)
        spans = {(start, end) for start, end, _ in found}
        taken = [{(start, name.end) for start in name.starts} for name in sentence.names]
        free = set().union(
            *(t for t, name in zip(taken, sentence.names, strict=True) if name.optional), set()
        )
        needed = [t for t, name in zip(taken, sentence.names, strict=True) if not name.optional]
        hits = sum(bool(t & spans) for t in needed)
        counts["all, any kind"].add(hits, len(spans - free), len(needed))
    return counts


def below_floors(counts: dict[str, Counts]) -> list[str]:
    """A line for each kind that lies below its floor."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return [
        f"{name}: F1 {counts[name].f1:.1f}, floor {floor:.1f}"
        for name, floor in floors.items()
        if counts[name].f1 < floor
    ]


def misses(extractor: Extractor, some: Iterable[Sentence]) -> Iterator[str]:
    """For the tuning half: each sentence with a name missed or found wrongly, and what was found."""
    for sentence in some:
        found = found_names(extractor(Article(id="one", text=sentence.text), vectors=False).mentions)
        if any(right != wanted or right != got for _, right, got, wanted in compare(found, sentence.names)):
            told = "; ".join(f"{sentence.text[start:end]} [{kind}]" for start, end, kind in found)
            yield f"{sentence.text}\n    {told}"


def main() -> None:
    """Print the table, write the results, check the floors."""
    parser = argparse.ArgumentParser(description="Names in 200 made-up sentences.")
    parser.add_argument("--half", choices=("tune", "test"), default="test")
    parser.add_argument("--misses", action="store_true", help="show what went wrong (tuning half only)")
    parser.add_argument("--set", action="store_true", help="pin floors two points below what is measured now")
    parser.add_argument("--corpora", type=Path, help="not needed; taken so that all scorers are called alike")
    options = parser.parse_args()
    extractor = Extractor()
    if options.misses:
        print("\n".join(misses(extractor, (s for s in sentences() if s.half == "tune"))))
        return
    some = [sentence for sentence in sentences() if sentence.half == options.half]
    counts = measure(extractor, some)
    print(
        f"{len(some)} made-up sentences, half {options.half}, {today()}, commit {commit()}; F1 in percent\n"
    )
    for name, count in counts.items():
        print(
            f"{name:<22}{count.f1:6.1f}   precision {count.precision:5.1f}  recall {count.recall:5.1f}",
            end="",
        )
        print(f"   ({count.wanted:.0f})")
    if options.half != "test":
        return
    figures = {name: {"f1": round(count.f1, 2), "wanted": count.wanted} for name, count in counts.items()}
    keep("name-sentences", {"data": "200 made-up sentences", "half": "test", "figures": figures})
    if options.set:
        floors = {name: round(counts[name].f1 - 2.0, 1) for name in (*KINDS.values(), "all", "all, any kind")}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        return
    below = below_floors(counts)
    print("\n" + ("\n".join(below) if below else "all at or above their floors"))
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
