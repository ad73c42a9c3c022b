"""Whom "he", "the minister" and "the company" mean, in whole made-up articles of the world's newsrooms.

    python -m evaluation.references [--all] [--misses]

The articles are those of `training/written`, their speakers told by an editor in the `.who` lists;
only every sixth is measured, which nothing was trained on (`--all`: the others too, for looking at
misses). A source that means somebody by name is right under a form of that name, wrong under
another's; one that means nobody by name is wrong only if another's name is given. Joint and open ones are
left out, and so are sources that were not found.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from evaluation.kept import commit, keep, today
from evaluation.scores import characters, dice
from evaluation.speaker_names import PRONOUNS, Outcome
from evaluation.stress import Marked, items
from onrecord.article.extract import Extractor
from onrecord.article.read import article_from_text
from onrecord.article.resolve.authors import AUTHOR
from onrecord.pipeline import read_article
from onrecord.types import Reading, Speaker
from training.who import told
from training.written import FOLDER, HELD_OUT

Kind = Literal["pronoun", "description"]
LEAST = 0.5
"""Dice of the characters from which a found source is the marked one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One source: which it is, its words, who it should be, who it was taken for."""

    kind: Kind
    words: str
    meant: str
    taken: str
    outcome: Outcome


def verdict(meant: str, words: str, speaker: Speaker | None) -> Outcome:
    """What became of a source in these words that means `meant`, "-" for nobody by name.

    >>> from onrecord.types import Speaker
    >>> bel = Speaker("Ana Bel", "person", "pronoun", 0.9, ())
    >>> [verdict(name, "she", bel) for name in ("Ana Bel", "Oleg Bel", "-")], verdict("Ana Bel", "she", None)
    (['right', 'wrong', 'wrong'], 'unknown')
    >>> verdict("-", "Ana Bel's office", bel), verdict("Ana Bel", "she", Speaker("she", "person", "name", 0.9, ()))
    ('right', 'unknown')
    """
    said = set(speaker.name.casefold().split()) if speaker else set()
    own = said <= set(words.casefold().replace("’s", "").replace("'s", "").split())
    if speaker is None or speaker.method == "anonymous" or speaker.name == AUTHOR or own:
        return "right" if meant == "-" else "unknown"
    wanted = set(meant.casefold().split())
    return "right" if wanted <= said or said <= wanted else "wrong"


def measure(reading: Reading, marked: tuple[Marked, ...], who: dict[int, str]) -> Iterator[Judged]:
    """The sources of one article that its list tells of, and that were found."""
    text = reading.article.text
    found = [
        (characters(tuple(span.bounds for span in statement.source), text), said.speakers)
        for statement, said in zip(reading.statements, reading.attributions, strict=True)
        if statement.source and statement.manner != "narrated"
    ]
    for number, name in who.items():
        source = tuple(marked[number - 1].source)
        if not source or name == "?" or "&" in name:
            continue
        wanted = characters(source, text)
        best = max(found, key=lambda one: dice(wanted, one[0]), default=None)
        if best is None or dice(wanted, best[0]) < LEAST:
            continue
        words = " ".join(text[start:end] for start, end in source)
        kind: Kind = "pronoun" if words.casefold() in PRONOUNS else "description"
        speaker = best[1][0] if best[1] else None
        meant = "-" if name.startswith("=") else name
        yield Judged(kind, words, meant, speaker.name if speaker else "", verdict(meant, words, speaker))


def judged(extractor: Extractor, *, everything: bool = False) -> Iterator[tuple[str, Judged]]:
    """Every source of the articles held out, or of all, with the name of its article."""
    for path in sorted(FOLDER.glob("*.who")):
        lists = told(path)
        for number, item in enumerate(items(path.with_suffix(".txt")), 1):
            if number in lists and (everything or number % HELD_OUT == 0):
                reading = read_article(article_from_text(item.text), extractor, vectors=False)
                if reading.article.text == item.text:
                    for one in measure(reading, tuple(item.statements), lists[number]):
                        yield f"{path.stem} {number}", one


def main() -> None:
    """Print and keep how many are right, wrong and unknown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--all", action="store_true", help="the articles that were trained on, too")
    parser.add_argument(
        "--misses", action="store_true", help="print what is wrong, not for articles held out"
    )
    parser.add_argument("--model", type=Path, help="another model than the packaged one")
    options = parser.parse_args()
    extractor = Extractor(model=options.model) if options.model else Extractor()
    counts: Counter[tuple[str, str]] = Counter()
    for name, one in judged(extractor, everything=options.all):
        named = "named" if one.meant != "-" else "nameless"
        counts[f"{one.kind}, {named}", one.outcome] += 1
        if options.misses and one.outcome == "wrong" and int(name.split()[1]) % HELD_OUT:
            print(f"{name}: {one.words!r} means {one.meant}, taken for {one.taken}")
    figures = {}
    print(f"{'':24}{'sources':>9}{'right %':>9}{'wrong %':>9}{'unknown %':>11}")
    for kind in sorted({kind for kind, _ in counts}):
        total = sum(counts[kind, outcome] for outcome in get_args(Outcome))
        shares = {o: round(100 * counts[kind, o] / total, 1) for o in get_args(Outcome)}
        figures[kind] = {"sources": total, **shares}
        print(f"{kind:24}{total:9}{shares['right']:9}{shares['wrong']:9}{shares['unknown']:11}")
    print(f"{today()}, {commit()}")
    if not options.all and not options.model:
        keep("references", figures)


if __name__ == "__main__":
    main()
