"""One article's statements in; who made each, when, through whom, where and to whom, out.

    resolve(article, statements, mentions, sentences) -> (attributions, entities, days)

Who appears: `page` (the article as walked over), `tables`, `small_words`, `names`, `places`,
`boundaries`, `spotting`, `role_phrases`, `roles` (what the words around a name say), `kinds`,
`people`, `bodies`, `holders`, `homes`, `cast`, `entities`. Who speaks: `head`, `source_names`,
`noun_phrases`, `sources`, `scene`, `genders`, `reference`, `weighing`, `named`, `described`, `nouns`,
`epithets`, `introductions`, `nameless`, `kin`, `collective`, `crowds`, `pronouns`, `relatives`,
`turns`, `authors`, `relayed`, `speakers`. When: `days`. Through whom: `outlet_table`,
`outlet_words`, `outlet_signs`, `outlets` (which are named), `channel_words`, `outlet_sources`, `channels`,
`cited` (whom an outlet has it from). Where and to whom: `occasions`,
`circumstances`. Nothing outside the article is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article.resolve.channels import channels
from onrecord.article.resolve.circumstances import circumstances
from onrecord.article.resolve.cited import from_whom
from onrecord.article.resolve.cue_clause import cue_clauses
from onrecord.article.resolve.days import dates
from onrecord.article.resolve.entities import cast as cast_of
from onrecord.article.resolve.outlets import outlet_mentions
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.speakers import speakers
from onrecord.types import Article, Attribution, DayMentioned, Entity, Mention, Spans, Statement

Resolved = tuple[tuple[Attribution, ...], tuple[Entity, ...], tuple[DayMentioned, ...]]


def resolve(
    article: Article, statements: Sequence[Statement], mentions: Sequence[Mention], sentences: Spans
) -> Resolved:
    """Resolve all statements of one article, as far as the article tells.

    Returns one Attribution per statement, in order; the persons and bodies of the article; and
    the days that its text speaks of. Raises nothing: what cannot be told is unknown, with a reason.
    """
    page = Page(article, statements, sentences)
    cast = cast_of(page, mentions)
    clauses = cue_clauses(article, statements, sentences)
    outlets = outlet_mentions(article, sentences, mentions)
    who = speakers(cast, from_whom(article, statements, mentions, clauses, outlets), mentions)
    # who speaks decides whose day runs on, whatever the words of the source are
    voices = [named[0].name if named else None for named, _ in who]
    said, mentioned = dates(article, statements, sentences, voices, clauses)
    via = channels(article, statements, mentions, sentences, clauses, outlets, voices)
    around = circumstances(article, statements, mentions, sentences, clauses, outlets, voices)
    attributions = tuple(
        Attribution(statement.id, named, reason, said[i], via[i], *around[i])
        for i, (statement, (named, reason)) in enumerate(zip(statements, who, strict=True))
    )
    return attributions, cast.entities(), mentioned
