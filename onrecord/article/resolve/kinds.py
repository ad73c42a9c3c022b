"""What kind of thing a name is, as the whole article sees it: person, organisation, place or other.

The tagger's own votes are counted over all places where the name stands; a title before it, a
role in apposition, the words "province" or "newspaper" after it weigh more than one vote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.article.resolve import roles
from onrecord.article.resolve.cast import Occurrence
from onrecord.article.resolve.names import bare, general_body, parts
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.small_words import LOCATIVE
from onrecord.article.resolve.tables import (
    body_nouns,
    fold,
    given_names,
    honorifics,
    is_outlet,
    person_nouns,
    role_words,
    titles,
)
from onrecord.types import Kind

# a body can be a leader, an owner or a member; these only people are
_PERSONAL = frozenset(
    title.office
    for title in titles().values()
    if title.speaks == "state"
    or title.gender
    or title.office in ("head", "director", "governor", "mayor", "judge")
) - frozenset(("leader", "commander", "representative", "official", "monarch"))
_INITIALS = re.compile(r"(?:[A-Z]\.[\s-]?){1,3}")
_REGIONAL = frozenset(("asian", "african", "european", "latin american", "arab", "western", "central asian"))
PLACE_NOUNS = frozenset(
    (
        "province",
        "valley",
        "region",
        "district",
        "city",
        "town",
        "village",
        "river",
        "island",
        "county",
        "airport",
    )
) | frozenset(
    (
        "state",
        "border",
        "peninsula",
        "governorate",
        "prefecture",
        "oblast",
        "port",
        "street",
        "bridge",
        "square",
        "stadium",
        "park",
        "bay",
        "lake",
        "sea",
        "strait",
        "hill",
        "beach",
        "road",
        "mountains",
    )
)


def settle_kinds(page: Page, places: Gazetteer, named: list[Occurrence]) -> list[Occurrence]:
    """The kind of each name as the whole article sees it: a title before it makes a person."""
    votes: dict[str, Counter[Kind]] = {}
    # capitals throughout tell a tagger less: the label ORRA is the Orra of the next line
    written = {(fold(o.text), o.kind) for o in named if not o.text.isupper()}
    surnames = {parts(o.text)[-1] for o in named if o.kind == "person" and not bare(o.text)}
    opens = {parts(o.text)[0] for o in named if o.kind == "organization" and " " in o.text}
    for o in named:
        tally = votes.setdefault(fold(o.text), Counter())
        tally[o.kind] += 1
        if titled(page, o) and places.look(o.text) is None:
            tally["person"] += 3
        short = o.kind == "person" and fold(o.text) in opens and fold(o.text) not in surnames
        if short and fold(o.text) not in given_names() and not titled(page, o):
            tally["organization"] += 2  # "Marlin" beside "Marlin Shipping"
        if o.kind == "organization" and _like_a_person(o.text):
            tally["person"] += 2
        if o.kind != "person" and _by_initials(places, o.text):
            tally["person"] += 2
        if o.kind == "place" and _like_a_person(o.text) and _between_commas(page, o):
            tally["person"] += 2
        if " " not in o.text and fold(o.text) in surnames:
            tally["person"] += 2
        if o.kind != "person" and _apposed(page, places, o):
            tally["person"] += 3
        if o.kind == "person" and " " in o.text and _where_people_are(page, o):
            tally["organization"] += 3
        told = _surroundings(page, o)
        if told == "organization" and fold(o.text) in surnames and is_outlet(o.text):
            told = None  # Michael Bloomberg is no news agency
        if told:
            tally[told] += 3
    full = {p for o in named if o.kind == "person" and not bare(o.text) for p in parts(o.text)}
    line = page.article.dateline
    dateline = fold(line.place) if line and line.place else None
    settled = []
    for o in named:
        tally = votes[fold(o.text)]
        kind = max(tally, key=lambda k: (tally[k], (fold(o.text), k) in written, k == o.kind))
        placed = fold(o.text) == dateline or (places.look(o.text) and not titled(page, o))
        if kind == "person" and placed and fold(o.text) not in full:
            kind = "place"
        elif kind == "place" and places.look(o.text) is None and set(parts(o.text)) & set(body_nouns()):
            kind = "organization"
        settled.append(Occurrence(o.start, o.end, o.text, "name", kind, o.index))
    return settled


def _where_people_are(page: Page, o: Occurrence) -> bool:
    """Whether people are said to be at it: "workers at Harbour Steel", not "looked at Ana Vell"."""
    i = page.word_at(o.start)
    before = [fold(word.text) for word in page.words[max(0, i - 2) : i]]
    if before[1:] != ["at"]:
        return False
    people = titles().keys() | person_nouns().keys() | {"people", "staff", "job", "strike", "work"}
    return bool({before[0], before[0].removesuffix("s")} & people)


def _like_a_person(text: str) -> bool:
    """Whether two capitalised words start with a given name and do not end in a body noun."""
    words = text.split()
    plain = len(words) == 2 and words[1][:1].isupper() and fold(words[1]) not in body_nouns()
    return plain and fold(words[0]) in given_names()


def _by_initials(places: Gazetteer, text: str) -> bool:
    """Whether a name is written as a person's is cut short: "N. Vell", not "U.S. Steel"."""
    lead, _, last = text.rpartition(" ")
    plain = _INITIALS.fullmatch(lead) and last[:1].isupper() and fold(last) not in body_nouns()
    return bool(plain) and places.look(lead) is None and not is_outlet(text)


