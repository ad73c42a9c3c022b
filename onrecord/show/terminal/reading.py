"""Commands that read articles: extract, add, rebuild."""

# ruff: noqa: PLC0415 - a command imports the rooms that it needs when it runs

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import Usage
from onrecord.show.terminal.app import app
from onrecord.show.terminal.options import (
    PATHS,
    Confidence,
    FromOutlet,
    Jobs,
    Language,
    Narrated,
    Outlets,
    Published,
    RecordPath,
    day,
    opened,
)
from onrecord.show.terminal.output import Format, Line, Notation, count, jsonl, messages, progress, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.record.store import Record
    from onrecord.types import Article, Reading, Rejected, Restated


def _articles(
    paths: list[str], outlet: str | None, published: str | None, language: str | None
) -> Iterator[Article | Rejected]:
    from onrecord.article import read

    stated = read.Stated(outlet=outlet, published=day(published, "--published"), language=language)
    return read.articles(paths, stated, sys.stdin.buffer)


def _know(outlets: Path | None) -> None:
    """Check a user's table of outlets before anything is read, and let every process know it."""
    if outlets is not None:
        from onrecord.article.resolve import outlet_table

        outlet_table.load(outlets)
        os.environ[outlet_table.VARIABLE] = str(outlets)


def _not_read(item: Rejected) -> None:
    from rich.text import Text

    # said at once: who stops a long run half-way has seen it too
    said = item.reason if item.reason.startswith(item.where) else f"{item.where}: {item.reason}"
    messages.print(Text("not read  ", style="bold red") + Text(said))


def _table(lines: list[Line]) -> RenderableType:
    from onrecord.show.terminal import tables

    return tables.statements(lines)


