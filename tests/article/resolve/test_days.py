"""Days of saying and days spoken of, in made-up stories, and a table of phrases × article days."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.resolve.days import anchored, article_day, days_mentioned, days_said
from onrecord.article.resolve.time_phrases import phrases
from onrecord.types import (
    Article,
    Dateline,
    Furniture,
    PartialDate,
    RelativeDay,
    Said,
    Span,
    Statement,
)

TODAY = date(2026, 11, 21)
TABLE = Path(__file__).with_name("news_days.csv")
ROWS = [tuple(row.values()) for row in csv.DictReader(TABLE.read_text().splitlines())]


def told(article: Article, *parts: tuple[str, str, str], **more: object) -> list[Statement]:
    """Statements from (source, cue, content), each looked for after the one before."""
    found, at = [], 0
    for number, (source, cue, content) in enumerate(parts):
        start = article.text.index(content, at)
        near = max(0, min(start, article.text.find(source, max(0, start - 150)) if source else start))
        here = article.text.index(source, near) if source else 0
        verb = article.text.index(cue, near)
        manner = "direct" if content.startswith('"') else "indirect"
        found.append(
            Statement(
                f"s{number}",
                article.id,
                (Span(here, here + len(source)),) if source else (),
                (Span(verb, verb + len(cue)),),
                (Span(start, start + len(content)),),
                manner=manner,  # type: ignore[arg-type]
                **more,  # type: ignore[arg-type]
            )
        )
        at = start
    return found


def lines(text: str) -> list[Span]:
    """One sentence a line: all that these stories need."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def said_in(text: str, *parts: tuple[str, str, str], **article: object) -> tuple[Said, ...]:
    made = Article("a", text, **article)  # type: ignore[arg-type]
    return days_said(made, told(made, *parts), lines(text), today=TODAY)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# --------------------------------------------------------------------------- the table


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 300
    assert len(set(ROWS)) == len(ROWS)


@pytest.mark.parametrize(("use", "words", "own", "story", "first", "last"), ROWS)
def test_what_the_words_name(use: str, words: str, own: str, story: str, first: str, last: str) -> None:
    before = f"The council met on {date.fromisoformat(story):%B %d, %Y}.\n" if story else ""
    if use in ("said", "not said"):
        text = f'{before}"The gate is shut," Orlan said {words}.'
        found = said_in(text, ("Orlan", "said", '"The gate is shut,"'), published=day(own))[0]
        if use == "not said":  # falls back to the report's own day
            assert found.date in (None, day(own))
            return
    else:
        text = f"{before}The council {'will meet' if use == 'coming' else 'met'} {words}."
        article = Article("a", text, published=day(own))
        found = next(
            (
                m.said
                for m in days_mentioned(article, (), lines(text), today=TODAY)
                if article.slice(m.span).casefold() == words.casefold()
            ),
            Said(),
        )
    assert (found.date, found.end) == (day(first), day(last)), found
    assert (found.reason is None) == (found.date is not None)


# --------------------------------------------------------------------------- the article's own day


def test_published_comes_first() -> None:
    article = Article("a", "x", published=date(2024, 3, 5), published_span=Span(0, 1))
    assert article_day(article) == (date(2024, 3, 5), (Span(0, 1),), None, None)


def test_a_dateline_within_the_week_is_the_day_of_writing() -> None:
    line = Dateline(Span(0, 6), "Velm", PartialDate(month=3, day=4), None)
    article = Article("a", "Velm 4", published=date(2024, 3, 5), dateline=line)
    assert article_day(article)[0] == date(2024, 3, 4)


def test_dates_that_contradict_each_other_leave_the_day_unknown() -> None:
    line = Dateline(Span(0, 6), "Velm", PartialDate(2019, 3, 4), None)
    found = article_day(Article("a", "Velm 4", published=date(2024, 3, 5), dateline=line))
    assert found[0] is None
    assert "contradict" in str(found[2])
    photo = Furniture(Span(0, 6), "caption", PartialDate(2024, 4, 1))
    assert article_day(Article("a", "Velm 4", published=date(2024, 3, 5), furniture=(photo,)))[0] is None


