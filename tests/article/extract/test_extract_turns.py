"""Turns of a conversation: said word for word, and what they report of others told within them."""

import pytest

from onrecord.article.extract import Extractor
from onrecord.article.read import article_from_text
from onrecord.types import Statement


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def said(extractor: Extractor, text: str) -> dict[str, Statement]:
    """The statements by the words of their contents."""
    article = article_from_text(text)
    found = extractor(article, vectors=False).statements
    return {
        " … ".join(article.slice(span) for span in one.content): one
        for one in found
        if one.manner != "narrated"
    }


BULLETIN = """ANCHOR: The cabinet has survived. What does the prime minister say?

RHODA MERCER: She calls it luck. According to the central bank, nobody has asked for emergency cash.

ANCHOR: Rhoda Mercer, thank you."""


def test_turns_are_direct(extractor: Extractor) -> None:
    found = said(extractor, BULLETIN)
    for turn in ("Rhoda Mercer, thank you.", "The cabinet has survived. What does the prime minister say?"):
        assert found[turn].manner == "direct"


def test_what_a_turn_reports_of_others_lies_within_it(extractor: Extractor) -> None:
    found = said(extractor, BULLETIN)
    turn = next(one for content, one in found.items() if content.startswith("She calls it luck."))
    assert found["nobody has asked for emergency cash"].parent == turn.id
    assert turn.manner == "direct"


def test_what_one_says_of_oneself_is_no_other_statement(extractor: Extractor) -> None:
    text = "Q: Why did you go?\n\nA: I think it was the cold. Let me say that the mayor warned us the harbour was mined."
    found = said(extractor, text)
    assert not any(content.startswith("it was the cold") for content in found)
    assert any(one.parent for one in found.values())


def test_where_a_colon_is_the_cue_all_of_its_line_is_said(extractor: Extractor) -> None:
    text = (
        "The canal was closed on Sunday.\n\nHu Wenbo: The claim is false. The boats were never chased away.\n"
    )
    assert said(extractor, text)["The claim is false. The boats were never chased away."].manner == "direct"


def test_a_place_in_capitals_before_the_first_words_is_no_speaker(extractor: Extractor) -> None:
    text = 'PATNAGARH: Minister Devendra Solanki on Friday said the opposition was "playing politics".'
    assert all(
        "PATNAGARH" not in text[slice(*one.source[0].bounds)] for one in said(extractor, text).values()
    )
    assert all(one.manner != "direct" and one.parent is None for one in said(extractor, text).values())


def test_a_report_in_a_report_in_a_report(extractor: Extractor) -> None:
    text = "The Courier reported that the minister told lawmakers that the bank believes the loan will be repaid."
    found = said(extractor, text)
    inner = found["the loan will be repaid"]
    middle = next(one for one in found.values() if one.id == inner.parent)
    assert any(one.id == middle.parent and one.parent is None for one in found.values())


BY_INITIALS = """This week TB meets OL, who winds the clocks of Arn.

TB How many are left?

OL Eleven. The council wants ten.

TB Which one goes?

OL Ask the council.

The vote is in May. OL will be there."""


def test_initials_that_take_turns_are_labels(extractor: Extractor) -> None:
    told = said(extractor, BY_INITIALS)
    article = article_from_text(BY_INITIALS)
    speaking = {words: [article.slice(span) for span in one.source] for words, one in told.items()}
    assert speaking["How many are left?"] == ["TB"]
    assert speaking["Eleven. The council wants ten."] == ["OL"]
    assert speaking["Ask the council."] == ["OL"]


def test_names_in_capitals_that_take_turns_are_labels(extractor: Extractor) -> None:
    text = BY_INITIALS.replace("OL ", "ORBELI ").replace("TB ", "THORNE ")
    found = extractor(article_from_text(text), vectors=False)
    article = article_from_text(text)
    speaking = {article.slice(s.content[0]): [article.slice(x) for x in s.source] for s in found.statements}
    assert speaking["Ask the council."] == ["ORBELI"]
    names = {article.slice(m.span) for m in found.mentions if m.form == "name"}
    assert not {name for name in names if name.startswith(("ORBELI ", "THORNE "))}


@pytest.mark.parametrize(
    "title", ["The Long Table, episode 88: “Who owns a tree?”", "LIVE CHAT REPLAY: Is my water safe?"]
)
def test_the_title_of_a_transcript_is_not_said(extractor: Extractor, title: str) -> None:
    text = f"{title}\n\nORBELI: How many?\n\nTHORNE: Eleven.\n\nORBELI: Which one goes?\n\nTHORNE: Ask the council."
    told = said(extractor, text)
    assert "Ask the council." in told
    assert not any(words in title for words in told)


def test_each_clause_of_a_title_has_its_speaker(extractor: Extractor) -> None:
    text = "Orsk mine: minister says 14, union says 31\n\nRescue teams worked through the night at the mine of Orsk."
    told = said(extractor, text)
    article = article_from_text(text)
    assert {words: article.slice(told[words].source[0]) for words in told} == {
        "14": "minister",
        "31": "union",
    }


def test_what_a_relative_clause_tells_ends_with_it(extractor: Extractor) -> None:
    text = (
        "The firm Blick, which according to the regional government had no permit, surrendered on Wednesday."
    )
    article = article_from_text(text)
    [one] = said(extractor, text).values()
    assert [article.slice(span) for span in one.source] == ["the regional government"]
    assert [article.slice(span) for span in one.content] == ["which", "had no permit"]


def test_capitals_that_take_no_turns_are_no_labels(extractor: Extractor) -> None:
    text = "EU Summit opens in Arn.\n\nIt rained.\n\nUN Envoy arrives.\n\nIt rained on.\n\nEU Budget grows.\n"
    assert not [one for one in said(extractor, text).values() if one.manner == "direct"]


def test_a_round_up_names_each_above_the_words(extractor: Extractor) -> None:
    text = (
        "What they said\n\nThe court has spoken. Here are the reactions.\n\n"
        "RADO MIREL, IN COURT\n“You have convicted a calendar.”\n\n"
        "Prime Minister Neva Kapit\n“Nobody rejoices today.”\n\nThe court sits again in May.\n"
    )
    told = said(extractor, text)
    article = article_from_text(text)
    assert [article.slice(span) for span in told["“You have convicted a calendar.”"].source] == ["RADO MIREL"]
    assert [article.slice(s) for s in told["“Nobody rejoices today.”"].source] == [
        "Prime Minister Neva Kapit"
    ]
