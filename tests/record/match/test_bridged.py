"""Articles that report the same statements belong to one story, whatever came first."""

from datetime import date

from onrecord.record.match import joined, place
from onrecord.types import ArticleDigest

TERMS = (("strait", 0.6), ("convoy", 0.5), ("pilot", 0.3))


def digest(name: str, day: date | None, topics: tuple[tuple[str, float], ...] = TERMS) -> ArticleDigest:
    """An article on these topics, so much on each; of each it has nine words."""
    terms = tuple((f"{topic}{n}", weight / 3) for topic, weight in topics for n in range(9))
    return ArticleDigest(name, name, day, day, day, frozenset(), terms, frozenset())


UNDATED = digest("undated", None, (("strait", 0.3), ("harbour", 0.9)))
DATED = digest("dated", date(2031, 3, 11))
LATER = digest("later", date(2031, 3, 12))
FAR = digest("far", date(2031, 3, 11), (("court", 0.9),))


def test_a_statement_in_common_joins_what_words_alone_leave_apart() -> None:
    assert place(UNDATED, [("t1", DATED)]) is None
    assert place(UNDATED, [("t1", DATED)], {"dated": 2}) == "t1"


def test_statements_in_common_do_not_join_what_is_unlike() -> None:
    assert place(FAR, [("t1", DATED)], {"dated": 1}) is None


def test_an_article_that_agrees_with_two_stories_makes_them_one() -> None:
    nearby = [("t1", DATED), ("t2", digest("other", date(2031, 3, 11)))]
    assert joined(LATER, nearby, {"dated": 1, "other": 1})[1:] == ("t2",)
    assert joined(LATER, nearby, {"dated": 1})[1:] == ()
    assert joined(LATER, nearby, {})[1:] == ()


def test_an_article_brings_along_a_lone_one_that_would_now_join_its_story() -> None:
    day = date(2031, 3, 11)
    lone = digest("lone", day, (("harbour", 0.9), ("pilot", 0.3)))
    nearby = [("t1", DATED), ("t2", lone)]
    bridge = digest("bridge", day, (("strait", 0.6), ("convoy", 0.5), ("harbour", 0.5), ("pilot", 0.3)))
    assert place(lone, [("t1", DATED)]) is None
    assert joined(bridge, nearby, {}) == ("t1",)
    assert joined(bridge, nearby, {}, {"t2"}) == ("t1", "t2")
    assert joined(bridge, nearby, {}, {"t1"}) == ("t1",)  # others are in the second one, too


def test_an_article_does_not_bring_along_what_is_like_it_alone() -> None:
    day = date(2031, 3, 11)
    lone = digest("lone", day, (("harbour", 0.9),))
    bridge = digest("bridge", day, (("strait", 0.6), ("convoy", 0.5), ("harbour", 0.25)))
    assert place(bridge, [("t2", lone)]) == "t2"  # by itself it would do
    assert joined(bridge, [("t1", DATED), ("t2", lone)], {}, {"t2"}) == ("t1",)
