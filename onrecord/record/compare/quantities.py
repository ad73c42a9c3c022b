"""Amounts that a content states, as ranges: "more than 360", "9 thousand", "several hundred", "5%".

Every amount is a range from `low` to `high`, because words leave room: "about 9,000" agrees with
8,900, "hundreds" with 360, "more than 360" with 400. Two amounts clash only when their ranges do
not touch. Numbers inside dates, names ("G7", "Su-35") and clock times are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
_LOOSE = {
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
}
_SEVERAL = {"several": (2, 9.99), "few": (2, 9.99), "couple": (2, 3), "many": (2, inf)}
_MONEY = {
    "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₽": "ruble", "₺": "lira", "₴": "hryvnia",
    "dollar": "dollar", "usd": "dollar", "euro": "euro", "eur": "euro", "pound": "pound", "sterling": "pound",
    "yen": "yen", "rupee": "rupee", "ruble": "ruble", "rouble": "ruble", "yuan": "yuan", "franc": "franc",
    "lira": "lira", "peso": "peso", "crown": "crown", "krona": "krona", "zloty": "zloty", "dirham": "dirham",
    "riyal": "riyal", "rial": "rial", "dinar": "dinar", "won": "won", "cent": "cent", "hryvnia": "hryvnia",
}  # fmt: skip

# What stands before a number: how far the real amount may lie below and above it.
_HEDGES: dict[str, tuple[float, float]] = {
    "more than": (1, 3), "over": (1, 3), "above": (1, 3), "at least": (1, 3), "upwards of": (1, 3),
    "no fewer than": (1, 3), "no less than": (1, 3), "not less than": (1, 3), "exceeding": (1, 3),
    "less than": (0, 1), "fewer than": (0, 1), "under": (0, 1), "below": (0, 1), "up to": (0, 1), "at most": (0, 1),
    "no more than": (0, 1), "not more than": (0, 1), "as many as": (0.8, 1), "as much as": (0.8, 1),
    "nearly": (0.85, 1), "almost": (0.85, 1), "close to": (0.85, 1.1), "some": (0.85, 1.15), "about": (0.85, 1.15),
    "around": (0.85, 1.15), "roughly": (0.85, 1.15), "approximately": (0.85, 1.15), "circa": (0.85, 1.15),
    "an estimated": (0.85, 1.15),
}  # fmt: skip
_ROUNDING = 0.025


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount between `low` and `high` of `unit` ("%", a currency, or "" for a plain number).

    `first` to `end` are token indices of the amount with its hedge and unit; `number` the token
    of the number; `noun` the index of the word that says of what, None where the text ends first.
    `stated` is the range without its hedge ("more than").
    """

    low: float
    high: float
    unit: str
    first: int
    number: int
    end: int
    noun: int | None
    stated: tuple[float, float] = (0, 0)
    hedge: str = ""

    def disagrees(self, other: Quantity) -> bool:
        """Whether both, in the same unit, cannot be the same amount."""
        here, there = (self.low, self.high), (other.low, other.high)
        if self.hedge == other.hedge:  # "less than 30" against "less than 60"
            here, there = self.stated, other.stated
        return self.unit == other.unit and (here[0] > there[1] or there[0] > here[1])


def quantities(words: Sequence[Token], not_in: Iterable[range] = ()) -> tuple[Quantity, ...]:
    """The amounts in a tokenised text, leaving out token ranges such as dates.

    >>> from onrecord.record.compare.words import tokens
    >>> [(q.low, q.high, q.unit) for q in quantities(tokens("Hundreds of men lost $2 million, or 5%."))]
    [(100, 999.99, ''), (1950000.0, 2050000.0, 'dollar'), (5.0, 5.0, '%')]
    """
    taken = {i for r in not_in for i in r}
    found: list[Quantity] = []
    i = 0
    while i < len(words):
        amount = None if i in taken else _amount(words, i)
        if amount is None:
            i += 1
            continue
        quantity = _with_surroundings(words, i, amount, floor=found[-1].end if found else 0)
        found.append(quantity)
        i = quantity.end
    return tuple(found)


