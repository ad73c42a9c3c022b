"""The seed articles are not ours to copy: no file of ours repeats eight of their words in a row."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST = 8
"""So many words in a row are a sentence taken over, not a turn of phrase."""


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Each word of a text with those that follow it, whatever case and punctuation."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return zip(*(words[n:] for n in range(LONGEST)), strict=False)


def repeated(texts: dict[str, str], taken: frozenset[tuple[str, ...]]) -> list[str]:
    """Where a text repeats a run of `taken`, once for each text: "file: the words"."""
    return [
        f"{name}: {' '.join(found)}"
        for name, text in texts.items()
        if (found := next((run for run in runs(text) if run in taken), None))
    ]


def tracked() -> dict[str, str]:
    """Every file that git tracks and that is text, as it is in the working tree."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git here: this test looks at the files that it tracks")
    texts: dict[str, str] = {}
    for name in filter(None, listed.split("\0")):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in data[:4096]:
            texts[name] = data.decode("utf-8", "replace")
    return texts


def test_a_run_of_words_is_found_whatever_stands_between_them() -> None:
    taken = frozenset(runs("The ferry to Port Ansel will not sail, she said on Monday."))
    copied = 'x = "the ferry to\\nPort Ansel — will not sail (she)"'.replace("\\n", "\n")
    assert repeated({"a.py": copied}, taken) == ["a.py: the ferry to port ansel will not sail"]
    assert repeated({"a.py": "the ferry to Port Ansel will not"}, taken) == []


def test_no_file_of_ours_repeats_the_seeds(shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    assert seeds
    taken = frozenset(run for seed in seeds for run in runs(seed.read_text(encoding="utf-8")))
    texts = tracked()
    assert "README.md" in texts
    assert repeated(texts, taken) == []
