"""Relatives met in the running text without a name: "Ivo Dorn's wife wept. “They lied,” she said."

A gendered noun with its possessive that opens a sentence, and that no name follows, is somebody whom
"she" can mean in the next sentence, though she has not spoken yet.
"""

from __future__ import annotations

import re

from onrecord.article.resolve.head import Head
from onrecord.article.resolve.nameless import nameless
from onrecord.article.resolve.scene import Scene
from onrecord.article.resolve.tables import fold, person_nouns
from onrecord.types import Statement

_SENTENCES = 2
_LONGEST = 7  # words up to the noun
_NAMED = re.compile(r",?\s(?:[a-z]{1,20}\s){0,3}[A-Z]")


def meet(scene: Scene, statement: Statement, position: int) -> None:
    """Introduce the relatives that opened a sentence shortly before `position`."""
    page = scene.cast.page
    low = page.sentence_bounds(position)[0]
    for _ in range(_SENTENCES):
        high, low = low, page.sentence_bounds(max(0, low - 2))[0]
        if page.quote(low) is not None or low == high:
            continue
        words = page.between(low, high)[:_LONGEST]
        owner = next((k for k, w in enumerate(words) if w.text in ("'s", "’s")), 0)
        determiner = "'s" if owner else fold(words[0].text) if words else ""
        if not owner and determiner not in ("his", "her", "their"):
            continue
        for word in words[owner + 1 : owner + 4]:
            noun = fold(word.text)
            known = person_nouns().get(noun)
            if not word.text.islower():
                break
            if not known:
                continue
            met = any(p.start == words[0].start for p in scene.places)
            if not met and not _NAMED.match(page.text, word.end):
                head = Head("noun", words[0].start, word.end, noun=noun, determiner=determiner)
                nameless(scene, statement, head, "person")
            break
