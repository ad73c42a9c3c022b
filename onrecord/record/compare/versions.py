"""Every report of one statement against the fullest: the version each outlet gave its readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations, islice

from onrecord.record.compare.align import align
from onrecord.record.compare.clashes import clashes
from onrecord.record.compare.quotation import quote_shifts
from onrecord.record.compare.words import tokens
from onrecord.types import ClashKind, Contradiction, Report, Version

_MOST_PAIRS = 300
"""So many pairs of differing reports are compared; copies do not count."""

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
    return Version(report, segments, clashes(base, report), quote_shifts(base, report), left_out)


def contradictions(group_id: str, reports: Sequence[Report]) -> tuple[Contradiction, ...]:
    """All that the reports of one statement disagree on, whichever of them is taken for the base.

    Reports in the same words are compared once; the more reports of a group differ, the fewer are
    compared, the earliest first.
    """
    ordered = sorted(reports, key=_appearance)
    by_words: dict[tuple[str, str], list[Report]] = {}
    for report in ordered:
        by_words.setdefault((report.content, report.cue), []).append(report)
    sides: dict[ClashKind, list[dict[str, list[str]]]] = {}
    for one, other in islice(combinations(by_words.values(), 2), _MOST_PAIRS):
        for clash in clashes(one[0], other[0]):
            _take_in(sides.setdefault(clash.kind, []), (clash.base, one), (clash.own, other))
    return tuple(
        Contradiction(group_id, kind, tuple((words, tuple(ids)) for words, ids in issue.items()))
        for kind, issues in sides.items()
        for issue in issues
    )


def _take_in(issues: list[dict[str, list[str]]], *told: tuple[str, Sequence[Report]]) -> None:
    """Add a clash to the issue that has one of its sides already, else begin another."""
    ids = {words: [r.statement.id for r in reports] for words, reports in told}
    issue = next((i for i in issues if any(set(ids[w]) & set(i.get(w, ())) for w in ids)), None)
    if issue is None:
        issues.append(issue := {})
    for words, own in ids.items():
        issue[words] = list(dict.fromkeys([*issue.get(words, ()), *own]))


def _appearance(report: Report) -> tuple[date, str, str]:
    return report.published or date.max, report.outlet or "", report.statement.id
