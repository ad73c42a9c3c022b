"""Whole processes, measured from outside: seconds, processor seconds, peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to end: by the clock, on the processor, at its largest."""

    seconds: float
    cpu: float
    peak_mb: float


def run(command: Sequence[str | Path], out: Path | None = None) -> Run:
    """Run a command, its output to `out`; stop everything where it fails."""
    # a user's Python keeps the bytecode of what it has imported once
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with (out or Path(os.devnull)).open("wb") as written:
        begun = time.perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command], stdout=written, stderr=subprocess.DEVNULL, env=environment
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
    child.returncode = status
    if status:
        raise SystemExit(f"{' '.join(map(str, command))}: ended with {os.waitstatus_to_exitcode(status)}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def onrecord(*arguments: str | Path) -> list[str | Path]:
    """The command line of this checkout."""
    return [sys.executable, "-m", "onrecord", *arguments]


def median(runs: Sequence[Run]) -> Run:
    """The median of each measure; the largest peak."""
    return Run(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.cpu for run in runs),
        max(run.peak_mb for run in runs),
    )
