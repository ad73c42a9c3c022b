"""Whether two names may stand for one: "Masood" and "Masoud", "Moscow" and "Russia", "CSTO" in full.

Two names in one place that cannot be one are a clash; a pair that may be one never is. places.csv lists each country
with its people, capital and seats of government, which news uses for one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from onrecord.record.compare.beside import ALIKE, ALMOST_ALL, Beside, covering
from onrecord.record.compare.words import word_set
from onrecord.types import Clash

_MOST = 100
_SPELLING_RATIO = 70
_SAME_INITIAL_RATIO = 60
_SMALL = word_set(
    "the of and for in on al el de la le von van bin ibn abu mr mrs ms dr sir president minister"
)


@lru_cache(maxsize=32_768)
def may_be_one(one: str, other: str) -> bool:
    """Whether both names may mean the same person, body or place.

    >>> may_be_one("Ahmad Masood", "Masoud"), may_be_one("Paris", "the French"), may_be_one("Oslo", "Bern")
    (True, True, False)
    """
    left, right = _words(one), _words(other)
    if not left or not right or _is_acronym(left, right) or _is_acronym(right, left):
        return True
    if known(one) & known(other):
        return True
    return any(a == b or _alike(a, b) for a in left for b in right)


@cache
def _countries() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in files(__package__).joinpath("places.csv").read_text("utf-8").splitlines()[1:]:
        country, also = line.split(",", 1)
        for name in (country, *also.strip('"').split("|")):
            table.setdefault(" ".join(_words(name)), set()).add(country)
            table.setdefault(" ".join(_words(name + "s")), set()).add(country)
    return {name: frozenset(countries) for name, countries in table.items()}


def known(name: str) -> frozenset[str]:
    """The countries that `name` may stand for; empty where the table knows none.

    >>> known("the Kremlin")
    frozenset({'Russia'})
    """
    words = _words(name)
    return (
        _countries()
        .get(" ".join(words), frozenset())
        .union(*(_countries().get(word, frozenset()) for word in words))
    )


def _words(name: str) -> list[str]:
    words = [w.removesuffix("'s") for w in re.findall(r"[^\W_]+(?:'s)?", name.casefold().replace("’", "'"))]
    return [w for w in words if w not in _SMALL]


def _is_acronym(short: list[str], long: list[str]) -> bool:
    if len(short) != 1 or len(long) < 2:
        return False
    return short[0] == "".join(w[0] for w in long) or (short[0][:1] == long[0][:1] and len(short[0]) <= 5)


def _alike(a: str, b: str) -> bool:
    """One name in two spellings ("Ono", "Ohno"; "Betts", "Betz"), or cut short ("Tue", "Tuesday")."""
    if min(len(a), len(b)) < 2:
        return False
    if a[:3] == b[:3] or (a[0] == b[0] and fuzz.ratio(a, b) >= _SAME_INITIAL_RATIO):
        return True
    return min(len(a), len(b)) > 3 and fuzz.ratio(a, b) >= _SPELLING_RATIO


def may_clash(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether a name of one report can stand against one of the other, before words are aligned."""
    lone = [one for one in here if not any(may_be_one(one, other) for other in there)]
    return bool(lone) and any(not any(may_be_one(other, one) for one in here) for other in there)


def names(both: Beside, here: Sequence[str], there: Sequence[str]) -> Iterator[Clash]:
    """Another person, body or place in the same slot; only names that the model marked as such."""
    mine, theirs = _unpaired(both, here), _unpaired(both.swapped(), there)
    alone = len(mine) == len(theirs) == 1 and _all_but(both, mine[0][1], theirs[0][1])
    for one, a in mine:
        for other, b in theirs:
            beside = both.same_slot(a, b) and both.agreement(a.start, slot=a) >= ALIKE
            held = beside and (_tied(both, a, b) or (known(one) and known(other)))
            elsewhere = both.shared() >= ALMOST_ALL and both.tied(a, b)
            if not held and not elsewhere and not (alone and _after_the_same(both, a, b)):
                continue
            if bool(known(one)) != bool(known(other)):
                continue  # a town in one report, its country in the other
            if not any(may_be_one(one, n) for n in there) and not any(may_be_one(other, n) for n in here):
                yield Clash("name", one, other)


def _unpaired(both: Beside, names: Sequence[str]) -> list[tuple[str, range]]:
    """The base's names of which no word recurs in the other report, with their words."""
    placed = ((name, covering(both.base, at, at + len(name))) for name, at in _places(both.base_text, names))
    return [(name, words) for name, words in placed if not any(i in both.partner for i in words)]


def _all_but(both: Beside, here: range, there: range) -> bool:
    """Whether the shorter report has nothing but the one name that the other has not."""
    left = sum(t.is_content and i not in both.partner and i not in here for i, t in enumerate(both.base))
    other = sum(t.is_content and j not in both.back and j not in there for j, t in enumerate(both.own))
    return min(left, other) == 0


def _after_the_same(both: Beside, here: range, there: range) -> bool:
    """Whether the same small word stands before both: "in …"."""
    before = (
        both.base[here.start - 1].fold if here.start else "",
        both.own[there.start - 1].fold if there.start else "",
    )
    return before[0] == before[1] != ""


def _tied(both: Beside, here: range, there: range) -> bool:
    """Whether the word before both is the same ("with …", "minister …").

    A sentence's subject is not enough: a capital, a government and its spokesman stand in for one
    another there, and no table knows all of them.
    """
    return here.start > 0 and both.partner.get(here.start - 1) == there.start - 1


def _places(text: str, names: Iterable[str]) -> list[tuple[str, int]]:
    """Where each name stands, the longest first where names overlap."""
    found: list[tuple[str, int]] = []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        at = text.find(name) if name else -1
        while at >= 0:
            if not any(s < at + len(name) and at < s + len(n) for n, s in found):
                found.append((name, at))
            at = text.find(name, at + len(name))
    return sorted(found, key=lambda f: f[1])[:_MOST]
