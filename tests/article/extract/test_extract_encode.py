"""Pieces hit the characters they stand for; windows cover a text."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

import onrecord.article.extract
from onrecord.article.extract.encode import (
    FEATURES,
    LONE_LINE,
    PARAGRAPH,
    TITLE,
    UPPER,
    WINDOW,
    encode,
    load_tokenizer,
    windows,
)

TOKENIZER = load_tokenizer(Path(onrecord.article.extract.__file__).parent / "tokenizer.json")


@pytest.fixture
def tokenizer() -> Tokenizer:
    return TOKENIZER


def test_offsets_are_code_points(tokenizer: Tokenizer) -> None:
    text = "😀 Zo\u0308e 𝔘 said “no” in Écija 🇪🇸."
    encoded = encode(text, tokenizer)
    words = [text[a:b] for a, b in zip(encoded.starts, encoded.ends, strict=True)]
    assert words[:1] == ["😀"]
    assert "said" in words
    assert text[encoded.starts[-1] : encoded.ends[-1]] == "."


def test_features(tokenizer: Tokenizer) -> None:
    encoded = encode("Talks fail\n\nThe KTA said so.", tokenizer)
    assert encoded.features[0].tolist() == [TITLE, 0, LONE_LINE]
    pieces = [encoded.text[a:b] for a, b in zip(encoded.starts, encoded.ends, strict=True)]
    assert encoded.features[pieces.index("The"), 2] == PARAGRAPH
    assert all(encoded.features[n, 0] == UPPER for n, p in enumerate(pieces) if p and p in "KTA")


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    encoded = encode(text, TOKENIZER)
    assert (encoded.starts <= encoded.ends).all()
    assert len(encoded) == 0 or encoded.ends.max() <= len(text)
    for column, size in enumerate(FEATURES):
        assert ((encoded.features[:, column] >= 0) & (encoded.features[:, column] < size)).all()


@given(st.integers(0, 1500), st.integers(0, 100), st.integers(0, 2**32))
@settings(deadline=None, max_examples=30)
def test_windows_cover_everything(count: int, overlap: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    encoded = encode("word " * count, TOKENIZER)
    encoded.cuts[:] = rng.choice([0, 0, 0, 0, 1, 2], size=count)
    covered = np.zeros(count, dtype=bool)
    last = -1
    for start, end in windows(encoded, overlap=overlap):
        assert last < start < end <= count
        assert end - start <= WINDOW - 2
        covered[start:end] = True
        last = start
    assert covered.all()
