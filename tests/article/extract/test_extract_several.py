"""Several who speak in one sentence, one who speaks twice, and what lies inside another's statement."""

import pytest

from onrecord.article.extract import Extractor
from onrecord.article.read import article_from_text

Told = dict[str, tuple[str, str, bool]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def told(extractor: Extractor, text: str) -> Told:
    """By content: the source, the polarity, and whether it lies inside another statement."""
    article = article_from_text(text)
    return {
        " … ".join(article.slice(span) for span in one.content): (
            " … ".join(article.slice(span) for span in one.source),
            one.polarity,
            one.parent is not None,
        )
        for one in extractor(article, vectors=False).statements
        if one.manner != "narrated"
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "“It was an accident,” said the driver; “It was murder,” said the widow.",
            {"“It was an accident,”": "the driver", "“It was murder,”": "the widow"},
        ),
        (
            "His brother says he sailed north, his sister that he never left the house.",
            {"he sailed north": "His brother", "that he never left the house": "his sister"},
        ),
        (
            "Experts put the damage at four billion, the insurer at half that sum.",
            {"the damage at four billion": "Experts", "at half that sum": "the insurer"},
        ),
        (
            "Though the agency maintains the dye is harmless, two laboratories have found that it damages the liver.",
            {"the dye is harmless": "the agency", "that it damages the liver": "two laboratories"},
        ),
        (
            "@TaviraWatch, a monitoring group, put the number at 212.",
            {"the number at 212": "@TaviraWatch, a monitoring group,"},
        ),
    ],
)
def test_each_has_what_is_its_own(extractor: Extractor, text: str, wanted: dict[str, str]) -> None:
    found = told(extractor, text)
    assert {content: source for content, (source, _, _) in found.items()} == wanted


def test_what_one_did_not_say_is_another_statement(extractor: Extractor) -> None:
    found = told(
        extractor, "Brandt said there would be no layoffs, but did not say when the plant would reopen."
    )
    assert found["there would be no layoffs"] == ("Brandt", "asserted", False)
    assert found["when the plant would reopen"] == ("Brandt", "negated", False)


def test_what_is_not_ruled_out_is_only_possible(extractor: Extractor) -> None:
    [(_, polarity, _)] = told(
        extractor, "Ulyev did not rule out that the chamber will return to the question."
    ).values()
    assert polarity == "hypothetical"


def test_one_quotation_in_two_pieces_stays_one(extractor: Extractor) -> None:
    found = told(extractor, "“It is a chance,” said Gonzalez, 55, of Brigantine. “Look what they did to us.”")
    assert list(found) == ["“It is a chance,” … “Look what they did to us.”"]


@pytest.mark.parametrize(
    ("text", "inner", "source"),
    [
        (
            "Party insiders say the high command thinks Solanki has become a liability.",
            "Solanki has become a liability",
            "the high command",
        ),
        (
            "Investors worry that the dividend may be next, an analyst said.",
            "that the dividend may be next",
            "Investors",
        ),
        (
            "Mrs Hallam said the defendant had shouted: “You will be next”.",
            "“You will be next”",
            "the defendant",
        ),
    ],
)
def test_what_somebody_is_said_to_think_lies_inside(
    extractor: Extractor, text: str, inner: str, source: str
) -> None:
    assert told(extractor, text)[inner] == (source, "asserted", True)


