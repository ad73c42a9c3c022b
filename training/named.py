"""The names of our own articles: listed once for each article, found wherever they stand.

    listed(folder / "world.names")     number of the article -> its names
    targets(encoded, names)            what the names' head may say of each piece; None if a name is missing

A line is "12: p Oona Rask; p Rask; o Tessaly Motors; l Asia; d Malvonian; x Lady Maren": kind and form, as the
text spells it, without title, article and possessive. A longer form wins over one within it. What is listed
nowhere is no name; it may be a noun for somebody, of which the lists tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.article.extract.encode import Encoded
from onrecord.article.extract.labels import NAMES
from training.corpora import NOMINAL, pieces_in
from training.lists import lines

Name = tuple[str, str]  # kind, form
KINDS = {"p": "person", "o": "organization", "l": "place", "d": "demonym", "x": "other"}


def listed(path: Path) -> dict[int, tuple[Name, ...]]:
    """The names of each article of a file, by its number from 1; nothing where there is no list."""
    found = {}
    for number, entries in lines(path, "a number, a colon and names"):
        if wrong := [kind for kind, _ in entries if kind not in KINDS]:
            raise ValueError(
                f"{path.name}, {number}: found the kind {wrong[0]!r}, expected {', '.join(KINDS)}"
            )
        found[number] = tuple((KINDS[kind], form) for kind, form in entries)
    return found


def spots(text: str, names: Sequence[Name]) -> list[tuple[int, int, str]]:
    """Every place of every name, longer ones first: start, end, kind.

    >>> spots("Rask, of Rask & Sons", [("person", "Rask"), ("organization", "Rask & Sons")])
    [(0, 4, 'person'), (9, 20, 'organization')]
    """
    found: list[tuple[int, int, str]] = []
    for kind, form in sorted(names, key=lambda name: -len(name[1])):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            start, end = match.span()
            if all(end <= a or b <= start for a, b, _ in found):
                found.append((start, end, kind))
    return sorted(found)


def targets(encoded: Encoded, names: Sequence[Name]) -> npt.NDArray[np.int64] | None:
    """A set of allowed labels for each piece, as `corpora.Example.names` has it; None without a list, or where a name is missing."""
    places = spots(encoded.text, names)
    if not places or any(form not in encoded.text for _, form in names):
        return None
    allowed = np.full(len(encoded), 1 | NOMINAL, dtype=np.int64)
    for start, end, kind in places:
        for position, n in enumerate(pieces_in(encoded, start, end)):
            allowed[n] = 1 << NAMES.index(f"{'I' if position else 'B'}-{kind}")
    return allowed
