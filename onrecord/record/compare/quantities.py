"""Amounts that a content states, as ranges with a unit: "more than 360", "$2 million", "5%", "two weeks".

Every amount is a range from `low` to `high`, because words leave room: "about 9,000" agrees with
8,900, "hundreds" with 360, "more than 360" with 400. Two amounts clash only when their ranges do
not touch. Lengths, weights and times are brought to one unit each (units.csv), so that 1 km agrees
with 1,000 metres. Numbers inside dates are none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import isclose

from onrecord.record.compare.amounts import Amount, amount
from onrecord.record.compare.words import COPULAS, Token, word_set

_MONEY = {
    "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₽": "ruble", "₺": "lira", "₴": "hryvnia",
    "dollar": "dollar", "usd": "dollar", "euro": "euro", "eur": "euro", "pound": "pound", "sterling": "pound",
    "yen": "yen", "rupee": "rupee", "ruble": "ruble", "rouble": "ruble", "yuan": "yuan", "franc": "franc",
    "lira": "lira", "peso": "peso", "crown": "crown", "krona": "crown", "krone": "crown", "koruna": "crown",
    "zloty": "zloty", "dirham": "dirham", "riyal": "riyal", "rial": "riyal", "dinar": "dinar", "won": "won",
    "cent": "cent", "hryvnia": "hryvnia", "mark": "mark", "shilling": "shilling", "rand": "rand", "baht": "baht",
    "ringgit": "ringgit", "rupiah": "rupiah", "forint": "forint", "shekel": "shekel", "naira": "naira",
}  # fmt: skip
_ONE_MONEY = (frozenset(("dollar", "peso")), frozenset(("pound", "lira")))
"""Currencies that share a sign or are translated by one another's name."""

_CURRENCIES = frozenset(_MONEY.values())

_RATE_WORDS = word_set("a an per each every")
_RATES = {
    "hourly": 3_600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_629_800.0, "yearly": 31_557_600.0,
    "annually": 31_557_600.0,
}  # fmt: skip
_NO_RATE = word_set("ago earlier before later after on")
"""After "a year" these tell a day: "up from 300 a year ago"."""


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return unit in _CURRENCIES


