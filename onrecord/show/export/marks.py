"""An article's full text in pieces, so that every statement's very characters can be marked.

    Ona Brill | said | it was over      ->  source of 7 · cue of 7 · content of 7

Statements may overlap and nest, so the text is cut wherever any of them begins or ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from onrecord.types import Part, Reading, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one set of marks: `role` is the strongest (content, cue, source) or "".

    `statements` are the numbers of those it belongs to; `starts` of those that begin here;
    `ends` of those whose last characters these are.
    """

    text: str
    role: str = ""
    statements: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `furniture` is its kind where it is no running copy, else ""."""

    pieces: tuple[Piece, ...]
    furniture: str = ""


_STRENGTH = {"source": 1, "cue": 2, "content": 3}


def paragraphs(reading: Reading, numbers: Mapping[str, int], part: Part = "text") -> tuple[Paragraph, ...]:
    """The text (or title) of the article, every character but blank lines, with its marks."""
    article = reading.article
    text = article.text if part == "text" else article.headline or ""
    marks = [m for m in _marks(reading, numbers) if m[0].part == part and text[slice(*m[0].bounds)].strip()]
    extent = _extent(text, marks)
    out: list[Paragraph] = []
    start = 0
    lines = text.splitlines(keepends=True)
    on_line = _by_line(lines, marks)
    for number, line in enumerate(lines):
        end = start + len(line.rstrip())
        if line.strip():
            kind = _furniture(reading, start, end) if part == "text" else ""
            out.append(Paragraph(tuple(_pieces(text, (start, end), on_line[number], extent)), kind))
        start += len(line)
    return tuple(out)


Mark = tuple[Span, str, int]


def _marks(reading: Reading, numbers: Mapping[str, int]) -> Iterable[Mark]:
    for statement in reading.statements:
        if statement.id in numbers:
            for role in ("source", "cue", "content"):
                for span in getattr(statement, role):
                    yield span, role, numbers[statement.id]


def _by_line(lines: Sequence[str], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """The marks that touch each line, by its number."""
    starts = list(accumulate((len(line) for line in lines), initial=0))
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        first, last = bisect_right(starts, mark[0].start) - 1, bisect_left(starts, mark[0].end)
        for number in range(first, last):
            found[number].append(mark)
    return found


def _extent(text: str, marks: Iterable[Mark]) -> dict[int, tuple[int, int]]:
    """Where each statement's characters begin, and where its content ends (all of it, without content)."""
    first: dict[int, int] = {}
    last: dict[int, tuple[bool, int]] = {}
    for span, role, number in marks:
        words = text[span.start : span.end]
        start, end = span.end - len(words.lstrip()), span.start + len(words.rstrip())
        first[number] = min(start, first.get(number, start))
        last[number] = max((role == "content", end), last.get(number, (False, 0)))
    return {number: (start, last[number][1]) for number, start in first.items()}


def _pieces(
    text: str, line: tuple[int, int], marks: list[Mark], extent: Mapping[int, tuple[int, int]]
) -> Iterable[Piece]:
    start, end = line
    here = [m for m in marks if m[0].start < end and m[0].end > start]
    cuts = {start, end}
    cuts.update(place for span, _, _ in here for place in span.bounds if start < place < end)
    for low, high in pairwise(sorted(cuts)):
        over = [(role, number) for span, role, number in here if span.start <= low and high <= span.end]
        numbers = tuple(sorted({number for _, number in over}))
        yield Piece(
            text[low:high],
            max((role for role, _ in over), key=_STRENGTH.__getitem__, default=""),
            numbers,
            tuple(n for n in numbers if low <= extent[n][0] < high),
            tuple(n for n in numbers if low < extent[n][1] <= high),
        )


def _furniture(reading: Reading, start: int, end: int) -> str:
    kinds = [f.kind for f in reading.article.furniture if f.span.start <= start + 1 and end - 1 <= f.span.end]
    return kinds[0] if kinds else ""
