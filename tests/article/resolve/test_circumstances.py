"""Addressee, occasion and place, in made-up stories."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.resolve.circumstances import circumstances
from onrecord.types import Article, Manner, Mention, Span, Statement
from tests.article.resolve.stories import read

SAID = "that the gate was shut"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def around(text: str, source: str, cue: str, content: str = SAID, places: str = "") -> tuple[str | None, ...]:
    article = Article("a", text)
    manner: Manner = "direct" if content.startswith('"') else "indirect"
    made = Statement(
        "s", "a", (span(text, source),), (span(text, cue),), (span(text, content),), manner=manner
    )
    mentions = [Mention(span(text, name), "name", "place") for name in places.split()]
    found = circumstances(article, [made], mentions, [Span(0, len(text))])[0]
    for one in found:
        if one is not None:
            assert " ".join(article.slice(one.evidence[0]).split()) == one.text
    return tuple(one.text if one else None for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Orlan told reporters {SAID}.", ("reporters", None, None)),
        (f"Orlan told reporters in Velm on Monday {SAID}.", ("reporters", None, "Velm")),
        (f"Orlan told parliament {SAID}.", ("parliament", None, None)),
        (f"Orlan told members of the harbour committee {SAID}.", ("members of the harbour committee", None, None)),
        (f"Orlan told the High Court {SAID}.", ("the High Court", None, None)),
        (f"Orlan told Sputnik {SAID}.", ("Sputnik", None, None)),
        (f"Orlan told a hearing on Friday {SAID}.", (None, "a hearing", None)),
        (f"Orlan told a news conference in Velm {SAID}.", (None, "a news conference", "Velm")),
        (f"Orlan told journalists at a briefing in Velm {SAID}.", ("journalists", "a briefing", "Velm")),
        (f"Speaking at a joint news conference, Orlan said {SAID}.", (None, "a joint news conference", None)),
        (f"Orlan said at the spring session of the Velm Treaty Council {SAID}.", (None, "the spring session of the Velm Treaty Council", None)),
        (f"Orlan said in an interview {SAID}.", (None, "an interview", None)),
        (f"Orlan said in a statement on Monday {SAID}.", (None, "a statement", None)),
        (f"Orlan said on social networks {SAID}.", (None, "social networks", None)),
        (f"Orlan said in a telephone conversation with the king {SAID}.", (None, "a telephone conversation with the king", None)),
        (f"At Monday's briefing, Orlan said {SAID}.", (None, "Monday's briefing", None)),
        (f"Orlan told The Huffington Post {SAID}.", ("The Huffington Post", None, None)),
        (f"Orlan told Ada J. Tessel {SAID}.", ("Ada J. Tessel", None, None)),
        (f"Orlan said in a Facebook message {SAID}.", (None, "a Facebook message", None)),
        (f"Orlan said {SAID}.", (None, None, None)),
    ],
)  # fmt: skip
def test_what_the_cue_clause_tells(text: str, expected: tuple[str | None, ...]) -> None:
    cue = "told" if "told" in text else "said"
    assert around(text, "Orlan", cue, places="Velm" if " in Velm" in text else "") == expected


def test_the_cue_may_hold_it() -> None:
    text = f"Orlan said in a statement to the press {SAID}."
    assert around(text, "Orlan", "said in a statement to the press") == ("the press", "a statement", None)


def test_after_a_quotation() -> None:
    text = '"No," Orlan told lawmakers at a hearing in Velm on Monday.'
    assert around(text, "Orlan", "told", '"No,"', "Velm") == ("lawmakers", "a hearing", "Velm")


@pytest.mark.parametrize(
    "content",
    [
        '"Today, at the meeting of the council in Velm, I told everybody,"',
        '"They told the court,"',
    ],
)
def test_nothing_is_read_from_what_was_said(content: str) -> None:
    assert around(
        f"{content} Orlan said.", "Orlan", "said", content, "Velm" if "Velm" in content else ""
    ) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    "text",
    [
        f"In reply to a question, Orlan said {SAID}.",
        f"The minister, who told the king nothing, or Orlan, said {SAID}.",
        f"Asked whether Velm had told the king, Orlan said {SAID}.",
    ],
)
def test_what_belongs_to_something_else(text: str) -> None:
    assert around(text, "Orlan", "said")[:2] == (None, None)


def test_the_dateline_is_not_the_place_of_saying() -> None:
    text = f"VELM, March 5. Orlan said {SAID}."
    assert around(text, "Orlan", "said", places="VELM") == (None, None, None)


def test_who_goes_on_is_at_the_same_place() -> None:
    text = 'Orlan told reporters that it was late. "Too late," she added.'
    made = [
        Statement("1", "a", (span(text, "Orlan"),), (span(text, "told"),), (span(text, "that it was late"),)),
        Statement("2", "a", (span(text, "she"),), (span(text, "added"),), (span(text, '"Too late,"'),), manner="direct"),
    ]  # fmt: skip
    cut = text.index('"')
    found = circumstances(Article("a", text), made, (), [Span(0, cut - 1), Span(cut, len(text))])
    assert found[1][0] is not None
    assert found[1][0].text == "reporters"


WORDS = st.sampled_from(
    [
        "told",
        "reporters",
        "at",
        "a",
        "briefing",
        "in",
        "Velm",
        "of",
        "the",
        "council",
        "on",
        "Monday",
        ",",
        "said",
        "to",
        "parliament",
        "“",
        "”",
        '"',
        ".",
        "with",
        "and",
        "\n",
        "é",
        "𝔐",
        "'",
        "’s",
        "interview",
        "statement",
        "Twitter",
        "who",
        "told",
        "to",
        "members",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(WORDS, max_size=40).map(" ".join)), st.data())
def test_any_text_gives_words_that_stand_in_it(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    parts = [(Span(a, b),) if a < b else () for a, b in zip(ends[::2], ends[1::2], strict=True)]
    article = Article("a", text)
    sentences = [Span(0, len(text))] if text else []
    places = [Mention(Span(a, b), "name", "place") for a, b in itertools.pairwise(ends) if a < b]
    for found in circumstances(
        article, [Statement("s", "a", parts[0], parts[1], parts[2])], places, sentences
    ):
        for one in found:
            if one is not None:
                assert one.text
                assert " ".join(article.slice(one.evidence[0]).split()) == one.text


def test_where_and_to_whom_over_a_table() -> None:
    """Right, wrong and missed over 81 made-up sentences."""
    table = Path(__file__).with_name("where_and_to_whom.tsv").read_text(encoding="utf-8")
    right = wrong = missed = 0
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        article, statements, mentions = read(row["story"])
        found = circumstances(article, statements, mentions, [Span(0, len(article.text))])[0]
        for name, one in zip(("addressee", "occasion", "place"), found, strict=True):
            told = one.text if one else ""
            right += bool(told) and told == row[name]
            wrong += bool(told) and told != row[name]
            missed += not told and bool(row[name])
    assert right >= 95
    assert wrong == 0
    assert missed <= 3
