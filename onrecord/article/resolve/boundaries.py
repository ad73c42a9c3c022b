"""The boundaries of a name: what a tagger cut off on either side is put back.

"Drew" before a tagged "Colman", "Eidem" after "Sunniva", "& Sons", "of the Baths": words written with a
capital that stand right beside a name inside a sentence are part of it, unless our tables know them as
something else (a title, a nationality, a day) or they belong to another name.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from onrecord.article.resolve.page import Page, Word
from onrecord.article.resolve.small_words import CALENDAR, DAYS, LOCATIVE, MEMBERS, PARTISANS, STOP
from onrecord.article.resolve.tables import (
    body_nouns,
    demonyms,
    fold,
    given_names,
    honorifics,
    known_country,
    person_nouns,
    role_words,
    titles,
)

_LONGEST = 6  # words of a name, marks among them
_LOUD = 3  # letters from which capitals are no initials


def whole(page: Page, words: list[Word], called: Collection[str], bodies: Collection[int]) -> list[Word]:
    """A person's name with the parts that the tagger cut off: given name before, surname after.

    `called` are all names of the article as tagged; `bodies` are where those of no person start.
    """
    i = page.word_at(words[0].start) - 1
    low = page.sentence_bounds(words[0].start)[0]
    written = page.text[words[0].start : words[-1].end]
    full = [name.split() for name in called if " " in name.strip()]
    # "Ana" of "Ana Vell" has no given name of its own, and Vell no surname
    alone = fold(written) not in demonyms() and not any(name[0] == written for name in full)
    while i >= 0 and len(words) < _LONGEST and page.words[i].start >= low:
        if _initial(page, i, words[0].start) and page.words[i - 1].start >= low:
            words, i = [*page.words[i - 1 : i + 1], *words], i - 2  # "R. P. Vell"
            continue
        lone = alone and len(words) == 1 and _beside(page, i, bodies) and not _places(page, i)
        if not (_given(page, i, words[0].start) or (lone and _adjoins(page, i, words[0].start))):
            break
        words = [page.words[i], *words]
        i -= 1
    j = page.word_at(words[-1].end)
    if len(words) == 1 and j < len(page.words):
        word = page.words[j]
        known = fold(words[0].text) in given_names() and word.capital and fold(word.text) not in titles()
        known = known and word.letters and fold(word.text) not in STOP
        after = page.words[j + 1] if j + 1 < len(page.words) else None
        closed = after is None or not after.capital
        loud = written.isupper() and len(written) > _LOUD and not word.text.isupper()  # "OONA | My lawyer"
        lasting = (
            not loud and fold(written) not in demonyms() and not any(name[-1] == written for name in full)
        )
        if page.text[words[-1].end : word.start] == " " and (
            (known and not loud) or (closed and lasting and _beside(page, j, bodies))
        ):
            words = [*words, word]
    return words


def _initial(page: Page, i: int, following: int) -> bool:
    """Whether word `i` is the full stop after a lone capital that leads to the name at `following`."""
    if page.words[i].text != "." or i == 0 or page.text[page.words[i].end : following] not in ("", " "):
        return False
    letter = page.words[i - 1]
    return len(letter.text) == 1 and letter.capital and letter.letters and letter.end == page.words[i].start


def _given(page: Page, i: int, following: int) -> bool:
    word = page.words[i]
    if re.fullmatch(r"(?:[A-Z]\.){2,}", word.text):
        return page.text[word.end : following] == " "
    if not _adjoins(page, i, following) or not word.capital:
        return False
    key = fold(word.text)
    if key in given_names():
        return True
    # Justice Meenal Rao: what stands between a title and a surname is a given name
    before = fold(page.words[i - 1].text) if i else ""
    titled = before in titles() or before in honorifics()
    return titled and key not in titles().keys() | role_words().keys() | STOP and not known_country(word.text)


def _adjoins(page: Page, i: int, following: int) -> bool:
    return page.text[page.words[i].end : following] == " "


def _beside(page: Page, i: int, bodies: Collection[int]) -> bool:
    """Whether a word next to a name is by its writing part of it: a capital that nothing else explains."""
    word, key = page.words[i], fold(page.words[i].text)
    if not (word.capital and word.letters) or word.text.isupper() or word.start in bodies:
        return False
    opens = page.sentence_bounds(word.start)[0] >= word.start - 1 and word.text not in page.written_inside
    if opens or page.text[word.start - 1 : word.start].strip() or word.text.casefold() in page.written_small:
        return False  # a capital that its sentence may owe it
    tables = (titles(), role_words(), honorifics(), person_nouns(), body_nouns())
    if any(key in table or key.removesuffix("s") in table for table in tables):
        return False
    if key in demonyms() | PARTISANS | DAYS | CALENDAR or key.removesuffix("s") in PARTISANS:
        return False
    return not known_country(word.text) and not _titlecased(page, word)


def _places(page: Page, i: int) -> bool:
    """Whether "in" or the like stands before: "in Dost Vell said" is a place and a name."""
    return i > 0 and (fold(page.words[i - 1].text) in LOCATIVE or page.words[i - 1].capital)


def _titlecased(page: Page, word: Word) -> bool:
    """Whether most words around are written with a capital: they tell nothing."""
    around = [w for w in page.between(word.start - 40, word.end + 40) if w.letters and len(w.text) > 3]
    return sum(w.capital for w in around) > 0.7 * len(around) > 2


def completed(page: Page, words: list[Word], called: Collection[str]) -> list[Word]:
    """A body's name with what follows: as the article elsewhere names it, "& Sons", "of the Baths"."""
    j = page.word_at(words[-1].end)
    if j + 1 < len(page.words) and page.words[j].text == "&" and page.words[j + 1].capital:
        return [*words, *page.words[j : j + 2]]
    if j + 1 < len(page.words) and page.words[j].capital:
        return [*words, page.words[j]] if page.text[words[0].start : page.words[j].end] in called else words
    following = [w.text for w in page.words[j : j + 2]]
    if len(words) == 1 and fold(words[0].text) in MEMBERS and following[:1] == ["of"]:
        start = k = j + 1 + (following[1:] == ["the"])
        while k < len(page.words) and k - start < 4 and page.words[k].capital:
            k += 1
        if k > start and page.sentence(words[0].start) == page.sentence(page.words[k - 1].start):
            return [*words, *page.words[j:k]]
    return words


