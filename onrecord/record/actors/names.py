"""Names across articles: the keys under which a name is filed, and how alike two names are.

    keys(name, kind)              -> the keys of an index: names that share none are never compared
    similarity(left, right, kind) -> 0 (others) to 1 (the same)

Words are paired whatever their order (Chinese and Hungarian names, "Vell, Ana"); initials agree
with what they begin; honorifics, articles and legal forms count little; a second surname, another
given name or another number makes two. `SAME` is the similarity from which two names are one.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from onrecord.record.actors.spelling import fold, likeness, sound, words
from onrecord.types import Kind

SAME = 0.84
_ROMAN = re.compile(r"i{2,3}|i?v|vi{1,3}|i?x|xi{1,3}|xi?v|xx")
_SHORT = 3
_STYLE = re.compile(r"\A\s*(?:tan sri|toh puan|puan sri)\s(?=\S+\s\S)", re.IGNORECASE)
_BIRTH = re.compile(r"\s[as]/[lop]\s", re.IGNORECASE)  # a/l, s/o: son of; a/p: daughter of
_LONG_FORMS = (
    ("open joint stock company", "ojsc"),
    ("joint stock company", "jsc"),
    ("limited liability company", "llc"),
    ("public limited company", "plc"),
    ("gesellschaft mit beschrankter haftung", "gmbh"),
)


@lru_cache(maxsize=1)
def _uses() -> dict[str, str]:
    text = files("onrecord.record.actors").joinpath("name_words.csv").read_text(encoding="utf-8")
    return {row["word"]: row["use"] for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1)
def _legal() -> dict[str, str]:
    text = files("onrecord.record.actors").joinpath("legal_forms.csv").read_text(encoding="utf-8")
    return {row["form"]: row["means"] for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=65536)
def _person(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell who it is."""
    found = words(_BIRTH.sub(" ", _STYLE.sub("", name.replace(".", ". "))))
    kept = tuple(w for w in found if use(w) not in ("address", "suffix", "particle"))
    while len(kept) > 2 and use(kept[0]) == "lead":
        kept = kept[1:]  # Chief Ana Vell, but Kofi Chief
    return kept or found


@lru_cache(maxsize=65536)
def _body(name: str) -> tuple[str, ...]:
    """The words of an organisation's name that tell which it is."""
    found = words(_short_forms(name))
    kept = tuple(w for w in found if w not in _legal() and use(w) != "small")
    return kept or tuple(w for w in found if use(w) != "small") or found


def use(word: str) -> str:
    """What a folded word does in names: address, lead, suffix, particle, small, office, or "".

    What leads is an address only before a full name ("Chief Ana Vell"): it can be a name itself.

    >>> use("sheikh"), use("ministry"), use("vell")
    ('address', 'office', '')
    """
    return _uses().get(word, "")


def told(name: str, kind: Kind) -> tuple[str, ...]:
    """The folded words of a name that tell who or which it is, without titles and legal forms.

    >>> told("Sheikh Omar al-Vell", "person"), told("Harbour Line Ltd", "organization")
    (('omar', 'vell'), ('harbour', 'line'))
    """
    return _person(name) if kind == "person" else _body(name)


@lru_cache(maxsize=65536)
def keys(name: str, kind: Kind) -> frozenset[str]:
    """The keys under which a name is filed; two spellings of one name share at least one.

    >>> bool(keys("Ahmad Masood", "person") & keys("Ahmad Massoud", "person"))
    True
    >>> bool(keys("Harbour Line Union", "organization") & keys("HLU", "organization"))
    True
    """
    whole = "=" + " ".join(words(name))
    found = told(name, kind)
    if kind == "person":
        bare = [w[2:] for w in found if w[:2] in ("al", "el") and len(w) > 5]
        told_by = (w for w in (*found, *bare) if len(w) >= _SHORT or len(found) == 1)
        return frozenset({whole, *("~" + sound(w) for w in told_by)})
    rare = [w for w in found if use(w) != "office"] or list(found)
    initials = "".join(w[0] for w in words(name) if use(w) != "small")
    filed = {whole, "=" + " ".join(found), *("~" + sound(w) for w in rare[:6] if len(w) >= _SHORT)}
    if len(found) > 2:
        filed.add("#" + initials)
    if len(words(name)) == 1 and 2 <= len(whole) <= 9:
        filed.add("#" + words(name)[0])
    return frozenset(filed)


def acronym_of(short: str, long: str) -> bool:
    """Whether `short` is made of the initials of `long`.

    >>> acronym_of("HLU", "Harbour Line Union"), acronym_of("Vell", "Ana Vell")
    (True, False)
    """
    letters = fold(short).replace(".", "").replace(" ", "")
    found = words(long)
    if not 2 <= len(letters) <= 9 or len(found) < 2 or not short.replace(".", "").isupper():
        return False
    every = "".join(w[0] for w in found)
    return letters in (every, "".join(w[0] for w in found if use(w) != "small"))


