"""The most likely tags of a linear chain, and how sure each of them is: Viterbi and forward-backward.

    likeliest(emissions, transitions)           the tags, for a text of any length
    certainty(emissions, transitions, tags)     the probability of each of them

A step of the chain is a matrix, and the product of matrices may be bracketed at will: the text is cut
into blocks of `BLOCK` pieces whose products are taken side by side, then the blocks are walked one
after the other, then all of them again side by side. It gives the same as walking piece by piece, in
a small part of the time (Blelloch 1990 calls it a scan). Arrays have the block as their last axis, so
that each operation runs along memory. What the first block lacks to `BLOCK` pieces stands before the
text: there all pieces have the first tag, as if a text were preceded by unmarked words.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onrecord.article.extract.labels import TAGS

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Tags = npt.NDArray[np.int64]
BLOCK = 16
NEVER = -1e4
RESCALED = 4
"""Steps after which products are scaled to sum to one, long before they could underflow."""
_INSIDE = np.array([tag.startswith("I-") for tag in TAGS])
_START = np.array([0.0] + [NEVER] * (len(TAGS) - 1))


def likeliest(emissions: Floats, transitions: Floats) -> Tags:
    """(n,) the likeliest tag of each piece.

    `emissions` (n, 7) and `transitions` (7, 7), from a tag to the next, are log potentials; n > 0.
    No text begins inside a part.
    """
    count, size = emissions.shape
    moves = transitions.astype(np.float64)
    steps = _blocks(emissions, moves)
    best = moves[:, :, None] + steps[0, None]  # from, to, block
    for step in steps[1:]:
        best = (best[:, :, None] + moves[:, :, None]).max(axis=1) + step
    starts = [_START]
    for block in best.transpose(2, 0, 1)[:-1].copy():
        starts.append((starts[-1][:, None] + block).max(axis=0))
    reached = np.empty((BLOCK + 1, size, len(starts)))
    reached[0] = np.array(starts).T
    for t, step in enumerate(steps):
        reached[t + 1] = (reached[t, :, None] + moves[:, :, None]).max(axis=0) + step
    back = (reached[:-1, :, None] + moves[:, :, None]).argmax(axis=1)
    backs = back.transpose(2, 0, 1).reshape(-1, size)[-count:].tolist()
    tag = int(reached[-1, :, -1].argmax())
    path = []
    for row in reversed(backs):
        path.append(tag)
        tag = row[tag]
    return np.array(path[::-1], dtype=np.int64)


def certainty(emissions: Floats, transitions: Floats, tags: Tags) -> Doubles:
    """(n,) the probability of each of `tags`, over all ways to tag the text."""
    count, size = emissions.shape
    moves = transitions.astype(np.float64)
    logs = _blocks(emissions, moves)
    # in the probability domain: cheaper than adding logarithms
    steps = np.exp(logs - logs.max(axis=1, keepdims=True))
    spread = np.exp(moves)
    blocks = steps.shape[2]
    whole = spread.T[:, :, None] * steps[0, :, None]  # to, from, block
    for t in range(1, BLOCK):
        whole = (spread.T @ whole.reshape(size, -1)).reshape(size, size, blocks) * steps[t, :, None]
        if t % RESCALED == 0:
            whole /= whole.sum(axis=(0, 1))
    products = whole.transpose(2, 0, 1).copy()
    ahead, behind = [np.exp(_START)], [np.ones(size)]
    for product in products[:-1]:
        ahead.append(_scaled(product @ ahead[-1]))
    for product in products[:0:-1]:
        behind.append(_scaled(behind[-1] @ product))
    forward, backward = np.empty(steps.shape), np.empty(steps.shape)
    now, later = np.array(ahead).T, np.array(behind[::-1]).T
    for t in range(BLOCK):
        now = (spread.T @ now) * steps[t]
        backward[BLOCK - 1 - t] = later
        later = spread @ (later * steps[BLOCK - 1 - t])
        if t % RESCALED == 0:
            now, later = now / now.sum(axis=0), later / later.sum(axis=0)
        forward[t] = now
    share = forward * backward
    share /= share.sum(axis=1, keepdims=True)
    result: Doubles = share.transpose(2, 0, 1).reshape(-1, size)[-count:][np.arange(count), tags]
    return result


def _blocks(emissions: Floats, moves: Doubles) -> Doubles:
    """(BLOCK, 7, blocks) the log potentials of each piece, block beside block."""
    count, size = emissions.shape
    blocks = -(-count // BLOCK)
    rows = np.empty((blocks * BLOCK, size))
    rows[:-count] = _START
    rows[-count:] = emissions
    # nothing precedes the first piece: what the step to it will add is taken off
    rows[-count] = np.where(_INSIDE, NEVER, rows[-count] - moves[0])
    return np.ascontiguousarray(rows.reshape(blocks, BLOCK, size).transpose(1, 2, 0))


def _scaled(vector: Doubles) -> Doubles:
    result: Doubles = vector / vector.sum()
    return result
