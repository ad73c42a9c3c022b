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
from onrecord.show.export.comparisons import Comparison, VersionView, comparison, spoken_by
from onrecord.show.export.desk import Desk
from onrecord.show.export.from_record import part
from onrecord.show.export.wording import count
from onrecord.show.web import asked, at_hand, drawing
from onrecord.show.web import data as told
from onrecord.show.web.places import Places
from onrecord.show.web.view import View, address, pages_of, short
from onrecord.types import Report, StatementGroup, Version

MOST = 30  # versions laid out on one page

RELATIONS = {
    "contains": "says all of this, or more",
    "overlaps": "says part of this",
    "repeats": "says it again in the same article",
    "contradicts": "says the opposite",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of an aligned row: its words, the base's, what it adds there, how many columns it spans."""

    op: str
    text: str
    was: str
    added: str
    columns: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One version: how the export room lays it out, its ids, and its row of aligned columns."""

    view: VersionView
    statement: str
    outlet: str | None
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
        Shown(its, version.report.statement.id, version.report.outlet, _cells(version, base, edges))
        for its, version in zip(view.versions, laid, strict=True)
    )
    others, related = _related(browse, group)
    return {
        "it": view,
        "group": group,
        "actor": desk.page.actors.get(group.speaker or ""),
        "base": base.statement.id,
        "columns": len(edges) - 1,
        "versions": shown,
        "page": page,
        "pages": pages_of(len(group.statements), MOST),
        "places": Places.of(desk),
        "chain": drawing.chains([one.view.chain for one in shown]) if _told_through(view) else None,
        "others": others,
        "related": related,
        "relations": RELATIONS,
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
    base = laid[0].report
    return of_rows.group(group, rows, names) | {
        "base": base.statement.id,
        "versions": [as_versions.version(version, base, texts) for version in laid],
        "statements_in_full": told.told(browse, rows),
        "page": address("statement", group.id),
    }


def _told_through(view: Comparison) -> bool:
    """Whether there is a chain to draw: several reports, or one that came through somebody."""
    return len(view.versions) > 1 or any(len(one.chain) > 2 for one in view.versions)


def _related(browse: Browse, group: StatementGroup) -> tuple[dict[str, StatementLine], list[tuple[str, str]]]:
    """Statements linked with this one: (relation, id), and their lines by id."""
    own = set(group.statements)
    linked: dict[str, str] = {}
    for match in browse.links(own):
        other = match.right if match.left in own else match.left
        if match.relation != "same" and other not in own:
            linked.setdefault(other, match.relation)
    lines = {one.id: one for one in browse.statements(list(linked)[:12])}
    return lines, [(linked[one], one) for one in lines]


# ------------------------------------------------------------------------------- aligned columns


def _edges(base: Report, laid: Sequence[Version]) -> list[int]:
    """Where the base text is cut so that every version's stretches stand under their own columns."""
    cuts = {0, len(base.content)}
    for version in laid:
        for segment in version.segments:
            if segment.op != "added":
                cuts.update(_at_word(base.content, edge) for edge in segment.base.bounds)
    return sorted(cuts)


def _at_word(text: str, edge: int) -> int:
    """Where the next word begins: blanks and marks stay with the word before them, at the start with the first."""
    while 0 < edge < len(text) and not text[edge].isalnum():
        edge += 1
    return edge


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
        if segment.op == "added":
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
            out.append(Cell("gap", "", "", waiting, start - at))
            waiting = ""
        out.append(Cell(segment.op, words, _flat(text[slice(*segment.base.bounds)]), waiting, end - start))
        at, waiting = end, ""
    if at < len(edges) - 1:
        out.append(Cell("gap", "", "", waiting, len(edges) - 1 - at))
    return tuple(out)


def _flat(words: str) -> str:
    return " ".join(words.split())
