"""Which names of an article are one organisation or one country.

Organisations: the same words, an acronym that the text introduces ("Harbour Line Union (HLU)") or
that spells a name's initials, a shorter form ("the Union") with a single bearer. Offices that
every state has ("Foreign Ministry") are told apart by the nationality before them. Countries: any
name, seat or capital that stands for a government; a capital after "in" or "from" is a city.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.article.resolve.cast import Cast, Draft, Occurrence
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.small_words import DETERMINERS, PREPOSITIONS, STOP
from onrecord.article.resolve.tables import body_nouns, fold, is_outlet, person_nouns, titles

_LOCATIVE = frozenset(
    [
        "in",
        "from",
        "near",
        "at",
        "outside",
        "to",
        "around",
        "across",
        "into",
        "throughout",
        "via",
        "toward",
        "towards",
    ]
)
_INTRODUCED = re.compile(
    r"\s*\(\s*(?:or |the )?[\"“'‘]?([A-Z][A-Za-z]{0,2}[A-Z][A-Za-z]{0,6})[\"”'’]?\s*[),;]"
)
_SMALL = frozenset(["of", "the", "and", "for", "on", "in", "de", "la", "du", "des"])


def gather_countries(cast: Cast, found: Sequence[Occurrence]) -> list[Occurrence]:
    """Add the countries named in `found` to `cast`; returns what named none."""
    rest = []
    for occurrence in found:
        seen = cast.places.look(occurrence.text)
        if seen is None or seen[0] == "demonym":
            rest.append(occurrence)
        elif seen[0] == "capital" and _as_city(cast, occurrence):
            cast.spare[occurrence.start, occurrence.end] = occurrence
        else:
            cast.drafts[cast.country(seen[1])].add(occurrence)
    return rest


def _as_city(cast: Cast, occurrence: Occurrence) -> bool:
    i = cast.page.word_at(occurrence.start)
    words = cast.page.words
    before = fold(words[i - 1].text) if i else ""
    after = words[i + 1].text if i + 1 < len(words) else ""
    opens = i == 0 or (
        words[i - 1].end < words[i].start and "\n" in cast.page.text[words[i - 1].end : words[i].start]
    )
    return before in _LOCATIVE or (opens and after in (".", ",", "(", "—", "–", "-"))


def gather(cast: Cast, found: Sequence[Occurrence]) -> None:
    """Add a draft to `cast` for every organisation among the name occurrences `found`."""
    first = len(cast.drafts)
    acronyms: dict[str, int] = {}
    waiting = []
    for occurrence in sorted(found, key=lambda o: (-len(parts(o.text)), o.start)):
        state = nationality(cast, occurrence)
        home = _home(cast, first, acronyms, occurrence, state)
        if home is None and _acronym(occurrence.text):
            waiting.append(occurrence)
            continue
        if home is None:
            home = _open(cast, occurrence, state)
        cast.drafts[home].add(occurrence)
        introduced = _INTRODUCED.match(cast.page.text, occurrence.end)
        if introduced and _spells(introduced.group(1), occurrence.text):
            acronyms[fold(introduced.group(1))] = home
    for occurrence in sorted(waiting):
        home = _home(cast, first, acronyms, occurrence, None)
        if home is None:
            home = _open(cast, occurrence, nationality(cast, occurrence))
        cast.drafts[home].add(occurrence)


def _open(cast: Cast, occurrence: Occurrence, state: str | None) -> int:
    draft = Draft("organization")
    nouns = body_nouns()
    draft.noun_classes = {nouns[p] for p in parts(occurrence.text) if p in nouns}
    if is_outlet(occurrence.text):
        draft.noun_classes.add("media")
    last = (parts(occurrence.text) or ("",))[-1]
    if " " in occurrence.text and last.endswith("s") and last[:-1] in titles().keys() | person_nouns().keys():
        draft.noun_classes.add("union")  # "United Metal Workers"
    i = cast.page.word_at(occurrence.end)
    before = cast.page.word_at(occurrence.start) - 1
    beside = [*cast.page.words[i : i + 1], *(cast.page.words[before : before + 1] if before >= 0 else ())]
    draft.noun_classes |= {nouns[word.text] for word in beside if word.text in nouns}
    draft.noun_classes |= {word.text for word in beside if nouns.get(word.text) == "media"}
    if "state" in draft.noun_classes:
        draft.speaks_for = state
        adjective = _adjective(cast, occurrence)
        if state and cast.places.country(occurrence.text) is None:
            of = f"{occurrence.text} of {state}"
            if adjective:
                draft.fixed_name = f"{adjective} {occurrence.text}"
            elif cast.page.text.startswith(of, occurrence.start):
                draft.fixed_name = of
    cast.drafts.append(draft)
    return len(cast.drafts) - 1


def _adjective(cast: Cast, occurrence: Occurrence) -> str | None:
    i = cast.page.word_at(occurrence.start)
    word = cast.page.words[i - 1].text if i else ""
    seen = cast.places.look(word) if word[:1].isupper() else None
    return word if seen and seen[0] == "demonym" else None


def nationality(cast: Cast, occurrence: Occurrence) -> str | None:
    """The country that an organisation's name, the word before it, or "of X" after it states."""
    own = cast.places.country(occurrence.text)
    if own:
        return own
    adjective = _adjective(cast, occurrence)
    if adjective:
        return cast.places.country(adjective)
    words, i = cast.page.words, cast.page.word_at(occurrence.start)
    if i >= 2 and words[i - 1].text in ("'s", "’s"):
        return cast.places.country(words[i - 2].text)
    j = cast.page.word_at(occurrence.end)
    if j + 1 < len(words) and words[j].text == "of":
        following = [w.text for w in words[j + 1 : j + 4] if w.text != "the"]
        tries = (cast.places.country(" ".join(following[:n])) for n in (3, 2, 1))
        return next((state for state in tries if state), None)
    return None