# What stands before a number: how far the real amount may lie below and above it.
_HEDGES: dict[str, tuple[float, float]] = {
    "more than": (1, 3), "over": (1, 3), "above": (1, 3), "at least": (1, 3), "upwards of": (1, 3),
    "no fewer than": (1, 3), "no less than": (1, 3), "not less than": (1, 3), "exceeding": (1, 3),
    "less than": (0, 1), "fewer than": (0, 1), "under": (0, 1), "below": (0, 1), "up to": (0, 1), "at most": (0, 1),
    "no more than": (0, 1), "not more than": (0, 1), "as many as": (0.8, 1), "as much as": (0.8, 1),
    "nearly": (0.85, 1), "almost": (0.85, 1), "close to": (0.85, 1.1), "some": (0.88, 1.12), "about": (0.88, 1.12),
    "around": (0.88, 1.12), "roughly": (0.88, 1.12), "approximately": (0.88, 1.12), "circa": (0.88, 1.12),
    "an estimated": (0.88, 1.12),
}  # fmt: skip
_ROUNDED = 1.06
_CONVERTED = 0.04
"""How far two amounts in different units of one kind may lie apart: months have no fixed length."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount between `low` and `high` of `unit` ("%", a currency, what it measures, or "" for a count).

    `first` to `end` are token indices of the amount with its hedge and unit; `number` the token
    of the number; `noun` the index of the word that says of what, None where the text ends first.
    `stated` is the range without its hedge ("more than"). `written` is the unit as the text has it.
    `per`: the seconds of the time in which it is so much ("a day"), 0 for none; the range is that of
    one second. `shown` is where it ends for a reader, with what is counted and that time.
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
    written: str = ""
    per: float = 0
    shown: int = 0

    @property
    def rate(self) -> bool:
        """Whether it is so much in a time."""
        return self.per > 0

    @property
    def measures(self) -> tuple[str, bool]:
        """What only amounts of the same have in common: the unit, and whether it is in a time."""
        return self.unit, self.rate

    def in_other_money(self, other: Quantity) -> bool:
        """Whether both give the same number of different currencies, or of percent and of points."""
        units = frozenset((self.unit, other.unit))
        other_unit = (units <= _CURRENCIES and units not in _ONE_MONEY) or units == {"%", "points"}
        return len(units) == 2 and other_unit and self.rate == other.rate and self.stated == other.stated

    def in_other_time(self, other: Quantity) -> bool:
        """Whether both give the same number in different times: "11 billion a day", "11 billion a week"."""
        here, there = self.stated[0] * self.per, other.stated[0] * other.per
        return 0 < self.per != other.per > 0 and self.unit == other.unit and isclose(here, there)

    def disagrees(self, other: Quantity) -> bool:
        """Whether both, in the same unit, cannot be the same amount."""
        here, there = (self.low, self.high), (other.low, other.high)
        if self.hedge == other.hedge:  # "less than 30" against "less than 60"
            here, there = self.stated, other.stated
        room = 1 + _CONVERTED if self.written != other.written else 1
        return self.measures == other.measures and (here[0] > there[1] * room or there[0] > here[1] * room)


def quantities(words: Sequence[Token], not_in: Iterable[range] = ()) -> tuple[Quantity, ...]:
    """The amounts in a tokenised text, leaving out token ranges such as dates.

    >>> from onrecord.record.compare.words import tokens
    >>> [(q.low, q.high, q.unit) for q in quantities(tokens("Hundreds of men lost $2 million, or 5%."))]
    [(100.0, 999.99, ''), (1950000.0, 2050000.0, 'dollar'), (5.0, 5.0, '%')]
    >>> [(q.low, q.unit) for q in quantities(tokens("a 1.5 km wall and two weeks"))]
    [(1500.0, 'length'), (1209600.0, 'time')]
    >>> one, other = (quantities(tokens(text))[0] for text in ("2 million crowns a day", "60 million crowns a month"))
    >>> one.rate, one.disagrees(other)
    (True, False)
    """
    taken = {i for r in not_in for i in r}
    found: list[Quantity] = []
    i = 0
    while i < len(words):
        told = None if i in taken else amount(words, i)
        if told is None:
            i += 1
            continue
        quantity = _with_surroundings(words, i, told, floor=found[-1].end if found else 0)
        found.append(quantity)
        i = quantity.end
    return tuple(found)


def _with_surroundings(words: Sequence[Token], number: int, told: Amount, floor: int) -> Quantity:
    """The amount with the currency and hedge before it, and the unit and noun after it."""
    low, high, end = told.low, told.high, told.end
    first, unit, written = number, "%" if told.share else "", ""
    if first > floor and words[first - 1].fold in _MONEY:
        first, unit = first - 1, _MONEY[words[first - 1].fold]
    scale = {"k": 10**3, "m": 10**6, "b": 10**9}.get(words[end].fold) if end < len(words) else None
    if scale and words[end].start == words[end - 1].end and (unit or _money(_fold(words, end + 1))):
        low, high, end = low * scale, high * scale, end + 1
    if not told.share:
        unit, written, end, times = _unit(words, unit, end)
        low, high = float(low * times), float(high * times)
        if written and _folds(words, end, 3) == ["and", "a", "half"] and told.low == told.high < 10:
            low, high, end = low + times / 2, high + times / 2, end + 3
    stated, hedged = (low, high), ""
    for length in (3, 2, 1):
        hedge = " ".join(_folds(words, max(floor, first - length), first - max(floor, first - length)))
        if hedge in _HEDGES and first - length >= floor:
            down, up = _HEDGES[hedge]
            if down < 1 < up and high <= low * _ROUNDED:
                low = high = (low + high) / 2  # "about" is all the room there is: a round number needs none
            low, high, first, hedged = low * down, high * up, first - length, hedge
            break
    time, end = _in_time(words, end) if unit else (0.0, end)
    noun, shown = _counted(words, end), end
    if noun is not None and not time and (not unit or _fold(words, end) == "of"):
        time, after = _in_time(words, noun + 1)
        shown = after if time else end
    if time:
        low, high, stated = low / time, high / time, (stated[0] / time, stated[1] / time)
        written += f" in {time:.0f} s"
    return Quantity(low, high, unit, first, number, end, noun, stated, hedged, written, time, shown)


def _counted(words: Sequence[Token], end: int) -> int | None:
    """The word that says what is counted; none after a stop, or where a verb follows at once."""
    for k in range(end, min(end + 4, len(words))):
        if words[k].is_content:
            return k
        if words[k].fold in COPULAS or not (words[k].is_word or words[k].fold == "-"):
            return None
    return None


def _in_time(words: Sequence[Token], at: int) -> tuple[float, int]:
    """The seconds of "a day", "per month", "weekly" at word `at`, and the word after it; 0 for none."""
    if seconds := _RATES.get(_fold(words, at)):
        return seconds, at + 1
    unit = _measures().get(_fold(words, at + 1))
    is_rate = _fold(words, at) in _RATE_WORDS and unit and unit[0] == "time"
    return (unit[2], at + 2) if unit and is_rate and _fold(words, at + 2) not in _NO_RATE else (0.0, at)


def _unit(words: Sequence[Token], unit: str, end: int) -> tuple[str, str, int, float]:
    """The unit from word `end` on: what it measures, as written, where it ends, and its factor."""
    after = [_fold(words, end), _fold(words, end + 1)]
    times, written = 1.0, ""
    if after[0] == "%" or after[0] == "percent":
        unit, end = "%", end + 1
    elif after[0] == "per" and after[1] in ("cent", "cents"):
        unit, end = "%", end + 2
    elif after[0] == "percentage" and after[1] in ("point", "points"):
        unit, end = "points", end + 2
    elif not unit and (money := _money(after[0])):
        unit, end = money, end + 1
    elif not unit:
        at = end + (after[0] == "-")
        if (told := _measures().get(_fold(words, at))) and not _is_old(words, at):
            unit, written, times = told
            end = at + 1
    if unit == "%" and end < len(words) and words[end].fold in ("point", "points"):
        unit, end = "points", end + 1
    return unit, written, end, times


def _is_old(words: Sequence[Token], at: int) -> bool:
    """ "34 years old", "a 34-year-old" tell an age; both ways to write it name the same noun."""
    return _folds(words, at + 1, 2) == ["-", "old"] or _fold(words, at + 1) == "old"


def _money(fold: str) -> str | None:
    return _MONEY.get(fold) or _MONEY.get(fold.removesuffix("s"))


@cache
def _measures() -> dict[str, tuple[str, str, float]]:
    """Each form of a unit: what it measures, the unit's name, how much of the common unit it is."""
    with files(__package__).joinpath("units.csv").open(encoding="utf-8") as table:
        return {
            form: (row["measures"], row["unit"], float(row["times"]))
            for row in csv.DictReader(table)
            for form in row["forms"].split()
        }


def _fold(words: Sequence[Token], i: int) -> str:
    return words[i].fold if i < len(words) else ""


def _folds(words: Sequence[Token], start: int, count: int) -> list[str]:
    return [t.fold for t in words[start : start + count]]