WIRE = Dateline(Span(0, 24), "Velm", PartialDate(month=8, day=23), "VNA")


def test_the_weekday_fixes_the_year_where_one_recent_year_fits() -> None:
    text = 'Velm. August 23. VNA. - "No," Orlan told reporters on Monday.'
    found = said_in(text, ("Orlan", "told", '"No,"'), dateline=WIRE)[0]
    assert (found.date, found.basis) == (date(2021, 8, 23), "weekday")


def test_where_the_report_is_told_today_another_weekday_fixes_no_year() -> None:
    line = Dateline(Span(0, 5), date=PartialDate(month=8, day=23))
    for text in (
        "Velm. The guard said today that the gate was shut. It had been opened on Monday.",
        "Velm. " + "The guard said that the gate was shut. " * 30 + "It had been opened on Monday.",
    ):
        assert article_day(Article("a", text, dateline=line), TODAY)[0] is None


def test_two_weekdays_or_two_fitting_years_leave_the_year_open() -> None:
    text = 'Velm. August 23. VNA. - "No," Orlan said on Monday.\nThe gate was shut on Friday.'
    found = article_day(Article("a", text, dateline=WIRE), TODAY)
    assert found[0] is None
    assert "no year" in str(found[2])
    twice = 'Velm. August 23. VNA. - "No," Orlan said on Monday.'
    assert article_day(Article("a", twice, dateline=WIRE), date(2010, 12, 31))[0] is None


def test_what_went_shortly_before_leaves_the_year_told() -> None:
    text = 'Velm. August 23. VNA. - "No," Orlan said on Monday. Dunn had claimed on Saturday that it was so.'
    assert article_day(Article("a", text, dateline=WIRE), TODAY)[0] == date(2021, 8, 23)


def test_a_caption_is_only_a_lower_bound() -> None:
    photo = Furniture(Span(0, 5), "caption", PartialDate(2021, 8, 23))
    text = 'Photo\n"No," Orlan said.\n"Yes," Orlan told a hearing on Thursday.'
    article = Article("a", text, furniture=(photo,))
    day_of, _, reason, bound = article_day(article)
    assert (day_of, bound) == (None, date(2021, 8, 23))
    assert reason == "no day for the article; not before 2021-08-23 (caption)"
    parts = told(article, ("Orlan", "said", '"No,"'), ("Orlan", "told", '"Yes,"'))
    first, second = days_said(article, parts, lines(text), today=TODAY)
    assert (first.date, first.not_before) == (None, date(2021, 8, 23))
    # an article of that Monday or later may mean the Thursday before it
    assert (second.date, second.not_before) == (None, date(2021, 8, 19))
    assert second.relative == RelativeDay(weekday=3)


def test_without_any_date_the_words_are_kept() -> None:
    found = said_in('"No," Orlan said on Wednesday.', ("Orlan", "said", '"No,"'))[0]
    assert found.date is None
    assert found.reason == "'on Wednesday', but the article has no date"
    fixed = anchored(found, date(2024, 3, 1))
    assert (fixed.date, fixed.basis, fixed.reason) == (date(2024, 2, 28), "other_report", None)


# --------------------------------------------------------------------------- which expression counts

