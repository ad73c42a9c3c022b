"""Role phrases: "Kremlin spokesman", "the head of ship builder X", "special envoy to Y of Z's ministry".

A phrase is read around its head, a word of the table of titles: ranks and portfolios stand left
of it, the body left ("Harbour Union chief") or after "of", "for", "at" ("chief of the Harbour
Union"). Around a name it stands before ("spokesman Ana Vell", "the minister, Ana Vell,") or after
("Ana Vell, the minister,"). What a phrase says about whom its holder speaks for is read here too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.article.resolve.page import Page, Word
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.tables import Title, body_nouns, fold, honorifics, role_words, titles

BODY_PREPOSITIONS = frozenset(("of", "for", "at", "in", "from", "with", "on"))
PREPOSITIONS = BODY_PREPOSITIONS | {"to"}
DETERMINERS = frozenset(
    ("the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "another", "one")
)
STOP = frozenset(
    (
        "said",
        "says",
        "say",
        "told",
        "tells",
        "added",
        "adds",
        "by",
        "after",
        "before",
        "when",
        "while",
        "as",
        "but",
        "or",
        "if",
        "who",
        "which",
        "whom",
        "whose",
        "that",
        "is",
        "was",
        "were",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "not",
        "no",
        "than",
        "because",
        "although",
        "though",
        "since",
        "until",
        "according",
        "quoted",
        "asked",
        "called",
        "met",
        "also",
        "then",
        "under",
        "over",
        "against",
        "between",
        "like",
        "near",
        "including",
        "without",
        "alongside",
        "behind",
        "about",
    )
)
# "the nominee with his rival Ana Vell": what stands before the possessive is another's
_MEANS = PREPOSITIONS | {"through", "via", "along", "during", "despite", "unlike"}
_HIS = frozenset(("his", "her", "their", "my", "our"))
_REACH = 26
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IN_YEAR = re.compile(r"\b(?:in|of)\s((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class RoleFound:
    """One role phrase on the page: `title` in words, `body` as written, and what they imply.

    `office` and `words` (portfolios) are for comparison, `country` is named by the phrase;
    `speaks` is "state", "body" or ""; `past` marks "former". `start`, `end` are its evidence.
    """

    title: str
    office: str
    words: frozenset[str]
    body: str | None
    country: str | None
    speaks: str
    gender: str
    past: bool
    start: int
    end: int
    also: frozenset[str] = frozenset()
    unique: bool = False
    possessor: str | None = None


def before(
    page: Page, places: Gazetteer, start: int, end: int, names: Sequence[tuple[int, int]] = ()
) -> list[RoleFound]:
    """The role phrases that lead up to the name at `start`, joined by "and" where several.

    `names` are the person names of the page: "Ana Vell and minister Ivo Dorn" are two people.
    """
    i = page.word_at(start) - 1
    while i > 0 and (fold(page.words[i].text) in honorifics() or page.words[i].text == "."):
        if page.words[i].text == "." and fold(page.words[i - 1].text) not in honorifics():
            break
        i -= 1  # the minister, Mr Vell
    after = page.word_at(end)
    if i >= 0 and page.words[i].text == ",":
        closing = page.words[after].text if after < len(page.words) else "."
        if closing not in (",", ".", ";", ")", "—", "–", "who"):
            return []
        i -= 1
    elif i >= 0 and fold(page.words[i].text) in PREPOSITIONS | STOP | {"and", "or"}:
        return []  # the head of X and Ana Vell: the role is another's
    chain: list[Word] = []
    low = page.sentence_bounds(start)[0]
    while i >= 0 and len(chain) < _REACH and page.words[i].start >= low:
        word = page.words[i]
        if word.text == "." and i and fold(page.words[i - 1].text) in titles() | honorifics():
            i -= 1
            continue
        if (
            not _continues(word)
            or fold(word.text) in _HIS
            or (fold(word.text) == "and" and _ends_name(page, i - 1, names))
        ):
            break
        chain.insert(0, word)
        i -= 1
    return [_of_its_year(page, role) for role in read_all(page, places, _own(chain))]


def _of_its_year(page: Page, role: RoleFound) -> RoleFound:
    """A candidate's role as past where its sentence tells of an earlier year than the article's last."""
    if role.office != "candidate" or role.past:
        return role
    told = _IN_YEAR.findall(page.text[slice(*page.sentence_bounds(role.start))])
    return replace(role, past=True) if told and max(told) < max(_YEAR.findall(page.text)) else role


def _own(chain: list[Word]) -> list[Word]:
    """A chain before a name without the title of another: "an aide to Senator | Vell" is not Vell's."""
    for k in range(len(chain) - 1, -1, -1):
        key, rest = fold(chain[k].text), chain[k + 1 :]
        if key not in PREPOSITIONS or not rest:
            continue
        size = next((n for n in (3, 2, 1) if " ".join(fold(w.text) for w in rest[-n:]) in titles()), 0)
        lead = rest[: len(rest) - size]
        plain = all(fold(w.text) in role_words() and fold(w.text) not in DETERMINERS for w in lead)
        return rest if size and (plain or key != "of") else chain
    return chain


