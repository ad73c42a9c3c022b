"""Lists of who speaks beside our own articles: each can be read, and each name stands in its article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import onrecord.article.extract
from evaluation.stress import items
from onrecord.article.extract.encode import encode, load_tokenizer
from training.who import anchored, sources, told
from training.written import FOLDER

TOKENIZER = load_tokenizer(Path(onrecord.article.extract.__file__).parent / "tokenizer.json")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.who")), ids=lambda path: path.stem)
def test_everybody_who_speaks_stands_in_the_article(path: Path) -> None:
    articles = list(items(path.with_suffix(".txt")))
    for number, who in told(path).items():
        item = articles[number - 1]
        assert set(who) <= set(range(1, len(item.statements) + 1)), number
        for n, name in who.items():
            earlier = re.fullmatch(r"=(\d+)", name)
            assert (
                name in "-?"
                or (earlier and int(earlier[1]) < n)
                or all(one.strip() in item.text for one in name.split("&"))
            ), (number, n, name)


def test_a_line_that_is_no_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.who").write_text("1: Bel", encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.who: found '1: Bel', expected 'article: statement who"):
        told(tmp_path / "one.who")


def test_whom_a_reference_means() -> None:
    text = "An aide of Ana Bel left. Bel wept, she said. He smiled, said the aide. Tal agreed, they say."
    places = [text.index("An aide"), text.index("she"), text.index("the aide"), text.index("they")]
    marked = [[(place, place + length)] for place, length in zip(places, (18, 3, 8, 4), strict=True)]
    said = sources(marked, {1: "-", 2: "Ana Bel", 3: "=1", 4: "Ana Bel & Tal"})
    assert [name for *_, name in said] == ["#1", "Ana Bel", "#1"]
    encoded = encode(text, TOKENIZER)
    earlier, mentioned = anchored(
        encoded, said, [("person", "Ana Bel"), ("person", "Bel"), ("person", "Tal")]
    )

    def words(pieces: Iterable[int]) -> list[str]:
        return [text[encoded.starts[n] : encoded.ends[n]] for n in sorted(pieces)]

    assert [(words([query]), words(found)) for query, found in sorted(earlier.items())] == [
        (["aide"], []),
        (["she"], ["Ana", "Bel"]),
        (["aide"], ["aide"]),
    ]
    assert words(mentioned) == ["aide", "Ana", "Bel", "she", "aide", "Tal"]
