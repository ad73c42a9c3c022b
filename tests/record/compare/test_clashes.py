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
        "We have 6 thousand pickers in the valley.",
        "It has several hundred pickers in the valley.",
    ),
    (
        "number",
        "more than 330 sailors had been flown out by navy aircraft",
        "250 sailors had been flown out by navy aircraft",
    ),
    ("number", "The union speaks for 72% of the drivers.", "The union speaks for 27 percent of the drivers."),
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
        "The drills will take place from 5 to 8 October.",
        "The drills will take place from 6 to 8 October.",
    ),
    ("date", "The plan will be ready by October 13.", "The plan will be ready by October 23."),
    ("date", "that negotiations would resume in January", "talks would resume in December"),
    ("date", "The talks begin on Monday in Sarn.", "The talks begin on Tuesday in Sarn."),
    ("date", "The treaty was signed in 2014 in Sarn.", "The treaty was signed in 2015 in Sarn."),
    ("negation", "We will meddle in that quarrel.", "We will not meddle in that quarrel."),
    ("negation", "she would appeal", "she would not appeal"),
    (
        "negation",
        "they refused to hand over the keys of the port",
        "they handed over the keys of the port",
    ),
    (
        "negation",
        "Velmara has not yet licensed the ferry company and watches it.",
        "Velmara licensed the ferry company and watches it.",
    ),
    ("negation", "The mayor was tired but not angry.", "The mayor was not tired."),
    (
        "negation",
        "that the crew was not surprised and had packed its bags in the night",
        "the crew was surprised but not frightened and would wait for the tide",
    ),
    (
        "number",
        "About 3,000 people have left their homes",
        "the number of people who left their homes at 3,500",
    ),
    (
        "negation",
        "The court rejected the appeal of the union.",
        "The court accepted the appeal of the union.",
    ),
    ("negation", "Such a government is unacceptable to us.", "Such a government is acceptable to us."),
    ("negation", "The army won the battle of Orsk.", "The army did not win the battle of Orsk."),
    ("negation", "We do not rule out talks with the rebels.", "We rule out talks with the rebels."),
    (
        "negation",
        "Calder would not play in the cup final because of a strained muscle",
        "Calder will play in the cup final",
    ),
    ("name", "The minister met Ivan Orlov in Sarn.", "The minister met Pavel Grot in Sarn."),
    (
        "modality",
        "the night ferries will sail between the islands",
        "the night ferries may sail between the islands",
    ),
    ("modality", "They must leave the town by Friday.", "They should leave the town by Friday."),
    ("number", "It will take less than 30 days to repair.", "It will take less than 60 days to repair."),
    ("date", "It was signed on Sunday, 19 July, in Sarn.", "It was signed on Saturday, 19 July, in Sarn."),
    ("negation", "her client would appeal if convicted", "her client would not appeal even if convicted"),
    ("number", "12 people had died and 23 were still missing", "nine people were still missing"),
    (
        "number",
        "The blast killed 12 people and injured 30.",
        "12 people were killed and 45 injured in the blast.",
    ),
    (
        "number",
        "The strike costs us 2 million crowns a day.",
        "The strike costs us 20 million crowns a month.",
    ),
    ("number", "The strike costs us 2 million crowns.", "The strike costs us 2 million dollars."),
    ("number", "The rate rose by 2 percent in May.", "The rate rose by 2 percentage points in May."),
    ("number", "Nine soldiers fell in Orsk on Monday.", "Two soldiers were killed in Orsk on Monday."),
    ("number", "Some 42 sailors remain aboard the vessels.", "62 sailors are still aboard the vessels."),
    ("negation", "The bank will raise rates in May.", "The bank may not raise rates in May."),
    ("modality", "The bank has to sell its branches.", "The bank could sell its branches."),
]

NO_CLASH = [
    ("We have 6 thousand members.", "We have 6,000 members."),
    ("More than 240 miners were brought up.", "240 miners were brought up."),
    ("More than 240 miners were brought up.", "Some 280 miners were brought up by lift."),
    ("Nearly 7,000 men are there.", "6,800 men are there."),
    ("Dozens of ships are waiting.", "There are 42 ships waiting."),
    ("About 3,000 people have left their homes", "3,300 people have left their homes"),
    ("The mayor was tired but not angry.", "The mayor was tired and calm."),
    ("The road was closed but not flooded.", "The road was closed."),
    ("The union speaks for 72% of the drivers.", "the union now speaks for 72 per cent of all the city's drivers"),
    ("The bank raised rates by a quarter point to 4.5%.", "The bank lifted its rate to 4.5%."),
    ("The bridge will cost $2 million.", "The bridge will cost 2 million dollars."),
    ("three soldiers and five civilians were killed", "five civilians and three soldiers were killed"),
    ("He fired 3 shots at the car.", "He fired at the car 5 times."),
    ("The Su-35 landed in Sarn.", "The Su-27 landed in Sarn."),
    ("The drills will take place from 5 to 8 October.", "The drills will take place October 5-8."),
    ("The plan is ready by October 13.", "The plan is ready by 13 October 2031."),
    ("It begins on Monday.", "It begins on 23 August."),
    ("nobody is going to meddle in that quarrel", "there are no plans to meddle in that quarrel"),
    ("That question does not arise.", "No, that is not on the table"),
    ("Velmara has not yet recognized the council.", "Velmara has yet to recognise the council."),
    ("the night ferries will sail", "it is highly likely that the night ferries will sail"),
    ("Lisbon will not sell the islands.", "Portugal will not sell the islands."),
    ("Velmara will not sell the islands.", "Dost will not sell the islands."),
    ("He spoke with Karim Haddood.", "He spoke with Haddoud."),
    ("He will not leave until the war ends.", "He will leave after the war ends."),
    ("There is no settled price for this.", "The price for this has not yet been settled."),
    ("It is not a burden to its tenants.", "it constitutes no burden to tenant farmers"),
    ("the talks would begin in June", "the talks will begin in June"),
    ("They may have to leave the town by Friday.", "They must leave the town by Friday."),
    ("He will have to take a pay cut in Sarn.", "He needs to take a pay cut in Sarn."),
    ("A fund must set ethical criteria.", "A fund shall set ethical criteria."),
    ("The shop closes before nine o'clock in Sarn.", "The shop closes before 21 o'clock in Sarn."),
    ("his health had declined to such an extent", "his health had worsened to such an extent"),
    ("He said nothing about May.", "He said nothing on the matter."),
    (
        "At least 180 people were aboard the ferry when it sank off Orsk.",
        "The ferry sank off Orsk and 12 people died.",
    ),
    ("180 people were on the ferry when it sank.", "12 people died on the ferry when it sank."),
    ("The blast killed 12 people and injured 30.", "The blast injured 30 people and killed 12."),
    ("The strike costs us 2 million crowns a day.", "The strike costs us 60 million crowns a month."),
    ("It was built in the early 1990s on the lake.", "It was built in the early '90s on the lake."),
    ("Thousands of birds died on the lake.", "15,000 birds died on the lake."),
    ("The bridge cost 3 million euros.", "The bridge cost 3.2 million dollars."),
    ("There were 300 ships here a year ago.", "There were 300 ships here."),
    (
        "No ship will sail again before the inquiry is over.",
        "Ships could sail again on Friday.",
    ),
]  # fmt: skip

