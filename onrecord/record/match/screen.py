"""Which pairs of articles are worth a closer look, found without putting together all that they show.

Most articles that are asked about tell of something else: the same people, that week. What the odds of
two reports are at most takes a part of the work that the odds themselves take, and is enough to
tell: what is screened out here, `pairs` would not link.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.record.match import look
from onrecord.record.match.channels import ONE_SOURCE
from onrecord.record.match.circumstances import Mask, days
from onrecord.record.match.features import features_at_most, verbatim
from onrecord.record.match.odds import content_odds_at_most
from onrecord.record.match.sets import Matrix
from onrecord.types import Report

HOPELESS = -1.5
"""Log-odds below which nothing that stands beside a pair can make a match of it."""

_ROUNDING = 1e-6


def hopeful(left: Sequence[Report], right: Sequence[Report]) -> Mask:
    """Pairs that may be linked, (len(left), len(right)): no other has odds of HOPELESS or more, quotes
    the same words, or holds the other.
    """
    parts = features_at_most(left, right)
    around = days(left, right).odds + (ONE_SOURCE + look.SAME_MANNER)
    content = np.clip(content_odds_at_most(parts), -look.SUREST, look.SUREST)
    found: Mask = content + around >= HOPELESS - _ROUNDING
    found |= verbatim(left, right)[0] > 0
    contained = parts["contained"] >= look.CONTAINS_SHARE - _ROUNDING
    found |= contained & (parts["runs"] >= look.CONTAINS_RUNS - _ROUNDING)
    return found | (_answers(left, right) + around >= HOPELESS - _ROUNDING)


def _answers(left: Sequence[Report], right: Sequence[Report]) -> Matrix:
    """What the odds of two short answers are at most, by what they answer."""
    brief = [np.array([look.brief_answer(r) for r in side], dtype=bool) for side in (left, right)]
    plain = [np.array([look.plain_answer(r) for r in side], dtype=bool) for side in (left, right)]
    asked = np.zeros((len(left), len(right)))
    if brief[0].any() and brief[1].any():
        asked = np.where(brief[0][:, None] & brief[1][None, :], look.asked(left, right), 0.0)
    if plain[0].any():
        told = look.alike([r.question for r in left], [r.content for r in right])
        asked = np.where(plain[0][:, None], np.maximum(asked, told), asked)
    if plain[1].any():
        told = look.alike([r.content for r in left], [r.question for r in right])
        asked = np.where(plain[1][None, :], np.maximum(asked, told), asked)
    return np.where(asked > 0, look.REPLY_ODDS + look.REPLY_ASKED * asked, look.NEVER)
