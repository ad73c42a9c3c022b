"""The command `doctor`: what is installed, whether it works, and what to do where it does not.

Each check gives one line; checks.py makes them.
"""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import Form, RecordPath
from onrecord.show.terminal.output import Format, Line, chosen, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.show.terminal.checks import Finding

STYLES = {"ok": "green", "missing": "yellow", "broken": "bold red"}


@app.command()
def doctor(record: RecordPath = "record.db", form: Form = None) -> None:
    """Say what is installed and whether it works; the record is looked through, never changed.

    One line for each check: ok, missing or broken, and what to do. Exit status 0 when all that
    onrecord needs works, else 1.
    """
    from onrecord.show.terminal.checks import examined

    findings: list[Finding] = []

    def lines() -> Iterator[Line]:
        for finding in examined(record):
            findings.append(finding)
            yield {
                "check": finding.what,
                "status": finding.status,
                "found": finding.found,
                "remedy": finding.remedy,
                "needed": finding.needed,
            }

    show(lines(), form, _table)
    broken = [one for one in findings if one.status != "ok" and (one.needed or one.status == "broken")]
    if chosen(form) == Format.table and not broken:
        print("All that onrecord needs works.")
    if broken:
        raise typer.Exit(1)


def _table(lines: list[Line]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=20)
    table.add_column(overflow="fold")
    for line in lines:
        status = str(line["status"])
        said = str(line["found"]) + (f" → {line['remedy']}" if line["remedy"] else "")
        table.add_row(Text(status, style=STYLES[status]), Text(str(line["check"])), Text(said))
    return table
