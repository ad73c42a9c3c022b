"""The commands. Each one is thin: read options, ask the pipeline or the record, show.

What scripts rely on is in the help of each command; the same names are used in JSON. A command
imports the rooms that it needs when it runs: help and completion answer at once.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord import __version__
from onrecord.errors import Usage
from onrecord.show.terminal.options import (
    About,
    Confidence,
    Form,
    Jobs,
    Language,
    Narrated,
    OfStory,
    Outlet,
    Published,
    RecordPath,
    Since,
    Speaker,
    Until,
    day,
)
from onrecord.show.terminal.output import Format, Line, messages, progress, show
from onrecord.types import Article, Reading, Rejected

if TYPE_CHECKING:
    from onrecord.record.store import Record

app = typer.Typer(
    name="onrecord",
    help="Who said what, when, where, to whom and through which outlet: the record of a pile of news "
    "articles. Everything runs on this machine; no text leaves it.\n\n"
    "Start with:  onrecord add FOLDER   then  onrecord statements  and  onrecord export record.html",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"onrecord {__version__}")
        raise typer.Exit


def _open(where: str, create: bool = True) -> Record:
    from onrecord.record.store import Record

    return Record.open(where, create)


@app.callback()
def before(
    context: typer.Context,
    record: Annotated[
        str | None, typer.Option("--record", metavar="FILE", help="The record; may also follow the command.")
    ] = None,
    form: Annotated[Format | None, typer.Option("--format", help="May also follow the command.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Let --record and --format stand before the command as well as after it."""
    given = {key: value for key, value in (("record", record), ("form", form)) if value is not None}
    context.default_map = {
        command.name or command.callback.__name__: given
        for command in app.registered_commands
        if command.callback
    }


# ----------------------------------------------------------------------------- reading


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
    with _open(record) as kept, progress("adding") as step:
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


# ----------------------------------------------------------------------------- lists


@app.command()
def statements(
    record: RecordPath = "record.db",
    speaker: Speaker = None,
    about: About = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    story: OfStory = None,
    min_confidence: Confidence = None,
    narrated: Narrated = False,
    form: Form = None,
) -> None:
    """List who said what, by the day it was said; days unknown come last."""
    from onrecord.show.terminal import lines, tables

    wanted = lines.Wanted(
        speaker, about, outlet, day(since, "--since"), day(until, "--until"), story, min_confidence
    )
    with _open(record, create=False) as kept:
        names = lines.actor_names(kept)
        show((lines.statement(row, names) for row in wanted.rows(kept, narrated)), form, tables.statements)


@app.command()
def actors(
    record: RecordPath = "record.db",
    speaker: Speaker = None,
    about: About = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    story: OfStory = None,
    min_confidence: Confidence = None,
    why: Annotated[
        str | None, typer.Option(metavar="ACTOR", help="Show why mentions were taken for this actor.")
    ] = None,
    form: Form = None,
) -> None:
    """List the people and bodies of the record, their roles and the other spellings seen.

    With a filter: those who said what the filter lets through.
    """
    from onrecord.show.terminal import lines, tables

    wanted = lines.Wanted(
        speaker, about, outlet, day(since, "--since"), day(until, "--until"), story, min_confidence
    )
    with _open(record, create=False) as kept:
        if why is not None:
            show(lines.decisions(kept, why), form, tables.decisions)
        else:
            show(lines.actors(kept, wanted), form, tables.actors)


@app.command()
def articles(
    record: RecordPath = "record.db",
    speaker: Speaker = None,
    about: About = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    story: OfStory = None,
    min_confidence: Confidence = None,
    form: Form = None,
) -> None:
    """List the articles of the record, or those with statements that the filters let through."""
    from onrecord.show.terminal import lines, tables

    wanted = lines.Wanted(
        speaker, about, outlet, day(since, "--since"), day(until, "--until"), story, min_confidence
    )
    with _open(record, create=False) as kept:
        show(lines.articles(kept, wanted), form, tables.articles)


