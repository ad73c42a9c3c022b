"""Lines that tell the day of issue, and those that only speak of a day."""

from datetime import date

import pytest

from onrecord.article.read import article_from_text
from onrecord.article.read.date_lines import barred_dates, date_line
from onrecord.article.read.units import Unit

BODY = "\n\nThe harbour of Velm stays shut, its master said. “Nobody sails,” Orla Dunn told us.\n"


def unit(text: str) -> Unit:
    return Unit(0, len(text), text, False)


@pytest.mark.parametrize(
    "line",
    [
        "Evening bulletin in English, transcript, 6 March 2031",
        "*For immediate release: 6 March 2031*",
        "FOR IMMEDIATE RELEASE – 6 MARCH 2031",
        "Main news bulletin, 6.3.2031",
    ],
)
def test_the_kind_of_issue_may_stand_beside_its_day(line: str) -> None:
    assert [found.date.day for found in date_line(unit(line)) if found.date] == [6]
    article = article_from_text(f"Velm stays shut\n\n{line}{BODY}")
    assert article.published == date(2031, 3, 6)


@pytest.mark.parametrize(
    "line", ["Morning Edition, 6 March 2031", "In Velm on 6 March 2031", "The Evening News, 6 March 2031"]
)
def test_names_and_places_are_no_words_of_a_date_line(line: str) -> None:
    assert date_line(unit(line)) == []


def test_a_date_that_bars_set_apart_is_the_day_of_issue() -> None:
    line = "**Velm Rowing Club** | Club news | 6 March 2031"
    article = article_from_text(f"# Velm stays shut\n\n{line}{BODY}")
    assert article.published == date(2031, 3, 6)
    assert [found.date.day for found in barred_dates(unit(line)) if found.date] == [6]
    assert barred_dates(unit("Club news | The vote of 6 March 2031")) == []
    assert barred_dates(unit("Club news | 6 March")) == []
