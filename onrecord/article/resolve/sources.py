"""What a statement's source consists of: names, role phrases, pronouns, bodies, nameless people.

`heads` cuts a source into those who speak ("Ana Vell and the Harbour Union" are two) and says of
each what it is. "Ivo Dorn, the head of Harbour Line" is Ivo Dorn, not Harbour Line; "the Vell
campaign" is a campaign, not Vell; "a Harbour Line official" is nobody by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.article.resolve import roles
from onrecord.article.resolve.cast import Cast
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.roles import RoleFound
from onrecord.article.resolve.spotting import untagged
from onrecord.article.resolve.tables import body_nouns, fold, titles
from onrecord.types import Spans

HeadKind = Literal["name", "doubtful", "spare", "role", "noun", "body", "pronoun", "relative", "first"]

PRONOUNS = frozenset(
    ("he", "she", "it", "they", "him", "her", "them", "his", "hers", "their", "himself", "herself")
)
RELATIVE = frozenset(("who", "which", "whom", "that", "whose"))
FIRST = frozenset(("you", "your", "i", "we", "me", "us", "my", "our"))
_LEADS = frozenset(
    ("according", "to", "by", "from", "per", "as", "cited", "citing", "quoting", "both", "even")
)
CUTS = frozenset(
    ("of", "to", "for", "in", "on", "at", "from", "with", "by", "after", "about", "among", "within", "under")
) | frozenset(
    ("over", "against", "between", "near", "during", "including", "citing", "speaking", "who", "which")
)
QUANTITY = frozenset(
    (
        "some",
        "several",
        "many",
        "most",
        "few",
        "two",
        "three",
        "four",
        "five",
        "both",
        "other",
        "others",
        "all",
    )
) | frozenset(
    ("numerous", "various", "multiple", "dozens", "hundreds", "thousands", "those", "these", "more")
)
_INDEFINITE = frozenset(("a", "an", "another"))
_CONTRACTED = frozenset(("ll", "d", "ve", "re", "m", "s"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_MOST = 6
# what can stand before "and" in one description: "current and former officials"
_ADJECTIVES = frozenset(("current", "former", "present", "past", "federal", "state", "local", "senior"))
_SEVERAL = frozenset(
    (
        "people",
        "men",
        "women",
        "children",
        "police",
        "media",
        "spokesmen",
        "two",
        "three",
        "four",
        "five",
        "six",
    )
) | frozenset(("pair", "couple", "duo", "trio", "crowd", "audience", "family", "public", "majority", "youth"))
_PARTISANS = frozenset(("republican", "democrat", "conservative", "independent", "socialist", "liberal"))
_SHARES = frozenset(("%", "percent", "majority", "number", "dozens", "hundreds", "thousands", "half"))
_WHEN = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday")
)

# what a body can be called before it is named: "the ferry's operator, NorthLink Seaways"
_OWNERS = frozenset(
    [
        "operator",
        "owner",
        "regulator",
        "manufacturer",
        "maker",
        "builder",
        "publisher",
        "lender",
        "insurer",
        "airline",
        "carrier",
        "company",
        "firm",
        "agency",
        "watchdog",
        "charity",
        "party",
        "union",
        "federation",
        "association",
        "parent",
        "contractor",
        "supplier",
        "producer",
        "broadcaster",
        "retailer",
        "brewer",
        "developer",
        "bank",
        "hospital",
        "university",
        "club",
        "newspaper",
        "daily",
        "group",
    ]
)

# start, end and whom the name can be (no draft: a place, or a name of unknown kind)
Named = tuple[int, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Head:
    """One speaker of a source: `start` to `end` are its words, `drafts` whom a name can be.

    `noun` is the folded head noun of a phrase, `determiner` "the", "a", "his" … or "";
    `plural` whether it is several people.
    """

    kind: HeadKind
    start: int
    end: int
    drafts: tuple[int, ...] = ()
    role: RoleFound | None = None
    noun: str = ""
    determiner: str = ""
    plural: bool = False


def heads(cast: Cast, source: Spans) -> list[Head]:
    """Who speaks in a source, in order; empty where nothing in it can speak."""
    # spans may overlap: each word counts once, in the order of the text
    inside = {w.start: w for span in source for w in cast.page.between(*cast.page.inside(span))}
    words = [inside[start] for start in sorted(inside)]
    i, found = 0, list[Head]()
    while i < len(words) and (fold(words[i].text) in _LEADS or not words[i].text[:1].isalnum()):
        i += 1
    named = _named(cast, words)
    while i < len(words) and len(found) < _MOST:
        head, after = _phrase(cast, words, i, named)
        lone = head is not None and head.kind == "noun" and not head.determiner and not head.plural
        lone = lone or (head is not None and after > i and fold(words[after - 1].text) in _ADJECTIVES)
        if lone and not found and after < len(words) and fold(words[after].text) == "and":
            # "federal and state officials", "two current and former officials": one group
            opening = words[i] if head is not None and head.determiner in QUANTITY else None
            i = after + 1
            if opening is not None:
                rest, after = _phrase(cast, [opening, *words[i:]], 0, named)
                if rest is not None:
                    found.append(replace(rest, start=opening.start))
                i = _next(cast, words, i + after - 1, rest)
            continue
        again = head is not None and head.kind == "role" and not head.determiner and not head.plural
        if again and found and found[-1].kind == "role" and found[-1].determiner and not found[-1].plural:
            break  # "the former mayor and senator" is one person
        if (head is not None and not (found and head.kind not in ("name", "doubtful", "spare", "body"))) or (
            head is not None and found[-1].end >= words[i].start - 5
        ):
            found.append(head)
        i = _next(cast, words, after, head)
    return _without_description(cast, found)


def _without_description(cast: Cast, found: list[Head]) -> list[Head]:
    """The speakers without what only describes those named after it.

    "The two candidates, Ana Vell and Ivo Dorn" are Vell and Dorn; "party rival and former mayor Ana
    Vell" is Vell.
    """
    if len(found) < 2 or found[0].kind not in ("role", "noun", "body"):
        return found
    first, rest = found[0], found[1:]
    if any(head.kind != "name" or cast.drafts[head.drafts[0]].kind != "person" for head in rest):
        return found
    between = cast.page.text[first.end : rest[0].start]
    listed = first.plural and len(rest) > 1 and first.determiner and "," in between
    words = between.split()
    titled = [r.start for r in cast.drafts[rest[0].drafts[0]].roles if r.end <= rest[0].start + 1]
    described = 1 < len(words) < 6 and all(word.islower() for word in words)
    joined = words[:1] == ["and"] and (
        described or any(first.end < start < first.end + 6 for start in titled)
    )
    if (listed and " and " not in between) or (
        joined and len(rest) == 1 and not first.determiner and not first.plural
    ):
        return rest
    return found


def _named(cast: Cast, words: Sequence[Word]) -> list[Named]:
    """Every name in the source: `(start, end, drafts)`; no draft for places and the like."""
    if not words:
        return []
    low, high = words[0].start, words[-1].end
    if initials := _by_initials(cast, low, high):
        return [initials]
    found: list[Named] = []
    for start, end, draft in cast.within(low, high):
        if any(
            o.start == start and o.end == end and o.form == "name" for o in cast.drafts[draft].occurrences
        ):
            found.append((start, end, (draft,)))
    found += [(s, e, fits) for (s, e), fits in cast.doubtful.items() if low <= s and e <= high]
    found += [(s, e, ()) for s, e in cast.spare if low <= s and e <= high]
    if not found:
        extra = untagged(cast.page, low, high)
        seen = cast.places.look(extra.text) if extra else None
        if extra and not (seen and seen[0] == "demonym"):
            cast.spare[extra.start, extra.end] = extra
            found.append((extra.start, extra.end, ()))
    return sorted(found)


def _by_initials(cast: Cast, start: int, end: int) -> Named | None:
    """Whom the label of an interview's turn abbreviates: "LF: Would you?" where Lena Fischer asks."""
    label = cast.page.text[start:end].replace(".", "")
    if (
        not (label.isupper() and label.isalpha() and 2 <= len(label) <= 3)
        or cast.page.text[end : end + 1] != ":"
    ):
        return None
    fits = [
        n
        for n, draft in enumerate(cast.drafts)
        if draft.kind == "person"
        and any("".join(part[0] for part in parts(name)) == label.lower() for name in draft.names)
    ]
    return (start, end, (fits[0],)) if len(fits) == 1 else None


