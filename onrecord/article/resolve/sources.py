"""What a statement's source consists of: `heads` cuts it into those who speak.

"Ana Vell and the Harbour Union" are two; "federal and state officials" are one group; what only
describes those named after it ("the two candidates, Ana Vell and Ivo Dorn") is no speaker of its own.
What each head is, noun_phrases.py says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.resolve.cast import Cast
from onrecord.article.resolve.head import Head
from onrecord.article.resolve.noun_phrases import phrase
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.small_words import CUTS, GRADES, LEADS, QUANTITY
from onrecord.article.resolve.source_names import names_in
from onrecord.article.resolve.tables import fold
from onrecord.types import Spans

_MOST = 6
_REACHED = frozenset(
    ("joined", "contacted", "reached", "asked", "questioned", "interviewed", "approached", "quoted", "cited")
)
_THEM = frozenset(("them", "these", "those", "us", "whom"))


def heads(cast: Cast, source: Spans) -> list[Head]:
    """Who speaks in a source, in order; empty where nothing in it can speak."""
    # spans may overlap: each word counts once, in the order of the text
    inside = {w.start: w for span in source for w in cast.page.between(*cast.page.inside(span))}
    words = [inside[start] for start in sorted(inside)]
    i, found = 0, list[Head]()
    while i < len(words) and (fold(words[i].text) in LEADS or not words[i].text[:1].isalnum()):
        i += 1
    opens = [fold(w.text) for w in words[i : i + 2]]
    if len(opens) == 2 and opens[0] in _REACHED and opens[1] == "by":  # "Contacted by the Courier, Ana Vell"
        i = next((k + 1 for k in range(i, len(words) - 1) if words[k].text == ","), i)
    if [fold(w.text) for w in words[i : i + 2]] == ["one", "of"] and len(words) > i + 4:
        i += 4 * (fold(words[i + 2].text) in _THEM and words[i + 3].text == ",")  # "One of them, a teacher,"
    named = names_in(cast, words)
    while i < len(words) and len(found) < _MOST:
        head, after = phrase(cast, words, i, named)
        lone = head is not None and head.kind == "noun" and not head.determiner and not head.plural
        lone = lone or (head is not None and after > i and fold(words[after - 1].text) in GRADES)
        if lone and not found and after < len(words) and fold(words[after].text) == "and":
            # "federal and state officials", "two current and former officials": one group
            opening = words[i] if head is not None and head.determiner in QUANTITY else None
            i = after + 1
            if opening is not None:
                rest, after = phrase(cast, [opening, *words[i:]], 0, named)
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
    return _without_description(cast, _of_both(cast, found))


def _of_both(cast: Cast, found: list[Head]) -> list[Head]:
    """ "Harbour Line and Dost Council spokesmen": spokesmen of both, not the one and the other's."""
    if len(found) != 2 or found[0].kind not in ("name", "spare") or found[1].kind not in ("role", "noun"):
        return found
    body, crowd = found
    people = any(cast.drafts[i].kind == "person" for i in body.drafts)
    named = cast.page.text[crowd.start : crowd.start + 1].isupper() and crowd.plural and not crowd.determiner
    if people or not named or cast.page.text[body.end : crowd.start] != " and ":
        return found
    return [replace(crowd, start=body.start)]


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
