"""From what a person types to one thing in the record: ids, id prefixes, names, near misses.

What cannot be told apart is never guessed: NotFound names the candidates, or likely spellings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Column, Connection, select

from onrecord.errors import NotFound
from onrecord.record.store import schema, shown, sqlite
from onrecord.record.store.serial import from_json
from onrecord.types import Actor

SHOWN = 8  # candidates or suggestions in one message
LIKELY = 75.0  # rapidfuzz score from which a spelling is suggested

Names = list[tuple[str, str, str, str]]


def by_prefix(connection: Connection, column: Column[Any], key: str, what: str) -> str | None:
    """The one value of `column` that is or begins with `key`; None if none does, NotFound if several."""
    if not key:
        return None
    if connection.execute(select(column).where(column == key)).scalar() is not None:
        return key
    # a range, not LIKE: it uses the index, and % and _ are letters
    query = select(column).where(column >= key).order_by(column).limit(SHOWN + 1)
    found = [one for one in connection.execute(query).scalars() if one.startswith(key)]
    if len(found) > 1:
        more = " and more" if len(found) > SHOWN else ""
        raise NotFound(f"several {what} begin with {key!r}: {', '.join(found[:SHOWN])}{more}")
    return found[0] if found else None


def actor(connection: Connection, key: str) -> Actor:
    """The one actor that answers to `key`; NotFound names candidates or likely spellings."""
    found = answering(connection, key)
    if len(found) == 1:
        return found[0]
    if found:
        candidates = _listed(f"{one.name} ({one.kind}, {one.id})" for one in found)
        raise NotFound(f"several actors answer to {key!r}: {candidates}")
    names = ((name, own) for name, _, _, own in names_of_all(connection))
    raise NotFound(f"no actor answers to {key!r}{near_misses(plain(key), names)}")


def answering(connection: Connection, key: str) -> tuple[Actor, ...]:
    """Actors of that id, name or id prefix, whichever is found first; the most quoted first.

    Names are compared without case, accents and punctuation: an actor's own name before its
    aliases, and these before names that hold all of the key's words among others. A surname by
    which one person is known answers for everybody who bears it.
    """
    asked, table = plain(key), schema.actor.c
    ids: set[str] = set(connection.execute(select(table.id).where(table.id == key)).scalars())
    names = names_of_all(connection) if asked and not ids else []
    ids = ids or {who for name, as_written, who, own in names if name == asked and as_written == own}
    ids = ids or _with_surname(connection, asked, names)
    ids = ids or {who for name, _, who, _ in names if set(asked.split()) <= set(name.split())}
    if not ids and (by_id := by_prefix(connection, table.id, key, "actors")) is not None:
        ids = {by_id}
    found = shown.load(connection, ids, counted=True)
    return tuple(sorted(found, key=lambda one: (-one.statements, one.name, one.id)))


def bearing(connection: Connection, name: str) -> tuple[Actor, ...]:
    """All actors of whom this is a name, their own or another, or the surname; the most quoted first.

    Where `answering` must find the one who is meant, this finds everybody who may be: of one who is known by
    the name in hundreds of reports, and of one who has no other name, the former is likelier meant.
    """
    asked = plain(name)
    names = names_of_all(connection) if asked else []
    called = [(one, who) for one, _, who, _ in names if one.endswith(asked)]
    ids = {who for one, who in called if one == asked}
    ids |= _people(connection, {who for one, who in called if one.endswith(f" {asked}")} - ids)
    found = shown.load(connection, ids, counted=True)
    return tuple(sorted(found, key=lambda one: (-one.statements, one.name, one.id)))


def _with_surname(connection: Connection, asked: str, names: Names) -> set[str]:
    """Those known by an alias; where they are people, also others whose name ends with it."""
    known = {who for name, _, who, _ in names if name == asked}
    bearers = known | {who for name, _, who, _ in names if name.endswith(f" {asked}")}
    if len(bearers) == len(known) or not known:
        return known
    persons = _people(connection, bearers)
    return known | persons if known <= persons else known


def _people(connection: Connection, ids: set[str]) -> set[str]:
    """Those of these actors that are persons."""
    table = schema.actor.c
    asked = (
        select(table.id).where(table.id.in_(some), table.kind == "person") for some in schema.batches(ids)
    )
    return {id for query in asked for id in connection.execute(query).scalars()}


@lru_cache(maxsize=200_000)
def plain(name: str) -> str:
    """A name for comparing: no case, no accents, words parted by single spaces.

    >>> plain("AL-Šarq  Al Awsat")
    'al sarq al awsat'
    """
    words = name.split()
    if name.isascii() and "".join(words).isalnum():  # as most are: a page's first look-up is of all names
        return " ".join(words).lower()
    bare = name
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name)
        bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


def near_misses(asked: str, names: Iterable[tuple[str, str]]) -> str:
    """ "; did you mean …?" with the spellings nearest to `asked`, or nothing.

    `names` are (plain name, name to show).
    """
    choices = dict(names)
    hits = process.extract(asked, choices.keys(), scorer=fuzz.WRatio, score_cutoff=LIKELY, limit=20)
    shown = list(dict.fromkeys(choices[name] for name, _, _ in hits))
    return f"; did you mean {_listed(shown[:3], ' or ')}?" if shown else ""


def names_of_all(connection: Connection) -> Names:
    """(plain, as it is written, actor id, the actor's own name) of every name and alias, as actors are shown.

    Kept with the connection until anybody writes to the record: a page needs them at every letter typed.
    """
    driver: Any = connection.connection.driver_connection
    state = sqlite.changed_by_others(connection), driver.total_changes
    before, found = connection.info.get("names", (None, []))
    if before != state:
        found = [(plain(name), name, who, own) for name, who, own in _all_names(connection)]
        connection.info["names"] = state, found
    names: Names = found
    return names


def _all_names(connection: Connection) -> list[tuple[str, str, str]]:
    table = schema.actor.c
    rows = connection.execute(select(table.id, table.name).where(table.into.is_(None)).order_by(table.id))
    own: dict[str, str] = dict(map(tuple, rows))
    judged = {row.id: from_json(Actor, row.actor) for row in connection.execute(select(schema.shown_actor))}
    judged = {who: actor for who, actor in judged.items() if who in own}
    own.update({who: actor.name for who, actor in judged.items()})
    aliases = connection.execute(select(schema.alias.c.actor_id, schema.alias.c.name)).all()
    as_found = own.keys() - judged.keys()
    return [
        *((name, who, name) for who, name in own.items()),
        *((name, who, own[who]) for who, name in aliases if who in as_found),
        *((name, who, actor.name) for who, actor in judged.items() for name in actor.aliases),
    ]


def _listed(items: Iterable[str], joint: str = ", ") -> str:
    shown = list(items)
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    return joint.join(shown[:SHOWN]) + more
