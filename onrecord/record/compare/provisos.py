"""Conditions and limits that one report of a statement has and another has not.

    base    "it would strike on Monday unless the lease was withdrawn"
    own     "it would strike on Monday"                    ->  left out: unless the lease was withdrawn

Nothing is denied and no figure differs, and still the readers of the two are told different things.
Looked for only where both tell the clause that the condition belongs to, and where the other has no
condition, or no limit, of any kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.record.compare.beside import Beside, beside
from onrecord.record.compare.words import Token, word_set
from onrecord.types import Proviso, ProvisoKind, Report

_OPENING = word_set("unless if until till except")
_OPENING_PHRASES = (
    ("as", "long", "as"), ("so", "long", "as"), ("on", "condition"), ("subject", "to"), ("provided", "that"),
    ("providing", "that"), ("should", "it"), ("should", "they"), ("should", "the"), ("in", "case"),
)  # fmt: skip
_NO_CONDITION_AFTER = word_set(
    "even as ask asked asks asking wonder wondered know knows see say said tell told doubt"
)
"""After these "if" asks, or grants: "asked if he would go", "even if it rains"."""

_LIMITS = tuple(
    tuple(phrase.split())
    for phrase in (
        "for now", "so far", "for the time being", "at the moment", "at this stage", "at present", "this year",
        "this month", "this week", "tonight", "temporarily", "in principle", "partly", "in part", "initially",
    )
)  # fmt: skip

_KEPT, _LEAST_KEPT = 0.6, 2
"""So much of the sentence around it, and so many telling words, must stand in the other report as well."""

_ENDS = frozenset(".;:!?")
_LONGEST = 30

Place = tuple[ProvisoKind, int, int]


def provisos(base: Report, own: Report) -> tuple[Proviso, ...]:
    """Conditions and limits of `base` that `own` leaves out, and those that it adds.

    >>> from onrecord.types import Span, Statement
    >>> def report(content):
    ...     return Report(Statement(content, "a", (), (), (Span(0, 1),)), "a", 1, None, None, 0, content)
    >>> provisos(report("The pilots will strike on Monday unless they are paid."), report("The pilots will strike on Monday"))
    (Proviso(kind='condition', left_out=True, words='unless they are paid'),)
    """
    if base.content == own.content:
        return ()
    both = beside(base.content, own.content)
    other = both.swapped()
    here, there = tuple(_places(both.base)), tuple(_places(both.own))
    kinds = {kind for kind, _, _ in here}, {kind for kind, _, _ in there}
    return (
        *(_proviso(both, place, True) for place in here if place[0] not in kinds[1] and _alone(both, place)),
        *(
            _proviso(other, place, False)
            for place in there
            if place[0] not in kinds[0] and _alone(other, place)
        ),
    )


def _proviso(both: Beside, place: Place, left_out: bool) -> Proviso:
    kind, start, end = place
    return Proviso(kind, left_out, both.phrase(start, end))


def _places(words: Sequence[Token]) -> Iterator[Place]:
    """Where conditions and limits stand, from their first word to their last."""
    folds = [word.fold for word in words]
    i = 0
    while i < len(words):
        limit = next((len(p) for p in _LIMITS if tuple(folds[i : i + len(p)]) == p), 0)
        opens = (folds[i] in _OPENING and not (i and folds[i - 1] in _NO_CONDITION_AFTER)) or any(
            tuple(folds[i : i + len(p)]) == p for p in _OPENING_PHRASES
        )
        if limit:
            yield "limit", i, i + limit
            i += limit
        elif opens and (end := _clause_end(words, i)) > i + 1:
            yield "condition", i, end
            i = end
        else:
            i += 1


def _clause_end(words: Sequence[Token], start: int) -> int:
    """The end of the clause that begins at `start`: a stop, a comma, or a closing mark."""
    end = start + 1
    while end < min(len(words), start + _LONGEST) and words[end].is_word:
        end += 1
    return end


def _alone(both: Beside, place: Place) -> bool:
    """Whether the other report tells what it belongs to, and has no word of it."""
    _, start, end = place
    if any(i in both.partner for i in range(start, end) if both.base[i].is_content):
        return False
    first, last = start, end
    while first > 0 and both.base[first - 1].fold not in _ENDS:
        first -= 1
    while last < len(both.base) and both.base[last].fold not in _ENDS:
        last += 1
    around = [i for i in (*range(first, start), *range(end, last)) if both.base[i].is_content]
    kept = sum(i in both.partner for i in around)
    return kept >= max(_LEAST_KEPT, _KEPT * len(around))
