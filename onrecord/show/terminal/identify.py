"""`onrecord identify`: Wikidata's (or other) identifiers for the actors, from a list that the user has.

Each one given is a judgement: `onrecord undo` takes one back, `--undo` all that a list gave.
"""

# ruff: noqa: PLC0415 - a command imports the rooms that it needs when it runs

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import Usage
from onrecord.show.terminal import judging
from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import Form, RecordPath, Who, login, opened
from onrecord.show.terminal.output import count, messages, show


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
    who: Who = None,
    form: Form = None,
) -> None:
    """Say which actors are which items of Wikidata, by a list: CSV with the columns name and identifier.

    Also read: aliases (with | between them), kind, country; and what the Wikidata query service
    downloads as CSV or TSV. An actor gets an identifier where name, kind and country agree with one
    line alone; what could be another is left open, with the reason.
    """
    from onrecord import identifying
    from onrecord.show.terminal import decided

    if identifier is not None:
        if take_back:
            raise Usage("--undo: found an actor, expected a list; `onrecord undo N` takes one judgement back")
        judging.judge(record, form, lambda kept: identifying.identify_one(kept, what, identifier, login(who)))
        return
    with opened(record, create=False) as kept:
        if take_back:
            undone = identifying.unidentify(kept, Path(what))
            show([decided.judgement(one) for one in undone], form, decided.judgements)
            messages.print(f"{count(len(undone), 'identifier')} taken back")
            return
        found = identifying.identify(kept, Path(what), login(who))
    lines = [
        *(decided.identification(one, "given", judged.judgement.id) for one, judged in found.given),
        *(decided.identification(one, "had") for one in found.had),
        *(decided.identification(one, "open") for one in found.open),
    ]
    show(lines, form, decided.identifications)
    told = [f"{count(len(found.given), 'actor')} identified"]
    told += [f"{len(found.had):,} had it before"] if found.had else []
    told += [f"{len(found.open):,} left open"] if found.open else []
    told += [f"{found.absent:,} of the list not in the record"] if found.absent else []
    messages.print("; ".join(told))
