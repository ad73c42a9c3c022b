"""Which actor an entity is: names, surnames, acronyms, roles; and what an actor learns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pytest

from onrecord.record.actors import identify, keys, merge_actor
from onrecord.types import Actor, Article, Entity, Reading, Role


class Known:
    """A record of a few actors, looked up as a store would."""

    def __init__(self, *actors: Actor) -> None:
        self.actors = actors

    def actors_named(self, asked: Iterable[str]) -> Sequence[Actor]:
        wanted = set(asked)
        return [a for a in self.actors if any(keys(n, a.kind) & wanted for n in (a.name, *a.aliases))]

    def actors_in_role(self, title: str, body: str | None) -> Sequence[Actor]:
        def same(role: Role) -> bool:
            return (
                role.title.casefold() == title.casefold()
                and (role.body or "").casefold() == (body or "").casefold()
            )

        return [a for a in self.actors if any(same(r) for r in a.roles)]


def reading(*entities: Entity, published: date | None = None) -> Reading:
    return Reading(Article("a", "text", published=published), entities=entities)


VELL = Actor("vell", "Ana Vell", "person", roles=(Role("foreign minister", "Velmara"),))
IVO = Actor("ivo", "Ivo Vell", "person", roles=(Role("mayor", "Dost"),))
DORN = Actor(
    "dorn",
    "Ivo Dorn",
    "person",
    ("Dorn",),
    (Role("spokesman", "Harbour Line", date(2031, 1, 1), date(2031, 5, 1)),),
)
LINE = Actor("line", "Harbour Line Union", "organization")
LAND = Actor("land", "Velmara", "place", ("Dost",))


@pytest.mark.parametrize(
    ("entity", "expected", "method"),
    [
        (Entity("Ana Vell", "person"), "vell", "same_name"),
        (Entity("Anna Vell", "person"), "vell", "spelling"),
        (Entity("Vell", "person"), None, "new"),
        (Entity("Vell", "person", roles=(Role("mayor", "Dost"),)), "ivo", "surname"),
        (Entity("Ana Vell", "person", roles=(Role("foreign minister", "Orsk"),)), None, "new"),
        (Entity("Dorn", "person"), "dorn", "surname"),
        (Entity("Dorn", "person", roles=(Role("spokesman", "Royal Opera"),)), None, "new"),
        (Entity("Dorn", "person", roles=(Role("minister", "Orsk"),), speaks_for="Orsk"), None, "new"),
        (Entity("Peter Dorn", "person"), None, "new"),
        (Entity("HLU", "organization"), "line", "acronym"),
        (Entity("Harbour Line Union", "organization", ("HLU",)), "line", "same_name"),
        (Entity("Harbour Rowing Union", "organization"), None, "new"),
        (Entity("Foreign Ministry", "organization"), None, "new"),
        (Entity("Velmara", "place", ("Dost",)), "land", "country"),
        (Entity("Dost", "place"), None, "new"),
        (
            Entity("Harbour Line spokesman", "person", roles=(Role("spokesman", "Harbour Line"),)),
            "dorn",
            "role",
        ),
        (Entity("Orsk spokesman", "person", roles=(Role("spokesman", "Orsk"),)), None, "new"),
    ],
)
def test_identify(entity: Entity, expected: str | None, method: str) -> None:
    found = identify(reading(entity), Known(VELL, IVO, DORN, LINE, LAND))[0]
    assert (found.actor_id, found.method) == (expected, method)
    assert found.why


def test_a_role_long_after_is_not_its_old_holder() -> None:
    asked = Entity("Harbour Line spokesman", "person", roles=(Role("spokesman", "Harbour Line"),))
    assert identify(reading(asked, published=date(2031, 6, 1)), Known(DORN))[0].actor_id == "dorn"
    assert identify(reading(asked, published=date(2044, 6, 1)), Known(DORN))[0].actor_id is None


def test_no_actor_is_given_to_two_entities() -> None:
    found = identify(reading(Entity("Ana Vell", "person"), Entity("Anna Vell", "person")), Known(VELL))
    assert [i.actor_id for i in found] == ["vell", None]


def test_two_candidates_alike_are_nobody() -> None:
    twins = Known(Actor("1", "Ahmed Darood", "person"), Actor("2", "Ahmad Darouds", "person"))
    found = identify(reading(Entity("Ahmad Darood", "person")), twins)[0]
    assert found.actor_id in (None, "1")


def test_merging_keeps_the_fullest_name_and_the_days_of_roles() -> None:
    first = merge_actor(
        Actor("1", "Vell", "person"),
        Entity("Vell", "person", roles=(Role("mayor", "Dost"),)),
        date(2031, 3, 2),
    )
    later = Entity("Ana Vell", "person", ("Vell", "Wel"), (Role("Mayor", "Dost"),))
    merged = merge_actor(merge_actor(first, later, date(2031, 1, 5)), later, None)
    assert merged.name == "Ana Vell"
    assert set(merged.aliases) == {"Vell", "Wel"}
    assert merged.roles == (Role("mayor", "Dost", date(2031, 1, 5), date(2031, 3, 2)),)


def test_a_name_cut_to_initials_is_not_the_fuller() -> None:
    known = Actor("1", "Nurlan Vellov", "person")
    assert merge_actor(known, Entity("N. B. Vellov", "person"), None).name == "Nurlan Vellov"
    assert (
        merge_actor(Actor("1", "N. Vellov", "person"), Entity("Nurlan Vellov", "person"), None).name
        == "Nurlan Vellov"
    )


KNOWN_BY_SURNAME = Actor("1", "Vell", "person", roles=(Role("mayor", "Dost"),))


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        (Entity("Ana Vell", "person"), "1"),
        (Entity("Ana Vell", "person", roles=(Role("mayor", "Dost"),)), "1"),
        (Entity("Ana Vell", "person", roles=(Role("mayor", "Orsk"),)), None),
        (Entity("Ana Vell", "person", roles=(Role("minister", "Orsk"),), speaks_for="Orsk"), None),
        (Entity("Vell Dorn", "person"), None),
    ],
)
def test_whom_the_record_knows_by_a_surname_gets_the_only_full_name(
    entity: Entity, expected: str | None
) -> None:
    assert identify(reading(entity), Known(KNOWN_BY_SURNAME))[0].actor_id == expected


def test_a_second_full_name_is_another_than_the_surname() -> None:
    known = Known(KNOWN_BY_SURNAME, IVO)
    assert identify(reading(Entity("Ana Vell", "person")), known)[0].actor_id is None


def test_a_director_of_the_company_can_be_the_director_of_any() -> None:
    known = Known(Actor("1", "Lim Boon Hua", "person", roles=(Role("director", "company"),)))
    of_a_line = Entity("Lim Boon Hua", "person", roles=(Role("director", "Harbour Line"),))
    assert identify(reading(of_a_line), known)[0].actor_id == "1"


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("Alex Vell", "Harbour Union", "1"),
        ("Malu Vell", "Harbour Union", None),
        ("Alex Vell", "Rowing Club", None),
        ("Alex Vell", None, None),
        ("Alexia Vell", "Harbour Union", None),
    ],
)
def test_a_given_name_cut_short_is_one_within_a_body(
    name: str, body: str | None, expected: str | None
) -> None:
    known = Known(Actor("1", "Alexandra Vell", "person", roles=(Role("secretary", "Harbour Union"),)))
    asked = Entity(name, "person", roles=(Role("head", body),))
    assert identify(reading(asked), known)[0].actor_id == expected


BESIM = Actor("1", "Bekim Dozalli", "person", ("Dozalli", "Bekim Dožali"), (Role("leader", "River Union"),))


def test_a_surname_in_another_spelling_than_the_article_has_it_is_the_same_person() -> None:
    found = identify(reading(Entity("Bekim Dožali", "person"), Entity("Dozalli", "person")), Known(BESIM))
    assert [one.actor_id for one in found] == ["1", "1"]
    # its own spelling of that surname it would have told itself
    found = identify(reading(Entity("Bekim Dozalli", "person"), Entity("Dozalli", "person")), Known(BESIM))
    assert [one.actor_id for one in found] == ["1", None]


def test_an_office_that_the_article_gives_to_nobody_is_its_holders() -> None:
    office = Entity("leader of the River Union", "person", roles=(Role("leader", "River Union"),))
    found = identify(reading(Entity("Bekim Dozalli", "person"), office), Known(BESIM))
    assert [one.actor_id for one in found] == ["1", "1"]
    former = Entity("Bekim Dozalli", "person", roles=(Role("former leader", "River Union"),))
    assert identify(reading(former, office), Known(BESIM))[1].actor_id is None


def test_a_country_keeps_its_name() -> None:
    merged = merge_actor(Actor("1", "Velmara", "place"), Entity("Velmara", "place", ("Dost",)), None)
    assert (merged.name, merged.aliases) == ("Velmara", ("Dost",))


def test_a_role_phrase_lends_nobody_its_last_word() -> None:
    holder = Actor("1", "director of the Karnel", "person", roles=(Role("director", "Karnel"),))
    (found,) = identify(reading(Entity("Karnel", "person")), Known(holder))
    assert (found.actor_id, found.method) == (None, "new")


def test_full_names_a_letter_apart_with_roles_apart_are_two() -> None:
    known = Actor("farn", "Owen Farnel", "person", roles=(Role("baker", None),))
    judge = Entity("Owen Garnel", "person", roles=(Role("judge", "High Court"),))
    assert identify(reading(judge), Known(known))[0].actor_id is None
    misspelt = Entity("Owen Garnel", "person", roles=(Role("baker", "Dost Mills"),))
    assert identify(reading(misspelt), Known(known))[0].actor_id == "farn"
    transcribed = Entity("Owen Pharnel", "person", roles=(Role("judge", "High Court"),))
    assert identify(reading(transcribed), Known(known))[0].actor_id == "farn"


def test_an_office_of_any_state_does_not_tell_two_apart() -> None:
    known = Actor("vell", "Lidiya Vell", "person", roles=(Role("spokeswoman", "foreign ministry"),))
    other = Entity("Lidija Vell", "person", roles=(Role("spokeswoman", "Velmara"),))
    assert identify(reading(other), Known(known))[0].actor_id == "vell"


def test_a_common_noun_for_a_body_is_of_no_other_country() -> None:
    known = Actor("dorn", "Edgar Dorn", "person", roles=(Role("commander", "navy"),))
    cited = Entity("E. Dorn", "person", speaks_for="Velmara", roles=(Role("commander", "Velmara fleet"),))
    assert identify(reading(cited), Known(known))[0].actor_id == "dorn"
