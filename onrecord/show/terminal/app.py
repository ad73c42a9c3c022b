"""The application that all commands belong to, and the options that may stand before them.

    reading.py   extract, add, rebuild
    lists.py     statements, actors, articles, stories, groups
    single.py    compare, story, timeline, sources, export

What scripts rely on is in the help of each command; the same names are used in JSON. A command
imports the rooms that it needs when it runs: help and completion answer at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import __version__
from onrecord.show.terminal.output import Format

if TYPE_CHECKING:
    pass

app = typer.Typer(
    name="onrecord",
    help="Who said what, when, where, to whom and through which outlet: the record of a pile of news "
    "articles. Everything runs on this machine; no text leaves it.\n\n"
    "Start with:  onrecord add FOLDER   then  onrecord statements  and  onrecord export record.html",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def before(
    context: typer.Context,
    record: Annotated[
        str | None, typer.Option("--record", metavar="FILE", help="The record; may also follow the command.")
    ] = None,
    form: Annotated[Format | None, typer.Option("--format", help="May also follow the command.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Let --record and --format stand before the command as well as after it."""
    given = {key: value for key, value in (("record", record), ("form", form)) if value is not None}
    context.default_map = {
        command.name or command.callback.__name__: given
        for command in app.registered_commands
        if command.callback
    }
