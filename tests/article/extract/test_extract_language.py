"""Sentences, questions, cues, the outlet's own voice: the parts that are rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.extract.chain import certainty, likeliest
from onrecord.article.extract.cues import act, polarity
from onrecord.article.extract.intervals import Intervals
from onrecord.article.extract.labels import TAGS, may_follow
from onrecord.article.extract.questions import is_question, question_in, tells_how_answered
from onrecord.article.extract.sentences import sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Tal met Gen. Ort. They spoke.", 2),
        ("He lives in the U.S. The house is old.", 2),
        ("The U.S. Army left at 3 p.m. on Monday.", 1),
        ('"We go. We stay," he said. "No."', 3),
        ("Wait… What? Yes!", 3),
        ("J. R. Ostrow spoke for the No. 2 party.", 1),
        ("Prices rose 3.5 percent. Wages fell.", 2),
        ("A title\n\nA sentence. Another", 3),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(max_size=200))
def test_sentences_of_any_text(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        last = end


def test_question_after_the_cue() -> None:
    text = "the clerk replied to a query about whether talks are planned."
    found = question_in(text, 0, len(text), Intervals([(0, 9)]))
    assert found is not None
    assert "whether talks are planned" in text[slice(*found)]


def test_how_it_was_answered() -> None:
    assert tells_how_answered("That was her reply to a question about the harbour.")
    assert not tells_how_answered("She answered the question about the harbour.")
    assert is_question("Asked whether the port is open, he nodded.", 0, 6)
    assert not is_question("The minister said whether or not", 0, 18)


@pytest.mark.parametrize(
    ("before", "cue", "expected"),
    [
        ("", "did not say", "negated"),
        ("", "declined to say", "negated"),
        ("has never", "said", "negated"),
        ("did not, at first,", "say", "negated"),
        ("who asked not to be named,", "said", "asserted"),
        ("who didn’t give a name,", "said", "asserted"),
        ("speaking on condition he not be named,", "said", "asserted"),
        ("", "might say", "hypothetical"),
        ("if he", "says", "hypothetical"),
        ("", "said on Monday", "asserted"),
    ],
)
def test_polarity(before: str, cue: str, expected: str) -> None:
    assert polarity(before, cue) == expected


def test_act() -> None:
    assert act("hopes") == "attitude"
    assert act("announced") == "speech"
    assert act("expressed hope") == "speech"


def test_no_inside_without_its_beginning() -> None:
    import numpy as np  # noqa: PLC0415

    rng = np.random.default_rng(5)
    moves = np.array([[0.0 if may_follow(a, b) else -1e4 for b in TAGS] for a in TAGS], dtype=np.float32)
    emissions = rng.normal(size=(300, len(TAGS))).astype(np.float32) * 3
    path = likeliest(emissions, moves)
    previous = "O"
    for tag in (TAGS[n] for n in path):
        assert may_follow(previous, tag)
        previous = tag
    sure = certainty(emissions, moves, path)
    assert ((sure > 0) & (sure <= 1)).all()
