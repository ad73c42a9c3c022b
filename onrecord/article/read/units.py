"""The units that a layout is told by: lines, or whole blocks where a text is hard-wrapped.

A file with one paragraph a line has its lines as units; a file wrapped at 70 columns has the
blocks between its blank lines, because there a line's end tells nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\f\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_CLOSERS = "\"'”’»›)]}*_ \u00a0"
_SENTENCE_END = ".!?…。؟।"
_RUNS_ON = ":;,"
_FAR = 600  # characters: no furniture is longer
_SIGNED = re.compile(
    r"(?<=[.!?\"”])\s{0,3}(?:\([^()]{1,120}\)|\[[^\[\]]{1,120}\]|[-–—]{1,2} ?[A-Z][\w/. ]{1,30})\s{0,3}$"
)
_LONG = 22  # words: longer without a full stop is a paragraph that lost it, not a title


@dataclass(frozen=True, slots=True)
class Unit:
    """One line or block: where it stands, without the blanks around it, and what it says.

    `gap` tells that a blank line stands before it.
    """

    start: int
    end: int
    text: str
    gap: bool

    @property
    def words(self) -> int:
        """How many words it has; not counted beyond what furniture can have."""
        return len(_WORD.findall(self.text)) if len(self.text) <= _FAR else _FAR

    @property
    def last(self) -> str:
        """Its last character, closing quotes, brackets and a credit behind the full stop aside."""
        return _SIGNED.sub("", self.text[-200:]).rstrip(_CLOSERS)[-1:]

    @property
    def is_sentence(self) -> bool:
        """Whether it ends like running copy."""
        return self.last in _SENTENCE_END + _RUNS_ON if self.last else False

    @property
    def is_copy(self) -> bool:
        """Whether it looks like running copy: ends like a sentence, or is too long for a title."""
        return self.is_sentence or self.words > _LONG


def units(text: str) -> list[Unit]:
    r"""The units of `text` in order; every one holds at least one visible character.

    >>> [u.text for u in units("A title\n\nThe copy.\nMore copy.")]
    ['A title', 'The copy.', 'More copy.']
    >>> [u.start for u in units("The court in Port\nHavel on Monday fined\nthe minister.\n\nHe will\nappeal.")]
    [0, 55]
    """
    lines = _lines(text)
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap]
    wrapped = [b for a, b in pairs if not a.is_sentence and b.text[0].islower()]
    if len(wrapped) < 2 or len(wrapped) * 4 < len(pairs):
        return lines
    blocks: list[list[Unit]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return [
        Unit(block[0].start, block[-1].end, text[block[0].start : block[-1].end], block[0].gap)
        for block in blocks
    ]


def _lines(text: str) -> list[Unit]:
    lines: list[Unit] = []
    end = 0
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if not line:
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        # Two line ends in a row, whatever their style, are a blank line.
        between = text[end:start] if start - end < 200 else "\n\n"
        gap = len(re.findall(r"\r\n|[\r\n\f\u2028\u2029]", between)) > 1 or "\u2029" in between
        lines.append(Unit(start, start + len(line), line, gap and bool(lines)))
        end = start + len(line)
    return lines
