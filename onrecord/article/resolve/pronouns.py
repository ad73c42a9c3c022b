"""Sources that are pronouns: "he", "they", and the relative "who" and "which"."""

from __future__ import annotations

from onrecord.article.resolve.collective import by_body
from onrecord.article.resolve.described import by_noun, by_role
from onrecord.article.resolve.reference import Outcome
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.sources import Head, heads
from onrecord.article.resolve.tables import fold, person_nouns
from onrecord.article.resolve.weighing import name_of, settled, weigh
from onrecord.types import Kind, Statement

# below this, a pronoun that the mention head reads otherwise stays unknown
_SURE = 0.93
_DOUBTED = 0.45
_AGREED = 0.5
_GENDERS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


def by_pronoun(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom "he", "she", "it" or "they" means."""
    gender = _GENDERS.get(head.noun, "")
    described = scene.nameless_in_sight(head.start)
    if gender:
        places = scene.in_sight(head.start, ("person",), gender)
        places += [
            p
            for p, n in described
            if n.speaker.kind == "person" and not n.plural and n.gender in ("", gender)
        ]
    else:
        kinds: tuple[Kind, ...] = ("organization", "place")
        places = scene.in_sight(head.start, kinds)
        plural = head.noun not in ("it", "its")
        places += [p for p, n in described if (n.plural if plural else n.speaker.kind != "person")]
    outcome = weigh(scene, statement, head, places, gender=gender)
    if outcome.winner is not None and not _borne_out(scene, head, outcome, gender):
        return (), f"'{head.noun}' may be {name_of(scene, outcome)}, but that is not sure enough"
    return settled(scene, head, outcome, "pronoun")


def _borne_out(scene: Scene, head: Head, outcome: Outcome, gender: str) -> bool:
    """Whether the mention head's own proposals leave the winner standing.

    "He" may be whom the scorer is nearly sure of, else not somebody whom the head thinks another;
    "it" and "they" mean things and crowds too often to go without the head's consent.
    """
    kinds = ("person",) if gender else ("organization", "place")
    learned = {
        draft: share
        for draft, share in scene.learned(head.start, head.end).items()
        if scene.cast.drafts[draft].kind in kinds
        and not (gender and scene.cast.drafts[draft].gender not in ("", gender))
    }
    winner = outcome.winner.draft if outcome.winner else None
    mine = learned.get(winner, 0.0) if winner is not None else 0.0
    best = max(learned.values(), default=0.0)
    if winner is None:
        return best < _AGREED  # somebody nameless, whom the head does not know
    if gender:
        return outcome.score >= _SURE or best < _DOUBTED or mine >= best
    last = outcome.winner in scene.last_speakers(head.start)
    if not scene.mentions or not any(m.antecedents for m in scene.mentions):
        return last
    return mine >= _AGREED or (last and outcome.score >= _SURE and (mine >= best or best < _AGREED))


def by_relative(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom "who" or "which" refers to: what stands right before it, apposition included."""
    page = scene.cast.page
    low = page.sentence_bounds(head.start)[0]
    for start, end, i in reversed(scene.cast.within(low, head.start)):
        draft = scene.cast.drafts[i]
        ends = [end, *(r.end for r in draft.roles if start - 200 < r.start < head.start)]
        if any(not page.text[e : head.start].strip(" ,(–—\"”'") for e in ends if e <= head.start):
            if head.noun == "who" and draft.kind != "person":
                continue
            spans = (scene.span(head.start, head.end), scene.span(start, end))
            return (scene.speaker(i, "pronoun", 0.88, spans),), None
    words = page.between(low, head.start)
    if words and words[-1].text == ",":
        words = words[:-1]
    for k in range(len(words) - 1, max(-1, len(words) - 9), -1):
        if fold(words[k].text) in ("a", "an", "one", "some", "the"):
            inner = heads(scene.cast, (scene.span(words[k].start, words[-1].end),))
            if len(inner) == 1 and _antecedent(head.noun, inner[0]):
                settle = {"role": by_role, "noun": by_noun, "body": by_body}[inner[0].kind]
                return settle(scene, statement, inner[0])
            break
    return (), f"'{head.noun}' refers to nobody in sight"


def _antecedent(word: str, head: Head) -> bool:
    """Whether a described head goes with the relative: "who" with people, "which" with bodies."""
    noun = head.noun.removesuffix("s")
    if word == "who":
        return head.kind == "role" or (
            head.kind == "noun" and (noun in person_nouns() or head.noun in person_nouns())
        )
    return word == "which" and head.kind == "body"
