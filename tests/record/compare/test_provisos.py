"""Conditions and limits that one report has and another leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.compare.provisos import provisos
from onrecord.types import Proviso
from tests.record.compare.reports import report

FERRIES = "The night ferries will sail on Friday"


@pytest.mark.parametrize(
    ("kind", "words", "with_it"),
    [
        ("condition", "unless the crews walk out", FERRIES + " unless the crews walk out."),
        ("condition", "If the storm passes", "If the storm passes, the night ferries will sail on Friday."),
        ("condition", "should the storm pass", FERRIES + " should the storm pass."),
        (
            "condition",
            "as long as the harbour is free of ice",
            FERRIES + " as long as the harbour is free of ice.",
        ),
        ("limit", "for now", FERRIES + " for now."),
        ("limit", "this year", "This year the night ferries will sail on Friday.".replace("This", "this")),
    ],
)
def test_what_is_left_out_or_added(kind: str, words: str, with_it: str) -> None:
    bare, full = report(FERRIES), report(with_it)
    assert provisos(full, bare) == (Proviso(kind, True, words),)  # type: ignore[arg-type]
    assert provisos(bare, full) == (Proviso(kind, False, words),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("base", "own"),
    [
        # another sentence, of which the other report tells nothing
        ("We will pay the crews. Nobody sails unless the ice melts.", "We will pay the crews"),
        # said in other words
        (FERRIES + " unless the crews walk out.", FERRIES + " if the crews stay on board"),
        (FERRIES + " for now.", FERRIES + " so far"),
        # no condition: a question, and what is granted
        (
            "He asked if the night ferries will sail on Friday.",
            "He asked about the night ferries that sail on Friday.",
        ),
        (FERRIES + " even if it snows.", FERRIES),
    ],
)
def test_what_is_told_otherwise_or_not_at_all(base: str, own: str) -> None:
    assert provisos(report(base), report(own)) == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_taken(base: str, own: str) -> None:
    for one in provisos(report(base), report(own)):
        assert one.words in (base if one.left_out else own)
