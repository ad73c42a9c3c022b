"""Where names stand: the tagger's mentions with their boundaries mended to whole words and names.

A tagger cuts names short ("Dorn" for "Ivo Dorn"), takes titles in, joins two names into one or
takes "Rescue" in "Rescue chief Ivo Dorn" for a body. What is no name by itself is left out; words
written like a name of the article are added, and so are capitals in a row that only a source shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.resolve import boundaries
from onrecord.article.resolve.behind_offices import behind_offices
from onrecord.article.resolve.cast import Occurrence
from onrecord.article.resolve.names import EDGES, PARTICLES, SUFFIXES, bare, clean, general_body, parts
from onrecord.article.resolve.page import Page, Word
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.small_words import PREPOSITIONS, STOP
from onrecord.article.resolve.tables import (
    body_nouns,
    demonyms,
    fold,
    given_names,
    honorifics,
    known_country,
    person_nouns,
    role_words,
    titles,
)
from onrecord.types import Kind, Mention

_PRONOMINAL = frozenset(
    (
        "nobody",
        "no",
        "none",
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "anyone",
        "anybody",
        "some",
        "many",
    )
) | frozenset(
    ("most", "few", "all", "each", "both", "other", "others", "another", "one", "this", "these", "those")
)
# "Hamid bin Idris" in two pieces
_SON_OF = frozenset(("bin", "bint", "binti", "ibn", "ben"))
_COMPOUND = ("-based", "-led", "-backed", "-born", "-owned", "-run", "-area")
_OF_FIRMS = frozenset(("general", "major", "prince", "princess", "king", "queen"))  # "General Docks"
_PARTY = re.compile(r"[DRI][-–][A-Z].{0,12}")
_INITIAL_FIRST = re.compile(r"[A-Z]\.\s?\S")
_INITIALS = re.compile(r"(?:[A-Z][\w’'-]+\s)?(?:[A-Z]\.)*[A-Z]\.?")
_OFFICE_OF = re.compile(
    r"\b(?:minister|president|premier|ambassador|governor|envoy|chairman|head|king|leader)\b[\w\s]{0,40}\bof\s\Z",
    re.IGNORECASE,
)
# a given name cut short to how it sounds: "Sh. Vell", "Ma. Lourdes Vell"
_CUT_SHORT = re.compile(r"(?:[A-Z][\w’'-]+\s)?(?:[BCDFGHJKLMNPQRSTVWXZ][hsz]|[KDT]zh|Y[aeu]|M[ad])\.?")


def spot(page: Page, mentions: Sequence[Mention]) -> list[Occurrence]:
    """The name mentions as occurrences, their boundaries set to whole words."""
    found: list[Occurrence] = []
    called = {page.text[slice(*page.inside(m.span))] for m in mentions if m.form == "name"}
    officials = behind_offices(page)
    bodies = {page.inside(m.span)[0] for m in mentions if m.form == "name" and m.kind != "person"}
    for index, mention in enumerate(mentions):
        if mention.form != "name":
            continue
        if page.furniture(page.inside(mention.span)[0]):
            continue
        words = [w for w in page.between(*page.inside(mention.span)) if "\n" not in w.text]
        if len(words) == 1 and _PARTY.fullmatch(words[0].text):
            continue  # "Ana Vell (R-Dost)"
        while words and (not words[-1].text[:1].isalnum() or words[-1].text in ("'s", "’s")):
            words = words[:-1]
        if words and words[-1].text.endswith(_COMPOUND):
            continue  # "the Port Velm-based group"
        while words and (not words[0].text[:1].isalnum() or fold(words[0].text) in ("the", "a", "an")):
            words = words[1:]
        while len(words) > 1 and words[0].text in body_nouns():
            words = words[1:]  # "daily Courier"
        while len(words) > 1 and fold(words[0].text) in honorifics():
            words = words[2:] if words[1].text == "." else words[1:]
        if not words or not any(w.capital or w.text[:1].isdigit() for w in words):
            continue
        kind = mention.kind
        if official := next(((s, e) for s, e in officials if s < words[-1].end and words[0].start < e), None):
            words, kind = page.between(*official), "person"  # "Secretary of | Health Ana Vell"
        union = boundaries.union(page, words[-1])
        if union is not None:
            words, kind = [*words, union], "organization"
        if mention.demonym:
            if not _acts_as_body(page, words[-1].text):
                continue
            kind = "organization"
        if boundaries.ampersand(page, words):
            kind = "organization"
        if kind == "person":
            words = boundaries.whole(page, words, called, bodies)
        elif kind == "organization" and fold(words[0].text) not in given_names():
            words = boundaries.completed(page, boundaries.stretched(page, words), called)
            lead = page.words[page.word_at(words[0].start) - 1]
            if lead.end + 1 == words[0].start and lead.capital and general_body(lead.text, words[0].text):
                words = [lead, *words]  # "General | Command of the Army"
        text = clean(page.text[words[0].start : words[-1].end])
        if not any(c.isdigit() or Word(0, 0, c).capital for c in text) or _names_nothing(words):
            continue
        one = fold(text).removesuffix("s")
        common = one in titles() or one in person_nouns() or one in body_nouns()
        several = len(words) == 1 and one != fold(text) and common
        small = words[0].text.casefold() in page.written_small and fold(text) not in given_names()
        if (several or (len(words) == 1 and small)) and only_opens(page, words[0].text):
            continue  # "Aides said", "Bakery chain … the bakery": nobody's name
        if len(words) == 1 and body_nouns().get(fold(text), "state") != "state":
            continue  # "the Alliance" names nothing by itself
        if text.split()[0] in ("of", "for", "and", "in"):
            continue
        # what clean() took from the front was a title
        start = page.text.find(text.split()[0], words[0].start, words[-1].end)
        occurrence = Occurrence(max(start, words[0].start), words[-1].end, text, "name", kind, index)
        if kind == "person" and (start := _after_a_country(page, occurrence)) > occurrence.start:
            occurrence = replace(occurrence, start=start, text=clean(page.text[start : occurrence.end]))
        before = found[-1] if found and kind == found[-1].kind == "person" else None
        cut = (
            before and not page.text[before.end : occurrence.start].strip(". ") and _abbreviates(page, before)
        )
        if before and (cut or _leads_on(page, before, occurrence)):
            # "J.K. Oduya" in two pieces
            start = _after_a_country(page, before)
            joined = clean(page.text[start : occurrence.end])
            found[-1] = Occurrence(start, occurrence.end, joined, "name", kind, before.index)
            continue
        if fold(text).strip(".") in titles():
            continue  # "Rear Adm | . Ivo Dorn"
        if len(words) == 1 and kind != "person" and _before_title(page, words[0]):
            continue
        if found and found[-1].end > occurrence.start:
            if kind == found[-1].kind == "person" and found[-1].start <= occurrence.start:
                continue
            found[-1:] = [max(found[-1], occurrence, key=lambda o: o.end - o.start)]
            continue
        found.append(occurrence)
    named = [piece for o in found for piece in _split(page, o, found)]
    unseen = [(s, e) for s, e in officials if not any(o.start < e and s < o.end for o in named)]
    named += [Occurrence(s, e, clean(page.text[s:e]), "name", "person") for s, e in unseen]
    return sorted(named, key=lambda o: o.start) if unseen else named


def _abbreviates(page: Page, o: Occurrence) -> bool:
    """Whether a name is nothing but initials, or a given name that a full stop cuts short."""
    cut = page.text[o.end : o.end + 2] == ". " and _CUT_SHORT.fullmatch(o.text)
    return bool(_INITIALS.fullmatch(o.text) or cut)


def _leads_on(page: Page, o: Occurrence, following: Occurrence) -> bool:
    """Whether a name ends in, or before, a word that leads to the next: "Hamid bin | Idris"."""
    between = page.text[o.end : following.start]
    led = between == " " and parts(o.text)[-1] in PARTICLES
    return led or (between == f" {between.strip()} " and between.strip() in _SON_OF)


def _after_a_country(page: Page, o: Occurrence) -> int:
    """Where a name starts that a country before its initial was taken into: "the minister of Sarmany | B. Orra"."""
    country, _, initial = o.text.partition(" ")
    led = _OFFICE_OF.search(page.text, max(0, o.start - 80), o.start)
    begins = _INITIALS.fullmatch(initial) or _INITIAL_FIRST.match(initial)
    if not led or not begins or fold(country) in given_names():
        return o.start
    return page.text.find(initial, o.start + len(country), o.end)


def _addresses(word: Word) -> bool:
    """Whether a word leads to a person's name: "Governor", "Ms"."""
    key = fold(word.text)
    return key in honorifics() or (key in titles() and key not in _OF_FIRMS)


