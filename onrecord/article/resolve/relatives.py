"""Sources that are relative pronouns: whom "who", "which" or "that" refers to.

It is what stands right before, apposition included ("Ana Vell, the envoy, who said"), a description
("a man who knew the talks"), or nobody where two nouns could be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.resolve.collective import by_body
from onrecord.article.resolve.described import by_role
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.named import mute, newcomer
from onrecord.article.resolve.nouns import by_noun
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.small_words import (
    CALENDAR,
    CUTS,
    DAYS,
    DETERMINERS,
    DOCUMENTS,
    PARTISANS,
    PREPOSITIONS,
    QUANTITY,
    SHARES,
    STOP,
    is_plural,
)
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
# "the Harbour Union, a group that"
_WHAT = re.compile(r",\s(?:an?|the)\s(?:[\w.’'-]+\s){1,5}")
# "Ana Vell of Dost, a backer of Ivo Dorn, who": either may be meant
_NESTED = re.compile(
    r",\s(?:an?|the|one|once|formerly)\s[^,\n]{1,60}\b(?:of|for|to|with|by|from)\s(?:[A-Z][\w.]*\s)*\Z"
)
_IS = re.compile(r"\b(?:is|was|remains|became)\s(?:an?|the)\s[^.;:]*\Z")
_EQUATED = 0.8
_CLOSING = frozenset(",\"“”'’—–-")
_DASHES = ("—", "–")
_ANYBODY = frozenset(("anyone", "anybody", "everyone", "everybody", "someone", "somebody", "those"))
_BESIDE = 24
_WORDS_OF = re.compile(
    r"\b(?:words|statements?|remarks?|claims?|assertions?|comments?|declarations?)\s(?:of|by|from)\s(?P<who>[^,;.]{2,90}),\s"
    r"according\sto\s\Z"
)
_BEFORE_WHO = 9  # words
_AFTER_NOUN = frozenset(("close", "familiar", "there", "here", "alike", "present", "involved"))
_DESCRIBED = {"role": by_role, "noun": by_noun, "body": by_body}


def by_relative(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom "who" or "which" refers to: what stands right before it, apposition included."""
    word = "who" if head.noun in ("whom", "whose") else head.noun
    found = (
        _whose_words(scene, statement, head)
        or _as_before(scene, statement, head)
        or _named(scene, head, word)
    )
    found = found or _what_somebody_is(scene, head, word) or _described(scene, statement, head, word)
    return found or ((), f"'{head.noun}' refers to nobody in sight")


def _whose_words(scene: Scene, statement: Statement, head: Head) -> Answer | None:
    """ "The words of Ana Vell, according to which the gate is shut" are hers."""
    page = scene.cast.page
    told = _WORDS_OF.search(page.text, page.sentence_bounds(head.start)[0], head.start)
    found = heads(scene.cast, (scene.span(*told.span("who")),)) if told and head.noun == "which" else []
    if len(found) != 1:
        return None
    if found[0].kind == "name":
        spans = (scene.span(head.start, head.end), scene.span(found[0].start, found[0].end))
        return (scene.speaker(found[0].drafts[0], "pronoun", 0.88, spans),), None
    settle = _DESCRIBED.get(found[0].kind)
    return settle(scene, statement, found[0]) if settle else None


def _as_before(scene: Scene, statement: Statement, head: Head) -> Answer | None:
    """ "A man who sailed and who said": whom the same word meant before."""
    page = scene.cast.page
    k = page.word_at(head.start)
    low = page.sentence_bounds(head.start)[0]
    if page.words[k - 1].text not in ("and", "but"):
        return None
    for _, before, who in reversed(scene.spoken):
        told = page.article.slice(before.source[0]) if before.source else ""
        if told.casefold() == head.noun and page.inside(before.source[0])[0] >= low and who:
            return who, None
    for n in range(k - 2, page.word_at(low), -1):
        if fold(page.words[n].text) == head.noun:
            start = page.words[n - (page.words[n - 1].text in PREPOSITIONS)].start  # "in which … and which"
            return by_relative(scene, statement, replace(head, start=start, end=page.words[n].end))
    return None


def _named(scene: Scene, head: Head, word: str) -> Answer | None:
    """Somebody named right before; unknown where it may be another."""
    page = scene.cast.page
    low = page.sentence_bounds(head.start)[0]
    named: list[tuple[int, int, int, int]] = []  # start, end, draft, where its description ends
    for start, end, i in scene.cast.within(low, head.start):
        draft = scene.cast.drafts[i]
        if (word == "who") != (draft.kind == "person") and word != "that":
            continue
        ends = [end, *(r.end for r in draft.roles if start - 200 < r.start < head.start)]
        reach = max(
            (e for e in ends if e <= head.start and _MARKS.fullmatch(page.text, e, head.start)), default=0
        )
        apart = page.text[end : head.start]
        if reach or _APPOSED.fullmatch(apart) or (word != "who" and _WHAT.fullmatch(apart)):
            named.append((start, end, i, reach))
    if named and page.text[named[-1][1] : head.start].strip()[:1] in _DASHES:
        # "a string of officials — from Ana Vell to Ivo Dorn — who": what stands before the dash
        opened = max(page.text.rfind(dash, low, named[-1][0]) for dash in _DASHES)
        named = named if opened < 0 else []
    if not named:
        return None
    if _loose(page.text, low, named[-1], head.start):
        return (), f"'{head.noun}' could be {scene.cast.drafts[named[-1][2]].name} or somebody before"
    # "Ana Vell, a backer of Ivo Dorn, who": Dorn stands inside what describes Vell
    start, end, i, _ = next((n for n in named if any(n[1] < m[0] and m[1] <= n[3] for m in named)), named[-1])
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


