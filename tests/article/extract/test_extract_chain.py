"""Tags in blocks are the tags found piece by piece."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.extract.chain import BLOCK, NEVER, certainty, likeliest
from onrecord.article.extract.labels import TAGS, may_follow

SIZE = len(TAGS)
FORBIDDEN = np.array([[0.0 if may_follow(a, b) else NEVER for b in TAGS] for a in TAGS], dtype=np.float32)


def piece_by_piece(emissions, transitions):
    """The same, as the textbook has it: in logarithms, one piece after the other."""
    scores, moves = emissions.astype(float), transitions.astype(float)
    scores[0] += [NEVER if tag.startswith("I-") else 0.0 for tag in TAGS]
    best, backs, alpha, beta = [scores[0]], [], [scores[0]], [np.zeros(SIZE)]
    for row in scores[1:]:
        reach = best[-1][:, None] + moves
        backs.append(reach.argmax(axis=0))
        best.append(reach.max(axis=0) + row)
        alpha.append(np.logaddexp.reduce(alpha[-1][:, None] + moves, axis=0) + row)
    for row in scores[:0:-1]:
        beta.append(np.logaddexp.reduce(moves + row + beta[-1], axis=1))
    path = [int(best[-1].argmax())]
    for back in reversed(backs):
        path.append(int(back[path[-1]]))
    total = np.array(alpha) + np.array(beta[::-1])
    share = np.exp(total - np.logaddexp.reduce(total, axis=1, keepdims=True))
    path = np.array(path[::-1])
    return path, share[np.arange(len(path)), path]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3 * BLOCK + 2), st.integers(0, 2**32 - 1), st.sampled_from([0.5, 3.0, 12.0]))
def test_blocks_change_nothing(count, seed, sharpness):
    random = np.random.default_rng(seed)
    emissions = (random.normal(size=(count, SIZE)) * sharpness).astype(np.float32)
    transitions = (random.normal(size=(SIZE, SIZE)) + FORBIDDEN).astype(np.float32)
    path = likeliest(emissions, transitions)
    expected, sure = piece_by_piece(emissions, transitions)
    assert path.tolist() == expected.tolist()
    assert np.allclose(certainty(emissions, transitions, path), sure, atol=1e-6)


def test_no_text_begins_inside_a_part():
    emissions = np.zeros((1, SIZE), dtype=np.float32)
    emissions[0, TAGS.index("I-content")] = 5.0
    path = likeliest(emissions, FORBIDDEN)
    assert TAGS[path[0]] != "I-content"