KNOWN = (
    "Ivan Orlov",
    "Pavel Grot",
    "Lisbon",
    "Portugal",
    "Velmara",
    "Dost",
    "Sarn",
    "Orsk",
    "Karim Haddood",
    "Haddoud",
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


def test_what_nobody_could_say_without_a_no_is_not_what_is_said_against_a_denial() -> None:
    denied = report("that any sensor had been switched off", cue="denied")
    assert clashes(denied, report("that any sensor was switched off", cue="according")) == ()
    assert clashes(denied, report("that a sensor was switched off", cue="according")) != ()


def test_what_a_denier_says_in_return_is_not_denied() -> None:
    denied = report("having lent the mayor her boat: “I rented it to him.”", cue="denied")
    said = report("she rented it to him", cue="said")
    assert clashes(denied, said) == ()
    lent = report("she had lent the mayor her boat", cue="said")
    assert clashes(denied, lent) == (Clash("negation", "denied", "said"),)


def test_the_same_number_in_another_time_is_another_amount() -> None:
    """Wherever it stands, in a currency that no table holds, and though nothing around it is the same."""
    daily = report("that the town was losing 7 billion sarks daily on lamps")
    weekly = report("street lamps cost the citizens 7 billion sarks per week")
    assert clashes(daily, weekly) == (Clash("number", "7 billion sarks daily", "7 billion sarks per week"),)
    assert clashes(daily, replace(weekly, content=weekly.content.replace("per week", "a day"))) == ()
    teachers = report("40 children a day and 40 teachers a week cross the bridge")
    assert clashes(teachers, report("each week the bridge carries 40 teachers, and 40 children a day")) == ()


def test_an_admission_clashes_with_a_denial_though_reworded() -> None:
    denied = report("that the mill had recruited foreign weavers to replace the strikers", cue="denied")
    admitted = report("that the mill had hired weavers from abroad", cue="admitted")
    assert clashes(denied, admitted) == (Clash("negation", "denied", "admitted"),)
    assert clashes(denied, replace(admitted, cue="said")) == ()


def test_a_refusal_in_the_cue_is_weighed_against_the_same_word_in_the_content() -> None:
    open_ = report("Further steps could not be ruled out", cue="added")
    shut = report("further steps this year", cue="ruled out")
    assert clashes(open_, shut) == (Clash("negation", "could not be ruled out", "ruled out"),)
    assert clashes(shut, open_) == (Clash("negation", "ruled out", "could not be ruled out"),)
    assert clashes(replace(open_, content="that further steps were ruled out"), shut) == ()


def test_the_only_sums_of_one_currency_clash_in_other_words() -> None:
    first = report("the mill could not pay what the union asked, which he put at 48 million crowns a year")
    second = report("the union would cost the mill 84 million crowns annually")
    assert clashes(first, second) == (
        Clash("number", "48 million crowns a year", "84 million crowns annually"),
    )
    assert clashes(first, replace(second, content="the union would cost the mill 84 million dollars")) == ()
    assert clashes(first, replace(second, content="the owner sold a ship for 84 million crowns")) == ()


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


@pytest.mark.parametrize(
    ("cue", "other", "found"),
    [
        ("expects", "prices may fall to the level of 2030 by May", [("modality", "to fall", "may fall")]),
        ("expects", "prices would fall to the level of 2030 by May", []),
        ("expects", "prices should fall to the level of 2030 by May", []),
        ("does not expect", "prices may fall to the level of 2030 by May", []),
        ("wants", "prices may fall to the level of 2030 by May", []),
    ],
)
def test_what_is_expected_is_more_than_what_may_be(
    cue: str, other: str, found: list[tuple[str, str, str]]
) -> None:
    expected = report("prices to peak in March and to fall to the level of 2030 by May", cue=cue)
    told = clashes(expected, report(other, id="t", cue="said"))
    assert [(c.kind, c.base, c.own) for c in told] == found
    assert [(c.kind, c.own, c.base) for c in clashes(report(other, id="t", cue="said"), expected)] == found
