"""The file itself: what is not a record, is locked, full, gone, read-only, or was killed midway."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import event, inspect
from stories_made_up import identified, reading

from onrecord.errors import (
    NewerRecord,
    NotARecord,
    NotFound,
    RecordError,
    RecordFull,
    RecordLocked,
    Usage,
)
from onrecord.record.store import Record, failures, migrations
from onrecord.types import Reading, StatementGroup

LINES = [
    ("Harlow", "the harbour of Velmora stays open"),
    ("Orrin", "we strike"),
    (None, "Port Ansel has 3 docks"),
]


def add(record: Record, whole: Reading) -> None:
    with record.writing() as writer:
        writer.put(whole, whole.article.capture.path)
        writer.identify(whole, *identified(whole))
        writer.regroup(StatementGroup("", (one.id,), (whole.article.id,)) for one in whole.statements)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "record.db")


@pytest.fixture
def filled(path: str) -> str:
    with Record.open(path) as record:
        add(record, reading("a1", LINES))
    return path


# --------------------------------------------------------------------------- opening


def test_reading_never_makes_a_file(path: str) -> None:
    with pytest.raises(NotFound, match="there is no record"):
        Record.open(path, create=False)
    assert not Path(path).exists()


def test_a_closed_record_is_one_file(filled: str) -> None:
    assert names(Path(filled).parent) == ["record.db"]
    with Record.open(filled, create=False) as record:
        assert record.reading("a1") == reading("a1", LINES)


def test_a_record_is_marked_as_ours(filled: str) -> None:
    assert Path(filled).read_bytes()[68:72] == b"onrc"


def test_an_address_of_sqlite_is_a_path(filled: str) -> None:
    with Record.open(f"sqlite:///{filled}", create=False) as record:
        assert len(record.articles()) == 1


@pytest.mark.parametrize("where", ["postgresql://me:secret@host/db", "mysql://x", "", "a\0b"])
def test_what_is_no_path_is_a_usage_error(where: str) -> None:
    with pytest.raises(Usage) as caught:
        Record.open(where)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["a b.db", "50% ?x=1#y.db", "ürün ✓.db", "-db", "caf\udce9.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    where = str(tmp_path / name)
    with Record.open(where) as record:
        add(record, reading("a1", LINES))
    assert names(tmp_path) == [name]
    with Record.open(where, create=False) as record:
        assert len(record.articles()) == 1


def test_a_link_to_a_record_is_that_record(filled: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(filled)
    with Record.open(str(link)) as record, Record.open(filled) as other:
        add(record, reading("a2", LINES))
        assert [row.id for row in other.articles()] == ["a1", "a2"]
    assert names(link.parent) == ["link.db"]


@pytest.mark.parametrize(
    "content", [b"not a database, just words\n" * 50, b"\0" * 4096, b"SQLite format 3\0", b"x"]
)
@pytest.mark.parametrize("create", [True, False])
def test_other_files_are_left_as_they_are(path: str, content: bytes, create: bool) -> None:
    Path(path).write_bytes(content)
    with pytest.raises(NotARecord, match=r"record\.db"):
        Record.open(path, create=create)
    assert Path(path).read_bytes() == content
    assert names(Path(path).parent) == ["record.db"]


@pytest.mark.parametrize("mark", [0, 1234])
def test_another_programs_database_is_left_as_it_is(path: str, mark: int) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE article (id)")
        other.execute(f"PRAGMA application_id = {mark}")
    other.close()
    before = Path(path).read_bytes()
    with pytest.raises(NotARecord, match="another program"):
        Record.open(path)
    assert Path(path).read_bytes() == before


def test_another_programs_database_with_a_log_is_refused(path: str) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE article (id)")
    other.commit()
    with pytest.raises(NotARecord, match="another program"):
        Record.open(path)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("article",)]
    other.close()


def test_a_folder_is_not_a_record(tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match="found a folder"):
        Record.open(str(tmp_path))
    with pytest.raises(NotFound, match="does not exist"):
        Record.open(str(tmp_path / "none" / "record.db"))


def test_an_empty_file_becomes_a_record_only_when_writing(path: str) -> None:
    Path(path).touch()
    with pytest.raises(NotARecord, match="empty file"):
        Record.open(path, create=False)
    with Record.open(path) as record:
        assert record.articles() == ()


@pytest.mark.parametrize("share", [0.0005, 0.02, 0.5, 0.9])
def test_a_record_cut_short_is_refused(filled: str, share: float) -> None:
    whole = Path(filled).read_bytes()
    Path(filled).write_bytes(whole[: max(1, int(len(whole) * share))])
    with pytest.raises(NotARecord):
        Record.open(filled)


def test_a_damaged_record_says_so(filled: str) -> None:
    whole = bytearray(Path(filled).read_bytes())
    for at in range(4096, len(whole)):
        whole[at] = 0xA5
    Path(filled).write_bytes(bytes(whole))
    with pytest.raises(NotARecord, match="damaged"), Record.open(filled, create=False) as record:
        record.articles()


def test_a_damaged_reading_says_so(filled: str) -> None:
    with sqlite3.connect(filled) as raw:
        raw.execute("UPDATE version SET reading = x'00'")
    raw.close()
    with Record.open(filled) as record, pytest.raises(NotARecord, match="damaged"):
        record.reading("a1")


# --------------------------------------------------------------------------- versions of the schema


def test_a_newer_record_is_left_alone(filled: str) -> None:
    with sqlite3.connect(filled) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    before = Path(filled).read_bytes()
    with pytest.raises(NewerRecord, match="99"):
        Record.open(filled)
    assert Path(filled).read_bytes() == before


def _step(connection: object) -> None:
    connection.exec_driver_sql("ALTER TABLE article ADD COLUMN section TEXT")


def _failing_step(connection: object) -> None:
    _step(connection)
    raise RuntimeError("a step that fails")


def test_an_older_record_is_brought_up_to_date(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = migrations.current()
    monkeypatch.setitem(migrations.STEPS, now + 1, _step)
    with Record.open(filled) as record:
        assert record.reading("a1") == reading("a1", LINES)
        add(record, reading("a2", LINES))
    with sqlite3.connect(filled) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (now + 1,)
        assert raw.execute("SELECT section FROM article").fetchall() == [(None,), (None,)]
    raw.close()


def test_a_step_that_fails_changes_nothing(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = migrations.current()
    with monkeypatch.context() as patched:
        patched.setitem(migrations.STEPS, now + 1, _failing_step)
        with pytest.raises(RuntimeError):
            Record.open(filled)
    with Record.open(filled, create=False) as record:
        assert record.reading("a1") == reading("a1", LINES)
        assert "section" not in {one["name"] for one in inspect(record._engine).get_columns("article")}


def test_steps_are_numbered_without_gaps() -> None:
    assert sorted(migrations.STEPS) == list(range(migrations.FIRST + 1, migrations.current() + 1))


# --------------------------------------------------------------------------- others at work


def test_a_second_writer_waits_and_then_is_told(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "PATIENCE", 0.2)
    with Record.open(filled) as one, Record.open(filled) as other:
        with one.writing(), pytest.raises(RecordLocked, match="another process is writing"), other.writing():
            pass
        add(other, reading("a2", LINES))  # and can write afterwards


def test_readers_go_on_while_another_writes(filled: str) -> None:
    with Record.open(filled) as one, Record.open(filled, create=False) as two, Record.open(filled) as writing:
        whole = reading("a2", LINES)
        with writing.writing() as writer:
            writer.put(whole, None)
            assert [row.id for row in one.articles()] == [row.id for row in two.articles()] == ["a1"]
        assert [row.id for row in one.articles()] == [row.id for row in two.articles()] == ["a1", "a2"]


def test_an_error_inside_takes_everything_back(filled: str) -> None:
    with Record.open(filled) as record:
        with pytest.raises(ZeroDivisionError), record.writing() as writer:
            writer.put(reading("a2", LINES), None)
            raise ZeroDivisionError
        assert [row.id for row in record.articles()] == ["a1"]


def test_two_processes_may_make_the_record_at_once(path: str) -> None:
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                with Record.open(path) as record:
                    add(record, reading(f"a{number}", LINES))
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    with Record.open(path, create=False) as record:
        assert sorted(row.id for row in record.articles()) == ["a0", "a1", "a2", "a3"]


@pytest.mark.parametrize("replaced", [False, True])
def test_a_record_deleted_while_open_is_noticed(filled: str, replaced: bool) -> None:
    with Record.open(filled) as record:
        with pytest.raises(RecordError, match="deleted or replaced"), record.writing() as writer:
            writer.put(reading("a2", LINES), None)
            Path(filled).rename(filled + ".gone")
            if replaced:
                shutil.copy(filled + ".gone", filled)
        with pytest.raises(RecordError, match="deleted or replaced"):
            record.articles()
    with Record.open(filled + ".gone", create=False) as record:
        assert [row.id for row in record.articles()] == ["a1"]


# --------------------------------------------------------------------------- no room, no right


def test_a_full_disk_loses_nothing_reported(filled: str) -> None:
    with Record.open(filled) as record:
        # SQLite says "full" in the same way for this limit as for a disk
        @event.listens_for(record._engine, "begin")
        def limit(connection: object) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as small as the file is

        done = 1
        with pytest.raises(RecordFull, match="no room"):
            for number in range(2, 500):
                add(record, reading(f"a{number}", LINES * 20))
                done = number
        assert len(record.articles()) == done
    with Record.open(filled) as record:
        assert len(record.articles()) == done
        add(record, reading("later", LINES))


def _may_not_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a user without rights: root may write anywhere."""
    granted = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and granted(path, mode))


