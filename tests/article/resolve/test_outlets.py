"""Outlets by what stands beside them, by what they do, by short forms; whom they cite; who asks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.article.resolve import resolve
from onrecord.article.resolve.outlets import outlet_mentions
from onrecord.types import Article, Kind, Mention, Span
from tests.article.resolve.stories import read


def names(text: str, mentions: Sequence[Mention] = (), outlet: str | None = None) -> list[str]:
    article = Article("a", text, outlet=outlet)
    found = outlet_mentions(article, [Span(0, len(text))], mentions)[0]
    for one in found:
        assert all(article.slice(span).strip() for span in one.evidence)
    return [one.name for one in found if not one.generic]


def named(text: str, words: str, kind: Kind = "organization", score: float = 1.0) -> Mention:
    start = text.index(words)
    return Mention(Span(start, start + len(words)), "name", kind, score)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She told the TV channel Orsk-24 nothing.", ["Orsk-24"]),
        ("She told Radio Mayak-2’s listeners.", ["Radio Mayak-2"]),
        ("She told Lakhan Times nothing.", ["Lakhan Times"]),
        ("The Yonhan news agency was told.", ["Yonhan"]),
        ("A Ketrian news agency was told.", []),
        ("The Meridian newspaper was told. The Meridian said so.", ["Meridian", "Meridian"]),
        ("She told the Dorrit weekly Al-Marsa nothing.", ["Al-Marsa"]),
        ("The Vesper business daily was told.", ["Vesper"]),
        ('She told the newspaper "Morskoy Vestnik" nothing.', ["Morskoy Vestnik"]),
        ("He told the Russia’s RIA Novosti agency so.", ["RIA Novosti"]),
        ("She told Gazetta dello Stadio newspaper nothing.", ["Gazetta dello Stadio"]),
        ("She told the channel Canal Siete.", ["Canal Siete"]),
        ("As the agency clarifies, it rained.", []),
        ("On national radio, Orlan said no.", []),
        ("She told the Reuters-like Morva nothing.", []),
        ("RIA Volna reported rain. RIA Novosti did not.", ["RIA Volna", "RIA Novosti"]),
        ("She told Reuters Monday that it rained.", ["Reuters"]),
        ("Volna reported, citing the ministry, that it rained.", ["Volna"]),
        ("Toyota reported a loss. The ministry said so, citing Toyota.", []),
        ("As Ukrinter reported, it rained.", ["Ukrinter"]),
        ('"It rains," he wrote, Ukrinter reports.', ["Ukrinter"]),
        ("The Finance Ministry reported, citing the bank, that it rained.", []),
        ("He reported, citing the bank, that it rained.", []),
        ("She wrote on Golub that it rained.", ["Golub"]),
        ("She wrote on Monday that it rained.", []),
        ("The People’s Courier was told, and so was Velm’s Courier newspaper.", ["People’s Courier", "Courier"]),
    ],
)  # fmt: skip
def test_names_that_the_words_give_away(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_what_a_person_does_as_well_is_no_sign() -> None:
    text = "Velk quoted the guard as saying that it rained."
    assert names(text) == []
    assert names(text, [named(text, "Velk", "person")]) == []
    assert names(text, [named(text, "Velk")]) == ["Velk"]


def test_a_persons_name_is_no_outlet() -> None:
    text = "Mayor Petra Lund spoke on the channel, Lund said."
    assert names(text, [named(text, "Petra Lund", "person")]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Velm Star saw it. He told the Star so.", ["Velm Star", "Velm Star"]),
        ("The Khalid News Agency (KHNA) saw it. He told KHNA so.", ["Khalid News Agency"] * 3),
        ("The agency KPS saw it, the Velm Star did not. He told the paper so.", ["KPS", "Velm Star", "Velm Star"]),
        ("Radio Tessel saw it. He told the newspaper so.", ["Radio Tessel"]),
        ("He told this newspaper so.", []),
    ],
)  # fmt: skip
def test_short_forms(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_articles_own_outlet() -> None:
    assert names("He told the Star and this newspaper so.", outlet="The Velm Star") == ["Velm Star"] * 2


def said(story: str, outlet: str | None = None) -> list[tuple[str | None, list[tuple[str, str]]]]:
    article, statements, mentions = read(story)
    article = Article("a", article.text, outlet=outlet)
    sentences = (Span(0, len(article.text)),)
    found, _, _ = resolve(article, statements, mentions, sentences)
    return [(a.speaker.name if a.speaker else None, [(c.name, c.relation) for c in a.via]) for a in found]


@pytest.mark.parametrize(
    ("story", "who", "via"),
    [
        ("S([Volna]o) C(reported), citing the presidential office, T(that the gate was shut).", "presidential office", "Volna"),
        ("S(The newspaper [Vesper]o) C(reported) on Monday, citing three diplomatic sources, T(that the gate was shut).", "three diplomatic sources", "Vesper"),
        ("T(The gate was shut), S(the newspaper [Vesper]o) C(reports) with reference to the [Interior Ministry]o.", "Interior Ministry", "Vesper"),
        ('T("The gate is shut,") S(the newspaper [Vesper]o) C(quotes) the minister.', "minister", "Vesper"),
        ("S(The newspaper [Vesper]o) C(said), citing the drought, T(that the gate was shut).", "Vesper", "Vesper"),
        ("S(The newspaper [Vesper]o) C(said), without citing sources, T(that the gate was shut).", "Vesper", "Vesper"),
    ],
)  # fmt: skip
def test_an_outlets_report_is_theirs_whom_it_cites(story: str, who: str, via: str) -> None:
    assert said(story) == [(who, [(via, "reported_by")])]


def test_another_than_an_outlet_says_it_itself_whomever_it_cites() -> None:
    [(who, via)] = said("S([Orlan]p) C(said), citing the police, T(that the gate was shut).")
    assert (who, via) == ("Orlan", [])


def test_one_outlet_that_cites_another_stays_the_source() -> None:
    [(who, via)] = said("S(The newspaper [Vesper]o) C(reported), citing Reuters, T(that the gate was shut).")
    assert (who, via) == ("Vesper", [("Reuters", "cites"), ("Vesper", "reported_by")])


def test_in_an_interviews_turns_the_answers_are_said_to_the_outlet() -> None:
    story = "S(Vesper)C(:) T(Who shut it?)\nS([Orlan]p)C(:) T(The wind.)\nThe newspaper Vesper asked."
    assert [via for _, via in said(story)] == [[], [("Vesper", "said_to")]]
    assert [via for _, via in said(story, "Vesper")] == [[], [("Vesper", "said_to")]]
