"""Countries by every name they go by, invented ones included.

The table knows real countries. What it does not know is read from the article itself: a place
called "Velmara" has the people "Velmaran"; "the Velmaran capital, Dost" or "Dost, the capital of
Velmara" makes Dost its capital.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.article.resolve.names import clean
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.tables import countries, fold

_PEOPLE = ("n", "an", "ian", "ese", "i", "ish", "ic", "er", "ite", "nian")
# their people speak for no government, and no government goes by their names
_REGIONS = frozenset(
    (
        "asia",
        "africa",
        "europe",
        "latin america",
        "central asia",
        "middle east",
        "scandinavia",
        "arabia",
        "balkans",
    )
) | frozenset(
    ("eurasia", "oceania", "antarctica", "caucasus", "siberia", "north africa", "east asia", "south asia")
)
_LONGEST = 6  # words of a country's name: Democratic People's Republic of Korea
_CAPITAL_OF = re.compile(r"\b([A-Z][\w’'-]+),? (?:is )?(?:the|its) capital(?: city)? of ([A-Z][\w’'-]+)")
_STATE_OF = re.compile(
    r"\b(?:[Pp]resident|[Pp]rime [Mm]inister|[Gg]overnment|Republic|Kingdom|[Cc]itizens?|[Pp]arliament) of ([A-Z][\w-]+)"
)
_CAPITAL_IS = re.compile(r"\b([A-Z][\w-]+?)(?:['’]s)? capital,? ([A-Z][\w’'-]+)")


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, str]]:
    known: dict[str, tuple[str, str]] = {}
    doubtful: set[str] = set()
    for country in countries():
        forms = [("country", country.name), *(("country", alias) for alias in country.aliases)]
        forms += [("demonym", word) for word in country.demonyms]
        forms += [("demonym", word + "s") for word in country.demonyms if not word.endswith(("s", "h", "e"))]
        forms += [("seat", seat) for seat in country.seats]
        forms += [("capital", capital) for capital in country.capitals]
        for use, form in forms:
            key = fold(form)
            if key in known and known[key][1] != country.name:
                doubtful.add(key)
            known.setdefault(key, (use, country.name))
    return {key: value for key, value in known.items() if key not in doubtful}


class Gazetteer:
    """What one article's place words stand for: the table's countries and the article's own."""

    def __init__(self, page: Page, places: list[str]) -> None:
        self._local: dict[str, tuple[str, str]] = {}
        written = {word.text for word in page.words if word.capital}
        for place in sorted({clean(p) for p in places}):
            if not place or fold(place) in _known() or fold(place) in _REGIONS:
                continue
            for people in _peoples(place):
                if people in written and fold(people) not in _known():
                    self._local[fold(place)] = ("country", place)
                    self._local[fold(people)] = ("demonym", place)
                    self._local[fold(people) + "s"] = ("demonym", place)
        named = {clean(p) for p in places}
        for place in _STATE_OF.findall(page.text):
            if place in named and self.look(place) is None:
                self._local[fold(place)] = ("country", place)
        for city, country in _CAPITAL_OF.findall(page.text):
            self._capital(city, country)
        for country, city in _CAPITAL_IS.findall(page.text):
            self._capital(city, country)

    def _capital(self, city: str, country: str) -> None:
        found = self.look(country)
        if found and self.look(city) is None:
            self._local[fold(city)] = ("capital", found[1])

    def look(self, text: str) -> tuple[str, str] | None:
        """`(use, country)` for a place word; use is country, demonym, seat or capital.

        None for any other word, and for a capital that two governments share.
        """
        key = fold(clean(text)) or fold(text)
        for form in (key, fold(text).strip()):
            found = self._local.get(form) or _known().get(form)
            if found:
                return found
        return None

    def country(self, text: str) -> str | None:
        """The country that any word of a phrase names, the first one; capitals do not count.

        A city in a phrase ("the mayor of Oslo") speaks for no country.
        """
        words = [w.span() for w in re.finditer(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[-.’'](?!s\b)[^\W_]+)*", text)]
        for i, (start, _) in enumerate(words):
            for _, end in reversed(words[i : i + _LONGEST]) if text[start].isupper() else ():
                found = self.look(text[start:end])
                if found and found[0] != "capital":
                    return found[1]
        return None


def _peoples(place: str) -> set[str]:
    stems = {place, place.rstrip("aeiouy"), re.sub(r"(land|stan|ia|a|e|o|y)$", "", place)}
    forms = {stem + ending for stem in stems if len(stem) > 2 for ending in _PEOPLE}
    return {form for form in forms if form != place}
