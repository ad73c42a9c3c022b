"""News outlets as a table: ours, outlets.csv, and a user's own, whose rows go before ours.

A user's table is any CSV file in UTF-8 with a header line; of its columns only `name` must be there:

    name         as readers know it: "Velmar Courier"
    aliases      other spellings and short forms, with | between them: "The Courier|VC"
    kind         agency, newspaper, broadcaster, magazine, website …
    domain       velmarcourier.example
    country      where it is made
    state_owned  yes, no or unknown (what is left empty): owned or run by a government; broadcasters
                 under public charter (BBC, CBC, ARD) count as no
    source       where the fact state-owned or not is from, for a reader to check

Of our own rows the source is the State Media Matrix (github.com/ASD-at-GMF/state-media-profiles, after
statemediamonitor.com), in its terms; a row that it does not settle is unknown, or has no source.

`onrecord extract --outlets FILE` and `add --outlets FILE` use it, and so does every command where
the environment variable ONRECORD_OUTLETS names it. No table is needed to recognise an outlet that
its own words give away ("the Velmar Courier newspaper"): see outlets.py.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.errors import Usage

VARIABLE = "ONRECORD_OUTLETS"
COLUMNS = ("name", "aliases", "kind", "domain", "country", "state_owned", "source")
_OWNED = ("yes", "no", "unknown")

# the words that tell an outlet, and what kind they tell
KIND = (
    r"news\s(?:agency|service|wire|channel|site|website|outlet|portal|magazine|programme|program|network)|newswire|"
    r"newspaper|daily|weekly|monthly|newsletter|tabloid|broadsheet|magazine|broadcaster|press\sagency|wire\sservice|media\sgroup|"
    r"television(?:\s(?:channel|station|network))?|"
    r"TV(?:\s(?:channel|station|network))?|radio(?:\s(?:station|channel|network))?|channel|website|web\ssite|portal|agency|podcast|journal"
)
_KIND_AFTER = re.compile(rf"\s(?:{KIND})\Z")
_KIND_BEFORE = re.compile(rf"\A(?:[Tt]he\s)?(?:{KIND})\s")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of the table; what it leaves out is empty, `state_owned` "unknown"."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    domain: str = ""
    country: str = ""
    state_owned: str = "unknown"
    source: str = ""


def load(path: Path) -> tuple[Outlet, ...]:
    """The outlets of a user's table; Usage, with the line and the column, where it is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Usage(f"{path}: found bytes that are not UTF-8, expected a table of outlets") from None
    except OSError as error:
        raise Usage(f"{path}: found {error.strerror or error}, expected a table of outlets") from None
    return tuple(_rows(text, str(path)))


def _rows(text: str, where: str) -> Iterator[Outlet]:
    table = csv.reader(text.splitlines())
    try:
        header = [column.strip() for column in next(table, [])]
        _check_header(header, where)
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield _row(header, cells, f"{where}, line {table.line_num}")
    except csv.Error as error:
        raise Usage(f"{where}, line {table.line_num}: found no CSV ({error})") from None


def _check_header(header: list[str], where: str) -> None:
    if "name" not in header:
        found = ", ".join(header) or "nothing"
        raise Usage(f"{where}, line 1: found {found}, expected a header with a column 'name'")
    for number, column in enumerate(header, 1):
        if column not in COLUMNS or header.count(column) > 1:
            known = ", ".join(COLUMNS)
            raise Usage(f"{where}, line 1, column {number}: found {column!r}, expected each of {known} once")


def _row(header: list[str], cells: list[str], where: str) -> Outlet:
    if len(cells) > len(header):
        raise Usage(f"{where}: found {len(cells)} columns, expected {len(header)}, as in line 1")
    row = dict.fromkeys(COLUMNS, "") | {c: " ".join(v.split()) for c, v in zip(header, cells, strict=False)}
    owned = row["state_owned"].casefold() or "unknown"
    if owned not in _OWNED:
        raise Usage(f"{where}, column state_owned: found {row['state_owned']!r}, expected yes, no or unknown")
    aliases = tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip())
    for column, names in (("name", (row["name"],)), ("aliases", aliases)):
        for name in names:
            if not any(c.isalnum() for c in name):
                raise Usage(f"{where}, column {column}: found {name!r}, expected the name of an outlet")
    return Outlet(row["name"], aliases, row["kind"], row["domain"], row["country"], owned, row["source"])


def outlets() -> tuple[Outlet, ...]:
    """All rows: those of the table that ONRECORD_OUTLETS names, then ours.

    >>> outlets()[-1].state_owned in ("yes", "no", "unknown")
    True
    """
    return _all(os.environ.get(VARIABLE, ""))


@cache
def _all(extra: str) -> tuple[Outlet, ...]:
    own = files(__package__).joinpath("outlets.csv").read_text(encoding="utf-8")
    return (*(load(Path(extra)) if extra else ()), *_rows(own, "outlets.csv"))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as compared: folded, without "the" and possessives."""
    found = tuple(
        re.sub(r"[’']s?\Z", "", word.casefold()).strip(".’'") for word in re.split(r"[\s-]+", name) if word
    )
    return found[1:] if len(found) > 1 and found[0] == "the" else found


Entry = tuple[tuple[str, ...], Outlet, str]


def index() -> dict[str, list[Entry]]:
    """First word of a name -> (its words, the outlet, the name as written there), the longest first."""
    return _index(os.environ.get(VARIABLE, ""))


@cache
def _index(extra: str) -> dict[str, list[Entry]]:
    entries: dict[str, list[Entry]] = {}
    for outlet in _all(extra):
        for form in (outlet.name, *outlet.aliases):
            if words := name_words(form):
                entries.setdefault(words[0], []).append((words, outlet, form.removeprefix("The ")))
    for same in entries.values():
        same.sort(key=lambda entry: -len(entry[0]))
    return entries


def known(name: str) -> Outlet | None:
    """The row for a name, an article and a kind word around it allowed; None where there is none.

    >>> known("the TASS news agency").country, known("Velmar Courier")
    ('Russia', None)
    """
    plain = " ".join(name.split())
    for form in (plain, _KIND_AFTER.sub("", plain), _KIND_BEFORE.sub("", plain)):
        words = name_words(form)
        for theirs, outlet, _ in index().get(words[0] if words else "", ()):
            if theirs == words:
                return outlet
    return None


def canonical(name: str) -> str:
    """The table's name for an outlet, or the name as it is, without article and kind word.

    >>> canonical("Al-Sharq al-Awsat"), canonical("the Velmar Courier newspaper")
    ('Asharq al-Awsat', 'Velmar Courier')
    """
    found = known(name)
    if found is not None:
        return found.name
    plain = " ".join(name.split())
    return _KIND_AFTER.sub("", re.sub(r"\A[Tt]he\s(?=\S)", "", plain)) or plain
