from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_made_up import COURIER, GAZETTE, HERALD, MINE, QUIST, RANVIK, VARRA, bank, report

from onrecord.record.match import matches, partition
from onrecord.record.match.features import features
from onrecord.types import Channel, Match, RelativeDay, Report, Said

MONDAY, TUESDAY = date(2031, 3, 3), date(2031, 3, 4)


def same(links: tuple[Match, ...]) -> set[tuple[str, str]]:
    return {(m.left, m.right) for m in links if m.relation == "same"}


def relation(one: Report, other: Report) -> str | None:
    links = matches([one], [other])
    assert len(links) <= 1
    return links[0].relation if links else None


def test_two_outlets_on_one_briefing() -> None:
    assert same(matches(HERALD, COURIER)) == {(f"Courier-{n}", f"Herald-{n}") for n in range(4)}


def test_what_one_outlet_alone_has_stays_alone() -> None:
    links = matches(GAZETTE, [*HERALD, *COURIER])
    assert same(links) == {
        ("Gazette-0", "Herald-0"),
        ("Gazette-2", "Herald-2"),
        ("Courier-0", "Gazette-0"),
        ("Courier-2", "Gazette-2"),
    }


def test_a_match_tells_its_reasons() -> None:
    (link,) = (m for m in matches(HERALD, COURIER) if m.left == "Courier-2")
    assert "same speaker" in link.why
    assert "a number shared" in link.why
    assert 0.5 <= link.score <= 1


def test_the_same_words_by_another_speaker_are_not_the_same_statement() -> None:
    for one, other in zip(HERALD, COURIER, strict=True):
        assert relation(one, replace(other, actors=(RANVIK,))) is None


def test_a_spokesman_speaks_for_his_country() -> None:
    minister = report(
        "Herald",
        0,
        "Varra does not intend to close its border to the refugees",
        actors=(RANVIK,),
        speaks_for=(VARRA,),
        published=MONDAY,
    )
    country = report(
        "Courier",
        0,
        "it had no intention of closing the border of Varra to refugees",
        actors=(VARRA,),
        published=TUESDAY,
    )
    (link,) = matches([minister], [country])
    assert link.relation == "same"
    assert "one speaks for the other" in link.why


def test_a_stance_that_nothing_dates_is_said_again_not_the_same() -> None:
    (link,) = matches([HERALD[0]], [COURIER[0]])
    assert link.relation == "repeats"
    assert "no day on either side" in link.why
    beside = {m.relation for m in matches(HERALD, COURIER) if m.left == "Courier-0" and m.right == "Herald-0"}
    assert beside == {"same"}  # two articles that tell the same are of one occasion


def test_who_does_not_want_to_be_named_is_not_who_is() -> None:
    convoy = "the first convoy would leave Port Ansel on 20 March, with or without pilots"
    named = report("Herald", 0, convoy, published=MONDAY)
    told = "the first ships would sail from Port Ansel on 20 March, pilots or no pilots"
    spokesman = replace(report("Courier", 0, told, actors=(), published=MONDAY), speaker="")
    official = replace(spokesman, speaker="A senior Varran official")
    assert relation(named, spokesman) == "same"
    assert relation(named, official) is None


def test_few_words_of_people_not_known_to_be_one_are_no_match() -> None:
    one = replace(report("Herald", 0, "the measure", actors=(), published=MONDAY), speaker="Some deputies")
    other = replace(report("Courier", 0, "The measure", actors=(), published=MONDAY), speaker="the Greens")
    assert relation(one, other) is None


def test_an_outlet_that_names_the_other_as_its_source() -> None:
    words = "the collapse of the Dorn savings bank cost depositors tens of millions"
    told = "savers lost millions in the collapse of Dorn, the savings bank"
    agency = report("KPS", 0, words, published=MONDAY, via=(Channel("KPS", "syndicates"),))
    relayed = report("Herald", 0, told, actors=("kps",), published=MONDAY)
    relayed = replace(relayed, speaker="KPS")
    assert relation(agency, replace(relayed, speaker="Teo Ranvik")) is None
    via = (Channel("KPS", "reported_by"),)
    (plain,) = matches([agency], [report("Herald", 0, told, published=MONDAY)])
    (named,) = matches([agency], [report("Herald", 0, told, published=MONDAY, via=via)])
    assert named.score > plain.score
    assert "one is the other's source, or both name one" in named.why