def _phrase(cast: Cast, words: Sequence[Word], i: int, named: list[Named]) -> tuple[Head | None, int]:
    first = _uncontracted(fold(words[i].text))
    single = i + 1 >= len(words) or not (words[i + 1].letters and words[i + 1].text not in ("and", "or"))
    for group, kind in ((PRONOUNS, "pronoun"), (RELATIVE, "relative"), (FIRST, "first")):
        if first in group and (single or first in ("he", "she", "they", "i", "we", "you", "who", "which")):
            return Head(kind, words[i].start, words[i].end, noun=first), i + 1  # type: ignore[arg-type]
    stop = _core(words, i, named)
    if stop == i:
        return None, i + 1
    start, end = words[i].start, words[stop - 1].end
    ending = next((n for n in named if n[1] == end), None)
    followed = stop + 1 < len(words) and words[stop].text in ("'s", "’s")
    described = first in ("the", "this", "that") and fold(words[stop - 1].text) in _PARTISANS
    if ending and not followed and not (described and ending[1] > ending[0] + len(words[stop - 1].text)):
        somebody = ending[2] and cast.drafts[ending[2][0]].kind == "person"
        if first in _INDEFINITE and start < ending[0] and not somebody:
            # "a senior KRU(M) functionary": somebody of that body, cut short by the bracket
            return Head("noun", start, end, noun=fold(words[stop - 1].text), determiner="a"), stop
        if first in QUANTITY and not somebody:
            # "many Velmarans": people of that name, not the body itself
            return Head(
                "noun", start, end, noun=fold(words[stop - 1].text), determiner=first, plural=True
            ), stop
        return _name_head(cast, ending), stop
    later = _introduced(cast, start, words[-1].end, named)
    if later:
        return _name_head(cast, later), next(k for k, w in enumerate(words) if w.end >= later[1]) + 1
    named_after = _apposed(cast, words, stop, named)
    if named_after:
        return _name_head(cast, named_after), next(
            k for k, w in enumerate(words) if w.end >= named_after[1]
        ) + 1
    return _noun_head(cast, words, i, stop, named)


