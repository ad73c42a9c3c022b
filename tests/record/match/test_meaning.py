"""What vectors, questions, weekdays and words like "repeated" add to a pair, in made-up reports."""

from dataclasses import replace
from datetime import date
from math import sqrt

from reports_made_up import report

from onrecord.record.match import matches
from onrecord.record.match.features import meaning
from onrecord.record.match.look import Look
from onrecord.types import VECTOR_WIDTH, RelativeDay, Report, Said

THURSDAY, FRIDAY = date(2031, 9, 18), date(2031, 9, 19)


def relation(one: Report, other: Report) -> str | None:
    links = matches([one], [other])
    assert len(links) <= 1
    return links[0].relation if links else None


def pointing(cosine: float) -> tuple[float, float]:
    """A unit vector at this cosine from (1, 0)."""
    return cosine, sqrt(1 - cosine * cosine)


def test_beside_a_sure_pair_meaning_tells_the_one_from_the_other() -> None:
    sure = "the mill on the Varra would close on the first of May for good, after two floods in a year"
    told = "that talks with the weavers would resume soon", "negotiations are to go on before long"
    found = {}
    for cosine in (0.3, 0.6, 0.9):
        articles = [
            [
                report(outlet, 0, sure, day=THURSDAY),
                report(outlet, 1, words, day=THURSDAY, vector=vector),
            ]
            for outlet, words, vector in zip(
                ("Herald", "Courier"), told, ((1.0, 0.0), pointing(cosine)), strict=True
            )
        ]
        links = {(m.left, m.right): m for m in matches(*articles) if m.relation == "same"}
        assert ("Courier-0", "Herald-0") in links
        found[cosine] = links.get(("Courier-1", "Herald-1"))
    assert found[0.9] is not None
    assert found[0.3] is None
    assert found[0.6] is None or found[0.6].score < found[0.9].score


def test_likeness_says_less_of_short_clauses_that_share_no_telling_word() -> None:
    one = report("Herald", 0, "that it was hiding anyone", vector=(1.0, 0.0))
    strange = report("Courier", 0, "it had never shot at a ferry", vector=pointing(0.8))
    shared = report("Courier", 0, "it had never been hiding", vector=pointing(0.8))
    whole = slice(0, 1), slice(0, 1)
    assert Look([one], [strange]).meaning(*whole)[0, 0] < Look([one], [shared]).meaning(*whole)[0, 0]


def test_what_is_repeated_a_week_later_is_not_the_same_statement() -> None:
    words = "Rust is a patient thief, and we shall not leave the gate open for it"
    first = report("Herald", 0, words, manner="direct", published=THURSDAY, said=published(THURSDAY))
    week = date(2031, 9, 25)
    later = report("Courier", 0, words, manner="direct", published=week, day=week)
    assert relation(first, replace(later, cue="said")) == "same"
    assert relation(first, replace(later, cue="she repeated")) == "repeats"


def published(day: date) -> Said:
    return Said(day, precision="day", basis="published")


def test_the_paper_of_the_next_morning_has_what_was_said_on_the_weekday() -> None:
    words = "wages at the mill would rise by 6.1 per cent this winter and fall by spring"
    undated = report("Herald", 0, words, said=Said(relative=RelativeDay(weekday=THURSDAY.weekday())))
    paper = report("Courier", 0, words, published=FRIDAY, said=published(FRIDAY))
    assert relation(undated, paper) == "same"
    monday = date(2031, 9, 22)
    assert relation(undated, replace(paper, published=monday, said=published(monday))) == "repeats"


def test_a_plain_no_is_the_denial_of_what_was_asked() -> None:
    asked = report(
        "Herald",
        0,
        "No. Not a single one.",
        manner="direct",
        day=THURSDAY,
        question="whether the company had hired weavers from abroad to break the strike",
    )
    told = replace(
        report("Courier", 0, "that the company had hired weavers from abroad", day=THURSDAY), cue="admitted"
    )
    other = report("Courier", 0, "the looms were older than anybody in the room", day=THURSDAY)
    assert relation(asked, told) == "same"
    assert relation(asked, other) is None


def test_a_name_given_to_something_is_no_answer() -> None:
    asked = report(
        "Herald", 0, "No. Not a single one.", manner="direct", day=THURSDAY, question="whether it had hired"
    )
    called = report(
        "Courier", 0, 'the terms "not payable"', manner="mixed", day=THURSDAY, context="that it had hired"
    )
    near = [replace(r, vector=(1.0, 0.0)) for r in (asked, called)]
    assert relation(*near) != "same"


def test_a_long_quotation_holds_what_one_of_its_sentences_says() -> None:
    near, far = axis(0), axis(1)
    found = meaning([near + far], [near, far, near + far, axis(2)])
    assert found.round(3).tolist() == [[1.0, 1.0, 1.0, 0.0]]


def test_two_quotations_that_share_one_sentence_of_three_are_not_one() -> None:
    one, other = axis(0) + axis(1) + axis(2), axis(0) + axis(3) + axis(4)
    assert meaning([one], [other]).round(3).tolist() == [[0.333]]


def axis(place: int) -> tuple[float, ...]:
    return tuple(float(n == place) for n in range(VECTOR_WIDTH))
