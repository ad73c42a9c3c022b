"""Whom a statement is about, and what is opposed to it, as a story's page tells."""

from __future__ import annotations

from dataclasses import replace

from onrecord.show.export.comparisons import Step
from onrecord.show.export.desk import Desk
from onrecord.show.export.page import Page
from onrecord.show.web.drawing import Mark, Row, chains, timeline
from onrecord.show.web.whom import opposed, spoken_of
from onrecord.types import Actor, Match, Mention, Span, StatementGroup
from tests.show.web.conftest import BRILL, RENN, reading

ACTORS = {"p-brill": Actor("p-brill", "Ona Brill", "person"), "p-renn": Actor("p-renn", "Ivo Renn", "person")}


def desk(*groups: StatementGroup) -> Desk:
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
            groups=groups,
            links=(Match(left, right, "contradicts", 0.9), Match(left, "elsewhere", "contradicts", 0.9)),
        )
    )


def test_a_statement_is_about_whom_its_content_names_but_not_about_who_says_it() -> None:
    assert spoken_of(desk()) == {1: (ACTORS["p-renn"],)}


def test_opposed_is_told_of_both_sides_where_both_are_on_the_page() -> None:
    assert opposed(desk()) == {1: (2,), 2: (1,)}


def test_nothing_is_opposed_to_itself() -> None:
    versions = StatementGroup("g", ("s0-2-a1", "s1-2-a1"), ("a1",))
    assert opposed(desk(versions)) == {}


def test_a_line_passes_by_the_boxes_of_other_chains() -> None:
    def steps(*names: str) -> tuple[Step, ...]:
        return tuple(Step(name, "", "") for name in names)

    drawn = chains([steps("The Post", "Tal"), steps("The Mail", "KTA", "Tal")])
    (wire,) = [one for one in drawn.nodes if one.kind == "channel"]
    passing = [one.path for one in drawn.links if one.path.endswith(f"h{wire.width:.0f}")]
    assert len(passing) == 1
    height = float(passing[0].rpartition(" ")[2].partition("h")[0])
    assert abs(height - wire.y) > 28, "a box is 28 pixels high"
    assert drawn.words == "The Post ←  Tal; The Mail ←  KTA ←  Tal".replace("←  ", "← ")


def test_many_chains_that_go_on_alike_begin_in_one_box() -> None:
    told = [(Step(f"Outlet {n}", "", ""), Step("Tal" if n % 2 else "Orr", "", "")) for n in range(20)]
    drawn = chains(told)
    assert [one.whole.partition(":")[0] for one in drawn.nodes if one.kind == "outlet"] == ["10 outlets"] * 2
    assert len(chains(told[:10]).nodes) == 12


def test_a_timeline_spans_the_width_whatever_its_days() -> None:
    drawn = timeline([Row("A", "/story/a", (Mark(738_000, "/x"), Mark(738_010, "/y", True)))])
    assert drawn
    assert [dot.x for dot in drawn.dots] == [1.2, 98.8]
    assert [dot.clash for dot in drawn.dots] == [False, True]
    assert len(drawn.ticks) > 2
    assert timeline([Row("A", "/story/a", ())]) is None
