"""A statement's page: every outlet's version against one of them, aligned; the chains behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.errors import NotFound
from onrecord.record.compare import base_of, versions
from onrecord.record.store import Browse, StatementLine
from onrecord.show.export import as_versions, of_rows
from onrecord.show.export.as_json import Json
from onrecord.show.export.comparisons import (
    Comparison,
    VersionView,
    among_others,
    comparison,
    spoken_by,
)
from onrecord.show.export.desk import Desk
from onrecord.show.export.from_record import part
from onrecord.show.export.wording import count
from onrecord.show.web import asked, at_hand, drawing
from onrecord.show.web import data as told
from onrecord.show.web.places import Places
from onrecord.show.web.view import View, address, pages_of, short
from onrecord.types import Report, Segment, StatementGroup, Version

MOST = 30  # versions laid out on one page
LINKED, RELATED = 200, 12  # links looked at for related statements, and how many of these are listed

RELATIONS = {
    "contains": "says all of this, or more",
    "overlaps": "says part of this",
    "repeats": "says it again in the same article",
    "contradicts": "says the opposite",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of an aligned row: its words, the base's, what it adds after and before, how many columns it spans."""

    op: str
    text: str
    was: str
    added: str
    columns: int
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One version: how the export room lays it out, and its ids."""

    view: VersionView
    statement: str
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Wording:
    """The outlets that tell it in the same words, and the row of aligned columns that these words make."""

    outlets: tuple[str, ...]
    cells: tuple[Cell, ...]


def statement(browse: Browse, key: str, given: Mapping[str, str]) -> View:
    """The page of a group (or of the group that a statement is in), against `base` where given."""
    group = browse.group(key)
    wanted = given.get("base") or None
    if wanted is not None and wanted not in group.statements:
        raise NotFound(f"base: no version of this statement has the id {wanted[:60]!r}")
    page = asked.number(given, "page", 1, 10_000)
    if wanted is None and len(group.statements) > MOST:  # on every page against the same one
        wanted = base_of(browse.reports(group.statements).values()).statement.id
    shown = group.statements[MOST * (page - 1) : MOST * page]
    if not shown:
        raise NotFound(
            f"page: this statement has {count(pages_of(len(group.statements), MOST), 'page')}, found {page}"
        )
    if wanted is not None and wanted not in shown:
        shown = (wanted, *shown)
    desk, laid = _laid(browse, group, shown, wanted)
    base = laid[0].report

    def data() -> object:
        whole = (
            _laid(browse, group, group.statements, wanted)
            if len(shown) < len(group.statements)
            else (desk, laid)
        )
        return _data(browse, group, *whole)

    title = f"{spoken_by(desk, group, base)}: {short(' '.join(base.content.split()), 70)}"
    return View("statement.html", title, lambda: _shown(browse, group, desk, laid, page), data)


def _laid(
    browse: Browse, group: StatementGroup, shown: Sequence[str], wanted: str | None
) -> tuple[Desk, tuple[Version, ...]]:
    """These versions, with all that they need, against the wanted one, or the fullest of them."""
    desk = Desk.of(part(browse, "", browse.articles_with(shown), only=frozenset(shown)))
    base = desk.reports[wanted] if wanted else desk.base(group)
    return desk, versions(base, [desk.reports[one] for one in shown if one in desk.reports])


def _shown(
    browse: Browse, group: StatementGroup, desk: Desk, laid: Sequence[Version], page: int
) -> Mapping[str, object]:
    base = laid[0].report
    view = comparison(desk, group, laid=laid)
    edges = _edges(base, laid)
    shown = tuple(
        Shown(its, version.report.statement.id, version.report.outlet)
        for its, version in zip(view.versions, laid, strict=True)
    )
    pages = pages_of(len(group.statements), MOST)
    # of many versions, what was counted over all of them when they were added
    clashes = view.clashes if pages == 1 else browse.clashes(group.articles).get(group.id, 0)
    return {
        "it": view,
        "group": group,
        "actor": desk.page.actors.get(group.speaker or ""),
        "base": base.statement.id,
        "columns": len(edges) - 1,
        "versions": shown,
        "wordings": _wordings(laid, base, edges, [one.view.outlet for one in shown]),
        "page": page,
        "pages": pages,
        "clashes": clashes,
        "places": Places.of(desk),
        "chain": drawing.chains([one.view.chain for one in shown]) if _told_through(view) else None,
        "related": _related(browse, group),
        "hand": at_hand.on_statement(browse, group),
        "words": {one: _flat(report.content) for one, report in desk.reports.items()},
        "article_of": {one: report.article_id for one, report in desk.reports.items()},
        "story": next(iter(desk.page.stories), None),
    }


def _data(browse: Browse, group: StatementGroup, desk: Desk, laid: Sequence[Version]) -> Json:
    """What `onrecord groups` prints of the group, `compare` of its versions and `statements` of each."""
    rows = browse.rows(group.statements)
    names = {id: actor.name for id, actor in desk.page.actors.items()}
    texts = {id: reading.article for id, reading in desk.readings.items()}
    base, among = laid[0].report, among_others(group.id, laid)
    return of_rows.group(group, rows, names) | {
        "base": base.statement.id,
        "versions": [as_versions.version(version, base, texts, among) for version in laid],
        "statements_in_full": told.told(browse, rows),
        "page": address("statement", group.id),
    }


def _told_through(view: Comparison) -> bool:
    """Whether there is a chain to draw: several reports, or one that came through somebody."""
    return len(view.versions) > 1 or any(len(one.chain) > 2 for one in view.versions)


def _related(browse: Browse, group: StatementGroup) -> list[tuple[str, StatementLine]]:
    """Statements linked with this one, whichever of their versions is: (how, a line of it)."""
    own = set(group.statements)
    linked: dict[str, str] = {}
    for match in browse.links(own):
        other = match.right if match.left in own else match.left
        if match.relation != "same" and other not in own:
            linked.setdefault(other, RELATIONS[match.relation])
    each: dict[tuple[str, str], StatementLine] = {}
    for line in browse.statements(list(linked)[:LINKED]):
        each.setdefault((linked[line.id], line.group or line.id), line)
    return [(how, line) for (how, _), line in each.items()][:RELATED]


# ------------------------------------------------------------------------------- aligned columns


def _wordings(
    laid: Sequence[Version], base: Report, edges: Sequence[int], outlets: Sequence[str]
) -> list[Wording]:
    """Each wording once, the base's first, with the outlets that have it."""
    rows: dict[tuple[Cell, ...], list[str]] = {}
    for version, outlet in zip(laid, outlets, strict=True):
        same = _flat(version.report.content) == _flat(base.content)
        rows.setdefault(_cells(laid[0] if same else version, base, edges), []).append(outlet)
    return [Wording(tuple(dict.fromkeys(having)), cells) for cells, having in rows.items()]


