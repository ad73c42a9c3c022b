"""Judgements from the pages: every act is a form, every answer a page that says what was done, with Undo.

    POST /judge/{act}     same, different, rename, reassign, split, join, hide, check, note, spans
    POST /undo            one judgement, by number
    GET  /history         every judgement: who, when, what, whether it holds
    GET  /names           names of actors for a field, as JSON

A form names the page that it stands on (`on`, `key`). What cannot be done is said on that same
page, above the same form, with what was typed still in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from onrecord import judging
from onrecord.errors import NotFound, OnrecordError, RecordError, Usage
from onrecord.record.store import Browse, Record
from onrecord.show.web import actor, article, asked, at_hand, forms, statement
from onrecord.show.web.forms import Fields, Posted, one
from onrecord.show.web.view import View, address
from onrecord.types import Kind, Span

if TYPE_CHECKING:
    from onrecord.judging import Judged, Place

Answered = Callable[[Request, Callable[[Browse], View]], Response]

HISTORY = 50  # judgements on one page
KINDS: tuple[Kind, ...] = ("person", "organization", "place", "other")
PAGES: Mapping[str, Callable[[Browse, str], View]] = {
    "actor": actor.actor,
    "statement": lambda browse, key: statement.statement(browse, key, {}),
    "article": lambda browse, key: article.article(browse, key, {}),
}
# What a terminal would do next, said for a page.
REWORDED = (
    (re.compile(r"; take it back first with `onrecord undo \d+`"), "; take that back first"),
    (
        re.compile(r"to make them one all the same, repeat it with --force"),
        "tick “even so” to make them one all the same",
    ),
    (re.compile(r"; give the offsets or more words"), "; give more words, or the characters as 120:188"),
    (re.compile(r"`(onrecord add)` makes one"), r"\1 makes one"),
    (re.compile(r"; `onrecord undo (\d+)` takes that judgement back"), r": judgement \1 of the history"),
)
IN_THE_WAY = re.compile(r"judgement (\d+) by ")


# ------------------------------------------------------------------------------ acts


def _two(judge: Callable[..., Judged], record: Record, it: Fields, who: str) -> Judged:
    other = one(it, "other") or one(it, "pick")
    if not other:
        raise Usage("found no name, expected another actor of the record")
    return judge(record, one(it, "key"), other, who)


def _same(record: Record, it: Fields, who: str) -> Judged:
    def judge(record: Record, a: str, b: str, who: str) -> Judged:
        return judging.same(record, a, b, who, force=bool(one(it, "force")))

    return _two(judge, record, it, who)


def _reassign(record: Record, it: Fields, who: str) -> Judged:
    to, kind, unknown = one(it, "to"), one(it, "kind", "person"), bool(one(it, "unknown"))
    if kind not in KINDS:
        raise Usage(f"found {kind!r}, expected person, organization, place or other")
    if bool(to) == unknown:
        raise Usage("expected either who said it, or a tick at “cannot be told”")
    return judging.reassign(record, one(it, "statement"), None if unknown else to, who, kind=kind)


def _split(record: Record, it: Fields, who: str) -> Judged:
    chosen = it.get("statements", ())
    if set(record.group(one(it, "key")).statements) <= set(chosen):
        raise Usage("found every version ticked, expected at least one that stays")
    return judging.split(record, chosen, who)


def _join(record: Record, it: Fields, who: str) -> Judged:
    others = [other for other in (one(it, "other"), *it.get("picked", ())) if other]
    if not others:
        raise Usage("found nothing to join, expected a statement picked, or an id")
    return judging.join(record, [one(it, "key"), *others], who)


def _spans(record: Record, it: Fields, who: str) -> Judged:
    content, source, cue = (_places(one(it, name)) for name in ("content", "source", "cue"))
    which = one(it, "statement")
    if which:
        return judging.correct(record, which, who, content=content, source=source, cue=cue)
    return judging.mark(
        record,
        one(it, "key"),
        who,
        content=content or (),
        source=source or (),
        cue=cue or (),
        speaker=one(it, "speaker") or None,
    )


def _places(typed: str) -> Sequence[Place] | None:
    """Words or character offsets, one stretch a line (or parted by …); None where nothing is typed.

    >>> _places("12:20 … t0:5")
    [Span(start=12, end=20, part='text'), Span(start=0, end=5, part='title')]
    >>> _places("-"), _places(" "), _places("the harbour")
    ([], None, ['the harbour'])
    """
    if not typed.strip():
        return None
    found: list[Place] = []
    for stretch in re.split(r"\n|\s…\s", typed):
        words = stretch.strip()
        if offsets := re.fullmatch(r"(t?)(\d{1,8})\s*[:–]\s*(\d{1,8})", words, re.ASCII):
            start, end = int(offsets[2]), int(offsets[3])
            if start >= end:
                raise Usage(f"found {words}, expected the first character before the last, as 120:188")
            found.append(Span(start, end, "title" if offsets[1] else "text"))
        elif words and words != "-":
            found.append(words.strip('“”"'))
    return found


ACTS: Mapping[str, Callable[[Record, Fields, str], Judged]] = {
    "same": _same,
    "different": lambda record, it, who: _two(judging.different, record, it, who),
    "rename": lambda record, it, who: judging.rename(record, one(it, "key"), one(it, "name"), who),
    "reassign": _reassign,
    "split": _split,
    "join": _join,
    "hide": lambda record, it, who: judging.hide(record, one(it, "statement"), who),
    "check": lambda record, it, who: judging.check(record, one(it, "statement") or one(it, "key"), who),
    "note": lambda record, it, who: judging.note(record, one(it, "key"), one(it, "text"), who),
    "spans": _spans,
}


def _leads_to(record: Record, act: str, it: Fields, made: Judged) -> str:
    """The page that shows what was done."""
    on, key = one(it, "on"), one(it, "key")
    with record.browse() as browse:
        if on == "actor":
            stays = next((id for id in (key, *made.actors) if _is_there(browse, "actor", id)), None)
            return address("actor", stays) if stays else "/history"
        lines = browse.statements(made.statements)
        if on == "article" or (act == "hide" and not _is_there(browse, "statement", key)):
            page = made.judgement.sides[0].anchors[0].article_id
            return address("article", page, mark=lines[0].id if lines and act == "spans" else None)
        if (act in ("join", "split") and lines) or (not _is_there(browse, "statement", key) and lines):
            key = lines[0].id
        return address("statement", key)


def _is_there(browse: Browse, kind: str, key: str) -> bool:
    try:
        browse.actor(key) if kind == "actor" else browse.group(key)
    except NotFound:
        return False
    return True


# ------------------------------------------------------------------------------ addresses


def reworded(error: Exception) -> str:
    """What an error says, without what only a terminal can do.

    >>> reworded(NotFound("the statement s1 is hidden; `onrecord undo 5` takes that judgement back"))
    'the statement s1 is hidden: judgement 5 of the history'
    """
    sentence = str(error)
    for pattern, instead in REWORDED:
        sentence = pattern.sub(instead, sentence)
    return sentence


def trouble(request: Request, act: str, error: OnrecordError, typed: Fields) -> int:
    """Keep why a form was not taken for the page that is shown instead; returns the page's status."""
    in_the_way = IN_THE_WAY.search(str(error))
    number = int(in_the_way[1]) if in_the_way else None
    request.state.trouble = at_hand.Trouble(act, reworded(error), number, typed)
    return 404 if isinstance(error, NotFound) else 503 if isinstance(error, RecordError) else 400