def test_a_short_answer_stands_where_the_other_stands() -> None:
    asked = "whether the bank could mediate"
    one = [*HERALD[1:3], report("Herald", 4, "That does not arise.", manner="direct", question=asked)]
    other = [*COURIER[1:3], report("Courier", 4, "No, it is not on the table.", manner="direct", context="x")]
    one, other = (
        [replace(r, vector=(1.0, 0.0) if r.order == 4 else (), published=MONDAY) for r in side]
        for side in (one, other)
    )
    (link,) = (m for m in matches(one, other) if m.left == "Courier-4")
    assert link.relation == "same"
    assert "short answers at the same place" in link.why
    assert not any(m.left == "Courier-4" for m in matches(one[2:], other[2:]))


def test_a_stance_repeated_on_another_day_is_linked_not_grouped() -> None:
    monday, tuesday = (
        replace(r[0], said=Said(day, precision="day")) for r, day in ((HERALD, MONDAY), (COURIER, TUESDAY))
    )
    (link,) = matches([monday], [tuesday])
    assert link.relation == "repeats"
    assert "another day" in link.why


def test_a_morning_paper_prints_what_was_said_the_day_before() -> None:
    said = replace(HERALD[0], said=Said(MONDAY, precision="day", basis="stated"))
    printed = replace(COURIER[0], said=Said(TUESDAY, precision="day", basis="published"))
    assert relation(said, printed) == "same"
    stated = replace(COURIER[0], said=Said(TUESDAY, precision="day", basis="stated"))
    assert relation(said, stated) == "repeats"
    early = replace(HERALD[0], said=Said(MONDAY, precision="day", basis="published"))
    late = replace(COURIER[0], said=Said(TUESDAY, precision="day", basis="stated"))
    assert relation(early, late) == "repeats"


def test_what_is_taken_over_from_another_outlet_may_be_older_than_the_paper() -> None:
    said = replace(HERALD[0], said=Said(MONDAY, precision="day", basis="stated"))
    printed = replace(COURIER[0], said=Said(date(2031, 3, 6), precision="day", basis="published"))
    assert relation(said, printed) == "repeats"
    quoted = replace(printed, via=(Channel("KPS", "reported_by"),))
    assert relation(said, quoted) == "same"
    weekly = replace(quoted, said=Said(date(2031, 3, 9), precision="day", basis="published"))
    assert relation(said, weekly) == "repeats"


def test_an_unknown_day_is_compatible_with_any() -> None:
    known = replace(HERALD[0], said=Said(MONDAY, precision="day"))
    assert relation(known, COURIER[0]) == "same"
    month = replace(COURIER[0], said=Said(date(2031, 3, 1), precision="month"))
    assert relation(known, month) == "same"


def test_another_weekday_is_another_day() -> None:
    known = replace(HERALD[0], said=Said(MONDAY, precision="day"))
    on_tuesday = replace(COURIER[0], said=Said(relative=RelativeDay(weekday=1)))
    assert relation(known, on_tuesday) == "repeats"


def test_nobody_reports_what_is_said_after_publication() -> None:
    known = replace(HERALD[0], said=Said(date(2031, 3, 20), precision="day"))
    earlier = replace(COURIER[0], published=MONDAY)
    assert relation(known, earlier) == "repeats"


def test_numbers_that_clash_do_not_make_another_statement() -> None:
    clash = replace(COURIER[2], content=COURIER[2].content.replace("40", "90"), published=MONDAY)
    (link,) = matches([replace(HERALD[2], published=MONDAY)], [clash])
    assert link.relation == "same"
    assert "numbers differ" in link.why


def test_other_names_and_numbers_throughout_do() -> None:
    other = replace(
        COURIER[2], content="depositors lost 7 thousand marks when the Kessel building society closed"
    )
    assert relation(HERALD[2], other) is None


