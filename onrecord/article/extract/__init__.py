"""An article in; its statements, mentions, sentences and vectors out, from one pass of the model.

    extractor = Extractor()         loads the model, once
    found = extractor(article)      Extraction

Files, in the order that a text passes through them: `quotation` (which characters are quoted),
`encode` (word pieces, features, windows), `model` (the network), `decode` (parts and links),
`scene` and `claims` (what rules look at), `borders` (where parts end), `frames`, `untied`, `completed` with
`unclosed` and `several` (what the network leaves out), `laid_out` with `titles`, `turns`, `interview` (what layout tells), `statements`,
`questions`, `cues` (what kind of statement), `inside` (statements in statements), `mentions`, `sentences`, `narrated`.
`model.onnx` is trained by `training/`; `card.md` tells on what, and how well it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from onrecord.article.extract import borders, decode, frames, interview, laid_out, quotation, untied
from onrecord.article.extract.completed import completed
from onrecord.article.extract.encode import Encoded, encode, load_tokenizer
from onrecord.article.extract.inside import MARKS, THAT, as_sentence, with_inner
from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.mentions import mentions, up_to
from onrecord.article.extract.model import Network, Scores
from onrecord.article.extract.narrated import narrated
from onrecord.article.extract.scene import Scene
from onrecord.article.extract.sentences import sentences
from onrecord.article.extract.statements import Draft, drafts
from onrecord.errors import ModelError
from onrecord.types import Article, Extraction, Mention, Span, Spans, Statement, Vector

_FOLDER = Path(__file__).parent
_GAP = "\n\n"
LEAST_TOLD = 4
"""Least words of a sentence that has a vector of its own."""


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
        made = with_inner(lambda words: extractor.scores(words)[3], scene, state, made)
        stated = [bounds for d in made for bounds in (*d.source, *d.cue, *d.content, *d.question)]
        spoken = [d for d in made if d.source and not d.cue and d.content]
        who = up_to(who, [d.source[-1] for d in spoken if 0 <= d.content[0][0] - d.source[-1][1] <= 1])
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
            bare = content[begin:end].strip(MARKS + ".,;:")
            opening = THAT.match(bare)
            found.append(as_sentence(bare[opening.end() :] if opening else bare))
            begin = end
    return found


def _pick(ids: list[str], index: int | None) -> str | None:
    return None if index is None else ids[index]
