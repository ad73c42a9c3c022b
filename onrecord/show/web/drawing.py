"""Timelines, histograms and chains of sources, laid out for the templates to draw as SVG.

Only geometry and words here, no markup: the template escapes. Sizes are pixels; across a timeline they
are per cent, so that it fits a phone with letters of full size. What is drawn is on the page as text too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.show.export import wording
from onrecord.show.export.comparisons import Step
from onrecord.show.web.view import short

# ------------------------------------------------------------------------------ timeline


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement on a timeline: its day (ordinal), its page, whether its versions clash."""

    day: int
    address: str
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a timeline."""

    label: str
    address: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark in its place; `size` grows with how many statements share the day."""

    x: float
    y: float
    size: float
    address: str
    title: str
    clash: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a template draws, `x` in per cent: `ticks` are (x, label), `rows` (y, label, address)."""

    height: int
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[tuple[float, str, str], ...]
    dots: tuple[Dot, ...]


LINE, DOWN = 50, 32  # pixels from row to row, and from the top of a row to its line
LEFT, RIGHT = 1.2, 98.8  # per cent: where the first and the last day stand


def timeline(rows: Sequence[Row]) -> Drawing | None:
    """Rows of marks along the days; None without any."""
    days = [mark.day for row in rows for mark in row.marks]
    if not days:
        return None
    first, last = min(days), max(days)
    length = max(last - first, 1)

    def x(day: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first) / length, 2)

    dots = []
    for number, row in enumerate(rows):
        together: dict[int, list[Mark]] = {}
        for mark in row.marks:
            together.setdefault(mark.day, []).append(mark)
        for day, marks in sorted(together.items()):
            words = f"{wording.plain(date.fromordinal(day))}: {wording.count(len(marks), 'statement')}"
            size = min(4.5 + 1.3 * (len(marks) - 1) ** 0.5, 10)
            dots.append(
                Dot(
                    x(day),
                    LINE * number + DOWN,
                    round(size, 1),
                    marks[0].address,
                    words,
                    any(m.clash for m in marks),
                )
            )
    labelled = tuple(
        (LINE * number + float(DOWN), short(row.label, 42), row.address) for number, row in enumerate(rows)
    )
    ticks = tuple((x(day), label) for day, label in _ticks(first, last))
    return Drawing(LINE * len(rows) + 30, ticks, labelled, tuple(dots))


def _ticks(first: int, last: int, most: int = 6) -> Iterable[tuple[int, str]]:
    """A few days between the first and the last, with their labels."""
    if first == last:
        return [(first, wording.plain(date.fromordinal(first)))]
    step = max((last - first) / (most - 1), 1)
    count = min(most, last - first + 1)
    days = sorted({round(first + step * number) for number in range(count)} | {first})
    within_year = date.fromordinal(first).year == date.fromordinal(last).year and last - first < 200
    return [(day, _label(date.fromordinal(day), within_year and day != first)) for day in days if day <= last]


def _label(day: date, short_form: bool) -> str:
    month = wording.MONTHS[day.month][:3]
    return f"{day.day} {month}" if short_form else f"{day.day} {month} {day.year}"


# ----------------------------------------------------------------------------- histogram


@dataclass(frozen=True, slots=True)
class Bar:
    """Statements of one stretch of days, and the days to narrow a search to."""

    x: float
    height: float
    count: int
    since: date
    until: date
    label: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars along the days; `step` is how many days one stands for."""

    bars: tuple[Bar, ...]
    width: float
    step: int
    first: str
    last: str


BARS, TALL, BROAD = 48, 54, 640


def histogram(days: Mapping[int, int]) -> Histogram | None:
    """How many statements of which days; None where fewer than two days are known."""
    if len(days) < 2:
        return None
    first, last = min(days), max(days)
    step = -(-(last - first + 1) // BARS)
    counts: dict[int, int] = {}
    for day, count in days.items():
        counts[(day - first) // step] = counts.get((day - first) // step, 0) + count
    number, most = (last - first) // step + 1, max(counts.values())
    broad = BROAD / number
    bars = []
    for place, count in sorted(counts.items()):
        since = date.fromordinal(first + place * step)
        until = min(since + timedelta(days=step - 1), date.fromordinal(last))
        label = f"{wording.span_of_days(since, until)}: {wording.count(count, 'statement')}"
        bars.append(
            Bar(round(place * broad, 1), round(max(3, TALL * count / most), 1), count, since, until, label)
        )
    begin, end = (wording.plain(date.fromordinal(day)) for day in (first, last))
    return Histogram(tuple(bars), round(min(broad * 0.82, 40), 1), step, begin, end)


# ------------------------------------------------------------------------ chain of sources


@dataclass(frozen=True, slots=True)
class Node:
    """A name in a chain: an outlet on the left, whoever said it on the right."""

    x: float
    y: float
    width: float
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Link:
    """A curve from one name to the next, with how they are related."""

    path: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chain:
    """A picture of how the reports go back to whoever said it; `words` tells the same as text."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    words: str


WIDE = 860


def chains(told: Sequence[Sequence[Step]]) -> Chain:
    """Outlets on the left, what they came through in the middle, the speaker on the right.

    The same name in the same column is one box, so that a wire behind three outlets is seen as one.
    """
    depth = max((len(steps) for steps in told), default=1)
    places: dict[tuple[int, str], list[float]] = {}
    edges: dict[tuple[tuple[int, str], tuple[int, str]], str] = {}
    for line, steps in enumerate(told):
        before: tuple[int, str] | None = None
        for number, step in enumerate(steps):
            # whoever said it stands in the last column, however short the chain
            column = depth - 1 if number and number == len(steps) - 1 else number
            place = (column, step.name)
            places.setdefault(place, []).append(line)
            if before is not None:
                edges.setdefault((before, place), step.relation)
            before = place
    columns = [
        sorted((p for p in places if p[0] == column), key=lambda p: sum(places[p]) / len(places[p]))
        for column in range(depth)
    ]
    tall = max(len(column) for column in columns) if columns else 1
    high, broad = 44, 200
    gap = (WIDE - broad) / max(depth - 1, 1)
    at = {
        place: (column * gap if depth > 1 else 0, (number + 0.5) * tall / len(own) * high)
        for column, own in enumerate(columns)
        for number, place in enumerate(own)
    }
    nodes = tuple(
        Node(
            round(x, 1),
            round(y, 1),
            broad,
            short(name, 26),
            "outlet" if column == 0 else "speaker" if column == depth - 1 else "channel",
        )
        for (column, name), (x, y) in at.items()
    )
    links = []
    for (left, right), relation in edges.items():
        (x1, y1), (x2, y2) = at[left], at[right]
        begin, middle = x1 + broad, (x1 + broad + x2) / 2
        path = f"M{begin:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        links.append(Link(path, relation, round(middle, 1), round((y1 + y2) / 2 - 5, 1)))
    words = "; ".join(" ← ".join(f"{step.relation} {step.name}".strip() for step in steps) for steps in told)
    return Chain(WIDE, tall * high, nodes, tuple(links), words)
