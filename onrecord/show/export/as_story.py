"""A story in full for programs: everything by statement and article ids, with days as dates.

story      one object: brief, chronology, coverage, clashes
days       the chronology as rows, for a table
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.show.export import as_json, wording
from onrecord.show.export.as_json import Json
from onrecord.show.export.desk import Desk
from onrecord.show.export.told import Told, ids
from onrecord.types import CoverageRow, Occurrence, StatementGroup


def story(desk: Desk, it: Told) -> Json:
    """The story as one JSON object."""
    groups = {group.id: group for group in it.groups}
    return as_json.story(it.story) | {
        "brief": [
            {
                "text": line.text,
                "article": line.article_id,
                "outlet": line.outlet,
                "evidence": as_json.spans(desk.readings[line.article_id].article, (line.span,)),
            }
            for line in it.brief
        ],
        "chronology": [_line(desk, line) for line in it.lines],
        "coverage": [_row(desk, groups[row.group_id], row, it) for row in it.matrix.rows],
        "clashes": [
            _named(desk, group)
            | {
                "kind": found.kind,
                "sides": [{"words": words, "statements": list(having)} for words, having in found.sides],
            }
            for group, found in it.clashes
        ],
        "asserted": [
            _named(desk, group)
            | {
                "asserting": [s for s in ids(desk, group) if desk.statements[s].manner == "narrated"],
                "attributing": [s for s in ids(desk, group) if desk.statements[s].manner != "narrated"],
            }
            for group in it.asserted
        ],
    }


def days(desk: Desk, it: Told) -> Iterator[Json]:
    """The chronology, one row a line, without offsets."""
    for line in it.lines:
        row = _line(desk, line)
        del row["evidence"]
        yield {"story": it.story.id} | row


def _line(desk: Desk, line: Occurrence) -> Json:
    statement = desk.statements.get(line.statement_id or "")
    article = desk.readings[line.article_id].article
    said = as_json.said_json(line.said, None)
    return {key: said[key] for key in ("date", "end", "precision", "basis", "reason")} | {
        "coming": line.coming,
        "kind": line.kind,
        "speaker": desk.speaker(statement) if statement else None,
        "text": line.text,
        "cue": (desk.reports[statement.id].cue or None) if statement else None,
        "outlet": article.outlet,
        "article": line.article_id,
        "statement": line.statement_id,
        "others": list(line.others),
        "evidence": as_json.spans(article, line.evidence),
    }


def _row(desk: Desk, group: StatementGroup, row: CoverageRow, it: Told) -> Json:
    cells = zip(it.matrix.columns, row.cells, strict=True)
    return _named(desk, group) | {
        "cells": [
            {"article": article, "statement": cell.statement_id, "manner": cell.manner}
            for article, cell in cells
            if cell
        ],
        "first": list(row.first),
        "alone": row.alone,
    }


def _named(desk: Desk, group: StatementGroup) -> Json:
    """A group by the statement that stands for it."""
    base = desk.base(group)
    return {
        "group": group.id,
        "statement": base.statement.id,
        "speaker": desk.group_speaker(group),
        "text": wording.of_report(base),
    }
