"""Which statements are one: links between them, the groups they make, and what follows from those.

    match(articles, disturbed, writer)      links and groups anew, for these articles
    asked(articles, writer)                 each article's reports, and those that could tell the same
    matched(asking)                         links between them, for many articles at once
    grouped(asking, links, disturbed, …)    the links kept, and all groups made anew that they touch

What follows: a report without a day takes it from another of the same statement; two reports that
cannot both be exact are counted, and where one denies the other, linked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import overruling
from onrecord.article.resolve import days
from onrecord.record import compare
from onrecord.record import match as matching
from onrecord.types import Match, Report, StatementGroup

if TYPE_CHECKING:
    from onrecord.record.store import Writer


def match(articles: Collection[str], disturbed: Iterable[str], writer: Writer) -> Sequence[StatementGroup]:
    """Link the statements of these articles, and group all that is tied to them or disturbed."""
    number = writer.numbers(articles)
    asking = asked(sorted(articles, key=number.__getitem__), writer)
    return grouped(asking, matched(asking), disturbed, writer)


def grouped(
    asking: Sequence[Asked], links: Sequence[Sequence[Match]], disturbed: Iterable[str], writer: Writer
) -> Sequence[StatementGroup]:
    """Keep the links of each of these, and group all that is tied to them or disturbed."""
    reports = {report.statement.id: report for one in asking for report in (*one.reports, *one.candidates)}
    found = [link for own in links for link in own]
    writer.link([*found, *_contradictions(found, reports)])
    concerned = {*disturbed, *(report.statement.id for one in asking for report in one.reports)}
    around, parts = overruling.parted(writer, concerned)
    told = {report.statement.id: report for report in around}
    groups = {group.id: group for group in _regroup(parts, told, writer)}
    changed = _dated({report.article_id for report in around}, writer)
    again: dict[str, StatementGroup] = {}
    if changed:
        stale = writer.groups_of(changed)
        articles = {article for group in stale for article in group.articles}
        fresh = {one.statement.id: one for one in writer.reports_of(articles)}
        again = {one.id: one for one in _regroup([group.statements for group in stale], fresh, writer)}
        told |= fresh
    writer.put_clashes({one: _clashes(group, told) for one, group in (groups | again).items()})
    return tuple(again.get(one, group) for one, group in groups.items())


@dataclass(frozen=True)
class Asked:
    """An article's reports and all of those that could tell the same.

    By the days that the articles give themselves: so it does not matter which came first.
    """

    article: str
    reports: Sequence[Report]
    candidates: Sequence[Report]


def asked(articles: Sequence[str], writer: Writer) -> list[Asked]:
    """What articles are to be compared with, as the record stands; of these the later with the earlier."""
    own = [writer.reports(article, own_days=True) for article in articles]
    quoted = {one.statement.id: matching.quoted_shingles(one) for reports in own for one in reports}
    return list(map(Asked, articles, own, writer.candidates_of(own, quoted)))


def matched(asking: Sequence[Asked]) -> list[tuple[Match, ...]]:
    """The links of each of these to its own candidates, the same as if it were asked alone."""
    return matching.links([(one.reports, one.candidates) for one in asking])


def _regroup(
    parts: Sequence[Sequence[str]], reports: Mapping[str, Report], writer: Writer
) -> tuple[StatementGroup, ...]:
    articles = sorted({report.article_id for report in reports.values()})
    copies = writer.copies_among(articles)
    named = zip(parts, writer.group_ids(parts, reports), strict=True)
    return writer.regroup(matching.group(ids, reports, name, copies) for ids, name in named)


def _dated(articles: Iterable[str], writer: Writer) -> list[str]:
    """Let reports of a statement date each other, in all of these articles; returns statements that changed."""
    reports = _by_article(writer.reports_of(articles, own_days=True))
    undated = {
        report.statement.id: report.article_id
        for told in reports.values()
        for report in told
        if report.said.date is None
    }
    if not undated:
        return []
    whole = {report.statement.id for article in set(undated.values()) for report in reports[article]}
    groups = writer.groups_of(whole)
    further = {article for group in groups for article in group.articles} - reports.keys()
    reports |= _by_article(writer.reports_of(further, own_days=True))
    told = [report for article in sorted(reports) for report in reports[article]]
    found = dict(matching.days_from_others(groups, told, days.anchored))
    before = writer.elsewhere(undated)
    changed = [one for one in sorted(undated) if found.get(one) != before.get(one)]
    if changed:
        writer.put_days({one: found.get(one) for one in changed})
    return changed


def _by_article(reports: Iterable[Report]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.article_id, []).append(report)
    return found


def _clashes(group: StatementGroup, reports: Mapping[str, Report]) -> int:
    """How often a report of the group and its fullest one, or two of the others, cannot both be exact."""
    told = [reports[statement] for statement in group.statements]
    if len(told) < 2:
        return 0
    base, *others = compare.in_order(compare.base_of(told), told)
    against_base = sum(len(compare.clashes(base, report)) for report in others)
    return against_base + (len(compare.contradictions(group.id, others)) if len(others) > 1 else 0)


def _contradictions(found: Iterable[Match], reports: Mapping[str, Report]) -> Iterator[Match]:
    """A link "contradicts" beside each that ties two articles' reports of which one denies the other,
    or gives another number; its evidence is the words that clash, the left report's first.
    """
    for link in found:
        left, right = reports[link.left], reports[link.right]
        if link.relation == "contains" or left.article_id == right.article_id:
            continue
        if told := compare.clashes(left, right, ("number", "negation")):
            why = tuple(f"{clash.kind}: “{clash.base}” against “{clash.own}”" for clash in told)
            yield Match(link.left, link.right, "contradicts", link.score, why)
