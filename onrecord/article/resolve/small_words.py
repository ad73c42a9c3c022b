"""The small words by which a phrase is cut out of a sentence: "the", "of", "who", "several".

They stand in `small_words.csv`, one use a row. A role phrase or a source runs from a determiner or a
quantity to the word that cuts it off; a word of `STOP` is never part of a name or a title.
"""

from __future__ import annotations

import csv
from importlib.resources import files


def _rows() -> dict[str, frozenset[str]]:
    text = files("onrecord.article.resolve").joinpath("small_words.csv").read_text(encoding="utf-8")
    return {row["use"]: frozenset(row["words"].split()) for row in csv.DictReader(text.splitlines())}


_WORDS = _rows()

BODY_PREPOSITIONS = _WORDS["body preposition"]
"""Between a title and its body: "head of", "spokesman for"."""
PREPOSITIONS = BODY_PREPOSITIONS | {"to"}
DETERMINERS = _WORDS["determiner"]
STOP = _WORDS["stop"]
PRONOUNS = _WORDS["pronoun"]
RELATIVE = _WORDS["relative"]
FIRST = _WORDS["first person"]
LEADS = _WORDS["lead"]
"""What opens a source and is none of it: "according to", "citing"."""
CUTS = _WORDS["cut"]
"""Where the core of a noun phrase ends: "officials | familiar with", "the minister | of"."""
QUANTITY = _WORDS["quantity"]
GRADES = _WORDS["grade"]
"""What can stand before "and" in one description: "current and former officials"."""
SEVERAL = _WORDS["several"]
"""Nouns that stand for several without an -s."""
PARTISANS = _WORDS["partisan"]
SHARES = _WORDS["share"]
"""Counts of others: "31% of voters" are voters."""
DAYS = _WORDS["day"]
CALENDAR = _WORDS["month"]
LOCATIVE = _WORDS["locative"]
MEMBERS = _WORDS["member"]
"""With a capital, what a body's name can open with: "Friends of the Baths", "Bank of Dost"."""
UNNAMED = _WORDS["unnamed"]
"""Offices whose holders mostly speak without a name."""
DOCUMENTS = _WORDS["document"]
OWNERS = _WORDS["owner"]
"""What a body can be called before it is named: "the ferry's operator, NorthLink Seaways"."""


def is_plural(noun: str) -> bool:
    """Whether a folded noun stands for several.

    >>> is_plural("analysts"), is_plural("people"), is_plural("campus")
    (True, True, False)
    """
    return noun in SEVERAL or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))
