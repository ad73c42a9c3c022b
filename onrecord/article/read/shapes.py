"""Titles, section names and headings, by their shape: how long, how they begin and end, what follows.

None of these says itself what it is, so each test names what would speak against it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.article.read.dateline import opening
from onrecord.article.read.phrases import has_speech
from onrecord.article.read.units import Unit

TITLE_WORDS = 30
_TITLE_CHARS = 220
_HEADING_WORDS = 14
_UNFINISHED = re.compile(
    r"\b(?:an?|the|its?|his|her|their|of|in|to|for|and|or|by|with|from|at|on|as|that|which|who|[Mm]rs?|[Dd]r)$"
)
_INITIALS_END = re.compile(r"\b[A-Z]\.[A-Z]\.$")


def is_title(unit: Unit, following: Unit) -> bool:
    """Whether `unit`, the first of its text, reads like the title of what follows.

    >>> copy = Unit(20, 60, "The court ruled on Monday.", True)
    >>> is_title(Unit(0, 11, "Court rules", False), copy), is_title(copy, copy)
    (True, False)
    """
    if not 2 <= unit.words <= TITLE_WORDS or len(unit.text) > _TITLE_CHARS:
        return False
    if unit.last in ".:;,…।۔" and not _INITIALS_END.search(unit.text):
        return False
    return stands_alone(unit, following) and opening(unit.text) is None


def is_section(unit: Unit, following: Unit) -> bool:
    """Whether `unit` is the site's section ("World", "MIDDLE EAST") above a title."""
    return unit.words <= 2 and not unit.is_sentence and following.words >= 4 and not following.is_sentence


def stands_alone(unit: Unit, following: Unit | None) -> bool:
    """Whether `unit` is whole: no list item, nor a line broken inside its sentence."""
    if unit.text[0].islower() or unit.text[0] in "-–—•*":
        return False
    if following is None or following.gap:
        return True
    return not following.text[0].islower() and not _UNFINISHED.search(unit.text)


def is_heading(unit: Unit, following: Unit | None) -> bool:
    """Whether `unit` is short, whole, and nobody speaks in it."""
    if unit.is_copy or unit.words > _HEADING_WORDS or has_speech(unit):
        return False
    return stands_alone(unit, following)


def is_heading_between(before: Unit, unit: Unit, after: Unit) -> bool:
    """Whether `unit` is a heading inside the copy, between the paragraphs `before` and `after`."""
    if not is_heading(unit, after) or not after.is_copy or len(unit.text) * 2 >= len(after.text):
        return False
    # After a quotation, "Jane Doe, minister" tells who spoke; so does "Well done! — Jane Doe (@jane)".
    if before.text[-1] in "\"”»’'" and ("," in unit.text or unit.words <= 4):
        return False
    opens = unit.text[0].isupper() or unit.text[0].isdigit()
    return opens and not re.search(r"[!?@]|\s[-–—]\s", unit.text)


def is_broken(found: list[Unit]) -> bool:
    """Whether sentences are cut by line ends (a crawler's way with links): then a short line tells nothing."""
    return any(not a.is_sentence and b.text[0] in "abcdefghijklmnopqrstuvwxyz,.;" for a, b in pairwise(found))


def is_same_title(line: str, title: str) -> bool:
    """Whether `line` is `title` again, letter case and punctuation aside."""

    def letters(s: str) -> str:
        return re.sub(r"[\W_]+", "", s).casefold()

    return bool(letters(title)) and letters(line) == letters(title)
