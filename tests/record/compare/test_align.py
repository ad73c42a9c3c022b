"""Alignment covers both texts, in order, in stretches that a reader can take in."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.compare import align
from onrecord.record.compare.align import CELLS
from onrecord.types import Segment

WORDS = st.sampled_from(
    [
        "the",
        "of",
        "a",
        "Harbour",
        "harbour",
        "League",
        "troops",
        "troop",
        "sent",
        "send",
        "not",
        ",",
        ".",
        "“",
        "9,000",
        "مرفأ",
        "é",
        "👍",
        "\u200d",
    ]
)
TEXT = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=40).map(" ".join))


def shown(base: str, own: str) -> list[tuple[str, str, str]]:
    return [(s.op, base[s.base.start : s.base.end], own[s.own.start : s.own.end]) for s in align(base, own)]


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_segments_cover_both_texts_in_order(base: str, own: str) -> None:
    segments = align(base, own)
    assert squeezed("".join(base[slice(*s.base.bounds)] for s in segments)) == squeezed(base)
    assert squeezed("".join(own[slice(*s.own.bounds)] for s in segments)) == squeezed(own)
    for side in ("base", "own"):
        places = [getattr(s, side) for s in segments]
        assert all(a.end <= b.start for a, b in itertools.pairwise(places))
    assert all(a.op != b.op or a.op == "reworded" for a, b in itertools.pairwise(segments))
    for s in segments:
        assert (s.base.start == s.base.end) == (s.op == "added")
        assert (s.own.start == s.own.end) == (s.op == "omitted")


@settings(max_examples=50, deadline=None)
@given(TEXT)
def test_a_text_against_itself_is_kept_whole(text: str) -> None:
    assert {s.op for s in align(text, text)} <= {"kept"}
    assert len(align(text, text)) <= 1


def test_two_translations_of_one_answer() -> None:
    base = "Naturally, nobody is going to send troops there in these days,"
    own = "Naturally, there is no intention to send troops there these days."
    assert shown(base, own) == [
        ("kept", "Naturally,", "Naturally,"),
        ("reworded", "nobody is going", "there is no intention"),
        ("kept", "to send troops there", "to send troops there"),
        ("omitted", "in", ""),
        ("kept", "these days,", "these days."),
    ]


def test_a_lone_function_word_between_two_changes_belongs_to_the_change() -> None:
    assert shown("the crew left in haste", "the crew departed in panic") == [
        ("kept", "the crew", "the crew"),
        ("reworded", "left in haste", "departed in panic"),
    ]


def test_a_dropped_sentence_is_shown_as_left_out_not_as_reworded() -> None:
    base = "Contacts arise as needed, and a channel for them exists. The matter requires a second look."
    own = "The matter certainly requires a second look."
    ops = shown(base, own)
    assert ops[0] == ("omitted", "Contacts arise as needed, and a channel for them exists.", "")
    assert ("added", "", "certainly") in ops


@pytest.mark.parametrize(
    ("one", "other"), [("organised", "organized"), ("Masoud", "Masood"), ("interfering", "interfere")]
)
def test_forms_and_spellings_of_a_word_answer_to_each_other(one: str, other: str) -> None:
    assert [op for op, _, _ in shown(f"they {one} again", f"they {other} again")] == [
        "kept",
        "reworded",
        "kept",
    ]


def test_the_opposite_is_no_spelling_of_the_word() -> None:
    ops = shown("that is acceptable", "that is unacceptable")
    assert ops[-1] == ("reworded", "acceptable", "unacceptable")


@pytest.mark.parametrize(
    ("base", "own", "ops"), [("", "", []), ("", "all new", ["added"]), ("all gone", " ", ["omitted"])]
)
def test_empty_sides(base: str, own: str, ops: list[str]) -> None:
    assert [s.op for s in align(base, own)] == ops


def test_very_long_texts_stay_within_the_table_and_are_covered() -> None:
    base = " ".join(f"word{n} and then" for n in range(900))
    own = " ".join(f"word{n} or then" for n in range(300, 1200))
    assert len(base.split()) * len(own.split()) > CELLS
    segments = align(base, own)
    assert squeezed("".join(own[slice(*s.own.bounds)] for s in segments)) == squeezed(own)
    assert segments[0].op == "omitted"


def test_long_texts_without_a_shared_word_are_reworded_as_a_whole() -> None:
    base, own = "aa " * 1200, "bb " * 1200
    segments = align(base, own)
    assert [s.op for s in segments] == ["reworded"]
    assert isinstance(segments[0], Segment)
