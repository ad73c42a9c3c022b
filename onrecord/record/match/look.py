"""All that one pair of reports shows by itself, for every pair of two lists at once.

Who spoke, when, through whom, and what the words, names and numbers have in common; put together
to log-odds that the two are of one statement, twice: for articles that have little in common, and
for such as run parallel.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onrecord.record.match import words as w
from onrecord.record.match.channels import Channels, channels
from onrecord.record.match.circumstances import DESCRIBED, NAME_WITHHELD, Days, Mask, Speaking, days, speaking
from onrecord.record.match.features import features, telling, verbatim
from onrecord.record.match.odds import content_odds
from onrecord.record.match.sets import Matrix, over, shared
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
REPLY_ODDS, REPLY_ASKED, REPLY_BESIDE, _REPLY_ALIKE, _REPLY_TOLD = -3.2, 10.0, 1.0, 0.75, -1.0
"""By what both answer; where only one article gives the question, by what stands beside both (more
likely than not the same), if the answers are of one kind: so alike in meaning. Less (_REPLY_TOLD) where
what one outlet gives as question and answer is told by the other without either."""
SAME_MANNER = 0.3
_LEAST_CONTAINED = 2 * w.RAREST
FEWEST_WORDS, FEWEST_THE_SAME, _SAME_RUNS = 4, 3, 0.5
_THIN, _THIN_OF_OTHERS, _THIN_ALIKE, _THIN_QUOTED, _THIN_ODDS = 1.5 * w.RAREST, 2.0 * w.RAREST, 0.6, 0.9, -2.5
"""Words like "that is another matter" are no evidence: so little telling weight, so unlike, and not
quoted by the one as by the other."""
_THIN_WHOLE, _WHOLE_WEIGHT, _WHOLE_RUNS, _WHOLE_MEANING = 0.95, 0.9 * w.RAREST, 0.75, 0.85
_THIN_MOST, _MOST_ALIKE = 0.65, 0.75
_LEAST_BESIDE_NAMES = 0.75 * w.RAREST
"""But "that the tapes were doctored" is one with a longer sentence which says the same: all its telling words,
of about one rare word's weight, and most of their runs or a sentence of that meaning. And "that anyone had been
beaten", denied, is one with "that they had not beaten any citizen": most of its telling words, in that meaning.
But people who are not known to be one, of whom the one speaks of the crossing of the Bab and so does the other,
need to have more in common than these names."""
_MEANING, _MEANING_STEP, _LEAST_MEANING, _MOST_MEANING, _MOST_OF_DENIED, _MEANING_OF_STRANGERS, _BALANCED = (
    0.6,
    8.0,
    -1.5,
    2.5,
    1.0,
    0.7,
    0.5,
)
"""Log-odds by which vectors above or below _MEANING speak for a pair or against it, after the second
look. (Fitted to translations that the encoder had not seen, and set stricter: outlets run less parallel.)
Little (_MOST_OF_DENIED) for a pair of which one denies and the other does not: to a vector, yes and no are alike;
and more is asked (_MEANING_OF_STRANGERS) of a thin one that shares no telling word, name or number: to it short clauses
are alike.
Nothing against a pair that shares a name or number, or of which one says much more: a part means something else."""
_YES_OR_NO = re.compile(r"(?i)\W*(?:yes|no|never|not at all|of course|certainly|absolutely)\b")
_SAYS_AGAIN = re.compile(r"(?i)\b(?:repeat|reiterat|restat|reaffirm)|\b(?:again|once more)\b")


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
        self.asked = asked(left, right)
        rich = telling(left)[:, None], telling(right)[None, :]
        self.times = over(np.maximum(*rich), np.minimum(*rich))
        self.least = np.minimum(*rich)
        manners = [np.array([r.statement.manner for r in side]) for side in (left, right)]
        same_manner = manners[0][:, None] == manners[1][None, :]
        told_as_fact = (manners[0] == "narrated")[:, None], (manners[1] == "narrated")[None, :]
        facts, self.asserted = told_as_fact[0] | told_as_fact[1], told_as_fact[0] ^ told_as_fact[1]
        self.run, self.run_share = verbatim(left, right)
        self.quoted = (self.run > 0) & (self.run_share >= VERBATIM_SHARE)
        again = [np.array([_SAYS_AGAIN.search(r.cue) is not None for r in side]) for side in (left, right)]
        # Word for word the same is one occasion, unless both articles tell of two, or weeks lie between.
        told_twice = self.days.firm | self.days.far | again[0][:, None] | again[1][None, :]
        self.another_day = self.days.other & (told_twice | ~self.quoted)
        # However alike the words: they cannot make up for another speaker.
        content = np.clip(content_odds(self.parts), -SUREST, SUREST)
        around = self.days.odds + self.channels.odds + np.where(same_manner, SAME_MANNER, 0.0)
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

    def meaning(self, rows: slice, columns: slice) -> Matrix:
        """Log-odds that the contents' vectors add to a second look."""
        part = {
            name: self.parts[name][rows, columns]
            for name in ("balance", "numbers", "names", "negation", "vector", "words", "contained")
        }
        spared = (part["balance"] < _BALANCED) | (part["numbers"] > 0) | (part["names"] > 0)
        least = np.where(spared, 0.0, _LEAST_MEANING)
        most = np.where(part["negation"] > 0, _MOST_OF_DENIED, _MOST_MEANING)
        strange = (part["words"] == 0) & (part["contained"] == 0) & (part["names"] + part["numbers"] == 0)
        strange &= self.least[rows, columns] < _THIN
        alike = part["vector"] - np.where(strange, _MEANING_OF_STRANGERS, _MEANING)
        odds = np.clip(_MEANING_STEP * alike, least, most)
        return np.where(part["vector"] != 0, odds, 0.0)

    def _thin(self) -> tuple[Mask, Mask]:
        """Pairs that say too little to be told by their words: "the measure", "some limits on it".

        Few words count if they are the same, and FEWEST_WORDS or more; those of people who are not
        known to be one (the second mask) never do.
        """
        alike: Mask = (self.parts["spelling"] >= _THIN_ALIKE) | (self.parts["words"] >= _THIN_ALIKE)
        alike |= (self.parts["quoted"] >= _THIN_QUOTED) | self._said_whole()
        most = (self.parts["contained"] >= _THIN_MOST) & (self.parts["vector"] >= _MOST_ALIKE)
        most &= (self.parts["negation"] == 0) & self.speaking.same
        spoken = [np.array([len(w.words(r.content)) for r in side]) for side in (self.left, self.right)]
        few = np.minimum(spoken[0][:, None], spoken[1][None, :])
        alike &= (few >= FEWEST_WORDS) | ((few >= FEWEST_THE_SAME) & self._in_the_same_words())
        of_others = (self.least < _THIN_OF_OTHERS) & ~self.known
        return (self.least < _THIN) & ~alike & ~most, of_others | self._names_alone(~of_others & ~self.known)

    def _names_alone(self, where: Mask) -> Mask:
        """Those of some pairs that share names and places, and next to nothing that is said of them."""
        found = np.zeros_like(where)
        where = where & (self.parts["names"] > 0) & ~self.quoted
        told = [[w.beside_names(r.content, r.names) for r in side] for side in (self.left, self.right)]
        for row, column in zip(*(axis.tolist() for axis in np.nonzero(where)), strict=True):
            both = told[0][row] & told[1][column]
            found[row, column] = sum(map(w.weight, both)) < _LEAST_BESIDE_NAMES
        return found

    def _in_the_same_words(self) -> Mask:
        """Pairs of one speaker that differ in small words only: "she would appeal", "she would not appeal"."""
        same: Mask = (self.parts["words"] >= _THIN_WHOLE) & (self.parts["runs"] >= _SAME_RUNS)
        return same & self.speaking.same

    def _said_whole(self) -> Mask:
        """Pairs of one speaker of which one says all that the other does, and neither denies it."""
        whole: Mask = (self.parts["contained"] >= _THIN_WHOLE) & (self.least >= _WHOLE_WEIGHT)
        whole &= (self.parts["runs"] >= _WHOLE_RUNS) | (self.parts["vector"] >= _WHOLE_MEANING)
        whole &= (self.parts["negation"] == 0) & self.speaking.same
        return whole

    def _replies(self) -> Matrix:
        """Log-odds of two short answers of one speaker, by what they answer."""
        brief = [np.array([brief_answer(r) for r in side], dtype=bool) for side in (self.left, self.right)]
        fits: Mask = (
            brief[0][:, None] & brief[1][None, :] & (self.speaking.same | self.speaking.one_for_other)
        )
        fits &= (self.parts["negation"] == 0) & (self.parts["number_clash"] == 0)
        odds = REPLY_ODDS + REPLY_ASKED * self.asked + self.days.odds + 0.5 * self.who
        replied = [np.array([bool(r.question) for r in side], dtype=bool) for side in (self.left, self.right)]
        self.beside = fits & (replied[0][:, None] | replied[1][None, :])
        self.beside &= (self.parts["vector"] >= _REPLY_ALIKE) & (self.days.odds >= 0)
        odds = np.where(fits & (self.asked > 0), odds, NEVER)
        return np.minimum(np.maximum(odds, self._told_whole(replied)), 2.5)

    def _told_whole(self, replied: Sequence[Mask]) -> Matrix:
        """Log-odds of a short answer and what another outlet tells without a question: "had they hired
        anybody?" – "No." and "denied that they had hired anybody".
        """
        answers = [np.array([plain_answer(r) for r in side], dtype=bool) for side in (self.left, self.right)]
        if not any(side.any() for side in answers):
            return np.full(self.asked.shape, NEVER)
        told = np.where(
            answers[0][:, None] & ~replied[1][None, :],
            alike([r.question for r in self.left], [r.content for r in self.right]),
            0.0,
        )
        back = np.where(
            ~replied[0][:, None] & answers[1][None, :],
            alike([r.content for r in self.left], [r.question for r in self.right]),
            0.0,
        )
        asked = np.maximum(told, back)
        odds = REPLY_ODDS + _REPLY_TOLD + REPLY_ASKED * asked + self.days.odds + 0.5 * self.who
        return np.where((asked > 0) & (self.speaking.same | self.speaking.one_for_other), odds, NEVER)

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


