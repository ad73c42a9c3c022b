"""An article in; its statements, mentions, sentences and vectors out, from one pass of the model.

    extractor = Extractor()         loads the model, once
    found = extractor(article)      Extraction

Files, in the order that a text passes through them: `quotation` (which characters are quoted),
`encode` (word pieces, features, windows), `model` (the network), `decode` (parts and links),
`scene` and `claims` (what rules look at), `borders` (where parts end), `frames`, `untied`, `completed` (what the
network leaves out), `laid_out` with `titles`, `turns`, `interview` (what layout tells), `statements`,
`questions`, `cues` (what kind of statement), `mentions`, `sentences`, `narrated`.
`model.onnx` is trained by `training/`; `card.md` tells on what, and how well it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from onrecord.article.extract import borders, cues, decode, frames, interview, laid_out, quotation, untied
from onrecord.article.extract.completed import completed
from onrecord.article.extract.encode import Encoded, encode, load_tokenizer
from onrecord.article.extract.mentions import mentions
from onrecord.article.extract.model import Network, Scores
from onrecord.article.extract.narrated import narrated
from onrecord.article.extract.scene import Scene
from onrecord.article.extract.sentences import sentences
from onrecord.article.extract.statements import Bounds, Draft, drafts
from onrecord.article.extract.verbs import opens_with_auxiliary
from onrecord.errors import ModelError
from onrecord.types import Article, Extraction, Mention, Span, Spans, Statement, Vector

_FOLDER = Path(__file__).parent
_GAP = "\n\n"
_THAT = re.compile(r"that,?\s+", re.IGNORECASE)
_MARKS = "\"“”«»„‘’' "
SHORTEST = 30
"""Characters of a content that may report another statement."""
SURE = 0.6
"""Least confidence of a statement found inside another."""
LEAST_TOLD = 4
"""Least words of a sentence that has a vector of its own."""
LEAST_WORDS = 3
"""Least words of its content: "the mayor" was warned, but says nothing."""


class Extractor:
    """The statement model, ready to read articles. `threads` is the cores that one article may use.

    Loading takes a moment and some 150 MB; keep one for each process. The same article gives the
    same result alone or among others.
    """

    def __init__(self, threads: int = 1, model: Path = _FOLDER / "model.onnx") -> None:
        if not model.exists():
            raise ModelError(f"{model}: found no file, expected the statement model")
        self._tokenizer = load_tokenizer(_FOLDER / "tokenizer.json")
        self._network = Network(model, threads)

    def __call__(self, article: Article, vectors: bool = True) -> Extraction:
        """Read one article. An empty text gives nothing; no text raises an error.

        Vectors are for matching with other articles; without them reading is a third faster.
        """
        return _Page(article).read(self, vectors)

    def many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Read article after article."""
        return map(self, articles)

    def scores(self, text: str) -> tuple[Encoded, Scores, list[decode.Part], list[decode.Found]]:
        """The network's own output for a bare text: for measuring, and for rooms that learn from it."""
        encoded = encode(text, self._tokenizer)
        scores = self._network.read(encoded)
        parts = decode.spans(encoded, scores, self._network.transitions)
        return encoded, scores, parts, decode.attributions(encoded, parts, scores)

    def vector(self, words: str) -> tuple[float, ...]:
        """For each sentence of a content the unit mean of its pieces' vectors, read on its own.

        Read within its article a content's vector tells of its neighbours as well, and finds the
        same content elsewhere half as often (evaluation/matching.py). Quotation marks and "that"
        are the outlet's: with them, the same words quoted and reported are far apart.
        """
        values: list[float] = []
        for sentence in _told(words):
            pieces = self._network.vectors(encode(sentence, self._tokenizer)).astype(np.float64)
            mean = pieces.mean(axis=0) if len(pieces) else np.zeros(pieces.shape[1])
            length = float(np.sqrt((mean * mean).sum())) or 1.0
            values += (mean / length).astype(np.float32).tolist()  # which takes half the room
        return tuple(values)


