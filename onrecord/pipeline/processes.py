"""Work shared out to several processes, answered in order.

shared_out(batches, jobs, work)     work(batch) for each batch, on `jobs` processes
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


def shared_out(batches: Iterable[Batch], jobs: int, work: Callable[[Batch], Answer]) -> Iterator[Answer]:
    """What `work`, a function that can be pickled, makes of each batch, in their order."""
    pool = ProcessPoolExecutor(jobs, initializer=_set_to_work)
    try:
        waiting: list[Future[Answer]] = []
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > 2 * jobs:  # a bounded queue: a crawl of millions never piles up in memory
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()
    finally:  # also where the caller stops half-way: nobody waits for what nobody will look at
        pool.shutdown(wait=False, cancel_futures=True)


def _set_to_work() -> None:
    """A worker leaves Ctrl-C to the process that it works for, and ends when that one is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
