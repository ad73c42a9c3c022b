"""Whatever the types can hold comes back exactly; whatever is damaged is refused."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories_made_up import reading

import onrecord.types
from onrecord.record.store.serial import DamagedError, from_json, pack, to_json, unpack
from onrecord.types import Article, Reading, Said, Span, Vector

ALL = [
    kind
    for kind in vars(onrecord.types).values()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == "onrecord.types"
]
FINITE = st.floats(allow_nan=False, allow_infinity=False)
ZONES = st.none() | st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=12),
    int: st.integers(-(2**63), 2**64),
    bool: st.booleans(),
    float: FINITE | st.floats(width=32, allow_nan=False, allow_infinity=False),
    date: st.dates(),
    # `fold` has no meaning with a fixed offset
    datetime: st.datetimes(timezones=ZONES).map(lambda moment: moment.replace(fold=0)),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of an annotation of onrecord.types, every field drawn."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in {Union, types.UnionType}:
        return st.one_of(*(st.none() if part is type(None) else values(part) for part in arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    if origin is frozenset:
        return st.frozensets(values(arguments[0]), max_size=4)
    assert dataclasses.is_dataclass(kind), kind
    hints = get_type_hints(kind)
    fields = {field.name: values(hints[field.name]) for field in dataclasses.fields(kind)}
    return st.builds(kind, **fields)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_type_comes_back_exactly(kind: type) -> None:
    @settings(max_examples=20, deadline=None)
    @given(values(kind))
    def check(value: Any) -> None:
        again = from_json(kind, to_json(value))
        assert again == value
        if not any(isinstance(part, frozenset) for part in typing.cast(Any, _parts(value))):
            assert repr(again) == repr(value)  # 1 is not 1.0, True is not 1
        assert to_json(again) == to_json(value)

    check()


def _parts(value: Any) -> list[Any]:
    return [getattr(value, field.name) for field in dataclasses.fields(value)]


@settings(max_examples=15, deadline=None)
@given(values(Reading))
def test_a_reading_packs_to_the_same_bytes_and_back(whole: Reading) -> None:
    assert unpack(Reading, pack(whole)) == whole
    assert pack(unpack(Reading, pack(whole))) == pack(whole)


@given(st.lists(FINITE, max_size=8))
def test_numbers_of_a_vector_are_exact(numbers: list[float]) -> None:
    vector = Vector("s", tuple(numbers))
    assert repr(from_json(Vector, to_json(vector))) == repr(vector)


def test_what_a_model_puts_out_takes_four_bytes_a_number() -> None:
    single = to_json(Vector("s", (0.5, 0.25, -1.5)))
    double = to_json(Vector("s", (0.1, 0.2, 0.3)))
    assert len(single) < len(double)


def test_json_is_small_plain_and_without_defaults() -> None:
    assert to_json(Said()) == "{}"
    assert to_json(Said(date(2031, 5, 6), precision="day")) == '{"date":"2031-05-06","precision":"day"}'
    whole = reading("a", [("Harlow", "the harbour stays open")] * 40)
    assert len(pack(whole)) < len(to_json(whole)) / 4


def test_a_field_added_later_with_a_default_reads_older_records() -> None:
    assert from_json(Article, '{"id":"a","text":"t"}') == Article("a", "t")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Article, '{"id":"a"}'),
        (Article, '{"id":"a","text":"t","metadata":{}}'),
        (Article, '{"id":1,"text":"t"}'),
        (Article, '{"id":"a","text":"t","version":"1"}'),
        (Article, '{"id":"a","text":"t","version":true}'),
        (Article, '{"id":"a","text":"t","published":"2031-02-30"}'),
        (Article, '{"id":"a","text":"t","credits":{}}'),
        (Article, '["a","t"]'),
        (Article, "{"),
        (Article, "[" * 100_000),
        (Span, "[1]"),
        (Span, "[1,2,3]"),
        (Span, '[1,2,"margin"]'),
        (Span, '["1",2]'),
        (Said, '{"precision":"hour"}'),
        (Vector, '["s"]'),
        (Vector, '["s","NA=="]x'),
        (Vector, '["s","NAAA"]'),
        (Vector, '["s","!"]'),
        (Vector, '["s",""]'),
    ],
)
def test_damaged_json_is_refused(kind: type, text: str) -> None:
    with pytest.raises(DamagedError):
        from_json(kind, text)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_bytes_are_refused_or_read_as_a_reading(data: st.DataObject) -> None:
    blob = bytearray(pack(reading("a", [("Harlow", "the harbour stays open")])))
    at = data.draw(st.integers(0, len(blob) - 1))
    blob[at] ^= data.draw(st.integers(1, 255))
    with suppress(DamagedError):
        assert isinstance(unpack(Reading, bytes(blob)), Reading)
    with pytest.raises(DamagedError):
        unpack(Reading, bytes(blob[:at]))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_score_that_is_no_number_is_not_stored(number: float) -> None:
    whole = reading("a", [("Harlow", "the harbour stays open")])
    bad = dataclasses.replace(whole.statements[0], confidence=number)
    with pytest.raises(ValueError, match="cannot be stored"):
        to_json(bad)


def test_json_has_the_defaults_left_out_only() -> None:
    whole = reading("a", [("Harlow", "the harbour stays open")])
    data = json.loads(to_json(whole))
    assert set(data) == {"article", "statements", "attributions", "entities", "vectors"}
