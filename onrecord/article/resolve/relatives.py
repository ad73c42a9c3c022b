"""Sources that are relative pronouns: whom "who", "which" or "that" refers to.

It is what stands right before, apposition included ("Ana Vell, the envoy, who said"), a description
("a man who knew the talks"), or nobody where two nouns could be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.resolve.collective import by_body
from onrecord.article.resolve.described import by_noun, by_role
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.small_words import DETERMINERS, PREPOSITIONS, QUANTITY, STOP, is_plural
from onrecord.article.resolve.sources import heads
from onrecord.article.resolve.tables import body_nouns, fold, person_nouns, titles
from onrecord.types import Statement

_MARKS = re.compile(
    r"\.?(?:\s+(?:Jr|Sr|II|III)\b\.?)?(?:\s\([^()\n]{1,40}\))?(?:\s(?:of|from)(?:\s[A-Z][\w.’'-]*){1,4}(?=,))?"
    r"[\s,(–—\"”']*"
)
# "Ana Vell who": a name stands before "who" without a comma only where it is singled out
_SINGLED = re.compile(r"\b(?:is|was|['’]s|be)\s(?:[A-Z][\w.]*\s)*\Z", re.I)
_INSIDE = re.compile(r"\b(?:of|with|to|for|by|from|about|against|on|and)\s(?:[A-Z][\w.’'-]*\s)*\Z")
# "Ana Vell, Republican of Dost, who": a short description between commas
_APPOSED = re.compile(r",\s(?:[\w.’'-]+\s){0,6}[\w.’'-]+,\s")
# "Ana Vell of Dost, a backer of Ivo Dorn, who": either may be meant
_NESTED = re.compile(
    r",\s(?:an?|the|one|once|formerly)\s[^,\n]{1,60}\b(?:of|for|to|with|by|from)\s(?:[A-Z][\w.]*\s)*\Z"
)
_DASHES = ("—", "–")
_ANYBODY = frozenset(("anyone", "anybody", "everyone", "everybody", "someone", "somebody", "those"))
_BESIDE = 24
_BEFORE_WHO = 9  # words
_AFTER_NOUN = frozenset(("close", "familiar", "there", "here", "alike", "present", "involved"))
_DESCRIBED = {"role": by_role, "noun": by_noun, "body": by_body}


def by_relative(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom "who" or "which" refers to: what stands right before it, apposition included."""
    page, word = scene.cast.page, "who" if head.noun in ("whom", "whose") else head.noun
    low = page.sentence_bounds(head.start)[0]
    if page.words[page.word_at(head.start) - 1].text in ("and", "but"):
        # "a man who sailed and who said": as before
        for _, before, who in reversed(scene.spoken):
            told = page.article.slice(before.source[0]) if before.source else ""
            if told.casefold() == head.noun and page.inside(before.source[0])[0] >= low and who:
                return who, None
    named: list[tuple[int, int, int, int]] = []  # start, end, draft, where its description ends
    for start, end, i in scene.cast.within(low, head.start):
        draft = scene.cast.drafts[i]
        if (word == "who") != (draft.kind == "person") and word != "that":
            continue
        ends = [end, *(r.end for r in draft.roles if start - 200 < r.start < head.start)]
        reach = max(
            (e for e in ends if e <= head.start and _MARKS.fullmatch(page.text, e, head.start)), default=0
        )
        if reach or _APPOSED.fullmatch(page.text[end : head.start]):
            named.append((start, end, i, reach))
    if named and page.text[named[-1][1] : head.start].strip()[:1] in _DASHES:
        # "a string of officials — from Ana Vell to Ivo Dorn — who": what stands before the dash
        opened = max(page.text.rfind(dash, low, named[-1][0]) for dash in _DASHES)
        named = named if opened < 0 else []
    if named:
        if _loose(page.text, low, named[-1], head.start):
            return (), f"'{head.noun}' could be {scene.cast.drafts[named[-1][2]].name} or somebody before"
        # "Ana Vell, a backer of Ivo Dorn, who": Dorn stands inside what describes Vell
        start, end, i, _ = next(
            (n for n in named if any(n[1] < m[0] and m[1] <= n[3] for m in named)), named[-1]
        )
        nested = _NESTED.search(page.text[low:start])
        until = low + nested.start() if nested else low
        # the description follows the other's name: "the strategy could open Vell to attacks by Dorn" does not
        outer = [d for _, e, d in scene.cast.within(low, until) if d != i and until - e < _BESIDE]
        outer = [d for d in outer if scene.cast.drafts[d].kind == "person"]
        if outer and word == "who":
            names = f"{scene.cast.drafts[outer[-1]].name} or {scene.cast.drafts[i].name}"
            return (), f"'{head.noun}' could be {names}"
        spans = (scene.span(head.start, head.end), scene.span(start, end))
        return (scene.speaker(i, "pronoun", 0.88, spans),), None
    words = page.between(low, head.start)
    if words and words[-1].text == ",":
        words = words[:-1]
    if word == "who":
        words = words[: _until_person(scene, words)]
    first = next(
        (k for k in range(len(words) - 1, max(-1, len(words) - 9), -1) if _opens_phrase(words[k].text)), None
    )
    if first is None and len(words) > 8:
        return (), f"'{head.noun}' refers to nobody in sight"
    first = 0 if first is None else first + (fold(words[first].text) not in DETERMINERS | QUANTITY)
    inner = heads(scene.cast, (scene.span(words[first].start, words[-1].end),)) if first < len(words) else []
    if (
        len(inner) == 1
        and word == "who"
        and inner[0].kind in ("name", "spare")
        and is_plural(fold(words[-1].text))
    ):
        # "Senate Democrats who": some of them
        inner = [replace(inner[0], kind="noun", drafts=(), noun=fold(words[-1].text), plural=True)]
    if len(inner) == 1 and inner[0].kind in _DESCRIBED and _antecedent(word, inner[0]):
        return _DESCRIBED[inner[0].kind](scene, statement, inner[0])
    return (), f"'{head.noun}' refers to nobody in sight"


