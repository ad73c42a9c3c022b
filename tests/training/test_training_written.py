"""The articles that we wrote to train on: every one can be read, and is read by PolNeAR's conventions."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.stress import items
from training.written import FOLDER, written


def _told(tmp_path: Path, line: str) -> list[list[tuple[list[str], list[str], list[str]]]]:
    (tmp_path / "one.txt").write_text(f"== a form\n{line}\n", encoding="utf-8")
    return [
        [
            tuple([article.text[start:end] for start, end in part] for part in (a.source, a.cue, a.content))
            for a in article.attributions
        ]
        for article in written(tmp_path)
    ]


def test_a_colon_belongs_to_the_cue(tmp_path: Path) -> None:
    assert _told(tmp_path, "{s1:Bel} {c1:said}: {t1:“No.”} {s2:Tal}: {t2:Yes.}") == [
        [(["Bel"], ["said:"], ["“No.”"]), (["Tal"], [":"], ["Yes."])]
    ]


def test_a_quotation_goes_on_and_a_speaker_says_more(tmp_path: Path) -> None:
    line = (
        "{s1:Bel} {c1:left}, {c2:saying} {t2:so}. {t3:“For good.”} {c4:It was learned} {t4:that he is back}."
    )
    assert _told(tmp_path, line.replace("{s1:Bel} {c1:left}", "{s1:Bel} {c1:hoped} {t1:to go}")) == [
        [
            (["Bel"], ["hoped"], ["to go"]),
            (["Bel"], ["saying"], ["so", "“For good.”"]),
            ([], ["It was learned"], ["that he is back"]),
        ]
    ]


def test_a_statement_within_another_is_read_on_its_own(tmp_path: Path) -> None:
    line = "{s1:Bel} {c1:said} {t1:that {s2:the port} {c2:fears} {t2:a flood by the end of May}}."
    whole, inner = _told(tmp_path, line)
    assert whole == [(["Bel"], ["said"], ["that the port fears a flood by the end of May"])]
    assert inner == [(["The port"], ["fears"], ["a flood by the end of May"])]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_article_is_marked_in_full(path: Path) -> None:
    found = list(items(path))
    assert len(found) > 40
    for item in found:
        assert item.kind and not set("{}") & set(item.text), item.text[:60]
        for one in item.statements:
            assert one.content, item.text[:60]
            assert all(item.text[start:end].strip() for start, end in one.source + one.cue + one.content)


def test_some_are_held_out() -> None:
    kept = {article.text for article in written(held_out=True)}
    assert kept and not kept & {article.text for article in written()}
