"""The reference pages are those of the program: every key that it prints, every command that it has."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import listings  # noqa: E402
import reference  # noqa: E402
from samples import samples  # noqa: E402

NEW = "made from the types and the command line: run  .venv/bin/python docs/reference.py"


@pytest.mark.parametrize("page", reference.PAGES)
def test_the_page_is_up_to_date(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == reference.PAGES[page](), NEW


def run(*arguments: object) -> list[dict[str, Any]]:
    from onrecord.show.terminal.app import app  # noqa: PLC0415

    reference.application()
    done = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reference") / "record.db"
    run("add", ROOT / "examples" / "strait", "--record", path)
    return path


@pytest.fixture(scope="module")
def printed(record: Path) -> dict[str, list[dict[str, Any]]]:
    """What each command prints about the sample articles, by the kind of object."""

    def asked(*arguments: object) -> list[dict[str, Any]]:
        return run(*arguments, "--record", record, "--format", "jsonl")

    groups, actors, stories = asked("groups", "--several"), asked("actors"), asked("stories")
    own = set(samples()["statement"].variants[0])  # these a line of a timeline has too
    timeline = [line for actor in actors for line in asked("timeline", actor["id"])]
    return {
        "turn": [{key: value for key, value in line.items() if key not in own} for line in timeline],
        "tone": asked("tone"),
        "statement": asked("statements", "--narrated") + run("extract", ROOT / "examples/strait/kta.txt", "--format", "jsonl"),
        "group": groups,
        "version": [version for group in groups for version in asked("compare", group["id"])],
        "chain": [chain for group in groups for chain in asked("sources", group["id"])],
        "story": stories,
        "told": asked("story", stories[0]["id"]),
        "actor": actors,
        "decision": asked("actors", "--why", actors[0]["id"]),
        "article": asked("articles"),
    }  # fmt: skip


def test_each_key_that_is_printed_is_documented(printed: dict[str, list[dict[str, Any]]]) -> None:
    kinds = samples()
    assert set(printed) == set(kinds)
    for name, objects in printed.items():
        assert objects, name
        known = {path for path, _ in reference.rows(kinds[name].variants)}
        shown = {path for one in objects for path in reference.paths(one)}
        assert shown - known == set(), name


def test_each_top_level_key_that_is_documented_is_printed(printed: dict[str, list[dict[str, Any]]]) -> None:
    for name, kind in samples().items():
        assert set(kind.variants[0]) == {key for one in printed[name] for key in one}, name


def test_a_key_without_a_meaning_stops_the_script() -> None:
    with pytest.raises(SystemExit, match=r"meanings.toml: nothing says what 'speakers\[\]\.mood'"):
        reference._meaning("statement", "speakers[].mood")


COMMANDS = reference.commands()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_documented(name: str) -> None:
    command = COMMANDS[name]
    assert len((command.help or "").split()) >= 4, f"onrecord {name} has no docstring"
    for parameter in command.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", (
            f"{name}: {parameter.name} has no help"
        )
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert f"### onrecord {name}\n" in page, NEW


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_use_options_that_exist(name: str) -> None:
    examples = reference.MEANINGS["commands"]["examples"].get(name)
    assert examples, f"docs/meanings.toml has no example for onrecord {name}"
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    for example in examples:
        assert example.startswith(name)
        used = {word.partition("=")[0] for word in example.split() if word.startswith("--")}
        assert used <= options, example


def test_listings_and_examples_keep_their_lines() -> None:
    text = "Two.\n\nread     in\nextract  out\n\n>>> 1 + 1\n2\n\nProse here\nand there."
    assert listings.kept(text) == (
        "Two.\n\n    read     in\n    extract  out\n\n```pycon\n>>> 1 + 1\n2\n```\n\nProse here\nand there."
    )


def test_the_site_names_every_page() -> None:
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert {page for page in pages if f": {page}\n" not in nav} == set()
