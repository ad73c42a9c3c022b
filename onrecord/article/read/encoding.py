"""Bytes → text: byte-order marks, UTF-8, UTF-16, then the older encodings told from the bytes.

Line ends stay as they are; only the byte-order mark goes. What comes out holds no lone surrogates
and no NUL, because neither can be stored or printed.
"""

from __future__ import annotations

import codecs
import re

from onrecord.errors import NotText

_MARKS = [  # UTF-32 before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive (also .docx, .odt, .epub)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "gzip data",
    b"SQLite format 3\0": "an SQLite database",
    b"\x7fELF": "a program",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FOREIGN_WORD = re.compile(rb"[\xc0-\xff]{4,}")
_SAMPLE = 100_000


def decode(data: bytes, where: str) -> tuple[str, str]:
    """The text that `data` holds, and the encoding it was in; `NotText` for anything else.

    >>> decode("“Aye,” she said".encode("cp1252"), "a.txt")
    ('“Aye,” she said', 'cp1252')
    """
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise NotText(where, kind, "text")
    text, encoding = _decoded(data, where)
    if len(_CONTROL.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 100:
        raise NotText(where, "binary data", "text")
    return storable(text), encoding


def storable(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate and NUL; offsets stay the same.

    >>> storable("a" + chr(0xD800) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


def _decoded(data: bytes, where: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding.removesuffix("-sig")
    if b"\0" in data[:_SAMPLE]:
        if told := _unmarked_utf16(data):
            return data.decode(told, "replace"), told
        raise NotText(where, "binary data", "text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    repaired = data.decode("utf-8", "replace")
    damage = repaired.count("\ufffd")
    if len(repaired.encode()) - len(repaired) > 8 * damage:  # mostly sound: cut or damaged UTF-8
        return repaired, "utf-8"
    # English and its neighbours with curly quotes: a few high bytes, never a long run of them. Guessers
    # go wrong on just these.
    if not _FOREIGN_WORD.search(data):
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    # few files come so far, and none should wait for the library
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise NotText(where, "bytes in no encoding that can be told", "text")
    return data.decode(best.encoding, "replace"), best.encoding


def _unmarked_utf16(data: bytes) -> str | None:
    """Text in Latin letters as UTF-16 has a zero in every second byte."""
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return None
