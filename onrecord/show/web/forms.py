"""Forms as they come in: their fields, never more than a page of ours sends, and where they lead back to.

Read by hand rather than by a framework: a form of ours is one kind of body, of a known size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

from onrecord.errors import Usage

LARGEST = 200_000  # bytes of a form; the longest remark is far shorter
FIELDS = 300
LONGEST = {"text": 10_000, "content": 20_000, "source": 2_000, "cue": 2_000}  # characters; else:
SHORT = 400

Fields = Mapping[str, tuple[str, ...]]


async def _fields(request: Request) -> Fields:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Usage(f"found a form of the kind {kind[:60]!r}, expected one of these pages")
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                raise Usage(f"found a form of more than {LARGEST:,} bytes, expected less")
    except ClientDisconnect:
        raise Usage("the form broke off before its end; nothing was done") from None
    try:
        found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError:
        raise Usage(f"found a form of more than {FIELDS} fields, expected fewer") from None
    for name, values in found.items():
        most = LONGEST.get(name, SHORT)
        if any(len(value) > most for value in values):
            raise Usage(f"{name[:40]}: found over {most:,} characters, expected fewer")
    return {name: tuple(values) for name, values in found.items()}


Posted = Annotated[Fields, Depends(_fields)]


def one(fields: Fields, name: str, default: str = "") -> str:
    """The only (or first) value of a field, without blanks around it."""
    return next(iter(fields.get(name, ())), default).strip()


def local(address: str, default: str = "/") -> str:
    r"""An address of our own pages; anything else is `default`. Flashes of before are taken off.

    >>> local("/actor/p1?done=3&page=2")
    '/actor/p1?page=2'
    >>> local("//evil.example/x"), local("/\\evil.example"), local("javascript:x")
    ('/', '/', '/')
    """
    if not re.fullmatch(r"/(?![/\\])[!-~]*", address) or "\\" in address:
        return default
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("done", "undone")]
    return parts.path + (f"?{urlencode(kept)}" if kept else "")


def flashing(address: str, **flash: int) -> str:
    """The address with what its page should say was done.

    >>> flashing("/article/a1?mark=s1#c3-9", done=4)
    '/article/a1?mark=s1&done=4#c3-9'
    """
    page, hash, place = address.partition("#")
    return page + ("&" if "?" in page else "?") + urlencode(flash) + hash + place


def unquoted(part: str) -> str:
    """A part of an address as it was meant.

    >>> unquoted("Ona%20Brill")
    'Ona Brill'
    """
    return unquote(part)
