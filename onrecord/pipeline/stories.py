"""Which story an article belongs to: that of the articles near it, or one of its own.

nearby(digest, writer)                      articles of those days that share its people or words
place(digest, nearby, groups, writer)       into their story; several stories may become one
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.record import match
from onrecord.types import ArticleDigest, StatementGroup

if TYPE_CHECKING:
    from onrecord.record.store import Writer

Nearby = Sequence[tuple[str | None, ArticleDigest]]


def nearby(digest: ArticleDigest, writer: Writer) -> Nearby:
    """The other articles that may belong to an article's story, each with its own story's id."""
    found = writer.digests(digest.first_day, digest.last_day, digest.actors, digest.shingles)
    return [(story, other) for story, other in found if other.article_id != digest.article_id]


def place(digest: ArticleDigest, nearby: Nearby, groups: Sequence[StatementGroup], writer: Writer) -> None:
    """Put an article into its story; `groups` are those that its statements are in."""
    writer.put_digest(digest)
    writer.leave_story(digest.article_id)
    agreeing = Counter(a for group in groups if digest.article_id in group.articles for a in group.articles)
    # its actors may be spelled otherwise there: who reports the same is near, however found
    alike = agreeing.keys() - {other.article_id for _, other in nearby} - {digest.article_id}
    placed = [(story, other) for story, other in (*nearby, *writer.digests_of(alike)) if story is not None]
    stories = match.joined(digest, placed, agreeing)
    if len(stories) == 1 and writer.enter_story(stories[0], digest, match.title, match.TITLED):
        return
    members = {one.article_id: one for story in stories for one in writer.story_digests(story)}
    members[digest.article_id] = digest  # a changed article can be in its story already
    writer.put_story(match.story(stories[0] if stories else "", list(members.values())))
