"""The application that all commands belong to: its help, and how every command ends.

    chapters.py  the order in which help tells of the commands
    reading.py   extract, add, rebuild
    lists.py     statements, actors, articles, stories, groups
    single.py    compare, story, timeline, sources, export
    doctor.py    doctor

What scripts rely on is in the help of each command; the same names are used in JSON. A command
imports the rooms that it needs when it runs: help and completion answer at once.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from onrecord import __version__
from onrecord.errors import OnrecordError, Usage
from onrecord.show.terminal import STOPPED
from onrecord.show.terminal.chapters import CHAPTERS, FIRST_STEPS
from onrecord.show.terminal.output import Format, harmless


class Commands(TyperGroup):
    """Shows the commands by chapters, and ends each of them in one sentence and an exit status.

    0 all done; 1 something could not be read or was not found; 2 wrong usage.
    """

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what it raises becomes a sentence on standard error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # the reader of our output has gone (`| head`): no error, and nothing more to flush
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OnrecordError as error:
            raise _ended(str(error), 2 if isinstance(error, Usage) else 1) from None
        except KeyboardInterrupt:
            raise _ended("stopped; what was reported as done is kept", STOPPED) from None
        except OSError as error:
            where = error.filename or "standard output"
            raise _ended(f"{where}: {(error.strerror or str(error)).lower()}", 1) from None
        return result

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """What it is for, and the first three commands to type."""
        super().format_help_text(ctx, formatter)
        with formatter.section("First steps"):
            formatter.write_dl(FIRST_STEPS)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Each command with its first clause, in the chapters' order, then the options."""
        told = [name for _, names in CHAPTERS for name in names]
        others = tuple(name for name in self.list_commands(ctx) if name not in told)
        for title, names in (*CHAPTERS, ("Others", others)):
            shown = [(name, self.get_command(ctx, name)) for name in names]
            rows = [(name, _clause(one.help or "")) for name, one in shown if one and not one.hidden]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Nothing: the commands stand above the options."""


def _ended(sentence: str, status: int) -> typer.Exit:
    print(f"onrecord: {harmless(sentence)}", file=sys.stderr)
    return typer.Exit(status)


def _clause(text: str) -> str:
    """The first clause of a docstring.

    >>> _clause("List the stories: every article is in exactly one.")
    'List the stories'
    """
    sentence = " ".join(text.split()).split(". ")[0].rstrip(".")
    return min((sentence.split(mark)[0] for mark in (";", ":")), key=len)


app = typer.Typer(
    name="onrecord",
    cls=Commands,
    help="Who said what, when, where, to whom and through which outlet: the record of a pile of news "
    "articles. Everything runs on this machine; no text leaves it.",
    epilog="`onrecord COMMAND --help` tells more of a command; `onrecord --install-completion` makes your "
    "shell (bash, zsh, fish, PowerShell) complete commands and options at the Tab key.",
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
