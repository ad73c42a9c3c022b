"""Who and what a text mentions: names, head nouns, pronouns, each with proposals of antecedents.

Names and head nouns come from the name head of the network, word by word; pronouns are a closed
list. The antecedent head then says for every nominal, pronoun and name which earlier mention in
the window it continues; what its probabilities leave over to 1 is "none in sight".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, cast

import numpy as np

from onrecord.article.extract.encode import Encoded
from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.labels import NAMES
from onrecord.article.extract.model import Scores
from onrecord.types import Kind

_PERSONS = "he him his himself she her hers herself i me my mine myself"
_OTHERS = "they them their theirs themselves it its itself we us our ours ourselves you your yours"
PRONOUNS: dict[str, Kind] = {
    **dict.fromkeys(_PERSONS.split(), "person"),
    **dict.fromkeys(_OTHERS.split(), "other"),
}
PROPOSALS = 4
LEAST = 0.02
_LEAST_PIECE = LEAST / 4


class FoundMention(NamedTuple):
    """A mention by offsets into the text that was read; see `onrecord.types.Mention`."""

    start: int
    end: int
    form: str
    kind: Kind
    score: float
    demonym: bool
    antecedents: tuple[tuple[float, int], ...]


def up_to(found: Sequence[FoundMention], labels: Sequence[Bounds]) -> list[FoundMention]:
    """Names that begin in a speaker's label end with it: "OONA | My lawyer called", not Oona My.

    >>> up_to([FoundMention(0, 7, "name", "person", 0.9, False, ())], [(0, 4)])[0].end
    4
    """
    starts = sorted(labels)

    def cut(one: FoundMention) -> FoundMention:
        n = bisect_right(starts, (one.start, one.end)) - 1
        within = n >= 0 and one.start < starts[n][1] < one.end
        return one._replace(end=starts[n][1]) if within else one

    return [cut(one) for one in found] if labels else list(found)


def mentions(encoded: Encoded, scores: Scores) -> list[FoundMention]:
    """All mentions in order; `antecedents` index into the same list."""
    count = len(encoded)
    bare: list[tuple[int, int, str, str, float]] = []  # first piece, end piece, form, kind, score
    first = np.flatnonzero(np.diff(encoded.words, prepend=-1)).tolist()
    ends = [*first[1:], count]
    starts, stops = encoded.starts.tolist(), encoded.ends.tolist()
    labels, certainty = _labels(scores, first)
    place = 0
    while place < len(first):
        label = labels[place]
        stop = place + 1
        if label.startswith("B-"):
            while stop < len(first) and labels[stop] == "I" + label[1:]:
                stop += 1
            score = float(np.mean(certainty[place:stop]))
            bare.append((first[place], ends[stop - 1], "name", label[2:], score))
        elif label.startswith("N-"):
            bare.append((first[place], ends[place], "nominal", label[2:], certainty[place]))
        else:
            word = encoded.text[starts[first[place]] : stops[ends[place] - 1]].lower()
            if word in PRONOUNS and not (word == "us" and encoded.features[first[place], 0] == 3):
                bare.append((first[place], ends[place], "pronoun", PRONOUNS[word], 1.0))
        place = stop
    at = {}
    for number, (start, end, *_) in enumerate(bare):
        at.update(dict.fromkeys(range(start, end), number))
    earlier = scores.antecedents_of([start for start, *_ in bare], _LEAST_PIECE)
    return [
        FoundMention(
            starts[start], stops[end - 1], form,
            cast(Kind, "other" if kind == "demonym" else kind), round(score, 4), kind == "demonym",
            _antecedents(earlier[number], number, at),
        )
        for number, (start, end, form, kind, score) in enumerate(bare)
    ]  # fmt: skip


def _labels(scores: Scores, first: list[int]) -> tuple[list[str], list[float]]:
    """The likeliest label of each word's first piece; a stray inside joins or begins its name."""
    rows = scores.names[first]
    best = rows.argmax(axis=1)
    certainty = np.exp(rows[np.arange(len(rows)), best]).tolist()
    labels = []
    previous = "O"
    for number in best.tolist():
        label = NAMES[number]
        if label.startswith("I-") and previous[2:] != label[2:]:
            # the kind of a name is decided where it begins; a name may not begin with its inside
            label = "I-" + previous[2:] if previous[:1] in "BI" and len(previous) > 1 else "B-" + label[2:]
        labels.append(label)
        previous = label if label[0] in "BI" else "O"
    return labels, certainty


def _antecedents(
    pieces: list[tuple[int, float]], number: int, at: dict[int, int]
) -> tuple[tuple[float, int], ...]:
    share: dict[int, float] = {}
    for piece, part in pieces:
        target = at.get(piece, number)
        if target < number:
            share[target] = share.get(target, 0.0) + part
    ranked = sorted(((p, n) for n, p in share.items()), key=lambda item: (-item[0], -item[1]))
    return tuple((round(min(p, 1.0), 4), n) for p, n in ranked[:PROPOSALS] if p >= LEAST)
