"""The search page: hits folded by statement, facets with counts, articles that hold the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

from onrecord.record.store import ArticleHit, Asked, Browse, Hit, StatementLine
from onrecord.record.store.search import COUNTED, MANNERS, REACH
from onrecord.show.export import wording
from onrecord.show.web import asked, data, drawing
from onrecord.show.web.view import View, address, foremost, pages_of, sought

EACH = 20  # statements on a page
FACET, REST = 8, 20  # values shown of each facet, and with those that unfold
ARTICLES = 6
CALLED, NAME = 4, 60  # actors of the name that was typed, and the longest name that is looked for


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: its name, how many statements have it, the address that sets it."""

    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to narrow the hits by: the commonest values, those that unfold, how many more there are."""

    name: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...] = ()
    more: int = 0


def search(browse: Browse, given: Mapping[str, str]) -> View:
    """The page of a search."""
    request = asked.read(given)
    filters, understood = asked.understood(request, browse)
    reached, total = browse.found(filters, REACH, COUNTED + 1)
    total, over = min(total, COUNTED), total > COUNTED
    folded = _folded(reached)
    pages = pages_of(len(folded), EACH)
    page = min(request.page, pages)
    shown = browse.statements(folded[EACH * (page - 1) : EACH * page])
    mentioning = browse.mentioning(filters.words, ARTICLES) if filters.words and page == 1 else ()
    facets = _facets(browse, request, filters, reached)
    called = _called(browse, request) if page == 1 and not understood else ()

    def told() -> object:
        return {
            "asked": {name: str(value) for name, value in request.parameters().items()},
            "understood": {
                "speaker": understood.who.id,
                "name": understood.who.name,
                "words": understood.words,
            }
            if understood
            else None,
            "total": total,
            "more": over,
            "reached": len(reached),
            "page": page,
            "pages": pages,
            "statements": data.statements(browse, (one.id for one in shown)),
            "articles": [_article_json(one) for one in mentioning],
            "facets": {
                facet.name: [
                    {"value": one.name, "statements": one.count} for one in (*facet.choices, *facet.rest)
                ]
                for facet in facets
            },
        }

    return View(
        "search.html",
        f"{request.typed} – search" if request.typed else "Search",
        lambda: {
            "request": request,
            "understood": understood,
            "called": called,
            "total": total,
            "reached": len(reached),
            "statements": len(folded),
            "over": over,
            "shown": shown,
            "words": filters.words,
            "sought": sought(filters.words),
            "articles": mentioning,
            "facets": facets,
            "chips": _chips(browse, request),
            "histogram": drawing.histogram(_days(reached)),
            "day_before": lambda day: day - timedelta(days=1),
            "page": page,
            "pages": pages,
            "page_address": lambda number: address("search", **request.parameters(page=number)),
            "asked": kept_as(request),
            "plain_address": address("search", **request.parameters(plain=True)),
            "other_address": lambda who: address(
                "search",
                **request.parameters(q=understood.words if understood else "", speaker=who.id),
            ),
            "kept": next((one for one in browse.saved() if one.asked == kept_as(request)), None),
        },
        told,
    )


def _called(browse: Browse, request: asked.Request) -> Sequence[tuple[str, str, str]]:
    """Actors and the outlet of which just the name was typed: (name, what it is, address)."""
    typed = request.typed.strip('"“”')
    if not 1 < len(typed) <= NAME or request.filters.speaker:
        return ()
    found = [
        (
            who.name,
            ", ".join(
                [*(role.title for role in foremost(who.roles)[:1]), wording.count(who.statements, "report")]
            ),
            address("actor", who.id),
        )
        for who in browse.bearing(typed)[:CALLED]
        if who.statements
    ]
    outlets = browse.outlets([typed.casefold()]).values()
    return [*found, *((name, "outlet", address("outlet", name)) for name in outlets)]


def kept_as(request: asked.Request) -> str:
    """The part of the address after "?", as a kept search stores it."""
    return urlencode(request.parameters())


def _folded(hits: tuple[Hit, ...]) -> list[str]:
    """One statement of each group, by the newest day said; undated last, in order of adding."""
    first: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.day is None, -(hit.day or 0), -hit.number)):
        first.setdefault(hit.group or hit.id, hit)
    return [hit.id for hit in first.values()]


def _article_json(it: ArticleHit) -> dict[str, object]:
    return {
        "id": it.id,
        "title": it.title,
        "outlet": it.outlet,
        "published": date.fromordinal(it.published).isoformat() if it.published else None,
        "excerpt": "".join(it.excerpt),
        "page": address("article", it.id),
    }


# ------------------------------------------------------------------------------------- facets


def _facets(browse: Browse, request: asked.Request, it: Asked, hits: tuple[Hit, ...]) -> list[Facet]:
    """What to narrow these hits by; nothing of which one value is sought already."""

    def names_of_actors(ids: Iterable[str]) -> Mapping[str, str]:
        return {id: one.name for id, one in browse.actors(ids).items()}

    def titles(ids: Iterable[str]) -> Mapping[str, str]:
        return {line.id: line.title for line in browse.story_lines(ids)}

    def manners(_: Iterable[str]) -> Mapping[str, str]:
        return {one: wording.MANNERS[one][1] for one in MANNERS}

    clashing = sum(hit.clashes for hit in hits)
    found = [
        _facet(request, "speaker", Counter(who for hit in hits for who in hit.speakers), names_of_actors),
        _facet(request, "outlet", Counter(hit.outlet for hit in hits if hit.outlet), browse.outlets),
        _facet(request, "manner", Counter(hit.manner for hit in hits), manners),
        _facet(request, "story", Counter(hit.story for hit in hits if hit.story), titles),
    ]
    if clashing and not it.clash:
        narrowed = address("search", **request.parameters(clash=True, page=None))
        found.append(Facet("clash", (Choice("versions clash", clashing, narrowed),)))
    return [facet for facet in found if facet.choices]


def _facet(
    request: asked.Request,
    name: str,
    counts: Counter[str],
    labels: Callable[[Iterable[str]], Mapping[str, str]],
) -> Facet:
    """The commonest values as they are called, with their addresses; none where one is sought already."""
    if getattr(request.filters, name) is not None or len(counts) < 2:
        return Facet(name, ())
    most = sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:REST]
    called = labels([value for value, _ in most])
    choices = []
    for value, count in most:
        # an outlet is counted as it is compared, and sought as it is written
        told = called.get(value, value)
        narrowed = request.parameters(page=None) | {name: told if name == "outlet" else value}
        choices.append(Choice(told, count, address("search", **narrowed)))
    return Facet(name, tuple(choices[:FACET]), tuple(choices[FACET:]), len(counts) - len(most))


def _chips(browse: Browse, request: asked.Request) -> list[tuple[str, str, str]]:
    """The filters that are set: (what, value, the address without it)."""
    it, chips = request.filters, []
    if it.speaker:
        actor = next(iter(browse.actors([it.speaker]).values()), None)
        chips.append(("speaker", actor.name if actor else it.speaker))
    if it.outlet:
        chips.append(("outlet", it.outlet))
    if it.since:
        chips.append(("since", wording.plain(it.since)))
    if it.until:
        chips.append(("until", wording.plain(it.until)))
    if it.manner:
        chips.append(("manner", wording.MANNERS[it.manner][1]))
    if it.story:
        chips.append(("story", next((one.title for one in browse.story_lines([it.story])), it.story)))
    if it.clash:
        chips.append(("clash", "versions clash"))
    if it.narrated:
        chips.append(("narrated", "with the outlets’ own voice"))
    return [
        (name, value, address("search", **request.parameters(page=None) | {name: None}))
        for name, value in chips
    ]


def _days(hits: tuple[Hit, ...]) -> Counter[int]:
    return Counter(hit.day for hit in hits if hit.day)


# -------------------------------------------------------------------------------- kept searches


def news(browse: Browse, most: int = 99) -> list[tuple[int, str, str, int]]:
    """The kept searches with how many statements are new in each: (id, name, address, new)."""
    newest = browse.newest()
    found = []
    for it in browse.saved():
        fresh = 0
        if newest > it.seen:
            filters, _ = asked.understood(asked.read(parameters(it.asked)), browse)
            fresh = browse.count(replace(filters, after=it.seen), most)
        found.append((it.id, it.name, f"/search?{it.asked}", fresh))
    return found


def parameters(query: str) -> dict[str, str]:
    """The parameters of a kept search."""
    return dict(parse_qsl(query))


def latest(browse: Browse, query: str, most: int) -> tuple[StatementLine, ...]:
    """What a kept search found last, newest added first."""
    filters, _ = asked.understood(asked.read(parameters(query)), browse)
    return browse.statements(hit.id for hit in browse.hits(filters, most)[:most])
