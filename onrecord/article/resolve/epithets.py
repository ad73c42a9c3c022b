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
from onrecord.article.resolve.reference import Candidate, Place, is_subject
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.small_words import PARTISANS, is_plural
from onrecord.article.resolve.tables import demonyms, fold, person_nouns, titles
from onrecord.article.resolve.weighing import asked, last_word, named_after
from onrecord.types import Statement

_SCORE = 0.76
_SENTENCES = 2
_MET = 600  # characters back in which somebody else can have been called so
_PROPOSED = 0.25
ANYBODY = frozenset(("man", "woman", "person", "boy", "girl", "child", "teenager", "others"))
"""Nouns that tell nothing of whom they describe."""
_ADDRESSED = frozenset(("engineer", "doctor", "professor"))
"""What people of any office are addressed by."""
_SUBJECTS = frozenset(("i", "we", "you", "he", "she", "they", "it", "who"))
_DOERS = ("er", "or", "ist", "ian", "man", "woman", "eur", "crat", "ee")
_OF = re.compile(r"\s(?:of|for|at)\s")
_SUBORDINATE = re.compile(r"\b(?:deputy|vice|assistant|associate|district|executive|acting)\s")
_INTRODUCED = re.compile(r",\s(?:an?|who|whose|one)\b")
# whoever answers is not whoever has just spoken
_ANSWERS = re.compile(
    r"\b(?:respon\w+|repl\w+|retort\w*|counter\w*|shot|fired|hit|disagree\w*|dismiss\w*|reject\w*|den(?:y|ie)\w*|"
    r"question\w*|ask\w*|interrupt\w*|react\w*)\b",
    re.I,
)


def by_epithet(scene: Scene, statement: Statement, head: Head) -> Answer | None:
    """Somebody just named, by another phrase, or None where it may be anybody else."""
    if _brought_in(scene, head):
        return None
    words = fold(scene.cast.page.text[head.start : head.end])
    known = {draft for called, (draft, _) in scene.called.items() if head.noun in called.split()}
    if len(known) == 1 and words.count(" ") < 2:  # "the widow" after "the widow of a banker"
        draft = known.pop()
        spans = (scene.span(head.start, head.end), *next(s for d, s in scene.called.values() if d == draft))
        return (scene.speaker(draft, "role", _SCORE - 0.04, spans),), None
    found = _last_speaker(scene, statement, head)
    if found is None and words in scene.called:  # as before, however long ago
        spans = (scene.span(head.start, head.end), *scene.called[words][1])
        return (scene.speaker(scene.called[words][0], "role", _SCORE - 0.04, spans),), None
    if found is not None and words.count(" ") > 1 and found[0][0].entity is not None:
        scene.called.setdefault(words, (found[0][0].entity, found[0][0].evidence[:1]))
    return found or _just_named(scene, statement, head) or _proposed(scene, head)


def _brought_in(scene: Scene, head: Head) -> bool:
    """Whether a description tells who somebody is, as of one whom the article has not spoken of.

    Whom one knows is "the governor", not "the president of the chamber", nor "the porter, a man of few words".
    """
    text = scene.cast.page.text
    told = (
        head.role is not None
        and (head.role.body or "")[:1].islower()
        and _OF.search(text[head.start : head.end])
    )
    return bool(told or _SUBORDINATE.search(text[head.start : head.end]) or _INTRODUCED.match(text, head.end))


def _proposed(scene: Scene, head: Head) -> Answer | None:
    """The only one whom the mention head proposes, where no role and no gender speaks against it."""
    cast, page = scene.cast, scene.cast.page
    words = [w.text.casefold() for w in page.between(head.start, head.end)]
    told = _tabled(head) and head.noun not in ANYBODY
    if not told or OTHERS & set(words) or page.quote(head.start):
        return None
    ranked = sorted(_learned(scene, head), key=lambda found: -found[1])
    if not ranked or ranked[0][1] < _PROPOSED or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] / 3):
        return None
    draft = ranked[0][0]
    gender = (head.role.gender if head.role else "") or person_nouns().get(head.noun, "")
    differs = bool(gender and cast.drafts[draft].gender not in ("", gender))
    differs |= bool(head.role and head.role.unique and not cast.drafts[draft].roles)
    inside = any(i == draft for _, _, i in cast.within(head.start, head.end))  # "the Vell supporter"
    if cast.drafts[draft].kind != "person" or cast.drafts[draft].role_only or differs or inside:
        return None
    if _elsewhere(scene, head, draft) or (head.role and _otherwise(scene, head, Candidate(draft))):
        return None
    own = [p for p in scene.in_sight(head.start, ("person",)) if p.candidate.draft == draft]
    if not own or page.apart(own[-1].start, head.start) > _SENTENCES + 1:
        return None
    if _of_another(scene, own[-1].start):
        return None
    spans = (scene.span(head.start, head.end), scene.span(own[-1].start, own[-1].end))
    return (scene.speaker(draft, "role", _SCORE - 0.06, spans),), None


def _of_another(scene: Scene, name: int) -> bool:
    """Whether the sentence of a name is about somebody else: "I would meet Vell"."""
    page = scene.cast.page
    before = page.between(page.sentence_bounds(name)[0], name)
    return bool(_SUBJECTS & {fold(word.text) for word in before})


