"""What goes in comes out: versions, actors, lists, filters, days, stories, judgements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from stories_made_up import Line, identified, reading

from onrecord.errors import BrokenArticle, NotFound, Usage
from onrecord.record.store import Record, Writer, sqlite
from onrecord.record.store.identity import new_id
from onrecord.record.store.schema import metadata
from onrecord.types import (
    Actor,
    Article,
    ArticleDigest,
    Copy,
    Furniture,
    Identification,
    Match,
    Origins,
    Reading,
    Role,
    Said,
    Span,
    StatementGroup,
    Story,
)

MAY_5 = Said(date(2031, 5, 5), precision="day", basis="stated")
LINES: Sequence[Line] = [
    ("Harlow", "the harbour of Velmora stays open"),
    ("Orrin", "we strike in Port Ansel"),
    ("Harlow", "talks go on"),
    (None, "Port Ansel has 3 docks"),
    ("a clerk", "nobody knows"),
]


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    # these tests are about what is stored; waiting for the disk is tested with the file
    monkeypatch.setattr(sqlite, "SETTINGS", (*sqlite.SETTINGS, "PRAGMA synchronous = OFF"))
    with Record.open(str(tmp_path / "record.db")) as opened:
        yield opened


def settle(record: Record, *readings: Reading) -> None:
    for whole in readings:
        with record.writing() as writer:
            put(writer, whole)


def put(writer: Writer, whole: Reading) -> tuple[str, ...]:
    disturbed = writer.put(whole, whole.article.capture.path)
    writer.identify(whole, *identified(whole))
    writer.regroup(StatementGroup("", (one.id,), (whole.article.id,)) for one in whole.statements)
    return disturbed


def ids(record: Record, **asked: object) -> list[str]:
    return [row.statement.id for row in record.statements(**asked)]


def dump(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with record._reads() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def rows_of(record: Record) -> dict[str, int]:
    with record._reads() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


# --------------------------------------------------------------------------- articles and versions


def test_a_reading_comes_back_exactly(record: Record) -> None:
    whole = reading("a1", LINES)
    settle(record, whole)
    assert record.reading("a1") == whole
    assert list(record.readings()) == [whole]
    assert record.path("a1") == "a1.txt"


def test_the_same_article_twice_changes_nothing(record: Record) -> None:
    whole = reading("a1", LINES)
    settle(record, whole)
    assert record.version_for("a1", whole.article.text, whole.article.headline) == (1, True)
    before = dump(record)
    settle(record, whole)
    assert dump(record) == before


def test_changed_text_is_a_new_version_and_the_old_one_stays(record: Record) -> None:
    old, new = reading("a1", LINES), reading("a1", LINES[:2], version=2)
    settle(record, old)
    assert record.version_for("a1", new.article.text, new.article.headline) == (2, False)
    settle(record, new)
    assert record.version_for("a1", old.article.text, old.article.headline) == (1, True)
    assert record.reading("a1") == new
    assert record.reading("a1", 1) == old
    assert list(record.readings()) == [new]
    assert list(record.readings(versions=True)) == [old, new]
    assert ids(record, narrated=True) == ["a1.2.0", "a1.2.1"]
    (article,) = record.articles()
    assert (article.version, article.versions, article.statements, article.narrated) == (2, 2, 2, 0)
    with pytest.raises(NotFound, match="version 3"):
        record.reading("a1", 3)


def test_a_changed_headline_is_a_new_version(record: Record) -> None:
    whole = reading("a1", LINES)
    settle(record, whole)
    assert record.version_for("a1", whole.article.text, "Another headline") == (2, False)
    assert record.version_for("a1", whole.article.text, None) == (2, False)


def test_an_older_version_that_comes_late_is_kept_but_not_listed(record: Record) -> None:
    old, new = reading("a1", LINES), reading("a1", LINES[:2], version=2)
    settle(record, new)
    with record.writing() as writer:
        assert writer.put(old) == ()
    assert record.reading("a1", 1) == old
    assert ids(record) == ["a1.2.0", "a1.2.1"]


def test_a_new_version_leaves_no_ghosts(record: Record) -> None:
    a, b = reading("a1", LINES), reading("b1", LINES, outlet="The Tide")
    settle(record, a, b)
    with record.writing() as writer:
        writer.link([Match("a1.1.0", "b1.1.0", "same", 0.9), Match("a1.1.1", "b1.1.2", "overlaps", 0.5)])
        writer.regroup([StatementGroup("", ("a1.1.0", "b1.1.0"), ("a1", "b1"))])
        writer.put_days({"a1.1.0": MAY_5})
    with record.writing() as writer:
        # the new version does not know Orrin any more
        new = replace(reading("a1", [("Harlow", "no comment")], version=2))
        new = replace(new, entities=new.entities[:2])
        assert put(writer, new) == ("b1.1.0",)
    assert record.links("b1.1.0") == record.links("b1.1.2") == ()
    assert record.group("b1.1.0").statements == ("b1.1.0",)
    assert "a1.1.0" not in {one for group in record.groups() for one in group.statements}
    assert [known.identification.article_id for known in record.known("a-orrin")] == ["b1"]
    settle(record, reading("b1", [], version=2), replace(reading("a1", [], version=3), entities=()))
    empty = replace(reading("b1", [], version=3), entities=())
    settle(record, empty)
    assert record.actors() == record.groups() == ()
    left = {name for name, count in rows_of(record).items() if count}
    assert left == {"article", "version", "vector"}


def test_an_actor_keeps_its_id_over_a_new_version(record: Record) -> None:
    settle(record, reading("a1", LINES))
    with record.writing() as writer:
        new = reading("a1", LINES[:1], version=2)
        writer.put(new)
        assert [one.id for one in writer.actors_named(["harlow"])] == ["a-harlow"]
        writer.identify(new, *identified(new))
    assert record.actor("Harlow").id == "a-harlow"


def test_forms_that_no_article_has_any_more_go(record: Record) -> None:
    a, b = reading("a1", LINES), reading("b1", LINES)
    misspelt = replace(a, entities=(replace(a.entities[0], aliases=("Harlow", "Harlov")), *a.entities[1:]))
    settle(record, misspelt, b)
    with record.writing() as writer:
        known = Actor("a-harlow", "Tessa Harlow", "person", ("Harlow", "Harlov"), a.entities[0].roles)
        writer.identify(b, identified(b)[0], [known])
    assert record.actor("Harlov").id == "a-harlow"
    with record.writing() as writer:
        writer.put(reading("a1", [], version=2))
    assert record.actor("a-harlow").aliases == ("Harlow",)


def test_another_model_reads_the_same_version_anew(record: Record) -> None:
    whole = reading("a1", LINES)
    settle(record, whole)
    other = replace(whole, vectors=whole.vectors[:2])
    settle(record, other)
    assert record.reading("a1") == other
    assert len(ids(record, narrated=True)) == len(LINES)


def test_what_does_not_fit_together_is_refused(record: Record) -> None:
    whole = reading("a1", LINES)
    bad = [
        replace(whole, attributions=whole.attributions[1:]),
        replace(whole, statements=whole.statements[:1] * 2, attributions=whole.attributions[:1] * 2),
        replace(whole, article=replace(whole.article, id="another")),
        replace(whole, article=replace(whole.article, text=whole.article.text + "\ud83d")),
        replace(whole, article=replace(whole.article, headline="\udc00")),
        replace(whole, entities=(replace(whole.entities[0], name="\ud800"), *whole.entities[1:])),
    ]
    for one in bad:
        with pytest.raises((BrokenArticle, Usage)), record.writing() as writer:
            writer.put(one)
            writer.identify(one, identified(whole)[0])
    assert not any(rows_of(record).values())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=30),
    st.text(max_size=40),
    st.text(max_size=20),
)
def test_any_unicode_comes_back(record: Record, article_id: str, what: str, outlet: str) -> None:
    whole = reading(f"x{article_id}", [("Harlow", what), (what or "-", "x")], outlet=outlet)
    settle(record, whole)
    assert record.reading(f"x{article_id}") == whole
    rows = list(record.statements(article=f"x{article_id}"))
    assert [row.statement for row in rows] == list(whole.statements)
    assert rows[0].article.outlet == outlet
    assert record.reports([rows[0].statement.id])[0].content == what


def test_nul_and_friends_are_kept(record: Record) -> None:
    whole = reading("a\u2028b", [("Harlow", "before\0after \u202e\ufeff 🚢 ẞ")], outlet="\0")
    settle(record, whole)
    assert record.reading("a\u2028b") == whole
    assert ids(record, about="after") == ["a\u2028b.1.0"]


def test_an_id_with_a_nul_is_refused(record: Record) -> None:
    with pytest.raises(BrokenArticle, match="a NUL in its id"), record.writing() as writer:
        writer.put(reading("a\0b", LINES))


def test_a_file_name_that_is_no_unicode_is_no_obstacle(record: Record) -> None:
    whole = reading("a", LINES)
    path = "caf\udce9.txt"
    whole = replace(whole, article=replace(whole.article, capture=replace(whole.article.capture, path=path)))
    settle(record, whole)
    assert record.reading("a") == whole
    assert record.path("a") == "caf\\udce9.txt"


# --------------------------------------------------------------------------- reports


def test_reports_have_all_that_matching_looks_at(record: Record) -> None:
    whole = reading("a1", LINES, said=MAY_5)
    settle(record, whole)
    with record.writing() as writer:
        reports = writer.reports("a1")
    first, _, third, narrated, clerk = reports
    assert [one.order for one in reports] == [0, 1, 2, 3, 4]
    assert first.content == "the harbour of Velmora stays open"
    assert (first.cue, first.names, first.said) == ("said", ("Velmora",), MAY_5)
    assert (first.actors, first.speaks_for) == (("a-harlow",), ("a-velmora",))
    assert first.vector == (0.5, -0.25, 0.0)
    assert (first.outlet, first.published, first.version) == ("The Quay", date(2031, 5, 6), 1)
    assert (first.context, third.context) == ("", "the harbour of Velmora stays open")
    assert (narrated.actors, narrated.names, narrated.context) == ((), ("Port Ansel",), "")
    assert clerk.actors == ()
    assert record.reports(["a1.1.2", "none", "a1.1.0"]) == (third, first)


def test_discontinuous_content_is_joined_and_title_spans_are_of_the_headline(record: Record) -> None:
    whole = reading("a1", [("Harlow", "open, she said, for ever")])
    start = whole.statements[0].content[0].start
    spans = (Span(0, 4, "title"), Span(start, start + 4), Span(start + 16, start + 24))
    whole = replace(whole, statements=(replace(whole.statements[0], content=spans),))
    settle(record, whole)
    assert record.reports(["a1.1.0"])[0].content == "News … open … for ever"


def candidates(record: Record, whole: Reading, quoted: dict[str, list[int]] | None = None) -> list[str]:
    with record.writing() as writer:
        found = writer.candidates(writer.reports(whole.article.id), quoted)
    return [one.statement.id for one in found]


def test_candidates_share_an_actor_and_a_compatible_day(record: Record) -> None:
    line: Sequence[Line] = [("Harlow", "stays open")]

    def on(day: int) -> Said:
        return Said(date(2031, 5, day), precision="day", basis="stated")

    settle(
        record,
        reading("same-day", line, said=on(10)),
        reading("near", line, said=on(13)),
        reading("far", line, said=on(25)),
        reading("undated", line, published=None),
        reading("month", line, said=Said(date(2031, 5, 1), precision="month", basis="stated")),
        reading("other-actor", [("Orrin", "stays open")], said=on(10)),
        reading("for-her", [("Velmora", "stays open")], said=on(10)),
        mine := reading("mine", [*line, ("Harlow", "again")], said=on(10)),
        free := reading("free", line, published=None),
    )
    found = candidates(record, mine)
    assert found == ["for-her.1.0", "free.1.0", "month.1.0", "near.1.0", "same-day.1.0", "undated.1.0"]
    assert set(candidates(record, free)) == {*found, "far.1.0", "mine.1.0", "mine.1.1"} - {"free.1.0"}


def test_candidates_of_narrated_statements_share_a_name_near_in_time(record: Record) -> None:
    settle(
        record,
        reading("near", [(None, "Port Ansel has 4 docks"), (None, "it rained")]),
        reading("vague", [(None, "Port Ansel is small")], said=Said(date(2031, 1, 1), precision="year")),
        reading("late", [(None, "Port Ansel has 4 docks")], published=date(2032, 1, 1)),
        reading("told", [("Orrin", "Port Ansel has four docks"), ("Orrin", "we rest")]),
        mine := reading("mine", [(None, "Port Ansel has 3 docks")]),
        other := reading("other", [("Harlow", "Port Ansel has 3 docks"), (None, "rain fell")]),
    )
    # whole articles: matching asks what else two articles have in common
    assert candidates(record, mine) == [
        "near.1.0", "near.1.1", "other.1.0", "other.1.1", "told.1.0", "told.1.1", "vague.1.0",
    ]  # fmt: skip
    # and the other way round: somebody's words find the outlets' own voice, but not others' words
    assert candidates(record, other) == ["mine.1.0", "near.1.0", "near.1.1", "vague.1.0"]


def test_candidates_quote_the_same_words_whoever_speaks_and_whenever(record: Record) -> None:
    late = reading("late", [("Orrin", "we shall never sell the old harbour")], published=date(2039, 1, 1))
    settle(record, late, mine := reading("mine", [("Harlow", "we shall never sell the old harbour")]))
    assert candidates(record, late, {"late.1.0": [8, 13, 21]}) == []
    assert candidates(record, mine, {"mine.1.0": [8, 15]}) == ["late.1.0"]
    assert candidates(record, mine, {"mine.1.0": [9, 15]}) == []


def test_candidates_are_whole_articles_a_bounded_number_the_likest_first(record: Record) -> None:
    with record.writing() as writer:
        for number in range(30):
            lines: list[Line] = [("Harlow", "open")] * 4
            put(writer, reading(f"a{number:02}", lines, said=MAY_5))
        found = writer.candidates(writer.reports("a00"))
    articles = {one.article_id for one in found}
    assert (len(articles), len(found)) == (24, 24 * 4)
    assert "a00" not in articles


# --------------------------------------------------------------------------- matches and groups


def test_links_and_components(record: Record) -> None:
    settle(record, *(reading(name, [("Harlow", "open"), ("Harlow", "shut")]) for name in "abcd"))
    chain = [
        Match("b.1.0", "a.1.0", "same", 0.9, ("words",)),
        Match("b.1.0", "c.1.0", "same", 0.8),
        Match("c.1.0", "d.1.1", "contains", 0.7),
        Match("d.1.0", "d.1.1", "same", 0.6),
        Match("c.1.0", "a.1.0", "repeats", 0.5),
    ]
    with record.writing() as writer:
        writer.link(chain)
        writer.link([Match("a.1.0", "b.1.0", "same", 0.95, ("more words",))])
        reports, matches = writer.component(["a.1.0"])
        assert [one.statement.id for one in reports] == ["a.1.0", "b.1.0", "c.1.0"]
        assert matches == (
            Match("a.1.0", "b.1.0", "same", 0.95, ("more words",)),
            Match("a.1.0", "c.1.0", "repeats", 0.5),
            Match("b.1.0", "c.1.0", "same", 0.8),
        )
        assert writer.component(["none"]) == ((), ())
    assert record.links("d.1.1") == (chain[2], chain[3])
    (row,) = record.rows(["d.1.1"])
    # "same" without a common group: another report of its article is in the group
    assert row.links == (chain[2], replace(chain[3], relation="overlaps"))
    with record.writing() as writer:
        writer.unlink(["c.1.0"])
    assert record.links("c.1.0") == ()


def group(*statements: str, group_id: str = "") -> StatementGroup:
    return StatementGroup(group_id, statements, tuple(dict.fromkeys(one.split(".")[0] for one in statements)))


def test_group_ids_do_not_jump(record: Record) -> None:
    settle(record, *(reading(name, [("Harlow", "open")]) for name in "abcde"))
    a, b, c, d, e = (f"{name}.1.0" for name in "abcde")
    with record.writing() as writer:
        (first,) = writer.regroup([group(c, b, a)])
        # of three ids with one statement each, the lowest
        assert first.id == min(new_id("g", [one], lambda made: False) for one in (a, b, c))
        # the larger part keeps the id, whichever statement is first
        small, large = writer.regroup([group(a), group(b, c, d)])
        assert large.id == first.id != small.id
        (whole,) = writer.regroup([group(e, d, c, b, a)])
        assert whole.id == first.id
        one, other = writer.regroup([group(a, b), group(c, d, e)])
        assert other.id == first.id != one.id
    assert {one.id: one.statements for one in record.groups()} == {one.id: (a, b), other.id: (c, d, e)}


def test_regrouping_touches_no_other_statement(record: Record) -> None:
    settle(record, *(reading(name, [("Harlow", "open")]) for name in "abc"))
    a, b, c = (f"{name}.1.0" for name in "abc")
    with record.writing() as writer:
        (first,) = writer.regroup([group(a, b)])
        (second,) = writer.regroup([group(b, c)])
    assert record.group(a).id == first.id
    assert record.group(a).statements == (a,)
    assert record.group(b).id == second.id


def test_a_group_comes_back_exactly(record: Record) -> None:
    settle(record, *(reading(name, [("Harlow", "open")]) for name in "ab"))
    whole = replace(
        group("b.1.0", "a.1.0"),
        speaker="a-harlow",
        said=MAY_5,
        outlets=2,
        origins=Origins(1, 2, ("both from one briefing",)),
    )
    with record.writing() as writer:
        (stored,) = writer.regroup([whole])
    assert record.group(stored.id[:4]) == stored == replace(whole, id=stored.id)
    assert record.group("a.1.0") == record.group("a.1") == stored
    assert ids(record, group=stored.id) == ["a.1.0", "b.1.0"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=5, unique=True), max_size=6))
def test_groups_are_always_a_partition(record: Record, turns: list[list[int]]) -> None:
    if not record.articles():
        settle(record, *(reading(f"p{number}", [("Harlow", "open")]) for number in range(8)))
    everyone = {f"p{number}.1.0" for number in range(8)}
    with record.writing() as writer:
        writer.regroup(group(one) for one in sorted(everyone))
        for turn in turns:
            writer.regroup([group(*(f"p{number}.1.0" for number in turn))])
    grouped = [one for whole in record.groups() for one in whole.statements]
    assert sorted(grouped) == sorted(everyone)
    assert all(whole.statements for whole in record.groups())


# --------------------------------------------------------------------------- days


def test_a_day_from_other_reports_is_kept_beside_the_readings_own(record: Record) -> None:
    settle(record, reading("a", [("Harlow", "open")]), reading("b", [("Harlow", "open")], said=MAY_5))
    fed = replace(MAY_5, basis="other_report")
    with record.writing() as writer:
        writer.put_days({"a.1.0": fed})
        writer.put_days({"b.1.0": replace(fed, date=date(2030, 1, 1))})
        with pytest.raises(NotFound):
            writer.put_days({"none": fed})
    assert record.said("a.1.0") == fed
    assert record.said("b.1.0") == MAY_5  # what the article itself tells comes first
    assert record.reading("a").attributions[0].said.date is None
    assert ids(record, since=date(2031, 5, 5), until=date(2031, 5, 5)) == ["a.1.0", "b.1.0"]
    assert [one.said for one in record.reports(["a.1.0"])] == [fed]
    with record.writing() as writer:
        writer.put_days({"a.1.0": None})
    assert record.said("a.1.0").reason == "no day is given"
    assert ids(record, since=date(2031, 5, 5)) == ["b.1.0"]


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        (Said(date(2031, 2, 3), precision="day"), date(2031, 2, 3), date(2031, 2, 3)),
        (Said(date(2032, 2, 1), precision="month"), date(2032, 2, 1), date(2032, 2, 29)),
        (Said(date(2031, 1, 1), precision="year"), date(2031, 1, 1), date(2031, 12, 31)),
        (Said(date(2031, 2, 1), end=date(2031, 2, 9), precision="range"), date(2031, 2, 1), date(2031, 2, 9)),
    ],
)
def test_a_vague_day_is_found_by_every_day_it_may_be(
    record: Record, said: Said, first: date, last: date
) -> None:
    settle(record, reading("a", [("Harlow", "open")], said=said))
    one = date.resolution
    assert ids(record, since=last) == ids(record, until=first) == ["a.1.0"]
    assert ids(record, since=last + one) == ids(record, until=first - one) == []


# --------------------------------------------------------------------------- filters and look-ups


def test_statements_are_listed_by_day_unknown_last(record: Record) -> None:
    settle(
        record,
        reading("b", [("Harlow", "one"), ("Harlow", "two")]),
        reading("a", [("Harlow", "one")], said=Said(date(2031, 5, 9), precision="day")),
        reading("c", [("Harlow", "one")], said=MAY_5),
    )
    assert ids(record) == ["c.1.0", "a.1.0", "b.1.0", "b.1.1"]


def test_filters(record: Record) -> None:
    settle(record, reading("a", LINES), reading("b", LINES[:2], outlet="The Tide", said=MAY_5))
    with record.writing() as writer:
        story = writer.put_story(Story("", "The harbour", ("a",)))
    assert ids(record, narrated=True, article="a") == [f"a.1.{n}" for n in range(5)]
    assert ids(record, article="a") == ["a.1.0", "a.1.1", "a.1.2", "a.1.4"]
    for who in ("Tessa Harlow", "harlow", "HARLOW", "a-harlow", "a-h"):
        assert ids(record, speaker=who) == ["b.1.0", "a.1.0", "a.1.2"]
    assert ids(record, speaker="A Clerk") == ids(record, speaker="clerk") == ["a.1.4"]
    assert ids(record, outlet="the tide") == ["b.1.0", "b.1.1"]
    assert ids(record, story=story.id[:5]) == ids(record, story="a") == ids(record, article="a")
    assert ids(record, min_confidence=0.9) == ids(record)
    assert ids(record, min_confidence=0.91) == []
    assert ids(record, speaker="Orrin", about="strike", outlet="The Tide", until=date(2031, 5, 5)) == [
        "b.1.1"
    ]
    row = record.statement("b.1.0")
    assert (row.actors, row.speaks_for, row.path) == (("a-harlow",), ("a-velmora",), "b.txt")
    assert row.attribution.statement_id == row.statement.id
    assert record.statement("a.1.4").actors == (None,)


def test_a_filter_that_names_nothing_says_so(record: Record) -> None:
    settle(record, reading("a", LINES), reading("b", LINES))
    for asked, words in (
        ({"speaker": "Tesa Harlo"}, "did you mean Tessa Harlow"),
        ({"outlet": "The Quai"}, "did you mean The Quay"),
        ({"story": "t0"}, "no story"),
        ({"group": "zz"}, "no group"),
        ({"article": "zz"}, "no article"),
    ):
        with pytest.raises(NotFound, match=words):
            record.statements(**asked)
    with pytest.raises(NotFound, match=r"several statements begin with 'a\.1': a\.1\.0, a\.1\.1"):
        record.statement("a.1")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("harbour", ["a.1.0"]),
        ("HARBOUR open", ["a.1.0"]),
        ("harbour strike", []),
        ('"stays open"', ["a.1.0"]),
        ('"open stays"', []),
        ("cafe", ["a.1.1"]),
        ("CAFÉ", ["a.1.1"]),
        ("de-facto", ["a.1.2"]),
        ("de facto", ["a.1.2"]),
        ("harbour NOT open", []),
        ("harb*", []),
        ("*", []),
        ("", []),
        ('"', []),
        ('harbour"', ["a.1.0"]),
        ("content:harbour", []),
        ("NEAR(harbour open)", []),
        ("harbour\0", ["a.1.0"]),
        ("мост", ["a.1.3"]),
        ("why", ["a.1.4"]),
    ],
)
def test_search_by_words(record: Record, words: str, found: list[str]) -> None:
    lines: Sequence[Line] = [
        ("Harlow", "the harbour stays open"),
        ("Harlow", "the café is shut"),
        ("Harlow", "a de-facto port"),
        ("Harlow", "Мост закрыт"),
        ("Harlow", "no, why not"),
    ]
    settle(record, reading("a", lines))
    assert ids(record, about=words) == found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30) | st.text(alphabet="ab\"*()^:+-{}'\0 \\,.;ANDORNT", max_size=20))
def test_whatever_is_typed_is_safe(record: Record, typed: str) -> None:
    if not record.articles():
        settle(record, reading("a", LINES))
    assert set(ids(record, about=typed)) <= {f"a.1.{n}" for n in range(5)}
    for ask in (record.actor, record.group, record.story, record.statement, record.reading):
        try:
            ask(typed)
        except NotFound as error:
            assert "\n" not in str(error)
    with suppress(NotFound):
        list(record.statements(speaker=typed, narrated=True))


def test_a_lone_surrogate_in_a_question_is_refused_in_words(record: Record) -> None:
    settle(record, reading("a", LINES))
    with pytest.raises(Usage, match="lone surrogate"):
        ids(record, about="har\ud800bour")
    with pytest.raises(Usage, match="lone surrogate"):
        record.reading("\udfff")


def test_words_of_older_versions_are_not_found(record: Record) -> None:
    settle(record, reading("a", LINES), reading("a", [("Harlow", "no comment")], version=2))
    assert ids(record, about="harbour") == []
    assert ids(record, about="comment") == ["a.2.0"]


def test_a_long_list_keeps_its_order(record: Record) -> None:
    with record.writing() as writer:
        for number in range(90):
            writer.put(reading(f"a{number:03}", [("Harlow", "open")] * 7))
    assert ids(record) == [f"a{number:03}.1.{line}" for number in range(90) for line in range(7)]


# --------------------------------------------------------------------------- actors


def test_actors_by_key_and_role(record: Record) -> None:
    settle(record, reading("a", LINES))
    with record.writing() as writer:
        assert [one.id for one in writer.actors_named(["orrin", "harlow", "none"])] == ["a-harlow", "a-orrin"]
        assert [one.id for one in writer.actors_in_role("Spokeswoman", "Harbour Ministry")] == ["a-harlow"]
        assert writer.actors_in_role("spokeswoman", None) == ()
        assert [one.id for one in writer.actors_in_role("dock union leader", None)] == ["a-orrin"]
        assert writer.actors_named([]) == ()


def test_an_actor_is_replaced_by_what_it_is_now(record: Record) -> None:
    whole = reading("a", LINES)
    settle(record, whole)
    now = Actor(
        "a-harlow",
        "Teresa Harlow",
        "person",
        ("Tessa Harlow", "Harlow"),
        (
            Role("minister", "Velmora", date(2031, 1, 1), date(2031, 5, 6)),
            Role("spokeswoman", "harbour ministry"),
        ),
    )
    with record.writing() as writer:
        writer.identify(whole, identified(whole)[0], [now], {"a-harlow": ["teresa harlow"]})
    assert record.actor("teresa") == replace(now, statements=2)
    assert [one.id for one in record.actors()] == ["a-harlow", "a-orrin", "a-velmora"]


def test_who_is_not_known_stays_unknown_with_the_reason(record: Record) -> None:
    whole = reading("a", LINES[:1])
    with record.writing() as writer:
        writer.put(whole)
        unknown = Identification("a", 0, None, "surname", 0.4, "two people are called Harlow")
        writer.identify(whole, [unknown])
    (row,) = record.statements()
    assert row.actors == (None,)
    assert record.actors() == ()


def test_two_of_one_name_are_not_guessed_between(record: Record) -> None:
    whole = reading("a", LINES)
    settle(record, whole)
    with record.writing() as writer:
        twin = Actor("b-harlow", "Otto Harlow", "person", ("Harlow",))
        decisions = identified(whole)[0]
        writer.identify(whole, [*decisions[:1], replace(decisions[1], actor_id="b-harlow")], [twin])
    with pytest.raises(
        NotFound, match=r"several .*Tessa Harlow \(person, a-harlow\), Otto Harlow \(person, b-harlow\)"
    ):
        record.actor("harlow")
    with pytest.raises(NotFound, match="several"):
        record.statements(speaker="harlow")
    assert record.actor("Otto").id == "b-harlow"


def test_an_own_name_goes_before_anothers_alias(record: Record) -> None:
    whole = reading("a", LINES)
    settle(record, whole)
    with record.writing() as writer:
        known = Actor("a-orrin", "Bao Orrin", "person", ("Velmora", "Tessa Harlow of the docks"))
        writer.identify(whole, identified(whole)[0], [known])
    assert record.actor("velmora").id == "a-velmora"
    assert record.actor("tessa harlow").id == "a-harlow"
    assert record.actor("docks").id == "a-orrin"


# --------------------------------------------------------------------------- stories


def digest(
    name: str, *actors: str, day: date | None = None, shingles: frozenset[int] = frozenset()
) -> ArticleDigest:
    return ArticleDigest(
        name, f"News of {name}", day, day, day, frozenset(actors), (("harbour", 0.5),), shingles
    )


def near(writer: Writer, *asked: object, **more: object) -> list[str]:
    return [one.article_id for _, one in writer.digests(*asked, **more)]


def test_digests_near_in_time_that_share_an_actor(record: Record) -> None:
    settle(record, *(reading(name, LINES) for name in "abcdef"))
    may = date(2031, 5, 6)
    stored = [
        digest("a", "x", "y", day=may, shingles=frozenset({1, 2**64 - 1})),
        digest("b", "x", day=date(2031, 5, 12)),
        digest("c", "x", day=date(2031, 8, 1), shingles=frozenset(range(1000, 3000))),
        digest("d", "z", day=may),
        digest("e", day=may),
        digest("f", "x"),
    ]
    with record.writing() as writer:
        for one in stored:
            writer.put_digest(one)
        story = writer.put_story(Story("", "The harbour", ("a",)))
        assert near(writer, may, may, ["x"]) == ["a", "b", "e", "f"]
        assert near(writer, may, None) == ["a", "b", "d", "e", "f"]
        assert near(writer, None, None, ["x"]) == ["a", "b", "c", "e", "f"]
        assert near(writer, may, may, ["nobody"], [2**64 - 1]) == ["a", "e"]
        assert "c" in near(writer, may, may, ["y"], range(2000, 4000))
        assert len(writer.digests(None, None, limit=3)) == 3
        assert writer.digests(may, may, ["y"])[0] == (story.id, stored[0])
        writer.put_digest(digest("a", "w"))
        assert near(writer, may, may, ["y"]) == ["e"]


def test_stories_keep_their_ids_and_hold_each_article_once(record: Record) -> None:
    settle(record, *(reading(name, LINES) for name in "abcd"))
    with record.writing() as writer:
        first = writer.put_story(Story("", "The harbour", ("a", "b"), date(2031, 5, 1), date(2031, 5, 6)))
        second = writer.put_story(Story("", "The docks", ("c",)))
        assert first.id != second.id
        merged = writer.put_story(Story("", "The harbour and the docks", ("c", "a", "b", "d")))
    assert merged.id == first.id
    assert record.stories() == (merged,)
    with record.writing() as writer:
        writer.put_story(replace(merged, articles=("a", "b")))
        writer.put_story(Story("", "The docks", ("c", "d")))
    assert sorted(one for story in record.stories() for one in story.articles) == ["a", "b", "c", "d"]
    assert record.story("a").id == merged.id
    assert {row.id: row.story for row in record.articles()}["b"] == merged.id
    with pytest.raises(NotFound):
        record.story("none")


def test_copies(record: Record) -> None:
    settle(record, *(reading(name, LINES) for name in "abc"))
    with record.writing() as writer:
        writer.put_copies("b", [Copy("b", "a", 0.9)])
        writer.put_copies("c", [Copy("c", "a", 0.8), Copy("c", "b", 0.7)])
    assert record.copies("b") == (Copy("b", "a", 0.9), Copy("c", "b", 0.7))
    with record.writing() as writer:
        writer.put_copies("b", [Copy("b", "a", 1.0)])
    assert record.copies() == (Copy("b", "a", 1.0), Copy("c", "a", 0.8))


# --------------------------------------------------------------------------- judgements, rebuilding


def test_judgements_are_kept_and_can_be_taken_back(record: Record) -> None:
    at = datetime(2031, 5, 6, 12, tzinfo=UTC)
    with record.writing() as writer:
        one = writer.judge("same", {"left": "a-harlow", "right": "b-harlow"}, "ed", at)
        two = writer.judge("rename", {"actor": "a-harlow", "name": "T. Harlow"}, "ed", at)
    assert record.judgements() == (one, two)
    with record.writing() as writer:
        undone = writer.undo(at=at)
    assert undone == replace(two, undone=at)
    assert record.judgements() == (one,)
    assert record.judgements(undone=True) == (one, undone)
    with record.writing() as writer:
        assert writer.undo(one.id, at).id == one.id
        with pytest.raises(NotFound):
            writer.undo(one.id, at)
        with pytest.raises(Usage):
            writer.undo()
        assert writer.judge("hide", {}, "ed").at.tzinfo is UTC


def test_clearing_leaves_readings_and_judgements(record: Record) -> None:
    whole = reading("a", LINES)
    settle(record, whole, reading("b", LINES))
    with record.writing() as writer:
        writer.link([Match("a.1.0", "b.1.0", "same", 0.9)])
        writer.put_days({"a.1.0": MAY_5})
        writer.put_digest(digest("a", "a-harlow"))
        writer.put_story(Story("", "The harbour", ("a", "b")))
        writer.put_copies("b", [Copy("b", "a", 0.9)])
        writer.judge("hide", {"statement": "a.1.0"}, "ed")
    before = dump(record)
    with record.writing() as writer:
        writer.clear_derived()
    left = {name for name, count in rows_of(record).items() if count}
    assert left == {"article", "version", "vector", "statement", "hit", "judgement"}
    assert ids(record, since=date(2031, 5, 5)) == []
    # what is not settled yet takes no part in matching
    settle(record, whole)
    assert candidates(record, whole) == []
    settle(record, *record.readings())
    with record.writing() as writer:
        writer.link([Match("a.1.0", "b.1.0", "same", 0.9)])
        writer.put_days({"a.1.0": MAY_5})
        writer.put_digest(digest("a", "a-harlow"))
        writer.put_story(Story("", "The harbour", ("a", "b")))
        writer.put_copies("b", [Copy("b", "a", 0.9)])
    assert dump(record) == before


def test_article_rows_name_the_title_line_of_a_plain_text(record: Record) -> None:
    article = Article(
        "a", "The harbour\n\nHarlow said: open", furniture=(Furniture(Span(0, 11), "headline"),)
    )
    dateline = Furniture(Span(0, 7), "dateline")
    untitled = Article(
        "c", "DOST – The harbour has closed. Nobody knows for how long.", furniture=(dateline,)
    )
    settle(record, Reading(article), Reading(Article("b", "")), Reading(untitled))
    assert [row.title for row in record.articles()] == ["The harbour", None, "The harbour has closed."]


def test_two_records_of_the_same_articles_are_the_same(tmp_path: Path) -> None:
    dumps = []
    for name in ("one.db", "two.db"):
        with Record.open(str(tmp_path / name)) as record:
            settle(
                record,
                reading("a", LINES),
                reading("b", LINES, said=MAY_5),
                reading("a", LINES[:2], version=2),
            )
            dumps.append(dump(record))
    assert dumps[0] == dumps[1]


def test_roles_with_days_come_back(record: Record) -> None:
    whole = reading("a", LINES)
    role = Role("minister", "Velmora", date(2031, 1, 1), None)
    with record.writing() as writer:
        writer.put(whole)
        writer.identify(
            whole, identified(whole)[0], [replace(one, roles=(role,)) for one in identified(whole)[1]]
        )
    assert record.actor("a-orrin").roles == (role,)
