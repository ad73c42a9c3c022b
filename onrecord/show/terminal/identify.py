"""`onrecord identify`: Wikidata's (or other) identifiers for the actors, from a list that the user has.

Each one given is a judgement: `onrecord undo` takes one back, `--undo` all that a list gave.
"""

# ruff: noqa: PLC0415 - a command imports the rooms that it needs when it runs

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.errors import Usage
from onrecord.record.actors.register import short
from onrecord.show.terminal import judging
from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import Form, RecordPath, opened
from onrecord.show.terminal.output import Line, count, messages, show

if TYPE_CHECKING:
    from onrecord.record.actors.agree import Finding


@app.command()
def identify(
    what: Annotated[str, typer.Argument(metavar="FILE|ACTOR", help="A list as CSV; or one actor.")],
    identifier: Annotated[
        str | None, typer.Argument(metavar="ID", help="The one actor's: Q42, or a web address.")
    ] = None,
    take_back: Annotated[
        bool, typer.Option("--undo", help="Take back the identifiers that the list gave.")
    ] = False,
    record: RecordPath = "record.db",
    who: judging.Who = None,
    form: Form = None,
) -> None:
    """Say which actors are which items of Wikidata, by a list: CSV with the columns name and identifier.

    Also read: aliases (with | between them), kind, country; and what the Wikidata query service
    downloads as CSV or TSV. An actor gets an identifier where name, kind and country agree with one
    line alone; what could be another is left open, with the reason.
    """
    from onrecord import identifying

    if identifier is not None:
        if take_back:
            raise Usage("--undo: found an actor, expected a list; `onrecord undo N` takes one judgement back")
        judging.judge(
            record, form, lambda kept: identifying.identify_one(kept, what, identifier, judging.login(who))
        )
        return
    with opened(record, create=False) as kept:
        if take_back:
            undone = identifying.unidentify(kept, Path(what))
            show([judging.line(one) for one in undone], form, judging.table)
            return
        found = identifying.identify(kept, Path(what), judging.login(who))
    lines = [
        *(_line(one, "given", judged.judgement.id) for one, judged in found.given),
        *(_line(one, "had") for one in found.had),
        *(_line(one, "open") for one in found.open),
    ]
    show(lines, form, _table)
    told = [f"{count(len(found.given), 'actor')} identified"]
    told += [f"{len(found.had):,} had it before"] if found.had else []
    told += [f"{len(found.open):,} left open"] if found.open else []
    told += [f"{found.absent:,} of the list not in the record"] if found.absent else []
    messages.print("; ".join(told))


def _line(one: Finding, state: str, judgement: int | None = None) -> Line:
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


def _table(lines: Sequence[Line]) -> RenderableType:
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
