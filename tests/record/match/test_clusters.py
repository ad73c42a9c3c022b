from dataclasses import replace
from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from reports_made_up import report

from onrecord.record.match import partition
from onrecord.types import Match, Said

A, B, C, D = (report(outlet, 0, "words") for outlet in "ABCD")


def link(left: str, right: str, score: float = 0.9, relation: str = "same") -> Match:
    return Match(left, right, relation, score)  # type: ignore[arg-type]


def test_likeness_does_not_chain() -> None:
    assert partition([A, B, C], [link("A-0", "B-0", 0.95), link("B-0", "C-0", 0.9)]) == (
        ("A-0", "B-0"),
        ("C-0",),
    )


def test_one_missing_link_of_three_is_outvoted() -> None:
    links = [
        link("A-0", "B-0"),
        link("B-0", "C-0"),
        link("A-0", "C-0"),
        link("A-0", "D-0"),
        link("B-0", "D-0"),
    ]
    assert partition([A, B, C, D], links) == (("A-0", "B-0", "C-0", "D-0"),)


def test_a_part_goes_with_the_report_that_it_is_from() -> None:
    """Though it has little in common with other renderings of that, of which each says much more."""
    whole = "We release ample water downstream. Our treaty of Lirne demands half. Nobody hides a litre from any farmer."
    other = (
        "Plenty flows below our dam, twice what we ever signed, and not one drop was concealed from peasants."
    )
    full, free, part = report("A", 0, whole), report("B", 0, other), report("C", 0, "nobody hides a litre")
    links = [link("A-0", "B-0", 0.95), link("A-0", "C-0", 0.9)]
    assert partition([full, free, part], links) == (("A-0", "B-0", "C-0"),)
    elsewhen = replace(part, said=Said(date(2031, 3, 4)), published=date(2031, 3, 4))
    dated = replace(free, said=Said(date(2031, 3, 1)), published=date(2031, 3, 1))
    assert partition([full, dated, elsewhen], links) == (("A-0", "B-0"), ("C-0",))


def test_one_report_of_an_article() -> None:
    second = report("A", 1, "words")
    links = [link("A-0", "B-0", 0.8), link("A-1", "B-0", 0.9)]
    assert partition([A, second, B], links) == (("A-0",), ("A-1", "B-0"))


def test_only_same_joins() -> None:
    relations = ("contains", "overlaps", "repeats", "contradicts")
    assert partition([A, B], [link("A-0", "B-0", 1.0, relation) for relation in relations]) == (
        ("A-0",),
        ("B-0",),
    )


def test_links_to_nowhere_are_passed_over() -> None:
    assert partition([A], [link("A-0", "elsewhere")]) == (("A-0",),)
    assert partition([], []) == ()


REPORTS = [report(outlet, order, "words") for outlet in "ABCDE" for order in range(3)]
PAIRS = [
    (a.statement.id, b.statement.id) for a, b in combinations(REPORTS, 2) if a.article_id != b.article_id
]
LINKS = st.dictionaries(st.sampled_from(PAIRS), st.floats(0, 1), max_size=40).map(
    lambda scores: [link(a, b, score) for (a, b), score in scores.items()]
)


@settings(deadline=None)
@given(LINKS, st.randoms(use_true_random=False))
def test_a_partition_whatever_the_order(links: list[Match], rng: object) -> None:
    groups = partition(REPORTS, links)
    ids = [sid for group in groups for sid in group]
    assert sorted(ids) == sorted(r.statement.id for r in REPORTS)
    article = {r.statement.id: r.article_id for r in REPORTS}
    for group in groups:
        assert len({article[sid] for sid in group}) == len(group)
    shuffled, turned = list(REPORTS), [link(m.right, m.left, m.score) for m in links]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    rng.shuffle(turned)  # type: ignore[attr-defined]
    assert partition(shuffled, turned) == groups


@settings(deadline=None)
@given(LINKS)
def test_components_do_not_touch_each_other(links: list[Match]) -> None:
    whole = partition(REPORTS, links)
    for group in whole:
        inside = [r for r in REPORTS if r.statement.id in group]
        kept = [m for m in links if m.left in group and m.right in group]
        if len(group) <= 2:
            assert partition(inside, kept) == (group,)
