"""Titles, descriptions, labels and crowds that mean somebody named elsewhere (notation: see test_speakers)."""

from __future__ import annotations

import pytest

from tests.article.resolve.test_speakers import told

CASES: list[tuple[str, str, list[str]]] = [
    # ------------------------------------------------------------------ roles
    (
        "what she does is what she is",
        "[Ana Vell]p, who leads the opposition [Harbour Party]o in Dost, slept. The union's leader, [Ivo Dorn]p, came. "
        "S(The party leader) C(said) T(no). S(The union boss) C(said) T(no). S(The opposition leader) C(said) T(no).",
        ["Ana Vell > Harbour Party", "Ivo Dorn", "Ana Vell > Harbour Party"],
    ),
    (
        "who leads by two points holds no office",
        "[Ana Vell]p, who leads by two points, slept. [Ivo Dorn]p met [Lun Orra]p. S(The leader of the union) C(said) T(no).",
        ["~leader of the union"],
    ),
    (
        "an official of a foreign ministry is a diplomat",
        "[Ana Vell]p, spokeswoman for the [Foreign Ministry]o, met [Ivo Dorn]p, a baker. S(The diplomat) C(said) T(no).",
        ["Ana Vell > Foreign Ministry"],
    ),
    (
        "the head of a diplomacy is its minister",
        "The head of Dost's diplomacy, [Ivo Dorn]p, met [Ana Vell]p. S(The minister) C(said) T(no).",
        ["Ivo Dorn"],
    ),
    (
        "the palace's spokesman is the president's",
        "The press secretary of the President of [Norway]l, [Ivo Dorn]p, came. "
        "S(The Presidential Palace spokesman) C(said) T(no).",
        ["Ivo Dorn > Norway"],
    ),
    (
        "a title in capitals",
        "Chief Minister [K. Vell]p came. S(The [CM]o) C(said) T(no).",
        ["K. Vell"],
    ),
    (
        "a title is no given name",
        "S([Petitioner Ana Vell]p) C(said) T(no).",
        ["Ana Vell"],
    ),
    # ------------------------------------------------------------------ labels
    (
        "initials that look like a pronoun",
        "[Ilka Torvald]p met the [Global Ledger]o.\nS(GL)C(:) T(Why?)\nS(IT)C(:) T(Because.)",
        ["Global Ledger", "Ilka Torvald"],
    ),
    ("a country is not us", "[Norway]l waits. S(US) C(said) T(no).", ["United States"]),
    ("a body is not who", "S([WHO]o) C(said) T(no).", ["WHO"]),
    # ------------------------------------------------------------------ crowds
    (
        "the bishops, as before",
        "S(The Catholic bishops) C(said) T(no). It rained. S(The bishops) C(asked) T(for rain).",
        ["~Catholic bishops", "~Catholic bishops"],
    ),
    (
        "one of two crowds",
        "S(Harbour workers) C(said) T(no). S(Mill workers) C(said) T(yes). S(The workers) C(said) T(so).",
        ["~Harbour workers", "~Mill workers", "~workers"],
    ),
]


@pytest.mark.parametrize(("story", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_called_otherwise(story: str, expected: list[str]) -> None:
    assert told(story) == expected
