from datetime import date

import pytest
from reports_made_up import COURIER, HERALD, RANVIK, VARRA, report

from onrecord.record.match import group, origins
from onrecord.types import Channel, Copy, Report, Said, Span

MONDAY, TUESDAY = date(2031, 3, 3), date(2031, 3, 4)
QUOTE = "Households will feel it by September and not a day sooner"


def grouped(*reports: Report, **more: object) -> object:
    return group([r.statement.id for r in reports], {r.statement.id: r for r in reports}, **more)  # type: ignore[arg-type]


def test_a_group_counts_outlets_and_articles() -> None:
    found = group(["Herald-0", "Courier-0"], {r.statement.id: r for r in (*HERALD, *COURIER)}, "g1")
    assert found.id == "g1"
    assert found.statements == ("Courier-0", "Herald-0")
    assert found.articles == ("article of the Courier", "article of the Herald")
    assert (found.outlets, found.speaker) == (2, "edda-quist")
    assert found.said.date is None
    assert found.said.reason == "no date is told"


def test_the_spokesman_rather_than_his_country() -> None:
    minister = report("Herald", 0, QUOTE, actors=(RANVIK,), speaks_for=(VARRA,))
    country = [report(outlet, 0, QUOTE, actors=(VARRA,)) for outlet in ("Courier", "Gazette")]
    assert grouped(minister, *country).speaker == RANVIK  # type: ignore[attr-defined]


def test_the_most_certain_day_stands() -> None:
    evidence = (Span(3, 9),)
    weekday = report("Herald", 0, QUOTE, said=Said(MONDAY, precision="day", basis="weekday"))
    stated = report(
        "Courier", 0, QUOTE, said=Said(MONDAY, precision="day", basis="stated", evidence=evidence)
    )
    month = report("Gazette", 0, QUOTE, said=Said(date(2031, 3, 1), precision="month", basis="stated"))
    said = grouped(month, weekday, stated).said  # type: ignore[attr-defined]
    assert (said.date, said.precision, said.evidence, said.reason) == (MONDAY, "day", evidence, None)


def test_days_that_contradict_are_told() -> None:
    reports = [
        report("Herald", 0, QUOTE, said=Said(TUESDAY, precision="day", basis="weekday")),
        report("Courier", 0, QUOTE, said=Said(MONDAY, precision="day", basis="weekday")),
    ]
    said = grouped(*reports).said  # type: ignore[attr-defined]
    assert said.date == MONDAY
    assert said.reason == "the reports give different days: 2031-03-03, 2031-03-04"


# ----------------------------------------------------------------------------- origins

TEN_WORDS = "we will rebuild the harbour of Lirne with our own money"


def quoted(outlet: str, content: str = TEN_WORDS, *via: Channel) -> Report:
    return report(outlet, 0, content, manner="direct", via=via)


def test_one_article_is_one_origin() -> None:
    found = origins([quoted("Herald")])
    assert (found.min, found.max, found.why) == (1, 1, ("one article alone",))


def test_a_wire_that_two_name_counts_once() -> None:
    wire = Channel("Varran News Agency", "based_on"), Channel("the Varran news agency", "reported_by")
    found = origins([quoted("Herald", TEN_WORDS, wire[0]), quoted("Courier", "rebuilt it shall be", wire[1])])
    assert (found.min, found.max) == (1, 1)
    assert any("varran news agency" in sentence.casefold() for sentence in found.why)


def test_two_wires_are_two_origins_unless_the_words_are_the_same() -> None:
    one, other = Channel("Varpress", "based_on"), Channel("Radio Delta", "said_to")
    apart = origins(
        [quoted("Herald", TEN_WORDS, one), quoted("Courier", "our money alone pays for it", other)]
    )
    assert (apart.min, apart.max) == (2, 2)
    tied = origins([quoted("Herald", TEN_WORDS, one), quoted("Courier", TEN_WORDS, other)])
    assert (tied.min, tied.max) == (1, 2)
    assert any("same words" in sentence for sentence in tied.why)


def test_nothing_named_may_still_be_one_source() -> None:
    found = origins([quoted("Herald"), quoted("Courier", "we pay for it ourselves")])
    assert (found.min, found.max) == (1, 2)
    assert any("may still be one source" in sentence for sentence in found.why)


@pytest.mark.parametrize(("share", "most"), [(0.9, 1), (0.1, 2)])
def test_copies_count_once(share: float, most: int) -> None:
    copy = Copy("article of the Courier", "article of the Herald", share)
    assert origins([quoted("Herald"), quoted("Courier")], [copy]).max == most


def test_a_reason_is_told_once_for_each_tie() -> None:
    names = ["Herald", "Courier", "Post", "Globe"]
    copies = [
        Copy(f"article of the {one}", f"article of the {other}", 0.9)
        for n, one in enumerate(names)
        for other in names[:n]
    ]
    found = origins([quoted(name) for name in names], copies)
    assert found.max == 1
    assert sum("carries text of" in sentence for sentence in found.why) == len(names) - 1


def test_an_outlet_that_others_name_is_their_origin() -> None:
    found = origins([quoted("Radio Delta"), quoted("Courier", "x y z", Channel("Radio Delta", "cites"))])
    assert found.max == 1


def test_credits_of_the_whole_article_count() -> None:
    reports = [quoted("Herald"), quoted("Courier", "x y z")]
    via = {r.article_id: [Channel("Varpress", "syndicates")] for r in reports}
    assert origins(reports, via=via).max == 1
    assert origins(list(reversed(reports)), via=via) == origins(reports, via=via)


def test_least_is_never_over_most() -> None:
    chain = Channel("Varpress", "based_on"), Channel("Radio Delta", "cites")
    found = origins(
        [quoted("Herald", TEN_WORDS, *chain), quoted("Courier", "x y", chain[1]), quoted("Gazette", "z")]
    )
    assert (found.min, found.max) == (1, 2)
