"""What one hostile file may cost: the limits on everything read, in one table.

A value over its limit raises `TooLarge` for that article alone; the others go on.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import TooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes for what comes from outside, in characters for what was decoded."""

    file_bytes: int = 20_000_000
    line_bytes: int = 20_000_000
    text_chars: int = 5_000_000
    field_chars: int = 10_000
    json_depth: int = 64
    # gzip packs zeros about 1000 to 1; news in JSON packs 3 to 10, the same article again and again about 100.
    gzip_ratio: int = 300
    gzip_free_bytes: int = 64_000_000


LIMITS = Limits()


def check_size(where: str, size: int, limit: int, what: str) -> None:
    """Raise `TooLarge` when `size` is over `limit`; `what` names the unit for the reader.

    >>> check_size("a.txt", 3, 5, "bytes")
    """
    if size > limit:
        raise TooLarge(where, f"{size:,} {what}", f"at most {limit:,}")