def _uncontracted(word: str) -> str:
    """The pronoun of "she'll" and "I've"; any other word as it is."""
    base, _, rest = word.partition("'")
    return base if rest in _CONTRACTED and base in PRONOUNS | FIRST | RELATIVE else word


def _core(words: Sequence[Word], i: int, named: list[Named]) -> int:
    """Where the noun phrase that starts at word `i` ends: before a preposition, comma, "who", "and"."""
    k = i
    while k < len(words):
        inside = any(s <= words[k].start < e for s, e, _ in named)
        key = fold(words[k].text)
        mark = not words[k].text[:1].isalnum() and words[k].text not in (
            "'s",
            "’s",
            "-",
            "/",
            "&",
            '"',
            "“",
            "”",
            "'",
            ".",
            "%",
        )
        mark = mark or _dash(words, k)
        if not inside and (key in CUTS or mark or key in ("and", "or") or (key == "that" and k > i)):
            break
        k += 1
    # "Mr. Vell's" as a whole source is Vell, and so is "Vell herself"
    while k > i and (
        not (words[k - 1].text[:1].isalnum() or words[k - 1].text == "%")
        or (k - 1 > i and fold(words[k - 1].text) in _REFLEXIVE)
    ):
        k -= 1
    return k


def _dash(words: Sequence[Word], k: int) -> bool:
    """Whether a hyphen stands for a dash: "the Harbour Institute - a charity"."""
    alone = 0 < k < len(words) - 1 and words[k].text == "-"
    return alone and words[k - 1].end < words[k].start and words[k].end < words[k + 1].start


