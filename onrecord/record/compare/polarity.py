"""Yes against no in two contents laid side by side.

A negation counts only for the word that it governs ("will not *withdraw*"), and only against a
report in which the same word, in the same surroundings, stands under no kind of negation at all:
strict on the one side, wide on the other, because a false alarm costs a reader more than a miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from onrecord.record.compare.beside import ALMOST_ALL, Beside
from onrecord.record.compare.words import AUXILIARIES, Token, stem, tokens, word_set
from onrecord.types import Clash

_NOT = word_set("not never cannot no nobody nothing none neither nor nowhere without hardly barely")
_WORDS_OF_REFUSAL = frozenset(
    stem(word)
    for word in word_set(
        """refuse deny reject decline fail unable unwilling avoid oppose exclude forbid ban prohibit prevent stop
    halt abandon drop cancel rule impossible unlikely unacceptable absence lack against instead disagree doubt
    premature nonsense false untrue inaccurate wrong groundless baseless refute dismiss dispute contrary"""
    )
)
_TURNS = word_set("until unless only before but although though while because if whether except")
TRANSPARENT = frozenset(
    stem(word)
    for word in word_set(
        """go going intend intention intent plan want wish ready prepare able seek aim consider yet ever even
    anyone anybody anything one still currently immediately fully really actually longer need reason way"""
    )
)
_HAVING = word_set("has have had is are was were")
_STOPS = word_set(". ; : ! ? …")
_JOINING = word_set("and but or")
_REACH = 8
_AGREEMENT = 0.5


def negates(words: Sequence[Token], k: int) -> bool:
    """Whether word `k` says no: "not", "won't", "nobody", "has yet to" …"""
    fold = words[k].fold
    if fold == "yet":
        return 0 < k < len(words) - 1 and words[k - 1].fold in _HAVING and words[k + 1].fold == "to"
    return fold in _NOT or fold.endswith("n't")


def denies(text: str) -> bool:
    """Whether a content says no somewhere."""
    words = tokens(text)
    return any(negates(words, k) for k in range(len(words)))


def opposites(stems: Iterable[str]) -> frozenset[str]:
    """The stems that say the opposite of one of these."""
    table = _antonyms()
    return frozenset(other for one in stems for other in table.get(one, ()))


def negations(both: Beside) -> Iterator[Clash]:
    """What one report denies and the other says, in base's words and the other's.

    >>> from onrecord.record.compare.beside import beside
    >>> list(negations(beside("The army will withdraw from Sarn.", "The army will not withdraw from Sarn.")))
    [Clash(kind='negation', base='will withdraw', own='will not withdraw')]
    """
    for i, (start, end) in denied(both.base).items():
        if (j := _asserted_there(both, i)) is not None:
            yield Clash("negation", both.phrase(start, end), _phrase_at(both.swapped(), j))
    other = both.swapped()
    for j, (start, end) in denied(both.own).items():
        if (said := _asserted_there(other, j)) is not None:
            yield Clash("negation", _phrase_at(both, said), other.phrase(start, end))
    yield from _opposites(both)


def denied(words: Sequence[Token]) -> dict[int, tuple[int, int]]:
    """Each word that a negation governs, with the phrase from before the negation to the word."""
    found: dict[int, tuple[int, int]] = {}
    for k, token in enumerate(words):
        refusing = token.stem in ("refus", "declin", "fail") and [t.fold for t in words[k + 1 : k + 2]] == [
            "to"
        ]
        refusing = refusing and k + 2 < len(words) and words[k + 2].is_content  # not "declined to such …"
        refusing = refusing and not any(
            negates(words, m) for m in range(max(0, k - 3), k)
        )  # "did not fail to"
        if not (negates(words, k) or refusing):
            continue
        if token.fold == "not" and k and words[k - 1].fold == "or":
            continue  # "whether or not"
        after = words[k + 1].fold if k + 1 < len(words) else "."
        if token.fold in ("no", "not") and (not after[0].isalnum() or after in ("fewer", "less", "more")):
            continue  # "No, …" answers a question; "no fewer than" is an amount
        for i in range(k + 1, min(k + 1 + _REACH, len(words))):
            word = words[i]
            if not word.is_word or word.fold in _TURNS or negates(words, i):
                break
            if word.is_content and word.stem not in TRANSPARENT and not word.fold.endswith("ly"):
                found.setdefault(i, (auxiliaries_before(words, k), i + 1))
                break
    return found


def _asserted_there(both: Beside, i: int) -> int | None:
    """Where the other report has the base's word `i` without any negation, in the same surroundings."""
    j = both.partner.get(i)
    if j is None:
        return None
    if _but_for_the_no(both):
        return None if in_doubt(both.own, j) else j
    if not (_surrounded(both, i) and _surrounded(both.swapped(), j)):
        return None
    near = sum(both.base[k].is_content for k in both.partner if k != i and abs(k - i) <= _REACH)
    if not near or in_doubt(both.own, j) or _turns(both, i) or _turns(both.swapped(), j):
        return None
    return j


