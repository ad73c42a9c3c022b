"""How many independent origins stand behind reports: at least, at most, and why.

What shows: copies of one text, one wire or paper named by several, an outlet that others name.
These count once (`max`). What does not show may still be there: reports that name no source,
or give a quotation in the very same words, could all come from one wire. So `min` counts only
origins that the outlets themselves name, and that no wording ties together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from onrecord.record.match.words import runs, words
from onrecord.types import Channel, Copy, Origins, Report

COPIED = 0.15
"""A copy's share of words from which two texts count as one origin."""

VERBATIM, VERBATIM_RUNS = 0.8, 5
_VIA = {
    "based_on": "is based on",
    "syndicates": "is taken over from",
    "translates": "is translated from",
    "reported_by": "comes through",
    "cites": "comes through",
    "said_to": "was said to",
}


class _Sets:
    """Union-find over names; a set goes by its least member."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        root = name
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[name] != root:
            self.parent[name], name = root, self.parent[name]
        return root

    def join(self, one: str, other: str) -> bool:
        """Whether the two were apart."""
        a, b = sorted((self.find(one), self.find(other)))
        self.parent[b] = a
        return a != b


def origins(
    reports: Sequence[Report], copies: Iterable[Copy] = (), via: Mapping[str, Sequence[Channel]] | None = None
) -> Origins:
    """Count the origins of reports of one statement.

    `copies` may name other articles too; `via` adds channels by article id (a whole article's
    credits) to those that each report carries.
    """
    ordered = sorted(reports, key=lambda r: (r.article_id, r.statement.id))
    if not ordered:
        return Origins(0, 0, ("no reports",))
    sets, why = _Sets(), []
    articles = sorted({r.article_id for r in ordered})
    outlet = {r.article_id: r.outlet for r in ordered}
    for copy in sorted(copies, key=lambda c: (-c.share, c.article_id, c.original_id)):
        if copy.article_id not in outlet or copy.original_id not in outlet or copy.share < COPIED:
            continue
        if sets.join(f"article {copy.article_id}", f"article {copy.original_id}"):  # one reason a tie
            why.append(
                f"{_call(outlet, copy.article_id)} carries text of {_call(outlet, copy.original_id)} "
                f"({copy.share:.0%} of its words)"
            )
    named, links = _channels(ordered, via or {})
    for article_id, keys in links.items():
        # A report through several hands goes back to the last of them: one chain, one origin.
        for key in keys:
            sets.join(f"article {article_id}", f"source {key}")
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for article_id in articles:
        if outlet[article_id]:
            by_outlet[outlet_key(outlet[article_id] or "")].append(article_id)
    for key in sorted(by_outlet):
        for article_id in by_outlet[key]:
            sets.join(f"article {article_id}", f"source {key}")
    why += _shared_sources(links, named, outlet)
    visible = {sets.find(f"article {a}") for a in articles}
    why += _verbatim(ordered, sets, outlet)
    apart = {sets.find(f"article {a}") for a in articles if links.get(a)}
    least = max(1, len(apart))
    if len(visible) > 1 and any(not links.get(a) for a in articles):
        why.append("not every outlet says where it has it from: what does not show may still be one source")
    if len(articles) == 1:
        why.append("one article alone")
    return Origins(min(least, len(visible)), len(visible), tuple(dict.fromkeys(why)))


@lru_cache(maxsize=65_536)
def outlet_key(name: str) -> str:
    """By which an outlet is known under its own name and where others name it.

    >>> outlet_key("the Varra News Agency") == outlet_key("Varra")
    True
    """
    return " ".join(words(name)).removeprefix("the ").removesuffix(" news agency").removesuffix(" agency")


def _call(outlet: Mapping[str, str | None], article_id: str) -> str:
    return outlet.get(article_id) or article_id


def _channels(
    reports: Sequence[Report], via: Mapping[str, Sequence[Channel]]
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Channel key -> its name as written; article id -> channel key -> relation."""
    named: dict[str, str] = {}
    links: dict[str, dict[str, str]] = {r.article_id: {} for r in reports}
    for report in reports:
        for channel in (*report.via, *via.get(report.article_id, ())):
            key = outlet_key(channel.name)
            if key and key != outlet_key(report.outlet or ""):
                named.setdefault(key, channel.name)
                links[report.article_id].setdefault(key, channel.relation)
    return named, links


def _shared_sources(
    links: Mapping[str, Mapping[str, str]], named: Mapping[str, str], outlet: Mapping[str, str | None]
) -> list[str]:
    """A sentence for every source that several articles go back to."""
    why = []
    for key in sorted(named):
        users = sorted(a for a, keys in links.items() if key in keys)
        own = sorted(a for a in outlet if outlet_key(outlet[a] or "") == key)
        if len(users) + len(own) > 1:
            *others, last = dict.fromkeys(_call(outlet, a) for a in users)
            who = f"{', '.join(others)} and {last}" if others else last
            verb = _VIA.get(links[users[0]][key], "comes through")
            tail = f", itself among the outlets: {_call(outlet, own[0])}" if own else ""
            why.append(f"what {who} {'report' if others else 'reports'} {verb} {named[key]}{tail}")
    return why


def _verbatim(reports: Sequence[Report], sets: _Sets, outlet: Mapping[str, str | None]) -> list[str]:
    """Tie together articles that quote in the very same words; a sentence for each tie."""
    why = []
    quoted = [r for r in reports if r.statement.manner in ("direct", "mixed")]
    for one, other in combinations(quoted, 2):
        if one.article_id == other.article_id:
            continue
        a, b = runs(one.content), runs(other.content)
        fewest = min(len(a), len(b))
        verbatim = fewest >= VERBATIM_RUNS and len(a & b) >= VERBATIM * fewest
        if verbatim and sets.join(f"article {one.article_id}", f"article {other.article_id}"):
            both = f"{_call(outlet, one.article_id)} and {_call(outlet, other.article_id)}"
            why.append(f"{both} quote in the same words: they may share a source")
    return why
