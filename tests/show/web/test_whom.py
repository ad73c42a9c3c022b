"""Whom a statement is about, and what is opposed to it, as a story's page tells."""

from __future__ import annotations

from dataclasses import replace

from onrecord.show.export.desk import Desk
from onrecord.show.export.page import Page
from onrecord.show.web.drawing import Mark, Row, timeline
from onrecord.show.web.whom import opposed, spoken_of
from onrecord.types import Actor, Match, Mention, Span
from tests.show.web.conftest import BRILL, RENN, reading

ACTORS = {"p-brill": Actor("p-brill", "Ona Brill", "person"), "p-renn": Actor("p-renn", "Ivo Renn", "person")}


def desk() -> Desk:
    """One article: in Brill's words both she and Renn are meant, outside of them Renn once more."""
    one = reading("a1")
    (words,), (outside,) = one.statements[0].content, one.statements[1].source
    mentions = (
        Mention(Span(words.start, words.start + 2), "name", "person"),
        Mention(Span(words.start + 3, words.start + 9), "pronoun", "person"),
        Mention(outside, "name", "person"),
    )
    entities = (replace(BRILL, mentions=(0,)), replace(RENN, mentions=(1, 2)))
    left, right = (statement.id for statement in one.statements)
    return Desk.of(
        Page(
            "",
            (replace(one, mentions=mentions, entities=entities),),
            actors=ACTORS,
            identified={("a1", 0): "p-brill", ("a1", 1): "p-renn"},
            links=(Match(left, right, "contradicts", 0.9), Match(left, "elsewhere", "contradicts", 0.9)),
        )
    )


def test_a_statement_is_about_whom_its_content_names_but_not_about_who_says_it() -> None:
    assert spoken_of(desk()) == {1: (ACTORS["p-renn"],)}


def test_opposed_is_told_of_both_sides_where_both_are_on_the_page() -> None:
    assert opposed(desk()) == {1: (2,), 2: (1,)}


def test_a_timeline_spans_the_width_whatever_its_days() -> None:
    drawn = timeline([Row("A", "/story/a", (Mark(738_000, "/x"), Mark(738_010, "/y", True)))])
    assert drawn
    assert [dot.x for dot in drawn.dots] == [1.2, 98.8]
    assert [dot.clash for dot in drawn.dots] == [False, True]
    assert len(drawn.ticks) > 2
    assert timeline([Row("A", "/story/a", ())]) is None