def _apposed(cast: Cast, words: Sequence[Word], stop: int, named: list[Named]) -> Named | None:
    """Who is named after a description and a comma: "one of the lawyers, Ana Vell,", "its owner, Marlin,"."""
    comma = next((k for k in range(stop, min(len(words), stop + 10)) if words[k].text == ","), None)
    for name in named:
        if comma is None or comma + 1 >= len(words) or len(name[2]) != 1:
            continue
        closing = [w.text for w in words if w.start >= name[1]][:1]
        person = cast.drafts[name[2][0]].kind == "person"
        lead = [w for w in words[comma + 1 :] if w.start < name[0]]
        titled = all(w.capital or w.text == "." for w in lead[:4]) and len(lead) < 5
        titled = titled or any(
            lead and r.start == lead[0].start and r.end <= name[0] for r in cast.drafts[name[2][0]].roles
        )
        closed = closing in ([], [","]) or (
            closing == ["of"] and [w for w in words if w.letters][-1].capital
        )  # "Ana Vell of Dost"
        body = cast.drafts[name[2][0]].kind == "organization" and fold(words[stop - 1].text) in _OWNERS
        if body and not lead and words[comma + 1].start <= name[0] and closed:
            return name
        if person and titled and words[comma + 1].start <= name[0] and closed:
            return name
    return None


def _name_head(cast: Cast, name: Named) -> Head:
    start, end, drafts = name
    kind: HeadKind = "name" if len(drafts) == 1 else "doubtful" if drafts else "spare"
    return Head(kind, start, end, drafts)


def _introduced(cast: Cast, start: int, end: int, named: list[Named]) -> Named | None:
    """The name whose role phrase opens the source: "the minister of X, Ana Vell"."""
    for name in named:
        if len(name[2]) != 1 or name[0] <= start or name[1] > end:
            continue
        if cast.page.text[name[1] : name[1] + 2] in ("'s", "’s"):
            continue
        spans = [
            (s, e) for s, e, _ in named if (s, e) != name[:2] and cast.drafts[name[2][0]].kind == "person"
        ]
        people = [
            (s, e)
            for s, e in spans
            if any(s == o.start for d in cast.drafts if d.kind == "person" for o in d.occurrences)
        ]
        if cast.drafts[name[2][0]].kind != "person":
            continue
        found = roles.before(cast.page, cast.places, name[0], name[1], people)
        if found and found[0].start <= start + 4:
            return name
    return None


def _noun_head(
    cast: Cast, words: Sequence[Word], i: int, stop: int, named: list[Named]
) -> tuple[Head | None, int]:
    core = words[i:stop]
    while len(core) > 1 and fold(core[-1].text) in _WHEN:
        core = core[:-1]  # "a report Tuesday"
    determiner = fold(core[0].text) if fold(core[0].text) in roles.DETERMINERS | QUANTITY else ""
    if any(w.text in ("'s", "’s") for w in core):
        determiner = "'s"
    noun = fold(core[-1].text)
    if noun in roles.DETERMINERS | roles.STOP or fold(core[0].text) in ("nobody", "no", "none"):
        return None, stop
    start, end = core[0].start, core[-1].end
    tail = stop
    joins = ("of", "for", "at", "from", "in", "to", "with", "on", "by")
    if stop + 1 < len(words) and fold(words[stop].text) in joins and fold(words[stop + 1].text) not in _WHEN:
        tail = stop + 1
        while (
            tail < len(words)
            and words[tail].text not in (",", "(", "—", "–")
            and fold(words[tail].text)
            not in (
                "who",
                "which",
                "that",
            )
        ):
            if (
                fold(words[tail].text) == "and"
                and tail + 1 < len(words)
                and any(
                    n[0] == words[tail + 1].start and n[2] and cast.drafts[n[2][0]].kind == "person"
                    for n in named
                )
            ):
                break  # the head of Harbour Line and Ivo Dorn
            tail += 1
        tail = _past_a_list(cast, words, stop, tail, named)
        end = words[tail - 1].end
    if noun in _SHARES and tail > stop:
        noun = fold(words[tail - 1].text)  # "31% of voters" are voters
    plural = determiner in QUANTITY or core[0].text[:1].isdigit() or is_plural(noun)
    own = next((n for n in named if n[0] >= start and n[1] <= core[-1].start), None)
    if (noun in body_nouns() or noun.rstrip("s") in body_nouns()) and noun != "deputy":
        drafts = own[2] if own and own[2] else ()
        return Head("body", start, end, drafts, None, noun, determiner, plural), tail
    role = roles.read(cast.page, cast.places, [w for w in words[i:tail] if fold(w.text) not in QUANTITY])
    singular = noun[:-1] if noun.endswith("s") and noun not in titles() else noun
    # "the largesse of executives" is no executive
    title = fold(role.title) if role else ""
    heads_it = bool({noun, singular} & {*title.split(), *title.replace("-", " ").split()})
    if role is not None and heads_it and (singular in titles() or role.office):
        return Head("role", start, end, (), role, noun, determiner, plural), tail
    return Head("noun", start, end, own[2] if own else (), None, noun, determiner, plural), tail


