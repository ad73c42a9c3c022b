"""Sources that describe a person: by a role ("the finance minister"), by a noun ("the woman", "analysts").

A definite role is its holder's, if the article names one; "a senior official", "analysts" and
"two residents" stay nameless, in their own words, with whom they speak for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.article.resolve import holders
from onrecord.article.resolve.epithets import ANYBODY, by_epithet
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.introductions import named_next
from onrecord.article.resolve.nameless import nameless
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.reference import Candidate
from onrecord.article.resolve.scene import Answer, Nameless, Scene
from onrecord.article.resolve.small_words import DOCUMENTS
from onrecord.article.resolve.sole_holders import RANKS, another_nearer, sole_holder
from onrecord.article.resolve.spotting import only_opens
from onrecord.article.resolve.tables import fold, person_nouns, titles
from onrecord.article.resolve.weighing import last_word, settled, weigh
from onrecord.types import Spans, Speaker, Statement

_AUTHOR = 0.82
_HELD, _CLEARLY = 0.7, 0.2
_ITS_OWN_WORD = 2.0  # log-odds, where nobody else has been called by the noun
_CONVERSATIONS = frozenset(("interview", "conversation"))
_KIN, _LED = 0.8, 40  # characters before a name in which it is introduced
_TITLED = 0.6  # a headline is short of words
_POSSESSIVE = frozenset(("his", "her", "their", "my", "our", "its"))
# "the second official" is not the one just met
_ANOTHER = frozenset(("other", "second", "third", "fourth", "latter"))
# "the head of a charity" is nobody known by another headship
_OF_ANY = re.compile(r"\s(?:of|for|at)\s(?:an?|one)\s")
_LEAD_SENTENCES = 3
# sentences in which a lead's "a … official" is named; below a headline, date lines and bylines stand between
_BELOW, _FURNISHED = 2, 3


def by_role(scene: Scene, statement: Statement, head: Head) -> Answer:
    """The holder of a role, or who is named right after; indefinite and plural roles stay nameless."""
    answer = _by_role(scene, statement, head)
    gender = head.role.gender if head.role else ""
    return (named_next(scene, head, gender) if _open(answer) else None) or answer


def _open(answer: Answer) -> bool:
    return not answer[0] or answer[0][0].method == "anonymous"


def _by_role(scene: Scene, statement: Statement, head: Head) -> Answer:
    """The holder of a role, if the article names one; indefinite and plural roles stay nameless."""
    role = head.role
    assert role is not None
    named = _named_after_comma(scene, head)
    if named is not None:
        return (scene.speaker(named, "name", 0.9, _with_role(scene, named, head)),), None
    said = {fold(w.text) for w in scene.cast.page.between(head.start, head.end)}
    anybody = _OF_ANY.search(scene.cast.page.text[head.start : head.end])
    if head.determiner == "the" and (said & _ANOTHER or anybody):
        return (nameless(scene, statement, head),), None
    if head.plural or head.determiner in _POSSESSIVE:
        held = _his(scene, head)
        if held is not None:
            return (scene.speaker(held, "role", 0.75, _with_role(scene, held, head)),), None
        return (nameless(scene, statement, head),), None
    fits = [f for f in holders.holders(scene.cast, role) if not scene.cast.drafts[f[1]].role_only]
    title = not head.determiner and scene.cast.page.headline(head.start)
    indefinite = head.determiner in ("a", "an", "one", "another")
    if title or indefinite:
        named = _named_below(scene, head, [i for score, i in fits if score >= (_TITLED if title else _HELD)])
        if named is not None:
            return (scene.speaker(named, "role", 0.72, _with_role(scene, named, head)),), None
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
        return (scene.speaker(linked, "role", score, _with_role(scene, linked, head)),), None
    exact = [f for f in fits if f[0] >= 0.85]
    alone = role.unique and (role.office not in holders.OF_MANY)
    if len(exact) == 1 and (role.body or role.words or alone):
        return (
            scene.speaker(exact[0][1], "role", 0.9 * exact[0][0], _with_role(scene, exact[0][1], head)),
        ), None
    clear = len(fits) > 1 and role.body and fits[0][0] >= _HELD and fits[1][0] <= _HELD - _CLEARLY
    if clear:
        return (scene.speaker(fits[0][1], "role", fits[0][0], _with_role(scene, fits[0][1], head)),), None
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
    return _unheld(scene, statement, head)


def _named_after_comma(scene: Scene, head: Head) -> int | None:
    """The person in apposition right after a description of one: "his wife | , Ana Vell, said"."""
    page = scene.cast.page
    if head.plural or not head.determiner or page.text[head.end : head.end + 2] != ", ":
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


def _unheld(scene: Scene, statement: Statement, head: Head) -> Answer:
    """A definite description that nobody is known by: the last speaker's, or nobody's by name."""
    definite = head.determiner == "the" and not head.plural
    again = by_epithet(scene, statement, head) if definite else None
    return again or ((nameless(scene, statement, head),), None)


def _called(scene: Scene, start: int, draft: int) -> bool:
    return any(o.start == start and o.form == "nominal" for o in scene.cast.drafts[draft].occurrences)


def _with_role(scene: Scene, draft: int, head: Head) -> Spans:
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
    if RANKS & set(fold(known.speaker.name).split()) - own:
        return False  # "the mayor" is not the deputy mayor
    title = titles().get(known.noun)
    return not known.plural and (known.noun == head.noun or bool(title and head.noun in title.also))


def by_noun(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom a common noun means, in sight or named right after."""
    answer = _by_noun(scene, statement, head)
    gender = person_nouns().get(head.noun, "")
    return (named_next(scene, head, gender) if _open(answer) else None) or answer


