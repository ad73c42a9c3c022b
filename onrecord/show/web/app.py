"""The addresses, and what becomes of an error: every failure is a page with one sentence.

Every page answers at its address, and with `.json` at its end as data. Pages run in a few threads,
because SQLite and Jinja wait for nobody; nothing but the record is shared between them.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit

import anyio.to_thread
from fastapi import FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.errors import NotFound, OnrecordError, RecordError, RecordLocked, Usage
from onrecord.record.store import Browse
from onrecord.show.web import (
    actor,
    article,
    asked,
    at_hand,
    feed,
    front,
    outlet,
    review,
    search,
    statement,
    story,
    upload,
    work,
)
from onrecord.show.web.forms import local
from onrecord.show.web.guard import COOKIE, Forbidden, Guard, Tokens
from onrecord.show.web.plain import plain_page
from onrecord.show.web.shelf import Shelf
from onrecord.show.web.view import View, compiled, html

HOSTS = ("127.0.0.1", "localhost", "[::1]")
THREADS = 4  # fewer than the connections that SQLAlchemy keeps for threads
NAME = 80  # characters of a kept search's name
FEED = 50
EXPECTED = {"int_parsing": "a number", "int_parsing_size": "a smaller number"}

STATUS: tuple[tuple[type[OnrecordError], int, str], ...] = (
    (Usage, 400, "That cannot be asked"),
    (NotFound, 404, "Not found"),
    (Forbidden, 403, "Not from these pages"),
    (RecordLocked, 503, "The record is busy"),
    (RecordError, 503, "The record cannot be read"),
    (OnrecordError, 500, "That did not work"),
)


def application(where: str, hosts: Iterable[str] = HOSTS, who: str = "") -> FastAPI:
    """The pages of the record in the file `where`, for requests to one of `hosts`.

    `who` judges: the name that stands beside what is decided on these pages.
    """
    shelf, tokens = Shelf(where), Tokens()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        compiled()
        async with anyio.create_task_group() as tasks:
            # in a thread of the pages: each has a connection of its own, which keeps what it read
            tasks.start_soon(anyio.to_thread.run_sync, shelf.warm)
            yield
        shelf.close()

    app = FastAPI(title="onrecord", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.shelf, app.state.tokens, app.state.who = shelf, tokens, who
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    # In this order: the guard stands before everything, `.json` is taken off before addresses are matched
    app.add_middleware(Suffix)
    app.add_middleware(Guard, hosts=tuple(hosts))
    _pages(app)
    _searches(app)
    work.routes(app, answered)
    review.routes(app, answered)
    upload.routes(app, answered)
    _errors(app)
    return app


class Suffix:
    """ASGI middleware: `/story/t1.json` is `/story/t1`, asked for as data."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            path: str = scope["path"]
            as_data = path.endswith(".json") and not path.startswith("/static/")
            scope["state"] = {**scope.get("state", {}), "json": as_data}
            if as_data:
                scope["path"] = path.removesuffix(".json") or "/"
        await self.app(scope, receive, send)


# ---------------------------------------------------------------------------------- pages


def _pages(app: FastAPI) -> None:
    def page(path: str, make: Callable[..., View]) -> None:
        def answer(request: Request) -> Response:
            if not request.state.json and (tidy := _without_blanks(request.url.query)) is not None:
                return RedirectResponse(_path(request) + tidy, 303)
            return answered(request, lambda browse: make(browse, request.path_params.get("key", ""), request))

        app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)

    page("/", lambda browse, _, __: front.front(browse))
    page(
        "/stories",
        lambda browse, _, it: front.all_stories(browse, asked.number(it.query_params, "page", 1, 10_000)),
    )
    page("/story/{key:path}", lambda browse, key, _: story.story(browse, key))
    page("/statement/{key:path}", lambda browse, key, it: statement.statement(browse, key, it.query_params))
    page(
        "/actor/{key:path}",
        lambda browse, key, it: actor.actor(browse, key, asked.number(it.query_params, "page", 1, 10_000)),
    )
    page(
        "/outlet/{key:path}",
        lambda browse, key, it: outlet.outlet(browse, key, asked.number(it.query_params, "page", 1, 10_000)),
    )
    page("/article/{key:path}", lambda browse, key, it: article.article(browse, key, it.query_params))
    page("/help", lambda *_: View("help.html", "How to read this record", dict, dict))
    page("/search", lambda browse, _, it: search.search(browse, it.query_params))


def _without_blanks(query: str) -> str | None:
    """What a form sends, less its empty fields; None where it has none.

    >>> _without_blanks("q=port&since=&until="), _without_blanks("q="), _without_blanks("q=port")
    ('?q=port', '', None)
    """
    given = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in given if value]
    return None if len(kept) == len(given) else f"?{urlencode(kept)}" if kept else ""


def _path(request: Request) -> str:
    """The path as it was asked for, quoted."""
    raw: bytes = request.scope.get("raw_path") or b""
    return raw.decode("ascii", "replace") or request.url.path


def answered(request: Request, make: Callable[[Browse], View]) -> Response:
    """A page, or its data, made from one moment of the record."""
    with request.app.state.shelf.browse() as browse:
        view = make(browse)
        if request.state.json:
            return data(view.data())
        words = rendered(request, view, browse)
    return _with_cookie(request, HTMLResponse(words))


