"""What the rest of a text tells of a name that opens it bare: "NARAPUR: The court …", "Brunnfelden. On Monday …".

Alone such a name may be a speaker's label, a topic or the place of a dateline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.article.read.tables import entries

_WORD = re.compile(r"[^\W\d_]{2,}")
_LABEL = re.compile(
    r"^\W{0,3}[^\W\d_a-z]{2,20}(?:[ .][^\W\d_a-z]{2,20}){0,3}\s?(?:\([^()\n]{1,60}\)\s?)?:", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class BareName:
    """By the rest of the text: `labels`, its speakers have labels in capitals; `alone`, the name is
    none of those, nobody who speaks and no common word; `named`, it is told as a place ("in Brunnfelden").
    """

    labels: bool = False
    alone: bool = False
    named: bool = False


def told_by(name: str, rest: str) -> BareName:
    """What `rest` tells of `name`.

    >>> told_by("NARAPUR", "It is raining."), told_by("SPORT", "The sport of kings.").alone
    (BareName(labels=False, alone=True, named=False), False)
    >>> told_by("Brunnfelden", "Nobody in Brunnfelden knew.").named
    True
    """
    words = _WORD.findall(name)
    if not words:
        return BareName()
    labels = labelled(rest)
    last = words[-1].title()
    small = "|".join(word.lower() for word in words)
    other = rf"\b(?:{small})\b|\b(?:Mr|Mrs|Ms|Dr)\.? {last}\b|\b{last} (?:{_saying()})\b"
    return BareName(
        labels,
        not labels and re.search(other, rest) is None,
        re.search(rf"\b(?:in|at|from|near|outside|of) {re.escape(name)}\b", rest) is not None,
    )


def labelled(text: str) -> bool:
    """Whether a line of the text opens with a speaker's label, as in a transcript: "HOST: Good evening."."""
    return _LABEL.search(text) is not None


@cache
def _saying() -> str:
    return "|".join(map(re.escape, sorted(entries("saying"))))