def test_a_second_rendering_in_one_article_repeats() -> None:
    quoted = report(
        "Herald",
        9,
        "The central bank has no intention of raising interest rates before autumn",
        manner="direct",
    )
    links = matches([*HERALD, quoted], [])
    assert [(m.left, m.right, m.relation) for m in links] == [("Herald-0", "Herald-9", "repeats")]


def test_quotation_goes_with_quotation_and_lead_with_lead() -> None:
    quotes = [
        report(
            outlet,
            9,
            f"We have no intention of raising interest rates at this bank {ending}",
            manner="direct",
        )
        for outlet, ending in (("Herald", "before the autumn"), ("Courier", "before autumn"))
    ]
    reports = [HERALD[0], quotes[0], COURIER[0], quotes[1]]
    groups = partition(reports, matches(reports, []))
    assert groups == (("Courier-0", "Herald-0"), ("Courier-9", "Herald-9"))


def test_short_answers_match_by_the_question() -> None:
    one = report(
        "Herald",
        0,
        "That is not the issue.",
        manner="direct",
        question="whether the bank could arbitrate in the dispute over the Dorn depositors",
        day=MONDAY,
    )
    other = report(
        "Courier",
        0,
        "No, nobody has asked for it.",
        manner="direct",
        context="the bank had no wish to be an arbiter in the Dorn depositors' dispute",
        day=MONDAY,
    )
    (link,) = matches([one], [other])
    assert link.relation == "same"
    assert "short answers to the same question" in link.why
    about_coal = replace(other, context="the bank had bought the coal mine of Hallow")
    assert relation(one, about_coal) is None
    assert relation(one, replace(other, actors=(RANVIK,))) is None


def test_phrases_that_say_nothing_are_no_evidence() -> None:
    one = report("Herald", 0, "This is not what it was about.", manner="direct", day=MONDAY)
    other = report("Courier", 0, "This is not what they were there for.", manner="direct", day=MONDAY)
    assert relation(one, other) is None
    assert relation(one, replace(other, content=one.content)) == "same"


def test_the_outlets_own_voice_matches_on_names_and_numbers() -> None:
    one = report(
        "Herald",
        0,
        "Eleven miners were killed in the Hallow Pit explosion on Friday, 3 March.",
        manner="narrated",
    )
    other = report("Courier", 0, "The explosion on Friday at Hallow Pit killed 11 miners.", manner="narrated")
    another = report(
        "Gazette", 0, "Two ships collided off Lirne on Friday, and the port was closed.", manner="narrated"
    )
    assert relation(one, other) == "same"
    assert relation(one, another) is None
    attributed = report(
        "Gazette", 1, "eleven miners were killed in the explosion at Hallow Pit on Friday", actors=(MINE,)
    )
    assert relation(one, attributed) in ("same", None)


LOST = "the Dorn savings bank cost its depositors 40 million crowns"
LOOKED_AWAY = (
    f"{LOST}, the regulator in Lirne looked away for a decade, ministers were warned by auditors and "
    "accountants, the parliament refused an inquiry, pensioners in northern villages lost houses"
)
SO_ON = (
    f"{LOOKED_AWAY}, nobody was ever charged with fraud by prosecutors, teachers sold their bicycles to pay "
    "for firewood, the cathedral roof still leaks upon the archives, smugglers bought the harbour cranes, "
    "midwives emigrated, the lighthouse keeper writes poems about insolvency, brewers ferment potatoes, the "
    "observatory auctioned its telescope, veterinarians accept cabbages, and choirs rehearse by candlelight"
)


def test_a_sentence_cut_from_a_longer_quotation_is_a_version_of_it() -> None:
    whole = report("Courier", 0, LOOKED_AWAY, manner="direct")
    cut = report("Herald", 0, "pensioners in northern villages lost houses", manner="direct")
    (link,) = matches([cut], [whole])
    assert link.relation == "same"
    assert any("times as much said" in reason for reason in link.why)


