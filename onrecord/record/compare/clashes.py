"""Where two reports of one statement cannot both be exact: numbers, days, names, yes and no, will and may,
done and to come.

Precision comes first: a difference is a clash only where the words around it correspond, and only
when no reading of both reconciles them. "More than 360" agrees with 400, "Moscow" with "Russia",
"Masood" with "Masoud". What is merely worded differently is for the alignment to show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from onrecord.record.compare.beside import ALIKE, Beside, beside
from onrecord.record.compare.claims import EVERY_KIND, Claims, claims, may_clash
from onrecord.record.compare.days import dates
from onrecord.record.compare.modality import modalities
from onrecord.record.compare.names import names
from onrecord.record.compare.numbers import numbers
from onrecord.record.compare.polarity import denies, negations, phrase_at
from onrecord.record.compare.tense import tenses
from onrecord.record.compare.tone import cue_verb, tone
from onrecord.record.compare.words import tokens
from onrecord.types import Clash, ClashKind, Report

_ALIKE_ADMITTED = 0.35
"""So much of a denial must recur in what another outlet calls an admission: "hired" for "recruited"."""


def clashes(base: Report, own: Report, kinds: tuple[ClashKind, ...] = EVERY_KIND) -> tuple[Clash, ...]:
    """The clashes of these kinds between two reports of one statement, in the order number, date, name, negation,
    modality, tense.

    >>> from onrecord.types import Span, Statement
    >>> def report(content):
    ...     whole = Statement(content[:9], "a", (), (), (Span(0, len(content)),))
    ...     return Report(whole, "a", 1, None, None, 0, content)
    >>> clashes(report("We have nine thousand fighters."), report("We have several hundred fighters."))
    (Clash(kind='number', base='nine thousand', own='several hundred'),)
    """
    return between(claims(base), claims(own), kinds)


@lru_cache(maxsize=20_000)  # two reports are compared again whenever another joins their group
def between(base: Claims, own: Claims, kinds: tuple[ClashKind, ...] = EVERY_KIND) -> tuple[Clash, ...]:
    """The clashes of these kinds between the claims of two reports."""
    possible = may_clash(base, own, kinds)
    if not possible:
        return ()
    here, there = base.stated, own.stated
    checks: dict[ClashKind, Callable[[Beside], Iterator[Clash]]] = {
        "number": partial(numbers, here=here.amounts, there=there.amounts),
        "date": partial(dates, here=here.days, there=there.days),
        "name": partial(names, here=base.names, there=own.names),
        "negation": partial(_attribution, base=base, own=own),
        "modality": partial(modalities, expected=(base.expects, own.expects)),
        "tense": tenses,
    }
    both = beside(base.content, own.content)
    found = (clash for kind, check in checks.items() if kind in possible for clash in check(both))
    return tuple(dict.fromkeys(found))


# ------------------------------------------------------------------------- the attribution itself


def _attribution(both: Beside, base: Claims, own: Claims) -> Iterator[Clash]:
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
    elif (
        denies(base.content) == denies(own.content)
        and not (_ANY.search(other.content) and not denies(other.content))
        and _shared_with(denying, other, both) >= least
    ):
        yield Clash("negation", base.cue, own.cue)


def _shared_with(denying: Claims, other: Claims, both: Beside) -> float:
    """How much of what is denied recurs: not what the speaker says in return ("denied leaving: “I was ill.”")."""
    reply = _REPLY.search(denying.content)
    return beside(denying.content[: reply.start()], other.content).shared() if reply else both.shared()


_ANY = re.compile(r"(?i)\b(?:any|anyone|anybody|anything|ever|at all)\b")
"""Nobody says "there was any warning": the no stands elsewhere, or it is what somebody "knew" or "asked"."""

_REPLY = re.compile(r"(?<=\w)\s*[:;–—]\s*[\"“„«]")


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
