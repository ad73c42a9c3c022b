"""Amounts that two reports give for one thing, and that cannot both be right.

    "42 ships waited"      against   "62 ships waited"
    "23 were missing"      against   "nine people were missing"
    "2 million crowns"     against   "2 million dollars"
    "11 tonnes a day"      against   "11 tonnes a week"

Two amounts are of one thing where both count the same noun or fill the same place, and where what
is told of them is not told of something else: 180 people aboard are not the 12 people who died.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.record.compare.align import alike
from onrecord.record.compare.beside import ALIKE, ALMOST_ALL, Beside
from onrecord.record.compare.families import family
from onrecord.record.compare.quantities import Quantity, is_money
from onrecord.record.compare.words import COPULAS, FUNCTION, Token, placeless, stem
from onrecord.types import Clash

_SAME_MONEY = 0.5
"""Less need recur where each states one amount, of the same currency: 48 million crowns against 84 million crowns."""

_ANYBODY = frozenset(map(stem, ("people", "persons", "men", "women", "citizens")))
_PASSED_OVER = frozenset(("also", "already", "still", "not", "now", "then", "just", "yet"))


class Counted(NamedTuple):
    """An amount wherever it stands, with the word for what it counts and for what is told of them."""

    amount: Quantity
    noun: Token | None
    told: Token | None


def counted(words: Sequence[Token], amounts: Iterable[Quantity]) -> tuple[Counted, ...]:
    """The amounts among these words, free of their places."""
    return tuple(
        Counted(
            replace(one, first=0, number=0, end=0, shown=0, noun=None),
            placeless(words[one.noun]) if one.noun is not None else None,
            placeless(words[told]) if (told := _told(words, one)) is not None else None,
        )
        for one in amounts
    )


def may_clash(here: Sequence[Counted], there: Sequence[Counted]) -> bool:
    """Whether an amount of one report can stand against one of the other, before words are aligned."""
    return any(
        (one.amount.disagrees(other.amount) and _comparable(one, other))
        or one.amount.in_other_money(other.amount)
        or one.amount.in_other_time(other.amount)
        for one in here
        for other in there
    )


def _comparable(one: Counted, other: Counted) -> bool:
    """Whether any alignment could take two amounts of one measure for amounts of the same."""
    if one.told and other.told and not (alike(one.told, other.told) or _related(one.told, other.told)):
        return False
    if one.amount.unit or one.noun is None or other.noun is None:
        return True
    return alike(one.noun, other.noun) or bool({one.noun.stem, other.noun.stem} & _ANYBODY)


def numbers(both: Beside, here: Sequence[Quantity], there: Sequence[Quantity]) -> Iterator[Clash]:
    """The amounts `here` of the base with those of the other report that stand against them.

    >>> from onrecord.record.compare.beside import beside
    >>> from onrecord.record.compare.quantities import quantities
    >>> both = beside("It costs 2 million crowns a day.", "It costs 2 million dollars a day.")
    >>> list(numbers(both, quantities(both.base), quantities(both.own)))
    [Clash(kind='number', base='2 million crowns a day', own='2 million dollars a day')]
    """
    other = both.swapped()
    alone = _alone(here) & _alone(there)
    for one in here:
        rivals = (
            [q for q in there if q.measures == one.measures and _of_the_same(both, one, q, alone)]
            or [q for q in there if one.in_other_money(q) and _one_place(both, one, q)]
            or [q for q in there if one.in_other_time(q) and _one_number(both, one, q)]
        )
        if not rivals or any(not _against(one, q) for q in rivals):
            continue
        agreed = {id(q) for q in rivals for p in here if p.measures == q.measures and not p.disagrees(q)}
        for rival in rivals:
            if id(rival) not in agreed:
                yield Clash(
                    "number", both.phrase(one.first, one.shown), other.phrase(rival.first, rival.shown)
                )
                break


def _alone(amounts: Iterable[Quantity]) -> set[tuple[str, bool]]:
    """What is measured once only."""
    return {measured for measured, n in Counter(q.measures for q in amounts).items() if n == 1}


def _against(one: Quantity, other: Quantity) -> bool:
    return one.disagrees(other) or one.in_other_money(other)


def _one_place(both: Beside, one: Quantity, other: Quantity) -> bool:
    return both.same_slot(range(one.first, one.end), range(other.first, other.end))


def _one_number(both: Beside, one: Quantity, other: Quantity) -> bool:
    """Whether the number of one is the other's, and of the same: wherever it stands, two do not hit on it."""
    counts = one.noun is None or other.noun is None or both.partner.get(one.noun) == other.noun
    return both.partner.get(one.number) == other.number and (counts or bool(one.unit))


