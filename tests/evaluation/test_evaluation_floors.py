"""The figures keep to their pinned floors, and a spoiled prediction does not."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evaluation.floors import below, extraction, found, pinned, record
from evaluation.scores import Triple
from training.polnear import AnnotatedArticle

EXTRACTION = "polnear_dev_sixth"
Found = list[tuple[AnnotatedArticle, Sequence[Triple]]]


@pytest.fixture(scope="module")
def predicted(shared: Path) -> Found:
    return found(shared / "corpora")


def only(name: str) -> dict[str, dict[str, float]]:
    return {name: pinned()[name]}


def test_extraction_keeps_to_its_floors(predicted: Found) -> None:
    figures = extraction(predicted)
    assert below(figures, only(EXTRACTION)) == []
    assert all(value - pinned()[EXTRACTION][name] < 4 for name, value in figures[EXTRACTION].items()), (
        "the floors lie far below what is measured: pin them anew with python -m evaluation.floors --set"
    )


def test_names_matching_and_stories_keep_to_their_floors(shared: Path) -> None:
    floors = pinned()
    del floors[EXTRACTION]
    assert set(floors) == {"names_held_out", "matching_report", "stories_report"}
    assert below(record(shared / "corpora"), floors) == []


def some_missing(triples: Sequence[Triple], _: str) -> list[Triple]:
    return [triple for n, triple in enumerate(triples) if n % 10]


def over_long(triples: Sequence[Triple], text: str) -> list[Triple]:
    """Every content the whole of its paragraphs, source and cue included."""

    def paragraph(start: int, end: int) -> tuple[int, int]:
        last = text.find("\n", end)
        return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last

    return [
        Triple(t.source, t.cue, tuple({paragraph(*span) for span in t.content}))
        for t in triples
    ]  # fmt: skip


def all_twice(triples: Sequence[Triple], _: str) -> list[Triple]:
    return [copy for t in triples for copy in (t, Triple(t.source, t.cue, t.source or t.cue))]


def sources_of_the_next(triples: Sequence[Triple], _: str) -> list[Triple]:
    return [
        Triple(other.source, t.cue, t.content)
        for t, other in zip(triples, [*triples[1:], *triples[:1]], strict=True)
    ]


@pytest.mark.parametrize(
    ("spoil", "measures"),
    [
        (some_missing, {"source", "cue", "content", "whole", "content found"}),
        (over_long, {"content", "whole", "content found"}),
        (all_twice, {"content", "whole", "content found"}),
        (sources_of_the_next, {"whole"}),
    ],
)
def test_a_spoiled_prediction_falls_below(
    predicted: Found, spoil: Callable[[Sequence[Triple], str], list[Triple]], measures: set[str]
) -> None:
    spoiled = [(article, spoil(triples, article.text)) for article, triples in predicted]
    lines = below(extraction(spoiled), only(EXTRACTION))
    assert measures <= {line.partition(", ")[2].partition(":")[0] for line in lines}
