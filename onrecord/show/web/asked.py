"""A search as it stands in an address (`?q=port&manner=direct`) and as somebody would say it.

    what did Ona Brill say about the troops        Ona Brill on troops        Brill about troops

One field takes both plain words and such questions; `understood` says which it was, so that the
page can show it and offer the other reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from onrecord.errors import Usage
from onrecord.record.store import Asked, Browse
from onrecord.record.store.search import MANNERS
from onrecord.types import Actor

LONGEST = 300  # characters of a search

QUESTION = re.compile(
    r"what (?:did|does|do|has|have|is|are|was|were) (?P<who>.{1,120}?) "
    r"(?:say|said|saying|says|think|state|claim|promise)(?: (?:about|on|of|regarding|concerning) (?P<what>.{1,200}?))?\s*\?*",
    re.IGNORECASE,
)
SHORT = re.compile(
    r"(?P<who>.{1,120}?) (?:on|about|regarding|concerning) (?P<what>.{1,200}?)\s*\?*", re.IGNORECASE
)
ARTICLES = re.compile(r"^(?:the|a|an) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What the address asks for: the words typed, the filters, the page; `plain` takes words as words."""

    typed: str = ""
    filters: Asked = field(default_factory=Asked)
    page: int = 1
    plain: bool = False

    def parameters(self, **changed: object) -> dict[str, object]:
        """As parameters of an address, with some of them changed."""
        it = self.filters
        told: dict[str, object] = {
            "q": self.typed,
            "speaker": it.speaker,
            "outlet": it.outlet,
            "since": it.since,
            "until": it.until,
            "manner": it.manner,
            "story": it.story,
            "clash": it.clash,
            "narrated": it.narrated,
            "plain": self.plain,
        }
        told.update(changed)
        return {name: value for name, value in told.items() if value not in (None, "", False)}


@dataclass(frozen=True, slots=True)
class Understood:
    """A question: who it is about, and the words that follow; `others` answer to the name as well."""

    who: Actor
    words: str
    others: tuple[Actor, ...] = ()


def read(given: Mapping[str, str]) -> Request:
    """The address's parameters; Usage with a sentence for what makes no sense."""
    typed = " ".join(given.get("q", "").replace("\0", " ").split())
    if len(typed) > LONGEST:
        raise Usage(f"q: found a search of {len(typed):,} characters, expected at most {LONGEST}")
    manner = given.get("manner") or None
    if manner is not None and manner not in MANNERS:
        raise Usage(f"manner: found {manner[:40]!r}, expected one of {', '.join(MANNERS)}")
    filters = Asked(
        speaker=_word(given, "speaker"),
        outlet=_word(given, "outlet"),
        since=_day(given, "since"),
        until=_day(given, "until"),
        manner=manner,
        story=_word(given, "story"),
        clash=_switch(given, "clash"),
        narrated=_switch(given, "narrated"),
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise Usage(
            f"since {filters.since} is later than until {filters.until}, expected the earlier day first"
        )
    return Request(typed, filters, number(given, "page", 1, 10_000), _switch(given, "plain"))


def number(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    """A whole number from 1 to `most`; Usage for anything else."""
    told = given.get(name) or str(usual)
    if not (told.isascii() and told.isdigit() and len(told) < 9 and 1 <= int(told) <= most):
        raise Usage(f"{name}: found {told[:40]!r}, expected a number from 1 to {most:,}")
    return int(told)


def _word(given: Mapping[str, str], name: str) -> str | None:
    told = given.get(name) or None
    if told and len(told) > LONGEST:
        raise Usage(f"{name}: found {len(told):,} characters, expected at most {LONGEST}")
    return told


def _switch(given: Mapping[str, str], name: str) -> bool:
    told = given.get(name, "")
    if told not in ("", "0", "1"):
        raise Usage(f"{name}: found {told[:40]!r}, expected 1 or nothing")
    return told == "1"


def _day(given: Mapping[str, str], name: str) -> date | None:
    told = given.get(name) or None
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        raise Usage(
            f"{name}: found {told[:40] if told else ''!r}, expected a day such as 2031-05-06"
        ) from None


def questions(typed: str) -> list[tuple[str, str]]:
    """(who, about what) as `typed` may be meant, the likeliest first; nothing where it is just words.

    >>> questions("What did the mayor say about the new bridge?")
    [('mayor', 'new bridge'), ('the mayor', 'new bridge')]
    >>> questions("Brill on troops"), questions("troops")
    ([('Brill', 'troops')], [])
    """
    found: list[tuple[str, str]] = []
    for form in (QUESTION, SHORT):
        match = form.fullmatch(typed)
        if match:
            who, what = match["who"].strip(), ARTICLES.sub("", (match["what"] or "").strip())
            found += [(ARTICLES.sub("", who), what), (who, what)]
            break
    return list(dict.fromkeys(found))


def understood(request: Request, browse: Browse) -> tuple[Asked, Understood | None]:
    """What will be searched for; and, where the words were taken as a question, as which.

    A name that nobody answers to, or one typed beside a filter by speaker, is just words. Whom a
    judgement has made one with another is sought as that other.
    """
    filters = replace(request.filters, words=request.typed)
    if filters.speaker is not None:
        return replace(filters, speaker=next(iter(browse.actors([filters.speaker])), filters.speaker)), None
    for who, what in [] if request.plain else questions(request.typed):
        actors: Sequence[Actor] = browse.bearing(who) or browse.answering(who)
        if actors:
            read_as = replace(filters, words=what, speaker=actors[0].id)
            return read_as, Understood(actors[0], what, tuple(actors[1:5]))
    return filters, None
