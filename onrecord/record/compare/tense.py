"""Done against still to come, for the same act in two contents laid side by side.

    "has withdrawn", "withdrew", "were withdrawn"   against   "will withdraw", "is going to withdraw"

Reported speech shifts tenses back ("would", "had"), and a present tense may mean any day; so only
what is plainly over clashes with what is plainly ahead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from onrecord.record.compare.align import alike
from onrecord.record.compare.beside import Beside
from onrecord.record.compare.words import FUNCTION, Token, placeless, word_set
from onrecord.types import Clash

State = Literal["done", "ahead"]

_AHEAD = word_set("will shall would won't wouldn't")
_DONE = word_set("has have had was were hasn't haven't hadn't wasn't weren't did didn't")
_PASSED_OVER = word_set("been be also already now then not never just")
_OPEN = word_set("may might could can cannot must should ought if unless to")
_PRONOUNS = word_set("he she it they we i you who which that this these those there")
_AGREEMENT = 0.5
_REACH = 5


def tenses(both: Beside) -> Iterator[Clash]:
    """What one report tells as done and the other as still to come.

    >>> from onrecord.record.compare.beside import beside
    >>> list(tenses(beside("The army has left the valley.", "The army will leave the valley.")))
    [Clash(kind='tense', base='has left', own='will leave')]
    """
    other = both.swapped()
    for i, word in enumerate(both.base):
        j = both.partner.get(i)
        if j is None or not word.is_content or not word.fold.isalpha():
            continue
        here, there = _state(both.base, i), _state(both.own, j)
        if here is None or there is None or here[0] == there[0]:
            continue
        if min(both.agreement(i), other.agreement(j)) >= _AGREEMENT:
            yield Clash("tense", both.phrase(here[1], i + 1), other.phrase(there[1], j + 1))


States = tuple[tuple[Token, State], ...]


def states(words: Sequence[Token]) -> States:
    """The words that are plainly done, or ahead."""
    found = ((word, _state(words, i)) for i, word in enumerate(words))
    return tuple((placeless(word), state[0]) for word, state in found if state is not None)


def may_clash(here: States, there: States) -> bool:
    """Whether a word is done in one report and ahead in the other, before words are aligned."""
    return any(
        state != other and alike(word, same)
        for word, state in here
        if word.is_content and word.fold.isalpha()
        for same, other in there
    )


def _state(words: Sequence[Token], i: int) -> tuple[State, int] | None:
    """Whether the verb at `i` is done or ahead, and where its phrase begins; None where neither is plain."""
    k = i - 1
    while k >= 0 and i - k <= _REACH and (words[k].fold in _PASSED_OVER or words[k].fold.endswith("ly")):
        k -= 1
    before = words[k].fold if k >= 0 else ""
    if before == "to" and k and words[k - 1].fold == "going" and k > 1:
        return ("ahead", k - 2) if words[k - 2].fold in ("is", "are", "am", "'s") else None
    if before in _AHEAD:
        return "ahead", k
    if before in _DONE:
        return "done", k
    if before in _OPEN or before in ("is", "are", "am", "being"):
        return None
    in_past = words[i].fold.endswith("ed") or (words[i].fold != words[i].stem and _irregular_past(words[i]))
    subject = k == i - 1 and k >= 0 and words[k].is_word and (before in _PRONOUNS or before not in FUNCTION)
    return ("done", i) if in_past and subject else None


def _irregular_past(word: Token) -> bool:
    """ "took" and "won", not "takes" or "taking": the stem is another word, not its beginning."""
    return not word.fold.startswith(word.stem) and not word.fold.endswith(("ing", "s"))
