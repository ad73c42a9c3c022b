"""What editors list beside our own articles: one line an article, "12: p Oona Rask; l Asia"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_LINE = re.compile(r"(\d+):(.*)")


def lines(path: Path, expected: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Each article's number, from 1, and its entries: the first word and the rest. Nothing without a file.

    ValueError where a line or an entry is not so written, saying what was `expected`.
    """
    listed = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in filter(None, map(str.strip, listed)):
        match = _LINE.fullmatch(line)
        bits = [bit.strip().partition(" ") for bit in match[2].split(";") if bit.strip()] if match else []
        if not match or not all(rest.strip() for _, _, rest in bits):
            raise ValueError(f"{path.name}: found {line[:40]!r}, expected {expected}")
        yield int(match[1]), [(first, rest.strip()) for first, _, rest in bits]
