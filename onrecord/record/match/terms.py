"""The telling words of many articles at once, as arrays: what likeness and a story's title look at.

Weights have four decimals, so they are counted in ten-thousandths: sums of whole numbers are exact,
in any order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.types import ArticleDigest

Whole = npt.NDArray[np.int64]
UNIT = 10_000
MOST_WORDS, MOST_DIGESTS = 1_000_000, 4_000

_numbers: dict[str, int] = {}
_known: dict[int, tuple[ArticleDigest, Whole, Whole]] = {}  # by the digest's place in memory, with itself


def dots(one: ArticleDigest, others: Sequence[ArticleDigest]) -> list[float]:
    """The summed products of the weights that `one` and each other have for the same words.

    >>> a, b = (ArticleDigest(x, "", None, None, None, frozenset(), t, frozenset()) for x, t in
    ...         (("a", (("pit", 0.6), ("gas", 0.8))), ("b", (("pit", 0.5), ("bank", 0.1)))))
    >>> dots(a, [b, a])
    [0.3, 1.0]
    """
    _trim()
    own, theirs = _arrays(one), [_arrays(other) for other in others]
    weight = np.zeros(len(_numbers), dtype=np.int64)
    weight[own[0]] = own[1]
    return [total / UNIT**2 for total in _summed(weight, theirs)]


def centrality(digests: Sequence[ArticleDigest]) -> list[int]:
    """How much each article's words weigh in all of them together."""
    _trim()
    arrays = [_arrays(digest) for digest in digests]
    total = np.zeros(len(_numbers), dtype=np.int64)
    for numbers, weights in arrays:
        total[numbers] += weights
    return _summed(total, arrays)


def _summed(weight: Whole, arrays: Sequence[tuple[Whole, Whole]]) -> list[int]:
    """For each article the sum of its words' weights times those in `weight`."""
    if not arrays:
        return []
    lengths = np.array([len(numbers) for numbers, _ in arrays])
    products = weight[np.concatenate([numbers for numbers, _ in arrays])]
    products *= np.concatenate([weights for _, weights in arrays])
    ends = np.cumsum(lengths)
    running = np.concatenate([[0], np.cumsum(products)])
    found: list[int] = (running[ends] - running[ends - lengths]).tolist()
    return found


def _arrays(digest: ArticleDigest) -> tuple[Whole, Whole]:
    """Its words as numbers, each once, and their weights."""
    known = _known.get(id(digest))
    if known is None or known[0] is not digest:
        weights = dict(digest.terms)
        numbers = np.array([_numbers.setdefault(word, len(_numbers)) for word in weights], dtype=np.int64)
        scaled = np.array([round(UNIT * weight) for weight in weights.values()], dtype=np.int64)
        known = _known[id(digest)] = digest, numbers, scaled
    return known[1], known[2]


def _trim() -> None:
    """Begin anew where too much is remembered."""
    if len(_numbers) > MOST_WORDS or len(_known) > MOST_DIGESTS:
        _numbers.clear()
        _known.clear()
