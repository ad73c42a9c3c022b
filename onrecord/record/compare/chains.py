"""The chain that one report came through: outlet ← wire or newspaper ← speaker."""

from __future__ import annotations

from onrecord.types import Article, Attribution, ChainLink, Report, SourceChain, Spans, inwards


def chain(
    report: Report, article: Article | None = None, attribution: Attribution | None = None
) -> SourceChain:
    """The links from the outlet to the speaker, each with the article's own words for it.

    `article` gives the words (without it evidence stays empty) and `attribution` the speaker; an
    unknown speaker leaves the chain open: its last link is then a channel, or the outlet itself.

    >>> from onrecord.types import Channel, Span, Speaker, Statement
    >>> text = "Ona Brill told Radio Sarn it was over."
    >>> told = Channel("Radio Sarn", "said_to", (Span(10, 25),))
    >>> said = Report(Statement("s", "a", (), (), (Span(26, 37),)), "a", 1, "Daily", None, 0, "it was over", via=(told,))
    >>> who = Attribution("s", (Speaker("Ona Brill", "person", "name", 1.0, (Span(0, 9),)),))
    >>> [(link.name, link.relation, link.evidence) for link in chain(said, Article("a", text), who).links]
    [('Daily', 'outlet', ()), ('Radio Sarn', 'said_to', ('told Radio Sarn',)), ('Ona Brill', 'said', ('Ona Brill',))]
    """
    outlet = report.outlet or (article and (article.capture.path or article.headline)) or report.article_id
    links = [ChainLink(outlet, "outlet")]
    speakers = {s.name.casefold() for s in attribution.speakers} if attribution else set()
    links += [
        ChainLink(channel.name, channel.relation, _words(article, channel.evidence))
        for channel in inwards(report.via)
        if channel.name.casefold() not in speakers  # "the radio reported": it speaks for itself
    ]
    for speaker in attribution.speakers if attribution else ():
        evidence = _words(article, speaker.evidence) or _words(article, report.statement.source)
        links.append(ChainLink(speaker.name, "said", evidence))
    return SourceChain(report.statement.id, tuple(links))


def _words(article: Article | None, spans: Spans) -> tuple[str, ...]:
    return tuple(article.slice(span) for span in spans) if article else ()
