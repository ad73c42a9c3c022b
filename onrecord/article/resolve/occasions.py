"""The nouns of occasions: a briefing, an interview, a statement, a programme, a platform (occasions.csv).

event       told a briefing: said there       programme   told the breakfast show: said in it
document    said in a statement; case as written          medium, body   television, parliament
platform    where one publishes oneself: "on its Telegram channel"; no outlet stands between
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

# what somebody has on a platform
_HAS = r"(?:account|page|channel|feed|handle|group|post|message|thread|story|profile|stream|video|Live|Space)"


def _rows() -> list[dict[str, str]]:
    text = files(__package__).joinpath("occasions.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def occasions(*kinds: str) -> re.Pattern[str]:
    """The nouns, of some kinds or of all; "The Velm Post" is no post.

    >>> occasions().findall("in a post on his Telegram channel, at the Velm Post's briefing")
    ['post', 'Telegram channel', 'briefing']
    """
    rows = [row for row in _rows() if not kinds or row["kind"] in kinds]
    choices = []
    for row in sorted(rows, key=lambda row: -len(row["head"])):
        head = re.escape(row["head"]).replace(r"\ ", r"\s{1,3}")
        if row["kind"] == "platform":
            head = rf"{head}(?:\s{_HAS})?"
        choices.append(head if row["kind"] in ("document", "platform") else f"(?i:{head})")
    if not kinds or "platform" in kinds:
        choices.append(rf"(?:(?<=on\s)X|(?<=via\s)X|X(?=\s{_HAS}))(?:\s{_HAS})?")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(choices)})s?(?![\w-]|[’']s)")


@cache
def platforms() -> tuple[str, ...]:
    """The names of platforms, the longest first."""
    names = {row["head"] for row in _rows() if row["kind"] == "platform"} | {"X"}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
