"""Paths, folders and standard input → the files to read, each with its format.

Folders are walked in sorted order; hidden files are left out, loops of links are walked once. In a
folder, documents that may well hold articles but cannot be read (.pdf, .docx) are reported as
rejected; pictures, style sheets and the like are passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import ArticleError, EmptyArticle, TooLarge, UnknownFormat, UnreadableFile
from onrecord.types import Rejected

SUFFIXES = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl.gz",
    ".ndjson.gz": "jsonl.gz",
}
_DOCUMENTS = {
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages", ".ppt", ".pptx"),
    *(".mht", ".mhtml", ".eml", ".msg", ".mbox", ".warc", ".warc.gz", ".wacz"),
    *(".json", ".xml", ".txt.gz", ".html.gz", ".zip", ".tar", ".tar.gz", ".tgz", ".7z", ".zst"),
}
_READ = ".txt, .md, .html, .jsonl or .jsonl.gz"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its path, and its format ("" where only the content can tell)."""

    path: Path
    format: str


def sources(path: Path, passed_over: Callable[[Rejected], object]) -> Iterator[Source | Rejected]:
    """The files behind one path that the user gave.

    `passed_over` is told of files in folders that hold no articles, and why.
    """
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            yield Source(path, _format_given(path))
            return
        found = 0
        for item in _walk(path, passed_over, set()):
            found += 1
            yield item
        if not found:
            raise EmptyArticle(shown(path), "a folder without articles", f"files that end in {_READ}")
    except (OSError, ValueError) as error:  # a NUL in a path is a ValueError
        yield rejected(unreadable(path, error))
    except ArticleError as error:
        yield rejected(error)


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file; never waits on a pipe or a device."""
    where = shown(path)
    with os.fdopen(open_regular(path), "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(where, f"over {limit:,} bytes", "a single article")
    if not data:
        raise EmptyArticle(where, "an empty file", "an article")
    return data


def open_regular(path: Path) -> int:
    """A descriptor of a regular file; `UnreadableFile` for anything else, without blocking."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableFile(
                shown(path), "a pipe, socket or device", "a regular file (or - for standard input)"
            )
        # A pipe put there in between must not hold us up either.
        return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def shown(path: Path) -> str:
    """The path as text that can always be printed and stored, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def rejected(error: ArticleError) -> Rejected:
    """What an error leaves for the reader."""
    return Rejected(error.where, f"found {error.found}, expected {error.expected}")


def unreadable(path: Path, error: Exception) -> UnreadableFile:
    """The error of ours for what the operating system said."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return UnreadableFile(shown(path), f"nothing to read ({reason})", "a file or folder that can be read")


def suffix(path: Path) -> str:
    """The suffix that tells the format, in lower case; ".jsonl.gz" is one.

    >>> suffix(Path("a.JSONL.gz"))
    '.jsonl.gz'
    """
    ends = [s.lower() for s in path.suffixes[-2:]]
    return "".join(ends) if len(ends) == 2 and ends[1] == ".gz" else "".join(ends[-1:])


def _format_given(path: Path) -> str:
    ending = suffix(path)
    if ending and ending not in SUFFIXES:
        raise UnknownFormat(shown(path), f"the suffix {ending}", _READ)
    return SUFFIXES.get(ending, "")


def _walk(
    folder: Path, passed_over: Callable[[Rejected], object], visited: set[tuple[int, int]]
) -> Iterator[Source | Rejected]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in visited:
            passed_over(Rejected(shown(folder), "a link to a folder that was read already"))
            return
        visited.add((status.st_dev, status.st_ino))
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield rejected(unreadable(folder, error))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        try:
            mode = entry.stat().st_mode
        except OSError as error:
            yield rejected(unreadable(path, error))
            continue
        ending = suffix(path)
        if stat.S_ISDIR(mode):
            yield from _walk(path, passed_over, visited)
        elif ending in SUFFIXES:
            yield Source(path, SUFFIXES[ending])
        elif ending in _DOCUMENTS:
            yield Rejected(shown(path), f"found the suffix {ending}, expected {_READ}")
        else:
            passed_over(Rejected(shown(path), f"found the suffix {ending or '(none)'}, expected {_READ}"))
