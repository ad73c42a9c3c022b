"""How digests are stored: in columns, and as older records have them."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.record.store.digests import _packed, _unpacked
from onrecord.record.store.serial import DamagedError, pack
from onrecord.types import ArticleDigest

TOLD = ArticleDigest(
    "a", "Két híd", date(2031, 5, 6), None, date(2031, 5, 7),
    frozenset(("edda quist", "teo")), (("bridg", 0.7071), ("pil", 0.2)), frozenset((3, 2**30)),
)  # fmt: skip


def test_a_digest_is_read_as_it_was_stored() -> None:
    assert _unpacked(_packed(TOLD)) == TOLD
    assert _unpacked(pack(TOLD)) == TOLD


@pytest.mark.parametrize("blob", [b"", b"x", _packed(TOLD)[:-9]])
def test_a_damaged_digest_is_told(blob: bytes) -> None:
    with pytest.raises(DamagedError, match="broken"):
        _unpacked(blob)