def _acronym(text: str) -> bool:
    bare = text.replace(".", "")
    return 2 <= len(bare) <= 8 and bare.isalpha() and sum(c.isupper() for c in bare) > len(bare) / 2


def _spells(acronym: str, name: str) -> bool:
    """Whether an acronym is made of a name's initials.

    >>> _spells("HLU", "Harbour Line Union"), _spells("BBC", "Harbour Line Union")
    (True, False)
    """
    letters = fold(acronym.replace(".", ""))
    words = parts(name)
    heads = "".join(w[0] for w in words)
    short = "".join(w[0] for w in words if w not in _SMALL)
    return len(letters) > 1 and letters in (heads, short)


def _home(
    cast: Cast, first: int, acronyms: dict[str, int], occurrence: Occurrence, state: str | None
) -> int | None:
    mine = parts(occurrence.text)
    key = fold(occurrence.text.replace(".", "")) if _acronym(occurrence.text) else None
    if key and key in acronyms:
        return acronyms[key]
    shorter = []
    for i in range(first, len(cast.drafts)):
        draft = cast.drafts[i]
        if draft.kind != "organization" or (state and draft.speaks_for and state != draft.speaks_for):
            continue
        for name in draft.names:
            theirs = parts(name)
            if theirs == mine or (key and len(key) > 2 and _spells(key, name)):
                return i
            if len(mine) < len(theirs) and _short_form(mine, theirs, cast):
                shorter.append(i)
                break
    return shorter[0] if len(set(shorter)) == 1 else None


def _short_form(short: tuple[str, ...], long: tuple[str, ...], cast: Cast) -> bool:
    """ "Supreme Court" for "Velmaran Supreme Court", "Tarok" for "Tarok movement", "Union Bank" for "Union Bank of Dost"."""
    generic = body_nouns()
    if long[-len(short) :] == short:
        rest = long[: -len(short)]
        return not all(p in generic for p in short) and all(cast.places.look(p.capitalize()) for p in rest)
    if long[: len(short)] == short:
        rest = long[len(short) :]
        told = rest[0] in ("of", "for") and not all(p in generic for p in short)
        place = cast.places.look(short[0].capitalize()) is not None
        # what it does follows a firm's own name: "Marlin" of "Marlin Shipping"
        firm = (
            len(short) == len(rest) == 1
            and len(short[0]) > 3
            and rest[0].isalpha()
            and short[0] not in generic
            and not place
        )
        return told or firm or all(p in generic for p in rest)
    return False


def meant_by(cast: Cast, noun: str, position: int) -> int | None:
    """The body that "the `noun`" means at `position`: the nearest one called by that noun before.

    "The Harbour movement" makes it the organisation Harbour; "the Harbour resistance movement"
    is a body of its own, and is added. None where the article has no such phrase before; a
    government's seat keeps both its words.
    """
    words = cast.page.words
    for i in range(cast.page.word_at(position) - 1, -1, -1):
        if fold(words[i].text) != noun or words[i].start >= position:
            continue
        if i and cast.places.country(f"{words[i - 1].text} {words[i].text}"):
            continue  # the House is no White House
        around = cast.around(words[i].start)
        named = [
            d for _, end, d in around if cast.drafts[d].kind == "organization" and _heads(cast, words[i], end)
        ]
        if named:
            return named[0]
        left = i
        while (
            left > 0
            and i - left < 5
            and _modifies(words, left - 1)
            and words[left - 1].end + 1 == words[left].start
        ):
            left -= 1
        opened = left > 0 and fold(words[left - 1].text) in ("the", "a", "an")
        opened = opened or words[left].capital
        if not opened or not any(w.capital for w in words[left:i]):
            continue
        whole = [d for _, e, d in cast.within(words[left].start, words[i].start) if e == words[i - 1].end]
        if whole and left == i - 1 and cast.drafts[whole[0]].kind == "organization":
            return whole[0]
        return named_body(cast, words[left].start, words[i].end)
    return None


def _heads(cast: Cast, noun: Word, end: int) -> bool:
    """Whether a noun ends a name, or "of" follows it there: the Congress of the Workers' Congress of Dost."""
    return cast.page.text[noun.end : end].lstrip().split(" ")[0] in ("", "of", "for")


def _modifies(words: Sequence[Word], i: int) -> bool:
    text = words[i].text
    if text == "and":  # "the Justice and Peace Party", not "cars and campaign buses"
        return bool(i) and words[i - 1].capital and words[i + 1].capital
    return text[:1].isalpha() and fold(text) not in DETERMINERS | PREPOSITIONS | STOP


def named_body(cast: Cast, start: int, end: int) -> int:
    """The draft of a body known by a phrase of the text ("Vell campaign"), made if needed."""
    text = " ".join(cast.page.text[start:end].split())
    for i, draft in enumerate(cast.drafts):
        if draft.kind == "organization" and any(fold(n) == fold(text) for n in (draft.name, *draft.names)):
            return i
    draft = Draft("organization")
    draft.noun_classes = {body_nouns()[p] for p in parts(text) if p in body_nouns()}
    if "state" in draft.noun_classes:
        draft.speaks_for = cast.places.country(text)
        if draft.speaks_for:
            cast.country(draft.speaks_for)
    draft.add(Occurrence(start, end, text, "name", "organization"))
    cast.drafts.append(draft)
    return len(cast.drafts) - 1
