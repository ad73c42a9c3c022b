"""The most likely tags of a linear chain, and how sure each of them is: Viterbi and forward-backward.

    best_path(emissions, transitions)    tags and their probabilities, for a text of any length

A step of the chain is a matrix, and the product of matrices may be bracketed at will: the text is cut
into blocks of `BLOCK` pieces whose products are taken side by side, then the blocks are walked one
after the other, then all of them again side by side. It gives the same as walking piece by piece, in
a tenth of the time (Blelloch 1990 calls it a scan).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onrecord.article.extract.labels import TAGS

Doubles = npt.NDArray[np.float64]
BLOCK = 32
NEVER = -1e4
_INSIDE = np.array([tag.startswith("I-") for tag in TAGS])


def best_path(
    emissions: npt.NDArray[np.float32], transitions: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.int64], Doubles]:
    """The likeliest tag of each piece, (n,), and its probability, (n,).

    `emissions` (n, 7) and `transitions` (7, 7), from a tag to the next, are log potentials; n > 0.
    No text begins inside a part.
    """
    scores = emissions.astype(np.float64)
    scores[0] += np.where(_INSIDE, NEVER, 0.0)
    moves = transitions.astype(np.float64)
    path = _viterbi(scores, moves)
    return path, _marginals(scores, moves)[np.arange(len(path)), path]


def _blocks(rows: Doubles) -> Doubles:
    """(blocks, BLOCK, 7) the rows after the first; the last block is filled up with zeros."""
    count = len(rows) - 1
    size = max(1, -(-count // BLOCK))
    result = np.zeros((size * BLOCK, rows.shape[1]))
    result[:count] = rows[1:]
    return result.reshape(size, BLOCK, -1)


def _viterbi(scores: Doubles, moves: Doubles) -> npt.NDArray[np.int64]:
    count, size = scores.shape
    blocks = _blocks(scores)
    starts = np.empty((len(blocks), size))
    starts[0] = scores[0]
    if len(blocks) > 1:
        best = moves + blocks[:-1, 0, None, :]
        for t in range(1, BLOCK):
            best = (best[:, :, :, None] + moves).max(axis=2) + blocks[:-1, t, None, :]
        for k in range(len(blocks) - 1):
            starts[k + 1] = (starts[k][:, None] + best[k]).max(axis=0)
    back = np.empty((len(blocks), BLOCK, size), dtype=np.int64)
    reached = np.empty((len(blocks), BLOCK, size))
    now = starts
    for t in range(BLOCK):
        reach = now[:, :, None] + moves
        back[:, t] = reach.argmax(axis=1)
        now = reach.max(axis=1) + blocks[:, t]
        reached[:, t] = now
    flat = back.reshape(-1, size).tolist()
    last = scores[0] if count == 1 else reached.reshape(-1, size)[count - 2]
    tag = int(last.argmax())
    path = [tag]
    for t in range(count - 2, -1, -1):
        tag = flat[t][tag]
        path.append(tag)
    return np.array(path[::-1], dtype=np.int64)


def _marginals(scores: Doubles, moves: Doubles) -> Doubles:
    """(n, 7) the probability of each tag of each piece."""
    count, size = scores.shape
    spread = np.exp(moves)
    # in the probability domain, rescaled at every step: cheaper than adding logarithms
    weight = np.exp(scores - scores.max(axis=1, keepdims=True))
    blocks = _blocks(weight)
    blocks.reshape(-1, size)[count - 1 :] = 1.0
    product = spread * blocks[:, 0, None, :]
    for t in range(1, BLOCK):
        product = (product @ spread) * blocks[:, t, None, :]
        product /= product.sum(axis=(1, 2), keepdims=True)
    ahead, behind = np.empty((len(blocks), size)), np.ones((len(blocks), size))
    ahead[0] = weight[0] / weight[0].sum()
    for k in range(len(blocks) - 1):
        ahead[k + 1] = _scaled(ahead[k] @ product[k])
    forward = np.empty((len(blocks), BLOCK, size))
    now = ahead
    for t in range(BLOCK):
        now = (now @ spread) * blocks[:, t]
        now /= now.sum(axis=1, keepdims=True)
        forward[:, t] = now
    # the last block ends with the text: what fills it up must not count
    backward = np.ones((len(blocks), BLOCK, size))
    for k in range(len(blocks) - 1, 0, -1):
        behind[k - 1] = _scaled(
            product[k] @ behind[k] if k < len(blocks) - 1 else _last(spread, blocks[k], count, k)
        )
    now = behind
    for t in range(BLOCK - 1, 0, -1):
        backward[:, t] = now
        now = (now * blocks[:, t]) @ spread.T
        now /= now.sum(axis=1, keepdims=True)
        inside = np.arange(len(blocks)) * BLOCK + t < count - 1
        now = np.where(inside[:, None], now, 1.0)
    backward[:, 0] = now
    first = _scaled(spread @ (backward[0, 0] * blocks[0, 0])) if count > 1 else np.ones(size)
    share = np.concatenate([[ahead[0] * first], (forward * backward).reshape(-1, size)[: count - 1]])
    result: Doubles = share / np.maximum(share.sum(axis=1, keepdims=True), 1e-300)
    return result


def _last(spread: Doubles, block: Doubles, count: int, number: int) -> Doubles:
    """What the last block, filled to a part only, sends back to the one before."""
    back = np.ones(len(spread))
    for t in range(count - 2 - number * BLOCK, -1, -1):
        back = _scaled(spread @ (back * block[t]))
    return back


def _scaled(vector: Doubles) -> Doubles:
    result: Doubles = vector / vector.sum()
    return result
