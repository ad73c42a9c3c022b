"""The marked speakers are well formed, carry no sentence, and the judge tells right from wrong."""

import json
from pathlib import Path

import pytest

from evaluation.speaker_marks import DATA, Marked, Source, marked
from evaluation.speaker_names import Actor, judge
from evaluation.speakers import CLASSES, Tally, answers, nearest, own_words, pair
from onrecord.types import Article, Attribution, Mention, Reading, Span, Speaker, Statement
from training.polnear import AnnotatedArticle, read_polnear

ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
ROOK = Actor("person", ("Ada Rook", "Rook"))
FINN = Actor("person", ("Ida Finn",))
BAKERS = Actor("collective", ("several angry bakers",))


def test_there_are_at_least_sixty_articles_each_once() -> None:
    assert len({row["article"] for row in ROWS}) == len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["article"])
def test_sources_point_at_actors_and_carry_no_sentence(row: dict) -> None:  # type: ignore[type-arg]
    used = set()
    for spans, keys, kind in row["sources"]:
        pieces = [tuple(map(int, piece.split("-"))) for piece in spans.split(",")]
        assert all(start < end for start, end in pieces)
        assert pieces == sorted(pieces)
        assert kind in (*CLASSES, "unclear")
        assert (kind == "unclear") == (not keys)
        used.update(keys.split("+") if keys else ())
    assert used == set(row["actors"])
    for actor in row["actors"].values():
        assert actor["kind"] != "person" or actor["names"]
        assert all(len(name.split()) <= 9 for name in (*actor.get("names", ()), *actor.get("roles", ())))


def test_the_marks_are_the_sources_of_the_corpus(shared: Path) -> None:
    gold = {article.name: article for article in read_polnear(shared / "corpora" / "polnear", "dev")}
    articles = list(marked(shared / "corpora"))
    assert len(articles) == len(ROWS)
    for one in articles:
        wanted = {a.source for a in gold[one.article.name].attributions if a.source}
        assert {source.spans for source in one.sources} == wanted
        assert all(one.actors[key].names for source in one.sources for key in source.keys)


@pytest.mark.parametrize(
    ("names", "actors", "source", "kind", "outcome"),
    [
        (["Ada B. Rook"], [ROOK], "she", "pronoun", "right"),
        (["Minister Rook"], [ROOK], "the minister", "role", "right"),
        (["Finn"], [FINN], "she", "pronoun", "wrong"),  # two Finns: the surname is not enough
        (["Ida Finn"], [ROOK], "Rook", "name", "wrong"),
        (["Rook"], [FINN], "Rook's deputy, Ida Finn", "name", "wrong"),
        ([], [ROOK], "she", "pronoun", "unknown"),
        (["the minister"], [ROOK], "the minister", "role", "unknown"),
        (["bakers"], [BAKERS], "several angry bakers", "collective", "right"),
        (["the millers"], [BAKERS], "several angry bakers", "collective", "wrong"),
        (["Ada Rook", "Ida Finn"], [ROOK, FINN], "they", "pronoun", "right"),
        (["Ada Rook"], [ROOK, FINN], "they", "pronoun", "unknown"),
        (["Ada Rook", "Finn"], [ROOK], "she", "pronoun", "wrong"),
        (["bakers", "millers"], [Actor("collective", ("bakers and millers",))], "bakers and millers", "collective", "right"),
        (["millers"], [Actor("collective", ("bakers and millers",))], "bakers and millers", "collective", "unknown"),
    ],
)  # fmt: skip
def test_judge(names: list[str], actors: list[Actor], source: str, kind: str, outcome: str) -> None:
    assert judge(names, actors, source, kind).outcome == outcome


TEXT = "Ada Rook came. Ida Finn said it rained. She said it snowed."
ONE = Marked(
    AnnotatedArticle("one", "x", TEXT, ()),
    {"finn": FINN},
    (Source(((15, 23),), ("finn",), "name"), Source(((40, 43),), ("finn",), "pronoun")),
    {},
)


def _reading() -> Reading:
    spans = (Span(15, 23), Span(40, 43))
    return Reading(
        Article(id="one", text=TEXT),
        statements=tuple(Statement(str(n), "one", (span,), (), ()) for n, span in enumerate(spans)),
        attributions=(
            Attribution("0", (Speaker("Ida Finn", "person", "name", 1.0),)),
            Attribution("1", (), "'She' could be Ida Finn or Ada Rook"),
        ),
        mentions=(Mention(Span(0, 8), "name", "person"), Mention(Span(15, 23), "name", "person")),
    )


def test_answers_are_matched_by_overlap_and_baselines_answer_for_each() -> None:
    found = pair(ONE, answers(_reading()))
    assert found[0] == (["Ida Finn"], "")
    assert found[1][0] == []
    assert [names for names, _ in nearest(ONE, _reading()).values()] == [["Ida Finn"], ["Ida Finn"]]
    assert [names for names, _ in own_words(ONE).values()] == [["Ida Finn"], ["She"]]


def test_a_tally_counts_shares_of_what_was_found_and_hides_the_article_s_words() -> None:
    tally = Tally()
    found = pair(ONE, answers(_reading()))
    for n, source in enumerate(ONE.sources):
        names, reason = found[n]
        tally.add(source.kind, judge(names, [FINN], ONE.text(source), source.kind, reason=reason))
    tally.add("pronoun", None)
    assert tally.share("right") == 50.0
    assert tally.share("unknown", ["pronoun"]) == 100.0
    assert (tally.found(), tally.marked["pronoun"]) == (2, 2)
    assert list(tally.reasons) == ["… could be …"]
