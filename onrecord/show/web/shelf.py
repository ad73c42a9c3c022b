"""The record, kept open between pages and opened anew where its file was replaced meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from onrecord.errors import NotFound, OnrecordError, RecordError
from onrecord.record.store import Browse, Record


class Shelf:
    """Hands out the record for one page; a failing record is closed, so that the next page tries anew."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._record: Record | None = None
        self._lock = Lock()

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The record; RecordError where it is locked, damaged or gone."""
        with self._lock:
            try:
                record = self._record = self._record or Record.open(self.where, create=False)
            except NotFound as error:  # not what was asked for is missing, but all of it
                raise RecordError(str(error)) from None
        try:
            yield record
        except OnrecordError:
            if not record.standing():
                self.close()
            raise

    @contextmanager
    def browse(self) -> Iterator[Browse]:
        """One moment of the record, for one page."""
        with self._lock:
            if self._record is not None and not self._record.standing():
                self._record.close()
                self._record = None
        with self.record() as record, record.browse() as browse:
            yield browse

    def warm(self) -> None:
        """Read what the first pages would wait for: the names of actors. What fails is for the page to tell."""
        with suppress(OnrecordError), self.browse() as browse:
            browse.names()
        gc.freeze()  # what is here now stays: without this, some page in fifty waits until all of it is gone through

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._record is not None:
                self._record.close()
            self._record = None
