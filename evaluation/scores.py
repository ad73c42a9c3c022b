"""The measures: exact spans, whole attributions, content found, all one to one; B³ for groupings.

Everything works on character sets, so that discontinuous parts and other tokenisations compare
fairly. Whole attributions are matched one to one so that the number of matches is the largest
possible (Hopcroft-Karp is not needed at this size: augmenting paths do).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Triple:
    """One attribution as plain spans: what both corpus and extractor are reduced to."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(slots=True)
class Counts:
    """Right ones, found ones, wanted ones; adds up over articles."""

    right: float = 0
    found: float = 0
    wanted: float = 0

    def add(self, right: float, found: float, wanted: float) -> None:
        """Count another article in."""
        self.right += right
        self.found += found
        self.wanted += wanted

    @property
    def precision(self) -> float:
        """Percent of what was found that is right."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Percent of what was wanted that was found."""
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both, in percent."""
        total = self.found + self.wanted
        return 200 * self.right / total if total else 0.0


def characters(spans: Spans, text: str) -> frozenset[int]:
    """The offsets that `spans` cover, white space left out."""
    return frozenset(n for start, end in spans for n in range(start, end) if not text[n].isspace())


def dice(left: frozenset[int], right: frozenset[int]) -> float:
    """Overlap of two character sets, 0 to 1; two empty sets agree."""
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 1.0


def iou(left: frozenset[int], right: frozenset[int]) -> float:
    """Intersection over union of two character sets, 0 to 1."""
    union = len(left | right)
    return len(left & right) / union if union else 1.0


def exact(found: Iterable[Spans], wanted: Iterable[Spans], text: str) -> tuple[int, int, int]:
    """Right, found, wanted: parts (all their pieces together) that agree in every character."""
    left = {characters(spans, text) for spans in found if spans}
    right = {characters(spans, text) for spans in wanted if spans}
    return len(left & right), len(left), len(right)


def exact_pieces(found: Iterable[Spans], wanted: Iterable[Spans], text: str) -> tuple[int, int, int]:
    """The same, each contiguous piece of a discontinuous part counted on its own."""
    return exact(_pieces(found, text), _pieces(wanted, text), text)


def _pieces(parts: Iterable[Spans], text: str) -> Iterable[Spans]:
    for spans in parts:
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and not text[joined[-1][1] : start].strip():
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        yield from ((piece,) for piece in joined)


def matched(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """The largest one-to-one matching; `edges[i]` lists the partners allowed for i."""
    partner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in partner or place(partner[j], seen):
                    partner[j] = i
                    return True
        return False

    for i in range(len(edges)):
        place(i, set())
    return {i: j for j, i in partner.items()}


def one_to_one(edges: Sequence[Sequence[int]]) -> int:
    """Size of the largest one-to-one matching."""
    return len(matched(edges))


def whole_edges(found: Sequence[Triple], wanted: Sequence[Triple], text: str) -> list[list[int]]:
    """For each found attribution the wanted ones whose content and source both overlap it.

    At Dice 0.5 or more, so that a span twice as long as it should be is no match any more.
    """
    left = [(characters(t.content, text), characters(t.source, text)) for t in found]
    right = [(characters(t.content, text), characters(t.source, text)) for t in wanted]
    return [
        [j for j, (content, source) in enumerate(right) if dice(c, content) >= 0.5 and dice(s, source) >= 0.5]
        for c, s in left
    ]


def whole(found: Sequence[Triple], wanted: Sequence[Triple], text: str) -> tuple[int, int, int]:
    """Right, found, wanted: content and source both at Dice 0.5 or more, one to one."""
    return one_to_one(whole_edges(found, wanted, text)), len(found), len(wanted)


def content_found(found: Sequence[Triple], wanted: Sequence[Triple], text: str) -> tuple[int, int, int]:
    """Right, found, wanted: content at IoU 0.5 or more, one to one, whoever the source."""
    left = [characters(t.content, text) for t in found]
    right = [characters(t.content, text) for t in wanted]
    edges = [[j for j, content in enumerate(right) if iou(c, content) >= 0.5] for c in left]
    return one_to_one(edges), len(left), len(right)


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 (Bagga and Baldwin 1998).

    >>> b_cubed({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "y", "c": "z"})[:2]
    (1.0, 0.6666666666666666)
    """
    in_gold, in_found, in_both = (defaultdict[object, int](int) for _ in range(3))
    for key in gold:
        in_gold[gold[key]] += 1
        in_found[found[key]] += 1
        in_both[gold[key], found[key]] += 1
    precision = sum(in_both[gold[k], found[k]] / in_found[found[k]] for k in gold) / len(gold)
    recall = sum(in_both[gold[k], found[k]] / in_gold[gold[k]] for k in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
