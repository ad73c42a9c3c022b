"""Quotation marks in every style, balanced or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.extract.quotation import (
    CLOSING,
    INSIDE,
    INSIDE_SINGLE,
    OPENING,
    OUTSIDE,
    paragraphs,
    quotations,
    states,
)


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"No," said Tal.', ['"No,"']),
        ("“No,” said Tal, “not yet.”", ["“No,”", "“not yet.”"]),
        ("«Nein», sagte er. „Noch nicht“, fügte er hinzu.", ["«Nein»", "„Noch nicht“"]),
        ("»Nein«, sagte er.", ["»Nein«"]),
        ("„Nem”, mondta.", ["„Nem”"]),
        ("She said: 'We will stay in Halvan.' Then she left.", ["'We will stay in Halvan.'"]),
        ("‘It’s the Democrats’ plan, not ours,’ he said.", ["‘It’s the Democrats’ plan, not ours,’"]),
        ("It isn't the '90s, the Democrats' plan or O'Hara's.", []),
        ('because " the harbour stays closed."', ['" the harbour stays closed."']),
        ('"actual risks” to the “whole coast"', ['"actual risks”', '“whole coast"']),
        ("``We go,'' she said.", ["``We go,''"]),
        ("''We go,'' she said, ''now.''", ["''We go,''", "''now.''"]),
        ("He is 6'2\" tall.", []),
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
        ("‘He called it “a joke” again,’ she said.", ["‘He called it “a joke” again,’"]),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_never_closed_ends_with_its_paragraph() -> None:
    text = '"We wait for the ferry, he said.\n\nNobody answered.'
    (found,) = quotations(text)
    assert text[found.start : found.end] == '"We wait for the ferry, he said.'
    assert not found.closed
    assert not found.runs_on


def test_speech_over_two_paragraphs_runs_on() -> None:
    text = "“First, the port.\n\n“Then the bridge,” she said."
    first, second = quotations(text)
    assert first.runs_on
    assert not first.closed
    assert second.closed


def test_states_of_each_character() -> None:
    assert list(states("a “b” ‘cd’")) == [
        OUTSIDE, OUTSIDE, OPENING, INSIDE, CLOSING, OUTSIDE, OPENING, INSIDE_SINGLE, INSIDE_SINGLE, CLOSING,
    ]  # fmt: skip


def test_a_hard_wrapped_line_does_not_end_a_paragraph() -> None:
    text = '"We will\nkeep talking," she said.\n\nNext.'
    assert [text[a:b] for a, b in paragraphs(text)] == ['"We will\nkeep talking," she said.', "Next."]
    assert quoted(text) == ['"We will\nkeep talking,"']


MARKS = st.text(alphabet=st.sampled_from(list("ab '\"“”„«»‘’‹›`.,\n\r\t?( é😀\u2028\ud800")), max_size=80)


@given(st.one_of(MARKS, st.text(max_size=200)))
def test_any_text(text: str) -> None:
    found = quotations(text)
    last = 0
    for q in found:
        assert last <= q.start < q.inner[0] <= q.inner[1] <= q.end <= len(text)
        last = q.end
    assert len(states(text)) == len(text)
    bounds = [edge for paragraph in paragraphs(text) for edge in paragraph]
    assert bounds == sorted(bounds)


def test_speech_between_dashes():
    text = "— Who will pay for it? — asked the deputy, — and when?"
    assert [text[slice(*q.inner)] for q in quotations(text)] == ["Who will pay for it?", "and when?"]


def test_a_list_with_dashes_is_no_speech():
    for text in ("– The plan – a bold one – was dropped.", "- bread - milk", "– first point, second point"):
        assert quotations(text) == ()
