"""The component in a spaCy pipeline."""

import pytest

spacy = pytest.importorskip("spacy", reason="needs the extra onrecord[spacy]")

TEXT = '"The bridge will open in May," mayor Ona Brill told reporters on Monday. Nobody else spoke.'


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("onrecord")
    return pipeline


def test_statements_and_span_groups(nlp):
    doc = nlp(TEXT)
    [one] = doc._.statements
    assert one.speaker == "Ona Brill"
    assert [span.text for span in doc.spans["onrecord.source"]] == ["mayor Ona Brill"]
    assert [span.text for span in doc.spans["onrecord.content"]] == ['"The bridge will open in May,"']
    assert {span.id_ for group in doc.spans.values() for span in group} == {one.statement.id}


def test_an_empty_document_has_none(nlp):
    assert list(nlp("")._.statements) == []


def test_settings_are_those_of_extract():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("onrecord", config={"min_confidence": 1.0})
    assert list(pipeline(TEXT)._.statements) == []
