"""Quotation marks moved: words that one report puts into the speaker's mouth and another does not;
and quotations that end where the speaker went on to say "but".

    base    He said the "reckless" strike would end.
    own     "The strike will end," he called it reckless.    ->  taken out: reckless

Looked at only where both reports quote something: that one quotes and the other retells as a whole
is what their manner says already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.record.compare.beside import Beside, beside
from onrecord.record.compare.words import Token, word_set
from onrecord.types import QuoteShift, Report

_TURNING = word_set("but however unless except if provided until though although yet only less than")
_SENTENCE_ENDS = frozenset(".!?;")
_LEAST_KEPT = 3
_DOUBLE = re.compile(r'"[^"]*(?:"|$)|[“„][^”]*(?:”|$)|«[^»]*(?:»|$)')
_SINGLE = re.compile(r"(?<!\w)['‘][^'’]*(?:['’]\w[^'’]*)*['’](?!\w)")


def quote_shifts(base: Report, own: Report) -> tuple[QuoteShift, ...]:
    """Words of `own` that stand in quotation marks and not so in `base` ("put_in"), or the other way.

    >>> from onrecord.types import Span, Statement
    >>> def report(content, manner="mixed"):
    ...     return Report(Statement(content, "a", (), (), (Span(0, 1),), manner=manner), "a", 1, None, None, 0, content)
    >>> quote_shifts(report('he would end the "long" strike soon'), report('he would end the "long strike" soon'))
    (QuoteShift(kind='put_in', words='strike'),)
    """
    both = beside(base.content, own.content)
    here, there = _quoted(base, both.base), _quoted(own, both.own)
    if not any(here) or not any(there):
        return ()
    other = both.swapped()
    put_in = _moved(other, there, here)
    if base.statement.manner == "direct" and own.statement.manner == "mixed":
        put_in = (*put_in, *_nowhere(other, there))
    taken_out = _moved(both, here, there)
    turned = _broken_off(both, here, there)
    return (
        *(QuoteShift("broken_off", words) for words in dict.fromkeys(turned)),
        *(QuoteShift("put_in", words) for words in dict.fromkeys(put_in)),
        *(QuoteShift("taken_out", words) for words in dict.fromkeys(taken_out)),
    )


def _quoted(report: Report, words: Sequence[Token]) -> list[bool]:
    """Which words stand in quotation marks; all of a direct quotation do."""
    if report.statement.manner == "direct":
        return [token.is_word for token in words]
    text = report.content
    places = [m.span() for pattern in (_DOUBLE, _SINGLE) for m in pattern.finditer(text)]
    return [t.is_word and any(start <= t.start and t.end <= end for start, end in places) for t in words]


def _moved(both: Beside, here: Sequence[bool], there: Sequence[bool]) -> tuple[str, ...]:
    """Runs of base's quoted words whose partners stand outside quotation marks."""
    moved = [here[i] and i in both.partner and not there[both.partner[i]] for i in range(len(both.base))]
    return tuple(_runs(both, moved))


def _broken_off(both: Beside, here: Sequence[bool], there: Sequence[bool]) -> Iterator[str]:
    """What the base's quotation goes on with where the other's ends, if it turns what was said.

    "We do not like it, **but we will pay**": whoever stops at the comma quotes the right words, and
    says another thing.
    """
    for start, end in _stretches([on or not t.is_word for on, t in zip(here, both.base, strict=True)]):
        for i in range(start + 1, end):
            if both.base[i].fold not in _TURNING or i in both.partner:
                continue
            before = next((k for k in range(i - 1, start - 1, -1) if both.base[k].is_word), None)
            ended = next((k for k in range(i, end) if both.base[k].fold in _SENTENCE_ENDS), end)
            rest = [k for k in range(i, ended) if both.base[k].is_content]
            if before is None or before not in both.partner or not there[both.partner[before]]:
                continue
            if (
                rest
                and not any(k in both.partner for k in rest)
                and len(_stretches_of(both, before)) >= _LEAST_KEPT
            ):
                yield both.phrase(i, max(k for k in range(i, ended) if both.base[k].is_word) + 1)


def _stretches_of(both: Beside, last: int) -> list[int]:
    """The paired words that lead up to `last`, without a gap."""
    found = []
    while last >= 0 and (last in both.partner or not both.base[last].is_word):
        found += [last] if last in both.partner else []
        last -= 1
    return found


def _nowhere(both: Beside, here: Sequence[bool]) -> tuple[str, ...]:
    """Quoted stretches of which the other report, a full quotation, has no word at all."""
    found = []
    for start, end in _stretches(here):
        content = [i for i in range(start, end) if both.base[i].is_content]
        if content and not any(i in both.partner for i in content):
            found.append(both.phrase(start, end))
    return tuple(found)


def _runs(both: Beside, marked: Sequence[bool]) -> Iterator[str]:
    for start, end in _stretches(marked):
        if any(both.base[i].is_content for i in range(start, end)):
            yield both.phrase(start, end)


def _stretches(marked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for i, on in enumerate([*marked, False]):
        if on and start is None:
            start = i
        elif not on and start is not None:
            yield start, i
            start = None
