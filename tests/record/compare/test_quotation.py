"""Quotation marks moved, a question left out, and what versions disagree on whatever the base."""

from __future__ import annotations

import pytest

from onrecord.record.compare import contradictions, versions
from onrecord.record.compare.quotation import quote_shifts
from onrecord.types import Manner, QuoteShift
from tests.record.compare.reports import on, report


@pytest.mark.parametrize(
    ("base", "base_manner", "own", "own_manner", "kind", "words"),
    [
        ('he would end the "long" strike', "mixed", 'he would end the "long strike"', "mixed", "put_in", "strike"),
        ('he would end the "long strike"', "mixed", 'he would end the "long" strike', "mixed", "taken_out", "strike"),
        ('"The dam will hold."', "direct", 'the dam "will hold"', "mixed", "taken_out", "The dam"),
        ('"The dam will hold."', "direct", 'the dam will hold “for ever”', "mixed", "put_in", "for ever"),
        ("it was a «bad» day in town", "mixed", "it was a «bad day» in town", "mixed", "put_in", "day"),
    ],
)  # fmt: skip
def test_moved_marks_are_found(
    base: str, base_manner: Manner, own: str, own_manner: Manner, kind: str, words: str
) -> None:
    shifts = quote_shifts(report(base, manner=base_manner), report(own, manner=own_manner))
    assert any(s.kind == kind and s.words == words for s in shifts), shifts


@pytest.mark.parametrize(
    ("base", "own"),
    [
        ("the dam would hold", "the dam will hold"),
        ('the "old" dam', "the “old” dam"),
        ("it's the dam's end, isn't it", "it is 'the end' of the dam"),
        ("", '""'),
    ],
)
def test_unmoved_marks_are_not(base: str, own: str) -> None:
    assert quote_shifts(report(base, manner="mixed"), report(own, manner="mixed")) == ()


def test_a_shift_the_other_way_round_is_the_opposite() -> None:
    one = report('the "long" strike', manner="mixed", id="1")
    other = report('the "long strike"', manner="mixed", id="2")
    assert quote_shifts(one, other) == (QuoteShift("put_in", "strike"),)
    assert quote_shifts(other, one) == (QuoteShift("taken_out", "strike"),)


WHOLE = '"We do not like the verdict, but we will pay. Nobody here is rich."'


@pytest.mark.parametrize(
    ("own", "manner", "words"),
    [
        ('"We do not like the verdict."', "direct", ["but we will pay"]),
        ('that they "do not like the verdict"', "mixed", ["but we will pay"]),
        ('"We do not like the verdict, but we will pay."', "direct", []),
        ('"Nobody here is rich."', "direct", []),
        ("they do not like the verdict", "indirect", []),
    ],
)
def test_a_quotation_that_stops_before_it_turns_is_marked(own: str, manner: Manner, words: list[str]) -> None:
    shifts = quote_shifts(report(WHOLE), report(own, manner=manner))
    assert [s.words for s in shifts if s.kind == "broken_off"] == words


def test_a_question_left_out_is_said() -> None:
    asked = report("It will hold.", id="1", question="whether the dam was safe")
    bare = report("It will hold.", id="2")
    assert [v.question_left_out for v in versions(asked, [asked, bare])] == [False, True]
    assert [v.question_left_out for v in versions(bare, [asked, bare])] == [False, False]


def test_contradictions_name_every_side_once() -> None:
    told = [
        report("Some 42 sailors remain aboard.", id="a", published=on(1)),
        report("62 sailors remain aboard.", id="b", published=on(2)),
        report("62 sailors remain aboard.", id="c", published=on(3)),
    ]
    (found,) = contradictions("g", told)
    assert (found.kind, found.group_id) == ("number", "g")
    assert found.sides == (("Some 42", ("a",)), ("62", ("b", "c")))
    assert contradictions("g", told[1:]) == ()


def test_two_ways_to_write_one_value_are_one_side() -> None:
    told = [
        report("Thirty thousand nurses will walk out.", id="a", published=on(1)),
        report("Some 3,000 nurses will walk out.", id="b", published=on(2)),
        report("30,000 nurses will walk out.", id="c", published=on(3)),
        report("4,400 nurses will walk out.", id="d", published=on(4)),
    ]
    (found,) = contradictions("g", told)
    assert found.sides == (("Thirty thousand", ("a", "c")), ("Some 3,000", ("b",)), ("4,400", ("d",)))


def test_whoever_has_one_of_the_names_is_on_its_side() -> None:
    told = [
        report("The ferry sank off Orsk on Sunday.", ("Orsk",), id="a", published=on(1)),
        report("The ferry sank off Kessel on Sunday.", ("Kessel",), id="b", published=on(2)),
        report(
            "Some forty fled the burning ferry before it went down near Orsk.",
            ("Orsk",),
            id="c",
            published=on(3),
        ),
    ]
    (found,) = contradictions("g", told)
    assert (found.kind, found.sides) == ("name", (("Orsk", ("a", "c")), ("Kessel", ("b",))))
