"""Commands that list what the record holds: statements, actors, articles, stories, groups, tone."""

# ruff: noqa: PLC0415 - a command imports the rooms that it needs when it runs

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.errors import Usage
from onrecord.show.terminal.app import app
from onrecord.show.terminal.filters import Wanted, filtered
from onrecord.show.terminal.options import Form, Narrated, RecordPath, opened
from onrecord.show.terminal.output import show


@app.command()
@filtered
def statements(
    wanted: Wanted,
    record: RecordPath = "record.db",
    narrated: Narrated = False,
    hidden: Annotated[bool, typer.Option("--hidden", help="Those that people hid, and only those.")] = False,
    form: Form = None,
) -> None:
    """List who said what, by the day it was said; days unknown come last."""
    from onrecord.show.export import of_rows
    from onrecord.show.terminal import lines, tables

    with opened(record, create=False) as kept:
        names = lines.actor_names(kept)
        if hidden and wanted != Wanted():
            raise Usage(f"--hidden: found {wanted.told()} beside it, expected it alone")
        rows = kept.hidden() if hidden else wanted.rows(kept, narrated)
        told = (of_rows.statement(row, names) for row in rows)
        show(wanted.counted(told, "hidden statement" if hidden else "statement"), form, tables.statements)


@app.command()
@filtered
def actors(
    wanted: Wanted,
    record: RecordPath = "record.db",
    why: Annotated[
        str | None, typer.Option(metavar="ACTOR", help="Show why mentions were taken for this actor.")
    ] = None,
    form: Form = None,
) -> None:
    """List the people and bodies of the record, their roles and the other spellings seen.

    With a filter: those who said what the filter lets through.
    """
    from onrecord.show.terminal import lines, tables

    with opened(record, create=False) as kept:
        if why is not None:
            show(lines.decisions(kept, why), form, tables.decisions)
        else:
            show(wanted.counted(lines.actors(kept, wanted), "actor"), form, tables.actors)


@app.command()
@filtered
def articles(wanted: Wanted, record: RecordPath = "record.db", form: Form = None) -> None:
    """List the articles of the record, or those with statements that the filters let through."""
    from onrecord.show.terminal import lines, tables

    with opened(record, create=False) as kept:
        show(wanted.counted(lines.articles(kept, wanted), "article"), form, tables.articles)


@app.command()
@filtered
def stories(wanted: Wanted, record: RecordPath = "record.db", form: Form = None) -> None:
    """List the stories: every article is in exactly one."""
    from onrecord.show.terminal import lines, tables

    with opened(record, create=False) as kept:
        show(wanted.counted(lines.stories(kept, wanted), "story"), form, tables.stories)


@app.command()
@filtered
def groups(
    wanted: Wanted,
    record: RecordPath = "record.db",
    narrated: Narrated = False,
    several: Annotated[
        bool, typer.Option("--several", help="Only what more than one article reports.")
    ] = False,
    form: Form = None,
) -> None:
    """List the statements with their versions: reports of the same words said once.

    The most reported come first.
    """
    from onrecord.show.terminal import lines, tables

    with opened(record, create=False) as kept:
        show(wanted.counted(lines.groups(kept, wanted, narrated, several), "group"), form, tables.groups)


@app.command()
@filtered
def tone(
    wanted: Wanted,
    record: RecordPath = "record.db",
    group: Annotated[
        str | None, typer.Option("--group", metavar="GROUP", help="Only the versions of this statement.")
    ] = None,
    form: Form = None,
) -> None:
    """Show which cue verbs each outlet chooses for whom; "said" adds nothing, "claimed" doubt.

    Beside it stand the cues that other outlets chose for the same statements, and how often all
    others use this cue for the speaker. Counts only: three statements make no percentage.
    """
    from onrecord.show.terminal import lines, tables

    with opened(record, create=False) as kept:
        show(wanted.counted(lines.tones(kept, wanted, group), "statement with a cue"), form, tables.tones)
