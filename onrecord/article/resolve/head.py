"""A head: one of those who speak in a source, by the kind of words that stand for them.

"Ana Vell" is a name, "Vell" doubtful where two bear it, "Dost" spare (a place or a name of unknown
kind until it speaks), "the minister" a role, "the ministry" a body, "analysts" a noun.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.article.resolve.role_phrases import RoleFound

HeadKind = Literal["name", "doubtful", "spare", "role", "noun", "body", "pronoun", "relative", "first"]


@dataclass(frozen=True, slots=True)
class Head:
    """One speaker of a source: `start` to `end` are its words, `drafts` whom a name can be.

    `noun` is the folded head noun of a phrase, `determiner` "the", "a", "his" … or "";
    `plural` whether it is several people.
    """

    kind: HeadKind
    start: int
    end: int
    drafts: tuple[int, ...] = ()
    role: RoleFound | None = None
    noun: str = ""
    determiner: str = ""
    plural: bool = False
