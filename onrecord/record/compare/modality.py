"""How sure, or how binding, the same act is in two contents laid side by side: "will", "may", "must".

A modal counts for the verb that it governs. Where only one of the reports says no, that is what
they differ in, and polarity.py tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.record.compare.align import alike
from onrecord.record.compare.beside import ALMOST_ALL, Beside
from onrecord.record.compare.polarity import in_doubt
from onrecord.record.compare.words import Token, placeless, word_set
from onrecord.types import Clash

_AGREEMENT = 0.5
_MODALS: dict[str, str] = {
    "will": "certain", "would": "certain", "'ll": "certain", "won't": "certain",
    "wouldn't": "certain", "may": "possible", "might": "possible", "could": "possible", "couldn't": "possible",
    "perhaps": "possible", "possibly": "possible", "must": "required", "mustn't": "required",
    "should": "advised", "shouldn't": "advised", "ought": "advised",
}  # fmt: skip
_BEFORE_A_MONTH = word_set("in on of since until last next this by")
_BEFORE_TO = word_set("going has have had needs need")
_AUXILIARY = word_set("be been have has had not to also")


def modalities(both: Beside, expected: tuple[bool, bool] = (False, False)) -> Iterator[Clash]:
    """How sure, or how binding, the same act is in either report: "will" against "may", "must".

    `expected` tells of which the cue says that it is expected: "(expects) prices to fall" against "may".

    >>> from onrecord.record.compare.beside import beside
    >>> list(modalities(beside("The bank will raise rates in May.", "The bank may raise rates in May.")))
    [Clash(kind='modality', base='will raise', own='may raise')]
    """
    other = both.swapped()
    here, there = _all_governed(both.base, expected[0]), _all_governed(both.own, expected[1])
    nearly_all = both.shared() >= ALMOST_ALL  # then a fuller report may say more around the verb
    for i, (k, kind) in here.items():
        j = both.partner.get(i)
        if j is None or j not in there:
            continue
        agreed = sorted((both.agreement(i), other.agreement(j)))
        m, other_kind = there[j]
        one_says_no = in_doubt(both.base, i) != in_doubt(both.own, j)
        if (
            _unlike(kind, other_kind)
            and not one_says_no
            and agreed[nearly_all] >= _AGREEMENT
            and both.partner.get(k) != m
        ):
            yield Clash("modality", both.phrase(k, i + 1), other.phrase(m, j + 1))


Governed = tuple[tuple[Token, str], ...]


def governed(words: Sequence[Token], expected: bool = False) -> Governed:
    """Each verb that a modal governs, with what the modal says: "certain", "required" …"""
    return tuple((placeless(words[i]), kind) for i, (_, kind) in _all_governed(words, expected).items())


def may_clash(here: Governed, there: Governed) -> bool:
    """Whether a verb of one report stands under another kind of modal in the other, before words are aligned."""
    return any(_unlike(kind, other) and alike(verb, same) for verb, kind in here for same, other in there)


def _unlike(kind: str, other: str) -> bool:
    """What is expected will, must or should be: only what may be is less."""
    kinds = {kind, other}
    return len(kinds) > 1 and ("expected" not in kinds or "possible" in kinds)


def _all_governed(words: Sequence[Token], expected: bool) -> dict[int, tuple[int, str]]:
    return (_to_come(words) if expected else {}) | _governed(words)


def _governed(words: Sequence[Token]) -> dict[int, tuple[int, str]]:
    """Each verb that a modal governs, with the place of the modal and what it says.

    Of several the last counts: "will have to pay" is required.
    """
    found: dict[int, tuple[int, str]] = {}
    for k, token in enumerate(words):
        kind = _MODALS.get(token.fold) or _modal_phrase(words, k)
        if kind is None or (token.fold == "may" and k and words[k - 1].fold in _BEFORE_A_MONTH):
            continue
        for i in range(k + 1, min(k + 7, len(words))):
            if not words[i].is_word:
                break
            passed_over = words[i].fold in _AUXILIARY or words[i].stem in ("go", "need", "ought", "probably")
            if words[i].is_content and not passed_over and not words[i].fold.endswith("ly"):
                found[i] = (found[i][0] if i in found else k, kind)
                break
    return found


def _to_come(words: Sequence[Token]) -> dict[int, tuple[int, str]]:
    """Each word after "to" in what somebody expects: "prices **to fall** by May"."""
    return {
        k + 1: (k, "expected")
        for k, token in enumerate(words[:-1])
        if token.fold == "to" and words[k + 1].is_content and words[k + 1].fold.isalpha()
    }


def _modal_phrase(words: Sequence[Token], k: int) -> str | None:
    """ "is going to" is certain; "has to", "will need to" are required."""
    if words[k].fold not in _BEFORE_TO:
        return None
    two = [t.fold for t in words[k : k + 2]]
    if two == ["going", "to"]:
        return "certain"
    return "required" if two[1:] == ["to"] else None
