"""The roles of a name, by the words around it: "spokesman Ana Vell", "Ana Vell, head of ship builder X".

A phrase stands before the name ("the minister, Ana Vell,") or after it ("Ana Vell, the minister,");
what belongs to another name is left to that one. How a phrase is read is role_phrases.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.resolve.page import Page, Word
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.role_phrases import YEAR, RoleFound, of_title, read_all
from onrecord.article.resolve.small_words import CUTS, DAYS, DETERMINERS, PREPOSITIONS, STOP
from onrecord.article.resolve.tables import Title, fold, honorifics, role_words, titles

# "the nominee with his rival Ana Vell": what stands before the possessive is another's
_MEANS = PREPOSITIONS | {"through", "via", "along", "during", "despite", "unlike"}
_HIS = frozenset(("his", "her", "their", "my", "our"))
_REACH = 26
_PARTY = re.compile(r"\s\(([DR])(?:[-–][A-Z][\w.]{0,12}|)\)|,\s([DR])[-–][A-Z][\w.]{1,12}")
_LETTERS = {"D": "democrat", "R": "republican"}
_IN_YEAR = re.compile(r"\b(?:in|of)\s((?:19|20)\d\d)\b")
# "Ana Vell, who leads the Harbour Union": what she does is what she is
_DOES = {
    "leads": "leader",
    "heads": "head",
    "chairs": "chair",
    "owns": "owner",
    "edits": "editor",
    "commands": "commander",
    "coaches": "coach",
    "manages": "manager",
    "directs": "director",
    "founded": "founder",
}


def before(
    page: Page, places: Gazetteer, start: int, end: int, names: Sequence[tuple[int, int]] = ()
) -> list[RoleFound]:
    """The role phrases that lead up to the name at `start`, joined by "and" where several.

    `names` are the person names of the page: "Ana Vell and minister Ivo Dorn" are two people.
    """
    i = page.word_at(start) - 1
    while i > 0 and (fold(page.words[i].text) in honorifics() or page.words[i].text == "."):
        if page.words[i].text == "." and fold(page.words[i - 1].text) not in honorifics():
            break
        i -= 1  # the minister, Mr Vell
    after = page.word_at(end)
    if i >= 0 and page.words[i].text == ",":
        closing = page.words[after].text if after < len(page.words) else "."
        if closing not in (",", ".", ";", ")", "—", "–", "who"):
            return []
        i = _before_bracket(page, i - 1)
    elif i >= 0 and fold(page.words[i].text) in PREPOSITIONS | STOP | {"and", "or"}:
        return []  # the head of X and Ana Vell: the role is another's
    chain: list[Word] = []
    low = page.sentence_bounds(start)[0]
    while i >= 0 and len(chain) < _REACH and page.words[i].start >= low:
        word = page.words[i]
        if word.text == "." and i and fold(page.words[i - 1].text) in titles() | honorifics():
            i -= 1
            continue
        if (
            not (_continues(word) or _owns(page, i))
            or fold(word.text) in _HIS | DAYS
            or (fold(word.text) == "and" and _ends_name(page, i - 1, names))
        ):
            break
        chain.insert(0, word)
        i -= 1
    if chain and chain[-1].text in ("'s", "’s"):
        return []  # "the envoy spoke to the Courier's Ana Vell"
    return [_of_its_year(page, role) for role in read_all(page, places, _own(chain))]


def _before_bracket(page: Page, i: int) -> int:
    """The word before a short bracket that closes at word `i`: "head of the Harbour Union | (HU), Ana Vell"."""
    if page.words[i].text != ")":
        return i
    opens = next((k for k in range(i - 1, max(-1, i - 4), -1) if page.words[k].text == "("), i + 1)
    return opens - 1


def _of_its_year(page: Page, role: RoleFound) -> RoleFound:
    """A candidate's role as past where its sentence tells of an earlier year than the article's last."""
    if role.office != "candidate" or role.past:
        return role
    told = _IN_YEAR.findall(page.text[slice(*page.sentence_bounds(role.start))])
    return replace(role, past=True) if told and max(told) < max(YEAR.findall(page.text)) else role


def _own(chain: list[Word]) -> list[Word]:
    """A chain before a name without the title of another: "an aide to Senator | Vell" is not Vell's."""
    for k in range(len(chain) - 1, -1, -1):
        key, rest = fold(chain[k].text), chain[k + 1 :]
        if key not in PREPOSITIONS or not rest:
            continue
        size = next((n for n in (3, 2, 1) if " ".join(fold(w.text) for w in rest[-n:]) in titles()), 0)
        lead = rest[: len(rest) - size]
        plain = all(fold(w.text) in role_words() and fold(w.text) not in DETERMINERS for w in lead)
        return rest if size and (plain or key != "of") else chain
    return chain