@app.command()
def extract(
    paths: Annotated[list[str] | None, PATHS] = None,
    outlet: FromOutlet = None,
    published: Published = None,
    language: Language = None,
    outlets: Outlets = None,
    narrated: Narrated = False,
    min_confidence: Confidence = None,
    jobs: Jobs = None,
    form: Annotated[
        Notation | None,
        typer.Option(
            "--format",
            help="table on a terminal, else jsonl; brat stand-off; annotation: W3C Web Annotations.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="With --format brat: a .txt and an .ann for each article."),
    ] = None,
) -> None:
    """Read articles and print their statements; nothing is kept.

    Reads .txt, .md, .html, .jsonl (one article a line) and .jsonl.gz. Speakers, days and channels
    are resolved as far as one article tells.
    """
    from onrecord import pipeline
    from onrecord.show.export import as_annotation, as_brat, as_json
    from onrecord.types import Rejected

    if not paths and sys.stdin.isatty():
        raise Usage("extract: found no path, expected files, folders, or - for standard input")
    _know(outlets)
    articles = _articles(paths or ["-"], outlet, published, language)
    failed = False

    def found() -> Iterator[tuple[Reading, list[int]]]:
        nonlocal failed
        with progress("reading") as step:
            for reading in pipeline.readings(articles, jobs, vectors=False):
                step()
                if isinstance(reading, Rejected):
                    failed = True
                    _not_read(reading)
                    continue
                yield (
                    reading,
                    [
                        index
                        for index, one in enumerate(reading.statements)
                        if (narrated or one.manner != "narrated")
                        and (min_confidence is None or one.confidence >= min_confidence)
                    ],
                )

    if out is not None and form is not Notation.brat:
        raise Usage("extract: found --out without --format brat, expected both or none")
    match form:
        case Notation.brat:
            as_brat.write(found(), sys.stdout, out)
        case Notation.annotation:
            jsonl((as_annotation.annotation(r, n) for r, numbers in found() for n in numbers), sys.stdout)
        case _:
            lines = (as_json.statement(reading, n) for reading, numbers in found() for n in numbers)
            show(lines, Format(form) if form else None, _table)
    if failed:
        raise typer.Exit(1)


@app.command()
def add(
    paths: Annotated[list[str], PATHS],
    record: RecordPath = "record.db",
    outlet: FromOutlet = None,
    published: Published = None,
    language: Language = None,
    outlets: Outlets = None,
    jobs: Jobs = None,
) -> None:
    """Read articles into the record; the same article twice changes nothing.

    Each article is on the disk as soon as it is done: Ctrl-C loses none, and the same command goes on
    from there. Where an outlet, day or language is told otherwise than before, the article is read again.
    """
    from rich.text import Text

    from onrecord import pipeline
    from onrecord.types import Article, Reading, Rejected, Restated

    _know(outlets)
    articles = _articles(paths, outlet, published, language)
    failed = known = restated = beside = 0
    new, changed = [0, 0], [0, 0]  # articles, and their statements
    files: dict[str, str] = {}  # articles that are known by their text alone, by the file they came from
    with opened(record) as kept, progress("adding") as step:
        homeless = _homeless(kept)
        for outcome in pipeline.add(articles, kept, jobs):
            step()
            match outcome:
                case Rejected():
                    failed += 1
                    _not_read(outcome)
                case Restated():
                    restated += 1
                    messages.print(Text(f"restated  {_where(outcome.before)}: {_told_anew(outcome)}"))
                case Reading(article=article):
                    counted = changed if article.version > 1 else new
                    counted[0] += 1
                    counted[1] += sum(statement.manner != "narrated" for statement in outcome.statements)
                    if _stands_without_outlet(article, kept):
                        beside += 1
                    elif article.capture.path and article.capture.line is None and _is_its_text(article):
                        files[article.id] = article.capture.path
                case Article():
                    known += 1
        with kept.browse() as browse:
            held, _, stories = browse.totals()
            there = browse.read_from(files.values())
        homeless = {number: told for number, told in _homeless(kept).items() if number not in homeless}
    other = (
        f", {count(changed[0], 'changed article')} with {count(changed[1], 'statement')}"
        if changed[0]
        else ""
    )
    anew = f", {restated} restated" if restated else ""
    again = f", {known} already there" if known else ""
    messages.print(
        f"{record}: {count(new[0], 'article')} added with {count(new[1], 'statement')}{other}{anew}{again}; "
        f"it now holds {count(held, 'article')} in {count(stories, 'story', 'stories')}."
    )
    before = {path: one for path, ids in there.items() for one in ids if one not in files}
    for article_id, path in files.items():
        if path in before:
            messages.print(
                Text(
                    f"another text  {path}: the record has one from this file already, {before[path]}; without an "
                    f"id or a URL it is not known to be the same article, so {article_id} stands beside it"
                )
            )
    for number, told in homeless.items():  # an article has changed under what somebody judged
        messages.print(Text(f"judgement {number}, {told}"))
    if beside:
        messages.print(
            f"{count(beside, 'text')} of these the record had without an outlet; an outlet makes another "
            "article of the same text, so each is there twice, as copies."
        )
    if failed:
        raise typer.Exit(1)


def _where(article: Article) -> str:
    return article.capture.path or article.id


def _told_anew(restated: Restated) -> str:
    """What changed, as "outlet: none, now The Harbour Post"."""
    before, now = restated.before, restated.reading.article
    return "; ".join(
        f"{fact}: {getattr(before, fact) or 'none'}, now {getattr(now, fact)}"
        for fact in ("url", "outlet", "published", "language")
        if getattr(before, fact) != getattr(now, fact)
    )


def _homeless(kept: Record) -> dict[int, str]:
    """The judgements whose statements, articles or actors the record has no longer, and which those are."""
    from onrecord import judging

    return {
        one.judgement.id: f"{one.judgement.kind}: {one.lost}"
        for one in judging.history(kept, undone=False)
        if one.lost
    }


def _is_its_text(article: Article) -> bool:
    """Whether nothing but its outlet and text tells which article it is."""
    from onrecord.article.read import identity

    return article.id == identity.article_id(None, None, article.outlet, article.text)


def _stands_without_outlet(article: Article, kept: Record) -> bool:
    """Whether the record has this text under the id that it has where nobody states its outlet."""
    from onrecord.article.read import identity

    if not article.outlet or not _is_its_text(article):
        return False
    bare = identity.article_id(None, None, None, article.text)
    return kept.version_for(bare, article.text, article.headline)[1]


@app.command()
def rebuild(record: RecordPath = "record.db") -> None:
    """Work out actors, groups and stories again; articles as they were read and judgements stay."""
    from onrecord import pipeline

    settled = 0
    with opened(record, create=False) as kept, progress("settling") as step:
        for _ in pipeline.rebuild(kept):
            step()
            settled += 1
        actors, several = len(kept.actors()), sum(len(one.articles) > 1 for one in kept.groups())
        stories = count(len(kept.stories()), "story", "stories")
    messages.print(
        f"{record}: {count(settled, 'article')} settled anew: {stories}, {count(actors, 'actor')}, "
        f"{count(several, 'statement')} that more than one article reports."
    )
