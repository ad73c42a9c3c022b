"""What people decided, as JSON objects and as tables: judgements, and who was identified as what.

    judgement(one), judgements(lines)               made, corrected, taken back
    identification(one, state), identifications     which line of a list is which actor

The objects are what JSON lines carry; the tables are drawn from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.record.actors.register import short
from onrecord.show.terminal.output import Line

if TYPE_CHECKING:
    from onrecord.judging import Judged
    from onrecord.record.actors.agree import Finding


def judgement(one: Judged) -> Line:
    """A judgement as a JSON object."""
    made = one.judgement
    return {
        "id": made.id,
        "kind": made.kind,
        "words": one.words,
        "who": made.who,
        "at": made.at.isoformat(),
        "undone": made.undone.isoformat() if made.undone else None,
        "statements": list(one.statements),
        "groups": list(one.groups),
        "actors": list(one.actors),
        "lost": one.lost or None,
    }


def judgements(lines: Sequence[Line]) -> RenderableType:
    """Judgements, one a row; those taken back say so."""
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("n", "when", "who", "what", "judgement"):
        drawn.add_column(heading, overflow="fold", no_wrap=heading in ("n", "when"))
    for one in lines:
        state = f" (undone {str(one['undone'])[:16].replace('T', ' ')})" if one["undone"] else ""
        state += f" ({one['lost']})" if one["lost"] else ""
        when = str(one["at"])[:16].replace("T", " ")
        cells = (str(one["id"]), when, str(one["who"]), str(one["kind"]), f"{one['words']}{state}")
        drawn.add_row(*(Text(cell) for cell in cells), style="dim" if one["undone"] else "")
    return drawn if lines else Text("No judgements yet.")


def identification(one: Finding, state: str, judgement: int | None = None) -> Line:
    """A line of the list as a JSON object: given, had before, or left open."""
    return {
        "line": one.entry.line,
        "name": one.entry.name,
        "same_as": one.entry.identifier,
        "state": state,
        "actor": one.actor.id if one.actor else None,
        "called": one.actor.name if one.actor else None,
        "why": one.why,
        "could_be": [] if one.actor else list(one.actors),
        "judgement": judgement,
    }


def identifications(lines: Sequence[Line]) -> RenderableType:
    """Who was identified as what, and why; below, what was left open."""
    if not lines:
        return Text("Nobody on the list is in the record.")
    parts: list[RenderableType] = []
    for state, heading in (("given", "Identified"), ("had", "Identified before"), ("open", "Left open")):
        of_state = [line for line in lines if line["state"] == state]
        if of_state:
            parts.append(Text(heading, style="bold"))
        for line in of_state:
            head = Text(f"  {line['called'] or line['name']}  ").append(
                short(str(line["same_as"])), style="cyan"
            )
            number = f"judgement {line['judgement']}: " if line["judgement"] else ""
            parts.append(head.append(f"  {number}line {line['line']}, {line['why']}", style="dim"))
    return Group(*parts)
