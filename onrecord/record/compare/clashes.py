"""Where two reports of one statement cannot both be exact: numbers, days, names, yes and no, will and may,
done and to come.

Precision comes first: a difference is a clash only where the words around it correspond, and only
when no reading of both reconciles them. "More than 360" agrees with 400, "Moscow" with "Russia",
"Masood" with "Masoud". What is merely worded differently is for the alignment to show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from onrecord.record.compare.beside import Beside, beside, covering
from onrecord.record.compare.days import Day, days, differ
from onrecord.record.compare.names import known, may_be_one
from onrecord.record.compare.polarity import (
    denies,
    governs,
    modalities,
    modals,
    negations,
    opposites,
    phrase_at,
)
from onrecord.record.compare.quantities import Quantity, currencies, quantities
from onrecord.record.compare.tense import states, tenses
from onrecord.record.compare.tone import cue_verb, expecting, tone
from onrecord.record.compare.words import stem, tokens
from onrecord.types import Clash, Report

_MOST = 100
"""More numbers or days than this make a table, not a statement; the rest is not compared."""

_ALMOST_ALL = 0.75
"""So much of it before what stands elsewhere in the sentence is."""

_SAME_MONEY = 0.5
"""Less where each states one amount, of the same currency: 48 million crowns against 84 million crowns."""

_ALIKE_ADMITTED = 0.35
"""So much of a denial must recur in what another outlet calls an admission: "hired" for "recruited"."""

_ANYBODY = frozenset(map(stem, ("people", "persons", "men", "women", "citizens")))

_ALIKE = 0.6
"""So much of the shorter report must recur in the longer before a lone day in each is compared."""


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
    if any(one.disagrees(other) for one in here.amounts for other in there.amounts):
        yield partial(_numbers, here=here.amounts, there=there.amounts)
    if any(differ(one, other) for one in here.days for other in there.days):
        yield partial(_dates, here=here.days, there=there.days)
    if set(base.names) - set(own.names) and set(own.names) - set(base.names):
        yield partial(_names, base=base, own=own)
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


# ------------------------------------------------------------------------------------ numbers


def _numbers(both: Beside, here: tuple[Quantity, ...], there: tuple[Quantity, ...]) -> Iterator[Clash]:
    other = both.swapped()
    alone = {unit for unit, n in Counter(q.unit for q in here).items() if n == 1}
    alone &= {unit for unit, n in Counter(q.unit for q in there).items() if n == 1}
    for one in here:
        rivals = [
            q
            for q in there
            if q.unit == one.unit
            and (_of_the_same(both, one, q) or (one.unit in alone and _only_one(both, one, q)))
        ]
        if not rivals or any(not one.disagrees(q) for q in rivals):
            continue
        agreed = {id(q) for q in rivals for p in here if p.unit == q.unit and not p.disagrees(q)}
        for rival in rivals:
            if id(rival) not in agreed:
                yield Clash("number", both.phrase(one.first, one.end), other.phrase(rival.first, rival.end))
                break


def _of_the_same(both: Beside, one: Quantity, other: Quantity) -> bool:
    """Whether both count the same thing: the same noun, or the same slot with no other noun in it."""
    noun, other_noun = _noun(both, one), _noun(both.swapped(), other)
    slot = both.same_slot(range(one.first, one.end), range(other.first, other.end))
    paired = one.noun is not None and both.partner.get(one.noun) == other.noun
    if one.unit in ("%", "points") or (one.unit and not paired):
        return slot
    if paired:
        near = max(both.agreement(one.number), both.swapped().agreement(other.number))
        return slot or near >= _ALIKE
    if noun is not None and noun == other_noun and _counted_once(both, noun):
        return both.shared() >= _ALIKE
    return slot and (noun is None or other_noun is None or noun == other_noun)


def _only_one(both: Beside, one: Quantity, other: Quantity) -> bool:
    """Whether two amounts, each the only one of its unit, count the same in all but the same words.

    What they count must agree, as far as it is told: the same noun, or "people" for "workers".
    """
    lone_money = one.unit in currencies() and one.written == other.written
    if both.shared() < (_SAME_MONEY if lone_money else _ALMOST_ALL):
        return False
    if lone_money:
        return True
    noun, other_noun = _noun(both, one), _noun(both.swapped(), other)
    if one.unit == "":
        if not noun or not other_noun:  # "soldiers, 900 of them"
            return noun != other_noun or both.shared() == 1.0
        return noun == other_noun or bool({noun, other_noun} & _ANYBODY)
    before = [side[q.first - 1].fold if q.first else "" for side, q in ((both.base, one), (both.own, other))]
    return before[0] == before[1] or (noun is not None and noun == other_noun)


def _counted_once(both: Beside, noun: str) -> bool:
    return all(sum(t.stem == noun for t in side) == 1 for side in (both.base, both.own))


def _noun(both: Beside, quantity: Quantity) -> str | None:
    return both.base[quantity.noun].stem if quantity.noun is not None else None


# -------------------------------------------------------------------------------------- dates


def _dates(both: Beside, here: tuple[Day, ...], there: tuple[Day, ...]) -> Iterator[Clash]:
    for one in here:
        rivals = [d for d in there if _same_day_slot(both, one, d, lone=len(here) == len(there) == 1)]
        if (
            rivals
            and all(differ(one, d) for d in rivals)
            and not any(not differ(one, d) and _full(d) for d in there)
        ):
            own = both.own_text[slice(*rivals[0].span.bounds)]
            yield Clash("date", both.base_text[slice(*one.span.bounds)], own)


def _same_day_slot(both: Beside, one: Day, other: Day, lone: bool) -> bool:
    here, there = covering(both.base, *one.span.bounds), covering(both.own, *other.span.bounds)
    return (
        both.same_slot(here, there)
        or _overlapping_words(both, here, there)
        or (lone and (both.shared() >= _ALIKE or _tied_anywhere(both, here, there)))
    )


def _overlapping_words(both: Beside, here: range, there: range) -> bool:
    """Part of the date pairs ("**September** 16" / "**September** 17") in like surroundings."""
    return any(both.partner.get(i) in there for i in here) and both.agreement(here.start) >= _ALIKE


def _full(day: Day) -> bool:
    return day.date.day is not None or day.date.weekday is not None


# -------------------------------------------------------------------------------------- names


def _names(both: Beside, base: _Words, own: _Words) -> Iterator[Clash]:
    """Another person, body or place in the same slot; only names that the model marked as such."""
    here, there = _places(both.base_text, base.names), _places(both.own_text, own.names)
    for one, start in here:
        for other, other_start in there:
            a = covering(both.base, start, start + len(one))
            b = covering(both.own, other_start, other_start + len(other))
            if any(i in both.partner for i in a) or any(j in both.back for j in b):
                continue
            beside = both.same_slot(a, b) and both.agreement(a.start) >= _ALIKE
            if not (beside and (_tied(both, a, b) or (known(one) and known(other)))) and not (
                both.shared() >= _ALMOST_ALL and _tied_anywhere(both, a, b)
            ):
                continue
            elsewhere = any(may_be_one(one, n) for n in own.names) or any(
                may_be_one(other, n) for n in base.names
            )
            if not elsewhere and not may_be_one(one, other):
                yield Clash("name", one, other)


def _tied(both: Beside, here: range, there: range) -> bool:
    """Whether the word before both is the same ("with …", "minister …").

    A sentence's subject is not enough: a capital, a government and its spokesman stand in for one
    another there, and no table knows all of them.
    """
    return here.start > 0 and both.partner.get(here.start - 1) == there.start - 1


def _tied_anywhere(both: Beside, here: range, there: range) -> bool:
    """Whether the same words hold both: "bridge **at** …", "governor …", "… **valley**", "resume **in** …"."""
    for step, one, other in ((-1, here.start - 1, there.start - 1), (1, here.stop, there.stop)):
        if not (0 <= one < len(both.base) and 0 <= other < len(both.own)):
            continue
        if both.base[one].stem != both.own[other].stem or not both.base[one].is_word:
            continue
        if both.base[one].is_content:
            return True
        # "bridge at …": the preposition alone would hold any two places
        before = step == -1 and one and other and both.base[one - 1].is_content
        if before and both.base[one - 1].stem == both.own[other - 1].stem:
            return True
    return False


def _places(text: str, names: tuple[str, ...]) -> list[tuple[str, int]]:
    """Where each name stands, the longest first where names overlap."""
    found: list[tuple[str, int]] = []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        at = text.find(name) if name else -1
        while at >= 0:
            if not any(s < at + len(name) and at < s + len(n) for n, s in found):
                found.append((name, at))
            at = text.find(name, at + len(name))
    return sorted(found, key=lambda f: f[1])[:_MOST]


# ------------------------------------------------------------------------- the attribution itself


def _attribution(both: Beside, base: _Words, own: _Words) -> Iterator[Clash]:
    """Yes against no, counting the cue's own no: "denied that it leaks" agrees with "it does not leak"."""
    if base.denies == own.denies:
        yield from negations(both)
        return
    denying, other = (base, own) if base.denies else (own, base)
    said_no = _in_its_words(denying.cue, other.content)
    least = _ALIKE_ADMITTED if tone(other.cue) == "admitting" else _ALIKE
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
