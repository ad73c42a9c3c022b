"""Lists of names beside our own articles: each can be read, each name stands where it is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord.article.extract
from evaluation.stress import items
from onrecord.article.extract.encode import encode, load_tokenizer
from onrecord.article.extract.labels import NAMES
from training.named import listed, spots, targets
from training.written import FOLDER

TOKENIZER = load_tokenizer(Path(onrecord.article.extract.__file__).parent / "tokenizer.json")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.names")), ids=lambda path: path.stem)
def test_every_name_stands_in_its_article(path: Path) -> None:
    texts = [item.text for item in items(path.with_suffix(".txt"))]
    found = listed(path)
    assert found.keys() <= set(range(1, len(texts) + 1))
    missing = {
        (n, form) for n, names in found.items() for _, form in names if not spots(texts[n - 1], [("", form)])
    }
    assert not missing


def test_a_line_that_is_no_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.names").write_text("1: p Bel\n2: z Bel\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.names, 2: found the kind 'z', expected p, o"):
        listed(tmp_path / "one.names")
    (tmp_path / "one.names").write_text("p Bel", encoding="utf-8")
    with pytest.raises(ValueError, match="expected a number, a colon and names"):
        listed(tmp_path / "one.names")


def test_what_the_names_head_may_say() -> None:
    encoded = encode("Bel of the Bel Works said so.", TOKENIZER)
    allowed = targets(encoded, [("person", "Bel"), ("organization", "Bel Works")])
    assert allowed is not None
    told = [[NAMES[k] for k in range(len(NAMES)) if int(mask) >> k & 1] for mask in allowed]
    words = [encoded.text[a:b] for a, b in zip(encoded.starts, encoded.ends, strict=True)]
    first = words.index("of")
    assert told[0] == ["B-person"]
    assert told[first][0] == "O"
    assert all(label == "O" or label.startswith("N-") for label in told[first])
    assert told[words.index("Works")] == ["I-organization"]


def test_an_article_that_lacks_a_listed_name_teaches_no_names() -> None:
    assert targets(encode("Bel said so.", TOKENIZER), [("person", "Bel"), ("person", "Tal")]) is None
    assert targets(encode("Bel said so.", TOKENIZER), []) is None
