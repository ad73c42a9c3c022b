"""Articles that report the same statements are in one story, though every name is spelled otherwise."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from onrecord import pipeline
from onrecord.article.read import article_from_text
from onrecord.record.store import Record

WIRE = (
    "Strike shuts Calder port\n\nDockers walked out on Tuesday after pay talks broke down.\n\n"
    '"We asked for seven percent and were offered two," union leader Josip Karan told reporters. '
    '"Nobody moves a crane until they come back with a serious offer."\n\n'
    "Asked whether troops could be used to unload medicine, Transport Minister Elena Voss answered: "
    '"That has not been discussed."\n'
)
TRANSLATED = (
    "Calder harbour stands still\n\nThe trade union chief Yosip Karan declared to journalists: "
    '"We demanded seven percent, they offered us two. No crane will move until there is a serious offer".\n\n'
    "To the question of whether the army may unload medicines, the Minister of Transport, Elena Foss, said: "
    '"This was not discussed".\n'
)


def test_who_reports_the_same_is_near_however_names_are_spelled(tmp_path: Path) -> None:
    told = [
        replace(article_from_text(text), published=date(2031, 6, day), outlet=outlet)
        for text, day, outlet in ((WIRE, 10, "Westwire"), (TRANSLATED, 11, "Nordlicht"))
    ]
    with Record.open(str(tmp_path / "record.db")) as record:
        list(pipeline.add(told, record, jobs=1))
        assert max(len(group.statements) for group in record.groups()) == 2
        assert [len(story.articles) for story in record.stories()] == [2]