def _until_person(scene: Scene, words: Sequence[Word]) -> int:
    """How many words lead up to the noun that "who" stands for: "members | close to the campaign, who"."""
    for k in range(len(words) - 1, max(-1, len(words) - _BEFORE_WHO), -1):
        key = fold(words[k].text)
        after = fold(words[k + 1].text) if k + 1 < len(words) else ""
        if k + 1 < len(words) and (not words[k + 1].letters or key in STOP):
            break
        mention = scene.mention(words[k].start, words[k].end)
        personal = mention is not None and mention.kind == "person" and mention.form == "nominal"
        if personal or {key, key.removesuffix("s")} & (person_nouns().keys() | titles().keys() | _ANYBODY):
            if after in PREPOSITIONS or after in _AFTER_NOUN:
                return k + 1
            break
    return len(words)


def _loose(text: str, low: int, name: tuple[int, int, int, int], until: int) -> bool:
    """Whether "who" after a bare name belongs to a noun before it: "the man at odds with Vell who"."""
    apart = text[name[1] : until]
    return (
        not apart.strip()
        and bool(_INSIDE.search(text[low : name[0]]))
        and not _SINGLED.search(text[low : name[0]])
    )


def _opens_phrase(text: str) -> bool:
    """Whether a noun phrase starts at this word, or right after it."""
    opening = DETERMINERS | QUANTITY | PREPOSITIONS | STOP | {"and"}
    return fold(text) in opening or not text[:1].isalnum()


def _antecedent(word: str, head: Head) -> bool:
    """Whether a described head goes with the relative: "who" with people, "which" with bodies."""
    if word == "who":
        noun, one = head.noun, head.noun.removesuffix("s")
        known = noun in _ANYBODY or noun in person_nouns() or one in person_nouns()
        crowd = is_plural(noun) or head.plural or head.determiner in ("a", "an", "one", "the", "another")
        crowd = crowd and noun not in body_nouns() and one not in body_nouns()
        return head.kind == "role" or (head.kind == "noun" and (known or crowd))
    return word == "which" and head.kind == "body"
