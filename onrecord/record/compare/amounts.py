"""A number as a text writes it, with the room that its words leave.

    "9,000" · "9 thousand" · "nine thousand" · "half a million" · "two thirds" · "three in ten"
    "dozens" · "several hundred" · "tens of thousands" · "a couple"

Every amount is a range: "dozens" from 20 to 100, "9,000" a little either way because
round numbers are rounded. Numbers inside names ("G7", "Su-35") and clock times are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from onrecord.record.compare.words import Token

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: n for n, word in enumerate(_UNITS.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), start=2)
}
_SCALES = {
    "hundred": 100, "dozen": 12, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7,
    "billion": 10**9, "trillion": 10**12, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12,
}  # fmt: skip
_LOOSE: dict[str, tuple[float, float]] = {
    "dozens": (20, 99.99), "scores": (30, 199.99), "hundreds": (100, 999.99), "thousands": (10**3, 99_999.99),
    "millions": (10**6, 10**9), "billions": (10**9, 10**12),
}  # fmt: skip
_SEVERAL = {"several": (2, 9.99), "few": (2, 9.99), "couple": (2, 3), "many": (2, inf)}
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5,
          "fifths": 5, "tenth": 10, "tenths": 10}  # fmt: skip
_OPENING = frozenset(("tens", "a", "an", "one", *_LOOSE, *_SEVERAL, *_SMALL, *_PARTS))
_ROUNDING = 0.025
_PART_ROUNDING = 0.04


@dataclass(frozen=True, slots=True)
class Amount:
    """Between `low` and `high`, in the words up to `end`; a `share` of a whole counts in percent."""

    low: float
    high: float
    end: int
    share: bool = False


def amount(words: Sequence[Token], i: int) -> Amount | None:
    """The amount that starts at word `i`; None where none does.

    >>> from onrecord.record.compare.words import tokens
    >>> told = amount(tokens("three hundred and sixty houses"), 0)
    >>> told.low, told.high, told.end
    (360, 360, 4)
    >>> amount(tokens("half a million"), 0).high, amount(tokens("two thirds of it"), 0).share
    (500000.0, True)
    """
    if words[i].fold not in _OPENING and not words[i].fold[0].isdecimal():
        return None
    loose = _loose(words, i) or _fraction(words, i)
    if loose or _part_of_a_name(words, i):
        return loose
    exact = _digits(words, i) or _number_words(words, i)
    if exact is None:
        return None
    value, end = exact
    if _folds(words, end, 3) == ["and", "a", "half"] and words[i].fold != "one":
        value, end = (value + 0.5, end + 3) if value < 100 else (value * _and_a_half(value), end + 3)
    elif _folds(words, end, 3) == ["and", "a", "half"] and value == 1:
        value, end = 1.5, end + 3
    value, end = _scaled(words, value, end)
    slack = value * _ROUNDING if value >= 100 and value % 100 == 0 else 0
    return Amount(value - slack, value + slack, end)


def _and_a_half(value: float) -> float:
    """ "a million and a half" is half a million more."""
    scale = max(s for s in _SCALES.values() if s <= value)
    return 1 + 0.5 * scale / value


def _folds(words: Sequence[Token], start: int, count: int) -> list[str]:
    return [t.fold for t in words[start : start + count]]


def _loose(words: Sequence[Token], i: int) -> Amount | None:
    """ "dozens", "tens of thousands", "several hundred", "a couple"."""
    fold, after = words[i].fold, _folds(words, i + 1, 2)
    if fold in ("tens", "hundreds") and after[:1] == ["of"] and len(after) > 1 and after[1] in _LOOSE:
        low = (10 if fold == "tens" else 100) * _LOOSE[after[1]][0]
        return Amount(low, low * 10 - 0.01, i + 3)
    if fold in _LOOSE:
        return Amount(*_LOOSE[fold], i + 1)
    if fold in _SEVERAL:
        j = i + 1 + (after[:1] == ["of"])
        scale = _SCALES.get(words[j].fold.removesuffix("s")) if j < len(words) else None
        least, most = _SEVERAL[fold]
        if scale:
            return Amount(least * scale, most * scale, j + 1)
        if fold == "couple" and after[:1] == ["of"]:
            return Amount(least, most, i + 2)
    return None


def _fraction(words: Sequence[Token], i: int) -> Amount | None:
    """ "half a million" is a number; "half of", "two thirds of", "three in ten" are shares of a whole."""
    fold, after = words[i].fold, _folds(words, i + 1, 4)
    many, j = 1, i
    if fold in ("a", "one", "an") or (fold in _SMALL and _SMALL[fold] < 10):
        many, j = _SMALL.get(fold, 1), i + 1
        if _folds(words, j, 1) == ["-"]:
            j += 1
    part = _PARTS.get(words[j].fold) if j < len(words) else None
    if part and many < part and (j > i or part in (2, 4)):
        rest = _folds(words, j + 1, 3)
        scaled = [w for w in rest if w not in ("of", "a")]
        if scaled and scaled[0] in _SCALES and scaled[0] != "dozen" and "a" in rest[: rest.index(scaled[0])]:
            value = many / part * _SCALES[scaled[0]]
            slack = value * _ROUNDING
            return Amount(value - slack if slack else value, value, j + 2 + rest.index(scaled[0]))
        if rest[:1] == ["of"] and scaled:
            return _share(many / part, j + 1)
        return None
    if fold in _SMALL and after[:1] in (["in"], ["of"], ["out"]):
        k = i + 2 + (after[:2] == ["out", "of"])
        whole = _SMALL.get(words[k].fold, 0) if k < len(words) else 0
        if after[0] != "of" and whole in (4, 5, 10) and 0 < _SMALL[fold] < whole:
            return _share(_SMALL[fold] / whole, k + 1)
    return None


def _share(value: float, end: int) -> Amount:
    return Amount(100 * value * (1 - _PART_ROUNDING), 100 * value * (1 + _PART_ROUNDING), end, share=True)


def _part_of_a_name(words: Sequence[Token], i: int) -> bool:
    """A number tied to letters or to another number: "Su-35", "G7", "10:30", "23rd", "1990s", "2020/21"."""
    before = words[i - 1] if i else None
    if before and before.end == words[i].start and (before.fold in "-:/." or before.is_word):
        return not before.fold.isdigit() or before.fold == "-"
    after = words[i + 1] if i + 1 < len(words) else None
    if after and after.start == words[i].end:
        return after.fold in (":", "/", "st", "nd", "rd", "th", "s") and words[i].fold[0].isdigit()
    return bool(after and after.fold in ("o'clock", "am", "pm", "a.m", "p.m"))


def _digits(words: Sequence[Token], i: int) -> tuple[float, int] | None:
    fold = words[i].fold
    if not fold[0].isdecimal() or not fold.isascii():
        return None
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", fold):
        value, end = float(fold.replace(",", "")), i + 1
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+", fold):
        return None  # nine thousand in one country, nine in another
    elif re.fullmatch(r"\d{1,15}([.,]\d{1,6})?", fold):
        value, end = float(fold.replace(",", ".")), i + 1
        while (
            end < len(words)
            and re.fullmatch(r"\d{3}", words[end].fold)
            and words[end].start == words[end - 1].end + 1
        ):
            value, end = value * 1000 + float(words[end].fold), end + 1
    else:
        return None
    return _scaled(words, value, end)


def _number_words(words: Sequence[Token], i: int) -> tuple[float, int] | None:
    """ "nine thousand", "three hundred and sixty", "a hundred"; "one" only before a scale or a thing counted."""
    fold = words[i].fold
    if fold in ("a", "an") and i + 1 < len(words) and words[i + 1].fold in _SCALES:
        return _added(words, *_scaled(words, 1, i + 1))
    if fold not in _SMALL:
        return None
    after, before = words[i + 1] if i + 1 < len(words) else None, words[i - 1].fold if i else ""
    if fold == "one" and not (after and (after.fold in _SCALES or after.is_content or after.fold == "and")):
        return None
    lone = fold == "one" and after and after.fold not in _SCALES
    if lone and before in ("no", "any", "every", "some", "the", "this", "that", "day"):
        return None
    return _added(words, *_scaled(words, *_below_hundred(words, i)))


def _below_hundred(words: Sequence[Token], i: int) -> tuple[float, int]:
    """ "sixty", "sixty-four", "sixty four" at word `i`."""
    value, end = _SMALL[words[i].fold], i + 1
    if value >= 20 and value % 10 == 0:
        unit = end + (end < len(words) and words[end].fold == "-")
        if unit < len(words) and 0 < _SMALL.get(words[unit].fold, 0) < 10:
            return value + _SMALL[words[unit].fold], unit + 1
    return value, end


def _added(words: Sequence[Token], value: float, end: int) -> tuple[float, int]:
    """What follows a scale: "three hundred *and sixty*", "two thousand *four hundred*"."""
    while value >= 100 and end < len(words):
        start = end + (words[end].fold == "and")
        if start >= len(words) or words[start].fold not in _SMALL:
            break
        more, after = _scaled(words, *_below_hundred(words, start))
        if not 0 < more < _lowest_scale(value):
            break
        value, end = value + more, after
        value, end = _scaled(words, value, end) if value < 1000 else (value, end)
    return value, end


def _lowest_scale(value: float) -> float:
    return next((s for s in (10**12, 10**9, 10**6, 1000, 100) if value % s == 0 and value >= s), 1)


def _scaled(words: Sequence[Token], value: float, end: int) -> tuple[float, int]:
    last = end + 3  # "a hundred thousand million" is the most that anyone says
    while end < min(last, len(words)) and words[end].fold in _SCALES:
        value, end = value * _SCALES[words[end].fold], end + 1
    return value, end
