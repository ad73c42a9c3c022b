"""Where a source cannot begin, end or lie.

    "Sonapur: Minister Tal rejected it"         before the colon stands a place; Tal rejects
    "According to the report, seen by KTP, …"   how the report came about belongs to the report
    "Bills will rise, the regulator, Ofwat, said"   the name between commas is the regulator's
    "affirmed the official", "what she"         a source is more than its article, and less than a clause
    "I do not. In 2017 engineers warned that"   who believes in one sentence does not warn in another
    "Tal refused, saying a, while Orb said b"   who comes later is not who was saying
    "a driver accused of theft", "Tal, criticised by Orb"   whom it befalls does not say so
    "The ministry on Sunday denied"             the day is not part of who

Each step takes one attribution and gives it back, mended or as it was.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.article.extract.decode import Found
from onrecord.article.extract.scene import Scene
from onrecord.article.extract.verbs import opens_with_auxiliary

_COLON = re.compile(r"[ \t]*:[ \t]+")
_PARTICIPLES = """
    seen obtained reviewed published released quoted cited dated carried posted issued signed leaked circulated
    presented compiled commissioned drafted written made prepared submitted adopted broadcast
"""
_HOW_IT_CAME = re.compile(rf",?[ \t]*(?:{'|'.join(_PARTICIPLES.split())})\b[^,.;:\n]{{2,80}}(?=,[ \t])")
_AFTER_COMMA = re.compile(r",[ \t]*")
_PARTICIPLE = re.compile(r"(?:also |further |however )?\w{2,}ing\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*\s+[\"“‘«(]?[^\W\d_a-z]")
_SHORT = 40
"""Characters within which a full stop may be that of an abbreviation."""
# "according to what Tal", "according to what was published by the Courier"
_WHAT = re.compile(
    r"what[ \t]+(?:(?=\w+$)|(?:was|is|has been|had been)[ \t]+\w+(?:ed|id|n|t|de)[ \t]+(?:by|in)[ \t]+(?=\S))",
    re.IGNORECASE,
)
_CITING = re.compile(r",?\s+(?:citing|quoting)\s", re.IGNORECASE)  # "local media citing officials"
_OTHER_CLAUSE = re.compile(r",[ \t]+(?:while|whereas|but)[ \t]+(?=\S)")
_NUMBERED = re.compile(r"[QA]?\d{1,3}[.):]?[ \t]+(?=[A-Z])")
_NEXT_WORD = re.compile(r"[ \t]+[^\W\d_]+")
_ITS_NOUN = re.compile(
    r"(?:^|(?<=[\s“\"(—–]))(?:the|its|his|her|their|our|my|[\w’'-]+[’']s?)[ \t]+(?:[\w’'-]+[ \t]+){0,4}?[\w’'-]+,[ \t]+$",
    re.IGNORECASE,
)
# words of judging that, where they are active, have whom or what they judge at once behind them
_JUDGED = """
    accused suspected convicted acquitted blamed praised criticised criticized condemned denounced hailed lauded slammed
    described characterised characterized portrayed depicted regarded viewed billed touted dubbed ridiculed mocked
