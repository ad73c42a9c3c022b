"""Who claims a place: the same answers as asking all that was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.extract.claims import Claims
from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.intervals import Bounds, touch

_bounds = st.tuples(st.integers(0, 2000), st.integers(1, 700)).map(lambda b: (b[0], b[0] + b[1]))


def _found(*pieces: Bounds) -> Found:
    return Found(None, None, tuple(Part("content", a, b, range(0), 0.9) for a, b in pieces), 0.9)


@given(st.lists(st.lists(_bounds, min_size=1, max_size=3), max_size=8), st.data())
def test_claims_answer_as_if_all_were_asked(many: list[list[Bounds]], data: st.DataObject) -> None:
    found = [_found(*pieces) for pieces in many]
    claims = Claims(found)
    if found:
        claims.put(0, _found((5, 9), (300, 1200)))
        found[0] = _found((5, 9), (300, 1200))
    if len(found) > 1:
        claims.drop(1)
        del found[1]
    place = data.draw(_bounds)
    expected = [one for one in found if any(touch(place, (p.start, p.end)) for p in one.parts)]
    assert list(claims.by(*place).values()) == expected
    assert list(claims) == found
