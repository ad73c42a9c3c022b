"""News agencies and picture agencies, recognised by name (table: data/agencies.csv).

None is needed to read an article: an agency outside the table is still seen where the form of a
dateline or credit line gives it away.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.article.read.tables import rows

# What may follow an agency's name in a byline or credit: "Reuters Staff", "AFP/jd", "AP via Getty Images".
_AFTER = re.compile(
    r"(?:\s?[/&,+]\s?|\s(?:and|via|with)\s).{1,60}|(?:\s(?:News|Agency|Staff|Photo|newspaper|agency|news|staff))*\.?"
)
_MORE_NAME = re.compile(r"\s(?!News|Agency|Staff|Photo)[A-Z][a-z]")


@cache
def _names() -> dict[str, str]:
    """Every name and alias → its kind, "wire" or "photo"."""
    return {
        alias: row["kind"]
        for row in rows("agencies")
        for alias in (row["name"], *row["aliases"].split(";"))
        if alias
    }


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    # The longest first, so that "Interfax-Ukraine" is not read as "Interfax". Case counts: "Trend" or
    # "AA" in lower case are words.
    names = {n for n, k in _names().items() if kind in ("any", k)}
    names |= {n.upper() for n in names}
    longest = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def agency_at(text: str, start: int) -> int | None:
    """Where an agency's name that begins at `start` ends; None when there is none.

    >>> agency_at("INTERFAX-Russia does not", 0)
    8
    """
    found = _pattern("wire").match(text, start)
    return found.end() if found else None


def is_agency(name: str, kind: str = "any") -> bool:
    """Whether `name` is an agency of this kind, "wire", "photo" or "any", alone or with a colleague.

    >>> is_agency("the Associated Press"), is_agency("AFP/jd"), is_agency("Petra Novak")
    (True, True, False)
    """
    bare = name.strip().removeprefix("the ").removeprefix("The ")
    found = _pattern(kind).match(bare)
    return found is not None and _AFTER.fullmatch(bare, found.end()) is not None


def names_agency(text: str) -> bool:
    """Whether any agency's name stands in `text`.

    >>> names_agency("Jane Doe/AFP via Getty Images")
    True
    """
    return _pattern("any").search(text) is not None


def wires_in(text: str) -> list[tuple[int, int]]:
    """Where the names of wire agencies stand in `text`.

    >>> wires_in("the Associated Press and AFP")
    [(4, 20), (25, 28)]
    """
    # "Petra Novak" is no agency, though Petra is one.
    found = _pattern("wire").finditer(text)
    return [name.span() for name in found if not _MORE_NAME.match(text, name.end())]
