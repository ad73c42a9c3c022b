"""Commands that read articles: extract, add, rebuild."""

# ruff: noqa: PLC0415 - a command imports the rooms that it needs when it runs

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from onrecord.errors import Usage
from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import (
    Confidence,
    Form,
    Jobs,
    Language,
    Narrated,
    Outlet,
    Published,
    RecordPath,
    day,
    opened,
)
from onrecord.show.terminal.output import Line, messages, progress, show
from onrecord.types import Article, Reading, Rejected


def _articles(
    paths: list[str], outlet: str | None, published: str | None, language: str | None
) -> Iterator[Article | Rejected]:
    from onrecord.article import read

    stated = read.Stated(outlet=outlet, published=day(published, "--published"), language=language)
    return read.articles(paths, stated, sys.stdin.buffer)


def _report(rejected: list[Rejected]) -> None:
    for item in rejected:
        messages.print(Text("not read  ", style="bold red") + Text(f"{item.where}: {item.reason}"))
    if rejected:
        raise typer.Exit(1)


@app.command()
def extract(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]…", help="Files, folders, - for standard input.")
    ] = None,
    outlet: Outlet = None,
    published: Published = None,
    language: Language = None,
    narrated: Narrated = False,
    min_confidence: Confidence = None,
    jobs: Jobs = None,
    form: Form = None,
) -> None:
    """Read articles and print their statements; nothing is kept.

    Reads .txt, .md, .html, .jsonl (one article a line) and .jsonl.gz. Speakers, days and channels
    are resolved as far as one article tells.
    """
    from onrecord import pipeline
    from onrecord.show.export import as_json
    from onrecord.show.terminal import tables

    if not paths and sys.stdin.isatty():
        raise Usage("extract: found no path, expected files, folders, or - for standard input")
    articles = _articles(paths or ["-"], outlet, published, language)
    rejected: list[Rejected] = []

    def found() -> Iterator[Line]:
        with progress("reading") as step:
            for reading in pipeline.readings(articles, jobs, vectors=False):
                step()
                if isinstance(reading, Rejected):
                    rejected.append(reading)
                    continue
                for index, statement in enumerate(reading.statements):
                    if statement.manner == "narrated" and not narrated:
                        continue
                    if min_confidence is None or statement.confidence >= min_confidence:
                        yield as_json.statement(reading, index)

    show(found(), form, tables.statements)
    _report(rejected)


@app.command()
def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, - for standard input.")
    ],
    record: RecordPath = "record.db",
    outlet: Outlet = None,
    published: Published = None,
    language: Language = None,
    jobs: Jobs = None,
) -> None:
    """Read articles into the record; the same article twice changes nothing."""
    from onrecord import pipeline

    articles = _articles(paths, outlet, published, language)
    rejected: list[Rejected] = []
    added = known = said = 0
    with opened(record) as kept, progress("adding") as step:
        for outcome in pipeline.add(articles, kept, jobs):
            step()
            match outcome:
                case Rejected():
                    rejected.append(outcome)
                case Reading():
                    added += 1
                    said += sum(statement.manner != "narrated" for statement in outcome.statements)
                case Article():
                    known += 1
        totals = len(kept.articles()), len(kept.stories())
    again = f", {known} already there" if known else ""
    messages.print(
        f"{record}: {_count(added, 'article')} added with {_count(said, 'statement')}{again}; "
        f"it now holds {_count(totals[0], 'article')} in {_count(totals[1], 'story', 'stories')}."
    )
    _report(rejected)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


@app.command()
def rebuild(record: RecordPath = "record.db") -> None:
    """Settle the record again from the readings that it keeps; people's judgements stay."""
    from onrecord import pipeline

    with opened(record, create=False) as kept, progress("settling") as step:
        for _ in pipeline.rebuild(kept):
            step()
