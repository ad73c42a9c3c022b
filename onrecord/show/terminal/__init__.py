"""The command line: reads options, asks the pipeline and the record, prints.

    app.py       the application; reading.py, lists.py, single.py: its commands
    lines.py     the record's answers as JSON objects
    tables.py    lists of them as tables
    views.py     single things in full: versions, a story, a timeline, a chain
    output.py    where it goes: table, JSON lines, CSV, progress

The only place, with the other show rooms, where onrecord prints or exits.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module


def main() -> None:
    """Run the command line; every error of ours becomes one sentence and an exit status.

    0 all done; 1 something could not be read or was not found; 2 wrong usage.
    """
    from onrecord.errors import OnrecordError, Usage  # noqa: PLC0415 - start-up: --help loads nothing more
    from onrecord.show.terminal.app import app  # noqa: PLC0415

    for commands in ("reading", "lists", "single"):  # in the order in which help lists them
        import_module(f"onrecord.show.terminal.{commands}")
    try:
        app()
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        raise SystemExit(2 if isinstance(error, Usage) else 1) from None
    except KeyboardInterrupt:
        print("onrecord: stopped; what was reported as done is kept", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:
        # the reader of our output has gone (`| head`): no error, and nothing more to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