def pet_form(short: str, full: str) -> bool:
    """Whether a person's name can be another's with the given names shortened, the surname being the same.

    >>> pet_form("Alex Vell", "Alexandra Vell"), pet_form("Juanjo Vell", "Juan José Vell")
    (True, True)
    >>> pet_form("Ana Vell", "Ivo Vell"), pet_form("Alex Vell", "Alexandra Dorn")
    (False, False)
    """
    mine, theirs = _person(short), _person(full)
    if len(mine) != 2 or len(theirs) < 2 or mine[-1] != theirs[-1]:
        return False
    name, first, *more = mine[0], *theirs[:-1]
    if len(name) < _SHORT or name == first:
        return False
    joined = [first[:n] + more[0][: len(name) - n] for n in range(2, len(name) - 1)] if more else []
    return (len(first) > len(name) + 1 and first.startswith(name)) or name in joined


def similarity(left: str, right: str, kind: Kind) -> float:
    """How likely two names are one person's or body's, by their letters alone: 0 to 1.

    >>> similarity("Ahmad Masood", "Ahmad Massoud", "person") > SAME
    True
    >>> similarity("Ana Vell", "Ivo Vell", "person") > SAME
    False
    """
    if fold(left) == fold(right):
        return 1.0
    if not told(left, kind) or not told(right, kind):
        return 0.0
    left, right = sorted((left, right))  # words are paired greedily: the same whichever comes first
    if kind == "person":
        return _alike_people(_person(left), _person(right))
    if acronym_of(left, right) or acronym_of(right, left):
        return 0.9
    return _alike_bodies(left, right)


@lru_cache(maxsize=65536)
def _short_forms(name: str) -> str:
    """A name with its legal form in short: "joint stock company" is "jsc"."""
    text = fold(name)
    for long, short in _LONG_FORMS:
        text = text.replace(long, short)
    return text


def _pairs(left: tuple[str, ...], right: tuple[str, ...]) -> list[tuple[float, int, int]]:
    """The best one-to-one pairing of words, greedily: `(likeness, left index, right index)`."""
    every = sorted(
        ((likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        reverse=True,
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    found = []
    for value, _, i, j in every:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append((value, i, j))
    return found


def _alike_people(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    joined = _joined(left, right)
    if joined:
        return joined
    if len(left) > len(right):
        left, right = right, left
    found = _pairs(left, right)
    weakest = min(value for value, _, _ in found)
    mean = sum(value * len(left[i]) for value, i, _ in found) / sum(len(left[i]) for _, i, _ in found)
    score = 0.6 * mean + 0.4 * weakest
    extra = len(right) - len(left)
    if extra and len(left) == 1:
        # a lone name against a full one: a surname may be anybody's
        return min(score, 0.7)
    score -= 0.03 * extra
    if extra and len(left) >= 2 and weakest >= 0.9:
        # a middle name, patronymic or second surname more
        return max(0.0, min(score, 0.93))
    initials = [1 for value, i, j in found if min(len(left[i]), len(right[j])) == 1 and value]
    if initials and len(initials) == len(found):
        return 0.3
    if initials and weakest >= 0.75:
        return min(0.88, score + 0.08)
    crossed = len(left) == len(right) == 2 and found[0][1] != found[0][2]
    return max(0.0, score - (0.04 if crossed else 0.0))


def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """The similarity of names that differ in spaces and hyphens alone, else 0."""
    a, b = "".join(left), "".join(right)
    if a == b:
        return 0.98
    if sorted(left) == sorted(right):
        return 0.97
    if len(left) != len(right) and min(len(a), len(b)) > 6 and OSA.distance(a, b) <= 1:
        return 0.93
    return 0.0


def _alike_bodies(left: str, right: str) -> float:
    a, b = _body(left), _body(right)
    if a == b or "".join(a) == "".join(b):
        return 0.96 if _forms_agree(left, right) else 0.8
    if {w for w in a if _counts(w)} != {w for w in b if _counts(w)}:
        return 0.3  # Fund IV is not Fund V, Flight 12 not Flight 13
    if len(a) > len(b):
        a, b = b, a
    found = _pairs(a, b)
    letters = sum(len(w) for w in (*a, *b))
    matched = sum((len(a[i]) + len(b[j])) * value for value, i, j in found)
    weakest = min((value for value, _, _ in found), default=0.0)
    score = 0.65 * matched / letters + 0.35 * weakest
    return score if _forms_agree(left, right) else min(score, 0.8)


def _counts(word: str) -> bool:
    return any(c.isdigit() for c in word) or bool(_ROMAN.fullmatch(word))


def _forms_agree(left: str, right: str) -> bool:
    """Whether the legal forms that both names state can be one body's."""
    mine = {_legal()[w] for w in words(_short_forms(left)) if w in _legal()} - {"company", "corporation"}
    yours = {_legal()[w] for w in words(_short_forms(right)) if w in _legal()} - {"company", "corporation"}
    return not mine or not yours or bool(mine & yours)
