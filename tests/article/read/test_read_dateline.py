"""Datelines in the styles of the world's wires, and the openings that are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.read.dateline import opening
from onrecord.types import PartialDate

MAY_3 = PartialDate(month=5, day=3)
FULL = PartialDate(2024, 5, 3)
COPY = "The court ruled against the ministry."

STYLES = [
    ("Ostrava. May 3. INTERFAX-", "Ostrava", MAY_3, "INTERFAX"),
    ("Port Havel. May 3. NORTHWIRE-", "Port Havel", MAY_3, "NORTHWIRE"),
    ("PORT HAVEL, May 3. NORTHWIRE – ", "PORT HAVEL", MAY_3, "NORTHWIRE"),
    ("KABUL (Reuters) — ", "KABUL", None, "Reuters"),
    ("KABUL (Reuters) - ", "KABUL", None, "Reuters"),
    ("PORT HAVEL (Northwire) -- ", "PORT HAVEL", None, "Northwire"),
    ("WASHINGTON, May 3 (AFP) - ", "WASHINGTON", MAY_3, "AFP"),
    ("BEIJING, May. 3 (Xinhua) -- ", "BEIJING", MAY_3, "Xinhua"),
    ("NEW DELHI: ", "NEW DELHI", None, None),
    ("NEW DELHI, May 3 (PTI): ", "NEW DELHI", MAY_3, "PTI"),
    ("New Delhi [India], May 3 (ANI): ", "New Delhi, India", MAY_3, "ANI"),
    ("Port Havel, May 3 (translated from Dravian) - ", "Port Havel", MAY_3, None),
    ("PARIS — ", "PARIS", None, None),
    ("PORT HAVEL - ", "PORT HAVEL", None, None),
    ("Geneva, 3 May 2024 – ", "Geneva", FULL, None),
    ("Port Havel, 3 May 2024 – ", "Port Havel", FULL, None),
    ("(Kyiv, Ukraine) – ", "Kyiv, Ukraine", None, None),
    ("(Port Havel, Sarmany) – ", "Port Havel, Sarmany", None, None),
    ("Kabul, Afghanistan – ", "Kabul, Afghanistan", None, None),
    ("MOSCOW, May 3. /TASS/. ", "MOSCOW", MAY_3, "TASS"),
    ("MOSCOW, May 3 - RIA Novosti. ", "MOSCOW", MAY_3, "RIA Novosti"),
    ("PORT HAVEL, May 3 – KPS. ", "PORT HAVEL", MAY_3, "KPS"),
    ("PORT HAVEL / KPS — ", "PORT HAVEL", None, "KPS"),
    ("KYIV. May 3 (Interfax-Ukraine) – ", "KYIV", MAY_3, "Interfax-Ukraine"),
    ("LONDON/PARIS, May 3 (Reuters) - ", "LONDON/PARIS", MAY_3, "Reuters"),
    ("PORT-AU-PRINCE, Haiti (AP) — ", "PORT-AU-PRINCE, Haiti", None, "AP"),
    ("LANSING, Mich. (AP) -- ", "LANSING, Mich.", None, "AP"),
    ("ST. HAVEL, Sarmany (AP) — ", "ST. HAVEL, Sarmany", None, "AP"),
    ("May 3 (Reuters) - ", None, MAY_3, "Reuters"),
    ("(Reuters) - ", None, None, "Reuters"),
    ("3 May, Kabul — ", "Kabul", MAY_3, None),
    ("PORT HAVEL (May 3, 2024) – ", "PORT HAVEL", FULL, None),
    ("KABUL, Monday – ", "KABUL", PartialDate(weekday=0), None),
]


@pytest.mark.parametrize(("head", "place", "day", "agency"), STYLES)
def test_a_dateline_covers_exactly_its_characters(
    head: str, place: str | None, day: PartialDate | None, agency: str | None
) -> None:
    found = opening(head + COPY)
    assert found is not None
    assert (found.end, found.place, found.date, found.agency) == (len(head), place, day, agency)


@pytest.mark.parametrize(
    "line",
    [
        "Adeyo – the spokesman of the president – said nothing.",
        "Lena Adeyo (Labour) – She said nothing.",
        "BREAKING: The court has ruled.",
        "EXCLUSIVE - The court has ruled.",
        "Sarmany: We will study the ruling",
        "SARMANY: We will study the ruling",
        "ADEYO: I think the court is wrong.",
        "AP: Minister paid by the builder",
        "AP-GfK polls show the court ahead.",
        "UK-based firms fear the ruling.",
        "Monday – The court has ruled.",
        "May 3 - May 9",
        'KABUL: "We will not go."',
        "On 3 May 2024 – The court sat.",
        "Covid-19: The latest",
        "NATO: Ministers meet",
        "The court said on Monday - after a long night - that it would rule.",
        "No-fly zones: The debate",
        "Q: What will the court do?",
        "May 2024: The court sat.",
        "",
        "-",
        "(",
    ],
)
def test_running_copy_is_no_dateline(line: str) -> None:
    assert opening(line) is None


def test_a_full_stop_closes_a_place_in_capitals_with_a_day() -> None:
    found = opening("ADEYO, July 12, 2021. The Foreign Ministry has summoned the ambassador.")
    assert found is not None
    assert (found.place, found.date, found.end) == ("ADEYO", PartialDate(2021, 7, 12), 22)


REST = "The builder of Port Narin appealed.\n\nIt was the third such case in Port Narin. Mr Dorn and Orra said no more."


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("NARAPUR: ", "NARAPUR"),
        ("NARAPUR. ", "NARAPUR"),
        ("NARAPUR. — ", "NARAPUR"),
        ("Port Narin. ", "Port Narin"),
        ("Port Narin (dpn). ", "Port Narin"),
        ("NARAPUR (Coast Service). ", "NARAPUR"),
        ("Glarin, 7 August. ", "Glarin"),
        ("Glarin-on-Sea, Tuesday. ", "Glarin-on-Sea"),
        ("Glarin.- ", "Glarin"),
        ("NARAPUR / GLARIN, 3 Sept – ", "NARAPUR, GLARIN"),
    ],
)
def test_the_rest_of_a_text_tells_a_place_that_no_table_knows(head: str, place: str) -> None:
    found = opening(head + "The court on Monday fined two builders of the old dam.", rest=REST)
    assert found is not None
    assert (found.place, found.end) == (place, len(head))


@pytest.mark.parametrize(
    "line",
    [
        "DORN: The court on Monday fined two builders of the old dam.",
        "ORRA: The court on Monday fined two builders of the old dam.",
        "BUILDER: The court on Monday fined two builders of the old dam.",
        "NARAPUR: We will fine whoever builds such a dam again.",
        "Silence. The court on Monday fined two builders of the old dam.",
        "SATURDAY TALK",
    ],
)
def test_a_speaker_or_a_topic_is_no_place(line: str) -> None:
    assert opening(line, rest=REST) is None
    assert opening(line, alone=True) is None


def test_among_speakers_labels_a_name_with_a_colon_is_one() -> None:
    labels = "DORN: I doubt it.\nNARAPUR: I do not."
    assert opening("NARAPUR: The court on Monday fined two builders of the dam.", rest=labels) is None
    assert opening("HOST (Lena Orra): The court on Monday fined two builders.", rest=labels) is None


@pytest.mark.parametrize(
    "line",
    [
        "Al-Narin – Wednesday, 5 June 2024",
        "Kabul, 3 May 2024",
        "KABUL, Afghanistan, May 3 (Reuters)",
        "PORT HAVEL --",
    ],
)
def test_a_dateline_may_fill_its_line(line: str) -> None:
    assert opening(line, alone=True) is not None
    assert opening("Peace talks", alone=True) is None


@settings(deadline=None)
@given(st.text(alphabet="AbCé .,()/[]-–—:0123May\n\"'", max_size=80))
def test_any_line_gives_an_end_inside_it_or_nothing(line: str) -> None:
    for alone in (False, True):
        found = opening(line, alone)
        assert found is None or 0 < found.end <= len(line)
