"""People at work: judging and taking back, the review by keyboard, words by dragging, files by dropping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from onrecord.record.store import Record, Row
from tests.browser.conftest import Site, Tab, looked_at, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Desk:
    """A record of its own, its pages, and one of them open."""

    path: Path
    site: Site
    page: Page

    def record(self) -> Record:
        return Record.open(str(self.path), create=False)

    def goto(self, path: str) -> None:
        self.page.goto(self.site.base + path)

    def press(self, name: str) -> None:
        """Press a button, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def undo(self) -> None:
        """Press the Undo of what was just done."""
        with self.page.expect_navigation():
            self.page.locator(".flash button").click()
        assert "Taken back" in self.page.locator(".flash").inner_text()

    def standing(self) -> list[str]:
        with self.record() as record:
            return [one.kind for one in record.judgements()]


@pytest.fixture
def desk(record: Path, tmp_path: Path, tab: Tab) -> Iterator[Desk]:
    copy = tmp_path / "record.db"
    copy.write_bytes(record.read_bytes())
    with served(copy) as site, tab() as page:
        yield Desk(copy, site, page)


def lead(page: Page) -> int:
    """The number that an actor's page begins with."""
    return int(re.findall(r"\d+", page.locator(".head .lead").inner_text())[0])


def told(desk: Desk, several: bool) -> tuple[str, list[Row]]:
    """A group of one statement, or of several, with its rows; spoken by somebody known."""
    with desk.record() as record:
        for group in record.groups():
            rows = list(record.rows(group.statements))
            if (len(rows) > 1) == several and group.speaker and rows[0].statement.manner != "narrated":
                return group.id, rows
    raise AssertionError("the record has no such group")


# ------------------------------------------------------------------------------ judgements


def test_two_actors_become_one_and_two_again(desk: Desk) -> None:
    with desk.record() as record:
        one, other = [actor for actor in record.actors() if actor.kind == "person"][:2]
    desk.goto(f"/actor/{one.id}")
    before = lead(desk.page)
    assert before == one.statements
    desk.page.get_by_text("The same as somebody else, or not?").click()
    desk.page.get_by_label("Another actor").fill(other.name)
    desk.press(f"Same as {one.name}")
    assert "Done" in desk.page.locator(".flash").inner_text()
    assert lead(desk.page) == before + other.statements
    desk.undo()
    assert lead(desk.page) == before
    assert not desk.standing()


def test_two_actors_become_one_and_two_again_without_a_mouse(desk: Desk) -> None:
    page, press = desk.page, desk.page.keyboard.press
    with desk.record() as record:
        one, other = [actor for actor in record.actors() if actor.kind == "person"][:2]
    desk.goto(f"/actor/{one.id}")

    def tab_to(words: str) -> None:
        for _ in range(80):
            press("Tab")
            if words in page.evaluate("document.activeElement.innerText || ''"):
                return
        raise AssertionError(f"no way to {words!r}")

    tab_to("The same as somebody else")
    press("Enter")
    press("Tab")
    page.keyboard.type("Nobody Atall")
    with page.expect_navigation():
        press("Enter")
    assert page.evaluate("document.activeElement.id") == "trouble"
    press("Tab")
    assert page.evaluate("document.activeElement.value") == "Nobody Atall", (
        "what was typed is there, and next"
    )
    press("Control+a")
    page.keyboard.type(other.name)
    with page.expect_navigation():
        press("Enter")
    assert desk.standing() == ["same"]
    assert "Done" in page.evaluate("document.activeElement.innerText")
    press("Tab")
    with page.expect_navigation():
        press("Enter")
    assert "Taken back" in page.evaluate("document.activeElement.innerText")
    assert not desk.standing()


def test_who_said_it_is_put_right_and_back(desk: Desk) -> None:
    group, _ = told(desk, several=False)
    desk.goto(f"/statement/{group}")
    before = desk.page.locator("h1").inner_text()
    desk.page.get_by_text("Who said it", exact=True).click()
    desk.page.get_by_label("Said by").fill("Una Skarr")
    desk.press("Put right who said it")
    assert "Una Skarr" in desk.page.locator("h1").inner_text()
    desk.undo()
    assert desk.page.locator("h1").inner_text() == before


