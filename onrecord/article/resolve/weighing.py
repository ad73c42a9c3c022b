"""Pronouns and bare nouns against who is in sight: candidates in, a Speaker or a reason out.

The scorer itself is reference.py; here its candidates are drawn from the scene, and its outcome
is put into words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.resolve.head import Head
from onrecord.article.resolve.reference import NOBODY, Candidate, Outcome, Place, attributive, choose
from onrecord.article.resolve.scene import Answer, Scene
from onrecord.article.resolve.tables import fold
from onrecord.types import Speaker, Statement

# who adds something is who has just spoken
_GOES_ON = re.compile(r"\b(?:add(?:s|ed|ing)?|continu(?:es|ed|ing)|went on|goes on|concluded)\b", re.I)
_REPLIES = re.compile(r"\b(?:repl(?:y|ies|ied)|answer\w*|respond\w*|retort\w*|counter(?:s|ed))\b", re.I)
_ADDED = 1.6
_FOLLOWS = 1.3
_ASIDE = -1.3  # "Vell passed over Dorn, who called her late. She said": Dorn is not whom it is about
_ASKS = [[word] for word in ("asked", "asks", "pressed", "questioned", "challenged")]
_TELLS = [[word] for word in ("told", "warned", "reminded", "urged", "implored", "begged")]
_ANSWERS = 2.5
_ASIDE_ENDS = re.compile(r"\s(?:\w{1,20}\s){0,1}\w{1,20},\s[a-z]")
_NEAR = 40  # characters from "asked" to whom
_POSSESSIVE = frozenset(("his", "her", "hers", "its", "their"))


def weigh(
    scene: Scene,
    statement: Statement,
    head: Head,
    places: list[Place],
    *,
    gender: str,
    bonus: dict[Candidate, float] | None = None,
    nobody: float = NOBODY,
) -> Outcome:
    """Weigh `places` for the reference that `head` is; who is being quoted does not say \"he\" of himself."""
    around = scene.quoting(head.start, statement.id)
    own = scene.contents(statement)
    last = scene.last_speakers(head.start)
    cue = " ".join(scene.cast.page.article.slice(span) for span in statement.cue)
    bonus = dict(bonus or {})
    if len(last) == 1 and _GOES_ON.search(cue):
        bonus[last[0]] = bonus.get(last[0], 0.0) + _ADDED
    if gender and len(last) == 1 and _quote_follows(scene, statement):
        bonus[last[0]] = bonus.get(last[0], 0.0) + _FOLLOWS
    if gender and len(last) == 1 and scene.aside(head.start):
        bonus[last[0]] = bonus.get(last[0], 0.0) + _ASIDE
    if gender and (statement.manner == "direct" or _REPLIES.search(cue)):
        for candidate, value in asked(scene, statement).items():
            bonus[candidate] = bonus.get(candidate, 0.0) + value
    quoted = _quoting(scene, head, around)
    places = [p for p in places if p.candidate not in quoted]
    return choose(
        scene.cast,
        head.start,
        places,
        last=last,
        spoke=scene.all_speakers(),
        own_content=own,
        learned=proposals(scene, head, places),
        gender=gender,
        bonus=bonus,
        nobody=nobody,
        since=scene.until_last(head.start),
        told=_said_before(scene) if head.kind == "pronoun" else None,
        barred=named_after(scene, head, own) if head.kind == "pronoun" else frozenset(),
        within=scene.contents(around) if around is not None and scene.cast.page.quote(head.start) else (),
    )


def _said_before(scene: Scene) -> list[tuple[int, int]]:
    """What the latest statements say: who is named there is no subject of the narrator's."""
    return [span for _, before, _ in scene.spoken[-2:] for span in scene.contents(before)]


def _quoting(scene: Scene, head: Head, around: Statement | None) -> frozenset[Candidate]:
    """Who is being quoted where a reference stands: no "he" of their own means them."""
    page = scene.cast.page
    quote = page.quote(head.start)
    if quote is None:
        return frozenset()
    if around is None and scene.spoken:  # the quotation may go on where its statement ended
        begins, before, _ = scene.spoken[-1]
        goes_on = before.manner != "indirect" and page.paragraph(begins) == page.paragraph(head.start)
        around = before if goes_on and not page.text[scene.ends(before) : quote[0]].strip(" ,.") else None
    told = (who for _, s, who in scene.spoken if around is not None and s.id == around.id)
    return frozenset(c for who in told for w in who if (c := scene.candidate(w)))


def _quote_follows(scene: Scene, statement: Statement) -> bool:
    """Whether a quotation comes first, right after the sentence in which somebody spoke: "Vell said no. “…,” he said"."""
    if statement.manner != "direct" or not statement.source or not statement.content:
        return False
    page, before = scene.cast.page, scene.last_statement(statement)
    start = min(start for start, _ in scene.contents(statement))
    if before is None or start > page.inside(statement.source[0])[0] or before.manner == "direct":
        return False
    near = page.sentence(start) - page.sentence(max(0, scene.ends(before) - 1)) <= 1
    return near and page.paragraph(scene.begins(before)) == page.paragraph(start)


