"""The review: what the record is least certain of, one question at a time, with the evidence beside it.

    GET  /review      the next question, as buttons and as the keys y, n, s
    POST /review      an answer, stored as a judgement; or a skip, remembered for this visit

The question is asked by its key and looked up again when the answer comes: what was judged, added
or rebuilt meanwhile is not answered blindly.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from threading import Lock

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from onrecord import reviewing
from onrecord.errors import NotFound, OnrecordError, Usage
from onrecord.record.store import Browse, Question, StatementLine
from onrecord.show.web import forms, work
from onrecord.show.web.forms import Posted, one
from onrecord.show.web.view import View
from onrecord.types import Actor, Span

MOST = 200  # questions that are counted; more are "200+"
VISITS, SKIPS = 64, 5_000
AROUND = 220  # characters of the article on either side of the words

EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
ASKED = {
    "match": "Are these two reports of one statement?",
    "statement": "Is this a statement, and are these its words?",
    "speaker": "Who said this?",
    "actor": "Are they one actor?",
}


@dataclass(slots=True)
class Visit:
    """What one browser did since the pages were started."""

    skipped: set[tuple[str, str, str]] = field(default_factory=set)
    answered: int = 0


class Visits:
    """The visits of the browsers seen last."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Visit] = OrderedDict()
        self._lock = Lock()

    def of(self, session: str) -> Visit:
        """This browser's visit."""
        with self._lock:
            visit = self._known.setdefault(session, Visit())
            self._known.move_to_end(session)
            if len(self._known) > VISITS:
                self._known.popitem(last=False)
            return visit


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement where it stands: the words before, the stretches with their roles, the words after."""

    line: StatementLine
    pieces: tuple[tuple[str, str], ...]


def review(browse: Browse, visit: Visit) -> View:
    """The next question of a visit."""
    found = browse.questions(MOST + 1, visit.skipped)  # type: ignore[arg-type]
    question = next(iter(found), None)
    sides: tuple[Evidence, ...] = ()
    who: Actor | None = None
    if question is not None:
        sides, who = _evidence(browse, question)

    def data() -> object:
        return {
            "left": len(found),
            "answered": visit.answered,
            "skipped": len(visit.skipped),
            "question": asdict(question) if question else None,
        }

    return View(
        "review.html",
        "Review",
        lambda: {
            "question": question,
            "asked": ASKED[question.kind] if question else "",
            "left": len(found),
            "most": MOST,
            "visit": visit,
            "sides": sides,
            "who": who,
        },
        data,
    )


def _evidence(browse: Browse, question: Question) -> tuple[tuple[Evidence, ...], Actor | None]:
    """The statements that a question is about (of an actor: where the article has the name), and the actor."""
    if question.kind != "actor":
        lines = browse.statements(id for id in (question.one, question.other) if id)
        return tuple(_shown(browse, line) for line in lines), None
    who = next(iter(browse.actors([question.one], counted=True).values()), None)
    reading = browse.reading(question.article)
    text = reading.article.text
    at = text.find(question.other)
    (line,) = browse.articles([question.article])
    name = [(Span(at, at + len(question.other)), "content")] if at >= 0 else []
    return (Evidence(line, _around(text, name)),), who  # type: ignore[arg-type]


def _shown(browse: Browse, line: StatementLine) -> Evidence:
    """A statement in its article: some of the text around it, cut at words."""
    reading = browse.reading(line.article)
    statement = next((one for one in reading.statements if one.id == line.id), None)
    text = reading.article.text
    if statement is None:
        return Evidence(line, ((line.content, "content"),))
    roles = [
        (span, role)
        for role in ("source", "cue", "content")
        for span in getattr(statement, role)
        if span.part == "text"
    ]
    if not roles:
        return Evidence(line, ((line.content, "content"),))
    first, last = min(span.start for span, _ in roles), max(span.end for span, _ in roles)
    if last - first > 8 * AROUND:  # a source far away: only the words themselves
        return Evidence(line, ((line.content, "content"),))
    return Evidence(line, _around(text, roles))


def _around(text: str, roles: list[tuple[Span, str]]) -> tuple[tuple[str, str], ...]:
    """These words with their roles and some of the text on either side, cut at words."""
    first = min((span.start for span, _ in roles), default=0)
    last = max((span.end for span, _ in roles), default=first)
    low, high = max(first - AROUND, 0), min(last + AROUND, len(text))
    if low and (blank := text.find(" ", low, first)) >= 0:
        low = blank + 1
    if high < len(text) and (blank := text.rfind(" ", last, high)) >= 0:
        high = blank
    before, after = [("… ", "")] * (low > 0), [(" …", "")] * (high < len(text))
    pieces = ((EMPTY_LINES.sub("\n\n", words), role) for words, role in _cut(text, low, high, roles))
    return (*before, *pieces, *after)


def _cut(text: str, low: int, high: int, roles: list[tuple[Span, str]]) -> list[tuple[str, str]]:
    edges = sorted({low, high, *(edge for span, _ in roles for edge in span.bounds)})
    pieces = []
    for start, end in pairwise(edges):
        inside = [role for span, role in roles if span.start <= start and end <= span.end]
        pieces.append((text[start:end], inside[-1] if inside else ""))
    return pieces


def routes(app: FastAPI, answered: work.Answered) -> None:
    """Add the addresses to the pages."""
    visits = Visits()

    def visit(request: Request) -> Visit:
        tokens = request.app.state.tokens
        session = getattr(request.state, "session", None) or tokens.session(request)
        request.state.session = session
        return visits.of(session)

    @app.get("/review", response_model=None)
    def page(request: Request) -> Response:
        return answered(request, lambda browse: review(browse, visit(request)))

    @app.post("/review", response_model=None)
    def put(request: Request, it: Posted) -> Response:
        request.app.state.tokens.check(request, one(it, "token"))
        mine, key = visit(request), (one(it, "kind"), one(it, "one"), one(it, "other"))
        said = one(it, "answer")
        if said == "s":
            if len(mine.skipped) < SKIPS:
                mine.skipped.add(key)
            return RedirectResponse("/review", 303)
        if said == "again":
            mine.skipped.clear()
            return RedirectResponse("/review", 303)
        try:
            made = _answer(request, mine, key, said, one(it, "instead"))
        except OnrecordError as error:
            status = work.trouble(request, "review", error, it)
            request.state.here = "/review"
            shown = answered(request, lambda browse: review(browse, mine))
            shown.status_code = status
            return shown
        mine.answered += 1
        return RedirectResponse(forms.flashing("/review", done=made), 303)


def _answer(request: Request, mine: Visit, key: tuple[str, str, str], said: str, instead: str) -> int:
    if said not in ("y", "n"):
        raise Usage(f"found the answer {said[:20]!r}, expected y, n or s")
    with request.app.state.shelf.record() as record:
        with record.browse() as browse:
            every = browse.questions(10 * MOST)
        question = next((it for it in every if it.key == key), None)
        if question is None:
            raise NotFound(
                "that question is no longer open: somebody answered it, or the record changed; here is the next"
            )
        return int(
            reviewing.answer(record, question, said == "y", request.app.state.who, instead).judgement.id
        )
