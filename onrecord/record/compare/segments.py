"""Paired words grouped into stretches that a reader can take in.

    pairs        the cat | sat | on | a | mat
    against      the cat | lay | on | a | rug   ->   kept "the cat", reworded "sat on a mat"

Only the grouping is decided here; which words answer to each other is decided in align.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.record.compare.words import Token
from onrecord.types import Segment, SegmentOp, Span

DISSOLVED = 2
"""So many function words between two changes still belong to the change."""

APART = 4
"""So many words missing on one side are a thing of their own, not part of a rewording."""


@dataclass(slots=True)
class Run:
    """Words `b0` to `b1` of the base against `o0` to `o1` of the other; changed while grouping."""

    op: Literal["kept", "like", "gap"]
    b0: int
    b1: int
    o0: int
    o1: int


def group(
    base: Sequence[Token], own: Sequence[Token], pairs: Iterable[tuple[int, int]]
) -> tuple[Segment, ...]:
    """Segments that hold every token of both sides, in order."""
    runs = _merge(_runs(base, own, pairs))
    runs = _merge(_without_trifles(base, own, runs))
    runs = _merge(_dissolve(base, own, runs))
    return tuple(_segment(base, own, op, run) for run in _changes(base, own, runs) for op in [_op(run)])


def _runs(base: Sequence[Token], own: Sequence[Token], pairs: Iterable[tuple[int, int]]) -> list[Run]:
    runs: list[Run] = []
    b = o = 0
    for i, j in [*pairs, (len(base), len(own))]:
        if b < i or o < j:
            runs.append(Run("gap", b, i, o, j))
        if i < len(base):
            runs.append(Run("kept" if base[i].fold == own[j].fold else "like", i, i + 1, j, j + 1))
        b, o = i + 1, j + 1
    return runs


def _merge(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one kind joined."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].op == run.op:
            merged[-1].b1, merged[-1].o1 = run.b1, run.o1
        else:
            merged.append(run)
    return merged


def _without_trifles(base: Sequence[Token], own: Sequence[Token], runs: list[Run]) -> list[Run]:
    """Changes of nothing but punctuation or an article are none: they go to the kept words beside."""
    for k, run in enumerate(runs):
        if run.op == "gap" and all(_trifle(t) for t in (*base[run.b0 : run.b1], *own[run.o0 : run.o1])):
            beside = [runs[n] for n in (k - 1, k + 1) if 0 <= n < len(runs)]
            run.op = "kept" if any(r.op == "kept" for r in beside) else "gap"
    return runs


def _trifle(token: Token) -> bool:
    return not token.is_word or token.fold in ("a", "an", "the")


def _dissolve(base: Sequence[Token], own: Sequence[Token], runs: list[Run]) -> list[Run]:
    """A few kept function words between two changes become part of the change.

    Only where the change has content on both sides: between two omissions they are what was left.
    """
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        if run.op != "kept" or before.op == "kept" or after.op == "kept":
            continue
        if any(t.is_content for t in base[run.b0 : run.b1]) or _words(base, run.b0, run.b1) > DISSOLVED:
            continue
        both = _words(base, before.b0, before.b1) + _words(base, after.b0, after.b1)
        others = _words(own, before.o0, before.o1) + _words(own, after.o0, after.o1)
        if both and others:
            run.op = "gap"
    return runs


def _changes(base: Sequence[Token], own: Sequence[Token], runs: list[Run]) -> list[Run]:
    """Kept runs as they are; between them, changes joined unless one is a long one-sided piece."""
    out: list[Run] = []
    for run in runs:
        joined = (
            out
            and run.op != "kept"
            and out[-1].op != "kept"
            and not _stands_alone(base, own, run)
            and not _stands_alone(base, own, out[-1])
        )
        if joined:
            out[-1].b1, out[-1].o1 = run.b1, run.o1
        else:
            out.append(run)
    return [piece for run in out for piece in _split(base, own, run)]


def _stands_alone(base: Sequence[Token], own: Sequence[Token], run: Run) -> bool:
    here, there = _words(base, run.b0, run.b1), _words(own, run.o0, run.o1)
    return min(here, there) == 0 and max(here, there) >= APART


def _split(base: Sequence[Token], own: Sequence[Token], run: Run) -> list[Run]:
    """A change that is all but one-sided: what was left out, and what was put in, apart."""
    here, there = _words(base, run.b0, run.b1), _words(own, run.o0, run.o1)
    if run.op != "gap" or not (run.b1 > run.b0 and run.o1 > run.o0):
        return [run]
    if max(here, there) <= APART * 2 or max(here, there) <= APART * min(here, there):
        return [run]
    return [Run("gap", run.b0, run.b1, run.o0, run.o0), Run("gap", run.b1, run.b1, run.o0, run.o1)]


def _words(side: Sequence[Token], start: int, end: int) -> int:
    return sum(t.is_word for t in side[start:end])


def _op(run: Run) -> SegmentOp:
    if run.op == "kept":
        return "kept"
    return "added" if run.b0 == run.b1 else "omitted" if run.o0 == run.o1 else "reworded"


def _segment(base: Sequence[Token], own: Sequence[Token], op: SegmentOp, run: Run) -> Segment:
    return Segment(op, _span(base, run.b0, run.b1), _span(own, run.o0, run.o1))


def _span(side: Sequence[Token], start: int, end: int) -> Span:
    if start == end:
        place = side[start - 1].end if start else 0
        return Span(place, place)
    return Span(side[start].start, side[end - 1].end)
