"""Names that stand behind an office and its field: "Secretary of Health | Alun Price".

A tagger takes the field into the name, or sees none at all; where the field ends, the tables tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article.resolve.page import Page, Word
from onrecord.article.resolve.tables import (
    body_nouns,
    demonyms,
    fold,
    given_names,
    known_country,
    role_words,
    titles,
)

_OF = frozenset(("of", "for"))
_LONGEST = 12  # words from the title to the end of the name
_NAME = range(2, 5)  # words of a name


def behind_offices(page: Page) -> list[tuple[int, int]]:
    """Where the names stand, in order: two words or more, written with capitals, that no table knows."""
    heads = (found for text, found in page.places_of.items() if text[:1].isupper() and fold(text) in titles())
    found = []
    for i in sorted(i for places in heads for i in places):
        chain = page.words[i : i + _LONGEST]
        if len(chain) > 3 and chain[1].text in _OF and (name := _name(page, chain)):
            found.append((name[0].start, name[-1].end))
    return found


def _name(page: Page, chain: Sequence[Word]) -> Sequence[Word] | None:
    k = 2 + (chain[2].text == "the")
    first = k
    while k < len(chain) and _field(chain, k):
        k += 1
    if k == first:  # a place that no table knows: "Mayor of Dost | Ana Vell"
        k += 1
        if k >= len(chain) or fold(chain[k].text) not in given_names():
            return None
    end = k
    while end < len(chain) and _part(chain[end]) and page.text[chain[end - 1].end : chain[end].start] == " ":
        end += 1
    follows = chain[end].text if end < len(chain) else "."
    if end - k not in _NAME or not (follows.islower() or follows in (",", ".", "'s", "’s")):
        return None
    return chain[k:end]


def _field(chain: Sequence[Word], k: int) -> bool:
    key = fold(chain[k].text)
    if key in ("and", "&", "the") or (key == "," and k + 1 < len(chain) and _field(chain, k + 1)):
        return k + 1 < len(chain) and chain[k + 1].capital
    known = key in role_words() or key in body_nouns() or key in titles() or key in demonyms()
    return chain[k].capital and (known or key.rstrip("s") in role_words() or known_country(chain[k].text))


def _part(word: Word) -> bool:
    key = fold(word.text)
    tabled = key in role_words() or key in body_nouns() or key in titles() or known_country(word.text)
    return word.capital and word.letters and not word.text.isupper() and not tabled
