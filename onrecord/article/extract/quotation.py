"""Which characters of a text stand inside quotation marks.

Newspapers quote in every style (“ ” « » „ “ " ‘ ’ '), forget the closing mark, nest one
quotation inside another, and open each paragraph of a long quotation anew while closing only
the last. This file pairs the marks and gives each character one state, by the outermost pair
that it stands in. Apostrophes (don’t, the ’90s, the Democrats’ plan) are not quotation marks.

    quotations(text)   the outermost quotations, in order
    states(text)       one state per character: OUTSIDE, INSIDE, OPENING, CLOSING, INSIDE_SINGLE
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

OUTSIDE, INSIDE, OPENING, CLOSING, INSIDE_SINGLE = range(5)

# mark -> what it usually does; straight and German marks depend on what is already open
_OPENS = frozenset("“«‹„‟〝「『")
_CLOSES = frozenset("”»›〞」』")
_STRAIGHT = frozenset(('"', "＂", "''"))
_DOUBLE = re.compile(r"[“”„‟\"＂«»‹›〝〞「」『』]|``|''")
_SINGLE = re.compile(r"[‘’‚‛']")
_CLOSED_BY_OPENER = {"„": "“‟”", "»": "«", "›": "‹", "”": ""}
_ELISIONS = frozenset({"em", "til", "till", "cause", "tis", "twas", "n", "nuff", "bout", "round", "cuz"})
_BEFORE_OPENING = frozenset("([{<—–-/:,;") | _OPENS | _STRAIGHT | frozenset("‘'")
# a lone line break inside hard-wrapped prose: the sentence goes on in lower case
_WRAPPED = re.compile(r"(?<=[\w,;–—-])[ \t]*\r?\n(?=[ \t]*[a-z(])")
# "— Who will pay? — asked the deputy, — and when?": dashes in place of marks, as in Russian or Spanish
_DASH = r"[–—―-]{1,2}[ \t]+"
_SPEECH = re.compile(_DASH + r"(?P<first>[^\s–—―-][^\n]{0,600}?[,?!…])[ \t]*" + _DASH + r"(?=[^\W\d_])")
_RESUMED = re.compile(r"[^–—―\n]{2,80}?[,.][ \t]*" + _DASH + r"(?P<more>\S)")
_REACH = 40
"""Single marks ahead among which the closing one is sought."""
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, marks included: `text[start:end]`; `inner` is what the marks enclose.

    `closed` is False where no closing mark was found: the quotation then ends with its
    paragraph. `runs_on` tells that the next paragraph opens with a mark, the convention for one
    speech over several paragraphs. `single` tells marks of the ‘single’ kind.
    """

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool = True
    runs_on: bool = False
    single: bool = False


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of `text`, in order; never raises, whatever the text.

    >>> [text[q.start : q.end] for text in ['He said: "No." She: “Yes.”'] for q in quotations(text)]
    ['"No."', '“Yes.”']
    """
    found: list[Quotation] = []
    for start, end in paragraphs(text):
        double = list(_pair_double(text, start, end)) or list(_dash_speech(text, start, end))
        single = list(_pair_single(text, start, end, double))
        begins = [q.start for q in single]
        outer = [q for q in double if not _within(q.start, begins, single)]
        found += sorted(outer + single, key=lambda q: q.start)
    for index, quotation in enumerate(found[:-1]):
        following = found[index + 1]
        if not quotation.closed and not text[quotation.end : following.start].strip(" \t\r\n-–—"):
            found[index] = Quotation(
                quotation.start, quotation.end, quotation.inner, False, True, quotation.single
            )
    return tuple(found)


def states(text: str, found: tuple[Quotation, ...] | None = None) -> bytearray:
    """One state per character of `text`. `found` spares a second search.

    >>> list(states('a "b" c'))
    [0, 0, 2, 1, 3, 0, 0]
    """
    result = bytearray(len(text))
    for q in quotations(text) if found is None else found:
        inner = bytes([INSIDE_SINGLE if q.single else INSIDE])
        result[q.start : q.inner[0]] = bytes([OPENING]) * (q.inner[0] - q.start)
        result[q.inner[0] : q.inner[1]] = inner * (q.inner[1] - q.inner[0])
        result[q.inner[1] : q.end] = bytes([CLOSING]) * (q.end - q.inner[1])
    return result


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: parted by line breaks, save those inside wrapped prose."""
    wrapped = {match.end() for match in _WRAPPED.finditer(text)}
    start = len(text) - len(text.lstrip())
    for match in _BREAK.finditer(text):
        inside = match.start() + len(match[0].rstrip(" \t"))
        if match.start() <= start or (inside in wrapped and match[0].count("\n") == 1):
            continue
        end = match.start()
        while text[end - 1].isspace():
            end -= 1
        yield start, end
        start = match.end()
    end = len(text.rstrip())
    if start < end:
        yield start, end