"""
_HELD = "said believed thought alleged reported rumoured rumored known considered understood"
_BEFALLS = re.compile(
    rf"(?:(?:{'|'.join(_JUDGED.split())})[ \t]+(?:of|as|for|(?P<by>by[ \t]+)(?=\S))"
    rf"|(?:{'|'.join(_HELD.split())})[ \t]+to[ \t]+(?:be|have)|(?:urged|ordered|advised)[ \t]+to)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:(?:the|this|next|last)[ \t]+)?(?:(?:very[ \t]+)?(?:end|beginning|start|middle)[ \t]+of[ \t]+)?(?:(?:the|this|next|last)[ \t]+)?"
    r"(?:week|month|year|summer|autumn|winter|spring|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby[ \t]+$", re.IGNORECASE)
# what things go by: "released according to the schedule"
_MEASURE = re.compile(
    r"(?:(?:the|an?|its|his|her|their|our|this)[ \t]+)?(?:[a-z]+[ \t]+)?(?:schedule|timetable|plan|plans|tradition|custom|taste|size|age|needs?"
    r"|merit|season|ability|procedure|protocol|mood|weather|circumstances|rank|wishes|calendar)",
)
_WHOM = re.compile(r"\b(?:which|who|whom|what)[ \t]+$", re.IGNORECASE)
_SUBJECTS = frozenset({"i", "he", "she", "we", "they", "who"})
_ON_A_DAY = re.compile(
    r"(?<!ed)(?<!\bon)(?<!late)(?<!later)(?<!early)[ \t]+(?:(?:early|late|later)[ \t]+)?(?:on[ \t]+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:[ \t]+(?:morning|afternoon|evening|night))?$",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"the", "a", "an"})
_CLOSE = 24
"""Most characters between a colon and the title or name of whoever speaks after it."""


def behind_colon(scene: Scene, one: Found) -> Found:
    """ "Sonapur: Minister Tal rejected it": before the colon stands where it happened."""
    if not one.source or not one.cue:
        return one
    colon = _COLON.match(scene.text, one.source.end)
    if not colon or colon.end() >= one.cue.start or "\n" in scene.text[one.source.end : one.cue.start]:
        return one
    end = colon.end()
    for start, stop in scene.somebody.within(end, one.cue.start):
        if start - end <= _CLOSE:
            end = max(end, stop)
    if end == colon.end():
        return one
    return replace(one, source=scene.moved(one.source, colon.end(), end))


def with_its_origin(scene: Scene, one: Found) -> Found:
    """ "According to the report, seen by KTP, losses rose": the report is the one that KTP saw."""
    if not one.source or not one.cue or one.cue.end > one.source.start:
        return one
    came = _HOW_IT_CAME.match(scene.text, one.source.end)
    if not came or not came[0].startswith(","):
        return one
    after = _AFTER_COMMA.match(scene.text, came.end())
    begins = after.end() if after else came.end()
    contents = tuple(
        scene.moved(p, begins, p.end) if one.source.end <= p.start < begins < p.end else p
        for p in one.contents
    )
    source = scene.moved(one.source, one.source.start, came.end())
    return replace(one, source=source, contents=contents) if contents != one.contents else one


def not_who_comes_later(scene: Scene, one: Found) -> Found:
    """ ", saying that …, while Orb": a participle's subject has been named before it."""
    if not one.source or not one.cue or one.source.start < one.cue.end:
        return one
    apart = scene.text[max(0, one.cue.start - 3) : one.cue.start].rstrip(" ")[-1:] == "," and any(
        one.cue.end <= part.start < one.source.start for part in one.contents
    )
    return replace(one, source=None) if apart and _PARTICIPLE.match(scene.text, one.cue.start) else one


def not_whom_it_befalls(scene: Scene, one: Found) -> Found:
    """ "a driver accused of theft": he accuses nobody; in "criticised by Orb" it is Orb who does."""
    befalls = one.source and one.cue and _BEFALLS.match(scene.text, one.cue.start)
    if not befalls or not one.source or not one.cue:
        return one
    if one.source.start > one.cue.start:
        by = _BY.search(scene.text, one.cue.start, one.source.start)
        return one if by else replace(one, source=None)
    apart = scene.text[one.source.end : one.cue.start].strip(", \t")
    whom = _WHOM.search(scene.text, max(0, one.source.start - _SHORT), one.source.start)
    if apart or whom or scene.words(one.source).lower() in _SUBJECTS:
        return one  # "which he described as": what he describes stands before him
    start = befalls.end("by")
    nouns = [stop for _, stop in scene.somebody.beginning(start, start + _CLOSE)] if befalls["by"] else []
    return replace(one, source=scene.moved(one.source, start, nouns[0]) if nouns else None)