def _between_commas(page: Page, o: Occurrence) -> bool:
    return page.text.endswith(", ", 0, o.start) and page.text[o.end : o.end + 1] == ","


def _apposed(page: Page, places: Gazetteer, o: Occurrence) -> bool:
    """Whether a title in apposition shows that a name of several words is a person's."""
    words = parts(o.text)
    if not 2 <= len(words) <= 5 or set(words) & set(body_nouns()) or is_outlet(o.text):
        return False
    if places.country(o.text) or not o.text[:1].isupper():
        return False
    i = page.word_at(o.start) - 1
    last = fold(page.words[i].text) if i >= 0 else ""
    # "head of ship builder Harbour Line": only a comma or the title itself right before counts
    lead = roles.before(page, places, o.start, o.end) if last == "," or last in titles() else []
    around = [*lead, *roles.after(page, places, o.end, ())]
    return any(role.office in _PERSONAL for role in around)


def _surroundings(page: Page, o: Occurrence) -> Kind | None:
    """What the words next to a single-word name tell: "in X province", "X newspaper"."""
    i, j = page.word_at(o.start), page.word_at(o.end)
    after = page.words[j].text if j < len(page.words) else ""
    before = fold(page.words[i - 1].text) if i else ""
    named_so = fold(o.text).split()[-1] in PLACE_NOUNS
    # Gideon Park is a person, but not "in Gideon Park"
    named_so = named_so and not (o.kind == "person" and " " in o.text and before not in LOCATIVE)
    if after in PLACE_NOUNS or named_so or (" " not in o.text and before in ("in", "near", "across")):
        return "place"
    if after == "news" or body_nouns().get(after) == "media" or is_outlet(o.text):
        return "organization"
    if " " not in o.text and i and page.words[i - 1].text in body_nouns():
        return "organization"
    return None


def titled(page: Page, o: Occurrence) -> bool:
    """Whether a title or a form of address stands right before a name."""
    i = page.word_at(o.start) - 1
    if i > 0 and page.words[i].text == ".":
        i -= 1
    if i < 0 or page.words[i].end + 2 < o.start:
        return False
    word = fold(page.words[i].text)
    title = titles().get(word)
    if general_body(word, parts(o.text)[0]):
        return False
    return word in honorifics() or bool(title and (title.speaks == "state" or page.words[i].capital))


def may_be_place(page: Page, o: Occurrence, named: Sequence[Occurrence]) -> bool:
    """Whether a single word can be a country's name; a person's only where nothing else makes it one."""
    if o.kind != "person":
        return True
    alone = not any(fold(o.text) in parts(n.text) for n in named if " " in n.text)
    return alone and len(o.text) > 4 and not any(titled(page, n) for n in named if n.text == o.text)


def nationality(page: Page, o: Occurrence, named: Sequence[Occurrence]) -> bool:
    """Whether a word is an adjective of a country that the article does not name: "the Ketrian navy"."""
    if " " in o.text or o.kind == "person" or not o.text.endswith(("an", "ese", "ish")):
        return False
    after = [
        page.words[page.word_at(n.end)].text
        for n in named
        if n.text == o.text and n.end < page.words[-1].start
    ]
    tell = set(body_nouns()) | set(role_words()) | set(titles()) | {"navy", "coast"}
    return bool(after) and all(w.islower() for w in after) and any(w in tell for w in after)


def adjective(places: Gazetteer, occurrence: Occurrence) -> bool:
    """Whether a name is the people of a country or region: an adjective, nobody by name."""
    seen = places.look(occurrence.text)
    return bool(seen and seen[0] == "demonym") or fold(occurrence.text) in _REGIONAL


def only_in_capitals(page: Page, o: Occurrence, named: Sequence[Occurrence]) -> bool:
    """Whether a name stands in a headline written All in Capitals and nowhere else in the article."""
    low, high = page.sentence_bounds(o.start)
    words = [w for w in page.between(low, high) if w.letters and len(w.text) > 3]
    if page.text[low:high].rstrip()[-1:] in (".", "!", "?", "…", "”", '"') or "\n" not in page.text[low:]:
        return False
    if len(words) < 4 or sum(w.capital for w in words) < 0.75 * len(words):
        return False
    return not any(n.text == o.text and not low <= n.start < high for n in named)
