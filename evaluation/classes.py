"""Which attributions are found and which are missed, by what they are like.

    direct, indirect, mixed      by the quotation marks around the content
    with, without a source       7.6 % of PolNeAR's attributions name none
    pronoun source               "he said"
    discontinuous content        interrupted by its own cue or source
    over several paragraphs      a line ends inside the content
    by words                     of the content: up to 5, 15, 30, more

Recall counts the marked attributions of a class that were found whole (content and source, one to
one, see scores.py); precision the found ones that look like the class and are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from evaluation.scores import Triple, matched, whole_edges
from onrecord.article.extract.quotation import OUTSIDE, states

PRONOUNS = frozenset(
    {"i", "you", "he", "she", "it", "we", "they", "who", "him", "her", "them", "this", "that"}
)
LENGTHS = ((5, "1 to 5 words"), (15, "6 to 15 words"), (30, "16 to 30 words"))
CLASSES = (
    "all", "direct", "indirect", "mixed", "with a source", "without a source", "pronoun source",
    "discontinuous content", "over several paragraphs", *(name for _, name in LENGTHS), "over 30 words",
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """One class: how many were marked and how many of them found, how many found and right."""

    wanted: int = 0
    reached: int = 0
    found: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """Percent of the marked ones that were found."""
        return 100 * self.reached / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        """Percent of the found ones that are right."""
        return 100 * self.right / self.found if self.found else 0.0


@dataclass(slots=True)
class Table:
    """A row for each class; `add` counts another article in."""

    rows: Mapping[str, Row] = field(default_factory=lambda: {name: Row() for name in CLASSES})

    def add(self, found: Sequence[Triple], wanted: Sequence[Triple], text: str) -> None:
        """Count the found and the marked attributions of one article."""
        pairs = matched(whole_edges(found, wanted, text))
        state = states(text)
        for n, triple in enumerate(found):
            for name in classes(triple, text, state):
                self.rows[name].found += 1
                self.rows[name].right += n in pairs
        reached = set(pairs.values())
        for n, triple in enumerate(wanted):
            for name in classes(triple, text, state):
                self.rows[name].wanted += 1
                self.rows[name].reached += n in reached

    def lines(self) -> Iterator[str]:
        """The table as text."""
        yield f"{'whole attributions':<26}{'marked':>8}{'recall':>8}{'found':>8}{'precision':>11}"
        for name, row in self.rows.items():
            yield f"{name:<26}{row.wanted:>8}{row.recall:>8.1f}{row.found:>8}{row.precision:>11.1f}"

    def figures(self) -> dict[str, dict[str, float]]:
        """The table for a results file."""
        return {
            name: {
                "wanted": row.wanted, "recall": round(row.recall, 2),
                "found": row.found, "precision": round(row.precision, 2),
            }
            for name, row in self.rows.items()
        }  # fmt: skip


def classes(triple: Triple, text: str, state: Sequence[int]) -> Iterator[str]:
    """The classes that an attribution belongs to; `state` is `quotation.states(text)`.

    >>> text = 'He said: "No."'
    >>> list(classes(Triple(((0, 2),), ((3, 7),), ((9, 14),)), text, states(text)))
    ['all', 'direct', 'with a source', 'pronoun source', '1 to 5 words']
    """
    yield "all"
    letters = [n for start, end in triple.content for n in range(start, end) if text[n].isalnum()]
    quoted = sum(state[n] != OUTSIDE for n in letters)
    yield "direct" if letters and quoted == len(letters) else "mixed" if quoted else "indirect"
    yield "with a source" if triple.source else "without a source"
    if _words(triple.source, text).casefold() in PRONOUNS:
        yield "pronoun source"
    if _pieces(triple.content, text) > 1:
        yield "discontinuous content"
    if _breaks(triple.content, text):
        yield "over several paragraphs"
    length = len(_words(triple.content, text).split())
    yield next((name for most, name in LENGTHS if length <= most), CLASSES[-1])


def _words(spans: Iterable[tuple[int, int]], text: str) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _breaks(spans: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a line ends inside a piece, or between two with nothing else between them."""
    gaps = [text[a[1] : b[0]] for a, b in pairwise(sorted(spans))]
    inside = [text[start:end].strip() for start, end in spans]
    return any("\n" in part for part in inside) or any("\n" in gap and not gap.strip() for gap in gaps)


def _pieces(spans: Sequence[tuple[int, int]], text: str) -> int:
    """How many pieces, those with only white space between them counted as one."""
    joined = sum(not text[a[1] : b[0]].strip() for a, b in pairwise(sorted(spans)))
    return len(spans) - joined
