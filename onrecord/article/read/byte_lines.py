"""Lines out of a stream of bytes, one at a time, however long the stream or a line is.

Gzip is unpacked on the way; an archive that blows up beyond measure, or ends early, is reported
after the lines that were sound.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.article.read.limits import LIMITS
from onrecord.errors import BrokenArticle, TooLarge

_CHUNK = 1 << 16
GZIP_MARK = b"\x1f\x8b"


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces as they come, so that a slow pipe is read line by line."""
    read = getattr(file, "read1", file.read)
    while piece := read(_CHUNK):
        yield piece


def gunzipped(pieces: Iterator[bytes], where: str) -> Iterator[bytes]:
    """Unpacked pieces of a gzip stream of one or more members.

    Raises `TooLarge` for a bomb and `BrokenArticle` for a damaged or shortened archive.
    """
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    packed = unpacked = 0
    for piece in pieces:
        packed += len(piece)
        rest = piece
        while rest:
            if unpacker.eof:
                if not rest.strip(b"\0"):
                    break  # padding after the last member
                unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            out = _unpacked(unpacker, rest, where)
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            unpacked += len(out)
            if unpacked > max(LIMITS.gzip_free_bytes, packed * LIMITS.gzip_ratio):
                raise TooLarge(
                    where, f"gzip data that unpacks to over {unpacked:,} bytes", "an archive of articles"
                )
            yield out
    while not unpacker.eof and (out := _unpacked(unpacker, b"", where)):
        yield out
    if packed and not unpacker.eof:
        raise BrokenArticle(where, "gzip data that ends early", "a whole .gz file")


def _unpacked(unpacker: zlib._Decompress, data: bytes, where: str) -> bytes:
    try:
        return unpacker.decompress(data, _CHUNK)
    except zlib.error as error:
        raise BrokenArticle(where, "damaged gzip data", "a sound .gz file") from error


def lines(pieces: Iterator[bytes], where: str) -> Iterator[tuple[int, bytes | TooLarge]]:
    """Numbered lines (from 1); one over the limit comes as the error it is worth, and is skipped.

    >>> list(lines(iter([b"a\\nb", b"b\\n"]), "x"))
    [(1, b'a'), (2, b'bb')]
    """
    number, held, skipping = 1, bytearray(), False
    for piece in _utf8(pieces):
        begin = 0
        while (end := piece.find(b"\n", begin)) >= 0:
            held += piece[begin:end]
            yield (
                number,
                _too_long(where, number) if skipping or len(held) > LIMITS.line_bytes else bytes(held),
            )
            number, skipping, begin = number + 1, False, end + 1
            held.clear()
        held += piece[begin:]
        if len(held) > LIMITS.line_bytes:
            skipping = True
            held.clear()
    if held or skipping:
        yield number, _too_long(where, number) if skipping else bytes(held)


def _too_long(where: str, number: int) -> TooLarge:
    return TooLarge(f"{where}:{number}", "an overlong line", f"at most {LIMITS.line_bytes:,} bytes")


def _utf8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces in UTF-8 without a mark: some shells write their files in UTF-16."""
    first = next(pieces, b"")
    while 0 < len(first) < 3 and (more := next(pieces, b"")):
        first += more
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoder = codecs.getincrementaldecoder("utf-16")("replace")
        yield decoder.decode(first).encode("utf-8", "replace")
        for piece in pieces:
            yield decoder.decode(piece).encode("utf-8", "replace")
        yield decoder.decode(b"", True).encode("utf-8", "replace")
        return
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from pieces