def routes(app: FastAPI, answered: Answered) -> None:
    """Add the addresses to the pages."""

    @app.post("/judge/{act}", response_model=None)
    def judge(request: Request, act: str, it: Posted) -> Response:
        request.app.state.tokens.check(request, one(it, "token"))
        on, key = one(it, "on"), one(it, "key")
        if act not in ACTS or on not in PAGES:
            raise NotFound(f"there is nothing to do called {act[:40]!r}")
        try:
            with request.app.state.shelf.record() as record:
                made = ACTS[act](record, it, request.app.state.who)
                to = _leads_to(record, act, it, made)
        except OnrecordError as error:
            status = trouble(request, act, error, it)
            request.state.here = address(on, key)
            answer = answered(request, lambda browse: PAGES[on](browse, key))
            answer.status_code = status
            return answer
        return RedirectResponse(forms.flashing(to, done=made.judgement.id), 303)

    @app.post("/undo", response_model=None)
    def undo(request: Request, it: Posted) -> Response:
        request.app.state.tokens.check(request, one(it, "token"))
        number = asked.number({"number": one(it, "number")}, "number", 0, 10**9)
        back = forms.local(one(it, "back"), "/history")
        with request.app.state.shelf.record() as record:
            judging.undo(record, number)
            with record.browse() as browse:
                page = re.match(r"/(actor|statement)/([^?#]+)", back)
                if page and not _is_there(browse, page[1], forms.unquoted(page[2])):
                    back = "/history"
        return RedirectResponse(forms.flashing(back, undone=number), 303)

    @app.get("/history", response_model=None)
    def history(request: Request) -> Response:
        with request.app.state.shelf.record() as record:
            every = judging.history(record)[::-1]
        return answered(request, lambda _: _history(every, request.query_params))

    @app.get("/names", response_model=None)
    def names(request: Request) -> Response:
        request.state.json = True
        words = request.query_params.get("q", "")
        return answered(
            request, lambda browse: View("", "", dict, lambda: list(at_hand.suggested(browse, words)))
        )


def _history(every: Sequence[Judged], given: Mapping[str, str]) -> View:
    """The page of all judgements, the newest first."""
    pages = max(1, ceil(len(every) / HISTORY))
    page = min(asked.number(given, "page", 1, 10_000), pages)
    shown = every[HISTORY * (page - 1) : HISTORY * page]

    def data() -> object:
        return [
            {
                "id": it.judgement.id,
                "kind": it.judgement.kind,
                "words": it.words,
                "who": it.judgement.who,
                "at": it.judgement.at.isoformat(),
                "undone": it.judgement.undone.isoformat() if it.judgement.undone else None,
                "lost": it.lost or None,
                "statements": list(it.statements),
            }
            for it in shown
        ]

    return View(
        "history.html",
        "History",
        lambda: {
            "shown": shown,
            "total": len(every),
            "page": page,
            "pages": pages,
            "standing": sum(it.judgement.undone is None for it in every),
        },
        data,
    )
