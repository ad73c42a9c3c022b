"""Who "I" is where the article is signed, in small invented pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.resolve.authors import AUTHOR
from tests.article.resolve.test_speakers import told

SAYS = "S(I) C(think) T(it rains)."

CASES: list[tuple[str, str, list[str]]] = [
    ("a byline", f"Rain again\n\nBy Ana Vell\n\n{SAYS}", ["Ana Vell"]),
    (
        "a byline with an office",
        f"Rain again\n\nBy Ana Vell, Chief Executive, Harbour Line\n\n{SAYS}",
        ["Ana Vell"],
    ),
    ("a byline in capitals", f"Rain again\n\nBY ANA VELL\n\n{SAYS}", ["Ana Vell"]),
    ("an opinion", f"Rain again\n\nOPINION | Ana Vell\n\n{SAYS}", ["Ana Vell"]),
    ("two authors", f"Rain again\n\nBy Ana Vell and Ivo Dorn\n\n{SAYS}", [AUTHOR]),
    ("a desk", f"Rain again\n\nBy our staff\n\n{SAYS}", [AUTHOR]),
    ("below", f"Dear all,\n\n{SAYS}\n\nHon. Ana Vell\nMinister of Rain", ["Ana Vell"]),
    ("a name above is no signature", f"Rain again\n\nAna Vell\n\n{SAYS}", [AUTHOR]),
    ("nobody", f"Rain again\n\n{SAYS}\n\nThe End", [AUTHOR]),
    (
        "letters",
        "LETTERS\n\nSir – S(I) C(think) T(it rains).\nDr Ana Vell, Dost\n\nSir – S(I) C(hope) T(not).\nName supplied\n\n"
        "Sir – S(I) C(know) T(so).\nIvo Dorn",
        ["Ana Vell", AUTHOR, "Ivo Dorn"],
    ),
    ("an answer after a dash", f"By Ana Vell\n\nWas it late?\n\n– It was. {SAYS}", ["?"]),
]


@pytest.mark.parametrize(("story", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_i_am(story: str, expected: list[str]) -> None:
    assert told(story) == expected


@given(st.text(max_size=200))
def test_any_lines_sign_or_do_not(below: str) -> None:
    plain = "".join(c for c in below if c not in "()[]{}<>")
    assert len(told(f"Rain again\n\n{SAYS}\n\n{plain}")) == 1
