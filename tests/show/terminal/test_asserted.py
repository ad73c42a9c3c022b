"""What one outlet tells as its own knowledge and another attributes is grouped, and shown as such."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.show.terminal import application

HERALD = """Blast at Hallow Pit kills eleven

3 March 2031

Eleven miners were killed when methane exploded at the Hallow Pit colliery late on Sunday, the emergencies \
ministry said on Monday.

The director of the pit, Teo Ranvik, said the sensors in the western gallery had been switched off since \
Friday. "I gave no such order," he told reporters.
"""
COURIER = """Mourning in Hallow

4 March 2031

Methane exploded at the Hallow Pit colliery late on Sunday, killing eleven miners. The sensors in the \
western gallery had been switched off since Friday.

"I gave no such order," the director of the pit, Teo Ranvik, said.
"""


def onrecord(*arguments: str) -> str:
    done = CliRunner().invoke(application(), list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("asserted")
    for name, text in (("herald.txt", HERALD), ("courier.txt", COURIER)):
        (folder / name).write_text(text, encoding="utf-8")
    path = str(folder / "record.db")
    onrecord("add", "--record", path, str(folder / "herald.txt"), str(folder / "courier.txt"))
    return path


def test_a_story_tells_what_is_asserted_here_and_attributed_there(record: str) -> None:
    (story,) = (json.loads(line) for line in onrecord("stories", "--record", record).splitlines())
    told = json.loads(onrecord("story", story["id"], "--record", record))
    by_id = {
        line["id"]: line
        for line in map(json.loads, onrecord("statements", "--narrated", "--record", record).splitlines())
    }
    shown = {
        by_id[attributed]["speaker"]["name"]: by_id[asserted]["content"][0]["text"]
        for it in told["asserted"]
        for attributed, asserted in zip(it["attributing"], it["asserting"], strict=True)
    }
    assert set(shown) == {"Teo Ranvik", "emergencies ministry"}
    assert shown["Teo Ranvik"].startswith("The sensors in the western gallery")
    page = onrecord("story", story["id"], "--record", record, "--format", "table")
    assert "Asserted here, attributed there" in page
    assert "attributed: to Teo Ranvik (herald.txt)" in page


def test_the_versions_tell_it_too(record: str) -> None:
    groups = [json.loads(line) for line in onrecord("groups", "--several", "--record", record).splitlines()]
    (group,) = (g["id"] for g in groups if g["speaker"] == "emergencies ministry")
    versions = [json.loads(line) for line in onrecord("compare", group, "--record", record).splitlines()]
    assert [version["manner"] for version in versions] == ["indirect", "narrated"]
    assert "told by the outlet itself" in onrecord("compare", group, "--record", record, "--format", "table")
