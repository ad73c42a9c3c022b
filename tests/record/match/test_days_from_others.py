from dataclasses import replace
from datetime import date, timedelta

from reports_made_up import report

from onrecord.record.match import article_day, days_from_others
from onrecord.types import PartialDate, RelativeDay, Report, Said, StatementGroup

THURSDAY = date(2031, 3, 6)
DATED = report("Herald", 0, "the port will reopen", day=THURSDAY)


def undated(
    order: int = 0, *, outlet: str = "Courier", published: date | None = None, **said: object
) -> Report:
    return report(
        outlet, order, "the port is to open again", said=Said(reason="no date", **said), published=published
    )  # type: ignore[arg-type]


def anchored(said: Said, day: date) -> Said:
    """What resolution does: the nearest such weekday that had come by `day`, or so many days from it."""
    assert said.relative is not None
    if said.relative.weekday is not None:
        found = day - timedelta((day.weekday() - said.relative.weekday) % 7)
    else:
        found = day + timedelta(said.relative.days or 0)
    return replace(said, date=found, precision="day", basis="weekday", reason=None)


def supplied(*reports: Report, group: tuple[Report, ...] | None = None) -> dict[str, Said]:
    together = StatementGroup("g", tuple(r.statement.id for r in group or reports), ())
    return dict(days_from_others([together], reports, anchored))


def test_another_report_supplies_the_day() -> None:
    bare = undated(not_before=date(2031, 3, 1))
    said = supplied(DATED, bare)["Courier-0"]
    assert (said.date, said.precision, said.basis, said.reason) == (THURSDAY, "day", "other_report", None)
    assert (said.evidence, said.not_before) == ((), date(2031, 3, 1))
    assert set(supplied(DATED, bare)) == {"Courier-0"}


def test_a_weekday_must_agree() -> None:
    assert supplied(DATED, undated(relative=RelativeDay(weekday=3)))["Courier-0"].date == THURSDAY
    other = supplied(DATED, undated(relative=RelativeDay(weekday=1)))["Courier-0"]
    assert other.date is None
    assert other.reason == "another report of it gives 2031-03-06, but this article names another weekday"


def test_a_date_in_part_must_agree() -> None:
    assert supplied(DATED, undated(partial=PartialDate(month=3, day=6)))["Courier-0"].date == THURSDAY
    assert supplied(DATED, undated(partial=PartialDate(month=4)))["Courier-0"].date is None


def test_bounds_are_kept() -> None:
    assert supplied(DATED, undated(not_before=date(2031, 3, 9)))["Courier-0"].date is None
    assert supplied(DATED, undated(published=date(2031, 3, 1)))["Courier-0"].date is None
    assert supplied(DATED, undated(published=date(2031, 3, 7)))["Courier-0"].date == THURSDAY


def test_what_somebody_has_said_was_not_said_after_it_was_printed() -> None:
    the_day_before = undated(published=THURSDAY - timedelta(1))
    assert (
        supplied(DATED, the_day_before)["Courier-0"].date == THURSDAY
    )  # printed on another side of the world
    has_said = replace(the_day_before, cue="has also said")
    assert supplied(DATED, has_said)["Courier-0"].reason == (
        "another report of it gives 2031-03-06, but this article was published before"
    )
    assert supplied(DATED, replace(has_said, published=THURSDAY))["Courier-0"].date == THURSDAY


def test_two_days_supply_none() -> None:
    friday = report("Gazette", 0, "the port opens", day=date(2031, 3, 7))
    said = supplied(DATED, friday, undated())["Courier-0"]
    assert said.date is None
    assert said.reason == "other reports of it give different days: 2031-03-06 and 2031-03-07"


def test_what_was_supplied_supplies_no_more() -> None:
    borrowed = undated(outlet="Gazette", date=THURSDAY, precision="day", basis="other_report")
    said = supplied(borrowed, undated())
    assert set(said) == {"Gazette-0"}
    assert (said["Gazette-0"].date, said["Gazette-0"].reason) == (None, "no report of it gives a day")


