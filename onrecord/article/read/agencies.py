"""News agencies and picture agencies, recognised by name (table: data/agencies.csv).

None is needed to read an article: an agency outside the table is still seen where the form of a
dateline or credit line gives it away.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.article.read.tables import rows


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
    """Whether `name` is, or opens with, an agency of this kind: "wire", "photo" or "any".

    >>> is_agency("the Associated Press"), is_agency("Jane Doe")
    (True, False)
    """
    bare = name.strip().removeprefix("the ").removeprefix("The ")
    return _pattern(kind).match(bare) is not None


def names_agency(text: str) -> bool:
    """Whether any agency's name stands in `text`.

    >>> names_agency("Jane Doe/AFP via Getty Images")
    True
    """
    return _pattern("any").search(text) is not None
