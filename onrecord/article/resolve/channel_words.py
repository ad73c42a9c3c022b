"""The words beside an outlet's name that tell what it is to a statement (channel_words.csv).

told | Vesper, in an interview with | the Courier     said_to       before the name
carried by | KPS                                      reported_by   before the name
Vesper | has learned                                  reported_by   after the name
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from onrecord.types import ChannelRelation

# words that may stand between the relation and the name: "told the Russian state news agency TASS"
_MODIFIERS = (
    r"(?:(?i:the|an?|its|his|her|our|state|state-run|state-owned|local|private|official|leading|independent|government|news|daily|"
    r"weekly|newspaper|tabloid|agency|broadcaster|television|tv|radio|channel|station|magazine|website|site|portal|public|air|live)|"
    r"pro-\w{1,20}|\w{2,20}-(?:based|run|owned|backed|funded|like|style|language)|\w{2,20}[’']s|"
    r"[A-Z]\w{1,20}(?:[’']s?|ian|ish|ese|an|i|ch))"
)
BETWEEN = rf"\W{{1,3}}(?:{_MODIFIERS}\W{{1,3}}){{0,5}}\Z"
ONLY_MODIFIERS = re.compile(rf"\W*(?:{_MODIFIERS}\W{{1,3}}){{0,5}}\Z")
"""Nothing but what may stand before a name."""
_LONGEST = 120  # characters of the words before a name


@cache
def _relations(side: Literal["before", "after"]) -> tuple[re.Pattern[str], dict[str, ChannelRelation]]:
    table = csv.DictReader(
        files(__package__).joinpath("channel_words.csv").read_text(encoding="utf-8").splitlines()
    )
    words = {row["words"]: cast(ChannelRelation, row["relation"]) for row in table if row["side"] == side}
    choice = "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(words, key=len, reverse=True))
    pattern = (
        rf"(?i:\b(?P<w>{choice}))(?=\W){BETWEEN}"
        if side == "before"
        else rf"\A\s{{1,3}}(?P<w>(?i:{choice}))\b"
    )
    return re.compile(pattern), words


def before(text: str) -> ChannelRelation | None:
    """What the words that end a text make of the outlet named after them.

    >>> before("Orlan said in an interview with the state broadcaster "), before("Orlan left ")
    ('said_to', None)
    """
    pattern, relations = _relations("before")
    last = None
    for last in pattern.finditer(text[-_LONGEST:]):  # noqa: B007  (the match nearest to the name)
        pass
    return relations[" ".join(last["w"].casefold().split())] if last else None


def after(text: str) -> ChannelRelation | None:
    """What the words that open a text make of the outlet named before them.

    >>> after(" has learned that the gate was shut"), after(" employs 40 people")
    ('reported_by', None)
    """
    pattern, relations = _relations("after")
    first = pattern.match(text)
    return relations[" ".join(first["w"].casefold().split())] if first else None
