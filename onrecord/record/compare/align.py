"""One report's words laid beside another's: what was kept, reworded, added, left out.

Needleman and Wunsch (1970) over words, in whole numbers so that the result is the same everywhere:
the same word scores most, then the same stem, then a spelling variant; function words score little,
runs of neighbours a bonus. Pairs are then grouped into stretches that a reader can take in: a lone
"of" or comma between two changes belongs to the change.

Cost is O(n·m) up to `CELLS`; longer texts are first cut at words that occur once in both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from rapidfuzz import fuzz, process

from onrecord.record.compare.segments import group
from onrecord.record.compare.words import Token, tokens
from onrecord.types import Segment

CELLS = 1_000_000
"""The largest table of words against words; 1000 against 1000."""

EXACT, SAME_STEM, SPELLING, FUNCTION_WORD, SIGN, NEIGHBOURS = 20, 16, 12, 6, 2, 3
SPELLING_RATIO = 82
_LONGEST_WORD = 40

Pair: TypeAlias = tuple[int, int]


def align(base: str, own: str) -> tuple[Segment, ...]:
    """`own` against `base`, as segments that cover both texts completely and in order.

    Offsets are relative to each text; whitespace between segments belongs to none. "kept" means
    the same words: case and punctuation may differ.

    >>> base, own = "Of course, no one will come.", "Of course, nobody will come today."
    >>> [(s.op, base[slice(*s.base.bounds)], own[slice(*s.own.bounds)]) for s in align(base, own)]
    [('kept', 'Of course,', 'Of course,'), ('reworded', 'no one', 'nobody'), ('kept', 'will come', 'will come'), ('added', '', 'today'), ('kept', '.', '.')]
    """
    left, right = tokens(base), tokens(own)
    return group(left, right, pairs(left, right))


def pairs(base: Sequence[Token], own: Sequence[Token]) -> tuple[Pair, ...]:
    """The words of `base` and `own` that answer to each other, as ascending pairs of indices."""
    found: list[Pair] = []
    for (b0, b1), (o0, o1) in _blocks(base, own):
        found += [(b0 + i, o0 + j) for i, j in _needleman_wunsch(base[b0:b1], own[o0:o1])]
    return tuple(found)


def _blocks(base: Sequence[Token], own: Sequence[Token]) -> Iterator[tuple[Pair, Pair]]:
    """The two texts, cut at shared unique words where one table would be too large.

    A piece that still is too large stays unpaired, and is shown as reworded as a whole.
    """
    if len(base) * len(own) <= CELLS:
        yield (0, len(base)), (0, len(own))
        return
    anchors = [(-1, -1), *_unique_words(base, own), (len(base), len(own))]
    for (b, o), (next_b, next_o) in pairwise(anchors):
        if b >= 0:
            yield (b, b + 1), (o, o + 1)
        if (next_b - b - 1) * (next_o - o - 1) <= CELLS:
            yield (b + 1, next_b), (o + 1, next_o)


def _unique_words(base: Sequence[Token], own: Sequence[Token]) -> list[Pair]:
    """Words that occur once in both, as the longest run of pairs that ascends in both (patience)."""
    once_base, once_own = (Counter(t.fold for t in side) for side in (base, own))
    place = {t.fold: j for j, t in enumerate(own) if once_own[t.fold] == 1}
    shared = [(i, place[t.fold]) for i, t in enumerate(base) if once_base[t.fold] == 1 and t.fold in place]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(shared):
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [k]
        before.append(last[at - 1] if at else -1)
    chosen: list[Pair] = []
    k = last[-1] if last else -1
    while k >= 0:
        chosen.append(shared[k])
        k = before[k]
    return chosen[::-1]


def _needleman_wunsch(base: Sequence[Token], own: Sequence[Token]) -> list[Pair]:
    """The best pairs, by a table that is kept by rows; most words answer to one or two others."""
    alike = _similar(base, own)
    best = [[0] * (len(own) + 1)]
    ending: list[dict[int, int]] = [{}]  # the best that ends with this very pair
    for row in alike:
        above, now = best[-1], best[-1][:]
        here: dict[int, int] = {}
        for j, score in row:
            before = ending[-1].get(j)
            run = above[j] if before is None else max(above[j], before + NEIGHBOURS)
            here[j + 1] = value = score + run
            k = j + 1
            while k < len(now) and now[k] < value:
                now[k] = value
                k += 1
        best.append(now)
        ending.append(here)
    found: list[Pair] = []
    i, j, in_run = len(base), len(own), False
    while i and j:
        end = ending[i].get(j)
        if end is not None and (in_run or best[i][j] == end):
            i, j = i - 1, j - 1
            found.append((i, j))
            before = ending[i].get(j)
            in_run = before is not None and end - dict(alike[i])[j] == before + NEIGHBOURS
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def _similar(base: Sequence[Token], own: Sequence[Token]) -> list[list[Pair]]:
    """For each word of `base` the places in `own` that are the same word, in order, and how well each answers."""
    places: dict[str, list[int]] = {}
    stems: dict[str, list[str]] = {}
    for j, token in enumerate(own):
        if token.fold not in places:
            stems.setdefault(token.stem, []).append(token.fold)
        places.setdefault(token.fold, []).append(j)
    words = {token.fold: token for token in base}
    spelled = _spelled_alike(list(words), list(places))
    found: dict[str, list[Pair]] = {}
    for fold, token in words.items():
        scores = dict.fromkeys(spelled.get(fold, ()), SPELLING)
        for other in stems.get(token.stem, ()):
            same = other == fold
            scores[other] = _exact(token) if same else SAME_STEM if token.is_content else FUNCTION_WORD
        found[fold] = sorted((j, score) for other, score in scores.items() for j in places[other])
    return [found[token.fold] for token in base]


def _spelled_alike(left: Sequence[str], right: Sequence[str]) -> dict[str, list[str]]:
    """For words of the one side those of the other that are spelled nearly the same."""
    one, other = (list(filter(_spellable, side)) for side in (left, right))
    found: dict[str, list[str]] = {}
    if not one or not other:
        return found
    ratio = process.cdist(one, other, scorer=fuzz.ratio, score_cutoff=SPELLING_RATIO, workers=1)
    for row, column in zip(*(axis.tolist() for axis in np.nonzero(ratio)), strict=True):
        if not _opposed(one[row], other[column]):
            found.setdefault(one[row], []).append(other[column])
    return found


def alike(one: Token, other: Token) -> bool:
    """Whether two words may answer to each other at all, whatever stands around them.

    >>> word = tokens("recognise recognized unrecognised")
    >>> alike(word[0], word[1]), alike(word[1], word[2])
    (True, False)
    """
    return one.stem == other.stem or (
        _spellable(one.fold)
        and _spellable(other.fold)
        and fuzz.ratio(one.fold, other.fold, score_cutoff=SPELLING_RATIO) > 0
        and not _opposed(one.fold, other.fold)
    )


@lru_cache(maxsize=65_536)
def _spellable(word: str) -> bool:
    """Whether its spelling is worth comparing: what is longer than any word has none."""
    return 3 < len(word) <= _LONGEST_WORD and word.isalpha()


def _opposed(one: str, other: str) -> bool:
    """ "acceptable" and "unacceptable" are spelled alike and mean the opposite."""
    short, long = sorted((one, other), key=len)
    return long.endswith(short) and long.removesuffix(short) in ("un", "in", "im", "ir", "il", "dis", "non")


def _exact(token: Token) -> int:
    return EXACT if token.is_content else FUNCTION_WORD if token.is_word else SIGN
