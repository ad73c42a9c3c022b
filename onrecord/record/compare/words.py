"""A text as words with their places, folded and stemmed: what alignment and clashes look at.

    tokens("Rates won't rise.")   ->  Rates · won't · rise · .

Stems are light on purpose: they join the forms of one word ("interfere", "interfering"; British
and American spelling; irregular verbs from irregular.csv) and nothing more, because two different
words taken for one would hide a difference between outlets.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\s]")
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"}
)
_SHORT = 2_000  # characters; the words of longer texts are not remembered
_VOWELS = frozenset("aeiouy")


def word_set(listed: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(listed.split())


FUNCTION = word_set(
    """a an the this that these those there here it its it's he she they them his her their him we us our i me my
    you your who whom whose which what when where why how and or but nor so yet if than then as at by for from in
    into of off on onto out over to up upon with within about after before between during through under is are
    was were be been being am has have had having do does did will would shall should can could may might must
    not no also very just only too some any all both each such same other own more most s t re ve ll d"""
)


AUXILIARIES = word_set(
    "will would shall should can could may might must is are was were has have had do does did"
)
COPULAS = AUXILIARIES | word_set("be been being remain remains remained stay stays stayed")
"""What stands between a subject and what is told of it: "62 sailors **are** aboard", "42 **remain** aboard"."""


class Token(NamedTuple):
    """One word, number or sign: `start` to `end` in its text, case-folded, and its stem.

    `is_word` where it is no punctuation mark; `is_content` where it carries content: a word that is
    no article, pronoun, preposition, auxiliary.
    """

    start: int
    end: int
    fold: str
    stem: str
    is_word: bool
    is_content: bool


def placeless(word: Token) -> Token:
    """The word wherever it stands, to be compared with others of its kind."""
    return word._replace(start=0, end=0)


def tokens(text: str) -> tuple[Token, ...]:
    """The words and signs of `text` in order; together they hold every character but whitespace.

    >>> [t.fold for t in tokens("Won’t pay 9,000?")]
    ["won't", 'pay', '9,000', '?']
    """
    return _remembered(text) if len(text) < _SHORT else _cut(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[Token, ...]:
    return _cut(text)


def _cut(text: str) -> tuple[Token, ...]:
    return tuple([Token(match.start(), match.end(), *_told(match[0])) for match in _TOKEN.finditer(text)])


@lru_cache(maxsize=65_536)
def _told(word: str) -> tuple[str, str, bool, bool]:
    """What a word is wherever it stands."""
    fold = _fold(word)
    is_word = fold[:1].isalnum()
    return fold, stem(fold), is_word, is_word and fold not in FUNCTION


def _fold(word: str) -> str:
    return word.casefold().translate(_QUOTES)


@cache
def _irregular() -> dict[str, str]:
    table = files(__package__).joinpath("irregular.csv").read_text("utf-8").splitlines()[1:]
    return {
        form: base for line in table for base, *forms in [line.replace(" ", ",").split(",")] for form in forms
    }


@lru_cache(maxsize=65536)
def stem(fold: str) -> str:
    """The word without its inflection.

    >>> stem("interfering") == stem("interfere"), stem("recognised") == stem("recognize"), stem("won")
    (True, True, 'win')
    """
    word = fold.removesuffix("'s").removesuffix("'")
    word = _irregular().get(word, word)
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies") or word.endswith("ied"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWELS & set(root):
            doubled = root[-1] == root[-2] and root[-1] not in "lsz" and len(root) > 3  # not "added"
            word = root[:-1] if doubled else root
            break
    word = word.removesuffix("e") if len(word) > 3 else word
    if word.endswith("is") and len(word) > 4:  # recognis(e), organis(e)
        word = word[:-1] + "z"
    if word.endswith("ll") and len(word) > 5:  # cancel(led), travel(ling)
        word = word[:-1]
    return word.replace("our", "or") if len(word) > 5 else word


def same_words(one: str, other: str) -> bool:
    """Whether two phrases say the same but for forms and small words; a "not" is none of these.

    >>> same_words("Some 42", "42"), same_words("will be sold", "will not be sold")
    (True, False)
    """
    return _bearing(one) == _bearing(other)


def _bearing(text: str) -> frozenset[str]:
    return frozenset(t.stem for t in tokens(text) if t.is_content or t.fold in _NO or t.fold.endswith("n't"))


_NO = word_set("no not nor neither")
