"""The measures, on cases small enough to count by hand."""

from evaluation.scores import Triple, content_found, dice, exact, exact_pieces, one_to_one, whole

TEXT = "Tal said the port is open. Ort denied it."
TAL = Triple(((0, 3),), ((4, 8),), ((9, 25),))
ORT = Triple(((27, 30),), ((31, 37),), ((38, 40),))


def test_exact_wants_every_character_and_no_other() -> None:
    assert exact([TAL.content], [TAL.content], TEXT) == (1, 1, 1)
    assert exact([((9, 26),)], [TAL.content], TEXT) == (0, 1, 1)
    assert exact([((9, 12), (13, 25))], [TAL.content], TEXT) == (1, 1, 1)  # only white space between


def test_a_discontinuous_part_counts_once_or_by_piece() -> None:
    wanted = [((0, 3), (9, 12))]
    assert exact([((0, 3),)], wanted, TEXT) == (0, 1, 1)
    assert exact_pieces([((0, 3),)], wanted, TEXT) == (1, 1, 2)


def test_whole_wants_source_and_content() -> None:
    assert whole([TAL, ORT], [ORT, TAL], TEXT) == (2, 2, 2)
    assert whole([Triple(ORT.source, TAL.cue, TAL.content)], [TAL], TEXT) == (0, 1, 1)
    assert content_found([Triple(ORT.source, TAL.cue, TAL.content)], [TAL], TEXT) == (1, 1, 1)
    assert whole([TAL, TAL], [TAL], TEXT) == (1, 2, 1)


def test_a_matching_is_as_large_as_it_can_be() -> None:
    assert one_to_one([[0], [0, 1], [1, 2]]) == 3
    assert one_to_one([[0], [0], []]) == 1


def test_two_empty_sets_agree() -> None:
    assert dice(frozenset(), frozenset()) == 1.0
    assert dice(frozenset({1}), frozenset()) == 0.0
