"""A person's gender as the whole article tells it, where no title and no given name does.

"Lenn Orra … he" over and over makes Orra a man: the mention head's own antecedents are counted, and
believed only where they agree. "His wife, Orra" makes Orra a woman.
"""

from __future__ import annotations

from collections import defaultdict

from onrecord.article.resolve.page import Page
from onrecord.article.resolve.scene import Scene
from onrecord.article.resolve.small_words import STOP
from onrecord.article.resolve.tables import fold, person_nouns

PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_LIKELY = 0.5  # share of a pronoun's proposals
_ENOUGH, _TIMES, _PLAIN = 1.5, 4.0, 4.0
_BACK = 8  # words of a description before a name


def tell(scene: Scene) -> None:
    """Set the gender of each draft of unknown gender that nouns or pronouns leave in no doubt."""
    unknown = {
        i for i, d in enumerate(scene.cast.drafts) if d.kind == "person" and not d.gender and not d.role_only
    }
    if not unknown:
        return
    votes: dict[int, dict[str, float]] = defaultdict(lambda: {"m": 0.0, "f": 0.0})
    page = scene.cast.page
    for i in unknown:
        for occurrence in scene.cast.drafts[i].occurrences:
            told = _described(page, occurrence.start)
            if told:
                votes[i][told] += _PLAIN
    for mention in scene.mentions:
        if mention.form != "pronoun":
            continue
        start, end = page.inside(mention.span)
        gender = PRONOUNS.get(page.text[start:end].casefold(), "")
        if gender:
            for draft, share in scene.learned(start, end).items():
                if draft in unknown and share >= _LIKELY:
                    own = _owns(scene, draft, start, end)
                    votes[draft][gender] += _PLAIN if own else share
    for draft, told_by in votes.items():
        most, least = sorted(told_by, key=lambda g: (-told_by[g], g))
        if told_by[most] >= _ENOUGH and told_by[most] >= _TIMES * told_by[least]:
            scene.cast.drafts[draft].gender = most


def _owns(scene: Scene, draft: int, start: int, end: int) -> bool:
    """Whether a possessive follows a name in one sentence, with nobody between: "Vell voiced | her concern"."""
    page = scene.cast.page
    if page.text[start:end] not in ("his", "her") or not page.text[end : end + 2].strip().isalpha():
        return False
    low = page.sentence_bounds(start)[0]
    named = [
        (o.start, i) for i, d in enumerate(scene.cast.drafts) for o in d.occurrences if low <= o.start < start
    ]
    return bool(named) and max(named)[1] == draft


def _described(page: Page, start: int) -> str:
    """The gender of the noun that leads to a name: "her husband, the photographer | Drew Vell"."""
    low, k = page.sentence_bounds(start)[0], page.word_at(start) - 1
    for word in reversed(page.words[max(0, k - _BACK + 1) : k + 1]):
        plain = word.text.islower() or word.text == ","
        if (
            word.start < low
            or not (plain or fold(word.text) in person_nouns())
            or fold(word.text) in STOP | {"and", "of"}
        ):
            return ""
        told = person_nouns().get(fold(word.text), "")
        if told:
            return told
    return ""
