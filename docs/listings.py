"""A griffe extension: in docstrings, listings aligned by blanks keep their columns, examples their lines."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension

COLUMNS = re.compile(r"\S {2,}\S")


def kept(text: str) -> str:
    """The text with every paragraph that is a listing or an example set as code.

    >>> print(kept("Two parts.\\n\\nread     in\\nextract  out"))
    Two parts.
    <BLANKLINE>
        read     in
        extract  out
    """
    return "".join(_set(part) for part in re.split(r"(\n\s*\n)", text))


def _set(part: str) -> str:
    if part.lstrip().startswith(">>>"):
        return f"```pycon\n{part.strip()}\n```"
    indented = all(line.startswith("    ") for line in part.splitlines() if line.strip())
    return re.sub(r"(?m)^", "    ", part) if not indented and _listing(part.splitlines()) else part


def _listing(lines: list[str]) -> bool:
    flat = [line for line in lines if line.strip()]
    return sum(bool(COLUMNS.search(line)) for line in flat) > len(flat) / 2


class Listings(Extension):
    """Applies `kept` to every docstring."""

    def on_instance(self, *, obj: Any, **_: Any) -> None:
        """Called by griffe for each object that it has read."""
        if obj.docstring:
            obj.docstring.value = kept(obj.docstring.value)
