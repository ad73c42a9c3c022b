"""Reports made from a content alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.types import Manner, Report, Span, Statement


def report(
    content: str, names: tuple[str, ...] = (), id: str = "s", manner: Manner = "direct", **more: Any
) -> Report:
    statement = Statement(id, more.pop("article", f"a-{id}"), (), (), (Span(0, len(content)),), manner=manner)
    made = Report(statement, statement.article_id, 1, None, None, 0, content, names=names)
    return replace(made, **more)


def on(day: int, month: int = 5) -> date:
    return date(2031, month, day)
