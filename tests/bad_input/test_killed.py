"""`add` stopped at any moment: nothing reported as done is lost, nothing doubled, the record is whole."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_up_reader import MadeUpReader, Onrecord, write

from onrecord import pipeline
from onrecord.pipeline import reading
from onrecord.record.store import Record
from onrecord.record.store.soundness import soundness
from onrecord.show import terminal
from onrecord.types import Reading

KILLS = 100  # under a minute on a quiet core
COUNT = 150


def add_in_a_child(source: Path, record: Path, report: int, errors: Path) -> int:
    """Run the real `add` in a process of its own that tells each article's id when it is done."""
    child = os.fork()
    if child:
        os.close(report)
        return child
    status = 99
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.stderr = errors.open("a", encoding="utf-8")
        sys.argv = ["onrecord", "add", str(source), "--record", str(record), "--jobs", "1"]
        reading._extractor = MadeUpReader()  # type: ignore[assignment]
        real = pipeline.add

        def telling(*given: Any) -> Iterator[Any]:
            for outcome in real(*given):
                yield outcome
                if isinstance(outcome, Reading):
                    os.write(report, outcome.article.id.encode() + b"\n")

        pipeline.add = telling  # type: ignore[assignment]
        terminal.main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:  # before the command began
        status = terminal.STOPPED
    finally:
        sys.stderr.flush()
        os._exit(status)


def partition(record: Path) -> tuple[Any, ...]:
    """What the record says, without ids that depend on when a group was made."""
    with Record.open(str(record), create=False) as kept:
        return (
            [row.id for row in kept.articles()],
            sorted(row.statement.id for row in kept.statements()),
            sorted(sorted(group.statements) for group in kept.groups()),
            sorted(sorted(story.articles) for story in kept.stories()),
            sorted((one.name, one.aliases, one.statements) for one in kept.actors()),
        )


def checked(record: Path, done: list[str], kills: int) -> int:
    """Assert that the record is whole and holds what was reported, once; how many articles it holds."""
    found = soundness(record)
    assert found.complaints == ()
    with sqlite3.connect(record) as raw:
        ids = [one for (one,) in raw.execute("SELECT id FROM article ORDER BY number")]
        (versions,) = raw.execute("SELECT count(*) FROM version").fetchone()
        (members,) = raw.execute("SELECT count(*) FROM member").fetchone()
    raw.close()
    assert ids == [f"a{number:04}" for number in range(len(ids))]  # in their order: no gap, none twice
    assert set(done) <= set(ids)
    # what was done together, but not yet reported, may be there
    assert len(ids) <= len(set(done)) + pipeline.BATCH * kills
    assert versions == len(ids) == found.articles == found.statements == members
    return len(ids)


def test_killed_or_interrupted_at_a_hundred_moments(tmp_path: Path, onrecord: Onrecord, cheap: None) -> None:
    onrecord(
        "add", write(tmp_path / "few.jsonl", 3), "--record", "few.db"
    )  # so that no child has to load it all
    chance = random.Random(11)
    source, record, errors = (
        write(tmp_path / "news.jsonl", COUNT),
        tmp_path / "record.db",
        tmp_path / "errors",
    )
    done: list[str] = []
    ends: list[int] = []
    for turn in range(KILLS):
        listen, report = os.pipe()
        child = add_in_a_child(source, record, report, errors)
        told = b""
        for _ in range(chance.randrange(3)):
            told += os.read(listen, 100)
        time.sleep(chance.random() * 0.03)
        os.kill(child, signal.SIGINT if turn % 4 == 3 else signal.SIGKILL)
        ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        while more := os.read(listen, 4096):
            told += more
        os.close(listen)
        done += told.decode().split()
        assert len(done) == len(set(done)), "an article was reported as added twice"
        if record.exists() and record.stat().st_size:
            checked(record, done, turn + 1)
    assert -signal.SIGKILL in ends
    assert terminal.STOPPED in ends
    assert set(ends) <= {-signal.SIGKILL, terminal.STOPPED, 0}
    said = errors.read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert "onrecord: stopped; what was reported as done is kept" in said

    listen, report = os.pipe()  # and left alone it ends well
    assert os.waitpid(add_in_a_child(source, record, report, errors), 0)[1] == 0
    os.close(listen)
    assert checked(record, done, KILLS) == COUNT
    whole = tmp_path / "whole.db"
    listen, report = os.pipe()
    assert os.waitpid(add_in_a_child(source, whole, report, errors), 0)[1] == 0
    os.close(listen)
    assert partition(record) == partition(whole)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_the_real_program_and_its_workers_end(tmp_path: Path, how: signal.Signals) -> None:
    source, record = write(tmp_path / "news.jsonl", 3000), tmp_path / "record.db"
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", "add", str(source), "--record", str(record), "--jobs", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as program:
        try:
            patience = time.monotonic() + 120
            while _articles_in(record) < 2 and time.monotonic() < patience:
                time.sleep(0.05)
            if how == signal.SIGKILL:
                os.kill(program.pid, how)  # it alone, as a supervisor does
            else:
                os.killpg(program.pid, how)  # as a terminal does
            # the pipe closes when the last of its workers has let go of it
            _, said = program.communicate(timeout=60)
        finally:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGKILL)
    assert "Traceback" not in said
    if how == signal.SIGINT:
        assert program.returncode == terminal.STOPPED
        assert said == "onrecord: stopped; what was reported as done is kept\n"
    assert 2 <= checked(record, [], KILLS) < 3000


def _articles_in(record: Path) -> int:
    try:
        with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as raw:
            found: int = raw.execute("SELECT count(*) FROM article").fetchone()[0]
        raw.close()
    except sqlite3.Error:
        return 0
    return found
