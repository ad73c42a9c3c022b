"""The persons and bodies of one article, from its name mentions: `cast(page, mentions)`.

In this order: names are cleaned and their kind checked against the words around them; countries,
people and organisations are clustered; role phrases find their holders; each person's
`speaks_for` is read from the roles. Names that the tagger missed are added where the article
names the same person or body elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from onrecord.article.resolve import bodies, holders, people, roles
from onrecord.article.resolve.cast import Cast, Draft, Occurrence
from onrecord.article.resolve.names import EDGES, bare, clean, parts
from onrecord.article.resolve.page import Page, Word
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.roles import PREPOSITIONS, STOP, RoleFound
from onrecord.article.resolve.tables import (
    body_nouns,
    countries,
    fold,
    given_names,
    honorifics,
    outlet_names,
    person_nouns,
    role_words,
    titles,
)
from onrecord.types import Kind, Mention

# offices that parties and companies have too; a minister before whom a party stands is not theirs
_FOR_BODIES = frozenset(
    (
        "spokesperson",
        "representative",
        "leader",
        "official",
        "secretary",
        "envoy",
        "negotiator",
        "commander",
        "president",
    )
) | frozenset(("vice president",))
# a body can be a leader, an owner or a member; these only people are
_PERSONAL = frozenset(
    title.office
    for title in titles().values()
    if title.speaks == "state"
    or title.gender
    or title.office in ("head", "director", "governor", "mayor", "judge")
) - frozenset(("leader", "commander", "representative", "official", "monarch"))
_REGIONAL = frozenset(("asian", "african", "european", "latin american", "arab", "western", "central asian"))
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
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]\.?")
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


def cast(page: Page, mentions: Sequence[Mention]) -> Cast:
    """Everybody whom the article names or calls by a lasting role."""
    named = _names(page, mentions)
    places = Gazetteer(page, [o.text for o in named if " " not in o.text and _may_be_place(page, o, named)])
    named = [o for o in named if not _nationality(page, o, named)]
    named = [o for o in named if not _adjective(places, o) and not _capitalised_line(page, o, named)]
    named = _kinds(page, places, named)
    named = sorted({*named, *_missed(page, places, named)})
    result = Cast(page, places)
    rest = bodies.gather_countries(result, [o for o in named if o.kind != "person"])
    people.gather(result, [o for o in named if o.kind == "person"])
    bodies.gather(result, [o for o in rest if o.kind == "organization"])
    for occurrence in rest:
        if occurrence.kind in ("place", "other"):
            result.spare[occurrence.start, occurrence.end] = occurrence
    result.settle()
    taken = [(r.start, r.end) for draft in result.drafts for r in draft.roles]
    holders.link_phrases(result, taken)
    for draft in list(result.drafts):
        if draft.kind == "person":
            draft.speaks_for = next(
                (whom for role in draft.roles if (whom := speaks_for(result, role, draft))), None
            )
    for draft in list(result.drafts):
        if draft.speaks_for and result.places.look(draft.speaks_for):
            result.country(draft.speaks_for)
    result.settle()
    return result


def _may_be_place(page: Page, o: Occurrence, named: Sequence[Occurrence]) -> bool:
    """Whether a single word can be a country's name; a person's only where nothing else makes it one."""
    if o.kind != "person":
        return True
    alone = not any(fold(o.text) in parts(n.text) for n in named if " " in n.text)
    return alone and len(o.text) > 4 and not any(_titled(page, n) for n in named if n.text == o.text)


def _nationality(page: Page, o: Occurrence, named: Sequence[Occurrence]) -> bool:
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


def _names(page: Page, mentions: Sequence[Mention]) -> list[Occurrence]:
    """The name mentions as occurrences, their boundaries set to whole words."""
    found: list[Occurrence] = []
    called = {page.text[slice(*page.inside(m.span))] for m in mentions if m.form == "name"}
    for index, mention in enumerate(mentions):
        if mention.form != "name":
            continue
        if page.furniture(page.inside(mention.span)[0]):
            continue
        words = [w for w in page.between(*page.inside(mention.span)) if "\n" not in w.text]
        while words and (not words[-1].text[:1].isalnum() or words[-1].text in ("'s", "’s")):
            words = words[:-1]
        while words and (not words[0].text[:1].isalnum() or fold(words[0].text) in ("the", "a", "an")):
            words = words[1:]
        while len(words) > 1 and fold(words[0].text) in honorifics():
            words = words[2:] if words[1].text == "." else words[1:]
        if not words or not any(w.capital or w.text[:1].isdigit() for w in words):
            continue
        kind = mention.kind
        if mention.demonym:
            if not _acts_as_body(page, words[-1].text):
                continue
            kind = "organization"
        if kind == "person":
            words = _whole(page, words)
        elif kind == "organization" and fold(words[0].text) not in given_names():
            words = _completed(page, _stretched(page, words), called)
        text = clean(page.text[words[0].start : words[-1].end])
        if not any(c.isupper() or c.isdigit() for c in text) or _names_nothing(words):
            continue
        if len(words) == 1 and body_nouns().get(fold(text), "state") != "state":
            continue  # "the Alliance" names nothing by itself
        if text.split()[0] in ("of", "for", "and", "in"):
            continue
        # what clean() took from the front was a title
        start = page.text.find(text.split()[0], words[0].start, words[-1].end)
        occurrence = Occurrence(max(start, words[0].start), words[-1].end, text, "name", kind, index)
        before = found[-1] if found else None
        parted = before is not None and page.text[before.end : occurrence.start].strip(". ") == ""
        if before and parted and kind == before.kind == "person" and _INITIALS.fullmatch(before.text):
            # "J.K. Oduya" in two pieces
            joined = clean(page.text[before.start : occurrence.end])
            found[-1] = Occurrence(before.start, occurrence.end, joined, "name", kind, before.index)
            continue
        if len(words) == 1 and kind != "person" and _before_title(page, words[0]):
            continue
        if found and found[-1].end > occurrence.start:
            if kind == found[-1].kind == "person" and found[-1].start <= occurrence.start:
                continue
            found[-1:] = [max(found[-1], occurrence, key=lambda o: o.end - o.start)]
            continue
        found.append(occurrence)
    return [piece for o in found for piece in _split(page, o, found)]


def _acts_as_body(page: Page, text: str) -> bool:
    """Whether a word tagged as a people's name stands by itself after "the": "the Taro vowed"."""
    if text.endswith("s") or not text[:1].isupper() or fold(text) in _demonyms():
        return False
    words = page.words
    for i, word in enumerate(words[:-1]):
        after = words[i + 1].text
        alone = after in ("'s", "’s", ",", ".", "(", ")") or fold(after) in STOP
        if i and word.text == text and fold(words[i - 1].text) == "the" and alone:
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
    return follows.islower() and follows in titles() and _only_opens(page, word.text)


