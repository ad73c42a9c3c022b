"""Bytes in old and new encodings become text, everything else is named for what it is."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.read.encoding import decode, storable
from onrecord.errors import NotText

CURLY = "“We won’t,” the café owner said – twice.\r\nThen she left."
RUSSIAN = "Суд в Порт-Гавеле в понедельник постановил, что министр не может занимать должность.\n" * 4


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_text_comes_back_with_its_line_ends(encoding: str) -> None:
    data = CURLY.encode(encoding)
    assert decode(data, "a.txt")[0] == CURLY


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
def test_other_scripts_are_told_from_the_bytes(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), "a.txt")[0] == RUSSIAN


def test_a_file_cut_inside_a_character_is_still_utf8() -> None:
    text, encoding = decode(RUSSIAN.encode()[:-3], "a.txt")
    assert encoding == "utf-8"
    assert text[:-1] == RUSSIAN[:-3]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 ...", "ZIP"),
        (gzip.compress(b"text"), "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x01\x02\x03\x04" * 100, "binary"),
    ],
)
def test_binary_data_is_not_text(data: bytes, named: str) -> None:
    with pytest.raises(NotText, match=named):
        decode(data, "a.txt")


def test_what_no_store_can_keep_is_replaced_in_place() -> None:
    assert storable("a\ud800b\0c") == "a\ufffdb\ufffdc"


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_give_storable_text_or_not_text(data: bytes) -> None:
    try:
        text, encoding = decode(data, "a.txt")
    except NotText:
        return
    assert encoding
    assert "\0" not in text
    text.encode("utf-8")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_any_utf8_text_comes_back(text: str) -> None:
    if not text.startswith("\ufeff") and not text.startswith(("%PDF-", "{\\rtf", "GIF8", "PK")):
        assert decode(text.encode(), "a.txt") == (text, "utf-8")
