"""What is asked before words are aligned leaves out no pair that the alignment would find."""

from __future__ import annotations

from functools import partial
from itertools import combinations, pairwise

from evaluation.clashes import edits
from onrecord.record.compare.beside import beside
from onrecord.record.compare.claims import Claims, may_clash, rivals
from onrecord.record.compare.clashes import _attribution, between
from onrecord.record.compare.days import dates
from onrecord.record.compare.modality import modalities
from onrecord.record.compare.names import names
from onrecord.record.compare.numbers import numbers
from onrecord.record.compare.tense import tenses
from onrecord.types import Clash


def claim(content: str, named: tuple[str, ...] = ()) -> Claims:
    return Claims(content, "", tuple(n for n in named if n in content), False, False)


SOME = [
    claim(content, edit.names)
    for edit in list(edits())[::23]
    for content in dict.fromkeys((edit.base, edit.own))
]


def aligned(one: Claims, other: Claims) -> tuple[Clash, ...]:
    """The clashes of two reports, every kind looked for."""
    here, there = one.stated, other.stated
    checks = (
        partial(numbers, here=here.amounts, there=there.amounts),
        partial(dates, here=here.days, there=there.days),
        partial(names, here=one.names, there=other.names),
        partial(_attribution, base=one, own=other),
        modalities,
        tenses,
    )
    both = beside(one.content, other.content)
    return tuple(dict.fromkeys(clash for check in checks for clash in check(both)))


def test_no_clash_is_lost_by_asking_first() -> None:
    pairs = [(one, other) for one, other in combinations(SOME, 2) if one.content[:9] == other.content[:9]]
    pairs += list(pairwise(SOME))
    assert len(pairs) > 150
    assert sum(bool(aligned(*pair)) for pair in pairs) > 30
    for one, other in pairs:
        assert between(one, other) == aligned(one, other), (one.content, other.content)


def test_the_index_finds_every_two_that_could_clash() -> None:
    told = SOME[:60]
    possible = {(n, k) for n, k in combinations(range(len(told)), 2) if may_clash(told[n], told[k])}
    assert possible
    assert possible <= set(rivals(told))


def test_what_is_the_same_throughout_has_no_rivals() -> None:
    told = [claim(f"Nine ships lay off Kessel on Friday{tail}") for tail in ("", ", he said", " in the rain")]
    assert rivals(told) == []
