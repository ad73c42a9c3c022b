"""What the record answers, as the objects that JSON lines carry (see show/export/as_json).

Tables are drawn from the same objects, so a terminal never shows what a script cannot get.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from onrecord.errors import NotFound
from onrecord.record.compare import CueUse, base_of, cue_choices, positions, versions
from onrecord.record.compare.again import united
from onrecord.record.match import originals
from onrecord.record.store import Record, Row
from onrecord.show import export as exporting
from onrecord.show.export import as_json
from onrecord.show.export.comparisons import Comparison, comparison
from onrecord.show.export.desk import Desk
from onrecord.show.terminal.filters import Wanted
from onrecord.show.terminal.output import Line
from onrecord.types import Actor, Report, StatementGroup


def actor_names(record: Record) -> dict[str, str]:
    """Every actor's name by its id."""
    return {actor.id: actor.name for actor in record.actors()}


def statement(row: Row, names: Mapping[str, str]) -> Line:
    """One statement of the record, with its group, its links and the day as now known."""
    speakers = row.attribution.speakers
    actors = {s.entity: a for s, a in zip(speakers, row.actors, strict=True) if s.entity is not None and a}
    return as_json.statement(
        row.reading,
        row.position,
        group=row.group,
        links=row.links,
        actors=actors,
        actor_names=names,
        said=row.said,
    )


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
        yield {
            "id": row.id,
            "version": row.version,
            "versions": row.versions,
            "path": row.path,
            "url": row.url,
            "outlet": row.outlet,
            "title": row.title,
            "language": row.language,
            "published": row.published.isoformat() if row.published else None,
            "story": row.story,
            "statements": row.statements,
            "narrated": row.narrated,
        }


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
        line = as_json.group(group, names)
        yield line | {
            "speaker": line["speaker"] or _described(rows),
            "text": _content(rows[0]) if rows else "",
        }


def _described(rows: Sequence[Row]) -> str | None:
    for row in rows:
        if row.attribution.speaker:
            return row.attribution.speaker.name
    return None


def _content(row: Row) -> str:
    return " … ".join(" ".join(row.article.slice(span).split()) for span in row.statement.content)


def decisions(record: Record, actor: str) -> Iterator[Line]:
    """Why each article's mentions were taken for this actor."""
    for known in record.known(record.actor(actor).id):
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
    """An actor's statements by issue and day; `turns` where one clashes with an earlier one."""
    names = actor_names(record)
    rows = list(record.statements(speaker=actor.id))
    shown = {row.statement.id for row in record.statements(speaker=actor.id, about=about)} if about else None
    by_id = {row.statement.id: row for row in rows}
    reports = {report.statement.id: report for report in record.reports(list(by_id))}
    one = _one(rows)
    groups: dict[str, list[Report]] = {}
    for id in by_id:
        groups.setdefault(one(id), []).append(reports[id])
    bases = {group: base_of(told) for group, told in groups.items()}
    own = [actor.name, *actor.aliases, *(part for r in actor.roles for part in (r.title, r.body) if part)]
    versions_of = {base.statement.id: groups[group] for group, base in bases.items()}
    lines: list[Line] = []
    for position in positions(list(bases.values()), own):
        turns = {later: (earlier, found) for earlier, later, found in position.turns}
        for base in position.statements:
            # the base first; then what other outlets made of it
            told = sorted(versions_of[base], key=lambda r: (r.statement.id != base, r.statement.id))
            for report in told:
                if shown is not None and report.statement.id not in shown:
                    continue
                earlier, found = turns.get(base, ("", ()))
                lines.append(
                    statement(by_id[report.statement.id], names)
                    | {
                        "issue": position.issue,
                        "version_of": None if report.statement.id == base else base,
                        "turns": [
                            {
                                "from": earlier,
                                "day": _iso(reports[earlier].said.date),
                                "text": " ".join(reports[earlier].content.split()),
                                "clashes": [{"kind": c.kind, "base": c.base, "own": c.own} for c in found],
                            }
                        ]
                        if earlier and report.statement.id == base
                        else [],
                    }
                )
    return lines


def _one(rows: Sequence[Row]) -> Callable[[str], str]:
    """What the reports of one statement share, and what an article says again of the same day."""
    grouped: dict[str, list[str]] = {}
    for row in rows:
        grouped.setdefault(row.group or row.statement.id, []).append(row.statement.id)
    groups = [StatementGroup(id, tuple(told), ()) for id, told in grouped.items()]
    return united(
        groups,
        (link for row in rows for link in row.links),
        {row.statement.id: row.article.id for row in rows},
        {row.statement.id: row.said for row in rows},
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class Compared:
    """One group laid out: `comparison` for reading, `lines` for programs, `ids` of the versions."""

    comparison: Comparison
    lines: list[Line]
    ids: list[str]


def compared(record: Record, group: StatementGroup, against: str | None = None) -> Compared:
    """Every version of a group against the fullest, or against the one with an id or of an outlet."""
    desk = Desk.of(exporting.page(record, "", group.articles))
    return _laid(desk, group, _chosen(desk, group, against) if against else desk.base(group))


def compared_in_turn(record: Record, group: StatementGroup) -> Iterator[Compared]:
    """Every version of a group against each of them in turn, the fullest first."""
    desk = Desk.of(exporting.page(record, "", group.articles))
    first = desk.base(group)
    for version in versions(first, [desk.reports[one] for one in group.statements]):
        yield _laid(desk, group, version.report)


def _chosen(desk: Desk, group: StatementGroup, against: str) -> Report:
    """The report whose id begins so, or whose outlet is called so; NotFound names the choices."""
    reports = [desk.reports[one] for one in group.statements]
    asked = against.casefold()
    found = [r for r in reports if r.statement.id.startswith(against)] or [
        r for r in reports if desk.outlets[r.article_id].casefold() == asked
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{desk.outlets[r.article_id]} ({r.statement.id[:9]})" for r in reports)
    raise NotFound(
        f"--base: {'several versions answer' if found else 'no version answers'} to {against!r}; there are {names}"
    )


def _laid(desk: Desk, group: StatementGroup, base: Report) -> Compared:
    laid = versions(base, [desk.reports[one] for one in group.statements])
    texts = {id: reading.article for id, reading in desk.readings.items()}
    return Compared(
        comparison(desk, group, base.statement.id),
        [as_json.version(version, base, texts) for version in laid],
        [version.report.statement.id for version in laid],
    )


def chains(shown: Compared) -> list[Line]:
    """The chains, outlet first, speaker last."""
    return [
        {
            "statement": statement_id,
            "links": [
                {
                    "name": step.name,
                    "relation": step.relation or ("said" if number else "outlet"),
                    "evidence": step.words,
                }
                for number, step in enumerate(version.chain)
            ],
            "origins": shown.comparison.origins,
            "why": list(shown.comparison.why),
        }
        for statement_id, version in zip(shown.ids, shown.comparison.versions, strict=True)
    ]
