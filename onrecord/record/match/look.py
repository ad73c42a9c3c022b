"""All that one pair of reports shows by itself, for every pair of two lists at once.

Who spoke, when, through whom, and what the words, names and numbers have in common; put together
to log-odds that the two are of one statement, twice: for articles that have little in common, and
for such as run parallel.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onrecord.record.match import words as w
from onrecord.record.match.channels import Channels, channels
from onrecord.record.match.circumstances import DESCRIBED, NAME_WITHHELD, Days, Mask, Speaking, days, speaking
from onrecord.record.match.features import Matrix, features, over, shared, telling, verbatim
from onrecord.record.match.odds import content_odds
from onrecord.types import Report

NEVER, SUREST, TRUSTED = -30.0, 6.0, -0.7
"""Log-odds: never; the most that words can say; and the most that is taken off, in articles that run
parallel, for speakers who are called otherwise."""

CONTAINS_TIMES, CONTAINS_SHARE, CONTAINS_RUNS = 3.0, 0.75, 0.6
"""A report so many times richer that holds this much of the poorer's telling words and runs."""

VERBATIM_SHARE, VERBATIM_LONG, VERBATIM_ODDS = 0.5, 12, 5.0
"""The same words in quotation marks, of at least this share of the shorter quotation, are odds of
their own, whatever else the two say; in a long run, even where the speakers are unlike."""
BRIEF_WORDS = 10
_REPLY_ODDS, _REPLY_ASKED, REPLY_BESIDE, _REPLY_ALIKE = -3.2, 10.0, 1.0, 0.75
"""By what both answer; where only one article gives the question, by what stands beside both (more
likely than not the same), if the answers are of one kind: so alike in meaning."""
_SAME_MANNER = 0.3
_LEAST_CONTAINED = 2 * w.RAREST
FEWEST_WORDS = 4
_THIN, _THIN_OF_OTHERS, _THIN_ALIKE, _THIN_ODDS = 1.5 * w.RAREST, 2.0 * w.RAREST, 0.6, -2.5
"""Words like "this is not the question" are no evidence: so little telling weight, so unlike."""


class Look:
    """All matrices of two lists of reports, rows for `left`, columns for `right`."""

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
