"""What the record answers, as the objects that JSON lines carry (see show/export/as_json).

Tables are drawn from the same objects, so a terminal never shows what a script cannot get.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from onrecord.record.compare import CueUse, cue_choices
from onrecord.record.match import originals
from onrecord.record.store import Record, Row
from onrecord.show.export import as_json, of_rows
from onrecord.show.export import timeline as by_issue
from onrecord.show.terminal.filters import Wanted
from onrecord.show.terminal.output import Line
from onrecord.types import Actor


def actor_names(record: Record) -> dict[str, str]:
    """Every actor's name by its id."""
    return {actor.id: actor.name for actor in record.actors()}


def actors(record: Record, wanted: Wanted) -> Iterator[Line]:
    """The actors, the most quoted first."""
    found = wanted.found(record)
    return (as_json.actor(actor) for actor in record.actors() if found is None or actor.id in found.actors)


def stories(record: Record, wanted: Wanted) -> Iterator[Line]:
    """The stories that have an article among those found; `copies`: original -> all that carry its text."""
    found = wanted.found(record)
    copied = originals(record.copies())
    for story in record.stories():
        if found is None or found.articles.intersection(story.articles):
            carried = {one: list(copied[one]) for one in story.articles if one in copied}
            yield as_json.story(story) | ({"copies": carried} if carried else {})


def articles(record: Record, wanted: Wanted) -> Iterator[Line]:
    """The articles with their story and number of statements."""
    # outlet and story are the article's own; only the others need a look at its statements
    found = replace(wanted, outlet=None, story=None).found(record)
    story = record.story(wanted.story).id if wanted.story else None
    outlet = wanted.outlet.casefold() if wanted.outlet else None
    for row in record.articles():
        if story not in (None, row.story) or outlet not in (None, (row.outlet or "").casefold()):
            continue
        if found is not None and row.id not in found.articles:
            continue
        yield of_rows.article(row)


def groups(record: Record, wanted: Wanted, narrated: bool, several: bool) -> Iterator[Line]:
    """The groups, the most reported first; `text` is the earliest version.

    What only one outlet tells in its own voice is left out, unless `narrated`.
    """
    names = actor_names(record)
    found = wanted.found(record)
    for group in sorted(record.groups(), key=lambda g: -len(g.articles)):
        if (several and len(group.articles) < 2) or (found is not None and group.id not in found.groups):
            continue
        rows = record.rows(group.statements)
        if not narrated and len(rows) == 1 and rows[0].statement.manner == "narrated":
            continue
        yield of_rows.group(group, rows, names)


def decisions(record: Record, actor: str) -> Iterator[Line]:
    """Why each article's mentions were taken for this actor, and who gave it an identifier."""
    who = record.actor(actor)
    behind = record.behind(who.id) if who.same_as else set()
    for one in record.judgements() if who.same_as else ():
        if (
            one.kind == "identify"
            and one.arguments["address"] in who.same_as
            and one.sides[0].found in behind
        ):
            yield {
                "name": who.name,
                "article": None,
                "method": "judgement",
                "score": 1.0,
                "why": f"judgement {one.id} by {one.who}: {one.arguments['words']}",
                "evidence": [],
            }
    for known in record.known(who.id):
        decision = known.identification
        yield {
            "name": known.name,
            "article": decision.article_id,
            "method": decision.method,
            "score": decision.score,
            "why": decision.why,
            "evidence": as_json.spans(known.article, known.evidence) if known.article else [],
        }


def tones(record: Record, wanted: Wanted, group: str | None = None) -> Iterator[Line]:
    """The cues that each outlet chooses for whom, beside those of others; see cue_choices."""
    names = actor_names(record)
    whole = replace(wanted, outlet=None)  # the others are what an outlet is compared with
    rows = record.rows(record.group(group).statements) if group else whole.rows(record)
    uses = [use for row in rows if (use := _use(row, names))]
    asked = frozenset(_label(row) for row in wanted.rows(record)) if wanted.outlet else None
    for choice in cue_choices(uses, asked):
        yield {
            "outlet": choice.outlet,
            "speaker": choice.actor,
            "cue": choice.cue,
            "tone": choice.tone,
            "times": choice.times,
            "of": choice.of,
            "same_statements": [{"cue": cue, "times": times} for cue, times in choice.others],
            "other_outlets": {"times": choice.elsewhere[0], "of": choice.elsewhere[1]},
        }


def _use(row: Row, names: Mapping[str, str]) -> CueUse | None:
    cue = " ".join(" ".join(row.article.slice(span).split()) for span in row.statement.cue)
    speaker = row.attribution.speaker
    if not cue or not speaker or not row.group:
        return None
    actor = row.actors[0] if row.actors else None
    return CueUse(_label(row), names.get(actor or "", speaker.name), row.group, cue)


def _label(row: Row) -> str:
    return row.article.outlet or PurePath(row.article.capture.path or row.article.id).name


def timeline(record: Record, actor: Actor, about: str | None) -> list[Line]:
    """An actor's statements by issue and day; with `about` those that hold the words."""
    rows = list(record.statements(speaker=actor.id))
    shown = {row.statement.id for row in record.statements(speaker=actor.id, about=about)} if about else None
    reports = record.reports(row.statement.id for row in rows)
    return by_issue.timeline(actor, rows, reports, actor_names(record), shown)