def _last_speaker(scene: Scene, statement: Statement, head: Head) -> Answer | None:
    page, cast = scene.cast.page, scene.cast
    words = [w.text.casefold() for w in page.between(head.start, head.end)]
    personal = _personal(scene, head)
    # "the commander" alone is somebody else's office; "the Vermont senator" tells whose
    bare = (
        len(words) < 3 and not (head.role and head.role.office == "candidate") and head.noun not in demonyms()
    )
    if (
        not personal
        or (bare and (head.noun in ANYBODY or not _first_proposed(scene, head)))
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
    if _elsewhere(scene, head, last[0].draft) or (head.role and _otherwise(scene, head, last[0])):
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


def _just_named(scene: Scene, statement: Statement, head: Head) -> Answer | None:
    """The only person of the sentence before, who is its subject: "Vell scored late. The striker said"."""
    page, cast = scene.cast.page, scene.cast
    start = page.sentence_bounds(head.start)[0]
    low = page.sentence_bounds(max(0, start - 2))[0]
    words = {w.text.casefold() for w in page.between(head.start, head.end)}
    cue = " ".join(page.article.slice(span) for span in statement.cue)
    if not (_tabled(head) or head.noun in demonyms()) or head.noun in ANYBODY or OTHERS & words:
        return None
    asks = page.text[low:start].rstrip().endswith("?")  # "Is Vell fit? The doctor hopes so"
    if page.quote(head.start) or page.quote(low) or low == start or asks or _ANSWERS.search(cue):
        return None
    gender = (head.role.gender if head.role else "") or person_nouns().get(head.noun, "")
    named = {
        i: (s, e)
        for s, e, i in cast.within(low, start)
        if cast.drafts[i].kind == "person" and page.text[e : e + 2] not in ("'s", "’s")
    }
    if len(named) != 1:
        return None
    draft, (begin, end) = next(iter(named.items()))
    if _of_another(scene, begin):
        return None
    differs = bool(gender and cast.drafts[draft].gender not in ("", gender))
    differs = differs or any(
        i == draft for _, _, i in cast.within(head.start, head.end)
    )  # "the Vell supporter"
    place = Place(Candidate(draft), begin, end, "")
    if differs or cast.drafts[draft].role_only or not is_subject(cast, place):
        return None
    if _elsewhere(scene, head, draft) or (head.role and _otherwise(scene, head, Candidate(draft))):
        return None
    if _somebody_came(scene, end, head.start, head.noun):
        return None
    spans = (scene.span(head.start, head.end), scene.span(begin, end))
    return (scene.speaker(draft, "role", _SCORE - 0.04, spans),), None


def _elsewhere(scene: Scene, head: Head, draft: int) -> bool:
    """Whether a description is known to be of somebody else: of another party, or met before.

    "Vell told the ombudsman. The ombudsman said": whoever that is, it is not Vell.
    """
    page, cast = scene.cast.page, scene.cast
    if head.noun in PARTISANS:
        own = {word for role in cast.drafts[draft].roles for word in (role.office, *role.words)}
        own |= {words.split()[-1] for words, (called, _) in scene.called.items() if called == draft}
        parties = {word.removesuffix("ic") if word == "democratic" else word for word in own} & PARTISANS
        if parties:
            return head.noun not in parties
    spans = [(o.start, o.end) for o in cast.drafts[draft].occurrences]
    spans += [(r.start, r.end) for r in cast.drafts[draft].roles]
    spans += [(p.start, p.end) for p in scene.places if p.candidate.draft == draft]
    own_words = {w.text.casefold() for w in page.between(head.start, head.end)} - {"the", head.noun}
    for word in page.between(max(0, head.start - _MET), head.start):
        if fold(word.text) != head.noun or page.quote(word.start) or not word.text.islower():
            continue
        k = page.word_at(word.start)
        before = {fold(w.text) for w in page.words[max(0, k - 2) : k]}
        met = {"the", "a", "an"} & before and not own_words & before
        if (
            met
            and page.apart(word.start, head.start) <= _SENTENCES
            and not any(s <= word.start < e for s, e in spans)
        ):
            return True
    return False


def _somebody_came(scene: Scene, start: int, end: int, noun: str = "") -> bool:
    """Whether a sentence after the last statement speaks of one more person, without a name."""
    page = scene.cast.page
    for mention in scene.mentions:
        low, high = page.inside(mention.span)
        between = start <= low and high <= end and mention.form == "nominal" and mention.kind == "person"
        word = fold(page.text[low:high])
        if between and word != noun and not is_plural(word) and page.quote(low) is None:
            return True
    return False


def _personal(scene: Scene, head: Head) -> bool:
    """Whether a description is of a person, by our tables or by the mention head."""
    if _tabled(head) or head.noun in demonyms():
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
    # an office that one at a time holds is not told of somebody met once, or known by another
    lasting = head.role.unique and head.role.speaks and not head.role.past and not head.role.body
    once = len(scene.cast.drafts[last.draft].occurrences) == 1
    if lasting and not same and (own or once):
        return True
    # who holds one office is not called by another: "the regional prosecutor" is no prime minister
    offices = [role for role in own if not role.past and role.office not in _ADDRESSED]
    known = {head.role.office, *head.role.also}
    if offices and not same and not any(r.office in known or head.role.office in r.also for r in offices):
        return True
    others = (d for i, d in enumerate(scene.cast.drafts) if i != last.draft and d.kind == "person")
    return any(holders.agree(scene.cast, head.role, role) for d in others for role in d.roles)


def _learned(scene: Scene, head: Head) -> list[tuple[int, float]]:
    words = [w for w in scene.cast.page.between(head.start, head.end) if w.text.casefold() == head.noun]
    at = (words[0].start, words[0].end) if words else (head.start, head.end)
    return list(scene.learned(*at).items())
