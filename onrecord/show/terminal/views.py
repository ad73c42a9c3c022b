"""Single things in full: one statement's versions, a story, a timeline.

They show what the page shows (show/export lays it out once for both). Every difference has a sign
as well as a colour, so that a pipe, a printer and a reader who sees no colours get it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.show.export.comparisons import Comparison, Disagreement, Stretch, VersionView
from onrecord.show.export.stories import DayView, MatrixRow, StoryView
from onrecord.show.terminal import tables
from onrecord.show.terminal.output import Line, page
from onrecord.types import Actor

SIGNS = {"reworded": ("~", "~", "yellow"), "added": ("+", "+", "green"), "omitted": ("[-", "-]", "red")}
LEGEND = "~reworded~  +added+  [-left out-], against the version marked =="
ROOM = 100
"""Characters of a statement in a matrix row."""


def compare(shown: Comparison, ids: Sequence[str]) -> RenderableType:
    """The versions of one statement below each other, the base first; `ids` are theirs, in order."""
    head = Text(shown.speaker, style="bold").append(f", {shown.day or 'day unknown'}", style="not bold")
    parts: list[RenderableType] = [head, Text()]
    for version, statement_id in zip(shown.versions, ids, strict=True):
        parts += [_byline(version, statement_id), Padding(_words(version), (0, 0, 0, 3))]
        parts += [
            Padding(
                Text(f"! {kind}: {_quoted(own)} here, {_quoted(base)} there", style="bold red"), (0, 0, 0, 3)
            )
            for kind, base, own in version.clashes
        ]
        notes = [*version.quotes, *(["the question asked is left out"] if version.question_left_out else [])]
        parts += [Padding(Text(f"· {note}", style="yellow"), (0, 0, 0, 3)) for note in notes]
        parts.append(Text())
    if shown.among:
        parts += [Text("Between the others", style="bold"), *map(_among, shown.among), Text()]
    if len(shown.versions) > 1:
        parts.append(Text(LEGEND, style="dim"))
    parts.append(_origins(shown))
    return Group(*parts)


def _among(it: Disagreement) -> RenderableType:
    """A clash between versions of which none is the base, with the outlets on each side."""
    sides = "; ".join(f"{_quoted(words)} {', '.join(outlets)}" for words, outlets in it.sides)
    return Padding(Text(f"! {it.kind}: {sides}", style="bold red"), (0, 0, 0, 3))


def _byline(version: VersionView, statement_id: str) -> Text:
    text = Text("== " if version.is_base else "   ", style="bold").append(version.outlet, style="bold")
    for part, style in ((version.day, ""), (version.cue, "italic"), (version.manner, "dim")):
        text.append(f"  {part}" if part else "", style=style)
    for step in version.chain[1:-1]:
        text.append(f"  {step.relation} {step.name}", style="dim")
    return text.append(f"  {statement_id[:9]}", style="dim")


def _words(version: VersionView) -> Text:
    text = Text()
    if version.question:
        text.append(f"asked: {version.question}\n", style="dim")
    for stretch in version.stretches:
        text.append(" " if stretch.before else "").append(_stretch(stretch, version.is_base))
    return text


def _stretch(stretch: Stretch, base: bool) -> Text:
    own = " ".join((stretch.was if stretch.op == "omitted" else stretch.text).split())
    if base or stretch.op == "kept":
        return Text(own)
    before, after, style = SIGNS[stretch.op]
    return Text(f"{before}{own}{after}", style=style)


def _origins(shown: Comparison) -> Text:
    why = "; ".join(shown.why)
    return Text(shown.origins + (f": {why}" if why else ""), style="dim")


# ----------------------------------------------------------------------------- a story


Times = Mapping[int, tuple[int, int | None]]
"""Article number -> how many articles carry its text, and the number of the likely original."""


def story(shown: StoryView, times: Times | None = None) -> RenderableType:
    """Brief, chronology with coming days, who carries which statement."""
    return Group(
        Text(shown.title, style="bold"),
        Text(shown.days or "no day known", style="dim"),
        _articles(shown, times or {}),
        _rule("In short"),
        *(
            Padding(Text(f"{line.text} ").append(f"({line.source.outlet})", style="dim"), (0, 0, 1, 2))
            for line in shown.brief
        ),
        _rule("Day by day"),
        _chronology([*shown.chronology, *shown.undated]),
        *_clashes(shown),
        *_asserted(shown),
        _rule("Who carries what"),
        _matrix(shown),
    )


def _articles(shown: StoryView, times: Times) -> RenderableType:
    """The articles with the numbers that head the matrix's columns, and whose text is whose."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    printed = {source.article: number for number, (source, *_) in enumerate(shown.articles, start=1)}
    for number, (source, title, day, _) in enumerate(shown.articles, start=1):
        told = Text(source.outlet, style="bold").append(f", {day or 'no day stated'}: ", style="not bold dim")
        told.append(title, style="not bold")
        if source.article in times:
            count, original = times[source.article]
            is_one = original in (None, source.article)
            told.append(
                f"  ×{count}" if is_one else f"  carries the text of {printed.get(original or 0)}",
                style="dim",
            )
        table.add_row(str(number), told)
    return Padding(table, (0, 0, 1, 2))


def _clashes(shown: StoryView) -> Iterator[RenderableType]:
    if shown.clashes:
        yield _rule("Where the reports clash")
    for it in shown.clashes:
        text = Text(f"! {it.kind}  ", style="bold red").append(
            f"{it.speaker}: " if it.speaker else "", "bold"
        )
        text.append(_cut(it.text), style="not bold default")
        for words, sources in it.sides:
            outlets = ", ".join(source.outlet for source in sources)
            text.append(f"\n  {_quoted(words)}", style="not bold red").append(
                f"  {outlets}", style="not bold dim"
            )
        yield Padding(text, (0, 0, 1, 2))


