"""`make demo` works in 80 columns and starts anew; the pages show only commands that exist."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def demo(folder: Path) -> str:
    """What examples/demo.sh prints."""
    bin_folder = Path(sys.executable).parent
    if not (bin_folder / "onrecord").exists():
        pytest.skip("the command onrecord is not here: this test runs examples/demo.sh")
    env = os.environ | {"DEMO": str(folder), "COLUMNS": "80", "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    done = subprocess.run(
        [shutil.which("sh") or "sh", ROOT / "examples" / "demo.sh"],
        capture_output=True,
        encoding="utf-8",
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_the_demo_starts_anew_and_leaves_a_page(tmp_path: Path) -> None:
    (tmp_path / "record.db").write_text("left over from an earlier demo", encoding="utf-8")
    shown = demo(tmp_path)
    assert "Ilian Vostrey" in shown
    assert shown.rstrip().endswith(f"file://{tmp_path}/record.html")
    assert "Vostrey" in (tmp_path / "record.html").read_text(encoding="utf-8")
    free = ("$ ", "Open it")
    assert not [line for line in shown.splitlines() if len(line.rstrip()) > 80 and not line.startswith(free)]


def test_the_pages_show_only_commands_that_exist() -> None:
    helped = subprocess.run(
        [sys.executable, "-m", "onrecord", "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=os.environ | {"COLUMNS": "100"},
    ).stdout
    known = set(re.findall(r"^  (\w+) {2,}", helped, re.MULTILINE))
    shown = {}
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = page.read_text(encoding="utf-8")
        shown |= dict.fromkeys(re.findall(r"(?:`|\$ |^ {4})onrecord ([a-z]+)", text, re.MULTILINE), page.name)
    assert len(shown) >= 8
    assert {command: page for command, page in shown.items() if command not in known} == {}
