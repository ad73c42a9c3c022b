"""Whom "they" can mean besides bodies: two people named together, and crowds without a name.

"Vell and Dorn met. They said …" are both; "the fishermen came home. They said …" are the
fishermen, in the article's words. Only what stands in the sentences just before counts, and not
what stands inside another's quotation.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from onrecord.article.resolve.cast import Draft
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.reference import Candidate, Place
from onrecord.article.resolve.scene import Nameless, Scene
from onrecord.article.resolve.small_words import (
    CUTS,
    DETERMINERS,
    PARTISANS,
    PREPOSITIONS,
    QUANTITY,
    STOP,
    is_plural,
)
from onrecord.article.resolve.tables import fold, honorifics, person_nouns, titles
from onrecord.types import Speaker, Statement

_SENTENCES = 2
_WIDEST = 5  # words before the noun
_CROWD = 0.8
_LISTED = 6
_TWO = frozenset(
    ("both", "the two", "the pair", "the duo", "both men", "both women", "the two men", "the two women")
)
_OF_ONE = frozenset(("a", "an", "this", "another"))
_BEFORE_VERBS = frozenset(("to", "not", "will", "would", "can", "could", "may", "might", "must", "should"))
_NOT_IN = frozenset(("and", "that", "where", "how", "why", "only"))
_NAME = 3  # words from which on a name is a body's own: "League of Young Democrats"
_CROWDS = PARTISANS | person_nouns().keys() | titles().keys()
_NAMED = ("person", "organization")


def crowds(scene: Scene, head: Head) -> list[Place]:
    """Places of people named together, and of plural nouns for people, shortly before a pronoun."""
    page = scene.cast.page
    low = page.sentence_bounds(head.start)[0]
    for _ in range(_SENTENCES):
        low = page.sentence_bounds(max(0, low - 2))[0]
    return [*_pairs(scene, low, head.start), *_plurals(scene, low, head.start)]


def both(scene: Scene, statement: Statement) -> tuple[Speaker, ...]:
    """ "Both", "the two": the pair that was named together last, shortly before; empty where none was."""
    page = scene.cast.page
    words = " ".join(page.article.slice(span) for span in statement.source).casefold()
    if words not in _TWO or statement.source[0].part != "text":
        return ()
    start, end = page.inside(statement.source[0])
    low = page.sentence_bounds(start)[0]
    for _ in range(_SENTENCES + 1):
        low = page.sentence_bounds(max(0, low - 2))[0]
    pairs = [(p, scene.nameless[p.candidate.nameless or 0].together) for p in _pairs(scene, low, start)]
    pairs = [(p, named) for p, named in pairs if len(named) == 2]
    if not pairs:
        return ()
    place, named = max(pairs, key=lambda pair: pair[0].start)
    spans = (scene.span(start, end), scene.span(place.start, place.end))
    return tuple(replace(s, method="pronoun", score=_CROWD, evidence=spans) for s in named)


def crowd_name(draft: Draft) -> bool:
    """Whether a body's name is a word for its people: "Republicans", "Greens"."""
    words = fold(draft.name).split()
    return draft.kind == "organization" and len(words) < _NAME and words[-1].removesuffix("s") in _CROWDS


def _pairs(scene: Scene, low: int, high: int) -> list[Place]:
    """ "Ana Vell and Ivo Dorn", as one."""
    found = []
    drafts = scene.cast.drafts
    people = [(s, e, i) for s, e, i in scene.cast.within(low, high) if drafts[i].kind in _NAMED]
    for n, ((start, end, one), (begin, stop, other)) in enumerate(itertools.pairwise(people)):
        if one != other and drafts[one].kind == drafts[other].kind and _joined(scene, end, begin):
            named = [one, other]
            while n and len(named) < _LISTED and scene.cast.page.text[people[n - 1][1] : start] == ", ":
                n, start = n - 1, people[n - 1][0]  # noqa: PLW2901 - "Orra, Vell and Dorn"
                named.insert(0, people[n][2])
            both = tuple(scene.speaker(i, "name", 0.9, (scene.span(start, stop),)) for i in named)
            name = " and ".join(s.name for s in both)
            known = Nameless(Speaker(name, drafts[one].kind, "pronoun", _CROWD), "", "", True, both)
            found.append(_place(scene, known, start, stop))
    return found


def _joined(scene: Scene, end: int, begin: int) -> bool:
    """Whether only "and" and titles stand between two names: "Vell and Senator Dorn"."""
    words = [fold(w.text) for w in scene.cast.page.between(end, begin) if w.text != "."]
    return words[:1] == ["and"] and all(w in titles() or w in honorifics() for w in words[1:])


def _plurals(scene: Scene, low: int, high: int) -> list[Place]:
    """ "The fishermen", "five officials": plural nouns that the mention head takes for people."""
    page, found = scene.cast.page, []
    for mention in scene.mentions:
        start, end = page.inside(mention.span)
        if mention.form != "nominal" or not low <= start or end > high:
            continue
        noun = fold(page.text[start:end])
        personal = (
            mention.kind == "person" or noun.removesuffix("s") in titles().keys() | person_nouns().keys()
        )
        if (
            not personal
            or not is_plural(noun)
            or noun == "others"
            or page.quote(start)
            or page.furniture(start)
        ):
            continue
        begin = _opening(scene, start)
        if any(p.start == begin and p.candidate.nameless is not None for p in scene.places):
            continue  # it spoke
        text = " ".join(page.text[begin:end].split()).removeprefix("the ").removeprefix("The ")
        speaker = Speaker(text, "person", "anonymous", _CROWD, (scene.span(begin, end),))
        found.append(_place(scene, Nameless(speaker, noun.removesuffix("s"), "", True), begin, end))
    return found


def _opening(scene: Scene, start: int) -> int:
    """Where the phrase starts whose plural noun stands at `start`.

    No verb belongs to it: "this angered | Hispanics", "to let | aides", "the rival convened | surrogates".
    """
    words, i = scene.cast.page.words, scene.cast.page.word_at(start)
    first, opened = i, False
    while first > 0 and i - first < _WIDEST:
        word = words[first - 1]
        key = fold(word.text)
        if scene.cast.page.text[word.end : words[first].start] != " " or not word.text[:1].isalnum():
            break
        if key in _OF_ONE | _BEFORE_VERBS:
            return words[first if opened else i].start
        if key in DETERMINERS - {"that"}:
            first -= 1
            break
        counts = key in QUANTITY or word.text[0].isdigit()
        if key in STOP | PREPOSITIONS | CUTS | _NOT_IN or (opened and not counts):
            break
        first, opened = first - 1, opened or counts
    done = (k for k in range(i - 1, first + 1, -1) if words[k].text.endswith("ed"))
    verb = next((k for k in done if not words[k - 1].text.endswith("ly")), None)
    return words[first if verb is None else verb + 1].start


def _place(scene: Scene, known: Nameless, start: int, end: int) -> Place:
    # the same words are the same crowd
    same = (n for n, other in enumerate(scene.nameless) if _same(other, known))
    number = next(same, len(scene.nameless))
    if number == len(scene.nameless):
        scene.nameless.append(known)
    return Place(Candidate(None, number), start, end, known.speaker.name)


def _same(left: Nameless, right: Nameless) -> bool:
    if left.together or right.together:
        return left == right
    return left.plural and left.noun == right.noun and fold(left.speaker.name) == fold(right.speaker.name)
