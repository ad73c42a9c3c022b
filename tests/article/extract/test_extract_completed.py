"""What the network leaves out: speakers of quotations left open, rests of clauses, "in the words of"."""

from pathlib import Path

import pytest

import onrecord.article.extract
from onrecord.article.extract import Extractor
from onrecord.article.extract.completed import completed
from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.encode import encode, load_tokenizer
from onrecord.article.extract.frames import framed
from onrecord.article.extract.scene import Scene
from onrecord.article.extract.sentences import sentences
from onrecord.article.read import article_from_text

TOKENIZER = load_tokenizer(Path(onrecord.article.extract.__file__).parent / "tokenizer.json")
Told = list[tuple[str, list[str]]]


def told(text: str, source: str = "", cue: str = "", *contents: str) -> Told:
    """Source and contents of all attributions after completion, as words; one was found, or none."""
    encoded = encode(text, TOKENIZER)

    def part(role: str, words: str) -> Part:
        place = text.index(words), text.index(words) + len(words)
        return Part(role, *place, encoded.pieces(*place), 0.9)

    found = []
    if cue:
        spoken = tuple(part("content", words) for words in contents)
        found = [Found(part("source", source) if source else None, part("cue", cue), spoken, 0.9)]
    scene = Scene(encoded, sentences=sentences(text))
    made = framed(scene, completed(scene, found))
    return [
        (
            text[one.source.start : one.source.end] if one.source else "",
            [text[p.start : p.end] for p in one.contents],
        )
        for one in made
    ]


def test_a_quotation_left_open_ends_before_its_speaker() -> None:
    text = "“The money never came, the head said. The school has forty pupils."
    assert told(text, "", "said", "“The money never came, the head") == [
        ("the head", ["“The money never came,"])
    ]


def test_a_quotation_that_is_closed_stays() -> None:
    text = "“The money never came, the head said. It was late.”"
    assert told(text, "", "said", "“The money never came, the head")[0][0] == ""


@pytest.mark.parametrize("verb", ["had made up", "will make up"])
def test_the_rest_of_a_clause_that_its_cue_interrupts(verb: str) -> None:
    text = f"Nine of ten voters, according to the poll, {verb} their minds."
    found = told(text, "the poll", "according to", "Nine of ten voters")
    assert found == [("the poll", ["Nine of ten voters", f"{verb} their minds"])]


def test_what_follows_a_whole_clause_is_another() -> None:
    text = "Prices fell, according to the poll, and wages rose."
    assert told(text, "the poll", "according to", "Prices fell") == [("the poll", ["Prices fell"])]


@pytest.mark.parametrize(
    ("text", "source", "contents"),
    [
        ("In the words of its founder, the party is a house.", "its founder", ["the party is a house"]),
        ("The club, in the words of its chairman, is finished.", "its chairman", ["The club", "is finished"]),
        ("The law is a bad joke, in the view of the union.", "the union", ["The law is a bad joke"]),
    ],
)
def test_in_the_words_of(text: str, source: str, contents: list[str]) -> None:
    assert told(text) == [(source, contents)]


def test_in_few_words_nothing_is_said() -> None:
    assert told("In the words of Tal.") == []


def test_a_reader_finds_them() -> None:
    article = article_from_text(
        "In the words of its founder, Ana Brok, the party was “a house without doors”."
    )
    said = Extractor()(article, vectors=False).statements
    assert any("house without doors" in article.slice(span) for one in said for span in one.content)
