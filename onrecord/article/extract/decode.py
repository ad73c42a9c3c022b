"""From scores to spans, and from spans to attributions.

    spans(encoded, scores, transitions)   sources, cues and contents, by the most likely tag sequence
    attributions(found, scores)           which source and which contents belong to which cue

The pointer scores say for every piece of a source or content which cue it belongs to, and for
every piece of a cue which source it has; one decision is made for all of them together. A cue has
at most one source and at least one content; a content may come in several pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.article.extract.chain import certainty, likeliest
from onrecord.article.extract.encode import LONE_LINE, Encoded
from onrecord.article.extract.labels import ROLES, TAGS
from onrecord.article.extract.model import FLOOR, Pointing, Scores
from onrecord.article.extract.quotation import CLOSING, OUTSIDE

Floats = npt.NDArray[np.float32]
NEW_PARAGRAPH = 2
# set on the tuning articles
POINTED_AT = np.log(0.4)
"""Log probability from which an unmarked word that a cue points at is taken for its source."""
FAVOUR = 4.0
CONTENT_FAVOUR = 1.0
"""Added to the scores of unmarked words in the sentence of a cue that has no content."""
THERE = 0.3
"""Weight of where a source points, beside where the cue points."""
LEAST_GAIN = -0.5
"""How much less likely than "no source" a source may be."""
_MAY_GO_ON = frozenset(".!?…:;,-–—\"”’'»")


@dataclass(frozen=True, slots=True)
class Part:
    """A source, cue or content: `text[start:end]`, its pieces, the mean probability of its tags.

    `edge` is the lower probability of the tags at its two ends.
    """

    role: str
    start: int
    end: int
    pieces: range
    score: float
    edge: float = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution. `cue` is None for a content that points to no cue (a quotation that goes on).

    `link` is the lowest probability among the links of its contents, `heard` that of the link from
    the cue to the source, or to none. `asked` is the question that an interview puts before it.
    `spoken` words stand without quotation marks and are yet somebody's own, as in a transcript.
    """

    source: Part | None
    cue: Part | None
    contents: tuple[Part, ...]
    link: float
    heard: float = 0.0
    asked: tuple[int, int] | None = None
    spoken: bool = False

    @property
    def start(self) -> int:
        """Where it begins in the text; what answers a question, where the answer does."""
        return min(part.start for part in self.parts if not (self.asked and part is self.source))

    @property
    def parts(self) -> list[Part]:
        """Source, cue and contents: those that there are."""
        return [part for part in (self.source, self.cue, *self.contents) if part]


_ACCORDING = "according to"
_LEAST_REST = 3


def shifted(found: Found, by: int) -> Found:
    """The same attribution with offsets moved by `by` characters."""

    def move(part: Part | None) -> Part | None:
        return replace(part, start=part.start + by, end=part.end + by) if part else None

    contents = tuple(moved for part in found.contents if (moved := move(part)))
    return replace(found, source=move(found.source), cue=move(found.cue), contents=contents)


def spans(encoded: Encoded, scores: Scores, transitions: Floats) -> list[Part]:
    """All parts of the text in order. A part never begins or ends inside a word.

    Read twice: where a cue points at a word that the first reading left unmarked, the second
    favours a source that begins there; where no content points at a cue, one in its sentence.
    """
    if not len(encoded):
        return []
    emissions = _kept_in_paragraphs(encoded, scores.tags)
    tags = likeliest(emissions, transitions)
    first = _parts(encoded, tags, np.ones(len(tags)))  # how sure they are is asked of the second reading
    marked = np.zeros(len(encoded), dtype=bool)
    for part in first:
        marked[part.pieces.start : part.pieces.stop] = True
    cues = [part for part in first if part.role == "cue"]
    at = [cue.pieces[0] for cue in cues]
    rows = (scores.pointing(part.pieces) for part in first if part.role == "content")
    served = {place for row in rows if (place := _nearest(row, at)) is not None}
    begins = np.flatnonzero(encoded.cuts > 0)
    changed = False
    for number, cue in enumerate(cues):
        row = scores.pointing(cue.pieces)
        target = row.start + int(row.scores.argmax())
        if row.to(target) > max(POINTED_AT, row.nothing) and not marked[target]:
            emissions[target, TAGS.index("B-source")] += FAVOUR
            changed = True
        if number not in served:
            place = int(np.searchsorted(begins, cue.pieces.start, side="right"))
            low = int(begins[place - 1]) if place else 0
            high = int(begins[place]) if place < len(begins) else len(encoded)
            free = low + np.flatnonzero(~marked[low:high])
            emissions[free, TAGS.index("B-content")] += CONTENT_FAVOUR
            changed = True
    if changed:
        tags = likeliest(emissions, transitions)
    return _parts(encoded, tags, certainty(emissions, transitions, tags))


