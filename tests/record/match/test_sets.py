"""What sets share, and pairs of reports screened by it: nothing is lost on the way."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluation.clashes import edits
from onrecord.record.match.look import Look
from onrecord.record.match.screen import HOPELESS, hopeful
from onrecord.record.match.sets import hashed, laid, shared, shared_each
from onrecord.record.match.words import spelling
from tests.record.match.reports_made_up import bank

SETS = st.lists(st.frozensets(st.text(max_size=2), max_size=5), max_size=6)


def weigh(key: str) -> int:
    return len(key) + 2


@given(SETS, SETS)
def test_shared_is_what_each_two_sets_share(left: list[frozenset[str]], right: list[frozenset[str]]) -> None:
    found = shared(left, right, weigh)
    assert found.shape == (len(left), len(right))
    assert found.tolist() == [[float(sum(map(weigh, one & other))) for other in right] for one in left]


@given(st.lists(st.tuples(*3 * [st.frozensets(st.integers(0, 9))]), min_size=1, max_size=5))
def test_sets_of_one_owner_do_not_meet_one_another(owners: list[tuple[frozenset[int], ...]]) -> None:
    told = laid([hashed(sets, (None, weigh_number, None)) for sets in owners])
    found = shared_each(told, told)
    assert len(found) == 3
    for place, table in enumerate(found):
        for i, j in np.ndindex(table.shape):
            both = owners[i][place] & owners[j][place]
            assert table[i, j] == (sum(map(weigh_number, both)) if place == 1 else len(both))
    assert np.array_equal(shared_each(told, told, first=1)[0], found[0])


def weigh_number(key: int) -> int:
    return 3 * key + 1


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_spelling_of_many_is_the_spelling_of_each(texts: list[str]) -> None:
    assert np.array_equal(spelling(texts), np.concatenate([spelling([text]) for text in texts]))


def test_no_pair_that_could_be_linked_is_screened_out() -> None:
    told = [content for edit in list(edits())[::29] for content in (edit.base, edit.own)]
    sides = [bank(name, tuple(told[n::3])) for n, name in enumerate(("Herald", "Courier", "Post"))]
    linked = 0
    for left, right in combinations(sides, 2):
        look, kept = Look(left, right), hopeful(left, right)
        likely = (np.maximum(look.odds, look.trusting) >= HOPELESS) | look.regardless
        assert not (likely & ~kept).any()
        assert not kept.all()
        linked += int(likely.sum())
    assert linked > 10
