"""Who speaks in our own articles where the source does not name anybody: antecedents to train on, references to measure.

    told(folder / "world.who")                   number of the article -> number of the statement -> who
    anchored(encoded, sources, names)            where each speaker is mentioned, and what each reference means

A line is "12: 3 Oona Rask; 5 =2; 7 -": statement 3 is said by somebody with that name, 5 by whoever says 2, who has
none, 7 by nobody known; "Ana Vell & Ivo Dorn" are two, "?" is open. Statements that name their speaker are not listed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from onrecord.article.extract.encode import Encoded
from training.corpora import pieces_in
from training.lists import lines
from training.named import Name, spots

Source = tuple[int, int, str]
"""Start and end of a source, and who it is: a name, "#2" for the nameless speaker of statement 2, "-" for nobody known."""

_WORD = re.compile(r"[^\W_][\w’'-]*")
_CUT = frozenset(("of", "for", "at", "from", "in", "to", "with", "on", "by", "as", "and"))
_CUT |= frozenset(("who", "which", "that", "whose", "whom"))
_SAME = re.compile(r"=(\d+)")
_OPEN = "?"


def told(path: Path) -> dict[int, dict[int, str]]:
    """Who speaks, by article and statement; nothing where there is no list."""
    expected = "'article: statement who; …'"
    found: dict[int, dict[int, str]] = {}
    for article, entries in lines(path, expected):
        if wrong := [number for number, _ in entries if not number.isdecimal()]:
            raise ValueError(f"{path.name}, {article}: found the statement {wrong[0]!r}, expected {expected}")
        found[article] = {int(number): who for number, who in entries}
    return found


def sources(marked: Sequence[Sequence[tuple[int, int]]], who: dict[int, str]) -> tuple[Source, ...]:
    """The sources that somebody told of, in order; a joint or an open one is left out.

    `marked` are the pieces of each statement's source, in the order of their numbers from 1.
    """
    roots: dict[int, str] = {}
    for number in range(1, len(marked) + 1):
        name = who.get(number, "")
        if before := _SAME.fullmatch(name):
            first = int(before[1])
            if roots.get(first, "-") == "-":
                roots[first] = f"#{first}"
            name = roots[first]
        roots[number] = name
    return tuple(
        (pieces[0][0], pieces[-1][1], name)
        for number, pieces in enumerate(marked, 1)
        if pieces and (name := roots[number]) and name != _OPEN and "&" not in name
    )


def anchored(
    encoded: Encoded, told: Sequence[Source], names: Sequence[Name]
) -> tuple[dict[int, tuple[int, ...]], frozenset[int]]:
    """For each reference's first piece the earlier pieces that mean the same, and all pieces that mean anybody.

    The noun of a description stands for it, the first piece of a name for the name; a surname is its
    bearer's, where one alone bears it.
    """
    text = encoded.text
    at: defaultdict[str, set[int]] = defaultdict(set)
    wanted = {name for *_, name in told if name[0] not in "#-"}
    for start, end, _ in spots(text, names):
        words = set(text[start:end].split())
        bearers = [name for name in wanted if words <= set(name.split())]
        if first := pieces_in(encoded, start, end):
            at[bearers[0] if len(bearers) == 1 else text[start:end]].add(first[0])
    queries: list[tuple[int, str]] = []
    for start, end, name in told:
        if first := pieces_in(encoded, *_noun(text, start, end)):
            queries.append((first[0], name))
            at[f"-{start}" if name == "-" else name].add(first[0])
    earlier = {
        piece: () if name == "-" else tuple(sorted(n for n in at[name] if n < piece))
        for piece, name in queries
    }
    return earlier, frozenset(piece for pieces in at.values() for piece in pieces)


def _noun(text: str, start: int, end: int) -> tuple[int, int]:
    """The noun of a phrase: the last word before a comma or a preposition."""
    words = list(_WORD.finditer(text, start, end))
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        apart = following and text[word.end() : following.start()].strip()
        if not following or apart or following[0].lower() in _CUT:
            return word.span()
    return start, end
