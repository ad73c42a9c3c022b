"""Who holds the role that a phrase names: "the Kremlin spokesman", "the Russian president".

A phrase is compared with every role read next to a name, anywhere in the article: office,
portfolio, body, country and "former" must agree, or be left open by one side. One holder: the
phrase is that person. None, but a definite phrase with its body: a person of the article without
a name, whom another article may name.
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.article.resolve.cast import Cast, Draft, Occurrence
from onrecord.article.resolve.homes import likely
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.page import Page, Word
from onrecord.article.resolve.role_phrases import RoleFound, read
from onrecord.article.resolve.small_words import DETERMINERS, PREPOSITIONS, STOP
from onrecord.article.resolve.tables import body_nouns, fold, role_words, titles

_INDEFINITE = frozenset(("a", "an", "one", "another"))
_PORTFOLIO_OF = {"foreign minister": frozenset({"foreign", "affairs", "external"})}
_SENTENCES, _FAR = 3, 8
OF_MANY = frozenset(("governor", "mayor", "chief", "head", "director", "chair", "boss"))
"""Offices of which an article can name several: the bare word is only somebody near."""
RANKS = frozenset(("deputy", "vice", "assistant", "associate"))
# "the second official" is not the one just met
OTHERS = frozenset(
    ("other", "last", "next", "first", "latter", "second", "third", "only", "average", "new", "old")
)
_EMPTY = frozenset({"state", "national", "presidential", "palace", "official", "government"})


def agree(cast: Cast, asked: RoleFound, held: RoleFound) -> float:
    """How well the phrase `asked` fits the role `held`, 0 (not at all) to 1."""
    if asked.office == held.office:
        score = 1.0
    elif asked.office in held.also or asked.title in held.also:
        score = 0.75
    else:
        return 0.0
    if asked.gender and held.gender and asked.gender != held.gender:
        return 0.0
    if asked.past != held.past:
        score *= 0.5 if held.past and score < 1 else 0.0 if asked.past else 0.3
    own = asked.words - _EMPTY - _PORTFOLIO_OF.get(asked.office, frozenset())
    theirs = held.words - _EMPTY - _PORTFOLIO_OF.get(held.office, frozenset())
    if own - theirs - set(parts(held.body or "")):
        return 0.0
    if score == 1.0 and theirs - own:
        score *= 0.0 if (theirs - own) & RANKS else 0.7
    if asked.country and held.country and asked.country != held.country:
        return 0.0
    return score * _bodies_agree(cast, asked, held)


def _bodies_agree(cast: Cast, asked: RoleFound, held: RoleFound) -> float:
    mine, yours = _body_class(cast, asked), _body_class(cast, held)
    if mine is None or yours is None:
        # "the expedition's leader" is hardly the president of something unsaid, "the Union's leader" not at all
        hardly = 0.0 if (asked.body or "")[:1].isupper() else 0.6
        return 0.9 if mine is None else 0.8 if mine == "summit" or asked.office == held.office else hardly
    if mine == yours:
        return 1.0
    noun = fold(asked.body or "")
    if noun in body_nouns():
        return _of_that_kind(cast, body_nouns()[noun], held)
    left, right = (
        {p.removesuffix("'s") for p in parts(role.body or "") if not cast.places.look(p.capitalize())}
        for role in (asked, held)
    )
    if left and right and (left <= right or right <= left) and "summit" not in (mine, yours):
        return 0.95
    return 0.0


def _of_that_kind(cast: Cast, group: str, held: RoleFound) -> float:
    """Whether the body of a role is a union, a company …: "the union boss" of the Metal Workers."""
    own = parts(held.body or "")
    kinds = {body_nouns()[word] for word in own if word in body_nouns()}
    for draft in cast.drafts:
        if draft.kind == "organization" and any(parts(name) == own for name in draft.names):
            kinds |= draft.noun_classes
    if kinds:
        return 0.95 if group in kinds else 0.0
    return 0.7 if group == "company" else 0.0


def _body_class(cast: Cast, role: RoleFound) -> str | None:
    """The body as compared: a country, its seat and its president are one, "summit"."""
    if role.body is None:
        return None
    words = parts(role.body)
    seen = cast.places.look(role.body)
    if seen or "president" in words or "presidency" in words or words == ("presidential", "palace"):
        return "summit"
    return " ".join(words)


def phrase_around(page: Page, cast: Cast, i: int) -> tuple[RoleFound, int, int, str] | None:
    """The role phrase whose title stands at word `i`: `(role, start, end, determiner)`, or None."""
    words = page.words
    size = next(
        (n for n in (3, 2, 1) if " ".join(fold(w.text) for w in words[i : i + n]) in titles()),
        0,
    )
    if not size:
        return None
    low = page.sentence_bounds(words[i].start)[0]
    left = i
    while left > 0 and words[left - 1].start >= low and i - left < 9 and _part(words[left - 1]):
        left -= 1
    determiner = ""
    if left > 0 and words[left - 1].start >= low and fold(words[left - 1].text) in DETERMINERS:
        determiner = fold(words[left - 1].text)
    chain = list(words[left : i + size])
    j = i + size
    high = page.sentence_bounds(words[i].start)[1]
    if j + 1 < len(words) and words[j].text in ("of", "for", "at") and words[j + 1].start < high:
        tail = _object([w for w in words[: j + 12] if w.start < high], j + 1)
        chain += words[j : j + 1 + tail] if tail else []
    found = read(page, cast.places, chain)
    if found is None:
        return None
    start = words[left - 1].start if determiner else chain[0].start
    return found, start, found.end, determiner


def _part(word: Word) -> bool:
    if word.text in ("'s", "’s", "&"):
        return True
    key = fold(word.text)
    return key in role_words() or (word.capital and key not in STOP | DETERMINERS | PREPOSITIONS)


def _object(words: list[Word], i: int) -> int:
    """How many words from `i` make the object of a preposition: "the country's Harbour Union"."""
    n = 0
    while i + n < len(words) and n < 9:
        word = words[i + n]
        key = fold(word.text)
        plain = key in role_words() or key in body_nouns() or key in titles() or key in DETERMINERS
        if not (word.capital or plain or word.text in ("'s", "’s", "of")) or key in STOP:
            break
        n += 1
    while n and fold(words[i + n - 1].text) in PREPOSITIONS | DETERMINERS:
        n -= 1
    return n


def holders(cast: Cast, role: RoleFound) -> list[tuple[float, int]]:
    """People whom `role` fits, best first: `(score, draft)`."""
    found = []
    for i, draft in enumerate(cast.drafts):
        if draft.kind != "person" or (role.gender and draft.gender and role.gender != draft.gender):
            continue
        score = max((agree(cast, role, held) for held in draft.roles), default=0.0)
        unplaced = role.country and not any(held.country for held in draft.roles)
        if score and role.country and unplaced and not likely(cast, draft, role.country):
            continue  # "the Velmaran president" in a report on the president of somewhere else
        if score > 0:
            found.append((score, i))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def link_phrases(cast: Cast, taken: list[tuple[int, int]]) -> None:
    """Add to each draft the places where the article calls it by its role.

    `taken` are stretches already read as a role next to a name.
    """
    page = cast.page
    seen_until = -1
    somebody: set[str] = set()  # titles of people who were brought in without a name: "a diplomat"
    opening = (found for text, found in page.places_of.items() if fold(text) in _first_words())
    for i in sorted(i for found in opening for i in found):
        word = page.words[i]
        if word.start < seen_until:
            continue
        if any(s <= word.start < e for s, e in taken) or page.furniture(word.start):
            continue
        phrase = phrase_around(page, cast, i)
        if phrase is None:
            continue
        role, start, end, determiner = phrase
        if determiner in _INDEFINITE:
            somebody |= {role.title, role.office}
        if determiner not in ("the", "") or (not determiner and not (role.body and word.text.islower())):
            continue
        fits = holders(cast, role)
        named = [fit for fit in fits if not cast.drafts[fit[1]].role_only]
        fits = [f for f in named or fits if role.title not in somebody or called(cast, f[1], role.title)]
        exact = [fit for fit in fits if fit[0] >= 0.85]
        text = " ".join(page.text[start:end].split())
        occurrence = Occurrence(start, end, text, "nominal", "person")
        if OTHERS & {fold(w.text) for w in page.between(start, end)}:
            continue
        if _goes_on(page, end) and not role.body:
            continue  # "the head of a charity" is not the head of something else
        alone = role.unique and role.office not in OF_MANY
        told = bool(role.body or role.words or role.country or alone)
        if (
            len(exact) == 1 and (role.office not in OF_MANY or told or near(cast, exact[0][1], start, _FAR))
        ) or (len(fits) == 1 and fits[0][0] >= 0.6 and (told or near(cast, fits[0][1], start))):
            holder = cast.drafts[(exact or fits)[0][1]]
            holder.add(occurrence)
            if role.country and all(r.country is None for r in holder.roles):
                holder.roles.append(role)
        elif not fits and _lasting(role, determiner):
            name = text.split(" ", 1)[1] if determiner else text
            draft = Draft("person", fixed_name=name, role_only=True, roles=[role], gender=role.gender)
            draft.add(occurrence)
            cast.drafts.append(draft)
        else:
            continue
        seen_until = end


def called(cast: Cast, draft: int, title: str) -> bool:
    """Whether the article itself calls somebody so."""
    return any(title in held.title.split() or title == held.title for held in cast.drafts[draft].roles)


def _goes_on(page: Page, end: int) -> bool:
    """Whether "of …" follows a phrase and was not read with it."""
    i = page.word_at(end)
    return i < len(page.words) and page.words[i].text == "of" and page.words[i].start == end + 1


def near(cast: Cast, draft: int, position: int, sentences: int = _SENTENCES) -> bool:
    """Whether somebody is named in the few sentences before."""
    named = [o.start for o in cast.drafts[draft].occurrences if o.form == "name" and o.start < position]
    return bool(named) and cast.page.apart(max(named), position) <= sentences


def _lasting(role: RoleFound, determiner: str) -> bool:
    """Whether one person at a time holds it, so that another article can name the holder."""
    body = role.body or ""
    return bool(determiner == "the" and role.unique and body[:1].isupper() and not role.past)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(title.split()[0] for title in titles())