def ampersand(page: Page, words: list[Word]) -> bool:
    """Whether "&" joins a name to another: "Vell & Dorn" is a firm."""
    i, j = page.word_at(words[0].start) - 1, page.word_at(words[-1].end)
    left = i > 0 and page.words[i].text == "&" and page.words[i - 1].capital
    right = j + 1 < len(page.words) and page.words[j].text == "&" and page.words[j + 1].capital
    return left or right


def union(page: Page, word: Word) -> Word | None:
    """The body behind a plural that owns it: "the Dockworkers' Union"."""
    apostrophe = page.text[word.end : word.end + 2]
    if not word.text.endswith("s") or apostrophe not in ("' ", "’ "):
        return None
    i = page.word_at(word.end)
    while i < len(page.words) and not page.words[i].letters:
        i += 1
    body = page.words[i] if i < len(page.words) and page.words[i].start == word.end + 2 else None
    return body if body and body.capital and fold(body.text) in body_nouns() else None


def stretched(page: Page, words: list[Word]) -> list[Word]:
    """An organisation's name with the capitals that the tagger cut off, without small words at its end."""
    while len(words) > 1 and words[-1].text.islower():
        words = words[:-1]
    i = page.word_at(words[0].start) - 1
    low = page.sentence_bounds(words[0].start)[0]
    while i >= 0 and len(words) < 8 and page.words[i].start > low:
        if page.words[i].text == "&" and i and page.words[i - 1].capital:
            words, i = [*page.words[i - 1 : i + 1], *words], i - 2
            continue
        word = page.words[i]
        key = fold(word.text)
        plain = (
            key not in titles()
            and (key not in STOP or (page.words[i - 1].capital and page.words[i - 1].end + 1 == word.start))
            and key not in role_words()
            and key not in DAYS | CALENDAR
            and not known_country(word.text)
        )
        if not (
            word.capital and plain and key not in demonyms() and page.text[word.end : words[0].start] == " "
        ):
            break
        words = [word, *words]
        i -= 1
    return words
