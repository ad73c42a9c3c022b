"""Who said it, measured on articles that nobody tuned on: 61 PolNeAR dev articles, read by an editor.

    python -m evaluation.speakers --corpora ../shared/corpora

The marks are in `speakers/polnear-dev.jsonl` (see speaker_marks.py); "unclear" sources are not scored.
Measured, never tuned on.

The Reading is made as users make it, from the article's bare text. Found sources are matched to marked
ones by overlap; a second run gives the resolver the marked sources. Two baselines: the nearest
preceding name of a person, and the source's own words.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.kept import commit, keep, today
from evaluation.scores import characters, dice
from evaluation.speaker_marks import Marked, Pieces, marked
from evaluation.speaker_names import Verdict, judge
from onrecord.article.extract import Extractor
from onrecord.article.resolve import resolve
from onrecord.pipeline import read_article
from onrecord.types import Article, Manner, Reading, Span, Statement
from training.polnear import Attribution

CLASSES = ("name", "role", "pronoun", "collective", "anonymous", "body", "document")
BAR = {"right": 90.0, "wrong": 3.0, "pronouns right": 85.0}
METHODS = ("onrecord", "given the marked sources", "nearest preceding name", "its own words")


@dataclass(slots=True)
class Tally:
    """Right, wrong, unknown by class; the reasons of the unknown; how many were marked."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, verdict: Verdict | None) -> None:
        """Count one marked source; None where it was not found."""
        self.marked[kind] += 1
        if verdict:
            self.outcomes[kind, verdict.outcome] += 1
            if verdict.outcome == "unknown":
                self.reasons[_unquoted(verdict.reason)] += 1

    def share(self, outcome: str, kinds: Iterable[str] = CLASSES) -> float:
        """Percent of the found sources of these classes."""
        kinds = list(kinds)
        found = self.found(kinds)
        return 100 * sum(self.outcomes[kind, outcome] for kind in kinds) / found if found else 0.0

    def found(self, kinds: Iterable[str] = CLASSES) -> int:
        """How many sources of these classes were found."""
        return sum(self.outcomes[kind, o] for kind in kinds for o in ("right", "wrong", "unknown"))


def _unquoted(reason: str) -> str:
    """A reason without the article's words: results carry none of them."""
    without = re.sub(r"[\"“‘'].*[\"”’']", "…", reason)
    return re.sub(r"\b(could be|may be) .*?(, but .*)?$", r"\1 …\2", without)


# ------------------------------------------------------------------------------------ the methods

Answer = tuple[Sequence[str], str]
"""The names found for a source, and the reason where there is none."""


def answers(reading: Reading) -> list[tuple[frozenset[int], Answer]]:
    """Each statement's source as characters, with its speakers."""
    return [
        (
            characters(tuple(span.bounds for span in statement.source), reading.article.text),
            ([speaker.name for speaker in said.speakers], said.speaker_reason or ""),
        )
        for statement, said in zip(reading.statements, reading.attributions, strict=True)
        if statement.source and statement.manner != "narrated"
    ]


def pair(one: Marked, found: Sequence[tuple[frozenset[int], Answer]]) -> dict[int, Answer]:
    """The answer for each marked source that was found: the largest overlap first, one to one."""
    wanted = [characters(source.spans, one.article.text) for source in one.sources]
    edges = sorted(
        ((dice(w, f), -i, -j) for i, w in enumerate(wanted) for j, (f, _) in enumerate(found) if w & f),
        reverse=True,
    )
    taken: set[int] = set()
    answered: dict[int, Answer] = {}
    for _, i, j in edges:
        if -i not in answered and -j not in taken:
            answered[-i] = found[-j][1]
            taken.add(-j)
    return answered


def given(one: Marked, reading: Reading) -> dict[int, Answer]:
    """The resolver's answers when it is given the marked attributions instead of found ones."""
    by_source: dict[Pieces, Attribution] = {}
    for attribution in one.article.attributions:
        by_source.setdefault(attribution.source, attribution)
    statements = tuple(
        Statement(
            id=f"marked-{n}",
            article_id=reading.article.id,
            source=_spans(source.spans),
            cue=_spans(by_source[source.spans].cue),
            content=_spans(by_source[source.spans].content),
            manner=_manner(one.article.text, by_source[source.spans].content),
        )
        for n, source in enumerate(one.sources)
    )
    attributions, _, _ = resolve(reading.article, statements, reading.mentions, reading.sentences)
    return {
        n: ([speaker.name for speaker in said.speakers], said.speaker_reason or "")
        for n, said in enumerate(attributions)
    }


def _spans(pieces: Pieces) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pieces)


