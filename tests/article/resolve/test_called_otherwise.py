"""Titles, descriptions, labels and crowds that mean somebody named elsewhere (notation: see test_speakers)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.article.resolve import resolve
from onrecord.types import Furniture, Span
from tests.article.resolve.stories import read
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
        "a bracket between a role and its name",
        "The president of the [Harbour Union]o (HU), [Ivo Dorn]p, yesterday met [Ana Vell]p, director of the [Dost Museum]o. "
        "T(“No”), S(the leader at the headquarters of the [HU]o) C(said). S(The union's president) C(said) T(so).",
        ["Ivo Dorn > Harbour Union", "Ivo Dorn > Harbour Union"],
    ),
    (
        "a secretary of state for something is no foreign minister",
        "[Ana Vell]p, the Secretary of State for Sport, met [Ivo Dorn]p. S(The foreign minister) C(said) T(no).",
        ["~foreign minister"],
    ),
    (
        "a day before a title is no part of it",
        "On Tuesday Minister [Ivo Dorn]p had slept. S(The minister) C(said) T(no).",
        ["Ivo Dorn"],
    ),
    (
        "who goes by a name",
        "S(The rebels' commander), who uses the name Comrade [Vell]p, C(said) T(no). "
        "S(A smuggler) known only as [Dorn]p C(said) T(so).",
        ["Vell", "Dorn"],
    ),
    (
        "an initial makes a person",
        "It was signed by the inspector, [N. Vell]l, S(who) C(said) T(it was final).",
        ["N. Vell"],
    ),
    (
        "a lead's minister speaks the quotation that follows",
        "S(Norway's energy minister) C(rejected) T(the charge). \n\nT(“We hid nothing,”) S([Ana Vell]p) C(told) a meeting.",
        ["Ana Vell", "Ana Vell"],
    ),
    (
        "another's quotation after a lead's minister is another's",
        "S(Norway's energy minister) C(rejected) T(the charge). \n\nT(“It hid much,”) S([Ivo Dorn]p), a farmer, C(said).",
        ["~Norway's energy minister > Norway", "Ivo Dorn"],
    ),
    (
        "a general command is no general",
        "[Ana Vell]p came. S(The General [Command of the Army of Norway]o) C(said) T(no).",
        ["General Command of the Army of Norway > Norway"],
    ),
    (
        "a firm's first word alone is the firm",
        "[Marlin Shipping]o closed. S([Marlin]p) C(said) T(no).",
        ["Marlin Shipping"],
    ),
    (
        "one name in two pieces around bin",
        "[Sheikh Omar]p bin [Zaid Vell]p came. S(The sheikh) C(said) T(no). S([Vell]p) C(said) T(so).",
        ["Omar bin Zaid Vell", "Omar bin Zaid Vell"],
    ),
    (
        "according to which",
        "She answered the words of [Ivo Dorn]p, C(according to) S(which) T(it rained).",
        ["Ivo Dorn"],
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
    (
        "a minister of foreign affairs is a foreign minister",
        "[Norway]l's Minister of Foreign Affairs, [Ivo Dorn]p, met Minister for Trade and Industry [Ana Vell]p. "
        "S(The Norwegian foreign minister) C(said) T(no). S(The industry minister) C(said) T(so).",
        ["Ivo Dorn > Norway", "Ana Vell > Norway"],
    ),
    (
        "her daughter, as introduced",
        "Her daughter, [Ana Vell]p, wept. [Ivo Dorn]p left. It rained. S(Her daughter) C(said) T(no). S(Her son) C(said) T(so).",
        ["Ana Vell", "~Ana Vell's son"],
    ),
    (
        "his country is the one he speaks for",
        "S([Norway]l's foreign minister, [Ivo Dorn]p,) C(said) T(S2(his country) C2(rejects) T2(it)).",
        ["Ivo Dorn > Norway", "Norway"],
    ),
    (
        "an interview is given by whom it is with",
        "S(An interview with Ambassador [Ana Vell]p) C(said) T(no).",
        ["Ana Vell"],
    ),
    (
        "what a possessive leads to is no title",
        "The envoy spoke to the [Courier]o's [Ana Vell]p. S(The envoy) C(said) T(no).",
        ["~envoy"],
    ),
    (
        "initials apart",
        "Justice R. P. [Vell]p came. S(Justice [Vell]p) C(said) T(no).",
        ["R. P. Vell"],
    ),
    ("an office without a form of address", "S(Mr [Vell]p's office) C(said) T(no).", ["Vell's office"]),
    (
        "whose ministry",
        "[Norway]l is cold. S([MFA]o of [Norway]l) C(said) T(no).",
        ["MFA of Norway > Norway"],
    ),
    (
        "the head of several owners' union is a person",
        "S(The head of the dockers' union, [Leda Orsini]o,) C(said) T(never).",
        ["Leda Orsini"],
    ),
    (
        "two names a letter apart in one sentence are two",
        "[Owen Farn]p and [Owen Varn]p came. S([Farn]p) C(said) T(never). S([Varn]p) C(said) T(so).",
        ["Owen Farn", "Owen Varn"],
    ),
    (
        "an aide is not whom the next sentence opens with",
        "S(An aide to [Ana Vell]p) C(said) T(never). [Ivo Dorn]p wept.",
        ["~An aide to Ana Vell"],
    ),
    # ------------------------------------------------------------------ labels
    (
        "initials that look like a pronoun",
        "[Ilka Torvald]p met the [Global Ledger]o.\nS(GL)C(:) T(Why?)\nS(IT)C(:) T(Because.)",
        ["Global Ledger", "Ilka Torvald"],
    ),
    (
        "a place before a colon is where, not who",
        "S([VELM]p): T(The court sat). S([Ana Vell]p) C(said) T(never).",
        ["?", "Ana Vell"],
    ),
    (
        "a title's first word, where the rest has a speaker",
        "S1([Dost]p): T1(S2([Greens]o) C2(reject) T2(budget))\n\n[Dost]p slept. S([Ana Vell]p) C(said) T(never).",
        ["?", "Greens", "Ana Vell"],
    ),
    (
        "a name before a colon speaks",
        "S([Vell]p): T(never)\n\n[Ana Vell]p slept.",
        ["Ana Vell"],
    ),
    (
        "a question's label with its colon",
        "[Ana Vell]p came.\nS(Q)C(:) T(Why?)\nS([Vell]p)C(:) T(S2(Ministers) C2(say) T2(much)).",
        ["?", "Ana Vell", "~Ministers"],
    ),
    ("the auditors by name", "S(The auditors, [Brand & Coe]o,) C(said) T(never).", ["Brand & Coe"]),
    ("a country is not us", "[Norway]l waits. S(US) C(said) T(no).", ["United States"]),
    ("a body is not who", "S([WHO]o) C(said) T(no).", ["WHO"]),
    # ------------------------------------------------------------------ crowds
    (
        "the bishops, as before",
        "S(The Catholic bishops) C(said) T(no). It rained. S(The bishops) C(asked) T(for rain).",
        ["~Catholic bishops", "~Catholic bishops"],
    ),
    (
        "fourteen of a party are not the party",
        "S(Fourteen [Greens]o) C(said) T(never). S([Greens]o) C(said) T(so). S(The 14 [Greens]o) C(said) T(it).",
        ["~Fourteen Greens", "Greens", "~14 Greens"],
    ),
    ("a name that counts", "S([Seven West Media]o) C(said) T(never).", ["Seven West Media"]),
    (
        "spokesmen of both",
        "S([Harbour Line]o and [Dost Council]o spokesmen) C(said) T(never).",
        ["~Harbour Line and Dost Council spokesmen"],
    ),
    (
        "a body and others",
        "S(The [Harbour Union]o and city officials) C(said) T(never).",
        ["Harbour Union + ~city officials"],
    ),
    (
        "one of two crowds",
        "S(Harbour workers) C(said) T(no). S(Mill workers) C(said) T(yes). S(The workers) C(said) T(so).",
        ["~Harbour workers", "~Mill workers", "~workers"],
    ),
]


TITLES: list[tuple[str, str, str, list[str]]] = [
    (
        "the one official of that country whom the lead names",
        "S(Norwegian Official) C(Threatens) T(Dost)",
        "S1() T1(Roads will close), [Ivo Dorn]p, the Norwegian president's special envoy, C1(said).",
        ["Ivo Dorn"],
    ),
    (
        "the minister whom the lead names",
        "S(Minister)C(:) T(Fuel must rise)",
        "S(Energy Minister [Karl Oden]p) C(said) T(that fuel must rise).",
        ["Karl Oden", "Karl Oden"],
    ),
    (
        "one of two",
        "S(Coach) C(says) T(team was robbed)",
        "S(Coach [Marek Tolan]p) C(said) T(no). S(Dost coach [Igor Sand]p) C(said) T(so).",
        ["?", "Marek Tolan", "Igor Sand"],
    ),
    (
        "nobody whom the text names late",
        "S(Minister) C(says) T(fuel must rise)",
        "It rained. It snowed. It froze. It rained. It snowed. It froze. S(Minister [Karl Oden]p) C(said) T(no).",
        ["?", "Karl Oden"],
    ),
]


@pytest.mark.parametrize(
    ("title", "story", "expected"), [case[1:] for case in TITLES], ids=[case[0] for case in TITLES]
)
def test_headlines(title: str, story: str, expected: list[str]) -> None:
    article, statements, mentions = read(f"{title}\n\n{story}")
    headline = Furniture(Span(0, article.text.index("\n")), "headline")
    found = resolve(replace(article, furniture=(headline,)), statements, mentions, ())[0]
    assert [a.speaker.name if a.speaker else "?" for a in found][: len(expected)] == expected


@pytest.mark.parametrize(("story", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_called_otherwise(story: str, expected: list[str]) -> None:
    assert told(story) == expected
