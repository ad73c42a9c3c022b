"""Two contents laid side by side: which words pair, and what stands in the same place in both.

Every kind of clash asks the same thing of the alignment: do these words of one report and those of
the other fill the same slot? They do when the nearest paired words on either side enclose both,
and those pairs are close by and say something.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.record.compare.align import pairs
from onrecord.record.compare.words import Token, tokens

NEAR = 3
"""So many words may stand between a slot and the paired word that holds it."""

ALIKE = 0.6
"""So much of the shorter report must recur in the longer before a lone day in each is compared."""

ALMOST_ALL = 0.75
"""So much of it before what stands elsewhere in the sentence is."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The words of two texts and their pairs, both ways; `partner[i]` is the word of `own` paired with `i`."""

    base_text: str
    own_text: str
    base: tuple[Token, ...]
    own: tuple[Token, ...]
    partner: dict[int, int]
    back: dict[int, int] = field(default_factory=dict)

    def swapped(self) -> Beside:
        """The same with the two texts exchanged."""
        return Beside(self.own_text, self.base_text, self.own, self.base, self.back, self.partner)

    def phrase(self, start: int, end: int) -> str:
        """The base's words `start` to `end` as written."""
        return self.base_text[self.base[start].start : self.base[end - 1].end]

    def shared(self) -> float:
        """The share of content words that pair, of the side that has fewer of them (0 to 1)."""
        least = min(_content(self.base), _content(self.own))
        return sum(self.base[i].is_content for i in self.partner) / least if least else 0.0

    def same_slot(self, here: range, there: range) -> bool:
        """Whether the base's words `here` and the other's words `there` fill the same place."""
        left = next(
            (i for i in range(here.start - 1, here.start - 1 - NEAR - 1, -1) if i in self.partner), None
        )
        right = next((i for i in range(here.stop, here.stop + NEAR + 1) if i in self.partner), None)
        held = [i for i in (left, right) if i is not None]
        spoken = any(self.base[i].is_content for i in held)
        if not held or not (spoken or self._held_firmly(here, there)):
            return False
        if left is not None and not 0 < there.start - self.partner[left] <= NEAR + 1:
            return False
        if right is not None and not 0 <= self.partner[right] - there.stop <= NEAR:
            return False
        open_left = left is not None or self._at_edge(0, here.start, 0, there.start)
        open_right = right is not None or self._at_edge(here.stop, len(self.base), there.stop, len(self.own))
        return open_left and open_right

    def _held_firmly(self, here: range, there: range) -> bool:
        """Both neighbours pair, even if they are function words, and content pairs stand near."""
        sides = ((here.start - 1, there.start - 1), (here.stop, there.stop))
        if any(self.partner.get(i) != j for i, j in sides if 0 <= i < len(self.base)):
            return False
        return self.agreement(here.start) >= 0.6

    def _at_edge(self, b0: int, b1: int, o0: int, o1: int) -> bool:
        """Only small words lie between the slot and the end of either text."""
        rest = (*self.base[b0:b1], *self.own[o0:o1])
        return b1 - b0 <= NEAR and o1 - o0 <= NEAR and not any(t.is_content for t in rest)

    def tied(self, here: range, there: range) -> bool:
        """Whether the same words hold both: "bridge **at** …", "governor …", "… **valley**", "resume **in** …"."""
        for step, one, other in ((-1, here.start - 1, there.start - 1), (1, here.stop, there.stop)):
            if not (0 <= one < len(self.base) and 0 <= other < len(self.own)):
                continue
            if self.base[one].stem != self.own[other].stem or not self.base[one].is_word:
                continue
            if self.base[one].is_content:
                return True
            # "bridge at …": the preposition alone would hold any two places
            before = step == -1 and one and other and self.base[one - 1].is_content
            if before and self.base[one - 1].stem == self.own[other - 1].stem:
                return True
        return False

    def agreement(self, i: int, reach: int = 6, slot: range = range(0)) -> float:
        """The share of the base's content words around word `i`, outside its `slot`, that pair (0 to 1)."""
        near = range(max(0, i - reach), min(len(self.base), max(i, slot.stop - 1) + reach + 1))
        around = [k for k in near if k != i and k not in slot]
        content = [k for k in around if self.base[k].is_content]
        return sum(k in self.partner for k in content) / len(content) if content else 0.0


@lru_cache(maxsize=1_024)
def beside(base: str, own: str) -> Beside:
    """Lay two contents side by side.

    >>> both = beside("Nine soldiers fell.", "Two soldiers fell.")
    >>> both.same_slot(range(0, 1), range(0, 1))
    True
    """
    left, right = tokens(base), tokens(own)
    partner = dict(pairs(left, right))
    partner.update(_moved(left, right, partner))
    return Beside(base, own, left, right, partner, {j: i for i, j in partner.items()})


def _moved(base: Sequence[Token], own: Sequence[Token], partner: Mapping[int, int]) -> dict[int, int]:
    """Words that both have, once each, in another order ("On Friday the port …"), and their neighbours."""
    back = {j: i for i, j in partner.items()}
    rest_base, rest_own = _by_stem(base, partner), _by_stem(own, back)
    found = {
        places[0]: rest_own[stem][0]
        for stem, places in rest_base.items()
        if len(places) == len(rest_own.get(stem, ())) == 1
    }
    taken = set(back) | set(found.values())
    for start in list(found):
        for step in (-1, 1):
            i, j = start + step, found[start] + step
            while 0 <= i < len(base) and 0 <= j < len(own) and i not in partner and i not in found:
                if j in taken or base[i].stem != own[j].stem:
                    break
                found[i] = j
                taken.add(j)
                i, j = i + step, j + step
    return found


def _by_stem(words: Sequence[Token], paired: Mapping[int, int]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        if word.is_content and i not in paired:
            places.setdefault(word.stem, []).append(i)
    return places


def covering(words: Sequence[Token], start: int, end: int) -> range:
    """The tokens that touch characters `start` to `end`."""
    starts = [t.start for t in words]
    first = bisect_left([t.end for t in words], start + 1)
    return range(first, max(first, bisect_left(starts, end)))


def _content(words: Sequence[Token]) -> int:
    return sum(t.is_content for t in words)
