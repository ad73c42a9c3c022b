"""An address with `.json` answers what the command of the same name prints, object for object."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from onrecord.show.terminal import application
from onrecord.show.web import actor

RUNNER = CliRunner()
FAR = "https://c.example/x?y=1&z#é"


@pytest.fixture
def printed(kept_file: str) -> Any:
    """What a command prints of the record, one object a line."""

    def lines(*command: str) -> list[dict[str, Any]]:
        done = RUNNER.invoke(application(), [*command, "--record", kept_file, "--format", "jsonl"])
        assert done.exit_code == 0, done.output
        return [json.loads(line) for line in done.stdout.splitlines()]

    return lines


def answered(pages: TestClient, path: str) -> Any:
    answer = pages.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def without_page(it: dict[str, Any]) -> dict[str, Any]:
    """The object as printed; pages add the address of its own page."""
    assert it["page"].startswith("/")
    return {key: value for key, value in it.items() if key != "page"}


def by_id(objects: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in objects}


def told(objects: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return by_id([without_page(one) for one in objects])


def test_a_story_is_what_story_prints(pages: TestClient, printed: Any) -> None:
    assert [without_page(answered(pages, "/story/t1.json"))] == printed("story", "t1")


@pytest.mark.parametrize("base", ["", "s1-2-a2", "s1-27-ht"])  # against the last the two others clash
def test_the_versions_of_a_statement_are_what_compare_prints(
    pages: TestClient, printed: Any, base: str
) -> None:
    asked = answered(pages, f"/statement/g1.json?base={base}")
    assert asked["versions"] == printed("compare", "g1", *(["--base", base] if base else []))
    assert len(asked["versions"]) == 3
    every = by_id(printed("statements"))
    assert told(asked["statements_in_full"]) == {id: every[id] for id in asked["statements"]}
    group = by_id(printed("groups"))["g1"]
    assert {key: asked[key] for key in group} == group


def test_an_actor_is_what_actors_and_timeline_print(pages: TestClient, printed: Any) -> None:
    asked = answered(pages, "/actor/p-brill.json")
    assert [without_page(one) for one in asked["timeline"]] == printed("timeline", "p-brill")
    assert (asked["older"], asked["next"]) == (0, None)
    who = by_id(printed("actors"))["p-brill"]
    assert {key: asked[key] for key in who} == who


def test_what_somebody_said_is_told_a_page_at_a_time(
    pages: TestClient, printed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actor, "LINES", 2)
    first = answered(pages, "/actor/p-brill.json")
    assert (len(first["timeline"]), first["older"]) == (2, 1)
    second = answered(pages, first["next"])
    assert (len(second["timeline"]), second["older"], second["next"]) == (1, 0, None)
    every = [one["id"] for one in printed("timeline", "p-brill")]
    assert sorted(one["id"] for it in (first, second) for one in it["timeline"]) == sorted(every)
    assert answered(pages, "/actor/p-brill.json?page=3")["timeline"] == []


def test_stories_and_articles_are_what_lists_print(pages: TestClient, printed: Any) -> None:
    assert told(answered(pages, "/stories.json")["stories"]) == by_id(printed("stories"))
    assert told(answered(pages, "/.json")["stories"]) == by_id(printed("stories"))
    outlet = "The Sarn Herald"
    asked = answered(pages, f"/outlet/{quote(outlet)}.json")
    assert told(asked["articles"]) == by_id(printed("articles", "--outlet", outlet))


def test_an_article_is_what_articles_and_statements_print(pages: TestClient, printed: Any) -> None:
    for id in ("a1", FAR):
        asked = without_page(answered(pages, f"/article/{quote(id, safe='')}.json"))
        statements = {one["id"]: one for one in printed("statements", "--narrated") if one["article"] == id}
        assert told(asked.pop("statements")) == statements
        text, article = asked.pop("text"), by_id(printed("articles"))[id]
        assert asked == {key: value for key, value in article.items() if key != "statements"}
        spans = [span for one in statements.values() for span in one["content"]]
        assert spans
        assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("q=crates", ["--about", "crates"]),
        ("speaker=p-renn", ["--speaker", "p-renn"]),
        ("q=troops&outlet=The+Sarn+Herald", ["--about", "troops", "--outlet", "The Sarn Herald"]),
        ("since=2031-05-04&until=2031-05-04", ["--since", "2031-05-04", "--until", "2031-05-04"]),
        ("story=t1", ["--story", "t1"]),
        ("q=what+did+Brill+say+about+troops", ["--speaker", "Brill", "--about", "troops"]),
    ],
)
def test_a_search_finds_what_statements_prints(
    pages: TestClient, printed: Any, query: str, options: list[str]
) -> None:
    asked = answered(pages, f"/search.json?{query}")
    every = by_id(printed("statements", *options))
    assert asked["total"] == len(every) > 0
    shown = told(asked["statements"])  # one of each group
    assert shown.items() <= every.items()
    assert {one["group"] for one in shown.values()} == {one["group"] for one in every.values()}


def test_the_front_has_statements_as_they_are_printed(pages: TestClient, printed: Any) -> None:
    asked, every = answered(pages, "/.json"), by_id(printed("statements", "--narrated"))
    shown = told([*asked["reported"], *asked["clashes"]])
    assert shown
    assert shown.items() <= every.items()
