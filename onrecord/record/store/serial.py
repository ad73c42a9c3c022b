"""A type of onrecord.types to JSON and back, exactly; and a Reading to the bytes that are stored.

    to_json(reading) -> str          from_json(Reading, text) -> Reading
    pack(reading) -> bytes           unpack(Reading, blob) -> Reading        (zlib over that JSON)

Codecs are built once for each type, from its annotations. A field that has its default is left
out, so that a field added to a type later, with a default, still reads older records. Reading is
strict: an unknown key, a missing field, a value of another kind raises `DamagedError`. A `Span` is
`[start, end]` or `[start, end, "title"]`; the numbers of a `Vector` are base64 of float32 where
that is exact (what a model puts out), else of float64.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
import math
import struct
import types
import zlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

from onrecord.types import Span, Vector

T = TypeVar("T")
Code = Callable[[Any], Any]

# A stored article cannot have been larger than the reader's limit; this stops a crafted blob.
LARGEST = 1 << 30


_COMPACT = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode


class DamagedError(ValueError):
    """Stored bytes or JSON that do not hold what they should."""


def to_json(value: Any) -> str:
    """The JSON of a dataclass, compact, the same for equal values.

    >>> from onrecord.types import PartialDate
    >>> to_json(PartialDate(year=2021, weekday=0))
    '{"year":2021,"weekday":0}'
    """
    encode, _ = codec(type(value))
    return _COMPACT(encode(value))


def from_json(kind: type[T], text: str | bytes) -> T:
    """The value of type `kind` that `to_json` wrote; raises `DamagedError`.

    >>> from onrecord.types import Channel
    >>> from_json(Channel, '{"name":"TASS","relation":"based_on","evidence":[[0,4]]}').evidence
    (Span(start=0, end=4, part='text'),)
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedError(f"broken JSON: {error}") from None
    return _decoded(kind, data)


def pack(value: Any) -> bytes:
    """The compressed JSON of a dataclass, the same bytes for equal values."""
    return zlib.compress(to_json(value).encode("ascii"), 6)


def unpack(kind: type[T], blob: bytes) -> T:
    """The value that `pack` was given; raises `DamagedError`."""
    return from_json(kind, _unpacked(blob))


def unpack_part(kind: type[T], name: str, blob: bytes) -> T:
    """One field of what `pack` was given, a dataclass, without the work of the others; raises `DamagedError`.

    >>> from onrecord.types import Article, Reading
    >>> unpack_part(Article, "article", pack(Reading(Article("a", "Nine ships left.")))).text
    'Nine ships left.'
    """
    try:
        data = json.loads(_unpacked(blob))
    except (ValueError, RecursionError) as error:
        raise DamagedError(f"broken JSON: {error}") from None
    if type(data) is not dict or name not in data:
        raise DamagedError(f"found {data!r:.80}, expected one with {name}")
    return _decoded(kind, data[name])


def _unpacked(blob: bytes) -> bytes:
    stream = zlib.decompressobj()
    try:
        text = stream.decompress(blob, LARGEST)
    except zlib.error as error:
        raise DamagedError(f"broken compression: {error}") from None
    if not stream.eof:
        raise DamagedError("compressed data cut short")
    return text


def listed(values: tuple[Any, ...]) -> str:
    """The JSON of a tuple of one type's values (spans, channels, roles …)."""
    return _COMPACT([codec(type(value))[0](value) for value in values])


def unlisted(kind: type[T], text: str) -> tuple[T, ...]:
    """What `listed` was given."""
    return tuple(_decoded(kind, item) for item in json.loads(text))


def _decoded(kind: type[T], data: Any) -> T:
    try:
        value: T = codec(kind)[1](data)
    except DamagedError:
        raise
    except (TypeError, ValueError, KeyError, OverflowError, struct.error, binascii.Error) as error:
        raise DamagedError(f"no {kind.__name__}: {error}") from None
    return value


# --------------------------------------------------------------------------- codecs


_built: dict[Any, tuple[Code, Code]] = {}


def codec(kind: Any) -> tuple[Code, Code]:
    """(encode, decode) for a type annotation, as onrecord.types uses them; built once."""
    if kind not in _built:
        _built[kind] = _build(kind)
    return _built[kind]


