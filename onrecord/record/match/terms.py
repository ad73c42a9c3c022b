"""The telling words, actors and word runs of many articles at once, as arrays: what likeness, copies and
a story's title look at.

Weights have four decimals, so they are counted in ten-thousandths: sums of whole numbers are exact,
in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.types import ArticleDigest

Whole = npt.NDArray[np.int64]
UNIT = 10_000
MOST_KEYS, MOST_DIGESTS = 300_000, 4_000


class _Counted(NamedTuple):
    """Words, actors and runs of one article, as numbers, each once; what each weighs; how many of each."""

    digest: ArticleDigest
    keys: Whole
    weights: Whole
    lengths: tuple[int, int, int]


_numbers: dict[Any, int] = {}
_known: dict[int, _Counted] = {}  # by the digest's place in memory, with itself
_weight = np.zeros(1 << 16, dtype=np.int64)  # of every number; between two questions 0
_one_at_a_time = Lock()


def in_common(one: ArticleDigest, others: Sequence[ArticleDigest]) -> tuple[Whole, Whole]:
    """What `one` and each other share, (len(others), 3), and the most that they could.

    Of words it is the summed products of the weights, in UNIT**2; actors and word runs are counted.

    >>> a, b = (ArticleDigest(x, "", None, None, None, frozenset({x, "z"}), t, frozenset()) for x, t in
    ...         (("a", (("pit", 0.6), ("gas", 0.8))), ("b", (("pit", 0.5), ("bank", 0.1)))))
    >>> shared, fewest = in_common(a, [b, a])
    >>> (shared[:, 0] / UNIT**2).tolist(), shared[:, 1].tolist(), fewest[:, 1].tolist()
    ([0.3, 1.0], [1, 2], [2, 2])
    """
    with _one_at_a_time:
        _trim()
        own, theirs = _counted(one), [_counted(other) for other in others]
        found = _summed([own], theirs)
    lengths = np.array([own.lengths, *(it.lengths for it in theirs)], dtype=np.int64)
    return found, np.minimum(lengths[:1], lengths[1:])


def centrality(digests: Sequence[ArticleDigest]) -> list[int]:
    """How much each article's words weigh in all of them together."""
    with _one_at_a_time:
        _trim()
        counted = [_counted(digest) for digest in digests]
        found: list[int] = _summed(counted, counted)[:, 0].tolist()
    return found


def _summed(ones: Sequence[_Counted], others: Sequence[_Counted]) -> Whole:
    """For each of the others the sums of its weights times those that all `ones` together give, of each kind."""
    if not others:
        return np.zeros((0, 3), dtype=np.int64)
    if len(_weight) < len(_numbers):
        _weight.resize(2 * len(_numbers), refcheck=False)
    for one in ones:
        _weight[one.keys] += one.weights
    products = _weight[np.concatenate([one.keys for one in others])]
    for one in ones:
        _weight[one.keys] = 0
    products *= np.concatenate([one.weights for one in others])
    running = np.concatenate([[0], np.cumsum(products)])
    ends = np.cumsum([one.lengths for one in others])
    found: Whole = np.diff(running[ends], prepend=0).reshape(-1, 3)
    return found


def _counted(digest: ArticleDigest) -> _Counted:
    known = _known.get(id(digest))
    if known is None or known.digest is not digest:
        weights = dict(digest.terms)
        keys = [*weights, *((actor,) for actor in digest.actors), *digest.shingles]  # of three kinds
        numbers = np.array([_numbers.setdefault(key, len(_numbers)) for key in keys], dtype=np.int64)
        scaled = np.ones(len(keys), dtype=np.int64)
        scaled[: len(weights)] = [round(UNIT * weight) for weight in weights.values()]
        lengths = len(weights), len(digest.actors), len(digest.shingles)
        known = _known[id(digest)] = _Counted(digest, numbers, scaled, lengths)
    return known


def _trim() -> None:
    """Begin anew where too much is remembered."""
    if len(_numbers) > MOST_KEYS or len(_known) > MOST_DIGESTS:
        _numbers.clear()
        _known.clear()