def _parts(encoded: Encoded, tags: npt.NDArray[np.int64], sure: npt.NDArray[np.float64]) -> list[Part]:
    """The parts that a tag sequence marks."""
    found: list[Part] = []
    path, words, count, end = tags.tolist(), encoded.words, len(tags), 0
    for index in np.flatnonzero(tags).tolist():
        if index < end:
            continue
        role = TAGS[path[index]][2:]
        inside = TAGS.index("I-" + role)
        end = index + 1
        while end < count and path[end] == inside:
            end += 1
        low = index
        while low > 0 and path[low - 1] == 0 and words[low - 1] == words[low]:
            low -= 1
        while end < count and path[end] == 0 and words[end] == words[end - 1]:
            end += 1
        score = float(sure[index:end].mean())
        edge = float(min(sure[index], sure[end - 1]))
        start_at, end_at = int(encoded.starts[low]), int(encoded.ends[end - 1])
        found.append(Part(role, start_at, end_at, range(low, end), score, edge))
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


def _joined(contents: list[Part]) -> tuple[Part, ...]:
    """Pieces of one content with at most one word piece between them, such as a lone comma, as one."""
    result: list[Part] = []
    for part in contents:
        last = result[-1] if result else None
        if last and part.pieces.start - last.pieces.stop <= 1:
            pieces = range(last.pieces.start, part.pieces.stop)
            score, edge = min(last.score, part.score), min(last.edge, part.edge)
            result[-1] = Part(part.role, last.start, part.end, pieces, score, edge)
        else:
            result.append(part)
    return tuple(result)


def _title_lines(encoded: Encoded) -> npt.NDArray[np.int64]:
    """For each piece the number of the title line that it stands in, 0 for running copy.

    A title is a line of its own that ends no sentence and announces nothing by a colon or a comma.
    """
    begins = np.flatnonzero(encoded.cuts == NEW_PARAGRAPH)
    result = np.zeros(len(encoded), dtype=np.int64)
    for number, start in enumerate(begins, 1):
        stop = begins[number] if number < len(begins) else len(encoded)
        last = encoded.text[encoded.ends[stop - 1] - 1]
        if encoded.features[start, 2] == LONE_LINE and last not in _MAY_GO_ON:
            result[start:stop] = number
    return result


def _within(apart: npt.NDArray[np.int64], part: Part, row: Pointing) -> Pointing:
    """A title line's parts belong together, and to nothing outside it."""
    there = apart[row.start : row.start + len(row.scores)]
    return replace(row, scores=np.where(there == apart[part.pieces[0]], row.scores, FLOOR).astype(np.float32))


def _nearest(row: Pointing, at: Sequence[int]) -> int | None:
    """Which of the pieces `at` it points to most, if any is in sight."""
    return max(row.in_sight(at), key=lambda place: row.to(at[place]), default=None)