def _only_opens(page: Page, text: str) -> bool:
    """Whether a word is written with a capital at the head of sentences alone."""
    return not any(w.text == text and page.sentence_bounds(w.start)[0] < w.start - 1 for w in page.words)


def _no_name(word: Word) -> bool:
    """Whether a word is no part of a name by itself: a title, a rank, a nationality."""
    key = fold(word.text)
    return (
        key in role_words()
        or key in titles()
        or key in _demonyms()
        or (_known_country(word.text) and word.text.isupper())
        or not word.capital
    )


def _whole(page: Page, words: list[Word]) -> list[Word]:
    """A person's name with the parts that the tagger cut off: given name before, surname after."""
    i = page.word_at(words[0].start) - 1
    low = page.sentence_bounds(words[0].start)[0]
    while i >= 0 and len(words) < 5 and page.words[i].start >= low and _part_of_name(page, i, words[0].start):
        words = [page.words[i], *words]
        i -= 1
    j = page.word_at(words[-1].end)
    if len(words) == 1 and fold(words[0].text) in given_names() and j < len(page.words):
        word = page.words[j]
        plain = fold(word.text) not in titles() and fold(word.text) not in STOP
        if word.capital and word.letters and plain and page.text[words[-1].end : word.start] == " ":
            words = [*words, word]
    return words


def _completed(page: Page, words: list[Word], called: set[str]) -> list[Word]:
    """A body's name with its next word, where the article elsewhere names it so in full."""
    j = page.word_at(words[-1].end)
    if j == len(page.words) or not page.words[j].capital:
        return words
    if page.text[words[0].start : page.words[j].end] in called:
        return [*words, page.words[j]]
    return words


def _stretched(page: Page, words: list[Word]) -> list[Word]:
    """An organisation's name with the capitals that the tagger cut off, without small words at its end."""
    while len(words) > 1 and words[-1].text.islower():
        words = words[:-1]
    i = page.word_at(words[0].start) - 1
    low = page.sentence_bounds(words[0].start)[0]
    while i >= 0 and len(words) < 8 and page.words[i].start > low:
        word = page.words[i]
        key = fold(word.text)
        plain = (
            key not in titles()
            and key not in STOP
            and key not in role_words()
            and not _known_country(word.text)
        )
        if not (
            word.capital and plain and key not in _demonyms() and page.text[word.end : words[0].start] == " "
        ):
            break
        words = [word, *words]
        i -= 1
    return words


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(fold(word) for country in countries() for word in country.demonyms)


