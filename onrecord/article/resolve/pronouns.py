"""Sources that are pronouns: whom "he", "she", "it" or "they" means.

Who is in sight is weighed (weighing.py); what the mention head reads otherwise, or what things and
crowds may be meant by, stays unknown unless the weighing is nearly sure.
"""

from __future__ import annotations

from onrecord.article.resolve.crowds import crowds
from onrecord.article.resolve.genders import PRONOUNS as GENDERS
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.reference import Candidate, Outcome, Place
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.weighing import name_of, settled, weigh
from onrecord.types import Kind, Statement

# below this, a pronoun that the mention head reads otherwise stays unknown
_SURE, _SURE_POSSESSIVE = 0.85, 0.93
_DOUBTED = 0.45
_AGREED = 0.5
_TOLD = 0.3
_PLAIN = 0.8
_TELLS = 0.9
_COUNTRY, _BODY, _TOGETHER = -2.0, -1.2, 2.0
_BESIDE = 24


def by_pronoun(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom "he", "she", "it" or "they" means."""
    gender = GENDERS.get(head.noun, "")
    described = scene.nameless_in_sight(head.start)
    plural = not gender and head.noun not in ("it", "its")
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
        places += [
            p
            for p, n in described
            if ((n.plural and n.speaker.kind != "other") if plural else n.speaker.kind != "person")
        ]
        if plural:
            told = crowds(scene, head)
            # "Harbour Union officials" are not the Harbour Union
            places = [
                p for p in places if not any(c.start <= p.start and p.end <= c.end for c in told)
            ] + told
    bonus = _rarely(scene, places, head.start) if plural else None
    outcome = weigh(scene, statement, head, places, gender=gender, bonus=bonus)
    if outcome.winner is not None and not _borne_out(scene, head, outcome, gender):
        return (), f"'{head.noun}' may be {name_of(scene, outcome)}, but that is not sure enough"
    if gender and outcome.winner is not None and outcome.winner.draft is not None and outcome.score >= _TELLS:
        winner = scene.cast.drafts[outcome.winner.draft]
        winner.gender = winner.gender or gender  # whom "she" meant is not meant by "he" afterwards
    return settled(scene, head, outcome, "pronoun")


def _rarely(scene: Scene, places: list[Place], position: int) -> dict[Candidate, float]:
    """Log-odds for "they": two named together rather; people, not a body unless it has been speaking."""
    spoke = scene.all_speakers()
    against = {"place": _COUNTRY, "organization": _BODY}
    found = {
        p.candidate: _TOGETHER
        for p in places
        if p.candidate.nameless is not None
        and scene.nameless[p.candidate.nameless].together
        and scene.cast.page.apart(p.start, position) <= 1
        and p.start - scene.cast.page.sentence_bounds(p.start)[0] < _BESIDE
    }
    return found | {
        p.candidate: against.get(scene.cast.drafts[p.candidate.draft].kind, 0.0)
        for p in places
        if p.candidate.draft is not None and p.candidate not in spoke
    }


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
    if winner is None and outcome.winner is not None:
        # somebody nameless, or several at once
        found = scene.nameless[outcome.winner.nameless or 0]
        at = outcome.evidence or (0, 0)
        told = sum(
            p for (s, e), p in scene.proposed(head.start, head.end).items() if at[0] <= s and e <= at[1]
        )
        spoke = outcome.winner in scene.all_speakers()
        sure = bool(gender) or spoke or bool(found.together) or told >= _TOLD or outcome.score >= _PLAIN
        return best < _AGREED and sure
    if gender:
        enough = _SURE_POSSESSIVE if head.noun in ("his", "her") else _SURE
        return outcome.score >= enough or best < _DOUBTED or mine >= best
    last = outcome.winner in scene.last_speakers(head.start)
    if not scene.mentions or not any(m.antecedents for m in scene.mentions):
        return last
    return mine >= _AGREED or (last and outcome.score >= _PLAIN and (mine >= best or best < _AGREED))
