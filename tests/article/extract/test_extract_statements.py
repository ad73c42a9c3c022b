"""From attributions to statements."""

from __future__ import annotations

from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.quotation import quotations, states
from onrecord.article.extract.sentences import sentences
from onrecord.article.extract.statements import Draft, drafts


def _part(text: str, role: str, words: str) -> Part:
    start = text.index(words)
    return Part(role, start, start + len(words), range(0), 0.9)


def _drafts(text: str, *found: tuple[str | None, str, str]) -> list[Draft]:
    made = [
        Found(
            _part(text, "source", who) if who else None,
            _part(text, "cue", cue),
            (_part(text, "content", what),),
            0.9,
        )
        for who, cue, what in found
    ]
    quoted = quotations(text)
    return drafts(text, made, quoted, states(text, quoted), sentences(text))


def test_what_a_question_takes_for_granted_is_nobodys_statement() -> None:
    text = "Asked whether clashes are expected as the rebels gain ground, the mayor said there would be none."
    [told] = _drafts(
        text,
        (None, "are expected", "as the rebels gain ground"),
        ("the mayor", "said", "there would be none"),
    )
    [asked] = told.question
    assert text[slice(*asked)] == "whether clashes are expected as the rebels gain ground"
    assert text[slice(*told.cue[0])] == "said"


def test_what_stands_before_another_speaker_stays_outside_of_questions() -> None:
    text = "Clashes are expected as the rebels gain ground, and the mayor said there would be none."
    cues = [text[slice(*one.cue[0])] for one in _drafts(
        text, (None, "are expected", "as the rebels gain ground"), ("the mayor", "said", "there would be none")
    )]  # fmt: skip
    assert cues == ["are expected", "said"]


def test_one_word_is_enough_for_what_somebody_denies_doubts_or_wants() -> None:
    text = "The port disputes that. Sailors want rain. What the council says, nobody knows."
    told = [
        (text[slice(*one.source[0])], text[slice(*one.content[0])])
        for one in _drafts(
            text,
            ("The port", "disputes", "that"),
            ("Sailors", "want", "rain"),
            ("the council", "says", "What"),
        )
    ]
    assert told == [("The port", "that"), ("Sailors", "rain")]


def test_that_which_opens_a_clause_says_nothing() -> None:
    assert _drafts("Nobody knew that the port had closed.", ("Nobody", "knew", "that")) == []
