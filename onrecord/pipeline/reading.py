"""Articles read, one or many: what each tells on its own. No record is needed.

    read_article(article, extractor)    one article in, one Reading out: pure
    readings(articles, jobs)            the same for many, in their order, on several processes
    read_together(articles, jobs)       what that yields, by batches of `BATCH` articles

Each process loads the model once, when it reads its first article; processes.py shares the work out.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from functools import partial

from onrecord.article.extract import Extractor
from onrecord.article.resolve import resolve
from onrecord.pipeline import BATCH
from onrecord.types import Article, Reading, Rejected

_extractor: Extractor | None = None


def read_article(article: Article, extractor: Extractor, vectors: bool = True) -> Reading:
    """All that one article tells on its own: its statements, who made them, when, through whom.

    `vectors` are needed to settle the Reading into a record.
    """
    found = extractor(article, vectors)
    attributions, entities, days = resolve(article, found.statements, found.mentions, found.sentences)
    return Reading(
        article=article,
        statements=found.statements,
        attributions=attributions,
        mentions=found.mentions,
        entities=entities,
        days=days,
        vectors=found.vectors,
        sentences=found.sentences,
    )


def readings(
    articles: Iterable[Article | Rejected], jobs: int | None = None, vectors: bool = True
) -> Iterator[Reading | Rejected]:
    """Read many articles, in their order; what was rejected passes through.

    `jobs` processes (default: one for each core) share the work as soon as there is more than one
    batch; a single batch is read in this process, which starts faster. An error of ours in one
    article becomes a Rejected; the others go on.
    """
    for batch in read_together(articles, jobs, vectors):
        yield from batch


def read_together(
    articles: Iterable[Article | Rejected], jobs: int | None, vectors: bool = True
) -> Iterator[list[Reading | Rejected]]:
    """What `readings` yields, by batches."""
    batches = _batched(articles)
    first = next(batches, ())
    second = next(batches, ())
    jobs = jobs or _cores()
    batches = itertools.chain((first, second), batches)
    if second and jobs > 1:
        # processes take a moment to load what they talk through: one article waits for none of it
        from onrecord.pipeline.processes import shared_out  # noqa: PLC0415

        yield from shared_out(batches, jobs, partial(read_batch, vectors=vectors))
    else:
        for batch in batches:
            yield read_batch(batch, vectors)


def _cores() -> int:
    """The cores that this process may use, where the system tells, else all."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batched(articles: Iterable[Article | Rejected]) -> Iterator[tuple[Article | Rejected, ...]]:
    source = iter(articles)
    while batch := tuple(itertools.islice(source, BATCH)):
        yield batch


def read_batch(batch: tuple[Article | Rejected, ...], vectors: bool = True) -> list[Reading | Rejected]:
    """Read articles in this process; what was rejected passes through."""
    global _extractor  # noqa: PLW0603 - one loaded model for each process
    if _extractor is None and batch:
        _extractor = Extractor()
    return [item if isinstance(item, Rejected) else _guarded(item, vectors) for item in batch]


def _guarded(article: Article, vectors: bool) -> Reading | Rejected:
    assert _extractor is not None
    try:
        return read_article(article, _extractor, vectors)
    except Exception as error:
        where = article.capture.path or article.id
        return Rejected(
            where, f"{where}: an error of ours, please report it ({type(error).__name__}: {error})"
        )
