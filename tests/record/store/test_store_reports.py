"""What of a reading goes into the rows of its statements."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.store.reports import names_inside
from onrecord.types import Article, Mention, Part, Reading, Span

TEXT = "".join(chr(ord("a") + n % 26) for n in range(40))
PARTS: list[Part] = ["text", "title"]
spans = st.builds(
    lambda start, length, part: Span(start, min(40, start + length), part),
    st.integers(0, 39),
    st.integers(0, 8),
    st.sampled_from(PARTS),
)
mentions = st.lists(st.builds(Mention, spans, st.sampled_from(["name", "nominal"]), st.just("person")))


@given(mentions, st.lists(spans, max_size=3))
def test_names_inside_a_content_are_those_that_its_spans_hold_whole(
    told: list[Mention], content: list[Span]
) -> None:
    reading = Reading(Article("a", TEXT, headline=TEXT.upper()), mentions=tuple(told))
    held = [
        reading.article.slice(one.span)
        for one in told
        if one.form == "name"
        and any(
            span.part == one.span.part and span.start <= one.span.start and one.span.end <= span.end
            for span in content
        )
    ]
    assert names_inside(reading)(tuple(content)) == list(dict.fromkeys(held))


def test_names_come_in_the_order_of_the_mentions() -> None:
    told = tuple(Mention(Span(start, start + 2), "name", "person") for start in (8, 2, 30))
    reading = Reading(Article("a", TEXT), mentions=told)
    assert names_inside(reading)((Span(0, 20),)) == ["ij", "cd"]