def _described(scene: Scene, statement: Statement, head: Head, word: str) -> Answer | None:
    """The noun phrase right before: "legal experts, who", "a website called Dock News, which"."""
    page = scene.cast.page
    words = page.between(page.sentence_bounds(head.start)[0], head.start)
    while words and not words[-1].letters and words[-1].text in _CLOSING:
        words = words[:-1]
    if word == "who":
        words = words[: _until_person(scene, words)]
    first = next(
        (k for k in range(len(words) - 1, max(-1, len(words) - 9), -1) if _opens_phrase(words[k].text)), None
    )
    if not words or (first is None and len(words) > 8):
        return None
    first = 0 if first is None else first + (fold(words[first].text) not in DETERMINERS | QUANTITY)
    inner = heads(scene.cast, (scene.span(words[first].start, words[-1].end),)) if first < len(words) else []
    if len(inner) != 1:
        return None
    found = inner[0]
    crowd = is_plural(fold(words[-1].text))
    if word == "who" and crowd and (found.kind in ("name", "spare") or _person(scene, words[-1])):
        # "Senate Democrats who": some of them; "security operators" are people here
        found = replace(found, kind="noun", drafts=(), noun=fold(words[-1].text), plural=True)
    if word != "who" and found.kind == "spare" and not (mute(scene, found) or _dates(words[-1])):
        return (newcomer(scene, found),), None
    if found.kind in _DESCRIBED and _antecedent(scene, word, found, words[-1]):
        return _DESCRIBED[found.kind](scene, statement, found)
    return None


def _what_somebody_is(scene: Scene, head: Head, word: str) -> Answer | None:
    """ "Ana Vell is a critic who said": the only person of the sentence, who is said to be one."""
    page = scene.cast.page
    low = page.sentence_bounds(head.start)[0]
    named = [n for n in scene.cast.within(low, head.start) if scene.cast.drafts[n[2]].kind == "person"]
    last = page.words[page.word_at(head.start) - 1]
    if word != "who" or len({i for _, _, i in named}) != 1 or not _person(scene, last):
        return None
    start, end, i = named[0]
    told = _IS.search(page.text[named[-1][1] : head.start])
    if told is None or is_plural(fold(last.text)) or PREPOSITIONS & set(told.group().split()):
        return None
    spans = (scene.span(head.start, head.end), scene.span(start, end))
    return (scene.speaker(i, "pronoun", _EQUATED, spans),), None


def _person(scene: Scene, word: Word) -> bool:
    """Whether a noun stands for people, by the mention head or our tables."""
    mention, key = scene.mention(word.start, word.end), fold(word.text)
    if mention is not None and mention.kind == "person" and mention.form == "nominal":
        return True
    if key.removesuffix("s") in PARTISANS:
        return True
    # "The Advocate" is a paper
    return not word.capital and bool(
        {key, key.removesuffix("s")} & (person_nouns().keys() | titles().keys() | _ANYBODY)
    )


def _dates(word: Word) -> bool:
    return fold(word.text) in DAYS | CALENDAR


def _until_person(scene: Scene, words: Sequence[Word]) -> int:
    """How many words lead up to the noun that "who" stands for: "members | close to the campaign, who"."""
    for k in range(len(words) - 1, max(-1, len(words) - _BEFORE_WHO), -1):
        after = fold(words[k + 1].text) if k + 1 < len(words) else ""
        listed = words[k].text in (",", "and") and k + 1 < len(words) and words[k + 1].capital
        if k + 1 < len(words) and (not (words[k].letters or listed) or fold(words[k].text) in STOP):
            break
        if _person(scene, words[k]):
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
    opening = DETERMINERS | QUANTITY | PREPOSITIONS | CUTS | STOP | {"and"}
    return fold(text) in opening or not (text[:1].isalnum() or text == "%")


def _antecedent(scene: Scene, word: str, head: Head, last: Word) -> bool:
    """Whether a described head goes with the relative: "who" with people, "which" with bodies and papers."""
    if word != "who":
        noun = head.noun.removesuffix("s")
        return head.kind == "body" or (head.kind == "noun" and bool({noun, head.noun} & DOCUMENTS))
    noun, one = head.noun, head.noun.removesuffix("s")
    known = noun in _ANYBODY or noun in SHARES or noun in person_nouns() or one in person_nouns()
    crowd = is_plural(noun) or head.plural or head.determiner in ("a", "an", "one", "the", "another")
    if head.kind == "body":
        return head.plural and is_plural(noun)  # "teachers' unions who"
    crowd = crowd and noun not in body_nouns() and one not in body_nouns()
    return head.kind == "role" or (head.kind == "noun" and (known or crowd or _person(scene, last)))
