"""The names in a source, and which of them a description leads to: "its owner, Marlin,".

`names_in` finds every name among a source's words; `introduced` and `apposed` say which one the
words before it describe ("the minister of X, Ana Vell"), so that he who is named speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article.resolve import roles
from onrecord.article.resolve.cast import Cast
from onrecord.article.resolve.head import Head, HeadKind
from onrecord.article.resolve.names import parts
from onrecord.article.resolve.page import Word
from onrecord.article.resolve.small_words import OWNERS, PREPOSITIONS
from onrecord.article.resolve.spotting import untagged
from onrecord.article.resolve.tables import body_nouns, fold

_CUT = 40  # characters of a name that a source can leave out
Named = tuple[int, int, tuple[int, ...]]


def names_in(cast: Cast, words: Sequence[Word]) -> list[Named]:
    """Every name in the source: `(start, end, drafts)`; no draft for places and the like."""
    if not words:
        return []
    low, high = words[0].start, words[-1].end
    if initials := _by_initials(cast, low, high):
        return [initials]
    found: list[Named] = []
    for start, end, draft in cast.within(max(0, low - _CUT), high + _CUT):
        rest = cast.page.text[start:low] + cast.page.text[high:end]
        # a source can be cut short: "Ana | Vell"
        cut = low < end and start < high and cast.drafts[draft].kind == "person" and rest.strip().isalpha()
        if (cut or (low <= start and end <= high)) and any(
            o.start == start and o.end == end and o.form == "name" for o in cast.drafts[draft].occurrences
        ):
            found.append((max(start, low), min(end, high), (draft,)))
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
        if draft.kind in ("person", "organization")
        and any("".join(part[0] for part in parts(name)) == label.lower() for name in draft.names)
    ]
    # "GL: Why?" is the Global Ledger's; a person's initials go before a body's
    people = [n for n in fits if cast.drafts[n].kind == "person"]
    fits = people or fits
    return (start, end, (fits[0],)) if len(fits) == 1 else None


def apposed(cast: Cast, words: Sequence[Word], stop: int, named: list[Named]) -> Named | None:
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
        body = cast.drafts[name[2][0]].kind == "organization"
        # "the poet Ana Vell", "the prosecutor Ivo Dorn"
        plain = [w for w in lead[1:] if w.text.islower() and fold(w.text) not in PREPOSITIONS]
        led_in = (
            bool(lead) and fold(lead[0].text) in ("the", "a", "an") and 0 < len(plain) == len(lead) - 1 < 4
        )
        titled = titled or led_in
        if [fold(w.text) for w in lead] == ["the"]:
            lead = []  # "their union, the Harbour Workers"
        # "the tour's sponsor, the outdoor firm Grattan"
        led = lead and fold(lead[0].text) in ("the", "a", "an") and fold(lead[-1].text) in body_nouns()
        body = body and bool(led if lead else fold(words[stop - 1].text) in OWNERS)
        closed = closed or (body and closing[:1] in (["'"], ["’"]))  # "the Workers' Alliance"
        if body and words[comma + 1].start <= name[0] and closed:
            return name
        if person and titled and words[comma + 1].start <= name[0] and closed:
            return name
    return None


def name_head(cast: Cast, name: Named) -> Head:
    """A name as a head: sure of one draft, doubtful of several, spare without any."""
    start, end, drafts = name
    kind: HeadKind = "name" if len(drafts) == 1 else "doubtful" if drafts else "spare"
    return Head(kind, start, end, drafts)


def introduced(cast: Cast, start: int, end: int, named: list[Named]) -> Named | None:
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