def after(page: Page, places: Gazetteer, end: int, names: Sequence[tuple[int, int]]) -> list[RoleFound]:
    """The role phrases in apposition to the name that ends at `end`, its party's letter included.

    `names` are the person names of the page: a phrase that leads straight to another name is
    that one's ("Ana Vell, Foreign Minister Ivo Dorn and …").
    """
    party = _PARTY.match(page.text, end)
    if party is None:
        return _apposed(page, places, end, names)
    noun = _LETTERS[party[1] or party[2]]  # "Ana Vell (D-Dost)"
    title = Title(noun, noun, "", "", False, frozenset())
    return [of_title(title, *party.span()), *_apposed(page, places, party.end(), names)]


def _apposed(page: Page, places: Gazetteer, end: int, names: Sequence[tuple[int, int]]) -> list[RoleFound]:
    words, i = page.words, page.word_at(end)
    limit = page.sentence_bounds(max(0, end - 1))[1]
    if i < len(words) and words[i].text == "(":
        while i < len(words) and words[i].text != ")" and words[i].start < end + 40:
            i += 1
        i += 1
    if i + 1 < len(words) and words[i].text == "," and words[i + 1].text[:1].isdigit():
        i += 2
    if i + 1 >= len(words) or words[i].text not in (",", "–", "—", "-"):
        return []
    if fold(words[i + 1].text) in _MEANS:
        return []  # "Vell, through a spokeswoman,"
    if words[i + 1].text == "who":
        return _does(page, places, i + 2, limit)
    chain: list[Word] = []
    i += 1
    while i < len(words) and len(chain) < _REACH and words[i].start < limit and _continues(words[i]):
        chain.append(words[i])
        i += 1
    closing = words[i].text if i < len(words) else "."
    taken = bool(chain) and any(s <= chain[-1].start < e for s, e in names)
    if not chain or (
        closing not in (",", ".", ";", "—", "–", "(", ":") and fold(closing) not in ("who", "which")
    ):
        return []
    if chain[0].text.endswith("ing") and fold(chain[0].text) not in role_words():
        return []  # "Vell, standing beside the minister,"
    found = read_all(page, places, chain, loose=fold(chain[0].text) in ("a", "an", "the"), first=True)
    if found and taken and not any(fold(w.text) in PREPOSITIONS for w in chain):
        return []
    return [] if closing == "," and _of_the_next(page, i + 1, names) else found


def _of_the_next(page: Page, i: int, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a name that starts at word `i` closes the apposition before it: "X, the minister, | Ana Vell, said".

    In a list each has a role of its own: "Ivo Dorn, the mayor, Ana Vell, the minister, and …".
    """
    start = page.words[i].start if i < len(page.words) else -1
    end = next((e for s, e in names if s == start), None)
    if end is None:
        return False
    k = page.word_at(end)
    following = [w.text for w in page.words[k : k + 2]]
    return len(following) == 2 and (
        following[0].islower() or (following[0] == "," and _is_verb(following[1]))
    )


def _is_verb(word: str) -> bool:
    return word.islower() and word not in DETERMINERS | PREPOSITIONS | role_words().keys() | titles().keys()


def _does(page: Page, places: Gazetteer, i: int, limit: int) -> list[RoleFound]:
    """The role that a relative clause tells, whose verb is word `i`: "who leads the Harbour Union"."""
    words = page.words
    office = _DOES.get(words[i].text) if i + 1 < len(words) else None
    if office is None or not (words[i + 1].capital or fold(words[i + 1].text) in DETERMINERS):
        return []
    chain = [words[i]._replace(text=office), words[i]._replace(text="of")]
    for word in words[i + 1 :]:
        if word.start >= limit or len(chain) > _REACH or not _continues(word) or fold(word.text) in CUTS:
            break
        chain.append(word)
    return read_all(page, places, chain, first=True)[:1]


def _ends_name(page: Page, i: int, names: Sequence[tuple[int, int]]) -> bool:
    return i >= 0 and any(end == page.words[i].end for _, end in names)


def _owns(page: Page, i: int) -> bool:
    """Whether word `i` is the apostrophe of several owners: "the dockers' union"."""
    word, before = page.words[i], page.words[i - 1]
    return word.text in ("'", "’") and i > 0 and before.end == word.start and before.text.endswith("s")


def _continues(word: Word) -> bool:
    if word.text in ("'s", "’s", "&", "-", "/"):
        return True
    return (word.letters or word.text[:1].isdigit()) and fold(word.text) not in STOP
