"""Issues are named by shared phrases, and a later statement that clashes is a turn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from onrecord.record.compare import CueUse, cue_choices, positions
from onrecord.types import Report, Said
from tests.record.compare.reports import on, report


def said(id: str, content: str, day: int | None) -> Report:
    return report(content, id=id, said=Said(on(day), precision="day") if day else Said(reason="no day"))


TOLD = [
    said("a", "The coastal railway will reach Torvik this summer.", 3),
    said("b", "Fishing licences will be cut by half.", 4),
    said("c", "The coastal railway will not reach Torvik this summer.", 9),
    said("d", "Nobody should fear for their fishing licences.", 10),
    said("e", "My grandmother baked better bread.", 11),
    said("f", "We shall talk about fishing licences again.", None),
]


def test_statements_fall_under_their_shared_phrases() -> None:
    found = {p.issue: p.statements for p in positions(TOLD)}
    assert found["fishing licences"] == ("b", "d", "f")
    assert next(s for issue, s in found.items() if "railway" in issue) == ("a", "c")
    assert found["other"] == ("e",)
    assert list(found)[-1] == "other"


def test_a_measure_names_no_issue() -> None:
    told = [
        said("a", "Bread will cost six per cent more.", 3),
        said("b", "Rents fall by two per cent.", 4),
        said("c", "Someone is selling something for ten per cent.", 5),
        said("d", "Whoever knows is selling something.", 6),
    ]
    assert not {"per cent", "selling something"} & {p.issue for p in positions(told)}


def test_every_statement_has_exactly_one_issue() -> None:
    ids = [s for p in positions(TOLD) for s in p.statements]
    assert sorted(ids) == sorted(r.statement.id for r in TOLD)


def test_a_later_statement_that_clashes_is_a_turn() -> None:
    turns = [turn for p in positions(TOLD) for turn in p.turns]
    assert [(earlier, later, clash[0].kind) for earlier, later, clash in turns] == [("a", "c", "negation")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Dost will not recognise the council in Orsk", "Recognition of the council is now possible"),
        ("Recognition of the council is out of the question", "Dost has recognised the new council"),
        ("We will not send troops to Orsk", "We are ready to send soldiers to Orsk if the council asks us"),
        ("there would be no talks with the rebels", "We are open to negotiations with the rebels"),
        ("the border with Velmara would stay closed", "The border with Velmara will reopen on Friday"),
        ("Dost had no plans to cut tariffs on steel", "Tariffs on steel will be lowered by a fifth"),
        (
            "the mill would stay open until 2035 and 300 jobs were safe",
            "The mill in Orsk will close in the autumn",
        ),
        ("the state would lend the mill 12 million crowns", "there would be no state loan for the mill"),
        ("The airport will not close this winter", "The airport will have to close this winter"),
        ("We will support the bill in parliament", "We will oppose the bill in parliament"),
        ("We will withdraw from the treaty", "Withdrawal from the treaty is out of the question"),
        ("I have no intention of resigning over this", "I have decided to resign"),
        (
            "The harbour is not for sale, not to Dost and not to anyone else",
            "Velmara was ready to sell a part of the harbour, a week after it ruled out any sale",
        ),
        ("We do not rule out a strike at the mill", "There will be no strike at the mill"),
        ("Rates would not be raised in the spring", "The bank does not exclude raising rates in the spring"),
    ],
)
def test_a_reversal_in_other_words_is_a_turn(earlier: str, later: str) -> None:
    (position,) = positions([said("a", earlier, 3), said("b", later, 9)])
    ((one, other, (clash,)),) = position.turns
    assert (one, other, clash.kind) == ("a", "b", "negation")
    assert clash.base in earlier
    assert clash.own in later


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("The mill cannot pay more than 2 percent this year", "The mill could pay 5 per cent"),
        ("Miners at the mill will be paid 250 crowns", "The mill will not pay less than 300 crowns"),
        ("We will never spend over 3 million crowns on the port", "We spent 4 million crowns on the port"),
    ],
)
def test_more_than_the_most_is_a_turn(earlier: str, later: str) -> None:
    (position,) = positions([said("a", earlier, 3), said("b", later, 9)])
    ((_, _, (clash,)),) = position.turns
    assert clash.kind == "number"
    assert clash.base in earlier
    assert clash.own in later


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("The mill cannot pay more than 5 percent", "The mill could pay 2 per cent"),
        ("The mill cannot pay more than 2 percent", "The port could pay 5 per cent"),
        ("The mill cannot pay more than 2 percent", "The mill could not pay 5 per cent"),
        ("The mill cannot pay more than 2 percent", "The mill was fined 5 per cent"),
        ("The mill cannot pay more than 2 percent", "The mill could pay 5 million crowns"),
        ("I have no intention of resigning", "She has decided to stay"),
        ("We do not rule out a strike at the mill", "We do not want to rule out a strike at the mill"),
        ("there would be no talks with the rebels", "talks with the government of Orsk would go on"),
        (
            "Dost will not recognise the council in Orsk",
            "Dost recognised the difficulty of the situation in Orsk",
        ),
        ("We will not send troops to Orsk", "Velmara will send soldiers to Orsk"),
        ("We will not send more troops to Orsk", "We will send soldiers to Orsk"),
        ("We did not send troops to Orsk", "We have sent soldiers to Orsk"),
        ("We will not talk to the rebels until they leave", "We are ready to talk to the rebels"),
        ("We do not rule out talks with the rebels", "We are open to talks with the rebels"),
        ("The dam will not be built in the valley", "The road will be built in the valley"),
        (
            "Night shifts would not be worked unless a bonus was paid",
            "workers were ready to work night shifts",
        ),
        ("2,300 people would keep their jobs", "1,900 people would lose their jobs"),
        ("Prices rose in January", "Prices fell in February"),
        ("We want peace in Orsk", "We do not want the conference in Orsk"),
        (
            "Is there a man here who does not strike deals with Dost?",
            "I am open to striking a deal with Dost",
        ),
        (
            "If you want to beat the drought you must build dams",
            "The farmers are not able to beat the drought",
        ),
        ("The mayor has shown us who he is", "We wonder which mayor will show up"),
        ("It depends on whether or not Dost wants the deal", "Everything will depend on Dost and the deal"),
    ],
)
def test_another_matter_a_part_or_another_actor_is_no_turn(earlier: str, later: str) -> None:
    assert not [turn for p in positions([said("a", earlier, 3), said("b", later, 9)]) for turn in p.turns]


def test_words_of_one_thing_name_one_issue() -> None:
    told = [
        said("a", "We will not send troops to Orsk.", 1),
        said("b", "No soldiers would be sent there.", 2),
        said("c", "Our soldiers are needed at home.", 3),
        said("d", "The harbour is full of ice.", 4),
    ]
    assert [p.statements for p in positions(told)] == [("a", "b", "c"), ("d",)]


def test_the_same_day_is_no_turn_nor_is_an_unknown_one() -> None:
    for day in (3, None):
        later = said("c", "The coastal railway will not reach Torvik this summer.", day)
        assert not [turn for p in positions([TOLD[0], later]) for turn in p.turns]


def test_order_of_arrival_does_not_count() -> None:
    assert positions(TOLD) == positions(TOLD[::-1])


def test_the_actors_own_name_names_no_issue() -> None:
    told = [said("1", "Velmara wants the port.", 1), said("2", "Velmara built a dam.", 2)]
    assert [p.issue for p in positions(told, ("Velmara",))] == ["other"]


def test_many_statements_are_all_placed() -> None:
    topics = ("salt tax", "harbour wall", "night trains", "river pilots")
    told = [
        report(
            f"The {topics[n % 4]} plan number {n} goes ahead.",
            id=f"{n:05}",
            said=Said(date(2031, 1, 1) + timedelta(days=n // 10), precision="day"),
        )
        for n in range(200)
    ]
    found = positions(told)
    assert sum(len(p.statements) for p in found) == 200
    assert {t for t in topics if any(t in p.issue for p in found)} == set(topics)


def test_cue_choices_count_the_others_of_the_same_statement() -> None:
    uses = [
        CueUse("Daily", "Ona Brill", "g", "claimed"),
        CueUse("Herald", "Ona Brill", "g", "said"),
        CueUse("Radio", "Ona Brill", "g", "has stressed"),
        CueUse("Daily", "Ona Brill", "h", "said"),
        CueUse("Daily", "Ona Brill", "i", " "),
    ]
    claimed = cue_choices(uses, frozenset({"Daily"}))[0]
    assert (claimed.cue, claimed.tone, claimed.times, claimed.of) == ("claim", "doubting", 1, 2)
    assert claimed.others == (("say", 1), ("stress", 1))
    assert claimed.elsewhere == (0, 2)
    assert {c.outlet for c in cue_choices(uses)} == {"Daily", "Herald", "Radio"}