def brief_answer(report: Report) -> bool:
    """A few words in answer to a question that the article tells; if quoted whole, to what came before."""
    told = report.context if report.statement.manner == "direct" else ""
    return 0 < len(w.words(report.content)) <= BRIEF_WORDS and bool(report.question or told)


def plain_answer(report: Report) -> bool:
    """Yes or no, in a few words, to a question that the article gives."""
    return bool(report.question) and brief_answer(report) and _YES_OR_NO.match(report.content) is not None


def asked(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    """How alike the questions are that each pair answers, 0 to 1.

    Where the text gives no question, what the speaker was told to have said just before stands
    for it. Rare words count by the square: a question is recognised by its subject.
    """
    return alike(*([r.question or r.context for r in side] for side in (left, right)))


def alike(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """How much the rare words of each pair of texts are the same, 0 to 1."""
    one, other = ([w.stems(text) for text in side] for side in (left, right))
    sizes = [np.array([_squares(keys) for keys in side], dtype=np.float64) for side in (one, other)]
    return over(shared(one, other, _square), np.sqrt(sizes[0][:, None] * sizes[1][None, :]))


def _square(key: str) -> int:
    return w.weight(key) ** 2


@lru_cache(maxsize=65_536)
def _squares(keys: frozenset[str]) -> int:
    return sum(map(_square, keys))
