"""What the record asks a person about, and that no answer is asked for twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from onrecord import judging, pipeline, reviewing
from onrecord.article.read import article_from_text
from onrecord.errors import NotFound
from onrecord.record.store import Question, Record
from onrecord.record.store.migrations import step_5

A = """Ferry fares to rise

PORT ANSEL, 3 May 2031 - Fares on the Port Ansel ferry will rise by a tenth from June, Una Skarr, the harbour minister, said on Monday.

"We carry the cost no longer," Skarr told reporters. Sources said the boats were old.
"""
B = """Dearer ferries

PORT ANSEL, 4 May 2031 - The harbour minister Una Skar announced that ferry fares go up by ten per cent in June.

Skarr added that the cost could be carried no longer. Reportedly nobody asked the crews.
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "record.db"
    articles = [
        article_from_text(A, outlet="The Ansel Post", published="2031-05-03"),
        article_from_text(B, outlet="Harbour Radio", published="2031-05-04"),
    ]
    with Record.open(str(path)) as record:
        assert len(list(pipeline.add(articles, record, jobs=1))) == 2
    return path


@pytest.fixture
def record(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    """A copy, in which everything is asked about."""
    shutil.copy(filled, tmp_path / "record.db")
    for name in ("MATCH", "STATEMENT", "SPEAKER", "ACTOR"):
        monkeypatch.setattr(f"onrecord.record.store.review.{name}", 1.01)
    return Record.open(str(tmp_path / "record.db"))


def asked(record: Record) -> tuple[Question, ...]:
    with record.browse() as browse:
        return browse.questions(100)


def test_the_least_certain_come_first_and_what_is_sure_never(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked(record)
    assert {one.kind for one in found} >= {"statement", "speaker"}
    assert [round(one.certainty, 3) for one in found] == sorted(round(one.certainty, 3) for one in found)
    monkeypatch.setattr("onrecord.record.store.review.STATEMENT", 0.0)
    assert "statement" not in {one.kind for one in asked(record)}


@pytest.mark.parametrize("yes", [True, False])
def test_what_is_answered_is_not_asked_again_and_is_asked_after_undoing(record: Record, yes: bool) -> None:
    before = asked(record)
    assert before
    for question in before:
        made = reviewing.answer(record, question, yes, "ana")
        assert made.judgement.who == "ana"
        assert question.key not in {one.key for one in asked(record)}
        judging.undo(record)
        assert asked(record) == before


def test_what_is_skipped_waits(record: Record) -> None:
    first, *others = asked(record)
    with record.browse() as browse:
        assert list(browse.questions(100, {first.key})) == others
        assert browse.questions(2, {first.key}) == tuple(others[:2])


def test_another_speaker_instead(record: Record) -> None:
    question = next(one for one in asked(record) if one.kind == "speaker")
    made = reviewing.answer(record, question, False, "ana", "Bo Lind")
    (actor,) = record.statement(made.statements[0]).actors
    assert actor
    assert record.actor(actor).name == "Bo Lind"


def test_a_name_that_nobody_bears_any_more(record: Record) -> None:
    actor = record.actors()[0]
    with pytest.raises(NotFound, match="is called 'Nobody' in no article"):
        reviewing.answer(record, Question("actor", actor.id, "Nobody", 0.5), False, "ana")


def test_names_for_a_field(record: Record) -> None:
    with record.browse() as browse:
        assert any("Skar" in name for name in browse.named("skar", 5))
        assert browse.named("", 5) == ()
        assert browse.named("%_", 5) == ()


def test_statements_that_may_be_joined_are_of_other_groups(record: Record) -> None:
    with record.browse() as browse:
        for group in browse.groups(browse.article_ids()):
            own = set(group.statements)
            near = browse.joinable(group, 8)
            assert not own & {one.id for one in near}
            assert len({one.group for one in near}) == len(near)


def test_an_older_record_learns_how_sure_its_speakers_are(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    shutil.copy(filled, path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        sure = connection.exec_driver_sql("SELECT id, speaker_score FROM statement ORDER BY id").all()
        assert any(score is not None for _, score in sure)
        for name in ("statement_unsure", "speaker_unsure", "match_score", "entity_unsure"):
            connection.exec_driver_sql(f"DROP INDEX {name}")
        connection.exec_driver_sql("ALTER TABLE statement DROP COLUMN speaker_score")
        step_5.step(connection)
        assert connection.exec_driver_sql("SELECT id, speaker_score FROM statement ORDER BY id").all() == sure
    engine.dispose()
