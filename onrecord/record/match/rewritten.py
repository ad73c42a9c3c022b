"""Whether one text is made from another, though it was cut, turned round and added to.

Two reporters at one table share what was said there. They do not share the words around it: so what counts
are runs of words outside quotation marks, and of these, which stand in both texts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.record.match.digests import RUN, running_copy
from onrecord.record.match.words import words
from onrecord.types import Article

LEAST_SHARE, LEAST_RUNS = 0.18, 24
"""Of the poorer text's runs, what must stand in the other; independent reports of one event share a tenth,
and fixed phrases ("was taken to hospital") in a short notice are few."""

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]*[\"”»“]?")


def rewritten(one: Article, other: Article) -> bool:
    """Whether either keeps so much of the other's own words.

    >>> wire = "The pass was shut on Friday after rocks fell on the road below the old customs house, "
    >>> wire += "and lorries queued as far as the bridge at Lirne while the council looked for a crane."
    >>> rewritten(Article("a", wire), Article("b", f"It is cold. {wire} Our man saw goats."))
    True
    >>> rewritten(Article("a", f"“{wire}”"), Article("b", f"He said: “{wire}”"))
    False
    """
    mine, theirs = _own_runs(one), _own_runs(other)
    common = len(mine & theirs)
    return common >= LEAST_RUNS and common >= LEAST_SHARE * min(len(mine), len(theirs))


@lru_cache(maxsize=64)
def _own_runs(article: Article) -> frozenset[tuple[str, ...]]:
    pieces = map(words, _QUOTED.split(running_copy(article)))
    return frozenset(told[n : n + RUN] for told in pieces for n in range(len(told) - RUN + 1))
