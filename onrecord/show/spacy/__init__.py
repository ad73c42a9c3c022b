"""A spaCy component: `nlp.add_pipe("onrecord")` after `pip install onrecord[spacy]`.

    doc._.statements                 the statements, as `onrecord.extract` gives them
    doc.spans["onrecord.source"]     spans of all sources; also .cue, .content, .question
    span.id_                         the statement's id: the parts of one statement share it

It reads `doc.text` whole and needs no other component; a part that ends inside a token takes the
whole token. spaCy: Honnibal, Montani (Explosion), MIT.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from onrecord.errors import ArticleError
from onrecord.show.notebook import Statements, extract
from onrecord.types import Article, Reading

ROLES = ("source", "cue", "content", "question")


@Language.factory("onrecord", default_config={"min_confidence": 0.0, "narrated": False})
def component(nlp: Language, name: str, min_confidence: float, narrated: bool) -> Callable[[Doc], Doc]:
    """The component; its settings are those of `onrecord.extract`."""
    if not Doc.has_extension("statements"):
        Doc.set_extension("statements", default=None)

    def mark(doc: Doc) -> Doc:
        try:
            found = extract(doc.text, min_confidence=min_confidence, narrated=narrated)
        except ArticleError:  # an empty document has no statements, and is no error in a pipeline
            found = Statements(Reading(Article("", text=doc.text)), ())
        doc._.statements = found
        for role in ROLES:
            spans = [
                doc.char_span(
                    span.start, span.end, label=role, span_id=one.statement.id, alignment_mode="expand"
                )
                for one in found
                for span in getattr(one.statement, role)
            ]
            doc.spans[f"onrecord.{role}"] = SpanGroup(
                doc, name=f"onrecord.{role}", spans=[s for s in spans if s]
            )
        return doc

    return mark
