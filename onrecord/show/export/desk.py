"""Everything about one page that is looked up by an id: numbers, names, reports, days.

Built once for a page; the views ask it instead of searching.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.record.compare import article_day, base_of
from onrecord.show.export import wording
from onrecord.show.export.page import Page
from onrecord.types import Attribution, Reading, Report, Said, Statement, StatementGroup


@dataclass(frozen=True, slots=True)
class Desk:
    """A page and its look-ups; statements and articles are numbered in reading order, from 1."""

    page: Page
    readings: Mapping[str, Reading]
    statements: Mapping[str, Statement]
    attributions: Mapping[str, Attribution]
    reports: Mapping[str, Report]
    groups: tuple[StatementGroup, ...]
    numbers: Mapping[str, int]
    article_numbers: Mapping[str, int]
    outlets: Mapping[str, str]
    day_of: Mapping[str, date | None]

    @staticmethod
    def of(page: Page) -> Desk:
        """Set up the look-ups of a page."""
        readings = {r.article.id: r for r in page.readings}
        statements = {s.id: s for r in page.readings for s in r.statements}
        attributions = {
            s.id: a for r in page.readings for s, a in zip(r.statements, r.attributions, strict=False)
        }
        reports = {
            s.id: page.reports.get(s.id) or _report(r, n, attributions.get(s.id))
            for r in page.readings
            for n, s in enumerate(r.statements)
        }
        grouped = {s for g in page.groups for s in g.statements}
        alone = [
            StatementGroup(s.id, (s.id,), (s.article_id,), said=reports[s.id].said)
            for s in statements.values()
            if s.id not in grouped
        ]
        return Desk(
            page,
            readings,
            statements,
            attributions,
            reports,
            (*page.groups, *alone),
            {id: n for n, id in enumerate(statements, start=1)},
            {r.article.id: n for n, r in enumerate(page.readings, start=1)},
            _outlets(page),
            {r.article.id: article_day(r, reports) for r in page.readings},
        )

    def base(self, group: StatementGroup) -> Report:
        """The report of a group that the others are laid against."""
        here = [self.reports[s] for s in group.statements if s in self.reports]
        return here[0] if len(here) == 1 else base_of(here)

    def actor_id(self, statement: Statement) -> str | None:
        """The actor who said it, where the record knows one."""
        told = self.attributions.get(statement.id)
        if not told or not told.speaker or told.speaker.entity is None:
            return None
        return self.page.identified.get((statement.article_id, told.speaker.entity))

    def speaker(self, statement: Statement) -> str | None:
        """The speakers' names, joined; None where unknown."""
        told = self.attributions.get(statement.id)
        if not told or not told.speakers:
            return None
        names: list[str] = []
        for one in told.speakers:
            key = (statement.article_id, one.entity if one.entity is not None else -1)
            actor = self.page.actors.get(self.page.identified.get(key, ""))
            names.append(actor.name if actor else one.name)
        return " and ".join(dict.fromkeys(names))

    def group_speaker(self, group: StatementGroup) -> str | None:
        """The speaker of a group: the record's, else the first report's that knows one."""
        actor = self.page.actors.get(group.speaker or "")
        told = (self.speaker(self.statements[s]) for s in group.statements if s in self.statements)
        return actor.name if actor else next((name for name in told if name), None)

    def speaker_key(self, statement: Statement) -> str | None:
        """What statements of one speaker share: the actor, or else the name."""
        return self.actor_id(statement) or self.speaker(statement)

    def reason_unknown(self, statement: Statement) -> str:
        """Why the speaker of a statement is unknown, for a reader."""
        told = self.attributions.get(statement.id)
        return (told and told.speaker_reason) or "nobody is named as the speaker"


def _outlets(page: Page) -> dict[str, str]:
    """A label for each article's outlet; two articles of one outlet stay apart by their numbers elsewhere."""
    return {r.article.id: wording.label(r.article) for r in page.readings}


def _report(reading: Reading, index: int, told: Attribution | None) -> Report:
    """A statement as its article alone tells it, for pages made without a record."""
    statement, article = reading.statements[index], reading.article
    return Report(
        statement,
        article.id,
        article.version,
        article.outlet,
        article.published,
        index,
        " ".join(article.slice(s) for s in statement.content),
        " ".join(article.slice(s) for s in statement.cue),
        " ".join(article.slice(s) for s in statement.question),
        said=told.said if told else Said(),
        via=told.via if told else (),
    )
