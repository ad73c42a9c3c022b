"""One role phrase read around its head: "envoy to Y of Z's ministry", "Harbour Union chief".

The head is a word of the table of titles; ranks and portfolios stand left of it, the body left
("Harbour Union chief") or after "of", "for", "at" ("chief of the Harbour Union"). What a phrase
says about whom its holder speaks for is read here too. Where phrases stand beside a name is
roles.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.article.resolve.page import Page, Word
from onrecord.article.resolve.places import Gazetteer
from onrecord.article.resolve.small_words import BODY_PREPOSITIONS, DETERMINERS, PARTISANS, PREPOSITIONS
from onrecord.article.resolve.tables import Title, body_nouns, fold, person_nouns, role_words, titles

# what else an official of such a body is called: "the diplomat" of a foreign ministry
_CALLED = {
    "diplomat": frozenset(("foreign", "external", "diplomacy", "diplomatic", "embassy", "consulate")),
    "officer": frozenset(("police", "constabulary", "navy", "army", "gendarmerie")),
    "lawmaker": frozenset(("parliament", "senate", "duma", "knesset", "bundestag", "legislature")),
}
_HEADS = frozenset(("head", "chief"))
_MINISTERS = {"ministry": frozenset(("minister",)), "diplomacy": frozenset(("minister", "foreign minister"))}
_MILITARY = frozenset(
    ("general", "admiral", "colonel", "brigadier", "field marshal", "captain", "major", "lieutenant")
)
_OF_STATE = "secretary of state"
# "the leader at the headquarters": where it was said, not whose leader
_SCENES = frozenset(
    ("headquarters", "gate", "gates", "airport", "scene", "venue", "stadium", "ceremony", "hearing")
)
_ABROAD = frozenset(("foreign", "external"))
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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


def _head(words: Sequence[Word], i: int) -> tuple[Title, int] | None:
    """The longest title that starts at word `i`, and how many words it has."""
    for size in (3, 2, 1):
        key = " ".join(fold(word.text) for word in words[i : i + size])
        if len(words) - i >= size and key in titles():
            ahead = fold(words[i + size].text) if i + size < len(words) else ""
            if key == _OF_STATE and ahead in (
                "for",
                "of",
            ):  # "Secretary of State for Sport": no foreign minister
                return replace(titles()["secretary"], title=key), size
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
        following = _head(chain, i + 1) if i + 1 < len(chain) else None
        if head[0].title in role_words() and following and following[0].office not in _MILITARY:
            continue  # deputy chairman: the rank of the title after it, not "rescue chief Admiral"
        return _build(page, places, chain, i, head=head, floor=start)
    if loose and len(chain) > 1:
        stop = next((i for i, w in enumerate(chain) if fold(w.text) in PREPOSITIONS), len(chain))
        plain = [w for w in chain[1:stop] if w.text.islower() or fold(w.text) in PARTISANS]
        if 0 < len(plain) <= 4 and plain[-1] == chain[stop - 1]:
            # whatever occupation it is, nobody speaks for a body by it
            noun = fold(plain[-1].text)
            title = Title(noun, noun, person_nouns().get(noun, ""), "", False, frozenset())
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
        while first > 0 and (
            chain[first - 1].capital
            or chain[first - 1].text in ("'s", "’s", "&", "-")
            or (chain[first].text in ("'s", "’s") and fold(chain[first - 1].text) in body_nouns())
        ):
            first -= 1  # "the union's | leader"
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
    if tail_start < tail_end and fold(chain[tail_start].text) not in PREPOSITIONS:
        tail_end = tail_start  # "rescue chief | Admiral"
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
    # "minister of foreign affairs" is a foreign minister
    fields = _fields(tail) if title.office == "minister" else []
    mods += [fold(word.text) for word in fields]
    of = _phrase(page, tail[1 + len(fields) :]) if tail and not _of_a_scene(tail) else ""
    country = places.country(owner) or (places.country(of) if tail and fold(tail[0].text) != "in" else None)
    body = owner or of or None
    if body and places.look(body) and places.look(body)[0] in ("demonym", "country"):  # type: ignore[index]
        body = of or places.look(body)[1]  # type: ignore[index]
    use = {uses.get(word, "") for word in said} | {
        uses.get(fold(w.text), "") for w in body_words if not w.capital or w is chain[0]
    }
    past = "past" in use or any(fold(w.text) in ("former", "ex") for w in chain[:i])
    # "the 2012 nominee", "in 2012 … the nominee": offices that one runs for anew
    past = past or (title.office == "candidate" and any(YEAR.fullmatch(w.text) for w in chain[:i]))
    speaks = "" if past else title.speaks
    if speaks == "state" and (
        "dissent" in use or any(w.text.islower() and w.text in _dissent() for w in tail)
    ):
        speaks = "body"
    if body is None and "presidency" in use:
        body = "president"
    foreign = title.office == "minister" and bool(_ABROAD & set(mods))
    title = replace(titles()["foreign minister"], title=title.title) if foreign else title
    if fields:  # "deputy minister of foreign affairs" is called "deputy foreign minister"
        own = " ".join(fold(word.text) for word in fields)
        called = f"{called.removesuffix('minister')}{'foreign' if own == 'foreign affairs' else own} minister"
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
        also=title.also | {title.title, title.office} | _also_called(title, body or ""),
        unique=title.unique or (title.office == "minister" and any(uses.get(w) == "portfolio" for w in mods)),
        possessor=_phrase(page, body_words[:-1])
        if body_words and body_words[-1].text in ("'s", "’s")
        else None,
    )


def _fields(tail: Sequence[Word]) -> list[Word]:
    """The portfolio after a minister: "of | foreign affairs", "for | trade and industry"."""
    if not tail or fold(tail[0].text) not in ("of", "for"):
        return []
    known = [role_words().get(fold(word.text)) == "portfolio" for word in tail]
    end = 1
    while end < len(tail) and (
        known[end] or (fold(tail[end].text) == "and" and any(known[end + 1 : end + 2]))
    ):
        end += 1
    return list(tail[1:end])


def _of_a_scene(tail: Sequence[Word]) -> bool:
    """Whether what follows a title tells where somebody speaks: "at the headquarters of the Union"."""
    nouns = (fold(word.text) for word in tail[1:] if fold(word.text) not in DETERMINERS)
    return fold(tail[0].text) == "at" and next(nouns, "") in _SCENES


def _also_called(title: Title, body: str) -> frozenset[str]:
    """What the body tells: an official of an embassy is a diplomat, the head of a ministry its minister."""
    words = frozenset(re.split(r"[^a-z]+", fold(body))) if title.speaks else frozenset()
    called = {noun for noun, bodies in _CALLED.items() if words & bodies}
    heads = words & _MINISTERS.keys() if title.office in _HEADS else ()
    return frozenset(called.union(*(_MINISTERS[word] for word in heads)))


def of_title(title: Title, start: int, end: int) -> RoleFound:
    """A role that consists of its title alone."""
    also = title.also | {title.title, title.office}
    return RoleFound(
        title.title,
        title.office,
        frozenset(),
        None,
        None,
        title.speaks,
        title.gender,
        False,
        start,
        end,
        also,
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
    while kept and fold(kept[0].text) in DETERMINERS | BODY_PREPOSITIONS:
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