def data(told: object, status: int = 200) -> Response:
    """Data as JSON; days as 2031-05-06."""
    words = json.dumps(told, ensure_ascii=False, default=_in_json)
    return Response(words.encode("utf-8", "replace"), status, media_type="application/json")


def _in_json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def rendered(request: Request, view: View, browse: Browse | None) -> str:
    """The page as HTML, with what every page has: the kept searches, a token, the address of its data."""
    tokens: Tokens = request.app.state.tokens
    session = getattr(request.state, "session", None) or tokens.session(request)
    request.state.session = session
    query = f"?{request.url.query}" if request.url.query else ""
    path = _path(request)
    here = getattr(request.state, "here", None) or path + query
    given = request.query_params
    return html(
        view,
        {
            "kept_searches": search.news(browse) if browse else [],
            "token": tokens.token(session),
            "here": here,
            "back": local(here),
            "flash": at_hand.flash(browse, given.get("done"), given.get("undone")) if browse else None,
            "trouble": getattr(request.state, "trouble", at_hand.NO_TROUBLE),
            "data_address": (path.rstrip("/") or "/") + ".json" + query
            if browse and request.method != "POST"
            else None,
            "typed": request.query_params.get("q", "") if request.url.path == "/search" else "",
        },
    )


def _with_cookie(request: Request, answer: Response) -> Response:
    session: str = request.state.session
    if request.cookies.get(COOKIE) != session:
        answer.set_cookie(COOKIE, session, httponly=True, samesite="strict")
    return answer


# -------------------------------------------------------------------------- kept searches


def _searches(app: FastAPI) -> None:
    @app.get("/searches/{number}.atom", response_model=None)
    def feed_of(request: Request, number: int) -> Response:
        with request.app.state.shelf.browse() as browse:
            kept = next((one for one in browse.saved() if one.id == number), None)
            if kept is None:
                raise NotFound(f"no search is kept under the number {number}")
            found = search.latest(browse, kept.asked, FEED)
        xml = feed.atom(kept, found, str(request.base_url).rstrip("/"))
        return Response(xml, media_type="application/atom+xml")

    @app.post("/searches", response_model=None)
    def keep(
        request: Request,
        query: Annotated[str, Form()] = "",
        name: Annotated[str, Form()] = "",
        token: Annotated[str, Form()] = "",
    ) -> Response:
        request.app.state.tokens.check(request, token)
        wanted = asked.read(dict(parse_qsl(query)))
        it = search.kept_as(wanted)
        if not it:
            raise Usage("found a search without words and filters, expected something to look for")
        name = " ".join(name.split())[:NAME] or wanted.typed[:NAME] or "A search"
        with request.app.state.shelf.record() as record, record.writing() as writer:
            writer.keep_search(name, it)
        return RedirectResponse(f"/search?{it}", 303)

    @app.post("/searches/{number}/{act}", response_model=None)
    def change(request: Request, number: int, act: str, token: Annotated[str, Form()] = "") -> Response:
        request.app.state.tokens.check(request, token)
        if act not in ("seen", "forget"):
            raise NotFound(f"found {act[:40]!r}, expected seen or forget")
        with request.app.state.shelf.record() as record:
            with record.browse() as browse:
                query = next((one.asked for one in browse.saved() if one.id == number), "")
            with record.writing() as writer:
                writer.search_seen(number) if act == "seen" else writer.forget_search(number)
        return RedirectResponse(f"/search?{query}", 303)


# --------------------------------------------------------------------------------- errors


def _errors(app: FastAPI) -> None:
    @app.exception_handler(OnrecordError)
    def ours(request: Request, error: Exception) -> Response:
        status, title = next((status, title) for kind, status, title in STATUS if isinstance(error, kind))
        return failed(request, status, title, work.reworded(error))

    @app.exception_handler(HTTPException)
    def theirs(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        path = urlsplit(request.url.path).path[:80]
        if error.status_code == 404:
            return failed(request, 404, "No such page", f"There is no page at {path!r}.")
        if error.status_code == 405:
            way = (
                "is no page, only where a form leads"
                if request.method in ("GET", "HEAD")
                else "takes no such request"
            )
            sentence = f"{path!r} {way}: found {request.method[:20]}, expected {(error.headers or {}).get('Allow', 'another')}."
            answer = failed(request, 405, "No such page", sentence)
            answer.headers.update(error.headers or {})  # Allow
            return answer
        return failed(request, error.status_code, "That does not work", f"{error.detail}.")

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        told = f"{where}: found {str(first['input'])[:40]!r}, expected {EXPECTED.get(first['type'], 'something else')}"
        return failed(request, 400, "That cannot be asked", told)

    @app.exception_handler(Exception)
    def unforeseen(_: Request, error: Exception) -> Response:
        return plain_page(
            500,
            "An error of ours",
            f"Something went wrong in onrecord itself, please report it ({type(error).__name__}). "
            "Nothing in the record was changed.",
        )


def failed(request: Request, status: int, title: str, sentence: str) -> Response:
    """A page of one sentence, with the search field to go on from; the same as JSON where asked for."""
    if getattr(request.state, "json", False):
        return data({"error": sentence}, status)
    view = View("failed.html", title, lambda: {"sentence": sentence, "status": status}, dict)
    answer = HTMLResponse(rendered(request, view, None), status)
    return _with_cookie(request, answer)
