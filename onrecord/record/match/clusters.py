"""Links to groups: average linkage, so that likeness does not chain, one report per article.

Clusters are merged best pair first, by the mean score over all pairs across the two, a pair
without a link counting 0: with A~B and B~C but not A~C, C stays out of {A, B} unless the mean
holds. Ties fall to the lesser ids, so the result does not depend on the order of the input.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from onrecord.types import Match, Report

LEAST_MEAN = 0.5
"""Clusters whose reports are less alike than this on average stay apart, unless all are linked."""

_SCALE = 10_000  # scores are summed as whole numbers: the same sum in any order


def partition(reports: Sequence[Report], links: Sequence[Match]) -> tuple[tuple[str, ...], ...]:
    """Every report's id in exactly one group; of an article at most one in a group; sorted.

    Only links of relation "same" join; links that name no report of `reports` are passed over.
    """
    article = {report.statement.id: report.article_id for report in reports}
    members = {sid: [sid] for sid in article}  # a cluster goes by its least id
    articles = {sid: {article[sid]} for sid in article}
    sums: dict[str, dict[str, int]] = {sid: {} for sid in article}
    for link in links:
        if link.relation == "same" and link.left in article and link.right in article:
            score = round(min(1.0, max(0.0, link.score)) * _SCALE)
            if article[link.left] != article[link.right] and score > sums[link.left].get(link.right, 0):
                sums[link.left][link.right] = sums[link.right][link.left] = score
    ties = {sid: dict.fromkeys(row, 1) for sid, row in sums.items()}  # linked pairs between clusters
    queue = [(-float(score), a, b, 1, 1) for a, row in sums.items() for b, score in row.items() if a < b]
    heapq.heapify(queue)
    while queue:
        mean, a, b, size_a, size_b = heapq.heappop(queue)
        stale = a not in members or b not in members or (len(members[a]), len(members[b])) != (size_a, size_b)
        if stale or articles[a] & articles[b]:
            continue
        if -mean < LEAST_MEAN * _SCALE and ties[a][b] < size_a * size_b:
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
