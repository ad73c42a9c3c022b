"""Which cue verbs an outlet chooses for an actor, beside what others choose for the same statements.

    Daily    Ona Brill    claim (doubting)   3 of 11    others, for the same: say 4, stress 1

Counts only: three statements make no percentage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.record.compare.tone import cue_verb


@dataclass(frozen=True, slots=True)
class CueUse:
    """One report of a statement: by which outlet, of which actor, in which group, with which cue."""

    outlet: str
    actor: str
    group: str
    cue: str


@dataclass(frozen=True, slots=True)
class CueChoice:
    """How often (`times` `of`) an outlet uses `cue` for an actor.

    `others` are the cues, with counts, of other outlets' reports of the same statements;
    `elsewhere` is how often, of how often, all other outlets use this cue for the actor in the
    whole record. `cue` is as written, and `tone` None, where the table does not know it.
    """

    outlet: str
    actor: str
    cue: str
    tone: str | None
    times: int
    of: int
    others: tuple[tuple[str, int], ...]
    elsewhere: tuple[int, int]


def cue_choices(uses: Iterable[CueUse], outlets: frozenset[str] | None = None) -> tuple[CueChoice, ...]:
    """Every choice, of all outlets or these: actors with most reports first, then what is not neutral.

    Reports without a cue are left out: there was nothing to choose.

    >>> told = [CueUse("Daily", "Ona Brill", "g", "claimed"), CueUse("Herald", "Ona Brill", "g", "said")]
    >>> [(c.outlet, c.cue, c.tone, c.others) for c in cue_choices(told)]
    [('Daily', 'claim', 'doubting', (('say', 1),)), ('Herald', 'say', 'neutral', (('claim', 1),))]
    """
    verbs: dict[tuple[str, str], list[tuple[str, str | None, str]]] = defaultdict(list)
    by_group: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for use in uses:
        if not (words := " ".join(use.cue.split()).strip(" :,;—–-")):
            continue
        verb, tone = cue_verb(words) or (words.casefold(), None)
        verbs[use.actor, use.outlet].append((verb, tone, use.group))
        by_group[use.group, use.actor].append((use.outlet, verb))
    totals = Counter({actor: 0 for actor, _ in verbs})
    cues: dict[str, Counter[str]] = defaultdict(Counter)
    for (actor, _), told in verbs.items():
        totals[actor] += len(told)
        cues[actor].update(verb for verb, _, _ in told)
    found = []
    for (actor, outlet), told in verbs.items():
        if outlets is not None and outlet not in outlets:
            continue
        own = Counter((verb, tone) for verb, tone, _ in told)
        for (verb, tone), times in own.items():
            groups = {group for v, _, group in told if v == verb}
            others = Counter(v for g in groups for o, v in by_group[g, actor] if o != outlet)
            elsewhere = (cues[actor][verb] - times, totals[actor] - len(told))
            listed = tuple(sorted(others.items(), key=lambda item: (-item[1], item[0])))
            found.append(CueChoice(outlet, actor, verb, tone, times, len(told), listed, elsewhere))
    found.sort(
        key=lambda c: (-totals[c.actor], c.actor, c.outlet, c.tone in (None, "neutral"), -c.times, c.cue)
    )
    return tuple(found)
