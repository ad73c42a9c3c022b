"""A kept search as an Atom feed (RFC 4287): each statement an entry, for any feed reader on this machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from xml.etree import ElementTree

from onrecord.record.store import SavedSearch, StatementLine
from onrecord.show.export import wording
from onrecord.show.web.view import address, short

ATOM = "http://www.w3.org/2005/Atom"
UNWRITABLE = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # XML 1.0 has no room for these


def atom(kept: SavedSearch, found: Sequence[StatementLine], base: str) -> bytes:
    """The feed's XML; `base` is the address of the pages, "http://127.0.0.1:8000"."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    here = f"{base}/searches/{kept.id}.atom"
    _text(feed, "id", here)
    _text(feed, "title", f"On record: {kept.name}")
    newest = max((_moment(one) for one in found), default=kept.made.astimezone(UTC))
    _text(feed, "updated", max(newest, kept.made.astimezone(UTC)).isoformat())
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=here)
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", href=f"{base}/search?{kept.asked}")
    for one in found:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        page = base + address("statement", one.id)
        who = " and ".join(name for name, _ in one.speakers) or "Unknown speaker"
        _text(entry, "id", page)
        _text(entry, "title", f"{who}: {short(one.content, 100)}")
        _text(entry, "updated", _moment(one).isoformat())
        _text(ElementTree.SubElement(entry, f"{{{ATOM}}}author"), "name", one.outlet or "outlet not stated")
        ElementTree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=page)
        day = wording.day(one.said) or wording.unknown(one.said) or "day unknown"
        _text(entry, "summary", f"{one.content} ({one.outlet or 'outlet not stated'}, said: {day})")
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _moment(one: StatementLine) -> datetime:
    """A moment for the entry: the day published, else the day said; feeds need one."""
    day = one.published or one.said.date
    return datetime.combine(day, time(), UTC) if day else datetime(1970, 1, 1, tzinfo=UTC)


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = UNWRITABLE.sub(
        "\N{REPLACEMENT CHARACTER}", words
    )