def test_a_coordinated_clause_is_beside_and_not_inside(extractor: Extractor) -> None:
    text = (
        "Ostria's Karl Denk said he was tired of it and an aide to the minister said there would be no reply."
    )
    found = told(extractor, text)
    assert found["he was tired of it"] == ("Ostria's Karl Denk", "asserted", False)
    assert found["there would be no reply"] == ("an aide to the minister", "asserted", False)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Rebels have taken the town of Umm Qasra, a military source told the Orient News Service on condition of anonymity.",
            "a military source",
            "Rebels have taken the town of Umm Qasra",
        ),
        (
            "Eight climbers were found alive on Mount Ossel, the rescue service said in a post on its website.",
            "the rescue service",
            "Eight climbers were found alive on Mount Ossel",
        ),
        (
            "The republic is not considering the question of sending observers to the neighbouring Selmistan, "
            "reported the head of the press service of the parliament, Arkady Ulyev.",
            "the head of the press service of the parliament, Arkady Ulyev",
            "The republic is not considering the question of sending observers to the neighbouring Selmistan",
        ),
        (
            "It was gathered that the Assembly would summon the commissioner.",
            "",
            "that the Assembly would summon the commissioner",
        ),
    ],
)
def test_who_says_so_stands_behind(extractor: Extractor, text: str, source: str, content: str) -> None:
    found = told(extractor, text)
    assert {content: source for content, (source, _, _) in found.items()} == {content: source}


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "‘It’s a disgrace, pure and simple,’ fumed pensioner Merle Augustin, 78.",
            "pensioner Merle Augustin, 78",
            "‘It’s a disgrace, pure and simple,’",
        ),
        (
            "The agency Mercury quoted sources it described as well-informed as saying that a delegation would arrive within days.",
            "sources it described as well-informed",
            "a delegation would arrive within days",
        ),
        (
            "The agency Mercury quoted informed sources as saying that the deputy governor had opposed it.",
            "informed sources",
            "the deputy governor had opposed it",
        ),
        (
            "Tal was quoted by Radio Sael as saying: “We will not pay.”",
            "Tal",
            "“We will not pay.”",
        ),
        (
            "In the capital, on Monday, Minister Tala Oro was quoted by state television as saying that the border stays shut.",
            "Minister Tala Oro",
            "the border stays shut",
        ),
        (
            "It is worth mentioning that the Minister had stated last week that the doors are open for dialogue.",
            "the Minister",
            "that the doors are open for dialogue",
        ),
        (
            "A daily handful of walnuts does not protect the memory of older people, the longest trial of its kind has found.",
            "the longest trial of its kind",
            "A daily handful of walnuts does not protect the memory of older people",
        ),
    ],
)
def test_one_statement_and_whose_it_is(extractor: Extractor, text: str, source: str, content: str) -> None:
    found = told(extractor, text)
    assert {content: source for content, (source, _, _) in found.items()} == {content: source}


def test_a_participle_that_opens_the_sentence_is_that_of_the_subject_behind_it(extractor: Extractor) -> None:
    text = "Stressing that the operation will continue, Minister Sezer said: “Nobody should dream.”"
    assert told(extractor, text)["that the operation will continue"][0] == "Minister Sezer"


def test_what_is_noted_besides_is_another_statement(extractor: Extractor) -> None:
    text = (
        "The Foreign Minister, Hadi Al-Qasimi, confirmed in a press statement that the Kingdom rejects any interference, "
        "considering that “what is happening is a dangerous escalation”."
    )
    found = told(extractor, text)
    assert set(found) == {
        "that the Kingdom rejects any interference",
        "that “what is happening is a dangerous escalation”",
    }


def test_nothing_unquoted_is_said_across_paragraphs(extractor: Extractor) -> None:
    text = (
        "Residents are up in arms over the plan, saying the nearest doctor would be “two buses and a prayer” away.\n\n"
        "‘It’s a disgrace, pure and simple,’ fumed pensioner Merle Augustin, 78. ‘My pressure up since I hear it.’\n"
    )
    assert not any("\n" in content for content in told(extractor, text))


def test_a_quotation_with_its_speaker_taken_for_its_end(extractor: Extractor) -> None:
    found = told(extractor, "“We won,” Sereny said. “He lost,” Orlik shot back.")
    assert {content: source for content, (source, _, _) in found.items()} == {
        "“We won,”": "Sereny",
        "“He lost,”": "Orlik",
    }


def test_a_part_of_the_sentence_that_nobody_claims_may_tell_what_was_not_said(extractor: Extractor) -> None:
    found = told(extractor, "Interior Minister Colm Berg confirmed the arrests but gave no further details.")
    assert found["further details"] == ("Interior Minister Colm Berg", "negated", False)


def test_who_speaks_within_a_quotation_that_is_never_closed(extractor: Extractor) -> None:
    text = (
        "Officials threatened to close her publisher.\n\n“I was afraid every day, she told me once. I only hid it well.\n\n"
        "Her daughter hopes the house will become a museum."
    )
    assert told(extractor, text)["“I was afraid every day, … I only hid it well"][0] == "she"


def test_whom_something_is_revealed_to_is_no_part_of_it(extractor: Extractor) -> None:
    found = told(extractor, "An official source revealed to “Al-Fajr” that the cost rose by a third.")
    assert list(found) == ["that the cost rose by a third"]
