"""People met in the running text without a name: "Ivo Dorn's wife wept. “They lied,” she said."

A noun for a person with its possessive or with "a" that opens a sentence, and that no name follows, is
somebody whom "she" can mean in that sentence or the next, though she has not spoken yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.article.resolve.head import Head
from onrecord.article.resolve.nameless import nameless
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.scene import Scene
from onrecord.article.resolve.tables import fold, person_nouns, titles
from onrecord.types import Statement

_SENTENCES = 2
_LONGEST = 7  # words up to the noun
_OWNED = ("his", "her", "their")
_NAMED = re.compile(r",?\s(?!(?:in|at|from|to|on)\s)(?:[a-z]{1,20}\s){0,3}[A-Z]")
_NEAR = 50  # characters in which somebody else's name leaves it open who is meant
# "A teacher, she said": that is what she is
_APPOSED = re.compile(r",\s(?:he|she)\b")


def meet(scene: Scene, statement: Statement, position: int) -> None:
    """Introduce the people who opened a sentence shortly before `position`."""
    page = scene.cast.page
    low, high = page.sentence_bounds(position)[0], position
    for _ in range(_SENTENCES + 1):
        if page.quote(low) is None and low < high:
            _meet(scene, statement, page.between(low, high)[:_LONGEST])
        high, low = low, page.sentence_bounds(max(0, low - 2))[0]


def _meet(scene: Scene, statement: Statement, words: list[Word]) -> None:
    """Introduce the one whom the first words of a sentence tell of, if they name nobody."""
    owner = next((k for k, w in enumerate(words) if w.text in ("'s", "’s")), 0)
    determiner = "'s" if owner else fold(words[0].text) if words else ""
    if determiner not in ("'s", "a", "an", *_OWNED) or any(p.start == words[0].start for p in scene.places):
        return
    text = scene.cast.page.text
    for noun, word in _nouns(words[owner + 1 : owner + 4]):
        if determiner in ("a", "an") or noun not in person_nouns():
            mention = scene.mention(word.start, word.end)
            if mention is None or mention.kind != "person" or _APPOSED.match(text, word.end):
                continue
        near = scene.cast.within(word.end, word.end + _NEAR) if determiner not in _OWNED else ()
        if not _NAMED.match(text, word.end) and not any(
            scene.cast.drafts[i].kind == "person" for *_, i in near
        ):
            head = Head("noun", words[0].start, word.end, noun=noun, determiner=determiner)
            nameless(scene, statement, head, "person")
        return


def _nouns(words: list[Word]) -> Iterator[tuple[str, Word]]:
    """The nouns for people with which the words open, as far as these are written small."""
    for word in words:
        if not word.text.islower():
            return
        noun = fold(word.text)
        if noun in person_nouns() or noun in titles():
            yield noun, word
