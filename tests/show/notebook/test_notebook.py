"""Three lines of Python, and what a notebook shows."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import ArticleError
from onrecord.show.export import as_annotation, as_brat

TEXT = (
    "The ferry to Oxmere stays in port, harbour master Anna Brill said on Monday.\n\n"
    '"We will not sail in this wind," Brill told reporters.\n\n'
    "Councillor Pim Adeyo said that the town had <b>not</b> been warned.\n"
)


@pytest.fixture(scope="module")
def found():
    return onrecord.extract(TEXT, published="2024-03-05")


def test_three_lines(found):
    told = [(one.speaker, one.cue, one.content) for one in found]
    assert ("Anna Brill", "told", '"We will not sail in this wind,"') in told
    assert {speaker for speaker, _, _ in told} == {"Anna Brill", "Pim Adeyo"}


def test_a_slice_is_statements_and_a_number_one(found):
    assert [repr(one) for one in found[:2]] == [repr(found[0]), repr(found[1])]
    assert len(found[1:]) == len(found) - 1


def test_as_dict_is_what_the_command_prints(found):
    one = json.loads(json.dumps(found[1].as_dict()))
    assert one["content"][0]["text"] == found[1].content == TEXT[slice(*found[1].statement.content[0].bounds)]
    assert one["speaker"]["name"] == found[1].speaker


def test_unsure_statements_can_be_left_out(found):
    least = max(one.confidence for one in found)
    assert [one.confidence for one in onrecord.extract(TEXT, min_confidence=least)] == [least]


def test_the_picture_marks_the_words_and_escapes_the_text(found):
    shown = found._repr_html_()
    assert ">told</span>" in shown and "Anna Brill" in shown
    assert "&lt;b&gt;" in shown and "<b>" not in shown and "<script" not in shown
    assert "1 statement:" in found[0]._repr_html_()


def test_an_empty_text_is_an_error_with_a_sentence():
    with pytest.raises(ArticleError):
        onrecord.extract("  \n")


def test_the_public_names_are_there():
    assert all(getattr(onrecord, name) for name in onrecord.__all__)
    with pytest.raises(AttributeError):
        _ = onrecord.no_such_name


def test_brat_points_at_the_words(found):
    text = as_brat.document(found.reading.article)
    events = 0
    for line in as_brat.lines(found.reading):
        if line.startswith("T"):
            _, where, words = line.rstrip("\n").split("\t")
            places = [tuple(map(int, pair.split())) for pair in where.split(" ", 1)[1].split(";")]
            assert " ".join(text[start:end] for start, end in places) == words
        events += line.startswith("E")
    assert events == len(found)


def test_brat_with_a_headline_apart_and_a_quotation_over_paragraphs():
    said = onrecord.extract('"It is over.\n\n"We go home," said Anna Brill.', title="Brill: it is over")
    text = as_brat.document(said.reading.article)
    assert text.startswith("Brill: it is over\n\n")
    spans = [line for line in as_brat.lines(said.reading) if line.startswith("T")]
    assert spans
    for line in spans:
        assert "\n" not in line[:-1]
        _, where, words = line.rstrip("\n").split("\t")
        pairs = [tuple(map(int, pair.split())) for pair in where.split(" ", 1)[1].split(";")]
        assert " ".join(text[start:end] for start, end in pairs) == words


def test_annotations_select_by_place_and_by_words(found):
    for index in range(len(found)):
        one = as_annotation.annotation(found.reading, found.indexes[index])
        assert one["@context"] == "http://www.w3.org/ns/anno.jsonld"
        for target in one["target"]:
            position, quote = target["selector"]
            assert TEXT[position["start"] : position["end"]] == quote["exact"]
            assert TEXT[: position["start"]].endswith(quote["prefix"])
            assert TEXT[position["end"] :].startswith(quote["suffix"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60), st.sampled_from(['"', "“", " said ", " Anna Brill ", "\n\n", "»", "\ud800"])
        )
    )
)
def test_no_text_breaks_it_and_offsets_hit(parts):
    text = "".join(parts)
    try:
        found = onrecord.extract(text, narrated=True)
    except ArticleError:
        return
    for one in found:
        for span in (*one.statement.source, *one.statement.cue, *one.statement.content):
            assert 0 <= span.start < span.end <= len(found.reading.article.text)
    for line in as_brat.lines(found.reading):
        assert line.endswith("\n") and line.count("\n") == 1
    assert found._repr_html_().startswith("<div")
