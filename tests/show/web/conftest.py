"""A made-up record with hostile words in it, and a browser's requests to its pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record.store import Record
from onrecord.show.web.app import application
from onrecord.types import (
    Actor,
    Article,
    Attribution,
    Capture,
    Channel,
    Entity,
    Identification,
    Origins,
    Reading,
    Role,
    Said,
    Span,
    Speaker,
    Statement,
    StatementGroup,
    Story,
)

BOO = '<script>alert("boo")</script>'
BRILL = Entity("Ona Brill", "person", ("Brill",), (Role("spokeswoman", "Velmara"),))
RENN = Entity(f"Ivo {BOO} Renn", "person")
OUTLETS = {
    "a1": "The Sarn Herald",
    "a2": f'"><img src=x onerror=alert(1)> {BOO}',
    "https://c.example/x?y=1&z#é": None,
}
URLS = {
    "a1": "javascript:alert(1)",
    "a2": "https://tide.example/a",
    "https://c.example/x?y=1&z#é": "data:text/html,x",
}
WORDS = {
    "a1": ("no troops will be sent to the strait", "nine thousand crates are waiting"),
    "a2": ("troops will not be sent over the strait", "several hundred crates are waiting"),
    "https://c.example/x?y=1&z#é": (f"no troops at all, {BOO} never", "the harbour is “open”"),
}


def reading(id: str) -> Reading:
    """An article of two statements, by Brill and by Renn."""
    text, statements, told = f"Title {BOO} of {id}\n\n", [], []
    day = Said(date(2031, 5, 4), precision="day", basis="stated")
    for number, (who, content) in enumerate(zip((BRILL, RENN), WORDS[id], strict=True)):
        source = Span(len(text), len(text) + len(who.name))
        cue = Span(source.end + 1, source.end + 5)
        text += f"{who.name} said {content}.\n"
        words = Span(cue.end + 1, cue.end + 1 + len(content))
        statements.append(Statement(f"s{number}-{len(id)}-{id[:2]}", id, (source,), (cue,), (words,)))
        via = (Channel(f"Radio {BOO}", "reported_by", (source,)),) if id == "a2" else ()
        speaker = Speaker(who.name, "person", "name", 0.9, (source,), number)
        told.append(Attribution(statements[-1].id, (speaker,), said=day, via=via))
    article = Article(
        id,
        text,
        url=URLS[id],
        outlet=OUTLETS[id],
        headline=f"The strait {BOO}" if id == "a2" else None,
        published=date(2031, 5, 4) if id != "a2" else date(2031, 5, 6),
        capture=Capture(f"news/{id[:2]}.txt"),
    )
    sentences = tuple(Span(s.source[0].start, s.content[-1].end + 1) for s in statements)
    return Reading(article, tuple(statements), tuple(told), (), (BRILL, RENN), sentences=sentences)


def fill(where: str) -> None:
    """Three articles of one story; Brill's words make one group, Renn's another, with a clash."""
    readings = [reading(id) for id in WORDS]
    actors = (
        Actor("p-brill", BRILL.name, "person", BRILL.aliases, BRILL.roles),
        Actor("p-renn", RENN.name, "person"),
    )
    keys = {"p-brill": {"ona brill", "brill"}, "p-renn": {"ivo renn"}}
    with Record.open(where) as record, record.writing() as writer:
        for one in readings:
            writer.put(one, one.article.capture.path)
            decided = [
                Identification(one.article.id, number, actor.id, "same_name", 0.9, "the same name")
                for number, actor in enumerate(actors)
            ]
            writer.identify(one, decided, actors, keys)
        for number, actor in enumerate(actors):
            members = tuple(one.statements[number].id for one in readings)
            articles = tuple(one.article.id for one in readings)
            group = StatementGroup(
                f"g{number}", members, articles, actor.id, Said(date(2031, 5, 4)), 3, Origins(1, 3, (BOO,))
            )
            writer.regroup([group])
        writer.put_clashes({"g0": 0, "g1": 1})
        first, last = date(2031, 5, 4), date(2031, 5, 6)
        writer.put_story(Story("t1", f"The strait {BOO}", tuple(WORDS), first, last))


@pytest.fixture
def where(tmp_path: Path) -> str:
    """The file of a record of its own, for tests that change it."""
    path = str(tmp_path / "record.db")
    fill(path)
    return path


@pytest.fixture(scope="session")
def kept_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of a record that no test changes."""
    made = str(tmp_path_factory.mktemp("web") / "record.db")
    fill(made)
    return made


@pytest.fixture(scope="session")
def pages(kept_file: str) -> Iterator[TestClient]:
    """Requests to the pages of that record."""
    with browser(kept_file) as client:
        yield client


def browser(path: str) -> TestClient:
    """A client of the pages; an error of ours is a page, as for a user."""
    return TestClient(application(path), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
