"""The line above an article that names who published it: its outlet, often with the day, a desk, an author.

"The Velm Star", "Dost Monitor, 17 April 2031. Opinion by Ana Vell", "Gazeta Orsk (a daily), 22.10.2031",
"**Coast Voice** · *15 February 2031* · by …", "ORSK TV1 – NEWS AT TEN – transcript". A name is an outlet's by
a word of it (data/outlet_words.csv: "Times" tells alone, "Star" only with a day or the like beside it), by
what stands in brackets behind it, or because the text says "told the Velm Star". Also who issues a press
release. Anything else is a title, a section or a place, and names no outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.article.read.agencies import is_agency
from onrecord.article.read.bare_names import labelled, told_by
from onrecord.article.read.credits import text_credits
from onrecord.article.read.date_lines import says_more
from onrecord.article.read.days import DateFound, find_dates
from onrecord.article.read.tables import entries, rows
from onrecord.article.read.units import Unit
from onrecord.types import Credit

_LONGEST = 25  # words of such a line
_NAME_WORDS = 5
_LONE = 3  # words of a name that stands alone on its line
_ISSUER_WORDS = 12
_LONG = 5  # letters of a word that is no acronym
_BETWEEN = re.compile(r"\s*[|·•]\s*|\s+(?:--|[-–—/])\s+|,\s+|\.\s+")
_BRACKET = re.compile(r"\s*\((?P<inside>[^()\n]{2,60})\)\s*\Z")
_KIND = re.compile(
    r"\b(?:daily|weekly|newspaper|paper|tabloid|magazine|agency|broadcaster|radio|television|tv|channel|portal|site|website)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    ("of", "the", "and", "&", "de", "la", "le", "los", "las", "del", "di", "du", "des", "der", "den", "das")
) | frozenset(("do", "da", "al", "el", "i", "y", "e", "et", "und", "van"))
_SPOKEN = re.compile(r"(?<!\d):|:(?!\d)|[?!\"“”«»„…]|[‘'](?!s\b)\b")
_PROGRAMME = re.compile(r"\b(?:transcript|bulletin|news at|broadcast)\b", re.IGNORECASE)
_RELEASE = re.compile(
    r"(?:press|media|news) (?:statement|release|advisory)|communiqu[eé](?:\s+(?:no|nr|№)\.?\s*\d+)?|for immediate release|statement to the press",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who published it; `dates` and `credits` are those on the same line.

    `titles`: the line names a programme too, and no title stands below: it is the transcript's own.
    """

    outlet: str
    titles: bool = False
    dates: tuple[DateFound, ...] = ()
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    text: str
    barred: bool  # a bar or a dot stands before it


def masthead(unit: Unit, dated: bool, titled: bool, rest: str) -> Masthead | None:
    """What a line above the copy says of the outlet; None where it names none.

    `dated`: a line with the day stands below it; `titled`: a title does. `rest` is the other text.

    >>> masthead(Unit(0, 13, "The Velm Star", False), True, True, "").outlet
    'The Velm Star'
    >>> masthead(Unit(0, 26, "Orsk (Reuters), 3 May 2031", False), False, True, "") is None
    True
    """
    if unit.words > _LONGEST or _SPOKEN.search(unit.text) or "\n" in unit.text:
        return None
    dates = tuple(find_dates(unit.text))
    pieces = list(_pieces(unit.text, dates))
    riders = [piece for piece in pieces if _rider(piece.text)]
    others = [piece for piece in pieces if piece not in riders]
    if not others or len(others) > 2:
        return None
    name, *more = others
    if station := next((piece for piece in more if _KIND.search(piece.text)), None):
        name, more = station, [name]  # "The Morning Hour, Radio Velm"
    bare = _BRACKET.sub("", name.text)
    if not _written_as_name(bare) or any(not _written_as_name(piece.text, at=True) for piece in more):
        return None
    told = _tells(name.text) or ("beside" if _told_by(bare, rest) else None)
    programme = dated and not titled and labelled(rest)
    if dates or riders:
        # a place has a day and an author too: "Port Orsk, 7 March 2031. By Ana Vell"
        edited = any(piece.text.split()[0].casefold() != "by" for piece in riders)
        year = any(found.date and found.date.year for found in dates)
        placed = bare in entries("places") or told_by(bare, rest).named
        sure = told is not None or (edited and year and not more and not placed)
    elif more:
        # above a transcript "Orsk Television, News at Ten", or "Orsk Times | World"
        sure = told is not None and (programme or (told == "alone" and more[0].barred))
    else:
        known = dated or bare.startswith("The ") or bare in rest
        sure = told is not None and titled and known and len(bare.removeprefix("The ").split()) <= _LONE
        sure = sure or (told == "alone" and _PROGRAMME.search(rest.partition("\n")[0]) is not None)
    if not sure:
        return None
    credits = (c for piece in riders for c in text_credits(_as_unit(unit, piece))[0])
    return Masthead(_cased(bare, rest), bool(more) and not titled and not dates, dates, tuple(credits))


