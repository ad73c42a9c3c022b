"""Figures are kept with the day and the commit that they were measured at."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from evaluation import kept


def test_figures_are_kept_with_their_day_and_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "RESULTS", tmp_path / "results")
    kept.keep("ferries", {"corpus": "made up: “Øre”", "figures": {"f1": 81.5}})
    text = (tmp_path / "results" / "ferries.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert list(told) == ["corpus", "figures", "date", "commit"]
    assert told["figures"] == {"f1": 81.5}
    assert "“Øre”" in text  # to be read by people too
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["date"])
    assert told["commit"] == kept.commit()
    assert re.fullmatch(r"[0-9a-f]{7,40}\+?|unknown", told["commit"])
    kept.keep("ferries", {"figures": {}})
    assert "corpus" not in (tmp_path / "results" / "ferries.json").read_text(encoding="utf-8")
