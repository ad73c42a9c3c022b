"""What `onrecord --help` teaches, and completion at the Tab key."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from onrecord.show import terminal
from onrecord.show.terminal.chapters import CHAPTERS, MODULES

SHELLS = {
    # what each shell's script puts into the environment, and what is before the cursor
    "bash": lambda line: {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)},
    "zsh": lambda line: {"_TYPER_COMPLETE_ARGS": line},
    "fish": lambda line: {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
}


def names() -> list[str]:
    group = typer.main.get_command(terminal.application())
    return list(group.commands)  # type: ignore[attr-defined]


def test_the_files_of_commands_are_named_rightly() -> None:
    commands = [one.callback for one in terminal.application().registered_commands if one.callback]
    homes = {one.__name__: one.__module__.rpartition(".")[2] for one in commands}
    assert homes == {name: module for module, some in MODULES.items() for name in some}


@pytest.mark.parametrize("heavy", ["numpy", "onnxruntime", "sqlalchemy", "rich", "onrecord.types"])
def test_help_waits_for_no_heavy_library(heavy: str) -> None:
    program = "import sys; from onrecord.show import terminal; terminal.application(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert heavy not in run.stdout.split()


def test_help_begins_with_three_commands_that_exist() -> None:
    said = CliRunner().invoke(terminal.application(), ["--help"]).stdout
    steps = said.split("First steps:")[1].split("\n\n")[0]
    typed = [line.split()[1] for line in steps.splitlines() if line.startswith("  onrecord")]
    assert typed == ["add", "statements", "export"]
    assert set(typed) <= set(names())
    assert said.index("First steps") < said.index("Read articles") < said.index("Options:")
    assert "--install-completion" in said.split("Options:")[1]
    assert "bash, zsh, fish" in said
    assert "..." not in said.split("First steps")[1].split("Options:")[0]  # no clause is cut


def test_every_command_stands_in_one_chapter() -> None:
    told = [name for _, some in CHAPTERS for name in some]
    assert len(told) == len(set(told))
    assert set(names()) <= set(told)
    assert "Others:" not in CliRunner().invoke(terminal.application(), ["--help"]).stdout


def test_every_command_and_option_says_what_it_does() -> None:
    for name in names():
        said = CliRunner().invoke(terminal.application(), [name, "--help"])
        assert said.exit_code == 0
        assert "…}" not in said.stdout
    group = typer.main.get_command(terminal.application())
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        assert all(getattr(one, "help", None) for one in command.params), name


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("onrecord st", {"statements", "stories", "story"}),
        ("onrecord doc", {"doctor"}),
        ("onrecord add --out", {"--outlet", "--outlets"}),
        ("onrecord statements --format js", {"jsonl"}),
    ],
)
def test_the_shell_is_offered_what_can_follow(
    shell: str, line: str, offered: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in SHELLS[shell](line).items():
        monkeypatch.setenv(key, value)
    done = CliRunner().invoke(
        terminal.application(), prog_name="onrecord", env={"_ONRECORD_COMPLETE": f"complete_{shell}"}
    )
    words = {word.strip("\"'():,") for word in done.stdout.replace("\\", "").replace(":", " ").split()}
    assert offered <= words
    assert done.exit_code == 0


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_for_each_shell_names_the_program(shell: str) -> None:
    done = CliRunner().invoke(
        terminal.application(), prog_name="onrecord", env={"_ONRECORD_COMPLETE": f"source_{shell}"}
    )
    assert "_ONRECORD_COMPLETE" in done.stdout
    assert f"complete_{shell}" in done.stdout


# --------------------------------------------------------------------------- how the program ends


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """`onrecord extract … | head -1`, with much more to come."""
    text = "Mayor Ona Brill said the bridge would open in May.\n"
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{number}. {text * 40}")
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", "extract", str(tmp_path), "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN),  # noqa: PLW1509
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline().startswith(b"{")
        program.stdout.close()
        said = program.stderr.read()
        assert program.wait(120) == 0
    assert said == b""


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color_is_obeyed(tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    """Where a terminal is there, here feigned, NO_COLOR takes every colour away."""
    program = "from onrecord.show.terminal.output import messages; messages.print('[red]x[/red]')"
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env={**os.environ, "FORCE_COLOR": "1", "TERM": "xterm", **environment},
        check=True,
    )
    assert (b"\x1b[31m" in run.stderr) is coloured


def test_a_fault_of_ours_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(asked: str | None) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(terminal, "application", fail)
    monkeypatch.delenv(terminal.TRACEBACK, raising=False)
    with pytest.raises(SystemExit) as end:
        terminal.main()
    assert end.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("onrecord: an error of ours, please report it (ZeroDivisionError: a fault)")
    monkeypatch.setenv(terminal.TRACEBACK, "1")
    with pytest.raises(ZeroDivisionError):
        terminal.main()
