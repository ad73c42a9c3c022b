"""Sources that describe a person by a role: "the finance minister", "a senior official".

A definite role is its holder's, if the article names one; "a senior official" and "two ministers"
stay nameless, in their own words, with whom they speak for. Common nouns are nouns.py.
"""

from __future__ import annotations

import re

from onrecord.article.resolve import holders
from onrecord.article.resolve.epithets import by_epithet
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.introductions import named_next
from onrecord.article.resolve.nameless import nameless
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.reference import Candidate
from onrecord.article.resolve.scene import Answer, Nameless, Scene
from onrecord.article.resolve.sole_holders import another_nearer, sole_holder
from onrecord.article.resolve.tables import fold, titles
from onrecord.article.resolve.weighing import last_word, settled, weigh
from onrecord.types import Spans, Statement

_HELD, _CLEARLY = 0.7, 0.2
_ITS_OWN_WORD = 2.0  # log-odds, where nobody else has been called by the noun
_TITLED = 0.6  # a headline is short of words
POSSESSIVE = frozenset(("his", "her", "their", "my", "our", "its"))
# "the second official" is not the one just met
_ANOTHER = frozenset(("other", "second", "third", "fourth", "latter"))
# "the head of a charity" is nobody known by another headship
_OF_ANY = re.compile(r"\s(?:of|for|at)\s(?:an?|one)\s")
# "the commander, who uses the name Comrade Vell", "a smuggler known as Vell"
_GOES_BY = re.compile(
    r",?\s(?:who\s(?:is\s)?)?(?:(?:uses|used)\sthe\s(?:\w+\s)?(?:name|alias|pseudonym)|goes\sby(?:\sthe\sname)?|"
    r"(?:known|identified)\s(?:only\s)?(?:as|by\sthe\sname(?:\sof)?)|calls\s(?:himself|herself)|who\sgave\s(?:his|her)\sname\sas)"
    r"(?:\sof|\sonly\sas)?\s[\"“‘']?(?:[Cc]omrade\s|[Cc]ommander\s)?"
)
_LEAD_SENTENCES = 3
# sentences in which a lead's "a … official" is named; below a headline, date lines and bylines stand between
_BELOW, _FURNISHED = 2, 3


def by_role(scene: Scene, statement: Statement, head: Head) -> Answer:
    """The holder of a role, or who is named right after; indefinite and plural roles stay nameless."""
    answer = _by_role(scene, statement, head)
    gender = head.role.gender if head.role else ""
    return (named_next(scene, head, gender) if still_open(answer) else None) or answer


def still_open(answer: Answer) -> bool:
    """Whether nobody has been named yet."""
    return not answer[0] or answer[0][0].method == "anonymous"


def _by_role(scene: Scene, statement: Statement, head: Head) -> Answer:
    """The holder of a role, if the article names one; indefinite and plural roles stay nameless."""
    role = head.role
    assert role is not None
    named = named_after_comma(scene, head)
    if named is not None:
        return (scene.speaker(named, "name", 0.9, with_role(scene, named, head)),), None
    said = {fold(w.text) for w in scene.cast.page.between(head.start, head.end)}
    anybody = _OF_ANY.search(scene.cast.page.text[head.start : head.end])
    if head.determiner == "the" and (said & _ANOTHER or anybody):
        return (nameless(scene, statement, head),), None
    if head.plural or head.determiner in POSSESSIVE:
        held = _his(scene, head)
        if held is not None:
            return (scene.speaker(held, "role", 0.75, with_role(scene, held, head)),), None
        return (nameless(scene, statement, head),), None
    fits = [f for f in holders.holders(scene.cast, role) if not scene.cast.drafts[f[1]].role_only]
    title = not head.determiner and scene.cast.page.headline(head.start)
    indefinite = head.determiner in ("a", "an", "one", "another")
    if title or indefinite:
        named = _named_below(scene, head, [i for score, i in fits if score >= (_TITLED if title else _HELD)])
        if named is not None:
            return (scene.speaker(named, "role", 0.72, with_role(scene, named, head)),), None
    if indefinite:
        return (nameless(scene, statement, head),), None
    linked = next(
        (
            i
            for s, e, i in scene.cast.within(head.start, head.end + 1)
            if s <= head.start + 4 and e >= last_word(scene, head)[1] and _called(scene, s, i)
        ),
        None,
    )
    if linked is not None:
        draft = scene.cast.drafts[linked]
        score = 0.9 if not draft.role_only else 0.85
        return (scene.speaker(linked, "role", score, with_role(scene, linked, head)),), None
    exact = [f for f in fits if f[0] >= 0.85]
    alone = role.unique and (role.office not in holders.OF_MANY)
    if len(exact) == 1 and (role.body or role.words or alone):
        return (
            scene.speaker(exact[0][1], "role", 0.9 * exact[0][0], with_role(scene, exact[0][1], head)),
        ), None
    clear = len(fits) > 1 and role.body and fits[0][0] >= _HELD and fits[1][0] <= _HELD - _CLEARLY
    if clear:
        return (scene.speaker(fits[0][1], "role", fits[0][0], with_role(scene, fits[0][1], head)),), None
    if another_nearer(scene, head, fits):
        return (nameless(scene, statement, head),), None
    found = in_focus(scene, statement, head, {i: score for score, i in fits}, role.gender)
    if found and found[0]:
        return found
    if sole := sole_holder(scene, head, fits):
        return sole
    definite = head.determiner == "the" and not fits
    again = by_epithet(scene, statement, head) if definite else None
    if again or found:
        return again or found or ((), None)
    if fits:
        return (), _could_be(scene, head, [i for _, i in fits])
    return unheld(scene, statement, head)


