"""A record of the examples, made once by the real pipeline, its pages, and a browser to look at them with.

What a page complains of (a script's error, something that the policy forbids, an answer of 400 and
more that the test did not ask for) fails the test that opened it.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
import uvicorn

from onrecord.show.web.app import application

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXAMPLES = Path(__file__).parents[2] / "examples"
FLAGS = ["--no-sandbox", "--disable-gpu"]


@dataclass(frozen=True)
class Site:
    """The pages of a record, being served."""

    base: str

    def json(self, path: str) -> Any:
        """What an address answers as data."""
        with urlopen(self.base + path) as answer:
            return json.load(answer)


@contextmanager
def served(where: Path) -> Iterator[Site]:
    """Serve a record's pages on a free port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(str(where), who="Ana"), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}")
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a record of two sample stories; tests that change it work on a copy."""
    where = tmp_path_factory.mktemp("browser") / "record.db"
    command = [sys.executable, "-m", "onrecord", "add", EXAMPLES / "strait", EXAMPLES / "bridge"]
    subprocess.run([*command, "--record", where], check=True, capture_output=True)
    return where


@pytest.fixture(scope="session")
def site(record: Path) -> Iterator[Site]:
    with served(record) as pages:
        yield pages


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="no playwright: pip install 'onrecord[dev]'"
    )
    with playwright.sync_playwright() as it:
        opened = it.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


def _amiss(kind: str, words: str) -> bool:
    """Whether the console tells of something wrong; that a page is not there is what it should say."""
    return kind in ("error", "warning") and "404 (Not Found)" not in words


Tab = Callable[..., AbstractContextManager["Page"]]


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Tab:
    """Opens a page for a user: `with tab(width=360, dark=True) as page`."""

    @contextmanager
    def opened(width: int = 1280, height: int = 800, dark: bool = False, **more: Any) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **more
        )
        page, complaints = context.new_page(), []
        page.on("console", lambda it: complaints.append(it.text) if _amiss(it.type, it.text) else None)
        page.on("pageerror", lambda it: complaints.append(str(it)))
        page.set_default_timeout(15_000)
        yield page
        context.close()
        assert not complaints, complaints

    return opened


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    axe = pytest.importorskip("axe_playwright_python", reason="no axe-core: pip install 'onrecord[dev]'")
    return (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def looked_at(page: Page, kind: str) -> None:
    """Have axe-core look at the page that is open, in light and in dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        told = [
            f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])}) {one['nodes'][0].get('failureSummary', '')[:200]}"
            for one in found
        ]
        assert not told, f"{kind}, {scheme}: {told}"
