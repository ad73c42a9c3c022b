"""The set of quotations shared word for word makes itself as it says, from made-up articles."""

from dataclasses import replace

from evaluation.verbatim import quoted_by_two, shared
from onrecord.types import Article

HERALD = Article(
    "a",
    "The pit shut at dawn, miners said. “We shall never ever sell the harbour, and they know it,” Quist told "
    "the council. Nobody asked her about the bridge, which was opened twelve years ago.",
    outlet="Herald",
)
COURIER = Article(
    "b",
    'Quist was brief on Monday. "And we shall NEVER ever sell the harbour", she said. "They know it."\n'
    "Shares in the port fell by a tenth in the hours after she had spoken to the council.",
    outlet="Courier",
)


def test_the_longest_stretch_that_both_quote() -> None:
    (pair,) = shared(HERALD, COURIER)
    assert HERALD.slice(pair.left_span) == "We shall never ever sell the harbour"
    assert COURIER.slice(pair.right_span) == "we shall NEVER ever sell the harbour"
    assert list(shared(HERALD, COURIER, 8)) == []


def test_one_outlet_and_copies_of_one_text_are_left_out() -> None:
    assert len(list(quoted_by_two([HERALD, COURIER]))) == 1
    assert list(quoted_by_two([HERALD, replace(COURIER, outlet="Herald")])) == []
    copy = replace(HERALD, id="c", outlet="Post", text=f"Update. {HERALD.text}")
    assert list(quoted_by_two([HERALD, copy])) == []
