"""A clash is reported where both cannot be exact, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.compare import clashes
from onrecord.types import Clash
from tests.record.compare.reports import report

CLASH = [
    (
        "number",
        "We have 9 thousand fighters in the valley.",
        "It has several hundred fighters in the valley.",
    ),
    (
        "number",
        "more than 360 sailors had been flown out by navy aircraft",
        "250 sailors had been flown out by navy aircraft",
    ),
    ("number", "The group controls 85% of the territory.", "The group controls 58 percent of the territory."),
    ("number", "Inflation will reach 4.5 percent this year.", "Inflation will reach 5.4 percent this year."),
    ("number", "The bridge will cost $2 million.", "The bridge will cost $3m."),
    ("number", "The bridge will cost 20 lakh rupees.", "The bridge will cost two crore rupees."),
    (
        "number",
        "three soldiers and five civilians were killed",
        "five civilians and four soldiers were killed",
    ),
    ("number", "Twenty-two ships were waiting in the bay.", "Forty-two ships were waiting in the bay."),
    (
        "date",
        "The drills will take place from 7 to 9 September.",
        "The drills will take place from 8 to 9 September.",
    ),
    ("date", "The plan will be ready by September 16.", "The plan will be ready by September 26."),
    ("date", "The talks begin on Monday in Sarn.", "The talks begin on Tuesday in Sarn."),
    ("date", "The treaty was signed in 2014 in Sarn.", "The treaty was signed in 2015 in Sarn."),
    ("negation", "We will interfere in these events.", "We will not interfere in these events."),
    (
        "negation",
        "they refused to peacefully transfer control of the port",
        "they peacefully transferred control of the port",
    ),
    (
        "negation",
        "Velmara has not yet recognized the movement and watches it.",
        "Velmara recognized the movement and watches it.",
    ),
    (
        "negation",
        "The court rejected the appeal of the union.",
        "The court accepted the appeal of the union.",
    ),
    ("negation", "Such a government is unacceptable to us.", "Such a government is acceptable to us."),
    ("negation", "The army won the battle of Orsk.", "The army did not win the battle of Orsk."),
    ("negation", "We do not rule out talks with the rebels.", "We rule out talks with the rebels."),
    ("name", "The minister met Ivan Orlov in Sarn.", "The minister met Pavel Grot in Sarn."),
    (
        "modality",
        "such contacts will continue between the capitals",
        "such contacts may continue between the capitals",
    ),
    ("modality", "They must leave the town by Friday.", "They should leave the town by Friday."),
    ("number", "It will take less than 30 days to repair.", "It will take less than 60 days to repair."),
    ("date", "It was signed on Sunday, 19 July, in Sarn.", "It was signed on Saturday, 19 July, in Sarn."),
    ("negation", "her client would appeal if convicted", "her client would not appeal even if convicted"),
    ("modality", "The bank has to sell its branches.", "The bank could sell its branches."),
]

NO_CLASH = [
    ("We have 9 thousand fighters.", "We have 9,000 fighters."),
    ("More than 360 people were flown out.", "360 people were flown out."),
    ("More than 360 people were flown out.", "Some 400 people were flown out by plane."),
    ("Nearly 9,000 men are there.", "8,700 men are there."),
    ("Dozens of ships are waiting.", "There are 42 ships waiting."),
    ("The group controls 85% of the territory.", "the group now controls 85 per cent of the country's territory"),
    ("The bank raised rates by a quarter point to 4.5%.", "The bank lifted its rate to 4.5%."),
    ("The bridge will cost $2 million.", "The bridge will cost 2 million dollars."),
    ("three soldiers and five civilians were killed", "five civilians and three soldiers were killed"),
    ("He fired 3 shots at the car.", "He fired at the car 5 times."),
    ("The Su-35 landed in Sarn.", "The Su-27 landed in Sarn."),
    ("The drills will take place from 7 to 9 September.", "The drills will take place September 7-9."),
    ("The plan is ready by September 16.", "The plan is ready by 16 September 2021."),
    ("It begins on Monday.", "It begins on 23 August."),
    ("nobody is going to interfere in these events", "there is no intention to interfere in these events"),
    ("That question does not arise.", "No, that is not on the table"),
    ("Velmara has not yet recognized the movement.", "Velmara has yet to recognise the movement."),
    ("such contacts will continue", "it is highly likely that such contacts will continue"),
    ("Moscow will not interfere in these events.", "Russia will not interfere in these events."),
    ("Velmara will not interfere in these events.", "Dost will not interfere in these events."),
    ("He spoke with Ahmad Masood.", "He spoke with Masoud."),
    ("He will not leave until the war ends.", "He will leave after the war ends."),
    ("There is no formulated position on this.", "The position on this has not yet been formulated."),
    ("It is not a threat to its neighbours.", "it constitutes no threat to neighbouring countries"),
    ("the talks would begin in June", "the talks will begin in June"),
    ("They may have to leave the town by Friday.", "They must leave the town by Friday."),
    ("He will have to take a pay cut in Sarn.", "He needs to take a pay cut in Sarn."),
    ("A fund must set ethical criteria.", "A fund shall set ethical criteria."),
    ("The shop closes before nine o'clock in Sarn.", "The shop closes before 21 o'clock in Sarn."),
    ("his health had declined to such an extent", "his health had worsened to such an extent"),
    ("He said nothing about May.", "He said nothing on the matter."),
]  # fmt: skip

KNOWN = (
    "Ivan Orlov",
    "Pavel Grot",
    "Moscow",
    "Russia",
    "Velmara",
    "Dost",
    "Sarn",
    "Orsk",
    "Ahmad Masood",
    "Masoud",
)


def kinds(base: str, own: str) -> list[str]:
    def names(text: str) -> tuple[str, ...]:
        return tuple(n for n in KNOWN if n in text)

    return [c.kind for c in clashes(report(base, names(base)), report(own, names(own)))]


@pytest.mark.parametrize(("kind", "base", "own"), CLASH)
def test_what_cannot_both_be_exact(kind: str, base: str, own: str) -> None:
    assert kinds(base, own) == [kind]
    assert kinds(own, base) == [kind]


@pytest.mark.parametrize(("base", "own"), NO_CLASH)
def test_what_agrees_or_cannot_be_told(base: str, own: str) -> None:
    assert kinds(base, own) == []
    assert kinds(own, base) == []


def test_a_clash_gives_the_words_of_both() -> None:
    found = clashes(report("We will raise rates in May."), report("We will not raise rates in May."))
    assert found == (Clash("negation", "will raise", "will not raise"),)


def test_said_against_not_said() -> None:
    base = report("the port is safe", cue="said")
    own = report("the port is safe", cue="did not say")
    own = replace(own, statement=replace(own.statement, polarity="negated"))
    assert clashes(base, own) == (Clash("negation", "said", "did not say"),)


def test_denying_the_opposite_is_no_clash() -> None:
    quoted = report("At no time was a sensor switched off in the mine", cue="said")
    denied = report("that the sensors had been switched off in the mine", cue="denied")
    assert clashes(quoted, denied) == ()
    assert clashes(denied, quoted) == ()
    admitted = replace(denied, cue="admitted")
    assert [c.kind for c in clashes(denied, admitted)] == ["negation"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_taken(base: str, own: str) -> None:
    for clash in clashes(report(base or "x"), report(own or "y")):
        assert clash.base in base
        assert clash.own in own


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([text for pair in (*NO_CLASH, *[c[1:] for c in CLASH]) for text in pair]))
def test_a_report_never_clashes_with_itself(text: str) -> None:
    assert clashes(report(text), report(text)) == ()
