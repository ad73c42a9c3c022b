"""Classes of attributions, and their table, on cases small enough to count by hand."""

from evaluation.classes import Table, classes
from evaluation.scores import Triple, b_cubed, matched
from onrecord.article.extract.quotation import states

TEXT = 'He said: "It is open," and that "nobody" had asked.\n\nTal Brenn said on Monday\nthe port would stay open.'


def spans(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(one), TEXT.index(one) + len(one)) for one in words)


def told(triple: Triple) -> set[str]:
    return set(classes(triple, TEXT, states(TEXT))) - {"all"}


DIRECT = Triple(spans("He"), spans("said"), spans("It is open,"))
MIXED = Triple(spans("He"), spans("said"), spans('that "nobody" had asked'))
SEVERAL = Triple(spans("Tal Brenn"), (), spans("Monday\nthe port would stay open"))
BROKEN = Triple((), spans("said"), spans("on Monday", "would stay open"))


def test_the_class_follows_from_the_text() -> None:
    assert told(DIRECT) == {"direct", "with a source", "pronoun source", "1 to 5 words"}
    assert told(MIXED) == {"mixed", "with a source", "pronoun source", "1 to 5 words"}
    assert told(SEVERAL) == {"indirect", "with a source", "over several paragraphs", "6 to 15 words"}
    assert told(BROKEN) == {"indirect", "without a source", "discontinuous content", "1 to 5 words"}


def test_recall_counts_the_marked_and_precision_the_found() -> None:
    table = Table()
    table.add([DIRECT, BROKEN], [DIRECT, MIXED, SEVERAL], TEXT)
    every, direct, mixed = table.rows["all"], table.rows["direct"], table.rows["mixed"]
    assert (every.wanted, every.reached, every.found, every.right) == (3, 1, 2, 1)
    assert (direct.recall, direct.precision) == (100.0, 100.0)
    assert (mixed.recall, mixed.precision) == (0.0, 0.0)
    assert len(list(table.lines())) == 1 + len(table.rows)


def test_an_over_long_span_is_not_found() -> None:
    table = Table()
    table.add([Triple(DIRECT.source, DIRECT.cue, ((0, len(TEXT)),))], [DIRECT], TEXT)
    assert table.rows["all"].reached == 0


def test_a_matching_names_its_pairs() -> None:
    assert matched([[0], [0, 1], []]) == {0: 0, 1: 1}


def test_one_group_of_everything_costs_precision_and_none_costs_recall() -> None:
    gold = {"a": "1", "b": "1", "c": "2", "d": "3"}
    assert b_cubed(gold, dict.fromkeys(gold, "x"))[0] == 0.375
    assert b_cubed(gold, {key: key for key in gold})[:2] == (1.0, 0.75)