def _amount(words: Sequence[Token], i: int) -> tuple[float, float, int] | None:
    """The range that starts at word `i`, and where it ends."""
    fold = words[i].fold
    if fold in _LOOSE:
        low = _LOOSE[fold]
        return (low, low * 10 - 0.01, i + 1)
    if (
        fold in ("tens", "hundreds")
        and i + 2 < len(words)
        and words[i + 1].fold == "of"
        and words[i + 2].fold in _LOOSE
    ):
        low = (10 if fold == "tens" else 100) * _LOOSE[words[i + 2].fold]
        return (low, low * 10 - 0.01, i + 3)
    if fold in _SEVERAL:
        j = i + 1 + (words[i + 1].fold == "of" if i + 1 < len(words) else 0)
        scale = _SCALES.get(words[j].fold.removesuffix("s")) if j < len(words) else None
        least, most = _SEVERAL[fold]
        return (least * scale, most * scale, j + 1) if scale else None
    if _part_of_a_name(words, i):
        return None
    exact = _digits(words, i) or _number_words(words, i)
    if exact is None:
        return None
    value, end = exact
    slack = value * _ROUNDING if value >= 100 and value % 100 == 0 else 0
    return (value - slack, value + slack, end)


def _part_of_a_name(words: Sequence[Token], i: int) -> bool:
    """A number tied to letters or to another number: "Su-35", "G7", "10:30", "23rd", "2020/21"."""
    before = words[i - 1] if i else None
    if before and before.end == words[i].start and (before.fold in "-:/." or before.is_word):
        return not before.fold.isdigit() or before.fold == "-"
    after = words[i + 1] if i + 1 < len(words) else None
    if after and after.start == words[i].end:
        return after.fold in (":", "/", "st", "nd", "rd", "th") and words[i].fold[0].isdigit()
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
    """ "nine thousand", "twenty-five", "a hundred"; "one" only before a scale or a thing counted."""
    fold = words[i].fold
    if fold in ("a", "an") and i + 1 < len(words) and words[i + 1].fold in _SCALES:
        return _scaled(words, 1, i + 1)
    if fold not in _SMALL:
        return None
    if fold == "one" and not (
        i + 1 < len(words) and (words[i + 1].fold in _SCALES or words[i + 1].is_content)
    ):
        return None
    if (
        fold == "one"
        and i
        and words[i - 1].fold in ("no", "any", "every", "some", "the", "this", "that", "day")
    ):
        return None
    value, end = _SMALL[fold], i + 1
    if value >= 20 and value % 10 == 0:
        unit = end + (end < len(words) and words[end].fold == "-")
        if unit < len(words) and 0 < _SMALL.get(words[unit].fold, 0) < 10:
            value, end = value + _SMALL[words[unit].fold], unit + 1
    return _scaled(words, value, end)


def _scaled(words: Sequence[Token], value: float, end: int) -> tuple[float, int]:
    last = end + 3  # "a hundred thousand million" is the most that anyone says
    while end < min(last, len(words)) and words[end].fold in _SCALES:
        value, end = value * _SCALES[words[end].fold], end + 1
    return value, end


def _with_surroundings(
    words: Sequence[Token], number: int, amount: tuple[float, float, int], floor: int
) -> Quantity:
    """The amount with the currency and hedge before it, and the unit and noun after it."""
    low, high, end = amount
    first, unit = number, ""
    if first > floor and words[first - 1].fold in _MONEY:
        first, unit = first - 1, _MONEY[words[first - 1].fold]
    if (
        unit
        and end < len(words)
        and words[end].fold in ("m", "b", "k")
        and words[end].start == words[end - 1].end
    ):
        scale = {"k": 10**3, "m": 10**6, "b": 10**9}[words[end].fold]
        low, high, end = low * scale, high * scale, end + 1
    after = [words[k].fold if k < len(words) else "" for k in range(end, end + 3)]
    if after[0] == "%" or after[0] == "percent":
        unit, end = "%", end + 1
    elif after[0] == "per" and after[1] in ("cent", "cents"):
        unit, end = "%", end + 2
    elif not unit and (money := _MONEY.get(after[0]) or _MONEY.get(after[0].removesuffix("s"))):
        unit, end = money, end + 1
    if unit == "%" and end < len(words) and words[end].fold in ("point", "points"):
        unit, end = "points", end + 1
    stated, hedged = (low, high), ""
    for length in (3, 2, 1):
        hedge = " ".join(t.fold for t in words[max(floor, first - length) : first])
        if hedge in _HEDGES and first - length >= floor:
            down, up = _HEDGES[hedge]
            low, high, first, hedged = low * down, high * up, first - length, hedge
            break
    noun = next((k for k in range(end, min(end + 4, len(words))) if words[k].is_content), None)
    if noun is not None and any(not words[k].is_word and words[k].fold != "-" for k in range(end, noun)):
        noun = None
    return Quantity(low, high, unit, first, number, end, noun, stated, hedged)