def _pair_double(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Pair the double marks of one paragraph; what stays open ends with the paragraph."""
    opened: tuple[int, int, str] | None = None  # start of the mark, its end, the mark
    depth = 0
    for match in _DOUBLE.finditer(text, start, end):
        mark, at, after = match[0], match.start(), match.end()
        role = _role(text, match, (start, end), opened[2] if opened else None)
        if role == "open" and opened is None:
            opened = at, after, mark
        elif role == "open" and mark not in _STRAIGHT:
            depth += 1  # “ inside „ or « : a quotation inside the quotation
        elif role == "open" and opened is not None:
            # a second straight opening: the first was never closed, and ends here
            yield Quotation(opened[0], at, (opened[1], at), closed=False)
            opened = at, after, mark
        elif role == "close" and opened is not None:
            if depth and opened[2] not in _STRAIGHT and text.rfind(mark, after, end) >= 0:
                depth -= 1
                continue
            yield Quotation(opened[0], after, (opened[1], at))
            opened, depth = None, 0
    if opened is not None and opened[1] < end:
        yield Quotation(opened[0], end, (opened[1], end), closed=False)


def _dash_speech(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Speech between dashes, in a paragraph that opens with one and has no quotation marks."""
    speech = _SPEECH.match(text, start, end)
    if not speech:
        return
    yield Quotation(start, speech.end("first"), speech.span("first"))
    resumed = _RESUMED.match(text, speech.end(), end)
    if resumed:
        yield Quotation(resumed.start("more") - 1, end, (resumed.start("more"), end))


def _role(text: str, match: re.Match[str], paragraph: tuple[int, int], opened: str | None) -> str:
    """What a double mark does, from its form, its neighbours and what is open: open, close, none."""
    mark, at, after = match[0], match.start(), match.end()
    start, end = paragraph
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    looks_open = (before.isspace() or before in _BEFORE_OPENING) and not behind.isspace()
    looks_closed = not before.isspace() and not behind.isalnum()
    if opened is not None and mark in _CLOSED_BY_OPENER.get(opened, ""):
        return "close"
    if mark in _STRAIGHT:
        if opened is None:
            # a lone closing mark, or inches: nothing begins here
            return "none" if looks_closed and not looks_open else "open"
        return "open" if looks_open and not looks_closed and opened == mark else "close"
    if mark == "``" or mark in _OPENS:
        return "close" if opened is not None and looks_closed and not looks_open else "open"
    if opened is None:
        return "open" if looks_open and not looks_closed else "none"
    return "close"


def _pair_single(text: str, start: int, end: int, double: list[Quotation]) -> Iterator[Quotation]:
    """Pair single marks outside the double quotations; one without a partner is an apostrophe."""
    marks = [m.start() for m in _SINGLE.finditer(text, start, end)]
    if len(marks) < 2:
        return
    begins = [q.start for q in double]
    marks = [at for at in marks if not _within(at, begins, double)]
    index = 0
    while index < len(marks):
        at = marks[index]
        best = None
        if _opens_single(text, at, start, end):
            for n in range(index + 1, min(index + _REACH, len(marks))):
                if not _closes_single(text, marks[n], start, end):
                    continue
                if _opens_single(text, marks[n], start, end):
                    break
                # "the Democrats' plan": a mark after s is an apostrophe if a better closing one follows
                if text[marks[n] - 1] not in "sS":
                    best = n
                    break
                best = n if best is None else best
        if best is None:
            index += 1
            continue
        yield Quotation(at, marks[best] + 1, (at + 1, marks[best]), single=True)
        index = best + 1


def _within(at: int, begins: list[int], spans: list[Quotation]) -> bool:
    """Whether offset `at` lies in one of `spans`, which are in order and begin at `begins`."""
    place = bisect_right(begins, at) - 1
    return place >= 0 and at < spans[place].end


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    behind = text[at + 1] if at + 1 < end else " "
    if not (before.isspace() or before in _BEFORE_OPENING) or behind.isspace() or behind.isdigit():
        return False
    if text[at] == "’":
        return False
    word = re.match(r"\w+", text[at + 1 : at + 8])
    return not (word and word[0].lower() in _ELISIONS)


def _closes_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    behind = text[at + 1] if at + 1 < end else " "
    return text[at] in "’'" and not before.isspace() and not behind.isalnum()
