"""The order in which `onrecord --help` tells of the commands, by what one needs them for.

A new command is written with `@app.command()` in a module that stands in `MODULES`, and named in
one of the `CHAPTERS`; a test asserts that none is forgotten.
"""

from __future__ import annotations

# The files of this folder that hold commands, and which: a command's file alone is loaded for it.
MODULES: dict[str, tuple[str, ...]] = {
    "reading": ("extract", "add", "rebuild"),
    "lists": ("statements", "actors", "articles", "stories", "groups", "tone"),
    "single": ("compare", "story", "timeline", "sources", "export"),
    "judging": (
        *("same", "different", "rename", "reassign", "split", "join", "hide", "check", "note", "mark"),
        *("correct", "undo", "judgements"),
    ),
    "identify": ("identify",),
    "serve": ("serve",),
    "doctor": ("doctor",),
}

FIRST_STEPS = [
    ("onrecord add FOLDER", "read the articles in it into the record, the file record.db"),
    ("onrecord statements", "who said what, when, and where it was printed"),
    ("onrecord export record.html", "all of it as one page, to read, mail or print"),
]

# A name without a command is passed over: it may belong to an extra that is not installed.
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Read articles", ("add", "extract", "watch")),
    ("Look through the record", ("statements", "actors", "articles", "stories", "groups", "search")),
    ("See one thing in full", ("compare", "story", "timeline", "tone", "sources")),
    ("Show and hand on", ("export", "serve")),
    (
        "Correct it (every judgement can be undone)",
        (
            *("same", "different", "rename", "identify", "reassign", "split", "join"),
            *("hide", "check", "note", "mark", "correct", "undo", "judgements"),
        ),
    ),
    ("Look after it", ("doctor", "rebuild")),
)