OWN = date(2021, 8, 26)  # a Thursday


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("Orlan told reporters on Monday that the gate was shut.", "Orlan", "told", "that the gate was shut", date(2021, 8, 23)),
        ("On Wednesday, Orlan said that the gate was shut.", "Orlan", "said", "that the gate was shut", date(2021, 8, 25)),
        ("Velm on Tuesday said it had shut the gate.", "Velm", "said", "it had shut the gate", date(2021, 8, 24)),
        ("Speaking in the chamber on Tuesday, Orlan warned that it was late.", "Orlan", "warned", "that it was late", date(2021, 8, 24)),
        ("It is late, Orlan said in a statement on Monday.", "Orlan", "said", "It is late", date(2021, 8, 23)),
        ("The gate is shut, said the minister, Ada Orlan, on Monday.", "the minister, Ada Orlan,", "said", "The gate is shut", date(2021, 8, 23)),
        ("At Monday's briefing, Orlan said that the gate was shut.", "Orlan", "said", "that the gate was shut", date(2021, 8, 23)),
        ("Orlan said they would meet on Friday.", "Orlan", "said", "they would meet on Friday", OWN),
        ("Orlan said in July that the gate was shut.", "Orlan", "said", "that the gate was shut", date(2021, 7, 1)),
    ],
)  # fmt: skip
def test_the_expression_of_the_cue_clause(
    text: str, source: str, cue: str, content: str, expected: date
) -> None:
    assert said_in(text, (source, cue, content), published=OWN)[0].date == expected


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The minister, who resigned on Monday, said that it was late.", "The minister", "said", "that it was late"),
        ("Orlan said after the attack on Monday that it was late.", "Orlan", "said", "that it was late"),
        ("Orlan demanded by Friday a list of names.", "Orlan", "demanded", "a list of names"),
        ("In the wake of the vote on Sunday, Orlan said that it was late.", "Orlan", "said", "that it was late"),
    ],
)  # fmt: skip
def test_a_day_of_something_else_is_not_the_day_of_saying(
    text: str, source: str, cue: str, content: str
) -> None:
    found = said_in(text, (source, cue, content), published=OWN)[0]
    assert found.date is None or found.basis == "published"


@pytest.mark.parametrize("words", ["had warned", "has long said", "previously said", "earlier said"])
def test_what_was_said_before_the_report_stays_unknown(words: str) -> None:
    found = said_in(f"Orlan {words} that it was late.", ("Orlan", words, "that it was late"), published=OWN)[
        0
    ]
    assert found.date is None
    assert "before the report" in str(found.reason)


def test_earlier_at_the_head_of_the_sentence_holds_for_all_of_it() -> None:
    text = "Earlier it was reported by many that the head of the strike committee, Ada Orlan, said that it was late."
    found = said_in(text, ("Ada Orlan", "said", "that it was late"), published=OWN)[0]
    assert found.date is None


def test_an_undated_statement_is_of_the_reports_day() -> None:
    found = said_in('"No," Orlan said.', ("Orlan", "said", '"No,"'), published=OWN)[0]
    assert (found.date, found.basis, found.precision) == (OWN, "published", "day")


def test_in_a_report_of_the_day_after_it_may_be_either_day() -> None:
    text = 'The council shut the gate on Wednesday.\n"No," Orlan said.'
    found = said_in(text, ("Orlan", "said", '"No,"'), published=OWN)[0]
    assert (found.date, found.end, found.precision) == (date(2021, 8, 25), OWN, "range")


def test_titles_and_broken_off_words_are_no_lead() -> None:
    text = 'Gate shut\n5 May 2031\nEng.\nOrlan came on Wednesday.\n"No," Orlan said.'
    title, line = Furniture(Span(0, 9), "headline"), Furniture(Span(10, 20), "date")
    found = said_in(text, ("Orlan", "said", '"No,"'), published=OWN, furniture=(title, line))[0]
    assert (found.date, found.end) == (date(2021, 8, 25), OWN)


def test_a_day_at_the_end_of_the_source_is_the_verbs() -> None:
    text = "The gate was shut on Tuesday.\nThe master, Ada Orlan, today confirmed that it was late."
    part = ("The master, Ada Orlan, today", "confirmed", "that it was late")
    assert said_in(text, part, published=OWN)[0].date == OWN


@pytest.mark.parametrize(
    ("source", "cue"),
    [("Orlan", "was quoted by the Velm agency as saying"), ("A voice", "says"), ("the second tape", "told")],
)
def test_who_is_quoted_elsewhere_or_recorded_spoke_on_a_day_not_given(source: str, cue: str) -> None:
    found = said_in(f"{source} {cue} that it was late.", (source, cue, "that it was late"), published=OWN)[0]
    assert found.date is None
    assert "not given" in str(found.reason)


