"""Every report of one statement against the fullest: the version each outlet gave its readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from onrecord.record.compare.align import align
from onrecord.record.compare.claims import Claims, claims, rivals
from onrecord.record.compare.clashes import between, clashes
from onrecord.record.compare.provisos import provisos
from onrecord.record.compare.quotation import quote_shifts
from onrecord.record.compare.words import tokens
from onrecord.types import ClashKind, Contradiction, Report, Version

_MOST_PAIRS = 300
"""So many pairs of reports that could clash are laid side by side."""

_QUOTED_FIRST = {"direct": 0, "mixed": 1, "indirect": 2, "narrated": 3}


def base_of(reports: Iterable[Report]) -> Report:
    """The report to lay the others against: the fullest direct quotation, of the earliest day.

    Without a direct quotation the fullest mixed, indirect, narrated one. Ties go to the earliest
    day and then to the smaller id, so that order of arrival never counts. ValueError for none.

    >>> from onrecord.types import Span, Statement
    >>> def report(id, manner, content):
    ...     return Report(Statement(id, "a", (), (), (Span(0, 1),), manner=manner), "a", 1, None, None, 0, content)
    >>> base_of([report("1", "indirect", "it would all end soon"), report("2", "direct", "It will end.")]).content
    'It will end.'
    """
    return min(reports, key=_fullness)


@lru_cache(maxsize=4_096)
def _length(content: str) -> int:
    """How many words it has."""
    return sum(t.is_word for t in tokens(content))


def _fullness(report: Report) -> tuple[int, int, bool, date, str]:
    length = _length(report.content)
    day = report.said.date or report.published or date.max
    vague = report.said.date is None or report.said.precision not in ("day", None)
    return _QUOTED_FIRST[report.statement.manner], -length, vague, day, report.statement.id


def versions(base: Report, reports: Sequence[Report]) -> tuple[Version, ...]:
    """Each report against `base`: first the base itself, then by day published, outlet and id.

    Reports without a day of publication come last.
    """
    return tuple(_version(base, report) for report in in_order(base, reports))


def in_order(base: Report, reports: Iterable[Report]) -> list[Report]:
    """The base, then the other reports by day published, outlet and id."""
    others = (r for r in reports if r.statement.id != base.statement.id)
    return [base, *sorted(others, key=_appearance)]


def _version(base: Report, report: Report) -> Version:
    segments = align(base.content, report.content)
    if report.statement.id == base.statement.id:
        return Version(report, segments)
    left_out = bool(base.question and not report.question)
    return Version(
        report,
        segments,
        clashes(base, report),
        quote_shifts(base, report),
        left_out,
        provisos(base, report),
    )


def contradictions(group_id: str, reports: Iterable[Report]) -> tuple[Contradiction, ...]:
    """All that the reports of one statement disagree on, whichever of them is taken for the base.

    Reports in the same words are compared once, and laid side by side only where they could clash
    at all; of a great many that could, the earliest.
    """
    by_claims: dict[Claims, list[str]] = {}
    for report in sorted(reports, key=_appearance):
        by_claims.setdefault(claims(report), []).append(report.statement.id)
    told = list(by_claims)
    issues: dict[ClashKind, list[_Issue]] = {}
    for n, k in rivals(told)[:_MOST_PAIRS]:
        for clash in between(told[n], told[k]):
            of_kind = issues.setdefault(clash.kind, [])
            sides = ((clash.base, by_claims[told[n]]), (clash.own, by_claims[told[k]]))
            issue = next((one for one in of_kind if any(one.has(*side) for side in sides)), None)
            if issue is None:
                of_kind.append(issue := _Issue())
            issue.take(*sides)
    for issue in issues.get("name", ()):
        for claim, ids in by_claims.items():
            issue.join(claim.names, ids)
    return tuple(
        Contradiction(group_id, kind, issue.values()) for kind, found in issues.items() for issue in found
    )


class _Issue:
    """One thing that reports disagree on: the words for each value, who has them, and what they stand against."""

    def __init__(self) -> None:
        self._having: dict[str, dict[str, None]] = {}
        self._against: dict[str, set[str]] = {}

    def has(self, words: str, ids: Iterable[str]) -> bool:
        """Whether any of these reports is known to say so."""
        return not self._having.get(words, {}).keys().isdisjoint(ids)

    def take(self, one: tuple[str, list[str]], other: tuple[str, list[str]]) -> None:
        """Two sides that clash."""
        for (words, ids), (against, _) in ((one, other), (other, one)):
            self._having.setdefault(words, {}).update(dict.fromkeys(ids))
            self._against.setdefault(words, set()).add(against)

    def join(self, names: Iterable[str], ids: Iterable[str]) -> None:
        """Reports that have one of the names that stand against each other, and only one."""
        if len(had := self._having.keys() & names) == 1:
            self._having[had.pop()].update(dict.fromkeys(ids))

    def values(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each value with those who have it; "30,000" and "thirty thousand", against the same, are one."""
        merged: dict[frozenset[str], tuple[str, dict[str, None]]] = {}
        for words, ids in self._having.items():
            merged.setdefault(frozenset(self._against[words]), (words, {}))[1].update(ids)
        return tuple((words, tuple(ids)) for words, ids in merged.values())


def _appearance(report: Report) -> tuple[date, str, str]:
    return report.published or date.max, report.outlet or "", report.statement.id
