"""Lists as tables for a terminal, drawn from the same objects that JSON lines carry.

Below 72 columns a row becomes a small paragraph: a table that breaks every word helps nobody.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.record.actors.register import short
from onrecord.show.export.wording import reported
from onrecord.show.terminal.output import Line, page

NARROW = 72
ROOMY = 110
"""Below so many columns a statement becomes a paragraph."""
WIDEST = {
    "day": 10,
    "who": 16,
    "through": 18,
    "actor": 20,
    "also written": 16,
    "article": 20,
    "name": 18,
    "why": 40,
    "called there": 26,
    "outlet": 16,
    "cue": 14,
    "elsewhere": 14,
}
"""The most columns that each column takes; those not named here never fold."""
ENOUGH = 28
"""Columns in which a sentence can still be read."""
UNKNOWN = "unknown"


def _grid(rows: list[tuple[str | Text, ...]], heads: tuple[str, ...], wide: str) -> RenderableType:
    """A table whose column `wide` takes the room that the others leave: a third of it, or ENOUGH.

    The others are as wide as their longest cell, up to WIDEST, and fold.
    """
    if not rows:
        return Text("nothing to show", style="dim")
    room = page().width
    if room < NARROW:
        return Group(*(_stacked(row, heads) for row in rows))
    longest = {
        head: min(max(len(head), *(len(str(row[n])) for row in rows)), WIDEST.get(head, room))
        for n, head in enumerate(heads)
        if head != wide
    }
    left = room - sum(longest.values()) - 2 * len(longest)
    if left < min(room // 3, ENOUGH):
        return Group(*(_stacked(row, heads) for row in rows))
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, width=left if head == wide else longest[head], overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _stacked(row: tuple[str | Text, ...], heads: tuple[str, ...]) -> RenderableType:
    """A row as a small paragraph: its first two cells as the head, the rest below with their names."""
    head = Text.assemble(row[0], "  ", row[1])
    body = Text()
    for name, cell in zip(heads[2:], row[2:], strict=True):
        if str(cell):
            body.append(f"{name}: " if name not in ("what", "roles", "title") else "", style="dim").append(
                cell
            ).append("\n")
    return Group(head, Padding(body, (0, 0, 0, 2)))


def day(said: Any) -> Text:
    """The day as ISO, a range with its end, a month without its day; "?" where unknown."""
    if not said or not said.get("date"):
        return Text("?", style="dim")
    first, last = str(said["date"]), said.get("end")
    match said.get("precision"):
        case "month":
            first = first[:7]
        case "year":
            first = first[:4]
        case _:
            pass
    return Text(f"{first} – {last}" if last and said.get("precision") == "range" else first)


def outlet(line: Line) -> str:
    """The outlet, else the file that the article was read from, else its id."""
    return str(line.get("outlet") or (Path(str(line["path"])).name if line.get("path") else line["article"]))


def words(spans: Any) -> str:
    """The text of discontinuous spans, joined by an ellipsis."""
    return " … ".join(" ".join(span["text"].split()) for span in spans or ())


def spoken(line: Line) -> Text:
    """Cue and content, as a reader would want them: `said: …`; the question asked before it."""
    text = Text()
    if line.get("question"):
        text.append(f"[{words(line['question'])}] ", style="dim")
    if line.get("polarity") in ("negated", "hypothetical"):
        text.append(f"({line['polarity']}) ", style="yellow")
    if cue := words(line.get("cue")).rstrip(" :,"):
        text.append(cue + ": ", style="italic")
    return text.append(words(line["content"]))


def speaker(line: Line) -> Text:
    """The speakers, or why they are not known."""
    if speakers := line.get("speakers"):
        return Text(" and ".join(one["name"] for one in speakers), style="bold")  # type: ignore[attr-defined]
    if line.get("manner") == "narrated":
        return Text("(the outlet)", style="dim")
    return Text(UNKNOWN, style="yellow")


def through(line: Line) -> str:
    """The outlet, and whom it has the statement from."""
    channels: Any = line.get("via") or ()
    return " ← ".join(dict.fromkeys((outlet(line), *(channel["name"] for channel in channels))))


def statements(lines: list[Line]) -> RenderableType:
    """Day, speaker, what was said, through whom, and the id by which to ask for more."""
    if lines and page().width < ROOMY:
        return Group(*map(_block, lines))
    heads = ("day", "who", "what", "through", "id")
    rows: list[tuple[str | Text, ...]] = [
        (day(line.get("said")), speaker(line), spoken(line), through(line), str(line["id"])[:9])
        for line in lines
    ]
    return _grid(rows, heads, "what")


def _block(line: Line) -> RenderableType:
    head = Text.assemble(day(line.get("said")), "  ", speaker(line), "  ", (str(line["id"])[:9], "dim"))
    return Group(
        head, Padding(spoken(line), (0, 0, 0, 2)), Padding(Text(through(line), style="dim"), (0, 0, 1, 2))
    )


def actors(lines: list[Line]) -> RenderableType:
    """Name, kind, roles with their days, other spellings, number of statements; who it is elsewhere."""
    known = any(line["same_as"] for line in lines)
    rows: list[tuple[str | Text, ...]] = [
        (
            Text(str(line["name"]), style="bold"),
            str(line["kind"]),
            "; ".join(_role(role) for role in line["roles"]),  # type: ignore[attr-defined]
            ", ".join(line["aliases"]),  # type: ignore[arg-type]
            str(line["statements"]),
            str(line["id"])[:9],
            *(["\n".join(short(one) for one in line["same_as"])] if known else ()),  # type: ignore[attr-defined]
        )
        for line in lines
    ]
    heads = ("actor", "kind", "roles", "also written", "said", "id", *(("elsewhere",) if known else ()))
    return _grid(rows, heads, "roles")


def _role(role: dict[str, Any]) -> str:
    """A role with its body and days; "presidential spokesman" tells its body by itself."""
    title, body = str(role["title"]), str(role.get("body") or "")
    if body and not title.casefold().startswith(body.casefold()):
        title = f"{title} ({body})"
    days = [role[key] for key in ("first", "last") if role.get(key)]
    return f"{title}, {' to '.join(dict.fromkeys(days))}" if days else title


def articles(lines: list[Line]) -> RenderableType:
    """Day, outlet, title, statements, story, id."""
    rows: list[tuple[str | Text, ...]] = [
        (
            Text(str(line["published"] or "?")),
            str(line["outlet"] or Path(str(line["path"] or "")).name),
            str(line["title"] or ""),
            str(line["statements"]),
            str(line["story"] or "")[:9],
            str(line["id"])[:40],
        )
        for line in lines
    ]
    return _grid(rows, ("day", "outlet", "title", "said", "story", "article"), "title")


def stories(lines: list[Line]) -> RenderableType:
    """First and last day, title, number of articles, how often its most printed text was printed, id."""
    rows: list[tuple[str | Text, ...]] = [
        (
            Text(" – ".join(dict.fromkeys(str(line[key]) for key in ("first", "last") if line[key])) or "?"),
            Text(str(line["title"]), style="bold"),
            str(len(line["articles"])),  # type: ignore[arg-type]
            _times(line.get("copies")),
            str(line["id"])[:9],
        )
        for line in lines
    ]
    return _grid(rows, ("day", "story", "articles", "copies", "id"), "story")


def _times(copies: object) -> str:
    """ "×14" for a text that fourteen articles carry."""
    most = max(map(len, copies.values()), default=0) if isinstance(copies, dict) else 0
    return f"×{most}" if most else ""


def groups(lines: list[Line]) -> RenderableType:
    """Day, speaker, one version of what was said, outlets, independent origins, id."""
    rows: list[tuple[str | Text, ...]] = []
    for line in lines:
        origins: Any = line["origins"]
        span = (
            f"{origins['min']}" if origins["min"] == origins["max"] else f"{origins['min']}–{origins['max']}"
        )
        rows.append(
            (
                day(line.get("said")),
                Text(str(line["speaker"] or UNKNOWN), style="bold" if line["speaker"] else "yellow"),
                reported(str(line["text"]), str(line["cue"]), str(line["polarity"])),
                str(len(line["statements"])),  # type: ignore[arg-type]
                span,
                str(line["id"])[:9],
            )
        )
    return _grid(rows, ("day", "who", "what", "versions", "origins", "id"), "what")


def decisions(lines: list[Line]) -> RenderableType:
    """Why mentions were taken for an actor."""
    rows: list[tuple[str | Text, ...]] = [
        (
            str(line["name"]),
            str(line["method"]),
            f"{line['score']:.2f}",
            str(line["why"]),
            ", ".join(f"{one['text']} {one['start']}:{one['end']}" for one in line["evidence"]),  # type: ignore[attr-defined]
            str(line["article"] or "")[:9],
        )
        for line in lines
    ]
    return _grid(rows, ("name", "method", "score", "why", "called there", "article"), "why")


def tones(lines: list[Line]) -> RenderableType:
    """By speaker and outlet: each cue with its tone and how often; what other outlets chose."""
    if not lines:
        return Text("nothing to show", style="dim")
    cue_width = 26 if page().width >= NARROW else 12
    parts: list[RenderableType] = []
    for who, spoken_by in groupby(lines, key=lambda line: line["speaker"]):
        parts.append(Text(str(who), style="bold"))
        for outlet_name, own in groupby(spoken_by, key=lambda line: line["outlet"]):
            table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
            table.add_column(width=cue_width, overflow="fold")
            table.add_column(width=8, no_wrap=True)
            table.add_column(ratio=1, overflow="fold")
            for line in own:
                table.add_row(_cue(line), f"{line['times']} of {line['of']}", _elsewhere(line))
            parts += [Text(f"  {outlet_name}"), Padding(table, (0, 0, 0, 4))]
        parts.append(Text())
    return Group(*parts)


def _cue(line: Line) -> Text:
    known = line["tone"] or "tone unknown"
    return Text(str(line["cue"])).append("" if known == "neutral" else f" ({known})", style="yellow")


def _elsewhere(line: Line) -> Text:
    """How often all others use this cue for the speaker, and what they chose for the same statements."""
    everywhere: Any = line["other_outlets"]
    same: Any = line["same_statements"]
    used = f"elsewhere {everywhere['times']} of {everywhere['of']}" if everywhere["of"] else "no other outlet"
    chosen = ", ".join(f"{one['cue']} {one['times']}" for one in same)
    return Text(used, style="dim").append(f"; the same statements: {chosen}" if chosen else "", "not dim")
