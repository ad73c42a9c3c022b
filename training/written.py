"""Articles that we wrote to train on, in the forms and Englishes that PolNeAR lacks, with their statements.

    written()       every article as the network reads it, and its long contents read on their own; with its names

They stand in `written/*.txt`, marked as `evaluation.stress` reads them, by PolNeAR's conventions: a
cue with its auxiliaries, a source with its appositions. What differs is made alike here: a colon is a
cue or the end of one, a quotation without a word of saying is a further piece of the statement before
it, an answer without any sign that it is one is left to the rules for interviews, and a statement
within another is taught by reading the outer one's content alone, since the network marks every word
once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from evaluation.stress import Marked, Pieces, items
from onrecord.article.extract.inside import MARKS, SHORTEST, as_said, as_sentence
from training.named import Name, listed
from training.polnear import AnnotatedArticle, Attribution
from training.who import sources, told

FOLDER = Path(__file__).parent / "written"
HELD_OUT = 6
"""Every so manieth article is never trained on: by these a run's weights are chosen."""
_PASSIVE = re.compile(r"(?:is|was|are|were|has been|have been) ", re.IGNORECASE)
_ENDED = re.compile(r"[.!?][\"”’»]*\s|\n")
_COLON = re.compile(r"\s?:")


def written(folder: Path = FOLDER, *, held_out: bool = False) -> Iterator[AnnotatedArticle]:
    """The articles to train on, or those held out, each followed by its contents that report others."""
    for path in sorted(folder.glob("*.txt")):
        names, speakers = listed(path.with_suffix(".names")), told(path.with_suffix(".who"))
        for number, item in enumerate(items(path)):
            if (number % HELD_OUT == HELD_OUT - 1) == held_out:
                known = names.get(number + 1, ())
                first, *inner = _read(f"{path.stem}-{number}", item.text, item.statements, known)
                said = [one.source for one in item.statements]
                yield replace(first, sources=sources(said, speakers.get(number + 1, {})))
                yield from inner


def _read(
    name: str, text: str, marked: Sequence[Marked], names: tuple[Name, ...]
) -> Iterator[AnnotatedArticle]:
    marked = [one for one in marked if one.source or one.cue or text[one.content[0][0]] in MARKS]
    # "the agency reported, citing the palace": the network marks every word once
    told = {tuple(one.content): one for one in reversed(marked)}
    marked = [one for one in marked if told[tuple(one.content)] is one]
    outer = [one for one in marked if not any(_within(one, other) for other in marked)]
    found: list[Attribution] = []
    for one in sorted(outer, key=lambda one: min(one.source + one.cue + one.content)):
        source, cue = one.source, one.cue
        if cue and not source and found and not _PASSIVE.match(text, cue[0][0]):
            source = _carried_on(text, found[-1], cue[0][0])
        if source or cue or not found:
            cue = _with_colon(text, source, cue) if source or cue else []
            found.append(Attribution(*(tuple(sorted(part)) for part in (source, cue, one.content))))
        else:
            last = found[-1]
            found[-1] = replace(last, content=tuple(sorted((*last.content, *one.content))))
    there = tuple((kind, form) for kind, form in names if form in text)
    yield AnnotatedArticle(name, "written", text, tuple(found), there)
    for one in outer:
        for piece in one.content:
            start, end = as_said(text, *piece, "direct")
            inner = [
                _moved(other, start) for other in marked if other is not one and _lies(other, start, end)
            ]
            if inner and end - start >= SHORTEST:
                yield from _read(f"{name}-{start}", as_sentence(text[start:end]), inner, names)


def _carried_on(text: str, before: Attribution, cue: int) -> Pieces:
    """Whose "…, adding that …" it is: of the statement before it, within a sentence."""
    between = text[max((end for _, end in before.source + before.cue), default=0) : cue]
    return [] if _ENDED.search(between) else list(before.source)


def _with_colon(text: str, source: Pieces, cue: Pieces) -> Pieces:
    last = max(cue or source)[1]
    if not (colon := _COLON.match(text, last)):
        return cue
    return [*cue[:-1], (cue[-1][0], colon.end())] if cue else [(colon.end() - 1, colon.end())]


def _within(one: Marked, other: Marked) -> bool:
    return one is not other and any(_lies(one, *piece) for piece in other.content)


def _lies(one: Marked, start: int, end: int) -> bool:
    return all(start <= a and b <= end for a, b in one.source + one.cue + one.content)


def _moved(one: Marked, by: int) -> Marked:
    return Marked(*([(a - by, b - by) for a, b in part] for part in (one.source, one.cue, one.content)))
