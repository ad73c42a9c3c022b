"""Versions that clash with one another are shown, though neither is the one that all are laid against."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.show.terminal import application

TOLD = {
    "herald": "Mayor Ona Brill said on Monday that {} ships lay off Orsk and that the harbour would open on Friday.",
    "tide": "{} ships lay off Orsk, mayor Ona Brill said on Monday.",
    "radio": "Mayor Ona Brill said on Monday that {} ships lay off Orsk.",
}


def onrecord(*arguments: str) -> str:
    done = CliRunner().invoke(application(), list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, object]], str]:
    group, record = _compared(tmp_path_factory.mktemp("among"), "42", "62", "24")
    lines = onrecord("compare", group, "--record", record).splitlines()
    table = onrecord("compare", group, "--record", record, "--format", "table")
    return [json.loads(line) for line in lines], table


def _compared(folder: Path, *ships: str) -> tuple[str, str]:
    """The group of what the outlets tell, each with its number of ships, and the record that holds it."""
    for (name, text), number in zip(TOLD.items(), ships, strict=True):
        article = f"Ships wait\n\n3 March 2031\n\n{text.format(number)}\n"
        (folder / f"{name}.txt").write_text(article, encoding="utf-8")
    record = str(folder / "record.db")
    onrecord("add", "--record", record, *(str(folder / f"{name}.txt") for name in TOLD))
    (group,) = (json.loads(line) for line in onrecord("groups", "--several", "--record", record).splitlines())
    return group["id"], record


def test_each_version_tells_whom_else_it_clashes_with(shown: tuple[list[dict[str, object]], str]) -> None:
    base, *others = shown[0]
    assert base["among_others"] == []
    ids = {str(line["outlet"] or line["article"]): line["statement"] for line in others}
    assert len(ids) == 2
    for line in others:
        (clash,) = line["among_others"]  # type: ignore[misc]
        (against,) = clash["others"]
        assert clash["kind"] == "number"
        assert {clash["own"], against["words"]} == {"62", "24"}
        assert set(against["statements"]) == set(ids.values()) - {line["statement"]}


def test_they_stand_on_one_line_with_both_outlets(shown: tuple[list[dict[str, object]], str]) -> None:
    (line,) = (line for line in shown[1].splitlines() if "'62'" in line and "'24'" in line)
    assert line.strip().startswith("! number:")
    assert "tide.txt" in line
    assert "radio.txt" in line


def test_what_the_clash_with_the_base_tells_is_not_told_again(tmp_path: Path) -> None:
    group, record = _compared(tmp_path, "42", "62", "42")
    lines = [json.loads(one) for one in onrecord("compare", group, "--record", record).splitlines()]
    assert [len(line["clashes"]) for line in lines].count(1) == 1
    assert not any(line["among_others"] for line in lines)