def _part_of_name(page: Page, i: int, following: int) -> bool:
    word = page.words[i]
    if re.fullmatch(r"(?:[A-Z]\.){2,}", word.text):
        return page.text[word.end : following] == " "
    if page.text[word.end : following] != " " or not word.capital:
        return False
    key = fold(word.text)
    if key in given_names():
        return True
    # Justice Meenal Rao: what stands between a title and a surname is a given name
    before = fold(page.words[i - 1].text) if i else ""
    titled = before in titles() or before in honorifics()
    return (
        titled and key not in titles().keys() | role_words().keys() | STOP and not _known_country(word.text)
    )


def _split(page: Page, o: Occurrence, all_names: Sequence[Occurrence]) -> list[Occurrence]:
    """ "Velmaran Federation Ivo Dorn" as a country and a person, if Dorn is a name of its own elsewhere."""
    words = page.between(o.start, o.end)
    joint = [k for k, w in enumerate(words) if w.text == "and"]
    if len(joint) == 1 and 0 < joint[0] < len(words) - 1:
        k = joint[0]
        ends = (o.start, words[k - 1].end), (words[k + 1].start, o.end)
        if all(_known_country(page.text[low:high]) for low, high in ends):
            return [Occurrence(low, high, clean(page.text[low:high]), "name", o.kind) for low, high in ends]
    for k in range(1, len(words) - 1):
        known = fold(words[k].text) in given_names() and k == len(words) - 2
        alone = any(bare(n.text) and fold(n.text) == fold(words[-1].text) for n in all_names)
        joined = fold(words[k - 1].text) in PREPOSITIONS | {"and", "&", "st"}
        if o.kind != "person" and known and not joined and (k > 1 or alone or _known_country(words[0].text)):
            person = clean(page.text[words[k].start : o.end])
            first = clean(page.text[o.start : words[k - 1].end])
            return [
                Occurrence(o.start, words[k - 1].end, first, "name", o.kind, None),
                Occurrence(words[k].start, o.end, person, "name", "person", o.index),
            ]
    return [o]


def _known_country(text: str) -> bool:
    return fold(text) in _country_names()


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    return frozenset(fold(form) for country in countries() for form in (country.name, *country.aliases))


def _adjective(places: Gazetteer, occurrence: Occurrence) -> bool:
    seen = places.look(occurrence.text)
    return bool(seen and seen[0] == "demonym") or fold(occurrence.text) in _REGIONAL


def _capitalised_line(page: Page, o: Occurrence, named: Sequence[Occurrence]) -> bool:
    """Whether a name stands in a headline written All in Capitals and nowhere else in the article."""
    low, high = page.sentence_bounds(o.start)
    words = [w for w in page.between(low, high) if w.letters and len(w.text) > 3]
    if page.text[low:high].rstrip()[-1:] in (".", "!", "?", "…", "”", '"') or "\n" not in page.text[low:]:
        return False
    if len(words) < 4 or sum(w.capital for w in words) < 0.75 * len(words):
        return False
    return not any(n.text == o.text and not low <= n.start < high for n in named)


def _kinds(page: Page, places: Gazetteer, named: list[Occurrence]) -> list[Occurrence]:
    """The kind of each name as the whole article sees it: a title before it makes a person."""
    votes: dict[str, Counter[Kind]] = {}
    surnames = {parts(o.text)[-1] for o in named if o.kind == "person" and not bare(o.text)}
    for o in named:
        tally = votes.setdefault(fold(o.text), Counter())
        tally[o.kind] += 1
        if _titled(page, o) and places.look(o.text) is None:
            tally["person"] += 3
        if o.kind == "organization" and _like_a_person(o.text):
            tally["person"] += 2
        if " " not in o.text and fold(o.text) in surnames:
            tally["person"] += 2
        if o.kind != "person" and _apposed(page, places, o):
            tally["person"] += 3
        told = _surroundings(page, o)
        if told:
            tally[told] += 3
    full = {p for o in named if o.kind == "person" and not bare(o.text) for p in parts(o.text)}
    settled = []
    for o in named:
        tally = votes[fold(o.text)]
        kind = max(tally, key=lambda k: (tally[k], k == o.kind))
        if places.look(o.text) and kind == "person" and fold(o.text) not in full and not _titled(page, o):
            kind = "place"
        elif kind == "place" and places.look(o.text) is None and set(parts(o.text)) & set(body_nouns()):
            kind = "organization"
        settled.append(Occurrence(o.start, o.end, o.text, "name", kind, o.index))
    return settled


def _like_a_person(text: str) -> bool:
    """Whether two capitalised words start with a given name and do not end in a body noun."""
    words = text.split()
    plain = len(words) == 2 and words[1][:1].isupper() and fold(words[1]) not in body_nouns()
    return plain and fold(words[0]) in given_names()


