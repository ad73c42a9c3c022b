"""What an outlet is to a statement whose source names it: it reports, is cited, asks, or speaks for itself.

Vesper reported, the daily Vesper of Velm said       reported_by
according to Vesper, citing Vesper                   cites
Vesper denied that it had paid                       none: its own matter
Vesper: Who pays?    Dorn: The state.                said_to, for the answer
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.article.resolve.channel_words import ONLY_MODIFIERS, before
from onrecord.article.resolve.outlet_table import canonical, known
from onrecord.article.resolve.outlet_words import OutletMention
from onrecord.types import Article, Channel, ChannelRelation, Statement

_CITES = re.compile(r"(?:quot|cit)(?:ed|es|ing)\b|with reference", re.I)  # before the name: "citing TASS"
_ACCORDING = re.compile(r"according|as per\b", re.I)
# what may follow an outlet's name in the source that it is: ", a tabloid of Velm,", ", citing officials,"
_ALONE = re.compile(
    r"\W*(?:news\s)?(?:website|channel|agency|reports?|media)?\W*|"
    r",\s(?:an?|the|its|one|citing|quoting|referring|with|which)\s.*|\s\([A-Z][\w-]{1,9}\),?",
    re.S,
)
# an outlet that does so speaks for itself
_ITSELF = re.compile(
    r"\b(?:den(?:ied|ies)|apologi[sz]e[ds]?|declined?s?|refused?s?|reject(?:ed|s)|defended|pledged|promised|vowed|asked|urged|"
    r"demand(?:ed|s)|accused?s?|insist(?:ed|s)|regret(?:ted|s)|welcomed|condemn(?:ed|s)|protested|complained)\b"
)
_STATEMENT = re.compile(
    r"\s(?:in|via)\s(?:an?|its)\s(?:[\w-]{1,20}\s)?(?:statement|letter|filing|press\srelease|e-?mail|tweet)\b"
)
_WHEN = re.compile(r"\s(?:by|on|in|via|at|from|earlier|last|this)\s[^,]{1,60},?\s*")
_ITS_SOURCES = re.compile(
    r"[’']s?\s(?:own\s)?(?:[a-z]{2,12}\s)?(?:sources?|interlocutors?)(?:\s(?:in|at|close|within)\b.*)?\W*"
)
_SOME_OF = re.compile(r"(?:\w{2,8}\sof\s)?(?:the\s)?", re.I)
_AROUND = 20  # outlets on either side of a cue
_HOME = re.compile(r"\b[A-Z][\w’'-]{1,20}\s\Z")


def as_source(article: Article, statement: Statement, outlet: OutletMention) -> ChannelRelation | None:
    """The outlet is the source, not a word in it: "The Post", not "a Post reporter".

    Whose turn it is in an interview ("Vesper: Who pays?") reports nothing.
    """
    if _is_turn(article, statement) and _asks(article, statement):
        return None
    for span in statement.source:
        if span.start <= outlet.start and outlet.end <= span.end:
            start = max(span.start, with_home(article.text, outlet))
            words, after = article.text[span.start : start], article.text[outlet.end : span.end]
            if _ITS_SOURCES.fullmatch(after) and _SOME_OF.fullmatch(words):
                return "reported_by"
            if not _ALONE.fullmatch(after):
                relation = before(words) if _WHEN.fullmatch(after) else None
                if relation is None:
                    continue
                return relation
            if ONLY_MODIFIERS.match(words):
                if outlet.platform:
                    return "said_to"
                if statement.act == "attitude" or _for_itself(article, statement):
                    return None  # "the Post backed the mayor": it acts, it reports nothing
                cited = any(
                    _ACCORDING.match(verb := article.slice(cue))
                    or (_CITES.match(verb) and cue.end <= span.start)
                    for cue in statement.cue
                )
                return "cites" if cited else "reported_by"
            relation = before(words)
            if relation is not None:
                return relation
    return None


def _for_itself(article: Article, statement: Statement) -> bool:
    """Whether an outlet speaks of its own: "The Post denied …", "the Post said in a statement …"."""
    if not statement.cue:
        return False
    cue = " ".join(article.slice(span) for span in statement.cue)
    last = statement.cue[-1]
    after = article.text[last.end : last.end + 40] if last.part == "text" else ""
    return bool(_ITSELF.search(cue) or _STATEMENT.match(after) or _STATEMENT.search(cue))


def with_home(text: str, outlet: OutletMention) -> int:
    """Where an outlet's words begin, with the place before its kind: "the Velm daily Vesper"."""
    home = (
        _HOME.search(text, max(0, outlet.start - 24), outlet.start) if text[outlet.start].islower() else None
    )
    return home.start() if home else outlet.start


def near(here: Sequence[OutletMention], statement: Statement) -> Sequence[OutletMention]:
    """The outlets around the cue; all of them, but in a sentence made to be slow."""
    if len(here) <= 2 * _AROUND:
        return here
    marks = (*statement.cue, *statement.source)
    at = bisect_left(here, marks[0].start if marks else 0, key=lambda outlet: outlet.start)
    return here[max(0, at - _AROUND) : at + _AROUND]


def asked_by(
    article: Article, statements: Sequence[Statement], named: Sequence[Sequence[OutletMention]]
) -> list[Channel | None]:
    """For each answer in an interview's turns the outlet that asks there."""
    names = {canonical(article.outlet): canonical(article.outlet)} if article.outlet else {}
    names |= {m.name: m.name for line in named for m in line if not (m.generic or m.platform)}
    labels = {name.rsplit(None, 1)[-1].casefold(): full for name, full in names.items() if name}
    labels |= {name.casefold(): full for name, full in names.items()}
    found: list[Channel | None] = []
    asks: Channel | None = None
    for statement in statements:
        if not _is_turn(article, statement):
            found.append(None)
            asks = asks if statement.continues else None
            continue
        label = article.slice(statement.source[0])
        row = known(label)
        whose = labels.get(label.casefold(), row.name if row else None)
        if whose and _asks(article, statement):
            asks = Channel(whose, "said_to", (statement.source[0],))
        found.append(None if whose else asks)
    return found


def _is_turn(article: Article, statement: Statement) -> bool:
    """Whether a statement is a turn under its speaker's label: a source, a colon, what is said."""
    colon = "".join(article.slice(span) for span in statement.cue).strip()
    return bool(statement.source and statement.content) and colon in ("", ":", ".")


def _asks(article: Article, statement: Statement) -> bool:
    return bool(statement.content) and article.slice(statement.content[-1]).rstrip().endswith("?")
