"""Sources that are pronouns: whom "he", "she", "it" or "they" means.

Who is in sight is weighed (weighing.py); what the mention head reads otherwise, or what things and
crowds may be meant by, stays unknown unless the weighing is nearly sure.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.article.resolve.crowds import crowd_name, crowds
from onrecord.article.resolve.genders import PRONOUNS as GENDERS
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.reference import NOBODY, Candidate, Outcome, Place
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.weighing import name_of, settled, weigh
from onrecord.types import Kind, Speaker, Statement

# below this, a pronoun that the mention head reads otherwise stays unknown
_SURE, _SURE_POSSESSIVE = 0.5, 0.5
_DOUBTED = 0.45
_AGREED = 0.5
_TOLD = 0.3
_PLAIN, _CROWD = 0.8, 0.6
_TELLS = 0.9
_COUNTRY, _BODY, _TOGETHER = -2.0, -1.2, 2.0
_BESIDE = 24
_NO_CROWD = 0.4
_QUOTED = 0.75  # below this, whom somebody quoted speaks of is looked for in the paragraph alone
_OPENS = 1.2  # log-odds for somebody nameless who opens the very sentence
_ASKED_ABOUT = -3.5  # log-odds: "Asked whether Vell would go, she said" is about Vell, and rarely by her
_IN_THE_QUESTION = (
    -6.0
)  # "Asked about Vell, who had spoken of theft, she said": even who has just spoken there
_ASKED = re.compile(
    r"[\"“‘'(]?(?:When |Later |Earlier )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Cc]hallenged|[Qq]uizzed)(?= (?:by|about|on|whether|if|why|how|what|who|when|where|for)\b)"
)
_NOBODY = 0.1  # hardly anybody says "he" before telling who
_AGAIN, _AGAIN_WITHIN = 1.0, 2  # log-odds, sentences
_BODIES: tuple[Kind, ...] = ("organization", "place")


def by_pronoun(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom "he", "she", "it" or "they" means."""
    gender = GENDERS.get(head.noun, "")
    if not gender and head.noun not in ("it", "its"):
        return _they(scene, statement, head)
    described = scene.nameless_in_sight(head.start)
    if gender:
        places = scene.in_sight(head.start, ("person",), gender)
        places += [
            p
            for p, n in described
            if n.speaker.kind == "person" and not n.plural and n.gender in ("", gender)
        ]
    else:
        places = [p for p in scene.in_sight(head.start, _BODIES) if not _people(scene, p)]
        places += [p for p, n in described if n.speaker.kind != "person"]
    low = scene.cast.page.sentence_bounds(head.start)[0]
    bonus = {p.candidate: _OPENS for p, _ in described if p.start == low}
    asked = [(*span.bounds, _ASKED_ABOUT) for span in statement.question]
    if opened := _ASKED.match(scene.cast.page.text, low, head.start):
        asked.append((opened.end(), head.start, _IN_THE_QUESTION))
    for start, end, value in asked:
        bonus |= {p.candidate: value for p in places if start <= p.start < end}
    outcome = weigh(
        scene, statement, head, places, gender=gender, bonus=bonus, nobody=_NOBODY if gender else NOBODY
    )
    if outcome.winner is not None and (
        not _borne_out(scene, head, outcome, gender)
        or (gender and _far_from_a_quotation(scene, head, outcome))
    ):
        return (), f"'{head.noun}' may be {name_of(scene, outcome)}, but that is not sure enough"
    bearers = scene.of_gender(scene.cast.doubtful.get(outcome.evidence or (0, 0), ()), gender)
    if len(bearers) > 1:  # "Vell came. She said": whichever of the two Vells that is
        names = " or ".join(scene.cast.drafts[i].name for i in bearers[:3])
        return (), f"'{head.noun}' could be {names}"
    if gender and outcome.winner is not None and outcome.winner.draft is not None and outcome.score >= _TELLS:
        winner = scene.cast.drafts[outcome.winner.draft]
        winner.gender = winner.gender or gender  # whom "she" meant is not meant by "he" afterwards
    return settled(scene, head, outcome, "pronoun")


