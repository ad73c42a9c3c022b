"""The rack of made-up articles: its answer keys are sound, and its scoring cannot be gamed."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rack_run
from rack_keys import Key, KeyProblemError, Texts, Wanted, load_key, texts_of
from rack_scoring import (
    Scores,
    Tally,
    score_actors,
    score_clashes,
    score_copies,
    score_groups,
    score_partition,
    score_statements,
)

KEYS = [key for where in rack_run.SETS.values() for key in sorted((where / "keys").glob("*.toml"))]
Found = dict[str, Any]


@pytest.fixture(params=KEYS, ids=lambda path: path.stem)
def rack(request: pytest.FixtureRequest) -> tuple[Key, Texts]:
    texts = texts_of(request.param.parent.parent / request.param.stem)
    return load_key(request.param, texts), texts


def span(text: str, start: int, end: int, part: str = "text") -> Found:
    where: Found = {"start": start, "end": end, "text": text[start:end]}
    return where if part == "text" else {**where, "in": part}


def spans(places: frozenset[tuple[str, int]], texts: tuple[str, str]) -> list[Found]:
    """One span per letter would do; one per run of letters is easier on the eye."""
    runs: list[list[int]] = []
    part = next(iter(places))[0] if places else "text"
    for _, i in sorted(places):
        if runs and i == runs[-1][1]:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return [span(texts[0] if part == "title" else texts[1], start, end, part) for start, end in runs]


def perfect(wanted: Wanted, key: Key, texts: Texts) -> Found:
    """What a system that agrees with the key prints for one statement."""
    name = wanted.speaker or wanted.anonymous
    day = wanted.days[0].isoformat() if wanted.days else None
    return {
        "id": f"found {wanted.id}",
        "content": spans(wanted.content, texts[wanted.file]),
        "source": spans(wanted.source, texts[wanted.file]),
        "manner": wanted.manner,
        "speakers": [{"name": name, "method": "anonymous" if wanted.anonymous else "name"}] if name else [],
        "said": {"date": day, "end": None, "precision": "month" if wanted.month else "day" if day else None},
        "via": [{"name": via} for via in sorted(wanted.via)],
    }


def scored(rack: tuple[Key, Texts], found: list[Found], alone: bool = False) -> Scores:
    key, texts = rack
    by_found = {f"found {wanted.id}": wanted.file for wanted in key.statements}
    return score_statements(key, found, {item["id"]: by_found[item["id"]] for item in found}, texts, alone)


def test_each_article_has_its_part_in_the_key(rack: tuple[Key, Texts]) -> None:
    key, texts = rack
    assert set(key.files) == set(texts)
    assert len(key.files) >= 5
    assert key.apart <= set(key.files)
    for file in key.files:
        assert sum(wanted.file == file and not wanted.optional for wanted in key.statements) >= 3
        assert 120 <= len(texts[file][1].split()) <= 400


def test_the_day_of_an_article_is_not_after_its_coming_days(rack: tuple[Key, Texts]) -> None:
    key, _ = rack
    for day in key.days:
        published = key.published[day.file]
        if published is not None and day.coming:
            assert published < (day.end or day.date)
        assert day.end is None or day.date < day.end


def test_who_agrees_with_the_key_has_everything_right(rack: tuple[Key, Texts]) -> None:
    key, texts = rack
    scores = scored(rack, [perfect(wanted, key, texts) for wanted in key.statements])
    groups = [[f"found {i}" for i in sure] for sure, _ in key.groups]
    score_groups(key, groups, scores)
    score_clashes(
        key, [(kind, f"found {a}", x, f"found {b}", y) for kind, (a, b), (x, y) in key.clashes], scores
    )
    for part in ("statements", "sources", "manners", "speakers", "said", "channels", "groups", "clashes"):
        tally = getattr(scores, part)
        assert tally.notes == [], part
    assert scores.statements.right == sum(not wanted.optional for wanted in key.statements)


def test_who_says_nothing_is_never_wrong_but_misses_everything(rack: tuple[Key, Texts]) -> None:
    key, _ = rack
    scores = scored(rack, [])
    score_groups(key, [], scores)
    assert scores.statements.right == scores.statements.wrong == 0
    assert scores.statements.recall == 0.0
    assert scores.groups.wrong == 0
    assert scores.groups.recall == 0.0


def test_answering_everything_does_not_pass(rack: tuple[Key, Texts]) -> None:
    """Every sentence a statement, the best known actor its speaker, all of it one group."""
    key, texts = rack
    speakers = [wanted.speaker for wanted in key.statements if wanted.speaker]
    loudest = max(sorted(set(speakers)), key=speakers.count)
    found, file_of = [], {}
    for file in key.files:
        text = texts[file][1]
        for sentence in re.finditer(r"[^.?!\n]+", text):
            item = f"{file} {sentence.start()}"
            file_of[item] = file
            found.append(
                {
                    "id": item,
                    "content": [span(text, *sentence.span())],
                    "source": [span(text, *sentence.span())],
                    "manner": "indirect",
                    "speakers": [{"name": loudest, "method": "name"}],
                    "said": {"date": "2025-03-11", "end": None, "precision": "day"},
                    "via": [],
                }
            )
    scores = score_statements(key, found, file_of, texts, alone=False)
    score_groups(key, [list(file_of)], scores)
    assert scores.statements.precision < 0.6
    assert scores.speakers.precision < 0.8
    assert scores.groups.precision < 0.3
    assert scores.furniture.wrong > 0 or not key.nothing


def test_one_found_statement_answers_one_of_the_key(rack: tuple[Key, Texts]) -> None:
    key, texts = rack
    wanted = next(wanted for wanted in key.statements if not wanted.optional)
    twice = [perfect(wanted, key, texts), {**perfect(wanted, key, texts), "id": "found again"}]
    scores = score_statements(
        key, twice, {twice[0]["id"]: wanted.file, "found again": wanted.file}, texts, alone=False
    )
    assert (scores.statements.right, scores.statements.wrong) == (1, 1)


def test_a_speaker_is_right_wrong_or_unknown(rack: tuple[Key, Texts]) -> None:
    key, texts = rack
    named = next(wanted for wanted in key.statements if wanted.speaker and not wanted.optional)
    other = next(name for name in key.forms.values() if name != named.speaker)
    cases = {
        "right": [{"name": f"Mr {named.speaker}", "method": "name"}],
        "wrong": [{"name": other, "method": "pronoun"}],
        "unknown": [],
    }
    for verdict, speakers in cases.items():
        scores = scored(rack, [{**perfect(named, key, texts), "speakers": speakers}])
        assert getattr(scores.speakers, verdict) == 1, verdict


def test_a_day_is_right_wrong_or_unknown(rack: tuple[Key, Texts]) -> None:
    key, texts = rack
    dated = next(
        wanted for wanted in key.statements if wanted.days and not wanted.open and not wanted.alone_unknown
    )
    cases = [
        (dated, dated.days[0].isoformat(), "right"),
        (dated, "1999-01-01", "wrong"),
        (dated, None, "unknown"),
    ]
    for undated in [w for w in key.statements if not w.days and not w.optional]:
        cases += [(undated, None, "right"), (undated, "2025-03-11", "wrong")]
    for wanted, day, verdict in cases:
        said = {"date": day, "end": None, "precision": "day"}
        scores = scored(rack, [{**perfect(wanted, key, texts), "said": said}])
        assert getattr(scores.said, verdict) == 1, (wanted.id, day)


def test_one_person_is_one_actor_and_two_are_two(rack: tuple[Key, Texts]) -> None:
    key, texts = rack
    spoken = [wanted for wanted in key.statements if wanted.speaker and not wanted.optional]
    loudest = next(w.speaker for w in spoken if sum(o.speaker == w.speaker for o in spoken) > 1)
    own = [w for w in spoken if w.speaker == loudest][:2]
    other = next(w for w in spoken if w.speaker != loudest)

    def actors(*ids: str) -> tuple[int, int, int]:
        found = [perfect(wanted, key, texts) for wanted in (*own, other)]
        for item, actor in zip(found, ids, strict=True):
            item["speakers"][0]["actor"] = actor
        scores = scored(rack, found)
        score_actors(key, found, scores)
        return scores.actors.right, scores.actors.wrong, scores.actors.unknown

    assert actors("a", "a", "b") == (1, 0, 0)
    assert actors("a", "a", "a") == (1, 2, 0)
    assert actors("a", "b", "c") == (0, 0, 1)


def test_a_pair_too_many_and_a_pair_missing_are_counted(rack: tuple[Key, Texts]) -> None:
    key, texts = rack
    scores = scored(rack, [perfect(wanted, key, texts) for wanted in key.statements])
    sure = [group for group, _ in key.groups if len(group) > 1]
    mixed = [f"found {sure[0][0]}", f"found {sure[1][0]}"]
    score_groups(key, [mixed], scores)
    pairs = sum(len(group) * (len(group) - 1) // 2 for group in sure)
    assert (scores.groups.right, scores.groups.wrong, scores.groups.unknown) == (0, 1, pairs)


def test_an_article_apart_is_a_story_of_its_own(rack: tuple[Key, Texts]) -> None:
    key, _ = rack
    stories = [key.story_of(file) for file in key.files]
    assert len(set(stories)) == len(key.apart) + 1
    assert stories.count(key.story) == len(key.files) - len(key.apart)


def test_copies_are_compared_by_pairs_of_articles(rack: tuple[Key, Texts]) -> None:
    key, _ = rack
    first, second, third = key.files[:3]
    scores = Scores()
    score_copies(replace(key, copies=((second, first),)), [(first, second, third)], scores)
    score_copies(replace(key, copies=((third, first),)), [], scores)
    assert (scores.copies.right, scores.copies.wrong, scores.copies.unknown) == (1, 2, 1)


def test_of_the_half_that_nobody_tunes_on_no_notes_are_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = Scores(statements=Tally(wrong=1, notes=["wrong: which words"]))
    monkeypatch.setattr(rack_run, "alone", lambda racks: [noted for _ in racks])
    for name, shown in [("tune", True), (rack_run.UNSEEN, False)]:
        rack_run.main(["--set", name, "--alone", "--notes"])
        out = capsys.readouterr().out
        assert ("which words" in out, "TESTING ONLY" in out) == (shown, not shown)


def test_stories_are_compared_by_pairs_of_articles() -> None:
    wanted = {"a": "1", "b": "1", "c": "2", "d": "2"}
    tally = score_partition(wanted, {"a": "x", "b": "x", "c": "x", "d": "y"})
    assert (tally.right, tally.wrong, tally.unknown) == (1, 2, 1)


def test_a_key_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    texts = {"a.txt": ("", "Ola Brand said it rained. It rained.")}
    head = 'story = "s"\n[actors]\n"Ola Brand" = { kind = "person" }\n[[article]]\nfile = "a.txt"\noutlet = "A"\n'
    body = '[[article.statement]]\nid = "1"\nmanner = "indirect"\nspeaker = "{}"\ncontent = ["{}"]\n'
    path = tmp_path / "s.toml"
    for speaker, words, complaint in [
        ("Ola Brand", "rained", "occurs 2 times"),
        ("Ola Brand", "it snowed", "occurs 0 times"),
        ("Ola Grand", "it rained. It", "not among the actors"),
    ]:
        path.write_text(head + body.format(speaker, words), encoding="utf-8")
        with pytest.raises(KeyProblemError, match=complaint):
            load_key(path, texts)


# -------------------------------------------------------------------------- the whole pipeline

FLOORS = tomllib.loads((Path(__file__).parent / "rack_floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def racks() -> list[rack_run.Rack]:
    return rack_run.racks_of("examples")


@pytest.fixture(scope="module")
def measured(
    racks: list[rack_run.Rack], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Tally]]:
    several, parted = rack_run.together(racks, tmp_path_factory.mktemp("rack") / "record.db")
    runs = {"alone": rack_run.total(rack_run.alone(racks)), "together": rack_run.total(several)}
    pooled = {
        name: {part: getattr(scores, part) for part in scores.tallies()} for name, scores in runs.items()
    }
    pooled["together"]["stories"] = parted
    return pooled


@pytest.mark.parametrize("name", rack_run.SETS)
def test_the_reader_gives_what_the_keys_quote(name: str) -> None:
    for rack in rack_run.racks_of(name):
        assert set(rack.articles) == set(rack.key.files)
        for file, article in rack.articles.items():
            assert article.published in {None, rack.key.published[file]}, file
            keyed = rack.key.outlets[file]
            assert article.outlet is None or article.outlet.casefold() == (keyed or "").casefold(), file


@pytest.mark.parametrize(
    ("run", "part"), [(run, part) for run, parts in FLOORS.items() for part in parts], ids=lambda name: name
)
def test_the_pipeline_keeps_to_the_keys(measured: dict[str, dict[str, Tally]], run: str, part: str) -> None:
    tally, floor = measured[run][part], FLOORS[run][part]
    told = f"{part}, {run}: {tally}\n" + "\n".join(tally.notes)
    assert tally.precision >= floor.get("precision", 0.0), told
    assert tally.recall >= floor.get("recall", 0.0), told
    assert tally.wrong <= floor.get("wrong", tally.wrong), told
