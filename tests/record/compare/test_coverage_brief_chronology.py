"""Coverage, brief and chronology of made-up articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.record.compare import article_day, brief, chronology, coverage
from onrecord.types import (
    Article,
    Attribution,
    DayMentioned,
    Match,
    PartialDate,
    Reading,
    RelativeDay,
    Report,
    Said,
    Span,
    Statement,
    StatementGroup,
)
from tests.record.compare.reports import on, report

ONE = "The mayor of Orsk said the dam is safe. Engineers will inspect it on 16 May this year. He added that nobody needs to leave."
TWO = "Orsk's mayor told radio the dam is safe. The engineers will inspect it on 16 May this year. Nobody knows the reason for the leak at all."


def _span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def _reading(id: str, text: str, contents: dict[str, str], said: Said, published=None) -> Reading:
    sentences = []
    start = 0
    for piece in text.split(". "):
        end = min(start + len(piece) + 1, len(text))
        sentences.append(Span(start, end))
        start = end + 1
    statements = tuple(Statement(s, id, (), (), (_span(text, c),)) for s, c in contents.items())
    inspect = Said(on(16), precision="day", basis="stated")
    days = (DayMentioned(_span(text, "16 May"), sentences[1], inspect),)
    return Reading(
        Article(id, text, outlet=id.title(), published=published),
        statements,
        tuple(Attribution(s.id, said=said) for s in statements),
        days=days,
        sentences=tuple(sentences),
    )


SAID = Said(on(4), precision="day", basis="weekday")
OPEN = Said(reason="no day is stated anywhere")
HERALD = _reading("herald", ONE, {"h1": "the dam is safe", "h2": "nobody needs to leave"}, SAID, on(5))
TIDE = _reading("tide", TWO, {"t1": "the dam is safe"}, OPEN)
SAFE = StatementGroup("safe", ("h1", "t1"), ("herald", "tide"), outlets=2)
ALONE = StatementGroup("alone", ("h2",), ("herald",))


def test_chronology_orders_merges_and_flags_what_is_to_come() -> None:
    lines = chronology([HERALD, TIDE], groups=[SAFE])
    assert [(o.said.date, o.kind, o.coming) for o in lines] == [
        (on(4), "said", False),
        (on(4), "said", False),
        (on(16), "mentioned", True),
    ]
    assert {o.statement_id for o in lines if o.kind == "said"} == {"h1", "h2"}
    for line in lines:
        article = {"herald": HERALD, "tide": TIDE}[line.article_id].article
        assert all(article.slice(span) in article.text for span in line.evidence)


def test_unknown_days_come_last_with_their_reason() -> None:
    lines = chronology([TIDE, HERALD])
    assert lines[-1].statement_id == "t1"
    assert lines[-1].said.reason == "no day is stated anywhere"
    assert not lines[-1].coming


def test_the_records_day_counts_over_the_articles_own() -> None:
    settled = replace(
        report("the dam is safe", id="t1", article="tide"), said=replace(SAID, basis="other_report")
    )
    lines = chronology([TIDE], {"t1": settled})
    assert next(o for o in lines if o.kind == "said").said.basis == "other_report"


def test_without_any_day_nothing_is_coming() -> None:
    assert not any(o.coming for o in chronology([TIDE]))


def test_coverage_says_who_has_it_alone_and_who_was_first() -> None:
    reports = {
        "h1": report("x", id="h1", article="herald", outlet="Herald", published=on(4)),
        "t1": report("x", id="t1", article="tide", outlet="Tide", published=on(5), manner="indirect"),
        "h2": report("y", id="h2", article="herald", outlet="Herald", published=on(4)),
    }
    matrix = coverage([SAFE, ALONE], reports, [HERALD.article, TIDE.article])
    assert matrix.columns == ("herald", "tide")
    safe, alone = matrix.rows
    assert [c.manner if c else None for c in safe.cells] == ["direct", "indirect"]
    assert (safe.first, safe.alone) == (("herald",), None)
    assert [c.statement_id if c else None for c in alone.cells] == ["h2", None]
    assert (alone.first, alone.alone) == ((), "Herald")


def test_nobody_is_first_where_a_day_is_unknown_or_the_same() -> None:
    for day in (None, on(4)):
        reports = {
            "h1": report("x", id="h1", article="herald", published=on(4)),
            "t1": report("x", id="t1", article="tide", published=day),
        }
        assert coverage([SAFE], reports, [HERALD.article, TIDE.article]).rows[0].first == ()


def test_a_brief_is_made_of_the_articles_sentences_and_does_not_repeat_itself() -> None:
    lines = brief([HERALD, TIDE], [SAFE, ALONE], sentences=3)
    texts = {"herald": ONE, "tide": TWO}
    assert all(texts[line.article_id][slice(*line.span.bounds)] == line.text for line in lines)
    assert any("dam is safe" in line.text for line in lines)
    assert sum("16 May" in line.text for line in lines) <= 1
    assert len(lines) <= 3
    assert lines == brief([HERALD, TIDE], [SAFE, ALONE], sentences=3)


def _paper(id: str, *sentences: str) -> Reading:
    text = "\n".join(sentences)
    spans = tuple(_span(text, sentence) for sentence in sentences)
    return Reading(Article(id, text, outlet=id.title(), published=on(5)), sentences=spans)


def test_a_brief_opens_with_what_weighs_most_on_a_day() -> None:
    letter = _paper("aria", "A letter.", "The council had never met so late in the spring before.")
    news = _paper("boreas", "The dam above the town of Orsk broke on Sunday night.", "Nothing else is known.")
    assert [line.outlet for line in brief([letter, news], sentences=2)] == ["Boreas", "Aria"]


def test_one_sentence_of_a_brief_is_of_the_latest_day() -> None:
    first = [
        _paper(name, f"The {what} broke on Sunday night, the mayor of the town said.")
        for name, what in (
            ("aria", "dam above Orsk"),
            ("boreas", "bridge of Tarn"),
            ("corvus", "old sea wall"),
        )
    ]
    last = _paper("dorado", "Nobody in the valley had to leave a house in the end.", "It was quiet.")
    readings = [*first, replace(last, article=replace(last.article, published=on(9)))]
    for sentences in (1, 2, 3):
        assert [line.outlet for line in brief(readings, sentences=sentences)].count("Dorado") == 1


def test_who_says_i_outside_quotation_marks_does_not_open_a_brief() -> None:
    talk = _paper("aria", "There is no difference between us on that, the ships will sail in March.")
    news = _paper("boreas", "There is no difference on that, and the ships will sail in March.")
    assert [line.outlet for line in brief([talk, news], sentences=1)] == ["Boreas"]


def test_an_article_without_a_day_is_of_the_day_that_others_gave_its_statements() -> None:
    assert article_day(TIDE) is None
    dated = report("the dam is safe", id="t1", said=Said(on(4), precision="day", basis="other_report"))
    assert article_day(TIDE, {"t1": dated}) == on(4)


def test_a_line_that_is_no_sentence_opens_no_brief() -> None:
    byline = "From our court reporter in the public gallery of courtroom three"
    told = _paper("aria", byline, "The judge has put off the verdict on the miller to June.")
    assert [line.text for line in brief([told], sentences=1)] != [byline]


def test_a_headline_stands_for_no_line_that_the_text_tells_in_full() -> None:
    title = Statement("t", "herald", (), (), (Span(0, 11, "title"),))
    body = Statement("b", "herald", (), (), (_span(ONE, "the dam is safe"),))
    reading = Reading(
        replace(HERALD.article, headline="Dam is safe"),
        (title, body),
        (Attribution("t", said=SAID), Attribution("b", said=SAID)),
    )
    (line,) = chronology([reading], links=[Match("t", "b", "repeats", 0.95)])
    assert (line.statement_id, line.others) == ("b", ("t",))


def test_nothing_in_nothing_out() -> None:
    assert brief([]) == chronology([]) == ()
    assert coverage([], {}, []).rows == ()


def _supplied(relative: RelativeDay | None) -> dict[str, Report]:
    said = Said(on(4), precision="day", basis="other_report", relative=relative)
    return {"t1": replace(report("the dam is safe", id="t1", article="tide"), said=said)}


def _undated(said: Said) -> Reading:
    return replace(TIDE, days=(replace(TIDE.days[0], said=said),))


def _anchored(said: Said, day: date) -> Said:
    return replace(
        said, date=on(16) if said.partial else day, precision="day", basis="other_report", reason=None
    )


def test_a_day_and_month_is_dated_by_the_day_that_other_reports_gave_the_article() -> None:
    tide = _undated(Said(partial=PartialDate(month=5, day=16), reason="the year is not stated"))
    line = next(o for o in chronology([tide], _supplied(None), anchored=_anchored) if o.kind == "mentioned")
    assert (line.said.date, line.said.basis, line.coming) == (on(16), "other_report", True)


def test_a_weekday_is_dated_only_where_the_articles_own_day_is_sure() -> None:
    tide = _undated(Said(relative=RelativeDay(weekday=2), reason="the article has no date"))
    unsure = next(o for o in chronology([tide], _supplied(None), anchored=_anchored) if o.kind == "mentioned")
    assert (unsure.said.date, unsure.said.reason) == (None, "the article has no date")
    sure = chronology([tide], _supplied(RelativeDay(weekday=6)), anchored=_anchored)
    assert all(o.said.date == on(4) for o in sure)


def test_an_article_that_opens_on_another_weekday_is_not_of_the_day_of_what_it_reports() -> None:
    """ "VARRA, Monday. … said on Sunday": its own day is not the one that was said on."""
    sunday = RelativeDay(weekday=6)
    reading = _undated(Said(relative=RelativeDay(weekday=0), reason=OPEN.reason))
    early = replace(reading, days=(replace(reading.days[0], span=Span(0, 3)),))
    for told, known in ((reading, True), (early, False)):
        lines = chronology([told], _supplied(sunday), anchored=_anchored)
        assert any(line.kind == "mentioned" and bool(line.said.date) for line in lines) is known


def test_a_day_never_falls_before_its_lower_bound() -> None:
    partial = PartialDate(month=5, day=16)
    tide = _undated(Said(partial=partial, reason="the year is not stated", not_before=on(20)))
    line = next(o for o in chronology([tide], _supplied(None), anchored=_anchored) if o.kind == "mentioned")
    assert line.said.reason == "the year is not stated"


def test_a_range_keeps_its_end_though_only_its_start_was_dated() -> None:
    text = "The dam will be shut from 16 to 19 May."
    words = Span(text.index("from"), len(text) - 1)
    day = DayMentioned(words, Span(0, len(text)), Said(on(16), precision="range", basis="other_report"))
    (line,) = chronology([Reading(Article("a", text), days=(day,))])
    assert (line.said.date, line.said.end) == (on(16), on(19))


def test_what_an_article_says_again_of_the_same_day_is_one_line() -> None:
    sure, unsure = (Match("h1", "h2", "repeats", score) for score in (0.97, 0.6))
    line, *others = (o for o in chronology([HERALD], links=[sure]) if o.kind == "said")
    assert (others, {line.statement_id, *line.others}) == ([], {"h1", "h2"})
    for link in (unsure, replace(sure, relation="overlaps")):
        assert sum(o.kind == "said" for o in chronology([HERALD], links=[link])) == 2


def test_the_running_year_is_no_day_of_its_chronology() -> None:
    this = DayMentioned(
        _span(ONE, "this year"), HERALD.sentences[1], Said(date(2031, 1, 1), precision="year")
    )
    last = replace(this, said=Said(date(2030, 1, 1), precision="year"))
    days = [o.said.date for o in chronology([replace(HERALD, days=(this, last))]) if o.kind == "mentioned"]
    assert days == [date(2030, 1, 1)]


def test_a_day_that_all_reports_of_a_statement_tell_is_one_line() -> None:
    told = [
        _reading("herald", ONE, {"h1": "Engineers will inspect it on 16 May this year"}, SAID, on(5)),
        _reading(
            "tide", TWO.replace("The engineers", "Men in boots"), {"t1": "inspect it on 16 May"}, SAID, on(5)
        ),
    ]
    apart = [o for o in chronology(told) if o.kind == "mentioned"]
    group = StatementGroup("g", ("h1", "t1"), ("herald", "tide"), outlets=2)
    (line,) = (o for o in chronology(told, groups=[group]) if o.kind == "mentioned")
    assert (line.article_id, line.others) == ("herald", ("t1",))
    assert len(apart) == 2


def test_a_brief_prefers_the_whole_quotation_and_what_is_not_disputed() -> None:
    whole = 'The judge said: "The mill must pay, but the owner may appeal."'
    cut = 'The judge said: "The mill must pay."'
    readings = [
        replace(
            _reading(id, f"{text} The town was silent on 16 May. Nothing else", {id: content}, SAID, on(5)),
            days=(),
        )
        for id, text, content in (
            ("a", cut, '"The mill must pay."'),
            ("b", whole, '"The mill must pay, but the owner may appeal."'),
        )
    ]
    group = StatementGroup("g", ("a", "b"), ("a", "b"), outlets=2)
    reports = {
        id: report(words, id=id, article=id)
        for id, words in (("a", "The mill must pay."), ("b", "The mill must pay, but the owner may appeal."))
    }
    assert [o.article_id for o in brief(readings, [group], reports, sentences=1)] == ["b"]
    spoken = [o for o in brief(readings, [group], reports, sentences=4) if "judge" in o.text]
    assert [o.article_id for o in spoken] == ["b"]  # one statement is told once
    contested = brief(readings, [group], reports, sentences=1, contested={"b"})
    assert [o.article_id for o in contested] == ["a"]
