"""Whom a bare office means where the article tells of one who holds it: "the minister", "the governor".

News shortens an office once its holder is named: "Culture Minister Ana Vell … The minister said". That
is believed where nobody else of the article is called so, by whatever words.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article.resolve.head import Head
from onrecord.article.resolve.holders import OTHERS, RANKS
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.small_words import DETERMINERS, PREPOSITIONS
from onrecord.article.resolve.tables import fold, role_words

_SCORE, _FURTHER = 0.8, 0.74
_NEAR, _FAR = 6, 40  # sentences back to the last name: of an occupation, of an office
_OF_SEVERAL = frozenset(("the", "two", "three", "both", "other", "these"))
# what many of an article may be called
_ANYBODY = frozenset(
    (
        "official",
        "politician",
        "representative",
        "executive",
        "officer",
        "aide",
        "member",
        "activist",
        "colleague",
    )
)
# another office than the bare one
_OTHER_OFFICE = frozenset(
    ("prime", "chief", "first", "vice", "deputy", "lieutenant", "attorney", "secretary")
)


def sole_holder(scene: Scene, head: Head, fits: Sequence[tuple[float, int]]) -> Answer | None:
    """The one who holds the office that `head` names, of those whom it `fits`; None where others may."""
    page, cast, role = scene.cast.page, scene.cast, head.role
    words = page.between(head.start, head.end)
    if role is None or head.determiner != "the" or role.past or head.noun in _ANYBODY:
        return None
    if len(words) != 2 or page.quote(head.start) or OTHERS & {fold(word.text) for word in words}:
        return None
    able = [i for _, i in fits if not all(r.past or r.words & RANKS for r in cast.drafts[i].roles)]
    if len(able) != 1 or len(fits) != 1:
        return None
    draft = cast.drafts[able[0]]
    named = [o for o in draft.occurrences if o.form == "name" and o.start < head.start]
    if not named or _called_so(scene, head, able[0]):
        return None
    last = max(named, key=lambda o: o.start)
    apart = page.apart(last.start, head.start)
    if apart > (_FAR if role.speaks or role.unique else _NEAR):
        return None
    evidence = (scene.span(head.start, head.end), *(scene.span(r.start, r.end) for r in draft.roles[:1]))
    score = _SCORE if apart <= _NEAR else _FURTHER
    return (scene.speaker(able[0], "role", score, tuple(dict.fromkeys(evidence))),), None


def another_nearer(scene: Scene, head: Head, fits: Sequence[tuple[float, int]]) -> bool:
    """Whether a bare "the minister" stands nearer to "the trade minister" than to any whom it fits by name."""
    page, cast = scene.cast.page, scene.cast
    if any(known.noun == head.noun for _, known in scene.nameless_in_sight(head.start)):
        return False  # who spoke so is weighed as all others are
    if not fits or len(page.between(head.start, head.end)) != 2 or head.determiner != "the":
        return False
    spans = [(o.start, o.end) for _, i in fits for o in cast.drafts[i].occurrences]
    spans += [(r.start, r.end) for _, i in fits for r in cast.drafts[i].roles]
    spans += [(p.start, p.end) for p in scene.places if p.candidate.draft in {i for _, i in fits}]
    latest = max((start for start, _ in spans if start < head.start), default=head.start)
    found = page.places_of.get(head.noun, ())
    return any(
        latest < page.words[i].start < head.start
        and page.quote(page.words[i].start) is None
        and _portfolio(page.words, i)
        for i in found
    )


def _portfolio(words: Sequence[Word], i: int) -> bool:
    """Whether a title stands with a portfolio and an article: "the trade minister"."""
    before = [fold(word.text) for word in words[max(0, i - 2) : i]]
    return len(before) == 2 and before[0] in ("the", "a", "an") and role_words().get(before[1]) == "portfolio"


def _called_so(scene: Scene, head: Head, draft: int) -> bool:
    """Whether the article speaks of somebody else by the same noun: "the finance minister", "two ministers"."""
    page = scene.cast.page
    own = [(r.start, r.end) for r in scene.cast.drafts[draft].roles]
    own += [(o.start, o.end) for o in scene.cast.drafts[draft].occurrences]
    forms = {head.noun, f"{head.noun}s"}
    met = [i for text, found in page.places_of.items() if fold(text) in forms for i in found]
    return any(
        _another(page.words, i, head.noun, own) and not page.furniture(page.words[i].start) for i in met
    )


def _another(words: Sequence[Word], i: int, noun: str, own: Sequence[tuple[int, int]]) -> bool:
    word = words[i]
    if any(start <= word.start < end for start, end in own):
        return False
    before = fold(words[i - 1].text) if i else ""
    after = fold(words[i + 1].text) if i + 1 < len(words) else ""
    if fold(word.text) != noun:  # "survived five ministers" are none of the article
        return before in _OF_SEVERAL
    if before in _OTHER_OFFICE:
        return False
    return before not in DETERMINERS - {"a", "an", "another", "any", "each", "every"} or after in PREPOSITIONS