def test_a_record_that_may_not_be_written_can_be_read(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(filled).parent
    Path(filled).chmod(0o444)
    folder.chmod(0o555)
    _may_not_write(monkeypatch)
    try:
        with Record.open(filled) as record:
            assert record.reading("a1") == reading("a1", LINES)
            with pytest.raises(RecordError, match="may not be written"), record.writing():
                pass
        assert names(folder) == ["record.db"]
    finally:
        folder.chmod(0o755)


def test_no_record_is_made_in_a_read_only_folder(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _may_not_write(monkeypatch)
    with pytest.raises(RecordError, match="may not be written"):
        Record.open(path)
    assert not Path(path).exists()


# --------------------------------------------------------------------------- killed


def _write_on(path: str, first: int, report: int) -> None:
    with Record.open(path) as record:
        for number in range(first, first + 10_000):
            add(record, reading(f"a{number}", [*LINES, ("Harlow", f"ship {number} has left")]))
            os.write(report, b".")


def test_a_killed_process_loses_nothing_it_reported(path: str) -> None:
    chance = random.Random(7)
    done = 0
    for _ in range(10):
        listen, report = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                _write_on(path, done, report)
            finally:
                os._exit(1)
        os.close(report)
        reported = 0
        for _ in range(chance.randrange(0, 6)):
            reported += len(os.read(listen, 1))
        time.sleep(chance.random() * 0.05)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(listen, 4096):
            reported += len(more)
        os.close(listen)
        with Record.open(path) as record:
            ids = [row.id for row in record.articles()]
            # what was committed but not yet reported may be there, nothing else
            assert len(ids) in {done + reported, done + reported + 1}
            assert ids == [f"a{number}" for number in range(len(ids))]
            assert len(list(record.statements(narrated=True))) == 4 * len(ids) == len(record.groups())
            assert len(list(record.readings())) == len(ids)
            done = len(ids)
    assert done > 10
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        raw.execute("INSERT INTO words(words) VALUES ('integrity-check')")
    raw.close()