def names_nobody(scene: Scene, one: Found) -> bool:
    """Whether nobody is named who could say so: "a driver accused of theft", "according to schedule", "agreed by Monday"."""
    if not one.cue or not one.source:
        return bool(one.cue and _BEFALLS.match(scene.text, one.cue.start))
    who, cue = scene.words(one.source), scene.words(one.cue).lower()
    by_then = _TIME.fullmatch(who) and cue.endswith((" by", " until", " before", " since", " in", " on"))
    return bool(by_then or (_MEASURE.fullmatch(who) and cue.endswith("according to")))


def without_its_day(scene: Scene, one: Found) -> Found:
    """ "The ministry on Sunday denied it": the day of saying is not part of who said it."""
    if not one.source:
        return one
    day = _ON_A_DAY.search(scene.words(one.source))
    return (
        replace(one, source=scene.moved(one.source, one.source.start, one.source.start + day.start()))
        if day and day.start()
        else one
    )


def in_its_sentence(scene: Scene, one: Found) -> Found:
    """Nobody speaks out of another sentence, but where what is said lies between."""
    if not one.source or not one.cue:
        return one
    first, last = sorted((one.source, one.cue), key=lambda part: part.start)
    between = any(first.end <= part.start < last.start for part in one.contents)
    apart = last.start - first.end > _SHORT and not between
    if apart and _SENTENCE_END.search(scene.text, first.end, last.start):
        return replace(one, source=None)
    return one


def whole_source(scene: Scene, one: Found) -> Found:
    """A source is more than its article, and less than a clause."""
    if not one.source:
        return one
    start, end = one.source.start, one.source.end
    words = scene.words(one.source)
    if (citing := _CITING.search(words)) and scene.somebody.beginning(start, start + citing.start()):
        return replace(one, source=scene.moved(one.source, start, start + citing.start()))
    if one.cue and (other := _OTHER_CLAUSE.search(words)):
        before = one.cue.end <= start
        ends = (start, start + other.start()) if before else (start + other.end(), end)
        return replace(one, source=scene.moved(one.source, *ends))
    if clause := _WHAT.match(words) or _NUMBERED.match(words):
        return replace(one, source=scene.moved(one.source, start + clause.end(), end))
    word = _NEXT_WORD.match(scene.text, end)
    if words.lower() not in _ARTICLES or not word or (one.cue and end <= one.cue.start <= word.end()):
        return one  # "the had announced": whoever it was is missing
    nouns = [stop for _, stop in scene.somebody.beginning(start, end + 2) if stop > end]
    return replace(one, source=scene.moved(one.source, start, max(nouns, default=word.end())))


def without_rest(scene: Scene, one: Found) -> Found:
    """ "The plan, says Tal of the union, will fail": what will fail is not who says so."""
    if not one.source or not one.cue or one.cue.end > one.source.start:
        return one
    for comma in _AFTER_COMMA.finditer(scene.text, one.source.start, one.source.end):
        if opens_with_auxiliary(scene.text[comma.end() : one.source.end]):
            rest = replace(one.contents[0], score=one.source.score)
            return replace(
                one,
                source=scene.moved(one.source, one.source.start, comma.start()),
                contents=(*one.contents, scene.moved(rest, comma.end(), one.source.end)),
            )
    return one


def with_its_noun(scene: Scene, one: Found) -> Found:
    """ "the regulator, Watermark, said": the name between commas is the regulator's."""
    if not one.source or scene.words(one.source)[:1].islower():
        return one
    line = scene.sentence(one.source.start)
    noun = line and _ITS_NOUN.search(scene.text, line[0], one.source.start)
    if not noun or not scene.text.startswith(",", one.source.end - scene.words(one.source).endswith(",")):
        return one
    taken = any(
        part.start < noun.end() and noun.start() < part.end for part in (*one.contents, one.cue) if part
    )
    ends = noun.start() + len(noun[0].rstrip(", "))
    nominal = any(b == ends for _, b in scene.people.within(noun.start(), ends))
    return (
        one
        if taken or not nominal
        else replace(one, source=scene.moved(one.source, noun.start(), one.source.end))
    )
