"""The tables that resolution reads: countries, titles, role words, body nouns, given names.

Each is a CSV file beside this one, so that a reader can correct or extend it:

    countries.csv    name, aliases, demonyms, capital, seats of government used as names
    titles.csv       a title, the office it names, whom its holder speaks for, other words for the holder
    role_words.csv   words that stand before a title: ranks, portfolios, "former", "opposition"
    body_nouns.csv   common nouns for bodies ("movement", "ministry") by class
    person_nouns.csv  common nouns for people ("woman", "critic")
    honorifics.csv, given_names.csv    what tells a person's gender
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.article.resolve.outlet_table import known


@dataclass(frozen=True, slots=True)
class Country:
    """One country with every name it goes by in the news."""

    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """One title: `speaks` is "state", "body" or ""; `also` are other words for its holder."""

    title: str
    office: str
    gender: str
    speaks: str
    unique: bool
    also: frozenset[str]


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Letters as compared: no case, no accents, straight apostrophes, single spaces.

    >>> fold("Élysée  Palace"), fold("Sana’a")
    ('elysee palace', "sana'a")
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def _rows(name: str) -> list[dict[str, str]]:
    text = files("onrecord.article.resolve").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """Every country of the table.

    >>> next(c.capitals for c in countries() if c.name == "Norway")
    ('Oslo',)
    """
    return tuple(
        Country(
            row["name"],
            _parts(row["aliases"]),
            _parts(row["demonyms"]),
            _parts(row["capital"]),
            _parts(row["seats"]),
        )
        for row in _rows("countries.csv")
    )


@lru_cache(maxsize=1)
def demonyms() -> frozenset[str]:
    """The folded words for the people of each country."""
    return frozenset(fold(word) for country in countries() for word in country.demonyms)


def known_country(text: str) -> bool:
    """Whether a text is a country's name in the table.

    >>> known_country("Norway"), known_country("Oslo")
    (True, False)
    """
    return fold(text) in _country_names()


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    return frozenset(fold(form) for country in countries() for form in (country.name, *country.aliases))


@lru_cache(maxsize=1)
def titles() -> dict[str, Title]:
    """Titles by their folded words.

    >>> titles()["spokeswoman"].office
    'spokesperson'
    """
    return {
        row["title"]: Title(
            row["title"],
            row["office"],
            row["gender"],
            row["speaks"],
            row["unique"] == "yes",
            frozenset(_parts(row["also"])),
        )
        for row in _rows("titles.csv")
    }


@lru_cache(maxsize=1)
def role_words() -> dict[str, str]:
    """Words that stand before a title, with their use: rank, past, grade, portfolio, dissent …"""
    return {row["word"]: row["use"] for row in _rows("role_words.csv")}


@lru_cache(maxsize=1)
def body_nouns() -> dict[str, str]:
    """Common nouns for bodies, with their class."""
    return {row["noun"]: row["class"] for row in _rows("body_nouns.csv")}


@lru_cache(maxsize=1)
def honorifics() -> dict[str, str]:
    """Forms of address, with the gender they tell ("" for none)."""
    return {row["word"]: row["gender"] for row in _rows("honorifics.csv")}


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Given names that tell a gender, folded; so they are kept, for folding thousands takes its time."""
    lines = files(__package__).joinpath("given_names.csv").read_text(encoding="utf-8").splitlines()
    return dict(line.split(",") for line in lines[1:])


@lru_cache(maxsize=1)
def person_nouns() -> dict[str, str]:
    """Common nouns for people, with the gender they tell ("" for none)."""
    return {row["noun"]: row["gender"] for row in _rows("person_nouns.csv")}


def is_outlet(text: str) -> bool:
    """Whether a text is the name of a news outlet of the table.

    >>> is_outlet("the New York Times"), is_outlet("Harbour Union")
    (True, False)
    """
    return known(text) is not None
