"""A reader that costs nothing: "Harlow said: the quay is open." is one statement by a rule.

The real command then spends its time where these tests look: on settling, committing, stopping.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.testing import Result

from onrecord.types import Article, Extraction, Mention, Span, Statement, Vector

SAID = re.compile(r"([A-Z]\w+ [A-Z]\w+) (said): (.+)")
FIRST = ("Tessa", "Bao", "Ilka", "Morr", "Senna", "Jarle", "Oda")
LAST = ("Harlow", "Orrin", "Vell", "Tamsin", "Quill", "Abret", "Stroud", "Pell", "Wick", "Dunmore", "Farrow")


Onrecord = Callable[..., Result]  # a command, run


def objects(run: Result) -> list[dict[str, Any]]:
    """The JSON lines on standard output."""
    return [json.loads(line) for line in run.stdout.splitlines()]


class MadeUpReader:
    """Stands where the Extractor stands."""

    def __call__(self, article: Article, vectors: bool = True) -> Extraction:
        statements, mentions, found = [], [], []
        for line in SAID.finditer(article.text):
            source, cue, content = (Span(*line.span(part)) for part in (1, 2, 3))
            name = f"{article.id} {article.version} {line.start()}"
            statements.append(Statement(name, article.id, (source,), (cue,), (content,), manner="direct"))
            mentions.append(Mention(source, "name", "person"))
            digest = hashlib.sha256(line[3].encode()).digest()
            found.append(Vector(name, tuple((byte - 127.5) / 1000 for byte in digest)))
        return Extraction(tuple(statements), tuple(mentions), (), tuple(found) if vectors else ())


def articles(count: int) -> list[dict[str, str]]:
    """Tiny articles of a few papers; every third repeats what the one before had."""
    made = []
    for number in range(count):
        told = number - 1 if number % 3 == 2 else number
        who = f"{FIRST[told % len(FIRST)]} {LAST[told % len(LAST)]}"
        text = f"{who} said: ship number {told} has left Port Ansel for the outer islands with {told + 3} crates."
        outlet = ("The Quay", "Velmora Post", "Ansel Wire")[number % 3]
        day = f"2031-{1 + told % 12:02}-{1 + told % 28:02}"
        made.append({"id": f"a{number:04}", "text": text, "outlet": outlet, "published": day})
    return made


def write(path: Path, count: int) -> Path:
    """A file of JSON lines with so many articles."""
    path.write_text("".join(json.dumps(one) + "\n" for one in articles(count)), encoding="utf-8")
    return path
