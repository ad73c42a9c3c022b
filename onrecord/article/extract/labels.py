"""The label sets of the statement model, shared by training and run time.

`TAGS`: every word piece is the beginning or the inside of a source, a cue or a content, or none.
`NAMES`: beginning or inside of a name (by kind; `demonym` is a nationality or people used as a
name), or the head noun of a nominal mention ("the *spokesman*").
"""

from __future__ import annotations

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{prefix}-{role}" for role in ROLES for prefix in "BI"))

NAME_KINDS = ("person", "organization", "place", "other", "demonym")
NOMINAL_KINDS = ("person", "organization", "place")
NAMES = (
    "O",
    *(f"{prefix}-{kind}" for kind in NAME_KINDS for prefix in "BI"),
    *(f"N-{kind}" for kind in NOMINAL_KINDS),
)


def may_follow(previous: str, tag: str) -> bool:
    """Whether `tag` may stand right after `previous`: an inside needs its own beginning.

    >>> may_follow("B-cue", "I-cue"), may_follow("O", "I-cue")
    (True, False)
    """
    return not tag.startswith("I-") or (previous[2:] == tag[2:] and previous[0] in "BI")
