"""One noun phrase of a source as a head: a name, a role, a body, a pronoun or a bare noun.

`phrase` reads the phrase that starts at a word and says where it ends. "Ivo Dorn, the head of Harbour
Line" is Ivo Dorn, not Harbour Line; "the Vell campaign" is a campaign, not Vell; "a Harbour Line
official" is nobody by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article.resolve.cast import Cast
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.role_phrases import read
from onrecord.article.resolve.small_words import (
    CUTS,
    DAYS,
    DETERMINERS,
    DOCUMENTS,
    FIRST,
    PARTISANS,
    PRONOUNS,
    QUANTITY,
    RELATIVE,
    SHARES,
    STOP,
    is_plural,
)
from onrecord.article.resolve.source_names import Named, apposed, introduced, name_head
from onrecord.article.resolve.tables import body_nouns, fold, person_nouns, titles

_ACRONYMS = frozenset(("it", "us", "who"))
_INDEFINITE = frozenset(("a", "an", "another"))
_CONTRACTED = frozenset(("ll", "d", "ve", "re", "m", "s"))
_ADJECTIVE = ("ed", "y", "ous", "ful", "ive", "ic", "al", "ing", "less", "ent", "ant")
_POSTPOSED = frozenset(("familiar", "close", "privy", "aware", "present", "knowledgeable", "responsible"))
_WHERE = frozenset(("there", "here", "nearby", "abroad", "outside", "inside", "aboard", "alone", "too"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))


def phrase(cast: Cast, words: Sequence[Word], i: int, named: list[Named]) -> tuple[Head | None, int]:
    """The phrase that starts at word `i` as a head, None where it names nobody, and where it ends."""
    first = "" if _initials(cast, words[i]) else _uncontracted(fold(words[i].text))
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
    described = first in ("the", "this", "that") and fold(words[stop - 1].text) in PARTISANS
    if ending and not followed and not (described and ending[1] > ending[0] + len(words[stop - 1].text)):
        somebody = ending[2] and cast.drafts[ending[2][0]].kind == "person"
        if first in _INDEFINITE and start < ending[0] and not somebody:
            # "a senior KRU(M) functionary": somebody of that body, cut short by the bracket
            return Head("noun", start, end, noun=fold(words[stop - 1].text), determiner="a"), stop
        counted = any(fold(w.text) in QUANTITY or w.text.isdecimal() for w in words[i : i + 2])
        if counted and start < ending[0] and not somebody and is_plural(fold(words[stop - 1].text)):
            # "many Velmarans", "the 14 Greens": people of that name, not the body itself
            return Head(
                "noun", start, end, noun=fold(words[stop - 1].text), determiner=first, plural=True
            ), stop
        return name_head(cast, ending), stop
    later = introduced(cast, start, words[-1].end, named)
    if later:
        return name_head(cast, later), next(k for k, w in enumerate(words) if w.end >= later[1]) + 1
    named_after = apposed(cast, words, stop, named)
    if named_after:
        return name_head(cast, named_after), next(
            k for k, w in enumerate(words) if w.end >= named_after[1]
        ) + 1
    return _noun_head(cast, words, i, stop, named)


def _initials(cast: Cast, word: Word) -> bool:
    """Whether what looks like a pronoun is a name's initials: "IT: No.", "the WHO said"."""
    label = cast.page.text[word.end : word.end + 1] == ":" and cast.page.text[: word.start][-1:] in ("", "\n")
    return word.text.isupper() and len(word.text) > 1 and (label or fold(word.text) in _ACRONYMS)


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
        mark = (mark and not _between_adjectives(words, i, k)) or _dash(words, k)
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


def _between_adjectives(words: Sequence[Word], i: int, k: int) -> bool:
    """Whether a comma stands inside "the bearded, 71-year-old diplomat"."""
    if (
        words[k].text != ","
        or k != i + 2
        or k + 2 >= len(words)
        or fold(words[i].text) not in ("the", "a", "an")
    ):
        return False
    before, after = fold(words[k - 1].text), words[k + 1].text
    noun = before in person_nouns() or before in titles() or before in body_nouns()
    return before.endswith(_ADJECTIVE) and not noun and (after.islower() or after[:1].isdigit())


