"""Files by suffix, whole or not at all, safe in a spreadsheet."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import Usage
from onrecord.show.export.as_csv import COLUMNS, safe
from onrecord.show.export.page import Page
from onrecord.show.export.to_file import SUFFIXES, export
from onrecord.types import Article, Reading


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".HTML"])
def test_each_suffix_writes_its_format_and_nothing_else(tmp_path: Path, page: Page, suffix: str) -> None:
    target = tmp_path / f"record{suffix}"
    export(target, page)
    assert [p.name for p in tmp_path.iterdir()] == [target.name]
    first = target.read_bytes()
    export(target, page)
    assert target.read_bytes() == first
    assert "Ona Brill" in first.decode("utf-8")


@pytest.mark.parametrize("name", ["record.pdf", "record", ".html.gz"])
def test_an_unknown_suffix_is_a_usage_error_that_names_the_known_ones(
    tmp_path: Path, page: Page, name: str
) -> None:
    with pytest.raises(Usage, match=r"expected one of \.html, \.json, \.jsonl, \.csv"):
        export(tmp_path / name, page)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_a_usage_error(tmp_path: Path, page: Page) -> None:
    with pytest.raises(Usage, match="cannot write there"):
        export(tmp_path / "no" / "record.html", page)


def test_a_failed_write_leaves_the_old_file_and_no_scrap(
    tmp_path: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "record.json"
    target.write_text("old")

    def broken(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(Exception, match="No space left"):
        export(target, page)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["record.json"]


def test_jsonl_is_one_statement_a_line_and_json_the_same_statements(tmp_path: Path, page: Page) -> None:
    export(tmp_path / "r.jsonl", page)
    export(tmp_path / "r.json", page)
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert lines == json.loads((tmp_path / "r.json").read_text("utf-8"))["statements"]
    assert len(lines) == 14


def test_csv_has_one_row_a_statement(tmp_path: Path, page: Page) -> None:
    export(tmp_path / "r.csv", page)
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    by_id = {row["id"]: row for row in rows}
    assert by_id["h2"]["speaker"] == "Ona Brill"
    assert by_id["h2"]["said"] == "2031-05-04"
    assert by_id["t1"]["via"] == "Coast Press (based_on) | Radio Tarn (said_to)"
    assert by_id["h3"]["question"] == "whether Velmara could mediate"


@settings(deadline=None)
@given(st.text(max_size=20), st.sampled_from("=+-@"), st.sampled_from(["", " ", "\t", "\u00a0"]))
def test_no_cell_starts_a_formula(rest: str, sign: str, blank: str) -> None:
    assert safe(blank + sign + rest).startswith("'")
    assert not safe(rest).lstrip().startswith(("=", "+", "-", "@"))


def test_broken_unicode_is_written_all_the_same(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        export(
            tmp_path / f"r{suffix}", Page("a \ud800 title", (Reading(Article("a", "half a \udc00 pair")),))
        )
