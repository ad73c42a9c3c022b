"""The controlled edits are sound, and a part of them stays above the bar."""

from __future__ import annotations

from collections import Counter

from evaluation.clashes import Score, below_floors, edits, found, score


def test_there_are_enough_edits_of_each_kind_in_both_halves() -> None:
    every = list(edits())
    for half in (True, False):
        kinds = Counter(e.expected for e in every if e.testing is half)
        assert sum(kinds.values()) > 400
        assert all(kinds[k] >= 20 for k in ("number", "date", "name", "negation", "modality", "tense"))
        assert kinds[None] > 200


def test_no_slot_is_left_open_and_each_edit_changes_something() -> None:
    for edit in edits():
        assert "{" not in edit.base + edit.own
        assert edit.base != edit.own


def test_pairs_written_by_hand_give_no_false_alarm() -> None:
    scores, errors = score(e for e in edits() if e.entry.startswith("hand"))
    # every pair counts each way round: two pairs of those set aside for measuring give an alarm
    assert sum(s.wrong for s in scores.values()) <= 4, errors
    assert all(scores[k].recall >= 70 for k in ("number", "date", "negation"))


def test_a_clash_is_found_whichever_way_round() -> None:
    base, own = "On Friday 42 ships left Torvik.", "62 ships left Torvik on Friday."
    assert [c.kind for c in found(base, own, ())] == [c.kind for c in found(own, base, ())] == ["number"]


def test_a_figure_below_the_bar_is_named() -> None:
    assert below_floors({"number": Score(80, 20, 0, 100)})[0].startswith("number: precision 80.0")
    assert below_floors({"tense": Score(100, 0, 0, 100)}) == []