class _Page:
    """One article while it is read: headline and text as one string, furniture blanked out."""

    def __init__(self, article: Article) -> None:
        self.article = article
        blank = list(article.text)
        for piece in article.furniture:
            if piece.kind != "headline" and piece.span.part == "text":
                for n in range(*piece.span.bounds):
                    if not blank[n].isspace():
                        blank[n] = " "
        text = "".join(blank)
        headline = article.headline or ""
        if headline and text.lstrip().startswith(headline):
            headline = ""  # it is read where it stands
        self.headline = headline
        self.shift = len(headline) + len(_GAP) if headline else 0
        self.text = (headline + _GAP if headline else "") + text

    def read(self, extractor: Extractor, vectors: bool) -> Extraction:
        encoded, scores, parts, found = extractor.scores(self.text)
        if not len(encoded):
            return Extraction((), (), (), ())
        quoted = quotation.quotations(self.text)
        state = quotation.states(self.text, quoted)
        lines = sentences(self.text)
        who = mentions(encoded, scores)
        scene = Scene.of(encoded, quoted, lines, self._headlines(), who, parts)
        found = borders.mended(scene, found)
        found = frames.framed(scene, found)
        found = untied.tied(scene, found)
        found = completed(scene, found)
        found = laid_out.with_speakers(scene, found)
        found = interview.with_answers(scene, found)
        made = drafts(self.text, found, quoted, state, lines)
        made = self._reported_inside(extractor, made, scene, state)
        stated = [bounds for d in made for bounds in (*d.source, *d.cue, *d.content, *d.question)]
        named = [(m.start, m.end) for m in who if m.form == "name"]
        body = [line for line in lines if not self._is_headline(line)]
        told = [
            Draft((), (), (line,), (), "narrated", "speech", "asserted", None, 1.0)
            for line in narrated(self.text, body, stated, named, [(q.start, q.end) for q in quoted])
        ]
        ids = [self._id(draft) for draft in made]
        statements = [
            self._statement(draft, ids[n], _pick(ids, draft.continues), _pick(ids, draft.parent))
            for n, draft in enumerate(made)
        ]
        statements += [self._statement(draft, self._id(draft), None, None) for draft in told]
        order = sorted(range(len(statements)), key=lambda n: (self._place([*made, *told][n]), n))
        drafted = [*made, *told]
        return Extraction(
            statements=tuple(statements[n] for n in order),
            mentions=tuple(
                Mention(self._span((m.start, m.end)), m.form, m.kind, m.score, m.demonym, m.antecedents)  # type: ignore[arg-type]
                for m in who
            ),
            sentences=tuple(self._span(line) for line in body),
            vectors=tuple(
                Vector(statements[n].id, extractor.vector(self._words(drafted[n].content))) for n in order
            )
            if vectors
            else (),
        )

    def _reported_inside(
        self, extractor: Extractor, made: list[Draft], scene: Scene, state: bytearray
    ) -> list[Draft]:
        """`made`, and behind it what contents themselves report: "The Times notes that, *according to an aide, …*".

        The network marks every word once, so it cannot see a statement inside another; contents
        that hold a word of saying are read again on their own, and so are theirs.
        """
        told = list(made)
        places = {one.cue: n for n, one in enumerate(told) if one.cue}  # a word of saying says one thing
        for index, outer in enumerate(told):
            unread = list(outer.content)
            for begin, stop in unread:  # both lists grow while they are walked
                start, end = self._as_said(begin, stop, outer.manner)
                if end - start < SHORTEST or not cues.may_report(self.text[start:end]):
                    continue
                again = extractor.scores(_as_sentence(self.text[start:end]))[3]
                found = [
                    one
                    for one in (decode.shifted(one, start) for one in again)
                    if one.source and one.cue and cues.may_report(_words(one.cue, self.text))
                ]
                own = [one for one in found if _words(one.source, self.text).lower() in cues.OWN]
                unread += [(part.start, part.end) for one in own for part in one.contents]
                found = [one for one in found if one not in own]
                lines = [(start + a, start + b) for a, b in sentences(self.text[start:end])]
                for draft in drafts(self.text, borders.mended(scene, found), scene.quoted, state, lines):
                    sure = draft.confidence >= SURE and _length(self.text, draft.content) >= LEAST_WORDS
                    # “whom they think is best”: what they think has no subject of its own
                    sure = sure and not (
                        outer.manner == "direct" and opens_with_auxiliary(self.text[slice(*draft.content[0])])
                    )
                    at = places.get(draft.cue)
                    if sure and at is None:
                        places[draft.cue] = len(told)
                        told.append(replace(draft, parent=index, continues=None))
                    elif sure and told[at].parent == index and told[at].confidence < draft.confidence:
                        told[at] = replace(draft, parent=index, continues=None)
        return told

    def _as_said(self, start: int, end: int, manner: str) -> Bounds:
        """Where a content looks like a sentence: without "that", without quotation marks."""
        opening = _THAT.match(self.text, start, end)
        start = opening.end() if opening else start
        if manner == "direct":
            start += len(self.text[start:end]) - len(self.text[start:end].lstrip(_MARKS))
            end = start + len(self.text[start:end].rstrip(_MARKS + ","))
        return start, end

    def _headlines(self) -> list[Bounds]:
        """Where headlines stand in the text that is read."""
        inside = [p.span for p in self.article.furniture if p.kind == "headline" and p.span.part == "text"]
        found = [(span.start + self.shift, span.end + self.shift) for span in inside]
        return [(0, len(self.headline)), *found] if self.headline else found

    def _is_headline(self, line: Bounds) -> bool:
        return any(start <= line[0] and line[1] <= end for start, end in self._headlines())

    def _statement(self, draft: Draft, name: str, continues: str | None, parent: str | None) -> Statement:
        return Statement(
            id=name,
            article_id=self.article.id,
            source=self._spans(draft.source),
            cue=self._spans(draft.cue),
            content=self._spans(draft.content),
            question=self._spans(draft.question),
            manner=draft.manner,
            act=draft.act,
            polarity=draft.polarity,
            parent=parent,
            continues=continues,
            confidence=draft.confidence,
        )

    def _id(self, draft: Draft) -> str:
        return self.article.statement_id(map(self._span, (*draft.source, *draft.cue, *draft.content)))

    def _span(self, bounds: Bounds) -> Span:
        start, end = bounds
        if end <= len(self.headline):
            return Span(start, end, "title")
        return Span(max(0, start - self.shift), end - self.shift)

    def _spans(self, many: tuple[Bounds, ...]) -> Spans:
        return tuple(self._span(bounds) for bounds in many)

    def _words(self, content: tuple[Bounds, ...]) -> str:
        return " … ".join(self.text[slice(*bounds)] for bounds in content)

    @staticmethod
    def _place(draft: Draft) -> int:
        source = draft.source if draft.cue else ()  # an answer's speaker may be named far above it
        return min(start for start, _ in (*source, *draft.cue, *draft.content))


def _told(content: str) -> list[str]:
    """The sentences of a content, each as it would stand alone; a few words stay with what follows."""
    found, begin = [], 0
    lines = sentences(content) or [(0, len(content))]
    for _, end in lines:
        if end == lines[-1][1] or len(content[begin:end].split()) >= LEAST_TOLD:
            bare = content[begin:end].strip(_MARKS + ".,;:")
            opening = _THAT.match(bare)
            found.append(_as_sentence(bare[opening.end() :] if opening else bare))
            begin = end
    return found


def _as_sentence(clause: str) -> str:
    """A clause with a capital and a full stop, every character where it was."""
    first = clause[:1].upper()
    return (first if len(first) == 1 else clause[:1]) + clause[1:].rstrip(" ,") + "."


def _words(part: decode.Part, text: str) -> str:
    return text[part.start : part.end]


def _length(text: str, content: tuple[Bounds, ...]) -> int:
    return sum(len(text[start:end].split()) for start, end in content)


def _pick(ids: list[str], index: int | None) -> str | None:
    return None if index is None else ids[index]
