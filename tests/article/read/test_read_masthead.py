"""The lines above an article: which name its outlet and its day, and which are titles, places or sections."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.read import article_from_text
from onrecord.article.read.masthead import masthead
from onrecord.article.read.units import Unit
from onrecord.types import Article

TITLE = "Court bars fisheries minister from office"
FIRST = "The high court in Port Havel on Monday barred the fisheries minister from office for five years."
SECOND = "The minister, who denies any wrongdoing, will appeal against the ruling, her lawyer Jonas Ilm said."


def read(*lines: str) -> Article:
    return article_from_text("\n\n".join(lines))


def titles(article: Article) -> list[str]:
    return [article.slice(f.span) for f in article.furniture if f.kind == "headline"]


@pytest.mark.parametrize(
    ("head", "outlet", "day"),
    [
        (["The Havel Star", "Friday, Mar 7, 2031", TITLE], "The Havel Star", date(2031, 3, 7)),
        (["Nordhavn Dagblad", "7. March 2031", TITLE], "Nordhavn Dagblad", date(2031, 3, 7)),
        (["Velmara Pravda", "17.03.2031", TITLE], "Velmara Pravda", date(2031, 3, 17)),
        (["The Ketra Sun", TITLE, "By Ana Dorn"], "The Ketra Sun", None),
        (["Evening Lamp | City desk", TITLE], "Evening Lamp", None),
        (["Ketra Times | World", TITLE], "Ketra Times", None),
        ([TITLE, "Coast Monitor, 7 March 2031. Opinion by Ivo Dorn"], "Coast Monitor", date(2031, 3, 7)),
        ([TITLE, "Coast Voice · 7 March 2031 · by Ana Dorn"], "Coast Voice", date(2031, 3, 7)),
        (
            [TITLE, "Diario del Puerto (independent daily), 17.03.2031. Unofficial translation by Reading Room"],
            "Diario del Puerto",
            date(2031, 3, 17),
        ),
        ([TITLE, "Dorra Yol (weekly), 7 March 2031"], "Dorra Yol", date(2031, 3, 7)),
        ([TITLE, "Dorra Yol, 7 March 2031, page 3"], "Dorra Yol", date(2031, 3, 7)),
        (["UNION OF KETRAN PILOTS (UKP)", "PRESS RELEASE", "7th March 2031", TITLE], "Union of Ketran Pilots", date(2031, 3, 7)),
    ],
)  # fmt: skip
def test_a_line_above_the_copy_names_the_outlet_and_its_day(
    head: list[str], outlet: str, day: date | None
) -> None:
    article = read(*head, FIRST, SECOND)
    assert (article.outlet, article.published) == (outlet, day)
    assert titles(article) == ([TITLE] if TITLE in head else [])


@pytest.mark.parametrize(
    ("line", "station"),
    [
        ("Ketra Television, News at Ten", "Ketra Television"),
        ("The Morning Hour, Radio Dost", "Radio Dost"),
        ("KETRA TV2 – NEWS AT TEN – transcript", "Ketra TV2"),
    ],
)
def test_a_transcript_opens_with_its_station_and_programme(line: str, station: str) -> None:
    article = read(
        line,
        "Transcript of the bulletin of 7 March 2031",
        "PRESENTER: With me is the fisheries minister's lawyer. Will she appeal?",
        "REPORTER (Ana Dorn): Good evening. The high court has barred the fisheries minister from office.",
        "REPORTER: She will appeal, her lawyer said.",
    )
    assert (article.outlet, article.published, titles(article)) == (station, date(2031, 3, 7), [line])


@pytest.mark.parametrize(
    "head",
    [
        [TITLE],
        ["World News", TITLE],
        ["Middle East", "7 March 2031", TITLE],
        ["Port Havel, 7 March 2031", TITLE],
        ["Dost, 7 March 2031. By Ana Dorn", TITLE],
        ["Port Havel, 7 March 2031. Report by Ana Dorn", TITLE],
        ["Minister Resigns Over Tapes", "7 March 2031", "Coalition is in doubt after a week of talks"],
        ["Police Raid Ketra Times", "7 March 2031"],
        ["Police Raid Ketra Times", "Editor held after report on dam"],
        ["Ketra Times – Velm Post Merge", "Readers are not asked"],
        ["Ketra Times, Velm Post Merge", "7 March 2031"],
        ["The Star: ‘I never met the minister’", TITLE],
        ["Who reads The Havel Star?", TITLE],
    ],
)
def test_titles_sections_and_places_name_no_outlet(head: list[str]) -> None:
    assert read(*head, FIRST, SECOND).outlet is None


def test_an_outlet_in_capitals_is_called_as_the_text_calls_it() -> None:
    article = read(
        "COMMITTEE FOR CLEAN RIVERS", "PRESS STATEMENT", FIRST, "The Committee for Clean Rivers said so."
    )
    assert article.outlet == "Committee for Clean Rivers"


def test_who_states_the_outlet_is_asked_first_and_the_line_is_no_title() -> None:
    text = f"Dorra Yol\n\n{TITLE}\n\n{FIRST}\n\n{SECOND}"
    article = article_from_text(text, outlet="Dorra Yol")
    assert (article.outlet, titles(article)) == ("Dorra Yol", [TITLE])
    assert article_from_text(f"The Havel Star\n\n{text}", outlet="Ketra Times").outlet == "Ketra Times"


def test_the_outlet_that_the_text_names_leaves_the_id_as_it_is() -> None:
    text = f"The Havel Star\n\n7 March 2031\n\n{TITLE}\n\n{FIRST}"
    assert article_from_text(text).id != article_from_text(text, outlet="The Havel Star").id


def test_a_translator_beside_the_outlet_is_credited() -> None:
    article = read(
        TITLE, "Dorra Yol (daily), 17.03.2031. Unofficial translation by Reading Room", FIRST, SECOND
    )
    assert [(c.name, c.relation) for c in article.credits] == [("Reading Room", "translates")]


@given(st.text(alphabet="AbTimes ,.|·–-()12031/March", max_size=120), st.booleans(), st.booleans())
def test_any_line_gives_a_name_out_of_it_or_nothing(line: str, dated: bool, titled: bool) -> None:
    found = masthead(Unit(0, len(line), line, False), dated, titled, "")
    assert found is None or (found.outlet and found.outlet in line)
