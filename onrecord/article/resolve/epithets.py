"""Who is called by a description that nobody in the article is known by: "the Vermont senator".

News calls the one who has just spoken by another phrase ("Sanders said … The Vermont senator
declined"). That is believed only of the last speaker, shortly after, where no other person came
between, no role says otherwise, and the verb answers nobody ("the senator shot back").
"""

from __future__ import annotations

import re

from onrecord.article.resolve import holders
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.holders import OTHERS
from onrecord.article.resolve.people import clash
from onrecord.article.resolve.reference import Candidate
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.small_words import is_plural
from onrecord.article.resolve.tables import fold, person_nouns, titles
from onrecord.article.resolve.weighing import asked, last_word, named_after
from onrecord.types import Statement

_SCORE = 0.76
_SENTENCES = 2
_PROPOSED = 0.25
_ANYBODY = frozenset(("man", "woman", "person", "boy", "girl", "child", "teenager", "others"))
_DOERS = ("er", "or", "ist", "ian", "man", "woman", "eur", "crat", "ee")
# whoever answers is not whoever has just spoken
_ANSWERS = re.compile(
    r"\b(?:respon\w+|repl\w+|retort\w*|counter\w*|shot|fired|hit|disagree\w*|dismiss\w*|reject\w*|den(?:y|ie)\w*|"
    r"question\w*|ask\w*|interrupt\w*|react\w*)\b",
    re.I,
)


def by_epithet(scene: Scene, statement: Statement, head: Head) -> Answer | None:
    """Somebody just named, by another phrase, or None where it may be anybody else."""
    words = fold(scene.cast.page.text[head.start : head.end])
    found = _last_speaker(scene, statement, head)
    if found is None and words in scene.called:  # as before, however long ago
        spans = (scene.span(head.start, head.end), *scene.called[words][1])
        return (scene.speaker(scene.called[words][0], "role", _SCORE - 0.04, spans),), None
    if found is not None and words.count(" ") > 1 and found[0][0].entity is not None:
        scene.called.setdefault(words, (found[0][0].entity, found[0][0].evidence[:1]))
    return found or _proposed(scene, head)


def _proposed(scene: Scene, head: Head) -> Answer | None:
    """The only one whom the mention head proposes, where no role and no gender speaks against it."""
    cast, page = scene.cast, scene.cast.page
    words = [w.text.casefold() for w in page.between(head.start, head.end)]
    if not _tabled(head) or OTHERS & set(words) or page.quote(head.start):
        return None
    ranked = sorted(_learned(scene, head), key=lambda found: -found[1])
    if not ranked or ranked[0][1] < _PROPOSED or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] / 3):
        return None
    draft = ranked[0][0]
    gender = (head.role.gender if head.role else "") or person_nouns().get(head.noun, "")
    differs = bool(gender and cast.drafts[draft].gender not in ("", gender))
    inside = any(i == draft for _, _, i in cast.within(head.start, head.end))  # "the Vell supporter"
    if cast.drafts[draft].kind != "person" or cast.drafts[draft].role_only or differs or inside:
        return None
    if head.role is not None and _otherwise(scene, head, Candidate(draft)):
        return None
    own = [p for p in scene.in_sight(head.start, ("person",)) if p.candidate.draft == draft]
    if not own or page.apart(own[-1].start, head.start) > _SENTENCES + 1:
        return None
    spans = (scene.span(head.start, head.end), scene.span(own[-1].start, own[-1].end))
    return (scene.speaker(draft, "role", _SCORE - 0.06, spans),), None