@app.command()
def stories(
    record: RecordPath = "record.db",
    speaker: Speaker = None,
    about: About = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    story: OfStory = None,
    min_confidence: Confidence = None,
    form: Form = None,
) -> None:
    """List the stories: every article is in exactly one."""
    from onrecord.show.terminal import lines, tables

    wanted = lines.Wanted(
        speaker, about, outlet, day(since, "--since"), day(until, "--until"), story, min_confidence
    )
    with _open(record, create=False) as kept:
        show(lines.stories(kept, wanted), form, tables.stories)


@app.command()
def groups(
    record: RecordPath = "record.db",
    speaker: Speaker = None,
    about: About = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    story: OfStory = None,
    min_confidence: Confidence = None,
    narrated: Narrated = False,
    several: Annotated[
        bool, typer.Option("--several", help="Only what more than one article reports.")
    ] = False,
    form: Form = None,
) -> None:
    """List the statements with their versions: reports of the same words said once.

    The most reported come first.
    """
    from onrecord.show.terminal import lines, tables

    wanted = lines.Wanted(
        speaker, about, outlet, day(since, "--since"), day(until, "--until"), story, min_confidence
    )
    with _open(record, create=False) as kept:
        show(lines.groups(kept, wanted, narrated, several), form, tables.groups)


# ----------------------------------------------------------------------------- views


@app.command()
def compare(
    group: Annotated[str, typer.Argument(metavar="GROUP", help="A group's id, or a statement's.")],
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Show every outlet's version of one statement, aligned word by word."""
    from onrecord.show.terminal import lines, views

    with _open(record, create=False) as kept:
        shown = lines.compared(kept, kept.group(group))
        show(shown.lines, form, lambda _: views.compare(shown.comparison, shown.ids))


@app.command()
def story(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A story's id, or an article's.")],
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Show a story: brief, chronology with coming days, and who carries which statement."""
    from onrecord.show import export as exporting
    from onrecord.show.export.desk import Desk
    from onrecord.show.export.stories import story_view
    from onrecord.show.terminal import lines, views

    with _open(record, create=False) as kept:
        found = kept.story(story)
        view = story_view(Desk.of(exporting.page(kept, found.title, found.articles)), found, 1)
        show([lines.told(found, view)], form, lambda _: views.story(view))


@app.command()
def timeline(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="A name or an actor's id.")],
    about: About = None,
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Show an actor's statements in the order of the days on which they were said."""
    from onrecord.show.terminal import lines, views

    with _open(record, create=False) as kept:
        who = kept.actor(actor)
        names = lines.actor_names(kept)
        rows = (lines.statement(row, names) for row in kept.statements(speaker=who.id, about=about))
        show(rows, form, lambda shown: views.timeline(who, shown))


@app.command()
def sources(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT|GROUP", help="An id of either.")],
    record: RecordPath = "record.db",
    form: Form = None,
) -> None:
    """Show the chain that each report came through, and how many independent origins there are."""
    from onrecord.show.terminal import lines, views

    with _open(record, create=False) as kept:
        shown = lines.compared(kept, kept.group(statement))
        show(lines.chains(shown), form, lambda _: views.sources(shown.comparison))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="record.html, or .json, .jsonl, .csv.")],
    record: RecordPath = "record.db",
) -> None:
    """Write the record to a file, by its suffix; record.html is one page to mail or print."""
    from onrecord.show import export as exporting

    with _open(record, create=False) as kept:
        exporting.export(file, exporting.page(kept, "The record"))
    messages.print(f"{file}: written")


@app.command()
def rebuild(record: RecordPath = "record.db") -> None:
    """Settle the record again from the readings that it keeps; people's judgements stay."""
    from onrecord import pipeline

    with _open(record, create=False) as kept, progress("settling") as step:
        for _ in pipeline.rebuild(kept):
            step()
