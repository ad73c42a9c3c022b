"""Links to groups: average linkage, so that likeness does not chain, one report per article.

Clusters are merged best pair first, by the mean score over all pairs across the two: with A~B and
B~C but not A~C, C stays out of {A, B} unless the mean holds. A pair without a link counts 0; where
that alone keeps two small clusters apart, it counts what its words and speakers still say for it:
almost linked is not the same as unlike; and a sentence cut from a long report is not judged by
what it has in common with other renderings of that, only by the report it is from. Ties fall to the lesser ids, so the result does not depend
on the order of the input.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence, Set
from itertools import permutations

from onrecord.record.match.features import telling
from onrecord.record.match.pairs import at_first_look
from onrecord.types import Match, Report

LEAST_MEAN = 0.5
"""Clusters whose reports are less alike than this on average stay apart, unless all are linked."""

MOST_UNLINKED, MOST_PAIRS = 0.35, 12
"""What a pair without a link can count at most, and in merges of how many pairs it is looked at."""

PART_TIMES = 3.0
"""A report linked to one that says so many times as much is a part of it."""

_NEVER = 1e-9
"""Chances below that are those of reports of different days."""

_SCALE = 10_000  # scores are summed as whole numbers: the same sum in any order


def partition(reports: Sequence[Report], links: Sequence[Match]) -> tuple[tuple[str, ...], ...]:
    """Every report's id in exactly one group; of an article at most one in a group; sorted.

    Only links of relation "same" join; links that name no report of `reports` are passed over.
    """
    by_id = {report.statement.id: report for report in reports}
    article = {sid: report.article_id for sid, report in by_id.items()}
    members = {sid: [sid] for sid in article}  # a cluster goes by its least id
    articles = {sid: {article[sid]} for sid in article}
    sums: dict[str, dict[str, int]] = {sid: {} for sid in article}
    linked = set[tuple[str, str]]()
    for link in links:
        if link.relation == "same" and link.left in article and link.right in article:
            score = round(min(1.0, max(0.0, link.score)) * _SCALE)
            if article[link.left] != article[link.right] and score > sums[link.left].get(link.right, 0):
                sums[link.left][link.right] = sums[link.right][link.left] = score
                linked |= {(link.left, link.right), (link.right, link.left)}
    ties = {sid: dict.fromkeys(row, 1) for sid, row in sums.items()}  # linked pairs between clusters
    queue = [(-float(score), a, b, 1, 1) for a, row in sums.items() for b, score in row.items() if a < b]
    heapq.heapify(queue)
    while queue:
        mean, a, b, size_a, size_b = heapq.heappop(queue)
        stale = a not in members or b not in members or (len(members[a]), len(members[b])) != (size_a, size_b)
        if stale or articles[a] & articles[b]:
            continue
        if -mean < LEAST_MEAN * _SCALE and ties[a][b] < size_a * size_b:
            missing = LEAST_MEAN * _SCALE * size_a * size_b - sums[a][b]
            if not _nearly_linked(members[a], members[b], by_id, linked, missing):
                continue
        members[a] += members.pop(b)
        articles[a] |= articles.pop(b)
        row, tied = sums.pop(b), ties.pop(b)
        for other, score in row.items():
            del sums[other][b]
            del ties[other][b]
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0) + score
                ties[a][other] = ties[other][a] = ties[a].get(other, 0) + tied[other]
        for other, score in sums[a].items():
            first, second = min(a, other), max(a, other)
            pairs = len(members[a]) * len(members[other])
            heapq.heappush(queue, (-score / pairs, first, second, len(members[first]), len(members[second])))
    return tuple(sorted(tuple(sorted(ids)) for ids in members.values()))


def _nearly_linked(
    one: Sequence[str],
    other: Sequence[str],
    by_id: Mapping[str, Report],
    linked: Set[tuple[str, str]],
    missing: float,
) -> bool:
    """Whether the pairs across two clusters that have no link still add up to what is missing."""
    apart = [(a, b) for a in one for b in other if (a, b) not in linked]
    if len(one) * len(other) > MOST_PAIRS or len(apart) * MOST_UNLINKED * _SCALE < missing:
        return False
    left, right = [by_id[a] for a in one], [by_id[b] for b in other]
    found = _chances(left, right)
    parts = _parts([*left, *right], linked)
    counted = (
        MOST_UNLINKED if (a in parts or b in parts) and chance > _NEVER else min(MOST_UNLINKED, chance)
        for a, b in apart
        for chance in (found[one.index(a)][other.index(b)],)
    )
    return sum(round(value * _SCALE) for value in counted) >= missing


def _parts(reports: Sequence[Report], linked: Set[tuple[str, str]]) -> set[str]:
    """Those of some reports that are parts of another of them."""
    rich = {one.statement.id: weight for one, weight in zip(reports, telling(reports).tolist(), strict=True)}
    return {
        part
        for part, whole in permutations(rich, 2)
        if rich[whole] >= PART_TIMES * rich[part] and (part, whole) in linked
    }


_CHANCES: dict[tuple[int, int], tuple[Report, Report, float]] = {}
"""By the reports' places in memory, with themselves: a group is looked at again whenever a report joins it."""


def _chances(left: Sequence[Report], right: Sequence[Report]) -> list[list[float]]:
    """How likely each pair is one statement; where one is not known yet, all are looked at together."""
    if not all(_is_known(one, other) for one in left for other in right):
        if len(_CHANCES) >= 20_000:
            _CHANCES.clear()
        for one, row in zip(left, at_first_look(left, right).tolist(), strict=True):
            for other, chance in zip(right, row, strict=True):
                _CHANCES[id(one), id(other)] = one, other, chance
    return [[_CHANCES[id(one), id(other)][2] for other in right] for one in left]


def _is_known(one: Report, other: Report) -> bool:
    told = _CHANCES.get((id(one), id(other)))
    return told is not None and told[0] is one and told[1] is other
