"""Forms of the world's news, each in a made-up sentence: who says what, and what is none."""

import pytest

from onrecord.article.extract import Extractor
from onrecord.article.read import article_from_text

Told = list[tuple[str, str, str, str]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def told(extractor: Extractor, text: str) -> Told:
    """Source, cue, content and polarity of each statement."""
    article = article_from_text(text)
    parts = ("source", "cue", "content")
    return [
        (*(" … ".join(article.slice(span) for span in getattr(one, part)) for part in parts), one.polarity)  # type: ignore[misc]
        for one in extractor(article, vectors=False).statements
        if one.manner != "narrated"
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        # split by its cue
        ("The two planes, officials said on Sunday, came close.", "officials", "The two planes … came close"),
        ("This, she believes, is how the fever spread.", "she", "This … is how the fever spread"),
        (
            "His client, the lawyer told the court, had been asleep at the time.",
            "the lawyer",
            "His client … had been asleep at the time",
        ),
        (
            "The next government, says Professor Anand Rao of the Institute for Water, will have to pay.",
            "Professor Anand Rao of the Institute for Water",
            "The next government … will have to pay",
        ),
        (
            "The exercises, as the KTP agency reported, will focus on “the defence of the coast.”",
            "the KTP agency",
            "The exercises … will focus on “the defence of the coast.”",
        ),
        # what one says, in what another reports
        (
            "“Either Markov goes or we go,” Besim Hodi, leader of the Civic Union, said on Tuesday, Harbour Wire reported.",
            "Besim Hodi, leader of the Civic Union,",
            "“Either Markov goes or we go,”",
        ),
        # documents
        ("The treaty provides that each side may inspect the ports.", "The treaty", "that each side may inspect the ports"),
        ("“The king is resting,” read a statement from the palace.", "a statement from the palace", "“The king is resting,”"),
        ("As stated in the decree, the tax will apply from May.", "the decree", "the tax will apply from May"),
        # translated English
        ("As the governor declared, the water reached the second floors.", "the governor", "the water reached the second floors"),
        ("In his words, nobody had warned the fishermen.", "his", "nobody had warned the fishermen"),
        ("From the words of the witness, the driver was drunk.", "the witness", "the driver was drunk"),
        ("That the road is closed, announced the police of Karsk.", "the police of Karsk", "That the road is closed"),
        # several speakers
        ("“Go,” said the father. “Stay,” begged the mother.", "the mother", "“Stay,”"),
        ("“I was asleep,” Ona said; “So was I,” added her sister.", "her sister", "“So was I,”"),
        ("The mine was never safe, concludes the inquiry.", "the inquiry", "The mine was never safe"),
        ("Some say he fled, others that he was taken.", "others", "that he was taken"),
        ("The army says 12 people died, the rebels say 90.", "the rebels", "90"),
        # hearers
        ("The minister told KPS prices would fall.", "The minister", "prices would fall"),
        ("Guards told the paper the gate was shut.", "Guards", "the gate was shut"),
        ("The general has told allies he will stand again.", "The general", "he will stand again"),
        ("Guards told us the gate was shut.", "Guards", "the gate was shut"),
        # what the network tied to nothing
        ("Her diary records that the line went dead at nine.", "Her diary", "that the line went dead at nine"),
        (
            "Rain closed the airport of Sella, a tower controller told the Valley Radio on condition of anonymity.",
            "a tower controller",
            "Rain closed the airport of Sella",
        ),
        ("– I respect every citizen, – emphasised Dragojević, – but the law is the law.", "Dragojević", "I respect every citizen … but the law is the law"),
        ("— We will plough in March, — she assured, — snow or no snow.", "she", "We will plough in March … snow or no snow"),
        # sources with a name between commas, and with whom they cite
        ("Bills will rise by a tenth, the regulator, Watermark, said.", "the regulator, Watermark,", "Bills will rise by a tenth"),
        ("The Valley Herald, citing two officials, said the dam would be drained.", "The Valley Herald", "the dam would be drained"),
    ],
)  # fmt: skip
def test_who_says_what(extractor: Extractor, text: str, source: str, content: str) -> None:
    assert (source, content) in [(s, t) for s, _, t, _ in told(extractor, text)]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Police declined to say how many had been held.", "declined to say", "how many had been held"),
        ("Neither side confirmed the ceasefire.", "confirmed", "the ceasefire"),
        ("The king has yet to say whether he will sign the law.", "has yet to say", "whether he will sign the law"),
        ("No one told us that the train was cancelled.", "told", "that the train was cancelled"),
    ],
)  # fmt: skip
def test_what_was_not_said(extractor: Extractor, text: str, cue: str, content: str) -> None:
    [(_, got, said, polarity)] = told(extractor, text)
    assert (content in said, polarity) == (True, "negated")
    assert cue in got or got in cue


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Officials in Tavira said Norra thinks sanctions will not last.", "Norra"),
        ("“My grandfather always said that the river gives and takes,” recalled Mirela Dan.", "My grandfather"),
        ("The consulate said that, according to the harbour police, five sailors were missing.", "the harbour police"),
        (
            "The dockers' union rejected the offer on Tuesday, its chairwoman Leda Orsini said, Northwire reported.",
            "its chairwoman Leda Orsini",
        ),
        (
            "Karsk believes that the siege of the town, that is, the closing of its harbour, is a lasting threat, Orlan said.",
            "Karsk",
        ),
    ],
)  # fmt: skip
def test_what_is_reported_within_a_statement_has_a_parent(
    extractor: Extractor, text: str, inner: str
) -> None:
    article = article_from_text(text)
    said = extractor(article, vectors=False).statements
    [within] = [one for one in said if one.source and article.slice(one.source[0]) == inner]
    [around] = [one for one in said if one is not within]
    assert within.parent == around.id


@pytest.mark.parametrize(
    "text",
    [
        "How he answers that question will decide the vote.",
        "“I think we want what we have always wanted,” said Tal.",
    ],
)
def test_what_is_none(extractor: Extractor, text: str) -> None:
    assert all(source == "Tal" for source, *_ in told(extractor, text))


def test_what_an_agency_tells_is_that_she_said_it(extractor: Extractor) -> None:
    text = "The bridge would stay shut for a year, Mayor Ana Tal said according to the agency KPS."
    said = {(source, content) for source, _, content, _ in told(extractor, text)}
    assert ("Mayor Ana Tal", "The bridge would stay shut for a year") in said
