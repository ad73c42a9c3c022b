"""The options that several commands share, each with its help, and how they are read."""

# ruff: noqa: PLC0415 - help must not wait for the database library

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from onrecord.errors import Usage
from onrecord.show.terminal.output import Format

if TYPE_CHECKING:
    from onrecord.record.store import Record

Number = TypeVar("Number", int, float)


def between(option: str, low: Number, high: Number) -> Callable[[str], Number]:
    """How a number is read that an option takes; Usage where it is none, or out of bounds.

    >>> between("--port", 0, 65535)("8000")
    8000
    """
    read = type(low)

    def number(given: str) -> Number:
        try:
            value = read(given)
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise Usage(f"{option}: found {given!r}, expected a number from {low:g} to {high:g}")
        return value

    return number


RecordPath = Annotated[
    str, typer.Option("--record", metavar="FILE", envvar="ONRECORD_RECORD", help="The record.")
]
Form = Annotated[Format | None, typer.Option("--format", help="table on a terminal, else jsonl.")]
PATHS = typer.Argument(metavar="PATH", help="Files, folders, - for standard input.")
FromOutlet = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Outlet of files that don't say.")
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of files that don't say, as 2021-08-26.")
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Language of files that don't say, as en.")
]
Outlets = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        envvar="ONRECORD_OUTLETS",
        help="A table of outlets of your own, as CSV with a column name.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        parser=between("--jobs", 1, 256), metavar="N", help="Processes; default: one for each core."
    ),
]
Narrated = Annotated[bool, typer.Option("--narrated", help="Also what the outlets tell in their own voice.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Only in articles of this outlet.")]
Speaker = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only this speaker: a name or an actor's id.")
]
About = Annotated[str | None, typer.Option(metavar="WORDS", help="Only statements that hold these words.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Said on that day or later.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Said on that day or earlier.")]
OfStory = Annotated[str | None, typer.Option("--story", metavar="ID", help="Only this story, by its id.")]
Confidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        parser=between("--min-confidence", 0.0, 1.0),
        metavar="0–1",
        help="Only statements this sure.",
    ),
]

Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", envvar="ONRECORD_WHO", help="Who judges; else the login name."),
]


def day(value: str | None, option: str) -> date | None:
    """A day given as an option; Usage where it is none."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Usage(f"{option}: found {value!r}, expected a day such as 2021-08-26") from None


def opened(where: str, create: bool = True) -> Record:
    """The record that an option names; see Record.open."""
    from onrecord.record.store import Record

    return Record.open(where, create)


def login(name: str | None) -> str:
    """Who judges: the name given, else that of the login."""
    if name is not None:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise Usage("found no login name, expected --who NAME") from None