def issuer(unit: Unit, below: Unit | None, rest: str) -> str | None:
    """Who issues a press release: the name above the line that says that it is one.

    >>> issuer(Unit(0, 17, "UNION OF PORTERS", False), Unit(18, 31, "PRESS RELEASE", False), "the Union of Porters")
    'Union of Porters'
    """
    if below is None or not is_release(below) or unit.words > _ISSUER_WORDS:
        return None
    name = _BRACKET.sub("", unit.text)
    return _cased(name, rest) if _written_as_name(name, _ISSUER_WORDS) and not _SPOKEN.search(name) else None


def is_release(unit: Unit) -> bool:
    """Whether a line says that a press release follows."""
    return _RELEASE.fullmatch(re.split(r"\s[|–—-]\s", unit.text)[0].strip(" .:")) is not None


def _pieces(text: str, dates: tuple[DateFound, ...]) -> Iterator[_Piece]:
    """What a line's commas, dashes and bars part, its dates taken out."""
    edges = [0, *(edge for found in dates for edge in (found.start, found.end)), len(text)]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        at, barred = low, False
        for mark in [*_BETWEEN.finditer(text, low, high), None]:
            stop = mark.start() if mark else high
            piece = text[at:stop].strip(" ,.;|·•*_–—-/")
            if piece and (says_more(piece) or _rider(piece)):
                yield _Piece(text.index(piece, at), piece, barred)
            if mark:
                at, barred = mark.end(), mark[0].strip() in ("|", "·", "•")


def _as_unit(unit: Unit, piece: _Piece) -> Unit:
    start = unit.start + piece.start
    return Unit(start, start + len(piece.text), piece.text, False)


def _rider(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", _BRACKET.sub("", text).lower())
    return bool(words) and (words[0] in entries("beside_outlets") or words[-1] in entries("beside_outlets"))


def _written_as_name(text: str, most: int = _NAME_WORDS, at: bool = False) -> bool:
    """Whether every word has a capital, but for "of" and the like; `at` too: "News at Ten"."""
    words = text.split()
    small = [word for word in words if not word[:1].isupper() and not word[:1].isdigit()]
    small = [word for word in small if not (at and word == "at")]
    return 0 < len(words) <= most and words[0][:1].isupper() and all(word in _SMALL for word in small)


@cache
def _words(place: str) -> dict[str, str]:
    return {row["word"].casefold(): row["tells"] for row in rows("outlet_words") if row["place"] == place}


def _tells(name: str) -> str | None:
    """ "alone" or "beside", as a word of the name, or what stands in brackets behind it, tells an outlet."""
    bracket = _BRACKET.search(name)
    if bracket and _KIND.search(bracket["inside"]):
        return "alone"
    bare = _BRACKET.sub("", name)
    words = [re.sub(r"\d+\Z", "", word).casefold() for word in bare.split()]
    words = [word for word in words if word]
    if is_agency(bare, "wire"):
        return "alone"
    if len(words) < 2:
        return None
    return _words("ends").get(words[-1]) or _words("opens").get(words[0])


def _told_by(name: str, rest: str) -> bool:
    """Whether the text speaks of the name as of an outlet: "told the Velm Star"."""
    bare = re.escape(name.removeprefix("The "))
    return re.search(rf"\b(?:told|seen by|learned by|obtained by) (?:[Tt]he )?{bare}\b", rest) is not None


def _cased(name: str, rest: str) -> str:
    """A name in capitals as the text writes it besides, or else with capitals where its long words begin.

    >>> _cased("DBC STATE TELEVISION", ""), _cased("UNION OF KETRAN PILOTS", "a Union of Ketran Pilots spokesman")
    ('DBC State Television', 'Union of Ketran Pilots')
    """
    if not name.isupper():
        return name
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", "\n".join(_mixed(rest)), re.IGNORECASE)
    if found and found[0][:1].isupper():
        return found[0]
    words = name.split()
    if max(map(len, words)) < _LONG:
        return name
    known = _words("ends").keys() | _words("opens").keys() | {"the"}
    cased = (w.capitalize() if len(w) >= _LONG or w.casefold() in known else w for w in words)
    first, *others = cased
    return " ".join([first, *(w.lower() if w.lower() in _SMALL else w for w in others)])


def _mixed(rest: str) -> Iterator[str]:
    return (line for line in rest.split("\n") if not line.isupper())
