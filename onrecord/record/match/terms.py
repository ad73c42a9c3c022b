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

FEW, BESIDE = 4, 4.2
"""A person's names and a place are in what she says of anything else on those days: the FEW words that two
articles most have in common count only so far as what else they have in common bears them out. They are as
like as BESIDE times what their other words have in common, at most. Chosen on the fit halves of
evaluation/stories.py and the stories to tune on: 3.6 to 4.4 do about the same.
"""
MOST_WORDS, MOST_DIGESTS = 1_000_000, 4_000

_numbers: dict[str, int] = {}
_known: dict[int, tuple[ArticleDigest, Whole, Whole]] = {}  # by the digest's place in memory, with itself


def cosines(one: ArticleDigest, others: Sequence[ArticleDigest]) -> list[float]:
    """How alike the telling words of `one` and of each other are, 0 to 1.

    The cosine of their weights, but not much more than their common words beside the FEW show.

    >>> a, b, c = (ArticleDigest(x, "", None, None, None, frozenset(), t, frozenset()) for x, t in
    ...         (("a", tuple((w, 0.4) for w in "pit gas blast shaft alarm seam".split())),
    ...          ("b", tuple((w, 0.4) for w in "pit gas blast shaft bank rate".split())),
    ...          ("c", tuple((w, 0.4) for w in "pit gas blast shaft alarm rate".split()))))
    >>> cosines(a, [a, b, c])
    [0.96, 0.0, 0.8]
    """
    _trim()
    own, theirs = _arrays(one), [_arrays(other) for other in others]
    weight = np.zeros(len(_numbers), dtype=np.int64)
    weight[own[0]] = own[1]
    return [_borne_out(total, most) for total, most in zip(*_summed(weight, theirs), strict=True)]


def _borne_out(total: int, most: int) -> float:
    """`most` of the `total` is the FEW words'; what is left of both articles without these is 1 - `most`."""
    rest, left = total - most, max(1, UNIT**2 - most)
    return min(total, BESIDE * rest * UNIT**2 / left) / UNIT**2


def centrality(digests: Sequence[ArticleDigest]) -> list[int]:
    """How much each article's words weigh in all of them together."""
    _trim()
    arrays = [_arrays(digest) for digest in digests]
    total = np.zeros(len(_numbers), dtype=np.int64)
    for numbers, weights in arrays:
        total[numbers] += weights
    return _summed(total, arrays)[0]


def _summed(weight: Whole, arrays: Sequence[tuple[Whole, Whole]]) -> tuple[list[int], list[int]]:
    """For each article the sum of its words' weights times those in `weight`; and that of its FEW greatest."""
    if not arrays:
        return [], []
    lengths = np.array([len(numbers) for numbers, _ in arrays])
    products = weight[np.concatenate([numbers for numbers, _ in arrays])]
    products *= np.concatenate([weights for _, weights in arrays])
    table = np.zeros((len(arrays), FEW + lengths.max()), dtype=np.int64)
    table[np.arange(table.shape[1]) < lengths[:, None]] = products
    greatest = np.partition(table, -FEW, axis=1)[:, -FEW:]
    return table.sum(axis=1).tolist(), greatest.sum(axis=1).tolist()


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
