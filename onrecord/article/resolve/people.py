"""Which person names of an article are one person, and what the article calls them.

Full names first (initials, middle names and a letter's difference agree), then bare surnames:
one with a single bearer in the article is that bearer's, one with two is resolved only on
evidence (a title, an honorific, one bearer clearly dominant), else it stays doubtful.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.article.resolve import roles
from onrecord.article.resolve.cast import Cast, Draft, Occurrence
from onrecord.article.resolve.names import (
    bare,
    gender,
    junior,
    misspelt,
    parts,
    same_person,
    shortens,
    surname,
)
from onrecord.article.resolve.role_phrases import RoleFound
from onrecord.article.resolve.tables import fold, honorifics

_DOMINANT = 3
_AROUND = 600  # characters in which a description of a name can run to another name
_FAMILIES = frozenset(("parents", "couple", "brothers", "sisters", "siblings", "twins", "spouses"))
_STOPS = re.compile(r"[.!?\n]\W")
_JUNIOR = re.compile(r",?\sJr\b")


def gather(cast: Cast, found: Sequence[Occurrence]) -> None:
    """Add a draft to `cast` for every person among the name occurrences `found`."""
    spans = sorted((o.start, o.end) for o in found)
    found = _with_surname(cast, [_with_junior(cast, o) for o in found])
    read = {o: _roles(cast, o, spans) for o in found}
    full = [o for o in found if not bare(o.text)]
    first = len(cast.drafts)
    for occurrence in full:
        draft = _home(cast, cast.drafts[first:], occurrence, read[occurrence])
        if draft is None:
            draft = Draft("person")
            cast.drafts.append(draft)
        _join(cast, draft, occurrence, read[occurrence])
    people = list(range(first, len(cast.drafts)))
    _namesakes(cast, people, found, read)
    for occurrence in found:
        if not bare(occurrence.text) or cast.known(occurrence):
            continue
        fits = _bearers(cast, people, occurrence, read[occurrence])
        if len(fits) > 1:
            cast.doubtful[occurrence.start, occurrence.end] = tuple(fits)
            continue
        if not fits:
            cast.drafts.append(Draft("person"))
            people.append(len(cast.drafts) - 1)
        _join(cast, cast.drafts[fits[0] if fits else -1], occurrence, read[occurrence])


def _keeps(cast: Cast, fits: Sequence[int], occurrence: Occurrence) -> int | None:
    """Who of one surname goes by it alone: whom it was used of before the others came in.

    Not where one of the others is named in full in this sentence or the one before.
    """
    full = {i: [o.start for o in cast.drafts[i].occurrences if not bare(o.text)] for i in fits}
    here = occurrence.start
    known = [i for i in fits if full[i] and min(full[i]) < here]
    if len(known) == 1:
        return known[0]
    first = min(known, key=lambda i: min(full[i]), default=None)
    if first is None:
        return None
    others = [i for i in known if i != first]
    since = min(min(full[i]) for i in others)
    own = [o for o in cast.drafts[first].occurrences if bare(o.text) and o.start < since]
    elder = not any(junior(n) for n in cast.drafts[first].names)
    settled = bool(own) or (elder and all(any(map(junior, cast.drafts[i].names)) for i in others))
    # "Kit said": the article calls the others by their given names
    settled = settled or all(any(_given_alone(o) for o in cast.drafts[i].occurrences) for i in others)
    near = any(s < here and cast.page.apart(s, here) <= 1 for i in others for s in full[i])
    return first if settled and not near else None


def _given_alone(occurrence: Occurrence) -> bool:
    return bare(occurrence.text) and gender(occurrence.text) != ""


def _namesakes(
    cast: Cast, people: list[int], found: Sequence[Occurrence], read: dict[Occurrence, list[RoleFound]]
) -> None:
    """Add those who are only ever called by a surname that another bears in full.

    "President Vell" before the article comes to "her husband, Ivan Vell": the title, or a "Mr" that
    does not go with the one named in full, shows that there are two.
    """
    for surname_ in dict.fromkeys(surname(o.text) for o in found if bare(o.text)):
        bearers = [i for i in people if any(surname(n) == surname_ for n in cast.drafts[i].names)]
        if len(bearers) != 1:
            continue
        full = cast.drafts[bearers[0]]
        first = min(o.start for o in full.occurrences)
        lone = [o for o in found if bare(o.text) and surname(o.text) == surname_]
        others = [o for o in lone if _is_other(cast, full, o, read[o], first)]
        if not others:
            continue
        draft = Draft("person")
        cast.drafts.append(draft)
        people.append(len(cast.drafts) - 1)
        # the one who was there first, by surname, keeps the plain surname
        keeps = len(full.occurrences) <= 2 and others[0].start < first
        for occurrence in lone if keeps else others:
            _join(cast, draft, occurrence, read[occurrence])
        if not keeps and all(_title_before(cast, o) == _title_before(cast, others[0]) for o in others):
            # "Mrs Vell" beside Ivo Vell: the form of address is all that tells them apart
            draft.fixed_name = f"{_title_before(cast, others[0])} {others[0].text}".strip()


def _is_other(cast: Cast, full: Draft, o: Occurrence, found: list[RoleFound], first: int) -> bool:
    told = _addressed(cast, o) or next((r.gender for r in found if r.gender), "")
    if told and full.gender and told != full.gender:
        return True
    titled = [r for r in found if r.end <= o.start and r.unique]
    if not titled or o.start > first:
        return bool(titled) and clash(full.roles, titled)
    return (
        not any(a.office == b.office for a in full.roles for b in titled) and cast.page.sentence(o.start) > 0
    )


def _roles(cast: Cast, occurrence: Occurrence, spans: Sequence[tuple[int, int]]) -> list[RoleFound]:
    low = bisect_left(spans, (occurrence.start - _AROUND, 0))
    high = bisect_left(spans, (occurrence.end + _AROUND, 0))
    others = [span for span in spans[low:high] if span != (occurrence.start, occurrence.end)]
    return [
        *roles.before(cast.page, cast.places, occurrence.start, occurrence.end, others),
        *roles.after(cast.page, cast.places, occurrence.end, others),
    ]


def _join(cast: Cast, draft: Draft, occurrence: Occurrence, found: list[RoleFound]) -> None:
    draft.add(occurrence)
    draft.roles.extend(found)
    known = next((r.gender for r in found if r.gender), "")
    # "Ms. Vell" tells more than a given name does
    draft.addressed = draft.addressed or _addressed(cast, occurrence)
    # one word may be a surname that is somebody's given name elsewhere: "Dorin … she"
    given = "" if bare(occurrence.text) else gender(occurrence.text)
    draft.gender = draft.addressed or draft.gender or known or given


def _addressed(cast: Cast, occurrence: Occurrence) -> str:
    """The gender that "Mr" or "Mrs" before a name tells."""
    return honorifics().get(fold(_title_before(cast, occurrence)), "")


def _title_before(cast: Cast, occurrence: Occurrence) -> str:
    """The form of address before a name, "" for none."""
    i = cast.page.word_at(occurrence.start) - 1
    if i > 0 and cast.page.words[i].text == ".":
        i -= 1
    text = cast.page.words[i].text if i >= 0 else ""
    return text if fold(text) in honorifics() else ""


def _with_junior(cast: Cast, o: Occurrence) -> Occurrence:
    """The name with the "Jr." that a tagger left out."""
    told = _JUNIOR.match(cast.page.text, o.end)
    if not told or bare(o.text) or junior(o.text):
        return o
    return replace(o, end=told.end(), text=f"{o.text} Jr.")


def _with_surname(cast: Cast, found: Sequence[Occurrence]) -> list[Occurrence]:
    """ "Their parents, Ana and Ivo Vell": Ana is a Vell too, where nobody else is Ana."""
    given = {parts(o.text)[0]: surname(o.text) for o in found if not bare(o.text)}
    family = {surname(o.text) for o in found if not bare(o.text)}
    names = [*found]
    for k, (one, other) in enumerate(itertools.pairwise(found)):
        joined = cast.page.text[one.end : other.start] == " and " and bare(one.text) and not bare(other.text)
        before = fold(cast.page.text[max(0, one.start - 30) : one.start]).split()[-1:]
        kin = bool(before) and before[0].rstrip(",") in _FAMILIES
        word = parts(one.text)[0]
        known = given.get(word, surname(other.text)) != surname(other.text) or word in family
        if joined and not known and (kin or gender(one.text)):
            names[k] = replace(one, text=f"{one.text} {other.text.split()[-1]}")
    return names


def _home(
    cast: Cast, drafts: Sequence[Draft], occurrence: Occurrence, found: list[RoleFound]
) -> Draft | None:
    # father and son of one name, where the article names both
    drafts = [d for d in drafts if any(junior(n) == junior(occurrence.text) for n in d.names)]
    for draft in drafts:
        if any(fold(name) == fold(occurrence.text) for name in draft.names):
            return draft
    for draft in drafts:
        if any(
            same_person(name, occurrence.text)
            or shortens(occurrence.text, name)
            or shortens(name, occurrence.text)
            for name in draft.names
        ) and not (clash(draft.roles, found) or _told_apart(cast, draft, occurrence)):
            return draft
    return None


def _told_apart(cast: Cast, draft: Draft, occurrence: Occurrence) -> bool:
    """Whether one sentence holds both spellings of a surname: "Owen Farn and Owen Varn" are two."""
    return any(
        surname(o.text) != surname(occurrence.text)
        and o.end < occurrence.start < o.end + _AROUND
        and not _STOPS.search(cast.page.text, o.end, occurrence.start)
        for o in draft.occurrences
    )


def clash(left: Sequence[RoleFound], right: Sequence[RoleFound]) -> bool:
    """Whether two sets of roles can hardly be one person's: no office of one goes with the other's."""
    mine, yours = [r for r in left if r.unique], [r for r in right if r.unique]
    if not mine or not yours:
        return False
    return not any(
        a.office == b.office or a.office in b.also or b.office in a.also for a in mine for b in yours
    )


def _bearers(cast: Cast, people: list[int], occurrence: Occurrence, found: list[RoleFound]) -> list[int]:
    """The people whose name a bare name can be: one where evidence decides, several where not."""
    word = surname(occurrence.text)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: surname(name) == word or shortens(occurrence.text, name),
        lambda name: parts(name)[0] == word and len(word) > 1,
        lambda name: misspelt(surname(name), word),
    )
    for test in tests:
        fits = [
            i
            for i in people
            if any(test(name) for name in cast.drafts[i].names)
            and not (test is tests[2] and clash(cast.drafts[i].roles, found))
        ]
        if fits:
            break
    if len(fits) < 2:
        return fits
    told = _addressed(cast, occurrence) or next((r.gender for r in found if r.gender), "")
    if told:
        fits = [i for i in fits if cast.drafts[i].gender in ("", told)]
    by_role = [
        i
        for i in fits
        if any(a.office == b.office and a.words == b.words for a in cast.drafts[i].roles for b in found)
    ]
    if len(by_role) == 1 or len(fits) < 2:
        return by_role or fits
    keeps = _keeps(cast, fits, occurrence)
    if keeps is not None:
        return [keeps]
    counts = {i: sum(o.form == "name" and not bare(o.text) for o in cast.drafts[i].occurrences) for i in fits}
    ranked = sorted(fits, key=lambda i: (-counts[i], i))
    if counts[ranked[0]] >= _DOMINANT * max(1, counts[ranked[1]]):
        return ranked[:1]
    return fits