def test_a_version_is_taken_out_and_joined_again(desk: Desk) -> None:
    group, rows = told(desk, several=True)
    desk.goto(f"/statement/{group}")
    versions = desk.page.locator(".versions tbody tr")
    before = versions.count()
    assert before == len(rows)
    desk.page.get_by_text("Not one statement: take versions out").click()
    desk.page.get_by_role("group", name="Those ticked").get_by_role("checkbox").last.check()
    desk.press("Take out")
    assert versions.count() == 1
    desk.undo()
    desk.goto(f"/statement/{group}")
    assert versions.count() == before

    other, _ = told(desk, several=False)
    desk.page.get_by_text("The same as another statement: join").click()
    desk.page.get_by_label(re.compile("id, from the address")).fill(other)
    desk.press("Join")
    assert versions.count() == before + 1
    assert desk.standing() == ["join"]


def test_checked_noted_hidden_and_all_of_it_in_the_history(desk: Desk) -> None:
    group, rows = told(desk, several=False)
    desk.goto(f"/statement/{group}")
    desk.press("✓ Mark as checked")
    assert "✓ checked" in desk.page.locator(".judged").inner_text()
    desk.page.get_by_text("Note", exact=True).click()
    desk.page.get_by_label("A note").fill("asked the press office")
    desk.press("Keep the note")
    assert "asked the press office" in desk.page.locator(".judged").inner_text()
    desk.page.get_by_text("No statement at all: hide").click()
    desk.press("Hide it")
    assert "/article/" in desk.page.url
    article = f"/article/{quote(rows[0].article.id, safe='')}.json"
    assert rows[0].statement.id not in {one["id"] for one in desk.site.json(article)["statements"]}
    assert desk.standing() == ["check", "note", "hide"]

    desk.goto("/history")
    assert desk.page.locator(".history tbody tr").count() == 3
    with desk.page.expect_navigation():
        desk.page.locator(".history tbody tr").first.get_by_role("button").click()
    assert desk.page.locator(".history .undone").count() == 1
    assert rows[0].statement.id in {one["id"] for one in desk.site.json(article)["statements"]}
    assert desk.standing() == ["check", "note"]


def test_axe_finds_nothing_where_something_was_done_or_not(desk: Desk, axe: str) -> None:
    def looked(kind: str) -> None:
        desk.page.evaluate(axe)
        looked_at(desk.page, kind)

    with desk.record() as record:
        who = next(actor for actor in record.actors() if actor.kind == "person")
    desk.goto(f"/actor/{who.id}")
    desk.page.get_by_text("The same as somebody else, or not?").click()
    desk.page.get_by_label("Another actor").fill("Nobody Atall")
    desk.press(f"Same as {who.name}")
    looked("not done")
    desk.page.get_by_text("Another name to show").click()
    desk.page.get_by_label("is called").fill(f"{who.name} the Elder")
    desk.press("Rename")
    looked("done")
    desk.goto("/history")
    looked("history")
    desk.goto("/search?q=what did the Elder say about the strait")
    desk.press("Keep")
    looked("kept")


# ------------------------------------------------------------------------------ the review


def test_the_review_is_answered_by_three_keys(desk: Desk) -> None:
    desk.goto("/review")
    asked = [desk.site.json("/review.json")["left"]]
    assert asked[0] >= 3, "the sample record is unsure of something"
    for key in ("y", "n", "?"):
        before = desk.page.locator(".review").inner_text()
        with desk.page.expect_navigation():
            desk.page.keyboard.press(key)
        assert desk.page.locator(".review").inner_text() != before, "another question"
        focus = desk.page.evaluate("document.activeElement.className || document.activeElement.tagName")
        assert focus == ("H1" if key == "?" else "flash"), "what was done is read out, or the next question"
    kicker = desk.page.locator(".review .kicker").first.inner_text().lower()
    assert "2 answered" in kicker
    assert "1 skipped" in kicker
    assert len(desk.standing()) == 2


# ------------------------------------------------------------------------------ spans by dragging

