"""Where two reports of one statement cannot both be exact: numbers, days, names, yes and no, will and may,
done and to come.

Precision comes first: a difference is a clash only where the words around it correspond, and only
when no reading of both reconciles them. "More than 360" agrees with 400, "Moscow" with "Russia",
"Masood" with "Masoud". What is merely worded differently is for the alignment to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from onrecord.record.compare.beside import ALIKE, Beside, beside, covering
from onrecord.record.compare.days import Day, dates, days, differ
from onrecord.record.compare.modality import modalities, modals
from onrecord.record.compare.names import names
from onrecord.record.compare.numbers import may_clash, numbers
from onrecord.record.compare.polarity import denies, governs, negations, opposites, phrase_at
from onrecord.record.compare.quantities import Quantity, quantities
from onrecord.record.compare.tense import states, tenses
from onrecord.record.compare.tone import cue_verb, expecting, tone
from onrecord.record.compare.words import tokens
from onrecord.types import Clash, Report

_MOST = 100
"""More numbers or days than this make a table, not a statement; the rest is not compared."""

_ALIKE_ADMITTED = 0.35
"""So much of a denial must recur in what another outlet calls an admission: "hired" for "recruited"."""


def clashes(base: Report, own: Report) -> tuple[Clash, ...]:
    """The clashes between two reports of one statement, in the order number, date, name, negation, modality.

    >>> from onrecord.types import Span, Statement
    >>> def report(content):
    ...     whole = Statement(content[:9], "a", (), (), (Span(0, len(content)),))
    ...     return Report(whole, "a", 1, None, None, 0, content)
    >>> clashes(report("We have nine thousand fighters."), report("We have several hundred fighters."))
    (Clash(kind='number', base='nine thousand', own='several hundred'),)
    """
    return _clashes(_words(base), _words(own))


class _Words(NamedTuple):
    """All of a report that can clash."""

    content: str
    cue: str
    names: tuple[str, ...]
    denies: bool  # the cue does, or the attribution as a whole
    expects: bool  # the cue does: "expects prices to fall" is "prices will fall"


def _words(report: Report) -> _Words:
    denies = report.statement.polarity == "negated" or _denying(report.cue)
    return _Words(report.content, report.cue, report.names, denies, not denies and expecting(report.cue))


@lru_cache(maxsize=4_096)
def _denying(cue: str) -> bool:
    return tone(cue) == "denying"


@lru_cache(maxsize=20_000)  # two reports are compared again whenever another joins their group
def _clashes(base: _Words, own: _Words) -> tuple[Clash, ...]:
    checks = tuple(_worth(base, own))
    if not checks:
        return ()
    both = beside(base.content, own.content)
    return tuple(dict.fromkeys(clash for check in checks for clash in check(both)))


Check = Callable[[Beside], Iterator[Clash]]


def _worth(base: _Words, own: _Words) -> Iterator[Check]:
    """The kinds of clash that are possible at all: asked before words are aligned, which costs most."""
    if base.content == own.content and base.denies == own.denies:
        return
    here, there = _stated(base.content), _stated(own.content)
    if may_clash(here.amounts, there.amounts):
        yield partial(numbers, here=here.amounts, there=there.amounts)
    if any(differ(one, other) for one in here.days for other in there.days):
        yield partial(dates, here=here.days, there=there.days)
    if set(base.names) - set(own.names) and set(own.names) - set(base.names):
        yield partial(names, here=base.names, there=own.names)
    if base.denies != own.denies or _either_denies(here, there):
        yield partial(_attribution, base=base, own=own)
    kinds = [
        told.modals | ({"expected"} if side.expects else set()) for told, side in ((here, base), (there, own))
    ]
    if all(kinds) and len(kinds[0] | kinds[1]) > 1:
        yield partial(modalities, expected=(base.expects, own.expects))
    if any({one, other} == {"done", "ahead"} for one in here.states for other in there.any_states):
        yield tenses


def may_contradict(base: Report, own: Report) -> bool:
    """Whether a clash of numbers, or of yes and no, is possible at all: asked before words are aligned.

    >>> from onrecord.types import Span, Statement
    >>> def report(content):
    ...     whole = Statement(content[:9], "a", (), (), (Span(0, len(content)),))
    ...     return Report(whole, "a", 1, None, None, 0, content)
    >>> may_contradict(report("Nine ships left."), report("The nine ships have left."))
    False
    """
    if _words(base).denies != _words(own).denies:
        return True
    if base.content == own.content:
        return False
    one, other = _stated(base.content), _stated(own.content)
    numbers = one.figures and other.figures and one.figures != other.figures
    return bool(numbers) or _either_denies(one, other)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What of a content can clash, which is the same whatever it is laid beside.

    `figures` are amounts too, those inside dates among them. `states` are those of its content
    words ("done", "ahead"), `any_states` of all its words.
    """

    amounts: tuple[Quantity, ...]
    days: tuple[Day, ...]
    figures: frozenset[tuple[float, float, str]]
    denies: bool
    modals: frozenset[str]
    states: frozenset[str]
    any_states: frozenset[str]
    stems: frozenset[str]
    opposites: frozenset[str]


@lru_cache(maxsize=32_768)
def _stated(content: str) -> _Stated:
    words, named = tokens(content), days(content)[:_MOST]
    stems = frozenset(word.stem for word in words)
    dated = [covering(words, *day.span.bounds) for day in named]
    figures = quantities(words)
    return _Stated(
        (quantities(words, dated) if dated else figures)[:_MOST],
        named,
        frozenset((q.low, q.high, q.unit) for q in figures),
        governs(words),
        modals(words),
        *states(words),
        stems,
        opposites(stems),
    )


def _either_denies(one: _Stated, other: _Stated) -> bool:
    """Whether either says no, or a word of which the other has the opposite."""
    return bool(one.denies or other.denies or one.opposites & other.stems)


# ------------------------------------------------------------------------- the attribution itself


def _attribution(both: Beside, base: _Words, own: _Words) -> Iterator[Clash]:
    """Yes against no, counting the cue's own no: "denied that it leaks" agrees with "it does not leak"."""
    if base.denies == own.denies:
        yield from negations(both)
        return
    denying, other = (base, own) if base.denies else (own, base)
    said_no = _in_its_words(denying.cue, other.content)
    least = _ALIKE_ADMITTED if tone(other.cue) == "admitting" else ALIKE
    if said_no is not None:  # "ruled out a strike" against "a strike could not be ruled out"
        if denies(other.content):
            sides = (denying.cue, said_no)
            yield Clash("negation", *(sides if denying is base else sides[::-1]))
    elif denies(base.content) == denies(own.content) and both.shared() >= least:
        yield Clash("negation", base.cue, own.cue)


def _in_its_words(cue: str, content: str) -> str | None:
    """Where a content says itself what the other report's cue says ("ruled out"), with what governs it."""
    verb = cue_verb(cue)
    if verb is None or verb[1] != "denying":
        return None
    sought = [t.stem for t in tokens(verb[0])]
    words = tokens(content)
    for i in range(len(words) - len(sought) + 1):
        if [t.stem for t in words[i : i + len(sought)]] == sought:
            return phrase_at(content, words, i, i + len(sought))
    return None
