"""The JSON objects, key by key as the contract states them."""

from __future__ import annotations

import json
from typing import Any

from onrecord.record.compare import versions
from onrecord.show.export import as_json, as_versions
from onrecord.show.export.page import Page
from onrecord.types import Article, Attribution, Reading, Span, Statement

STATEMENT_KEYS = [
    "id",
    "article",
    "path",
    "version",
    "title",
    "outlet",
    "published",
    "source",
    "cue",
    "content",
    "question",
    "manner",
    "act",
    "polarity",
    "parent",
    "speakers",
    "speaker",
    "speaker_reason",
    "said",
    "via",
    "addressee",
    "occasion",
    "place",
    "confidence",
]


def _all(page: Page) -> dict[str, dict[str, Any]]:
    return {str(s["id"]): s for s in as_json.statements(page)}


def test_a_statement_has_the_contracts_keys_in_order(page: Page) -> None:
    alone = as_json.statement(page.readings[0], 0)
    assert list(alone) == STATEMENT_KEYS
    assert [list(s) for s in as_json.statements(page)] == [[*STATEMENT_KEYS, "group", "links"]] * 14
    speaker = _all(page)["h2"]["speaker"]
    assert list(speaker) == ["name", "kind", "actor", "speaks_for", "method", "score", "evidence"]
    assert speaker["actor"] == "actor-Ona Brill"
    assert speaker["speaks_for"] == "Velmara"
    assert list(_all(page)["h2"]["said"]) == ["date", "end", "precision", "basis", "evidence", "reason"]


def test_every_span_gives_its_very_characters(page: Page) -> None:
    texts = {r.article.id: r.article.text for r in page.readings}
    seen = 0
    for it in as_json.statements(page):
        for key in ("source", "cue", "content", "question"):
            for span in it[key]:
                assert texts[it["article"]][span["start"] : span["end"]] == span["text"] != ""
                seen += 1
    assert seen > 30


def test_unknown_is_null_with_a_reason(page: Page) -> None:
    found = _all(page)
    assert found["h4"]["speaker"] is None
    assert found["h4"]["speakers"] == []
    assert found["h4"]["speaker_reason"] == "the article names only the radio that reported it"
    assert found["h1"]["speaker_reason"] is None
    assert found["c1"]["said"]["date"] is None
    assert found["c1"]["said"]["reason"].startswith("the article names no day")


def test_a_record_adds_group_links_and_the_settled_day(page: Page) -> None:
    found = _all(page)
    assert found["h1"]["group"] == "g-h1"
    assert found["h1"]["links"] == [{"to": "h2", "relation": "contains", "score": 0.8}]
    assert found["h2"]["links"] == [{"to": "h1", "relation": "contains", "score": 0.8}]
    assert (found["c2"]["said"]["date"], found["c2"]["said"]["basis"]) == ("2031-05-04", "other_report")


def test_a_span_in_a_title_says_so() -> None:
    article = Article("a", "Body.", headline="Astor: no war")
    statement = Statement("s", "a", (Span(0, 5, "title"),), (), (Span(7, 13, "title"),))
    out = as_json.statement(Reading(article, (statement,), (Attribution("s", speaker_reason="x"),)), 0)
    assert out["content"] == [{"start": 7, "end": 13, "text": "no war", "in": "title"}]
    assert out["title"] == "Astor: no war"


def test_groups_stories_actors(page: Page) -> None:
    whole = as_json.whole(page)
    assert list(whole) == ["title", "statements", "groups", "stories", "actors"]
    group, story, actor = (whole[k][0] for k in ("groups", "stories", "actors"))
    assert [k for k in group if k != "actor"] == [
        "id",
        "speaker",
        "said",
        "statements",
        "articles",
        "outlets",
        "origins",
    ]
    assert group["speaker"] == "Ona Brill"
    assert group["origins"] == {"min": 1, "max": 2, "why": ["one briefing, two translations"]}
    assert story == {
        "id": "strait",
        "title": "Velmara and the strait",
        "articles": ["herald-1", "courier-7"],
        "first": "2031-05-04",
        "last": "2031-05-04",
    }
    assert list(actor) == ["id", "name", "kind", "aliases", "roles", "statements", "same_as"]
    assert json.loads(json.dumps(whole)) == whole


def test_segments_of_a_version_point_into_both_articles(page: Page) -> None:
    articles = {r.article.id: r.article for r in page.readings}
    base, own = page.reports["h2"], page.reports["c2"]
    out = as_versions.version(versions(base, [base, own])[1], base, articles)
    assert list(out)[:5] == ["statement", "outlet", "cue", "segments", "clashes"]
    for segment in out["segments"]:
        assert list(segment) == ["op", "base", "own"]
        for side, article in (("base", articles["herald-1"]), ("own", articles["courier-7"])):
            assert all(article.text[s["start"] : s["end"]] == s["text"] for s in segment[side])
        assert bool(segment["base"]) == (segment["op"] != "added")
    kept = [s["own"][0]["text"] for s in out["segments"] if s["op"] == "kept"]
    assert any("to send troops there" in text for text in kept)


def test_segments_of_a_broken_content_become_several_spans(page: Page) -> None:
    text = "“It will end,” she said, “and end well.”"
    pieces = (Span(1, 13), Span(26, 39))
    article = Article("a", text)
    statement = Statement("s", "a", (), (), pieces)
    reading = Reading(article, (statement,))
    content = " ".join(article.slice(p) for p in pieces)
    report = type(page.reports["h1"])(statement, "a", 1, None, None, 0, content)
    out = as_versions.version(versions(report, [report])[0], report, {"a": article})
    assert [s["text"] for s in out["segments"][0]["own"]] == ["It will end,", "and end well."]
    assert reading.article.id == "a"
