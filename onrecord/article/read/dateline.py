"""The line that opens a report: place, date and agency, then a dash, colon or full stop.

"KABUL (Reuters) — …", "Moscow. August 23. INTERFAX-…", "NEW DELHI, Aug 26 (PTI): …",
"MOSCOW, August 26. /TASS/. …", "Geneva, 3 May 2024 – …". Read piece by piece, from the left; a
piece that is none of these, and the line opens with running copy. A bare name ("NARAPUR: The
court …", "Brunnfelden. On Monday …") is told from a speaker or a topic by the rest of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.article.read.agencies import agency_at, is_agency
from onrecord.article.read.bare_names import BareName, told_by
from onrecord.article.read.days import date_at, weekday_at
from onrecord.article.read.tables import entries
from onrecord.types import PartialDate

_REACH = 160  # characters: no dateline is longer
_GAP = re.compile(r"(?:[\s.,;|·]|/(?=\s)){0,4}")
_DASH = re.compile(r"\.?\s{0,3}(?:--|[-–—―_])\s{0,3}")
_COLON = re.compile(r"\s?:\s{1,3}")
_FULL_STOP = re.compile(r"\.?\s{1,3}")
_SPANISH = re.compile(r"\.\s?[-–—]{1,2}\s")
_STOP = re.compile(r"(?:\.|(?<=\.))\s{1,3}")
_BRACKETED = re.compile(r"\(([^()\n]{2,50})\)|\[([^\[\]\n]{2,50})\]|/([^/\n]{2,40})/")
_SIGN = re.compile(r"[A-Z]{3,6}(?=\.?\s)")
_CAPITALS = re.compile(r"[^\W\d_a-z][^\W_a-z]{1,20}(?:-[^\W_a-z]{1,20})?(?![\w’'])")
_PLACE_WORD = re.compile(r"(?:[^\W\d_]\.){2,4}|St\.|ST\.|[^\W\d_][\w’']*(?:-[^\W\d_][\w’']*)*")
_CLOCK = re.compile(
    r"(?:at )?\d{1,2}(?:[:.h]\d{2}(?:[ \u00a0]?[ap]\.?m\.?)?|[ \u00a0]?[ap]\.?m\.?)(?:[ \u00a0](?:\(?(?:UTC|GMT|[ECMP][SD]?T|BST|CES?T|EES?T"
    r"|MSK|IST|JST|KST|SGT|HKT|AE[SD]T|WAT|EAT|CAT|SAST|PKT|NPT)\)?|local time|hours|hrs))?(?!\w)",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    ["de", "la", "of", "upon", "al", "el", "and", "du", "am", "an", "der", "den", "es", "do", "da", "dos"]
)
_NO_NAMES = frozenset(
    ["on", "in", "by", "at", "a", "an", "from", "since", "until", "after", "before", "as", "and", "but", "no"]
)
_OPENS_COPY = re.compile(r"[\"'“‘«„(\[]?[^\W_a-z]")
_SPEECH = re.compile(r"[\"“«„‘']|(?:I|We|My|Our|You|No|Yes)\b")
_SENTENCE = re.compile(r"[^\W\d_a-z](?:[^\W\d_A-Z]|\s)")  # not "INTERFAX - …"
_SHORT_SIGN = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4}){0,3}")  # "(dpa)", as German agencies sign
_NAME_ENDS = re.compile(r"\s?(?:[:(]|\.[\s-])")
_SHORTEST_REPORT = 8  # words behind the colon of a dateline


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline's parts; it ends before character `end` of the line it opens."""

    end: int
    place: str | None
    date: PartialDate | None
    agency: str | None


@dataclass(slots=True)
class _Parts:
    """What has been read so far; `slashed` is an agency between slashes, as TASS writes itself."""

    places: list[str] = field(default_factory=list)
    date: PartialDate | None = None
    agency: str | None = None
    slashed: bool = False
    bracketed: bool = False
    signed: bool = False  # an agency's short sign in small letters
    told: BareName = field(default_factory=BareName)

    @property
    def bare(self) -> bool:
        return self.date is None and self.agency is None

    @property
    def in_capitals(self) -> bool:
        return bool(self.places) and self.places[0].isupper() and len(self.places[0]) > 1


