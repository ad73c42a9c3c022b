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

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.article.resolve.channel_words import BETWEEN, after, before
from onrecord.article.resolve.cue_clause import CueClause, cue_clauses, goes_on
from onrecord.article.resolve.outlet_sources import as_source, asked_by, near, with_home
from onrecord.article.resolve.outlet_table import canonical, known
from onrecord.article.resolve.outlet_words import OutletMention
from onrecord.article.resolve.outlets import outlet_mentions
from onrecord.article.resolve.tables import fold, given_names
from onrecord.types import Article, Channel, ChannelRelation, Credit, Mention, Span, Statement

# nobody says anything on a newspaper
_ON = re.compile(r"\bon\s(?:the\s)?\Z", re.IGNORECASE)
# "on his official Telegram channel", "in a Facebook post", "on the messaging service Golub"
_POSTED = re.compile(
    r"\b(?:on|via|in|through|(?:post|upload|publish|shar)\w{1,3}\sto)\s(?:[\w’'-]{1,20}\s){0,4}\Z", re.I
)
_PRINTED = re.compile(r",\s(?:an?|the)\s(?:[\w-]{1,20}\s){0,3}(?:newspaper|magazine|daily|weekly|tabloid)\b")
# "denied a report by the Post": what is spoken of
_SOME_REPORT = re.compile(rf"\breports?\s(?:by|in|from){BETWEEN}")
# "told the Post's readers": said in it, but not to it
_ITS_PUBLIC = re.compile(r"(?:[’']s?)?\s(?:audience|viewers|readers|listeners)\b")
# of what one clause names: whom the speaker told, then who was cited, then who reports it
_NEAREST: tuple[ChannelRelation, ...] = (
    *("said_to", "cites", "reported_by"),
    *("based_on", "translates", "syndicates"),
)
_TAKEN_FROM = re.compile(r"\bfrom\s(?P<name>[A-Z][^\n,.;:]{1,60}?)\sby\s\Z")  # "Translated from El Faro by …"
_NO_OUTLET = re.compile(r"(?:in|on|at|for|from)\s|\W*\d|\W*\Z", re.I)


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
    for index, asks in enumerate(asked_by(article, statements, named)):
        found[index] += [_called(asks, article)] if asks and not found[index] else []
    for index, earlier in enumerate(goes_on(article, statements, clauses, voices)):
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
    credited = (_credited(article, credit) for credit in article.credits)
    found = [channel for channel in credited if channel and not _itself(channel.name, outlet)]
    line = article.dateline
    if line is not None and line.agency:
        name = canonical(line.agency)
        at = article.text.find(line.agency, line.span.start, line.span.end)
        span = Span(at, at + len(line.agency)) if at >= 0 else line.span
        if not _itself(name, outlet) and name.casefold() not in {c.name.casefold() for c in found}:
            found.append(Channel(name, "syndicates", (span,)))
    return found


def _credited(article: Article, credit: Credit) -> Channel | None:
    """A credit as a channel; None where its name is no outlet's: a translator's, "in Ketrian 0400 gmt"."""
    name, span = credit.name.partition(" (")[0].strip(), credit.span
    if credit.relation == "translates" and span.part == "text":
        taken = _TAKEN_FROM.search(article.text, max(0, span.start - 80), span.start)
        if taken and (known(taken["name"]) or len(taken["name"].split()) > 1):
            return Channel(canonical(taken["name"]), "translates", (Span(*taken.span("name")),))
        first, *more = name.split()
        if len(more) in (1, 2) and fold(first) in given_names() and known(name) is None:
            return None
    if credit.relation == "photo" or _NO_OUTLET.match(name):
        return None
    return Channel(canonical(name), credit.relation, (span,))


def _own(
    article: Article, statement: Statement, clause: CueClause, here: Sequence[OutletMention]
) -> list[Channel]:
    """The channels that the statement's own cue clause names."""
    found = []
    for outlet in near(here, statement):
        relation = None
        if any(s.start <= outlet.start and outlet.end <= s.end for s in statement.source):
            relation = as_source(article, statement, outlet)
        elif any(z.start <= outlet.start < z.end for z in clause.zones):
            relation = _by_words(article.text, statement, clause, outlet)
        if relation is not None and not (relation == "said_to" and outlet.generic):
            found.append(Channel(outlet.name, relation, outlet.evidence))
    return found


def _by_words(
    text: str, statement: Statement, clause: CueClause, outlet: OutletMention
) -> ChannelRelation | None:
    if outlet.platform:
        return "said_to" if _POSTED.search(text, max(clause.start, outlet.start - 60), outlet.start) else None
    if _ITS_PUBLIC.match(text, outlet.end):
        return None
    if _PRINTED.match(text, outlet.end) and _ON.search(text, max(0, outlet.start - 8), outlet.start):
        return None
    words = text[max(clause.start, outlet.start - 120) : outlet.start]
    if _SOME_REPORT.search(words) and any(cue.end <= outlet.start for cue in statement.cue):
        return None
    home = text[max(clause.start, outlet.start - 120) : with_home(text, outlet)]
    return before(words) or before(home) or after(text[outlet.end : min(clause.end, outlet.end + 40)])
