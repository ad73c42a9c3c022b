"""An actor's page: names and roles, positions by issue over time, and how each outlet introduces the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.record.compare import tone
from onrecord.record.store import Asked, Browse, Hit, StatementLine
from onrecord.record.store.search import REACH
from onrecord.show.export import as_json
from onrecord.show.export.as_json import Json
from onrecord.show.export.timeline import timeline
from onrecord.show.web import at_hand, data, drawing
from onrecord.show.web.view import View, address
from onrecord.types import Actor

ISSUES, EACH, OUTLETS = 8, 5, 12
LINES = 50  # statements of the timeline in one answer of data
NOT_STATED, OTHER = "no outlet stated", "other"


@dataclass(frozen=True, slots=True)
class Issue:
    """A story in which the actor speaks: how often, and the newest of what was said."""

    id: str
    title: str
    total: int
    statements: tuple[StatementLine, ...]


def actor(browse: Browse, key: str, page: int = 1) -> View:
    """The page of the actor of that id or name; its data has the statements `page` by page. NotFound."""
    who = browse.actor(key)
    hits = browse.hits(Asked(speaker=who.id))
    issues = _issues(browse, hits)
    tones, outlets = _tones(browse, hits)

    def told() -> object:
        return as_json.actor(who) | {
            "timeline": (lines := _lines(browse, who, page)),
            "older": (older := max(0, who.statements - LINES * (page - 1) - len(lines))),
            "next": address("actor", who.id) + f".json?page={page + 1}" if older else None,
            "issues": [
                {
                    "story": it.id,
                    "title": it.title,
                    "total": it.total,
                    "statements": [one.id for one in it.statements],
                }
                for it in issues
            ],
            "tones": [{"outlet": outlet, **counts} for outlet, counts in outlets],
            "page": address("actor", who.id),
        }

    return View(
        "actor.html",
        who.name,
        lambda: {
            "who": who,
            "hand": at_hand.on_actor(browse, who),
            "counted": min(len(hits), REACH),
            "issues": issues,
            "more_issues": len({hit.story for hit in hits}) - len(issues),
            "timeline": _timeline(hits, issues),
            "tones": tones,
            "outlets": outlets,
        },
        told,
    )


def _lines(browse: Browse, who: Actor, page: int) -> list[Json]:
    """What `onrecord timeline` prints of the statements added last, or of as many added before those."""
    rows = browse.rows(browse.said_by(who.id, LINES, LINES * (page - 1)))
    reports = browse.reports(row.statement.id for row in rows).values()
    told = timeline(who, rows, reports, data.names(browse, rows))
    return [one | {"page": address("statement", str(one["id"]))} for one in told]


def _issues(browse: Browse, hits: tuple[Hit, ...]) -> tuple[Issue, ...]:
    """The stories with most statements; each statement once, by the newest day said."""
    by_story: dict[str, list[Hit]] = {}
    for hit in hits[:REACH]:
        if hit.story:
            by_story.setdefault(hit.story, []).append(hit)
    most = sorted(by_story, key=lambda story: (-len(by_story[story]), story))[:ISSUES]
    titles = {line.id: line.title for line in browse.story_lines(most)}
    chosen: dict[str, list[str]] = {}
    for story in most:
        first: dict[str, Hit] = {}
        for hit in sorted(by_story[story], key=lambda hit: (-(hit.day or 0), hit.number)):
            first.setdefault(hit.group or hit.id, hit)
        chosen[story] = [hit.id for hit in list(first.values())[:EACH]]
    lines = {one.id: one for one in browse.statements(id for own in chosen.values() for id in own)}
    return tuple(
        Issue(
            story,
            titles.get(story, story),
            len({hit.group or hit.id for hit in by_story[story]}),
            tuple(lines[id] for id in chosen[story] if id in lines),
        )
        for story in most
    )


def _timeline(hits: tuple[Hit, ...], issues: tuple[Issue, ...]) -> drawing.Drawing | None:
    """A row for each issue, a mark for each statement whose day is known."""
    rows = []
    for issue in issues:
        seen: dict[str, drawing.Mark] = {}
        for hit in hits[:REACH]:
            if hit.story == issue.id and hit.day:
                seen.setdefault(
                    hit.group or hit.id, drawing.Mark(hit.day, address("statement", hit.id), hit.clashes)
                )
        rows.append(drawing.Row(issue.title, address("story", issue.id), tuple(seen.values())))
    return drawing.timeline([row for row in rows if row.marks])


Counts = list[tuple[str, Mapping[str, int]]]


def _tones(browse: Browse, hits: tuple[Hit, ...]) -> tuple[list[str], Counts]:
    """The tones met, the commonest first and other verbs last; for each outlet how often it chose which."""
    by_outlet: dict[str, Counter[str]] = {}
    for (outlet, cue), times in Counter((hit.outlet or "", hit.cue) for hit in hits if hit.cue).items():
        by_outlet.setdefault(outlet, Counter())[tone(cue) or OTHER] += times
    met = sum(by_outlet.values(), Counter[str]())
    tones = [name for name, _ in sorted(met.items(), key=lambda it: (it[0] == OTHER, -it[1], it[0]))]
    most = sorted(by_outlet.items(), key=lambda it: (-it[1].total(), it[0]))[:OUTLETS]
    names = browse.outlets(outlet for outlet, _ in most)
    return tones, [
        (names.get(outlet, NOT_STATED), {name: counts[name] for name in tones}) for outlet, counts in most
    ]