def after(page: Page, places: Gazetteer, end: int, names: Sequence[tuple[int, int]]) -> list[RoleFound]:
    """The role phrases in apposition to the name that ends at `end`.

    `names` are the person names of the page: a phrase that leads straight to another name is
    that one's ("Ana Vell, Foreign Minister Ivo Dorn and …").
    """
    words, i = page.words, page.word_at(end)
    limit = page.sentence_bounds(max(0, end - 1))[1]
    if i < len(words) and words[i].text == "(":
        while i < len(words) and words[i].text != ")" and words[i].start < end + 40:
            i += 1
        i += 1
    if i + 1 < len(words) and words[i].text == "," and words[i + 1].text[:1].isdigit():
        i += 2
    if i + 1 >= len(words) or words[i].text not in (",", "–", "—", "-"):
        return []
    if fold(words[i + 1].text) in _MEANS:
        return []  # "Vell, through a spokeswoman,"
    chain: list[Word] = []
    i += 1
    while i < len(words) and len(chain) < _REACH and words[i].start < limit and _continues(words[i]):
        chain.append(words[i])
        i += 1
    closing = words[i].text if i < len(words) else "."
    taken = bool(chain) and any(s <= chain[-1].start < e for s, e in names)
    if not chain or (
        closing not in (",", ".", ";", "—", "–", "(", ":") and fold(closing) not in ("who", "which")
    ):
        return []
    if chain[0].text.endswith("ing") and fold(chain[0].text) not in role_words():
        return []  # "Vell, standing beside the minister,"
    found = read_all(page, places, chain, loose=fold(chain[0].text) in ("a", "an", "the"), first=True)
    if found and taken and not any(fold(w.text) in PREPOSITIONS for w in chain):
        return []
    return found


def _ends_name(page: Page, i: int, names: Sequence[tuple[int, int]]) -> bool:
    return i >= 0 and any(end == page.words[i].end for _, end in names)


def _continues(word: Word) -> bool:
    if word.text in ("'s", "’s", "&", "-", "/"):
        return True
    return (word.letters or word.text[:1].isdigit()) and fold(word.text) not in STOP


def _head(words: Sequence[Word], i: int) -> tuple[Title, int] | None:
    """The longest title that starts at word `i`, and how many words it has."""
    for size in (3, 2, 1):
        key = " ".join(fold(word.text) for word in words[i : i + size])
        if len(words) - i >= size and key in titles():
            return titles()[key], size
    plural = fold(words[i].text)
    if plural.endswith("s") and plural[:-1] in titles():
        return titles()[plural[:-1]], 1
    return None


def read_all(
    page: Page, places: Gazetteer, chain: Sequence[Word], loose: bool = False, first: bool = False
) -> list[RoleFound]:
    """The role phrase of `chain` and those that "and" joins to it: "envoy to X and head of Y"."""
    found: list[RoleFound] = []
    rest = list(chain)
    while rest and len(found) < 4:
        role = read(page, places, rest, loose, first)
        if role is None:
            break
        found.append(role)
        rest = [word for word in rest if word.start >= role.end]
        if not rest or fold(rest[0].text) != "and":
            break
        rest, loose = rest[1:], False
    return found


def read(
    page: Page, places: Gazetteer, chain: Sequence[Word], loose: bool = False, first: bool = False
) -> RoleFound | None:
    """The role phrase that `chain` ends with or consists of, or None.

    `loose` accepts an occupation that no table knows ("a lamplighter from Dost"); with `first` the
    title stands before any preposition ("a friend of the minister" is no minister).
    """
    start = 0
    for i, word in enumerate(chain):
        # Ana Vell's adviser: what stands before a possessive is the body of the title after it
        if word.text in ("'s", "’s") and not any(fold(w.text) in PREPOSITIONS for w in chain[start:i]):
            start = i + 1
    for i in range(start, len(chain)):
        if first and i > start and fold(chain[i - 1].text) in PREPOSITIONS:
            break
        head = _head(chain, i)
        if head is None or not _stands(chain, i + head[1]):
            continue
        if head[0].title in role_words() and i + 1 < len(chain) and _head(chain, i + 1):
            continue  # deputy chairman: the rank of the title after it
        return _build(page, places, chain, i, head=head, floor=start)
    if loose and len(chain) > 1:
        stop = next((i for i, w in enumerate(chain) if fold(w.text) in PREPOSITIONS), len(chain))
        plain = [w for w in chain[1:stop] if w.text.islower()]
        if 0 < len(plain) <= 4 and plain[-1] == chain[stop - 1]:
            # whatever occupation it is, nobody speaks for a body by it
            title = Title(fold(plain[-1].text), fold(plain[-1].text), "", "", False, frozenset())
            return _build(page, places, chain, stop - 1, head=(title, 1), floor=0)
    return None


def _stands(chain: Sequence[Word], i: int) -> bool:
    """Whether a title that ends before word `i` is the head of all that follows."""
    if i >= len(chain):
        return True
    word = fold(chain[i].text)
    if word == "and":
        return any(_head(chain, k) for k in range(i + 1, min(i + 5, len(chain))))
    return word in PREPOSITIONS or (_head(chain, i) is not None and word not in role_words())


