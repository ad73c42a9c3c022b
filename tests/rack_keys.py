"""Answer keys of the rack (examples/keys): loaded, and checked against their articles.

A key says, for every article of a story, every statement that an editor would write down, and for
the story which of them are the same, which clash, and what must not be taken for a statement.
Words are quoted from the article and must stand there exactly once (or with `nth`); a source or a
cue is the occurrence nearest to its content. `optional` statements (nested ones, verbs that
editors argue about) may be found or not. examples/README.md explains the fields.
"""

from __future__ import annotations

import html.parser
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

Place = tuple[str, int]  # ("text" or "title", offset of a letter or digit)
Texts = Mapping[str, tuple[str, str]]  # file -> (headline kept apart from the text, text)


class KeyProblemError(Exception):
    """The key does not fit its articles; says where."""


@dataclass(frozen=True)
class Wanted:
    """One statement of the key; `repeats` names the fuller one of the same article."""

    id: str
    file: str
    content: frozenset[Place]
    source: frozenset[Place]
    source_text: str
    manner: str
    speaker: str | None
    anonymous: str | None
    days: tuple[date, ...]
    open: bool
    alone_unknown: bool
    month: bool
    via: frozenset[str]
    optional: bool
    repeats: str | None


@dataclass(frozen=True)
class DayWanted:
    """A day that the text speaks of; `end` closes a range."""

    file: str
    place: frozenset[Place]
    date: date
    end: date | None
    coming: bool


@dataclass(frozen=True)
class Key:
    """The answer key of one story; `nothing` and `facts` are (file, characters).

    `apart`: files about something else, each a story of its own.
    """

    story: str
    files: tuple[str, ...]
    published: Mapping[str, date | None]
    outlets: Mapping[str, str]
    forms: Mapping[str, str]
    statements: tuple[Wanted, ...]
    facts: tuple[tuple[str, frozenset[Place]], ...]
    days: tuple[DayWanted, ...]
    nothing: tuple[tuple[str, frozenset[Place]], ...]
    groups: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    clashes: tuple[tuple[str, tuple[str, str], tuple[str, str]], ...]
    copies: tuple[tuple[str, str], ...]
    apart: frozenset[str] = frozenset()

    def story_of(self, file: str) -> str:
        """The story that an article belongs to: the key's, or for one `apart` the article itself."""
        return f"{self.story}/{file}" if file in self.apart else self.story

    def node(self, statement_id: str) -> str:
        """The statement that stands for this one in groups: itself, or what it repeats."""
        by_id = {wanted.id: wanted for wanted in self.statements}
        return by_id[statement_id].repeats or statement_id


_STATEMENT = {
    "id", "content", "nth", "in", "source", "cue", "manner", "speaker", "anonymous",
    "day", "day_from", "precision", "open", "via", "question", "optional", "repeats",
}  # fmt: skip
_ARTICLE = {"file", "outlet", "published", "credits", "nothing", "statement", "fact", "day", "apart"}