def _dash(words: Sequence[Word], k: int) -> bool:
    """Whether a hyphen stands for a dash: "the Harbour Institute - a charity"."""
    alone = 0 < k < len(words) - 1 and words[k].text == "-"
    return alone and words[k - 1].end < words[k].start and words[k].end < words[k + 1].start


def _noun_head(
    cast: Cast, words: Sequence[Word], i: int, stop: int, named: list[Named]
) -> tuple[Head | None, int]:
    core = words[i:stop]
    # "a report Tuesday", "a nurse there", but "the federation there" is not the one of here
    outside = DAYS | _WHERE if fold(core[0].text) in _INDEFINITE else DAYS
    while len(core) > 1 and fold(core[-1].text) in outside:
        core = core[:-1]
    while len(core) > 2 and _participle(core):
        core = core[:-1]  # "a study published on Monday"
    determiner = fold(core[0].text) if fold(core[0].text) in DETERMINERS | QUANTITY else ""
    if any(w.text in ("'s", "’s") for w in core):
        determiner = "'s"
    noun = fold(core[-1].text)
    if noun in DETERMINERS | STOP or fold(core[0].text) in ("nobody", "no", "none"):
        return None, stop
    start, end = core[0].start, core[-1].end
    tail = stop
    joins = ("of", "for", "at", "from", "in", "to", "with", "on", "by")
    if stop + 1 < len(words) and fold(words[stop].text) in joins and fold(words[stop + 1].text) not in DAYS:
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
    if noun in SHARES and tail > stop:
        noun = fold(words[tail - 1].text)  # "31% of voters" are voters
    plural = determiner in QUANTITY or core[0].text[:1].isdigit() or is_plural(noun)
    own = next((n for n in named if n[0] >= start and n[1] <= core[-1].start), None)
    if (noun in body_nouns() or noun.rstrip("s") in body_nouns()) and noun != "deputy":
        drafts = own[2] if own and own[2] else ()
        return Head("body", start, end, drafts, None, noun, determiner, plural), tail
    role = read(cast.page, cast.places, [w for w in words[i:tail] if fold(w.text) not in QUANTITY])
    singular = noun[:-1] if noun.endswith("s") and noun not in titles() else noun
    # "the largesse of executives" is no executive
    title = fold(role.title) if role else ""
    heads_it = bool({noun, singular} & {*title.split(), *title.replace("-", " ").split()})
    if role is not None and heads_it and (singular in titles() or role.office):
        return Head("role", start, end, (), role, noun, determiner, plural), tail
    return Head("noun", start, end, own[2] if own else (), None, noun, determiner, plural), tail


def _participle(core: Sequence[Word]) -> bool:
    """Whether a phrase ends in what was done to its noun: "a study | published", "a diplomat | familiar"."""
    last, before = core[-1].text, fold(core[-2].text)
    plain = last in _POSTPOSED or (last.islower() and last.endswith("ed") and not before.endswith("ly"))
    nouns = before in person_nouns() or before in titles() or before.rstrip("s") in titles()
    return plain and (nouns or before in DOCUMENTS or before in body_nouns())


def _past_a_list(cast: Cast, words: Sequence[Word], stop: int, tail: int, named: list[Named]) -> int:
    """Past the places of "voters in Velmara, Ketria and Dost": they are no speakers of their own."""
    places = [n for n in named if not (n[2] and cast.drafts[n[2][0]].kind in ("person", "organization"))]
    if fold(words[stop].text) not in ("in", "from", "of") or tail >= len(words) or words[tail].text != ",":
        return tail
    listed = [n for n in places if n[0] >= words[stop].start]
    rest = [w for w in words[tail:] if not any(s <= w.start < e for s, e, _ in listed)]
    return len(words) if listed and all(w.text in (",", "and", "or") for w in rest) else tail
