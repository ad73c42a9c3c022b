"""The grammar of news time: finds "on Monday", "the day before", "by September 16", "in July 2014".

Words come from time_words.csv; the patterns below put them together. A phrase says only what its
own words say: a weekday, a distance in days, a date as far as stated. Which calendar day that is
depends on the article's day and is reckoned in reckoning.py.

    phrases("told reporters on Monday")  ->  TimePhrase("on Monday", weekday 0)

One pass of one pattern with bounded repetition: linear in the length of the text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from onrecord.types import PartialDate, Precision, RelativeDay

Use = Literal["on", "by", "until", "since", "after", "before", "from"]
Base = Literal["article", "story", "itself"]


_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """One expression of time, `start` to `end` in the text searched.

    `base` is what its day counts from: the article's day, the day the story has come to ("the day
    before"), or nothing ("in 2014"). `relative` and `partial` follow the reading described in
    reckoning.py; both are None where the words name no day ("in recent weeks"). `closing` ends a
    range of dates. `use` is the preposition's sense: "by" marks a deadline.
    """

    start: int
    end: int
    words: str
    precision: Precision | None = None
    base: Base = "article"
    relative: RelativeDay | None = None
    partial: PartialDate | None = None
    closing: PartialDate | None = None
    use: Use = "on"
    part: Literal["", "earlier", "later"] = ""

    @property
    def names_a_day(self) -> bool:
        """Whether a day can follow from it at all; "in recent weeks" names none."""
        return self.relative is not None or self.partial is not None


@cache
def words_of(kind: str) -> dict[str, str]:
    """The words of one kind in time_words.csv, case-folded, with their values."""
    table = files(__package__).joinpath("time_words.csv").read_text(encoding="utf-8")
    return {
        row["words"].casefold(): row["value"]
        for row in csv.DictReader(table.splitlines())
        if row["kind"] == kind
    }


def _choice(*kinds: str, capital: bool = False) -> str:
    words = sorted((w for kind in kinds for w in words_of(kind)), key=len, reverse=True)
    if capital:  # names of days and months: "May", "MAY", never "may"
        words = [form for w in words for form in (w.capitalize(), w.upper())]
    return "|".join(r"\s{1,3}".join(re.escape(piece) for piece in w.split()) for w in words)


@cache
def _pattern() -> re.Pattern[str]:
    weekday, month = _choice("weekday", capital=True), _choice("month", capital=True)
    number, sp = _choice("number"), r"\s{1,3}"
    day = r"(?:3[01]|[12]\d|0?[1-9])"
    ordinal = rf"(?:the{sp})?{day}(?:st|nd|rd|th)?"
    year = r"(?:1[89]|20)\d\d"
    to = r"\s{0,2}(?:-|–|—|to|and|until|till|through|thru)\s{0,2}"
    lead = rf"(?:(?:early|late|later|earlier){sp})?(?:(?P<use>(?i:on|by|until|till|since|from|after|before|in|as of|starting))(?:{sp}(?:early|late))?{sp})?"

    def after_weekday(kind: str) -> str:
        return rf"(?:(?P<wd_{kind}>{weekday})(?!\w),?{sp})?"

    numeral = rf"(?:\d{{1,3}}|(?i:{number}))"
    dates = [
        rf"(?P<iso>(?P<iso_y>{year})-(?P<iso_m>0[1-9]|1[0-2])-(?P<iso_d>0[1-9]|[12]\d|3[01]))\b",
        rf"(?P<dot>(?P<dot_d>{day})\.(?P<dot_m>0?[1-9]|1[0-2])\.(?P<dot_y>{year}))\b",
        rf"(?P<dm>{after_weekday('dm')}(?P<dm_d>{ordinal})(?:{to}(?P<dm_e>{ordinal}))?{sp}(?:of{sp})?"
        rf"(?P<dm_m>{month})(?!\w)(?:,?{sp}(?P<dm_y>{year})\b)?)",
        rf"(?P<md>{after_weekday('md')}(?P<md_m>{month}){sp}(?P<md_d>{ordinal})(?:{to}(?P<md_e>{ordinal}))?"
        rf"(?![\w%]|[.,:]\d)(?:,?{sp}(?P<md_y>{year})\b)?)",
        rf"(?P<my>(?P<my_m>{month}),?{sp}(?:of{sp})?(?P<my_y>{year})\b)",
    ]
    months = (
        rf"(?P<month>(?P<mo_when>(?i:in(?:{sp}(?:early|late))?|since|last|next|this|by|until|from|after|before|of|early|late|mid-?))"
        rf"\s{{0,3}}(?P<mo_m>{month})(?!\w))(?!{sp}(?:\d|[A-Z]))"
    )
    others = [
        months,
        rf"(?P<years>(?i:in|since|by|until|from|after|before|during|of|early|late){sp}(?:early{sp}|late{sp})?(?P<y_y>{year}))(?![\w%]|[.,]\d|{sp}(?:people|troops|soldiers|men))",
        r"(?P<decade>(?:(?i:in|since|during)\s{1,3})?(?i:the\s{1,3})?(?:(?:1[89]|20)?\d0s)\b)",
        rf"(?P<ago>(?:(?i:about|some|around|nearly|almost|just|more than){sp})?(?P<ago_n>{numeral}){sp}(?P<ago_u>(?i:days?|weeks?|months?|years?)){sp}"
        rf"(?P<ago_w>(?i:ago|earlier|before|later|after|prior)))\b(?!{sp}(?:the|an?|his|her|its|their|our|this|[A-Z]))",
        rf"(?P<hours>(?:{numeral}|(?i:hours|minutes)){sp}(?:(?i:hours?|minutes?){sp})?(?i:ago|earlier|later))\b",
        rf"(?P<past>(?i:in|over|during|for){sp}(?i:the{sp})?(?i:past|last){sp}(?P<past_n>{numeral}){sp}(?i:days))\b",
        rf"(?P<vague>(?i:{_choice('vague')}))\b",
        rf"(?P<article>(?:(?P<article_use>(?i:until|by|since|from|before)){sp})?(?i:{_choice('article')}))\b",
        # "the day before the vote" counts from the vote, not from a day of the story
        rf"(?P<story>(?:(?i:on){sp})?(?i:{_choice('story')}))\b(?!\s{{1,3}}(?:the|an?|his|her|its|their|our|this|[A-Z]))",
        r"(?P<overnight>(?i:overnight))\b",
        rf"(?P<unit>(?P<unit_p>(?i:earlier|later|early|late){sp})?(?:(?i:in){sp})?(?P<unit_w>(?i:this|last|next|(?:the|this){sp}(?:past|last|previous|current|coming|following|next)))"
        rf"{sp}(?P<unit_u>(?i:week|weekend|month|year)))\b(?!{sp}(?:of|before)\b)",
        rf"(?P<unit_the>(?i:earlier|later){sp}(?i:in){sp}(?i:the){sp}(?P<unit_the_u>(?i:week|month|year)))\b",
        rf"(?P<weekend>(?i:over|at|on|during){sp}(?i:the){sp}(?i:weekend))\b",
        rf"(?P<week_of>(?P<wo_n>(?i:last|next|this|this past|this coming|the following|the previous|the next|coming)){sp}(?P<wo_d>{weekday})(?!\w))",
        rf"(?P<weekday>(?P<w_d>{weekday})(?!\w)(?:{sp}(?i:morning|afternoon|evening|night)\b)?)",
        rf"(?P<day_of>(?i:on){sp}(?i:the){sp}(?P<do_d>{day})(?:st|nd|rd|th))(?=\s{{0,2}}(?:[.,;)]|$))",
    ]
    return re.compile(
        rf"(?<![\w$£€])(?:{lead}(?:{'|'.join(dates)})|{lead.replace('use', 'use2')}(?:{'|'.join(others)}))"
    )


_REACH = 60  # from the first word of an expression to the word in it that tells time
_UNITS = ("day", "week", "month", "year", "hour", "minute", "weekend")
_OPENING = (
    "on by until till since from after before in as starting early late later earlier the of at over during for "
    "about some around nearly almost just more this last next coming mid hours minutes overnight"
)
_COMMON = frozenset(
    (
        *_OPENING.split(),
        "that",
        "same",
        "other",
        "some",
        "these",
        "one",
        "a",
        "back",
        "long",
        "several",
        "few",
    )
)


@cache
def _telling() -> frozenset[str]:
    """The words of which every expression without a figure holds one, folded."""
    words = {w for unit in _UNITS for w in (unit, unit + "s")} | {"overnight", "ago", "earlier", "later"}
    words |= {w.strip(".") for kind in ("weekday", "month") for w in words_of(kind)}
    for kind in ("vague", "article", "story"):
        for row in words_of(kind):
            own = [w for w in row.split() if w not in _COMMON]
            if not words & set(own):
                words.add(max(own, key=len))
    return frozenset(words)


@cache
def _opening() -> frozenset[str]:
    """The words with which an expression can open, folded; else it opens with a figure."""
    kinds = ("vague", "article", "story", "number", "weekday", "month")
    return frozenset(_OPENING.split()) | {_first(row) for kind in kinds for row in words_of(kind)}


def _first(row: str) -> str:
    return re.split(r"\W", row)[0]


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The pattern's matches, tried only at words that can open one with a telling word ahead."""
    telling, opening, pattern = _telling(), _opening(), _pattern()
    waiting: list[int] = []
    at = start
    for word in _WORD.finditer(text, start, end):
        key = word.group().casefold()
        figure = key[0].isdecimal()
        if figure or key in opening:
            waiting.append(word.start())
        if not figure and key not in telling:
            continue
        for begin in waiting:
            if at <= begin and word.start() - begin <= _REACH and (found := pattern.match(text, begin, end)):
                yield found
                at = found.end()
        waiting.clear()


