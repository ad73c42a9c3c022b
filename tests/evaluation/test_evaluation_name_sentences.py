"""The made-up sentences are well formed, the scorer counts rightly, and the extractor stays above its floors."""

from collections import Counter

import pytest

from evaluation.name_sentences import KINDS, Name, below_floors, compare, measure, sentences, unmark
from onrecord.article.extract import Extractor

ALL = list(sentences())


def test_two_hundred_sentences_in_two_halves() -> None:
    assert len({sentence.text for sentence in ALL}) == 200
    assert Counter(sentence.half for sentence in ALL) == {"tune": 100, "test": 100}
    assert {kind for s in ALL for name in s.names for kind in name.kinds} == set(KINDS.values())


@pytest.mark.parametrize("sentence", ALL, ids=lambda sentence: sentence.text[:30])
def test_names_lie_in_order_inside_the_sentence(sentence: object) -> None:
    end = 0
    for name in sentence.names:  # type: ignore[attr-defined]
        text = sentence.text[name.starts[-1] : name.end]  # type: ignore[attr-defined]
        assert end <= name.starts[0] < name.end
        assert text == text.strip()
        assert text
        assert name.optional or name.kinds
        end = name.end
    assert not set("{}|~") & set(sentence.text)  # type: ignore[attr-defined]


def test_marks_become_spans() -> None:
    text, names = unmark("{x|Kubrian} minister {p|Sheikh ~Dov Keln} of {o/l|Kubria}")
    assert text == "Kubrian minister Sheikh Dov Keln of Kubria"
    assert names[0] == Name((0,), 7, (), optional=True)
    assert [text[start:32] for start in names[1].starts] == ["Sheikh Dov Keln", "Dov Keln"]
    assert names[2].kinds == ("organization", "place")


@pytest.mark.parametrize(
    ("found", "row"),
    [
        ([(0, 8, "person")], [("person", 1, 1, 1)]),
        ([(0, 8, "place")], [("place", 0, 1, 0), ("person", 0, 0, 1)]),
        ([(0, 3, "person")], [("person", 0, 1, 0), ("person", 0, 0, 1)]),
        ([], [("person", 0, 0, 1)]),
        ([(0, 8, "person"), (14, 20, "people")], [("person", 1, 1, 1)]),  # optional: neither right nor wrong
    ],
)
def test_right_is_the_same_characters_and_kind(found: list, row: list) -> None:  # type: ignore[type-arg]
    wanted = (Name((0,), 8, ("person",)), Name((14,), 20, (), optional=True))
    assert compare(found, wanted) == row


def test_the_extractor_is_above_its_floors() -> None:
    counts = measure(Extractor(), (sentence for sentence in ALL if sentence.half == "test"))
    assert counts["person"].wanted > 90
    assert not below_floors(counts)