def _build(kind: Any) -> tuple[Code, Code]:
    if kind in PLAIN:
        return PLAIN[kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _word(arguments)
    if origin in {Union, types.UnionType}:
        return _either(arguments)
    if origin is tuple and arguments[-1] is Ellipsis:
        return _sequence(*codec(arguments[0]))
    if origin is tuple:
        return _fixed(tuple(codec(part) for part in arguments))
    if origin is frozenset:
        return _set(*codec(arguments[0]))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    raise TypeError(f"no way to store {kind!r}")


def _exactly(kind: type) -> Code:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise DamagedError(f"found {value!r:.80}, expected {kind.__name__}")
        return value

    return check


def _number(value: Any) -> float:
    if type(value) not in {int, float}:
        raise DamagedError(f"found {value!r:.80}, expected a number")
    return float(value)


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be stored, expected a finite number")
    return number


def _same(value: Any) -> Any:
    return value


def _span_out(span: Span) -> list[Any]:
    plain: list[Any] = [int(span.start), int(span.end)]
    return plain if span.part == "text" else [*plain, span.part]


def _span_in(data: Any) -> Span:
    whole = type(data) is list and len(data) in {2, 3} and type(data[0]) is int and type(data[1]) is int
    if not whole or data[2:] not in ([], ["title"]):
        raise DamagedError(f"found {data!r:.80}, expected a span")
    return Span(*data)


def floats_out(values: tuple[float, ...]) -> bytes:
    """Numbers as bytes: "4" and float32 where that is exact, else "8" and float64."""
    try:
        short = struct.pack(f"<{len(values)}f", *values)
    except OverflowError:
        short = b""
    if len(short) == 4 * len(values) and struct.unpack(f"<{len(values)}f", short) == tuple(values):
        return b"4" + short
    return b"8" + struct.pack(f"<{len(values)}d", *values)


def floats_in(data: bytes) -> tuple[float, ...]:
    """What `floats_out` was given."""
    width = int(data[:1])
    if width not in {4, 8} or (len(data) - 1) % width:
        raise DamagedError("numbers cut short")
    return struct.unpack(f"<{(len(data) - 1) // width}{'f' if width == 4 else 'd'}", data[1:])


def array_in(data: bytes) -> npt.NDArray[np.float64]:
    """The same as an array."""
    if data[:1] not in (b"4", b"8"):
        raise DamagedError("numbers cut short")
    return np.frombuffer(data, dtype="<f" + chr(data[0]), offset=1).astype(np.float64)


def _vector_out(vector: Vector) -> list[str]:
    return [vector.statement_id, base64.b64encode(floats_out(vector.values)).decode("ascii")]


def _vector_in(data: Any) -> Vector:
    statement_id, values = data
    return Vector(_exactly(str)(statement_id), floats_in(base64.b64decode(values, validate=True)))


PLAIN: dict[Any, tuple[Code, Code]] = {
    str: (_same, _exactly(str)),
    bool: (bool, _exactly(bool)),
    int: (int, _exactly(int)),
    float: (_finite, _number),
    date: (date.isoformat, date.fromisoformat),
    datetime: (datetime.isoformat, datetime.fromisoformat),
    Span: (_span_out, _span_in),
    Vector: (_vector_out, _vector_in),
}


def _word(words: tuple[str, ...]) -> tuple[Code, Code]:
    def check(value: Any) -> Any:
        if value not in words:
            raise DamagedError(f"found {value!r:.80}, expected one of {', '.join(words)}")
        return value

    return check, check


def _either(parts: tuple[Any, ...]) -> tuple[Code, Code]:
    """`X | None`, or one list of words or another."""
    if all(get_origin(part) is Literal for part in parts):
        return _word(tuple(word for part in parts for word in get_args(part)))
    (inner,) = (part for part in parts if part is not type(None))
    out, into = codec(inner)
    return (
        lambda value: None if value is None else out(value),
        lambda data: None if data is None else into(data),
    )


def _items(data: Any) -> list[Any]:
    if type(data) is not list:
        raise DamagedError(f"found {data!r:.80}, expected a list")
    return data


def _sequence(out: Code, into: Code) -> tuple[Code, Code]:
    return (
        lambda values: [out(value) for value in values],
        lambda data: tuple([into(item) for item in _items(data)]),
    )


def _fixed(parts: tuple[tuple[Code, Code], ...]) -> tuple[Code, Code]:
    return (
        lambda values: [out(value) for (out, _), value in zip(parts, values, strict=True)],
        lambda data: tuple([into(item) for (_, into), item in zip(parts, _items(data), strict=True)]),
    )


def _set(out: Code, into: Code) -> tuple[Code, Code]:
    return (
        lambda values: sorted(out(value) for value in values),
        lambda data: frozenset(into(item) for item in _items(data)),
    )


def _record(kind: type) -> tuple[Code, Code]:
    hints = get_type_hints(kind)
    fields = [(field, *codec(hints[field.name])) for field in dataclasses.fields(kind)]
    known = {field.name: into for field, _, into in fields}
    needed = {field.name for field, _, _ in fields if field.default is dataclasses.MISSING}
    parts = [(field.name, field.default, out) for field, out, _ in fields]

    def encode(value: Any) -> dict[str, Any]:
        data = {}
        for name, default, out in parts:
            part = getattr(value, name)
            # `is` first: most fields hold the very default; True must not pass for 1.0
            if part is default or (type(part) is type(default) and part == default):
                continue
            data[name] = out(part)
        return data

    def decode(data: Any) -> Any:
        if type(data) is not dict:
            raise DamagedError(f"found {data!r:.80}, expected {kind.__name__}")
        if not needed <= data.keys():
            raise DamagedError(f"{kind.__name__} without {', '.join(sorted(needed - data.keys()))}")
        unknown = data.keys() - known.keys()
        if unknown:
            raise DamagedError(f"{kind.__name__} with unknown {', '.join(sorted(unknown))}")
        return kind(**{name: known[name](item) for name, item in data.items()})

    return encode, decode
