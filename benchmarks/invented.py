"""Readings of events that never were, as many as are asked for: what `benchmarks.growth` adds.

    articles()    an endless, always equal stream of Readings, in the order of publication
    events()      the same, the Readings of each event together

A world of countries, bodies and people talks about events, a few every day; each event is a set
of statements, and outlets report some of them in their own edit: words left out, swapped for
others, order changed; some print a wire's text as it is. The people quoted most are quoted in
every fiftieth article, new ones keep coming, and the same events come round again with other
words: what makes a record of news grow hard. Ten statements an article, two of them narrated.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from onrecord.record.match import words
from onrecord.types import (
    Article,
    Attribution,
    Entity,
    Mention,
    Reading,
    RelativeDay,
    Role,
    Said,
    Span,
    Speaker,
    Statement,
    Vector,
)

START = date(2031, 1, 1)
EVENTS_A_DAY, ARTICLES_AN_EVENT = 24, (1, 1, 2, 2, 3, 4, 6, 9)
WIDTH = 128
_SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "do",
    "du",
    "fe",
    "fi",
    "ga",
    "go",
    "ka",
    "ke",
    "ki",
    "lo",
    "lu",
    "ma",
    "me",
    "mo",
    "na",
    "ni",
    "no",
    "pa",
    "pe",
    "ra",
    "ri",
    "ro",
    "sa",
    "se",
    "su",
    "ta",
    "ti",
    "to",
    "va",
    "ve",
    "vo",
    "za",
    "ze",
]
_PLAIN = [
    "the",
    "of",
    "to",
    "a",
    "in",
    "that",
    "it",
    "is",
    "was",
    "for",
    "on",
    "with",
    "as",
    "by",
    "at",
    "be",
    "has",
    "have",
    "not",
    "from",
    "will",
    "had",
    "would",
    "but",
    "are",
    "this",
    "an",
    "were",
    "which",
]
_ROLES = [
    "minister",
    "spokeswoman",
    "spokesman",
    "governor",
    "director",
    "president",
    "ambassador",
    "chairman",
]
_CUES = ["said", "told", "stressed", "added", "warned", "noted", "announced", "claimed"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who makes statements, for a country."""

    first: str
    last: str
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day: who says what; each statement is (person or None, words, vector)."""

    day: date
    told: tuple[tuple[Person | None, tuple[str, ...], tuple[float, ...]], ...]


def articles(seed: int = 0) -> Iterator[Reading]:
    """The stream; the same for the same seed."""
    for told in events(seed):
        yield from told


def events(seed: int = 0, width: int = WIDTH) -> Iterator[list[Reading]]:
    """The stream, an event at a time; `width` numbers a vector."""
    world = _World(random.Random(seed), width)
    day, number = START, 0
    while True:
        coming: list[Event] = [world.event(day) for _ in range(EVENTS_A_DAY)]
        for event in coming:
            told: list[Reading] = []
            for _ in range(world.rng.choice(ARTICLES_AN_EVENT)):
                told.append(world.report(event, f"a{number}", told[0] if told else None))
                number += 1
            yield told
        day += timedelta(days=1)


class _World:
    """People, countries, a vocabulary; and the dice."""

    def __init__(self, rng: random.Random, width: int = WIDTH) -> None:
        self.rng, self.width = rng, width
        with (Path(words.__file__).parent / "frequencies.csv").open(encoding="utf-8", newline="") as rows:
            self.vocabulary = [row["stem"] for row in csv.DictReader(rows) if 12 < int(row["weight"]) < 48]
        self.countries = [self.name() for _ in range(150)]
        self.outlets = [
            f"The {self.name()} {kind}" for kind in ("Post", "Courier", "Times") for _ in range(40)
        ]
        self.people: list[Person] = []
        for _ in range(60):
            self.newcomer()

    def name(self) -> str:
        return "".join(self.rng.choice(_SYLLABLES) for _ in range(self.rng.choice((2, 3, 3, 4)))).title()

    def newcomer(self) -> Person:
        one = Person(self.name(), self.name(), self.rng.choice(self.countries), self.rng.choice(_ROLES))
        self.people.append(one)
        return one

    def person(self) -> Person:
        """The first are quoted most; one in eight speaks for the first time."""
        if self.rng.random() < 0.125:
            return self.newcomer()
        return self.people[int(len(self.people) * self.rng.random() ** 3)]

    def event(self, day: date) -> Event:
        cast = [self.person() for _ in range(3)]
        subject = [*self.rng.sample(self.vocabulary, 12), self.name(), self.rng.choice(self.countries)]
        told = []
        for number in range(14):
            who = self.rng.choice(cast) if number % 5 else None
            size = self.rng.randint(8, 26)
            own = self.rng.sample(self.vocabulary, 4 + size // 5)
            line = [
                self.rng.choice(_PLAIN)
                if self.rng.random() < 0.45
                else self.rng.choice(subject if self.rng.random() < 0.4 else own)
                for _ in range(size)
            ]
            if self.rng.random() < 0.2:
                line.insert(size // 2, str(self.rng.randint(2, 900)))
            told.append((who, tuple(line), tuple(self.rng.gauss(0, 1) for _ in range(self.width))))
        return Event(day, tuple(told))

    def edit(self, line: tuple[str, ...]) -> list[str]:
        """An outlet's version: a fifth of the words left out or swapped, now and then the order."""
        kept = [
            word
            if self.rng.random() < 0.86
            else self.rng.choice(_PLAIN if word in _PLAIN else self.vocabulary)
            for word in line
            if self.rng.random() < 0.92
        ]
        if self.rng.random() < 0.2 and len(kept) > 6:
            cut = len(kept) // 2
            kept = kept[cut:] + kept[:cut]
        return kept or list(line)

    def report(self, event: Event, article_id: str, wire: Reading | None) -> Reading:
        outlet, published = (
            self.rng.choice(self.outlets),
            event.day + timedelta(self.rng.choice((0, 0, 0, 1))),
        )
        copied = wire is not None and self.rng.random() < 0.1
        chosen = [n for n in range(len(event.told)) if self.rng.random() < 0.72] or [0]
        lines = [
            (who, list(line) if copied else self.edit(line), vector)
            for who, line, vector in (event.told[n] for n in chosen)
        ]
        return _written(article_id, outlet, published, event.day, lines, self.rng)