def _last_speaker(scene: Scene, statement: Statement, head: Head) -> Answer | None:
    page, cast = scene.cast.page, scene.cast
    words = [w.text.casefold() for w in page.between(head.start, head.end)]
    personal = _personal(scene, head)
    # "the commander" alone is somebody else's office; "the Vermont senator" tells whose
    bare = len(words) < 3 and not (head.role and head.role.office == "candidate")
    if (
        not personal
        or (bare and (head.noun in _ANYBODY or not _first_proposed(scene, head)))
        or OTHERS & set(words)
        or len(words) > 7
        or page.quote(head.start)
    ):
        return None
    if _ANSWERS.search(" ".join(page.article.slice(span) for span in statement.cue)):
        return None
    last = scene.last_speakers(head.start)
    if asked(scene, statement):
        return None  # who asked does not answer
    if len(last) != 1 or last[0].draft is None or cast.drafts[last[0].draft].kind != "person":
        return None
    draft = cast.drafts[last[0].draft]
    gender = (head.role.gender if head.role else "") or person_nouns().get(head.noun, "")
    if gender and draft.gender and gender != draft.gender:
        return None
    if head.role is not None and _otherwise(scene, head, last[0]):
        return None
    places = [p for p in scene.in_sight(head.start, ("person",)) if not page.quote(p.start)]
    places.sort(key=lambda p: p.start)
    own = [p for p in places if p.candidate == last[0]]
    if not own or page.apart(own[-1].start, head.start) > _SENTENCES:
        return None
    # whom the last speaker spoke of, and whom this one names, are others
    told = [span for _, s, _ in scene.spoken[-2:] for span in scene.contents(s)]
    between = {
        p.candidate
        for p in places
        if p.start > own[-1].start and not any(start <= p.start < end for start, end in told)
    } - named_after(scene, head, scene.contents(statement))
    if between - {last[0]} or any(p > 0.4 and i != last[0].draft for i, p in _learned(scene, head)):
        return None
    if _somebody_came(scene, scene.until_last(head.start), head.start):
        return None
    spans = (scene.span(head.start, head.end), scene.span(own[-1].start, own[-1].end))
    return (scene.speaker(last[0].draft, "role", _SCORE, spans),), None


def _somebody_came(scene: Scene, start: int, end: int) -> bool:
    """Whether a sentence after the last statement speaks of one more person, without a name."""
    page = scene.cast.page
    for mention in scene.mentions:
        low, high = page.inside(mention.span)
        between = start <= low and high <= end and mention.form == "nominal" and mention.kind == "person"
        if between and not is_plural(fold(page.text[low:high])) and page.quote(low) is None:
            return True
    return False


def _personal(scene: Scene, head: Head) -> bool:
    """Whether a description is of a person, by our tables or by the mention head."""
    if _tabled(head):
        return True
    mention = scene.mention(*last_word(scene, head))
    tagged = mention is not None and mention.kind == "person" and mention.form == "nominal"
    return tagged and head.noun.endswith(_DOERS)


def _tabled(head: Head) -> bool:
    return head.role is not None or head.noun in person_nouns() or head.noun in titles()


def _first_proposed(scene: Scene, head: Head) -> bool:
    """Whether the mention head thinks of the last speaker before all others, if of few."""
    ranked = sorted(_learned(scene, head), key=lambda found: -found[1])
    last = scene.last_speakers(head.start)
    return bool(ranked) and len(last) == 1 and ranked[0][0] == last[0].draft


def _otherwise(scene: Scene, head: Head, last: Candidate) -> bool:
    """Whether the roles of the last speaker, or of somebody else, speak against it."""
    assert head.role is not None and last.draft is not None
    own = scene.cast.drafts[last.draft].roles
    same = [role for role in own if role.office == head.role.office]
    if same and not any(holders.agree(scene.cast, head.role, role) for role in same):
        return True
    if clash(own, [head.role]) and not head.role.past:
        return True
    # who holds one office is not called by another: "the regional prosecutor" is no prime minister
    offices = [role for role in own if role.speaks and not role.past]
    if offices and not same and head.role.speaks and not any(head.role.office in r.also for r in offices):
        return True
    others = (d for i, d in enumerate(scene.cast.drafts) if i != last.draft and d.kind == "person")
    return any(holders.agree(scene.cast, head.role, role) for d in others for role in d.roles)


def _learned(scene: Scene, head: Head) -> list[tuple[int, float]]:
    words = [w for w in scene.cast.page.between(head.start, head.end) if w.text.casefold() == head.noun]
    at = (words[0].start, words[0].end) if words else (head.start, head.end)
    return list(scene.learned(*at).items())
