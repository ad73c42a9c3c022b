"""What people decide: takes effect at once, is undone without a trace, outlives new articles and models."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onrecord import judging
from onrecord.errors import NotFound, Usage
from onrecord.pipeline import overrule, rebuild, settle
from onrecord.record.store import Record, sqlite
from onrecord.types import (
    Article,
    Attribution,
    Capture,
    Entity,
    Mention,
    Reading,
    Role,
    Said,
    Span,
    Speaker,
    Statement,
)

Line = tuple[str, str]
DAY = Said(date(2031, 5, 5), precision="day", basis="stated")
BRIDGE = "the old bridge over the Lorn will be closed to lorries from the first of June"
FERRY = "two new ferries will carry passengers to Port Ansel twice a day"
TOLL = "no toll will be raised on residents of the northern islands before winter"
PEOPLE = {
    "Tessa Harlow": Entity("Tessa Harlow", "person", ("Harlow",), (Role("spokeswoman", "harbour ministry"),)),
    "Teresa Harlowe": Entity("Teresa Harlowe", "person", ("Harlowe",)),
    "Ivo Vell": Entity("Ivo Vell", "person"),
    "Ivo Vel": Entity("Ivo Vel", "person"),
    "Harbour Line": Entity("Harbour Line", "organization"),
}
PILE: Sequence[tuple[str, Sequence[Line]]] = (
    ("quay", [("Tessa Harlow", BRIDGE), ("Ivo Vell", FERRY)]),
    ("tide", [("Teresa Harlowe", BRIDGE), ("Ivo Vel", FERRY), ("Harbour Line", TOLL)]),
    ("lamp", [("Tessa Harlow", BRIDGE + " at the latest"), ("Harbour Line", TOLL)]),
    ("mole", [("Ivo Vell", TOLL), ("Teresa Harlowe", FERRY)]),
    ("buoy", [("Ivo Vel", FERRY + " in summer"), ("Tessa Harlow", TOLL)]),
)


def told(name: str, lines: Sequence[Line], version: int = 1, said: Said = DAY) -> Reading:
    """An article with a line for each statement: "Ivo Vell said two new ferries …."."""
    entities = [PEOPLE[who] for who in dict.fromkeys(who for who, _ in lines)]
    text, statements, attributions, mentions = "", [], [], []
    for number, (who, what) in enumerate(lines):
        at = len(text)
        text += f"{who} said {what}.\n"
        name_span = Span(at, at + len(who))
        begin = at + len(who) + 6
        one = Statement(
            hashlib.sha256(f"{name}-{version}-{number}".encode()).hexdigest()[:16],
            name,
            (name_span,),
            (Span(at + len(who) + 1, begin - 1),),
            (Span(begin, begin + len(what)),),
            confidence=0.9,
        )
        entity = [one.name for one in entities].index(who)
        speaker = Speaker(who, PEOPLE[who].kind, "name", 0.9, (name_span,), entity)
        statements.append(one)
        attributions.append(Attribution(one.id, (speaker,), said=said))
        mentions.append(Mention(name_span, "name", PEOPLE[who].kind))
    article = Article(
        name, text, version, outlet=f"The {name}", published=date(2031, 5, 6), capture=Capture(f"{name}.txt")
    )
    return Reading(article, tuple(statements), tuple(attributions), tuple(mentions), tuple(entities))


ARTICLES = [told(name, lines) for name, lines in PILE]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    # these tests are about what is stored; waiting for the disk is tested with the file
    monkeypatch.setattr(sqlite, "SETTINGS", (*sqlite.SETTINGS, "PRAGMA synchronous = OFF"))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    with Record.open(str(tmp_path / "empty.db")) as opened:
        yield opened


@pytest.fixture
def record(tmp_path: Path, full: Path) -> Iterator[Record]:
    path = tmp_path / "record.db"
    shutil.copy(full, path)
    with Record.open(str(path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("full") / "record.db")


def filled(path: Path) -> Path:
    """A record of all articles that nobody judged."""
    with Record.open(str(path)) as opened:
        for article in ARTICLES:
            settle(article, opened)
    return path


def state(record: Record) -> dict[str, Any]:
    """All that a reader of the record sees, but for numbers and dates of judgements."""
    return {
        "actors": {one.id: asdict(one) for one in record.actors()},
        "statements": [
            (
                row.statement,
                row.attribution,
                row.group,
                row.said,
                row.actors,
                row.speaks_for,
                row.links,
                row.checked,
            )
            for row in record.statements(narrated=True)
        ],
        "hidden": sorted(row.statement.id for row in record.hidden()),
        "groups": [asdict(one) for one in record.groups()],
        "stories": [asdict(one) for one in record.stories()],
        "known": {
            one.id: [(k.name, replace(k.identification, why="")) for k in record.known(one.id)]
            for one in record.actors()
        },
    }


def replayed(record: Record, standing: Sequence[Any]) -> None:
    """The same judgements once more, without asking whether they make sense."""
    for one in standing:
        with record.writing() as writer:
            sides = [side.anchors for side in one.sides]
            overrule(writer, writer.judge(one.kind, one.arguments, one.who, one.at, sides))


def by_words(record: Record, article: str, words: str) -> str:
    return next(
        row.statement.id
        for row in record.statements(article=article)
        if words in row.article.slice(row.statement.content[0])
    )


# ----------------------------------------------------------------------------- one by one


def speakers(record: Record) -> dict[str, list[str]]:
    """Who said each statement, by the names of actors."""
    names = {one.id: one.name for one in record.actors()}
    return {
        row.statement.id: [names[one] for one in row.actors if one is not None]
        for row in record.statements(narrated=True)
    }


def test_somebody_new_outlives_other_judgements_on_the_article(record: Record) -> None:
    before = state(record)
    ferry, bridge = by_words(record, "quay", FERRY), by_words(record, "quay", BRIDGE)
    judging.reassign(record, ferry, "Una Skarr", "ana")
    judging.reassign(record, bridge, "skarr", "ana")
    judging.hide(record, by_words(record, "tide", TOLL), "ana")
    judging.check(record, ferry, "ana")
    corrected = judging.correct(record, bridge, "ana", content=["the old bridge over the Lorn"])
    (again,) = corrected.statements
    assert record.actor("Una Skarr").statements == 2
    assert speakers(record)[ferry] == speakers(record)[again] == ["Una Skarr"]
    assert [known.identification.method for known in record.known(record.actor("Skarr").id)] == [
        "judgement"
    ] * 2
    for _ in range(5):
        judging.undo(record)
    assert state(record) == before


def test_one_actor_bears_the_name_that_was_said_first(record: Record) -> None:
    made = judging.same(record, "Teresa Harlowe", "Tessa Harlow", "ana")
    assert made.shown_as == ("Teresa Harlowe",)
    assert "Tessa Harlow" in record.actor("Teresa Harlowe").aliases
    judging.undo(record)
    assert judging.same(record, "Tessa Harlow", "Teresa Harlowe", "ana").shown_as == ("Tessa Harlow",)


def test_a_judgement_in_words_says_what_sorts_are_one_and_what_was_taken_out(record: Record) -> None:
    made = judging.same(record, "Ivo Vell", "Harbour Line", "ana", force=True)
    assert made.words == "Ivo Vell (a person) and Harbour Line (a body) are one actor"
    made = judging.correct(record, by_words(record, "quay", FERRY), "ana", cue=())
    assert made.words.endswith("”: no cue")


def test_a_speaker_told_with_a_mark_is_taken_back_with_it(record: Record) -> None:
    before = state(record)
    with pytest.raises(Usage, match="found no name"):
        judging.mark(record, "mole", "ana", content=["on residents"], speaker=" ")
    assert not record.judgements(), "a speaker who cannot be told leaves no half of a judgement"
    for number in (1, 4):  # either of the two takes back both
        made = judging.mark(record, "mole", "ana", content=["on residents"], speaker="Harbour Line")
        assert speakers(record)[made.statements[0]] == ["Harbour Line"]
        assert judging.undo(record, number).judgement.kind == "mark"
        assert state(record) == before


def test_a_name_that_two_bear_is_no_answer_until_they_are_one(record: Record) -> None:
    judging.reassign(record, by_words(record, "mole", TOLL), "Petra Harlow", "ana")
    with pytest.raises(NotFound, match="several actors answer to 'Harlow'"):
        judging.rename(record, "Harlow", "P. Harlow", "ana")
    judging.same(record, "Tessa Harlow", "Petra Harlow", "ana")
    assert judging.rename(record, "Harlow", "P. Harlow", "ana").shown_as == ("P. Harlow",)


def test_a_group_that_was_joined_is_named_in_the_message(record: Record) -> None:
    bridge, toll = by_words(record, "quay", BRIDGE), by_words(record, "tide", TOLL)
    gone = record.group(toll).id
    judging.join(record, [bridge, toll], "ana")
    with pytest.raises(NotFound, match=gone):
        judging.different(record, bridge, gone, "ana")


def test_why_an_actor_shows_where_it_is_named(record: Record) -> None:
    (first, *_) = record.known(record.actor("Tessa Harlow").id)
    assert first.article is not None
    assert [first.article.slice(span) for span in first.evidence] == ["Tessa Harlow"]


def test_rebuilding_keeps_what_people_decided(record: Record) -> None:
    judging.same(record, "Tessa Harlow", "Teresa Harlowe", "ana")
    judging.rename(record, "Harbour Line", "The Harbour Line", "ana")
    judging.reassign(record, by_words(record, "quay", FERRY), "Una Skarr", "ana")
    judging.reassign(record, by_words(record, "lamp", BRIDGE), "Ivo Vell", "ana")
    judging.reassign(record, by_words(record, "mole", FERRY), None, "ana")
    judging.hide(record, by_words(record, "tide", TOLL), "ana")
    judging.check(record, by_words(record, "buoy", TOLL), "ana")
    judging.split(record, [by_words(record, "buoy", FERRY)], "ana")
    list(rebuild(record))
    once = state(record)
    list(rebuild(record))
    assert state(record) == once
    assert speakers(record)[by_words(record, "quay", FERRY)] == ["Una Skarr"]
    assert speakers(record)[by_words(record, "lamp", BRIDGE)] == [record.actor("Ivo Vell").name]
    assert speakers(record)[by_words(record, "mole", FERRY)] == []
    assert record.actor("Tessa Harlow").id == record.actor("Teresa Harlowe").id
    assert [row.article.id for row in record.hidden()] == ["tide"]
    assert [one.lost for one in judging.history(record)] == [""] * 8
    assert [one.shown_as for one in judging.history(record)][:3] == [
        (record.actor("Tessa Harlow").name,),
        ("The Harbour Line",),
        ("Una Skarr",),
    ]


def test_a_record_in_the_order_of_its_days_is_the_same_rebuilt(empty: Record) -> None:
    for article in sorted(ARTICLES, key=lambda one: one.article.id):
        settle(article, empty)
    judging.same(empty, "Tessa Harlow", "Teresa Harlowe", "ana")
    judging.reassign(empty, by_words(empty, "quay", FERRY), "Una Skarr", "ana")
    judging.hide(empty, by_words(empty, "tide", TOLL), "ana")
    before = state(empty)
    list(rebuild(empty))
    assert state(empty) == before


# ----------------------------------------------------------------------------- any sequence


def any_judgement(record: Record, pick: Callable[[int], int]) -> None:
    """One judgement of any kind on whatever the dice say; those that make no sense are refused."""
    actors = [one.id for one in sorted(record.actors(), key=lambda one: one.id)]
    statements = [row.statement.id for row in record.statements()]
    names = sorted({name for one in record.actors() for name in (one.name, *one.aliases)})
    articles = [row.id for row in record.articles()]

    def one(of: Sequence[str]) -> str:
        return of[pick(len(of))]

    kinds: list[Callable[[], object]] = [
        lambda: judging.same(record, one(actors), one(actors), "ana", force=True),
        lambda: judging.same(record, one(statements), one(statements), "ana"),
        lambda: judging.different(record, one(names), one(names), "ana"),
        lambda: judging.different(record, one(statements), one(statements), "ana"),
        lambda: judging.rename(record, one(actors), one(["Harlow", "Ana Brae"]), "ana"),
        lambda: judging.reassign(record, one(statements), one(actors), "ana"),
        lambda: judging.reassign(record, one(statements), one(["Una Skarr", "Bo Lind"]), "ana"),
        lambda: judging.reassign(record, one(statements), None, "ana"),
        lambda: judging.split(record, [one(statements)], "ana"),
        lambda: judging.join(record, [one(statements), one(statements)], "ana"),
        lambda: judging.hide(record, one(statements), "ana"),
        lambda: judging.check(record, one(statements), "ana"),
        lambda: judging.mark(record, one(articles), "ana", content=["from the first of June"]),
        lambda: judging.correct(
            record, one(statements), "ana", content=["passengers to Port Ansel twice a day"]
        ),
        lambda: judging.undo(record, None),
    ]
    with contextlib.suppress(Usage, NotFound):
        kinds[pick(len(kinds))]()


dice = st.lists(st.integers(0, 10_000), min_size=3, max_size=18)


def thrown(numbers: Sequence[int]) -> Callable[[int], int]:
    left = iter(numbers)
    return lambda of: next(left, 0) % max(of, 1)


@settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(numbers=dice)
def test_what_stands_is_all_that_counts(numbers: list[int], full: Path, tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("one", "other"):
        shutil.copy(full, folder / name)
    with Record.open(str(folder / "one")) as one, Record.open(str(folder / "other")) as other:
        untouched = state(one)
        pick = thrown(numbers)
        for _ in range(6):
            any_judgement(one, pick)
        replayed(other, one.judgements())
        assert state(one) == state(other)
        while one.judgements():
            judging.undo(one, one.judgements()[pick(len(one.judgements()))].id)
        assert state(one) == untouched


@settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(numbers=dice, first=st.integers(1, 4))
def test_it_is_all_one_whether_articles_or_judgements_came_first(
    numbers: list[int], first: int, full: Path, tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.mktemp("order")
    shutil.copy(full, folder / "other")
    with Record.open(str(folder / "one")) as one, Record.open(str(folder / "other")) as other:
        for article in ARTICLES[:first]:
            settle(article, one)
        pick = thrown(numbers)
        for _ in range(4):
            any_judgement(one, pick)
        for article in ARTICLES[first:]:
            settle(article, one)
        replayed(other, one.judgements())
        whole = state(other)
        assert state(one) == whole


def surname(name: str, who: str = "Vell") -> Reading:
    """An article in which somebody goes by a surname alone."""
    whole = told(name, [("Ivo Vell", TOLL)])
    entity = Entity(who, "person")
    speakers = tuple(replace(one, name=who) for one in whole.attributions[0].speakers)
    return replace(
        whole, entities=(entity,), attributions=(replace(whole.attributions[0], speakers=speakers),)
    )


@pytest.mark.parametrize("first", [True, False])
def test_a_surname_of_two_who_are_one_is_theirs(
    record: Record, first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ada Vell", "Otto Vell"):
        monkeypatch.setitem(PEOPLE, name, Entity(name, "person"))

    def heard() -> list[str]:
        return speakers(record)[by_words(record, "dock", TOLL)]

    settle(told("pier", [("Ada Vell", BRIDGE)]), record)
    if first:
        settle(surname("dock"), record)
        assert heard() == ["Vell"]
    judging.same(record, "Ivo Vell", "Ada Vell", "ana")
    if not first:
        settle(surname("dock"), record)
    assert heard() == [record.actor("Ada Vell").name]
    assert record.actor("Vell").id == record.actor("Ada Vell").id
    list(rebuild(record))
    assert heard() == [record.actor("Ada Vell").name]
    # somebody else of that name leaves it open again, whoever is judged to be somebody else
    settle(told("jetty", [("Otto Vell", FERRY)]), record)
    assert heard() == ["Vell"]
    judging.different(record, "Otto Vell", "Ada Vell", "ana")
    assert heard() == ["Vell"]
    settle(told("jetty", [("Ada Vell", FERRY)], version=2), record)
    assert heard() == [record.actor("Ada Vell").name]
    # and so does taking the judgement back
    judging.undo(record, 1)
    assert heard() == ["Vell"]


def test_what_is_hidden_says_how_to_bring_it_back(record: Record) -> None:
    toll = by_words(record, "tide", TOLL)
    made = judging.hide(record, toll, "ana")
    for ask in (record.statement, record.group, lambda one: judging.hide(record, one, "ana")):
        with pytest.raises(NotFound, match=f"{toll} is hidden; `onrecord undo {made.judgement.id}`"):
            ask(toll[:9])
    judging.undo(record)
    assert record.statement(toll).statement.id == toll


def test_nothing_is_split_from_a_group_that_holds_nothing_else(record: Record) -> None:
    one = by_words(record, "tide", TOLL)
    judging.split(record, [one], "ana")
    with pytest.raises(Usage, match=f"nothing else is in the group {record.group(one).id}, expected a part"):
        judging.split(record, [one], "ana")
    assert len(record.judgements()) == 1