def _of_the_same(both: Beside, one: Quantity, other: Quantity, alone: Container[tuple[str, bool]]) -> bool:
    """Whether both count the same thing.

    The same noun, or the same place with no other noun in it, and nothing that tells them apart; or
    each the only one of its unit (`alone`) in reports that are almost the same.
    """
    back = both.swapped()
    paired = one.noun is not None and both.partner.get(one.noun) == other.noun
    held = _held(both, one) & {both.back[j] for j in _held(back, other) if j in both.back}
    if held and (paired or one.noun is None or other.noun is None):
        return True  # "23 were missing" against "nine people were missing"
    if _told_apart(both, one, other):
        return False
    return _in_one_place(both, one, other, paired) or (one.measures in alone and _only_one(both, one, other))


def _in_one_place(both: Beside, one: Quantity, other: Quantity, paired: bool) -> bool:
    slot = _one_place(both, one, other)
    noun, other_noun = _noun(both, one), _noun(both.swapped(), other)
    if one.unit in ("%", "points") or (one.unit and not paired):
        return slot
    if paired:
        near = max(both.agreement(one.number), both.swapped().agreement(other.number))
        return slot or near >= ALIKE
    if noun is not None and noun == other_noun and _counted_once(both, noun):
        return both.shared() >= ALIKE
    return slot and (noun is None or other_noun is None or noun == other_noun)


def _told_apart(both: Beside, one: Quantity, other: Quantity) -> bool:
    """Whether one thing is told of the one amount and another of the other: "died", "were aboard"."""
    here, there = _told(both.base, one), _told(both.own, other)
    if here is None or there is None or both.partner.get(here) == there:
        return False
    return not _related(both.base[here], both.own[there])


def _related(one: Token, other: Token) -> bool:
    """ "fell" and "were killed"."""
    return family(one.stem) == family(other.stem)


def _held(both: Beside, quantity: Quantity) -> set[int]:
    """The words that tell what an amount is of: what is told of it, and for want of a noun what it follows."""
    told = _told(both.base, quantity)
    before = quantity.first - 1
    if told is not None:
        return {told}
    if quantity.noun is not None:  # "45 injured" has none but the word that looks like one
        return {quantity.noun} if both.base[quantity.noun].fold.endswith("ed") else set()
    return {before} if before >= 0 and both.base[before].is_content else set()


def _told(words: Sequence[Token], quantity: Quantity) -> int | None:
    """The word that says what the counted do or are: "23 were still **missing**"; none for "40 ships off Kessel"."""
    at = quantity.end if quantity.noun is None else quantity.noun + 1
    auxiliary = False
    for i in range(at, min(at + 6, len(words))):
        word = words[i]
        if word.fold in COPULAS:
            auxiliary = True
        elif not word.is_word or (word.fold in FUNCTION and not auxiliary):
            return None
        elif word.is_content and word.fold not in _PASSED_OVER and not word.fold.endswith("ly"):
            return i
    return None


def _only_one(both: Beside, one: Quantity, other: Quantity) -> bool:
    """Whether two amounts, each the only one of its unit, count the same in all but the same words.

    What they count must agree, as far as it is told: the same noun, or "people" for "workers".
    """
    lone_money = is_money(one.unit)
    if both.shared() < (_SAME_MONEY if lone_money else ALMOST_ALL):
        return False
    if lone_money:
        return True
    noun, other_noun = _noun(both, one), _noun(both.swapped(), other)
    if one.unit == "":
        if not noun or not other_noun:  # "soldiers, 900 of them"
            return noun != other_noun or both.shared() == 1.0
        return noun == other_noun or bool({noun, other_noun} & _ANYBODY)
    before = [side[q.first - 1].fold if q.first else "" for side, q in ((both.base, one), (both.own, other))]
    return before[0] == before[1] or (noun is not None and noun == other_noun)


def _counted_once(both: Beside, noun: str) -> bool:
    return all(sum(t.stem == noun for t in side) == 1 for side in (both.base, both.own))


def _noun(both: Beside, quantity: Quantity) -> str | None:
    return both.base[quantity.noun].stem if quantity.noun is not None else None
