"""For which country somebody speaks whose title names none: "Foreign Minister Ivo Dorn".

The article tells: a possessive before the title ("Velmara's plan was laid out by the foreign
minister"), a dateline, the outlet's own country, countries for which others of the article speak,
the countries in the sentences that name the person. One of them must stand out, or it stays open:
a president or secretary in a report on another country is soon taken for that country's.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from onrecord.article.resolve.cast import Cast, Draft
from onrecord.article.resolve.outlet_table import known
from onrecord.article.resolve.role_phrases import RoleFound
from onrecord.article.resolve.tables import fold

# offices of one state each, whose holders go without its name in its own press
_OFFICES = frozenset(("prime minister", "foreign minister", "minister", "spokesperson", "president"))
_POSSESSIVE, _DATELINE, _OTHERS, _OUTLET, _SENTENCE = 2.0, 1.5, 1.5, 1.0, 1.0
_ENOUGH, _APART = 2.0, 1.0
_MOST = 12  # places of a name that are looked at


def near(cast: Cast, draft: Draft) -> Counter[str]:
    """In how many of the sentences that name somebody each country is named, by any of its words."""
    found: Counter[str] = Counter()
    for occurrence in sorted(draft.occurrences)[:_MOST]:
        words = cast.page.between(*cast.page.sentence_bounds(occurrence.start))
        seen = (cast.places.look(w.text) for w in words[:80] if w.capital)
        found.update({place[1] for place in seen if place})
    return found


def likely(cast: Cast, draft: Draft, country: str) -> bool:
    """Whether a country is, of those named around somebody, the one named most."""
    counts = near(cast, draft)
    return not counts or counts[country] == max(counts.values())


def home(cast: Cast, draft: Draft) -> str | None:
    """The country for which the holder of a state's office speaks, where the article makes it plain."""
    held = [role for role in draft.roles if _stateless(role)]
    if not held:
        return None
    votes: dict[str, float] = defaultdict(float)
    others = {
        d.speaks_for
        for d in cast.drafts
        if d is not draft and d.kind == "person" and d.speaks_for and cast.places.look(d.speaks_for)
    }
    if len(others) == 1 and held[0].office != "president":
        votes[others.pop() or ""] += _OTHERS
    article = cast.page.article
    place = article.dateline.place if article.dateline else None
    if place and (seen := cast.places.look(place)):
        votes[seen[1]] += _DATELINE
    outlet = known(article.outlet) if article.outlet else None
    if outlet and outlet.country and (seen := cast.places.look(outlet.country)):
        votes[seen[1]] += _OUTLET
    for country, weight in _told_by_sentence(cast, held[0]).items():
        votes[country] += weight
    for country in _held_by_others(cast, draft, held[0]):
        votes.pop(country, None)
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _APART):
        return None
    return ranked[0][0]


def _held_by_others(cast: Cast, draft: Draft, held: RoleFound) -> set[str]:
    """The countries whose holder of this office is somebody else: "the Prime Minister spoke with the Prime Minister of Velm"."""
    return {
        role.country
        for other in cast.drafts
        if other is not draft and held.unique
        for role in other.roles
        if role.country and role.office == held.office and role.words == held.words and not role.past
    }


def _stateless(role: RoleFound) -> bool:
    """Whether a role is a state's, and says neither whose nor that it is over."""
    of_state = role.office in _OFFICES and role.speaks == "state" and not role.past and not role.country
    if role.office == "spokesperson":
        return of_state and fold(role.body or "") in ("president", "presidential", "government")
    return of_state and role.body is None


def _told_by_sentence(cast: Cast, role: RoleFound) -> dict[str, float]:
    """The countries of the sentence that holds the title: its only one, or the first of several."""
    page = cast.page
    low, high = page.sentence_bounds(role.start)
    told: dict[str, float] = {}
    for word in page.between(low, high)[:80]:
        seen = cast.places.look(word.text) if word.capital else None
        if seen is None:
            continue
        owns = page.text[word.end : word.end + 2] in ("'s", "’s") and word.start < role.start
        told[seen[1]] = max(told.get(seen[1], 0.0), _POSSESSIVE if owns else _SENTENCE)
    first = next(iter(told), None)
    return {
        c: v if v > _SENTENCE or len(told) == 1 else v / 2 for c, v in told.items() if c == first or v > 1
    }
