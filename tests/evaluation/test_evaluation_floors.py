"""Extraction is at least as good as the pinned floors."""

from pathlib import Path

from evaluation.floors import check


def test_floors(shared: Path) -> None:
    counts, below = check(shared / "corpora")
    assert counts["whole"].wanted > 100
    assert not below
