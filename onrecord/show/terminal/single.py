"""Commands that show one thing in full, or write all to a file: compare, story, timeline, sources, export."""

# ruff: noqa: PLC0415 - a command imports the rooms that it needs when it runs

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import (
    About,
    Form,
    RecordPath,
    opened,
)
from onrecord.show.terminal.output import messages, show


@app.command()
def compare(
    group: Annotated[str, typer.Argument(metavar="GROUP", help="A group's id, or a statement's.")],
    base: Annotated[
        str | None,
        typer.Option(metavar="OUTLET", help="Lay the others against this outlet's version; `each`: in turn."),
    ] = None,
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Show every outlet's version of one statement, aligned word by word."""
    from rich.console import Group

    from onrecord.show.terminal import versions, views

    with opened(record, create=False) as kept:
        asked = kept.group(group)
        laid = (
            list(versions.compared_in_turn(kept, asked))
            if base == "each"
            else [versions.compared(kept, asked, base)]
        )
        show(
            (line for one in laid for line in one.lines),
            form,
            lambda _: Group(*(views.compare(one.comparison, one.ids) for one in laid)),
        )


@app.command()
def story(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A story's id, or an article's.")],
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Show a story: brief, chronology with coming days, and who carries which statement.

    As CSV: the chronology, one row a line.
    """
    from onrecord.record.match import originals
    from onrecord.show.export import as_story
    from onrecord.show.export.desk import Desk
    from onrecord.show.export.from_record import page
    from onrecord.show.export.stories import story_view
    from onrecord.show.export.told import told
    from onrecord.show.terminal import views
    from onrecord.show.terminal.output import Format, chosen

    with opened(record, create=False) as kept:
        found = kept.story(story)
        desk = Desk.of(page(kept, found.title, found.articles))
        number, copied = desk.article_numbers, originals(kept.copies())
        times = {
            number[copy]: (len(carrying), number.get(first))
            for first, carrying in copied.items()
            for copy in carrying
            if copy in number
        }
        match chosen(form):
            case Format.table:
                show([], Format.table, lambda _: views.story(story_view(desk, found, 1), times))
            case Format.csv:
                show(as_story.days(desk, told(desk, found)), Format.csv, lambda _: "")
            case Format.jsonl:
                show([as_story.story(desk, told(desk, found))], Format.jsonl, lambda _: "")


@app.command()
def timeline(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="A name or an actor's id.")],
    about: About = None,
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Show an actor's statements by issue, in the order of the days on which they were said.

    Issues are named by key phrases of the statements. Where a later statement clashes with an
    earlier one on the same matter, both are shown.
    """
    from onrecord.show.terminal import lines, views
    from onrecord.show.terminal.filters import Wanted

    with opened(record, create=False) as kept:
        who = kept.actor(actor)
        told = Wanted(speaker=actor, about=about).counted(lines.timeline(kept, who, about), "statement")
        show(told, form, lambda shown: views.timeline(who, shown))


@app.command()
def sources(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT|GROUP", help="An id of either.")],
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Show the chain that each report came through, and how many independent origins there are."""
    from onrecord.show.terminal import source_tree, versions

    with opened(record, create=False) as kept:
        shown = versions.compared(kept, kept.group(statement))
        show(versions.chains(shown), form, lambda _: source_tree.sources(shown.comparison))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="record.html, or .json, .jsonl, .csv.")],
    record: RecordPath = "record.db",
) -> None:
    """Write the record to a file, by its suffix; record.html is one page to mail or print."""
    from onrecord.show.export.from_record import page
    from onrecord.show.export.to_file import export as write

    with opened(record, create=False) as kept:
        write(file, page(kept, "The record"))
    messages.print(f"{file}: written")
