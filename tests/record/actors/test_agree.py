"""Which entry of a list an actor is: by name, kind, country, and alone."""

from __future__ import annotations

import pytest

from onrecord.record.actors.agree import agreed
from onrecord.record.actors.register import Entry
from onrecord.types import Actor, Role

ANA = Actor("ana", "Ana Vell", "person", ("Vell",), (Role("minister", "Velmara"),))
MASUD = Actor("masud", "Ahmad Masood", "person", ("Ahmad Masoud",))
LONE = Actor("lone", "Quill", "person")
UNION = Actor("union", "Harbour Line Union", "organization", ("HLU",))
SHORT = Actor("short", "TRB", "organization")
OFFICE = Actor("office", "Foreign Ministry", "organization")
LAND = Actor("land", "Velmara", "place", ("Velmaran Republic",))
ACTORS = (ANA, MASUD, LONE, UNION, SHORT, OFFICE, LAND)


def entry(name: str, *aliases: str, line: int = 2, person: bool | None = None, country: str = "") -> Entry:
    return Entry(line, name, f"https://x.example/{line}", aliases, person, (country,) if country else ())


def country(phrase: str) -> str | None:
    return next((land for land in ("Velmara", "Orsk") if land in phrase), None)


@pytest.mark.parametrize(
    ("one", "actor", "why"),
    [
        (entry("Ana Vell"), "ana", "the same name as 'Ana Vell'"),
        (entry("Vell Ana"), "ana", "'Vell Ana' is a spelling of 'Ana Vell'"),
        (entry("A. B. Nother", "Ana Vell"), "ana", "the same name as 'Ana Vell'"),
        (entry("Ана Велл"), "ana", "the same name as 'Ana Vell'"),
        (entry("Ana Vell", person=True, country="Republic of Velmara"), "ana", "the same name as 'Ana Vell'"),
        (entry("Ahmed Massoud"), "masud", "'Ahmed Massoud' is a spelling of 'Ahmad Masoud'"),
        (entry("HLU", "Harbour Line Union"), "union", "the same name as 'Harbour Line Union'"),
        (entry("Velmaran Republic", person=False), "land", "the same name as 'Velmaran Republic'"),
        (
            entry("Ana Vell", country="Orsk"),
            None,
            "the list puts it in Orsk, the roles in the record in Velmara",
        ),
        (
            entry("Ana Vell", person=False),
            None,
            "'Ana Vell' is no person in the list, and Ana Vell a person in the record",
        ),
        (
            entry("Velmara", person=True),
            None,
            "'Velmara' is a person in the list, and Velmara no person in the record",
        ),
        (entry("Quill"), None, "'Quill' is one word of a name, which many may bear"),
        (entry("Tarn River Board"), None, "'TRB' may be short for other names as well"),
        (
            entry("Foreign Ministry"),
            None,
            "'Foreign Ministry' is an office of many states, and the record does not say whose",
        ),
    ],
)
def test_a_name_alone_is_not_enough(one: Entry, actor: str | None, why: str) -> None:
    (found,) = agreed([one], ACTORS, country)
    assert ((found.actor.id if found.actor else None), found.why) == (actor, why)
    assert found.actors


@pytest.mark.parametrize(
    "name", ["Vell", "Ivo Vell", "Ana Quell", "Quill Harbour", "Velmar", "Line", "!", "Ω"]
)
def test_whom_the_record_does_not_have_is_not_found(name: str) -> None:
    assert agreed([entry(name)], ACTORS, country) == ()


def test_two_actors_or_two_lines_of_a_name_are_left_open() -> None:
    twin = Actor("twin", "Ana Vell", "person")
    (found,) = agreed([entry("Ana Vell")], (ANA, twin), country)
    assert (found.actor, found.why) == (None, "'Ana Vell' could be Ana Vell (ana) or Ana Vell (twin)")
    assert found.actors == ("ana", "twin")
    two = agreed([entry("Ana Vell"), entry("Anna Vell", line=7)], ACTORS, country)
    assert [one.why for one in two] == [
        "Ana Vell could also be line 7, 'Anna Vell'",
        "Ana Vell could also be line 2, 'Ana Vell'",
    ]
    # what speaks against one of two leaves the other
    two = agreed([entry("Ana Vell"), entry("Ana Vell", line=7, country="Orsk")], ACTORS, country)
    assert [one.actor and one.actor.id for one in two] == ["ana", None]
