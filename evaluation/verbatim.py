"""Are quotations that two outlets print in the same words found to be one statement?

    python -m evaluation.verbatim ../shared/corpora [--part report] [--stories 2000] [--missed]

The set makes itself, from articles on one story by two outlets (`stories/pac.jsonl`, politics, and
`stories/gva.jsonl`, local news): a stretch inside quotation marks in one article, of at least RUN
words, that stands word for word (case and punctuation aside) inside quotation marks in the other.
Articles that share half their sentences are copies of one text and left out: they would be easy.
Each such stretch is a pair of offsets. It is found if statements that hold it on both sides are in one group, or are linked: one
contains the other, they overlap (each cuts the quotation elsewhere), or repeat it on another day;
each is counted by itself. Stories are split in halves by a hash of their id; nothing is fitted
here, `fit` is for looking.

Two shares: of all pairs (what a reader sees), and of those where extraction found a statement on
both sides (what matching did). Written to results/verbatim.json for the half `report`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, islice
from pathlib import Path
from urllib.parse import urlsplit

from evaluation.copies import shared_sentences
from evaluation.kept import keep
from onrecord.pipeline import readings, settle
from onrecord.record.store import Record
from onrecord.types import Article, Reading, Span, Statement

RUN = 6
"""Words that two quotations must share, one after the other: fewer are often a set phrase."""

COPIED = 0.5
"""Articles that share this much of the sentences of the poorer are left out."""

_QUOTED = re.compile(r"“([^“”]{10,2000})”|\"([^\"“”\n]{10,2000})\"")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Shared:
    """The same quoted words in two articles: where they stand in each."""

    left: str
    right: str
    left_span: Span
    right_span: Span


def stories(corpora: Path, part: str) -> Iterator[tuple[str, list[Article]]]:
    """Story id and its articles, of one half, in the order of the files."""
    for name in ("pac", "gva"):
        found: dict[str, list[Article]] = {}
        for line in (corpora / "stories" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            half = "fit" if hashlib.sha256(row["story"].encode()).digest()[0] % 2 else "report"
            if part in (half, "all"):
                published = date.fromisoformat(row["published"][:10]) if row["published"] else None
                outlet = row.get("outlet") or (urlsplit(row["url"]).hostname or "").removeprefix("www.")
                article = Article(
                    row["id"], row["text"], outlet=outlet, headline=row["title"], published=published
                )
                found.setdefault(f"{name} {row['story']}", []).append(article)
        yield from found.items()


def quoted_by_two(told: Sequence[Article], run: int = RUN) -> Iterator[Shared]:
    """What the articles of one story quote in the same words, by two outlets each with a text of its own."""
    for one, other in combinations(told, 2):
        if one.outlet != other.outlet and shared_sentences(one.text, other.text) < COPIED:
            yield from shared(one, other, run)


def shared(one: Article, other: Article, run: int = RUN) -> Iterator[Shared]:
    """The longest stretches of `run` and more words that stand in quotation marks in both.

    >>> a = Article("a", 'He said: "We shall never ever sell the harbour." So it is.')
    >>> b = Article("b", '"And we shall never ever sell the harbour", he told us.')
    >>> [(a.slice(s.left_span), b.slice(s.right_span)) for s in shared(a, b)]
    [('We shall never ever sell the harbour', 'we shall never ever sell the harbour')]
    """
    theirs = list(_quotations(other, run))
    for mine in _quotations(one, run):
        best: Shared | None = None
        for their in theirs:
            found = _longest(mine, their, run)
            if found is not None and (best is None or _length(found) > _length(best.left_span)):
                best = Shared(
                    one.id,
                    other.id,
                    found,
                    _where(their, [word for word, _ in mine if found.start <= _.start < found.end]),
                )
        if best is not None:
            yield best


Words = list[tuple[str, Span]]


def _quotations(article: Article, run: int) -> Iterator[Words]:
    for match in _QUOTED.finditer(article.text):
        inside = match[1] if match[1] is not None else match[2]
        start = match.start() + 1
        words = [
            (word[0].casefold().replace("’", "'"), Span(start + word.start(), start + word.end()))
            for word in _WORD.finditer(inside)
        ]
        if len(words) >= run:
            yield words


def _longest(mine: Words, their: Words, least: int) -> Span | None:
    """Where in `mine` the longest run of words stands that `their` has too; None below `least`."""
    places: dict[str, list[int]] = {}
    for n, (word, _) in enumerate(their):
        places.setdefault(word, []).append(n)
    best, end, row = 0, 0, dict[int, int]()
    for i, (word, _) in enumerate(mine):
        row = {j: row.get(j - 1, 0) + 1 for j in places.get(word, ())}
        for length in row.values():
            if length > best:
                best, end = length, i
    if best < least:
        return None
    return Span(mine[end - best + 1][1].start, mine[end][1].end)


def _where(their: Words, run: Sequence[str]) -> Span:
    told = [word for word, _ in their]
    start = next(n for n in range(len(told)) if told[n : n + len(run)] == list(run))
    return Span(their[start][1].start, their[start + len(run) - 1][1].end)


def _length(span: Span) -> int:
    return span.end - span.start


def holding(reading: Reading, span: Span) -> list[Statement]:
    """Attributed statements whose content covers at least half of `span`, the most first."""
    covered = []
    for statement in reading.statements:
        common = sum(
            max(0, min(own.end, span.end) - max(own.start, span.start))
            for own in statement.content
            if own.part == "text"
        )
        if 2 * common >= _length(span) and statement.manner != "narrated":
            covered.append((-common, statement.id, statement))
    return [statement for _, _, statement in sorted(covered, key=lambda entry: entry[:2])]


TIES = ("one group", "contains", "overlaps", "repeats")
"""What counts as found, the strongest first."""


def measure(
    pairs: Iterable[Shared], read: dict[str, Reading], record: Record
) -> tuple[int, int, Counter[str], list[Shared]]:
    """(pairs, with a statement on both sides, how many are tied by what, those that are not)."""
    total = both = 0
    found, missed = Counter[str](), []
    for pair in pairs:
        total += 1
        left = holding(read[pair.left], pair.left_span)
        right = holding(read[pair.right], pair.right_span)
        if not left or not right:
            continue
        both += 1
        rows = {one.id: record.statement(one.id) for one in (*left, *right)}
        ties: set[str] = {
            link.relation
            for one in left
            for link in rows[one.id].links
            if {link.left, link.right} & {other.id for other in right}
        }
        if any(rows[a.id].group == rows[b.id].group for a in left for b in right):
            ties.add("one group")
        tie = next((one for one in TIES if one in ties), None)
        if tie is not None:
            found[tie] += 1
        else:
            missed.append(pair)
    return total, both, found, missed


def main() -> None:
    """Print recall on quotations shared by two outlets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", choices=("fit", "report", "all"), default="report")
    parser.add_argument("--stories", type=int, default=2000, help="at most so many")
    parser.add_argument("--run", type=int, default=RUN, help="words that two quotations must share")
    parser.add_argument("--missed", action="store_true", help="print where the missed ones stand")
    options = parser.parse_args()
    pairs: list[Shared] = []
    chosen: dict[str, Article] = {}
    for _, told in islice(stories(options.corpora, options.part), options.stories):
        pairs += (own := list(quoted_by_two(told, options.run)))
        named = {id for pair in own for id in (pair.left, pair.right)}
        chosen |= {one.id: one for one in told if one.id in named}
    read = {
        one.article.id: one
        for one in readings(replace(article, version=1) for article in chosen.values())
        if isinstance(one, Reading)
    }
    with tempfile.TemporaryDirectory() as name, Record.open(str(Path(name) / "record.db")) as record:
        for reading in read.values():
            settle(reading, record)
        total, both, found, missed = measure(pairs, read, record)
    print(f"{options.part}: {len(chosen)} articles, {total} quotations shared word for word")
    print(f"  a statement on both sides  {both} ({both / max(1, total):.3f})")
    tied = sum(found.values())
    print(f"  found to be one            {tied} (of these {tied / max(1, both):.3f}), by {dict(found)}")
    result = {
        "corpus": "quotations shared by two outlets, PAC and GVA articles", "part": options.part, "articles": len(chosen),
        "pairs": total, "statement on both sides": both, "tied": {tie: found[tie] for tie in TIES},
        "recall of matching": round(tied / max(1, both), 4), "recall of all": round(tied / max(1, total), 4),
    }  # fmt: skip
    if options.part == "report":
        keep("verbatim", result)
    if options.missed:
        for pair in missed:
            print(f"  missed: {pair.left} {pair.left_span.bounds}  {pair.right} {pair.right_span.bounds}")


if __name__ == "__main__":
    main()