def _people(scene: Scene, place: Place) -> bool:
    """Whether a place names a body by its people: "Republicans" are no "it"."""
    draft = place.candidate.draft
    return draft is not None and crowd_name(scene.cast.drafts[draft]) and place.label.endswith("s")


def _far_from_a_quotation(scene: Scene, head: Head, outcome: Outcome) -> bool:
    """Whether a "he" of somebody quoted may be one of whom this paragraph does not speak."""
    page = scene.cast.page
    if page.quote(head.start) is None or outcome.evidence is None or outcome.score >= _QUOTED:
        return False
    return page.paragraph(outcome.evidence[0]) != page.paragraph(head.start)


def _they(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom "they" means: several people of the article, a crowd, a body that has been speaking."""
    outer = scene.saying(head.start, statement)
    if len(outer) > 1 or any(_several(scene, speaker) for speaker in outer):
        spans = (scene.span(head.start, head.end),)  # "the lenders said they believed"
        return tuple(
            replace(
                s, method="anonymous" if s.entity is None else "pronoun", evidence=(*spans, *s.evidence[:1])
            )
            for s in outer
        ), None
    told = crowds(scene, head)
    # "Harbour Union officials" are not the Harbour Union
    places = [
        p
        for p in scene.in_sight(head.start, _BODIES)
        if not any(c.start <= p.start and p.end <= c.end for c in told)
    ]
    described = scene.nameless_in_sight(head.start)
    places += [p for p, n in described if n.plural and n.speaker.kind != "other"]
    places += told
    outcome = weigh(
        scene, statement, head, places, gender="", bonus=_rarely(scene, places, head.start), nobody=_NO_CROWD
    )
    if outcome.winner is not None and not _borne_out(scene, head, outcome, ""):
        return (), f"'{head.noun}' may be {name_of(scene, outcome)}, but that is not sure enough"
    return settled(scene, head, outcome, "pronoun")


def _several(scene: Scene, speaker: Speaker) -> bool:
    """Whether a speaker is a crowd, by its words: "two lenders", "Republicans"."""
    if speaker.entity is not None:
        return crowd_name(scene.cast.drafts[speaker.entity])
    return any(known.plural for known in scene.nameless if known.speaker.name == speaker.name)


def _rarely(scene: Scene, places: list[Place], position: int) -> dict[Candidate, float]:
    """Log-odds for "they": two named together rather; people, not a body unless it has been speaking.

    Who was "they" just before goes on being it.
    """
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
    found |= {
        p.candidate: against.get(scene.cast.drafts[p.candidate.draft].kind, 0.0)
        for p in places
        if p.candidate.draft is not None
        and p.candidate not in spoke
        and not crowd_name(scene.cast.drafts[p.candidate.draft])
    }
    page = scene.cast.page
    before = [
        p for p in scene.places if page.text[p.start : p.end].casefold() == "they" and p.end <= position
    ]
    if before and page.apart(before[-1].start, position) <= _AGAIN_WITHIN:
        found[before[-1].candidate] = found.get(before[-1].candidate, 0.0) + _AGAIN
    return found


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
        sure = bool(gender) or spoke or bool(found.together) or told >= _TOLD or outcome.score >= _CROWD
        return best < _AGREED and sure
    if gender:
        enough = _SURE_POSSESSIVE if head.noun in ("his", "her") else _SURE
        return outcome.score >= enough or best < _DOUBTED or mine >= best
    if winner is not None and crowd_name(scene.cast.drafts[winner]):
        others = max((share for draft, share in learned.items() if draft != winner), default=0.0)
        return others < _AGREED and (outcome.winner in scene.all_speakers() or outcome.score >= _CROWD)
    last = outcome.winner in scene.last_speakers(head.start)
    if not scene.mentions or not any(m.antecedents for m in scene.mentions):
        return last
    return mine >= _AGREED or (last and outcome.score >= _PLAIN and (mine >= best or best < _AGREED))
