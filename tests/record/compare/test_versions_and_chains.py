"""Which report the others are laid against, and how each came."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from onrecord.record.compare import base_of, chain, tone, versions
from onrecord.record.compare.tone import _table
from onrecord.types import Article, Attribution, Channel, Said, Span, Speaker
from tests.record.compare.reports import on, report

FULL = report("It will end soon, and end well.", id="full", published=on(6), outlet="Tide")
SHORT = report("It will end soon,", id="short", published=on(4), outlet="Herald")
LOOSE = report(
    "that it would all come to an end quite soon and well", id="loose", manner="indirect", published=on(5)
)
TWIN = report("It will end soon, and end well.", id="twin", published=on(5), outlet="Mirror")


def test_the_fullest_quotation_of_the_earliest_day_is_the_base_in_any_order() -> None:
    for order in permutations([FULL, SHORT, LOOSE, TWIN]):
        assert base_of(order) is TWIN


def test_a_day_is_earlier_than_a_range_that_begins_before_it() -> None:
    week = replace(FULL, said=Said(on(1), on(7), "range"))
    sure = replace(TWIN, said=Said(on(5), precision="day"))
    assert base_of([week, sure]) is sure


def test_versions_start_with_the_base_and_follow_the_days() -> None:
    found = versions(TWIN, [FULL, LOOSE, SHORT, TWIN])
    assert [v.report.statement.id for v in found] == ["twin", "short", "loose", "full"]
    assert [s.op for s in found[0].segments] == ["kept"]
    assert found[1].segments[-1].op == "omitted"


def test_no_reports_have_no_base() -> None:
    with pytest.raises(ValueError, match="empty"):
        base_of([])


TEXT = "Radio Tarn reported that Pell Astor told the Mirror it was over. Based on materials from Coast Press"


def _at(words: str) -> tuple[Span, ...]:
    return (Span(TEXT.index(words), TEXT.index(words) + len(words)),)


def test_a_chain_runs_from_the_outlet_to_the_speaker_whatever_the_order_of_its_links() -> None:
    channels = [
        Channel("Coast Press", "based_on", _at("Based on materials from Coast Press")),
        Channel("Radio Tarn", "reported_by", _at("Radio Tarn reported")),
        Channel("the Mirror", "said_to", _at("told the Mirror")),
    ]
    who = Attribution("s", (Speaker("Pell Astor", "person", "name", 1.0, _at("Pell Astor")),))
    for order in permutations(channels):
        links = chain(report("it was over", outlet="Tide", via=order), Article("a", TEXT), who).links
        assert [link.name for link in links] == [
            "Tide",
            "Coast Press",
            "Radio Tarn",
            "the Mirror",
            "Pell Astor",
        ]
        assert links[2].evidence == ("Radio Tarn reported",)
        assert [link.relation for link in links][::4] == ["outlet", "said"]


def test_a_chain_to_nobody_stays_open() -> None:
    assert [link.relation for link in chain(report("x", article="a-1")).links] == ["outlet"]


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", "neutral"),
        ("told", "neutral"),
        ("According to", "neutral"),
        ("has repeatedly stressed", "emphatic"),
        ("emphasizes", "emphatic"),
        ("emphasised", "emphatic"),
        ("warned", "warning"),
        ("Threatens", "threatening"),
        ("admitted", "admitting"),
        ("claims", "doubting"),
        ("ruled out", "denying"),
        ("vowed", "promising"),
        ("called for", "demanding"),
        ("was quoted as saying", "neutral"),
        ("slammed", "negative"),
        ("qwertied", None),
        ("", None),
    ],
)
def test_tone(cue: str, expected: str | None) -> None:
    assert tone(cue) == expected


def test_the_table_is_large_and_its_own_cues_keep_their_tone() -> None:
    assert len(_table()) >= 200
    assert tone("express concern") == "warning"
