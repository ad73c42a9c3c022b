"""Where an actor's later statement stands against an earlier one of another day.

In the same words: laid side by side the two clash ("42 ships", "62 ships"). In other words: one
refuses what the other holds out ("we will not recognise the council", "recognition is now possible").
Each statement is held against the few before it that share most; the cost is linear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import chain, islice

from onrecord.record.compare.ceilings import past_a_bound
from onrecord.record.compare.clashes import clashes
from onrecord.record.compare.families import family, is_known, opposed
from onrecord.record.compare.stances import SELF, Stance, bygone, narrowing, stances
from onrecord.record.compare.words import stem, tokens
from onrecord.types import Clash, Report

Turn = tuple[str, str, tuple[Clash, ...]]
"""The earlier and the later statement, and what clashes."""

_LOOK_BACK = 3
"""So many of the nearest are laid side by side; of those that share an act or a thing, four times as many are read."""

_MOST_HOLDING = 200
_ALIKE, _LEAST = 0.7, 3
"""So much of the shorter statement, and so many words, must recur before two are laid side by side."""

_KINDS = ("number", "date", "negation", "modality")
"""What moves from day to day; another name, another tense is another matter."""


def turns(reports: Sequence[Report], own_names: Iterable[str] = ()) -> Iterator[Turn]:
    """Each later statement with the nearest earlier one, of another day, that it stands against.

    `reports` are one actor's in order of the day said; `own_names` are names of the actor.
    """
    own = frozenset(family(t.stem) for name in own_names for t in tokens(name))
    stems = [{t.stem for t in tokens(r.content) if t.is_content} for r in reports]
    same, related = _Nearest(_LOOK_BACK), _Nearest(4 * _LOOK_BACK)
    for n, report in enumerate(reports):
        near = same.of(n, stems[n])
        kin = related.of(n, {family(one) for one in stems[n]} - own)
        if report.said.date is None:
            continue
        alike = [
            k
            for k, shared in near
            if _before(reports[k], report)
            and shared >= max(_LEAST, _ALIKE * min(len(stems[k]), len(stems[n])))
        ]
        before = [k for k, _ in kin if _before(reports[k], report)]
        found = chain(
            _past_a_bound(reports, before, report, own),
            _in_the_same_words(reports, alike, report),
            _in_other_words(reports, before, report, own),
        )
        yield from islice(found, 1)


def _in_the_same_words(reports: Sequence[Report], near: Iterable[int], later: Report) -> Iterator[Turn]:
    for k in near:
        earlier = reports[k]
        revoked = None
        found = []
        for clash in clashes(earlier, later):
            if clash.kind == "negation":
                revoked = _revokes(earlier, later) if revoked is None else revoked
            if clash.kind in _KINDS and (clash.kind != "negation" or revoked):
                found.append(clash)
        if found:
            yield earlier.statement.id, later.statement.id, tuple(found)


def _revokes(earlier: Report, later: Report) -> bool:
    """Whether a yes and a no of two days cannot both stand: what was not done may be done since.

    Nor do they where one of them asks, speaks of a part ("no more troops"), or of another thing.
    """
    one, other = (tokens(report.content) for report in (earlier, later))
    if any(word.fold == "?" for word in (*one, *other)):
        return False
    if narrowing(one) != narrowing(other) or (bygone(one) and not bygone(other)):
        return False
    return not any(
        here.act == there.act and here.way != there.way and not turned(here, there)
        for here in stances(earlier.content, earlier.cue)
        for there in stances(later.content, later.cue)
    )


def _past_a_bound(
    reports: Sequence[Report], near: Iterable[int], later: Report, own: frozenset[str]
) -> Iterator[Turn]:
    for k in near:
        earlier = reports[k]
        for clash in past_a_bound(earlier.content, later.content, own):
            yield earlier.statement.id, later.statement.id, (clash,)


def _in_other_words(
    reports: Sequence[Report], near: Iterable[int], later: Report, own: frozenset[str]
) -> Iterator[Turn]:
    for k in near:
        earlier = reports[k]
        for one in stances(earlier.content, earlier.cue):
            for other in stances(later.content, later.cue):
                if turned(one, other, own):
                    clash = Clash("negation", one.words, other.words)
                    yield earlier.statement.id, later.statement.id, (clash,)


def _before(earlier: Report, later: Report) -> bool:
    """Whether it was said on an earlier day, as far as both days are known."""
    told, then = earlier.said.end or earlier.said.date, later.said.date
    return told is not None and then is not None and told < then


class _Nearest:
    """The statements before one that share most with it, and how much."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._holding: dict[str, list[int]] = defaultdict(list)

    def of(self, n: int, marks: Iterable[str]) -> list[tuple[int, int]]:
        """Those nearest to statement `n`, which is remembered for the next."""
        ordered = sorted(marks)
        shared = Counter(k for mark in ordered for k in self._holding[mark][-_MOST_HOLDING:])
        for mark in ordered:
            self._holding[mark].append(n)
        return [(k, shared[k]) for k in nlargest(self._most, shared, key=lambda k: (shared[k], k))]


def turned(earlier: Stance, later: Stance, own: frozenset[str] = frozenset()) -> bool:
    """Whether the later stance is the contrary of the earlier: the same act of the same thing.

    `own` are the families of the actor's names, which tell nothing of the matter.

    >>> from onrecord.record.compare.stances import stances
    >>> no, = stances("There will be no talks with the rebels.")
    >>> yes, = stances("We are open to negotiations with the rebels.")
    >>> other, = stances("We are open to negotiations with the farmers.")
    >>> turned(no, yes), turned(no, other)
    (True, False)
    """
    crossed = earlier.act in later.of and later.act in earlier.of  # "no soldiers", "ready to send soldiers"
    if earlier.way == later.way:
        contrary = earlier.way == "affirmed" and opposed(earlier.act, later.act)
    else:
        contrary = earlier.act == later.act or crossed
    if not contrary or _other_agent(earlier, later, own) or _other_thing(earlier, later):
        return False
    here, there = earlier.of - own, later.of - own
    if not here and not there:  # "no intention of resigning", "decided to resign"
        return not crossed and is_known(earlier.act)
    shared = len(here & there)
    of_one_thing = crossed or earlier.thing in there or later.thing in here
    return (shared > 1 or (shared > 0 and of_one_thing)) and 2 * shared >= min(len(here), len(there))


def _other_agent(one: Stance, other: Stance, own: frozenset[str]) -> bool:
    """Whether the act is somebody else's: "Dost will send soldiers" is nothing that we refused."""
    agents = {
        "" if it.agent in SELF or family(stem(it.agent)) in own else it.agent
        for it in (one, other)
        if it.agent
    }
    return len(agents) > 1


def _other_thing(one: Stance, other: Stance) -> bool:
    """Whether each act is first said to be of something that the other statement does not name."""
    if not one.thing or not other.thing:
        return False
    return one.thing not in other.of | {other.act} and other.thing not in one.of | {one.act}
