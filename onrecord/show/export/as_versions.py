"""A statement's versions as JSON objects: each report laid against the one that is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.record.compare import tone
from onrecord.show.export.as_json import Json, span
from onrecord.types import Article, Contradiction, Report, Span, Version


def version(
    it: Version, base: Report, articles: Mapping[str, Article], among: Iterable[Contradiction] = ()
) -> Json:
    """One report against the base report; every segment points into the two articles' texts.

    `among` is what versions other than the base clash on: told with each that has a side in it.
    """
    report = it.report
    return {
        "statement": report.statement.id,
        "outlet": report.outlet,
        "cue": report.cue or None,
        "segments": [
            {"op": s.op, "base": _inside(base, s.base, articles), "own": _inside(report, s.own, articles)}
            for s in it.segments
        ],
        "clashes": [{"kind": c.kind, "base": c.base, "own": c.own} for c in it.clashes],
        "article": report.article_id,
        "against": base.statement.id,
        "manner": report.statement.manner,
        "tone": tone(report.cue) if report.cue else None,
        "quotes": [{"kind": q.kind, "words": q.words} for q in it.quotes],
        "question_left_out": it.question_left_out,
        "provisos": [{"kind": p.kind, "left_out": p.left_out, "words": p.words} for p in it.provisos],
        "among_others": [_among(one, report.statement.id, own) for one in among for own in _own(one, report)],
    }


def _own(it: Contradiction, report: Report) -> list[str]:
    """The words that a report has in a clash."""
    return [words for words, having in it.sides if report.statement.id in having]


def _among(it: Contradiction, statement: str, own: str) -> Json:
    others = [
        {"words": words, "statements": list(having)} for words, having in it.sides if statement not in having
    ]
    return {"kind": it.kind, "own": own, "others": others}


def _inside(report: Report, place: Span, articles: Mapping[str, Article]) -> list[Json]:
    """A stretch of a report's content as spans of its article: several where the content is broken up."""
    article = articles[report.article_id]
    found: list[Json] = []
    at = 0
    for piece in report.statement.content:
        text = article.slice(piece)
        start = report.content.find(text, at)
        if start < 0:
            break
        at = start + len(text)
        low, high = max(place.start, start), min(place.end, at)
        if low < high:
            shift = piece.start - start
            found.append(span(article, Span(low + shift, high + shift, piece.part)))
    return found
