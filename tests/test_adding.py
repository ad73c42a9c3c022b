"""What becomes of articles that were read together and are added in one transaction."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.invented import articles
from onrecord.pipeline import adding
from onrecord.record.store import Record
from onrecord.types import Article, Reading, Rejected, Restated

Outcomes = list[Reading | Rejected]


def added(told: Outcomes, where: Path, monkeypatch: pytest.MonkeyPatch) -> list[adding.Outcome]:
    """What `add` yields for articles whose readings are these, all of one batch."""

    def read(pending: Iterator[Article | Rejected], jobs: int | None) -> Iterator[Outcomes]:
        list(pending)
        yield told

    monkeypatch.setattr(adding, "read_together", read)
    by_id = {one.article.id: one for one in told if isinstance(one, Reading)}
    monkeypatch.setattr(
        adding, "read_batch", lambda them: [replace(by_id[one.id], article=one) for one in them]
    )
    with Record.open(str(where)) as record:
        given = [one.article if isinstance(one, Reading) else one for one in told]
        return list(adding.add(given, record))


def test_each_of_a_batch_is_added_restated_known_or_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = islice(articles(seed=9), 2)
    elsewhere = replace(first, article=replace(first.article, outlet="The Tide"))
    broken = Rejected("x.txt", "x.txt: found nothing, expected text")
    told: Outcomes = [first, broken, elsewhere, second, elsewhere]
    found = added(told, tmp_path / "record.db", monkeypatch)
    assert [type(one) for one in found] == [Reading, Rejected, Restated, Reading, Article]
    assert isinstance(found[2], Restated)
    assert found[2].before == first.article
    with Record.open(str(tmp_path / "record.db")) as record:
        assert [one.article.outlet for one in record.readings()] == ["The Tide", second.article.outlet]


def test_what_comes_before_one_that_fails_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = islice(articles(seed=9), 2)
    told: Outcomes = [first, replace(second, attributions=())]
    with pytest.raises(Exception, match="attributions that do not answer to the statements"):
        added(told, tmp_path / "record.db", monkeypatch)
    with Record.open(str(tmp_path / "record.db")) as record:
        assert [one.article.id for one in record.readings()] == [first.article.id]