_USES: dict[str, Use] = {
    "by": "by", "until": "until", "till": "until", "since": "since", "from": "from", "after": "after",
    "before": "before", "as of": "since", "starting": "from",
}  # fmt: skip
_SCALE: dict[str, Precision] = {"week": "range", "weekend": "range", "month": "month", "year": "year"}


def phrases(text: str, start: int = 0, end: int | None = None) -> Iterator[TimePhrase]:
    """The expressions of time in `text[start:end]`, in order, never overlapping.

    >>> [(p.words, p.use) for p in phrases("Talks on Monday set a plan due by September 16.")]
    [('on Monday', 'on'), ('by September 16', 'by')]
    """
    for found in _matches(text, start, len(text) if end is None else end):
        phrase = _read(found, text)
        if phrase is not None:
            yield phrase


def _int(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _count(text: str) -> int:
    folded = " ".join(text.casefold().split())
    return int(folded) if folded.isdecimal() else int(words_of("number")[folded])


def _month(text: str) -> int:
    return int(words_of("month")[text.casefold()])


def _weekday(text: str) -> int:
    return int(words_of("weekday")[text.casefold()])


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _read(found: re.Match[str], text: str) -> TimePhrase | None:
    """One match as a TimePhrase, None where the words are no time (the "Sunday Times")."""
    g, words = found.groupdict(), found.group()
    preposition = g["use"] or g["use2"] or g["article_use"] or _fold(words).split(" ", 1)[0]
    use = _USES.get(_fold(preposition), "on")
    fold = _fold(words)
    part: Literal["", "earlier", "later"] = (
        "earlier"
        if fold.startswith(("earlier", "early"))
        else "later"
        if fold.startswith(("later", "late"))
        else ""
    )

    phrase = TimePhrase(found.start(), found.end(), words, use=use, part=part)

    for kind in ("dm", "md"):
        if g[kind]:
            year = int(g[f"{kind}_y"]) if g[f"{kind}_y"] else None
            weekday = _weekday(g[f"wd_{kind}"]) if g[f"wd_{kind}"] else None
            month, first, last = _month(g[f"{kind}_m"]), _int(g[f"{kind}_d"]), g[f"{kind}_e"]
            partial = PartialDate(year, month, first, weekday)
            base: Base = "itself" if year else "article"
            if last and _int(last) > first:
                return replace(
                    phrase,
                    precision="range",
                    base=base,
                    partial=partial,
                    closing=PartialDate(year, month, _int(last)),
                )
            return replace(phrase, precision="day", base=base, partial=partial)
    for kind in ("iso", "dot"):
        if g[kind]:
            day = PartialDate(int(g[f"{kind}_y"]), int(g[f"{kind}_m"]), int(g[f"{kind}_d"]))
            return replace(phrase, precision="day", base="itself", partial=day)
    if g["my"]:
        return replace(
            phrase, precision="month", base="itself", partial=PartialDate(int(g["my_y"]), _month(g["my_m"]))
        )
    if g["month"]:
        direction = {"last": -1, "next": 1}.get(_fold(g["mo_when"]), 0)
        relative = RelativeDay(direction=direction) if direction else None
        return replace(
            phrase, precision="month", partial=PartialDate(month=_month(g["mo_m"])), relative=relative
        )
    if g["years"]:
        return replace(phrase, precision="year", base="itself", partial=PartialDate(int(g["y_y"])))
    if g["ago"]:
        return _distance(phrase, _count(g["ago_n"]), _fold(g["ago_u"]).rstrip("s"), _fold(g["ago_w"]))
    if g["past"]:
        return replace(phrase, precision="range", relative=RelativeDay(days=-_count(g["past_n"])))
    for place in ("story", "article"):
        if g[place]:
            if words[0].isupper() and re.search(
                r"[A-Z]\w*[ ]\Z", text[max(0, found.start() - 20) : found.start()]
            ):
                return None  # "USA Today"
            table, key = words_of(place), fold
            while key not in table and " " in key:  # "until", "late in": what leads up to the phrase
                key = key.split(" ", 1)[1]
            days = int(table[key])
            return replace(
                phrase,
                precision="day",
                base="story" if place == "story" else "article",
                relative=RelativeDay(days=days),
            )
    if g["overnight"]:
        return replace(phrase, precision="range", relative=RelativeDay(days=-1))
    if g["unit"] or g["unit_the"]:
        way = _fold(g["unit_w"] or "this").split()[-1]
        direction = {"this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}.get(way, -1)
        unit = _fold(g["unit_u"] or g["unit_the_u"])
        if unit == "weekend":
            return replace(
                phrase, precision="range", relative=RelativeDay(weekday=5, days=1, direction=direction)
            )
        return replace(phrase, precision=_SCALE[unit], relative=RelativeDay(direction=direction))
    if g["weekend"]:
        return replace(phrase, precision="range", relative=RelativeDay(weekday=5, days=1))
    if g["week_of"]:
        way = _fold(g["wo_n"])
        direction = {"last": -1, "next": 1, "this coming": 1, "coming": 1}.get(way, 0)
        if way in ("the following", "the previous", "the next"):
            return phrase  # counted from a day of the story that may be any
        exact = 0 if way in ("this coming", "coming") else None
        return replace(phrase, precision="day", relative=RelativeDay(_weekday(g["wo_d"]), exact, direction))
    if g["weekday"]:
        if _a_name(found, text):
            return None
        return replace(phrase, precision="day", relative=RelativeDay(_weekday(g["w_d"])))
    if g["day_of"]:
        return replace(phrase, precision="day", partial=PartialDate(day=_int(g["do_d"])))
    return phrase  # hours, decades, "in recent weeks": no day


def _distance(phrase: TimePhrase, count: int, unit: str, way: str) -> TimePhrase:
    """Three days *ago* counts from the article's day, three days *later* from the story's."""
    sign = 1 if way in ("later", "after") else -1
    base: Base = "article" if way == "ago" else "story"
    if unit == "day":
        return replace(phrase, precision="day", base=base, relative=RelativeDay(days=sign * count))
    # "two weeks later" is a day of that week; which, the words leave open
    return replace(phrase, precision=_SCALE[unit], base=base, relative=RelativeDay(direction=sign * count))


def _a_name(found: re.Match[str], text: str) -> bool:
    """Whether the weekday is part of a name: "Black Friday", "the Sunday Times"."""
    before = re.search(r"(\w+)\s{1,3}$", text[max(0, found.start("weekday") - 20) : found.start("weekday")])
    after = re.match(r"\s{1,3}(\w+)", text[found.end("w_d") : found.end("w_d") + 20])
    return bool(
        (before and before.group(1).casefold() in words_of("not_before_weekday"))
        or (
            after
            and after.group(1)[0].isupper()
            and after.group(1).casefold() in words_of("not_after_weekday")
        )
    )
