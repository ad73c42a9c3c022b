"""Names as written in one article: cleaning, surnames, and careful tests that two are one.

Within one article a bare surname, a misspelling ("Pescov") or an initial refers to somebody
introduced in full; these functions only say whether two spellings can be the same name. Whether
they are is decided where the whole article is in sight (entities.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from onrecord.article.resolve.tables import body_nouns, fold, given_names, honorifics, titles

PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "binti",
        "bint",
        "ben",
        "ibn",
        "abu",
        "de",
        "da",
        "di",
        "du",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "la",
        "le",
        "dos",
        "das",
        "ter",
    ]
)
_SOUNDED = frozenset(["ch", "dzh", "gh", "kh", "ph", "sh", "th", "ts", "ya", "ye", "yo", "yu", "zh"])
"""What a name of another script is cut short to: "Sh. Vell" is Sherzod Vell."""
LETTERS = frozenset(["mp", "mep", "mla", "msp", "qc", "kc", "obe", "mbe", "cbe", "phd", "esq"])
"""What may follow a name and is none of it: "Peter Lang MP"."""
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"]) | LETTERS
EDGES = " \t\n\"'“”‘’«»()[],.;:-–—"
_NUMBERED = re.compile(r"[QA]?\d+[.:)]?")
_SOUNDS = (
    (re.compile(r"kh|gh|ck|q|c(?![ieyh])|x"), "k"),
    (re.compile(r"ph|v|w"), "f"),
    (re.compile(r"sch|sh|tch|ch|cz|zh"), "s"),
    (re.compile(r"z|c(?=[iey])"), "s"),
    (re.compile(r"th|dt|d"), "t"),
    (re.compile(r"j|y"), "i"),
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"(?<=.)[aeiouh]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """A name without quotation marks, possessive 's, a leading article, titles and honorifics.

    >>> clean("Foreign Minister Ana Vell’s"), clean("the Harbour Union"), clean("Mr. Vell MP")
    ('Ana Vell', 'Harbour Union', 'Vell')
    """
    text = re.sub(r"['’]s$", "", " ".join(text.split()).strip(EDGES))
    words = text.split()
    if len(words) > 1 and _NUMBERED.fullmatch(words[0]):
        words = words[1:]
    if len(words) > 1 and fold(words[0]) == "the":
        words = words[1:]
    for size in (3, 2, 1):
        while len(words) > size and _addresses([fold(w).strip(".") for w in words[:size]]):
            if general_body(words[size - 1], words[size]):
                break
            words = words[size:]
    while len(words) > 1 and fold(words[-1]) in LETTERS:
        words.pop()
    return " ".join(words).strip(EDGES) + ("." if text.endswith(".") and "." in text[:-1] else "")


def general_body(title: str, after: str) -> bool:
    """Whether "General" opens a body's name: "General Command", "General Staff".

    >>> general_body("General", "Staff"), general_body("General", "Vell")
    (True, False)
    """
    return fold(title) == "general" and (fold(after) in body_nouns() or fold(after) == "staff")


def _addresses(words: list[str]) -> bool:
    joined = " ".join(words)
    title = titles().get(joined)
    personal = title is not None and title.office not in ("priest", "nun", "source", "victim")
    return personal or all(word in honorifics() for word in words)


@lru_cache(maxsize=16384)
def parts(name: str) -> tuple[str, ...]:
    """The folded words of a name, without suffixes such as "Jr."

    >>> parts("Al-Rashid Vell Jr.")
    ('al', 'rashid', 'vell')
    """
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", fold(name))
    return tuple(word for word in words if word not in SUFFIXES) or tuple(words)


def surname(name: str) -> str:
    """The last word of a name, folded: what a later bare mention repeats.

    >>> surname("Joris van den Berg")
    'berg'
    """
    return (parts(name) or ("",))[-1]


def bare(name: str) -> bool:
    """Whether a name is a single word (particles not counted): a surname or a given name alone.

    >>> bare("de Vell"), bare("Ana Vell")
    (True, False)
    """
    return len([p for p in parts(name) if p not in PARTICLES]) <= 1


def shortens(short: str, full: str) -> bool:
    """Whether `short` can be a later, shorter form of `full`: its surname or its last words.

    >>> shortens("Vell", "Ana Maria Vell"), shortens("Ana", "Ana Vell")
    (True, False)
    """
    a, b = parts(short), parts(full)
    return (
        bool(a)
        and len(a) < len(b)
        and (b[-len(a) :] == a or tuple(p for p in b if p not in PARTICLES)[-len(a) :] == a)
    )


def recased(name: str) -> str:
    """A person's name in capitals as it is written otherwise.

    >>> recased("MARIA O'NEAL-VELL"), recased("JORIS VAN DEN BERG"), recased("J.P. DORN")
    ("Maria O'Neal-Vell", 'Joris van den Berg', 'J.P. Dorn')
    """
    words = [re.sub(r"[^\W\d_]{2,}", _capital, word) for word in name.split()]
    return " ".join(word.lower() if k and fold(word) in PARTICLES else word for k, word in enumerate(words))


def _capital(found: re.Match[str]) -> str:
    return found[0].capitalize() if set(fold(found[0])) & set("aeiouy") else found[0]  # JP Dorn


@lru_cache(maxsize=4096)
def junior(name: str) -> bool:
    """Whether a name tells the younger of two namesakes: "Ivo Vell Jr."

    >>> junior("Ivo Vell Jr."), junior("Ivo Vell")
    (True, False)
    """
    return fold(name).rstrip(".").split()[-1:] == ["jr"]


def same_person(left: str, right: str) -> bool:
    """Whether two full names of one article are one person: initials, middle names, a letter off.

    >>> same_person("Ana M. Vell", "Ana Vell"), same_person("Ana Vell", "Ivo Vell")
    (True, False)
    >>> same_person("Ahmad Darood", "Ahmad Daroud")
    True
    """
    a, b = parts(left), parts(right)
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2 or not (a[-1] == b[-1] or misspelt(a[-1], b[-1])):
        return False
    short, long = sorted((a[:-1], b[:-1]), key=len)
    return _given_agree(short[0], long[0]) and all(
        any(_given_agree(word, other) for other in long) for word in short
    )


def _given_agree(left: str, right: str) -> bool:
    if left == right or misspelt(left, right):
        return True
    short, long = sorted((left, right), key=len)
    return (len(short) == 1 or short in _SOUNDED) and long.startswith(short)


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """A rough key of how a word sounds, blind to vowels and to competing transliterations.

    >>> sound("Drezkov") == sound("Drescov"), sound("Masud") == sound("Massoud")
    (True, True)
    """
    key = fold(word)
    for pattern, put in _SOUNDS:
        key = pattern.sub(put, key)
    return key


def misspelt(left: str, right: str) -> bool:
    """Whether one word can be a misspelling or another transliteration of the other.

    >>> misspelt("Drescov", "Drezkov"), misspelt("Vell", "Bell"), misspelt("Hansen", "Jansen")
    (True, False, False)
    """
    a, b = fold(left), fold(right)
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or sound(a) != sound(b):
        return False
    return OSA.distance(a, b) <= (1 if max(len(a), len(b)) < 6 else 2)


def gender(name: str) -> str:
    """ "m" or "f" where the given name tells it, else "".

    >>> gender("Maria Vell"), gender("Melanie"), gender("Vell")
    ('f', 'f', '')
    """
    words = parts(name)
    return given_names().get(words[0], "") if words else ""
