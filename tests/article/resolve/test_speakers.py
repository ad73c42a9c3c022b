"""Who said it, in small invented stories: one line of expectation for each statement.

"Ana Vell" is the speaker's name, "~a senior official" somebody nameless, "?" unknown; "A + B" are
two speakers; "Ana Vell > Velmara" adds whom she speaks for.
"""

from __future__ import annotations

import re

import pytest

from onrecord.article.resolve.entities import cast
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.speakers import speakers
from tests.article.resolve.stories import read

CASES: list[tuple[str, str, list[str]]] = [
    # ------------------------------------------------------------------ who is not meant
    (
        "through a spokeswoman, he stays he",
        "[Ben Vell]p sailed. [Vell]p, through a spokeswoman, declined to comment. S(<He>p) C(said) T(no).",
        ["Ben Vell"],
    ),
    (
        "a relative who comes in later leaves the surname alone",
        "[Ana Vell]p ran. [Vell]p lost. Her brother [Ivan Vell]p sailed. It rained. It snowed. "
        "S([Vell]p) C(said) T(no).",
        ["Ana Vell"],
    ),
    (
        "a relative named just before leaves it open",
        "[Ana Vell]p ran. [Vell]p lost. Her brother [Ivan Vell]p sailed. S([Vell]p) C(said) T(no).",
        ["?"],
    ),
    (
        "father and son of one name",
        "[Ivo Vell]p ran. S([Ivo Vell]p Jr.) C(said) T(no). It rained. S(Mr. [Vell]p) C(said) T(yes).",
        ["Ivo Vell Jr.", "?"],
    ),
    (
        "a description before two names",
        "S(The two candidates, [Ana Vell]p and [Ivo Dorn]p,) C(said) T(no).",
        ["Ana Vell + Ivo Dorn"],
    ),
    (
        "a description before a name with its place",
        "S(Her party rival, Senator [Ivo Dorn]p of [Dost]l,) C(said) T(no).",
        ["Ivo Dorn"],
    ),
    (
        "two descriptions of one person",
        "S(Mayoral contender and former pilot [Ivo Dorn]p) C(said) T(no).",
        ["Ivo Dorn"],
    ),
    (
        "who adds something has just spoken",
        "S([Ivo Dorn]p, who taught [Oleg Vell]p,) C(said) T(no). S(<He>p) C(added) T(never).",
        ["Ivo Dorn", "Ivo Dorn"],
    ),
    (
        "they after two people with titles",
        "Mr. [Vell]p and Senator [Ivo Dorn]p met. S(<They>p) C(said) T(no).",
        ["Vell + Ivo Dorn"],
    ),
    # ------------------------------------------------------------------ an interview's turns
    (
        "A is whom the lead says was interviewed",
        "We spoke to [Ana Vell]p about the strike.\n\nS(Q): T(When?)\n\nS(A): T(In May.)",
        ["?", "Ana Vell"],
    ),
    (
        "two were interviewed",
        "We spoke to [Ana Vell]p and we talked to [Ivo Dorn]p.\n\nS(Q): T(When?)\n\nS(A): T(In May.)",
        ["?", "?"],
    ),
    # ------------------------------------------------------------------ scripts
    ("a script without capitals", "S(Mayor [محمد الكاظم]p) C(said) T(no).", ["محمد الكاظم"]),
    ("a combining mark", "S(Mayor [O\u0301na Vell]p) C(said) T(no).", ["O\u0301na Vell"]),
    # ------------------------------------------------------------------ names and surnames
    ("full name", "S([Ana Vell]p) C(said) T(it was over).", ["Ana Vell"]),
    (
        "surname",
        "S([Ana Vell]p) C(said) T(no). S([Vell]p) C(added) T(never).",
        ["Ana Vell", "Ana Vell"],
    ),
    (
        "surname before the full name",
        "S([Vell]p) C(says) T(no)\n\nMinister [Ana Vell]p arrived. S([Vell]p) C(said) T(no).",
        ["Ana Vell", "Ana Vell"],
    ),
    (
        "misspelt surname",
        "S([Oleg Drezkov]p) C(said) T(no). S([Drescov]p) C(stressed) T(never).",
        ["Oleg Drezkov", "Oleg Drezkov"],
    ),
    (
        "another surname is another person",
        "S([Oleg Drezkov]p) C(said) T(no). S([Drummond]p) C(stressed) T(never).",
        ["Oleg Drezkov", "Drummond"],
    ),
    (
        "misspelt full name",
        "S([Ahmad Darood]p) C(said) T(no). Later S([Ahmad Daroud]p) C(said) T(yes).",
        ["Ahmad Darood", "Ahmad Darood"],
    ),
    (
        "initial",
        "S([Ana M. Vell]p) C(said) T(no). S([Ana Vell]p) C(said) T(yes).",
        ["Ana M. Vell", "Ana M. Vell"],
    ),
    (
        "two of one surname, the honorific tells",
        "[Ana Vell]p met her brother [Ivan Vell]p. S(Mr. [Vell]p) C(said) T(no). S(Ms. [Vell]p) C(said) T(yes).",
        ["Ivan Vell", "Ana Vell"],
    ),
    (
        "two of one surname, nothing tells",
        "[Ana Vell]p and [Ivan Vell]p met on the quay. S([Vell]p) C(said) T(no).",
        ["?"],
    ),
    (
        "two of one surname, the title tells",
        "Mayor [Ana Vell]p met Senator [Ivan Vell]p. S(Mayor [Vell]p) C(said) T(no).",
        ["Ana Vell"],
    ),
    (
        "surname that comes first",
        "S(President [Li Wenzhao]p) C(said) T(no). S([Li]p) C(added) T(never).",
        ["Li Wenzhao", "Li Wenzhao"],
    ),
    (
        "particle",
        "S([Joris van den Berg]p) C(said) T(no). S([Van den Berg]p) C(added) T(never).",
        ["Joris van den Berg", "Joris van den Berg"],
    ),
    ("title inside the name", "S([Foreign Minister Ana Vell]p) C(said) T(no).", ["Ana Vell"]),
    ("possessive", "In S([Ana Vell]p's) C(view), T(it is over).", ["Ana Vell"]),
    (
        "tagger missed the second mention",
        "S([Ana Vell]p) C(said) T(no). S(Vell) C(added) T(never).",
        ["Ana Vell", "Ana Vell"],
    ),
    ("tagger missed the name", "Yesterday S(Maria Dorn) C(said) T(no).", ["Maria Dorn"]),
    ("two speakers", "S([Ana Vell]p and [Ivo Dorn]p) C(said) T(no).", ["Ana Vell + Ivo Dorn"]),
    (
        "two speakers with roles",
        "S(Senator [Ana Vell]p and Mayor [Ivo Dorn]p) C(said) T(no).",
        ["Ana Vell + Ivo Dorn"],
    ),
    (
        "a president and a wife of the same surname",
        "It rained. President [Vell]p said little. Then the first lady, [Maria Vell]p, came. S(The president)"
        " C(said) T(no). S(Mr. [Vell]p) C(added) T(never).",
        ["Vell", "Vell"],
    ),
    # ------------------------------------------------------------------ who is meant, not who relays
    (
        "said by somebody, according to an agency",
        'T("We sail,") the spokesman, [Ivo Dorn]p, said on Tuesday, C(according to) S(the agency [KPS]o).',
        ["Ivo Dorn"],
    ),
    (
        "a pronoun, according to an agency",
        'S([Ana Vell]p) C(said) T(no). T("We sail,") <she>p added, C(according to) S(the agency [KPS]o).',
        ["Ana Vell", "Ana Vell"],
    ),
    (
        "an agency that speaks itself",
        'T("Ten boats left,") C(according to) S(the agency [KPS]o).',
        ["KPS"],
    ),
    (
        "the body behind a poll",
        "C(According to) S(a study by the [Harbour Institute]o), T(boats are old).",
        ["Harbour Institute"],
    ),
    (
        "the last speaker by another phrase",
        "S([Ana Vell]p) C(said) T(no). S(The northern candidate) C(added) T(never).",
        ["Ana Vell", "Ana Vell"],
    ),
    (
        "a bare office is somebody else's",
        "S([Ana Vell]p) C(said) T(no). S(The commander) C(said) T(never).",
        ["Ana Vell", "~commander"],
    ),
    (
        "whoever answers is not whoever has just spoken",
        "S([Ana Vell]p) C(said) T(no). S(The northern candidate) C(shot back) T(never).",
        ["Ana Vell", "~northern candidate"],
    ),
    (
        "who, after somebody in what describes another",
        "On the quay stood [Ana Vell]p of Dost, a former backer of [Ivo Dorn]p, S(who) C(said) T(no).",
        ["?"],
    ),
    (
        "who, after a short description between commas",
        "There stood [Ana Vell]p, Republican of Dost, S(who) C(said) T(no).",
        ["Ana Vell"],
    ),
    ("who, after a plural", "The harbour has angered many voters S(who) C(say) T(no).", ["~many voters"]),
    (
        "places of a plural are no speakers",
        "S(Most fishermen in [Velmara]l, [Ketria]l and [Dost]l) C(said) T(no).",
        ["~Most fishermen in Velmara, Ketria and Dost"],
    ),
    (
        "two adjectives, one group",
        "S(Three current and former officials) C(said) T(no).",
        ["~Three current and former officials"],
    ),
    ("a share of a group", "S(31% of voters) C(said) T(no).", ["~31% of voters"]),
    ("a large number", "S(1,409 teachers) C(said) T(no).", ["~1,409 teachers"]),
    (
        "they are two people named together",
        "[Ana Vell]p and [Ivo Dorn]p met on the quay. S(<They>p) C(said) T(no).",
        ["Ana Vell + Ivo Dorn"],
    ),
    (
        "a minister without a country, whose country the sentence tells",
        "The [Velmaran]d coast is long. [Velmara]l's plan was laid out by S(Foreign Minister [Ivo Dorn]p), who C(said) T(no).",
        ["Ivo Dorn > Velmara"],
    ),
    (
        "a president in a report on another country is not that country's",
        "S(President [Ana Vell]p) C(said) T([Ketria]l must hold elections). Foreign Minister [Ivo Dorn]p of [Ketria]l left.",
        ["Ana Vell"],
    ),
    # ------------------------------------------------------------------ roles next to the name
    (
        "name, role with a body",
        "S([Ivo Dorn]p, the head of ship builder [Harbour Line]o,) C(said) T(no).",
        ["Ivo Dorn > Harbour Line"],
    ),
    (
        "role of an office of a country, name",
        "C(said) S(the spokesman for the Prime Minister of [Velmara]l [Ivo Dorn]p). T(No).",
        ["Ivo Dorn > Velmara"],
    ),
    (
        "envoy of a named president",
        "[Velmara]l is far. On Friday, S(the [Velmaran]d President [Ana Vell]p's fisheries envoy to [Orsk]l and"
        " head of the [Foreign Ministry]o's Harbour Department, [Ivo Dorn]p,) C(said) T(no).",
        ["Ivo Dorn > Velmara"],
    ),
    (
        "nationality and title",
        "In [Velmara]l, S([Velmaran]d Foreign Minister [Ana Vell]p) C(said) T(no).",
        ["Ana Vell > Velmara"],
    ),
    (
        "opposition does not speak for the state",
        "[Velmara]l. S([Velmaran]d opposition leader [Ana Vell]p) C(said) T(no).",
        ["Ana Vell"],
    ),
    (
        "former minister speaks for nobody",
        "[Velmara]l. S(Former [Velmaran]d finance minister [Ana Vell]p) C(said) T(no).",
        ["Ana Vell"],
    ),
    ("age and trade", "S([Ivo Dorn]p, 45, a fisherman from [Dost]l,) C(said) T(no).", ["Ivo Dorn"]),
    ("party and state in brackets", "S(Sen. [Ana Vell]p) C(said) T(no).", ["Ana Vell"]),
    (
        "spokeswoman of a ministry",
        "S([Norwegian]d [Foreign Ministry]o spokeswoman [Ana Vell]p) C(said) T(no).",
        ["Ana Vell > Norway"],
    ),
    (
        "a role before and is another's",
        "S(The head of [Harbour Line]o and [Ivo Dorn]p) C(said) T(no).",
        ["head of Harbour Line + Ivo Dorn"],
    ),
    (
        "role, honorific, name",
        "S(The chief executive of [Harbour Line]o, Mr [Ivo Dorn]p,) C(said) T(no).",
        ["Ivo Dorn > Harbour Line"],
    ),
    ("one of them, by name", "S(One of the lawyers, [Ana Vell]p,) C(said) T(no).", ["Ana Vell"]),
    ("the name and herself", "S([Ana Vell]p herself) C(said) T(no).", ["Ana Vell"]),
    (
        "a judge by her title",
        "Justice [Meenal Rao]p sat. S(The judge) C(said) T(no).",
        ["Meenal Rao"],
    ),
    # ------------------------------------------------------------------ role phrases
    (
        "the role's holder was named",
        "[Kremlin]l spokesman [Oleg Drezkov]p arrived. S(The [Kremlin]l spokesman) C(added) T(no).",
        ["Oleg Drezkov > Russia"],
    ),
    (
        "another form of the role",
        "[Russian]d presidential press secretary [Oleg Drezkov]p came. S(The presidential spokesman) C(said) T(no)."
        " C(said) S(the [Kremlin]l spokesman). T(Yes).",
        ["Oleg Drezkov > Russia", "Oleg Drezkov > Russia"],
    ),
    (
        "holder named later",
        "S(The [Velmaran]d president) C(said) T(no). [Velmara]l. President [Ana Vell]p of [Velmara]l spoke in May.",
        ["Ana Vell > Velmara"],
    ),
    (
        "deputy is not the minister",
        "Deputy Foreign Minister [Ivo Dorn]p came. S(The foreign minister) C(said) T(no).",
        ["~foreign minister"],
    ),
    (
        "the other country's minister",
        "[Norwegian]d Foreign Minister [Ana Vell]p met him. S(The [Danish]d foreign minister) C(said) T(no).",
        ["Danish foreign minister > Denmark"],
    ),
    (
        "ministers of two countries",
        "[Norwegian]d Foreign Minister [Ana Vell]p met [Danish]d Foreign Minister [Ivo Dorn]p."
        " S(The [Danish]d minister) C(said) T(no).",
        ["Ivo Dorn > Denmark"],
    ),
    (
        "the diplomat",
        "S([Ivo Dorn]p, [Norwegian]d ambassador to [Velmara]l,) C(said) T(no). C(According to) S(the {diplomat}p),"
        " T(talks go on).",
        ["Ivo Dorn > Norway", "Ivo Dorn > Norway"],
    ),
    (
        "two diplomats, not told apart",
        "Ambassador [Ivo Dorn]p met Ambassador [Ana Vell]p for tea at noon. S(The {ambassador}p) C(said) T(no).",
        ["?"],
    ),
    (
        "unnamed holder of a lasting role",
        "S(The [Kremlin]l {spokesman}p) C(said) T(no).",
        ["Kremlin spokesman > Russia"],
    ),
    (
        "unnamed minister of an invented country",
        "[Velmara]l and [Velmaran]d ships. S(The Finance Minister of [Velmara]l) C(said) T(no).",
        ["Finance Minister of Velmara > Velmara"],
    ),
    (
        "lead's nameless official, named below",
        "S(A [Norwegian]d [Foreign Ministry]o official) C(says) T(no).\nOn Friday S([Ivo Dorn]p, a director in the"
        " [Foreign Ministry]o,) C(said) T(never).",
        ["?|Ivo Dorn|~A Norwegian Foreign Ministry official", "Ivo Dorn"],
    ),
    (
        "nameless official, another person below",
        "S(A [Norwegian]d [Foreign Ministry]o official) C(says) T(no).\nOn Friday S(Mayor [Ivo Dorn]p) C(said) T(never).",
        ["~A Norwegian Foreign Ministry official > Norway", "Ivo Dorn"],
    ),
    # ------------------------------------------------------------------ pronouns
    (
        "he",
        "S([Ivan Dorn]p) C(said) T(no). S(<He>p) C(added) T(never).",
        ["Ivan Dorn", "Ivan Dorn"],
    ),
    (
        "she is the woman",
        "S([Ana Vell]p) C(said) T(no) to [Ivan Dorn]p. S(<She>p) C(added) T(never).",
        ["Ana Vell", "Ana Vell"],
    ),
    (
        "he is the man though she spoke last",
        "[Ivan Dorn]p listened. S([Maria Vell]p) C(said) T(no). S(<He>p) C(added) T(never).",
        ["Maria Vell", "Ivan Dorn"],
    ),
    (
        "he in quotation turns",
        'S([Ivan Dorn]p) C(said): T("No.")\nS(<He>p) C(said) T(there would be rain). C(According to) S(<him>p), T(it is cold).',
        ["Ivan Dorn"] * 3,
    ),
    (
        "a name inside the words said is not who says them next",
        'S([Ivan Dorn]p) C(said): T("[Peter Lund]p must go.") S(<He>p) C(added): T("Now.")',
        ["Ivan Dorn", "Ivan Dorn"],
    ),
    (
        "two men on one footing",
        "[Ivan Dorn]p met [Peter Lund]p, and [Peter Lund]p met [Ivan Dorn]p, in the old town. It rained all night."
        " S(<He>p) C(said) T(no).",
        ["?"],
    ),
    ("nobody in sight", "It rained. S(<She>p) C(said) T(no).", ["?"]),
    (
        "no woman in sight",
        "Chairman [Ivan Dorn]p came. S(<She>p) C(said) T(no).",
        ["?"],
    ),
    (
        "who",
        "The warning came from Deputy Foreign Minister [Ivan Dorn]p, S(<who>p) C(pointed out) T(that it rains).",
        ["Ivan Dorn"],
    ),
    (
        "who after a role",
        "[Ana Vell]p, the mayor of [Dost]l, S(<who>p) C(said) T(that it rains), left.",
        ["Ana Vell"],
    ),
    (
        "it is the company",
        "S([Harbour Line]o) C(said) T(no). S(<It>o) C(added) T(that ships were late).",
        ["Harbour Line", "Harbour Line"],
    ),
    (
        "he is a nameless man",
        "S(A {fisherman}p) C(said) T(no). S(<He>p) C(added) T(never).",
        ["~A fisherman", "~A fisherman"],
    ),
    (
        "I inside a quotation",
        'S1([Ana Vell]p) C1(said): T1("S2(I) C2(told them) T2(no).")',
        ["Ana Vell", "Ana Vell"],
    ),
    ("I in the author's voice", "S(I) C(think) T(it rains).", ["the author"]),
    ("I in a quotation set off by a colon", "[Ana Vell]p wrote:\n\nS(I) C(think) T(it rains).", ["?"]),
    # ------------------------------------------------------------------ countries and bodies
    ("capital for its government", "S([Oslo]l) C(warned) T(of rain).", ["Norway"]),
    ("country", "S([Norway]l) C(said) T(no).", ["Norway"]),
    ("seat", "S(The [Kremlin]l) C(says) T(no).", ["Russia"]),
    ("the nation's side", "S(The Norwegian side) C(voiced) T(its worries).", ["Norway"]),
    ("government", "S(The [Norwegian]d {government}o) C(said) T(no).", ["Norway"]),
    (
        "an invented country's capital",
        "In [Velmara]l, [Velmaran]d ships sail from the [Velmaran]d capital, [Dost]l. S([Dost]l) C(said) T(no).",
        ["Velmara"],
    ),
    (
        "delegation",
        "S(The [Harbour League]o {delegation}o in [Oslo]l) C(announced) T(peace).",
        ["Harbour League"],
    ),
    (
        "the company",
        "Shares of [Harbour Line]o fell. S(The {company}o) C(said) T(no).",
        ["Harbour Line"],
    ),
    (
        "the ministry",
        "The [Norwegian]d [Health Ministry]o met. S(The {ministry}o) C(said) T(no).",
        ["Norwegian Health Ministry > Norway"],
    ),
    (
        "acronym",
        "The [Harbour Line Union]o (HLU) met. S(The [HLU]o) C(said) T(no).",
        ["Harbour Line Union"],
    ),
    ("campaign is no person", "S(The [Vell]p {campaign}o) C(said) T(no).", ["Vell campaign"]),
    (
        "embassy",
        "C(According to) S(the [Russian]d {embassy}o in [Kabul]l), T(flights go on).",
        ["Russian embassy in Kabul > Russia"],
    ),
    ("the bank", "The [Bank of Dost]o met. S(The {bank}o) C(said) T(no).", ["Bank of Dost"]),
    (
        "the court is another court",
        "The [Supreme Court]o of [Norway]l met. S(The appeals {court}o) C(said) T(no).",
        ["~appeals court"],
    ),
    ("a bridge does not speak", "It was dark. S([Nilo Bridge]l) C(says) T(no).", ["?"]),
    (
        "the Front for the Delta Front",
        "The [Delta Front]o fired. S(The [Front]x) C(said) T(no).",
        ["Delta Front"],
    ),
    (
        "the committee by its capital",
        "The [Harbour Safety Committee]o met. S(The Committee) C(noted) T(that it rains).",
        ["Harbour Safety Committee"],
    ),
    # ------------------------------------------------------------------ nameless
    ("analysts", "S(Analysts) C(say) T(that it rains).", ["~Analysts"]),
    ("two sources", "S(Two sources close to the talks) C(said) T(no).", ["~Two sources close to the talks"]),
    (
        "a spokeswoman of the movement",
        "The [Harbour]o movement won. C(According to) S(a {spokeswoman}p of the {movement}o), T(it has ships).",
        ["~a spokeswoman of the movement > Harbour"],
    ),
    (
        "an official of a body",
        "S(A senior [Harbour Line]o official) C(said) T(no).",
        ["~A senior Harbour Line official > Harbour Line"],
    ),
    ("his lawyer", "[Ivan Dorn]p stayed away. S(His {lawyer}p) C(said) T(no).", ["~Ivan Dorn's lawyer"]),
    ("a source that is only an article", "Over the weeks, S(the) C(had announced) T(its control).", ["?"]),
    # ------------------------------------------------------------------ without a source
    ("passive", "Earlier it was C(reported) T(that it rains).", ["?"]),
    (
        "second verb of one sentence",
        "S([Ana Vell]p) C(said) T(no) and C(stressed) T(that it rains).",
        ["Ana Vell", "Ana Vell"],
    ),
    (
        "quotation that runs on in the paragraph",
        'S([Ana Vell]p) C(said) T(it rains). T("We are wet.")',
        ["Ana Vell", "Ana Vell"],
    ),
    (
        "quotation after another person came up",
        'S([Ana Vell]p) C(said) T(it rains). [Ivan Dorn]p laughed. T("We are wet.")',
        ["Ana Vell", "?"],
    ),
    ("headline", "[Norway]l: T(We will study it)\n\n[Norway]l waits.", ["Norway"]),
]


def told(story: str) -> list[str]:
    article, statements, mentions = read(story)
    page = Page(article, statements)
    found = []
    for named, reason in speakers(cast(page, mentions), statements, mentions):
        assert bool(named) != bool(reason)
        words = []
        for s in named:
            mark = "~" if s.method == "anonymous" else ""
            words.append(f"{mark}{s.name}" + (f" > {s.speaks_for}" if s.speaks_for else ""))
            assert 0.5 <= s.score <= 1.0
            assert s.evidence
        found.append(" + ".join(words) or "?")
    return found


@pytest.mark.parametrize(("story", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_said_it(story: str, expected: list[str]) -> None:
    found = told(story)
    assert len(found) == len(expected)
    for name, wanted in zip(found, expected, strict=True):
        # an expectation that does not say for whom leaves it open
        plain = re.sub(r" > [^+]*(?= \+|$)", "", name)
        assert any(form == (name if ">" in form else plain) for form in wanted.split("|")), found
