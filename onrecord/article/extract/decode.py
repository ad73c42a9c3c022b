"""From scores to spans, and from spans to attributions.

    spans(encoded, scores, transitions)   sources, cues and contents, by the most likely tag sequence
    attributions(found, scores)           which source and which contents belong to which cue

The pointer scores say for every piece of a source or content which cue it belongs to, and for
every piece of a cue which source it has; one decision is made for all of them together. A cue has
at most one source and at least one content; a content may come in several pieces.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.article.extract.encode import Encoded
from onrecord.article.extract.labels import ROLES, TAGS
from onrecord.article.extract.model import Scores
from onrecord.article.extract.quotation import CLOSING

Floats = npt.NDArray[np.float32]
NEW_PARAGRAPH = 2
_MAY_GO_ON = frozenset(".!?…:;,-–—\"”’'»")


@dataclass(frozen=True, slots=True)
class Part:
    """A source, cue or content: `text[start:end]`, its pieces, the mean probability of its tags."""

    role: str
    start: int
    end: int
    pieces: range
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution. `cue` is None for a content that points to no cue (a quotation that goes on).

    `link` is the lowest probability among the links that hold it together.
    """

    source: Part | None
    cue: Part | None
    contents: tuple[Part, ...]
    link: float

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        parts = [part for part in (self.source, self.cue, *self.contents) if part]
        return min(part.start for part in parts)


def shifted(found: Found, by: int) -> Found:
    """The same attribution with offsets moved by `by` characters."""

    def move(part: Part | None) -> Part | None:
        return replace(part, start=part.start + by, end=part.end + by) if part else None

    contents = tuple(moved for part in found.contents if (moved := move(part)))
    return Found(move(found.source), move(found.cue), contents, found.link)


def spans(encoded: Encoded, scores: Scores, transitions: Floats) -> list[Part]:
    """All parts of the text in order. A part never begins or ends inside a word."""
    if not len(encoded):
        return []
    path, certainty = best_path(_kept_in_paragraphs(encoded, scores.tags), transitions)
    found: list[Part] = []
    index, count = 0, len(path)
    while index < count:
        tag = TAGS[path[index]]
        if tag == "O":
            index += 1
            continue
        end = index + 1
        while end < count and TAGS[path[end]] == "I" + tag[1:]:
            end += 1
        low = index
        while low > 0 and encoded.words[low - 1] == encoded.words[low] and TAGS[path[low - 1]] == "O":
            low -= 1
        while end < count and encoded.words[end] == encoded.words[end - 1] and TAGS[path[end]] == "O":
            end += 1
        score = float(certainty[index:end].mean())
        start_at, end_at = int(encoded.starts[low]), int(encoded.ends[end - 1])
        found.append(Part(tag[2:], start_at, end_at, range(low, end), score))
        index = end
    return found


def _kept_in_paragraphs(encoded: Encoded, emissions: Floats) -> Floats:
    """Forbid a source or cue to run over a paragraph's end, and a content unless it may go on.

    So a title line never melts into the first sentence below it, and two quotations, each closed,
    stay two.
    """
    result = emissions.copy()
    for n in np.flatnonzero(encoded.cuts == NEW_PARAGRAPH):
        last = encoded.text[encoded.ends[n - 1] - 1] if n else ""
        goes_on = last in _MAY_GO_ON and not (n and encoded.features[n - 1, 1] == CLOSING)
        for column, tag in enumerate(TAGS):
            if tag.startswith("I-") and not (tag == "I-content" and goes_on):
                result[n, column] = -1e4
    return result


def best_path(
    emissions: Floats, transitions: Floats
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """The most likely tags of a linear chain (Viterbi), and the probability of each of them."""
    count, size = emissions.shape
    start = np.where([tag.startswith("I-") for tag in TAGS], np.float32(-1e4), np.float32(0))
    best = np.empty((count, size))
    back = np.zeros((count, size), dtype=np.int64)
    forward = np.empty((count, size))
    best[0] = forward[0] = emissions[0] + start
    moves = transitions.astype(np.float64)
    exp_moves = np.exp(moves)
    for t in range(1, count):
        reach = best[t - 1][:, None] + moves
        back[t] = reach.argmax(0)
        best[t] = reach.max(0) + emissions[t]
        top = forward[t - 1].max()
        forward[t] = np.log(np.exp(forward[t - 1] - top) @ exp_moves + 1e-300) + top + emissions[t]
    backward = np.zeros((count, size))
    for t in range(count - 2, -1, -1):
        ahead = backward[t + 1] + emissions[t + 1]
        top = ahead.max()
        backward[t] = np.log(exp_moves @ np.exp(ahead - top) + 1e-300) + top
    path = np.empty(count, dtype=np.int64)
    path[-1] = best[-1].argmax()
    for t in range(count - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    joint = forward + backward
    joint -= joint.max(1, keepdims=True)
    share = np.exp(joint)
    share /= share.sum(1, keepdims=True)
    return path, share[np.arange(count), path]


def attributions(parts: list[Part], scores: Scores) -> list[Found]:
    """Tie the parts together; contents without a cue come alone, a cue without content is dropped."""
    sources, cues, contents = ([p for p in parts if p.role == role] for role in ROLES)
    chosen: dict[int, list[tuple[float, Part]]] = {n: [] for n in range(len(cues))}
    alone: list[Found] = []
    for content in contents:
        options = [scores.link(content.pieces, cue.pieces[0]) for cue in cues]
        nothing = scores.link(content.pieces, None)
        best = int(np.argmax(options)) if options else -1
        if best >= 0 and options[best] > nothing:
            chosen[best].append((options[best], content))
        else:
            alone.append(Found(None, None, (content,), float(np.exp(nothing))))
    pairs = []
    for n, cue in enumerate(cues):
        nothing = scores.link(cue.pieces, None)
        for m, source in enumerate(sources):
            there = scores.link(source.pieces, cue.pieces[0])
            back = scores.link(cue.pieces, source.pieces[0])
            pairs.append(((there + back) / 2 - nothing / 2, n, m))
    taken_cue: dict[int, int] = {}
    taken_source: set[int] = set()
    for gain, n, m in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if gain > -3.0 and n not in taken_cue and m not in taken_source:
            taken_cue[n] = m
            taken_source.add(m)
    result = alone
    for n, cue in enumerate(cues):
        if not chosen[n]:
            continue
        speaker = sources[taken_cue[n]] if n in taken_cue else None
        weakest = min(score for score, _ in chosen[n])
        result.append(Found(speaker, cue, tuple(part for _, part in chosen[n]), float(np.exp(weakest))))
    return sorted(result, key=lambda found: (found.start, found.cue.start if found.cue else -1))
