"""Through whom: the outlets between a speaker and the article, each with its evidence.

    told Sputnik, in an interview with the Courier          said_to
    Al-Jazeera reported, according to local media           reported_by
    citing TASS, RIA quoted TASS as saying                  cites
    Based on reports by TASS; a dateline's agency       based_on, syndicates, translates

The relation comes from the words before or after the outlet's name (channel_words.csv), read in
the statement's cue clause only. An outlet that itself is the source is the one that reports. What
lies inside a statement came through that statement's channels too; a credit line holds for all.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from onrecord.article.resolve.cue_clause import CueClause, cue_clauses, goes_on
from onrecord.article.resolve.outlet_table import canonical
from onrecord.article.resolve.outlet_words import OutletMention
from onrecord.article.resolve.outlets import outlet_mentions
from onrecord.types import Article, Channel, ChannelRelation, Mention, Span, Statement

# words that may stand between the relation and the name: "told the Russian state news agency TASS"
_MODIFIERS = (
    r"(?:(?i:the|an?|its|his|her|our|state|state-run|state-owned|local|private|official|leading|independent|government|news|daily|"
    r"weekly|newspaper|tabloid|agency|broadcaster|television|tv|radio|channel|station|magazine|website|site|portal|public|air|live)|"
    r"pro-\w{1,20}|\w{2,20}-(?:based|run|owned|backed|funded|like|style|language)|\w{2,20}[’']s|"
    r"[A-Z]\w{1,20}(?:[’']s?|ian|ish|ese|an|i|ch))"
)
_BETWEEN = rf"\W{{1,3}}(?:{_MODIFIERS}\W{{1,3}}){{0,5}}\Z"
_ONLY_MODIFIERS = re.compile(rf"\W*(?:{_MODIFIERS}\W{{1,3}}){{0,5}}\Z")
# "told the Post's readers": said in it, but not to it
# nobody says anything on a newspaper
_ON = re.compile(r"\bon\s(?:the\s)?\Z", re.IGNORECASE)
# "on his official Telegram channel", "in a Facebook post", "on the messaging service Golub"
_POSTED = re.compile(r"\b(?:on|via|to|in|through)\s(?:[\w’'-]{1,20}\s){0,4}\Z", re.I)
_PRINTED = re.compile(r",\s(?:an?|the)\s(?:[\w-]{1,20}\s){0,3}(?:newspaper|magazine|daily|weekly|tabloid)\b")
# "denied a report by the Post": what is spoken of
_SOME_REPORT = re.compile(rf"\breports?\s(?:by|in|from){_BETWEEN}")
_ITS_PUBLIC = re.compile(r"(?:[’']s?)?\s(?:audience|viewers|readers|listeners)\b")
# of what one clause names: whom the speaker told, then who was cited, then who reports it
_NEAREST: tuple[ChannelRelation, ...] = (
    *("said_to", "cites", "reported_by"),
    *("based_on", "translates", "syndicates"),
)
_CITES = re.compile(r"(?:quot|cit)(?:ed|es|ing)\b|with reference", re.I)  # before the name: "citing TASS"
_ACCORDING = re.compile(r"according|as per\b", re.I)
# what may follow an outlet's name in the source that it is: ", a tabloid of Velm,", ", citing officials,"
_ALONE = re.compile(
    r"\W*(?:news\s)?(?:website|channel|agency|reports?|media)?\W*|"
    r",\s(?:an?|the|its|one|citing|quoting|referring|with)\s.*|\s\([A-Z][\w-]{1,9}\),?",
    re.S,
)
_HOME = re.compile(r"\b[A-Z][\w’'-]{1,20}\s\Z")
_AROUND = 20  # outlets on either side of a cue


@cache
def _relations(side: Literal["before", "after"]) -> tuple[re.Pattern[str], dict[str, ChannelRelation]]:
    table = csv.DictReader(
        files(__package__).joinpath("channel_words.csv").read_text(encoding="utf-8").splitlines()
    )
    words = {row["words"]: cast(ChannelRelation, row["relation"]) for row in table if row["side"] == side}
    choice = "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(words, key=len, reverse=True))
    pattern = (
        rf"(?i:\b(?P<w>{choice}))(?=\W){_BETWEEN}"
        if side == "before"
        else rf"\A\s{{1,3}}(?P<w>(?i:{choice}))\b"
    )
    return re.compile(pattern), words


def channels(
    article: Article,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    sentences: Sequence[Span],
    clauses: Sequence[CueClause] | None = None,
    named: Sequence[Sequence[OutletMention]] | None = None,
    voices: Sequence[str | None] = (),
) -> tuple[tuple[Channel, ...], ...]:
    """The channels of each statement, in order: nearest to the speaker first, the article's credits last.

    "Told Sputnik" is a channel here and an addressee in circumstances.py. The article's own outlet
    is no reporter of itself, but it may be whom somebody told.
    """
    clauses = clauses or cue_clauses(article, statements, sentences)
    named = named or outlet_mentions(article, sentences, mentions)
    outlet = canonical(article.outlet).casefold() if article.outlet else None
    credits = _credits(article, outlet)
    found: list[list[Channel]] = []
    for statement, clause in zip(statements, clauses, strict=True):
        here = named[clause.sentence] if clause.sentence >= 0 else []
        own = sorted(_own(article, statement, clause, here), key=lambda c: _NEAREST.index(c.relation))
        found.append([_called(c, article) for c in own if _foreign(c, outlet)])
    before = goes_on(article, statements, clauses, voices)
    for index, earlier in enumerate(before):
        if earlier is not None and not found[index]:
            found[index] = list(found[earlier])
    complete = []
    for index in range(len(statements)):
        chain, parent, seen = list(found[index]), clauses[index].parent, {index}
        while parent is not None and parent not in seen and len(seen) < 8:
            seen.add(parent)
            outer = found[parent]
            if any(channel.relation == "reported_by" for channel in outer):
                chain = [_as(channel, "reported_by", "cites") for channel in chain]  # "RIA quoted TASS as …"
            # told to the outlet by the outer speaker: the outlet reported it
            chain += [_as(channel, "said_to", "reported_by") for channel in outer]
            parent = clauses[parent].parent
        complete.append(_once([*chain, *credits]))
    return tuple(complete)


def _as(channel: Channel, before: ChannelRelation, now: ChannelRelation) -> Channel:
    """The channel with another relation where it has `before`."""
    return replace(channel, relation=now) if channel.relation == before else channel


def _once(chain: Sequence[Channel]) -> tuple[Channel, ...]:
    """Each outlet once, as it is named first."""
    kept: dict[str, Channel] = {}
    for channel in chain:
        kept.setdefault(channel.name.casefold(), channel)
    return tuple(kept.values())


def _foreign(channel: Channel, outlet: str | None) -> bool:
    return channel.relation == "said_to" or not _itself(channel.name, outlet)


def _called(channel: Channel, article: Article) -> Channel:
    """The article's own outlet under its own name: in the Velm Star, "told the Star"."""
    own = canonical(article.outlet) if article.outlet else None
    return replace(channel, name=own) if own and _itself(channel.name, own.casefold()) else channel


