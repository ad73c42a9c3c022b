"""Commands that list what the record holds: statements, actors, articles, stories, groups."""

# ruff: noqa: PLC0415 - a command imports the rooms that it needs when it runs

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import (
    About,
    Confidence,
    Form,
    Narrated,
    OfStory,
    Outlet,
    RecordPath,
    Since,
    Speaker,
    Until,
    day,
    opened,
)
from onrecord.show.terminal.output import show


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
    with opened(record, create=False) as kept:
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
    with opened(record, create=False) as kept:
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
    with opened(record, create=False) as kept:
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
    with opened(record, create=False) as kept:
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
    with opened(record, create=False) as kept:
        show(lines.groups(kept, wanted, narrated, several), form, tables.groups)
