"""What these tests share: the commands, called in this process, and a reader that costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up_reader import MadeUpReader, Onrecord
from typer.testing import CliRunner, Result

from onrecord.pipeline import reading
from onrecord.show import terminal


@pytest.fixture
def onrecord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Onrecord:
    """Run a command; whatever went in, what comes out is no traceback."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, given: bytes | None = None) -> Result:
        one_process = ("--jobs", "1") if arguments[0] in ("add", "extract") else ()
        done = CliRunner().invoke(terminal.application(), [*map(str, arguments), *one_process], input=given)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert "Traceback" not in done.output
        return done

    return run


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are read by a rule instead of by the model."""
    monkeypatch.setattr(reading, "_extractor", MadeUpReader())