def _itself(name: str, outlet: str | None) -> bool:
    """Whether a name is the article's own outlet, in full, by its first words, its last or its initials.

    >>> _itself("Coast", "coast news agency"), _itself("CNA", "coast news agency"), _itself("News", "coast news")
    (True, True, False)
    """
    if outlet is None:
        return False
    own = outlet.removeprefix("the ").split()
    called = name.casefold().removeprefix("the ").split()
    if len(own) > 1 and called == own[-1:] and len(called[0]) > 3 and called[0] not in ("news", "online"):
        return True
    initials = "".join(word[0] for word in own)
    return own[: len(called)] == called or (len(own) > 2 and called == [initials])


def _credits(article: Article, outlet: str | None) -> list[Channel]:
    found = [
        Channel(canonical(credit.name), credit.relation, (credit.span,))
        for credit in article.credits
        if credit.relation != "photo" and credit.name.strip() and not _itself(canonical(credit.name), outlet)
    ]
    line = article.dateline
    if line is not None and line.agency:
        name = canonical(line.agency)
        at = article.text.find(line.agency, line.span.start, line.span.end)
        span = Span(at, at + len(line.agency)) if at >= 0 else line.span
        if not _itself(name, outlet) and name.casefold() not in {c.name.casefold() for c in found}:
            found.append(Channel(name, "syndicates", (span,)))
    return found