def attributions(encoded: Encoded, parts: list[Part], scores: Scores) -> list[Found]:
    """Tie the parts together; contents without a cue come alone, a cue without content is dropped.

    Each content goes to the cue that it points to, each cue takes the source that it points to; a
    source may serve several cues ("Tal *said* …, *adding* …").
    """
    sources, cues, contents = ([p for p in parts if p.role == role] for role in ROLES)
    at = [cue.pieces[0] for cue in cues]
    apart = _title_lines(encoded)
    chosen: list[list[tuple[float, Part]]] = [[] for _ in cues]
    result: list[Found] = []
    for content in contents:
        row = _within(apart, content, scores.pointing(content.pieces))
        best = _nearest(row, at)
        if best is not None and row.to(at[best]) > row.nothing:
            chosen[best].append((row.to(at[best]), content))
        else:
            result.append(Found(None, None, (content,), float(np.exp(row.nothing)), 0.0))
    paragraph = np.cumsum(encoded.cuts == NEW_PARAGRAPH)
    for n, cue in enumerate(cues):
        here = [paragraph[part.pieces[0]] == paragraph[cue.pieces[0]] for _, part in chosen[n]]
        if any(here):
            # besides what stands in the cue's paragraph, only quotations reach it from others
            chosen[n] = [
                one
                for one, near in zip(chosen[n], here, strict=True)
                if near or encoded.features[one[1].pieces[0], 1] != OUTSIDE
            ]
        if not chosen[n] and cue.end - cue.start == len(_ACCORDING) and _text(encoded, cue) == _ACCORDING:
            rest = _rest_of_sentence(encoded, cue, sources, parts)
            if rest:
                chosen[n].append((float(np.log(rest.score)), rest))
    source_rows = [_within(apart, source, scores.pointing(source.pieces)) for source in sources]
    backs = [_within(apart, cue, scores.pointing(cue.pieces)) for cue in cues]
    begins = [source.pieces[0] for source in sources]
    taken: list[int | None] = []
    for n, back in enumerate(backs):
        gains = {m: back.to(begins[m]) + THERE * source_rows[m].to(at[n]) for m in back.in_sight(begins)}
        best = max(gains, key=gains.__getitem__) if gains and chosen[n] else None
        taken.append(best if best is not None and gains[best] - back.nothing > LEAST_GAIN else None)
    _unshare(encoded, sources, cues, taken)
    for n, cue in enumerate(cues):
        if not chosen[n]:
            continue
        place = taken[n]
        speaker = None if place is None else sources[place]
        weakest = min(score for score, _ in chosen[n])
        contents_of = _joined([part for _, part in chosen[n]])
        heard = float(np.exp(backs[n].to(speaker.pieces[0]) if speaker else backs[n].nothing))
        result.append(Found(speaker, cue, contents_of, float(np.exp(weakest)), heard))
    return sorted(result, key=lambda found: (found.start, found.cue.start if found.cue else -1))


def _text(encoded: Encoded, part: Part) -> str:
    return encoded.text[part.start : part.end].lower()


def _rest_of_sentence(encoded: Encoded, cue: Part, sources: list[Part], parts: list[Part]) -> Part | None:
    """The content of an "according to" for which none was marked: all that its sentence says besides.

    What follows "According to Tal, …", or stands before "…, according to Tal". None where the
    sentence holds another part, which might own those words.
    """
    begins = np.flatnonzero(encoded.cuts > 0)
    place = int(np.searchsorted(begins, cue.pieces.start, side="right"))
    low = int(begins[place - 1]) if place else 0
    high = int(begins[place]) if place < len(begins) else len(encoded)
    source = next((p for p in sources if 0 <= p.pieces.start - cue.pieces.stop <= 1), None)
    inside = [p for p in parts if p.pieces.start < high and low < p.pieces.stop]
    if source is None or any(p is not cue and p is not source for p in inside):
        return None
    pieces = range(source.pieces.stop, high) if cue.pieces.start - low <= 1 else range(low, cue.pieces.start)
    while pieces and encoded.text[encoded.starts[pieces[0]]] in ",;:":
        pieces = pieces[1:]
    while pieces and encoded.text[encoded.starts[pieces[-1]]] in ",;:.":
        pieces = pieces[:-1]
    if len(pieces) < _LEAST_REST:
        return None
    start, end = int(encoded.starts[pieces[0]]), int(encoded.ends[pieces[-1]])
    return Part("content", start, end, pieces, min(cue.score, source.score))


def _unshare(encoded: Encoded, sources: list[Part], cues: list[Part], taken: list[int | None]) -> None:
    """Take a source away from cues of other sentences, if it has one in its own.

    "She *said* it was over. When *asked* about it, Tal laughed": she did not ask.
    """
    sentence = np.cumsum(encoded.cuts > 0)
    at_home = {
        place
        for n, place in enumerate(taken)
        if place is not None and sentence[sources[place].pieces[0]] == sentence[cues[n].pieces[0]]
    }
    for n, place in enumerate(taken):
        if place in at_home and sentence[sources[place].pieces[0]] != sentence[cues[n].pieces[0]]:
            taken[n] = None
