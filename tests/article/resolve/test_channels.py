"""Channels: which outlets stand between the speaker and the article, in made-up stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article import read
from onrecord.article.extract import Extractor
from onrecord.article.resolve.channels import channels
from onrecord.article.resolve.outlet_table import VARIABLE, canonical, load, outlets
from onrecord.article.resolve.outlets import outlet_mentions
from onrecord.errors import Usage
from onrecord.pipeline import read_article
from onrecord.types import Article, Channel, Credit, CreditRelation, Dateline, Mention, Span, Statement


def span(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def sentences(text: str) -> list[Span]:
    return [span(text, line) for line in text.split("\n") if line.strip()]


def statement(text: str, source: str, cue: str, content: str, name: str = "s") -> Statement:
    manner = "direct" if content.startswith('"') else "indirect"
    return Statement(
        name,
        "a",
        (span(text, source),) if source else (),
        (span(text, cue),) if cue else (),
        (span(text, content),),
        manner=manner,  # type: ignore[arg-type]
    )


def via(
    text: str, *parts: tuple[str, str, str], mentions: Sequence[Mention] = (), **more: object
) -> list[list[tuple[str, str]]]:
    article = Article("a", text, **more)  # type: ignore[arg-type]
    made = [statement(text, *part, f"s{n}") for n, part in enumerate(parts)]
    found = channels(article, made, mentions, sentences(text))
    for chain in found:
        for channel in chain:
            assert channel.evidence
            assert all(article.slice(one).strip() for one in channel.evidence)
    return [[(channel.name, channel.relation) for channel in chain] for chain in found]


SAID = "that the gate was shut"


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        (f"Orlan told Sputnik {SAID}.", "Orlan", "told", ("Sputnik", "said_to")),
        (f"Orlan said to Anadolu news agency {SAID}.", "Orlan", "said", ("Anadolu Agency", "said_to")),
        (f"Orlan told the country’s RIA Novosti news agency {SAID}.", "Orlan", "told", ("RIA Novosti", "said_to")),
        (f"Orlan told the Velmar Courier newspaper {SAID}.", "Orlan", "told", ("Velmar Courier", "said_to")),
        (f"Orlan told the newspaper Vesper {SAID}.", "Orlan", "told", ("Vesper", "said_to")),
        (f"Orlan told state television channel Kelp {SAID}.", "Orlan", "told", ("Kelp", "said_to")),
        (f"Orlan told Radio Tessel {SAID}.", "Orlan", "told", ("Radio Tessel", "said_to")),
        (f"Orlan said in a long interview with Al-Sharq al-Awsat newspaper {SAID}.", "Orlan", "said", ("Asharq al-Awsat", "said_to")),
        (f"In an interview with Vesper magazine, Orlan said {SAID}.", "Orlan", "said", ("Vesper", "said_to")),
        (f"Al-Jazeera reported {SAID}.", "Al-Jazeera", "reported", ("Al-Jazeera", "reported_by")),
        (f"The BBC notes {SAID}.", "The BBC", "notes", ("BBC", "reported_by")),
        (f"Orlan announced {SAID}, Al-Jazeera reported.", "Orlan", "announced", ("Al-Jazeera", "reported_by")),
        (f"Orlan, as BelTA news agency wrote, said {SAID}.", "Orlan", "said", ("BelTA", "reported_by")),
        (f"Orlan said {SAID}, according to the agency VNA.", "Orlan", "said", ("VNA", "cites")),
        (f"Local media said {SAID}.", "Local media", "said", ("Local media", "reported_by")),
        (f"Orlan, citing local media, said {SAID}.", "Orlan", "said", ("local media", "cites")),
        (f"Orlan was quoted by Reuters as saying {SAID}.", "Orlan", "saying", ("Reuters", "reported_by")),
    ],
)  # fmt: skip
def test_the_words_around_an_outlet_tell_the_relation(
    text: str, source: str, cue: str, expected: tuple[str, str]
) -> None:
    assert via(text, (source, cue, SAID)) == [[expected]]


def test_one_agency_quotes_another() -> None:
    text = f"RIA quoted TASS as saying {SAID}."
    assert via(text, ("RIA", "quoted TASS as saying", SAID)) == [
        [("TASS", "cites"), ("RIA Novosti", "reported_by")]
    ]
    outer = ("RIA", "quoted", f"TASS as saying {SAID}")
    assert via(text, outer, ("TASS", "saying", SAID))[1] == [
        ("TASS", "cites"),
        ("RIA Novosti", "reported_by"),
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        (f"Orlan told parliament {SAID}.", "Orlan", "told"),
        (f"Orlan told reporters {SAID}.", "Orlan", "told"),
        (f"A Reuters reporter said {SAID}.", "A Reuters reporter", "said"),
        (f"Orlan, who once worked for the BBC, said {SAID}.", "Orlan", "said"),
        (f"Orlan said on local radio {SAID}.", "Orlan", "said"),
        (f"Orlan told the Velmar Courier audience {SAID}.", "Orlan", "told"),
        (f"Orlan said to the TV {SAID}.", "Orlan", "said"),
    ],
)
def test_no_channel_where_none_is_told(text: str, source: str, cue: str) -> None:
    assert via(text, (source, cue, SAID)) == [[]]


def test_an_outlet_inside_the_content_is_no_channel() -> None:
    text = "Orlan said that she had told Sputnik nothing."
    assert via(text, ("Orlan", "said", "that she had told Sputnik nothing")) == [[]]


def test_what_is_told_within_comes_through_the_outer_channel() -> None:
    text = "The BBC notes that Orlan promised a gate."
    article = Article("a", text)
    outer = statement(text, "The BBC", "notes", "that Orlan promised a gate", "outer")
    inner = replace(statement(text, "Orlan", "promised", "a gate", "inner"), parent="outer")
    for made in ([outer, inner], [outer, replace(inner, parent=None)]):
        found = channels(article, made, (), sentences(text))
        assert found[1] == (Channel("BBC", "reported_by", (span(text, "BBC"),)),)


def test_told_to_the_outlet_by_the_outer_speaker() -> None:
    text = "Tessel told Reuters that Orlan had promised a gate."
    parts = (("Tessel", "told", "that Orlan had promised a gate"), ("Orlan", "had promised", "a gate"))
    assert via(text, *parts) == [[("Reuters", "said_to")], [("Reuters", "reported_by")]]


def test_who_goes_on_speaks_to_the_same_outlet() -> None:
    text = 'Orlan told Reuters that it was late.\n"Too late," she added.\n"No," Tessel said.'
    parts = (
        ("Orlan", "told", "that it was late"),
        ("she", "added", '"Too late,"'),
        ("Tessel", "said", '"No,"'),
    )
    assert via(text, *parts) == [[("Reuters", "said_to")], [("Reuters", "said_to")], []]


def test_who_goes_on_after_a_report_of_nobody_s_spoke_in_it() -> None:
    text = 'It was reported that Orlan told Reuters that it was late.\n"Too late," she added.'
    outer = statement(text, "", "was reported", "that Orlan told Reuters that it was late", "outer")
    inner = replace(statement(text, "Orlan", "told", "that it was late", "inner"), parent="outer")
    added = statement(text, "she", "added", '"Too late,"', "added")
    found = channels(Article("a", text), [outer, inner, added], (), sentences(text))
    assert [(c.name, c.relation) for c in found[2]] == [("Reuters", "said_to")]


def test_the_newspaper_is_the_one_named_before() -> None:
    text = f"The Velmar Courier visited the gate.\nOrlan told the newspaper {SAID}."
    article = Article("a", text)
    found = channels(article, [statement(text, "Orlan", "told", SAID)], (), sentences(text))[0]
    assert [(c.name, c.relation) for c in found] == [("Velmar Courier", "said_to")]
    assert [article.slice(one) for one in found[0].evidence] == ["the newspaper", "Velmar Courier"]


def test_a_name_once_shown_to_be_an_outlet_is_known_later() -> None:
    text = f"The newspaper Vesper saw the gate.\nOrlan told Vesper {SAID}."
    assert via(text, ("Orlan", "told", SAID)) == [[("Vesper", "said_to")]]


def test_an_organisation_may_be_interviewed_for() -> None:
    text = f"Orlan said in an interview with Tarn {SAID}."
    mention = Mention(span(text, "Tarn"), "name", "organization")
    assert via(text, ("Orlan", "said", SAID), mentions=[mention]) == [[("Tarn", "said_to")]]
    assert via(text, ("Orlan", "said", SAID)) == [[]]


def test_credits_hold_for_every_statement_but_pictures_never() -> None:
    text = '"Yes," Orlan said.\n"No," Tessel said.\nBased on VNA, photo by KPA'
    credits = (
        Credit("VNA", "based_on", span(text, "VNA")),
        Credit("KPA", "photo", span(text, "KPA")),
    )
    found = via(text, ("Orlan", "said", '"Yes,"'), ("Tessel", "said", '"No,"'), credits=credits)
    assert found == [[("VNA", "based_on")]] * 2


@pytest.mark.parametrize(
    ("line", "name", "relation", "expected"),
    [
        ("Translated from El Faro by Anna Vell", "Anna Vell", "translates", [("El Faro", "translates")]),
        ("Translated by Anna Vell", "Anna Vell", "translates", []),
        ("Translated from the Norlandic by Nordlicht", "Nordlicht", "translates", [("Nordlicht", "translates")]),
        ("Source: Gulf Monitor (translated)", "Gulf Monitor (translated", "based_on", [("Gulf Monitor", "based_on")]),
        ("Source: Radio Dost, in Ketrian 0400 gmt", "in Ketrian 0400 gmt", "based_on", []),
    ],
)  # fmt: skip
def test_a_credit_that_names_no_outlet(
    line: str, name: str, relation: CreditRelation, expected: list[tuple[str, str]]
) -> None:
    text = f'"Yes," Orlan said.\n{line}'
    credits = (Credit(name, relation, span(text, name)),)
    assert via(text, ("Orlan", "said", '"Yes,"'), credits=credits) == [expected]


def test_the_datelines_agency_unless_it_is_the_outlet() -> None:
    text = 'VELM (VNA) "Yes," Orlan said.'
    line = Dateline(Span(0, 10), "Velm", None, "VNA")
    part = ("Orlan", "said", '"Yes,"')
    assert via(text, part, dateline=line) == [[("VNA", "syndicates")]]
    assert via(text, part, dateline=line, outlet="Velmar Courier") == [[("VNA", "syndicates")]]
    assert via(text, part, dateline=line, outlet="VNA") == [[]]
    # by its initials, by its first word
    assert via(text, part, dateline=line, outlet="Velmar News Agency") == [[]]
    assert via(text, part, dateline=line, outlet="VNA Online") == [[]]


def test_a_body_that_quotes_somebody_as_saying_is_an_outlet() -> None:
    text = f"On Monday Velinform quoted the guard as saying {SAID}."
    named = [Mention(span(text, "Velinform"), "name", "organization")]
    part = ("the guard", "as saying", SAID)
    assert via(text, part, mentions=named) == [[("Velinform", "reported_by")]]
    assert via(text, part) == [[]]


def test_the_own_outlet_reports_nothing_to_itself() -> None:
    text = f"The Velmar Courier reported {SAID}."
    assert via(text, ("The Velmar Courier", "reported", SAID), outlet="Velmar Courier") == [[]]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Al-Sharq al-Awsat", "Asharq al-Awsat"),
        ("Al Jazeera", "Al-Jazeera"),
        ("the BBC", "BBC"),
        ("Reuters news agency", "Reuters"),
        ("the Velmar Courier newspaper", "Velmar Courier"),
        ("Vesper", "Vesper"),
        ("", ""),
    ],
)
def test_usual_names(written: str, name: str) -> None:
    assert canonical(written) == name


def test_the_table_of_outlets_is_sound() -> None:
    rows = outlets()
    assert len(rows) >= 150
    assert len({row.name for row in rows}) == len(rows)
    assert {row.state_owned for row in rows} <= {"yes", "no", "unknown"}
    # whose ownership is told, by whom; what no source settles is unknown, or a name that several bear
    assert [row.name for row in rows if not row.source and row.state_owned == "yes"] == []
    assert [row.name for row in rows if not row.source and row.state_owned == "no" and row.domain] == []
    assert {row.kind for row in rows} <= {"agency", "newspaper", "broadcaster", "online", "magazine"}


def test_a_users_own_table_goes_before_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Orlan told Dorn’s Lamp that all was well.\nAccording to TASS, it was not."
    assert not [m for m in outlet_mentions(Article("a", text), sentences(text), ())[0] if "Lamp" in m.name]
    own = tmp_path / "own.csv"
    own.write_text(
        "name,aliases,country,state_owned,source\n"
        'The Lamp of Dorn,Dorn’s Lamp|Lamp,Velmara,Yes,"its masthead, 2024"\n'
        "Tass of Velmara,TASS,,,\n",
        encoding="utf-8",
    )
    monkeypatch.setenv(VARIABLE, str(own))
    first, second = outlets()[:2]
    assert (first.name, first.state_owned, first.source) == (
        "The Lamp of Dorn", "yes", "its masthead, 2024",
    )  # fmt: skip
    assert second.state_owned == "unknown"
    made = [statement(text, "Orlan", "told", "that all was well")]
    assert [c.name for c in channels(Article("a", text), made, (), sentences(text))[0]] == [
        "The Lamp of Dorn"
    ]
    assert canonical("TASS") == "Tass of Velmara"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "line 1: found nothing, expected a header with a column 'name'"),
        ("outlet,country\n", "line 1: found outlet, country, expected a header"),
        ("name,owner\n", "line 1, column 2: found 'owner', expected each of name, aliases"),
        ("name,name\n", "line 1, column 1: found 'name'"),
        ("name,state_owned\nLamp,no\nVesper,maybe\n", "line 3, column state_owned: found 'maybe'"),
        ("name,country\n\n ,Velmara\n", "line 3, column name: found ''"),
        ("name,aliases\nLamp,L|!?\n", "line 2, column aliases: found '!?'"),
        ("name\nLamp,Velmara\n", "line 2: found 2 columns, expected 1"),
        (b"name\n\xff\xfe\n", "found bytes that are not UTF-8"),
        (None, "No such file"),
    ],
)
def test_what_is_wrong_in_a_users_table_is_named(
    tmp_path: Path, table: str | bytes | None, message: str
) -> None:
    own = tmp_path / "own.csv"
    if table is not None:
        own.write_bytes(table.encode() if isinstance(table, str) else table)
    with pytest.raises(Usage) as caught:
        load(own)
    assert str(own) in str(caught.value)
    assert message in str(caught.value)


def test_the_sunday_post_and_a_british_newspaper() -> None:
    text = "A British newspaper reported it, and so did the Sunday Post and a German broadcaster."
    names = [m.name for m in outlet_mentions(Article("a", text), sentences(text), ())[0] if not m.generic]
    assert names == ["Sunday Post"]


WORDS = st.sampled_from(
    [
        "told",
        "Sputnik",
        "the",
        "newspaper",
        "Vesper",
        ",",
        "said",
        "to",
        "Reuters",
        "news",
        "agency",
        "reported",
        "citing",
        "“",
        "”",
        '"',
        ".",
        "Al-Jazeera",
        "in",
        "an",
        "interview",
        "with",
        "A-B-C-D-E-F",
        "Radio",
        "Courier",
        "Times",
        "according",
        "local",
        "media",
        "\n",
        "é",
        "𝔐",
        "BBC's",
        "TASS’",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(WORDS, max_size=40).map(" ".join)), st.data())
def test_any_text_gives_channels_with_evidence_in_it(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    parts = [(Span(a, b),) if a < b else () for a, b in zip(ends[::2], ends[1::2], strict=True)]
    article = Article("a", text)
    for found in channels(
        article, [Statement("s", "a", parts[0], parts[1], parts[2])], (), sentences_of(text)
    ):
        for channel in found:
            assert channel.name
            assert all(0 <= one.start < one.end <= len(text) for one in channel.evidence)


def sentences_of(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def test_chains_as_the_whole_reading_finds_them(tmp_path: Path) -> None:
    """A table of made-up articles, read as files are: nothing wrong, and hardly anything missed.

    Missed are chains whose inner attribution, or all of it, is found as no statement of its own.
    """
    table = Path(__file__).with_name("chains.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in table]
    for number, (text, _, _) in enumerate(rows):
        (tmp_path / f"{number:03}.txt").write_text(text.replace(r"\n", "\n"), encoding="utf-8")
    extractor, right, wrong, missed = Extractor(), 0, [], []
    for article, (text, words, expected) in zip(read.articles([tmp_path]), rows, strict=True):
        assert isinstance(article, Article)
        whole = read_article(article, extractor, vectors=False)
        about = [
            (sum(span.end - span.start for span in one.content), told)
            for one, told in zip(whole.statements, whole.attributions, strict=True)
            if any(words in article.slice(span) for span in one.content)
        ]
        innermost = min(about, key=lambda found: found[0], default=None)
        found = [f"{c.relation} {c.name}" for c in innermost[1].via] if innermost else []
        wanted = [link for link in expected.split(", ") if link]
        right += len(set(found) & set(wanted))
        missed += [(text, link) for link in wanted if link not in found]
        wrong += [(text, link) for link in found if link not in wanted]
        in_order = [link for link in wanted if link in found]
        wrong += [(text, "order")] if in_order != [link for link in found if link in wanted] else []
    print(f"chains: {right} right, {len(wrong)} wrong, {len(missed)} missed")
    assert len(rows) >= 95
    assert not wrong
    assert len(missed) <= 3, missed


def test_the_newspaper_is_no_broadcaster() -> None:
    text = f"The daily Fjord wrote it. Orlan told the broadcaster NVR {SAID}. The newspaper added that it was late."
    found = via(text, ("Orlan", "told", SAID), ("The newspaper", "added", "that it was late"))
    assert ("Fjord", "reported_by") in found[1]
