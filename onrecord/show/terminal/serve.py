"""`onrecord serve`: the record in a browser, on this machine only."""

# ruff: noqa: PLC0415 - the web libraries are loaded by this command alone

from __future__ import annotations

import socket
from typing import Annotated

import typer

from onrecord.errors import Usage
from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import RecordPath, Who, between, login, opened
from onrecord.show.terminal.output import messages

HOST = "127.0.0.1"
LONGEST_REQUEST = 4 << 20  # bytes of a request's head that are read, so that a long one gets an answer


@app.command()
def serve(
    record: RecordPath = "record.db",
    port: Annotated[
        int, typer.Option(parser=between("--port", 0, 65535), metavar="N", help="0: any that is free.")
    ] = 8000,
    who: Who = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the pages in a browser.")] = False,
) -> None:
    """Open the record in a browser: stories, versions side by side, actors, search. This machine only."""
    opened(record, create=False).close()  # an error of the record's before anything else
    listener = _listening(port)
    address = f"http://{HOST}:{listener.getsockname()[1]}"

    import uvicorn

    from onrecord.show.web.app import application

    config = uvicorn.Config(
        application(record, who=login(who)),
        http="h11",
        log_level="warning",
        server_header=False,
        h11_max_incomplete_event_size=LONGEST_REQUEST,
    )
    messages.print(f"{record} is open at {address}  (Ctrl-C to stop)")
    if open_browser:
        import webbrowser

        webbrowser.open(address)
    uvicorn.Server(config).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    """A socket on this machine's own address; Usage where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # whoever asks before the pages are ready waits, and is not turned away
    except OSError as error:
        listener.close()
        raise Usage(
            f"--port: {port} cannot be used ({error.strerror}), expected a free one; 0 takes any"
        ) from None
    return listener
