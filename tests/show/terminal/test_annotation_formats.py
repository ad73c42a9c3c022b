"""`extract --format brat` and `--format annotation`, as a user types them."""

import json

from typer.testing import CliRunner

import onrecord.show.terminal.reading  # noqa: F401 - registers the commands
from onrecord.show.terminal.app import app

TEXT = '"The bridge will open in May," mayor Ona Brill told reporters on Monday.\n'


def run(*arguments):
    return CliRunner().invoke(app, ["extract", "--jobs", "1", *map(str, arguments)])


def test_brat_of_one_article_goes_to_standard_output(tmp_path):
    (tmp_path / "bridge.txt").write_text(TEXT)
    done = run(tmp_path / "bridge.txt", "--format", "brat")
    assert done.exit_code == 0
    assert "T1\tSource 31 46\tmayor Ona Brill\n" in done.stdout
    assert "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n" in done.stdout


def test_brat_of_several_articles_needs_a_folder(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(TEXT + name)
    refused = run(tmp_path, "--format", "brat")
    assert refused.exit_code != 0 and "--out FOLDER" in refused.output
    done = run(tmp_path, "--format", "brat", "--out", tmp_path / "marked")
    assert done.exit_code == 0 and not done.stdout
    assert (tmp_path / "marked" / "two.txt").read_text() == TEXT + "two"
    assert (tmp_path / "marked" / "two.ann").read_text().startswith("T1\tSource 31 46\tmayor Ona Brill\n")


def test_annotations_are_one_object_a_line(tmp_path):
    (tmp_path / "bridge.txt").write_text(TEXT)
    done = run(tmp_path / "bridge.txt", "--format", "annotation")
    [one] = map(json.loads, done.stdout.splitlines())
    quotes = {target["styleClass"]: target["selector"][1]["exact"] for target in one["target"]}
    assert quotes == {"source": "mayor Ona Brill", "cue": "told", "content": '"The bridge will open in May,"'}


def test_out_belongs_to_brat(tmp_path):
    (tmp_path / "bridge.txt").write_text(TEXT)
    refused = run(tmp_path / "bridge.txt", "--out", tmp_path)
    assert refused.exit_code != 0 and "--format brat" in refused.output
