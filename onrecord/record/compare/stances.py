"""What a statement commits its speaker to, or refuses, and of what: read from its words alone.

    "We will not send troops to Tamber"                  refused    send        of soldier, tamber
    "Recognition of the council is out of the question"  refused    recognise   of council
    "We are ready to send soldiers"                      affirmed   send        of soldier

Words of one act or thing (families.csv) count as one. Only what is plainly refused or plainly held
out is read: what merely happened, a part refused ("no more troops"), a condition tell nothing here.
"We do not rule out a strike" holds one out; any other second negation tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.record.compare.families import family
from onrecord.record.compare.polarity import (
    TRANSPARENT,
    auxiliaries_before,
    clause,
    denied,
    in_doubt,
    negates,
)
from onrecord.record.compare.tone import cue_verb
from onrecord.record.compare.words import COPULAS, FUNCTION, Token, stem, tokens, word_set

Way = Literal["refused", "affirmed"]

_MODALS = word_set("will would shall 'll can could may might must")
_READY = word_set("ready open willing prepared able going")
_AGREEING = frozenset(map(stem, word_set("plan intend agree want promise pledge propose decide")))
_REFUSING = {
    verb: [stem(word) for word in verb.split()]
    for verb in ("refuse", "reject", "rule out", "oppose", "exclude", "turn down", "dismiss")
}
_REFUSED = (
    "out of the question", "off the table", "ruled out", "impossible", "unacceptable", "unthinkable", "excluded",
)  # fmt: skip
_IDLE = frozenset(word for phrase in _REFUSED for word in phrase.split()) | word_set(
    """possible else stay remain now then today tomorrow still also already again soon until unless before without least most nearly
    next last day days week weeks month months year years spring summer autumn winter monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november december"""
)
"""What tells nothing of the thing itself: how, and when."""

_NARROWING = {
    "refused": word_set(
        "yet until unless before without alone only just more further additional another longer than"
    ),
    "affirmed": word_set("yet unless without only just than"),
}
"""Beside these no more than a part is refused, or held out: "no more troops", "only if"."""

_BYGONE = word_set("did was were has have had didn't wasn't weren't hasn't haven't hadn't")
SELF, _OTHERS = word_set("we i us he she"), word_set("they you who nobody everybody")
_ASKING = word_set("if whether when why how what who")
_NO_ACT = frozenset(
    map(
        stem, word_set("say tell go come make take give get do see know think need use let put keep mean try")
    )
)
_REACH = 6
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Stance:
    """An act refused or held out: the family of its word, and of those of what it is told `of`.

    `thing` is the one that the act is done to, as far as it shows; `agent` the name or pronoun whose act it is ("" where
    none stands right before it); `words` show the stance.
    """

    way: Way
    act: str
    of: frozenset[str]
    thing: str | None
    agent: str
    words: str


@lru_cache(maxsize=16_384)
def stances(content: str, cue: str = "") -> tuple[Stance, ...]:
    """The stances in a content; a cue such as "ruled out" refuses what the content begins with.

    >>> [(s.way, s.act, s.words) for s in stances("We will not send troops to Orsk.")]
    [('refused', 'send', 'will not send')]
    >>> [(s.way, s.act, s.words) for s in stances("lower tariffs on steel", "ruled out")]
    [('refused', 'cut', 'ruled out lower')]
    >>> [(s.way, s.act, s.words) for s in stances("Recognition is now possible.")]
    [('affirmed', 'recognise', 'Recognition is now possible')]
    """
    words = tokens(content)
    verb = cue_verb(cue)
    if verb and verb[1] == "denying":
        i = _act_from(words, 0) if verb[0] in _REFUSING else None
        told = [] if i is None else [_stance("refused", content, words, i, i, i)]
        return tuple(Stance(s.way, s.act, s.of, s.thing, "", f"{cue} {s.words}") for s in told)
    found = [_stance("refused", content, words, *places) for places in _refusals(words)]
    found += [_stance("affirmed", content, words, *places) for places in _affirmations(words)]
    return tuple(found)


Places = tuple[int, int, int]
"""The word for an act, and the first and last word of what shows the stance."""


def _refusals(words: Sequence[Token]) -> Iterator[Places]:
    for i, (start, _) in denied(words).items():
        if _refusal_at(words, i):
            continue  # "do not rule out": see `_let_stand`
        if _whole(words, i, "refused") and not _is_bygone(words, i, start):
            head = _head(words, i) if i and words[i - 1].fold == "no" else i
            yield head, start, head
    for k in range(len(words)):
        if verb := _refusal_at(words, k):
            at = _act_from(words, k + len(verb))
            if at is not None and _sure(words, k):
                yield at, k, at
        for phrase in map(str.split, _REFUSED):
            there = [w.fold for w in words[k : k + len(phrase)]] == phrase
            subject = _subject(words, k) if there and _sure(words, k) else None
            if subject is not None:
                yield subject, subject, k + len(phrase) - 1


def _head(words: Sequence[Token], i: int) -> int:
    """The last of the nouns that word `i` begins: "no state **loan**"."""
    while (
        i + 1 < len(words) and words[i + 1].is_content and not words[i + 1].fold.endswith(("ed", "ing", "ly"))
    ):
        i += 1
    return i


def _stems(words: Sequence[Token], k: int, length: int) -> list[str]:
    return [w.stem for w in words[k : k + length]]


def _affirmations(words: Sequence[Token]) -> Iterator[Places]:
    for k, word in enumerate(words):
        i: int | None = None
        if word.fold in _MODALS or _is_ready(words, k) or (word.stem in _AGREEING and _before_to(words, k)):
            i = _act_from(words, k + 1)
        elif word.fold == "possible":
            i = _act_from(words, k + 1) if _before_to(words, k) else _subject(words, k)
        elif word.fold in ("has", "have") and k + 1 < len(words) and _participle(words[k + 1]):
            i = k + 1
        if (told := _let_stand(words, k)) is not None:
            yield told
        if (
            i is not None
            and words[i].stem not in _NO_ACT
            and not in_doubt(words[: _now_ends(words, max(i, k))], k, i)
            and _whole(words, k, "affirmed")
        ):
            yield i, min(auxiliaries_before(words, k), i), max(i, k)


def _refusal_at(words: Sequence[Token], k: int) -> list[str]:
    """The stems of the verb of refusing that begins with word `k`, if one does."""
    return next((verb for verb in _REFUSING.values() if _stems(words, k, len(verb)) == verb), [])


def _let_stand(words: Sequence[Token], k: int) -> Places | None:
    """A refusal that is itself refused, once: "we do **not rule out** a strike" holds one out."""
    verb = _refusal_at(words, k)
    if not verb or not _whole(words, k, "affirmed"):
        return None
    noes = [n for n in clause(words, k) if negates(words, n)]
    at = _act_from(words, k + len(verb))
    if at is None or len(noes) != 1 or not 0 < k - noes[0] <= _REACH // 2:
        return None
    return at, auxiliaries_before(words, noes[0]), at


def _now_ends(words: Sequence[Token], k: int) -> int:
    """Where what follows word `k` begins to tell of another time: "…, a week **after** they ruled it out"."""
    return next((n for n in range(k + 1, len(words)) if words[n].fold in ("after", "since")), len(words))


def _stance(way: Way, content: str, words: Sequence[Token], i: int, start: int, end: int) -> Stance:
    around = [
        k
        for k in clause(words, i)
        if words[k].is_content
        and words[k].fold.isalpha()
        and words[k].fold not in _IDLE
        and words[k].stem not in TRANSPARENT | _AGREEING
        and not _is_ready(words, k)
    ]
    passive = any(words[k].fold in ("be", "been", "being") for k in range(start, i))
    passive = passive or words[i - 1].fold == "for"  # "is not for sale"
    following = next((k for k in range(i + 1, min(i + 5, len(words))) if k in around), None)
    thing = following if following is not None and not passive else _subject(words, start)
    first, last = (start, end) if end - start <= _LONGEST else (i, i)
    return Stance(
        way,
        family(words[i].stem),
        frozenset(family(words[k].stem) for k in around) - {family(words[i].stem)},
        family(words[thing].stem) if thing is not None else None,
        "" if passive else _agent(content, words, start),
        " ".join(content[words[first].start : words[last].end].split()),
    )


def _agent(content: str, words: Sequence[Token], start: int) -> str:
    """The name or pronoun right before word `start`, unless it only tells where from: "steel from Tamber"."""
    if not start or not (
        words[start - 1].fold in SELF | _OTHERS or content[words[start - 1].start].isupper()
    ):
        return ""
    tells_more = start > 1 and words[start - 2].fold in FUNCTION and words[start - 2].fold != "the"
    return "" if tells_more else words[start - 1].fold


def _act_from(words: Sequence[Token], start: int) -> int | None:
    """The first word from `start` on that says what is to be done, or not done."""
    for k in range(start, min(start + _REACH, len(words))):
        if not words[k].is_word:
            return None
        passed = words[k].fold in COPULAS or words[k].stem in TRANSPARENT or _is_ready(words, k)
        if words[k].is_content and not passed and not words[k].fold.endswith("ly"):
            return k
    return None


def _is_ready(words: Sequence[Token], k: int) -> bool:
    """ "open to talks", not "open borders"."""
    return words[k].fold in _READY and _before_to(words, k)


def _before_to(words: Sequence[Token], k: int) -> bool:
    return k + 1 < len(words) and words[k + 1].fold in ("to", "for")


def _subject(words: Sequence[Token], k: int) -> int | None:
    """The first word of content in the clause of word `k`, before it."""
    before = (n for n in clause(words, k) if n < k and words[n].is_content and words[n].fold not in _IDLE)
    return next(before, None)


def _whole(words: Sequence[Token], i: int, way: Way) -> bool:
    """Whether nothing in the clause narrows it to a part, and nothing before makes it a question."""
    around = clause(words, i)
    end = next((words[k].fold for k in range(i, len(words)) if words[k].fold in (".", "?", "!", ";")), "")
    asked = end == "?" or any(words[k].fold in _ASKING for k in around if k < i)
    return not asked and not narrowing((words[k] for k in around), way)


def narrowing(words: Iterable[Token], way: Way = "refused") -> set[str]:
    """The words among these beside which no more than a part is refused, or held out."""
    return {w.fold for w in words if w.fold in _NARROWING[way]}


def bygone(words: Sequence[Token]) -> bool:
    """Whether a no among these words tells what has not happened: "did not send"."""
    return any(_is_bygone(words, i, start) for i, (start, _) in denied(words).items())


def _is_bygone(words: Sequence[Token], i: int, start: int) -> bool:
    """Not where an intent stands between ("did not plan to send"), nor with "no": "had no plans"."""
    between = words[start:i]
    meant = any(w.stem in TRANSPARENT and w.fold not in ("still", "ever", "even") for w in between)
    return words[start].fold in _BYGONE and not meant and not any(w.fold == "no" for w in between)


def _sure(words: Sequence[Token], k: int) -> bool:
    """Whether a refusal is refused by nothing itself: "not ruled out"."""
    return _whole(words, k, "refused") and not any(negates(words, n) for n in clause(words, k))


def _participle(word: Token) -> bool:
    return word.fold.endswith("ed") or (word.fold != word.stem and not word.fold.endswith(("ing", "s")))