def test_a_day_supplied_before_is_found_anew() -> None:
    before = undated(date=date(2031, 3, 1), precision="day", basis="other_report")
    assert supplied(DATED, before)["Courier-0"].date == THURSDAY


def test_days_of_statements_that_are_not_in_question_stand() -> None:
    opening = undated(
        0, date=THURSDAY, precision="day", basis="other_report", relative=RelativeDay(weekday=3)
    )
    later = undated(1, relative=RelativeDay(weekday=1))
    said = supplied(DATED, opening, later, group=(later,))
    assert {key: value.date for key, value in said.items()} == {
        "Courier-0": THURSDAY,
        "Courier-1": date(2031, 3, 4),
    }


def test_the_articles_other_weekdays_follow() -> None:
    opening = undated(0, relative=RelativeDay(weekday=3))
    later = undated(1, relative=RelativeDay(weekday=1))
    yesterday = undated(2, relative=RelativeDay(days=-1))
    silent = undated(3)
    said = supplied(DATED, opening, later, yesterday, silent, group=(DATED, opening))
    assert {key: value.date for key, value in said.items()} == {
        "Courier-0": THURSDAY,
        "Courier-1": date(2031, 3, 4),
        "Courier-2": date(2031, 3, 5),
    }
    assert {value.basis for value in said.values()} == {"other_report"}


def test_but_only_from_the_weekday_that_the_article_opens_with() -> None:
    opening = undated(0, relative=RelativeDay(weekday=0))
    background = undated(1, relative=RelativeDay(weekday=3))
    assert set(supplied(DATED, opening, background, group=(DATED, background))) == {"Courier-1"}


def test_a_dated_article_needs_no_help() -> None:
    opening = undated(0, relative=RelativeDay(weekday=3), published=THURSDAY)
    later = undated(1, relative=RelativeDay(weekday=1), published=THURSDAY)
    assert set(supplied(DATED, opening, later, group=(DATED, opening))) == {"Courier-0"}


def test_a_day_before_the_bound_is_not_supplied() -> None:
    opening = undated(0, relative=RelativeDay(weekday=3))
    later = undated(1, relative=RelativeDay(weekday=1), not_before=date(2031, 3, 5))
    assert set(supplied(DATED, opening, later, group=(DATED, opening))) == {"Courier-0"}


def test_an_article_whose_days_are_all_earlier_takes_no_later_one() -> None:
    earlier = report("Courier", 1, "the pilots are on strike", day=date(2031, 3, 3))
    said = supplied(DATED, undated(0), earlier, group=(DATED, undated(0)))["Courier-0"]
    assert said.date is None
    assert (
        said.reason
        == "another report of it gives 2031-03-06, but this article dates nothing after 2031-03-03"
    )


def test_the_day_of_an_article_that_others_fixed() -> None:
    opening = undated(
        0, date=THURSDAY, precision="day", basis="other_report", relative=RelativeDay(weekday=3)
    )
    assert article_day([undated(1), opening]) == THURSDAY
    assert article_day([undated(1)]) is None
    assert article_day([replace(opening, published=THURSDAY)]) is None


def test_a_few_days_are_supplied_where_no_report_knows_the_very_one() -> None:
    """Narrowed by what the article itself says; a single day where only one is left."""
    week = report(
        "Herald",
        0,
        "the port will reopen",
        said=Said(THURSDAY, THURSDAY + timedelta(1), "range", "published"),
    )
    said = supplied(week, undated())["Courier-0"]
    assert (said.date, said.end, said.precision, said.basis) == (
        THURSDAY, THURSDAY + timedelta(1), "range", "other_report",
    )  # fmt: skip
    friday = supplied(week, undated(partial=PartialDate(month=3, day=7)))["Courier-0"]
    assert (friday.date, friday.end, friday.precision) == (THURSDAY + timedelta(1), None, "day")
    assert "Courier-0" not in supplied(week, undated(partial=PartialDate(month=4)))
    other = report(
        "Post", 0, "the port reopens", said=Said(THURSDAY - timedelta(9), THURSDAY, "range", "published")
    )
    assert "Courier-0" not in supplied(week, other, undated())