def _by_noun(scene: Scene, statement: Statement, head: Head) -> Answer:
    """Whom a common noun means: "the woman" somebody in sight, "analysts" nobody by name."""
    noun = head.noun
    gender = person_nouns().get(noun, "")
    named = _named_after_comma(scene, head)
    if named is not None:
        return (scene.speaker(named, "name", 0.9, _with_role(scene, named, head)),), None
    if noun in DOCUMENTS or noun.removesuffix("s") in DOCUMENTS:
        author = _author(scene, head)
        if author is not None:
            scene.introduce(Nameless(author, noun, "", head.plural), head.start, head.end)
            return (author,), None
    relative = _relative(scene, head) if head.determiner in _POSSESSIVE and not head.plural else None
    if relative is not None:
        return relative, None
    definite = head.determiner in ("the", "this", "that") and not head.plural
    if definite and noun.endswith("-year-old"):
        near = {
            p.candidate.draft: 0.0
            for p in scene.in_sight(head.start, ("person",))
            if p.candidate.draft is not None
        }
        return in_focus(scene, statement, head, near, "") or ((nameless(scene, statement, head),), None)
    if definite:
        called = {
            i: 1.0
            for i, d in enumerate(scene.cast.drafts)
            if d.kind == "person"
            and any(r.office == noun or {noun, f"{noun}ic"} & (r.also | r.words) for r in d.roles)
        }
        which = {w.text for w in scene.cast.page.between(head.start, head.end)[1:] if w.capital}
        which -= {w for w in which if fold(w) == noun}
        if which:  # "the Dost Republican" is no Republican of elsewhere
            bodies = {
                i: {w for r in scene.cast.drafts[i].roles for w in (r.body or "").split()} for i in called
            }
            called = {i: fit for i, fit in called.items() if which & bodies[i]}
        found = in_focus(scene, statement, head, called, gender)
        if found and found[0]:
            return found
        again = _who_just_spoke(scene, head) or by_epithet(scene, statement, head)
        if again or found:
            return again or found or ((), None)
    return _unheld(scene, statement, head)


def _relative(scene: Scene, head: Head) -> tuple[Speaker, ...] | None:
    """Who was introduced by these words: "her daughter" after "her daughter, Ana Vell,"."""
    lead = re.compile(
        rf"(?:\b(?:{head.determiner})|['’]s)\s(?:[\w-]+\s){{0,2}}{re.escape(head.noun)},?\s\Z", re.I
    )
    text = scene.cast.page.text
    met = {
        i: (o.start, o.end)
        for i, draft in enumerate(scene.cast.drafts)
        for o in draft.occurrences
        if draft.kind == "person"
        and o.start < head.start
        and lead.search(text, max(0, o.start - _LED), o.start)
    }
    if len(met) != 1:
        return None
    (i, place), *_ = met.items()
    return (scene.speaker(i, "role", _KIN, (scene.span(head.start, head.end), scene.span(*place))),)


def _who_just_spoke(scene: Scene, head: Head) -> Answer | None:
    """ "The woman" after "a neighbour said": who has just spoken without a name."""
    last = scene.last_speakers(head.start)
    if head.noun not in ANYBODY or len(last) != 1 or last[0].nameless is None:
        return None
    known, gender = scene.nameless[last[0].nameless], person_nouns().get(head.noun, "")
    other = known.plural or known.speaker.kind != "person" or (gender and known.gender not in ("", gender))
    if (
        other
        or known.noun in ANYBODY
        or scene.cast.page.apart(scene.until_last(head.start) - 1, head.start) > 1
    ):
        return None
    spans = (scene.span(head.start, head.end), *known.speaker.evidence[:1])
    return (replace(known.speaker, evidence=spans),), None


def _author(scene: Scene, head: Head) -> Speaker | None:
    """The one body or person that made a document: "a study by the Harbour Institute", "the Vell poll".

    Of an interview it is who was spoken with.
    """
    cast, page = scene.cast, scene.cast.page
    found = [(s, e, i) for s, e, i in cast.within(head.start, head.end) if cast.drafts[i].kind != "place"]
    authors = []
    for start, end, i in found:
        titled = [r.start for r in cast.drafts[i].roles if head.start < r.start < start <= r.end + 3]
        lead = page.words[page.word_at(min([start, *titled])) - 1]
        lead = page.words[page.word_at(lead.start) - 1] if fold(lead.text) == "the" else lead
        noun = last_word(scene, head)
        before = end <= noun[0] and cast.drafts[i].kind == "organization"
        before = before and not only_opens(page, page.words[page.word_at(start)].text)  # "Latest poll"
        direct = fold(lead.text) == "from" and page.text[noun[1] : lead.start].count(" ") < 3
        owner = page.text[end : end + 2] in ("'s", "’s") and not before  # "by Vell's lawyer"
        spoken = fold(lead.text) == "with" and head.noun in _CONVERSATIONS
        if (fold(lead.text) == "by" or direct or before or spoken) and not owner:
            authors.append((start, end, i))
    people = [author for author in authors if cast.drafts[author[2]].kind == "person"]
    authors = people or authors
    if len({i for _, _, i in authors}) != 1:
        return None
    start, end, i = authors[0]
    spans = (scene.span(head.start, head.end), scene.span(start, end))
    return scene.speaker(i, "collective", _AUTHOR, tuple(dict.fromkeys(spans)))
