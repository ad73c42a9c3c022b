"""Statements as flat rows for a spreadsheet: one statement a row, one fact a column.

A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV
Injection"), because article texts come from anywhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from onrecord.show.export.as_json import Json

COLUMNS = (
    "id", "article", "path", "version", "title", "outlet", "published", "speaker", "speaker_kind", "actor",
    "speaks_for", "speaker_score", "speaker_reason", "source", "cue", "content", "content_start", "content_end",
    "question", "manner", "act", "polarity", "parent", "said", "said_end", "said_precision", "said_basis",
    "said_reason", "via", "addressee", "occasion", "place", "confidence", "group",
)  # fmt: skip


def write(file: TextIO, statements: Iterable[Json]) -> None:
    """Write the header and one row for each statement object of as_json."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(rows(statements))


def rows(statements: Iterable[Json]) -> Iterator[list[str]]:
    """Each statement's cells in the order of COLUMNS; several values in a cell are set apart by " | "."""
    for it in statements:
        speakers = _objects(it["speakers"])
        said = _objects([it["said"]])[0]
        content = _objects(it["content"])
        cells: Json = {
            **it,
            "speaker": _joined(speakers, "name"),
            "speaker_kind": _joined(speakers, "kind"),
            "actor": _joined(speakers, "actor"),
            "speaks_for": _joined(speakers, "speaks_for"),
            "speaker_score": _joined(speakers, "score"),
            "source": _joined(_objects(it["source"]), "text"),
            "cue": _joined(_objects(it["cue"]), "text"),
            "content": _joined(content, "text"),
            "content_start": content[0]["start"] if content else None,
            "content_end": content[-1]["end"] if content else None,
            "question": _joined(_objects(it["question"]), "text"),
            "said": said["date"],
            "said_end": said["end"],
            "said_precision": said["precision"],
            "said_basis": said["basis"],
            "said_reason": said["reason"],
            "via": " | ".join(f"{c['name']} ({c['relation']})" for c in _objects(it["via"])),
            **{key: _joined(_objects([it[key]]), "text") for key in ("addressee", "occasion", "place")},
        }
        yield [safe(cells.get(column)) for column in COLUMNS]


def safe(value: object) -> str:
    """A cell that no spreadsheet runs.

    >>> safe("=1+1"), safe("plain"), safe(None)
    ("'=1+1", 'plain', '')
    """
    text = "" if value is None else str(value)
    return "'" + text if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n") else text


def _joined(objects: Iterable[Json], key: str) -> str:
    return " | ".join(str(o[key]) for o in objects if o.get(key) is not None)


def _objects(value: object) -> list[Json]:
    return [o for o in value if isinstance(o, dict)] if isinstance(value, list) else []