def _own(
    article: Article, statement: Statement, clause: CueClause, here: Sequence[OutletMention]
) -> list[Channel]:
    """The channels that the statement's own cue clause names."""
    found = []
    for outlet in _near(here, statement):
        relation = None
        if any(s.start <= outlet.start and outlet.end <= s.end for s in statement.source):
            relation = as_source(article, statement, outlet)
        elif any(z.start <= outlet.start < z.end for z in clause.zones):
            relation = _by_words(article.text, clause, outlet)
        if relation is not None and not (relation == "said_to" and outlet.generic):
            found.append(Channel(outlet.name, relation, outlet.evidence))
    return found


def _with_home(text: str, outlet: OutletMention) -> int:
    """Where an outlet's words begin, with the place before its kind: "the Velm daily Vesper"."""
    home = (
        _HOME.search(text, max(0, outlet.start - 24), outlet.start) if text[outlet.start].islower() else None
    )
    return home.start() if home else outlet.start


def _near(here: Sequence[OutletMention], statement: Statement) -> Sequence[OutletMention]:
    """The outlets around the cue; all of them, but in a sentence made to be slow."""
    if len(here) <= 2 * _AROUND:
        return here
    marks = (*statement.cue, *statement.source)
    at = bisect_left(here, marks[0].start if marks else 0, key=lambda outlet: outlet.start)
    return here[max(0, at - _AROUND) : at + _AROUND]


def as_source(article: Article, statement: Statement, outlet: OutletMention) -> ChannelRelation | None:
    """The outlet is the source, not a word in it: "The Post", not "a Post reporter".

    Whose turn it is in an interview ("Vesper: Who pays?") reports nothing.
    """
    if not statement.cue or article.slice(statement.cue[0]).strip() in (":", "."):
        return None
    for span in statement.source:
        if span.start <= outlet.start and outlet.end <= span.end:
            start = max(span.start, _with_home(article.text, outlet))
            before, after = article.text[span.start : start], article.text[outlet.end : span.end]
            if not _ALONE.fullmatch(after):
                continue
            if _ONLY_MODIFIERS.match(before):
                if outlet.platform:
                    return "said_to"
                if statement.act == "attitude":
                    return None  # "the Post backed the mayor": it acts, it reports nothing
                cited = any(
                    _ACCORDING.match(words := article.slice(cue))
                    or (_CITES.match(words) and cue.end <= span.start)
                    for cue in statement.cue
                )
                return "cites" if cited else "reported_by"
            relation = _before(before)
            if relation is not None:
                return relation
    return None


def _before(text: str) -> ChannelRelation | None:
    pattern, relations = _relations("before")
    last = None
    for last in pattern.finditer(text[-120:]):  # noqa: B007  (the match nearest to the name)
        pass
    return relations[" ".join(last["w"].casefold().split())] if last else None


def _by_words(text: str, clause: CueClause, outlet: OutletMention) -> ChannelRelation | None:
    if outlet.platform:
        return "said_to" if _POSTED.search(text, max(clause.start, outlet.start - 60), outlet.start) else None
    if _ITS_PUBLIC.match(text, outlet.end):
        return None
    if _PRINTED.match(text, outlet.end) and _ON.search(text, max(0, outlet.start - 8), outlet.start):
        return None
    start = _with_home(text, outlet)
    before = text[max(clause.start, start - 120) : start]
    if _SOME_REPORT.search(before):
        return None
    relation = _before(before)
    if relation is not None:
        return relation
    pattern, relations = _relations("after")
    after = pattern.match(text[outlet.end : min(clause.end, outlet.end + 40)])
    return relations[" ".join(after["w"].casefold().split())] if after else None
