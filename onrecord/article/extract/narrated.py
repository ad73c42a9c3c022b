"""What the outlet tells in its own voice: sentences without attribution that carry a fact.

A sentence counts if it names somebody or something, or carries a number or a date, and shares
nothing with a statement. Questions, fragments without a verb-like word and captions do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.article.extract.intervals import Intervals

_FACT = re.compile(
    r"\d|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|tomorrow|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?)\b"
)
LEAST_WORDS = 5


def narrated(
    text: str,
    sentences: Sequence[tuple[int, int]],
    stated: Sequence[tuple[int, int]],
    named: Sequence[tuple[int, int]],
    quoted: Sequence[tuple[int, int]] = (),
) -> list[tuple[int, int]]:
    """The sentences told by the outlet itself. `stated`: parts of statements; `named`: mentions by name.

    A sentence that stands for more than half in quotation marks (`quoted`) is somebody else's.

    >>> text = "Three ships left Port Ana on Monday. She said they would return."
    >>> [text[a:b] for a, b in narrated(text, [(0, 36), (37, 64)], [(37, 64)], [(17, 25)])]
    ['Three ships left Port Ana on Monday.']
    """
    result = []
    said, names, quotes = Intervals(stated), Intervals(named), Intervals(quoted)
    for start, end in sentences:
        if said.touching(start, end):
            continue
        if 2 * sum(min(b, end) - max(a, start) for a, b in quotes.touching(start, end)) > end - start:
            continue
        words = text[start:end].split()
        if (
            len(words) < LEAST_WORDS
            or (text[end - 1] not in '.!…"”’»)' and len(words) < 9)
            or text[end - 1] == "?"
        ):
            continue
        if _FACT.search(text, start, end) or any(
            start <= a and b <= end for a, b in names.touching(start, end)
        ):
            result.append((start, end))
    return result
