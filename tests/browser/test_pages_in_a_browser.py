"""Every page as a user meets it: mouse, keyboard, phone, zoom, dark, paper, no script, a screen reader's rules."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from onrecord.record.store import Record
from onrecord.show.export import from_record
from onrecord.show.export.as_html import html
from tests.browser.conftest import Site, Tab, looked_at, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

KINDS = (
    "front", "stories", "story", "statement", "actor", "outlet", "article", "search", "found", "nothing", "failed",
    "review", "add", "history", "help",
)  # fmt: skip


@pytest.fixture(scope="session")
def places(site: Site) -> dict[str, str]:
    """An address of each kind of page, the richest of its kind."""
    front = site.json("/.json")
    statement = next(one for one in front["reported"] if one["speakers"] and one["speakers"][0]["actor"])
    placed = next(one for one in site.json("/search.json")["statements"] if one["outlet"])
    story = max(front["stories"], key=lambda one: len(one["articles"]))
    return {
        "front": "/",
        "stories": "/stories",
        "story": f"/story/{story['id']}",
        "statement": statement["page"],
        "actor": f"/actor/{statement['speakers'][0]['actor']}",
        "outlet": f"/outlet/{quote(placed['outlet'])}",
        "article": f"/article/{quote(statement['article'], safe='')}",
        "search": "/search",
        "found": "/search?q=strait",
        "nothing": "/search?q=zzzz",
        "failed": "/story/nowhere",
        "review": "/review",
        "add": "/add",
        "history": "/history",
        "help": "/help",
    }


# ------------------------------------------------------------------------------ a user's errands


def test_search_narrow_compare_change_the_base_and_read_it_in_the_article(
    site: Site, tab: Tab, places: dict[str, str]
) -> None:
    with tab() as page:
        page.goto(site.base)
        page.get_by_role("searchbox", name="Search").fill("strait")
        page.get_by_role("button", name="Search").click()
        before = page.locator(".saying").count()
        assert before
        assert all("strait" in words.lower() for words in page.locator(".saying").all_inner_texts())
        facet = page.locator(".ranked li", has=page.locator("a[href*='speaker=']")).first
        promised = int(facet.locator(".number").inner_text())
        facet.get_by_role("link").click()
        page.wait_for_selector(".chips a")
        assert page.locator(".chips a").count() == 1
        assert page.locator("#found-h").inner_text().lower().startswith(f"{promised} report")
        page.locator(".chips a").click()
        page.locator(".chips").wait_for(state="detached")
        assert page.locator(".saying").count() == before

        page.goto(site.base + places["statement"])
        rows = page.locator("table.versions tbody tr")
        base = page.locator(".versions tr.base").get_attribute("id")
        assert rows.count() > 1
        page.get_by_role("link", name="take as base").first.click()
        page.locator(f".versions tr.base:not([id='{base}'])").wait_for()
        assert page.locator(".versions tr.base").count() == 1

        page.locator(".versions tr.base").get_by_role("link", name="in the article").click()
        place = page.evaluate("location.hash.slice(1)")
        start, end = map(int, place[1:].split("-"))
        told = site.json(page.url.split("#")[0].removeprefix(site.base).replace("?", ".json?", 1))
        marked = page.locator(".content.marked").first
        assert marked.is_visible()
        assert marked.inner_text().split()[0] in told["text"][start:end]
        top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", place)
        assert 0 <= top < 800, "the words are on the screen"
        marked.click()
        assert page.locator("table.versions").is_visible()
        assert page.locator(".versions tr.base").count() == 1


def test_narrowing_takes_the_new_page_in_place_of_the_old(site: Site, tab: Tab) -> None:
    with tab() as page:
        page.goto(site.base + "/search?q=the")
        page.evaluate("window.still = true")
        page.locator("[aria-label='Narrow the search'] .ranked a").first.click()
        page.wait_for_selector(".chips a")
        narrowed = page.url
        assert "=" in narrowed.partition("q=the&")[2]
        assert page.evaluate("window.still && document.activeElement.id") == "main"
        data = page.evaluate("document.querySelector('link[type=\"application/json\"]').href")
        assert data == narrowed.replace("/search?", "/search.json?")
        page.go_back()
        page.locator(".chips").wait_for(state="detached")
        page.go_forward()
        page.wait_for_selector(".chips a")
        assert page.url == narrowed


def test_a_question_is_one_field(site: Site, tab: Tab, places: dict[str, str]) -> None:
    name = site.json(places["actor"] + ".json")["name"]
    with tab() as page:
        page.goto(site.base + "/search")
        page.get_by_role("searchbox").fill(f"what did {name} say about the strait")
        page.keyboard.press("Enter")
        assert name in page.locator(".understood").inner_text()
        for line in page.locator(".saying .meta").all_inner_texts():
            assert name in line


def test_the_keyboard_alone(site: Site, tab: Tab) -> None:
    with tab() as page:
        page.goto(site.base)
        page.keyboard.press("Tab")
        skip = page.evaluate(
            "[document.activeElement.className, document.activeElement.getBoundingClientRect().left]"
        )
        assert skip == ["skip", 0], "the first stop is the way to the text, and it is seen"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.type("j/k strait")
        assert page.locator("#q").input_value() == "j/k strait"
        page.locator("#q").fill("strait")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=strait")
        page.keyboard.press("j")
        first = page.evaluate("document.activeElement.href")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.href") != first
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.href") == first
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", "where one is can be seen"
        page.keyboard.press("Enter")
        page.wait_for_url("**/statement/**")


@pytest.mark.parametrize("kind", ["story", "statement", "found"])
def test_the_order_of_tabs_is_the_order_of_reading(
    site: Site, tab: Tab, places: dict[str, str], kind: str
) -> None:
    with tab() as page:
        page.goto(site.base + places[kind])
        tops = []
        for _ in range(14):
            page.keyboard.press("Tab")
            tops.append(
                page.evaluate("Math.round(document.activeElement.getBoundingClientRect().top + scrollY)")
            )
        assert all(later >= earlier - 40 for earlier, later in pairwise(tops[1:])), tops


def test_a_kept_search_stays_and_goes(record: Path, tmp_path: Path, tab: Tab) -> None:
    copy = tmp_path / "record.db"
    copy.write_bytes(record.read_bytes())
    with served(copy) as site, tab() as page:
        page.goto(site.base + "/search?q=strait")
        page.get_by_label("Name").fill("The strait")
        page.get_by_role("button", name="Keep").click()
        assert (
            page.get_by_role("navigation", name="Kept searches").get_by_role("link").inner_text()
            == "The strait"
        )
        page.get_by_role("button", name="Keep no longer").click()
        assert page.get_by_role("navigation", name="Kept searches").count() == 0


# ------------------------------------------------------------------------------ shapes of a page


@pytest.mark.parametrize("width", [360, 640])  # 640: 1280 at 200 %
def test_nothing_runs_over_the_side(site: Site, tab: Tab, places: dict[str, str], width: int) -> None:
    with tab(width=width) as page:
        for kind in KINDS:
            if kind != "failed":
                page.goto(site.base + places[kind])
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{kind}: {wide} px on {width}, {_over(page, width)}"


def _over(page: Page, width: int) -> Any:
    return page.evaluate(
        """width => [...document.querySelectorAll('main *, header *')]
            .filter(it => it.getBoundingClientRect().right > width + 1 && !it.closest('.scroll'))
            .slice(0, 4).map(it => it.outerHTML.slice(0, 90))""",
        width,
    )


def test_every_page_is_whole_without_its_script(site: Site, tab: Tab, places: dict[str, str]) -> None:
    with tab() as lively, tab(java_script_enabled=False) as still:
        for kind in set(KINDS) - {"add", "failed"}:  # the former's hint to drop files needs a script
            lively.goto(site.base + places[kind])
            still.goto(site.base + places[kind])
            part = "article.text" if kind == "article" else "main"  # beside it stands what a script is for
            assert still.locator(part).inner_text() == lively.locator(part).inner_text(), kind


PAPER = 672  # pixels: A4 less margins of 16 mm


def test_paper_shows_all_and_no_fields(site: Site, tab: Tab, places: dict[str, str]) -> None:
    with tab() as page:
        for kind in ("story", "statement", "actor", "article"):
            page.goto(site.base + places[kind])
            page.emulate_media(media="print")
            page.set_viewport_size({"width": PAPER, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= PAPER, f"{kind}: a browser prints all of it smaller"
            page.set_viewport_size({"width": 1280, "height": 800})
            assert not page.get_by_role("button", name="Search").is_visible()
            assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
            paper = page.pdf(prefer_css_page_size=True)
            assert paper.startswith(b"%PDF") and len(paper) > 10_000
            page.emulate_media(media="screen")


def test_where_the_system_rules_the_colours_signs_and_lines_tell(
    site: Site, tab: Tab, places: dict[str, str]
) -> None:
    with tab(forced_colors="active") as page:
        page.goto(site.base + places["statement"])
        line = page.evaluate("getComputedStyle(document.querySelector('td .reworded')).textDecorationLine")
        sign = page.evaluate("getComputedStyle(document.querySelector('td .reworded'), '::before').content")
        assert (line, sign) == ("underline", '"~"')
        base = page.evaluate("getComputedStyle(document.querySelector('.versions .base>*')).borderLeftWidth")
        assert base == "4px"


def test_what_goes_on_beyond_a_narrow_screen_fades_until_the_end(
    site: Site, tab: Tab, places: dict[str, str]
) -> None:
    with tab(width=360, height=740) as page:
        page.goto(site.base + places["statement"])
        fade = "getComputedStyle(document.querySelector('.scroll:has(svg)')).getPropertyValue('--fade')"
        assert page.evaluate(fade) == "48px"
        page.evaluate("document.querySelector('.scroll:has(svg)').scrollLeft = 9999")
        page.wait_for_function(f"{fade} === '0px'")
        assert page.locator(".inwords ul").is_visible(), "the chain in words, too"
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.evaluate(fade) == "0px", "nothing goes on"


def test_dark_is_dark(site: Site, tab: Tab) -> None:
    with tab(dark=True) as page:
        page.goto(site.base)
        red, green, blue = page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        )
        assert max(red, green, blue) < 60


def test_every_page_is_data_too(site: Site, tab: Tab, places: dict[str, str]) -> None:
    with tab() as page:
        for kind in ("front", "story", "statement", "actor", "outlet", "article", "found"):
            page.goto(site.base + places[kind])
            link = page.get_by_role("link", name="This page as data").get_attribute("href")
            assert isinstance(site.json(link), dict)


# ------------------------------------------------------------------------------ accessibility


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(site: Site, tab: Tab, places: dict[str, str], axe: str, kind: str) -> None:
    # axe is put past the policy of the pages, which lets no other script than their own in
    with tab(bypass_csp=True) as page:
        page.goto("about:blank")
        page.context.add_init_script(axe)
        page.goto(site.base + places[kind])
        looked_at(page, kind)


def test_axe_finds_nothing_on_the_page_to_mail(record: Path, tmp_path: Path, tab: Tab, axe: str) -> None:
    mailed = tmp_path / "record.html"
    with Record.open(str(record), create=False) as it:
        mailed.write_text(html(from_record.page(it, "Two stories")), encoding="utf-8")
    with tab(bypass_csp=True, width=360) as page:
        page.context.add_init_script(axe)
        page.goto(mailed.as_uri())
        looked_at(page, "record.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
