"""The extractor on made-up articles: what it finds, and what it must never do."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.article.extract import Extractor
from onrecord.types import VECTOR_WIDTH, Article, Extraction, Furniture, Span, Spans

STORY = """Minister says harbour will reopen

Ilva Marrow, the transport minister of Sellan, told reporters on Monday that the harbour of Port Ana would reopen by 9 March.

"We have repaired both cranes," Marrow said. "The first ship will dock next week."

Asked whether the strike was over, union leader Tor Hesk said: "That is not for me to say."

Also read: Five beaches to visit this spring

According to the Sellan Times, the repairs cost 12 million crowns. Three ships waited off Port Ana on Tuesday.
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def words(article: Article, spans: Spans) -> str:
    return " … ".join(article.slice(span) for span in spans)


def story(extractor: Extractor) -> tuple[Article, Extraction]:
    start = STORY.index("Also read")
    furniture = (
        Furniture(Span(0, STORY.index("\n")), "headline"),
        Furniture(Span(start, STORY.index("\n", start)), "related"),
    )
    article = Article(id="made-up", text=STORY, furniture=furniture, published=date(2024, 3, 4))
    return article, extractor(article)


def test_who_said_what(extractor: Extractor) -> None:
    article, found = story(extractor)
    said = {words(article, s.content): s for s in found.statements if s.manner != "narrated"}
    whole = next(s for text, s in said.items() if "cranes" in text)
    assert words(article, whole.source) == "Marrow"
    assert words(article, whole.cue) == "said"
    assert whole.manner == "direct"
    told = next(s for text, s in said.items() if "would reopen" in text)
    assert "Ilva Marrow" in words(article, told.source)
    assert told.manner == "indirect"
    answer = next(s for text, s in said.items() if "not for me" in text)
    assert words(article, answer.question) == "whether the strike was over"
    assert "Tor Hesk" in words(article, answer.source)


def test_furniture_makes_no_statements_and_the_outlets_own_voice_is_kept(extractor: Extractor) -> None:
    article, found = story(extractor)
    everything = " ".join(words(article, (*s.source, *s.cue, *s.content)) for s in found.statements)
    assert "beaches" not in everything
    assert any(
        s.manner == "narrated" and "Three ships" in words(article, s.content) for s in found.statements
    )
    assert all("beaches" not in article.slice(line) for line in found.sentences)


def test_names_and_pronouns(extractor: Extractor) -> None:
    article, found = story(extractor)
    names = {article.slice(m.span) for m in found.mentions if m.form == "name"}
    assert {"Ilva Marrow", "Marrow", "Tor Hesk", "Port Ana"} <= names
    for mention in found.mentions:
        assert all(0 <= index < len(found.mentions) for _, index in mention.antecedents)


def test_spans_lie_in_the_text_and_vectors_are_unit(extractor: Extractor) -> None:
    article, found = story(extractor)
    assert len(found.vectors) == len(found.statements)
    assert len({s.id for s in found.statements}) == len(found.statements)
    for statement, vector in zip(found.statements, found.vectors, strict=True):
        assert vector.statement_id == statement.id
        lengths = [
            sum(v * v for v in vector.values[n : n + VECTOR_WIDTH])
            for n in range(0, len(vector.values), VECTOR_WIDTH)
        ]
        assert lengths and all(abs(one - 1) < 1e-3 for one in lengths)
        assert 0 <= statement.confidence <= 1
        for span in (*statement.source, *statement.cue, *statement.content, *statement.question):
            assert article.slice(span).strip()


def test_a_headline_apart_from_the_text_points_into_the_title(extractor: Extractor) -> None:
    article = Article(
        id="t", headline="Marrow says harbour will reopen in March", text="The harbour of Port Ana is shut."
    )
    found = extractor(article)
    titles = [s for s in found.statements if s.content and s.content[0].part == "title"]
    assert titles
    assert words(article, titles[0].source) == "Marrow"


def test_a_headline_that_the_text_repeats_is_read_once(extractor: Extractor) -> None:
    headline = "Marrow says harbour will reopen in March"
    text = f"{headline}\nThe harbour of Port Ana is shut."
    repeated = Furniture(Span(0, len(headline)), "heading")
    article = Article(id="t", headline=headline, text=text, furniture=(repeated,))
    [said] = [s for s in extractor(article).statements if s.manner != "narrated"]
    assert words(article, said.content) == "harbour will reopen in March"
    assert said.content[0].part == "title"


def test_the_same_alone_and_among_others(extractor: Extractor) -> None:
    articles = [
        Article(id=str(n), text=text)
        for n, text in enumerate([STORY, STORY * 3, "He said no.", "", STORY[40:], "“Yes,” she said. " * 90])
    ]
    together = list(extractor.many(articles))
    alone = [Extractor()(article) for article in reversed(articles)][::-1]
    assert together == alone
    assert together == list(extractor.many(articles))


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00", "\ud800", "“", "'", ".", "…\u2028…", "😀" * 600])
def test_nothing_to_say(extractor: Extractor, text: str) -> None:
    assert [s for s in extractor(Article(id="x", text=text)).statements if s.manner != "narrated"] == []


@given(st.text(max_size=120), st.text(max_size=30))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises(extractor: Extractor, text: str, headline: str) -> None:
    article = Article(id="x", text=text, headline=headline)
    found = extractor(article)
    for statement in found.statements:
        for span in (*statement.source, *statement.cue, *statement.content, *statement.question):
            assert 0 <= span.start < span.end <= len(headline if span.part == "title" else text)


def test_the_same_words_quoted_and_reported_have_one_vector(extractor: Extractor) -> None:
    assert extractor.vector("“the ferry will sail on Monday,”") == extractor.vector(
        "that the ferry will sail on Monday"
    )


def test_each_sentence_of_a_content_has_its_own_vector(extractor: Extractor) -> None:
    first, second = "Nobody was asked about the ferry.", "It will sail on Monday whatever they say."
    both = extractor.vector(f'"{first} {second}"')
    assert both == extractor.vector(first) + extractor.vector(second)
    assert (
        len(extractor.vector("No. It will sail on Monday.")) == VECTOR_WIDTH
    )  # "No" stays with what follows