def _manner(text: str, content: Pieces) -> Manner:
    said = " ".join(text[start:end] for start, end in content).strip(" .,")
    quotes = [n for n, c in enumerate(said) if c in '"“”' or said.startswith("''", n)]
    if not quotes:
        return "indirect"
    return "direct" if quotes[0] == 0 and quotes[-1] >= len(said) - 2 else "mixed"


def nearest(one: Marked, reading: Reading) -> dict[int, Answer]:
    """Baseline: the last name of a person that ends before the source does."""
    people = [
        m.span for m in reading.mentions if m.form == "name" and m.kind == "person" and m.span.part == "text"
    ]
    answered: dict[int, Answer] = {}
    for n, source in enumerate(one.sources):
        before = [span for span in people if span.end <= source.spans[-1][1]]
        names = [one.article.text[span.start : span.end] for span in before[-1:]]
        answered[n] = (names, "no name before it")
    return answered


def own_words(one: Marked) -> dict[int, Answer]:
    """Baseline: the same words are the same speaker, whoever that is."""
    return {n: ([one.text(source)], "") for n, source in enumerate(one.sources)}


def measure(articles: Iterable[Marked], extractor: Extractor) -> dict[str, Tally]:
    """All methods over the articles; the baselines answer for the sources that onrecord found."""
    tallies = {method: Tally() for method in METHODS}
    for one in articles:
        reading = read_article(Article(id=one.article.name, text=one.article.text), extractor, vectors=False)
        found = pair(one, answers(reading))
        told = (found, given(one, reading), nearest(one, reading), own_words(one))
        for n, source in enumerate(one.sources):
            if source.kind == "unclear":
                continue
            actors = [one.actors[key] for key in source.keys]
            for method, answered in zip(METHODS, told, strict=True):
                verdict = None
                if n in answered and (n in found or method == "given the marked sources"):
                    names, reason = answered[n]
                    verdict = judge(names, actors, one.text(source), source.kind, one.phrases(source), reason)
                tallies[method].add(source.kind, verdict)
    return tallies


# ------------------------------------------------------------------------------------ the report


def table(tally: Tally) -> str:
    """One line for each class and for all."""
    lines = [f"{'':<14}{'marked':>8}{'found':>8}{'right %':>9}{'wrong %':>9}{'unknown %':>11}"]
    for name, kinds in (
        *((kind, (kind,)) for kind in CLASSES),
        ("all", CLASSES),
        ("no documents", CLASSES[:-1]),
    ):
        shares = (tally.share(outcome, kinds) for outcome in ("right", "wrong", "unknown"))
        lines.append(
            f"{name:<14}{sum(tally.marked[k] for k in kinds):>8}{tally.found(kinds):>8}"
            + "".join(f"{share:>{width}.1f}" for share, width in zip(shares, (9, 9, 11), strict=True))
        )
    return "\n".join(lines)


def figures(tally: Tally) -> dict[str, object]:
    """The same for the results file."""
    rows = (*((kind, (kind,)) for kind in CLASSES), ("all", CLASSES), ("no documents", CLASSES[:-1]))
    shares = {
        name: {
            "marked": sum(tally.marked[kind] for kind in kinds),
            "found": tally.found(kinds),
            **{outcome: round(tally.share(outcome, kinds), 2) for outcome in ("right", "wrong", "unknown")},
        }
        for name, kinds in rows
    }
    return {"percent of found": shares, "reasons of the unknown": dict(tally.reasons.most_common(20))}


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Speakers measured on PolNeAR dev articles.")
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args()
    articles = list(marked(options.corpora))
    tallies = measure(articles, Extractor())
    sources = sum(len(one.sources) for one in articles)
    print(f"PolNeAR dev, {len(articles)} articles, {sources} sources, {today()}, commit {commit()}")
    for method, tally in tallies.items():
        print(f"\n{method}\n{table(tally)}")
    ours = tallies["onrecord"]
    print(
        f"\nbar: right >= {BAR['right']:.0f} ({ours.share('right'):.1f}), "
        f"wrong <= {BAR['wrong']:.0f} ({ours.share('wrong'):.1f}), "
        f"pronouns right >= {BAR['pronouns right']:.0f} ({ours.share('right', ['pronoun']):.1f})"
    )
    print("\nwhy unknown")
    for reason, count in ours.reasons.most_common(12):
        print(f"{count:>5}  {reason}")
    result = {
        "corpus": "PolNeAR 1.0, dev, speakers marked by an editor", "articles": len(articles), "sources": sources,
        "bar": BAR,
        "figures": {method: figures(tally) for method, tally in tallies.items()},
    }  # fmt: skip
    keep("speakers-dev", result)


if __name__ == "__main__":
    main()