def _acts_as_body(page: Page, text: str) -> bool:
    """Whether a word tagged as a people's name stands by itself after "the": "the Taro vowed"."""
    if text.endswith("s") or not text[:1].isupper() or fold(text) in demonyms():
        return False
    words = page.words
    for i in page.places_of.get(text, ()):
        after = words[i + 1].text if i + 1 < len(words) else ""
        alone = after in ("'s", "’s", ",", ".", "(", ")") or fold(after) in STOP
        if i and after and fold(words[i - 1].text) == "the" and alone:
            return True
    return False


def _names_nothing(words: Sequence[Word]) -> bool:
    """Whether a stretch holds titles, ranks and nationalities alone: "US President", not "High Court"."""
    body = len(words) > 1 and any(w.capital and fold(w.text) in body_nouns() for w in words)
    return not body and all(map(_no_name, words))


def _before_title(page: Page, word: Word) -> bool:
    """Whether a capital is owed to the sentence alone: "Rescue chief Ana Vell" names no Rescue."""
    i = page.word_at(word.end)
    follows = page.words[i].text if i < len(page.words) else ""
    return follows.islower() and follows in titles() and only_opens(page, word.text)


def only_opens(page: Page, text: str) -> bool:
    """Whether a word is written with a capital at the head of sentences alone."""
    return text not in page.written_inside