def _written(
    article_id: str,
    outlet: str,
    published: date,
    day: date,
    lines: list[tuple[Person | None, list[str], tuple[float, ...]]],
    rng: random.Random,
) -> Reading:
    """The article's text with everything that extraction would have found in it."""
    people = list(dict.fromkeys(who for who, _, _ in lines if who))
    countries = list(dict.fromkeys(who.country for who in people))
    entities = [
        Entity(f"{who.first} {who.last}", "person", (who.last,), (Role(who.role, who.country),), who.country)
        for who in people
    ] + [Entity(country, "place") for country in countries]
    text, statements, told, mentions, vectors, sentences = "", [], [], [], [], []
    for number, (who, line, vector) in enumerate(lines):
        start = len(text)
        said = " ".join(line)
        opening = f"{who.first} {who.last} {rng.choice(_CUES)} that " if who else ""
        text += f"{opening}{said}.\n"
        content = Span(start + len(opening), start + len(opening) + len(said))
        statement_id = f"{article_id}.{number}"
        name = Span(start, start + len(f"{who.first} {who.last}")) if who else None
        if name is not None:
            mentions.append(Mention(name, "name", "person"))
        position = content.start
        for word in line:
            if word[:1].isupper():
                mentions.append(Mention(Span(position, position + len(word)), "name", "place"))
            position += len(word) + 1
        statements.append(
            Statement(
                statement_id,
                article_id,
                source=(name,) if name else (),
                cue=(Span(name.end + 1, content.start - 6),) if name else (),
                content=(content,),
                manner="indirect" if who else "narrated",
                confidence=0.9,
            )
        )
        speaker = (
            Speaker(
                f"{who.first} {who.last}",
                "person",
                "name",
                0.95,
                (name,) if name else (),
                people.index(who),
                who.country,
            )
            if who
            else None
        )
        known = rng.random() < 0.6
        when = (
            Said(day, precision="day", basis="weekday", relative=RelativeDay(weekday=day.weekday()))
            if known
            else Said(reason="the text gives no day")
        )
        told.append(
            Attribution(
                statement_id, (speaker,) if speaker else (), None if who else "the outlet's own voice", when
            )
        )
        noisy = [value + rng.gauss(0, 0.45) for value in vector]
        length = sum(value * value for value in noisy) ** 0.5
        # eighths of a thousandth: exact in float32, as a model's numbers are
        vectors.append(Vector(statement_id, tuple(round(value / length * 8192) / 8192 for value in noisy)))
        sentences.append(Span(start, len(text) - 1))
    headline = " ".join(lines[0][1][:8]).capitalize()
    return Reading(
        Article(article_id, text, outlet=outlet, headline=headline, published=published),
        tuple(statements),
        tuple(told),
        tuple(mentions),
        tuple(entities),
        vectors=tuple(vectors),
        sentences=tuple(sentences),
    )
