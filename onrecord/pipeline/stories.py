"""Which story an article belongs to: that of the articles near it, or one of its own.

entered(digest, writer)             an article in short, its copies, and the articles of those days
place(near, groups, writer)         articles into their stories; several stories may become one
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.record import match
from onrecord.types import Article, ArticleDigest, StatementGroup

if TYPE_CHECKING:
    from onrecord.record.store import Writer

Near = tuple[ArticleDigest, Sequence[str]]
"""An article in short, and the others that share its people or words, or are of its days."""


def entered(article: Article, digest: ArticleDigest, writer: Writer) -> Near:
    """Put an article's digest and its copies into the record; returns it with those near it."""

    def by_id(one: str) -> Article:
        return article if one == article.id else writer.article(one)

    found = writer.digests(digest.first_day, digest.last_day, digest.actors, digest.shingles)
    others = [other for _, other in found if other.article_id != digest.article_id]
    writer.put_copies(digest.article_id, match.copies(digest, others, by_id))
    writer.put_digest(digest)
    writer.leave_story(digest.article_id)
    return digest, [other.article_id for other in others]


def place(near: Iterable[Near], groups: Sequence[StatementGroup], writer: Writer) -> None:
    """Put articles into their stories, in this order; `groups` are those that their statements are in."""
    inside = defaultdict[str, list[StatementGroup]](list)
    for group in groups:
        for article in group.articles:
            inside[article].append(group)
    told = set[str]()
    for digest, others in near:
        agreeing = Counter(article for group in inside[digest.article_id] for article in group.articles)
        # its actors may be spelled otherwise there: who reports the same is near, however found
        told |= _place(digest, {*others, *agreeing} - {digest.article_id}, agreeing, writer)
    for story in sorted(told):
        writer.title_story(story, match.title, match.TITLED)


def _place(
    digest: ArticleDigest, others: Iterable[str], agreeing: Mapping[str, int], writer: Writer
) -> set[str]:
    """Put one article into its story; returns the story where that has to be titled anew."""
    placed = [(story, other) for story, other in writer.digests_of(others) if story is not None]
    near = Counter(story for story, _ in placed)
    alone = writer.alone(story for story, articles in near.items() if articles == 1)
    stories = match.joined(digest, placed, agreeing, alone)
    place = writer.enter_story(stories[0], digest) if len(stories) == 1 else None
    if place is not None:
        return {stories[0]} if place < match.TITLED else set()
    members = {one.article_id: one for story in stories for one in writer.story_digests(story)}
    members[digest.article_id] = digest  # a changed article can be in its story already
    writer.put_story(match.story(stories[0] if stories else "", list(members.values())))
    return set()
