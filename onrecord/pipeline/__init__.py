"""The order of the rooms, written once.

    read_article(article, extractor)    one article in, one Reading out: pure, parallel
    readings(articles, jobs)            the same for many, in their order, on several processes
    add(articles, record, jobs)         many into a record, whatever of them is new
    settle(reading, record)             one Reading into a record: actors, groups, stories, days
    settle_all(readings, record)        several, in one transaction
    overrule(writer, *judgements)       the same for what people's judgements concern
    rebuild(record)                     everything anew from the Readings that the record keeps

Files: `reading` (an article's own rooms), `adding`, `settling` (the record's rooms, in their order),
and the steps of settling: `people`, `groups`, `stories`. `read_article` needs no record.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.pipeline.adding import Outcome, add
    from onrecord.pipeline.reading import read_article, readings
    from onrecord.pipeline.settling import overrule, rebuild, settle, settle_all

BATCH = 16
"""Articles that travel to a worker process together, and into the record in one transaction."""

_HOME = {
    **dict.fromkeys(("read_article", "readings"), "reading"),
    **dict.fromkeys(("Outcome", "add"), "adding"),
    **dict.fromkeys(("overrule", "rebuild", "settle", "settle_all"), "settling"),
}
__all__ = [
    "BATCH",
    "Outcome",
    "add",
    "overrule",
    "read_article",
    "readings",
    "rebuild",
    "settle",
    "settle_all",
]


def __getattr__(name: str) -> Any:
    """Load the rooms of a step when it is asked for: who only reads needs none of the record's."""
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
