"""Amounts and days as ranges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.compare.days import days, differ
from onrecord.record.compare.quantities import quantities
from onrecord.record.compare.words import tokens


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("9 thousand men", 9000, ""),
        ("9,000 men", 9000, ""),
        ("nine thousand men", 9000, ""),
        ("twenty-five men", 25, ""),
        ("a hundred men", 100, ""),
        ("a dozen ships", 12, ""),
        ("5.4 per cent", 5.4, "%"),
        ("85% of it", 85, "%"),
        ("$2 million", 2e6, "dollar"),
        ("2 million dollars", 2e6, "dollar"),
        ("€5m in aid", 5e6, "euro"),
        ("30 crore rupees", 3e8, "rupee"),
        ("12 000 men", 12000, ""),
        ("0.25 percentage points", 0.25, ""),
    ],
)
def test_amounts(text: str, amount: float, unit: str) -> None:
    (found,) = quantities(tokens(text))
    assert found.low <= amount <= found.high
    assert found.high - found.low <= amount * 0.06
    assert unit in (found.unit, "")


@pytest.mark.parametrize(
    "text", ["G7 leaders", "a Su-35 jet", "at 10:30", "the 23rd", "no one came", "9.000 men", "3 x"[2:]]
)
def test_no_amounts(text: str) -> None:
    assert quantities(tokens(text)) == ()


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=10**12))
def test_grouped_and_plain_digits_agree(number: int) -> None:
    (plain,) = quantities(tokens(f"{number} men"))
    (grouped,) = quantities(tokens(f"{number:,} men"))
    assert not plain.disagrees(grouped)
    assert plain.low <= number <= plain.high


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_one_day_written_in_many_ways(day: date) -> None:
    ways = [
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        day.isoformat(),
        f"{day:%B} {day.day}",
        f"{day:%b}. {day.day}",
    ]
    read = [days(way)[0] for way in ways]
    assert all((d.date.month, d.date.day) == (day.month, day.day) for d in read)
    assert not any(differ(a, b) for a in read for b in read)


@pytest.mark.parametrize(
    "text", ["31 people", "it may rain", "in 9000", "45 May", "2021-13-40", "2,014 men", "sun and sat down"]
)
def test_no_days(text: str) -> None:
    assert days(text) == ()


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_text_is_taken(text: str) -> None:
    for day in days(text):
        assert 0 <= day.span.start < day.span.end <= len(text)
    assert all(q.low <= q.high for q in quantities(tokens(text)))
