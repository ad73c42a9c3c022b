"""The command line: reads options, asks the pipeline and the record, prints.

    app.py       the application; chapters.py: which files hold its commands, and their order in help
    lines.py     the record's answers as JSON objects
    tables.py    lists of them as tables
    views.py     single things in full: versions, a story, a timeline, a chain
    output.py    where it goes: table, JSON lines, CSV, progress; screen.py: what draws them

The only place, with the other show rooms, where onrecord prints or exits.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

# Our matrices are small: numpy's further threads cost more than they bring. It asks when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

STOPPED = 130  # what shells give a program that Ctrl-C ended
TRACEBACK = "ONRECORD_TRACEBACK"


def application(asked: str | None = None) -> typer.Typer:
    """The application with all its commands, or with enough of them for the one `asked` for."""
    from onrecord.show.terminal.app import app  # noqa: PLC0415 - main must see Ctrl-C while this loads
    from onrecord.show.terminal.chapters import MODULES  # noqa: PLC0415

    own = [module for module, commands in MODULES.items() if asked in commands]
    for module in own or (() if asked == "--version" else MODULES):
        import_module(f"onrecord.show.terminal.{module}")
    return app


def main() -> None:
    """Run the command line; whatever happens becomes a sentence and an exit status (see app.py)."""
    # loading makes half a million objects that stay: no need to look through them every 700
    gc.set_threshold(50_000)
    try:
        from onrecord.show.terminal.output import any_letters  # noqa: PLC0415

        any_letters()
        application(sys.argv[1] if len(sys.argv) > 1 else None)(prog_name="onrecord")
    except SystemExit as end:
        if end.code != STOPPED:
            raise
    except KeyboardInterrupt:  # before a command ran
        print("onrecord: stopped", file=sys.stderr)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        found = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        print(
            f"onrecord: an error of ours, please report it ({found}); {TRACEBACK}=1 tells where",
            file=sys.stderr,
        )
        raise SystemExit(1) from None
    # Ctrl-C: whoever typed it need not wait until every worker process has finished its batch
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(STOPPED)
