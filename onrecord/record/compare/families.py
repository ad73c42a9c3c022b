"""Words of one act or thing: "recognise" and "recognition", "troops" and "soldiers" (families.csv).

Wider than a stem, and only asked where a stem would miss what a reader takes for the same.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from onrecord.record.compare.polarity import opposites
from onrecord.record.compare.words import stem


def family(of: str) -> str:
    """What stems of one act or thing have in common; else the stem itself.

    >>> family(stem("recognition")) == family(stem("recognised")), family("lamp")
    (True, 'lamp')
    """
    return _families().get(of, of)


def is_known(name: str) -> bool:
    """Whether a family stands in the table, and is no lone stem.

    >>> is_known(family(stem("resignation"))), is_known("lamp")
    (True, False)
    """
    return name in _families().values()


@lru_cache(maxsize=4_096)
def opposed(one: str, other: str) -> bool:
    """Whether two families are of opposite acts: "close" and "open".

    >>> opposed("close", "open"), opposed("close", "send")
    (True, False)
    """
    return one != other and any(family(it) == other for it in opposites((stem(one), one)))


@cache
def _families() -> dict[str, str]:
    lines = files(__package__).joinpath("families.csv").read_text("utf-8").splitlines()[1:]
    return {stem(word): name for name, words in (line.split(",") for line in lines) for word in words.split()}