def named_after_comma(scene: Scene, head: Head) -> int | None:
    """The person in apposition right after a description of one: "his wife | , Ana Vell, said"."""
    page = scene.cast.page
    if head.plural or not head.determiner:
        return None
    if by_name := _GOES_BY.match(page.text, head.end):
        named = scene.cast.within(by_name.end(), by_name.end() + 60)
        lead = named[0][0] if named else -1
        if lead == by_name.end() and scene.cast.drafts[named[0][2]].kind == "person":
            return named[0][2]
    if page.text[head.end : head.end + 2] != ", ":
        return None
    for start, end, i in scene.cast.within(head.end, head.end + 60):
        closed = page.text[end : end + 1] in (",", ".")
        if start == head.end + 2 and closed and scene.cast.drafts[i].kind == "person":
            return i
    return None


def _his(scene: Scene, head: Head) -> int | None:
    """The only one of the article who is somebody's lawyer, for "her lawyer", named shortly before."""
    if head.plural or head.role is None:
        return None
    fits = [
        i
        for score, i in holders.holders(scene.cast, head.role)
        if score >= 0.7 and not scene.cast.drafts[i].role_only
    ]
    return fits[0] if len(fits) == 1 and holders.near(scene.cast, fits[0], head.start) else None


def unheld(scene: Scene, statement: Statement, head: Head) -> Answer:
    """A definite description that nobody is known by: the last speaker's, or nobody's by name."""
    definite = head.determiner == "the" and not head.plural
    again = by_epithet(scene, statement, head) if definite else None
    return again or ((nameless(scene, statement, head),), None)


def _called(scene: Scene, start: int, draft: int) -> bool:
    return any(o.start == start and o.form == "nominal" for o in scene.cast.drafts[draft].occurrences)


def with_role(scene: Scene, draft: int, head: Head) -> Spans:
    """Where a description stands, and the first role that its person is known by."""
    roles = scene.cast.drafts[draft].roles
    spans = [scene.span(head.start, head.end), *(scene.span(r.start, r.end) for r in roles[:1])]
    return tuple(dict.fromkeys(spans))


def _named_below(scene: Scene, head: Head, fits: list[int]) -> int | None:
    """The one person whom the next sentences name after a lead's "a … official"; cautious."""
    page = scene.cast.page
    body = page.sentence(head.start) - page.sentence(max(page.shift, 0))
    title = page.headline(head.start)
    named_at = {i: min(o.start for o in scene.cast.drafts[i].occurrences) for i in fits}
    fits = sorted(fits, key=named_at.__getitem__)
    if title and len(fits) > 1 and page.paragraph(named_at[fits[0]]) != page.paragraph(named_at[fits[1]]):
        fits = fits[:1]  # whom a headline means the lead names
    if body > _LEAD_SENTENCES or len(fits) != 1:
        return None
    first = named_at[fits[0]]
    soon = 0 < page.sentence(first) - page.sentence(head.start) <= _BELOW + _FURNISHED * title
    named = [(scene.cast.drafts[i], i) for *_, i in scene.cast.within(head.end, first)]
    # of whom a headline means, the lead tells the role; who has none comes in otherwise
    between = {i for draft, i in named if draft.kind == "person" and (draft.roles or not title)}
    roles = {r.possessor for r in scene.cast.drafts[fits[0]].roles if r.possessor}
    others = [
        i
        for i in between
        if i != fits[0] and not any(set(parts(scene.cast.drafts[i].name)) <= set(parts(p)) for p in roles)
    ]
    return fits[0] if soon and not others else None


def _could_be(scene: Scene, head: Head, drafts: list[int]) -> str:
    words = " ".join(scene.cast.page.text[head.start : head.end].split())
    return f"'{words}' could be " + " or ".join(scene.cast.drafts[i].name for i in drafts[:3])


def in_focus(
    scene: Scene, statement: Statement, head: Head, fits: dict[int, float], gender: str
) -> Answer | None:
    """Whom "the minister" means among those in sight: with that role, or nameless with that noun."""
    places = [p for p in scene.in_sight(head.start, ("person",), gender) if p.candidate.draft in fits]
    page = scene.cast.page  # "Justice vows silence" is nobody yet, but whom the text names next
    described = [
        (p, known)
        for p, known in scene.nameless_in_sight(head.start)
        if _same_noun(known, head) and page.headline(p.start) == page.headline(head.start)
    ]
    places += [p for p, _ in described]
    if not places:
        return None
    bonus = {Candidate(i): 2.5 * score for i, score in fits.items()}
    # "A Western diplomat … said the diplomat": not the minister, who may be called a diplomat too
    calls_so = any(holders.called(scene.cast, i, head.noun) for i in fits)
    bonus |= {
        p.candidate: 2.5 + (not calls_so) * _ITS_OWN_WORD * (known.noun == head.noun)
        for p, known in described
    }
    outcome = weigh(scene, statement, head, places, gender=gender, bonus=bonus)
    return settled(scene, head, outcome, "role")


def _same_noun(known: Nameless, head: Head) -> bool:
    own = head.role.words if head.role else frozenset()
    if holders.RANKS & set(fold(known.speaker.name).split()) - own:
        return False  # "the mayor" is not the deputy mayor
    title = titles().get(known.noun)
    return not known.plural and (known.noun == head.noun or bool(title and head.noun in title.also))
