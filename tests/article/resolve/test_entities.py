"""Who appears in an article, and that no text and no spans make the room fall over."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.resolve import resolve
from onrecord.article.resolve.entities import cast
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.tables import fold, given_names
from onrecord.types import Article, Entity, Furniture, Mention, Span, Statement
from tests.article.resolve.stories import read


def entities(story: str) -> dict[str, Entity]:
    article, statements, mentions = read(story)
    return {e.name: e for e in cast(Page(article, statements), mentions).entities()}


def test_one_person_under_many_names() -> None:
    found = entities(
        "[Velmara]l's navy sails. [Velmaran]d presidential press secretary [Oleg Drezkov]p spoke. [Drezkov]p smiled,"
        " and [Drescov]p left. The presidential spokesman came back."
    )
    assert set(found) == {"Velmara", "Oleg Drezkov"}
    drezkov = found["Oleg Drezkov"]
    assert set(drezkov.aliases) == {"Drezkov", "Drescov"}
    assert drezkov.speaks_for == "Velmara"
    assert drezkov.roles[0].title == "presidential press secretary"
    assert drezkov.mentions == (2, 3, 4)


def test_roles_of_one_person() -> None:
    found = entities(
        "In [Velmara]l the [Velmaran]d President [Ana Vell]p's special envoy to [Orsk]l and director of the"
        " [Harbour Office]o, [Ivo Dorn]p, came."
    )
    assert [(r.title, r.body) for r in found["Ivo Dorn"].roles] == [
        ("special envoy to Orsk", "Velmaran President Ana Vell"),
        ("director", "Harbour Office"),
    ]
    assert found["Ana Vell"].roles[0].title == "president"


def test_acronym_and_short_form() -> None:
    found = entities(
        "The [Harbour Line Union]o (HLU) met. [HLU]o ships left. The [Tarok movement]o and [Tarok]o won."
    )
    assert found["Harbour Line Union"].aliases == ("HLU",)
    assert found["Tarok"].mentions == (2, 3)


def test_a_body_of_somewhere_is_called_by_what_stands_before_of() -> None:
    found = entities(
        "The [Dockers Congress of Dost]o met. The [Dockers Congress]o left. The congress rested. The"
        " [Tidal Bank for Repair]o lent, and the [Tidal Bank]o gave."
    )
    assert set(found) == {"Dockers Congress of Dost", "Tidal Bank for Repair"}
    two = entities("The [Council of Nurses]o met the [Council of Pilots]o and the [National Council]o.")
    assert len(two) == 3


def test_a_label_in_capitals_is_the_person_of_the_next_line() -> None:
    found = entities("[MARIJA ŠEĆIROV]p: They go. [ŠEĆIROV]o: Now. [Šećirov]p left. [Marija]p stayed.")
    assert set(found) == {"Marija Šećirov"}
    assert found["Marija Šećirov"].mentions == (0, 1, 2, 3)


def test_one_ministry_in_each_country() -> None:
    found = entities("The [Norwegian]d [Foreign Ministry]o wrote to the [Danish]d [Foreign Ministry]o.")
    assert {e.name: e.speaks_for for e in found.values() if e.kind == "organization"} == {
        "Norwegian Foreign Ministry": "Norway",
        "Danish Foreign Ministry": "Denmark",
    }


def test_a_capital_is_a_city_after_in() -> None:
    found = entities("[Oslo]l warned. It rained in [Paris]l.")
    assert "Norway" in found
    assert "France" not in found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Kremlin", ("seat", "Russia")),
        ("U.S.", ("country", "United States")),
        ("Afghans", ("demonym", "Afghanistan")),
        ("Brussels", None),
        ("Velmaran", ("demonym", "Velmara")),
        ("Dost", ("capital", "Velmara")),
        ("Asia", None),
    ],
)
def test_places(word: str, expected: tuple[str, str] | None) -> None:
    page = Page(Article("a", "Velmaran ships left Dost, the capital of Velmara. Asian fish."))
    assert Gazetteer(page, ["Velmara", "Asia"]).look(word) == expected


def test_a_headline_apart_from_the_text() -> None:
    article = Article("a", "Ana Vell spoke in Dost.", headline="Vell: no")
    mentions = (Mention(Span(0, 4, "title"), "name", "person"), Mention(Span(0, 8), "name", "person"))
    statement = Statement("s", "a", (), (), (Span(6, 8, "title"),), manner="direct")
    attributions, found, _ = resolve(article, (statement,), mentions, (Span(0, 23),))
    assert attributions[0].speaker is not None
    assert attributions[0].speaker.name == "Ana Vell"
    assert attributions[0].speaker.method == "headline"
    assert attributions[0].speaker.evidence == (Span(0, 4, "title"),)
    assert found[0].aliases == ("Vell",)


def test_captions_bring_nobody_in() -> None:
    text = "Photo by Ana Vell\nIvo Dorn spoke."
    article = Article("a", text, furniture=(Furniture(Span(0, 17), "caption"),))
    mentions = (Mention(Span(9, 17), "name", "person"), Mention(Span(18, 26), "name", "person"))
    assert [e.name for e in cast(Page(article), mentions).entities()] == ["Ivo Dorn"]


WORDS = st.sampled_from(
    ["Ana", "Vell", "the", "minister", "of", "Velmara", "Velmaran", "said", "he", "“", "”", '"', "who", "and", ",", ".",
     "'s", "Mr", "(HLU)", "\n", "spokesman", "я", "李", "\u202e", "I", "according", "to", "government", "a", "J.K.", "'"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.data())
def test_no_text_and_no_spans_are_too_much(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    ends = st.integers(0, len(text))
    span = st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))
    spans = st.lists(span, max_size=2).map(tuple)
    mentions = data.draw(
        st.lists(
            st.builds(
                Mention,
                span,
                st.sampled_from(["name", "nominal", "pronoun"]),
                st.sampled_from(["person", "organization", "place", "other"]),
                demonym=st.booleans(),
                antecedents=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5)), max_size=2).map(tuple),
            ),
            max_size=6,
        )
    )
    ids = st.sampled_from([None, "0", "1", "2"])
    drawn = data.draw(
        st.lists(
            st.tuples(spans, spans, spans, ids, ids, st.sampled_from(["direct", "indirect", "narrated"])),
            max_size=3,
        )
    )
    statements = tuple(
        Statement(str(i), "a", source, cue, content, manner=manner, parent=parent, continues=continues)  # type: ignore[arg-type]
        for i, (source, cue, content, parent, continues, manner) in enumerate(drawn)
    )
    article = Article("a", text, published=date(2031, 3, 4))
    attributions, found, _ = resolve(article, statements, mentions, ())
    again = resolve(article, statements, mentions, ())
    assert again[:2] == (attributions, found)
    assert [a.statement_id for a in attributions] == [s.id for s in statements]
    for attribution in attributions:
        assert bool(attribution.speakers) != bool(attribution.speaker_reason)
        for speaker in attribution.speakers:
            assert 0 <= speaker.score <= 1
            assert all(0 <= s.start <= s.end <= len(text) for s in speaker.evidence)
            if speaker.entity is not None:
                assert found[speaker.entity].name == speaker.name
            if speaker.speaks_for and speaker.entity is not None:
                assert any(speaker.speaks_for == e.name for e in found)


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("president of the People's Republic of China", "China"),
        ("government of the Republic of China", "Taiwan"),
        ("Democratic People’s Republic of Korea", "North Korea"),
        ("army of the Democratic Republic of the Congo", "Democratic Republic of the Congo"),
        ("Norway's prime minister", "Norway"),
        ("mayor of Oslo", None),
    ],
)
def test_a_phrase_names_the_country_of_its_longest_name(phrase: str, country: str | None) -> None:
    assert Gazetteer(Page(Article("", ""), (), ()), []).country(phrase) == country


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("It was the singer Drina [Vell]p who left.", {"Drina Vell"}),
        ("It was [Drina]p Vell, the singer, who left.", {"Drina Vell"}),
        ("Drina [Vell]p left. The singer Drina [Vell]p came back.", {"Drina Vell"}),
        ("Yesterday [Vell]p left.", {"Vell"}),
        ("What [Vell]p sang, nobody knew. They knew what she wore.", {"Vell"}),
        ("In Dost [Vell]p sang.", {"Vell"}),
        ("The song “See [Vell]p” is hers.", {"Vell"}),
        ("On the Friday [Vell]p sang.", {"Vell"}),
        ("They heard [Drina Vell]p, and then Drina [Vell]p sang.", {"Drina Vell"}),
        ("They said that [Vell]p Monday was a day.", {"Vell"}),
        ("It was sold by Crumb & [Co]o in March.", {"Crumb & Co"}),
        ("They asked the [Friends]o of the Baths to pay.", {"Friends of the Baths"}),
        ("They read the [daily Fjord]o in bed.", {"Fjord"}),
        ("[Unions]o were angry.", set()),
        ("[Bakery]o chain to close. It is a bakery.", set()),
        ("The finance chief was [Gideon Park]p.", {"Gideon Park"}),
    ],
)
def test_what_a_tagger_cut_off_a_name_is_put_back(story: str, expected: set[str]) -> None:
    assert set(entities(story)) == expected


def test_the_opposition_does_not_speak_for_its_country() -> None:
    found = entities("[Velmara]l votes. The [Velmaran]d opposition leader [Ana Vell]p spoke.")
    assert found["Ana Vell"].speaks_for is None


def test_given_names_are_kept_folded_and_tell_one_gender() -> None:
    names = given_names()
    assert len(names) > 15_000
    assert all(fold(name) == name and gender in "mf" and len(gender) == 1 for name, gender in names.items())
    assert (names["anneke"], names["tomas"], names["ndeye"]) == ("f", "m", "f")


def test_a_country_before_an_initial_is_no_name() -> None:
    found = entities("The minister of energy of [Sarmany B. Orra]p left. [Sarmany]l wept.")
    assert "B. Orra" in found and "Sarmany B. Orra" not in found
    assert "Lenn B. Orra" in entities("The minister of energy, [Lenn B. Orra]p, left.")