def _but_for_the_no(both: Beside) -> bool:
    """Whether the two say the same, word for word: "she would appeal", "she would not appeal"."""
    return all(
        i in paired or not word.is_word or negates(words, i) or word.fold in AUXILIARIES
        for words, paired in ((both.base, both.partner), (both.own, both.back))
        for i, word in enumerate(words)
    )


def _surrounded(both: Beside, i: int) -> bool:
    """Whether enough of what stands around a word is in the other report as well, or of its own clause all."""
    if both.agreement(i) >= _AGREEMENT:
        return True
    start, end = i, i
    while start > 0 and both.base[start - 1].is_word and both.base[start - 1].fold not in _JOINING:
        start -= 1
    while end < len(both.base) and both.base[end].is_word and both.base[end].fold not in _JOINING:
        end += 1
    own = [k for k in range(start, end) if k != i and both.base[k].is_content]
    return bool(own) and all(k in both.partner for k in own)


def _turns(both: Beside, i: int) -> bool:
    """Whether a word that turns the sentence ("until", "unless") stands near in this report alone."""
    return any(
        both.base[k].fold in _TURNS
        and k not in both.partner
        and not _because_of(both.base, k)
        and not (k > i and _but_not(both.base, k))
        for k in clause(both.base, i)
    )


def _because_of(words: Sequence[Token], k: int) -> bool:
    """ "because of the rain" gives a reason, and turns nothing."""
    return [t.fold for t in words[k : k + 2]] == ["because", "of"]


def _but_not(words: Sequence[Token], k: int) -> bool:
    """Whether word `k` opens "but not …", which says nothing of what stands before it."""
    return words[k].fold == "but" and k + 1 < len(words) and negates(words, k + 1)


def in_doubt(words: Sequence[Token], i: int, aside: int | None = None) -> bool:
    """Whether anything near word `i` denies or refuses; the word `aside` does not count.

    Nor does a no that governs what comes after it: "disappointed but not surprised".
    """
    return any(
        (negates(words, k) and not (k > i and _but_not(words, k - 1))) or words[k].stem in _WORDS_OF_REFUSAL
        for k in clause(words, i)
        if k != aside
    )


def clause(words: Sequence[Token], i: int) -> list[int]:
    """The places of the words around `i`, up to the next full stop, semicolon, colon, or gap in what is quoted."""
    start = i
    while start > 0 and i - start < _REACH + 4 and words[start - 1].fold not in _STOPS:
        start -= 1
    end = i + 1
    while end < len(words) and end - i < _REACH and words[end].fold not in _STOPS:
        end += 1
    return [k for k in range(start, end) if k != i]


def auxiliaries_before(words: Sequence[Token], k: int) -> int:
    """The first of the auxiliaries that stand right before word `k`, or `k`."""
    while k > 0 and words[k - 1].is_word and words[k - 1].fold in AUXILIARIES:
        k -= 1
    return k


def _phrase_at(both: Beside, i: int) -> str:
    return phrase_at(both.base_text, both.base, i, i + 1)


def phrase_at(text: str, words: Sequence[Token], first: int, end: int) -> str:
    """The words `first` to `end` with what governs them: "is going to sell", "could not be ruled out"."""
    start = first
    while (
        start > 0
        and first - start < _REACH
        and (
            words[start - 1].fold in _LEADING
            or words[start - 1].stem in TRANSPARENT
            or (end - first > 1 and negates(words, start - 1))
        )
    ):
        start -= 1
    return text[words[start].start : words[end - 1].end]


_LEADING = AUXILIARIES | word_set("to be been being on")


# ------------------------------------------------------------------------------- opposite words


@cache
def _antonyms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in files(__package__).joinpath("antonyms.csv").read_text("utf-8").splitlines()[1:]:
        one, others = line.split(",")
        for other in others.split():
            table.setdefault(stem(one), set()).add(stem(other))
            table.setdefault(stem(other), set()).add(stem(one))
    return {word: frozenset(others) for word, others in table.items()}


def _opposites(both: Beside) -> Iterator[Clash]:
    """Opposite words in the same slot, neither of them under a negation."""
    by_stem: dict[str, list[int]] = {}
    for j, word in enumerate(both.own):
        if j not in both.back:
            by_stem.setdefault(word.stem, []).append(j)
    for i, word in enumerate(both.base):
        if i in both.partner or word.stem not in _antonyms():
            continue
        for j in (j for other in sorted(_antonyms()[word.stem]) for j in by_stem.get(other, ())):
            sides = ((both.base, i), (both.own, j))
            calm = not any(negates(side, k) for side, at in sides for k in clause(side, at))
            lone = both.shared() >= ALMOST_ALL and len(by_stem[both.own[j].stem]) == 1
            if calm and (
                lone or (both.agreement(i) >= _AGREEMENT and both.same_slot(range(i, i + 1), range(j, j + 1)))
            ):
                yield Clash("negation", both.phrase(i, i + 1), both.swapped().phrase(j, j + 1))
                break
