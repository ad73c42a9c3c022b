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
from functools import lru_cache
from itertools import groupby

import numpy as np

from onrecord.record.match import words as w
from onrecord.record.match.channels import Channels, channels
from onrecord.record.match.circumstances import DESCRIBED, NAME_WITHHELD, Days, Mask, Speaking, days, speaking
from onrecord.record.match.features import Matrix, features, over, shared, telling, verbatim
from onrecord.record.match.odds import content_odds, logistic, neighbours, second_odds
from onrecord.types import Match, MatchRelation, Report, Said

SAME, SAME_NO_SPEAKER, REPEATS, OVERLAPS = 0.35, 0.5, 0.6, 0.5
"""Least scores: of one statement; the same where the speakers are not known to be one; said again;
partly the same."""

ALONE_NO_SPEAKER, ALONE_ASSERTED = 0.6, 0.85
"""What a pair needs by itself, whatever stands beside it: where the speakers are not known to be one;
where one outlet attributes and the other tells it as its own knowledge."""

CONTAINS_TIMES, CONTAINS_SHARE, CONTAINS_RUNS = 3.0, 0.75, 0.6
"""A report so many times richer that holds this much of the poorer's telling words and runs."""

NEVER, HOPELESS, SUREST = -30.0, -1.5, 6.0
"""Log-odds: never; where nothing beside it can make a match of a pair; and the most that words can say."""

LONELY, LONELY_UNDATED = 1.0, 3.0
"""Log-odds off where two articles have nothing else in common, and still more where they may lie
days apart: the same words come round again. (Translations, which the weights are from, run parallel.)
"""

LEAST_PARALLEL, PARALLEL, TRUSTED = 3, 0.4, -0.7
"""Articles of which so many statements, and so large a share of the shorter one's, are likely the same
run parallel: there, speakers who are called otherwise are doubted no more than this (log-odds)."""

VERBATIM_SHARE, VERBATIM_LONG, VERBATIM_ODDS = 0.5, 12, 5.0
"""The same words in quotation marks, of at least this share of the shorter quotation, are odds of
their own, whatever else the two say; in a long run, even where the speakers are unlike."""
BRIEF_WORDS = 10
_REPLY_ODDS, _REPLY_ASKED, _REPLY_BESIDE, _REPLY_ALIKE = -3.2, 10.0, 1.0, 0.75
"""By what both answer; where only one article gives the question, by what stands beside both (more
likely than not the same), if the answers are of one kind: so alike in meaning."""
_SAME_MANNER = 0.3
_LEAST_CONTAINED = 2 * w.RAREST
FEWEST_WORDS = 4
_THIN, _THIN_OF_OTHERS, _THIN_ALIKE, _THIN_ODDS = 1.5 * w.RAREST, 2.0 * w.RAREST, 0.6, -2.5
"""Words like "this is not the question" are no evidence: so little telling weight, so unlike."""


MOST_AT_ONCE = 600
"""Reports of new articles that are compared with one another at a time."""


def matches(reports: Sequence[Report], candidates: Sequence[Report]) -> tuple[Match, ...]:
    """Links between `reports` and `candidates` of other articles, and repeats within articles.

    Hand in all reports of each article that takes part. Relations: same (one statement, by two
    outlets), contains (the left report holds the right one and much more), overlaps (close, but
    another report fits better), repeats (said again: in the same article, or on another day).
    `left` is the lesser id, but for contains. Sorted by ids; each pair once.
    """
    found: dict[tuple[str, str], Match] = {}
    ordered = _ordered(reports)
    # an article of thousands of statements would fill the memory: it is looked at stretch by stretch
    for left in (ordered[n : n + MOST_AT_ONCE] for n in range(0, len(ordered), MOST_AT_ONCE)):
        right = _ordered([*left, *candidates])
        look = _Look(left, right)
        for rows in _articles(left):
            for columns in _articles(right):
                for match in look.pairs(rows, columns):
                    found[min(match.left, match.right), max(match.left, match.right)] = match
    return tuple(found[key] for key in sorted(found))


