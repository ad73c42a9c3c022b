"""What the README and the tutorial show is what the commands print today."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))

import rerun  # noqa: E402


@pytest.mark.parametrize("path", rerun.PAGES, ids=lambda path: path.name)
def test_the_output_shown_is_that_of_today(path: Path) -> None:
    if not (Path(sys.executable).parent / "onrecord").exists():
        pytest.skip("the command onrecord is not here: this test runs it as the pages do")
    assert rerun.page(path) == path.read_text(encoding="utf-8"), "run  .venv/bin/python docs/rerun.py"