def test_a_speakers_run_keeps_its_day_and_another_day_ends_it() -> None:
    text = (
        '"One," Orlan told reporters on Tuesday.\n"Two," he said.\n"Three," Orlan said.\n'
        '"Four," Tessel said on Thursday.\n"Five," Orlan said.'
    )
    parts = (
        ("Orlan", "told", '"One,"'), ("he", "said", '"Two,"'), ("Orlan", "said", '"Three,"'),
        ("Tessel", "said", '"Four,"'), ("Orlan", "said", '"Five,"'),
    )  # fmt: skip
    found = said_in(text, *parts, published=OWN)
    assert [said.date for said in found[:4]] == [date(2021, 8, 24)] * 3 + [OWN]
    assert found[4].basis == "published"
    assert found[1].evidence == found[0].evidence


def test_speakers_known_to_be_one_share_their_run() -> None:
    text = '"One," Ada Orlan said on Tuesday.\n"Two," the minister said.'
    article = Article("a", text, published=OWN)
    parts = told(article, ("Ada Orlan", "said", '"One,"'), ("the minister", "said", '"Two,"'))
    assert days_said(article, parts, lines(text), speakers=(1, 1))[1].date == date(2021, 8, 24)


def test_who_goes_on_after_an_undated_interview_stays_undated() -> None:
    text = 'Earlier Orlan said that it was late.\n"Too late," she added.'
    parts = (("Orlan", "said", "that it was late"), ("she", "added", '"Too late,"'))
    assert [said.date for said in said_in(text, *parts, published=OWN)] == [None, None]


def test_what_a_bulletins_reporter_tells_is_of_its_day() -> None:
    for label, day in (("REPORTER ADA ORLAN", OWN), ("ADA ORLAN", None)):
        text = f'{label}: "Dunn said that it was late."'
        outer = Statement(
            "o", "a", (Span(0, len(label)),), (), (Span(len(label) + 2, len(text)),), manner="direct"
        )
        inner = told(Article("a", text), ("Dunn", "said", "that it was late"))[0]
        article = Article("a", text, published=OWN)
        said = days_said(
            article, [outer, replace(inner, parent="o")], lines(text), ["Orlan", "Dunn"], today=TODAY
        )
        assert said[1].date == day


def test_what_another_tells_has_no_day_of_its_own() -> None:
    text = "Orlan said that Tessel had promised a gate."
    article = Article("a", text, published=OWN)
    outer, inner = told(
        article, ("Orlan", "said", "that Tessel had promised a gate"), ("Tessel", "promised", "a gate")
    )
    found = days_said(article, [outer, replace(inner, parent=outer.id)], lines(text))
    assert found[0].date == OWN
    assert found[1].date is None


@pytest.mark.parametrize(
    ("inner", "verb", "speaker", "day"),
    [
        ("she hoped for rain", "hoped", "Orlan", date(2021, 8, 24)),  # her own view, as she speaks
        ("Tessel wants a gate", "wants", "Tessel", date(2021, 8, 24)),
        ("Tessel wanted a gate", "wanted", "Tessel", None),
        ("she had hoped for rain", "hoped", "Orlan", None),
    ],
)
def test_a_view_is_held_on_the_day_on_which_it_is_told(
    inner: str, verb: str, speaker: str, day: date | None
) -> None:
    text = f"Orlan said on Tuesday that {inner}."
    article = Article("a", text, published=OWN)
    outer, view = told(
        article,
        ("Orlan", "said", f"that {inner}"),
        (inner.split(maxsplit=1)[0], verb, inner.split(verb + " ")[1]),
    )
    view = replace(view, parent=outer.id, act="attitude")
    assert days_said(article, [outer, view], lines(text), ("Orlan", speaker))[1].date == day
    # a speech is made once, and when is not told
    assert (
        days_said(article, [outer, replace(view, act="speech")], lines(text), ("Orlan", speaker))[1].date
        is None
    )