def opening(line: str, alone: bool = False, rest: str = "") -> Opening | None:
    """The dateline that `line` opens with, or None; with `alone`, one that fills the whole line.

    `rest` is the text besides, by which a bare name is known for a place.

    >>> opening("KABUL (Reuters) — The ministry said")
    Opening(end=18, place='KABUL', date=None, agency='Reuters')
    >>> opening("NARRIN, March 4, 2025 23:40 EST (Reuters) - The mayor said").agency
    'Reuters'
    >>> opening("Kabul, 26 August 2021", alone=True).place
    'Kabul'
    >>> opening("Peskov - the spokesman - said") is None
    True
    >>> opening("NARAPUR: The court on Monday fined two builders of dams.", rest="It is raining.").place
    'NARAPUR'
    """
    head = line[:_REACH]
    if alone and (broken_off := re.search(r"\s?(?:--|[-–—])$", head)):
        head = head[: broken_off.start()]  # the copy follows on the next line
        alone_enough = True
    else:
        alone_enough = False
    parts = _Parts()
    if rest and (opens := _place(head, 0)) and _NAME_ENDS.match(head, opens[1]):
        parts.told = told_by(opens[0], rest)
    at = 0
    while True:
        spanish = bool(parts.places) and _SPANISH.match(head, at) is not None
        if at and (spanish or _trusted(parts)) and (end := _end(head, at, parts)) is not None:
            return None if alone else _read(end, parts)
        gap = _GAP.match(head, at)
        at = gap.end() if gap else at
        dash = _DASH.match(head, at)
        if dash and parts.places and parts.date is None and _dated_at(head, dash.end()):
            at = dash.end()  # "Al-Minara – Wednesday, 5 June 2024"
        if at >= len(head.rstrip()):
            break
        piece_end = _piece(head, at, parts)
        if piece_end is None:
            return None
        at = piece_end
    whole = alone and len(line) <= _REACH and bool(parts.places) and (not parts.bare or alone_enough)
    return _read(len(line), parts) if whole and _trusted(parts) else None


def _dated_at(head: str, at: int) -> bool:
    return (date_at(head, at) or weekday_at(head, at)) is not None


def _read(end: int, parts: _Parts) -> Opening:
    return Opening(end, ", ".join(parts.places) or None, parts.date, parts.agency)


def _piece(head: str, at: int, parts: _Parts) -> int | None:
    """Read the date, agency or place at `at` into `parts`; its end, or None where there is none."""
    if parts.date is None and (found := date_at(head, at) or weekday_at(head, at)):
        parts.date = found.date
        return found.end if found.date else None
    if (parts.date or parts.places) and (clock := _CLOCK.match(head, at)):
        return clock.end()  # TOKYO, 5 March 2025 00:30 JST (Kyodo) --
    if parts.agency is None and (bracket := _BRACKETED.match(head, at)):
        inside = (bracket[1] or bracket[2] or bracket[3]).strip()
        if parts.date is None and (found := date_at(inside, 0)) and found.end == len(inside) and found.date:
            parts.date = found.date  # INDIANAPOLIS (April 14, 2016) –
            return bracket.end()
        opens = not parts.places and parts.date is None and not is_agency(inside)
        country = bracket[2] and parts.places and parts.date is None and inside in entries("places")
        if (
            opens and not _CAPITALS.fullmatch(inside) and _place(inside, 0)
        ) or country:  # (Kyiv, Ukraine) –, New Delhi [India],
            parts.places.append(inside)
        elif _CAPITALS.fullmatch(inside) and opens and len(inside) > 6 and not re.search(r"[\d-]", inside):
            parts.places.append(inside)  # (BROOKLYN) –
        elif not inside[:1].islower() or is_agency(inside) or _SHORT_SIGN.fullmatch(inside):
            # not "(translated from Dravian)"
            parts.agency, parts.slashed, parts.bracketed = inside, bracket[3] is not None, True
            parts.signed = _SHORT_SIGN.fullmatch(inside) is not None
        return bracket.end()
    slashed = bool(parts.places) and head[at - 2 : at] == "/ "
    if parts.agency is None and (end := _agency(head, at, parts.date is not None, slashed)):
        parts.agency = head[at:end]
        return end
    # A place comes before date and agency, or right after a date that opens the line.
    room = (len(parts.places) < 3 and parts.bare) or not parts.places
    if (
        parts.date
        and not parts.places
        and head[at - 2 : at - 1] not in (",", ".", ";", "|", "·", "/", "–", "—")
    ):
        return None  # "SATURDAY TALK"
    if parts.agency is None and room and (spot := _place(head, at)):
        short = re.match(r"\.(?= ?[(,–—-])", head[spot[1] : spot[1] + 3]) if parts.places else None
        end = spot[1] + (1 if short else 0)  # LANSING, Mich. (AP)
        parts.places.append(head[at:end])
        return end
    return None


