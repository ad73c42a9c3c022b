"""Ids that do not jump: groups and stories keep theirs while they keep most of what they hold."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count


def settled_ids(parts: Sequence[Sequence[str]], before: Mapping[str, str]) -> list[str | None]:
    """For each new part the id of the old one that it shares most with, each id given once.

    `before` has the old id of every old item. Ties go to the lower id, then to the earlier part.

    >>> settled_ids([["a"], ["b", "c"]], {"a": "g1", "b": "g1", "c": "g1"})
    [None, 'g1']
    """
    shared = [
        (-count, old, number)
        for number, items in enumerate(parts)
        for old, count in Counter(before[item] for item in items if item in before).items()
    ]
    given: list[str | None] = [None] * len(parts)
    used: set[str] = set()
    for _, old, number in sorted(shared):
        if given[number] is None and old not in used:
            given[number] = old
            used.add(old)
    return given


def new_id(letter: str, items: Sequence[str], taken: Callable[[str], object]) -> str:
    """An id made from the first of `items`; from a later one only where that id is `taken`.

    >>> new_id("g", ["a", "b"], lambda made: False)
    'gca978112ca1b'
    """
    for item in chain(items, (f"{items[0]} {number}" for number in count(2))):
        made = letter + hashlib.sha256(item.encode("utf-8", "backslashreplace")).hexdigest()[:12]
        if not taken(made):
            return made
    raise AssertionError("endless")