def _no_name(word: Word) -> bool:
    """Whether a word is no part of a name by itself: a title, a rank, a nationality."""
    key = fold(word.text)
    return (
        key in role_words()
        or key in titles()
        or key in demonyms()
        or (known_country(word.text) and word.text.isupper())
        or not word.capital
    )


def _split(page: Page, o: Occurrence, all_names: Sequence[Occurrence]) -> list[Occurrence]:
    """ "Velmaran Federation Ivo Dorn" as a country and a person, if Dorn is a name of its own elsewhere."""
    words = page.between(o.start, o.end)
    joint = [k for k, w in enumerate(words) if w.text == "and"]
    if len(joint) == 1 and 0 < joint[0] < len(words) - 1:
        k = joint[0]
        ends = (o.start, words[k - 1].end), (words[k + 1].start, o.end)
        if all(known_country(page.text[low:high]) for low, high in ends):
            return [Occurrence(low, high, clean(page.text[low:high]), "name", o.kind) for low, high in ends]
    for k in range(1, len(words) - 1):
        known = fold(words[k].text) in given_names() and k == len(words) - 2
        alone = any(bare(n.text) and fold(n.text) == fold(words[-1].text) for n in all_names)
        joined = fold(words[k - 1].text) in PREPOSITIONS | {"and", "&", "st"}
        if o.kind != "person" and known and not joined and (k > 1 or alone or known_country(words[0].text)):
            person = clean(page.text[words[k].start : o.end])
            first = clean(page.text[o.start : words[k - 1].end])
            return [
                Occurrence(o.start, words[k - 1].end, first, "name", o.kind, None),
                Occurrence(words[k].start, o.end, person, "name", "person", o.index),
            ]
    return [o]


def missed(page: Page, places: Gazetteer, named: list[Occurrence]) -> list[Occurrence]:
    """Words written like a name of the article that the tagger left out."""
    known: dict[str, Kind] = {}
    for o in named:
        if o.kind == "person" and len(parts(o.text)[-1]) > 2:
            known.setdefault(o.text.split()[-1].strip(EDGES), "person")
        elif o.kind == "organization" and " " not in o.text:
            known.setdefault(o.text, "organization")
    covered = [(o.start, o.end) for o in named]
    position, added = 0, []
    for index in sorted(i for text in known for i in page.places_of.get(text, ())):
        word = page.words[index]
        while position < len(covered) and covered[position][1] <= word.start:
            position += 1
        inside = position < len(covered) and covered[position][0] <= word.start
        if inside or not word.capital or places.look(word.text):
            continue
        if fold(word.text) in titles() or fold(word.text) in body_nouns() or fold(word.text) in SUFFIXES:
            continue
        added.append(Occurrence(word.start, word.end, word.text, "name", known[word.text]))
    return added


def untagged(page: Page, start: int, end: int) -> Occurrence | None:
    """A name in a stretch that no tagger marked: capitals in a row, a known given name first.

    Other capitals in a row are a name of unknown kind ("other"); a lone capital that opens a
    sentence is a name only where the text writes it so elsewhere.
    """
    words = [w for w in page.between(start, end) if w.letters]
    while words and fold(words[0].text) in ("the", "a", "an"):
        words = words[1:]
    run: list[Word] = []
    for word in words:
        if not word.capital or (run and set(",;:()") & set(page.text[run[-1].end : word.start])):
            break  # "Tomas Veld, Association of Small Ports"
        run.append(word)
    if not run or len(run) > 6:
        return None
    lead = next((k for k, word in enumerate(run) if not _addresses(word)), 0)
    # "Governor Nabil al-Hadri", not "Editor's Note"
    titled = 0 < lead < len(run) - 1 and page.text[run[lead - 1].end : run[lead].start] in (" ", ". ")
    run = run[lead:] if titled else run
    key = fold(run[0].text)
    if key in _PRONOMINAL and not (run[0].text.isupper() and len(run[0].text) > 1):
        return None
    opens = page.sentence_bounds(run[0].start)[0] >= run[0].start - 1
    if len(run) == 1 and opens and only_opens(page, run[0].text) and not known_country(run[0].text):
        return None
    common = titles().keys() | body_nouns().keys() | person_nouns().keys() | role_words().keys()
    if all(
        {fold(w.text), fold(w.text).removesuffix("s")} & common or fold(w.text) in demonyms() for w in run
    ):
        return None
    text = clean(page.text[run[0].start : run[-1].end])
    person = len(run) > 1 and (titled or key in given_names())
    return Occurrence(run[0].start, run[-1].end, text, "name", "person" if person else "other")