def letters(text: str, start: int, end: int, part: str = "text") -> frozenset[Place]:
    """The places of the letters and digits between two offsets."""
    return frozenset((part, i) for i in range(start, end) if text[i].isalnum())


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`: any white space for white space, " … " for anything between."""
    flexible = [r"\s+".join(map(re.escape, half.split())) for half in words.split(" … ")]
    before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
    flexible[0] = before + flexible[0]
    flexible[-1] += after
    found = []
    for match in re.finditer(flexible[0], text):
        end = match.end()
        if len(flexible) == 2:
            rest = re.compile(flexible[1]).search(text, end)
            if rest is None:
                continue
            end = rest.end()
        found.append((match.start(), end))
    return found


def the_one(words: str, text: str, where: str, nth: int = 0) -> tuple[int, int]:
    """The single occurrence of `words`, or the `nth` (from 1) where it is given."""
    found = occurrences(words, text)
    if nth and nth <= len(found):
        return found[nth - 1]
    if len(found) != 1:
        raise KeyProblemError(f"{where}: {words!r} occurs {len(found)} times")
    return found[0]


def nearest(words: str, text: str, content: Iterable[Place], where: str) -> tuple[int, int]:
    """The occurrence of a source or cue nearest to the content; one in its own paragraph goes before."""
    places = [i for _, i in content]
    low, high = min(places), max(places)

    def distance(span: tuple[int, int]) -> tuple[int, int]:
        between = text[span[1] : low] if span[1] <= low else text[high : span[0]]
        return between.count("\n"), max(low - span[1], span[0] - high, 0)

    found = sorted(occurrences(words, text), key=distance)
    if not found:
        raise KeyProblemError(f"{where}: {words!r} does not occur")
    return found[0]


def _statement(raw: dict[str, Any], file: str, credits: list[list[str]], texts: tuple[str, str]) -> Wanted:
    where = f"{file}, {raw.get('id')}"
    if extra := raw.keys() - _STATEMENT:
        raise KeyProblemError(f"{where}: unknown {sorted(extra)}")
    part = raw.get("in", "text")
    text = texts[0] if part == "title" and texts[0] else texts[1]
    part = "title" if text is texts[0] else "text"
    content: set[Place] = set()
    for words in raw["content"]:
        content |= letters(text, *the_one(words, text, where, raw.get("nth", 0)), part)
    source = raw.get("source", "")
    spans = [nearest(raw[role], text, content, where) for role in ("source", "cue") if role in raw]
    if "question" in raw:
        the_one(raw["question"], text, where)
    if raw["manner"] not in {"direct", "indirect", "mixed"}:
        raise KeyProblemError(f"{where}: manner {raw['manner']!r}")
    if raw.get("open") and not raw.get("day"):
        raise KeyProblemError(f"{where}: only a day can be left open")
    return Wanted(
        id=raw["id"],
        file=file,
        content=frozenset(content),
        source=letters(text, *spans[0], part) if source else frozenset(),
        source_text=source,
        manner=raw["manner"],
        speaker=raw.get("speaker"),
        anonymous=raw.get("anonymous"),
        days=tuple(raw.get("day", ())),
        open=raw.get("open", False),
        alone_unknown="day_from" in raw,
        month=raw.get("precision") == "month",
        via=frozenset(plain(name) for name, _ in [*credits, *raw.get("via", [])]),
        optional=raw.get("optional", False),
        repeats=raw.get("repeats"),
    )


def load_key(path: Path, texts: Texts) -> Key:
    """Read a key and find all its words in the articles; raise KeyProblemError where one does not fit."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    forms: dict[str, str] = {}
    for name, actor in raw["actors"].items():
        for form in [name, *actor.get("also", [])]:
            if forms.setdefault(plain(form), name) != name:
                raise KeyProblemError(f"{path.name}: {form!r} is two actors")
    statements, facts, days, nothing = [], [], [], []
    for article in raw["article"]:
        file = article["file"]
        if extra := article.keys() - _ARTICLE:
            raise KeyProblemError(f"{file}: unknown {sorted(extra)}")
        text = texts[file][1]
        statements += [
            _statement(item, file, article.get("credits", []), texts[file]) for item in article["statement"]
        ]
        facts += [
            (file, letters(text, *the_one(item["content"], text, file))) for item in article.get("fact", [])
        ]
        for item in article.get("day", []):
            place = letters(text, *the_one(item["words"], text, file, item.get("nth", 0)))
            days.append(DayWanted(file, place, item["date"], item.get("end"), item.get("coming", False)))
        # What a reader already takes out of the text (a page's frame) need not be found in it.
        for words in article.get("nothing", []):
            nothing += [(file, letters(text, *span)) for span in occurrences(words, text)[:1]]
    known = {wanted.id: wanted for wanted in statements}
    if len(known) != len(statements):
        raise KeyProblemError(f"{path.name}: a statement's id is used twice")
    groups = tuple((tuple(g["statements"]), tuple(g.get("maybe", ()))) for g in raw.get("group", []))
    clashes = tuple((c["kind"], tuple(c["statements"]), tuple(c["words"])) for c in raw.get("clash", []))
    named = [i for sure, maybe in groups for i in (*sure, *maybe)] + [
        i for _, pair, _ in clashes for i in pair
    ]
    for wanted in statements:
        named += [wanted.repeats] if wanted.repeats else []
        if wanted.speaker is not None and wanted.speaker not in raw["actors"]:
            raise KeyProblemError(f"{wanted.id}: the speaker {wanted.speaker!r} is not among the actors")
    if missing := [i for i in named if i not in known]:
        raise KeyProblemError(f"{path.name}: no statement {missing}")
    return Key(
        story=raw["story"],
        files=tuple(article["file"] for article in raw["article"]),
        published={article["file"]: article.get("published") for article in raw["article"]},
        outlets={article["file"]: article["outlet"] for article in raw["article"]},
        forms=forms,
        statements=tuple(statements),
        facts=tuple(facts),
        days=tuple(days),
        nothing=tuple(nothing),
        groups=groups,
        clashes=clashes,
        copies=tuple((copy["article"], copy["of"]) for copy in raw.get("copy", [])),
        apart=frozenset(article["file"] for article in raw["article"] if article.get("apart")),
    )


def plain(name: str) -> str:
    """A name for comparison: no article, no civil title, no case, no possessive."""
    name = re.sub(r"[’']s$|[’']$", "", name.strip().casefold())
    return re.sub(r"^((the|a|an|mr|mrs|ms|dr|sir)\.? )+", "", name)


# ------------------------------------------------------------------- articles without the reader


class _Visible(html.parser.HTMLParser):
    """The text that a page shows, a line for each of its pieces, and its title."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.lines, self._in = "", [], [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "br", "img"}:
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in.pop()

    def handle_data(self, data: str) -> None:
        if self._in[-1] == "h1":
            self.title += data
        elif self._in[-1] not in {"title", "script", "style"}:
            self.lines.append(data)


def texts_of(folder: Path) -> Texts:
    """Headline and text of every article in a folder, as a plain look at the files gives them.

    Articles of a file of many are named by file and line: "wires.jsonl:2".
    """
    texts = {}
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for number, line in enumerate(text.splitlines(), 1):
                article = json.loads(line)
                title = article.get("title") or article.get("headline") or ""
                texts[f"{path.name}:{number}"] = (title, article.get("text") or article.get("articleBody"))
        elif path.suffix == ".html":
            page = _Visible()
            page.feed(text)
            texts[path.name] = (page.title, "".join(page.lines))
        else:
            texts[path.name] = ("", text)
    return texts