def test_a_day_that_closes_no_clause_is_the_verbs() -> None:
    text = "Orlan warned of high tides in Dost yesterday.\nTessel warned of tides seen yesterday."
    parts = (
        ("Orlan", "warned", "of high tides in Dost yesterday"),
        ("Tessel", "warned", "of tides seen yesterday"),
    )
    found = said_in(text, *parts, published=OWN)
    assert found[0].date == date(2021, 8, 25)
    text = "Orlan warned that it had rained in Dost yesterday."
    found = said_in(text, ("Orlan", "warned", "that it had rained in Dost yesterday"), published=OWN)
    assert found[0].date == OWN


def test_a_background_day_does_not_move_the_story() -> None:
    text = "Orlan said on August 20 that talks, which began on August 2, had stalled.\nThe day before, Tessel wept."
    (day,) = [
        m.said.date
        for m in days_mentioned(Article("a", text, published=OWN), (), lines(text), today=TODAY)
        if text[slice(*m.span.bounds)].casefold() == "the day before"
    ]
    assert day == date(2021, 8, 19)


def test_what_may_come_and_what_had_been_are_no_days_of_the_report() -> None:
    text = 'The gate might open on Friday.\nTessel had left on Wednesday.\n"No," Orlan said.'
    found = said_in(text, ("Orlan", "said", '"No,"'), published=OWN)[0]
    assert (found.date, found.end) == (OWN, None)


def test_a_dateline_of_a_day_to_come_is_an_error_and_says_so() -> None:
    line = Dateline(Span(0, 12), date=PartialDate(2031, 2, 3))
    day, _, reason, _ = article_day(Article("a", "3 Feb. 2031 ", dateline=line), TODAY)
    assert day is None
    assert reason == "the article's day, 2031-02-03, lies ahead"


def test_a_stated_day_of_publication_stands_whatever_the_clock_says() -> None:
    assert article_day(Article("a", "", published=date(2031, 2, 3)), TODAY)[0] == date(2031, 2, 3)


def test_a_day_before_the_inner_statement_belongs_to_both() -> None:
    text = "On Tuesday, Orlan announced a truce, Vesper reported."
    article = Article("a", text, published=OWN)
    outer, inner = told(
        article, ("Vesper", "reported", "Orlan announced a truce"), ("Orlan", "announced", "a truce")
    )
    found = days_said(article, [outer, replace(inner, parent=outer.id)], lines(text))
    assert [said.date for said in found] == [date(2021, 8, 24)] * 2


def test_the_day_before_counts_from_the_story() -> None:
    text = "Orlan told reporters on Monday that it was late.\nThe day before, Tessel announced a truce."
    parts = (("Orlan", "told", "that it was late"), ("Tessel", "announced", "a truce"))
    assert said_in(text, *parts, published=OWN)[1].date == date(2021, 8, 22)
    undated = said_in(text, *parts)[1]
    assert undated.relative == RelativeDay(weekday=0, days=-1)
    assert anchored(undated, OWN).date == date(2021, 8, 22)


@pytest.mark.parametrize("lead", ["", "in ", "as of ", "late ", "on ", "starting early "])
def test_what_leads_up_to_the_day_before_is_passed_over(lead: str) -> None:
    text = f"Velm fell silent {lead}the day before."
    (found,) = phrases(text, 0, len(text))
    assert (found.base, found.relative) == ("story", RelativeDay(days=-1))


def test_today_in_a_quotation_is_the_day_it_was_said() -> None:
    text = '"We met today," Orlan said on Monday.\nToday the gate is open.'
    article = Article("a", text, published=OWN)
    parts = told(article, ("Orlan", "said", '"We met today,"'))
    assert [m.said.date for m in days_mentioned(article, parts, lines(text))] == [date(2021, 8, 23), OWN]


def test_the_day_of_saying_and_date_lines_are_no_days_spoken_of() -> None:
    text = "26 August 2021\nOrlan said on Monday that the plan is due by September 16.\nIt rained over the past weeks."
    article = Article("a", text, published=OWN, furniture=(Furniture(Span(0, 14), "date"),))
    parts = told(article, ("Orlan", "said", "that the plan is due by September 16"))
    found = days_mentioned(article, parts, lines(text))
    assert [(article.slice(m.span), m.said.date) for m in found] == [("by September 16", date(2021, 9, 16))]


