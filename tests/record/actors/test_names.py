"""Names across articles: pairs that are one, pairs that are two, and keys that must meet."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.names import pairs, score
from onrecord.record.actors.names import SAME, keys, similarity
from onrecord.types import Kind

CORPORA = Path(__file__).parents[3] / ".." / "shared" / "corpora"

ONE: list[tuple[Kind, str, str]] = [
    ("person", "Ahmad Darood", "Ahmad Daroud"),
    ("person", "Ahmad Darood", "Ahmed Darroud"),
    ("person", "Volodymyr Drelensky", "Volodymyr Drelenskyy"),
    ("person", "Muammar Gavvadi", "Moammar Qavvadi"),
    ("person", "Vell, Ana", "Ana Vell"),
    ("person", "Dr. Ana Vell", "Ana Vell"),
    ("person", "Ana M. Vell", "Ana Vell"),
    ("person", "Sergei Drazov", "Sergey Viktorovich Drazov"),
    ("person", "Li Wenzhao", "Wenzhao Li"),
    ("person", "Kim Tong-su", "Kim Tong Su"),
    ("person", "Оlег Дразов".replace("О", "О").replace("l", "л").replace("e", "е"), "Oleg Drazov"),
    ("person", "Joris van den Berg", "Joris Van Den Berg"),
    ("person", "Datuk Seri Rahim bin Osman", "Rahim Osman"),
    ("person", "Tan Sri Lim Kok Beng", "Lim Kok Beng"),
    ("person", "Tun Salmah Yusof", "Salmah Yusof"),
    ("person", "Devan a/l Muthu", "Devan Muthu"),
    ("person", "Alhaji Sani Bello", "Sani Bello"),
    ("person", "Mme Awa Diop", "Awa Diop"),
    ("person", "Rear Adm. Ana Vell", "Ana Vell"),
    ("person", "Ruslan Karim uulu Vellov", "Ruslan Karim Vellov"),
    ("organization", "Harbour Line Ltd", "Harbour Line Limited"),
    ("organization", "The Harbour Line Company", "Harbour Line"),
    ("organization", "Harbour Line Union", "HLU"),
    ("organization", "Al-Sarq al-Awat", "Al Sarq al Awat"),
    ("organization", "Organisation for Sea Rescue", "Organization for Sea Rescue"),
    ("place", "Velmara", "velmara"),
]
TWO: list[tuple[Kind, str, str]] = [
    ("person", "Ana Vell", "Ivo Vell"),
    ("person", "Ana Vell", "Vell"),
    ("person", "Bishop Vell", "Ana Bishop"),
    ("person", "Mayor Vell", "Ivo Mayor"),
    ("person", "Lim Kok Beng", "Tan Kok Beng"),
    ("person", "Rahim bin Osman", "Osman bin Yusof"),
    ("person", "Sergey Ivanovich Drazov", "Sergey Petrovich Dorin"),
    ("person", "Olga Baranova", "Oleg Baranov"),
    ("person", "Omar Khalid al-Harbi", "Omar Khalid al-Ghamdi"),
    ("organization", "Harbour Line Union", "Harbour Rowing Union"),
    ("organization", "Harbour Fund IV", "Harbour Fund V"),
    ("organization", "Velmaran Foreign Ministry", "Orskan Foreign Ministry"),
    ("organization", "Bank of Dost", "Bank of Orsk"),
]


@pytest.mark.parametrize(("kind", "left", "right"), ONE)
def test_one_name(kind: Kind, left: str, right: str) -> None:
    assert similarity(left, right, kind) >= SAME
    assert keys(left, kind) & keys(right, kind)


@pytest.mark.parametrize(("kind", "left", "right"), TWO)
def test_two_names(kind: Kind, left: str, right: str) -> None:
    assert similarity(left, right, kind) < SAME


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["person", "organization", "place"]))
def test_any_text_is_survived(left: str, right: str, kind: Kind) -> None:
    forth, back = similarity(left, right, kind), similarity(right, left, kind)
    assert 0.0 <= forth <= 1.0
    assert abs(forth - back) < 1e-9
    assert similarity(left, left, kind) == 1.0
    assert keys(left, kind)


def test_names_of_the_bench() -> None:
    if not (CORPORA / "names" / "cases.csv").exists():
        pytest.skip("../shared/corpora/names is not here")
    held_out = score([pair for pair in pairs(CORPORA) if not pair.tuning])
    assert held_out.f1 > 0.79
    assert held_out.precision > 0.9
