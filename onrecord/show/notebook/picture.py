"""Statements drawn in the text that they were read from, as HTML for a notebook cell.

Sources are set in small capitals with a dotted line, cues in italics, contents on a tint: told
apart without colour as well. Everything from the article is escaped; the style stands in the
element, because a notebook shows each cell alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from onrecord.show.export.marks import Paragraph, Piece, paragraphs
from onrecord.types import Reading, Statement

STYLES = {
    "source": "border-bottom:2px dotted #1a7a6d;font-weight:600",
    "cue": "font-style:italic;border-bottom:2px solid #a86a00",
    "content": "background:rgba(70,110,200,.16);border-radius:2px",
}
_KEY = " ".join(f'<span style="{style}">{role}</span>' for role, style in STYLES.items())


def picture(reading: Reading, statements: Sequence[Statement]) -> str:
    """The paragraphs that hold one of `statements`, marked; the whole article's order is kept."""
    numbers = {one.id: number for number, one in enumerate(statements, 1)}
    speakers = {one.statement_id: one.speaker for one in reading.attributions}
    names = {numbers[key]: who.name if who else "unknown" for key, who in speakers.items() if key in numbers}
    found = [*paragraphs(reading, numbers, "title"), *paragraphs(reading, numbers)]
    body = "".join(_paragraph(one, names) for one in found if any(piece.statements for piece in one.pieces))
    count = "1 statement" if len(statements) == 1 else f"{len(statements)} statements"
    return (
        f'<div style="max-width:44em;line-height:1.6"><p style="opacity:.75;font-size:.85em">{count}: '
        f"{_KEY}</p>{body}</div>"
    )


def _paragraph(paragraph: Paragraph, names: dict[int, str]) -> str:
    return "<p>" + "".join(_piece(piece, names) for piece in paragraph.pieces) + "</p>"


def _piece(piece: Piece, names: dict[int, str]) -> str:
    text = escape(piece.text)
    if piece.role:
        who = "; ".join(names.get(number, "") for number in piece.statements)
        text = f'<span title="{escape(who)}" style="{STYLES[piece.role]}">{text}</span>'
    return text + "".join(f"<sup>{number}</sup>" for number in piece.ends)
