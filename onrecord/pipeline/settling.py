"""Readings into a record, and judgements: who is who, which statements are one, which story it is.

    settle(reading, record)             one Reading, in a transaction of its own
    settle_all(readings, record)        several, all of them or none
    overrule(writer, *judgements)       the same for what people's judgements concern
    rebuild(record)                     everything anew from the Readings that the record keeps
    take_in(readings, writer)           several, in a transaction that somebody else ends

Readings may come in any order.
"""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import overruling
from onrecord.pipeline import BATCH, groups, stories
from onrecord.pipeline.people import identified
from onrecord.record import match
from onrecord.types import Reading

if TYPE_CHECKING:
    from onrecord.record.store import Judgement, Record, Writer


def settle(reading: Reading, record: Record) -> None:
    """Take one Reading into the record: who is who, which statements are one, which story it is.

    One transaction: it is in the record whole, or not at all. Any order of Readings will do.
    """
    settle_all([reading], record)


def settle_all(readings: Iterable[Reading], record: Record) -> None:
    """Take Readings into the record, all of them or none."""
    with record.writing() as writer:
        take_in(readings, writer)


def take_in(readings: Iterable[Reading], writer: Writer) -> None:
    """Take Readings into the record that is being written, with the same outcome as one by one.

    New articles are entered one after the other, then compared together. One that changes what is
    there already waits for those before it, and those after it for it.
    """
    waiting: list[_Entered] = []
    with _uncollected():
        for reading in readings:
            alone = writer.affects_others(reading.article.id)
            if alone:
                _placed(waiting, writer)
                waiting = []
            waiting += _entered(reading, writer)
            if alone:
                _placed(waiting, writer)
                waiting = []
        _placed(waiting, writer)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for cycles: all that is made here is kept, or let go of at once; to look
    through it again and again takes a tenth of the time.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Entered:
    """A Reading whose statements and people are in the record, and what else that changed."""

    reading: Reading
    changed: Sequence[str]  # the article, and others that it changed, in the order of adding
    disturbed: frozenset[str]


def _entered(reading: Reading, writer: Writer) -> Iterator[_Entered]:
    """Put a Reading's own facts into the record; none for a version that is not the newest."""
    article = reading.article
    disturbed = set(writer.put(reading, article.capture.path))
    if article.version < writer.newest(article.id):
        return
    touched = identified(reading, writer) | writer.lost
    others = overruling.amend(writer, article.id)
    disturbed |= others or set()
    touched |= overruling.placed(writer, article.id)
    changed = overruling.regard(writer, touched) | {article.id}
    for one in changed if others is not None else changed - {article.id}:
        writer.shown.findable(one)
        disturbed |= writer.unlinked(one)
    order = writer.numbers(changed) if len(changed) > 1 else {article.id: 0}
    yield _Entered(reading, sorted(changed, key=order.__getitem__), frozenset(disturbed))


def _placed(entered: Sequence[_Entered], writer: Writer) -> None:
    """Tie articles that were entered to all others: links, groups, copies, stories."""
    if not entered:
        return
    asking = groups.asked([article for one in entered for article in one.changed], writer)
    links = groups.matched(asking)
    near = [stories.entered(one.reading.article, match.digest(one.reading), writer) for one in entered]
    made = groups.grouped(asking, links, {one for each in entered for one in each.disturbed}, writer)
    stories.place(near, made, writer)


def overrule(writer: Writer, *judgements: Judgement) -> None:
    """Let judgements that were made, or taken back, take effect on what they concern."""
    sides = [side for one in judgements for side in writer.judgement(one.id).sides]
    told = {side.found for side in sides if side.found is not None}
    touched = told | {one.arguments["made"] for one in judgements if "made" in one.arguments}
    disturbed, shown = told.copy(), set[str]()
    articles = {anchor.article_id for side in sides for anchor in side.anchors}
    for article in sorted(articles, key=writer.numbers(articles).__getitem__):
        others = overruling.amend(writer, article)
        if others is not None:
            shown.add(article)
            disturbed |= others
        touched |= overruling.placed(writer, article)
    sides = [side for one in judgements for side in writer.judgement(one.id).sides]
    told |= {side.found for side in sides if side.found is not None}
    changed = overruling.regard(writer, touched | told, force=True) | shown
    disturbed |= {one for group in writer.groups_of(told) for one in group.statements} | told
    for article in changed:
        writer.shown.findable(article)
        disturbed |= writer.unlinked(article)
    groups.match(changed, disturbed, writer)


def rebuild(record: Record) -> Iterator[Reading]:
    """Settle every stored Reading anew; people's judgements stay. Yields each when done.

    In the order of the days of publication: the same articles and judgements give the same actors,
    groups and stories, in whatever order they were once added, and twice is as good as once. Actors keep
    their ids, made of their names; where articles were added in another order, a group may have another
    id afterwards, made of the article that now comes first, and so may one of two people of one name.
    """
    with record.writing() as writer:
        writer.clear_derived()
    stored = record.readings(by_day=True, machine=True)
    while together := tuple(itertools.islice(stored, BATCH)):
        settle_all(together, record)
        yield from together
