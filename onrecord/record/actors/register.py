"""A list of people, bodies and countries with identifiers, as a user supplies it: Wikidata's, or others.

    load(path) -> entries, one for each identifier

Any CSV file in UTF-8 with a header line, its cells parted by commas, semicolons or tabs; what the
Wikidata query service downloads is one. Of its columns two must be there, in these names or others:

    name         itemLabel, label …       the usual name
    identifier   item, qid, wikidata …    a Wikidata id ("Q42", with or without its address) or a web address
    aliases      itemAltLabel …           other names, with | between them (in an AltLabel commas)
    kind         type, instanceLabel …    "person" or "human"; anything else is no person
    country      countryLabel …           of citizenship, or where a body has its seat

In place of `item` there can be any variable of a query: ?person, ?personLabel. Lines with one
identifier are one entry. Other columns are passed over, and so is a line without a name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import Usage

WIKIDATA = "https://www.wikidata.org/wiki/"
LARGEST = 256 << 20  # bytes of such a file that are read
_EXPECTED = "a list with the columns name and identifier"
_QID = re.compile(r"<?(?:https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d{0,11})>?", re.I)
_ADDRESS = re.compile(r"<?(https?://[^\s<>\"]{3,500})>?", re.I)
# for each fact the columns that can hold it, the best first; spelled without case, "?", "_", "-" and spaces
_COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("name", "itemlabel", "label", "caption", "title"),
    "identifier": ("identifier", "qid", "wikidataid", "wikidata", "item", "uri", "url", "sameas", "id"),
    "aliases": ("aliases", "alias", "itemaltlabel", "altlabel", "alsoknownas", "othernames"),
    "kind": (
        *("kind", "kindlabel", "instanceoflabel", "instancelabel", "typelabel"),
        *("instanceof", "instance", "type", "schema"),
    ),
    "country": (
        *("countrylabel", "countryofcitizenshiplabel", "citizenshiplabel", "nationalitylabel"),
        *("country", "countryofcitizenship", "citizenship", "nationality"),
    ),
}
_KNOWN = frozenset(name for names in _COLUMNS.values() for name in names)
_LANGUAGE = re.compile(r"(?<=\w)@[a-z]{2,3}(?:-[\w-]{1,12})?\Z")  # "Ana Vell"@en in a query's TSV
_PEOPLE = ("person", "human", "people", "q5")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list, or all that share an identifier; `person` is None where it does not say.

    `identifier` is a web address.
    """

    line: int
    name: str
    identifier: str
    aliases: tuple[str, ...] = ()
    person: bool | None = None
    countries: tuple[str, ...] = ()


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of a file, in its order; Usage, with the line, where it is no such list."""
    try:
        if path.stat().st_size > LARGEST:
            raise Usage(f"{path}: found more than {LARGEST >> 20} MB, expected {_EXPECTED}")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Usage(f"{path}: found bytes that are not UTF-8, expected {_EXPECTED}") from None
    except OSError as error:
        raise Usage(f"{path}: found {error.strerror or error}, expected {_EXPECTED}") from None
    return tuple(_joined(_entries(text, str(path))))


def address(identifier: str) -> str | None:
    """The web address that an identifier stands for; None where it is none.

    >>> address("wd:Q42"), address("<http://www.wikidata.org/entity/Q42>")
    ('https://www.wikidata.org/wiki/Q42', 'https://www.wikidata.org/wiki/Q42')
    >>> address("https://viaf.org/viaf/7"), address("Ana Vell")
    ('https://viaf.org/viaf/7', None)
    """
    identifier = identifier.strip()
    if found := _QID.fullmatch(identifier):
        return WIKIDATA + found[1].upper()
    plain = _ADDRESS.fullmatch(identifier)
    return plain[1] if plain else None


def short(address: str) -> str:
    """An address in a sentence: the id alone where it is Wikidata's.

    >>> short("https://www.wikidata.org/wiki/Q42"), short("https://viaf.org/viaf/7")
    ('Q42', 'https://viaf.org/viaf/7')
    """
    return address.removeprefix(WIKIDATA)


def _entries(text: str, where: str) -> Iterator[Entry]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = next(lines, [])
        place = _places(header, where)
        commas = header[place.get("aliases", 0)].casefold().endswith("altlabel")
        for cells in lines:
            row = {fact: _cell(cells, at) for fact, at in place.items()}
            if not row["name"]:
                continue
            identifier = address(row["identifier"])
            if identifier is None:
                found = repr(row["identifier"][:60]) if row["identifier"] else "nothing"
                raise Usage(
                    f"{where}, line {lines.line_num}, column {header[place['identifier']].strip()}: found {found}, "
                    "expected a Wikidata id such as Q42, or a web address"
                )
            yield Entry(
                lines.line_num,
                row["name"],
                identifier,
                _parts(row.get("aliases", ""), ", " if commas else "|"),
                _person(row.get("kind", "")),
                _parts(row.get("country", "")),
            )
    except csv.Error as error:
        raise Usage(f"{where}, line {lines.line_num}: found no CSV ({error}), expected {_EXPECTED}") from None


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _places(header: Sequence[str], where: str) -> dict[str, int]:
    """The number of the column for each fact; the best of its names that the header has."""
    columns = {re.sub(r"[?_\s-]", "", cell).casefold(): n for n, cell in enumerate(header)}
    # a query's own variable: ?person with ?personLabel and ?personAltLabel
    own = next((name for name in columns if f"{name}label" in columns and name not in _KNOWN), "item")
    places = {}
    for fact, names in _COLUMNS.items():
        known = [re.sub(r"\Aitem", own, name) for name in names]
        if there := [name for name in (*known, *names) if name in columns]:
            places[fact] = columns[there[0]]
    for fact in ("name", "identifier"):
        if fact not in places:
            had = ", ".join(cell.strip() for cell in header)[:200] or "nothing"
            raise Usage(f"{where}, line 1: found {had}, expected a header with a column {fact!r}")
    return places


def _cell(cells: Sequence[str], at: int) -> str:
    cell = " ".join(cells[at].split()) if at < len(cells) else ""
    return _LANGUAGE.sub("", cell)


def _parts(cell: str, between: str = "|") -> tuple[str, ...]:
    return tuple(part for piece in cell.split(between) if (part := piece.strip()))


def _person(kind: str) -> bool | None:
    """Whether a kind, one of several or the address of one, is that of people."""
    return (
        any(one.casefold().rsplit("/", 1)[-1].rstrip(">") in _PEOPLE for one in _parts(kind))
        if kind
        else None
    )


def _joined(entries: Iterable[Entry]) -> Iterable[Entry]:
    """One entry for each identifier, with all that its lines say."""
    found: dict[str, Entry] = {}
    for one in entries:
        first = found.setdefault(one.identifier, one)
        if first is not one:
            names = dict.fromkeys((*first.aliases, one.name, *one.aliases))
            found[one.identifier] = replace(
                first,
                aliases=tuple(name for name in names if name != first.name),
                person=first.person if one.person is None else bool(one.person or first.person),
                countries=tuple(dict.fromkeys((*first.countries, *one.countries))),
            )
    return found.values()