def at_first_look(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    """How likely each pair is one statement, 0 to 1: each pair alone, by the days of its own articles."""
    look = _Look(*([_on_its_own(report) for report in side] for side in (left, right)))
    return logistic(np.where(look.another_day, NEVER, look.odds))


def _on_its_own(report: Report) -> Report:
    return replace(report, said=Said()) if report.said.basis == "other_report" else report


def _ordered(reports: Sequence[Report]) -> list[Report]:
    """By article, attributed before narrated: the neighbour of a statement is a statement."""
    unique = {report.statement.id: report for report in reports}

    def place(report: Report) -> tuple[str, int, bool, int, str]:
        narrated = report.statement.manner == "narrated"
        return report.article_id, report.version, narrated, report.order, report.statement.id

    return sorted(unique.values(), key=place)


def _articles(reports: Sequence[Report]) -> list[slice]:
    """Where each article's reports lie in an ordered list."""
    slices, start = [], 0
    for _, group in groupby(reports, key=lambda r: (r.article_id, r.version)):
        end = start + sum(1 for _ in group)
        slices.append(slice(start, end))
        start = end
    return slices


class _Look:
    """All matrices of one call of `matches`, rows for `left`, columns for `right`."""

    def __init__(self, left: Sequence[Report], right: Sequence[Report]) -> None:
        self.left, self.right = left, right
        self.speaking: Speaking = speaking(left, right)
        self.days: Days = days(left, right)
        self.channels: Channels = channels(left, right)
        # "The agency KPS says": the outlet stands where another names the speaker.
        relayed = self.channels.outlet_speaks & ~self.speaking.same
        self.who = np.where(relayed, np.maximum(self.speaking.odds, DESCRIBED), self.speaking.odds)
        self.known = self.speaking.known & ~relayed
        self.parts = features(left, right)
        self.asked = _asked(left, right)
        rich = telling(left)[:, None], telling(right)[None, :]
        self.times = over(np.maximum(*rich), np.minimum(*rich))
        self.least = np.minimum(*rich)
        manners = [np.array([r.statement.manner for r in side]) for side in (left, right)]
        same_manner = manners[0][:, None] == manners[1][None, :]
        told_as_fact = (manners[0] == "narrated")[:, None], (manners[1] == "narrated")[None, :]
        facts, self.asserted = told_as_fact[0] | told_as_fact[1], told_as_fact[0] ^ told_as_fact[1]
        self.run, self.run_share = verbatim(left, right)
        self.quoted = (self.run > 0) & (self.run_share >= VERBATIM_SHARE)
        # Word for word the same is one occasion, unless both articles tell of two, or weeks lie between.
        self.another_day = self.days.other & (self.days.firm | self.days.far | ~self.quoted)
        # However alike the words: they cannot make up for another speaker.
        content = np.clip(content_odds(self.parts), -SUREST, SUREST)
        around = self.days.odds + self.channels.odds + np.where(same_manner, _SAME_MANNER, 0.0)
        quoted = np.where(self.quoted, self._verbatim_odds(), NEVER)
        reply = self._replies()
        thin, thin_of_others = self._thin()
        odds = np.where(thin | thin_of_others, np.minimum(content, _THIN_ODDS), content)
        odds = np.maximum(odds + self.who + around, quoted)
        self.reply_wins = reply > odds
        self.odds = np.maximum(odds, reply)
        doubted = ~self.known & (self.who > NAME_WITHHELD) & ~facts
        odds = np.where(thin, np.minimum(content, _THIN_ODDS), content)
        odds = np.maximum(odds + np.where(doubted, np.maximum(self.who, TRUSTED), self.who) + around, quoted)
        self.trusting = np.maximum(odds, reply)
        self.held = self._held()
        self.regardless = self.held | (self.run > 0)  # linked whatever the odds
        self.loose = self.days.dateless | self.days.one_dateless | (self.days.odds < 0)
        self.undated = self.days.dateless & ~self.quoted & ~facts  # a fact tells its day, a stance does not
        # Filled in as the articles are looked at: pairs in articles that run parallel; and pairs that
        # are all that two articles without any day have in common.
        self.trusted, self.adrift = np.zeros((2, *self.quoted.shape), dtype=bool)

    def _verbatim_odds(self) -> Matrix:
        """Log-odds of two quotations that share a run of words, by who speaks and when."""
        who = np.where(self.run >= VERBATIM_LONG, np.maximum(self.who, -VERBATIM_ODDS), self.who)
        return np.where(self.quoted, VERBATIM_ODDS, 0.0) + who + self.days.odds

    def _thin(self) -> tuple[Mask, Mask]:
        """Pairs that say too little to be told by their words: "the measure", "some limits on it".

        Few words count if they are the same, and FEWEST_WORDS or more; those of people who are not
        known to be one (the second mask) never do.
        """
        alike: Mask = (self.parts["spelling"] >= _THIN_ALIKE) | (self.parts["words"] >= _THIN_ALIKE)
        spoken = [np.array([len(w.words(r.content)) for r in side]) for side in (self.left, self.right)]
        alike &= np.minimum(spoken[0][:, None], spoken[1][None, :]) >= FEWEST_WORDS
        return (self.least < _THIN) & ~alike, (self.least < _THIN_OF_OTHERS) & ~self.known

    def _replies(self) -> Matrix:
        """Log-odds of two short answers of one speaker, by what they answer."""
        brief = [np.array([_brief_answer(r) for r in side], dtype=bool) for side in (self.left, self.right)]
        fits: Mask = (
            brief[0][:, None] & brief[1][None, :] & (self.speaking.same | self.speaking.one_for_other)
        )
        fits &= (self.parts["negation"] == 0) & (self.parts["number_clash"] == 0)
        odds = _REPLY_ODDS + _REPLY_ASKED * self.asked + self.days.odds + 0.5 * self.who
        replied = [np.array([bool(r.question) for r in side], dtype=bool) for side in (self.left, self.right)]
        self.beside = fits & (replied[0][:, None] | replied[1][None, :])
        self.beside &= (self.parts["vector"] >= _REPLY_ALIKE) & (self.days.odds >= 0)
        return np.where(fits & (self.asked > 0), np.minimum(odds, 2.5), NEVER)

    def pairs(self, rows: slice, columns: slice) -> Iterator[Match]:
        """The links between two articles, or within one."""
        one, two = self.left[rows.start], self.right[columns.start]
        odds = self.odds[rows, columns]
        if one.article_id == two.article_id:
            if one.version == two.version:
                yield from self._links(rows, columns, logistic(odds), NEVER * np.ones_like(odds))
            return
        if self.trusting[rows, columns].max() < HOPELESS and not self.regardless[rows, columns].any():
            return
        never = self.another_day[rows, columns]
        trusting = np.where(never, NEVER, self.trusting[rows, columns])
        self.trusted[rows, columns] = parallel = _parallel(logistic(trusting))
        odds = self.trusting[rows, columns] if parallel else odds
        alone = trusting if parallel else np.where(never, NEVER, odds)
        answers = self.beside[rows, columns] & (neighbours(logistic(alone)) >= OVERLAPS)
        self.beside[rows, columns] = answers & (alone < _REPLY_BESIDE)
        alone = np.where(answers, np.maximum(alone, _REPLY_BESIDE), alone)
        lonely = ~_accompanied(logistic(alone))
        self.adrift[rows, columns] = lonely & self.undated[rows, columns]
        far = self.loose[rows, columns]
        less = np.where(lonely, np.where(far, LONELY_UNDATED, LONELY), 0.0)
        yield from self._links(rows, columns, logistic(odds), logistic(second_odds(alone) - less))

    def _links(self, rows: slice, columns: slice, first: Matrix, second: Matrix) -> Iterator[Match]:
        held = self.held[rows, columns]
        worth = (first >= min(OVERLAPS, REPEATS)) | (second >= SAME) | held | (self.run[rows, columns] > 0)
        for i, j in zip(*(axis.tolist() for axis in np.nonzero(worth)), strict=True):
            row, column = rows.start + i, columns.start + j
            relation, score = self._relation(
                row, column, float(first[i, j]), float(second[i, j]), bool(held[i, j])
            )
            if relation is not None:
                yield self._match(row, column, relation, score)

    def _held(self) -> Mask:
        """Pairs of which one report holds the other and much more."""
        held: Mask = (
            (self.times >= CONTAINS_TIMES)
            & (self.least >= _LEAST_CONTAINED)
            & (self.parts["contained"] >= CONTAINS_SHARE)
            & (self.parts["runs"] >= CONTAINS_RUNS)
            & (self.who > -1.5)
            & ~self.another_day
        )
        return held

    def _relation(
        self, row: int, column: int, first: float, second: float, held: bool
    ) -> tuple[MatchRelation | None, float]:
        left, right = self.left[row], self.right[column]
        if left.article_id == right.article_id:
            again = left.statement.id < right.statement.id and first >= REPEATS
            return ("repeats", first) if again else (None, 0.0)
        if self.another_day[row, column] or self.adrift[row, column]:
            return ("repeats", first) if first >= REPEATS else (None, 0.0)
        if held:
            return "contains", max(second, float(self.parts["runs"][row, column]))
        attributed = bool(self.known[row, column])
        alone = ALONE_ASSERTED if self.asserted[row, column] else ALONE_NO_SPEAKER
        trusted = self.trusted[row, column] and not self.asserted[row, column]
        enough = attributed or trusted or first >= alone
        if second >= (SAME if attributed else SAME_NO_SPEAKER) and enough:
            return "same", second
        if self.quoted[row, column] and first >= SAME:
            return "same", first
        if self.run[row, column]:
            return "overlaps", max(OVERLAPS, first)
        return ("overlaps", first) if first >= OVERLAPS and attributed else (None, 0.0)

    def _match(self, row: int, column: int, relation: MatchRelation, score: float) -> Match:
        ids = self.left[row].statement.id, self.right[column].statement.id
        if relation == "contains":
            lengths = len(self.left[row].content), len(self.right[column].content)
            ids = ids if (lengths[0], ids[1]) > (lengths[1], ids[0]) else (ids[1], ids[0])
        else:
            ids = min(ids), max(ids)
        return Match(*ids, relation, round(score, 4), tuple(self._reasons(row, column, relation)))

    def _reasons(self, row: int, column: int, relation: MatchRelation) -> Iterator[str]:
        part = {name: float(matrix[row, column]) for name, matrix in self.parts.items()}
        if self.left[row].article_id == self.right[column].article_id:
            yield "same article"
        if self.speaking.same[row, column]:
            yield "same speaker"
        elif self.speaking.one_for_other[row, column]:
            yield "one speaks for the other"
        elif self.speaking.alike[row, column]:
            yield "speakers called alike"
        if self.channels.one_source[row, column]:
            yield "one is the other's source, or both name one"
        if self.days.same[row, column]:
            yield "same day"
        elif self.another_day[row, column]:
            yield "another day"
        elif self.adrift[row, column]:
            yield "no day on either side"
        elif self.days.weekday[row, column]:
            yield "same weekday"
        if self.reply_wins[row, column]:
            yield "short answers to the same question"
        elif self.beside[row, column]:
            yield "short answers at the same place"
        elif self.asked[row, column] >= 0.3:
            yield "answers the same question"
        if part["vector"]:
            yield f"meaning {part['vector']:.2f}"
        if self.run[row, column]:
            yield f"{self.run[row, column]:.0f} quoted words alike"
        elif part["quoted"] > 0:
            yield f"quoted words {part['quoted']:.2f}"
        yield f"telling words {part['words']:.2f}"
        if relation == "contains":
            yield f"{self.times[row, column]:.0f} times as much said"
        for name, reason in _FLAGS.items():
            if part[name] > 0:
                yield reason


_FLAGS = {
    "names": "names shared",
    "numbers": "a number shared",
    "number_clash": "numbers differ",
    "name_clash": "names differ",
    "negation": "one denies, the other does not",
}


def _parallel(chance: Matrix) -> bool:
    """Whether two articles tell much the same, statement by statement: one briefing, one wire."""
    likely = chance >= OVERLAPS
    told = min(int(likely.any(axis=1).sum()), int(likely.any(axis=0).sum()))
    return bool(told >= max(LEAST_PARALLEL, PARALLEL * min(chance.shape)))


def _accompanied(chance: Matrix) -> Mask:
    """Pairs beside which the two articles have another, of other reports, that is likely."""
    likely = chance >= OVERLAPS
    others: Mask = (likely.sum() - likely.sum(1)[:, None] - likely.sum(0)[None, :] + likely) > 0
    return others


def _brief_answer(report: Report) -> bool:
    """A few words in answer to a question that the article tells; if quoted, to what came before."""
    told = report.context if report.statement.manner in ("direct", "mixed") else ""
    return 0 < len(w.words(report.content)) <= BRIEF_WORDS and bool(report.question or told)


def _asked(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    """How alike the questions are that each pair answers, 0 to 1.

    Where the text gives no question, what the speaker was told to have said just before stands
    for it. Rare words count by the square: a question is recognised by its subject.
    """
    one, other = ([w.stems(r.question or r.context) for r in side] for side in (left, right))

    sizes = [np.array([_squares(keys) for keys in side], dtype=np.float64) for side in (one, other)]
    return over(shared(one, other, _square), np.sqrt(sizes[0][:, None] * sizes[1][None, :]))


def _square(key: str) -> int:
    return w.weight(key) ** 2


@lru_cache(maxsize=65_536)
def _squares(keys: frozenset[str]) -> int:
    return sum(map(_square, keys))
