"""The stress items parse, and a wrong answer does not pass."""

import pytest

from evaluation.stress import ARTICLES, UNSEEN, agree, items, parse
from onrecord.types import Span, Statement


def test_there_are_enough_of_each_class():
    found = list(items())
    assert len(found) >= 250
    kinds = {item.kind for item in found}
    assert len(kinds) >= 25
    for kind in kinds:
        halves = {item.held_out for item in found if item.kind == kind}
        assert halves == {True, False}, kind
    for item in found:
        assert "{" not in item.text and "}" not in item.text, item.text
        assert bool(item.statements) == (item.kind != "no statement"), item.text
        assert all(one.content for one in item.statements), item.text


def test_of_each_form_one_article_is_for_tuning_and_one_for_testing():
    found = list(items(ARTICLES))
    assert len(found) == 24
    for kind in {item.kind for item in found}:
        assert sorted(item.held_out for item in found if item.kind == kind) == [False, True], kind
    for item in found:
        assert "{" not in item.text and "}" not in item.text, item.text[:60]
        assert len(item.statements) >= 5 and all(one.content for one in item.statements), item.text[:60]


def test_articles_that_nothing_is_tuned_on():
    found = list(items(UNSEEN))
    assert len(found) == 37 and all(item.held_out for item in found)
    assert sum(len(item.statements) for item in found) == 498
    for item in found:
        assert "{" not in item.text and "}" not in item.text, item.text[:60]
        assert all(one.content for one in item.statements), item.text[:60]


def test_nested_parts():
    text, (outer, inner) = sorted_parts("{s:A} {c:says} {t:that {s2:B} {c2:said} {t2:no}}.")
    assert text == "A says that B said no."
    assert text[slice(*outer.content[0])] == "that B said no"
    assert text[slice(*inner.content[0])] == "no"


def sorted_parts(line):
    text, found = parse(line)
    return text, sorted(found, key=lambda one: one.source)


def test_a_brace_left_open_is_named():
    with pytest.raises(ValueError, match="never closed"):
        parse("{s:Tal said {t:no}")


def test_the_wrong_source_and_the_overlong_content_do_not_pass():
    _, (one,) = parse("{s:Tal} {c:said} {t:no} and left the room with his coat.")

    def reported(source, content):
        return Statement("x", "a", (Span(*source),) if source else (), (), (Span(*content),))

    assert agree(one, reported((0, 3), (9, 11)), {0, 1, 2})
    assert not agree(one, reported((16, 20), (9, 11)), {0, 1, 2})
    assert not agree(one, reported((0, 3), (9, 30)), {0, 1, 2})
    assert not agree(one, reported(None, (9, 11)), {0, 1, 2})