def _build(
    page: Page, places: Gazetteer, chain: Sequence[Word], i: int, *, head: tuple[Title, int], floor: int
) -> RoleFound:
    title, size = head
    uses = role_words()
    left = i
    while left > floor and fold(chain[left - 1].text) in uses:
        left -= 1
    # Foreign Ministry spokesman: the words up to the body noun are the body
    said = [fold(w.text) for w in chain[left:i]]
    nouns = [k for k in range(left, i) if fold(chain[k].text) in body_nouns()]
    first, stop = left, left
    if nouns:
        first, stop = nouns[0], nouns[-1] + 1
        while first > left and uses[fold(chain[first - 1].text)] in ("portfolio", "dissent"):
            first -= 1
    ranks, first_word = list(chain[left:first]), left
    if not ranks:
        while first > 0 and (chain[first - 1].capital or chain[first - 1].text in ("'s", "’s", "&", "-")):
            first -= 1
        first_word = first
    body_words = list(chain[first:stop])
    mods = [fold(w.text) for w in (*ranks, *chain[stop:i])]
    left = stop
    tail_start = i + size
    tail_end = tail_start
    while tail_end < len(chain) and not (
        fold(chain[tail_end].text) == "and"
        and any(_head(chain, k) for k in range(tail_end + 1, min(tail_end + 4, len(chain))))
    ):
        tail_end += 1
    tail = list(chain[tail_start:tail_end])
    destination: list[Word] = []
    if tail and fold(tail[0].text) == "to":
        cut = next((k for k in range(1, len(tail)) if fold(tail[k].text) in BODY_PREPOSITIONS), len(tail))
        destination, tail = tail[:cut], tail[cut:]
    head_words = " ".join(
        [*(w.text for w in ranks), *(w.text for w in chain[left:i]), *(w.text for w in chain[i : i + size])]
    )
    called = _plain(head_words)
    if destination and not _is_person_body(destination, title):
        called += " " + " ".join(w.text for w in destination)
    # press secretary *to the president*: here the body stands after "to"
    if destination and _is_person_body(destination, title):
        tail, destination = destination + tail, []
    owner = _phrase(page, body_words)
    of = _phrase(page, tail[1:]) if tail else ""
    country = places.country(owner) or (places.country(of) if tail and fold(tail[0].text) != "in" else None)
    body = owner or of or None
    if body and places.look(body) and places.look(body)[0] in ("demonym", "country"):  # type: ignore[index]
        body = of or places.look(body)[1]  # type: ignore[index]
    use = {uses.get(word, "") for word in said} | {
        uses.get(fold(w.text), "") for w in body_words if not w.capital or w is chain[0]
    }
    past = "past" in use or any(fold(w.text) in ("former", "ex") for w in chain[:i])
    # "the 2012 nominee", "in 2012 … the nominee": offices that one runs for anew
    past = past or (title.office == "candidate" and any(_YEAR.fullmatch(w.text) for w in chain[:i]))
    speaks = "" if past else title.speaks
    if speaks == "state" and (
        "dissent" in use or any(w.text.islower() and w.text in _dissent() for w in tail)
    ):
        speaks = "body"
    if body is None and "presidency" in use:
        body = "president"
    return RoleFound(
        title=called,
        office=title.office,
        words=frozenset(
            word for word in mods if uses.get(word) in ("portfolio", "rank", "presidency", "dissent")
        ),
        body=body,
        country=country,
        speaks=speaks,
        gender=title.gender,
        past=past,
        start=chain[first_word].start,
        end=(chain[tail_end - 1] if tail_end > tail_start else chain[i + size - 1]).end,
        also=title.also | {title.title, title.office},
        unique=title.unique or (title.office == "minister" and any(uses.get(w) == "portfolio" for w in mods)),
        possessor=_phrase(page, body_words[:-1])
        if body_words and body_words[-1].text in ("'s", "’s")
        else None,
    )


def _is_person_body(destination: Sequence[Word], title: Title) -> bool:
    if title.office in ("ambassador", "envoy", "consul", "high representative"):
        return False
    return any(fold(w.text) in titles() for w in destination[1:])


def _dissent() -> set[str]:
    return {word for word, use in role_words().items() if use == "dissent"} | {
        noun for noun, group in body_nouns().items() if group in ("group", "party", "union", "campaign")
    }


def _phrase(page: Page, words: Sequence[Word]) -> str:
    kept = list(words[:9])
    while kept and fold(kept[0].text) in DETERMINERS:
        kept = kept[1:]
    while kept and (
        kept[-1].text in ("'s", "’s", "-", "&") or fold(kept[-1].text) in DETERMINERS | PREPOSITIONS
    ):
        kept = kept[:-1]
    return " ".join(page.text[kept[0].start : kept[-1].end].split()) if kept else ""


def _plain(title: str) -> str:
    """A title as kept: lower case, save for words written in capitals.

    >>> _plain("Deputy Foreign Minister"), _plain("CEO")
    ('deputy foreign minister', 'CEO')
    """
    return " ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in title.split())
