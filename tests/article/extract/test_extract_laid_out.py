"""Speakers that a line shows by its form; what looks like it and is none."""

import pytest

from onrecord.article.extract import Extractor
from onrecord.article.read import article_from_text


@pytest.fixture(scope="module")
def told():
    extractor = Extractor()

    def read(text):
        article = article_from_text(text)
        return [
            (
                " … ".join(article.slice(span) for span in one.source),
                " … ".join(article.slice(span) for span in one.content),
            )
            for one in extractor(article, vectors=False).statements
            if one.manner != "narrated"
        ]

    return read


BODY = "\n\nThe pass was empty on Sunday, and the shops in the valley were shut."


def test_a_title_with_its_speaker_behind_the_colon(told):
    assert ("rescuers", "Toll rises to 44") in told("Toll rises to 44: rescuers" + BODY)


def test_a_signed_quotation(told):
    [(source, content)] = told("“The park needs new boots for its rangers.” —Director Paul Okocha")
    assert "Paul Okocha" in source and content.startswith("“The park")


def test_a_quotation_announced_by_from(told):
    [(source, content)] = told("And from Director Paul Okocha: “The park needs new boots.”")
    assert "Paul Okocha" in source and "needs new boots" in content


def test_questions_and_answers(told):
    text = "Q: When did you first hear of the leak?\nA: On the Tuesday. My deputy called me at home."
    said = told(text)
    assert ("Q", "When did you first hear of the leak?") in said
    assert ("A", "On the Tuesday. My deputy called me at home.") in said


@pytest.mark.parametrize("label", ["Video", "Opinion", "Opening hours", "Breaking", "Photo"])
def test_a_label_is_no_speaker(told, label):
    assert all(source != label for source, _ in told(f"{label}: the port by night" + BODY))


def test_a_list_with_colons_is_no_transcript(told):
    text = "Tickets: 12 crowns\nBus: line 4\nDoors: 7 pm\n" + BODY
    assert told(text) == []


def test_a_dash_after_a_quotation_need_not_sign_it(told):
    text = "They called it “the silent spring” — a name that stuck for many years in the valley."
    assert all("a name" not in source for source, _ in told(text))


def test_a_line_under_a_quotation_signs_it(told):
    text = (
        "“Small ports feed large ones,” said Fund President Ilse Marran.\n\n"
        "“Our members have waited nine years for this.”\nTomas Veld, mayor of Sarn\n\n"
        "“It rained.”\nTomas Veld, who had no umbrella, was soaked.\n"
    )
    said = told(text)
    assert ("Tomas Veld, mayor of Sarn", "“Our members have waited nine years for this.”") in said
    assert all("umbrella" not in source for source, _ in said)


def test_a_signed_quotation_is_not_the_speakers_before(told):
    text = (
        'Vice-President Marek Dvor added: "The rule shows that both can go hand in hand."\n\n'
        "The board expects that the rule will cut emissions in ports by half.\n\n"
        '"The tools are there; what was missing was certainty for investors."\n– Joana Pires, rapporteur'
    )
    by = {content: source for source, content in told(text)}
    assert "Marek Dvor" in by['"The rule shows that both can go hand in hand."']
    assert "Joana Pires" in by['"The tools are there; what was missing was certainty for investors."']


def test_a_turn_holds_all_that_its_line_says(told):
    text = (
        "Lena Fischer: Are talks realistic?\n"
        "Samuel Okoro: Of course. Everybody knows that there will be talks. The question is who will sit there."
    )
    said = dict(told(text))
    assert said["Samuel Okoro"].startswith("Of course.")
    assert said["Samuel Okoro"].endswith("who will sit there.")


def test_a_turn_may_be_one_word(told):
    text = "Anita Desai: Have you paid any of it back?\nSarah Whitcombe: No.\nAnita Desai: Will you do it?\n"
    assert ("Sarah Whitcombe", "No.") in told(text)


def test_a_place_in_a_title_says_no_quotation(told):
    assert all(
        "Port" not in source for source, _ in told('Port of Calder on strike: "No crane will move"' + BODY)
    )


def test_nobody_speaks_from_the_text_into_its_title(told):
    text = (
        'Port of Calder on strike: "No crane will move"\n\n'
        "According to the agency Westwire, the dockworkers of Calder have laid down their work."
    )
    assert all(content.count("No crane") == 0 for source, content in told(text) if "Westwire" in source)


def test_a_quoted_title_before_its_cue_stays_with_it(told):
    found = told("'Not one rupee was paid': Minister hits back at CBI claims in dam scam" + BODY)
    assert any("Not one rupee" in content and "Minister" in source for source, content in found)


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Dam was safe, builder insists", "builder", "Dam was safe"),
        ("Rates to rise again, central bank hints", "central bank", "Rates to rise again"),
        ("Vaccine is safe, regulator tells parents", "regulator", "Vaccine is safe"),
        ("Exiled general claims army is split", "Exiled general", "army is split"),
        ("Health chief: Masks to stay until June", "Health chief", "Masks to stay until June"),
        ("Vote will be held on time, promises junta chief", "junta chief", "Vote will be held on time"),
        ("Bishops urge calm after shooting", "Bishops", "calm after shooting"),
        ("Ferry was overloaded — inquiry", "inquiry", "Ferry was overloaded"),
        ('"This is our last warning": Army to protesters', "Army", '"This is our last warning"'),
    ],
)
def test_a_title_names_its_speaker_in_many_ways(told, title, source, content):
    assert (source, content) in told(title + BODY)


@pytest.mark.parametrize(
    "title",
    [
        "Two men charged after fire - Harbour News 7",
        "Explainer: Why the dam broke",
        "Ferry sinks – in pictures",
    ],
)
def test_an_outlet_or_a_kind_of_text_is_no_speaker_of_a_title(told, title):
    assert told(title + BODY) == []


def test_labels_of_a_transcript(told):
    text = (
        "ANCHOR (on camera): Good evening from Port Lero.\n\nREPORTER 2: The square is filling up. (Laughter.) It is loud.\n\n"
        "It was quiet at noon.\n\nMr Ferreira – Harbour Capital: Bread has doubled.\n\nQ Thank you. When?"
    )
    assert told(text)[:4] == [
        ("ANCHOR", "Good evening from Port Lero."),
        ("REPORTER 2", "The square is filling up. … It is loud. … It was quiet at noon."),
        ("Mr Ferreira", "Bread has doubled."),
        ("Q", "Thank you. When?"),
    ]


def test_a_title_that_looks_like_a_turn_is_none(told):
    assert all("Quits" not in source for source, _ in told("Prime Minister Quits: What Comes Next" + BODY))
