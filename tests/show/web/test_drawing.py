"""Where boxes, lines and bars stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.show.export.comparisons import Step
from onrecord.show.web.drawing import chains, histogram


def chain(*names: str) -> list[Step]:
    return [Step(name, "text from" if 0 < n < len(names) - 1 else "", "") for n, name in enumerate(names)]


def test_an_agency_among_the_outlets_is_one_box() -> None:
    told = chains(
        [chain("The Sarn Herald", "Dorin"), chain("SNA", "Dorin"), chain("Evening", "SNA", "Dorin")]
    )
    boxes = {node.name: (node.kind, node.x) for node in told.nodes}
    assert len(boxes) == len(told.nodes) == 4
    assert boxes["SNA"][0] == "outlet"
    assert boxes["Evening"][1] < boxes["SNA"][1] < boxes["Dorin"][1]
    assert [link.label for link in told.links].count("text from") == 1


def test_an_agency_with_a_source_of_its_own_stands_where_there_is_room() -> None:
    told = chains([chain("SNA", "Kestrel", "Dorin"), chain("Evening", "SNA", "Dorin")])
    assert sorted(node.name for node in told.nodes) == ["Dorin", "Evening", "Kestrel", "SNA", "SNA"]
    assert max(node.x for node in told.nodes) == next(node.x for node in told.nodes if node.name == "Dorin")


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4), min_size=1, max_size=20))
def test_every_box_stands_inside_the_picture_and_apart(told: list[list[str]]) -> None:
    picture = chains([chain(*names) for names in told])
    places = {(node.x, node.y) for node in picture.nodes}
    assert len(places) == len(picture.nodes)
    for node in picture.nodes:
        assert 0 <= node.x <= picture.width - node.width
        assert 0 <= node.y <= picture.height


@given(st.dictionaries(st.integers(1, 900_000), st.integers(1, 50), min_size=2, max_size=40))
def test_every_statement_is_in_a_bar_or_told_as_earlier(days: dict[int, int]) -> None:
    told = histogram(days)
    assert told is not None
    assert sum(bar.count for bar in told.bars) + told.before == sum(days.values())
    assert told.before <= 0.02 * sum(days.values())
    assert told.bars[0].since == told.first
    assert told.bars[-1].until == told.last
    assert all(0 <= bar.x <= 640 for bar in told.bars)
