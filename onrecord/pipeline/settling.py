"""Readings into a record, and judgements: who is who, which statements are one, which story it is.

    settle(reading, record)             one Reading, in a transaction of its own
    settle_all(readings, record)        several, all of them or none
    overrule(writer, *judgements)       the same for what people's judgements concern
    rebuild(record)                     everything anew from the Readings that the record keeps
    take_in(reading, writer)            one Reading, in a transaction that somebody else ends

Readings may come in any order.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
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
        for reading in readings:
            take_in(reading, writer)


def take_in(reading: Reading, writer: Writer) -> None:
    """Take one Reading into the record that is being written."""
    article = reading.article
    disturbed = set(writer.put(reading, article.capture.path))
    if article.version < writer.newest(article.id):
        return
    touched = identified(reading, writer) | writer.lost
    others = overruling.amend(writer, article.id)
    disturbed |= others or set()
    touched |= overruling.placed(writer, article.id)
    digest = match.digest(reading)
    nearby = stories.nearby(digest, writer)
    writer.put_copies(digest.article_id, match.copies(digest, [other for _, other in nearby]))
    changed = overruling.regard(writer, touched) | {article.id}
    for one in changed if others is not None else changed - {article.id}:
        writer.shown.findable(one)
        disturbed |= writer.unlinked(one)
    stories.place(digest, nearby, groups.match(changed, disturbed, writer), writer)


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
    groups and stories, in whatever order they were once added, and twice is as good as once. Where
    articles were added in another order, an actor or a group may have another id afterwards, made
    of the article that now comes first.
    """
    with record.writing() as writer:
        writer.clear_derived()
    stored = record.readings(by_day=True, machine=True)
    while together := tuple(itertools.islice(stored, BATCH)):
        settle_all(together, record)
        yield from together
