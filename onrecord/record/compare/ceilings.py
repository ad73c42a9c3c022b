"""A ceiling or a floor that one statement sets and another goes past: a change of position in figures.

    "We cannot offer more than 2 percent"    against    "the ministry could offer 5 per cent"
    "We will not pay less than 300 crowns"   against    "they will be paid 250 crowns"

The act must be the same, and stand in the later statement without a no.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.record.compare.claims import stated
from onrecord.record.compare.families import family
from onrecord.record.compare.polarity import denied, in_doubt
from onrecord.record.compare.quantities import Quantity
from onrecord.record.compare.words import Token, word_set
from onrecord.types import Clash

_MORE = frozenset(("more than", "over", "above", "exceeding", "upwards of"))
_LESS = frozenset(("less than", "fewer than", "under", "below"))
_NEAR = 5
"""So many words may stand between the act and its amount."""

_NO_MATTER = word_set(
    "percent per cent crown crowns dollar dollars euro euros hundred thousand million billion year month week day"
)


@dataclass(frozen=True, slots=True)
class _Bound:
    """An amount that an act is said not to pass; `at` is the word for the act, `start` where the no begins."""

    amount: Quantity
    most: bool
    at: int
    start: int


def past_a_bound(earlier: str, later: str, own: frozenset[str] = frozenset()) -> Iterator[Clash]:
    """Where one of two statements says "no more than so much" and the other gives more of it, or less of no less.

    `own` are the families of the actor's names, which tell nothing of the matter.

    >>> list(past_a_bound("The ministry cannot offer more than 2 percent.", "The ministry can offer 5 per cent."))
    [Clash(kind='number', base='cannot offer more than 2 percent', own='offer 5 per cent')]
    """
    for bound, amount in _past(earlier, later, own):
        yield Clash("number", bound, amount)
    for bound, amount in _past(later, earlier, own):
        yield Clash("number", amount, bound)


def _past(bounding: str, other: str, own: frozenset[str]) -> Iterator[tuple[str, str]]:
    here, there = stated(bounding), stated(other)
    no = denied(there.words)
    for bound in _bounds(here.words, here.amounts):
        act = family(here.words[bound.at].stem)
        for amount in there.amounts:
            at = _act_before(there.words, amount, act)
            if at is None or at in no or in_doubt(there.words, at) or amount.hedge in _MORE | _LESS:
                continue
            if not _goes_past(bound, amount) or not _of_one_matter(here.words, there.words, own | {act}):
                continue
            yield (
                _phrase(bounding, here.words, bound.start, bound.amount.end),
                _phrase(other, there.words, at, amount.end),
            )


def _bounds(words: Sequence[Token], amounts: Sequence[Quantity]) -> Iterator[_Bound]:
    for at, (start, _) in denied(words).items():
        for amount in amounts:
            if 0 < amount.first - at <= _NEAR and amount.hedge in _MORE | _LESS:
                yield _Bound(amount, amount.hedge in _MORE, at, start)


def _act_before(words: Sequence[Token], amount: Quantity, act: str) -> int | None:
    near = range(amount.first - 1, max(-1, amount.first - 1 - _NEAR), -1)
    return next((k for k in near if family(words[k].stem) == act), None)


def _goes_past(bound: _Bound, amount: Quantity) -> bool:
    least, most = bound.amount.stated
    past = amount.low > most if bound.most else amount.high < least
    return past and amount.measures == bound.amount.measures


def _of_one_matter(here: Sequence[Token], there: Sequence[Token], aside: frozenset[str]) -> bool:
    """Whether they have a word in common beside the act and the measure."""
    one, other = (
        {family(w.stem) for w in side if w.is_content and w.fold.isalpha() and w.fold not in _NO_MATTER}
        for side in (here, there)
    )
    return bool((one & other) - aside)


def _phrase(text: str, words: Sequence[Token], first: int, end: int) -> str:
    return text[words[first].start : words[end - 1].end]
