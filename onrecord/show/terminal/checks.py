"""What `doctor` looks at: the installation, the model, the record, the room on the disk.

    examined(record)    a Finding for each check, as it is made

What onrecord cannot do without is needed; an extra that is not installed is missing, and nothing is
wrong with that.
"""

# ruff: noqa: PLC0415 - a broken library must be told of, not stop the others from being looked at

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.show.terminal.output import count

Status = Literal["ok", "missing", "broken"]

# What each extra adds, for people; an extra that is not named here shows its libraries alone.
EXTRAS = {
    "docs": "building the documentation",
    "dev": "the tests",
    "train": "training the statement model anew",
}
LEAST_PYTHON = (3, 11)
ROOM = 200_000_000  # bytes free below which a record soon fills the disk
SAMPLE = "Mayor Ona Brill said on Monday that the bridge would open in May.\n"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, how it is, what was found, and what to do about it."""

    what: str
    status: Status
    found: str
    remedy: str | None = None
    needed: bool = True


def examined(record: str) -> Iterator[Finding]:
    """Every check, as it is made."""
    yield _python()
    yield Finding("onrecord", "ok", f"{__version__} in {Path(__file__).parents[2]}")
    yield from _libraries()
    yield _sqlite()
    yield _model()
    yield _record(record)
    yield _room(record)
    yield from _extras()


# --------------------------------------------------------------------------- the installation


def _python() -> Finding:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info < LEAST_PYTHON:
        return Finding("python", "broken", found, "install Python 3.11 or later")
    return Finding("python", "ok", found)


def _libraries() -> Iterator[Finding]:
    """onnxruntime on a line of its own, for it is the one that fails on some machines; then the others."""
    try:
        import onnxruntime
    except Exception as error:  # a library for another machine fails in many ways
        yield Finding("onnxruntime", "broken", _said(error), "pip install --force-reinstall onnxruntime")
    else:
        yield Finding("onnxruntime", "ok", onnxruntime.__version__)
    names = [name for name, extra in _requirements() if extra is None and name != "onnxruntime"]
    absent = [name for name in names if not _installed(name)]
    if absent:
        remedy = "pip install " + " ".join(absent)
        yield Finding("libraries", "missing", f"not installed: {', '.join(absent)}", remedy)
    else:
        yield Finding("libraries", "ok", f"{len(names)} others, all installed")


def _sqlite() -> Finding:
    found = sqlite3.sqlite_version
    try:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(content)")
        connection.close()
    except sqlite3.Error as error:
        remedy = "use a Python whose SQLite has FTS5, such as the one from python.org"
        return Finding("sqlite", "broken", f"{found} without word search, FTS5 ({error})", remedy)
    return Finding("sqlite", "ok", f"{found} with word search (FTS5)")


def _model() -> Finding:
    """The model's file is the one that was installed, and it finds who said what in a sentence."""
    remedy = "pip install --force-reinstall onrecord"
    try:
        from onrecord import pipeline
        from onrecord.article import extract
        from onrecord.article.read import article_from_text

        path = Path(extract.__file__).parent / "model.onnx"
        article = article_from_text(SAMPLE, published="2031-03-05")
        reading = pipeline.read_article(article, extract.Extractor(model=path), vectors=False)
        told = [
            (
                told.speaker.name if told.speaker else None,
                *(" ".join(map(article.slice, spans)) for spans in parts),
            )
            for statement, told in zip(reading.statements, reading.attributions, strict=True)
            if (parts := (statement.cue, statement.content)) and statement.manner != "narrated"
        ]
        right = (
            len(told) == 1 and told[0][:2] == ("Ona Brill", "said") and "would open in May" in str(told[0][2])
        )
        found = f"{path.stat().st_size / 1e6:.1f} MB, sha256 {_digest(path)[:12]}"
    except OnrecordError as error:
        return Finding("model", "broken", str(error), remedy)
    except Exception as error:
        return Finding("model", "broken", _said(error), remedy)
    if changed := _changed(path):
        return Finding("model", "broken", f"{found}, but {changed}", remedy)
    if not right:
        return Finding("model", "broken", f"{found}, but it misread a sentence as {told}", remedy)
    return Finding("model", "ok", f"{found}, reads a sentence rightly")


