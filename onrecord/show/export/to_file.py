"""A page or the record's data written to a file, in the format that its suffix names."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from onrecord.errors import RecordFull, Usage
from onrecord.show.export import as_csv, as_json
from onrecord.show.export.page import Page


def _html(page: Page) -> str:
    from onrecord.show.export.as_html import html  # noqa: PLC0415 - only a page needs the template library

    return html(page)


def _csv(page: Page) -> str:
    out = StringIO(newline="")
    as_csv.write(out, as_json.statements(page))
    return out.getvalue()


def _json(page: Page) -> str:
    return json.dumps(as_json.whole(page), ensure_ascii=False, indent=1) + "\n"


def _jsonl(page: Page) -> str:
    return "".join(as_json.lines(as_json.statements(page)))


SUFFIXES: dict[str, Callable[[Page], str]] = {".html": _html, ".json": _json, ".jsonl": _jsonl, ".csv": _csv}
"""What each suffix writes: the page, the whole record, statements one a line, statements as rows."""


def export(path: str | Path, page: Page) -> None:
    """Write `page` to `path`, in the format that the suffix names: all of it, or nothing.

    Usage for an unknown suffix or a folder that does not exist; RecordFull where no room is left.
    """
    target = Path(path)
    write = SUFFIXES.get(target.suffix.lower())
    if write is None:
        found = f"the suffix {target.suffix!r}" if target.suffix else "no suffix"
        raise Usage(f"{target}: found {found}, expected one of {', '.join(SUFFIXES)}")
    # half a surrogate pair, which broken JSON can hold, has no bytes in UTF-8
    _replace(target, write(page).encode("utf-8", errors="replace"))


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target and rename, so that a reader never sees half a file."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise Usage(
            f"{target}: cannot write there ({error.strerror}), expected a folder to write in"
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise RecordFull(f"{target}: could not be written ({error.strerror})") from error