def proposals(scene: Scene, head: Head, places: Sequence[Place]) -> dict[Candidate, float]:
    """The mention head's probability of each candidate, nameless ones by where they stand."""
    at = last_word(scene, head)
    found = {Candidate(draft): share for draft, share in scene.learned(*at).items()}
    described = [p for p in places if p.candidate.nameless is not None]
    for (start, end), share in scene.proposed(*at).items() if described else ():
        for who in {p.candidate for p in described if p.start <= start and end <= p.end}:
            found[who] = found.get(who, 0.0) + share
    return found


def named_after(scene: Scene, head: Head, own: Sequence[tuple[int, int]]) -> frozenset[Candidate]:
    """Who is named in what is said after a reference, or quoted before it: hardly whom it means.

    "He said that Vell …" and "“Vell will lose,” he said" are not Vell's words.
    """
    page = scene.cast.page
    spans = [
        (start, end)
        for start, end in own
        if start >= head.end or page.quote(start) is not None or page.quote(start + 1) is not None
    ]
    low = page.sentence_bounds(head.start)[0]
    if page.text[head.start - 2 : head.start] == ", " and _ASIDE_ENDS.match(page.text, head.end):
        spans.append((low, head.start))  # "Dorn, she said, was late"
    first = min((start for start, _ in own if start >= head.end), default=head.end)
    if page.sentence(first) == page.sentence(head.start) and head.noun not in _POSSESSIVE:
        spans.append((head.end, first))
    return frozenset(
        Candidate(i)
        for start, end in spans
        for s, e, i in scene.cast.within(start, end)
        if scene.cast.drafts[i].kind != "place"
        and (page.quote(s) is not None or page.sentence(s) == page.sentence(head.start))
        and not attributive(scene.cast, Place(Candidate(i), s, e, ""))
    )


def asked(scene: Scene, statement: Statement) -> dict[Candidate, float]:
    """Log-odds after "Dorn asked Vell …": what is quoted next is the answer.

    Where somebody replies, "told" and "warned" are questions too, and told by another or not.
    """
    page = scene.cast.page
    replies = _REPLIES.search(" ".join(page.article.slice(span) for span in statement.cue))
    before, askers = scene.last_statement(statement), tuple[Speaker, ...]()
    if replies and (sourced := scene.sourced_before(statement)):
        before, askers = sourced
    if before is None or not before.cue:
        return {}
    cue = page.inside(before.cue[-1])
    verb = page.text[slice(*cue)].casefold().split()[-1:]
    if not (verb in _ASKS or (replies and verb in _TELLS)) or page.apart(cue[0], scene.begins(statement)) > 2:
        return {}
    found: dict[Candidate, float] = {}
    for s, _, i in scene.cast.within(cue[1], cue[1] + _NEAR):
        if scene.cast.drafts[i].kind == "person" and not any(
            w.text.islower() for w in page.between(cue[1], s)
        ):
            found[Candidate(i)] = _ANSWERS
            break
    askers = askers or next((who for _, s, who in scene.spoken if s.id == before.id), ())
    if found:
        found |= {c: -_ANSWERS for w in askers if (c := scene.candidate(w)) and c not in found}
    return found


def last_word(scene: Scene, head: Head) -> tuple[int, int]:
    """Where the head noun of a phrase stands."""
    for word in scene.cast.page.between(head.start, head.end):
        if fold(word.text) == head.noun:
            return word.start, word.end
    return head.start, head.end


def settled(scene: Scene, head: Head, outcome: Outcome, method: str) -> Answer:
    """The winner as a speaker, or nobody with the reason."""
    words = " ".join(scene.cast.page.text[head.start : head.end].split())
    if outcome.winner is None:
        if len(outcome.rivals) > 1:
            return (), f"'{words}' could be " + " or ".join(outcome.rivals)
        if outcome.rivals:
            return (), f"'{words}' may be {outcome.rivals[0]}, but that is not sure enough"
        return (), f"'{words}' refers to nobody in sight"
    spans = [scene.span(head.start, head.end)]
    if outcome.evidence:
        spans.append(scene.span(*outcome.evidence))
    if outcome.winner.draft is not None:
        return (scene.speaker(outcome.winner.draft, method, outcome.score, tuple(spans)),), None
    found = scene.nameless[outcome.winner.nameless or 0]
    if found.together:
        sure = round(min(outcome.score, 0.9), 3)
        return tuple(
            replace(s, method=method, score=sure, evidence=tuple(spans)) for s in found.together
        ), None
    known = found.speaker
    how = "anonymous" if known.entity is None else method
    score = round(min(outcome.score, known.score if known.entity is not None else 1.0), 3)
    return (replace(known, method=how, score=score, evidence=tuple(spans)),), None


def name_of(scene: Scene, outcome: Outcome) -> str:
    """The winner in words."""
    if outcome.winner is None:
        return "nobody"
    if outcome.winner.draft is not None:
        return scene.cast.drafts[outcome.winner.draft].name
    return scene.nameless[outcome.winner.nameless or 0].speaker.name