def _extras() -> Iterator[Finding]:
    wanted: dict[str, list[str]] = {}
    for name, extra in _requirements():
        if extra:
            wanted.setdefault(extra, []).append(name)
    for extra, names in sorted(wanted.items()):
        absent = [name for name in names if not _installed(name)]
        adds = EXTRAS.get(extra, ", ".join(names))
        if absent:
            yield Finding(
                f"extra {extra}", "missing", f"for {adds}", f"pip install 'onrecord[{extra}]'", False
            )
        else:
            yield Finding(f"extra {extra}", "ok", f"for {adds}", needed=False)


def _requirements() -> Iterator[tuple[str, str | None]]:
    """The libraries that onrecord names, each with the extra that it belongs to."""
    try:
        named: Iterable[str] = metadata.requires("onrecord") or ()
    except metadata.PackageNotFoundError:  # run from a folder, not installed
        named = ()
    for line in named:
        extra = re.search(r"extra\s*==\s*['\"]([\w.-]+)['\"]", line)
        name = re.match(r"[\w.-]+", line)
        if name and name[0] != "onrecord":
            yield name[0], extra[1] if extra else None


def _installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _changed(path: Path) -> str | None:
    """Why `path` is not the file that the installer wrote; None also where it kept no list of them."""
    try:
        listed = metadata.files("onrecord") or ()
    except metadata.PackageNotFoundError:
        return None
    for file in listed:
        if file.name == path.name and file.hash and Path(str(file.locate())) == path:
            import base64

            raw = bytes.fromhex(_digest(path))
            own = base64.urlsafe_b64encode(raw).decode().rstrip("=")
            return None if own == file.hash.value else "it is not the file that was installed"
    return None


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --------------------------------------------------------------------------- the record


def _record(where: str) -> Finding:
    from onrecord.record.store import migrations, soundness

    if re.match(r"(?!sqlite:)[A-Za-z][\w+.-]*://", where):
        return _served(where)
    path = Path(re.sub(r"^sqlite:///", "", where))
    if not path.exists():
        remedy = "onrecord add FOLDER makes one"
        return Finding("record", "missing", f"{where}: none here yet", remedy, needed=False)
    try:
        found = soundness.soundness(path)
    except OnrecordError as error:
        return Finding("record", "broken", str(error), _remedy(error))
    if found.complaints:
        said = f"{where}: {'; '.join(found.complaints)}"
        return Finding("record", "broken", said, "restore a copy, or add the articles to a new record")
    size = f"{path.stat().st_size / 1e6:.1f} MB, whole, schema {found.schema}"
    holds = f"{count(found.articles, 'article')}, {count(found.statements, 'statement')}"
    late = found.schema < migrations.current()
    return Finding(
        "record",
        "ok",
        f"{where}: {holds}; {size}",
        f"the next command brings it to schema {migrations.current()}" if late else None,
    )


def _served(where: str) -> Finding:
    """A record on a server: it opens, and how much it holds."""
    from onrecord.record.store import Record

    shown = re.sub(r"//[^@/]*@", "//", where)
    try:
        with Record.open(where, create=False) as kept:
            return Finding("record", "ok", f"{shown}: {count(len(kept.articles()), 'article')}")
    except OnrecordError as error:
        return Finding("record", "broken", str(error), "see that the server runs and lets you in")


def _remedy(error: OnrecordError) -> str:
    from onrecord import errors

    if isinstance(error, errors.NewerRecord):
        return "pip install --upgrade onrecord"
    if isinstance(error, errors.RecordLocked):
        return "wait for the other process, or end it"
    return "name another file with --record, restore a copy, or add the articles to a new record"


def _room(where: str) -> Finding:
    """Whether the record's folder can be written, and how much room is left there."""
    folder = Path() if "://" in where else Path(where).absolute().parent
    if not folder.is_dir():
        return Finding("folder", "missing", f"{folder} does not exist", f"mkdir -p {folder}")
    path = Path(where)
    free = shutil.disk_usage(folder).free
    found = f"{folder}: {free / 1e9:.1f} GB free"
    if not os.access(folder, os.W_OK) or (path.is_file() and not os.access(path, os.W_OK)):
        return Finding(
            "folder", "broken", f"{found}, may not be written", "name a record elsewhere with --record"
        )
    if free < ROOM:
        return Finding("folder", "broken", found, "make room: a record takes about 60 KB for each article")
    return Finding("folder", "ok", f"{found}, may be written")


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
