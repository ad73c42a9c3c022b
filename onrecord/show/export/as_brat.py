"""Statements as brat stand-off annotation, in PolNeAR's scheme.

    T1  Source 0 3   Tal
    T4  Attribution 4 8   said
    E1  Attribution:T4 Content:T3 Cue:T2 Source:T1
    #1  AnnotatorNotes E1   Ilian Tal; direct; 0.97

Offsets are code points into `document(article)`: the text, with a headline that stands apart from
it in front. brat: Stenetorp et al., EACL 2012; the scheme: Newell, Margolin, Ruths, LREC 2018.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from onrecord.errors import Usage
from onrecord.types import Article, Reading, Spans

_GAP = "\n\n"


def document(article: Article) -> str:
    """The text that the offsets point into: what belongs into the `.txt` beside the `.ann`."""
    return (article.headline + _GAP if article.headline else "") + article.text


def lines(reading: Reading, wanted: Collection[str] | None = None) -> Iterator[str]:
    """The lines of the `.ann`, each with its line end; only of statements with an id in `wanted`."""
    article = reading.article
    text = document(article)
    shift = len(article.headline + _GAP) if article.headline else 0
    span_count = event_count = 0
    for index, one in enumerate(reading.statements):
        if (wanted is not None and one.id not in wanted) or one.manner == "narrated":
            continue
        roles: list[str] = []
        for role, spans in (("Source", one.source), ("Cue", one.cue), ("Content", one.content)):
            if spans:
                span_count += 1
                roles.insert(0, f"{role}:T{span_count}")
                yield f"T{span_count}\t{role} {_where(spans, text, shift)}\n"
        span_count += 1
        event_count += 1
        kind = "Attribution" if one.source else "Attribution-no-source"
        yield f"T{span_count}\t{kind} {_where(one.cue or one.content[:1], text, shift)}\n"
        order = sorted(roles)
        yield f"E{event_count}\t{kind}:T{span_count} {' '.join(order)}\n"
        speakers = reading.attributions[index].speakers if index < len(reading.attributions) else ()
        who = ", ".join(speaker.name for speaker in speakers) or "speaker unknown"
        note = " ".join(f"{who}; {one.manner}; {one.confidence:.2f}".split())
        yield f"#{event_count}\tAnnotatorNotes E{event_count}\t{note}\n"


def _where(spans: Spans, text: str, shift: int) -> str:
    """Offsets and words as brat writes them: a span over a line's end is cut there, words in one line."""
    bounds: list[tuple[int, int]] = []
    for span in spans:
        move = shift if span.part == "text" else 0
        start = span.start + move
        for line in text[start : span.end + move].splitlines(keepends=True):
            words = line.strip()
            if words:
                first = start + line.index(words[0])
                bounds.append((first, first + len(words)))
            start += len(line)
    places = ";".join(f"{start} {end}" for start, end in bounds)
    return f"{places}\t{' '.join(text[start:end] for start, end in bounds)}"


def write(found: Iterable[tuple[Reading, list[int]]], out: TextIO, folder: Path | None = None) -> None:
    """Write the annotation of one article to `out`, or of each article into `folder`.

    A folder receives NAME.txt, which is `document(article)`, and NAME.ann; NAME is the file's own
    name, else the article's id. Usage for a second article without a folder: its offsets would
    point into another text.
    """
    used: set[str] = set()
    for count, (reading, numbers) in enumerate(found):
        wanted = {reading.statements[n].id for n in numbers}
        if folder is None:
            if count:
                raise Usage(
                    "extract: found several articles, expected one; --out FOLDER writes each to a file"
                )
            out.writelines(lines(reading, wanted))
            continue
        article = reading.article
        name = Path(article.capture.path).stem if article.capture.path else article.id
        name = re.sub(r"[^\w.-]+", "_", name)[:100] or "article"
        while name in used:
            name += "_"
        used.add(name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for suffix, text in (("txt", document(article)), ("ann", "".join(lines(reading, wanted)))):
                target = folder / f"{name}.{suffix}"
                target.write_bytes(text.encode("utf-8", errors="replace"))
        except OSError as error:
            raise Usage(f"{folder}: cannot write there ({error.strerror})") from error