def _asserted(shown: StoryView) -> Iterator[RenderableType]:
    if shown.asserted:
        yield _rule("Asserted here, attributed there")
    for it in shown.asserted:
        text = Text(_cut(it.text)).append("\n  told as known: ", "dim")
        text.append(", ".join(source.outlet for source in it.asserting))
        text.append("\n  attributed: ", "dim")
        by_speaker: dict[str, list[str]] = {}
        for who, source in it.attributing:
            by_speaker.setdefault(who, []).append(source.outlet)
        text.append("; ".join(f"to {who} ({', '.join(outlets)})" for who, outlets in by_speaker.items()))
        yield Padding(text, (0, 0, 1, 2))


def _rule(title: str) -> Rule:
    return Rule(Text(title, style="bold"), align="left", style="dim", characters="-")


def _chronology(days: Iterable[DayView]) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(max_width=20 if page().width >= tables.NARROW else 12, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for day in days:
        for number, quote in enumerate(day.lines):
            when = Text(day.when if not number else "", style="cyan" if day.coming else "")
            if day.coming and not number:
                when.append("\n(to come)")
            words = Text(f"{quote.speaker}: " if quote.speaker else "", style="bold")
            words.append(quote.text, style="not bold")
            also = f"; also {', '.join(quote.also)}" if quote.also else ""
            table.add_row(when, words.append(f" ({quote.source.outlet}{also})", style="not bold dim"))
    return table


def _matrix(shown: StoryView) -> RenderableType:
    """What several articles carry as a matrix, then what each alone has."""
    parts: list[RenderableType] = []
    signs = {cell[0]: cell[1] for row in (*shown.shared, *shown.single) for cell in row.cells if cell}
    meaning = "  ".join(f"{sign} {name}" for sign, name in signs.items())
    if shown.shared:
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column("", ratio=1, overflow="fold")
        for number, _ in enumerate(shown.columns, start=1):
            table.add_column(str(number), justify="center", no_wrap=True)
        for row in shown.shared:
            cells = ((cell[0] if cell else "·") for cell in row.cells)
            signed = (c + ("¹" if first else "") for c, first in zip(cells, row.first, strict=True))
            table.add_row(_label(row), *signed)
        first = "  ¹ first" if any(any(row.first) for row in shown.shared) else ""
        contested = "  ! the reports clash" if any(row.contested for row in shown.shared) else ""
        parts += [table, Text(f"{meaning}  · not carried{first}{contested}", style="dim"), Text()]
    for n, source in enumerate(shown.columns):
        own = [(row, cell) for row in shown.single if (cell := row.cells[n])]
        if not own:
            continue
        several = len(shown.columns) > 1
        head = Text(f"{n + 1} {source.outlet}", style="bold")
        parts.append(head.append(f", alone with {len(own)}" if several else "", style="not bold dim"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        for row, cell in own:
            table.add_row(cell[0], _label(row))
        parts.append(Padding(table, (0, 0, 1, 2)))
    return Group(*parts, *([] if shown.shared else [Text(meaning, style="dim")]))


def _label(row: MatrixRow) -> Text:
    label = Text("! " if row.contested else "", style="bold red")
    label.append(f"{row.speaker}: " if row.speaker else "", style="bold default")
    return label.append(_cut(row.text), style="not bold default")


def _quoted(words: str) -> str:
    """Words of an article on one line, between marks that they do not have themselves."""
    return f"'{' '.join(words.split())}'"


def _cut(words: str) -> str:
    return words if len(words) <= ROOM else words[: max(words.rfind(" ", 0, ROOM), ROOM // 2)] + " …"


# ----------------------------------------------------------------------------- an actor


def timeline(actor: Actor, rows: Sequence[Line]) -> RenderableType:
    """An actor's statements by issue and day said, unknown days last with their reason."""
    head = Text(actor.name, style="bold")
    for role in actor.roles:
        head.append(f"\n  {role.title}" + (f", {role.body}" if role.body else ""), style="not bold dim")
    if not rows:
        return Group(head, Text(), Text("no statement fits", style="dim"))
    versions: dict[object, list[Line]] = {}
    for row in rows:
        versions.setdefault(row["version_of"] or row["id"], []).append(row)
    parts: list[RenderableType] = [head]
    for issue, same in groupby(versions.values(), key=lambda told: told[0]["issue"]):
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        for first, *others in same:
            table.add_row(tables.day(first["said"]), _stated(first, others))
        parts += [Text(), _rule(str(issue)), table]
    return Group(*parts)


def _stated(row: Line, others: Sequence[Line]) -> Text:
    """A statement with where it stands, why its day is unknown, and what it turns on."""
    own = tables.outlet(row)
    outlets = dict.fromkeys(name for other in others if (name := tables.outlet(other)) != own)
    also = f"; also {', '.join(outlets)}" if outlets else ""
    words = tables.spoken(row).append(f"  ({own}, {str(row['id'])[:9]}{also})", style="dim")
    said: Any = row["said"]
    if isinstance(said, dict) and not said["date"] and said["reason"]:
        words.append(f"\n{said['reason']}", style="yellow")
    turns: Any = row["turns"]
    for turn in turns:
        words.append(f"\n! otherwise on {turn['day']}: {turn['text']}", style="bold red")
        for clash in turn["clashes"]:
            words.append(
                f"\n  {clash['kind']}: {_quoted(clash['base'])} then, {_quoted(clash['own'])} here",
                style="red",
            )
    return words