def _edges(base: Report, laid: Sequence[Version]) -> list[int]:
    """Where the base text is cut so that every version's stretches stand under their own columns."""
    cuts = {0, len(base.content)}
    for version in laid:
        for segment in version.segments:
            if not _only_added(segment, base):
                cuts.update(_at_word(base.content, edge) for edge in segment.base.bounds)
    return sorted(cuts)


def _only_added(segment: Segment, base: Report) -> bool:
    """Whether it stands for no word of the base: only for a mark, or for nothing."""
    return not _has_words(base.content[slice(*segment.base.bounds)])


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _at_word(text: str, edge: int) -> int:
    """Where the next word begins: blanks and marks stay with the word before them, at the start with the first."""
    while 0 < edge < len(text) and not text[edge].isalnum():
        edge += 1
    return edge if _has_words(text[:edge]) else 0


def _cells(version: Version, base: Report, edges: Sequence[int]) -> tuple[Cell, ...]:
    """The version's stretches in the columns of the base; what it adds is put to the stretch before."""
    text = base.content
    if version.report is base:
        return tuple(Cell("kept", _flat(text[low:high]), "", "", 1) for low, high in pairwise(edges))
    own, column = version.report.content, {edge: number for number, edge in enumerate(edges)}
    out: list[Cell] = []
    at, waiting = 0, ""
    for segment in version.segments:
        words = _flat(own[slice(*segment.own.bounds)])
        if _only_added(segment, base):
            if not _has_words(words):
                continue
            if out:
                out[-1] = replace(out[-1], added=f"{out[-1].added} {words}".strip())
            else:
                waiting = f"{waiting} {words}".strip()
            continue
        start, end = (column[_at_word(text, edge)] for edge in segment.base.bounds)
        start = max(start, at)
        if end <= start:  # only marks between words
            continue
        if start > at:
            out.append(Cell("gap", "", "", "", start - at, waiting))
            waiting = ""
        out.append(
            Cell(segment.op, words, _flat(text[slice(*segment.base.bounds)]), "", end - start, waiting)
        )
        at, waiting = end, ""
    if at < len(edges) - 1:
        out.append(Cell("gap", "", "", "", len(edges) - 1 - at, waiting))
    return tuple(out)


def _flat(words: str) -> str:
    return " ".join(words.split())
