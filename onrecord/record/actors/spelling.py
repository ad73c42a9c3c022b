"""How one word of a name is spelled: folding, scripts, sounds, and how alike two words are.

Competing transliterations (Zelensky, Zelenskiy, Selenskyj; Masood, Massoud; Gaddafi, Qaddafi) meet
in one rough key; what is left of a difference is counted in letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "|",
            "y",
            "|",
            "e",
            "yu",
            "ya",
            "i",
            "i",
            "ie",
            "g",
        ],
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_LETTERS = {
    **_CYRILLIC,
    **_GREEK,
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ı": "i",
}
_SAME_SOUND = (
    (re.compile(r"sch(?=[aeiouy])|tsch|tch|shch|sh|ch|zh|cz|sz"), "s"),
    (re.compile(r"kh|gh|ck|qu|q|x|ks|g(?=[aou])"), "k"),
    (re.compile(r"c(?![eiyh])"), "k"),
    (re.compile(r"ph|v|w|ff"), "f"),
    (re.compile(r"z|c"), "s"),
    (re.compile(r"dh|th|d"), "t"),
    (re.compile(r"j"), "i"),
    (re.compile(r"g"), "k"),
    (re.compile(r"(?<=.)[aeiouyh]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ARTICLES = ("al", "el")
_SPELLINGS = (
    (re.compile(r"ou|oo|w(?=[^aeiou]|$)"), "u"),
    (re.compile(r"ee|ie|y(?=[^aeiou]|$)"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ENDINGS = re.compile(r"(?:skyj|skij|skiy|skyy|skii|ski|sky)$")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name in plain Latin letters without case and accents; other scripts stay as they are.

    >>> fold("Erdoğan"), fold("Лавров"), fold("Øster")
    ('erdogan', 'lavrov', 'oster')
    """
    lowered = unicodedata.normalize("NFKC", text).casefold().replace("й", "и")
    swapped = "".join(_LETTERS.get(c, c) for c in lowered).replace("|", "")
    plain = "".join(c for c in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(c))
    return " ".join(re.sub(r"['’‘`ʻʿʾ]", "", plain).split())


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a name; "A.B.C." is one word, hyphens part words.

    >>> words("A.B.C. Company"), words("Kim Jong-un")
    (('abc', 'company'), ('kim', 'jong', 'un'))
    """
    folded = re.sub(r"\b((?:\w\.){2,}\w?)", lambda m: m.group(1).replace(".", ""), fold(text))
    return tuple(re.findall(r"[^\W_]+", folded.replace("&", " and ")))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A rough key of a folded word's consonants, blind to transliteration.

    >>> sound("gaddafi") == sound("qaddafi"), sound("masood") == sound("massoud")
    (True, True)
    """
    key = _ENDINGS.sub("ski", word)
    key = re.sub(r"^(?:y(?=[aeou])|[aeiou])[aeiou]*", "a", key)
    for pattern, put in _SAME_SOUND:
        key = pattern.sub(put, key)
    return key


def _plain(word: str) -> str:
    """A word with the spellings that transliterations disagree on made one: Youssef, Yusef."""
    for pattern, put in _SPELLINGS:
        word = pattern.sub(put, word)
    return word


@lru_cache(maxsize=262144)
def likeness(left: str, right: str) -> float:
    """How likely two folded words are one word of a name, 0 to 1.

    >>> likeness("zelensky", "zelenskyy") > 0.9, likeness("smith", "jones") < 0.5
    (True, True)
    """
    if left == right:
        return 1.0
    short, long = sorted((left, right), key=len)
    if not short:
        return 0.0
    if len(short) == 1:
        return 0.75 if long[0] == short else 0.0
    if long[:2] in _ARTICLES and len(short) > 3 and not short.startswith(long[:2]):
        rest = likeness(long[2:], short)
        if rest > 0.9:
            return rest - 0.02  # Alhadri, al-Hadri
    edits = min(OSA.distance(left, right), OSA.distance(_plain(left), _plain(right)))
    alike = 1.0 - edits / max(len(left), len(right))
    if sound(left) == sound(right) and len(short) > 2:
        vowels = 0.97 if edits <= 2 else 0.92
        return vowels if edits <= max(1, len(long) // 3) else max(alike, 0.75)
    if edits == 1 and len(long) >= 5:
        return 0.9
    if edits == 2 and len(long) >= 8:
        return 0.82
    return min(0.8, alike, JaroWinkler.similarity(left, right))
