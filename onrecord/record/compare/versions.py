"""Every report of one statement against the fullest: the version each outlet gave its readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.record.compare.align import align
from onrecord.record.compare.clashes import clashes
from onrecord.record.compare.words import tokens
from onrecord.types import Report, Version

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


def _fullness(report: Report) -> tuple[int, int, date, str]:
    length = sum(t.is_word for t in tokens(report.content))
    day = report.said.date or report.published or date.max
    return _QUOTED_FIRST[report.statement.manner], -length, day, report.statement.id


def versions(base: Report, reports: Sequence[Report]) -> tuple[Version, ...]:
    """Each report against `base`: first the base itself, then by day published, outlet and id.

    Reports without a day of publication come last.
    """
    others = (r for r in reports if r.statement.id != base.statement.id)
    ordered = [base, *sorted(others, key=_appearance)]
    return tuple(
        Version(r, align(base.content, r.content), clashes(base, r) if r is not base else ()) for r in ordered
    )


def _appearance(report: Report) -> tuple[date, str, str]:
    return report.published or date.max, report.outlet or "", report.statement.id