def _apposed(page: Page, places: Gazetteer, o: Occurrence) -> bool:
    """Whether a title in apposition shows that a name of several words is a person's."""
    words = parts(o.text)
    if not 2 <= len(words) <= 5 or set(words) & set(body_nouns()) or fold(o.text) in outlet_names():
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
    if (
        after in PLACE_NOUNS
        or fold(o.text).split()[-1] in PLACE_NOUNS
        or (" " not in o.text and before in ("in", "near", "across"))
    ):
        return "place"
    if after == "news" or body_nouns().get(after) == "media" or fold(o.text) in outlet_names():
        return "organization"
    if " " not in o.text and i and page.words[i - 1].text in body_nouns():
        return "organization"
    return None


def _titled(page: Page, o: Occurrence) -> bool:
    i = page.word_at(o.start) - 1
    if i > 0 and page.words[i].text == ".":
        i -= 1
    if i < 0 or page.words[i].end + 2 < o.start:
        return False
    word = fold(page.words[i].text)
    title = titles().get(word)
    return word in honorifics() or bool(title and (title.speaks == "state" or page.words[i].capital))


def _missed(page: Page, places: Gazetteer, named: list[Occurrence]) -> list[Occurrence]:
    """Words written like a name of the article that the tagger left out."""
    known: dict[str, Kind] = {}
    for o in named:
        if o.kind == "person" and len(parts(o.text)[-1]) > 2:
            known.setdefault(o.text.split()[-1].strip(EDGES), "person")
        elif o.kind == "organization" and " " not in o.text:
            known.setdefault(o.text, "organization")
    covered = [(o.start, o.end) for o in named]
    position, added = 0, []
    for word in page.words:
        while position < len(covered) and covered[position][1] <= word.start:
            position += 1
        inside = position < len(covered) and covered[position][0] <= word.start
        if inside or word.text not in known or not word.capital or places.look(word.text):
            continue
        if fold(word.text) in titles() or fold(word.text) in body_nouns():
            continue
        added.append(Occurrence(word.start, word.end, word.text, "name", known[word.text]))
    return added


def speaks_for(cast: Cast, role: RoleFound, draft: Draft | None = None) -> str | None:
    """The country or body for which the holder of `role` speaks, as far as the role tells."""
    if not role.speaks or role.past:
        return None
    body = role.body or ""
    seen = cast.places.look(body) if body else None
    if seen and seen[0] != "capital":
        return seen[1]
    organisation = _organisation(cast, role, draft)
    if organisation is not None and (
        role.speaks == "body" or role.office in _FOR_BODIES or _is_state(cast, organisation)
    ):
        state = cast.drafts[organisation].speaks_for
        own = "state" in cast.drafts[organisation].noun_classes
        if own and (state or (role.speaks == "state" and role.country)):
            return state or role.country
        return cast.drafts[organisation].name
    if role.speaks == "state" and role.country:
        return role.country
    noun = fold(body)
    if noun in body_nouns():
        meant = bodies.meant_by(cast, noun, role.start)
        return cast.drafts[meant].speaks_for or cast.drafts[meant].name if meant is not None else None
    if role.possessor:
        for other in cast.drafts:
            if (
                other is not draft
                and other.kind == "person"
                and any(set(parts(name)) <= set(parts(role.possessor)) for name in other.names)
            ):
                return next((whom for r in other.roles if (whom := speaks_for(cast, r, other))), None)
    return None


def _is_state(cast: Cast, draft: int) -> bool:
    return "state" in cast.drafts[draft].noun_classes


def _organisation(cast: Cast, role: RoleFound, draft: Draft | None) -> int | None:
    for i, other in enumerate(cast.drafts):
        if other is draft or other.kind != "organization":
            continue
        if any(role.start <= o.start and o.end <= role.end for o in other.occurrences):
            return i
    return None


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
        if not word.capital:
            break
        run.append(word)
    if not run or len(run) > 6:
        return None
    key = fold(run[0].text)
    if key in _PRONOMINAL:
        return None
    opens = page.sentence_bounds(run[0].start)[0] >= run[0].start - 1
    if (
        len(run) == 1
        and opens
        and not any(
            w.text == run[0].text and page.sentence_bounds(w.start)[0] < w.start - 1 for w in page.words
        )
    ):
        return None
    common = titles().keys() | body_nouns().keys() | person_nouns().keys() | role_words().keys()
    if all(fold(word.text) in common for word in run):
        return None
    text = clean(page.text[run[0].start : run[-1].end])
    person = len(run) > 1 and key in given_names()
    return Occurrence(run[0].start, run[-1].end, text, "name", "person" if person else "other")
