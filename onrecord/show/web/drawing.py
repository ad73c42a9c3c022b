"""Timelines, histograms and chains of sources, laid out for the templates to draw as SVG.

Only geometry and words here, no markup: the template escapes. Sizes are pixels; across a timeline they
are per cent, so that it fits a phone with letters of full size. What is drawn is on the page as text too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

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
    """Bars along the days; `step` is how many days one stands for.

    `before` counts statements of days too far before the first bar to be drawn on one scale with the others.
    """

    bars: tuple[Bar, ...]
    width: float
    step: int
    first: date
    last: date
    before: int = 0


BARS, TALL, BROAD = 48, 54, 640
STRAY = 0.02  # of the statements: so many of the oldest are left out where the others then take half the room


def histogram(days: Mapping[int, int]) -> Histogram | None:
    """How many statements of which days; None where fewer than two days are known.

    >>> told = histogram({1: 1, 1001: 60, 1009: 40})
    >>> (told.before, told.step, [bar.count for bar in told.bars]) if told else None
    (1, 1, [60, 40])
    """
    if len(days) < 2:
        return None
    before, first, last = _strays(days), min(days), max(days)
    if before:
        first = min(day for day in days if day > before[-1])
    step = -(-(last - first + 1) // BARS)
    counts: dict[int, int] = {}
    for day, count in days.items():
        if day >= first:
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
    return Histogram(
        tuple(bars),
        round(min(broad * 0.82, 40), 1),
        step,
        date.fromordinal(first),
        date.fromordinal(last),
        sum(days[day] for day in before),
    )


def _strays(days: Mapping[int, int]) -> list[int]:
    """The oldest days, few and far before the others, which would press these together; [] where there are none."""
    last, left, strays = max(days), STRAY * sum(days.values()), []
    in_order = sorted(days)
    for day, after in pairwise(in_order):
        left -= days[day]
        if left < 0:
            break
        if 2 * (last - after) <= last - day:
            strays = [one for one in in_order if one <= day]
    return strays


# ------------------------------------------------------------------------ chain of sources


@dataclass(frozen=True, slots=True)
class Node:
    """A name in a chain, cut to fit its box: an outlet on the left, whoever said it on the right."""

    x: float
    y: float
    width: float
    name: str
    kind: str
    whole: str


@dataclass(frozen=True, slots=True)
class Link:
    """A curve from one name to the next, with how they are related."""

    path: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chain:
    """A picture of how the reports go back to whoever said it, `width` by `height` pixels; `words` tells the same."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    words: str


BOX, BETWEEN, HIGH = 226, 124, 44  # pixels: a box, from one to the next, from row to row
LETTERS = 28  # of a name in a box
MOST = 12  # chains drawn one by one


def chains(told: Sequence[Sequence[Step]]) -> Chain:
    """Outlets on the left, what they came through in the middle, the speaker on the right.

    The same name in the same column is one box, so that a wire behind three outlets is seen as one,
    and where it is itself among the outlets, its own report stands there too; of very many chains
    those that go on alike begin in one box.
    """
    alike: dict[tuple[str, ...], int] = {}  # what goes on alike stands together: fewer lines cross
    told = sorted(told, key=lambda steps: alike.setdefault(tuple(one.name for one in steps[1:]), len(alike)))
    if len(told) > MOST:
        told = _together(told)
    depth = max((len(steps) for steps in told), default=1)
    passed = {step.name.casefold(): n for steps in told for n, step in enumerate(steps[:-1]) if n}
    outlets: set[Place] = set()
    places: dict[Place, list[int]] = {}
    edges: dict[tuple[Place, Place], str] = {}
    for line, steps in enumerate(told):
        column = passed.get(steps[0].name.casefold(), 0)
        way = _way(steps, depth, column if column + len(steps) <= depth else 0)
        outlets.add(way[0])
        relations = iter(step.relation for step in steps)
        labels = [next(relations) if name else "" for _, name, _ in way]
        for place in way:
            places.setdefault(place, []).append(line)
        for hop, label in zip(pairwise(way), labels[1:], strict=True):
            edges.setdefault(hop, label)
    columns = [
        sorted((p for p in places if p[0] == column), key=lambda p: sum(places[p]) / len(places[p]))
        for column in range(depth)
    ]
    tall = max(map(len, columns), default=1)
    at = {
        place: (column * (BOX + BETWEEN), (number + 0.5) * tall / len(own) * HIGH)
        for column, own in enumerate(columns)
        for number, place in enumerate(own)
    }
    nodes = tuple(
        Node(
            x,
            round(y, 1),
            BOX,
            short(place[1], LETTERS),
            "outlet" if place in outlets else "speaker" if place[0] == depth - 1 else "channel",
            place[1],
        )
        for place, (x, y) in at.items()
        if place[1]
    )
    links = tuple(
        _link(*at[left], *at[right], label, bool(right[2])) for (left, right), label in edges.items()
    )
    words = "; ".join(" ← ".join(f"{step.relation} {step.name}".strip() for step in steps) for steps in told)
    return Chain(depth * BOX + (depth - 1) * BETWEEN, tall * HIGH, nodes, links, words)


Place = tuple[int, str, str]
"""A column with the name there; or without, and then to whom the line goes on that passes by there."""


def _way(steps: Sequence[Step], depth: int, begin: int) -> list[Place]:
    """Where a chain goes: whoever said it stands in the last column, however short the chain."""
    *first, last = steps
    stops = [(number, step.name, "") for number, step in enumerate(first, begin)]
    passed = [(number, "", last.name) for number in range(begin + len(first), depth - 1)] if first else []
    return [*stops, *passed, (depth - 1 if first else 0, last.name, "")]


def _link(x1: float, y1: float, x2: float, y2: float, label: str, passing: bool) -> Link:
    """From the right of one box to the left of the next, and past that where nobody stands there."""
    begin, middle = x1 + BOX, (x1 + BOX + x2) / 2
    path = f"M{begin:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    path += f"h{BOX}" if passing else ""
    # the label stands where lines to one box are still apart
    return Link(path, label, round(begin + 0.4 * BETWEEN, 1), round(y1 + 0.35 * (y2 - y1) - 5, 1))


def _together(told: Iterable[Sequence[Step]]) -> list[Sequence[Step]]:
    """Chains that go on alike, in one, from all the outlets that they come from."""
    alike: dict[tuple[tuple[str, str], ...], list[Sequence[Step]]] = {}
    for steps in told:
        alike.setdefault(tuple((one.relation, one.name) for one in steps[1:]), []).append(steps)
    made: list[Sequence[Step]] = []
    for own in alike.values():
        outlets = dict.fromkeys(steps[0].name for steps in own)
        names = f"{len(outlets)} outlets: {', '.join(outlets)}"
        first = Step(names, "", "") if len(outlets) > 1 else own[0][0]
        made.append((first, *own[0][1:]))
    return made
