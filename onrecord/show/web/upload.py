"""Adding files: what comes in is checked, laid in a folder of its own, and read by one worker in the background.

    GET  /add            the form, or how far the last adding is
    POST /add            files, with outlet, day and language for those that do not say

One adding at a time; each article is in the record as soon as it is read, in a transaction of its own.
An upload that breaks off is thrown away whole before anything of it is read, so nothing is half there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from onrecord import pipeline
from onrecord.article import read
from onrecord.article.read.sources import SUFFIXES, suffix
from onrecord.errors import OnrecordError, Usage
from onrecord.record.store import Record
from onrecord.show.web import work
from onrecord.show.web.view import View
from onrecord.types import Article, Reading, Rejected, Restated

FILES = 500  # at once
LARGEST = 200_000_000  # bytes, all together
FIELD = 400  # bytes of one field
SHOWN = 200  # outcomes on the page
TAKEN = ".txt, .md, .html, .jsonl, .jsonl.gz"

State = Literal["adding", "done", "failed"]


@dataclass(slots=True)
class Adding:
    """One upload on its way into the record."""

    files: int
    state: State = "adding"
    file: int = 0  # the one being read, from 1
    name: str = ""
    added: int = 0
    known: int = 0
    restated: int = 0
    statements: int = 0
    articles: list[tuple[str, str]] = field(default_factory=list)  # id and title of those added
    rejected: list[tuple[str, str]] = field(default_factory=list)  # file and reason
    refused: int = 0
    trouble: str = ""


class Adder:
    """The one place where files are added: a lock, a thread, the last adding."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.last: Adding | None = None
        self._lock = threading.Lock()
        self._coming = False

    def busy(self) -> bool:
        """Whether files are coming in, or being read."""
        return self._coming or (self.last is not None and self.last.state == "adding")

    def claim(self) -> None:
        """Begin an upload; Usage while another one is on its way."""
        with self._lock:
            if self.busy():
                raise Usage("files are being added already; wait until they are in, then add the next ones")
            self._coming = True

    def release(self) -> None:
        """The upload has come in, or broken off."""
        self._coming = False

    def start(
        self, folder: Path, files: list[Path], stated: read.Stated, refused: list[tuple[str, str]]
    ) -> threading.Thread:
        """Read what lies in the folder, in the background; the folder goes when all is read."""
        self.last = Adding(len(files), rejected=list(refused[:SHOWN]), refused=len(refused))
        worker = threading.Thread(
            target=self._work, args=(self.last, folder, files, stated), name="adding", daemon=True
        )
        worker.start()
        return worker

    def _work(self, adding: Adding, folder: Path, files: list[Path], stated: read.Stated) -> None:
        try:
            with Record.open(self.where, create=False) as record:
                for number, path in enumerate(files, 1):
                    adding.file, adding.name = number, path.name
                    # one process: the model is loaded once and stays for the next upload
                    found = _named(read.articles([path], stated), path)
                    for outcome in pipeline.add(found, record, jobs=1):
                        _count(adding, outcome, path.name)
            adding.state = "done"
        except OnrecordError as error:
            adding.trouble, adding.state = str(error), "failed"
        except Exception as error:  # a thread has nobody above it who would tell
            adding.trouble = f"an error of ours, please report it ({type(error).__name__}: {error})"
            adding.state = "failed"
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _named(found: Iterable[Article | Rejected], path: Path) -> Iterator[Article | Rejected]:
    """What was read, by the name of the file, not by where it lay for a moment."""
    for one in found:
        if isinstance(one, Rejected):
            where = one.where.replace(str(path), path.name)
            yield Rejected(where, one.reason.replace(str(path), path.name))
        else:
            yield replace(one, capture=replace(one.capture, path=path.name))


def _count(adding: Adding, outcome: Reading | Restated | Article | Rejected, name: str) -> None:
    match outcome:
        case Rejected():
            adding.refused += 1
            if len(adding.rejected) < SHOWN:
                adding.rejected.append((outcome.where or name, outcome.reason))
        case Restated():
            adding.restated += 1
        case Reading():
            adding.added += 1
            adding.statements += sum(one.manner != "narrated" for one in outcome.statements)
            if len(adding.articles) < SHOWN:
                article = outcome.article
                adding.articles.append((article.id, article.headline or _first_line(article)))
        case Article():
            adding.known += 1


def _first_line(article: Article) -> str:
    return next((line.strip() for line in article.text.splitlines() if line.strip()), article.id)[:120]


# ------------------------------------------------------------------------------ coming in


class _Whole(MultiPartParser):
    """A parser that knows whether the last boundary came."""

    ended = False

    def on_end(self) -> None:
        """The last boundary."""
        self.ended = True


