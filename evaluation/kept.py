"""What was measured, kept beside the evaluation with its day and its commit.

keep(name, figures)     writes `evaluation/results/NAME.json`
today(), commit()       what stands in it, and in the line that an evaluation prints
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def keep(name: str, figures: Mapping[str, object]) -> None:
    """Write the figures of one evaluation, in place of those kept before."""
    RESULTS.mkdir(exist_ok=True)
    told = {**figures, "date": today(), "commit": commit()}
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")


def today() -> str:
    """The day, in UTC, as 2031-05-05."""
    return datetime.now(UTC).date().isoformat()


@cache  # what is printed and what is kept are told apart by no commit that lands between them
def commit() -> str:
    """The commit that is measured, with + if files of onrecord or of the evaluation differ from it."""
    here = Path(__file__).parent
    try:
        name = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=here, capture_output=True, text=True, check=True
        )
        dirty = subprocess.run(
            ["git", "status", "--porcelain", "--", "../onrecord", "*.py"],
            cwd=here, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name.stdout.strip() + ("+" if dirty.stdout.strip() else "")
