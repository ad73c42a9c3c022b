"""Are copies of an article found, though cut, topped, retitled, reworded or put in another order?

    python -m evaluation.copies ../shared/corpora [--part report] [--articles 200]

Articles of `stories/*.jsonl` are edited as desks edit wire text, each in every way of EDITS and in
one mixture of three of them; an edited article is a copy of its original. Other articles of the
same story are not, unless a fifth of the sentences of one stand word for word in the other. Originals
lie in a record, and copies are looked for there as `settle` does: what the look-up misses counts
as missed. Stories are split in halves by a hash of their id: `fit` for choosing the settings.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evaluation.kept import keep
from onrecord.record.match import copies, digest
from onrecord.record.store import Record
from onrecord.types import Article, Reading

CORPORA = ("gva", "pac")
LEAST_WORDS = 120
"""An article shorter than that is a notice; a part of it is a sentence or two."""

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[\"”’']?\s*|$)")


@dataclass(frozen=True, slots=True)
class Told:
    """One article of the corpora, in its story."""

    story: str
    article: Article


def articles(corpora: Path, part: str, most: int) -> Iterator[Told]:
    """The first `most` articles of each corpus in one half."""
    for name in CORPORA:
        taken = 0
        for line in (corpora / "stories" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            half = "fit" if hashlib.sha256(row["story"].encode()).digest()[0] % 2 else "report"
            if half == part and taken < most and len(row["text"].split()) >= LEAST_WORDS:
                taken += 1
                published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
                article_id = f"{name}/{row['id']}"
                yield Told(
                    row["story"], Article(article_id, row["text"], headline=row["title"], published=published)
                )


# ----------------------------------------------------------------------------- edits

Edit = Callable[[list[str], random.Random, Sequence[str]], list[str]]
"""Sentences, dice, sentences of some other article -> sentences."""


def cut(told: list[str], dice: random.Random, _: Sequence[str]) -> list[str]:
    """The end goes: between a fifth and a half of it."""
    return told[: max(3, round(len(told) * dice.uniform(0.5, 0.8)))]


def topped(told: list[str], dice: random.Random, other: Sequence[str]) -> list[str]:
    """A new beginning, in place of the first sentence."""
    return [*other[: dice.randint(1, 3)], *told[1:]]


def reworded(told: list[str], dice: random.Random, other: Sequence[str]) -> list[str]:
    """One word in sixteen is another."""
    spare = " ".join(other).split() or ["so"]
    return [
        " ".join(dice.choice(spare) if dice.random() < 1 / 16 else word for word in sentence.split()) + " "
        for sentence in told
    ]


def reordered(told: list[str], dice: random.Random, _: Sequence[str]) -> list[str]:
    """Paragraphs of three sentences, in another order."""
    paragraphs = [told[n : n + 3] for n in range(0, len(told), 3)]
    dice.shuffle(paragraphs)
    return [sentence for paragraph in paragraphs for sentence in paragraph]


def retitled(told: list[str], _: random.Random, __: Sequence[str]) -> list[str]:
    """The text as it is, under another title (every edit gives it one)."""
    return told


EDITS: tuple[Edit, ...] = (retitled, cut, topped, reworded, reordered)


def edited(text: str, edits: Sequence[Edit], other: str, dice: random.Random) -> str:
    """The text after these edits.

    >>> edited("One two. Three four. Five six. Seven.", [cut], "", random.Random(0))
    'One two. Three four. Five six. '
    """
    told, spare = sentences(text), sentences(other)
    for edit in edits:
        told = edit(told, dice, spare)
    return "".join(told)


def sentences(text: str) -> list[str]:
    """The text in pieces, none lost."""
    return [match[0] for match in _SENTENCE.finditer(text)]


def shared_sentences(one: str, other: str) -> float:
    """The share of the sentences of the poorer that stand in the other, case and spaces aside."""
    sides = [{" ".join(s.casefold().split()) for s in sentences(text)} for text in (one, other)]
    sides = [{sentence for sentence in side if len(sentence.split()) >= 6} for side in sides]
    return len(sides[0] & sides[1]) / max(1, min(map(len, sides)))


# ----------------------------------------------------------------------------- the figures


@dataclass(slots=True)
class Count:
    """Pairs looked for, found, and what was found wrongly."""

    wanted: int = 0
    found: int = 0
    wrong: int = 0
    right_original: int = 0


def measure(told: Sequence[Told], seed: int = 0) -> tuple[dict[str, Count], list[tuple[str, str]]]:
    """By edit, pairs found and missed; and pairs of one story that were taken for copies."""
    dice = random.Random(seed)
    counts: dict[str, Count] = defaultdict(Count)
    alarms: list[tuple[str, str]] = []
    texts = {one.article.id: one for one in told}
    with (
        tempfile.TemporaryDirectory() as folder,
        Record.open(str(Path(folder) / "record.db")) as record,
        record.writing() as writer,
    ):
        for one in told:
            reading = Reading(one.article)
            writer.put(reading)
            made = digest(reading)
            near = [
                other
                for _, other in writer.digests(made.first_day, made.last_day, made.actors, made.shingles)
            ]
            for copy in copies(made, near):
                other = next(i for i in (copy.article_id, copy.original_id) if i != one.article.id)
                if shared_sentences(one.article.text, texts[other].article.text) < 0.2:
                    alarms.append((one.article.id, other))
            writer.put_digest(made)
        for number, one in enumerate(told):
            other = told[(number + 7) % len(told)].article.text
            for chosen in (*((edit,) for edit in EDITS), tuple(dice.sample(EDITS[1:], 3))):
                name = chosen[0].__name__ if len(chosen) == 1 else "three at once"
                text = edited(one.article.text, chosen, other, dice)
                later = one.article.published + datetime.timedelta(1) if one.article.published else None
                made = digest(
                    Reading(Article(f"copy of {one.article.id}", text, headline="Else", published=later))
                )
                near = [
                    near
                    for _, near in writer.digests(made.first_day, made.last_day, made.actors, made.shingles)
                ]
                found = {
                    (copy.original_id, copy.article_id)
                    for copy in copies(made, near)
                    if one.article.id in (copy.original_id, copy.article_id)
                }
                counts[name].wanted += 1
                counts[name].found += bool(found)
                counts[name].right_original += any(original == one.article.id for original, _ in found)
    return counts, alarms


def main() -> None:
    """Print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", choices=("fit", "report"), default="report")
    parser.add_argument("--articles", type=int, default=200, help="at most so many of each corpus")
    options = parser.parse_args()
    told = list(articles(options.corpora, options.part, options.articles))
    counts, alarms = measure(told)
    wanted, found = (sum(getattr(one, name) for one in counts.values()) for name in ("wanted", "found"))
    for name, one in counts.items():
        print(f"  {name:14} {one.found} of {one.wanted} found, the original told {one.right_original} times")
    precision, recall = found / max(1, found + len(alarms)), found / max(1, wanted)
    print(f"{options.part}: {len(told)} articles, precision {precision:.3f}  recall {recall:.3f}")
    for pair in alarms:
        print(f"  taken for copies: {' '.join(pair)}")
    if options.part == "report":
        figures = {"precision": round(precision, 4), "recall": round(recall, 4), "copies": wanted}
        keep("copies", {"corpus": "edits of stories/*.jsonl", "figures": figures})


if __name__ == "__main__":
    main()