async def _received(request: Request) -> FormData:
    """The fields and files of an upload; Usage where it is too much, broken off, or no upload."""

    async def pieces() -> AsyncGenerator[bytes, None]:
        so_far = 0
        async for piece in request.stream():
            so_far += len(piece)
            if so_far > LARGEST:
                raise Usage(f"found more than {LARGEST:,} bytes, expected less; add the files in parts")
            yield piece

    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Usage("found a form without files, expected one of these pages")
    parser = _Whole(request.headers, pieces(), max_files=FILES, max_fields=20, max_part_size=FIELD)
    broken = "the upload broke off before its end; nothing of it was added, choose the files again"
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise Usage(
            f"the upload cannot be read ({getattr(error, 'message', 'no boundary')}); nothing of it was added"
        ) from None
    except ClientDisconnect:
        raise Usage(broken) from None
    if not parser.ended:
        await form.close()
        raise Usage(broken)
    return form


def file_name(given: str) -> str:
    """The last part of a file's name, fit for a file of ours.

    >>> file_name("../../etc/a b.txt"), file_name("C:\\\\x\\\\y.html"), file_name("..")
    ('a b.txt', 'y.html', 'file')
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    clean = "".join(letter for letter in last if letter.isprintable()).strip()
    while len(os.fsencode(clean.encode("utf-8", "replace").decode())) > 200:
        clean = clean[1:]
    return clean if clean.strip(". ") else "file"


def _laid_down(uploads: list[UploadFile]) -> tuple[Path, list[Path], list[tuple[str, str]]]:
    """The files in a folder of their own, and those that are of no kind that can be read."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    files: list[Path] = []
    refused: list[tuple[str, str]] = []
    try:
        for number, upload in enumerate(uploads):
            name = file_name(upload.filename or "")
            if suffix(Path(name)) not in SUFFIXES:
                refused.append((name, f"found the suffix {suffix(Path(name)) or '(none)'}, expected {TAKEN}"))
                continue
            place = folder / f"{number:04}"
            place.mkdir()
            with (place / name).open("wb") as file:
                shutil.copyfileobj(upload.file, file)
            files.append(place / name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Usage(f"the files cannot be kept for reading ({error.strerror}); nothing was added") from None
    return folder, files, refused


def _stated(given: dict[str, str]) -> read.Stated:
    try:
        day = date.fromisoformat(given["published"]) if given["published"] else None
    except ValueError:
        raise Usage(f"day: found {given['published']!r}, expected a day such as 2031-05-06") from None
    language = given["language"].lower() or None
    if language and not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
        raise Usage(f"language: found {language!r}, expected a code such as en")
    return read.Stated(outlet=given["outlet"] or None, published=day, language=language)


FACTS = ("outlet", "published", "language")


def routes(app: FastAPI, answered: work.Answered) -> None:
    """Add the addresses to the pages."""
    adder = app.state.adder = Adder(app.state.shelf.where)

    @app.get("/add", response_model=None)
    def page(request: Request) -> Response:
        return answered(request, lambda _: _page(adder))

    @app.post("/add", response_model=None)
    async def take(request: Request) -> Response:
        typed: dict[str, tuple[str, ...]] = {}
        try:
            adder.claim()
            try:
                form = await _received(request)
                try:
                    request.app.state.tokens.check(request, str(form.get("token", "")))
                    given = {name: " ".join(str(form.get(name, "")).split()) for name in FACTS}
                    typed = {name: (value,) for name, value in given.items()}
                    stated = _stated(given)
                    uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
                    uploads = [one for one in uploads if one.filename]
                    if not uploads:
                        raise Usage("found no file, expected one or more")
                    folder, files, refused = await anyio.to_thread.run_sync(_laid_down, uploads)
                    adder.start(folder, files, stated, refused)
                finally:
                    await form.close()
            finally:
                adder.release()
        except Usage as error:
            status = work.trouble(request, "add", error, typed)
            request.state.here = "/add"
            with suppress(RuntimeError):  # the browser may be gone
                answer = await anyio.to_thread.run_sync(lambda: answered(request, lambda _: _page(adder)))
                answer.status_code = status
                return answer
        return RedirectResponse("/add", 303)


def _page(adder: Adder) -> View:
    last = adder.last

    def data() -> object:
        if last is None:
            return {"state": "none"}
        return {
            "state": last.state,
            "file": last.file,
            "files": last.files,
            "name": last.name,
            "added": last.added,
            "already_there": last.known,
            "restated": last.restated,
            "statements": last.statements,
            "rejected": [{"file": name, "reason": reason} for name, reason in last.rejected],
            "trouble": last.trouble or None,
        }

    return View(
        "add.html",
        "Add articles",
        lambda: {"last": last, "files": FILES, "megabytes": LARGEST // 10**6, "taken": TAKEN},
        data,
    )