def _past_a_list(cast: Cast, words: Sequence[Word], stop: int, tail: int, named: list[Named]) -> int:
    """Past the places of "voters in Velmara, Ketria and Dost": they are no speakers of their own."""
    places = [n for n in named if not (n[2] and cast.drafts[n[2][0]].kind in ("person", "organization"))]
    if fold(words[stop].text) not in ("in", "from", "of") or tail >= len(words) or words[tail].text != ",":
        return tail
    listed = [n for n in places if n[0] >= words[stop].start]
    rest = [w for w in words[tail:] if not any(s <= w.start < e for s, e, _ in listed)]
    return len(words) if listed and all(w.text in (",", "and", "or") for w in rest) else tail


def is_plural(noun: str) -> bool:
    """Whether a folded noun stands for several.

    >>> is_plural("analysts"), is_plural("people"), is_plural("campus")
    (True, True, False)
    """
    return noun in _SEVERAL or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))


def _next(cast: Cast, words: Sequence[Word], i: int, head: Head | None) -> int:
    """Where the next speaker of a joint source starts, past apposition and relative clauses."""
    skipped = through = False
    own = [
        (r.start, r.end)
        for d in (head.drafts if head and head.kind == "name" else ())
        for r in cast.drafts[d].roles
    ]
    while i < len(words):
        key = fold(words[i].text)
        if any(s <= words[i].start < e for s, e in own):
            i, skipped = i + 1, True
            continue
        if key == "and" and through and _names_a_person(cast, words[i - 1]):
            i += 1  # "Vell, an official under Presidents Orra and Dorn"
            continue
        if key in ("and", "or") and i + 1 < len(words) and not (skipped and words[i + 1].text.islower()):
            return i + 1
        if (
            key == ","
            and not skipped
            and i + 1 < len(words)
            and words[i + 1].capital
            and _lists(words, i + 1)
        ):
            return i + 1
        if key in ("who", "which", "whose"):
            return len(words)
        if key == "(":
            i = next((k for k in range(i, len(words)) if words[k].text == ")"), len(words)) + 1
            continue
        skipped, through = skipped or key not in (",",), through or key in CUTS or key == "like"
        i += 1
    return i


def _names_a_person(cast: Cast, word: Word) -> bool:
    named = cast.within(max(0, word.start - 60), word.end)
    return any(e == word.end and cast.drafts[i].kind == "person" for _, e, i in named)


def _lists(words: Sequence[Word], i: int) -> bool:
    """Whether a comma goes on as "X, Y and Z", not as an apposition."""
    rest = [w.text for w in words[i:]]
    return "and" in rest and all(w[:1].isupper() for w in rest[: rest.index("and")] if w[:1].isalpha())
