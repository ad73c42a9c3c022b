"""Dates in news style: those with one reading are read, the others are not guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.read.days import date_at, find_dates, full_date, stated_moment
from onrecord.types import PartialDate


@pytest.mark.parametrize(
    "text",
    [
        "26 August 2021",
        "26th of August, 2021",
        "August 26, 2021",
        "August 26th, 2021",
        "Aug. 26, 2021",
        "AUG 26 2021",
        "AUGUST 26, 2021",
        "26-Aug-2021",
        "2021-08-26",
        "2021/08/26",
        "2021-08-26T10:32:00+03:00",
        "26.08.2021",
        "26/08/2021",
        "08/26/2021",
    ],
)
def test_one_day_in_many_styles(text: str) -> None:
    found = date_at(text, 0)
    assert found is not None
    assert found.end == len(text)
    assert full_date(found.date) == date(2021, 8, 26)


@pytest.mark.parametrize("text", ["03/04/2024", "3-4-2024", "31/02/2024", "31 February 2021", "13/13/2024"])
def test_two_readings_or_none_stay_unparsed(text: str) -> None:
    found = date_at(text, 0)
    assert found is not None
    assert found.date is None


def test_dots_stand_behind_the_day() -> None:
    found = date_at("3.4.2024", 0)
    assert found is not None
    assert full_date(found.date) == date(2024, 4, 3)


def test_the_same_number_twice_has_one_reading() -> None:
    found = date_at("04/04/2024", 0)
    assert found is not None
    assert found.date == PartialDate(2024, 4, 4)


@pytest.mark.parametrize("text", ["may 5", "the 26", "26", "2021", "1.5 million", "March on"])
def test_no_date(text: str) -> None:
    assert [f.date for f in find_dates(text)] == []


def test_what_is_left_out_stays_none() -> None:
    assert [f.date for f in find_dates("from 7 September to Sept 9, and in May 2020")] == [
        PartialDate(month=9, day=7),
        PartialDate(month=9, day=9),
        PartialDate(2020, 5),
    ]


def test_a_date_that_contradicts_its_weekday_is_not_full() -> None:
    right, wrong = PartialDate(2021, 8, 26, weekday=3), PartialDate(2021, 8, 26, weekday=0)
    assert full_date(right) == date(2021, 8, 26)
    assert full_date(wrong) is None


def test_metadata_keeps_the_time_and_its_zone() -> None:
    assert stated_moment("2021-08-26T23:30:00Z") == (
        date(2021, 8, 26),
        datetime(2021, 8, 26, 23, 30, tzinfo=UTC),
    )
    assert stated_moment("Thu, 26 Aug 2021 10:32:00 GMT") == (date(2021, 8, 26), None)
    assert stated_moment("0001-01-01T00:00:00") is None
    assert stated_moment("03/04/2024") is None
    assert stated_moment("soon") is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_dates_lie_inside_any_text_in_order(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
    stated_moment(text)


@settings(deadline=None)
@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2190, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d"]),
)
def test_every_day_comes_back(day: date, style: str) -> None:
    assert [full_date(f.date) for f in find_dates(f"Published: {day.strftime(style)}.")] == [day]
