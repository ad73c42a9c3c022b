"""Articles into a record: read what is new in each, and settle it.

    add(articles, record, jobs)     yields what became of each, when it is on the disk

An article that the record has is not read again, unless more is told about it than before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.errors import RecordLocked
from onrecord.pipeline.reading import read_batch, read_together
from onrecord.pipeline.settling import take_in
from onrecord.types import Article, Reading, Rejected, Restated

if TYPE_CHECKING:
    from onrecord.record.store import Record, Writer

Outcome = Reading | Restated | Article | Rejected


def add(articles: Iterable[Article | Rejected], record: Record, jobs: int | None = None) -> Iterator[Outcome]:
    """Read articles and settle them; what comes out is on the disk.

    Yields the Reading of an article that was added, Restated for one whose text the record has and
    whose outlet, day or language is told anew, the Article itself where there is nothing new, and
    what was rejected. A few articles share a transaction: it is a disk's answer that takes the time.
    """
    known: list[Article] = []

    def news() -> Iterator[Article | Rejected]:
        for article in articles:
            wanted = article if isinstance(article, Rejected) else _wanted(article, record)[0]
            if wanted is None:
                assert isinstance(article, Article)
                known.append(article)
            else:
                yield wanted

    for batch in read_together(news(), jobs):
        yield from _drained(known)
        yield from _settled(batch, record)
    yield from _drained(known)


def _settled(batch: Sequence[Reading | Rejected], record: Record) -> Iterator[Outcome]:
    """Settle what was read together in one transaction, or, where that fails, each in its own."""
    if not any(isinstance(one, Reading) for one in batch):
        yield from batch
        return
    try:
        with record.writing() as writer:
            done: list[Outcome] = []
            take_in(_wanting(batch, writer, done), writer)
    except RecordLocked:
        raise
    except Exception:
        if len(batch) == 1:
            raise
        for one in batch:  # what comes before the one that fails is kept
            yield from _settled([one], record)
        return
    yield from done


def _wanting(batch: Sequence[Reading | Rejected], writer: Writer, done: list[Outcome]) -> Iterator[Reading]:
    """Those of a batch that are to be taken in; what becomes of each is added to `done`."""
    for outcome in batch:
        if isinstance(outcome, Rejected):
            done.append(outcome)
            continue
        # the same id may have come twice in one run, before either was in the record
        wanted, before = _wanted(outcome.article, writer)
        if wanted is None:
            done.append(outcome.article)
            continue
        (told,) = (outcome,) if wanted == outcome.article else read_batch((wanted,))
        if isinstance(told, Rejected):
            done.append(told)
            continue
        yield told
        done.append(Restated(told, before) if before else told)


def _wanted(article: Article, record: Record | Writer) -> tuple[Article | None, Article | None]:
    """The article as the record should have it, None where it has it so; and as it was before.

    What is told now counts more than what was told before; what is not told stays.
    """
    version, there = record.version_for(article.id, article.text, article.headline)
    if not there:
        return replace(article, version=version), None
    if record.states_nothing_new(article):
        return None, None
    before = record.article(article.id)
    if before.version != version:
        return None, None  # an older text: its article has been told otherwise since
    dated = article.published and (article.published_span is None or before.published is None)
    day = article if dated else before
    wanted = replace(
        article,
        version=version,
        url=article.url or before.url,
        outlet=article.outlet or before.outlet,
        language=article.language or before.language,
        published=day.published,
        published_at=day.published_at or (before.published_at if day.published == before.published else None),
        published_span=day.published_span,
    )
    same = all(getattr(wanted, fact) == getattr(before, fact) for fact in _FACTS)
    return (None, None) if same else (wanted, before)


_FACTS = ("url", "outlet", "language", "published", "published_at")


def _drained(waiting: list[Article]) -> Iterator[Article]:
    while waiting:
        yield waiting.pop(0)
