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
from onrecord.article.resolve.small_words import is_plural
from onrecord.article.resolve.tables import fold, person_nouns, titles
from onrecord.types import Statement

_SENTENCES = 2
_LONGEST = 7  # words up to the noun
_OWNED = ("his", "her", "their")
_NAMED = re.compile(r",?\s(?!(?:in|at|from|to|on)\s)(?:[a-z]{1,20}\s){0,3}[A-Z]")
_BRINGS = frozenset(("a", "an", *_OWNED))
# "Ana Vell, a nurse", "Vell is a nurse", "as a nurse": that is what somebody is
_AFTER_NAME = re.compile(
    r"(?:,|\b(?:is|was|be|been|being|are|were|as|became|becomes|remains|than|like|called|not))\s\Z"
)
_NEAR = 50  # characters in which somebody else's name leaves it open who is meant
# "A teacher, she said": that is what she is
_APPOSED = re.compile(r",\s(?:he|she)\b")


def meet(scene: Scene, statement: Statement, position: int) -> None:
    """Introduce the people who opened a sentence shortly before `position`, or came last in the one before."""
    page = scene.cast.page
    low, high = page.sentence_bounds(position)[0], position
    for n in range(_SENTENCES + 1):
        if page.quote(low) is None and low < high:
            _meet(scene, statement, page.between(low, high)[:_LONGEST])
        if n == 1:
            _come(scene, statement, low, high, page.quote(position))
        high, low = low, page.sentence_bounds(max(0, low - 2))[0]


def _come(scene: Scene, statement: Statement, low: int, high: int, quote: tuple[int, int] | None) -> None:
    """Introduce whom the sentence before brings in: "I met a woman who fled. She said"."""
    page = scene.cast.page
    words = page.between(low, high)
    for i, word in enumerate(words):
        mention, (start, end) = scene.mention(word.start, word.end), word[:2]
        if mention is None or mention.form != "nominal" or mention.kind != "person":
            continue
        noun, before = fold(word.text), words[max(0, i - 3) : i]
        opens = next((w for w in reversed(before) if fold(w.text) in _BRINGS), None)
        if opens is None or is_plural(noun) or page.quote(start) != quote or not word.text.islower():
            continue
        if any(p.start == opens.start for p in scene.places) or _AFTER_NAME.search(
            page.text, low, opens.start
        ):
            continue
        if _APPOSED.match(page.text, end) or _NAMED.match(page.text, end):
            continue
        head = Head("noun", opens.start, end, noun=noun, determiner=fold(opens.text))
        nameless(scene, statement, head, "person")


def _meet(scene: Scene, statement: Statement, words: list[Word]) -> None:
    """Introduce the one whom the first words of a sentence tell of, if they name nobody."""
    owner = next((k for k, w in enumerate(words) if w.text in ("'s", "’s")), 0)
    determiner = "'s" if owner else fold(words[0].text) if words else ""
    if determiner not in ("'s", "a", "an", "the", *_OWNED) or any(
        p.start == words[0].start for p in scene.places
    ):
        return
    text = scene.cast.page.text
    for noun, word in _nouns(words[owner + 1 : owner + 4]):
        if determiner == "the" and not _known(scene, word):
            return
        if determiner in ("a", "an", "the") or noun not in person_nouns():
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


def _known(scene: Scene, word: Word) -> bool:
    """Whether the article has spoken of one by this noun, and of nobody by name with it."""
    page = scene.cast.page
    first = page.words[page.places_of[word.text][0]]
    mention = scene.mention(first.start, first.end)
    if first.start >= word.start or mention is None or mention.kind != "person" or is_plural(fold(word.text)):
        return False
    called = (role for draft in scene.cast.drafts for role in draft.roles)
    return not any(fold(word.text) in (role.office, *role.title.split(), *role.also) for role in called)


def _nouns(words: list[Word]) -> Iterator[tuple[str, Word]]:
    """The nouns for people with which the words open, as far as these are written small."""
    for word in words:
        if not word.text.islower():
            return
        noun = fold(word.text)
        if noun in person_nouns() or noun in titles():
            yield noun, word
