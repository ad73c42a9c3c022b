"""Where output goes and in which form: a table for eyes, JSON lines or CSV for programs.

Standard output carries data alone; progress and messages go to standard error. What draws
(screen.py) is loaded when something is drawn: JSON lines do without.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Line = dict[str, object]

# Control characters, and marks that turn the direction of what follows: an article's text must not
# steer the terminal that shows it.
_STEERING = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """`text` without characters that a terminal would obey.

    >>> harmless("a \\x1b[31mred\\x1b[0m word")
    'a [31mred[0m word'
    """
    return _STEERING.sub("", text)


class _Messages:
    """Standard error, for people."""

    def print(self, *what: object, markup: bool = True) -> None:
        """Say it, a text with its styles; in plain words [bold] is one, unless they are no `markup`."""
        from onrecord.show.terminal.screen import errors

        errors.print(*what, markup=markup)


messages = _Messages()


class Format(StrEnum):
    """The forms that lists come in."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Notation(StrEnum):
    """The forms of `extract`: those of lists, and two that annotation tools read."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    brat = "brat"
    annotation = "annotation"


def any_letters() -> None:
    """Let both streams take any text: UTF-8 in a pipe or file, whatever the system's own encoding.

    A terminal keeps its encoding; letters that it lacks are written as \\u escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def chosen(form: Format | None) -> Format:
    """The form asked for, else a table on a terminal and JSON lines in a pipe."""
    return form or (Format.table if sys.stdout.isatty() else Format.jsonl)


def page() -> Console:
    """Standard output for tables and pages; as wide as the terminal, 100 columns in a pipe."""
    from onrecord.show.terminal.screen import Screen

    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else 100
    return Screen(width=width, highlight=False)


def show(lines: Iterable[Line], form: Format | None, table: Callable[[list[Line]], RenderableType]) -> None:
    """Write `lines` in the form asked for; `table` draws them for a terminal."""
    match chosen(form):
        case Format.jsonl:
            jsonl(lines, sys.stdout)
        case Format.csv:
            flat(lines, sys.stdout)
        case Format.table:
            page().print(table(list(lines)))


def jsonl(lines: Iterable[Line], out: TextIO) -> None:
    """One JSON object a line, as it comes."""
    for line in lines:
        out.write(json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n")
        out.flush()


def flat(lines: Iterable[Line], out: TextIO) -> None:
    """Comma-separated values: nested parts as their text, lists joined by " | ".

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    from onrecord.show.export.as_csv import safe

    writer = None
    for line in lines:
        row = {key: safe(_cell(value)) for key, value in line.items()}
        if writer is None:
            writer = csv.DictWriter(out, fieldnames=list(row), extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            for key in ("text", "name", "date"):
                if key in value:
                    return _cell(value[key])
            return json.dumps(value, ensure_ascii=False)
        case list() | tuple():
            return " | ".join(_cell(item) for item in value)
        case _:
            return str(value)


@contextlib.contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """A bar on standard error, on a terminal only; yields the function that moves it by one."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from onrecord.show.terminal.screen import bar

    with bar(what, total) as step:
        yield step


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "story", "stories"), count(1200, "article")
    ('1 story', '1,200 articles')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