def test_of_several_cuts_from_one_quotation_the_likeliest_is_its_version() -> None:
    houses = report("Herald", 1, "pensioners in northern villages lost houses", manner="direct")
    cut, whole = (
        report(outlet, 0, told, manner="direct")
        for outlet, told in (("Herald", LOST), ("Courier", LOOKED_AWAY))
    )
    found = {(m.left, m.right): m.relation for m in matches([cut, houses], [whole])}
    assert found == {("Courier-0", "Herald-0"): "same", ("Courier-0", "Herald-1"): "contains"}


def test_an_interview_contains_what_was_taken_from_it() -> None:
    short = report("Herald", 0, "pensioners in northern villages lost houses", manner="direct")
    (link,) = matches([short], [report("Courier", 0, SO_ON, manner="direct")])
    assert (link.left, link.right, link.relation) == ("Courier-0", "Herald-0", "contains")


def test_few_words_that_the_other_says_whole_are_enough() -> None:
    """By one speaker; and a no is not held by a yes."""
    said = "that the tapes had been doctored"
    longer = "that the tapes, on which somebody bargains with a smuggler over the price of a bridge, had been doctored"
    told = report("Courier", 0, longer, published=MONDAY)
    assert relation(report("Herald", 0, said, published=MONDAY), told) == "same"
    assert relation(report("Herald", 0, said, published=MONDAY, actors=(RANVIK,)), told) is None
    no = report("Herald", 0, "that the tapes had not been doctored", published=MONDAY)
    assert relation(no, told) is None


def test_a_yes_and_a_no_of_three_words_are_versions_of_one_statement() -> None:
    yes, no = "she would appeal", "she would not appeal"
    assert (
        relation(report("Herald", 0, yes, published=MONDAY), report("Courier", 0, no, published=MONDAY))
        == "same"
    )
    other = report("Courier", 0, no, published=MONDAY, actors=(RANVIK,))
    assert relation(report("Herald", 0, yes, published=MONDAY), other) is None


def test_names_alone_do_not_tie_what_two_people_say_of_a_place() -> None:
    """One knows that it stays shut, the other that it opens: both of the crossing at Port Sarn."""
    shut = "that the crossing of Port Sarn will remain closed until further notice"
    opens = "that the crossing at Port Sarn would be opened on Tuesday"
    names = ("Port Sarn",)
    told = report("Herald", 0, shut, actors=(), published=MONDAY, names=names)
    assert relation(told, report("Courier", 0, opens, published=MONDAY, names=names)) is None
    again = "that the crossing at Port Sarn would stay closed until further notice"
    assert relation(told, report("Courier", 0, again, published=MONDAY, names=names)) == "same"


def test_a_short_denial_is_found_in_other_words_where_its_meaning_is_near() -> None:
    denied = replace(report("Herald", 0, "that anyone had been beaten", published=MONDAY), cue="denied")
    own = report("Courier", 0, "that the force had not beaten any citizen", published=MONDAY)
    near, far = (1.0, 0.0), (0.0, 1.0)
    assert relation(replace(denied, vector=near), replace(own, vector=near)) == "same"
    assert relation(replace(denied, vector=near), replace(own, vector=far)) is None


def test_a_no_in_one_sentence_of_several_is_no_denial_of_the_others() -> None:
    long = report("Herald", 0, "“Nobody saw the barge. The ferry is leaking at the stern.”", manner="direct")
    plain, denied = (
        report("Courier", 0, told) for told in ("the ferry was leaking", "the ferry was not leaking")
    )
    assert features([long], [plain])["negation"].item() == 0
    assert features([report("Herald", 0, "The ferry is leaking.")], [denied])["negation"].item() == 1
    dismissed = replace(report("Courier", 1, "that it leaks as “a tale without a head”"), cue="dismissed")
    assert features([report("Herald", 1, "It does not leak")], [dismissed])["negation"].item() == 0


