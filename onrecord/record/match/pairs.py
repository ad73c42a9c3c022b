"""Which reports are of the same statement: a score for every pair that could be, with its reasons.

Two looks. The first asks of each pair alone: who spoke, when, and what the words, names and
numbers have in common. The second asks of each pair of articles: does either report fit another
one better, and do their neighbours match too, as in two articles on one briefing?

A pair's score depends on the two reports and on the other reports of their two articles, on
nothing else: hand in whole articles, and neither order nor the other candidates matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from onrecord.record.match import words as w
from onrecord.record.match.circumstances import Mask
from onrecord.record.match.look import NEVER, REPLY_BESIDE, Look
from onrecord.record.match.odds import logistic, neighbours, second_odds
from onrecord.record.match.screen import HOPELESS
from onrecord.record.match.sets import Matrix
from onrecord.types import Match, MatchRelation, Report, Said

SAME, SAME_NO_SPEAKER, SAME_TRUSTED, REPEATS, OVERLAPS = 0.35, 0.5, 0.4, 0.6, 0.5
"""Least scores: of one statement; the same where the speakers are not known to be one, and in articles
that run parallel; said again; partly the same."""

ALONE_NO_SPEAKER, ALONE_ASSERTED = 0.6, 0.85
"""What a pair needs by itself, whatever stands beside it: where the speakers are not known to be one;
where one outlet attributes and the other tells it as its own knowledge."""

LONELY, LONELY_UNDATED = 1.0, 3.0
"""Log-odds off where two articles have nothing else in common, and still more where they may lie
days apart: the same words come round again. (Translations, which the weights are from, run parallel.)
"""

MOST_CUT = 8.0
"""A report that says so many times as much as one that it holds is still another version of it: cut, to a
sentence or a fragment. One that says more is an interview, and holds many statements."""

LEAST_PARALLEL, PARALLEL = 3, 0.4
"""Articles of which so many statements, and so large a share of the shorter one's, are likely the same
run parallel: there, speakers who are called otherwise are doubted less."""


def at_first_look(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    """How likely each pair is one statement, 0 to 1: each pair alone, by the days of its own articles."""
    look = Look(*([_on_its_own(report) for report in side] for side in (left, right)))
    return logistic(np.where(look.another_day, NEVER, look.odds))


def _on_its_own(report: Report) -> Report:
    return replace(report, said=Said()) if report.said.basis == "other_report" else report


def between(look: Look, rows: slice, columns: slice) -> Iterator[Match]:
    """The links between two articles, or within one."""
    one, two = look.left[rows.start], look.right[columns.start]
    odds = look.odds[rows, columns]
    if one.article_id == two.article_id:
        if one.version == two.version:
            yield from _links(look, rows, columns, logistic(odds), NEVER * np.ones_like(odds))
        return
    if look.trusting[rows, columns].max() < HOPELESS and not look.regardless[rows, columns].any():
        return
    never = look.another_day[rows, columns]
    trusting = np.where(never, NEVER, look.trusting[rows, columns])
    look.trusted[rows, columns] = parallel = _parallel(logistic(trusting))
    odds = look.trusting[rows, columns] if parallel else odds
    alone = trusting if parallel else np.where(never, NEVER, odds)
    answers = look.beside[rows, columns] & (neighbours(logistic(alone)) >= OVERLAPS)
    look.beside[rows, columns] = answers & (alone < REPLY_BESIDE)
    alone = np.where(answers, np.maximum(alone, REPLY_BESIDE), alone)
    lonely = ~_accompanied(logistic(alone))
    look.adrift[rows, columns] = lonely & look.undated[rows, columns]
    far = look.loose[rows, columns]
    less = np.where(lonely, np.where(far, LONELY_UNDATED, LONELY), 0.0)
    second = second_odds(alone) - less + look.meaning(rows, columns)
    yield from _links(look, rows, columns, logistic(odds), logistic(second))


def _links(look: Look, rows: slice, columns: slice, first: Matrix, second: Matrix) -> Iterator[Match]:
    held = look.held[rows, columns]
    cut = held & look.known[rows, columns] & (look.times[rows, columns] <= MOST_CUT)
    held = held & ~(cut & _best(second))  # of several that one holds, the likeliest is its version
    worth = (first >= min(OVERLAPS, REPEATS)) | (second >= SAME) | held | (look.run[rows, columns] > 0)
    for i, j in zip(*(axis.tolist() for axis in np.nonzero(worth)), strict=True):
        row, column = rows.start + i, columns.start + j
        relation, score = _relation(
            look, row, column, float(first[i, j]), float(second[i, j]), bool(held[i, j])
        )
        if relation is not None:
            yield _match(look, row, column, relation, score)


def _relation(
    look: Look, row: int, column: int, first: float, second: float, held: bool
) -> tuple[MatchRelation | None, float]:
    left, right = look.left[row], look.right[column]
    if left.article_id == right.article_id:
        again = left.statement.id < right.statement.id and first >= REPEATS
        return ("repeats", first) if again else (None, 0.0)
    if look.another_day[row, column] or look.adrift[row, column]:
        return ("repeats", first) if first >= REPEATS else (None, 0.0)
    if held:
        return "contains", max(second, float(look.parts["runs"][row, column]))
    attributed = bool(look.known[row, column])
    alone = ALONE_ASSERTED if look.asserted[row, column] else ALONE_NO_SPEAKER
    trusted = look.trusted[row, column] and not look.asserted[row, column]
    enough = attributed or trusted or first >= alone
    least = SAME if attributed else SAME_TRUSTED if trusted else SAME_NO_SPEAKER
    if second >= least and enough:
        return "same", second
    if look.quoted[row, column] and first >= SAME:
        return "same", first
    if look.run[row, column]:
        return "overlaps", max(OVERLAPS, first)
    return ("overlaps", first) if first >= OVERLAPS and attributed else (None, 0.0)


def _match(look: Look, row: int, column: int, relation: MatchRelation, score: float) -> Match:
    ids = look.left[row].statement.id, look.right[column].statement.id
    if relation == "contains":
        lengths = len(look.left[row].content), len(look.right[column].content)
        ids = ids if (lengths[0], ids[1]) > (lengths[1], ids[0]) else (ids[1], ids[0])
    else:
        ids = min(ids), max(ids)
    return Match(*ids, relation, round(score, 4), tuple(_reasons(look, row, column, relation)))


def _reasons(look: Look, row: int, column: int, relation: MatchRelation) -> Iterator[str]:
    part = {name: float(look.parts[name][row, column]) for name in ("vector", "quoted", "words", *_FLAGS)}
    if look.left[row].article_id == look.right[column].article_id:
        yield "same article"
    if look.speaking.same[row, column]:
        yield "same speaker"
    elif look.speaking.one_for_other[row, column]:
        yield "one speaks for the other"
    elif look.speaking.alike[row, column]:
        yield "speakers called alike"
    if look.channels.one_source[row, column]:
        yield "one is the other's source, or both name one"
    if look.days.same[row, column]:
        yield "same day"
    elif look.another_day[row, column]:
        yield "another day"
    elif look.adrift[row, column]:
        yield "no day on either side"
    elif look.days.weekday[row, column]:
        yield "same weekday"
    if look.reply_wins[row, column]:
        yield "short answers to the same question"
    elif look.beside[row, column]:
        yield "short answers at the same place"
    elif look.asked[row, column] >= 0.3:
        yield "answers the same question"
    if part["vector"]:
        yield f"meaning {part['vector']:.2f}"
    if look.run[row, column]:
        yield f"{look.run[row, column]:.0f} quoted words alike"
    elif part["quoted"] > 0:
        yield f"quoted words {part['quoted']:.2f}"
    yield f"telling words {part['words']:.2f}"
    if relation != "repeats" and look.held[row, column]:
        yield f"{look.times[row, column]:.0f} times as much said"
    numbers = [w.numbers(report.content) for report in (look.left[row], look.right[column])]
    if all(numbers) and not numbers[0] & numbers[1]:
        yield "numbers differ"
    for name, reason in _FLAGS.items():
        if part[name] > 0:
            yield reason


_FLAGS = {
    "names": "names shared",
    "numbers": "a number shared",
    "name_clash": "names differ",
    "negation": "one denies, the other does not",
}


def _parallel(chance: Matrix) -> bool:
    """Whether two articles tell much the same, statement by statement: one briefing, one wire."""
    likely = chance >= OVERLAPS
    told = min(int(likely.any(axis=1).sum()), int(likely.any(axis=0).sum()))
    return bool(told >= max(LEAST_PARALLEL, PARALLEL * min(chance.shape)))


def _best(score: Matrix) -> Mask:
    """Values that none in their row or their column surpasses."""
    best: Mask = (score >= score.max(axis=1, keepdims=True)) & (score >= score.max(axis=0, keepdims=True))
    return best


def _accompanied(chance: Matrix) -> Mask:
    """Pairs beside which the two articles have another, of other reports, that is likely."""
    likely = chance >= OVERLAPS
    others: Mask = (likely.sum() - likely.sum(1)[:, None] - likely.sum(0)[None, :] + likely) > 0
    return others
