"""The search page: hits folded by statement, facets with counts, articles that hold the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from onrecord.record.store import ArticleHit, Asked, Browse, Hit, StatementLine
from onrecord.record.store.search import COUNTED, MANNERS, REACH
from onrecord.show.export import wording
from onrecord.show.web import asked, data, drawing
from onrecord.show.web.view import View, address, pages_of, sought

EACH = 20  # statements on a page
FACET = 8  # values shown of each facet
ARTICLES = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: its name, how many statements have it, the address that sets or unsets it."""

    name: str
    count: int
    address: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to narrow the hits by."""

    name: str
    choices: tuple[Choice, ...]
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
                facet.name: [{"value": one.name, "statements": one.count} for one in facet.choices]
                for facet in facets
            },
        }

    return View(
        "search.html",
        f"{request.typed} – search" if request.typed else "Search",
        lambda: {
            "request": request,
            "understood": understood,
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
    speakers = Counter(who for hit in hits for who in hit.speakers)
    outlets = Counter(hit.outlet for hit in hits if hit.outlet)
    manners = Counter(hit.manner for hit in hits)
    stories = Counter(hit.story for hit in hits if hit.story)
    clashing = sum(hit.clashes for hit in hits)
    actors = browse.actors(who for who, _ in speakers.most_common(FACET))
    titles = {
        line.id: line.title for line in browse.story_lines(one for one, _ in stories.most_common(FACET))
    }
    who = {id: one.name for id, one in actors.items()}
    written = browse.outlets(sorted(outlets, key=lambda one: (-outlets[one], one))[:FACET])
    outlets = Counter({written.get(one, one): count for one, count in outlets.items()})
    found = [
        Facet("speaker", *_choices(request, "speaker", speakers, it.speaker, who)),
        Facet("outlet", *_choices(request, "outlet", outlets, it.outlet)),
        Facet(
            "manner",
            *_choices(
                request, "manner", manners, it.manner, {one: wording.MANNERS[one][1] for one in MANNERS}
            ),
        ),
        Facet("story", *_choices(request, "story", stories, it.story, titles)),
    ]
    if clashing and not it.clash:
        narrowed = address("search", **request.parameters(clash=True, page=None))
        found.append(Facet("clash", (Choice("versions clash", clashing, narrowed),)))
    return [facet for facet in found if facet.choices]


def _choices(
    request: asked.Request,
    name: str,
    counts: Counter[str],
    chosen: str | None,
    labels: Mapping[str, str] | None = None,
) -> tuple[tuple[Choice, ...], int]:
    """The commonest values with their addresses, and how many more there are; none where one is set."""
    if chosen is not None or len(counts) < 2:
        return (), 0
    most = sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:FACET]
    return (
        tuple(
            Choice(
                (labels or {}).get(value, value),
                count,
                address("search", **request.parameters(page=None) | {name: value}),
            )
            for value, count in most
        ),
        len(counts) - len(most),
    )


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