def _end(head: str, at: int, parts: _Parts) -> int | None:
    """Where the dateline ends, if what closes it stands at `at` and the parts so far suffice."""
    closed: re.Match[str] | None = None
    if dash := _DASH.match(head, at):
        closed = dash if _dash_closes(dash[0], parts) and not date_at(head, dash.end()) else None
    elif colon := _COLON.match(head, at):
        closed = colon if _colon_closes(head, colon.end(), parts) else None
    elif parts.slashed:
        closed = _FULL_STOP.match(head, at)  # MOSCOW, August 26. /TASS/.
    elif (stop := _STOP.match(head, at)) and _stop_closes(parts) and not _dated_at(head, stop.end()):
        # MOSCOW, July 12, 2021. The ministry …; not before MOSCOW. August 23. INTERFAX - …
        closed = stop if _SENTENCE.match(head, stop.end()) else None
    if closed is None or (closed[0] == "-" and head[at + 1 : at + 2].isdigit()):
        return None
    end = closed.end()
    behind = agency_at(head, end) if parts.agency is None and not parts.bare else None
    if parts.agency is None and parts.places and parts.date and (sign := _SIGN.match(head, end)):
        behind = behind or sign.end()
    if behind and (stop := _STOP.match(head, behind)):  # MOSCOW, May 3 - RIA Novosti. The court …
        parts.agency, end = head[end:behind], stop.end()
    return end if _OPENS_COPY.match(head, end) else None


def _stop_closes(parts: _Parts) -> bool:
    """Whether a full stop can close what was read: after a place with its day, or a place told by the rest."""
    if not parts.places:
        return False
    if parts.date is not None:
        return parts.agency is None and (parts.date.day is not None or parts.date.weekday is not None)
    if parts.agency is not None:
        return parts.bracketed and (parts.in_capitals or parts.signed or parts.told.named)
    return (parts.in_capitals and parts.told.alone) or parts.told.named


def _dash_closes(dash: str, parts: _Parts) -> bool:
    if parts.places and dash.startswith("."):  # Asunción.- The court …
        return True
    mark, spaced = dash.strip(), dash != dash.strip()
    if parts.places and parts.bare:
        # A place alone needs more: blanks, and capitals or a long dash; "UK-based" has neither.
        return (spaced or mark != "-") and (parts.in_capitals or (spaced and mark in "–—"))
    beside = bool(parts.places) or parts.date is not None
    return spaced or mark != "-" or (parts.agency is not None and beside)


def _colon_closes(head: str, end: int, parts: _Parts) -> bool:
    # A name before a colon is a speaker's or a headline's ("AP: …", "KHAN: …") unless it is a known place in
    # capitals ("ISLAMABAD: The court …"), or a date or an agency stands beside it.
    if not parts.bare:
        # "HOST (Ana Vell): Good evening" among other such labels
        labelled = parts.told.labels and parts.date is None and not is_agency(parts.agency or "")
        return not labelled and (bool(parts.places) or parts.date is not None)
    if not parts.in_capitals or _SPEECH.match(head, end):
        return False
    return parts.places[-1].title() in entries("places") or (
        parts.told.alone and head[end:].count(" ") >= _SHORTEST_REPORT
    )


def _trusted(parts: _Parts) -> bool:
    """Whether the parts found can be a dateline at all, whatever closes it."""
    if parts.places and parts.places[0].upper() in entries("labels"):
        return False
    if parts.agency is not None and is_agency(parts.agency, "wire"):
        return True
    if not parts.places:
        if parts.bracketed and parts.agency and _CAPITALS.fullmatch(parts.agency):
            return True  # (WQRS-TV) –
        if parts.date is None or parts.date.day is None:
            return False
        return parts.agency is not None or parts.date.year is not None
    if "," in parts.places[0]:
        return True  # in brackets: (Kyiv, Ukraine) –
    # In mixed case, with nothing or only an unknown name beside it: only places that are known.
    return (
        parts.in_capitals
        or parts.date is not None
        or parts.signed
        or (parts.told.named and (parts.agency is None or parts.bracketed))
        or (parts.agency is None and parts.places[-1] in entries("places"))
    )


def _agency(head: str, at: int, dated: bool, slashed: bool) -> int | None:
    if end := agency_at(head, at):
        return end
    if slashed and (sign := _SIGN.match(head, at)):
        return sign.end()  # VELM / KPS —
    if dated and (capitals := _CAPITALS.match(head, at)) and _DASH.match(head, capitals.end()):
        return capitals.end()
    return None


def _place(head: str, at: int) -> tuple[str, int] | None:
    """A place name at `at`: up to five capitalised words, small words between; with its end."""
    start, end, count = at, at, 0
    while count < 5 and (word := _PLACE_WORD.match(head, at)):
        first = word[0][0]
        if not first.isupper() and not (count and word[0] in _PARTICLES):
            break
        if count and (date_at(head, at) or weekday_at(head, at)):
            break
        if count == 0 and word[0].lower() in _NO_NAMES:
            return None
        if first.isupper():
            end = word.end()
        count += 1
        at = word.end() + 1
        if head[word.end() : at] not in (" ", "/", "\u00a0"):
            break
    return (head[start:end], end) if end > start else None