def test_who_denies_a_thing_agrees_with_who_says_it_is_not_so() -> None:
    told = replace(
        report("Herald", 0, "that depositors of Dorn had lost houses", published=MONDAY), cue="denied"
    )
    said = report("Courier", 0, "no Dorn depositor was without a house", published=MONDAY)
    (agreed,) = matches([told], [said])
    (doubted,) = matches([replace(told, cue="said")], [said])
    assert "one denies, the other does not" not in agreed.why
    assert "one denies, the other does not" in doubted.why
    assert agreed.score > doubted.score


def test_versions_of_one_article_are_not_matched() -> None:
    newer = [replace(r, version=2, statement=replace(r.statement, id=f"{r.statement.id}v2")) for r in HERALD]
    assert not matches(newer, HERALD)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_of_arrival_does_not_show(order: tuple[int, ...]) -> None:
    articles = [HERALD, COURIER, GAZETTE]
    arrived: list[Report] = []
    links: set[Match] = set()
    for n in order:
        links |= set(matches(articles[n], arrived))
        arrived = [*articles[n], *arrived]
    everything = [r for article in articles for r in article]
    assert links == set(matches(everything, [])) == set(matches(everything, everything))


SENTENCES = st.lists(st.sampled_from([r.content for r in (*HERALD, *COURIER, *GAZETTE)]), max_size=5)


@settings(max_examples=30, deadline=None)
@given(SENTENCES, SENTENCES, st.sampled_from(["direct", "indirect"]))
def test_pairs_are_symmetric(one: list[str], other: list[str], manner: str) -> None:
    left, right = bank("Left", tuple(one), manner=manner), bank("Right", tuple(other))
    assert {m for m in matches(left, right) if m.relation != "repeats"} == {
        m for m in matches(right, left) if m.relation != "repeats"
    }


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=40))
def test_any_text_is_sensible(one: str, other: str, question: str) -> None:
    left, right = report("Left", 0, one, question=question), report("Right", 0, other, context=question)
    for link in matches([left], [right]):
        assert 0 <= link.score <= 1
        assert link.why
    assert matches([], [right]) == ()


def test_vectors_of_any_width_are_survived() -> None:
    one = replace(HERALD[0], vector=(1.0, 0.0), published=MONDAY)
    assert relation(one, replace(COURIER[0], vector=(0.0,), published=MONDAY)) == "same"
    assert relation(one, COURIER[0]) == "same"


def test_unknown_speakers_need_more() -> None:
    known, unknown = HERALD[1], replace(COURIER[1], actors=())
    assert matches([known], [unknown])[0].score < matches([known], [COURIER[1]])[0].score
    assert QUIST in known.actors


def test_words_that_come_round_again_are_not_one_statement_for_that() -> None:
    told = report("Herald", 0, "the navy is against troops of the neighbours on the island of Lirne")
    again = report("Courier", 0, "its opposition to plans for soldiers in the south after leaving Lirne")
    assert relation(told, again) != "same"


def test_the_same_quoted_words_are_one_statement_whoever_is_said_to_speak() -> None:
    quotation = "We shall never, as long as I live, sell the old harbour to the bank"
    one = report("Herald", 0, quotation, manner="direct", actors=(), published=MONDAY)
    cut = report("Courier", 0, f"that {quotation[:40]}", manner="mixed", actors=(RANVIK,), published=MONDAY)
    part = replace(cut, content=f"that “{quotation[:52]}”, as others put it")
    link = matches([one], [part])[0]
    assert link.relation == "same"
    assert any("quoted words alike" in reason for reason in link.why)


def test_another_number_of_the_same_thing_is_no_other_statement() -> None:
    """It is what a clash of numbers looks like; other numbers of other things speak against a pair."""

    def score(words: str) -> tuple[float, tuple[str, ...]]:
        told = report(
            "Herald", 0, "each of the weavers will be given 40,000 florins at once and a house", day=MONDAY
        )
        other = report("Courier", 0, words, day=MONDAY)
        links = matches([told], [other])
        return (links[0].score, links[0].why) if links else (0.0, ())

    same, why = score("every weaver would receive 14,000 florins at once, besides a house")
    others, _ = score("every weaver would receive 14 blankets at once, besides a house of florins")
    assert same > others + 0.1
    assert "numbers differ" in why
