"""The marked articles: who each source is, as an editor decided on reading.

`speakers/polnear-dev.jsonl` holds, for each article, its name, the hash of its text, the actors (with
every name that counts as right) and for each source that the corpus marks its offsets, its actors and
its class; not a sentence of the article. The 62 articles with the smallest SHA-256 of their name were
read (one has no source). A poll, report or letter may also be named by its maker.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.speaker_names import PRONOUNS, Actor, parts
from training.polnear import AnnotatedArticle, read_polnear

DATA = Path(__file__).parent / "speakers" / "polnear-dev.jsonl"

Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One marked source: where, who (several where it is joint), and how it is worded."""

    spans: Pieces
    keys: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One article as the editor marked it."""

    article: AnnotatedArticle
    actors: Mapping[str, Actor]
    sources: tuple[Source, ...]
    roles: Mapping[str, Sequence[str]]

    def text(self, source: Source) -> str:
        """The words of a source."""
        return " ".join(self.article.text[start:end] for start, end in source.spans)

    def phrases(self, source: Source) -> list[str]:
        """The role phrases that the article uses for the same actors."""
        told = [self.text(s) for s in self.sources if s.keys == source.keys and s.kind == "role"]
        return [*told, *(phrase for key in source.keys for phrase in self.roles.get(key, ()))]


def marked(corpora: Path, data: Path = DATA) -> Iterator[Marked]:
    """The marked articles, checked against the hash of the text that the offsets point into."""
    texts = {article.name: article for article in read_polnear(corpora / "polnear", "dev")}
    for line in data.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = texts[row["article"]]
        if hashlib.sha256(article.text.encode()).hexdigest() != row["sha256"]:
            sys.exit(f"{article.name}: found another text than the one that was marked")
        sources = tuple(
            Source(_pieces(spans), tuple(keys.split("+")) if keys else (), kind)
            for spans, keys, kind in row["sources"]
        )
        roles = {key: actor.get("roles", ()) for key, actor in row["actors"].items()}
        yield Marked(article, _actors(row["actors"], sources, article.text), sources, roles)


def _pieces(spans: str) -> Pieces:
    return tuple((int(a), int(b)) for a, b in (piece.split("-") for piece in spans.split(",")))


def _actors(rows: Mapping[str, Mapping[str, Any]], sources: Sequence[Source], text: str) -> dict[str, Actor]:
    """The actors; one that is no named person also answers to the words the text has for it."""
    found = {}
    for key, row in rows.items():
        names = list(row.get("names", ()))
        if row["kind"] != "person":
            for source in sources:
                own = " ".join(text[start:end] for start, end in source.spans)
                if source.keys == (key,):
                    names += [own] if own.casefold() not in PRONOUNS else []
                elif key in source.keys and not row.get("names"):
                    names += parts(own)[1:]  # "Rook and other bakers"
        if row["kind"] == "author":
            names += ["the author", "the writer"]
        found[key] = Actor(row["kind"], tuple(names))
    return found
