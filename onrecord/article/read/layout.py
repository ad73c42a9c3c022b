"""The layout of an article's text: which units are headline, dateline, caption, credit … and which
are running copy.

The text is never changed; furniture is marked as spans, disjoint and in order. First the units
that say what they are (stock phrases, credits, date lines), then those that only their place gives
away: what stands above the first paragraph, below the last, or alone between two. When unsure, a
unit is running copy: a lost statement is worse than a line too many.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from onrecord.article.read.bare_names import labelled
from onrecord.article.read.credits import (
    closing_credit,
    is_byline,
    is_picture_line,
    photo_credits,
    picture_credit,
    signature,
    text_credits,
)
from onrecord.article.read.date_lines import barred_dates, date_line, day_of_issue
from onrecord.article.read.dateline import opening
from onrecord.article.read.days import DateFound, find_dates, full_date
from onrecord.article.read.masthead import Masthead, is_release, issuer, masthead
from onrecord.article.read.phrases import has_speech, is_breadcrumb, stock_phrase
from onrecord.article.read.shapes import (
    TITLE_WORDS,
    is_broken,
    is_heading,
    is_heading_between,
    is_same_title,
    is_section,
    is_title,
    stands_alone,
)
from onrecord.article.read.units import Unit, units
from onrecord.types import Credit, Dateline, Furniture, FurnitureKind, PartialDate, Span

# What a scrap beside a unit of this kind is, where it is not the same.
_BESIDE: dict[FurnitureKind, FurnitureKind] = {
    "caption": "credit",
    "date": "navigation",
    "share": "navigation",
}
_SCRAP_WORDS = 8
_HEAD_LINES = 12  # in which the outlet is named
_OPENING = 60  # characters of a paragraph in which its dateline's name stands


@dataclass(frozen=True, slots=True)
class Layout:
    """What the text's own layout tells. `published` is a day that the text states in full.

    `outlet` is who published it, where a line above the copy says so.
    """

    furniture: tuple[Furniture, ...] = ()
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    published: date | None = None
    published_span: Span | None = None
    outlet: str | None = None


@dataclass(slots=True)
class _Draft:
    """The units, with what has been found about each so far."""

    units: list[Unit]
    kinds: list[FurnitureKind | None]
    credits: list[Credit] = field(default_factory=list)
    dates: dict[int, list[DateFound]] = field(default_factory=dict)
    datelines: dict[int, Dateline] = field(default_factory=dict)
    parts: list[Furniture] = field(default_factory=list)  # furniture that is only a part of its unit
    outlet: str | None = None


def lay_out(
    text: str,
    title: str | None = None,
    marked: Mapping[int, FurnitureKind] | None = None,
    outlet: str | None = None,
) -> Layout:
    """The layout of `text`, whose headline is `title` where the file states one apart.

    `marked` are kinds that the format itself states, by the first character of a unit. `outlet`
    crediting itself is no credit.

    >>> text = "Court bars minister\\n\\nKABUL (Reuters) - The court ruled on Monday.\\n\\nAlso read: More"
    >>> [(f.kind, text[f.span.start:f.span.end]) for f in lay_out(text).furniture]
    [('headline', 'Court bars minister'), ('dateline', 'KABUL (Reuters) - '), ('related', 'Also read: More')]
    """
    found = units(text)
    draft = _Draft(found, [None] * len(found))
    for i, unit in enumerate(found):
        draft.kinds[i] = (marked or {}).get(unit.start) or _plain_spoken(draft, i, unit)
    draft.outlet = outlet
    _carry_related(draft)
    copy = [i for i, unit in enumerate(found) if draft.kinds[i] is None and unit.is_copy]
    first = _head(draft, copy, title)
    last = max((i for i in copy if draft.kinds[i] is None), default=-1)
    _body(draft, first, last)
    _tail(draft, max(first, last))
    dateline = _opening_line(draft, first)
    _closing_line(draft, last)
    return _finished(draft, dateline, first, last)


def _plain_spoken(draft: _Draft, i: int, unit: Unit) -> FurnitureKind | None:
    """The kind of a unit that says itself what it is, wherever it stands."""
    pictured = picture_credit(unit)
    if pictured is not None and (unit.words > 60 or has_speech(unit)):
        # A sentence in which somebody speaks stays, whatever picture it stands by.
        draft.parts.append(Furniture(Span(pictured, unit.end), "caption"))
        draft.credits += photo_credits(unit)
        return None
    if unit.words > 60:
        return None
    credits, is_credit = text_credits(unit)
    if is_credit:
        draft.credits += credits
        if "|" in unit.text:
            draft.dates[i] = list(find_dates(unit.text))
        return "byline" if unit.text.lower().startswith("by ") else "credit"
    if is_byline(unit):
        draft.dates[i] = list(find_dates(unit.text))
        return "byline"
    kind = stock_phrase(unit)
    if kind is None and (pictured is not None or is_picture_line(unit)):
        kind = "caption"
    if kind == "caption":
        draft.credits += photo_credits(unit)
        draft.dates[i] = list(find_dates(unit.text))
    if kind:
        return _unless_bracketed(draft, unit, kind)
    if dates := date_line(unit):
        draft.dates[i] = dates
        return "date"
    return None


def _unless_bracketed(draft: _Draft, unit: Unit, kind: FurnitureKind) -> FurnitureKind | None:
    """`kind`, unless only a bracket at the start is of that kind: "(Related: More news) The court …"."""
    close = unit.text.find({"(": ")", "[": "]"}.get(unit.text[0], "\n"))
    if not 0 < close < len(unit.text) - 3:
        return kind
    draft.parts.append(Furniture(Span(unit.start, unit.start + close + 1), kind))
    return None


def _carry_related(draft: _Draft) -> None:
    """Below "Related articles:" the titles listed are related too, up to the next paragraph."""
    under = False
    for i, unit in enumerate(draft.units):
        if draft.kinds[i] == "related":
            under = unit.words <= 4
        elif under and draft.kinds[i] is None and not unit.is_copy and unit.words <= TITLE_WORDS:
            draft.kinds[i] = "related"
        else:
            under = False


def _head(draft: _Draft, copy: list[int], title: str | None) -> int:
    """Mark what stands above the first paragraph; its index comes back (-1 where there is none)."""
    titled = title is not None or "headline" in draft.kinds
    for i, unit in enumerate(draft.units):
        if draft.kinds[i] is not None:
            continue
        if title and is_same_title(unit.text, title):
            draft.kinds[i] = "heading"
        elif named := _masthead(draft, i, copy):
            draft.outlet = draft.outlet or named.outlet
            draft.dates[i], draft.credits = list(named.dates), [*draft.credits, *named.credits]
            titled = titled or named.titles
            draft.kinds[i] = "headline" if named.titles else "date" if named.dates else "navigation"
        elif is_release(unit):
            draft.kinds[i] = "navigation"
        elif dateline := opening(unit.text, alone=True):
            draft.datelines[i] = _placed(unit, dateline.place, dateline.date, dateline.agency, unit.end)
            draft.kinds[i] = "dateline"
        elif dates := barred_dates(unit):
            draft.dates[i], draft.kinds[i] = dates, "date"
        elif is_breadcrumb(unit):
            draft.kinds[i] = "navigation"
        elif not copy or i >= copy[-1]:
            return i
        elif not titled and (kind := _title_kind(draft, i)):
            titled, draft.kinds[i] = kind == "headline", kind
        elif is_heading(unit, draft.units[i + 1]):
            draft.kinds[i] = "heading"
        elif unit.is_copy or not stands_alone(unit, draft.units[i + 1]):
            return i
        else:
            titled = True  # a line below the title in which somebody speaks: it stays copy
    return -1


def _masthead(draft: _Draft, i: int, copy: list[int]) -> Masthead | None:
    """What unit `i`, above the copy, says of who published it."""
    if i >= _HEAD_LINES:
        return None
    unit, below = draft.units[i], draft.units[i + 1 : i + 2]
    if draft.outlet and is_same_title(unit.text, draft.outlet):
        return Masthead(draft.outlet)
    rest = "\n".join(other.text for other in draft.units if other is not unit)
    if issued := issuer(unit, below[0] if below else None, rest):
        return Masthead(issued)
    unmarked = list(islice((k for k in range(i + 1, len(draft.units)) if draft.kinds[k] is None), 2))
    titled = len(unmarked) == 2 and copy[-1:] > unmarked[:1] and _titles(*(draft.units[k] for k in unmarked))
    return masthead(unit, draft.kinds[i + 1 : i + 2] == ["date"], titled, rest)


def _titles(unit: Unit, below: Unit) -> bool:
    return is_title(unit, below) and not labelled(unit.text)


def _title_kind(draft: _Draft, i: int) -> FurnitureKind | None:
    """What unit `i` is if it stands where a title does: the headline, or a section name above it."""
    unit, below = draft.units[i], draft.units[i + 1]
    unmarked = next((k for k in (i + 1, i + 2) if k < len(draft.units) and draft.kinds[k] is None), None)
    if unmarked and is_section(unit, draft.units[unmarked]) and unmarked + 1 < len(draft.units):
        title = draft.units[unmarked]
        if is_title(title, draft.units[unmarked + 1]) and stands_alone(unit, below):
            return "navigation"
    return "headline" if is_title(unit, below) else None


def _body(draft: _Draft, first: int, last: int) -> None:
    """Mark headings: short lines, without a full stop, alone between paragraphs."""
    if is_broken(draft.units):
        return
    for i in range(max(first, 0) + 1, last):
        before, unit, after = draft.units[i - 1 : i + 2]
        closed = draft.kinds[i - 1] is not None or before.is_sentence
        if (
            closed
            and draft.kinds[i] is None
            and draft.kinds[i + 1] is None
            and is_heading_between(before, unit, after)
        ):
            draft.kinds[i] = "heading"


def _tail(draft: _Draft, last: int) -> None:
    """Below the last paragraph, scraps beside credits, buttons and links are of their kind."""
    below = range(last + 1, len(draft.units))
    known = [i for i in below if draft.kinds[i] is not None]
    for i in below:
        unit = draft.units[i]
        if draft.kinds[i] is None and known and unit.words <= _SCRAP_WORDS and not _may_speak(unit):
            at = bisect(known, i)
            kind = draft.kinds[min(known[max(at - 1, 0) : at + 1], key=lambda k: (abs(k - i), k))]
            draft.kinds[i] = _BESIDE.get(kind, kind) if kind else None


def _may_speak(unit: Unit) -> bool:
    return ":" in unit.text or has_speech(unit)


def _opening_line(draft: _Draft, first: int) -> Dateline | None:
    """Mark the dateline that opens the first paragraph."""
    if first < 0:
        return next(iter(draft.datelines.values()), None)
    unit = draft.units[first]
    rest = "\n".join(other.text for other in draft.units if other is not unit)
    if found := opening(unit.text, rest=f"{rest}\n{unit.text[_OPENING:]}"):
        dateline = _placed(unit, found.place, found.date, found.agency, unit.start + found.end)
        draft.parts.append(Furniture(dateline.span, "dateline", found.date))
        return dateline
    return next(iter(draft.datelines.values()), None)


def _closing_line(draft: _Draft, last: int) -> None:
    """Mark a credit at the end of the last paragraph."""
    if last < 0:
        return
    for i in range(last + 1, len(draft.units)):
        if draft.kinds[i] is None and (signed := signature(draft.units[i])):
            draft.credits.append(signed)
            draft.kinds[i] = "credit"
    unit = draft.units[last]
    opened = max((part.span.end for part in draft.parts if part.span.start >= unit.start), default=unit.start)
    if (found := closing_credit(unit)) and found[0] > opened:
        draft.credits += found[1]
        draft.parts.append(Furniture(Span(found[0], unit.end), "credit"))


def _finished(draft: _Draft, dateline: Dateline | None, first: int, last: int) -> Layout:
    whole = []
    for i, (unit, kind) in enumerate(zip(draft.units, draft.kinds, strict=True)):
        if kind is None:
            continue
        day = next((f.date for f in draft.dates.get(i, []) if f.date), None)
        if i in draft.datelines:
            day = draft.datelines[i].date
        whole.append(Furniture(Span(unit.start, unit.end), kind, day))
    furniture = _disjoint([*whole, *draft.parts])
    published = at = None
    dated = (
        (draft.units[i], dates, first < 0 or i < first)
        for i, dates in draft.dates.items()
        if draft.kinds[i] in ("date", "byline", "credit") and not 0 <= first < i < last
    )
    if issued := day_of_issue(dated):
        published = full_date(issued.date)
        at = issued.span if published else None
        dateline = dateline or (issued if issued.date else None)
    elif dateline and (published := full_date(dateline.date)):
        at = dateline.span
    own = (draft.outlet or "").casefold()
    credits = tuple(sorted((c for c in draft.credits if c.name.casefold() != own), key=lambda c: c.span))
    return Layout(furniture, dateline, credits, published, at, draft.outlet)


def _disjoint(found: list[Furniture]) -> tuple[Furniture, ...]:
    """Sorted; a part of a unit that turned out to be furniture as a whole goes with it."""
    kept: list[Furniture] = []
    for furniture in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        if not kept or furniture.span.start >= kept[-1].span.end:
            kept.append(furniture)
    return tuple(kept)


def _placed(unit: Unit, place: str | None, day: PartialDate | None, agency: str | None, end: int) -> Dateline:
    return Dateline(Span(unit.start, end), place, day, agency)