@pytest.mark.parametrize(
    "text",
    ["They sell Black Friday gates.", "The Sunday Times wrote.", "USA Today wrote.", "They may march."],
)
def test_names_are_no_days(text: str) -> None:
    assert [p for p in phrases(text) if p.names_a_day] == []


def test_anchored_reads_every_kind_of_relative_day() -> None:
    def at(relative: RelativeDay, precision: str = "day") -> tuple[date | None, date | None]:
        found = anchored(Said(relative=relative, precision=precision), OWN)  # type: ignore[arg-type]
        return found.date, found.end

    assert at(RelativeDay(days=-1)) == (date(2021, 8, 25), None)
    assert at(RelativeDay(weekday=4)) == (date(2021, 8, 20), None)
    assert at(RelativeDay(direction=-1), "month") == (date(2021, 7, 1), date(2021, 7, 31))
    assert at(RelativeDay(direction=-1), "range") == (date(2021, 8, 16), date(2021, 8, 22))
    assert at(RelativeDay(direction=0), "range") == (date(2021, 8, 23), OWN)
    partial = Said(partial=PartialDate(month=9, day=16), precision="day")
    assert anchored(partial, OWN).date == date(2020, 9, 16)
    assert anchored(partial, OWN, coming=None).date == date(2021, 9, 16)
    fixed = Said(date=OWN, basis="stated")
    assert anchored(fixed, date(2020, 1, 1)) is fixed


# --------------------------------------------------------------------------- any text at all

WORDS = st.sampled_from(
    [
        "on",
        "Monday",
        "the",
        "day",
        "before",
        "yesterday",
        "last",
        "next",
        "week",
        "in",
        "July",
        "2014",
        "23",
        "August",
        ",",
        ".",
        '"',
        "“",
        "”",
        "\n",
        "said",
        "told",
        "Orlan",
        "9999",
        "0",
        "September",
        "31",
        "to",
        "by",
        "ago",
        "two",
        "weeks",
        "later",
        "overnight",
        "May",
        "١",
        "é",
        "𝔐",
        "Ⅳ",
        "１２",
        "of",
        "early",
    ]
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Article, list[Statement], Sequence[Span]]:
    text = draw(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
    published = draw(st.none() | st.dates())

    def spans(most: int) -> tuple[Span, ...]:
        ends = draw(st.lists(st.integers(0, len(text)), max_size=2 * most))
        pairs = sorted(ends)
        return tuple(Span(a, b) for a, b in zip(pairs[::2], pairs[1::2], strict=False) if a < b)

    statements = [
        Statement(f"s{n}", "a", spans(1), spans(1), spans(2), parent=draw(st.none() | st.just("s0")))
        for n in range(draw(st.integers(0, 4)))
    ]
    return Article("a", text, published=published), statements, lines(text)


@settings(max_examples=150, deadline=None)
@given(stories())
def test_any_text_gives_days_with_evidence_and_never_one_to_come(
    story: tuple[Article, list[Statement], Sequence[Span]],
) -> None:
    article, statements, sentences = story
    found = days_said(article, statements, sentences, today=TODAY)
    assert len(found) == len(statements)
    for said in found:
        assert (said.date is None) == (said.reason is not None)
        assert said.date is None or said.end is None or said.date <= said.end
        if said.date and article.published:
            assert said.date <= article.published
        assert all(0 <= span.start < span.end <= len(article.text) for span in said.evidence)
    for mentioned in days_mentioned(article, statements, sentences, today=TODAY):
        assert article.slice(mentioned.span).strip()
        assert mentioned.sentence.start <= mentioned.span.start < mentioned.span.end <= mentioned.sentence.end
        assert (mentioned.said.date is None) == (mentioned.said.reason is not None)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_nearest_that_had_come(own: date, weekday: int) -> None:
    found = anchored(Said(relative=RelativeDay(weekday=weekday), precision="day"), own).date
    assert found is not None
    assert found.weekday() == weekday
    assert timedelta() <= own - found < timedelta(days=7)
