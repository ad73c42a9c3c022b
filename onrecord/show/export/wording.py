"""Days, relations and marks in a reader's words, for the page."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

from onrecord.show.export.as_json import title
from onrecord.types import Article, Report, Said

MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

RELATIONS = {
    "outlet": "",
    "said_to": "said to",
    "reported_by": "as reported by",
    "cites": "citing",
    "based_on": "based on",
    "syndicates": "text from",
    "translates": "translated from",
    "copies": "copied from",
    "said": "",
}

CREDITS = {
    "based_on": "Based on",
    "syndicates": "Text from",
    "translates": "Translated from",
    "photo": "Photo:",
}

BASIS = {
    "stated": "",
    "weekday": "weekday in the text",
    "published": "day of publication",
    "caption": "from a caption",
    "other_report": "from another outlet's report",
}

QUOTES = {
    "put_in": "in quotation marks here alone: “{}”",
    "broken_off": "the quotation breaks off before “{}”",
    "taken_out": "without the quotation marks of the first version: “{}”",
}

PROVISOS = {
    ("condition", True): "the condition is left out: “{}”",
    ("condition", False): "a condition is added: “{}”",
    ("limit", True): "the limit is left out: “{}”",
    ("limit", False): "a limit is added: “{}”",
}

MANNERS = {
    "direct": ("●", "quoted"),
    "mixed": ("◐", "partly quoted"),
    "indirect": ("○", "in the outlet's words"),
    "narrated": ("□", "told by the outlet itself"),
}


def day(said: Said) -> str:
    """The day said as precisely as it is known; "" where it is not.

    >>> day(Said(date(2031, 9, 7), date(2031, 9, 9), "range")), day(Said(date(2031, 9, 1), precision="month"))
    ('7–9 September 2031', 'September 2031')
    """
    if not said.date:
        return ""
    if said.precision == "year":
        return str(said.date.year)
    if said.precision == "month":
        return f"{MONTHS[said.date.month]} {said.date.year}"
    return span_of_days(said.date, said.end)


def unknown(said: Said) -> str:
    """Why no day is known, with days as a reader writes them.

    >>> unknown(Said(reason="no day for the article; not before 2031-03-09 (caption)"))
    'no day for the article; not before 9 March 2031 (caption)'
    """
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", _written, said.reason or "", flags=re.ASCII)


def _written(iso: re.Match[str]) -> str:
    try:
        return plain(date.fromisoformat(iso[0]))
    except ValueError:  # an article's own 2031-02-30
        return iso[0]


def span_of_days(first: date | None, last: date | None) -> str:
    """One day or a span of days, without repeating month and year.

    >>> span_of_days(date(2031, 8, 30), date(2031, 9, 2)), span_of_days(None, None)
    ('30 August – 2 September 2031', '')
    """
    if not first:
        return plain(last) if last else ""
    if not last or first == last:
        return plain(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{plain(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month]} – {plain(last)}"
    return f"{plain(first)} – {plain(last)}"


def plain(it: date) -> str:
    """ "23 August 2031"."""
    return f"{it.day} {MONTHS[it.month]} {it.year}"


def label(article: Article) -> str:
    """What a reader calls the article's outlet: its name, its web site, its file, or its title."""
    return called(article.outlet, article.url, article.capture.path) or title(article) or article.id


def called(outlet: str | None, url: str | None, path: str | None) -> str:
    """The outlet's name, else its web site, else the article's file; "" where there is none.

    >>> called(None, "https://www.herald.example/a", None), called(None, None, "news/herald.txt")
    ('herald.example', 'herald.txt')
    """
    host = urlsplit(link(url) or "").hostname or ""
    file = path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] if path and path != "-" else ""
    return outlet or host.removeprefix("www.") or file


def link(url: str | None) -> str | None:
    """The address if it is a web address, else None: nothing else becomes a link.

    >>> link("javascript:alert(1)"), link("https://herald.example/a")
    (None, 'https://herald.example/a')
    """
    if not url or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        return url if urlsplit(url).scheme.lower() in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:
        return None


def count(n: int, one: str, many: str | None = None) -> str:
    """ "1 article", "5 articles"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def some(names: Collection[str], most: int = 4) -> str:
    """The first few of many names.

    >>> some(["KTA", "The Ford"]), some("abcdefg", most=2)
    ('KTA, The Ford', 'a, b and 5 more')
    """
    more = len(names) - most
    return ", ".join(islice(names, most)) + (f" and {more:,} more" if more > 0 else "")


def content(text: str) -> str:
    """A content for a line of its own: on one line, without the "that" it hung on and without Markdown's marks.

    >>> content("that the dam  would hold"), content("that's all"), content("**Ona Brill** left")
    ('the dam would hold', "that's all", 'Ona Brill left')
    """
    return " ".join(_MARKDOWN.sub("", text).split()).removeprefix("that ")


_MARKDOWN = re.compile(r"\*\*|(?<!\w)__|__(?!\w)|(?m:^)\s*#{1,6}\s+")


_PREPOSITIONS = frozenset(("of", "for", "about", "against", "with", "on", "over"))
"""After these the words alone name a thing, and do not say what was said of it."""


def of_report(report: Report) -> str:
    """The words of a report, with their cue where they would mislead without; a quotation stands for itself."""
    it = report.statement
    # "the inquiry that she had called for": a cue that comes after cannot be read before
    follows = bool(it.cue and it.content) and it.cue[0] > it.content[0]
    plain = it.manner == "direct" or (follows and _governs(report.cue))
    return reported(report.content, "" if plain else report.cue, it.polarity)


def _governs(cue: str) -> bool:
    """Whether a cue ends so that what follows is no sentence: "reminded them of"."""
    return cue.strip(" :").rpartition(" ")[2].casefold() in _PREPOSITIONS


def reported(text: str, cue: str, polarity: str = "asserted") -> str:
    """What somebody is reported to have said, with its cue where the words alone would mislead.

    "Tal: a date had been agreed" is the contrary of what Tal said if the cue is "denied"; a plain
    "said" tells nothing more.

    >>> reported("that a date had been agreed", "denied"), reported("that it rains", "said")
    ('denied that a date had been agreed', 'it rains')
    >>> reported("an intervention", "ruled out"), reported("whether it rains", "did not say", "negated")
    ('ruled out an intervention', 'did not say whether it rains')
    >>> reported("the telephone call", "reminded them of")
    'reminded them of the telephone call'
    """
    from onrecord.record.compare import tone  # noqa: PLC0415 - most commands show no statement

    words = " ".join(_MARKDOWN.sub("", text).split())
    plain_cue = not cue.strip(" :") or tone(cue) in ("neutral", "emphatic")
    if plain_cue and polarity == "asserted" and not _governs(cue):
        return content(words)
    return f"{' '.join(cue.split()).rstrip(':')} {words}"
