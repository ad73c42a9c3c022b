"""The links of many articles at once, each with those that it is to be compared with.

    links(asked)                    for each (an article's reports, those of other articles) their links
    matches(reports, candidates)    the same for one

What two reports score depends on their two articles alone, so articles of one batch share the work:
those with the same candidates are screened together (screen.py), and those that are worth a closer
look are looked at together (look.py, pairs.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np

from onrecord.record.match.look import Look
from onrecord.record.match.pairs import between
from onrecord.record.match.screen import hopeful
from onrecord.types import Match, Report

MOST_AT_ONCE = 600
"""Reports of an article that are compared at a time; the rest of a longer one follows."""

MOST_CELLS = 250_000
"""Pairs of reports in one table: more fill the memory."""

SPARE_SCREENED, SPARE = 8_000, 5_000
"""So many pairs that nobody asked for take less work than another table, of screening and of looking."""

Key = tuple[str, int, int]  # an article, its version, and where a stretch of it begins, or WHOLE
WHOLE = -1
Blocks = dict[Key, list[Report]]
Pair = tuple[int, Key, Key]  # who asked, a stretch of its own, another article


def matches(reports: Sequence[Report], candidates: Sequence[Report]) -> tuple[Match, ...]:
    """Links between `reports` and `candidates` of other articles, and repeats within articles.

    Hand in all reports of each article that takes part. Relations: same (one statement, by two
    outlets), contains (the left report holds the right one and much more), overlaps (close, but
    another report fits better), repeats (said again: in the same article, or on another day).
    `left` is the lesser id, but for contains. Sorted by ids; each pair once.
    """
    return links([(reports, candidates)])[0]


def links(asked: Sequence[tuple[Sequence[Report], Sequence[Report]]]) -> list[tuple[Match, ...]]:
    """For each of these what `matches` gives for it alone."""
    blocks = Blocks()
    wanted = [pair for n, one in enumerate(asked) for pair in _wanted(n, *one, blocks)]
    worth = [pair for bunch in _bunches(wanted, blocks, SPARE_SCREENED) for pair in _worth(bunch, blocks)]
    found: list[dict[tuple[str, str], Match]] = [{} for _ in asked]
    for bunch in _bunches(worth, blocks, SPARE):
        (left, rows), (right, columns) = _laid(bunch, blocks)
        look = Look(left, right)
        for n, one, two in bunch:
            for match in between(look, rows[one], columns[two]):
                found[n][min(match.left, match.right), max(match.left, match.right)] = match
    return [tuple(own[key] for key in sorted(own)) for own in found]


def _wanted(
    n: int, reports: Sequence[Report], candidates: Sequence[Report], blocks: Blocks
) -> Iterator[Pair]:
    """The pairs of articles that one of `asked` is about; their reports are put into `blocks`."""
    every = _by_article([*reports, *candidates])
    for key, told in every.items():
        blocks.setdefault(key, told)
    for key, told in _by_article(reports).items():
        # an article of thousands of statements would fill the memory: it is looked at stretch by stretch
        for start in range(0, len(told), MOST_AT_ONCE):
            mine = key if len(told) <= MOST_AT_ONCE else (*key[:2], start)
            blocks.setdefault(mine, told[start : start + MOST_AT_ONCE])
            for other in every:
                yield n, mine, mine if other == key else other


def _by_article(reports: Iterable[Report]) -> Blocks:
    """By article and version; attributed before narrated: the neighbour of a statement is a statement."""
    unique = {report.statement.id: report for report in reports}

    def place(report: Report) -> tuple[str, int, bool, int, str]:
        narrated = report.statement.manner == "narrated"
        return report.article_id, report.version, narrated, report.order, report.statement.id

    ordered = groupby(sorted(unique.values(), key=place), key=lambda r: (r.article_id, r.version, WHOLE))
    return {key: list(told) for key, told in ordered}


def _bunches(pairs: Iterable[Pair], blocks: Blocks, spare: int) -> list[list[Pair]]:
    """The pairs in parts, to be laid out as one table each.

    A row goes to the table where it brings in the fewest pairs that nobody asked for, if they are not
    more than `spare`.
    """
    size = {key: len(told) for key, told in blocks.items()}
    tables: list[tuple[list[Pair], set[Key], int, int]] = []  # with columns; how many, of how many rows
    for mine, those in groupby(sorted(pairs, key=_row), key=_row):
        own = list(those)
        columns = {two for _, _, two in own}
        wide, high = sum(size[key] for key in columns), size[mine]
        best, least = -1, spare + 1
        for place, (_, known, width, height) in enumerate(tables):
            new = sum(size[key] for key in columns - known)
            more = new * height + (width + new - wide) * high
            if more < least and (width + new) * (height + high) <= MOST_CELLS:
                best, least = place, more
        if best < 0:
            tables.append((own, columns, wide, high))
        else:
            together, known, width, height = tables[best]
            new = sum(size[key] for key in columns - known)
            tables[best] = [*together, *own], known | columns, width + new, height + high
    return [own for own, *_ in tables]


def _row(pair: Pair) -> Key:
    return pair[1]


def _worth(bunch: Sequence[Pair], blocks: Blocks) -> Iterator[Pair]:
    """Those pairs of articles that may have a statement in common, or say something twice."""
    (left, rows), (right, columns) = _laid(bunch, blocks)
    likely = hopeful(left, right)
    starts = [[part.start for part in side.values()] for side in (rows, columns)]
    several = np.logical_or.reduceat(np.logical_or.reduceat(likely, starts[0], axis=0), starts[1], axis=1)
    place = [{key: n for n, key in enumerate(side)} for side in (rows, columns)]
    for n, one, two in bunch:
        if one == two:  # each report is like itself
            itself = likely[rows[one], columns[two]]
            if np.count_nonzero(itself) > len(itself):
                yield n, one, two
        elif several[place[0][one], place[1][two]]:
            yield n, one, two


def _laid(bunch: Iterable[Pair], blocks: Blocks) -> list[tuple[list[Report], dict[Key, slice]]]:
    """The reports of the articles of each side in a row, and where each article's are."""
    sides = {one for _, one, _ in bunch}, {two for _, _, two in bunch}
    laid = []
    for keys in sides:
        told, where = list[Report](), dict[Key, slice]()
        for key in sorted(keys):
            where[key] = slice(len(told), len(told) + len(blocks[key]))
            told += blocks[key]
        laid.append((told, where))
    return laid
