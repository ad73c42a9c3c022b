"""Articles that are odd inside: sensible output, every offset hits, no exception. The real model reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_up_reader import Onrecord, objects

from onrecord.show.terminal.output import harmless

COPY = (
    "Mayor Ona Brill said on Monday that the bridge over the Sarn would open in May. "
    '"We will not wait," she told reporters.'
)
STRANGE = {
    "control characters": "Mayor\a Ona Brill said\b the \x1b[31mbridge\x1b[0m would open in May.\f",
    "marks of direction": "Mayor Ona\u200f Brill\u200e said the bridge\u202e would open\u202c in May.",
    "combining marks": "Mayor O\u0301na Bri\u0308ll\u0302\u0302 said the bri\u0301dge would open in May.",
    "emoji": "🎉 Mayor Ona Brill 👩‍👩‍👧‍👦 said the 👍🏽 bridge would open in May 🎉.",
    "beyond the basic plane": "𝕸ayor Ona Brill said the 𐍈 bridge would open in May.",
    "Cyrillic": "Mayor Иван Петренко said the bridge would open in May. Петренко said no one would pay.",
    "Arabic": 'Mayor محمد الكاظم said the bridge would open in May. "\u202bلن ننتظر\u202c," he said.',
    "no spaces": "Mayor Ona Brill said" + "themayorsaid" * 3000,
    "one word": "Harbour",
    "only quotes": "\"\"\"'''“”“„«»" * 200,
    "deep quotes": "“" * 400 + "Mayor Ona Brill said no" + "”" * 400,
}


def lines(onrecord: Onrecord, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements of these articles; every span is checked against its text."""
    Path("a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles))
    run = onrecord("extract", "a.jsonl", "--narrated")
    assert run.exit_code == 0, run.stderr
    texts = {one["id"]: one["text"] for one in articles}
    found = objects(run)
    for line in found:
        for span in spans(line):
            if span.get("in") != "title":
                assert texts[line["article"]][span["start"] : span["end"]] == span["text"]
    return found


def spans(value: Any) -> list[dict[str, Any]]:
    """Every span anywhere inside a JSON object."""
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    if not isinstance(value, dict):
        return []
    inner = [span for item in value.values() for span in spans(item)]
    return [value, *inner] if {"start", "end", "text"} <= set(value) else inner


def test_strange_letters_move_no_offset(onrecord: Onrecord) -> None:
    found = lines(onrecord, [{"id": name, "text": text} for name, text in STRANGE.items()])
    told = {line["article"]: line for line in reversed(found) if line["cue"]}  # the first of each
    for name in list(STRANGE)[:7]:
        assert told[name]["cue"][0]["text"] == "said", name
        assert "would open" in harmless(told[name]["content"][0]["text"]), name
    assert told["Cyrillic"]["speaker"]["name"].endswith("Иван Петренко")
    assert told["Arabic"]["source"]
    assert "one word" not in told


def test_lone_surrogates_are_replaced_in_their_place(onrecord: Onrecord) -> None:
    Path("a.jsonl").write_text(
        r'{"text": "Mayor Ona \ud83d Brill \udc00 said the bridge would open in May."}'
    )
    (line,) = objects(onrecord("extract", "a.jsonl"))
    assert (line["cue"][0]["start"], line["cue"][0]["text"]) == (20, "said")
    assert "�" in json.dumps(line, ensure_ascii=False)


def test_days_that_contradict_each_other_or_lie_ahead(onrecord: Onrecord) -> None:
    three = f"March 3, 2031\n\nSARN, April 9 (Ansel Wire) - {COPY}\n\nUpdated: 12 June 2029"
    found = lines(
        onrecord,
        [
            {"id": "none", "text": COPY},
            {"id": "three", "text": three, "published": "2031-05-05"},
            {"id": "ahead", "text": COPY, "published": "2199-03-05"},
        ],
    )
    days = {
        line["article"]: line["said"] for line in found if line["cue"] and line["cue"][0]["text"] == "said"
    }
    assert days["none"]["date"] is None
    assert "the article has no date" in days["none"]["reason"]
    assert days["three"]["date"] == "2031-05-05"  # what the file states counts before what its text tells
    assert days["ahead"]["date"] == "2199-03-04"  # never after the day of the article


def test_a_speaker_named_as_the_outlet(onrecord: Onrecord) -> None:
    text = f'{COPY} "We stand by our report," The Quay said in a statement.'
    found = lines(
        onrecord,
        [
            {"id": "paper", "text": text, "outlet": "The Quay", "published": "2031-05-06"},
            {"id": "person", "text": COPY, "outlet": "Ona Brill", "published": "2031-05-06"},
        ],
    )
    own = [line for line in found if line["content"] and "stand by our report" in line["content"][0]["text"]]
    assert [line["speaker"]["name"] for line in own] in (["The Quay"], ["Quay"])
    assert all(
        line["speaker"]["name"] == "Ona Brill"
        for line in found
        if line["article"] == "person" and line["cue"]
    )


def test_five_hundred_people_in_one_article(onrecord: Onrecord) -> None:
    syllables = ("bra", "kor", "vel", "mun", "tas", "lin", "dor", "fen")
    names = [
        f"{first} {a}{b}{c}".title()
        for first in ("Ona", "Petr")
        for a in syllables
        for b in syllables
        for c in syllables
        if len({a, b, c}) == 3
    ][:500]
    assert len(set(names)) == 500
    text = "\n\n".join(f"{name}, a member of the council, said the talks failed." for name in names)
    found = lines(onrecord, [{"id": "many", "text": text, "published": "2031-05-06"}])
    told = [line["speaker"]["name"] for line in found if line["cue"] and line["speaker"]]
    assert len(set(told) & set(names)) > 250  # the others by surname, which two share, or by their office


@pytest.mark.parametrize("columns", [20, 40, 200])
def test_a_text_cannot_steer_the_terminal(
    onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    path = Path("a.txt")
    path.write_text(
        f"{COPY}\n\n" * 9  # so that it is no binary data
        + "\n\n".join(STRANGE[name] for name in ("control characters", "marks of direction", "emoji"))
    )
    run = onrecord("extract", path, "--format", "table")
    assert run.exit_code == 0
    assert run.stdout.strip()
    assert harmless(run.stdout) == run.stdout
    assert "\x1b" not in onrecord("extract", "\x1b[31mred.txt").stderr
