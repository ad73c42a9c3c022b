"""What `add` says of an article that comes a second time with other words; how `actors` shows roles."""

import json
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from onrecord.show.terminal import application
from onrecord.show.terminal.tables import actors

BEFORE = "Mayor Tessa Brandt said on Tuesday that the old bridge over the Lorn would be closed to lorries."
AFTER = "Mayor Tessa Brandt said on Tuesday that nobody had yet decided on the price of school meals."


def run(*arguments: object) -> str:
    done = CliRunner().invoke(application(), [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_adding_tells_which_judgement_has_lost_its_statement(tmp_path: Path) -> None:
    article, record = tmp_path / "day.jsonl", tmp_path / "r.db"

    def add(text: str) -> str:
        facts = {"url": "https://quay.example/1", "outlet": "Quay", "published": "2031-05-06", "text": text}
        article.write_text(json.dumps(facts), encoding="utf-8")
        return run("add", article, "--record", record)

    add(BEFORE)
    (statement,) = run("statements", "--record", record, "--format", "jsonl").splitlines()
    run("check", json.loads(statement)["id"], "--record", record, "--who", "ana")
    assert "judgement" not in add(BEFORE)
    assert "judgement 1, check: not in the record now: “that the old bridge" in add(AFTER)
    assert "judgement" not in add(AFTER)  # said once


def test_a_role_that_tells_its_body_does_not_tell_it_twice() -> None:
    roles = [
        {"title": "presidential spokesman", "body": "president", "first": None, "last": None},
        {"title": "spokesman", "body": "Harbour Line", "first": "2031-05-06", "last": "2031-05-09"},
    ]
    line = {"name": "Ivo Vell", "kind": "person", "roles": roles, "aliases": [], "statements": 2, "id": "p1"}
    console = Console(width=200)
    with console.capture() as shown:
        console.print(actors([{**line, "same_as": []}]))
    assert "presidential spokesman; spokesman (Harbour Line)," in shown.get()
