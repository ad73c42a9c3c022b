"""Whom "we" means in a release: the body that its first lines name, or nobody."""

from __future__ import annotations

import pytest

from tests.article.resolve.test_speakers import told

SAYS = "S(We) C(believe) T(that the lifts can be mended before spring, and soon)."
LONG = "regrets the long delay at the mill this winter, and it will say so at the court of the town."

CASES: list[tuple[str, str, list[str]]] = [
    ("signed", "Statement from [Halm Rail]o on lifts\n\n" + SAYS, ["Halm Rail"]),
    ("signed, unseen", "STATEMENT FROM THE PORTERS' UNION (PU), LOCAL 9\n\n" + SAYS, ["Porters' Union"]),
    ("on the line", "[Halm Rail]o statement regarding the 6.15 train\n\n" + SAYS, ["Halm Rail"]),
    ("above the line", "[Halm Rail]o\nPRESS RELEASE\n\n" + SAYS, ["Halm Rail"]),
    ("first sentence", f"MEDIA STATEMENT\n\n[Halm Rail]o {LONG}\n\n{SAYS}", ["Halm Rail"]),
    ("two bodies", "Statement by [Halm Rail]o to [Orsk Bank]o\n\n" + SAYS, ["?"]),
    ("no release", "[Halm Rail]o\n\n" + SAYS, ["?"]),
]


@pytest.mark.parametrize(("story", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_we_are(story: str, expected: list[str]) -> None:
    assert told(story) == expected