PLACE = """words => {
    const walk = document.createTreeWalker(document.querySelector("article.text"), NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode()); ) {
        if (!node.parentElement.closest("[data-at]")) continue;
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        node.parentElement.scrollIntoView({block: "center", behavior: "instant"});
        const range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at + words.length);
        const boxes = [...range.getClientRects()];
        const first = boxes[0], last = boxes[boxes.length - 1];
        return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
    }
}"""


def drag(page: Page, words: str) -> None:
    left, top, right, bottom = page.evaluate(PLACE, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def test_words_are_put_right_by_dragging_over_them(desk: Desk) -> None:
    _, rows = told(desk, several=False)
    row = rows[0]
    span = row.statement.content[0]
    whole = row.article.text[span.start : span.end]
    words = " ".join(whole.split()[:3])
    assert words in whole, "the first three words stand on one line"
    desk.goto(f"/article/{quote(row.article.id, safe='')}?mark={row.statement.id}")
    which = desk.page.get_by_label("Statement", exact=True)
    source = desk.page.get_by_label("Source: the words for who said it")
    assert source.get_attribute("placeholder"), "what the statement's parts are now"
    which.select_option("")
    assert not source.get_attribute("placeholder")
    which.select_option(row.statement.id)
    assert str(source.get_attribute("placeholder")).startswith("now: ")
    drag(desk.page, words)  # begins inside a link: the words lead to their versions
    assert "/article/" in desk.page.url, "dragging is not clicking"
    desk.page.get_by_role("toolbar").get_by_role("button", name="content").click()
    at = row.article.text.index(words, span.start)
    field = desk.page.get_by_label("Content: what was said")
    assert field.input_value() == f"{at}:{at + len(words)}"
    drag(desk.page, words)
    desk.page.keyboard.press("1")
    assert source.input_value() == field.input_value(), "a key puts them where they belong as well"
    source.fill("")
    assert desk.page.get_by_label("Statement", exact=True).input_value() == row.statement.id
    desk.press("Keep")
    assert desk.page.locator(".content.marked").first.inner_text() == words
    assert desk.standing() == ["correct"]
    desk.undo()
    assert not desk.standing()


# ------------------------------------------------------------------------------ files and kept searches

ARTICLE = """Ferry fares to rise

PORT ANSEL, 3 May 2031 - Una Skarr, the harbour minister, said that fares on the Port Ansel ferry will rise by a tenth from June.
"""
DROP = """([name, text]) => {
    const files = new DataTransfer();
    files.items.add(new File([text], name, {type: "text/plain"}));
    const zone = document.querySelector(".drop");
    for (const kind of ["dragenter", "dragover", "drop"])
        zone.dispatchEvent(new DragEvent(kind, {dataTransfer: files, bubbles: true, cancelable: true}));
}"""


def test_files_are_dropped_and_a_kept_search_tells_what_is_new(desk: Desk) -> None:
    page = desk.page
    desk.goto("/search?q=ferry")
    page.get_by_label("Name").fill("Ferries")
    desk.press("Keep")
    kept = page.get_by_role("navigation", name="Kept searches").get_by_role("link")
    assert kept.inner_text() == "Ferries"

    desk.goto("/add")
    page.evaluate(DROP, ["ferry.txt", ARTICLE])
    assert "ferry.txt" in page.locator("[data-chosen]").inner_text()
    page.get_by_label("Outlet").fill("The Ansel Post")
    desk.press("Add to the record")
    assert page.get_by_role("status").is_visible(), "how far it is"
    page.get_by_text("All read.").wait_for(timeout=60_000)
    assert page.locator(".outcomes a").inner_text() == "Ferry fares to rise"

    assert re.fullmatch(r"Ferries\s+1\s*new", kept.inner_text()), kept.inner_text()
    kept.click()
    feed = page.locator("link[type='application/atom+xml']").get_attribute("href")
    told_there = page.request.get(desk.site.base + str(feed)).text()
    assert told_there.count("<entry>") == 1
    assert "will rise by a tenth" in told_there
    desk.press("All seen")
    assert kept.inner_text() == "Ferries"
