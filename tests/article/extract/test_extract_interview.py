"""Interviews whose form alone tells who speaks, and texts that only look like one."""

import pytest

from onrecord.article.extract import Extractor
from onrecord.article.extract.interview import answers
from onrecord.article.read import article_from_text
from onrecord.types import Extraction

LEAD = "Hydrologist Nomvula Sithe has mapped the wells of Port Durne for twenty years.\n\n"
TALK = (
    "How bad is it, in your view?\n\nIt is worse than we feared.\n\n"
    "Do you trust the new dam?\n\nNo. Minister Kruger told me himself that the figures were old.\n\n"
    "So what should be done?\n\nWe have to count every well.\nI know it is dear.\n"
)


def placed(text: str, *names: str) -> list[tuple[int, int]]:
    return [(text.index(name), text.index(name) + len(name)) for name in names]


def found(text: str, *people: str, roles: tuple[str, ...] = ()) -> list[tuple[str, list[str], str]]:
    return [
        (
            text[slice(*one.speaker)],
            [text[slice(*line)] for line in one.lines],
            text[slice(*one.question)],
        )
        for one in answers(text, placed(text, *people), placed(text, *roles))
    ]


def test_what_stands_below_the_last_answer_is_not_said_by_whoever_gave_it() -> None:
    text = LEAD + TALK + "\nAll proceeds of the map go to the clinic.\n\nWe ask the council next week.\n"
    assert found(text, "Nomvula Sithe", "Kruger")[2][1] == [
        "We have to count every well.",
        "I know it is dear.",
    ]


def test_each_answer_has_its_question_and_all_its_lines() -> None:
    told = found(LEAD + TALK, "Nomvula Sithe", "Kruger")
    assert [who for who, _, _ in told] == ["Nomvula Sithe"] * 3
    assert told[2] == (
        "Nomvula Sithe",
        ["We have to count every well.", "I know it is dear."],
        "So what should be done?",
    )


def test_of_two_people_the_one_with_an_office_answers() -> None:
    text = "Lena Fischer met Samuel Okoro, former chief of staff.\n\n" + TALK
    assert {who for who, _, _ in found(text, "Lena Fischer", "Samuel Okoro", roles=("chief",))} == {
        "Samuel Okoro"
    }


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Lena Fischer met Samuel Okoro.\n\n" + TALK, ("Lena Fischer", "Samuel Okoro")),
        (TALK, ()),
        (LEAD + TALK.replace("Do you", "LF: Do you").replace("So what", "LF: So what"), ("Nomvula Sithe",)),
        (
            LEAD + "What next?\n\nThe dam is dry.\n\nWho pays?\n\nNobody.\n\nWhy?\n\nIt rained.",
            ("Nomvula Sithe",),
        ),
        (LEAD + "Will you come?\n\nI asked around.\n", ("Nomvula Sithe",)),
    ],
    ids=["two people", "nobody", "labels answer too", "an essay that asks", "one question"],
)
def test_unsure_is_no_interview(text: str, people: tuple[str, ...]) -> None:
    if "LF:" in text:
        text = (
            text.replace("It is worse", "NS: It is worse")
            .replace("No. M", "NS: No. M")
            .replace("We have", "NS: We have")
        )
    assert found(text, *people) == []


@pytest.fixture(scope="module")
def read() -> Extraction:
    return Extractor()(article_from_text(LEAD + TALK), vectors=False)


def test_the_answers_are_statements_with_their_questions(read: Extraction) -> None:
    text = LEAD + TALK
    said = [one for one in read.statements if one.source and not one.cue]
    assert [text[slice(*one.content[0].bounds)] for one in said] == [
        "It is worse than we feared.",
        "No. Minister Kruger told me himself that the figures were old.",
        "We have to count every well.",
    ]
    assert [text[slice(*one.question[0].bounds)] for one in said][1] == "Do you trust the new dam?"


def test_what_an_answer_reports_is_said_within_it(read: Extraction) -> None:
    text = LEAD + TALK
    [inner] = [one for one in read.statements if one.cue and text[slice(*one.cue[0].bounds)] == "told"]
    outer = next(one for one in read.statements if one.id == inner.parent)
    assert text[slice(*outer.content[0].bounds)].startswith("No. Minister Kruger")


def test_every_line_in_bold_asks_and_a_line_about_the_speaker_answers_nothing() -> None:
    text = (
        "Nomvula Sithe has been the head of the water board for ten years. Kruger is her deputy.\n\n"
        "**How bad is it, in your view?**\n\nIt is worse than we feared.\n\n"
        "**Do you trust the new dam?**\n\nI trust concrete.\n\n"
        "**Kruger does. You sound tired.**\n\nI sleep well.\n\n"
        "**What should be done?**\n\nWe have to count every well.\n\nMs Sithe, 61, walks to work.\n"
    )
    told = found(text, "Nomvula Sithe", "Kruger", roles=("head",))
    assert [(said, asked.strip("*")) for _, said, asked in told] == [
        (["It is worse than we feared."], "How bad is it, in your view?"),
        (["I trust concrete."], "Do you trust the new dam?"),
        (["I sleep well."], "Kruger does. You sound tired."),
        (["We have to count every well."], "What should be done?"),
    ]
    assert {who for who, _, _ in told} == {"Nomvula Sithe"}


ASKED = (
    "How did it get in?\nProbably in a crate of melons.\n\n"
    "Growers say that they heard it on the radio.\nThat must not happen again. I have told the office so.\n\n"
    "Can markets open?\nIndoors, no.\n\nWhen is it over?\nThirty days after the last case.\n"
)


def test_an_announced_conversation_needs_no_you() -> None:
    lead = "The pest is back. Chief inspector Dora Maule answered our questions on Monday.\n\n"
    told = found(lead + ASKED, "Dora Maule")
    assert [who for who, *_ in told] == ["Dora Maule"] * 4
    assert told[1][2] == "Growers say that they heard it on the radio."
    assert not found("The pest is back, chief inspector Dora Maule told traders.\n\n" + ASKED, "Dora Maule")


def test_a_title_asks_nobody() -> None:
    lead = "The pest is back. What now?\n\nInspector Dora Maule answered our questions.\n\n"
    assert len(found(lead + ASKED, "Dora Maule")) == 4
